// What is typed is kept in this browser until the server has it: it survives a crash, a lost
// connection and a session that ended. One place for each person, form and thing.
import { button, say } from "./words.js";

const PREFIX = "factcheck.draft.";
const KEPT = 14 * 24 * 3600 * 1000; // ms

const who = () => document.body.dataset.who;
const key = (form) => `${PREFIX}${who()}.${form.dataset.draft}`;
const fields = (form) =>
  [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type));

const store = {
  read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing, or no more: the page works on, the words are in the form alone.
    }
  },
  remove(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing was kept.
    }
  },
  names() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    } catch {
      return [];
    }
  },
};

const valueOf = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
const taken = (form) => fields(form).map((field) => [field.name, field.value, valueOf(field)]);
const version = (form) => form.elements.version?.value ?? null;

function pristine(form) {
  return fields(form).every((field) =>
    ["checkbox", "radio"].includes(field.type)
      ? field.checked === field.defaultChecked
      : field.tagName === "SELECT" || field.value === field.defaultValue,
  );
}

function keep(form) {
  if (pristine(form)) store.remove(key(form));
  else store.write(key(form), { at: Date.now(), version: version(form), fields: taken(form) });
}

function fill(form, kept) {
  for (const field of fields(form)) {
    const box = ["checkbox", "radio"].includes(field.type);
    const found = kept.fields.find(([name, value]) => name === field.name && (!box || value === field.value));
    if (!found) continue;
    if (box) field.checked = found[2];
    else field.value = found[2];
  }
  // Of an older version: sent, it meets the newer one, and the server shows both.
  if (kept.version !== null && form.elements.version) form.elements.version.value = kept.version;
}

function tell(form, kept) {
  const line = document.createElement("p");
  line.className = "restored";
  line.setAttribute("role", "status");
  const at = new Date(kept.at).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "short", timeStyle: "short" });
  line.append(say("restored", { at }), " ", button(say("discard"), () => {
    store.remove(key(form));
    form.reset();
    line.remove();
  }));
  form.prepend(line);
  for (let at = form.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}

// A page that says what was done has answered the form that was sent; a newer version has it too.
const answered = () => document.querySelector("#notices .notice-success, #notices .notice-info") || /^#comment-/.test(location.hash);

function settle() {
  for (const name of store.names()) {
    const kept = store.read(name);
    if (!kept || Date.now() - kept.at > KEPT || (kept.sent && answered())) store.remove(name);
  }
}

function restore(form) {
  const kept = store.read(key(form));
  if (!kept) return;
  const newer = kept.version !== null && Number(version(form)) > Number(kept.version);
  if (kept.sent && newer) return store.remove(key(form));
  if (!pristine(form)) return; // the browser itself has put the words back
  const before = JSON.stringify(taken(form));
  const old = version(form);
  fill(form, kept);
  if (JSON.stringify(taken(form)) === before) {
    if (form.elements.version) form.elements.version.value = old;
    return store.remove(key(form));
  }
  tell(form, kept);
  for (const field of fields(form)) field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function drafts() {
  if (!who()) return;
  settle();
  for (const form of document.querySelectorAll("form[data-draft]")) restore(form);
  const timers = new Map();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.draft) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), 250));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.draft || event.defaultPrevented || event.submitter?.name === "preview") return;
    clearTimeout(timers.get(form));
    keep(form);
    const kept = store.read(key(form));
    if (kept) store.write(key(form), { ...kept, sent: true });
  });
}
