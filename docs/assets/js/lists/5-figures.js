// The figures are filtered as you type, by theme, kind and chapter, and put in another order.
(() => {
  const rows = [...document.querySelectorAll('.md-typeset li[id^="f-"]')];
  if (!rows.length) return;
  const words = PlanbookFilter.inWords(planbookListWords.filter_figures);

  // Kind and theme are the first two facts of a row.
  //** @type {(row: HTMLElement, at: number) => string} */
  const fact = (row, at) => row.querySelectorAll("em")[at]?.textContent ?? "";
  //** @param {number} at */
  const known = (at) => [...new Set(rows.map((row) => fact(row, at)))].map((name) => [name, name]);
  const theme = PlanbookFilter.choice(words.theme, [["", words.themes], ...known(1)], (row, value) => fact(row, 1) === value);
  const kind = PlanbookFilter.choice(words.kind, [["", words.kinds], ...known(0)], (row, value) => fact(row, 0) === value);

  const places = rows.map((row) => row.parentElement);
  const lists = [...new Set(places)];
  const headings = lists.map((list) => list.previousElementSibling);
  //** @param {HTMLElement} heading */
  const name = (heading) => heading.firstChild?.textContent?.trim() ?? "";
  const chapters = headings.map((heading) => [heading.id.replace("chapter", "f"), name(heading)]);
  const chapter = PlanbookFilter.choice(words.chapter, [["", words.chapters], ...chapters], (row, value) => row.id.startsWith(`${value}-`));

  const order = PlanbookFilter.choice(words.order, [["", words.text], ["value", words.value], ["theme", words.byTheme]]);
  const { form, filter } = PlanbookFilter.over({
    rows, words, key: (row) => row.textContent, choices: [theme, kind, chapter, order],
  });

  // Other orders have headings and lists of their own, behind the chapters, which are hidden.
  const other = document.createElement("div");
  lists.at(-1)?.after(other);
  //** @type {Record<string, (row: HTMLElement) => string | undefined>} */
  const groups = {
    value: (row) => row.dataset.unit,
    theme: (row) => fact(row, 1),
  };
  const arrange = () => {
    const group = groups[order.select.value];
    for (const one of [...lists, ...headings]) one.hidden = Boolean(group);
    other.replaceChildren();
    if (group) {
      for (const [title, members] of grouped(group)) {
        const heading = document.createElement("h2");
        heading.textContent = title ?? "";
        const list = document.createElement("ul");
        list.append(...members);
        other.append(heading, list);
      }
    } else {
      for (const [at, row] of rows.entries()) places[at]?.append(row);
    }
    filter();
  };
  //** @param {(row: HTMLElement) => string | undefined} group */
  const grouped = (group) => {
    //** @type {Map<string | undefined, HTMLElement[]>} */
    const found = new Map();
    for (const row of rows) found.set(group(row), [...(found.get(group(row)) ?? []), row]);
    if (order.select.value === "value")
      for (const members of found.values()) members.sort((a, b) => Number(b.dataset.value) - Number(a.dataset.value));
    return [...found].sort(([, a], [, b]) => b.length - a.length);
  };
  order.select.addEventListener("change", arrange);

  // Who follows a link to a figure or a chapter sees it, whatever was chosen before.
  const show = () => {
    const goal = document.getElementById(location.hash.slice(1));
    if (!goal?.hidden) return;
    form.reset();
    arrange();
    goal.scrollIntoView();
  };
  addEventListener("hashchange", show);

  document.querySelector(".figures-data").after(form);
  arrange();
})();
