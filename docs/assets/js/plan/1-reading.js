// Reading: which language shows, sentences that belong together, and what a tap opens.
(() => {
  const bar = document.querySelector(".pb-bar");
  if (!bar) return;
  const root = document.documentElement;
  const own = planbookLang.slice(0, 2);
  const address = new URL("card.js", document.currentScript?.src);

  // --- the view
  //** @type {(view: string | undefined) => Shown} */
  const kind = (view) => (view === "both" ? view : view === own ? "own" : "other");
  //** @param {string | undefined} value */
  const remember = (value) => planbookKept("view", String(value));
  const buttons = [...bar.querySelectorAll("button")];
  //** @param {string | undefined} value */
  const show = (value) => {
    root.dataset.view = value;
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(kind(button.dataset.view) === value));
  };
  // A passage in the language that is shown. Of a paragraph, the row, which is there in every view.
  //** @param {string} name */
  const shown = (name) => {
    const named = document.getElementById(name);
    const all = [named?.matches("p") ? named.closest(".pb-row") : named, document.querySelector(`[data-s="${CSS.escape(name)}"]`)];
    return all.find((one) => one?.getClientRects().length);
  };
  //** @param {Element | null | undefined} one */
  const top = (one) => one?.getBoundingClientRect().top ?? 0;
  // What is being read stays where it is when rows grow or shrink. Until the reader moves on, it
  // is the same through all views.
  let read = { name: "", top: 0, y: -9 };
  //** @param {string | undefined} view */
  const choose = (view) => {
    if (Math.abs(read.y - scrollY) > 2) {
      const name = planbookPlace().slice(1);
      read = { name, top: Math.max(top(shown(name)), bar.getBoundingClientRect().bottom), y: 0 };
    }
    show(kind(view));
    remember(kind(view));
    const here = new URL(location.href);
    here.searchParams.set("view", String(view));
    history.replaceState(history.state, "", here);
    const there = shown(read.name);
    if (there) scrollBy({ top: top(there) - read.top, behavior: "instant" });
    read.y = scrollY;
  };
  // Where two languages take turns, each sentence is followed by its counterpart.
  for (const one of document.querySelectorAll(".pb-row .s"))
    one.style.order = /\d+$/.exec(one.id || String(one.dataset.s))?.[0] ?? "";

  show(root.dataset.view);
  if (new URLSearchParams(location.search).has("view")) remember(root.dataset.view);
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.view) choose(button.dataset.view);
  });
  // Who reads the other language and changes to its pages wants to go on reading it.
  document.querySelector(".pb-languages")?.addEventListener("click", ({ target }) => {
    const to = target.closest("a")?.hreflang.slice(0, 2);
    if (to && to !== own && root.dataset.view === "other") remember("own");
  });
  // With scripts, skipping leads to the bar, whose buttons they have made work.
  for (const link of document.querySelectorAll("a.md-skip")) link.setAttribute("href", "#pb-bar");

  // --- sentences that belong together
  //** @type {Element[]} */
  let marked = [];
  //** @param {Element | null} sentence */
  const mark = (sentence) => {
    for (const one of marked) one.classList.remove("pb-marked");
    const name = sentence && (sentence.id || sentence.getAttribute("data-s"));
    marked = name ? [...document.querySelectorAll(`#${CSS.escape(name)}, [data-s="${CSS.escape(name)}"]`)] : [];
    for (const one of marked) one.classList.add("pb-marked");
  };
  const content = document.querySelector(".md-content");
  //** @param {{ target: Element }} event */
  const pointed = ({ target }) => mark(target.closest?.(".s"));
  content.addEventListener("pointerover", pointed);
  content.addEventListener("focusin", pointed);
  content.addEventListener("pointerleave", () => mark(null));

  // A link leads to a passage in the page's language: where the other shows, to its counterpart.
  // If it is the first below a heading, that is in sight too, as far as it leaves room. Whoever
  // comes back to where they were before is not moved.
  const arrive = () => {
    const named = document.getElementById(location.hash.slice(1));
    const row = named?.closest(".pb-row");
    if (!named || !row) return;
    mark(named.closest(".s"));
    const isFirst = named.matches("p, p > .s:first-child");
    const isShown = named.getClientRects().length > 0;
    const stop = Number.parseFloat(getComputedStyle(named).scrollMarginTop);
    if (isShown && !(isFirst && Math.abs(top(named) - stop) < 2)) return;
    //** @type {Element} */
    let there = isFirst ? row : shown(named.id) ?? row;
    for (let above = row.previousElementSibling; isFirst && above?.matches("h1, h2, h3"); above = above.previousElementSibling)
      if (top(row) - top(above) < innerHeight / 3) there = above;
    there.scrollIntoView({ behavior: "instant" });
  };
  addEventListener("hashchange", arrive);
  addEventListener("load", arrive);

  // --- cards, and the way to a number: by a script that is loaded when it is first needed
  //** @type {PassageCard | undefined} */
  let cards;
  const more = async () => {
    await planbookLoad(new URL("card.css", address).href);
    await planbookLoad(address.href);
    cards = planbookCard; // an error where a browser is too old for it
    return cards;
  };
  // Without it, a number and a note are what they are anyway: links.
  //** @type {(opener: HTMLElement, name: string) => void} */
  const open = (opener, name) => {
    more().then((card) => card.open(opener, name)).catch(() => {
      if (opener instanceof HTMLAnchorElement) location.hash = opener.hash;
    });
  };
  for (const number of document.querySelectorAll(".pb-ref, .footnote-ref")) {
    number.setAttribute("aria-haspopup", "dialog");
    if (number.matches(".pb-ref")) number.setAttribute("role", "button");
  }
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = target.closest(".pb-ref, .footnote-ref");
    const sentence = target.closest("a, button") ? null : target.closest(".pb-row .s");
    const selects = event.detail > 1 || !getSelection()?.isCollapsed;
    if (link instanceof HTMLAnchorElement) {
      event.preventDefault();
      open(link, link.hash.slice(1));
    } else if (sentence && !selects) open(sentence, sentence.id || String(sentence.dataset.s));
    else cards?.close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches?.(".pb-ref")) return;
    event.preventDefault();
    event.target.closest(".pb-ref")?.click();
  });
  const form = bar.querySelector("form");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const [wanted, said] = [form.querySelector("input"), form.querySelector("output")];
    if (wanted && said) more().then((card) => card.go(wanted.value, said)).catch(() => wanted.select());
  });
})();
