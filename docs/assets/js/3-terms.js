// A card for each marked term: on hover, on focus by keyboard, on the first tap. What it
// shows comes from one script a language, loaded when the first card is opened. Without it
// a term is what it is anyway: a link to its entry in the glossary.
(() => {
  const TERMS = '.md-content a[href*="/glossary/"][href*="#t-"]';
  //** @type {HTMLElement | undefined} */
  let card;
  //** @type {HTMLAnchorElement | undefined} */
  let term;
  //** @type {number | undefined} */
  let timer;
  //** @type {string | undefined} */
  let pointer;

  //** @type {(target: Element) => HTMLAnchorElement | null} */
  const termAt = (target) => target.closest?.(TERMS);

  // The list calls this function; it knows by which script element.
  window.planbookTerms = (list) => {
    if (document.currentScript) document.currentScript.list = list;
  };

  //** @type {(name: string, text: string | Node, attributes?: Record<string, string>) => HTMLElement} */
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.append(text);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  //** @type {(card: HTMLElement, link: HTMLAnchorElement, words: TermList["words"], row: TermRow) => void} */
  const fill = (card, link, words, [name, there, reading, definition, confidence]) => {
    const head = make("p", make("strong", name), { class: "pb-card-name" });
    if (reading) head.append(" ", make("i", reading, { lang: "zh-Latn" }));
    const foot = make("p", `${words.confidence[confidence]} · `, { class: "pb-card-foot" });
    foot.append(make("a", words.entry, { href: link.href }));
    const other = make("p", there, { class: "pb-card-other", lang: words.other });
    card.replaceChildren(head, other, make("p", definition), foot);
    card.setAttribute("aria-label", name);
  };

  // Below the term, or above it where the window ends; never beyond its sides.
  //** @type {(card: HTMLElement, link: HTMLAnchorElement) => void} */
  const place = (card, link) => {
    const boxes = [...link.getClientRects()];
    const [first, last] = [boxes[0], boxes.at(-1)];
    if (!first || !last) return;
    const above = last.bottom + card.offsetHeight + 16 > innerHeight && first.top > card.offsetHeight + 64;
    const box = above ? first : last;
    const most = document.documentElement.clientWidth - card.offsetWidth - 8;
    card.style.left = `${Math.max(8, Math.min(box.left, most)) + scrollX}px`;
    card.style.top = `${(above ? box.top - card.offsetHeight - 6 : box.bottom + 6) + scrollY}px`;
  };

  const close = () => {
    clearTimeout(timer);
    if (!term) return;
    if (card?.contains(document.activeElement)) term.focus();
    term.removeAttribute("aria-expanded");
    term.removeAttribute("aria-describedby");
    if (card) card.hidden = true;
    term = undefined;
  };

  //** @param {HTMLAnchorElement} link */
  const open = async (link) => {
    clearTimeout(timer);
    if (term === link) return;
    close();
    term = link;
    const { list } = await planbookLoad(new URL("../terms.js", link.href).href);
    const row = list?.terms[link.hash.slice(3)];
    if (term !== link || !list || !row) return;
    if (!card) {
      card = make("div", "", { class: "pb-card", id: "pb-card", role: "dialog" });
      document.body.append(card);
    }
    fill(card, link, list.words, row);
    link.removeAttribute("title"); // the card says more, and two boxes would overlap
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-describedby", card.id);
    card.hidden = false;
    place(card, link);
  };

  //** @type {(act: () => unknown, wait: number) => void} */
  const soon = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };

  // A list that cannot be had leaves plain links.
  //** @param {HTMLAnchorElement} link */
  const tryOpen = (link) => open(link).catch(close);

  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    if (!card?.contains(event.target) && termAt(event.target) !== term) close();
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = termAt(event.target);
    if (link) soon(() => tryOpen(link), 120);
    else if (card?.contains(event.target)) clearTimeout(timer);
    else if (term && document.activeElement !== term) soon(close, 250);
    else if (!term) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const link = termAt(event.target);
    if (link?.matches(":focus-visible")) tryOpen(link);
    else if (!card?.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    pointer = undefined;
    if (event.key === "Escape") close();
  });
  document.addEventListener("click", (event) => {
    const link = termAt(event.target);
    if (!link || pointer !== "touch" || term === link) return;
    event.preventDefault();
    open(link).catch(() => location.assign(link.href));
  });
  addEventListener("resize", close);
})();
