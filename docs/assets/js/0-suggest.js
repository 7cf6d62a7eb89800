// Offers the same page in another of our languages, if the browser asks for that one first:
// a bar that can be closed for good. Never a redirect; whoever has chosen is not asked again.
(() => {
  //** @param {string} [value] */
  const store = (value) => planbookKept("suggest", value); // a browser that keeps nothing asks on every page
  //** @param {string} tag */
  const ours = (tag) => {
    if (/^zh\b.*\b(hant|tw|hk|mo)\b/i.test(tag)) return "zh-Hant";
    return /^(zh|en)\b/i.exec(tag)?.[1].toLowerCase();
  };
  const wanted = navigator.languages.map(ours).find(Boolean);
  const link = [...document.querySelectorAll(".pb-languages a")].find((one) => one.hreflang === wanted);

  addEventListener("click", ({ target }) => {
    if (target.closest?.(".pb-languages a, .pb-suggest a")) store("chosen");
  });
  const missing = document.querySelector(".pb-lost"); // has no counterpart
  if (!link || link.hasAttribute("aria-current") || missing || store()) return;

  const { text, read, close, name } = planbookWords.suggest[link.hreflang];
  const bar = document.createElement("aside");
  bar.className = "pb-suggest";
  bar.lang = link.hreflang;
  bar.setAttribute("aria-label", name);
  const there = document.createElement("a");
  there.textContent = read;
  there.href = link.href;
  // Where the reader is by then, and in which view.
  there.addEventListener("click", () => { there.href = link.href.split("#")[0] + location.search + planbookPlace(); });
  const button = document.createElement("button");
  button.textContent = "×";
  button.setAttribute("aria-label", close);
  button.title = close;
  button.addEventListener("click", () => { store("closed"); bar.remove(); });
  bar.append(`${text} `, there, button);
  document.querySelector(".md-header").before(bar);
})();
