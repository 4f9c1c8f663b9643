// Marks in the text and cards beside it light each other up.
const marksOf = (place) => document.querySelectorAll(`mark[data-places~="${CSS.escape(place)}"]`);
const card = (place) => document.querySelector(`[data-place="${CSS.escape(place)}"]`);

function light(target, on) {
  if (!(target instanceof Element)) return;
  const mark = target.closest("mark[data-places]");
  const places = mark ? mark.dataset.places.split(" ") : [target.closest("[data-place]")?.dataset.place];
  for (const place of places) {
    if (!place) continue;
    if (mark) card(place)?.classList.toggle("lit", on);
    for (const part of marksOf(place)) part.classList.toggle("lit", on);
  }
}

// :target marks the first part of a claim; the others follow.
function here() {
  for (const part of document.querySelectorAll("mark.here")) part.classList.remove("here");
  const place = /^#m(\d+)$/.exec(location.hash)?.[1];
  if (place) for (const part of marksOf(place)) part.classList.add("here");
}

export function linkPlaces() {
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => light(event.target, on));
  }
  window.addEventListener("hashchange", here);
  here();
}
