// The box that leads anywhere: what the page itself can do, then what the server finds.
const dialog = () => document.getElementById("palette");
const field = () => document.getElementById("palette-q");
const entries = () => [...dialog().querySelectorAll(".palette-entry")];

// Buttons and forms of this page that answer to a key.
function here(words) {
  const list = document.getElementById("palette-here");
  const found = [...document.querySelectorAll("main [data-key], main [data-screen]")].filter(
    (one) => !one.disabled && one.offsetParent && one.textContent.toLowerCase().includes(words.toLowerCase()),
  );
  list.replaceChildren(...found.map((one) => {
    const line = document.createElement("li");
    const made = document.createElement("button");
    made.type = "button";
    made.className = "palette-entry";
    made.textContent = one.textContent.replace(/[\s…]+$/, "").trim();
    made.addEventListener("click", () => {
      dialog().close();
      one.click();
      if (one.tagName === "SUMMARY") one.parentElement.querySelector("select, textarea, input:not([type=hidden])")?.focus();
    });
    line.append(made);
    return line;
  }));
}

const PAUSE = 150; // ms between two letters that are not yet the end of a word
let ready = false;
let waiting = 0;

// An answer for other words than those that stand there now comes too late.
async function find() {
  const words = field().value;
  const address = `${field().form.action}?${new URLSearchParams({ q: words })}`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, redirect: "manual" });
  const html = await answer.text();
  if (answer.ok && words === field().value) document.getElementById("palette-found").innerHTML = html;
}

// Its look comes when it is opened first: most pages are read without it.
function dress(box) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = box.dataset.look;
  const here = new Promise((done) => (sheet.onload = sheet.onerror = done));
  document.head.append(sheet);
  return here;
}

export async function openPalette() {
  const box = dialog();
  if (!ready) {
    ready = true;
    listen(box);
    await dress(box);
  }
  if (box.open) return;
  box.showModal();
  field().select();
  here(field().value);
  find().catch(() => {});
}

function move(by) {
  const all = [field(), ...entries()];
  const at = Math.max(0, all.indexOf(document.activeElement));
  all[(at + by + all.length) % all.length].focus();
}

function listen(box) {
  field().addEventListener("input", () => {
    here(field().value);
    clearTimeout(waiting);
    waiting = setTimeout(() => find().catch(() => {}), PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === field()) {
      event.preventDefault();
      entries()[0]?.click();
    }
  });
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
}
