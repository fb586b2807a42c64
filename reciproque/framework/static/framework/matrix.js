/* The matrix by keyboard: arrows go from cell to cell, space ties, delete unties or sets aside. Each cell saves
   itself; without this script the same is done on the page of boxes. */
"use strict";

const grid = document.querySelector("table[data-ties]");
const bar = document.getElementById("case");

if (grid && bar && window.htmx) {
  const scroll = grid.closest(".scroll");
  const said = bar.querySelector(".cell-said");
  const lines = [...grid.tHead.rows[0].cells];
  const states = ["confirmed", "suggested", "inherited", "covered"];
  let at = null;

  const stateOf = (cell) => states.find((one) => cell.classList.contains(one)) || "";
  const isCell = (cell) => cell && cell.tagName === "TD" && cell.parentElement.dataset.node;
  const nameOf = (cell) => cell.parentElement.cells[0].querySelector("a").textContent;

  grid.setAttribute("role", "grid");
  scroll.removeAttribute("tabindex");
  const help = document.getElementById("touches");
  if (help) { help.hidden = false; grid.setAttribute("aria-describedby", "touches"); }

  // One cell at a time is in the tab order: the one that was left last.
  function stand(cell) {
    if (at) at.tabIndex = -1;
    at = cell;
    cell.tabIndex = 0;
  }

  function describe(extra) {
    const state = stateOf(at);
    const words = at.textContent ? `${at.firstChild.textContent}${at.querySelector("small") ? ` (${at.querySelector("small").textContent})` : ""}` : "rien";
    said.textContent = `${extra ? `${extra} ` : ""}${nameOf(at)} → ${lines[at.cellIndex].querySelector("a").textContent} : ${words}`;
    bar.querySelector("[data-judge=confirmed]").hidden = state === "confirmed";
    const away = bar.querySelector("[data-judge=away]");
    away.hidden = state !== "confirmed" && state !== "suggested";
    away.textContent = state === "suggested" ? "Écarter" : "Retirer";
    bar.hidden = false;
  }

  function go(cell) {
    if (!isCell(cell)) return;
    stand(cell);
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    describe();
  }

  // Up and down skip the rows that are folded and those that only name a framework.
  function beside(cell, step) {
    let row = cell.parentElement;
    do { row = step < 0 ? row.previousElementSibling : row.nextElementSibling; } while (row && (row.hidden || !row.dataset.node));
    return row && row.cells[cell.cellIndex];
  }

  function judge(wanted) {
    const state = stateOf(at);
    if (wanted === "away") wanted = state === "suggested" ? "refused" : "";
    if (wanted === "confirmed" && state === "confirmed") return;
    if (wanted !== "confirmed" && state !== "confirmed" && state !== "suggested") return;
    at.setAttribute("aria-busy", "true");
    window.htmx.ajax("POST", grid.dataset.ties, {
      source: bar,
      swap: "none",
      values: { node: at.parentElement.dataset.node, line: lines[at.cellIndex].dataset.line, wanted, seen: state },
    });
  }

  const moves = {
    ArrowLeft: (cell) => cell.previousElementSibling,
    ArrowRight: (cell) => cell.nextElementSibling,
    ArrowUp: (cell) => beside(cell, -1),
    ArrowDown: (cell) => beside(cell, 1),
    Home: (cell) => cell.parentElement.cells[1],
    End: (cell) => cell.parentElement.cells[cell.parentElement.cells.length - 1],
  };

  grid.addEventListener("keydown", (event) => {
    if (!isCell(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    stand(event.target);
    if (moves[event.key]) go(moves[event.key](at));
    else if (event.key === " " || event.key === "Enter") judge("confirmed");
    else if (event.key === "Delete" || event.key === "Backspace") judge("away");
    else return;
    event.preventDefault();
  });
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (isCell(cell)) go(cell);
  });
  grid.addEventListener("focusin", (event) => {
    if (isCell(event.target)) { stand(event.target); describe(); }
  });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-judge]");
    if (!button || !at) return;
    judge(button.dataset.judge);
    at.focus({ preventScroll: true });
  });

  // What comes back: the cells of one column that changed, for the objective, those above it and those below it.
  bar.addEventListener("htmx:afterRequest", (event) => {
    for (const cell of grid.querySelectorAll("[aria-busy]")) cell.removeAttribute("aria-busy");
    if (!event.detail.successful) {
      describe("Rien n’a été enregistré : vérifiez la connexion, puis recommencez.");
      return;
    }
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const body = page.querySelector("tbody[data-column]");
    const column = lines.findIndex((one) => one.dataset.line === body.dataset.column);
    const wasHere = document.activeElement === at;
    for (const row of body.rows) {
      const own = grid.querySelector(`tr[data-node="${row.dataset.node}"]`);
      if (!own || column < 1) continue;
      const fresh = document.importNode(row.cells[0], true);
      const old = own.cells[column];
      own.replaceChild(fresh, old);
      if (old === at) stand(fresh);
    }
    if (wasHere) at.focus({ preventScroll: true });
    describe(page.querySelector("[data-said]").textContent.trim());
  });

  const first = grid.querySelector("tr[data-node] td");
  if (first) stand(first);
}

// Branches fold: what is below a row hides until it is asked for again.
for (const table of document.querySelectorAll("table.ties")) {
  const rows = [...table.tBodies[0].rows];
  const folded = new Set();
  const draw = () => {
    let below = Infinity;
    for (const row of rows) {
      const level = row.dataset.level === undefined ? -1 : Number(row.dataset.level);
      if (level <= below) below = Infinity;
      row.hidden = level > below;
      if (!row.hidden && folded.has(row)) below = level;
    }
  };
  for (const button of table.querySelectorAll("button.fold")) {
    button.hidden = false;
    button.setAttribute("aria-label", `Replier ${button.parentElement.querySelector("a").textContent}`);
    button.addEventListener("click", () => {
      const row = button.closest("tr");
      const open = folded.has(row);
      if (open) folded.delete(row); else folded.add(row);
      button.setAttribute("aria-expanded", String(open));
      draw();
    });
  }
}
