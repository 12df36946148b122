/* What the brief and the page share: kept choices, polite read-outs, charts that step by key, basins that speak. */
(function () {
  "use strict";
  function all(query, place) { return Array.prototype.slice.call((place || document).querySelectorAll(query)); }
  function kept(name) {
    var said = new URLSearchParams(location.search).get(name);
    try { return said || localStorage.getItem("tidegauge-" + name); } catch (e) { return said; }
  }
  function keep(name, value) {
    try { localStorage.setItem("tidegauge-" + name, value); } catch (e) { /* no storage: the choice holds for this page */ }
    try {
      var place = new URL(location.href);
      place.searchParams.set(name, value);
      history.replaceState(null, "", place);
    } catch (e) { /* a file opened without an address */ }
  }
  function choice(id, name, values, first, apply) {
    var words = document.getElementById("words").dataset, button = document.getElementById(id), at = Math.max(0, values.indexOf(kept(name) || first));
    function show() { apply(values[at]); button.textContent = words[name + "_" + values[at]]; }
    button.onclick = function () { at = (at + 1) % values.length; keep(name, values[at]); show(); };
    show();
  }

  var waiting = {};
  function tell(place, said) { /* politely: at most every 300 ms */
    if (!place) { return; }
    var id = place.id;
    if (waiting[id]) { waiting[id].said = said; return; }
    place.textContent = said;
    waiting[id] = { said: said };
    setTimeout(function () {
      var last = waiting[id].said;
      delete waiting[id];
      if (place.textContent !== last) { tell(place, last); }
    }, 300);
  }

  function dress(place) {
    all("[data-twin]", place).forEach(function (figure) {
      var rows = all("tbody tr", document.getElementById(figure.dataset.twin)).map(function (row) {
        return all("th,td", row).map(function (cell) { return cell.textContent; });
      });
      var heads = all("thead th", document.getElementById(figure.dataset.twin)).map(function (cell) { return cell.textContent; });
      var out = document.getElementById(figure.dataset.out), tip = figure.querySelector(".tip"), at = rows.length - 1;
      function shown() { return all("svg", figure).filter(function (svg) { return svg.getClientRects().length; })[0]; }
      function places(svg) {
        return svg.querySelector(".track").getAttribute("points").split(" ").map(function (pair) { return pair.split(",").map(Number); });
      }
      function show(step, svg, points) {
        at = Math.max(0, Math.min(rows.length - 1, step));
        var row = rows[at], cross = svg.querySelector(".cross"), scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        cross.setAttribute("visibility", "visible");
        cross.firstChild.setAttribute("transform", "translate(" + points[at][0] + " 0)");
        cross.lastChild.setAttribute("transform", "translate(" + points[at].join(" ") + ")");
        tip.textContent = row[0] + " · " + row.slice(1).map(function (cell, i) { return heads[i + 1] + " " + cell; }).join(" · ");
        tell(out, tip.textContent);
        if (figure.dataset.origin) { tip.appendChild(document.createElement("small")).textContent = figure.dataset.origin; }
        tip.hidden = false;
        var x = points[at][0] * scale;
        tip.style.left = Math.max(0, Math.min(x + 12, figure.clientWidth - tip.offsetWidth)) + "px";
        tip.style.top = Math.max(0, points[at][1] * scale - tip.offsetHeight - 14) + "px";
      }
      function hide() { tip.hidden = true; all(".cross", figure).forEach(function (cross) { cross.setAttribute("visibility", "hidden"); }); }
      figure.tabIndex = 0;
      figure.onpointermove = function (event) {
        var svg = shown(), points = places(svg), box = svg.getBoundingClientRect();
        var x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width, best = 0;
        points.forEach(function (point, i) { if (Math.abs(point[0] - x) < Math.abs(points[best][0] - x)) { best = i; } });
        show(best, svg, points);
      };
      figure.onpointerleave = figure.onblur = hide;
      figure.onkeydown = function (event) {
        var step = { ArrowLeft: -1, ArrowRight: 1, Home: -rows.length, End: rows.length }[event.key];
        if (step) { var svg = shown(); show(at + step, svg, places(svg)); event.preventDefault(); }
        if (event.key === "Escape") { hide(); }
      };
    });

    all(".basin", place).forEach(function (basin) {
      var out = document.getElementById("basin-read");
      basin.onmouseenter = basin.onfocus = function () { tell(out, basin.getAttribute("aria-label")); };
    });
  }

  function follow(links) { /* the link of the part that is being read */
    var parts = links.map(function (link) { return document.getElementById(link.hash.slice(1)); }), at = 0;
    parts.forEach(function (part, i) { if (part && part.getBoundingClientRect().top < 160) { at = i; } });
    links.forEach(function (link, i) { if (i === at) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); } });
  }

  window.tidegauge = { all: all, keep: keep, choice: choice, tell: tell, dress: dress, follow: follow };
})();
