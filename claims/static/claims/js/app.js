// What the pages can do beyond forms and links. Everything works without it. A page loads what it has
// a use for and no more.
import { keys } from "./keys.js";
import { holdForms } from "./connection.js";

const NEEDED = [
  ["[data-row], #results", "./queue.js", "queue"],
  ["form[data-max-bytes]", "./limits.js", "limits"],
  ["mark[data-places]", "./places.js", "linkPlaces"],
  ["#add-claim", "./selection.js", "selection"],
  ["[data-tabs]", "./tabs.js", "tabs"],
  [".workspace", "./source.js", "source"],
  ["form[data-draft]", "./drafts.js", "drafts"],
  ["[data-signout]", "./leaving.js", "leaving"],
  ["form[data-here]", "./presence.js", "presence"],
  ["body[data-live]", "./live.js", "live"],
];

keys();
holdForms();
for (const [found, file, begin] of NEEDED) {
  if (document.querySelector(found)) import(file).then((made) => made[begin]());
}
if (document.body.dataset.who) navigator.serviceWorker?.register("/worker.js").catch(() => {});
