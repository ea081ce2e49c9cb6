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
  function fail(words) { byId("folder-progress").hidden = true; problem.textContent = words; problem.hidden = false; }

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
      byId("shown").textContent = n === rows.length ? `${n} posts` : `${n} of ${rows.length} posts`;
    };
    words.addEventListener("input", filter);
    words.addEventListener("keydown", (e) => { if (e.key === "Enter") e.preventDefault(); });
    code.addEventListener("change", filter);
    for (const button of table.querySelectorAll(".sort")) {
      button.addEventListener("click", () => {
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
