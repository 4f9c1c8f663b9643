// Sentences that scripts show come from the page, in its language.
export function say(name, given = {}) {
  let words = document.getElementById("words")?.dataset[name] ?? "";
  for (const [key, value] of Object.entries(given)) words = words.replace(`{${key}}`, value);
  return words;
}

export function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
