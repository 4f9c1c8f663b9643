// Whoever signs out leaves none of their words in a browser that others may use.
export function leaving() {
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.signout === undefined) return;
    try {
      const mine = `factcheck.draft.${document.body.dataset.who}.`;
      for (const name of Object.keys(localStorage)) if (name.startsWith(mine)) localStorage.removeItem(name);
    } catch {
      // Nothing was kept.
    }
  });
}
