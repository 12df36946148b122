/* Parts that take long are asked for as a job, once they are near, and stand in their place when it is done; a portfolio
   is sent as the body of a request, so that it stands in no address. Without this both are pages of their own. */
(function () {
  "use strict";
  var LOOK_MS = 1000, OVER = ["done", "failed", "cancelled"];
  function part(place, html) {
    var reply = new DOMParser().parseFromString(html, "text/html");
    place.replaceChildren.apply(place, Array.from(reply.body.childNodes));
    delete place.dataset.later;
    document.dispatchEvent(new CustomEvent("tidegauge:part", { detail: place }));
  }
  function text(reply) { return reply.text(); }
  function show(place) {
    return fetch(place.dataset.later, { headers: { Accept: "text/html" } }).then(text).then(function (html) { part(place, html); });
  }
  function watch(place, job) {
    fetch(job.url).then(function (reply) { return reply.json(); }).then(function (reply) {
      var said = reply.job, done = place.querySelector("[data-done]");
      if (OVER.indexOf(said.state) >= 0) { show(place); return; }
      if (done && said.total) { done.textContent = Math.floor(100 * said.done / said.total) + " %"; }
      setTimeout(function () { if (place.isConnected) { watch(place, job); } }, LOOK_MS);
    }).catch(function () { show(place); });
  }
  function ask(place) {
    fetch(place.dataset.job, { method: "POST", headers: { "Content-Type": "application/json" }, body: place.dataset.said })
      .then(function (reply) { if (!reply.ok) { throw new Error(String(reply.status)); } return reply.json(); })
      .then(function (reply) { watch(place, reply.job); })
      .catch(function () { show(place); });
  }
  function near(place) {
    var seen = new IntersectionObserver(function (entries) {
      if (entries.some(function (one) { return one.isIntersecting; })) { seen.disconnect(); ask(place); }
    }, { rootMargin: "300px 0px" });
    seen.observe(place);
  }
  function decoded(bytes) {
    try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); }
    catch (error) { return new TextDecoder("gb18030").decode(bytes); } // as spreadsheets in Chinese save a CSV file
  }
  function send(form) {
    var place = form.parentNode.querySelector("#outcome-place"), file = form.querySelector("input[type=file]");
    form.querySelector("[data-needs-script]").hidden = false;
    file.onchange = function () {
      if (file.files.length) { file.files[0].arrayBuffer().then(function (said) { form.elements.holdings.value = decoded(said); }); }
    };
    form.onsubmit = function (event) {
      event.preventDefault();
      place.setAttribute("aria-busy", "true");
      var said = new URLSearchParams({ holdings: form.elements.holdings.value, scenario: form.elements.scenario.value });
      fetch(form.dataset.laterForm, { method: "POST", body: said, headers: { Accept: "text/html" } }).then(text).then(function (html) {
        var reply = new DOMParser().parseFromString(html, "text/html"), came = reply.getElementById("outcome-place") || reply.body;
        place.replaceChildren.apply(place, Array.from(came.childNodes));
        place.removeAttribute("aria-busy");
        form.elements.holdings.toggleAttribute("aria-invalid", !!place.querySelector(".refused"));
      }).catch(function () { place.removeAttribute("aria-busy"); form.submit(); });
    };
  }
  function sift(form) {
    var table = document.getElementById(form.dataset.sifts), count = form.querySelector("output");
    form.querySelector("button").hidden = true;
    function apply() {
      var words = form.elements.words.value.toLowerCase().split(/\s+/), by = form.elements.by.value, shown = 0,
        state = form.elements.state.selectedOptions[0].label, any = !form.elements.state.value;
      Array.from(table.tBodies[0].rows).forEach(function (row) {
        var said = row.textContent.toLowerCase(), fits = words.every(function (word) { return said.indexOf(word) >= 0; });
        fits = fits && (!by || row.cells[2].textContent === by);
        row.hidden = !(fits && (any || row.cells[4].textContent.indexOf(state) === 0));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = shown + " / " + table.tBodies[0].rows.length;
    }
    form.oninput = apply;
    form.onsubmit = function (event) { event.preventDefault(); };
    apply();
  }
  function once(place, attribute, act) {
    place.querySelectorAll("[" + attribute + "]").forEach(function (one) {
      if (!one.dataset.started) { one.dataset.started = "1"; act(one); }
    });
  }
  function look(place) {
    once(place, "data-later", near);
    once(place, "data-later-form", send);
    once(place, "data-sifts", sift);
  }
  document.addEventListener("tidegauge:part", function (event) { look(event.detail); });
  look(document);
})();
