// On a wide window the guide's contents stay open beside the text.
(() => {
  const menu = document.getElementById("guide-menu");
  const wide = matchMedia("(min-width: 62rem)");
  const set = () => { if (wide.matches) menu.open = true; };
  set();
  wide.addEventListener("change", set);
})();
