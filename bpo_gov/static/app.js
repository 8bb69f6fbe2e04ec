/* What script adds to pages that work without it: keys, palette, drafts, one submit, questions before what hurts,
   the theme at once, menus that close, focus after a move, charts fetched only where one stands. */
(function () {
  "use strict";

  var root = document.documentElement, body = document.body;
  function all(css, from) { return Array.prototype.slice.call((from || document).querySelectorAll(css)); }
  function one(css, from) { return (from || document).querySelector(css); }
  function kept(store, key, value) {                       /* storage may be closed by the browser: then nothing is kept */
    try {
      if (value === undefined) return window[store].getItem(key);
      if (value === null) window[store].removeItem(key); else window[store].setItem(key, value);
    } catch (closed) { return null; }
    return null;
  }

  /* After a move: the summary of errors, else what just happened, is read out and stands in view. */
  var told = one(".errors") || one(".flash");
  if (told) told.focus({ preventScroll: !told.matches(".errors") });
  document.addEventListener("click", function (event) {
    var shut = event.target.closest(".flash .shut");
    if (shut) { event.preventDefault(); shut.closest(".flash").remove(); one("#main").setAttribute("tabindex", "-1"); one("#main").focus({ preventScroll: true }); }
    all("details.pop[open], details.clock[open], details.seal[open]").forEach(function (open) { if (!open.contains(event.target)) open.open = false; });
  });

  /* The theme changes at once; the choice is stored by the same form. */
  all("form.themes").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      var press = event.submitter;
      if (!press || press.name !== "theme" || !window.fetch) return;
      event.preventDefault(); event.stopImmediatePropagation();
      root.setAttribute("data-bs-theme", press.value);
      all("[name=theme]", form).forEach(function (each) { each.setAttribute("aria-pressed", String(each === press)); });
      var words = new URLSearchParams(new FormData(form)); words.set("theme", press.value);
      fetch(form.action, { method: "POST", body: words, credentials: "same-origin", redirect: "manual" });
    });
  });

  /* Drafts: what is typed in a long form stays in this tab until it was taken. */
  var DRAFT = "draft:" + location.pathname + ":";
  function words(form) {
    return all("input, textarea, select", form).filter(function (field) {
      return field.name && !/^(hidden|password|file|submit)$/.test(field.type) && field.autocomplete !== "off";
    });
  }
  function isOn(field) { return /^(radio|checkbox)$/.test(field.type) ? field.checked : field.value; }
  function isPlain(field) {
    if (/^(radio|checkbox)$/.test(field.type)) return field.checked === field.defaultChecked;
    if (field.tagName === "SELECT") return all("option", field).every(function (o) { return o.selected === o.defaultSelected || !all("option[selected]", field).length; });
    return field.value === field.defaultValue;
  }
  all("form[data-draft]").forEach(function (form) {
    var key = DRAFT + form.dataset.draft, note = one("[data-draft-note]", form), before = kept("sessionStorage", key);
    function fill(values) { words(form).forEach(function (field, at) { if (field.name + at in values) { if (typeof values[field.name + at] === "boolean") field.checked = values[field.name + at]; else field.value = values[field.name + at]; } }); }
    if (before && !one(".wrong", form)) { fill(JSON.parse(before)); if (note) note.hidden = false; }   /* a page with errors brings its own words */
    form.addEventListener("input", function () {
      var values = {};
      words(form).forEach(function (field, at) { if (!isPlain(field)) values[field.name + at] = isOn(field); });
      kept("sessionStorage", key, Object.keys(values).length ? JSON.stringify(values) : null);
    });
    form.addEventListener("submit", function () { kept("sessionStorage", "sent", key); });
    var drop = one("[data-draft-drop]", form);
    if (drop) drop.addEventListener("click", function () { kept("sessionStorage", key, null); form.reset(); note.hidden = true; words(form)[0].focus(); });
  });
  var sent = kept("sessionStorage", "sent");               /* the next page without errors means: it was taken */
  if (sent) {
    if (!one(".errors") && !one(".error-no")) { kept("sessionStorage", sent, null); all("form[data-draft]").forEach(function (form) { if (DRAFT + form.dataset.draft === sent) { form.reset(); var n = one("[data-draft-note]", form); if (n) n.hidden = true; } }); }
    kept("sessionStorage", "sent", null);
  }
  all("form[data-clears]").forEach(function (form) { form.addEventListener("submit", function () { try { sessionStorage.clear(); } catch (closed) { return; } }); });

  /* The composer says aloud who is mentioned and which files go along; who will not read the note is not mentioned in it. */
  all("form.composer:not([data-minutes])").forEach(function (form) {
    var along = one("[data-along]", form);
    if (!along) return;
    function aloud() {
      var own = one(".aud-only", form), names = [], files = one("[type=file]", form), parts = [];
      all("[name=mentions]", form).forEach(function (box) {
        if (own && own.checked && box.closest(".theirs")) box.checked = false;
        if (box.checked) names.push(box.dataset.name);
      });
      if (names.length) parts.push(along.dataset.who + " " + names.join(", ") + ".");
      if (files && files.files.length) parts.push(along.dataset.what + " " + Array.prototype.slice.call(files.files).map(function (file) { return file.name; }).join(", ") + ".");
      along.textContent = parts.join(" "); along.hidden = !parts.length;
    }
    form.addEventListener("change", aloud);
    form.addEventListener("reset", function () { window.setTimeout(aloud); });
    aloud();
  });

  /* One submit: a second press while the first is on its way does nothing. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.method === "get") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    window.setTimeout(function () { again(form); }, 15000);  /* a download leaves the page where it is */
  });
  function again(form) { delete form.dataset.sent; all("[aria-busy]", form).forEach(function (b) { b.removeAttribute("aria-busy"); }); }
  window.addEventListener("pageshow", function (event) {   /* back again: the form may be sent again */
    if (event.persisted) all("form[data-sent]").forEach(again);
  });

  /* The question before what hurts; without script the link leads to a page that asks the same. */
  var sure = one("#sure");
  if (sure && sure.showModal) {
    document.addEventListener("click", function (event) {
      var link = event.target.closest("a[data-confirm]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      var form = one("form", sure), text = one("[data-consequence]", sure), label = link.textContent.trim();
      one("#sure-head").textContent = label + "?";
      text.textContent = link.dataset.confirm || text.dataset.words;
      form.action = link.href; form.version.value = link.dataset.version || "";
      one("[type=submit]", form).textContent = label;
      sure.showModal();
    });
    one("[data-shut]", sure).addEventListener("click", function () { sure.close(); });
  }

  /* Lists: pick all, and a line that j and k move. */
  all("[data-select]").forEach(function (field) { field.addEventListener("focus", function () { field.select(); }); });
  all("[data-print-page]").forEach(function (button) { button.addEventListener("click", function () { window.print(); }); });
  all("[data-pick-all]").forEach(function (top) { top.addEventListener("change", function () { all("tbody [name=pick]", top.form).forEach(function (box) { box.checked = top.checked; }); }); });
  function lines() { return all(".matters tbody tr, .rows.inbox > li"); }
  function step(by) {
    var rows = lines(), at = rows.findIndex(function (row) { return row.classList.contains("focus-row"); }), to = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (!to) return;
    rows.forEach(function (row) { row.classList.toggle("focus-row", row === to); });
    var link = one("a, button.t", to);
    if (link) link.focus();
    to.scrollIntoView({ block: "nearest" });
  }

  /* Places: the links that carry a letter, for g + letter, the help and the palette. */
  function label(link) { var copy = link.cloneNode(true); all(".n, .count", copy).forEach(function (n) { n.remove(); }); return copy.textContent.trim(); }
  var places = {}, list = one("[data-go-list]");
  all("a[data-go]").forEach(function (link) {
    if (places[link.dataset.go]) return;
    places[link.dataset.go] = link;
    if (!list) return;
    var key = document.createElement("dt"), what = document.createElement("dd");
    ["g", link.dataset.go].forEach(function (letter) { var k = document.createElement("kbd"); k.textContent = letter; key.append(k, " "); });
    what.textContent = label(link); list.append(key, what);
  });

  /* The palette: go to a place, or do what this page allows; Enter on nothing searches. */
  var palette = one("#palette"), field = one("#palette-words"), offers = one("#palette-list"), chosen = 0;
  function deeds() { return all(".rail-nav a, .topbar a.tool, .switcher .menu a, .moves .can a, .moves .can button, .page-head .acts a").filter(function (deed) { return label(deed) && !deed.closest(".langs, .only-small"); }); }
  function offer() {
    var wanted = field.value.toLowerCase().split(/\s+/), seen = {}, found = deeds().filter(function (deed) {
      var name = label(deed).toLowerCase(), fits = wanted.every(function (word) { return name.indexOf(word) >= 0; }) && !seen[name];
      seen[name] = seen[name] || fits;
      return fits;
    }).slice(0, 9);
    chosen = Math.max(0, Math.min(chosen, found.length - 1));
    offers.replaceChildren.apply(offers, found.map(function (deed, at) {
      var line = document.createElement("li");
      line.id = "offer-" + at; line.textContent = label(deed); line.setAttribute("role", "option"); line.setAttribute("aria-selected", String(at === chosen));
      line.addEventListener("click", function () { palette.close(); deed.click(); });
      return line;
    }));
    field.setAttribute("aria-activedescendant", found.length ? "offer-" + chosen : "");
    one("[data-none]", palette).hidden = found.length > 0;
    return found;
  }
  if (palette && palette.showModal) {
    field.addEventListener("input", function () { chosen = 0; offer(); });
    field.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); chosen += event.key === "ArrowDown" ? 1 : -1; offer(); }
      if (event.key !== "Enter") return;
      event.preventDefault();
      var deed = offer()[chosen], search = one(".find");
      palette.close();
      if (deed) deed.click(); else if (search && field.value.trim()) { one("#q").value = field.value; search.submit(); }
    });
  }

  /* Keys. Single letters can be put out of use in the help, for those who dictate. */
  var help = one("#help"), on = one("[data-keys-on]"), waits = 0;
  if (on) { on.checked = kept("localStorage", "keys") !== "off"; on.addEventListener("change", function () { kept("localStorage", "keys", on.checked ? null : "off"); }); }
  var keys = {
    "/": function () { var q = one("#q"); if (q && q.offsetParent) { q.focus(); q.select(); } else if (one(".only-small.tool")) one(".only-small.tool").click(); },
    "?": function () { if (help && help.showModal) help.showModal(); },
    j: function () { step(1); }, k: function () { step(-1); },
    x: function () { var box = one(".focus-row [name=pick]"); if (box) box.click(); },
    n: function () { var fresh = one("[data-key='n'], .page-head .acts .btn-primary:not([data-verb])"); if (fresh) fresh.click(); },
    g: function () { waits = Date.now(); }
  };
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && palette && palette.showModal && !one("dialog[open]")) {
      event.preventDefault(); field.value = ""; chosen = 0; palette.showModal(); offer(); field.focus(); return;
    }
    if (event.key === "Escape") { all("details.pop[open], details.clock[open], details.seal[open]").forEach(function (open) { open.open = false; one("summary", open).focus(); }); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]") || event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    if (event.key !== "?" && on && !on.checked) return;
    if (Date.now() - waits < 1500 && places[event.key]) { event.preventDefault(); waits = 0; places[event.key].click(); return; }
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  /* Charts: the library is fetched once, only on a page that draws one. */
  var chart = one("figure.chart");
  function fetchScript(url, then) { var script = document.createElement("script"); script.src = url; script.onload = then; body.append(script); }
  if (chart) fetchScript(chart.dataset.plotly, function () { fetchScript(chart.dataset.draw); });
}());
