/* The frame: sections that come when they are near, keys, the time machine, switches, sources on focus.
   Without this the page still shows today, and every other section has a page of its own. */
(function () {
  "use strict";
  var our = window.tidegauge, root = document.documentElement, words = document.getElementById("words").dataset;
  function id(name) { return document.getElementById(name); }
  function say(name, detail) { document.dispatchEvent(new CustomEvent("tidegauge:" + name, { detail: detail })); }

  /* Switches: every address of the page takes a choice along. */
  function carry(name, value) {
    our.all("a[href^='/'], [data-src]").forEach(function (place) {
      var attribute = place.dataset.src ? "data-src" : "href", address = new URL(place.getAttribute(attribute), location.origin);
      if (address.pathname.indexOf("/api/") === 0) { return; }
      address.searchParams.set(name, value);
      place.setAttribute(attribute, address.pathname + address.search + address.hash);
    });
    our.all("form[method=get]").forEach(function (form) {
      var field = form.querySelector("input[type=hidden][name=" + name + "]");
      if (!field) { field = document.createElement("input"); field.type = "hidden"; field.name = name; form.appendChild(field); }
      field.value = value;
    });
  }
  var started = false, choices = {};
  function chosen(name, value, apply) {
    apply();
    choices[name] = value;
    if (started) { carry(name, value); say("theme"); }
  }
  our.choice("theme", "theme", ["system", "day", "night"], "system", function (value) {
    chosen("theme", value, function () { if (value === "system") { delete root.dataset.theme; } else { root.dataset.theme = value; } });
  });
  our.choice("marks", "marks", ["none", "red", "green"], root.dataset.marks || "none", function (value) {
    chosen("marks", value, function () { root.dataset.marks = value; });
  });
  started = true;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { say("theme"); });
  ["theme", "marks", "help", "print"].forEach(function (name) { id(name).hidden = false; });

  /* On a phone the switches stand at the foot: the head is for the moment and the sections. */
  var phone = matchMedia("(max-width:699px)"), tools = document.querySelector(".tools"), foot = document.querySelector(".choices");
  function settle() { (phone.matches ? foot : tools).prepend(id("marks"), id("theme")); }
  phone.addEventListener("change", settle);
  settle();

  /* Where a figure comes from: on hover by the browser, on focus beside the figure. */
  var source = document.createElement("div");
  source.className = "tip source";
  source.id = "source";
  source.hidden = true;
  document.body.appendChild(source);
  function quote(place) {
    place.tabIndex = 0;
    place.setAttribute("aria-description", place.title);
    place.addEventListener("focus", function () {
      if (!place.matches(":focus-visible")) { return; }
      var box = place.getBoundingClientRect();
      source.textContent = place.title;
      source.hidden = false;
      source.style.left = Math.max(8, Math.min(box.left, root.clientWidth - source.offsetWidth - 8)) + scrollX + "px";
      source.style.top = box.bottom + 6 + scrollY + "px";
    });
    place.addEventListener("blur", function () { source.hidden = true; });
  }

  /* Parts: dressed when they stand, fetched when they are near. */
  function dress(place) {
    our.dress(place);
    our.all("[title]", place).filter(function (one) { return !one.closest("svg, a, button"); }).forEach(quote);
    our.all("form[data-into]", place).forEach(replaceOnSubmit);
    our.all("[data-submits]", place).forEach(function (field) { field.onchange = function () { field.form.requestSubmit(); }; });
    rail();
    levels(place);
    say("part", place);
  }
  function fetched(address) {
    return fetch(address, { headers: { Accept: "text/html" } }).then(function (reply) { return reply.text(); }).then(function (html) {
      if (/^\s*<!doctype/i.test(html)) { throw new Error("no fragment"); } /* a failure of the server is a page of its own */
      return html;
    });
  }
  function load(part) {
    if (!part.dataset.src || part.dataset.busy) { return Promise.resolve(); }
    part.dataset.busy = "1";
    part.querySelector("section").setAttribute("aria-busy", "true");
    return fetched(part.dataset.src).then(function (html) {
      delete part.dataset.src;
      part.classList.remove("lazy");
      part.innerHTML = html;
      dress(part);
    }).catch(function () {
      delete part.dataset.busy;
      var place = part.querySelector(".wait"), again = document.createElement("button");
      place.textContent = words.failed + " ";
      place.closest("[aria-busy]").setAttribute("aria-busy", "false");
      again.type = "button";
      again.className = "txt";
      again.textContent = words.again;
      again.onclick = function () { load(part); };
      place.appendChild(again);
    });
  }
  function replaceOnSubmit(form) {
    form.onsubmit = function (event) {
      event.preventDefault();
      var into = id(form.dataset.into), said = new URLSearchParams(new FormData(form, event.submitter));
      var held = document.activeElement === document.body ? null : document.activeElement;
      into.setAttribute("aria-busy", "true");
      fetched(form.dataset.src + (form.dataset.src.indexOf("?") < 0 ? "?" : "&") + said).then(function (html) {
        var reply = new DOMParser().parseFromString(html, "text/html"), found = reply.getElementById(form.dataset.into);
        into.replaceChildren.apply(into, Array.prototype.slice.call((found || reply.body).childNodes));
        into.removeAttribute("aria-busy");
        dress(into);
        if (held && held.name) { /* the hand stays where it was */
          var again = our.all("[name='" + held.name + "']:not([type=hidden])", into).filter(function (one) { return one.type === held.type && (one.type !== "submit" || one.value === held.value); })[0];
          if (again) { again.focus({ preventScroll: true }); }
        }
        var heading = into.querySelector("h2");
        if (held && !held.isConnected && document.activeElement === document.body && heading) { /* or at the head of what came */
          heading.tabIndex = -1;
          heading.focus({ preventScroll: true });
        }
        var place = new URL(location.href);
        said.forEach(function (value, name) { place.searchParams.set(name, value); });
        history.replaceState(null, "", place);
      }).catch(function () { /* as a browser sends it, with the button */
        into.removeAttribute("aria-busy");
        location.assign(form.getAttribute("action").split("?")[0] + "?" + said);
      });
    };
  }
  var lazy = our.all(".part.lazy");
  if ("IntersectionObserver" in window) {
    var near = new IntersectionObserver(function (seen) {
      seen.forEach(function (one) { if (one.isIntersecting) { near.unobserve(one.target); load(one.target); } });
    }, { rootMargin: "600px 0px" });
    lazy.forEach(function (part) { near.observe(part); });
  } else { lazy.forEach(load); }

  /* The staff at the left names what is on the page; the bar names the sections. */
  var links = [];
  function rail() {
    var list = document.querySelector(".rail ul");
    list.replaceChildren.apply(list, our.all("main section[id][data-rail], main .part.lazy").map(function (place) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = "#" + place.id;
      link.textContent = place.dataset.rail || place.querySelector("h2").textContent;
      item.appendChild(link);
      return item;
    }));
    links = our.all("a", list);
    our.follow(links);
    here();
  }
  var bar = our.all(".nav a[href^='#']");
  function here() {
    if (!bar.length) { return; }
    var at = bar[0];
    bar.forEach(function (link) { var part = id(link.hash.slice(1)); if (part && part.getBoundingClientRect().top < 200) { at = link; } });
    bar.forEach(function (link) { if (link === at) { link.setAttribute("aria-current", "page"); } else { link.removeAttribute("aria-current"); } });
    return at.hash;
  }
  addEventListener("scroll", function () { requestAnimationFrame(function () { our.follow(links); here(); }); }, { passive: true });

  /* The time machine keeps the place on the page. */
  function go(address) { location.assign(address + (bar.length && scrollY > 200 ? here() : "")); }
  our.all(".time a[href]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      go(link.getAttribute("href"));
    });
  });
  var time = document.querySelector(".time"), field = id("as-of");
  function travel() { go(time.getAttribute("action") + "?" + new URLSearchParams(new FormData(time))); }
  time.onsubmit = function (event) { event.preventDefault(); travel(); };
  our.all(".tick", time).forEach(function (tick) {
    tick.onclick = function () { field.value = tick.dataset.at; travel(); };
  });

  /* Levels settle from those of the moment before, where motion is welcome. */
  var SETTLE_MS = 700, calm = matchMedia("(prefers-reduced-motion:reduce)");
  function levels(place) {
    var groups = our.all(".level", place), now = {}, before = {};
    if (!groups.length) { return; }
    groups.forEach(function (one) { now[one.dataset.basin] = Number(one.dataset.level); });
    try {
      before = JSON.parse(sessionStorage.getItem("tidegauge-levels") || "{}");
      sessionStorage.setItem("tidegauge-levels", JSON.stringify(now));
    } catch (e) { /* no storage: levels stand where they are */ }
    if (calm.matches) { return; }
    var seen = new IntersectionObserver(function (entries) {
      if (!entries.some(function (one) { return one.isIntersecting; })) { return; }
      seen.disconnect();
      groups.forEach(function (one) {
        var ratio = before[one.dataset.basin] / now[one.dataset.basin], floor = one.dataset.floor;
        function at(scale) { return { transform: "translateY(" + floor + "px) scaleY(" + scale + ") translateY(-" + floor + "px)" }; }
        if (isFinite(ratio) && ratio !== 1 && one.getClientRects().length) { one.animate([at(ratio), at(1)], { duration: SETTLE_MS, easing: "ease-out" }); }
      });
    });
    seen.observe(groups[0].closest(".fig"));
  }

  /* Keys: [ ] for releases, g and a letter for sections, ? for the list. */
  var awaits = false;
  addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) { return; }
    if (awaits) {
      awaits = false;
      var link = our.all(".nav a").filter(function (one) { return one.dataset.letter === event.key; })[0];
      if (link) { link.click(); event.preventDefault(); }
      return;
    }
    if (event.key === "g") { awaits = true; setTimeout(function () { awaits = false; }, 1500); }
    if (event.key === "?") { id("keys").showModal(); event.preventDefault(); }
    var step = { "[": "back", "]": "forward" }[event.key];
    if (step && id(step).hasAttribute("href")) { go(id(step).getAttribute("href")); }
  });
  id("help").onclick = function () { id("keys").showModal(); };
  id("print").onclick = function () { Promise.all(lazy.map(load)).then(function () { print(); }); };

  our.all(".part:not(.lazy)").forEach(dress);
})();
