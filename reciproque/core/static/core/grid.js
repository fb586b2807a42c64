/* A grid to type in: arrow keys, a block pasted from a spreadsheet, cells that save themselves, undo.
   Without it the same form has one button. A cell is saved by sending its form with this cell alone. */
"use strict";

for (const grid of document.querySelectorAll("table[data-grid]")) {
  const form = grid.closest("form");
  const status = form.querySelector("[data-grid-status]");
  const undo = form.querySelector("[data-grid-undo]");
  const warnings = form.querySelector("[data-grid-warnings]");
  const warned = new Map();
  const done = [];
  let pending = 0;

  const cells = () => [...grid.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.querySelector("input[type=text]")));
  const seenOf = (input) => input.nextElementSibling;

  function place(input) {
    const cell = input.closest("td");
    return [[...grid.tBodies[0].rows].indexOf(cell.parentElement), cell.cellIndex];
  }

  function go(input, down, right) {
    const all = cells();
    let [row, column] = place(input);
    for (row += down, column += right; all[row] && column in all[row]; row += down, column += right) {
      const next = all[row][column];
      if (next) { next.focus(); next.select(); return true; }
    }
    return false;
  }

  function say(input, error) {
    const cell = input.closest("td");
    let note = cell.querySelector(".cell-error");
    if (error) {
      if (!note) { note = document.createElement("small"); note.className = "cell-error"; note.id = `e-${input.name.replace(/[^\w-]/g, "_")}`; cell.append(note); }
      note.textContent = error;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", note.id);
    } else {
      if (note) note.remove();
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  }

  /* What is saved but does not add up, once for each line of the file and period: the first parts of a cell's name. */
  function warn(inputs, told) {
    for (const { name } of inputs) {
      const one = told[name];
      if (one && !one.error) warned.set(name.split("-", 3).join("-"), one.warning);
    }
    if (!warnings || !warned.size) return;
    warnings.replaceChildren(...[...warned.values()].filter(Boolean).map((said) => {
      const line = document.createElement("p");
      line.className = "callout warning";
      line.textContent = said;
      return line;
    }));
  }

  /* Many cells go in slices: the server is never held up for long, and what is saved is said as it goes. */
  async function saveAll(inputs, lost) {
    for (let first = 0; first < inputs.length; first += 200) await save(inputs.slice(first, first + 200));
    if (lost && status) status.textContent += ` – ${lost} case${lost > 1 ? "s" : ""} du bloc hors de la grille ou close${lost > 1 ? "s" : ""} : pas collée${lost > 1 ? "s" : ""}`;
  }

  async function save(inputs) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const input of inputs) {
      body.append(input.name, input.value);
      body.append(seenOf(input).name, seenOf(input).value);
    }
    pending += 1;
    if (status) status.textContent = "Enregistrement…";
    try {
      const answer = await fetch(location.href, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      let wrong = 0;
      for (const input of inputs) {
        const one = told[input.name];
        if (!one) { say(input, ""); continue; }
        say(input, one.error);
        if (one.error) {
          wrong += 1;
          if (one.current !== null) seenOf(input).value = one.current;
        } else {
          if (document.activeElement !== input) input.value = one.text;
          seenOf(input).value = one.text;
          input.closest("td").classList.add("is-saved");
        }
      }
      warn(inputs, told);
      if (status) status.textContent = wrong ? `${wrong} case${wrong > 1 ? "s" : ""} à corriger` : "Enregistré";
    } catch {
      if (status) status.textContent = "Pas enregistré : vérifiez la connexion, puis utilisez le bouton Enregistrer.";
    } finally {
      pending -= 1;
    }
  }

  function remember(changes) {
    done.push(changes);
    if (undo) undo.hidden = false;
  }

  grid.addEventListener("focusin", (event) => { event.target.dataset.before = event.target.value; });
  grid.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "text") return;
    remember([[input, input.dataset.before || ""]]);
    save([input]);
  });
  grid.addEventListener("keydown", (event) => {
    const input = event.target;
    if (input.type !== "text" || event.altKey || event.metaKey) return;
    const [start, end, last] = [input.selectionStart, input.selectionEnd, input.value.length];
    const moves = {
      ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [event.shiftKey ? -1 : 1, 0],
      ArrowRight: end === last || (start === 0 && end === last) ? [0, 1] : null,
      ArrowLeft: start === 0 ? [0, -1] : null,
    };
    if (event.key === "Escape") { input.value = input.dataset.before || ""; say(input, ""); return; }
    const move = moves[event.key];
    if (move && go(input, ...move)) event.preventDefault();
    else if (event.key === "Enter") event.preventDefault();
  });
  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!/[\t\n]/.test(text) || event.target.type !== "text") return;
    event.preventDefault();
    const all = cells();
    const [top, left] = place(event.target);
    const changes = [];
    let lost = 0;
    text.split("\n").forEach((line, down) => line.split("\t").forEach((value, right) => {
      const input = all[top + down] && all[top + down][left + right];
      if (!input && value.trim()) lost += 1;
      if (!input || input.value === value.trim()) return;
      changes.push([input, input.value]);
      input.value = value.trim();
    }));
    if (changes.length) remember(changes);
    saveAll(changes.map(([input]) => input), lost);
  });
  if (undo) undo.addEventListener("click", () => {
    const last = done.pop();
    undo.hidden = done.length === 0;
    if (!last) return;
    for (const [input, before] of last) input.value = before;
    saveAll(last.map(([input]) => input), 0);
    last[0][0].focus();
  });
  window.addEventListener("beforeunload", (event) => { if (pending) event.preventDefault(); });
}
