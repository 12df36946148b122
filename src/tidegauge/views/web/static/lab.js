/* The lab: a lever that moves asks for a new run, an older one that is still under way is given up, and what comes back
   takes the place of what stands. The address always says what is shown; without this the form asks for a page. */
(function () {
  "use strict";
  var WAIT_MS = 80, IDLE_MS = 1500, WHOLE = 320, LINK_CHARS = 6000;
  var tab = Array.from(crypto.getRandomValues(new Uint32Array(3)), function (n) { return n.toString(36); }).join("");

  function start(form) {
    var result = document.getElementById("lab-result"), said = document.getElementById("lab-said");
    var turn = 0, running = null, waiting = null, idle = null;

    function ask(asked, signal) { /* text that is too long for an address goes as the field of a form */
      var said = asked.toString(), isLong = said.length > LINK_CHARS, address = form.dataset.run + (isLong ? "" : "?" + said);
      if (isLong) { address += "?" + new URLSearchParams(["as_of", "lang"].filter(function (name) { return asked.get(name); }).map(function (name) { return [name, asked.get(name)]; })); }
      var options = { signal: signal, headers: { Accept: "text/html" }, method: isLong ? "POST" : "GET", body: isLong ? asked : null };
      return fetch(address, options).then(function (reply) { return reply.text(); }).then(function (html) {
        return new DOMParser().parseFromString(html, "text/html");
      });
    }

    function query() { /* what the form says beyond where the scenario has its levers */
      var found = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        var field = form.elements[name];
        if (field.type === "range" && value === field.dataset.at) { return; }
        if (value !== "" && !(name === "seed" && value === "1")) { found.set(name, value); }
      });
      if (pasted()) { found.set("toml", pasted()); found.delete("scenario"); }
      return found;
    }

    function pasted() { return form.elements.scenario.value === "" ? document.getElementById("lab-text").defaultValue : ""; }

    function swap(reply) {
      var refused = reply.getElementById("lab-refused") || reply.querySelector("main > h1"); /* or a failure of the server */
      said.hidden = !refused;
      said.textContent = refused ? refused.textContent : "";
      var first = reply.querySelector(".lab-main [data-chart]");
      if (!first) { return Promise.resolve(); }
      var charts = Array.from(reply.querySelectorAll("[data-chart]"), function (chart) {
        return [chart.dataset.chart, chart.getAttribute("aria-label"), JSON.parse(reply.getElementById("chart-" + chart.dataset.chart).textContent)];
      });
      reply.querySelectorAll("[data-swap]").forEach(function (fresh) {
        var old = document.querySelector("[data-swap='" + fresh.dataset.swap + "']");
        if (!old) { return; }
        old.replaceChildren.apply(old, Array.from(fresh.childNodes));
        ["href", "data-src", "aria-label"].forEach(function (name) {
          if (fresh.hasAttribute(name)) { old.setAttribute(name, fresh.getAttribute(name)); }
        });
      });
      var out = reply.querySelector(".lab-out").dataset, field = path.elements.day;
      ["share", "toml"].forEach(function (name) { document.getElementById("lab-" + name).setAttribute("href", out[name]); });
      field.min = out.first;
      field.max = out.last;
      if (field.value > out.last) { field.value = out.last; }
      document.getElementById("lab-share").hidden = !out.share;
      document.getElementById("lab-unshared").hidden = !document.getElementById("lab-share").hidden;
      return Promise.all(charts.map(function (fresh) {
        var chart = document.querySelector("#lab [data-chart='" + fresh[0] + "']");
        chart.setAttribute("aria-label", fresh[1]);
        return window.tidegaugeCharts.draw(chart, fresh[2]);
      }));
    }

    function run() {
      var mine = turn += 1, began = performance.now(), asked = query();
      if (running) { running.abort(); }
      clearTimeout(idle);
      running = new AbortController();
      result.setAttribute("aria-busy", "true");
      var address = new URL(location.href);
      Array.from(form.elements).forEach(function (field) { address.searchParams.delete(field.name); });
      address.searchParams.delete("toml");
      asked.forEach(function (value, name) { address.searchParams.set(name, value); });
      if (address.search.length <= LINK_CHARS) { history.replaceState(null, "", address); }
      asked.set("part", "result");
      asked.set("lang", document.documentElement.lang);
      asked.set("tab", tab);
      asked.set("turn", String(mine));
      return ask(asked, running.signal).then(function (reply) {
        return mine === turn ? swap(reply) : null;
      }).then(function () {
        if (mine !== turn) { return; }
        result.removeAttribute("aria-busy");
        result.dataset.ms = String(Math.round(performance.now() - began));
        result.dispatchEvent(new CustomEvent("tidegauge:ran", { bubbles: true }));
        weigh();
      }).catch(function (error) {
        if (error.name !== "AbortError") { result.removeAttribute("aria-busy"); form.submit(); }
      });
    }

    function weigh() { /* how much rests on priors takes as long again: asked for once the reader rests */
      clearTimeout(idle);
      idle = setTimeout(function () {
        var place = document.getElementById("lab-priors");
        if (!place || !place.dataset.src) { return; }
        var source = place.dataset.src, asked = new URLSearchParams(source.slice(source.indexOf("?")));
        if (pasted()) { asked = query(); asked.set("part", "priors"); asked.set("lang", document.documentElement.lang); }
        asked.set("tab", tab + "p");
        asked.set("turn", String(turn));
        ask(asked).then(function (reply) {
          var found = reply.getElementById("lab-priors");
          if (found && place.dataset.src === source) { place.replaceChildren.apply(place, Array.from(found.childNodes)); }
        });
      }, IDLE_MS);
    }

    function tell(field) {
      var words = JSON.parse(field.dataset.words), place = Math.round((field.value - field.min) / field.step);
      var written = words[Math.min(place, words.length - 1, WHOLE)];
      field.form.querySelector("output[for='" + field.id + "']").textContent = written;
      field.setAttribute("aria-valuetext", written);
      field.closest(".lever").classList.toggle("moved", field.value !== field.dataset.at);
    }

    form.addEventListener("input", function (event) {
      if (event.target.type === "range") { tell(event.target); }
      if (event.target.name === "scenario") { return; }
      clearTimeout(waiting);
      waiting = setTimeout(run, WAIT_MS);
    });
    form.elements.scenario.addEventListener("change", function () { /* another scenario has other levers */
      var kept = new URLSearchParams(location.search);
      var next = new URLSearchParams({ scenario: form.elements.scenario.value });
      ["as_of", "lang", "theme", "marks", "with"].forEach(function (name) { if (kept.get(name)) { next.set(name, kept.get(name)); } });
      location.assign("/page/lab?" + next);
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); run(); });
    document.getElementById("lab-run").hidden = true;
    document.getElementById("lab-share").addEventListener("click", function (event) {
      if (!navigator.clipboard) { return; }
      event.preventDefault();
      var link = event.currentTarget, words = link.textContent;
      navigator.clipboard.writeText(new URL(link.getAttribute("href"), location.origin).href).then(function () {
        link.textContent = link.dataset.done;
        setTimeout(function () { link.textContent = words; }, 2000);
      });
    });

    var text = document.getElementById("lab-text"), edited = text.value !== text.defaultValue || form.elements.scenario.value === "";
    text.addEventListener("input", function () { edited = true; });
    text.form.addEventListener("submit", function () { /* what fits is an address, which can be shared */
      if (encodeURIComponent(text.value.replace(/\n/g, "\r\n")).length < LINK_CHARS) { text.form.method = "get"; }
    });
    text.closest("details").addEventListener("toggle", function () { /* untouched, it follows the levers */
      var file = document.getElementById("lab-toml").getAttribute("href");
      if (!edited) { text.value = decodeURIComponent(file.slice(file.indexOf(",") + 1)).replace(/^#.*\n/, ""); }
    });

    var path = document.getElementById("lab-path"), day = document.getElementById("lab-day");
    function replay() {
      var asked = query();
      new FormData(path).forEach(function (value, name) { asked.set(name, value); });
      asked.set("part", "replay");
      asked.set("lang", document.documentElement.lang);
      day.setAttribute("aria-busy", "true");
      ask(asked).then(function (reply) {
        var found = reply.getElementById("lab-day");
        day.replaceChildren.apply(day, found ? Array.from(found.childNodes) : []);
        day.removeAttribute("aria-busy");
      });
    }
    path.addEventListener("submit", function (event) { event.preventDefault(); replay(); });
    result.querySelectorAll("[data-chart]").forEach(function (chart) { /* a click, or Enter, on a day opens it */
      var at = null;
      chart.addEventListener("tidegauge:point", function (event) { at = event.detail.x; });
      function open() {
        if (!at || at < path.elements.day.min) { return; }
        path.elements.day.value = at;
        document.getElementById("lab-replay").open = true;
        path.scrollIntoView({ block: "nearest" });
        replay();
      }
      chart.addEventListener("click", open);
      chart.addEventListener("keydown", function (event) { if (event.key === "Enter") { open(); } });
    });
    weigh();
  }

  function look(place) {
    var form = place.querySelector ? place.querySelector("#lab-form") : null;
    if (form && !form.dataset.started) { form.dataset.started = "1"; start(form); }
  }
  document.addEventListener("tidegauge:part", function (event) { look(event.detail); });
  look(document);
})();
