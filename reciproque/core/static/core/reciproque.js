/* What a keyboard or a mouse needs and HTML does not give. Nothing here is required for any act. */
"use strict";

// Menus close when one clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement && document.activeElement.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// After a refused form, the reader starts at the list of what is to correct.
const refused = document.querySelector("[data-focus]");
if (refused) refused.focus();

// <button type="button" data-unfold="#tree" hidden>: unfold or fold every <details> inside.
for (const button of document.querySelectorAll("[data-unfold]")) {
  const all = [...document.querySelectorAll(`${button.dataset.unfold} details`)];
  const say = () => { button.textContent = all.some((one) => !one.open) ? "Tout déplier" : "Tout replier"; };
  button.hidden = all.length === 0;
  button.addEventListener("click", () => {
    const open = all.some((one) => !one.open);
    for (const one of all) one.open = open;
    say();
  });
  say();
}

// <button type="button" data-tick="[name=…]" hidden>: tick or untick all these boxes of the same form.
for (const button of document.querySelectorAll("[data-tick]")) {
  const boxes = [...button.form.querySelectorAll(button.dataset.tick)];
  const say = () => { button.textContent = boxes.some((one) => !one.checked) ? "Tout cocher" : "Tout décocher"; };
  button.hidden = boxes.length === 0;
  button.addEventListener("click", () => {
    const tick = boxes.some((one) => !one.checked);
    for (const one of boxes) one.checked = tick;
    say();
  });
  button.form.addEventListener("change", say);
  say();
}

// <button type="button" data-print hidden>: print this page.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What is folded is printed too.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open], .menu)")];
  for (const one of folded) one.open = true;
});
window.addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});

// <form data-guard>: ask before leaving with something typed and not sent.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let touched = false;
  form.addEventListener("input", () => { touched = true; });
  form.addEventListener("submit", () => { touched = false; });
  window.addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
}

// .drop: a file can be dropped on the zone, and its name is said.
for (const zone of document.querySelectorAll(".drop")) {
  const input = zone.querySelector("input[type=file]");
  const name = zone.querySelector(".drop-name");
  if (!input) continue;
  const say = () => { if (name) name.textContent = [...input.files].map((file) => file.name).join(", "); };
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, () => zone.classList.remove("over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    say();
  });
  input.addEventListener("change", say);
}

// <details data-without="contract">: what is asked only when the field of that name is left empty folds with it.
for (const fold of document.querySelectorAll("details[data-without]")) {
  const field = fold.closest("form").elements[fold.dataset.without];
  field.addEventListener("change", () => { fold.open = field.value === ""; });
}

// <form data-quick>: Ctrl + Enter sends it, Alt + an arrow follows the link of the page with data-key="ArrowRight".
const quick = document.querySelector("form[data-quick]");
if (quick) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); quick.requestSubmit(); }
    const link = event.altKey && document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
  });
  const first = quick.querySelector("select, input:not([type=hidden])");
  if (first && !document.querySelector("[data-focus]")) first.focus();
}
