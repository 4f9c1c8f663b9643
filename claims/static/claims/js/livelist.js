// The queue: rows that are there are brought up to date in their place; new ones are announced.
import { button, count, say } from "./words.js";

const rows = (page) => new Map([...page.querySelectorAll("#results [data-row]")].map((row) => [row.id, row]));

function refresh(row, fresh) {
  row.classList.remove("gone");
  for (const part of [".row-main > .meta", ":scope > .state", ":scope > .score", ":scope > .meta"]) {
    const [old, now] = [row.querySelector(part), fresh.querySelector(part)];
    if (old && now && old.innerHTML !== now.innerHTML) {
      old.replaceWith(document.importNode(now, true));
      row.classList.add("changed");
    }
  }
}

function announce(fresh, page) {
  const line = document.getElementById("live-news");
  if (!line) return;
  line.replaceChildren();
  if (!fresh) return;
  line.append(count("new", fresh), button(say("showNew"), () => {
    document.getElementById("results").replaceWith(document.importNode(page.getElementById("results"), true));
    const made = document.getElementById("results");
    window.htmx?.process(made);
    made.querySelector("[data-row] a")?.focus();
    document.dispatchEvent(new CustomEvent("list-shown"));
  }));
}

export function updateList(page) {
  if (!document.querySelector("#results[data-live-list]") || !page.getElementById("results")) return;
  const [shown, now] = [rows(document), rows(page)];
  for (const [id, row] of shown) {
    if (now.has(id)) refresh(row, now.get(id));
    // Rows that were loaded beyond the first page are not in the fresh one: nothing is known of them.
    else if ([...shown.keys()].indexOf(id) < now.size) row.classList.add("gone");
  }
  announce([...now.keys()].filter((id) => !shown.has(id)).length, page);
  for (const count of page.querySelectorAll("[data-count-of]")) {
    const old = document.querySelector(`[data-count-of="${count.dataset.countOf}"]`);
    if (old && old.textContent !== count.textContent) old.textContent = count.textContent;
  }
  const [said, fresh] = [document.querySelector(".results-said"), page.querySelector(".results-said")];
  if (said && fresh && said.textContent !== fresh.textContent) said.textContent = fresh.textContent;
}
