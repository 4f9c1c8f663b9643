// The queue: how many are ticked, and the claim beside the list on wide screens.
import { choose } from "./keys.js";
import { count as told } from "./words.js";

function count() {
  const ticked = document.querySelectorAll(".pick input:checked").length;
  const words = document.querySelector("[data-count]");
  if (words) words.textContent = told("selected", ticked);
}

// The first claim is shown at once, without taking the focus from where the reader has it.
function first() {
  if (!document.getElementById("results") || document.querySelector("[data-row].current")) return;
  const row = document.querySelector("[data-row]");
  row?.classList.add("current");
  if (row) peek(row.querySelector("[data-peek]"));
}

let waiting = 0;
let asked = null; // the latest claim that was asked for: an answer for an earlier one comes too late
function peek(link) {
  const pane = document.getElementById("peek");
  if (!pane || !pane.offsetParent) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => fill(pane, link.dataset.peek).catch(() => {}), 120);
}

async function fill(pane, address) {
  asked = address;
  const answer = await fetch(address, { headers: { "HX-Request": "true", "HX-Current-URL": location.href } });
  const html = await answer.text();
  if (!answer.ok || asked !== address) return;
  pane.innerHTML = html;
  window.htmx?.process(pane);
}

export function queue() {
  if (!document.querySelector("[data-row]") && !document.getElementById("results")) return;
  first();
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "results") first();
  });
  document.addEventListener("list-shown", first);
  document.addEventListener("change", (event) => {
    if (event.target instanceof Element && event.target.closest(".pick")) count();
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-peek]");
    if (!link) return;
    const row = link.closest("[data-row]");
    if (!row.classList.contains("current")) choose(row);
    peek(link);
  });
}
