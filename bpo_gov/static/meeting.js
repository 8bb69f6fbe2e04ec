/* The room of a meeting: minutes are saved as they are typed, what the others write comes by itself, and of two who write
   one item neither overwrites the other in silence. Without script the same forms send the page. */
(function () {
  "use strict";

  var room = document.querySelector("[data-live]");
  if (!room || !window.fetch) return;
  var SAVE = 1500, LOOK = 2500, timers = new WeakMap(), own = new WeakMap();

  function forms() { return Array.prototype.slice.call(room.querySelectorAll("form[data-minutes]")); }
  function text(form) { return form.querySelector("textarea"); }
  function said(form, words, bad) {
    var line = form.querySelector("[data-said]");
    line.textContent = words; line.classList.toggle("bad", Boolean(bad));
  }

  function save(form) {
    var typed = text(form).value, body = new FormData(form);
    if (form.dataset.busy || typed === own.get(form)) return Promise.resolve();
    form.dataset.busy = "1";
    return fetch(form.dataset.minutes, { method: "POST", body: new URLSearchParams(body), credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.json().then(function (told) { return [answer.status, told]; }); })
      .then(function (found) { settle(form, found[0], found[1], typed); })
      .catch(function () { said(form, room.dataset.lost, true); })
      .then(function () { delete form.dataset.busy; if (text(form).value !== typed && form.dataset.torn !== "1") later(form); });
  }

  function settle(form, status, told, typed) {
    if (status === 200) {
      own.set(form, typed);
      form.elements.edition.value = told.edition;
      said(form, room.dataset.saved.replace("%s", told.saved));
    } else if (status === 409 && told.edition !== undefined) tear(form, told);
    else said(form, (told.errors || [room.dataset.lost]).join(" "), true);
  }

  function tear(form, told) {                                /* both texts stand there until somebody chooses */
    form.dataset.torn = "1";
    form.querySelector("[data-their-text]").textContent = told.text;
    form.querySelector("[data-other]").hidden = false;
    said(form, told.errors.join(" "), true);
    form.querySelector("[data-take]").onclick = function () { mend(form, told, told.text); };
    form.querySelector("[data-keep]").onclick = function () { mend(form, told, told.text + "\n\n" + text(form).value); };
  }

  function mend(form, told, words) {
    delete form.dataset.torn;
    form.querySelector("[data-other]").hidden = true;
    text(form).value = words; form.elements.edition.value = told.edition;
    own.set(form, told.text); text(form).focus();
    save(form);
  }

  function later(form) {
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(function () { if (form.dataset.torn !== "1") save(form); }, SAVE));
  }

  room.addEventListener("input", function (event) {
    var form = event.target.closest("form[data-minutes]");
    if (form) later(form);
  });
  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form[data-minutes]");
    if (!form) return;
    event.preventDefault(); event.stopImmediatePropagation();
    if (form.dataset.torn !== "1") save(form);
  }, true);

  document.addEventListener("submit", function (event) {      /* what falls out of the meeting is written without leaving it */
    var form = event.target.closest("form[data-spot]");
    if (!form || form.dataset.whole) return;
    event.preventDefault(); event.stopImmediatePropagation();
    var button = form.querySelector("[type=submit]"); button.disabled = true;
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) { form.dataset.whole = "1"; button.disabled = false; form.requestSubmit(); return; }   /* the whole form says what is wrong */
        form.elements.title.value = ""; form.closest("details").open = false; fetchRoom();
      })
      .catch(function () { form.dataset.whole = "1"; button.disabled = false; form.requestSubmit(); })
      .then(function () { button.disabled = false; });
  }, true);

  function inner() { return room.querySelector("[data-room]"); }

  function look() {
    var writing = forms().some(function (form) { return form.dataset.busy || form.dataset.torn; });
    if (document.hidden || writing) return again();
    fetchRoom().then(again);
  }

  function fetchRoom() {
    return fetch(room.dataset.live + "?seen=" + inner().dataset.room + "&item=" + inner().dataset.item, { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.status === 200 ? answer.json() : null; })
      .then(function (told) { if (told) show(told); })
      .catch(function () { /* the next look may reach it */ });
  }

  function again() { setTimeout(look, LOOK); }

  function show(told) {                                      /* part by part: what is being typed here stays, all else is as the server says */
    if (told.state !== "in_progress") { location.reload(); return; }
    var fresh = document.createElement("div");
    fresh.innerHTML = told.room;
    var other = fresh.querySelector("[data-room]");
    if (other.dataset.item !== inner().dataset.item) { location.reload(); return; }
    Array.prototype.forEach.call(room.querySelectorAll("[data-part]"), function (part) {
      var now = fresh.querySelector('[data-part="' + part.dataset.part + '"]');
      if (!now) return;
      if (part.matches("form[data-minutes]")) takeText(part, now);
      else if (part.innerHTML !== now.innerHTML) part.innerHTML = now.innerHTML;
    });
    inner().dataset.room = told.seen;
  }

  function takeText(form, now) {
    if (text(form).value !== own.get(form) || form.dataset.torn) return;
    var place = [text(form).selectionStart, text(form).selectionEnd], typing = document.activeElement === text(form);
    if (text(form).value !== text(now).value) text(form).value = text(now).value;
    form.elements.edition.value = now.elements.edition.value;
    own.set(form, text(form).value);
    if (typing) text(form).setSelectionRange(place[0], place[1]);
  }

  forms().forEach(function (form) { own.set(form, text(form).value); });
  again();
})();
