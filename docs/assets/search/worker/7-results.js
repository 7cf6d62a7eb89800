// Answers as the list of results shows them: groups with titles, places and extracts in HTML, the
// matches marked.
(() => {
  const LENGTH = { zh: 90, en: 210 };
  //** @type {Record<Group["kind"], number>} */
  const SHOWN = { named: 3, passages: 8, pages: 4, terms: 4 }; // in sight; the others unfold

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

  //** @type {(title: string, links: string[], more?: string) => string} */
  const group = (title, links, more = "") =>
    `<li class="pb-group"><h2>${escaped(title)}</h2><ol>` +
    `${links.map((one) => `<li class="md-search-result__item">${one}</li>`).join("")}${more}</ol></li>`;

  //** @type {(field: Field, language: Language) => string} */
  const textOf = (field, language) => (language === "zh" ? field.zh.text : field.en);

  class Results {
    //** @param {Index} index */
    constructor(index) {
      this.words = index.words;
      this.leads = index.leads;
      //** @type {Language} */
      this.own = index.english ? "en" : "zh";
    }

    // The whole list, the group of the best first. `base` is the address of the locale's folder.
    //** @param {Group[]} groups @param {string} base */
    list(groups, base) {
      //** @param {Item} item */
      const link = ({ location, title, above, text, found }) => {
        const url = new URL(location, base);
        if (found.length) url.searchParams.set("h", found.join(" "));
        const place = above.length ? `<p class="pb-above">${above.map(escaped).join(" › ")}</p>` : "";
        const article =
          `<article class="md-search-result__article md-typeset"><h3>${title}</h3>${place}${text ? `<p>${text}</p>` : ""}</article>`;
        return `<a class="md-search-result__link" href="${escaped(url.href)}" tabindex="-1">${article}</a>`;
      };
      return groups.map(({ kind, items }) => {
        const links = items.map(link);
        const rest = links.slice(SHOWN[kind]);
        const unfold = escaped(this.words.more.replace("{}", String(rest.length)));
        const more =
          `<li><details class="md-search-result__more"><summary tabindex="-1"><div>${unfold}</div></summary>` +
          `${rest.join("")}</details></li>`;
        return group(this.words[kind], links.slice(0, SHOWN[kind]), rest.length ? more : "");
      }).join("");
    }

    // Where to go on from when nothing is found: what resembles the query, and the first pages.
    //** @param {string[]} near @param {string} base */
    leadsOn(near, base) {
      //** @param {string} href @param {string} text */
      const link = (href, text) =>
        `<a class="md-search-result__link" href="${escaped(href)}" tabindex="-1">` +
        `<article class="md-search-result__article md-typeset"><h3>${escaped(text)}</h3></article></a>`;
      const words = near.map((word) => link(`?q=${encodeURIComponent(word)}`, word));
      const pages = this.leads.map(([page, title]) => link(new URL(page, base).href, title));
      return (words.length ? group(this.words.near, words) : "") + group(this.words.start, pages);
    }

    // A heading in the page's language, marked if that is where the match is.
    //** @param {Omit<Answer, "rank">} answer @param {number} at */
    heading({ doc, hit }, at) {
      return marked(textOf(doc.fields[at], this.own), hit.language === this.own ? hit.ranges[at] : []);
    }

    //** @param {Answer} answer @returns {Item} */
    document({ doc, hit }) {
      const body = doc.fields.length - 1;
      const { language } = hit;
      // What only a note says is shown as one.
      const noted = doc.notesAt >= 0 && hit.ranges[doc.notesAt].length > 0 && !hit.ranges[body].length;
      const at = noted ? doc.notesAt : body;
      const text = textOf(doc.fields[at], language);
      const html = (noted ? escaped(this.words.note) : "") + extract(text, hit.ranges[at], language);
      const other = language === this.own ? "" : `<span class="pb-other-language">${escaped(this.words.other)}</span> `;
      const number = doc.reference ? `<span class="pb-number">${escaped(doc.reference)}</span> ` : "";
      const title = doc.title.map((at) => this.heading({ doc, hit }, at)).filter(Boolean);
      return {
        location: doc.anchor ? `${doc.page}#${doc.anchor}` : doc.page,
        title: number + title.join(" · "),
        above: doc.above,
        text: other ? `${other}<span lang="${language}">${html}</span>` : html,
        found: this.found(text, hit.ranges[at]),
      };
    }

    // What is marked on arrival: the matches as they stand in the passage.
    //** @param {string} text @param {Span[]} ranges */
    found(text, ranges) {
      const said = merged(ranges).map(([start, end]) => text.slice(start, end).toLowerCase());
      return [...new Set(said)].slice(0, 6);
    }

    // A term by its name here and there; `is`: it is what was asked for.
    //** @param {Entry} entry @param {boolean} is @returns {Item} */
    entry({ anchor, forms, definition }, is) {
      const [zh, en] = [forms.zh[0].text, forms.en[0]];
      const [here, there, tag] = this.own === "en" ? [en, zh, "zh"] : [zh, en, "en"];
      const name = is ? `<mark>${escaped(here)}</mark>` : escaped(here);
      return {
        location: `glossary.html#${anchor}`,
        title: `${name} <span class="pb-other-name" lang="${tag}">${escaped(there)}</span>`,
        above: [],
        text: escaped(definition),
        found: [here],
      };
    }
  }

  Object.assign(self.PlanbookSearch, { Results });
})();
