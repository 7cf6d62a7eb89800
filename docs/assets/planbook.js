// The language switch keeps the passage: the anchor of the address goes along.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".pb-languages a");
  if (link) link.hash = location.hash;
});

// Material drops a query that is typed before its index has arrived: ask again until it answers.
document.addEventListener("input", ({ target }) => {
  if (!target.matches(".md-search__input")) return;
  const list = document.querySelector(".md-search-result__list");
  const meta = document.querySelector(".md-search-result__meta");
  const waiting = meta.textContent;
  const ask = (left) => {
    const query = target.value;
    if (!left || !query || list.children.length || meta.textContent !== waiting) return;
    for (const value of ["", query]) {
      target.value = value;
      target.dispatchEvent(new Event("keyup"));
    }
    setTimeout(ask, 400, left - 1);
  };
  clearTimeout(target.asking);
  target.asking = setTimeout(ask, 600, 20);
});
