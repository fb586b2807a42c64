/* A review by keyboard, without a wait: the current item, its buttons, its keys, what is sent and what comes back.
   Nothing here is required: every act is a form or a link as well. */
"use strict";

(() => {
  const review = document.getElementById("relecture");
  const list = () => document.getElementById("elements");
  if (!review || !review.dataset.acts || !window.htmx) return;

  const gestures = document.getElementById("gestes");
  const reserve = document.getElementById("reserve");
  const form = document.getElementById("actes");
  const said = document.getElementById("annonce");
  const refused = document.getElementById("refus");
  const drafts = `brouillon:${review.dataset.person}:`;
  let current = null; // key of the current item
  let stale = false; // the list changed under an open form: the next answer brings it whole
  let queue = Promise.resolve(); // acts go out one after the other, in the order of the keys
  let corrected = null; // key of the item that was corrected last: its correction may be repeated
  review.classList.add("alive");
  window.htmx.config.attributesToSettle = []; // else the class of the current item is taken back a moment later

  // --- the current item

  const items = () => [...list().children].filter((one) => one.matches(".proposal"));
  const item = (key = current) => (key ? document.getElementById(`item-${key}`) : null);
  const keyOf = (one) => one.id.slice("item-".length);
  const depthOf = (one) => Number((one.className.match(/depth-(\d)/) || [0, 0])[1]);
  const open = () => list().querySelector("form[data-draft]");

  function select(one, { focus = true, scroll = true } = {}) {
    for (const other of list().querySelectorAll(".current, [tabindex]")) {
      if (!other.matches(".proposal")) continue;
      other.classList.remove("current");
      other.removeAttribute("aria-current");
      other.tabIndex = -1;
    }
    if (!one) { reserve.append(gestures); return; }
    current = keyOf(one);
    one.classList.add("current");
    one.setAttribute("aria-current", "true");
    one.tabIndex = 0;
    const home = one.matches(".editing") ? reserve : one;
    if (gestures.parentElement !== home) home.append(gestures); // moving it for nothing would lose a click under way
    gestures.querySelectorAll("[data-gesture=like]").forEach((button) => { button.hidden = corrected !== current; });
    if (focus && !one.contains(document.activeElement)) one.focus({ preventScroll: true });
    if (scroll) reveal(one);
    review.dispatchEvent(new CustomEvent("passage", { detail: one.dataset.passage }));
  }

  /* The item and some of what follows stay in view, clear of the bars above and below. */
  function reveal(one) {
    const box = one.getBoundingClientRect();
    const top = 130, bottom = window.innerHeight - 150;
    if (box.top < top || box.bottom > bottom) {
      window.scrollBy({ top: box.top - Math.max(top, window.innerHeight / 3.2) });
    }
  }

  function step(way, accept = () => true) {
    const all = items();
    const here = all.findIndex((one) => keyOf(one) === current);
    for (let at = here + way; at >= 0 && at < all.length; at += way) {
      if (accept(all[at])) { select(all[at]); return all[at]; }
    }
    return null;
  }

  const isDoubtful = (one) => one.classList.contains("doubtful");
  const after = (one) => {
    const all = items();
    const rest = all.slice(all.indexOf(one) + 1);
    return rest.find((other) => depthOf(other) <= depthOf(one)) || rest.find(isDoubtful) || null;
  };

  function nextDoubtful() {
    if (step(1, isDoubtful)) return;
    const first = items().find(isDoubtful);
    if (first) { select(first); return; }
    const elsewhere = [...document.querySelectorAll("#listes a")].find((one) => /à vérifier/.test(one.textContent));
    if (elsewhere) window.location.assign(elsewhere.href);
    else say("Plus aucun élément douteux.");
  }

  review.addEventListener("item", (event) => { if (item(event.detail)) select(item(event.detail)); });

  // --- what is sent, what comes back

  function say(words) { said.textContent = ""; said.textContent = words; }

  function refuse(words) {
    refused.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
  }

  function values(more) {
    const told = { depuis: document.getElementById("depuis").value, liste: review.dataset.list, ...more };
    if (stale && !open()) told.tout = "1";
    if (list().hasAttribute("data-partial")) told.montres = items().map(keyOf).join(",");
    return told;
  }

  /* Ask the server; the answer puts its parts in their places. `more` is asked for when its turn has come. */
  function send(address, more, { quiet = false } = {}) {
    queue = queue.then(async () => {
      const told = values(more());
      const inList = list().contains(document.activeElement);
      try {
        await window.htmx.ajax("POST", address, { source: form, swap: "none", values: told });
        if (told.tout) stale = false;
      } catch (error) {
        refuse("Le serveur ne répond pas. Rien n’est perdu : réessayez dans un instant.");
      }
      settle(quiet && !(inList && document.activeElement === document.body)); // what had the keyboard was drawn anew
    });
    return queue;
  }

  function act(verb, { on = current, more = () => ({}) } = {}) {
    return send(review.dataset.acts, () => {
      const one = item(on);
      const name = one ? `${verb}:${on}:${one.dataset.version}` : verb;
      return { acte: name, ...more(one) };
    });
  }

  /* After an answer the current item may have been drawn anew, or be gone. */
  function settle(quiet = false) {
    if (open()) return;
    const inside = quiet ? !document.activeElement.isConnected : document.activeElement === document.body || list().contains(document.activeElement)
      || !document.activeElement.isConnected;
    const known = document.getElementById("depuis");
    const wanted = known.dataset.reprise;
    delete known.dataset.reprise;
    const one = (wanted && item(wanted)) || item() || items()[Math.min(lastRank, items().length - 1)];
    select(one, { focus: inside && !document.querySelector("dialog[open]"), scroll: Boolean(wanted) });
  }

  let lastRank = 0;
  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    const target = event.detail.target;
    if (target.contains(gestures)) reserve.append(gestures);
    if (target === list()) lastRank = Math.max(0, items().findIndex((one) => keyOf(one) === current));
    if (!target.querySelector("form[data-draft]") || saving) return;
    event.detail.shouldSwap = false; // somebody else changed what is being typed on: saving will compare
    stale = true;
    say("Quelqu’un d’autre a changé cette liste. Votre saisie reste ; l’enregistrement comparera.");
  });
  let saving = false;
  const formOf = (event) => {
    const { elt } = event.detail.requestConfig || event.detail; // the form itself, be it still there or not
    return elt && elt.matches("form[data-draft]") ? elt : null;
  };
  document.body.addEventListener("htmx:beforeRequest", (event) => { if (formOf(event)) saving = true; });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const sent = formOf(event);
    if (!sent) return;
    saving = false;
    if (event.detail.xhr.getResponseHeader("HX-Reswap") !== "none") return; // it came back with its errors
    forget(sent.dataset.draft);
    corrected = current = sent.dataset.draft;
    settle();
    if (item()) item().focus({ preventScroll: true });
  });
  for (const trouble of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(trouble, () => {
      refuse("Le serveur ne répond pas. Rien n’est perdu : réessayez dans un instant.");
    });
  }

  // --- the gestures

  const moves = { check: true, discard: true };
  const deeds = {
    check: () => walk("check", (one) => stepFrom(one)),
    tree: () => walk("tree", after),
    discard: () => walk("discard", (one) => stepFrom(one)),
    join: () => {
      const next = items()[items().indexOf(item()) + 1];
      if (!next) { say("Il n’y a pas d’élément suivant à joindre."); return; }
      const other = keyOf(next);
      act("join", { more: () => ({ autre: `${other}:${item(other) ? item(other).dataset.version : ""}` }) });
    },
    indent: () => act("indent"), outdent: () => act("outdent"), up: () => act("up"), down: () => act("down"),
    undo: () => act("undo", { on: null }),
    list: () => act("list", { on: null }),
    edit: () => edit(), split: () => edit("Placez le curseur là où l’élément se coupe, puis Ctrl + Entrée."),
    hang: () => chooseParent(), retype: () => choose("vers", (kind) => leave("retype", { vers: kind })),
    like: () => window.location.assign(editAddress().replace("corriger", "semblables")),
    passage: () => review.dispatchEvent(new CustomEvent("go", { detail: item().dataset.passage })),
    take: () => review.dispatchEvent(new CustomEvent("take", { detail: item().dataset.passage })),
  };

  const stepFrom = (one) => items()[items().indexOf(one) + 1] || null;

  /* The eye goes on at once; the act follows behind. */
  function walk(verb, next) {
    const one = item();
    const there = next(one);
    act(verb, { on: keyOf(one) });
    if (verb === "discard") corrected = keyOf(one);
    if (there) select(there);
  }

  function leave(verb, more) {
    corrected = current;
    act(verb, { more: () => more });
  }

  const editAddress = () => review.dataset.edit.replace("/0/", `/${current}/`);

  async function edit(hint) {
    const one = item();
    if (!one || one.matches(".editing, .discarded")) return;
    if (open()) { open().querySelector("textarea").focus(); return; }
    await queue;
    reserve.append(gestures);
    await window.htmx.ajax("GET", `${editAddress()}?liste=${review.dataset.list}`, { target: `#${one.id}`, swap: "outerHTML", source: review });
    if (hint) say(hint);
  }

  function choose(name, then) {
    const dialog = document.getElementById(name);
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue) then(dialog.returnValue);
      if (item()) item().focus({ preventScroll: true });
    }, { once: true });
    dialog.showModal();
  }

  async function chooseParent() {
    const type = document.getElementById("placer-titre-tape");
    type.value = "";
    await window.htmx.ajax("GET", editAddress().replace("corriger", "parents"), { target: "#placer-liste", swap: "innerHTML", source: review });
    choose("placer", () => {
      const chosen = document.getElementById("placer-choix").value;
      leave("hang", { parent: chosen });
    });
    type.focus();
  }

  const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  document.getElementById("placer-titre-tape").addEventListener("input", (event) => {
    const select = document.getElementById("placer-choix");
    if (!select) return;
    const wanted = plain(event.target.value).split(/\s+/).filter(Boolean);
    for (const one of select.options) one.hidden = !wanted.every((word) => plain(one.text).includes(word));
    const first = [...select.options].find((one) => !one.hidden);
    if (first && (!select.selectedOptions[0] || select.selectedOptions[0].hidden)) select.value = first.value;
  });

  gestures.addEventListener("click", (event) => {
    const button = event.target.closest("[data-gesture]");
    if (button) deeds[button.dataset.gesture]();
  });
  // A button of the page that says an act in its value goes the same way as a key.
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    const [verb, key] = button.value.split(":");
    if (!key) { act(verb, { on: null }); return; }
    const one = item(key);
    const there = moves[verb] ? stepFrom(one) : after(one);
    act(verb, { on: key });
    if (verb === "discard") corrected = key;
    select(there || one, { scroll: false });
  });
  for (const kind of ["click", "focusin"]) {
    review.addEventListener(kind, (event) => {
      const one = event.target.closest("#elements > .proposal");
      if (event.target.closest(".acts")) return; // a button of another item: it must still be there when the mouse is let go
      if (one && keyOf(one) !== current && !open()) select(one, { focus: false, scroll: false });
    });
  }

  // --- keys: one key, one act; they can be turned off, and keep still while somebody types

  let listening = localStorage.getItem("touches") !== "non";
  const turn = document.querySelector("[data-keys]");
  const showTurn = () => {
    turn.setAttribute("aria-pressed", String(listening));
    turn.textContent = listening ? "Touches actives" : "Touches coupées";
    review.classList.toggle("silent", !listening);
  };
  turn.addEventListener("click", () => {
    listening = !listening;
    localStorage.setItem("touches", listening ? "oui" : "non");
    showTurn();
  });
  showTurn();

  const help = document.querySelector("[data-help]");
  const showHelp = () => document.getElementById("aide").showModal();
  help.hidden = false;
  help.addEventListener("click", showHelp);
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }

  function otherList(way) {
    const chips = [...document.querySelectorAll("#listes a")];
    const here = chips.findIndex((one) => one.hasAttribute("aria-current"));
    const there = chips[(here + way + chips.length) % chips.length];
    if (there) queue.then(() => window.location.assign(there.href));
  }

  const general = {
    ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
    d: nextDoubtful, T: deeds.list, z: deeds.undo, f: () => otherList(1), F: () => otherList(-1), "?": showHelp,
  };
  const arrows = { ArrowLeft: "←", ArrowRight: "→" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!listening || document.querySelector("dialog[open], details.menu[open]")) return;
    const at = event.target;
    if (at.closest("input, textarea, select, [contenteditable], .review-source, .take-sheet")) return;
    const inList = at.closest("#elements") || at === document.body || at === document.documentElement;
    if (!inList && (/^(Arrow|Enter)/.test(event.key) || at.closest("a, button, summary"))) return;
    if (event.key === "Enter") {
      if (!at.matches(".proposal")) return;
      event.preventDefault();
      deeds[review.dataset.list === "not_understood" ? "take" : "edit"]();
      return;
    }
    const key = arrows[event.key] || event.key;
    const button = [...gestures.querySelectorAll("[data-gesture]")].find((one) => one.dataset.key === key && !one.hidden);
    const deed = button && item() ? deeds[button.dataset.gesture] : general[event.key];
    if (!deed) return;
    event.preventDefault();
    if (event.repeat && !/^(Arrow(Up|Down)|j|k)$/.test(event.key)) return;
    refused.replaceChildren();
    deed();
  });

  // --- correcting in place: caret, cut, Escape; what is typed is kept in this browser until it is saved

  list().parentElement.addEventListener("keydown", (event) => {
    const editing = event.target.closest("form[data-draft]");
    if (!editing) return;
    if (event.key === "Escape") { event.preventDefault(); editing.querySelector("[data-cancel]").click(); }
    if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); cut(editing); }
    if (event.key === "Enter" && !event.ctrlKey && !event.shiftKey && event.target.matches("textarea[name=words]")) {
      event.preventDefault();
      editing.requestSubmit();
    }
  });
  list().parentElement.addEventListener("click", (event) => {
    const editing = event.target.closest("form[data-draft]");
    if (!editing) return;
    if (event.target.closest("[data-cut]")) cut(editing);
    if (event.target.closest("[data-cancel]")) forget(editing.dataset.draft);
  });

  function cut(editing) {
    const words = editing.querySelector("textarea[name=words]");
    const at = words.selectionStart;
    const parts = `${words.value.slice(0, at).trim()}\n${words.value.slice(at).trim()}`;
    const key = editing.dataset.draft;
    const seen = editing.querySelector("[name=version]").value;
    if (parts.startsWith("\n") || parts.endsWith("\n")) { say("Placez le curseur entre deux mots."); words.focus(); return; }
    saving = true;
    send(review.dataset.acts, () => ({ acte: `split:${key}:${seen}`, parts, tout: "1" })).then(() => {
      saving = false;
      if (!refused.textContent) { forget(key); corrected = key; select(item(key)); }
    });
  }

  const forget = (key) => localStorage.removeItem(drafts + key);
  review.addEventListener("input", (event) => {
    const editing = event.target.closest("form[data-draft]");
    if (!editing) return;
    const kept = {};
    for (const field of editing.elements) {
      if (field.name && !["version", "csrfmiddlewaretoken"].includes(field.name) && field.type !== "hidden") kept[field.name] = field.value;
    }
    localStorage.setItem(drafts + editing.dataset.draft, JSON.stringify({ kept, at: Date.now() }));
  });

  function takeUp(editing) {
    const found = JSON.parse(localStorage.getItem(drafts + editing.dataset.draft) || "null");
    if (!found) return;
    let differs = false;
    for (const [name, value] of Object.entries(found.kept)) {
      const field = editing.elements[name];
      if (field && field.value !== value) { field.value = value; differs = true; }
    }
    if (differs) {
      const at = new Date(found.at).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
      const note = Object.assign(document.createElement("p"), { className: "recall", textContent: `Votre saisie de ${at}, qui n’était pas enregistrée, est reprise.` });
      editing.prepend(note);
      say(note.textContent);
    }
  }

  // A form that came in, first or with its errors; or the item in the place of its form.
  document.body.addEventListener("htmx:load", (event) => {
    const one = event.detail.elt.closest && event.detail.elt.closest("#elements > .proposal");
    if (!one || event.detail.elt !== one) return;
    const editing = one.querySelector("form[data-draft]");
    if (!editing) { if (keyOf(one) === current) settle(); return; }
    takeUp(editing);
    select(one, { focus: false });
    const wrong = editing.querySelector(".summary");
    const words = editing.querySelector("textarea[name=words]");
    (wrong || words).focus();
    if (!wrong) words.setSelectionRange(words.value.length, words.value.length);
  });
  // --- others: who is here, what they did

  const ask = () => {
    if (document.hidden) return;
    send(review.dataset.presence, () => ({ element: current || "" }), { quiet: true });
  };
  window.setInterval(ask, 5000);
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("pagehide", () => {
    const told = new FormData(form);
    told.set("element", current || "");
    navigator.sendBeacon(review.dataset.presence, told);
  });

  // --- where to begin: the item of the address, a draft left open, the first

  const asked = window.location.hash.match(/^#item-(\d+)$/);
  const left = items().find((one) => localStorage.getItem(drafts + keyOf(one)));
  const start = (asked && item(asked[1])) || left || items().find((one) => one.dataset.state === "proposed") || items()[0];
  if (start) select(start, { focus: Boolean(asked), scroll: Boolean(asked) });
  if (left && left === start) edit();
})();
