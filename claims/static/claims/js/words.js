// Sentences that scripts show come from the page, in its language.
export function say(name, given = {}) {
  let words = document.getElementById("words")?.dataset[name] ?? "";
  for (const [key, value] of Object.entries(given)) words = words.replace(`{${key}}`, value);
  return words;
}

// A number of things, in the form that the page's language has for it (CLDR: zero, one, two, few, many, other).
export function count(name, n) {
  const form = new Intl.PluralRules(document.documentElement.lang || "en").select(n);
  return say(name + form[0].toUpperCase() + form.slice(1), { n });
}

export function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}
