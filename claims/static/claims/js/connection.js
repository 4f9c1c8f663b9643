// Says that the connection is lost, and that it is back; forms wait for it instead of losing their words.
import { say } from "./words.js";

const FADES = 4000;
let state = "";
let fading = 0;

export function connection(now) {
  const line = document.getElementById("connection");
  if (!line || now === state) return;
  const was = state;
  state = now;
  clearTimeout(fading);
  line.dataset.state = now;
  line.hidden = now === "" && was === "";
  line.textContent = say(now === "" ? "back" : now);
  if (now === "") fading = setTimeout(() => (line.hidden = true), FADES);
}

export function holdForms() {
  document.addEventListener(
    "submit",
    (event) => {
      if (navigator.onLine || event.target.method === "dialog") return;
      event.preventDefault();
      event.stopPropagation();
      connection("offline");
    },
    true,
  );
  document.addEventListener("htmx:sendError", () => connection("lost"));
}
