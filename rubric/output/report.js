"use strict";
(function () {
  var table = document.getElementById("posts");
  if (!table) return;
  var body = table.tBodies[0];
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  heads.forEach(function (th, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = th.textContent;
    th.textContent = "";
    th.appendChild(button);
    button.addEventListener("click", function () {
      var up = th.getAttribute("aria-sort") !== "ascending";
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      th.setAttribute("aria-sort", up ? "ascending" : "descending");
      var rows = Array.prototype.slice.call(body.rows).map(function (row, n) {
        var text = row.cells[column].textContent.trim();
        var number = parseFloat(text);
        return { row: row, n: n, text: text.toLowerCase(), number: isNaN(number) ? -1 : number };
      });
      var numeric = th.classList.contains("n");
      rows.sort(function (a, b) {
        var order = numeric ? a.number - b.number : a.text.localeCompare(b.text);
        return (up ? order : -order) || a.n - b.n;
      });
      rows.forEach(function (item) { body.appendChild(item.row); });
    });
  });
  var label = document.getElementById("filter-label");
  var input = document.getElementById("filter");
  var count = document.getElementById("count");
  label.hidden = false;
  input.addEventListener("input", function () {
    var words = input.value.toLowerCase();
    var shown = 0;
    Array.prototype.forEach.call(body.rows, function (row) {
      row.hidden = row.textContent.toLowerCase().indexOf(words) < 0;
      if (!row.hidden) shown += 1;
    });
    count.textContent = shown + " of " + body.rows.length + " shown";
  });
})();
