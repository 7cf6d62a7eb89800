// On a small screen, the menu, the search, and a card cover the page. Going back closes them: what is
// open has an entry of its own in the history, which is left when it is closed by other means.
const planbookCover = (() => {
  //** @type {Set<() => void>} */
  const all = new Set(); // what is open, by the functions that close it
  //** @type {HTMLAnchorElement | undefined} */
  let followed; // a link that waits until the entry is left
  //** @type {string | undefined} */
  let query; // of the entry that is being left: the view may have been changed since it was made
  const isOwn = () => Boolean(history.state?.cover);

  const enter = () => {
    const state = { ...history.state, cover: true };
    if (isOwn()) {
      history.replaceState(state, "");
      return;
    }
    history.scrollRestoration = "manual"; // whoever closes it stays where the page has been scrolled to
    history.pushState(state, "");
    history.scrollRestoration = "auto";
  };
  //** @param {() => void} close */
  const opened = (close) => {
    all.add(close);
    enter();
  };
  // The entry is left unless something else has been opened by then.
  const leave = () => {
    if (all.size || query !== undefined || !isOwn()) return;
    query = location.search;
    history.back();
  };
  //** @param {() => void} close */
  const closed = (close) => { if (all.delete(close)) setTimeout(leave); };
  addEventListener("popstate", () => {
    history.scrollRestoration = "auto";
    if (isOwn()) return;
    if (query === undefined) {
      for (const close of all) close();
    } else {
      history.replaceState(history.state, "", location.pathname + query + location.hash);
      query = undefined;
      if (all.size) enter(); // opened while the entry before it was being left
    }
    const link = followed;
    followed = undefined;
    if (link) setTimeout(() => location.assign(link.href)); // the browser has yet to scroll for this entry
  });
  // Whoever comes back to a page, or reloads it, finds nothing open.
  addEventListener("pageshow", leave);

  // A link leads on from the page itself, so that going back leads to the page, where it was. Answers
  // of the search keep their entry: going back leads to them. On the window, after all others have
  // heard of the click.
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]:not([target], [download])");
    if (!(link instanceof HTMLAnchorElement && isOwn()) || link.closest(".md-search-result")) return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    followed = link;
    for (const close of all) close();
    leave();
  });
  return { opened, closed };
})();
