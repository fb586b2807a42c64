/* Source and proposal side by side: what one reads on one side is shown on the other. Nothing here is required. */
"use strict";

const source = document.querySelector(".review-source.follows");
const list = document.querySelector(".proposals");

function apart() {
  return source && source.scrollHeight > source.clientHeight + 4 && getComputedStyle(source).position === "sticky";
}

function show(anchor) {
  if (!source || !anchor) return;
  for (const one of source.querySelectorAll(".current")) one.classList.remove("current");
  const place = document.getElementById(anchor);
  if (!place || !source.contains(place)) return;
  const mark = place.querySelector(".passage, .passage-lost");
  if (mark) mark.classList.add("current");
  if (apart()) {
    const top = place.getBoundingClientRect().top - source.getBoundingClientRect().top + source.scrollTop;
    source.scrollTo({ top: top - source.clientHeight / 3 });
  }
}

if (source && list) {
  // What has the keyboard or the mouse is shown in the document.
  for (const kind of ["focusin", "click"]) {
    list.addEventListener(kind, (event) => {
      const item = event.target.closest(".proposal");
      if (item) show(item.dataset.passage);
    });
  }
  list.addEventListener("click", (event) => {
    if (event.target.closest("a.to-passage") && apart()) event.preventDefault();
  });
  // Scrolling the proposal takes the document along.
  let waiting = false;
  window.addEventListener("scroll", () => {
    if (waiting || !apart()) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const middle = window.innerHeight / 3;
      const items = [...list.children];
      const here = items.find((item) => item.getBoundingClientRect().bottom > middle);
      if (here && !list.contains(document.activeElement)) show(here.dataset.passage);
    });
  }, { passive: true });
}
