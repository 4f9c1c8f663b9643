import { say } from "./words.js";

// Say that a text or file is too large before it is sent.
export function limits() {
  const form = document.querySelector("form[data-max-bytes]");
  if (!form) return;
  const most = Number(form.dataset.maxBytes);
  const check = (field, bytes) => {
    field.setCustomValidity(bytes > most ? say("tooLarge", { size: (bytes / 1e6).toFixed(1), limit: form.dataset.limit }) : "");
    if (bytes > most) field.reportValidity();
  };
  form.elements.text?.addEventListener("input", (event) => {
    check(event.target, new TextEncoder().encode(event.target.value).length);
  });
  form.elements.upload?.addEventListener("change", (event) => check(event.target, event.target.files[0]?.size ?? 0));
}
