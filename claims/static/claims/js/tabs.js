// On a narrow screen one part at a time; without scripts the same links lead down the page.
export function tabs() {
  const frame = document.querySelector("[data-tabs]");
  const nav = frame?.querySelector(".tabs");
  if (!nav) return;
  const parts = () => [...frame.querySelectorAll("[data-tab]")];
  const show = (wanted) => {
    for (const part of parts()) part.classList.toggle("shown", part.id === wanted);
    for (const link of nav.querySelectorAll("a")) {
      if (link.hash === `#${wanted}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  // An address that names a thing opens the part that holds it.
  const named = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    return target ? target.closest("[data-tab]")?.id : null;
  };
  frame.classList.add("tabbed");
  show(named() ?? frame.dataset.tabs);
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    show(link.hash.slice(1));
    history.replaceState(history.state, "", link.hash);
  });
  window.addEventListener("hashchange", () => {
    const part = named();
    if (part) show(part);
  });
  // A part that htmx has swapped comes without its mark.
  document.addEventListener("htmx:afterSwap", () => {
    const current = nav.querySelector("[aria-current]");
    if (current) show(current.hash.slice(1));
  });
}
