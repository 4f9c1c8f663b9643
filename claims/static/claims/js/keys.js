// Single-key shortcuts, never inside a field, and switched off in the cheat sheet.
const STORED = "factcheck.keys";
const sheet = () => document.getElementById("keys");

const stored = () => {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
};

const store = (on) => {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing forgets this too.
  }
};

const inField = (target) =>
  target instanceof Element && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;

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

// On a claim's page: its own button. In the queue: the current row alone is ticked and sent.
function act(action) {
  const own = document.querySelector(`[data-key="${action}"]`);
  if (own) {
    if (own.disabled) return false;
    own.click();
    if (own.tagName === "SUMMARY") own.parentElement.querySelector("select, input:not([type=hidden])")?.focus();
    return true;
  }
  const form = document.querySelector(".bulk-form");
  const bulk = form?.querySelector(".bulk");
  if (!bulk || (!current() && !form.querySelector(".pick input:checked"))) return false;
  if (!form.querySelector(".pick input:checked")) tick();
  if (action === "accept") bulk.querySelector("[value=accept]").click();
  else bulk.querySelector("select").focus();
  return true;
}

function takeNext() {
  const own = document.querySelector('[data-key="take"]') ?? document.querySelector("#take-next button");
  if (own && !own.disabled) own.click();
  return Boolean(own);
}

function search() {
  const field = document.querySelector("input[type=search]");
  field?.focus();
  return Boolean(field);
}

const DOES = {
  j: () => step(1),
  k: () => step(-1),
  o: open,
  x: tick,
  a: () => act("accept"),
  d: () => act("decline"),
  t: takeNext,
  "/": search,
  "?": () => {
    sheet()?.showModal();
    return true;
  },
};

export function keys() {
  const box = document.getElementById("keys-on");
  if (box) {
    box.checked = stored();
    box.addEventListener("change", () => store(box.checked));
  }
  for (const button of document.querySelectorAll("[data-sheet]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-sheet]")) sheet()?.showModal();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
    if (!stored() || sheet()?.open) return;
    if (DOES[event.key]?.()) event.preventDefault();
  });
}
