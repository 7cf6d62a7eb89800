// Keys that work wherever nobody types: to the search, to the page before, to the next one.
(() => {
  const TYPED = "input:not([type=checkbox], [type=radio]), select, textarea";
  const search = document.getElementById("__search");
  const query = document.querySelector(".md-search__input");
  //** @type {Record<string, string>} */
  const pages = { p: "prev", ",": "prev", n: "next", ".": "next" };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || search.checked || target.matches?.(TYPED)) return;
    if ("fs/".includes(key)) {
      event.preventDefault(); // it would be typed
      query?.select();
      query?.focus();
    }
    const link = document.querySelector(`link[rel="${pages[key]}"]`);
    if (link instanceof HTMLLinkElement) location.assign(link.href);
  });
})();
