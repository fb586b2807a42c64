/* The keyboard of a session: what bears data-key="…" is pressed by that key, unless somebody is typing or turned them off. */
"use strict";

let listening = localStorage.getItem("touches") !== "non";
const turn = document.querySelector("[data-keys]");
const showTurn = () => {
  turn.hidden = false;
  turn.setAttribute("aria-pressed", String(listening));
  turn.textContent = listening ? "Touches actives" : "Touches coupées";
};
if (turn) {
  turn.addEventListener("click", () => {
    listening = !listening;
    localStorage.setItem("touches", listening ? "oui" : "non");
    showTurn();
  });
  showTurn();
}

document.addEventListener("keydown", (event) => {
  if (!listening || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, summary, [contenteditable]")) return;
  const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (!wanted) return;
  event.preventDefault();
  // A return says why: the key leads to the words first.
  const needed = wanted.dataset.needs && document.getElementById(wanted.dataset.needs);
  if (needed && !needed.value.trim()) needed.focus();
  else wanted.click();
});
