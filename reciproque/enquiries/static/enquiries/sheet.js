/* A sheet that saves itself, field by field. Without this script the same form has its button.
   What could not be sent is kept on the device and sent as soon as the line is back. */
"use strict";

const form = document.querySelector("form[data-sheet]");

if (form) {
  const state = form.querySelector("[data-save-state]");
  const store = `fiche-${form.dataset.sheet}`;
  const waiting = new Set();
  const timers = new Map();
  let sending = false;
  let pause = 2000;

  const fieldOf = (input) => input.closest("[data-field]");
  const inputsOf = (field) => [...field.querySelectorAll("input, textarea")].filter((one) => one.type !== "file" && one.name);
  const valueOf = (input) => (/^(radio|checkbox)$/.test(input.type) ? input.checked : input.value);
  const mark = (field) => field.querySelector("input[name^='n-']");
  const say = (words, trouble) => { state.textContent = words; state.classList.toggle("trouble", Boolean(trouble)); };

  /* Kept on the device: what was typed and is not known to be saved. */
  function keep() {
    const kept = {};
    for (const field of waiting) {
      kept[field.dataset.field] = inputsOf(field).map((one) => [one.name, /^(radio|checkbox)$/.test(one.type) ? one.value : "", valueOf(one)]);
    }
    try {
      if (waiting.size) localStorage.setItem(store, JSON.stringify(kept));
      else localStorage.removeItem(store);
    } catch { /* a browser that keeps nothing: the page still holds it */ }
  }

  function restore() {
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem(store) || "{}"); } catch { kept = {}; }
    for (const [name, values] of Object.entries(kept)) {
      const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
      if (!field) continue;
      let differs = false;
      for (const [input, option, value] of values) {
        const found = inputsOf(field).find((one) => one.name === input && (option === "" || one.value === option));
        if (!found || valueOf(found) === value) continue;
        if (!input.startsWith("n-")) differs = true;
      }
      if (!differs) continue;
      for (const [input, option, value] of values) {
        const found = inputsOf(field).find((one) => one.name === input && (option === "" || one.value === option));
        if (!found) continue;
        if (/^(radio|checkbox)$/.test(found.type)) found.checked = value; else found.value = value;
      }
      touch(field, 0);
    }
    if (!waiting.size) keep();
  }

  function touch(field, delay) {
    waiting.add(field);
    keep();
    say("Modification en cours…");
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(send, delay));
  }

  async function send() {
    if (sending || !waiting.size) return;
    sending = true;
    const fields = [...waiting];
    const sent = new Map(fields.map((field) => [field, JSON.stringify(inputsOf(field).map(valueOf))]));
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const field of fields) {
      for (const input of inputsOf(field)) {
        if (!/^(radio|checkbox)$/.test(input.type) || input.checked) body.append(input.name, input.value);
      }
    }
    say("Enregistrement…");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.status === 404 || answer.status === 410 || answer.status === 403) {
        say("Cette fiche n’est plus à vous, ou votre lien n’est plus valable : rechargez la page. Votre texte reste ici.", true);
        return;
      }
      if (answer.status === 400 || answer.status === 413) {
        say("C’est trop long pour être enregistré : raccourcissez votre texte. Il reste ici en attendant.", true);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      told(await answer.json(), sent);
      pause = 2000;
    } catch {
      say("Pas encore envoyé : gardé sur cet appareil, nouvel essai dès que la connexion revient.", true);
      setTimeout(send, pause);
      pause = Math.min(pause * 2, 60000);
    } finally {
      sending = false;
      keep();
    }
  }

  function told(answer, sent) {
    let wrong = 0;
    for (const [field, values] of sent) {
      const one = answer.fields[field.dataset.field];
      const still = JSON.stringify(inputsOf(field).map(valueOf)) === values;
      if (one) {
        if (one.error) wrong += 1;
        if (one.mark) mark(field).value = one.mark;
        note(field, one);
      } else note(field, { error: "" });
      if (still) waiting.delete(field);
    }
    form.querySelector("[data-progress]").textContent = `${answer.done} réponse${answer.done > 1 ? "s" : ""} sur ${answer.total}`;
    const bar = form.querySelector(".save-bar .pace-done");
    const ground = form.querySelector(".save-bar .pace-ground");
    const share = form.querySelector(".save-bar .pace-share");
    if (bar && answer.total) bar.setAttribute("width", answer.done / answer.total);
    else if (ground && answer.total && answer.done) {
      const rect = ground.cloneNode();
      rect.setAttribute("class", "pace-done");
      rect.setAttribute("width", answer.done / answer.total);
      ground.after(rect);
    }
    if (share && answer.total) share.textContent = `${Math.round((100 * answer.done) / answer.total)}\u00a0%`;
    obstacles(answer.obstacles);
    if (wrong) say(wrong > 1 ? `${wrong} réponses à revoir` : "Une réponse à revoir", true);
    else if (waiting.size) { say("Modification en cours…"); setTimeout(send, 300); }
    else say(`Enregistré à ${answer.at}`);
  }

  function note(field, one) {
    const place = field.querySelector("[data-note]");
    place.hidden = !one.error;
    place.textContent = one.error || "";
    field.classList.toggle("wrong", Boolean(one.error));
    for (const old of field.querySelectorAll(".elsewhere")) old.remove();
    if (!one.elsewhere) return;
    const box = document.createElement("div");
    box.className = "elsewhere";
    const words = document.createElement("p");
    words.textContent = `${one.elsewhere.by || "Quelqu’un d’autre"} a répondu : « ${one.elsewhere.words} »`;
    const acts = document.createElement("p");
    acts.className = "acts";
    acts.append(
      button("Garder ma réponse", () => { box.remove(); touch(field, 0); }),
      button("Prendre l’autre", () => { box.remove(); fill(field, one.elsewhere); touch(field, 0); }),
    );
    box.append(words, acts);
    field.append(box);
  }

  function button(words, deed) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button small";
    made.textContent = words;
    made.addEventListener("click", deed);
    return made;
  }

  /* Put the canonical value of another person into the inputs. */
  function fill(field, other) {
    const values = other.value.split("\n");
    const [women, men] = other.value.split(" ");
    for (const input of inputsOf(field)) {
      const letter = input.name[0];
      if (letter === "v" && /^(radio|checkbox)$/.test(input.type)) input.checked = values.includes(input.value);
      else if (letter === "v") input.value = other.value;
      else if (letter === "c") input.value = other.comment;
      else if (letter === "s") input.checked = input.value === other.status;
      else if (letter === "w") input.value = women === "-" ? "" : women || "";
      else if (letter === "m") input.value = men === "-" ? "" : men || "";
    }
  }

  function obstacles(list) {
    const place = form.querySelector("[data-obstacles]");
    if (!place) return;
    const lines = document.createElement("ul");
    lines.className = "obstacles";
    for (const words of list) {
      const line = document.createElement("li");
      line.textContent = words;
      lines.append(line);
    }
    place.replaceChildren(...(list.length ? [lines] : []));
  }

  /* A value and the reason why there is none do not go together. */
  function settle(input) {
    const field = fieldOf(input);
    for (const other of inputsOf(field)) {
      const why = other.name.startsWith("s-");
      if (other === input || other.type === "hidden" || other.name.startsWith("c-")) continue;
      if (input.name.startsWith("s-") && input.checked) {
        if (/^(radio|checkbox)$/.test(other.type)) other.checked = false; else other.value = "";
      } else if (why && !input.name.startsWith("s-") && !input.name.startsWith("c-")) other.checked = false;
    }
  }

  form.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (!field || event.target.type === "file") return;
    settle(event.target);
    touch(field, /^(radio|checkbox|date)$/.test(event.target.type) ? 0 : 1500);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-send]")) {
      if (event.target.files.length) form.requestSubmit(form.querySelector("[data-save]"));
      return;
    }
    const field = fieldOf(event.target);
    if (field && waiting.has(field)) touch(field, 0);
  });
  form.addEventListener("submit", () => {
    for (const timer of timers.values()) clearTimeout(timer);
    waiting.clear();
  });
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });

  restore();

  const opened = new FormData();
  opened.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  opened.append("acte", "ouverte");
  fetch(location.pathname, { method: "POST", body: opened, headers: { Accept: "application/json" } }).catch(() => {});
}
