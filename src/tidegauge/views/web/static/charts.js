/* Charts: Plotly, loaded when the first chart nears the viewport and dressed from the page's own tokens.

   A chart is <div data-chart="ID" data-plotly="ADDRESS"> with its figure as JSON in <script id="chart-ID">, written by
   charts.py. Colours are tokens, "var(--water)", and are read again when the theme changes. `says` holds a sentence for
   every place of the x-axis: what the tip shows, and what is read aloud when ← and → step through the chart. */
(function () {
  "use strict";
  var TOKEN = /var\((--[\w-]+)\)/g, PHONE = 520, NEAR = "400px", POLITE_MS = 300, FADED_MS = 700, LABELS = 72, PAPER = 680;
  var CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false };
  /* Plotly writes its rules into the head unless an element with this id and class stands there; ours are in charts.css.
     The second id is that of its style for maps, of which there are none here. Inline styles are not allowed. */
  var UNSTYLED = ["plotly.js-style-global", "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53"];
  var loading = null, drawn = new Set(), widest = Infinity;

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

  function spread(wanted, heights, low, high) { /* middles near the wanted ones, none over another, all between low and high */
    var order = wanted.map(function (_, i) { return i; }).sort(function (a, b) { return wanted[a] - wanted[b]; });
    var places = wanted.slice(), i, edge = low;
    for (i = 0; i < order.length; i += 1) {
      places[order[i]] = Math.max(wanted[order[i]], edge + heights[order[i]] / 2);
      edge = places[order[i]] + heights[order[i]] / 2;
    }
    for (i = order.length - 1, edge = high; i >= 0; i -= 1) {
      places[order[i]] = Math.min(places[order[i]], edge - heights[order[i]] / 2);
      edge = places[order[i]] - heights[order[i]] / 2;
    }
    return places;
  }

  var pen = document.createElement("canvas").getContext("2d"), ui = getComputedStyle(document.documentElement).getPropertyValue("--ui");
  function broad(words, font) { /* the width of words in pixels */
    pen.font = font + " " + ui;
    return pen.measureText(words).width;
  }

  function broken(words, font, room) { /* words in lines no broader than the room: at spaces, or between two Chinese characters */
    var lines = [""];
    words.split(/(?<= )|(?=[\u3400-\u9fff])/).forEach(function (piece) {
      var last = lines.length - 1;
      if (lines[last] && broad(lines[last] + piece.trimEnd(), font) > room) { lines.push(piece); } else { lines[last] += piece; }
    });
    return lines.map(function (line) { return line.trimEnd(); });
  }

  function afterLabels(axis, traces, width) { /* bars begin right of the labels of the y-axis, which lie within the chart */
    var bars = traces.filter(function (trace) { return trace.type === "bar"; });
    if (!bars.length || !axis || axis.type !== "date" || width < 2 * LABELS) { return axis; }
    var first = Date.parse(bars[0].x[0]), last = Date.parse(axis.range[1]), start = (first * width - LABELS * last) / (width - LABELS);
    return Object.assign({}, axis, { range: [new Date(Math.min(start, Date.parse(axis.range[0]))).toISOString().slice(0, 10), axis.range[1]] });
  }

  function beside(ends, narrow) { /* the room the names at the right need, within that of the template */
    var widths = ends.map(function (end) { return Math.max(broad(end.words, "600 14px"), broad(end.under, "400 12px")) + 14; });
    return Math.min(narrow ? 116 : 148, Math.max.apply(null, widths.concat(64)));
  }

  function labels(given, layout, narrow) { /* names at the right end of lines: in bold, and what more there is below */
    var range = layout.yaxis.range, room = layout.height - layout.margin.t - layout.margin.b, wide = layout.margin.r - 10;
    var found = [], ends = given.filter(function (end) { return !(narrow && end.is_minor); }).map(function (end) {
      var names = broken(end.words, "600 14px", wide), under = end.under ? broken(end.under, "400 12px", wide) : [];
      return { end: end, names: names, under: under, tall: 17 * names.length + 15 * under.length + 3 };
    });
    var wanted = ends.map(function (one) { return (range[1] - one.end.y) / (range[1] - range[0]) * room; });
    var places = spread(wanted, ends.map(function (one) { return one.tall; }), -6, room + 6);
    ends.forEach(function (one, i) {
      var at = { xref: "paper", yref: "paper", x: 1, y: 1, xanchor: "left", yanchor: "top", xshift: 8, showarrow: false, align: "left", borderpad: 0 };
      var top = one.tall / 2 - places[i], colour = one.end.colour, pale = colour === "var(--mark)" ? colour : "var(--ink-2)";
      one.names.forEach(function (words, n) {
        found.push(Object.assign({}, at, { text: words, yshift: top - 17 * n, font: { color: colour, weight: 600, size: 14 } }));
      });
      one.under.forEach(function (words, n) {
        found.push(Object.assign({}, at, { text: words, yshift: top - 17 * one.names.length - 15 * n, font: { color: pale, size: 12 } }));
      });
    });
    return found;
  }

  function thinned(axis, width) { /* an axis with those of its ticks whose words stand clear of each other */
    if (!axis || !axis.tickvals || !axis.range) { return axis; }
    var at = axis.type === "date" ? function (x) { return Date.parse(x); } : Number;
    var first = at(axis.range[0]), scale = width / (at(axis.range[1]) - first || 1), free = -Infinity, kept = [];
    axis.tickvals.forEach(function (x, i) {
      var half = broad(axis.ticktext[i], "400 13px") / 2, middle = (at(x) - first) * scale;
      if (middle - half > free) { kept.push(i); free = middle + half + 7; }
    });
    function pick(list) { return kept.map(function (i) { return list[i]; }); }
    return Object.assign({}, axis, { tickvals: pick(axis.tickvals), ticktext: pick(axis.ticktext), tickangle: 0 });
  }

  function dressed(element, spec) { /* the figure with the template below it, its labels placed and its tokens read */
    var given = spec.layout || {}, width = Math.min(element.clientWidth || 640, widest), narrow = width < PHONE;
    var ink = { color: "var(--ink-2)", family: "var(--ui)", size: 13 };
    var axis = { automargin: false, fixedrange: true, gridcolor: "var(--rule)", linecolor: "var(--rule-2)", showline: false, tickfont: Object.assign({ shadow: "0 0 3px var(--paper), 0 0 3px var(--paper)" }, ink), zeroline: false };
    var layout = Object.assign({
      width: width, height: spec.height || 340, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font: ink,
      hovermode: spec.says && spec.says.length ? false : "x unified", showlegend: false, dragmode: false,
      hoverlabel: { bgcolor: "var(--sheet)", bordercolor: "var(--ink)", font: { family: "var(--ui)", size: 13, color: "var(--ink)" } }
    }, given);
    layout.margin = Object.assign({ l: 0, r: beside(spec.ends || [], narrow), t: 6, b: narrow ? 40 : 74 }, given.margin);
    var across = width - layout.margin.l - layout.margin.r;
    layout.xaxis = Object.assign({}, axis, { showgrid: false, ticks: "outside", ticklen: 4, tickcolor: "var(--rule-2)" }, thinned(afterLabels(given.xaxis, spec.data, across), across));
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
      if (aloud) { tell(tip.textContent); }
      if (element.dataset.origin) { tip.appendChild(document.createElement("small")).textContent = element.dataset.origin; }
      tip.style.left = Math.max(0, Math.min(xs[at] + 10, element.clientWidth - tip.offsetWidth)) + "px";
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

  var resized = null, width = innerWidth; /* a phone that hides its address bar changes the height alone */
  addEventListener("resize", function () {
    if (innerWidth === width) { return; }
    width = innerWidth;
    clearTimeout(resized);
    resized = setTimeout(again, FADED_MS / 4);
  });
  var theme = null; /* on paper it is day, and a sheet is narrow */
  function onPaper(is) {
    var root = document.documentElement;
    widest = is ? PAPER : Infinity;
    if (is) { theme = root.dataset.theme; root.dataset.theme = "day"; } else if (theme) { root.dataset.theme = theme; } else { delete root.dataset.theme; }
    again();
  }
  addEventListener("beforeprint", function () { onPaper(true); });
  addEventListener("afterprint", function () { onPaper(false); });
  document.addEventListener("tidegauge:theme", again);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  document.addEventListener("tidegauge:part", function (event) { watch(event.detail); });
  window.tidegaugeCharts = { draw: draw };
  watch(document);
})();
