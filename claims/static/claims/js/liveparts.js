// Parts of a page that are replaced when they differ, unless somebody is typing in them.
import { button, say } from "./words.js";

const PARTS = ["news", "claim-head", "decide", "places", "verdict", "matches", "known", "proposals", "timeline",
  "evidence", "replies", "talk", "record", "progress", "claims"];
const seen = new Map();

// As the server wrote it, but for what differs at every rendering: tokens, and ages.
function plain(part) {
  const copy = part.cloneNode(true);
  for (const gone of copy.querySelectorAll("input[type=hidden], time, .stale-note, #here-list")) gone.remove();
  return copy.textContent.replace(/\s+/g, " ") + [...copy.querySelectorAll("[class], [href]")].length;
}

const here = (page, id) => page.getElementById(id);

export function remember() {
  for (const id of PARTS) if (here(document, id)) seen.set(id, plain(here(document, id)));
}

const FIELDS = "textarea, select, input:not([type=hidden])";
const touched = (field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT"
      ? [...field.options].some((option) => option.selected !== option.defaultSelected && field.value !== field.options[0]?.value)
      : field.value !== field.defaultValue;

function busy(part) {
  if (part.contains(document.activeElement) && document.activeElement.matches(FIELDS)) return true;
  return [...part.querySelectorAll(FIELDS)].some(touched);
}

function note(part, fresh) {
  part.querySelector(".stale-note")?.remove();
  const line = document.createElement("p");
  line.className = "stale-note";
  line.setAttribute("role", "status");
  line.append(say("stale"), " ", button(say("show"), () => {
    line.remove();
    beside(part, fresh);
  }));
  part.prepend(line);
}

// The newer version stands above the one that is being worked in, to be read and not to be sent.
function beside(part, fresh) {
  const shown = document.importNode(fresh, true);
  for (const gone of shown.querySelectorAll(`form, details.write, ${FIELDS}`)) gone.remove();
  for (const named of [shown, ...shown.querySelectorAll("[id]")]) named.removeAttribute("id");
  shown.classList.add("newer");
  part.before(shown);
}

function swap(part, fresh) {
  const open = [...part.querySelectorAll("details")].map((one) => one.open);
  const focused = part.contains(document.activeElement) ? path(part, document.activeElement) : null;
  const made = document.importNode(fresh, true);
  part.replaceWith(made);
  const now = [...made.querySelectorAll("details")];
  if (now.length === open.length) now.forEach((one, n) => (one.open = open[n]));
  window.htmx?.process(made);
  if (focused) follow(made, focused)?.focus({ preventScroll: true });
}

function path(root, node) {
  const steps = [];
  for (let at = node; at && at !== root; at = at.parentElement) steps.unshift([...at.parentElement.children].indexOf(at));
  return steps;
}

const follow = (root, steps) => steps.reduce((at, n) => at?.children[n], root);

export function updateParts(page) {
  for (const id of PARTS) {
    const [part, fresh] = [here(document, id), here(page, id)];
    if (!part || !fresh) continue;
    const now = plain(fresh);
    if (now === seen.get(id)) continue;
    seen.set(id, now);
    if (busy(part)) note(part, fresh);
    else swap(part, fresh);
  }
  const list = here(page, "here-list");
  if (list && here(document, "here-list")) here(document, "here-list").replaceWith(document.importNode(list, true));
}
