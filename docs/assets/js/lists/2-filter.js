// What the filtered lists share: a form over the list, and what fits stays in sight. A text is
// found in either script, with or without the tones of pinyin. Without it the whole list
// stands there.
const PlanbookFilter = (() => {
  // Loaded when somebody goes to a filter: two strings, of Traditional and Simplified characters.
  const address = new URL("search/folding.js", document.currentScript?.src).href;
  //** @type {Map<string, string | undefined>} */
  let table = new Map();
  window.planbookFolding = (variants, plain) => {
    const simple = [...plain];
    table = new Map([...variants].map((one, at) => [one, simple[at]]));
  };

  //** @param {string} text */
  const folded = (text) =>
    text.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f\s'’“”·-]/g, "")
      .replace(/[\u3400-\u9fff]/g, (one) => table.get(one) ?? one);

  //** @type {<Words>(all: Record<"zh" | "en" | "zh-Hant", Words>) => Words} */
  const inWords = (all) => {
    const lang = planbookLang;
    if (lang === "zh-Hant") return all[lang];
    return lang.startsWith("zh") ? all.zh : all.en;
  };

  //** @type {(text: string, control: HTMLElement) => HTMLLabelElement} */
  const label = (text, control) => {
    const element = document.createElement("label");
    const name = document.createElement("span");
    name.textContent = text;
    element.append(name, control);
    return element;
  };

  // A choice among [value, name], the first of which is what stands there at the beginning.
  //** @type {(text: string, options: string[][], fits?: Choice["fits"]) => Choice} */
  const choice = (text, options, fits) => {
    const select = document.createElement("select");
    select.append(...options.map(([value, name]) => new Option(name, value)));
    return { select, element: label(text, select), fits };
  };

  // `key` gives the text of a row that is searched; `choices` are made by `choice`, each with
  // `fits(row, value)`, asked when its value is not empty. Gives the form and `filter`.
  //** @param {Filtered} list */
  const over = ({ rows, words, key, choices }) => {
    const query = document.createElement("input");
    Object.assign(query, { type: "search", placeholder: words.hint, autocomplete: "off", spellcheck: false });
    const count = document.createElement("p");
    count.setAttribute("role", "status");
    const form = document.createElement("form");
    form.className = "pb-filter";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", words.find);
    form.append(label(words.find, query), ...choices.map(({ element }) => element), count);

    // Whoever comes back finds what was asked for.
    const fields = [query, ...choices.map(({ select }) => select)];
    for (const [at, value] of Object.entries(history.state?.filter ?? [])) fields[Number(at)].value = value;
    const keep = () => history.replaceState({ ...history.state, filter: fields.map(({ value }) => value) }, "");

    let keys = rows.map((row) => folded(key(row)));
    const first = () => rows.filter((row) => !row.hidden).sort(
      // biome-ignore lint/suspicious/noBitwiseOperators: positions are bits of a number
      (a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1),
    )[0]?.querySelector("a");
    const filter = () => {
      const wanted = folded(query.value);
      const asked = choices.filter(({ select, fits }) => fits && select.value);
      rows.forEach((row, at) => {
        row.hidden = !keys[at]?.includes(wanted) || !asked.every(({ select, fits }) => fits?.(row, select.value));
      });
      for (const list of new Set(rows.map((row) => row.parentElement))) {
        if (!list) continue;
        list.hidden = !list.querySelector("li:not([hidden])");
        const heading = list.previousElementSibling;
        if (heading instanceof HTMLElement && heading.matches("h2")) heading.hidden = list.hidden;
      }
      const left = rows.filter((row) => !row.hidden).length;
      count.textContent = left ? `${left} / ${rows.length}` : words.none;
    };
    form.addEventListener("input", () => {
      filter();
      keep();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      first()?.focus();
    });
    let isFolded = false;
    const fold = async () => {
      if (isFolded) return;
      try { await planbookLoad(address); } catch { return; } // without it each script finds its own
      isFolded = true;
      keys = rows.map((row) => folded(key(row)));
      filter();
    };
    query.addEventListener("focus", fold);
    if (query.value) fold();
    query.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return; // in Safari only the latter
      if (event.key === "ArrowDown") {
        event.preventDefault();
        first()?.focus();
      } else if (event.key === "Escape" && query.value) {
        query.value = "";
        filter();
        keep();
      }
    });
    return { form, filter };
  };

  return { inWords, choice, over };
})();
