// What a browser keeps for this site, by name: read it, or keep a value. Other sites, such as another
// edition, may be on the same host, so the names begin with the site's path. A browser that keeps
// nothing may refuse even to be asked.
const planbookKept = (() => {
  const path = new URL("..", document.currentScript?.src).pathname;
  //** @param {string} name @param {string} [value] */
  const kept = (name, value) => {
    try {
      if (value !== undefined) localStorage.setItem(`${path}.${name}`, value);
      return localStorage.getItem(`${path}.${name}`);
    } catch { return null; }
  };
  return kept;
})();
// The language of the page, which changes when a browser translates it.
const planbookLang = document.documentElement.lang;
