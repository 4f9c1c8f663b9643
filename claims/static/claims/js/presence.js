// Says that this page is open, and shows who else has it open. Leaving it in the middle is no error.
const EVERY = 15000;

async function say(form) {
  if (document.hidden) return;
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, redirect: "manual" });
  if (answer.ok) document.getElementById("here-list")?.replaceWith(parsed(await answer.text()));
}

const parsed = (html) => document.importNode(new DOMParser().parseFromString(html, "text/html").getElementById("here-list"), true);

export function presence() {
  const again = () => {
    const form = document.querySelector("form[data-here]");
    if (form) say(form).catch(() => {});
  };
  again();
  setInterval(again, EVERY);
}
