// The claim's own words come into view in their pane, without moving the page.
const AWAY = 0.3; // of the pane's height, from its top

function bring() {
  const pane = document.querySelector(".workspace .pane-text");
  const own = pane?.querySelector("mark.own");
  if (!own || getComputedStyle(pane).overflowY === "visible") return;
  const top = own.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += top - pane.clientHeight * AWAY;
}

// Which part of the side is being read.
function follow() {
  const side = document.querySelector(".pane-side");
  const links = [...(side?.querySelectorAll(".side-nav a") ?? [])];
  if (!links.length) return;
  const mark = () => {
    const edge = side.querySelector(".side-nav").getBoundingClientRect().bottom + 8;
    const passed = links.filter((link) => document.querySelector(link.hash)?.getBoundingClientRect().top <= edge + 40);
    for (const link of links) link.removeAttribute("aria-current");
    (passed.at(-1) ?? links[0]).setAttribute("aria-current", "true");
  };
  for (const scroller of [side, document]) scroller.addEventListener("scroll", mark, { passive: true });
  mark();
}

export function source() {
  bring();
  follow();
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "text") bring();
  });
}
