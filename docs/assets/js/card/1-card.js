// The card of a sentence, a paragraph, or a note, opened where it stands: its counterpart in the
// other language, copies, citations, and its address. Loaded when the first one is opened.
const planbookCard = (() => {
  const lang = planbookLang;
  const locale = lang === "en" || lang === "zh-Hant" ? lang : "zh";
  const chinese = lang === "zh-Hant" ? lang : "zh";
  const words = planbookCardWords.card[locale];
  const small = matchMedia("(width < 45em)");

  //** @type {(name: string, attributes?: Record<string, string>, ...inside: (string | Node)[]) => HTMLElement} */
  const make = (name, attributes = {}, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };

  // --- what is copied
  //** @param {string} language */
  const today = (language) => language === "en"
    ? new Date().toLocaleDateString("en-US", { dateStyle: "long" })
    : new Date().toLocaleDateString("sv"); // as 2025-03-01
  //** @type {(template: string, values: Record<string, string>) => string} */
  const filled = (template, values) => template.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
  // The declared address of the page, or else its own, unless it is a file: nobody else could open it.
  //** @param {Unit} unit */
  const address = (unit) => {
    const declared = document.querySelector('link[rel="canonical"]')?.getAttribute("href");
    if (!declared && !location.protocol.startsWith("http")) return "";
    const here = new URL(declared ?? location.href);
    here.search = "";
    here.hash = unit.name;
    return here.href;
  };
  // In the words of one language: GB/T 7714 is Chinese, Chicago English.
  //** @type {(unit: Unit, language: "zh" | "en" | "zh-Hant") => Record<string, string>} */
  const facts = (unit, language) => ({
    ...planbookPlan[language],
    number: unit.number,
    edition: filled(planbookCardWords.card[language].edition, { version: planbookPlan.version }),
    address: address(unit),
    today: today(language),
  });
  //** @type {(unit: Unit, ...texts: string[]) => string} */
  const quoted = (unit, ...texts) =>
    [...texts, filled(words.source, facts(unit, locale)), address(unit)].filter(Boolean).join("\n");
  //** @type {(unit: Unit, language: "zh" | "en" | "zh-Hant") => string} */
  const cited = (unit, language) => {
    const { citation } = planbookCardWords.card[language];
    return filled(address(unit) ? citation : citation.replace(/[,.] ?\{address\}/, ""), facts(unit, language));
  };
  //** @param {Unit} unit */
  const bibtex = (unit) => {
    const { title, edition, address, number } = facts(unit, locale);
    const { day } = planbookPlan.zh;
    return [
      `@misc{${planbookPlan.id}-${number},`,
      `  title = {{${title}}},`,
      `  year = {${day.slice(0, 4)}},`,
      `  date = {${day}},`,
      `  note = {${number}; ${edition}},`,
      ...(address ? [`  url = {${address}},`] : []),
      `  urldate = {${today("zh")}}`,
      "}",
    ].join("\n");
  };
  //** @type {Record<string, (unit: Unit) => string>} */
  const compose = {
    own: (unit) => quoted(unit, unit.own),
    other: (unit) => quoted(unit, unit.other),
    both: (unit) => quoted(unit, unit.own, unit.other),
    link: address,
    chicago: (unit) => cited(unit, "en"),
    gbt: (unit) => cited(unit, chinese),
    bibtex,
  };
  //** @param {string} value */
  const copy = async (value) => {
    try {
      await navigator.clipboard.writeText(value);
      return true;
    } catch {
      // file:// and old browsers: select a field and ask the browser to copy it.
      const field = make("textarea", { class: "pb-hidden" });
      if (!(field instanceof HTMLTextAreaElement)) return false;
      field.value = value;
      card.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  // --- the passage
  //** @param {Element | null | undefined} element */
  const text = (element) => {
    const copy = element?.cloneNode(true);
    for (const note of copy?.querySelectorAll(".footnote-ref") ?? []) note.remove();
    return copy?.textContent.replace(/\s+/g, " ").trim() ?? "";
  };
  // A table line by line, with tabs between its cells; a head is in the first of its places.
  //** @type {(table: HTMLTableElement, part: string) => string} */
  const lines = (table, part) => {
    //** @type {string[][]} */
    const grid = [...table.rows].map(() => []);
    for (const [at, row] of [...table.rows].entries())
      for (const cell of row.cells) {
        const free = [...grid[at] ?? [], undefined].indexOf(undefined);
        for (let place = 0; place < cell.rowSpan * cell.colSpan; place += 1)
          (grid[at + Math.floor(place / cell.colSpan)] ?? [])[free + (place % cell.colSpan)] = place ? "" : text(cell.querySelector(part) ?? cell);
      }
    return grid.map((line) => line.join("\t")).join("\n");
  };
  // Without a text in the other language, its counterpart is empty; a number needs none.
  //** @type {(name: string) => Unit | undefined} */
  const unitOf = (name) => {
    const element = planbookServed.querySelector(`#${CSS.escape(name)}`);
    const row = element?.closest(".pb-row");
    if (!element || !row) return;
    const table = element.matches("th") ? row.querySelector("table") : null;
    const own = table ? lines(table, ".s") : text(element);
    const there = row.querySelector(element.matches(".s") ? `[data-s="${name}"]` : "p.pb-other:not(.pending)");
    const other = table && row.querySelector(".pb-other") ? lines(table, ".pb-other") : text(there);
    const same = /\p{Script=Han}/u.test(own) ? "" : own;
    return { name, number: name.slice(2).replaceAll("-", "."), own, other: other || same, lang: locale === "en" ? "zh-Hans" : "en" };
  };
  // From sentence to sentence, through all paragraphs of the page.
  //** @type {(name: string, step: 1 | -1) => string | undefined} */
  const beside = (name, step) => {
    const all = [...document.querySelectorAll(".pb-row .s[id]")].map((one) => one.id);
    const at = all.indexOf(name);
    const first = all.findIndex((one) => one.startsWith(`${name}-`));
    return all[at >= 0 ? at + step : step > 0 ? first : first - 1];
  };

  // --- the card
  const card = make("div", { class: "pb-card pb-passage", role: "dialog", tabindex: "-1" });
  const said = make("p", { class: "pb-said", role: "status" });
  document.body.append(said);
  //** @type {HTMLElement | undefined} */
  let opener;
  //** @type {HTMLElement | undefined} */
  let about;
  //** @type {Unit | undefined} */
  let unit;

  //** @type {(name: string, label: string, sign?: string) => HTMLElement} */
  const button = (name, label, sign = "") => {
    const made = make("button", { type: "button", "data-name": name }, sign || label);
    if (sign) made.setAttribute("aria-label", label);
    return made;
  };
  //** @type {(label: string, ...buttons: HTMLElement[]) => HTMLElement} */
  const group = (label, ...buttons) =>
    make("p", { role: "group", "aria-label": label }, make("span", {}, label), ...buttons);
  //** @type {(label: string, ...more: HTMLElement[]) => HTMLElement} */
  const head = (label, ...more) =>
    make("p", { class: "pb-card-name" }, make("strong", {}, label), ...more, button("close", words.close, "×"));

  //** @type {(unit: Unit) => Node[]} */
  const passage = (unit) => {
    const formats = [button("chicago", "Chicago"), button("gbt", "GB/T 7714"), button("bibtex", "BibTeX")];
    const cites = locale === "en" ? formats : [formats[1], formats[0], formats[2]].filter((one) => one !== undefined);
    const copies = [button("own", words.own)];
    if (unit.other) copies.push(button("other", words.other), button("both", words.both));
    if (address(unit)) copies.push(button("link", words.link));
    const isOther = document.documentElement.dataset.view === "other";
    const here = isOther ? unit.own : planbookCardWords.view[locale].untranslated;
    const [text, language] = unit.other && !isOther ? [unit.other, unit.lang] : [here, lang];
    const made = [
      head(unit.number, button("-1", words.previous, "‹"), button("1", words.next, "›")),
      make("p", { class: "pb-card-other", lang: language, translate: "no", tabindex: "0" }, text), // may scroll
      group(words.copy, ...copies),
      group(words.cite, ...cites),
    ];
    if (/^(?:https?|mailto):/.test(planbookPlan.repoUrl)) made.push(make("p", {}, button("suggest", words.suggest)));
    for (const step of /** @type {const} */ ([1, -1]))
      if (!beside(unit.name, step)) made[0]?.querySelector(`[data-name="${step}"]`)?.setAttribute("disabled", "");
    return made;
  };
  //** @type {(link: HTMLElement, name: string) => Node[]} */
  const note = (link, name) => {
    const texts = [...document.getElementById(name)?.querySelectorAll("p") ?? []].map((one) => one.cloneNode(true));
    for (const one of texts) one.querySelector(".footnote-backref")?.remove();
    return [head(link.getAttribute("aria-label") ?? ""), ...texts];
  };

  // Below what it is about, or above it where the window ends; on a phone at its foot, and what
  // it is about moves out from under it.
  //** @param {Element} about */
  const place = (about) => {
    const boxes = [...about.getClientRects()];
    const [first, last] = [boxes[0], boxes.at(-1)];
    if (!first || !last) return;
    if (small.matches) {
      const hidden = last.bottom - card.getBoundingClientRect().top + 8;
      const most = first.top - (document.querySelector(".pb-bar")?.getBoundingClientRect().bottom ?? 0) - 8;
      if (hidden > 0) scrollBy({ top: Math.min(hidden, most), behavior: "instant" });
      return;
    }
    const parent = card.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const above = last.bottom + card.offsetHeight + 16 > innerHeight && first.top > card.offsetHeight + 110;
    const most = document.documentElement.clientWidth - card.offsetWidth - 8;
    card.style.left = `${Math.max(8, Math.min(last.left, most)) - parent.left}px`;
    card.style.top = `${(above ? first.top - card.offsetHeight - 6 : last.bottom + 6) - parent.top}px`;
    card.scrollIntoView({ block: "nearest" });
  };

  // `back`: the focus returns.
  const close = (back = false) => {
    if (!card.isConnected) return;
    planbookCover.closed(leave);
    const inside = card.contains(document.activeElement);
    card.remove();
    delete about?.dataset.open;
    if (opener?.matches("a")) opener.setAttribute("aria-expanded", "false");
    if (back || inside) opener?.focus({ preventScroll: true });
    opener = undefined;
  };
  const leave = () => close(true);
  //** @type {(from: HTMLElement, name: string) => void} */
  const open = (from, name) => {
    const isAgain = opener === from;
    close(true);
    if (isAgain) return;
    if (small.matches) planbookCover.opened(leave);
    opener = from;
    unit = unitOf(name);
    const named = unit && document.getElementById(name);
    about = named?.getClientRects().length ? named : from;
    about.dataset.open = "";
    card.replaceChildren(...(unit ? passage(unit) : note(from, name)));
    card.setAttribute("aria-label", unit ? unit.number : from.getAttribute("aria-label") ?? "");
    if (from.matches("a")) from.setAttribute("aria-expanded", "true");
    else from.tabIndex = -1;
    if (unit) history.replaceState(history.state, "", `#${name}`);
    (from.closest(".pb-row") ?? from.closest("h1, h2, h3, h4, p, li") ?? from).after(card);
    place(about);
    card.focus({ preventScroll: true });
  };

  //** @param {Unit} unit */
  const suggest = (unit) => {
    const texts = locale === "en" ? [unit.other, unit.own] : [unit.own, unit.other];
    const there = planbookSuggestion(unit.number, words.suggest, String(texts[0]), String(texts[1]), address(unit));
    window.open(there, there.startsWith("mailto:") ? "_self" : "_blank", "noopener");
  };
  //** @param {string} name */
  const act = async (name) => {
    if (name === "close") close(true);
    else if (unit && (name === "1" || name === "-1")) {
      const next = document.getElementById(beside(unit.name, name === "1" ? 1 : -1) ?? "");
      if (next) {
        open(next, next.id);
        next.scrollIntoView({ block: "nearest" });
      }
    } else if (unit && name === "suggest") suggest(unit);
    else if (unit) {
      said.textContent = (await copy(compose[name]?.(unit) ?? "")) ? words.copied : words.failed;
      setTimeout(() => { said.textContent = ""; }, 2500);
    }
  };
  card.addEventListener("click", (event) => {
    event.stopPropagation(); // a click outside closes the card, and its buttons change with it
    const name = event.target.closest("button")?.dataset.name;
    if (name) act(name);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !card.isConnected) return;
    event.stopPropagation();
    close(true);
  }, true);
  document.addEventListener("focusin", ({ target }) => {
    if (card.isConnected && !card.contains(target) && target !== opener) close();
  });
  for (const event of /** @type {const} */ (["hashchange", "pagehide"])) addEventListener(event, () => close());

  // --- the way to a number
  //** @type {(wanted: string, answer: HTMLElement) => void} */
  const go = (wanted, answer) => {
    const path = planbookPath(wanted);
    answer.textContent = wanted.trim() && !path ? planbookCardWords.bar[locale].none.replace("{}", () => wanted.trim()) : "";
    const contents = document.querySelector(".pb-where a");
    if (!(path && contents instanceof HTMLAnchorElement)) return;
    close();
    const there = new URL(path, contents.href);
    if (there.pathname !== location.pathname) location.assign(there);
    else if (there.hash === location.hash) {
      document.getElementById(there.hash.slice(1))?.scrollIntoView();
      dispatchEvent(new Event("hashchange"));
    } else location.hash = there.hash;
  };
  // An answer is no longer one when the reader goes elsewhere.
  const answer = document.querySelector(".pb-goto output");
  for (const event of /** @type {const} */ (["click", "hashchange", "pagehide"]))
    addEventListener(event, () => { if (answer) answer.textContent = ""; });

  return { open, close, go };
})();
