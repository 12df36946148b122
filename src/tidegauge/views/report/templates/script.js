/* Theme, colours of up and down, print, read-outs. The page says everything without this. */
(function () {
  "use strict";
  var our = window.tidegauge, root = document.documentElement;
  our.all(".tools[hidden]").forEach(function (tools) { tools.hidden = false; });
  our.choice("theme", "theme", ["system", "day", "night"], "system", function (value) {
    if (value === "system") { delete root.dataset.theme; } else { root.dataset.theme = value; }
  });
  our.choice("marks", "marks", ["none", "red", "green"], root.dataset.marks || "none", function (value) {
    root.dataset.marks = value;
  });
  document.getElementById("print").onclick = function () { window.print(); };
  our.dress(document);
  var links = our.all(".rail a");
  addEventListener("scroll", function () { requestAnimationFrame(function () { our.follow(links); }); }, { passive: true });
  our.follow(links);
})();
