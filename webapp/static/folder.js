// Progress while a folder is read, and a table that sorts and filters. Without this file the same form answers with the same table.
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("folder-form");
  const bar = byId("progress");
  const label = byId("progress-label");
  const problem = byId("folder-problem");
  let running = null;

  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    problem.hidden = true;
    if (running) running.abort();
    const mine = running = new AbortController();
    show("Sending the files");
    bar.removeAttribute("value");
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/x-ndjson" }, signal: mine.signal });
      if (!response.ok) {
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        fail([page.querySelector("h1"), page.querySelector(".lead")].map((n) => n ? n.textContent : "").join(" "));
        return;
      }
      await follow(response.body.getReader());
    } catch (error) {
      if (error.name === "AbortError") fail("Stopped. Nothing was kept.");
      else fail("The connection broke off. Try again, perhaps with fewer files.");
    }
  });

  // --- kits of all posts, or of those shown ------------------------------------------------------------------------
  let kits = null;
  const some = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
  function left(ms) {
    if (ms === null) return "";
    return ms < 50000 ? ", less than a minute left" : `, about ${some(Math.round(ms / 60000) || 1, "minute")} left`;
  }
  function startKits(shown) {
    const all = JSON.parse(byId("bundle").value);
    const numbers = shown || all.map((_, n) => n + 1);
    kits = window.rubricKits({
      url: byId("export").action,
      token: form.elements.csrf_token.value,
      items: numbers.map((n) => all[n - 1]),
      numbers,
      tell: (done, of, ms) => { bar.max = of; bar.value = done; show(`Making kits: ${done.toLocaleString("en")} of ${of.toLocaleString("en")}${left(ms)}`); },
    });
    goOn();
  }
  async function goOn() {
    problem.hidden = true;
    if (running) running.abort();
    const mine = running = new AbortController();
    try {
      await kits.run(mine.signal);
      byId("folder-progress").hidden = true;
      saveKits();
    } catch (error) {
      if (running !== mine) return;
      const why = error.name === "AbortError" ? "Stopped." : error.told ? error.message : "The connection broke off.";
      fail(`${why} ${some(kits.made, "kit")} made, ${some(kits.left, "post")} to go. Nothing is lost while this page stays open.`);
      byId("kits-choice").hidden = false;
      byId("kits-save").hidden = !kits.made;
      byId("kits-on").focus();
    }
  }
  function saveKits() {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(kits.blob()), download: "interview-kits.zip" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    const missed = kits.of - kits.left - kits.made;
    announce(`${some(kits.made, "kit")} saved in interview-kits.zip.${missed ? ` ${some(missed, "post")} without a kit: the reasons are in the .zip.` : ""}`);
  }
  function announce(words) { byId("kits-said").textContent = words; }
  byId("kits-on").addEventListener("click", goOn);
  byId("kits-save").addEventListener("click", saveKits);
  document.addEventListener("click", (e) => {
    const button = e.target.closest("#kits");
    if (!button) return;
    const rows = [...byId("posts").tBodies[0].rows];
    const shown = rows.filter((r) => !r.hidden);
    announce("");
    startKits(shown.length === rows.length ? null : shown.map((r) => Number(r.querySelector(".open-post").value) + 1).sort((a, b) => a - b));
    byId("folder-progress").scrollIntoView({ block: "nearest" });
  });
  byId("stop").addEventListener("click", () => { if (running) running.abort(); });
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => { for (const other of form.querySelectorAll("input[type=file]")) if (other !== input) other.value = ""; });
  }

  async function follow(reader) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      rest += decoder.decode(value || new Uint8Array(), { stream: !done });
      const lines = rest.split("\n");
      rest = lines.pop();
      for (const line of lines) step(JSON.parse(line));
      if (done) return;
    }
  }
  function step(m) {
    if (m.read) show(`Reading: ${m.read} so far`);
    if (m.done) { bar.max = m.of; bar.value = m.done; show(`Analyzed ${m.done} of ${m.of}`); }
    if (m.drawing) { bar.removeAttribute("value"); show("Drawing the table"); }
    if (m.html) {
      byId("folder-progress").hidden = true;
      byId("folder-result").hidden = false;
      byId("bundle").value = m.bundle;
      byId("folder-table").replaceChildren(...new DOMParser().parseFromString(m.html, "text/html").body.childNodes);
      wire();
      byId("result-title").focus();
    }
  }
  function show(words) { byId("folder-progress").hidden = false; label.textContent = words; }
  function fail(words) {
    byId("folder-progress").hidden = true;
    byId("kits-choice").hidden = true;
    byId("folder-problem-words").textContent = words;
    problem.hidden = false;
  }

  // A post's report needs only its own text, not the whole folder.
  document.addEventListener("click", (e) => {
    const button = e.target.closest(".open-post");
    if (!button) return;
    e.preventDefault();
    const item = JSON.parse(byId("bundle").value)[Number(button.value)];
    const small = Object.assign(document.createElement("form"), { method: "post", action: form.dataset.analyze, target: "_blank", hidden: true });
    for (const [name, value] of [["csrf_token", form.elements.csrf_token.value], ["text", item.text], ["source", item.file]]) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      small.append(field);
    }
    document.body.append(small);
    small.submit();
    small.remove();
  });

  function wire() {
    const table = byId("posts");
    if (!table) return;
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const words = byId("filter-words");
    const code = byId("filter-code");
    const filter = () => {
      const want = words.value.trim().toLowerCase();
      let n = 0;
      for (const r of rows) {
        const ok = (!want || r.textContent.toLowerCase().includes(want)) && (!code.value || r.dataset.codes.split(" ").includes(code.value));
        r.hidden = !ok;
        n += ok;
      }
      byId("kits").textContent = n === rows.length ? "All kits (.zip)" : `Kits of the ${n.toLocaleString("en")} shown (.zip)`;
      byId("kits").disabled = !n;
      byId("shown").textContent = n === rows.length ? `${n} posts` : `${n} of ${rows.length} posts`;
    };
    words.addEventListener("input", filter);
    words.addEventListener("keydown", (e) => { if (e.key === "Enter") e.preventDefault(); });
    code.addEventListener("change", filter);
    for (const button of table.querySelectorAll(".sort")) {
      button.addEventListener("click", (e) => {
        e.preventDefault();
        const head = button.closest("th");
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const h of table.querySelectorAll("th[aria-sort]")) h.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = button.dataset.key;
        const number = ["balance", "screening", "strengths", "found"].includes(key);
        rows.sort((a, b) => (number ? a.dataset[key] - b.dataset[key] : a.dataset[key].localeCompare(b.dataset[key])) * (down ? -1 : 1));
        body.append(...rows);
      });
    }
    filter();
  }
  wire();
})();
