/* Charts: Plotly, loaded when the first chart nears the viewport and dressed from the page's own tokens.

   A chart is <div data-chart="ID" data-plotly="ADDRESS"> with its figure as JSON in <script id="chart-ID">, written by
   charts.py. Colours are tokens, "var(--water)", and are read again when the theme changes. `says` holds a sentence for
   every place of the x-axis: what the tip shows, and what is read aloud when ← and → step through the chart. */
(function () {
  "use strict";
  var TOKEN = /var\((--[\w-]+)\)/g, PHONE = 520, NEAR = "400px", POLITE_MS = 300, FADED_MS = 700;
  var CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false };
  /* Plotly writes its rules into the head unless an element with this id and class stands there; ours are in charts.css.
     The second id is that of its style for maps, of which there are none here. Inline styles are not allowed. */
  var UNSTYLED = ["plotly.js-style-global", "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53"];
  var loading = null, drawn = new Set();

  function tokens(value, style) {
    if (typeof value === "string") {
      return value.replace(TOKEN, function (_, name) { return style.getPropertyValue(name).trim(); });
    }
    if (Array.isArray(value)) { return value.map(function (part) { return tokens(part, style); }); }
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(function (pair) { return [pair[0], tokens(pair[1], style)]; }));
    }
    return value;
  }

  function plotly(address) {
    loading = loading || new Promise(function (resolve, reject) {
      UNSTYLED.forEach(function (id) {
        var kept = document.createElement("meta");
        kept.id = id;
        kept.className = "no-inline-styles";
        document.head.append(kept);
      });
      var script = document.createElement("script");
      script.src = address;
      script.onload = function () { resolve(window.Plotly); };
      script.onerror = function () { loading = null; reject(new Error(address)); };
      document.head.append(script);
    });
    return loading;
  }

  function spread(wanted, height, low, high) { /* places near the wanted ones, none nearer to another than `height` */
    var order = wanted.map(function (_, i) { return i; }).sort(function (a, b) { return wanted[a] - wanted[b]; });
    var places = wanted.slice(), i;
    for (i = 0; i < order.length; i += 1) {
      places[order[i]] = Math.max(wanted[order[i]], i ? places[order[i - 1]] + height : low);
    }
    for (i = order.length - 1; i >= 0; i -= 1) {
      places[order[i]] = Math.min(places[order[i]], i < order.length - 1 ? places[order[i + 1]] - height : high);
    }
    return places;
  }

  function labels(given, layout, narrow) { /* names at the right end of lines: in bold, and what more there is below */
    var range = layout.yaxis.range, room = layout.height - layout.margin.t - layout.margin.b, tall = 18;
    var ends = given.filter(function (end) { return !(narrow && end.is_minor); });
    if (ends.some(function (end) { return end.under; })) { tall = 33; }
    var wanted = ends.map(function (end) { return (range[1] - end.y) / (range[1] - range[0]) * room; });
    var places = spread(wanted, tall, 8, room - 8), found = [];
    ends.forEach(function (end, i) {
      var at = { xref: "paper", yref: "paper", x: 1, y: 1, xanchor: "left", yanchor: "middle", xshift: 8, showarrow: false, align: "left" };
      var lift = end.under ? 8 : 0;
      found.push(Object.assign({}, at, { text: end.words, yshift: lift - places[i], font: { color: end.colour, weight: 600, size: 14 } }));
      if (end.under) {
        var pale = end.colour === "var(--mark)" ? end.colour : "var(--ink-2)";
        found.push(Object.assign({}, at, { text: end.under, yshift: -7 - places[i], font: { color: pale, size: 12 } }));
      }
    });
    return found;
  }

  function dressed(element, spec) { /* the figure with the template below it, its labels placed and its tokens read */
    var given = spec.layout || {}, width = element.clientWidth || 640, narrow = width < PHONE;
    var ink = { color: "var(--ink-2)", family: "var(--ui)", size: 13 };
    var axis = { automargin: false, fixedrange: true, gridcolor: "var(--rule)", linecolor: "var(--rule-2)", showline: false, tickfont: Object.assign({ shadow: "0 0 3px var(--paper), 0 0 3px var(--paper)" }, ink), zeroline: false };
    var layout = Object.assign({
      width: width, height: spec.height || 340, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: ink,
      hovermode: spec.says && spec.says.length ? false : "x unified", showlegend: false, dragmode: false,
      hoverlabel: { bgcolor: "var(--sheet)", bordercolor: "var(--ink)", font: { family: "var(--ui)", size: 13, color: "var(--ink)" } }
    }, given);
    layout.margin = Object.assign({ l: 0, r: narrow ? 116 : 148, t: 6, b: narrow ? 40 : 74 }, given.margin);
    layout.xaxis = Object.assign({}, axis, { showgrid: false, ticks: "outside", ticklen: 4, tickcolor: "var(--rule-2)" }, given.xaxis);
    layout.yaxis = Object.assign({}, axis, { ticklabelposition: "inside top" }, given.yaxis);
    if (spec.ends && spec.ends.length) { layout.annotations = (given.annotations || []).concat(labels(spec.ends, layout, narrow)); }
    var style = getComputedStyle(document.documentElement);
    return tokens({ data: spec.data, layout: layout }, style);
  }

  function announcer(element) { /* tells politely: at most every 300 ms */
    var place = element.parentElement.querySelector(".chart-said"), waiting = null;
    return function tell(words) {
      if (!place) { return; }
      if (waiting !== null) { waiting = words; return; }
      place.textContent = waiting = words;
      setTimeout(function () {
        var last = waiting;
        waiting = null;
        if (place.textContent !== last) { tell(last); }
      }, POLITE_MS);
    };
  }

  function stepping(element) { /* the tip and the cross, by pointer, finger and keyboard */
    var tell = announcer(element), at = -1, cross = document.createElement("i"), tip = document.createElement("p");
    cross.className = "cross";
    tip.className = "tip";
    cross.hidden = tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    element.append(cross, tip);
    function places() {
      var axis = element._fullLayout.xaxis;
      return element.spec.says.map(function (said) { return axis._offset + axis.d2p(said[0]); });
    }
    function hide() { cross.hidden = tip.hidden = true; }
    function show(place, xs, aloud) {
      at = Math.max(0, Math.min(xs.length - 1, place));
      cross.hidden = tip.hidden = false;
      cross.style.left = xs[at] + "px";
      cross.style.height = element._fullLayout.height - element._fullLayout.margin.b + "px";
      tip.textContent = element.spec.says[at][1];
      tip.style.left = Math.max(0, Math.min(xs[at] + 10, element.clientWidth - tip.offsetWidth)) + "px";
      if (aloud) { tell(tip.textContent); }
      element.dispatchEvent(new CustomEvent("tidegauge:point", { detail: { at: at, x: element.spec.says[at][0] } }));
    }
    element.onpointermove = element.onpointerdown = function (event) {
      var xs = places(), x = event.clientX - element.getBoundingClientRect().left, best = 0;
      xs.forEach(function (place, i) { if (Math.abs(place - x) < Math.abs(xs[best] - x)) { best = i; } });
      show(best, xs, false);
    };
    element.onpointerleave = element.onblur = hide;
    element.onkeydown = function (event) {
      var n = element.spec.says.length, step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -n, End: n }[event.key];
      if (step) { show((at < 0 ? n - 1 - step : at) + step, places(), true); event.preventDefault(); }
      if (event.key === "Escape") { hide(); }
    };
    element.tabIndex = 0;
  }

  function draw(element, spec) {
    element.spec = spec;
    return plotly(element.dataset.plotly).then(function (Plotly) {
      var figure = dressed(element, element.spec);
      return Plotly.react(element, figure.data, figure.layout, CONFIG).then(function () {
        if (!element.querySelector(".tip") && spec.says && spec.says.length) { stepping(element); }
        drawn.add(element);
        element.removeAttribute("data-waiting");
        element.dispatchEvent(new CustomEvent("tidegauge:drawn", { bubbles: true }));
      });
    });
  }

  function again() { /* another theme or another width */
    drawn.forEach(function (element) {
      if (element.isConnected) { draw(element, element.spec); } else { drawn.delete(element); }
    });
  }

  var near = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) { return; }
      near.unobserve(entry.target);
      var spec = document.getElementById("chart-" + entry.target.dataset.chart);
      if (spec && !entry.target.spec) { draw(entry.target, JSON.parse(spec.textContent)); }
    });
  }, { rootMargin: NEAR });

  function watch(place) {
    place.querySelectorAll("[data-chart]").forEach(function (element) { near.observe(element); });
  }

  var resized = null;
  addEventListener("resize", function () { clearTimeout(resized); resized = setTimeout(again, FADED_MS / 4); });
  document.addEventListener("tidegauge:theme", again);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  document.addEventListener("tidegauge:part", function (event) { watch(event.detail); });
  window.tidegaugeCharts = { draw: draw };
  watch(document);
})();
