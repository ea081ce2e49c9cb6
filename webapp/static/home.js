// Drop a file anywhere on the page; picking one sends it at once.
(() => {
  const form = document.getElementById("paste");
  const input = document.getElementById("file");
  const send = () => { if (input.files.length) form.requestSubmit(form.querySelector("button[type=submit]")); };
  input.addEventListener("change", send);
  for (const type of ["dragenter", "dragover"]) {
    document.addEventListener(type, (e) => {
      if (!e.dataTransfer || ![...e.dataTransfer.types].includes("Files")) return;
      e.preventDefault();
      form.classList.add("dropping");
    });
  }
  document.addEventListener("dragleave", (e) => { if (!e.relatedTarget) form.classList.remove("dropping"); });
  document.addEventListener("drop", (e) => {
    form.classList.remove("dropping");
    if (!e.dataTransfer || !e.dataTransfer.files.length) return;
    e.preventDefault();
    input.files = e.dataTransfer.files;
    send();
  });
})();
