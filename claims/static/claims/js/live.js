// Asks every two seconds whether the page has changed; only then it is fetched anew, and only what
// differs is put in. Nothing is touched that somebody is typing in. A hidden page does not ask.
import { connection } from "./connection.js";

const EVERY = 2000;
const SLOWEST = 15000;

const LIST = "#results[data-live-list]";
let update = () => {};
let waiting = 0;
let failed = 0;
let asking = false;

async function fetchPage() {
  const answer = await fetch(location.href, { headers: { "X-Live": "1" }, redirect: "manual" });
  if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function ask() {
  const { live, stamp } = document.body.dataset;
  const answer = await fetch(`${live}?since=${stamp}`, { redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 403) return connection("out");
  if (answer.status === 200) {
    const now = await answer.text();
    const page = await fetchPage();
    update(page);
    document.body.dataset.stamp = now;
  } else if (answer.status !== 204) throw new Error(String(answer.status));
  connection("");
}

async function round() {
  if (asking || document.hidden) return;
  asking = true;
  try {
    await ask();
    failed = 0;
  } catch {
    failed += 1;
    if (failed > 1) connection("lost");
  } finally {
    asking = false;
    clearTimeout(waiting);
    waiting = setTimeout(round, Math.min(SLOWEST, EVERY * 2 ** Math.min(failed, 3)));
  }
}

export async function live() {
  if (document.querySelector(LIST)) update = (await import("./livelist.js")).updateList;
  else {
    const parts = await import("./liveparts.js");
    parts.remember();
    update = parts.updateParts;
  }
  waiting = setTimeout(round, EVERY);
  document.addEventListener("visibilitychange", round);
  window.addEventListener("online", round);
}
