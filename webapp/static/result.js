// The report, alive: analysis follows typing, marks open their notes, choices show their effect. Without this file buttons do the same.
(() => {
  const form = document.getElementById("work");
  const text = document.getElementById("text");
  const editor = document.getElementById("editor");
  const backdrop = document.getElementById("backdrop");
  const announce = document.getElementById("announce");
  const problem = document.getElementById("edit-problem");
  const wide = matchMedia("(min-width: 62rem)");
  const byId = (id) => document.getElementById(id);

  // --- asking the server -------------------------------------------------------------------------------------------
  let running = null;
  let timer = 0;
  let marksFor = text.value;
  let editsFor = text.value;

  // Marks and scores come first, because they are quick; the rewrite, which takes longer, follows.
  async function refresh() {
    if (running) running.abort();
    const mine = running = new AbortController();
    if (text.value !== marksFor && !await part("marks", mine)) return;
    await part("rewrite", mine);
  }

  async function part(name, mine) {
    const sent = text.value;
    let response;
    try {
      response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Rubric-Part": name, Accept: "text/html" }, signal: mine.signal });
    } catch (e) {
      if (e.name !== "AbortError") tell("The server cannot be reached. Your text is safe here; try again in a moment.");
      return false;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine.signal.aborted || sent !== text.value) return false;
    if (response.status === 429) {
      const wait = Math.min(120, Number(response.headers.get("Retry-After")) || 20);
      tell(`Too many analyses in a short time. This one goes on by itself in ${wait} seconds; your text is safe here.`);
      timer = setTimeout(refresh, wait * 1000);
      return false;
    }
    if (!response.ok) {
      tell([page.querySelector("h1"), page.querySelector(".lead")].map((n) => n ? n.textContent : "").join(" ").trim() || "This text cannot be analyzed.");
      return false;
    }
    problem.hidden = true;
    for (const fresh of page.querySelectorAll("[data-live]")) swap(byId(fresh.id), fresh);
    if (name === "marks") { marksFor = sent; paint(); filter(); return true; }
    if (sent !== editsFor) { editsFor = sent; past.length = 0; undo.disabled = true; last = state(); }
    filter();
    return true;
  }

  function tell(words) { problem.textContent = words; problem.hidden = false; announce.textContent = words; }

  // Replace a part only when it changed, and never the part in which somebody is at work.
  function swap(old, fresh) {
    if (!old || old.innerHTML === fresh.innerHTML) return;
    if (old.id === "live-edits" && text.value === editsFor) return; // the choices on the page are newer than any answer
    if (old.contains(document.activeElement) && old.id === "live-filter") return;
    const open = [...old.querySelectorAll("details[open]")].map(label);
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const focusAt = focused ? [...old.querySelectorAll(focused.tagName)].indexOf(focused) : -1;
    const scroll = [...old.querySelectorAll("[tabindex]")].map((e) => e.scrollTop);
    old.replaceChildren(...document.importNode(fresh, true).childNodes);
    [...old.querySelectorAll("[tabindex]")].forEach((e, n) => { e.scrollTop = scroll[n] || 0; });
    for (const d of old.querySelectorAll("details")) if (open.includes(label(d))) d.open = true;
    if (focused) { const all = old.querySelectorAll(focused.tagName); const next = all[Math.min(focusAt, all.length - 1)]; if (next) next.focus({ preventScroll: true }); }
    if (fresh.dataset.says && fresh.dataset.says !== old.dataset.says) {
      old.dataset.says = fresh.dataset.says;
      say(fresh.dataset.says);
    }
  }
  const label = (d) => (d.dataset.code || "") + d.firstElementChild.textContent;

  let saying = 0;
  let queue = [];
  function say(words) {
    queue.push(words);
    clearTimeout(saying);
    saying = setTimeout(() => { announce.textContent = queue.join(" "); queue = []; }, 700);
  }

  function soon(wait) { clearTimeout(timer); if (running) running.abort(); timer = setTimeout(refresh, wait); }

  // --- edit in place: a plain text area over a painted copy of the text --------------------------------------------
  let painted = "";
  function paint() {
    const marked = byId("marked");
    if (!marked) return;
    const copy = marked.cloneNode(true);
    for (const s of copy.querySelectorAll(".visually-hidden")) s.remove();
    for (const a of copy.querySelectorAll("a.mark")) {
      const span = document.createElement("span");
      span.className = a.className;
      span.append(...a.childNodes);
      a.replaceWith(span);
    }
    backdrop.replaceChildren(...copy.childNodes);
    painted = backdrop.textContent;
  }

  // Until the answer is there, carry the change over into the painted copy, so that the marks stay under their words.
  function patch() {
    const now = text.value;
    let from = 0;
    while (from < painted.length && from < now.length && painted[from] === now[from]) from++;
    let tail = 0;
    while (tail < painted.length - from && tail < now.length - from && painted[painted.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
    const range = document.createRange();
    range.setStart(...spot(from));
    range.setEnd(...spot(painted.length - tail));
    range.deleteContents();
    if (now.length - tail > from) range.insertNode(document.createTextNode(now.slice(from, now.length - tail)));
    painted = now;
  }
  function spot(offset) {
    const walk = document.createTreeWalker(backdrop, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let n = walk.nextNode(); n; n = walk.nextNode()) {
      if (offset <= n.length) return [n, offset];
      offset -= n.length;
      last = n;
    }
    return last ? [last, last.length] : [backdrop, 0];
  }
  text.addEventListener("input", () => { patch(); soon(120); });
  editor.addEventListener("toggle", () => { if (editor.open) { paint(); if (painted !== text.value) patch(); text.focus({ preventScroll: true }); } });

  // --- marks and notes ---------------------------------------------------------------------------------------------
  const sheet = byId("sheet");
  function openNotes(mark) {
    for (const m of document.querySelectorAll(".mark.is-open")) m.classList.remove("is-open");
    mark.classList.add("is-open");
    const notes = mark.dataset.notes.trim().split(/\s+/).map((n) => document.querySelector(`.note[data-note="${n}"]`)).filter(Boolean);
    if (!notes.length) return;
    if (!wide.matches) {
      byId("sheet-title").textContent = notes.map((n) => [...n.querySelector(".note-name").childNodes].map((c) => c.textContent.trim()).filter(Boolean).join(", ")).join("; ");
      byId("sheet-body").replaceChildren(...notes.map((n) => {
        const copy = n.querySelector(".note-body").cloneNode(true);
        copy.removeAttribute("id");
        copy.querySelector(".back").closest("p").remove();
        return copy;
      }));
      mark.focus({ preventScroll: true }); // where the dialog gives the focus back, also after a tap that does not focus links
      sheet.showModal();
      return;
    }
    for (const n of document.querySelectorAll(".note[open]")) if (!notes.includes(n)) n.open = false;
    for (const n of notes) n.open = true;
    const first = notes[0].querySelector("summary");
    first.focus({ preventScroll: true });
    const box = document.querySelector(".notes");
    box.scrollTop += notes[0].getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
  }
  function backTo(n) {
    const mark = [...document.querySelectorAll("#marked a.mark")].find((m) => m.dataset.notes.trim().split(/\s+/).includes(String(n)));
    if (mark) { mark.focus(); mark.scrollIntoView({ block: "nearest" }); }
  }
  document.addEventListener("click", (e) => {
    const mark = e.target.closest("a.mark");
    if (mark && byId("marked").contains(mark)) { e.preventDefault(); openNotes(mark); return; }
    const back = e.target.closest("a.back");
    if (back) { e.preventDefault(); backTo(back.dataset.back); return; }
    const link = e.target.closest('a[href^="#note-"]');
    if (link) { const d = byId(link.hash.slice(1)).closest("details"); d.open = true; if (d.classList.contains("is-muted")) d.classList.remove("is-muted"); }
    if (e.target.closest('#sheet a[href^="#"]')) sheet.close();
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    const note = document.activeElement.closest && document.activeElement.closest(".note");
    if (note) backTo(note.dataset.note);
    else if (editor.open && document.activeElement === text) { editor.open = false; editor.querySelector("summary").focus(); }
  });
  byId("sheet-close").addEventListener("click", () => sheet.close());

  // --- filter ------------------------------------------------------------------------------------------------------
  function filter() {
    const on = [...form.querySelectorAll('.filter input[name="show"]:checked')].map((i) => i.value);
    for (const m of document.querySelectorAll("#marked .mark")) m.classList.toggle("is-muted", on.length > 0 && !m.dataset.codes.split(" ").some((c) => on.includes(c)));
    for (const n of document.querySelectorAll(".note")) n.classList.toggle("is-muted", on.length > 0 && !on.includes(n.dataset.code));
  }

  // --- choices and undo --------------------------------------------------------------------------------------------
  const choices = () => [...form.elements].filter((e) => /^(edit|own)-/.test(e.name));
  const state = () => choices().map((e) => e.type === "radio" ? [e.name, e.value, e.checked] : [e.name, null, e.value]);
  let last = state();
  const past = [];
  const undo = byId("undo");
  function remember() { past.push(last); last = state(); undo.disabled = false; }
  function restore(old) {
    for (const [name, value, was] of old) {
      for (const e of choices()) {
        if (e.name === name && e.type === "radio" && e.value === value) e.checked = was;
        if (e.name === name && e.type !== "radio") e.value = was;
      }
    }
  }
  undo.addEventListener("click", () => {
    const old = past.pop();
    if (!old) return;
    restore(old);
    last = state();
    if (!past.length) { undo.disabled = true; byId("take-all").focus(); }
    say("Undone.");
    refresh();
  });
  byId("take-all").addEventListener("click", () => {
    for (const e of choices()) if (e.type === "radio" && e.value === "take" && !e.closest(".edit-ask")) e.checked = true;
    remember();
    refresh();
  });
  form.addEventListener("change", (e) => {
    if (e.target.name === "show") filter();
    else if (/^edit-/.test(e.target.name)) { remember(); soon(0); }
    else if (/^own-/.test(e.target.name)) remember();
  });
  form.addEventListener("input", (e) => { if (/^own-/.test(e.target.name)) soon(180); });

  // --- buttons -----------------------------------------------------------------------------------------------------
  byId("copy").addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(byId("new-text").textContent); say("Copied."); byId("copy").textContent = "Copied"; setTimeout(() => { byId("copy").textContent = "Copy text"; }, 2000); }
    catch { getSelection().selectAllChildren(byId("new-text")); say("Press Control C to copy the selected text."); }
  });
  byId("print").addEventListener("click", () => print());

  const kitProblem = byId("kit-problem");
  async function ask(button, type) {
    kitProblem.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(button.formAction, { method: "POST", body: new FormData(form), headers: { "X-Rubric-Part": "kit", Accept: "application/json" } });
      if (!response.ok) {
        const e = await response.json();
        kitProblem.textContent = [e.where ? `${e.where}: ` : "", e.message, " ", e.remedy].join("");
        kitProblem.hidden = false;
        return null;
      }
      return type === "blob" ? { body: await response.blob(), name: /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") || "")?.[1] } : await response.json();
    } catch {
      kitProblem.textContent = "The server cannot be reached. Try again in a moment.";
      kitProblem.hidden = false;
      return null;
    } finally { button.removeAttribute("aria-busy"); }
  }
  byId("preview-button").addEventListener("click", async (e) => {
    e.preventDefault();
    const got = await ask(e.currentTarget, "json");
    if (got) { byId("preview-image").src = got.image; byId("preview").hidden = false; say("Preview shown."); }
  });
  byId("kit-button").addEventListener("click", async (e) => {
    e.preventDefault();
    const got = await ask(e.currentTarget, "blob");
    if (!got) return;
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(got.body), download: got.name || "interview-kit.pdf" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 30000);
    say("The kit is downloaded.");
  });
  form.addEventListener("submit", () => { clearTimeout(timer); });
  // Enter in a one-line field would press the form's first button, which saves the report: do nothing instead.
  form.addEventListener("keydown", (e) => { if (e.key === "Enter" && e.target.matches("input:not([type=checkbox]):not([type=radio])")) e.preventDefault(); });

  paint();
  filter();
})();
