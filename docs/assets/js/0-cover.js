// On a small screen, the menu, the search, and a card cover the page. Going back closes them: what is
// open has an entry of its own in the history, which is left when it is closed by other means.
const planbookCover = (() => {
  //** @type {Set<() => void>} */
  const all = new Set(); // what is open, by the functions that close it
  const isOwn = () => Boolean(history.state?.cover);

  //** @param {() => void} close */
  const opened = (close) => {
    all.add(close);
    const state = { ...history.state, cover: true };
    if (isOwn()) {
      history.replaceState(state, "");
      return;
    }
    history.scrollRestoration = "manual"; // whoever closes it stays where the page has been scrolled to
    history.pushState(state, "");
    history.scrollRestoration = "auto";
  };
  // A link that is followed at the same time leads on: then the entry stays.
  //** @type {(close: () => void, follows?: boolean) => void} */
  const closed = (close, follows = false) => {
    if (!all.delete(close) || follows) return;
    setTimeout(() => { if (!all.size && isOwn()) history.back(); });
  };
  addEventListener("popstate", () => {
    history.scrollRestoration = "auto";
    if (!isOwn()) for (const close of all) close();
  });
  return { opened, closed };
})();
