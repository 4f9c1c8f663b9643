// Single-key shortcuts, never inside a field; all of them are off where the person wants none.
const sheet = () => document.getElementById("keys");
const off = () => document.body.dataset.keys === "off";

export const inField = (target) =>
  target instanceof Element && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;

function openPalette() {
  if (!document.getElementById("palette")?.showModal) return false;
  import("./palette.js").then((made) => made.openPalette());
  return true;
}

const rows = () => [...document.querySelectorAll("[data-row]")];
const current = () => document.querySelector("[data-row].current");

export function choose(row) {
  if (!row) return;
  current()?.classList.remove("current");
  row.classList.add("current");
  const link = row.querySelector("a");
  link.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(current());
  choose(all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))]);
  return true;
}

function open() {
  const link = current()?.querySelector("a");
  if (link) location.assign(link.href);
  return Boolean(link);
}

function tick() {
  const box = current()?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

// A button or summary of the page, by the key it answers to.
function own(key) {
  const found = document.querySelector(`[data-key="${key}"]`);
  if (!found || found.disabled) return false;
  if (found.tagName === "SUMMARY" && found.parentElement.open) found.focus();
  else found.click();
  if (found.tagName === "SUMMARY") {
    const field = found.parentElement.querySelector("select, textarea, input:not([type=hidden])");
    field?.focus();
    field?.scrollIntoView({ block: "nearest" });
  }
  return true;
}

// On a claim's page: its own button. In the queue: the current row alone is ticked and sent.
function act(action) {
  if (document.querySelector(`[data-key="${action}"]`)) return own(action);
  const form = document.querySelector(".bulk-form");
  const bulk = form?.querySelector(".bulk");
  if (!bulk || (!current() && !form.querySelector(".pick input:checked"))) return false;
  if (!form.querySelector(".pick input:checked")) tick();
  if (action === "accept") bulk.querySelector("[value=accept]").click();
  else bulk.querySelector("select").focus();
  return true;
}

function takeNext() {
  const found = document.querySelector('[data-key="take"]') ?? document.querySelector("#take-next button");
  if (found && !found.disabled) found.click();
  return Boolean(found);
}

function goTo(selector) {
  const link = document.querySelector(selector);
  if (link) location.assign(link.href);
  return Boolean(link);
}

function search() {
  const field = document.querySelector("input[type=search]");
  if (field) field.focus();
  else openPalette();
  return true;
}

const DOES = {
  j: () => step(1),
  k: () => step(-1),
  o: open,
  x: tick,
  a: () => act("accept"),
  d: () => act("decline"),
  t: takeNext,
  e: () => own("edit"),
  w: () => own("write") || goTo('[data-screen="draft"]'),
  r: () => goTo('[data-screen="review"], [data-screen="panel"]') || goTo('[data-nav="reviews"]'),
  "/": search,
  "?": () => {
    sheet()?.showModal();
    return true;
  },
};

export function keys() {
  for (const button of document.querySelectorAll("[data-sheet]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-sheet]")) sheet()?.showModal();
    if (event.target.closest("[data-palette]") && openPalette()) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || off() || document.querySelector("dialog[open]")) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      if (openPalette()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
    if (DOES[event.key]?.()) event.preventDefault();
  });
}
