/* Before anything is painted: the reader's kept choices. The address comes first, then what was stored. */
(function () {
  "use strict";
  var root = document.documentElement, said = new URLSearchParams(location.search);
  function kept(name, choices) {
    var value = said.get(name);
    try {
      if (choices.indexOf(value) < 0) { value = localStorage.getItem("tidegauge-" + name); }
    } catch (e) { /* no storage: the address alone */ }
    return choices.indexOf(value) < 0 ? null : value;
  }
  var lang = kept("lang", ["en", "zh-Hans", "zh-Hant"]);
  try { if (said.get("lang") === root.lang) { localStorage.setItem("tidegauge-lang", root.lang); } } catch (e) { /* no storage: the choice holds for this page */ }
  if (lang && !said.get("lang") && lang !== root.lang) {
    said.set("lang", lang);
    location.replace(location.pathname + "?" + said + location.hash);
  }
  var theme = kept("theme", ["system", "day", "night"]), marks = kept("marks", ["none", "red", "green"]);
  if (theme === "system") { delete root.dataset.theme; } else if (theme) { root.dataset.theme = theme; }
  if (marks) { root.dataset.marks = marks; }
})();
