// Material drops queries that are typed before its index has arrived, and may then show the
// answer to half a query: on the first search of a page, ask again until the index answers.
document.addEventListener("input", ({ target }) => {
  if (!target.matches(".md-search__input") || target.answered) return;
  const list = document.querySelector(".md-search-result__list");
  const ask = (left) => {
    const query = target.value;
    target.answered = target.asked && list.children.length > 0;
    if (!left || !query || target.answered) return;
    target.asked = true;
    for (const value of ["", query]) {
      target.value = value;
      target.dispatchEvent(new Event("keyup"));
    }
    setTimeout(ask, 400, left - 1);
  };
  clearTimeout(target.asking);
  target.asking = setTimeout(ask, 500, 15);
});
