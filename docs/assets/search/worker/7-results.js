// Hits as Material shows them: groups of a page and its passages, with titles and extracts in
// HTML, the matches marked.
(() => {
  const LENGTH = { zh: 90, en: 210 };
  const SHOWN = 3; // passages of a page in sight; the others unfold

  //** @param {string} text */
  const escaped = (text) => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

  //** @type {(ranges: Span[]) => Span[]} */
  function merged(ranges) {
    //** @type {Span[]} */
    const found = [];
    for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      const last = found.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else found.push([start, end]);
    }
    return found;
  }

  //** @type {(text: string, ranges: Span[], from?: number, to?: number) => string} */
  function marked(text, ranges, from = 0, to = text.length) {
    let html = "";
    let at = from;
    for (const [start, end] of merged(ranges)) {
      if (end <= from || start >= to) continue;
      const [a, b] = [Math.max(start, from), Math.min(end, to)];
      html += `${escaped(text.slice(at, a))}<mark>${escaped(text.slice(a, b))}</mark>`;
      at = b;
    }
    return html + escaped(text.slice(at, to));
  }

  // The stretch of a text in which most is marked, from the beginning of a clause.
  //** @type {(text: string, ranges: Span[], language: Language) => string} */
  function extract(text, ranges, language) {
    const length = LENGTH[language];
    const found = merged(ranges);
    let [best, most] = [0, -1];
    for (const [start] of found) {
      const sum = found.reduce((sum, [a, b]) => sum + (a >= start && b <= start + length * 0.8 ? b - a : 0), 0);
      if (sum > most) [best, most] = [start, sum];
    }
    let from = 0;
    if (best > length * 0.3) {
      const before = text.slice(Math.max(0, best - length * 0.4), best);
      const clause = Math.max(...["。", "，", "；", ". ", ", ", "; "].map((mark) => before.indexOf(mark) + mark.length));
      const cut = clause > 2 || "。，；".includes(before[clause - 1]) ? clause : before.indexOf(" ") + 1;
      from = best - before.length + Math.max(0, Math.min(cut, before.length));
    }
    let to = Math.min(text.length, from + length);
    if (language === "en" && to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
    return (from ? "…" : "") + marked(text, ranges, from, to) + (to < text.length ? "…" : "");
  }

  //** @type {(field: Field, language: Language) => string} */
  const textOf = (field, language) => (language === "zh" ? field.zh.text : field.en);

  class Results {
    //** @param {Index} index */
    constructor(index) {
      this.words = index.words;
      //** @type {Language} */
      this.own = index.english ? "en" : "zh";
    }

    // A heading in the page's language, marked if that is where the match is.
    //** @param {Answer} answer @param {number} at */
    heading({ doc, hit }, at) {
      return marked(textOf(doc.fields[at], this.own), hit.language === this.own ? hit.ranges[at] : []);
    }

    //** @param {Answer} answer */
    passage({ doc, hit }) {
      const body = doc.fields.length - 1;
      const { language } = hit;
      const text = textOf(doc.fields[body], language);
      const html = extract(text, hit.ranges[body], language);
      const other = language === this.own ? "" : `<span class="pb-other-language">${escaped(this.words.other)}</span> `;
      const tag = language === "en" ? "en" : "zh";
      const number = doc.reference ? `<span class="pb-number">${escaped(doc.reference)}</span> ` : "";
      return {
        location: doc.anchor ? `${doc.page}#${doc.anchor}` : doc.page,
        title: number + doc.title.map((at) => this.heading({ doc, hit }, at)).join(" "),
        text: other ? `${other}<span lang="${tag}">${html}</span>` : html,
        terms: this.terms(doc, hit),
        score: hit.score,
      };
    }

    // What is marked on arrival: the matches as they stand in the passage.
    //** @param {Doc} doc @param {Answer["hit"]} hit @returns {Item["terms"]} */
    terms({ fields }, { ranges, language }) {
      const body = fields.length - 1;
      const text = textOf(fields[body], language);
      const found = merged(ranges[body]).map(([start, end]) => text.slice(start, end).toLowerCase());
      return Object.fromEntries([...new Set(found)].slice(0, 6).map((one) => [one, true]));
    }

    // A page with its passages. Material shows those that score as high as the first; the page
    // comes last and scores 0, so that Enter leads to the passage.
    //** @param {Answer[]} hits */
    page(hits) {
      const [{ doc, hit }] = hits;
      const shown = hits.map(({ doc, hit }, at) => {
        const item = this.passage({ doc, hit });
        return at < SHOWN ? { ...item, score: hits[0].hit.score } : item;
      });
      const title = doc.pageField < 0 ? escaped(doc.pageTitle) : this.heading({ doc, hit }, doc.pageField);
      const article = this.article(doc.page, title, shown[0].terms);
      return [...shown.filter(({ location }) => location.includes("#")), article];
    }

    //** @param {string} location @param {string} title @param {Item["terms"]} terms @returns {Item} */
    article(location, title, terms) {
      return { location, title, text: "", terms, score: 0 };
    }

    //** @param {Entry} entry */
    names(entry) {
      const [zh, en] = [entry.forms.zh[0].text, entry.forms.en[0]];
      const [here, there, tag] = this.own === "en" ? [en, zh, "zh"] : [zh, en, "en"];
      return [escaped(here), `<span class="pb-other-name" lang="${tag}">${escaped(there)}</span>`];
    }

    //** @param {Entry} entry @param {number} score @returns {Item} */
    entry(entry, score) {
      const [title, other] = this.names(entry);
      const text = `${other} · ${escaped(entry.definition)}`;
      const { zh, en } = entry.forms;
      const terms = { [this.own === "zh" ? zh[0].text : en[0]]: true };
      return { location: `glossary.html#${entry.anchor}`, title, text, terms, score };
    }

    // An entry that is the query: alone, without the glossary as its page above it. Material
    // shows the only item of a group as a page would be, with its title and no extract.
    //** @param {Entry} entry @param {number} score */
    top(entry, score) {
      const [title, other] = this.names(entry);
      const label = `<span class="pb-glossary">${escaped(this.words.glossary)}</span>`;
      const definition = `<span class="pb-definition">${escaped(entry.definition)}</span>`;
      return [{ ...this.entry(entry, score), title: `${label} <mark>${title}</mark> ${other}${definition}`, text: "" }];
    }

    //** @param {Entry[]} entries @param {number} score */
    glossary(entries, score) {
      const items = entries.map((entry, at) => this.entry(entry, at < SHOWN ? score : score / 2));
      return [...items, this.article("glossary.html", escaped(this.words.glossary), items[0].terms)];
    }
  }

  Object.assign(self.PlanbookSearch, { Results });
})();
