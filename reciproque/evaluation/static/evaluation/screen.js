/* The keyboard of a session: what bears data-key="…" is pressed by that key, unless somebody is typing. */
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, summary, [contenteditable]")) return;
  const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (!wanted) return;
  event.preventDefault();
  // A return says why: the key leads to the words first.
  const needed = wanted.dataset.needs && document.getElementById(wanted.dataset.needs);
  if (needed && !needed.value.trim()) needed.focus();
  else wanted.click();
});
