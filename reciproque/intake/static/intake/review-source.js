/* The document beside the proposal: it follows the current item, and any of its passages can become an item. */
"use strict";

(() => {
  const review = document.getElementById("relecture");
  const source = document.querySelector(".review-source.follows");
  const fold = document.querySelector(".review-fold");
  const sheet = document.getElementById("en-faire");
  if (!review || !source) return;

  const apart = () => source.scrollHeight > source.clientHeight + 4 && source.clientHeight > 0;
  let here = null; // the block that the keyboard is on

  // On a narrow screen the document is folded: what one came for is the proposal.
  const narrow = window.matchMedia("(max-width: 1099px)");
  const suit = () => { fold.open = !narrow.matches; };
  narrow.addEventListener("change", suit);
  suit();

  function show(anchor) {
    for (const one of source.querySelectorAll(".current")) one.classList.remove("current");
    const place = anchor && document.getElementById(anchor);
    if (!place || !source.contains(place)) return null;
    const mark = place.querySelector(".passage, .passage-lost") || place;
    mark.classList.add("current");
    if (apart()) {
      const top = place.getBoundingClientRect().top - source.getBoundingClientRect().top + source.scrollTop;
      source.scrollTo({ top: top - source.clientHeight / 3 });
    }
    return place;
  }
  review.addEventListener("passage", (event) => show(event.detail));

  // Scrolling the proposal takes the document along, as long as nobody is at work in it.
  let waiting = false;
  window.addEventListener("scroll", () => {
    const list = document.getElementById("elements");
    if (waiting || !list || !apart() || list.contains(document.activeElement)) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const seen = [...list.children].find((item) => item.getBoundingClientRect().bottom > window.innerHeight / 3);
      if (seen) show(seen.dataset.passage);
    });
  }, { passive: true });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.to-passage");
    if (link && !narrow.matches) event.preventDefault();
    if (link && narrow.matches) fold.open = true;
  });

  // The keyboard in the document: one stop, arrows from passage to passage.
  for (const one of source.querySelectorAll("a")) one.tabIndex = -1; // a table that scrolls keeps its own stop
  // No browser lets one select words of a link: a marked passage leads to its item on a click all the same.
  for (const link of source.querySelectorAll("a.passage, a.passage-lost")) {
    link.dataset.href = link.getAttribute("href");
    link.removeAttribute("href");
    link.removeAttribute("tabindex");
    link.setAttribute("role", "link");
  }
  source.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-href]");
    if (!link || !window.getSelection().isCollapsed) return;
    if (!link.dataset.href.startsWith("#")) { window.location.assign(link.dataset.href); return; }
    review.dispatchEvent(new CustomEvent("item", { detail: link.dataset.href.slice("#item-".length) }));
  });
  const blocks = () => [...source.querySelectorAll("p[id]")];

  function stand(block) {
    if (!block) return;
    if (here) { here.classList.remove("here"); here.removeAttribute("tabindex"); }
    here = block;
    here.classList.add("here");
    here.tabIndex = -1;
    here.focus({ preventScroll: true });
    const box = here.getBoundingClientRect(), frame = source.getBoundingClientRect();
    if (box.top < frame.top + 8 || box.bottom > frame.bottom - 8) here.scrollIntoView({ block: "center" });
  }

  review.addEventListener("go", (event) => {
    fold.open = true;
    const place = show(event.detail);
    if (place) stand(place.matches("p") ? place : place.querySelector("p[id]"));
  });
  source.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = blocks();
    const at = here ? all.indexOf(here) : -1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.shiftKey) return; // extending a selection is the browser's
      event.preventDefault();
      stand(all[Math.min(all.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))]);
    } else if (event.key === "Enter" && here && sheet) {
      event.preventDefault();
      offer(here.id, selected(here));
    }
  });
  // Escape comes back from the document, wherever in it one was, to the item.
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.key !== "Escape" || !(source.contains(at) || at === document.body)) return;
    const item = document.querySelector("#elements > .current");
    if (item) item.focus();
  });

  // « En faire… »: from a selection, from the passage that the keyboard is on, from what was not understood.
  if (!sheet) return;

  function selected(block) {
    const chosen = window.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !block.contains(chosen.anchorNode)) return "";
    return chosen.toString().replace(/\s+/g, " ").replace(/\s*En faire….*$/, "").trim();
  }

  function offer(anchor, words) {
    const from = words ? `&texte=${encodeURIComponent(words.slice(0, 1500))}` : "";
    for (const link of sheet.querySelectorAll("a[data-kind]")) {
      link.href = `${review.dataset.take}?liste=${link.dataset.kind}&passage=${encodeURIComponent(anchor)}${from}`;
    }
    const block = document.getElementById(anchor);
    const said = words || (block ? block.textContent.replace(/\s*En faire….*$/, "") : "");
    sheet.querySelector("[data-selected]").textContent = `« ${said.length > 90 ? `${said.slice(0, 90)}…` : said} »`;
    sheet.hidden = false;
    sheet.querySelector("a").focus();
  }

  source.addEventListener("mouseup", () => window.setTimeout(() => {
    const chosen = window.getSelection();
    const node = chosen.rangeCount && !chosen.isCollapsed ? chosen.anchorNode : null;
    const block = node && (node.nodeType === 1 ? node : node.parentElement).closest("p[id]");
    const words = block && source.contains(block) ? selected(block) : "";
    if (words) offer(block.id, words);
  }));
  source.addEventListener("click", (event) => {
    const link = event.target.closest("a.take");
    if (!link) return;
    event.preventDefault();
    offer(link.closest("p[id]").id, "");
  });
  review.addEventListener("take", (event) => offer(event.detail, ""));
  const close = () => {
    sheet.hidden = true;
    const item = here || document.querySelector("#elements > .current");
    if (item) item.focus();
  };
  sheet.addEventListener("keydown", (event) => {
    const links = [...sheet.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") close();
    if (event.key === "ArrowRight" || event.key === "ArrowDown") { event.preventDefault(); links[(at + 1) % links.length].focus(); }
    if (event.key === "ArrowLeft" || event.key === "ArrowUp") { event.preventDefault(); links[(at - 1 + links.length) % links.length].focus(); }
  });
  document.addEventListener("mousedown", (event) => {
    if (!sheet.hidden && !sheet.contains(event.target)) sheet.hidden = true;
  });
})();
