// Reading: which language shows, sentences that belong together, and a paragraph's menu.
(() => {
  const bar = document.querySelector(".pb-views");
  if (!bar?.dataset.words || !bar.dataset.facts) return;
  const root = document.documentElement;
  const own = root.lang.slice(0, 2);
  //** @type {MenuWords} */
  const words = JSON.parse(bar.dataset.words);
  //** @type {Facts} */
  const facts = JSON.parse(bar.dataset.facts);

  // --- the view
  //** @type {(view: string | undefined) => Shown} */
  const kind = (view) => (view === "both" ? view : view === own ? "own" : "other");
  //** @param {string | undefined} value */
  const remember = (value) => {
    try { localStorage.setItem("pb-view", String(value)); } catch { /* a browser that keeps nothing */ }
  };
  const buttons = [...bar.querySelectorAll("button")];
  //** @param {string | undefined} value */
  const show = (value) => {
    root.dataset.view = value;
    for (const button of buttons)
      button.setAttribute("aria-pressed", String(kind(button.dataset.view) === value));
  };
  //** @param {string | undefined} view */
  const choose = (view) => {
    const at = passageInView();
    const before = at?.getBoundingClientRect().top ?? 0;
    show(kind(view));
    remember(kind(view));
    const address = new URL(location.href);
    address.searchParams.set("view", String(view));
    history.replaceState(history.state, "", address);
    if (at) scrollBy({ top: at.getBoundingClientRect().top - before, behavior: "instant" });
  };
  // The passage being read stays where it is when rows grow or shrink.
  const passageInView = () =>
    [...document.querySelectorAll(".pb-row")].find((row) => row.getBoundingClientRect().bottom > 80);

  show(root.dataset.view);
  if (new URLSearchParams(location.search).has("view")) remember(root.dataset.view);
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) choose(button.dataset.view);
  });
  // Who reads the other language and changes to its pages wants to go on reading it.
  document.querySelector(".pb-languages")?.addEventListener("click", ({ target }) => {
    const to = target.closest("a")?.hreflang.slice(0, 2);
    if (to && to !== own && root.dataset.view === "other") remember("own");
  });

  // --- sentences that belong together
  //** @type {Element[]} */
  let marked = [];
  //** @param {Element | null} sentence */
  const mark = (sentence) => {
    for (const one of marked) one.classList.remove("pb-marked");
    const row = sentence?.closest(".pb-row");
    marked = row ? [...row.querySelectorAll(`[data-s="${sentence?.getAttribute("data-s")}"]`)] : [];
    for (const one of marked) one.classList.add("pb-marked");
  };
  const content = document.querySelector(".md-content");
  //** @param {{ target: Element }} event */
  const pointed = ({ target }) => {
    const both = root.dataset.view === "both" || target.closest?.(".pb-open");
    mark(both ? target.closest?.(".s") : null);
  };
  content.addEventListener("pointerover", pointed);
  content.addEventListener("focusin", pointed);
  content.addEventListener("pointerleave", () => mark(null));

  // --- a paragraph's menu
  //** @param {Element} element */
  const text = (element) => {
    const copy = element.cloneNode(true);
    for (const note of copy.querySelectorAll("sup, .pb-ref")) note.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  //** @param {HTMLAnchorElement} number */
  const row = (number) => number.closest(".pb-row");
  //** @param {HTMLAnchorElement} number */
  const mine = (number) => text(row(number).querySelector("p:not(.pb-other)"));
  //** @param {HTMLAnchorElement} number */
  const theirs = (number) => text(row(number).querySelector(".pb-other"));
  //** @type {(number: HTMLAnchorElement) => [zh: string, en: string]} */
  const texts = (number) =>
    own === "zh" ? [mine(number), theirs(number)] : [theirs(number), mine(number)];
  //** @param {HTMLAnchorElement} number */
  const address = (number) => {
    const here = new URL(location.href);
    here.search = "";
    here.hash = number.hash;
    return here.href;
  };
  const today = () => {
    const now = new Date();
    //** @param {number} value */
    const two = (value) => String(value).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const long = () =>
    new Date().toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
  //** @type {Record<string, (number: HTMLAnchorElement) => string>} */
  const compose = {
    link: address,
    quotation: (number) => {
      const [zh, en] = texts(number);
      const place = number.textContent;
      return `${zh}\n${en}\n——《${facts.zh}》，${place} · ${facts.en}, ${place} (unofficial English)\n${address(number)}`;
    },
    gbt: (number) =>
      `${facts.zh}：${number.textContent}[EB/OL].[${today()}].${address(number)}.`,
    chicago: (number) =>
      `${facts.en}, para. ${number.textContent}, unofficial English edition, accessed ${long()}, ${address(number)}.`,
    bibtex: (number) =>
      [
        `@misc{${facts.id}-${number.textContent},`,
        `  title = {{${facts.en}}},`,
        `  note = {Para. ${number.textContent}; unofficial English edition; original title: ${facts.zh}},`,
        `  url = {${address(number)}},`,
        `  urldate = {${today()}}`,
        "}",
      ].join("\n"),
  };
  //** @param {string} value */
  const copy = async (value) => {
    try {
      await navigator.clipboard.writeText(value);
      return true;
    } catch {
      // file:// and old browsers: select a field and ask the browser to copy it.
      const field = document.createElement("textarea");
      field.value = value;
      field.className = "pb-hidden";
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  const menu = document.createElement("div");
  menu.className = "pb-menu";
  menu.setAttribute("role", "menu");
  menu.hidden = true;
  const said = document.createElement("p");
  said.className = "pb-said";
  said.setAttribute("role", "status");
  //** @type {HTMLElement[]} */
  const entries = [];
  for (const [name, label] of Object.entries(words.menu)) {
    if (name === "suggest" && !/^https?:/.test(facts.repoUrl)) continue;
    const entry = document.createElement("button");
    entry.type = "button";
    entry.dataset.name = name;
    entry.tabIndex = -1;
    entry.setAttribute("role", "menuitem");
    entry.textContent = label;
    menu.append(entry);
    entries.push(entry);
  }
  document.body.append(said);
  //** @type {HTMLAnchorElement | undefined} */
  let current;
  const close = (back = false) => {
    if (menu.hidden) return;
    menu.hidden = true;
    current?.setAttribute("aria-expanded", "false");
    if (back) current?.focus();
  };
  //** @param {HTMLAnchorElement} number */
  const open = (number) => {
    close();
    current = number;
    row(number).append(menu);
    menu.setAttribute("aria-label", number.getAttribute("aria-label") ?? "");
    menu.hidden = false;
    number.setAttribute("aria-expanded", "true");
    entries[0]?.focus({ preventScroll: true });
    menu.scrollIntoView({ block: "nearest" });
  };
  //** @param {HTMLAnchorElement} number */
  const suggest = (number) => {
    const [chinese, english] = texts(number);
    const query = new URLSearchParams({
      template: "wrong-translation.yml", reference: number.textContent, chinese, english,
    });
    window.open(`${facts.repoUrl}/issues/new?${query}`, "_blank", "noopener");
  };
  //** @param {string | undefined} name */
  const act = async (name) => {
    const number = current;
    close(true);
    if (!number || !name) return;
    if (name === "other") row(number).classList.toggle("pb-open");
    else if (name === "suggest") suggest(number);
    else {
      said.textContent = (await copy(compose[name]?.(number) ?? "")) ? words.copied : words.failed;
      setTimeout(() => { said.textContent = ""; }, 2500);
    }
  };
  for (const number of document.querySelectorAll(".pb-ref")) {
    number.setAttribute("role", "button");
    number.setAttribute("aria-haspopup", "menu");
    number.setAttribute("aria-expanded", "false");
  }
  document.addEventListener("click", (event) => {
    const number = event.target.closest(".pb-ref");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (number && plain) {
      event.preventDefault();
      history.replaceState(history.state, "", number.hash);
      if (current === number && !menu.hidden) close(true);
      else open(number);
    } else if (menu.contains(event.target)) {
      act(event.target.closest("button")?.dataset.name);
    } else close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target instanceof HTMLElement && event.target.matches(".pb-ref")) {
      event.preventDefault();
      event.target.click();
      return;
    }
    if (menu.hidden) return;
    const at = entries.indexOf(document.activeElement);
    //** @type {Record<string, number>} */
    const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const to = places[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries.at(to % entries.length)?.focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close(true);
    } else if (event.key === "Tab") close();
  }, true);
})();
