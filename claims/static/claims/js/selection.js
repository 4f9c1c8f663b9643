// Words selected in the article fill the form that adds a claim, with their offset in code points.
let chosenLately; // a selection grows letter by letter: what was checked before is asked for when it rests

const codePoints = (text) => [...text].length;

function offset(node, at) {
  const paragraph = (node instanceof Element ? node : node.parentElement)?.closest("p[data-start]");
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, at);
  return { paragraph, at: Number(paragraph.dataset.start) + codePoints(before.toString()) };
}

// Between paragraphs the stored text has line ends and nothing else; Selection.toString() knows them not.
function words(text, from, to) {
  let said = "";
  let end = null;
  for (const paragraph of text.querySelectorAll("p[data-start]")) {
    const start = Number(paragraph.dataset.start);
    const letters = [...paragraph.textContent];
    if (start + letters.length <= from || start >= to) continue;
    if (end !== null) said += "\n".repeat(start - end);
    said += letters.slice(Math.max(0, from - start), to - start).join("");
    end = start + letters.length;
  }
  return said;
}

function take() {
  const text = document.getElementById("article-text");
  const form = document.querySelector("#add-claim form");
  const chosen = document.getSelection();
  if (!text || !form || !chosen?.rangeCount || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return;
  const from = offset(range.startContainer, range.startOffset);
  const to = offset(range.endContainer, range.endOffset);
  if (!from || !to) return;
  const said = words(text, from.at, to.at);
  const lead = codePoints(said) - codePoints(said.trimStart());
  if (!said.trim()) return;
  form.elements.quote.value = said.trim();
  form.elements.start.value = from.at + lead;
  clearTimeout(chosenLately);
  chosenLately = setTimeout(() => form.elements.quote.dispatchEvent(new Event("words-chosen")), 400);
}

export function selection() {
  document.addEventListener("selectionchange", take);
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement && event.target.name === "quote") {
      event.target.form.elements.start.value = "";
    }
  });
  take(); // what was selected before this script came
}
