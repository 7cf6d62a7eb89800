// From a query to what Material shows: the matchers asked, their answers weighed and grouped.
(() => {
  const { documents, numbers, words, Chinese, English, Pinyin, Results } = self.PlanbookSearch;
  const OTHER_LANGUAGE = 0.85;
  const BY_SOUND = 0.9;
  const OTHER_FORM = 0.95;
  const LONG_FORM = 0.8;
  const SAME_VALUE = 9;
  const NUMBERED = 99; // above whatever words can score
  const NUMBER = /^\s*(?:[a-z]-)?(\d+(?:[.-]\d+){1,4})\s*$/i;
  const CUTOFF = 0.12; // of the best score
  const MOST = 60;
  const MOST_ENTRIES = 8;

  class Search {
    //** @param {Index} index */
    constructor(index) {
      const { fold, passages, entries } = documents(index);
      //** @type {Language} */
      this.own = index.english ? "en" : "zh";
      this.passages = passages;
      this.results = new Results(index);
      this.chinese = new Chinese(passages, fold);
      this.english = new English(passages);
      this.pinyin = new Pinyin(index, passages, entries, fold);
      this.values = passages.map(({ fields }) => {
        const body = /** @type {Field} */ (fields.at(-1));
        return { zh: numbers(body.zh.text), en: numbers(body.en) };
      });
      //** @type {Known[]} */
      this.entries = entries.map((entry) => ({
        ...entry,
        stems: entry.forms.en.map(stems),
        sounds: entry.forms.zh.map(({ flat }) => this.pinyin.say(flat).join("")),
      }));
    }

    // Material's `data` of a RESULT.
    //** @param {string} query */
    answer(query) {
      if (!query.trim()) return { items: [] };
      const same = this.named(query);
      const hits = this.hits(query, same);
      const best = hits[0]?.hit.score ?? 1;
      //** @type {Map<string, Answer[]>} */
      const pages = new Map();
      for (const one of hits) {
        if (one.hit.score < best * CUTOFF) break;
        pages.set(one.doc.page, [...(pages.get(one.doc.page) ?? []), one]);
      }
      const items = [...pages.values()].map((some) => this.results.page(some));
      const alike = this.alike(query).filter((entry) => !same.includes(entry));
      // After the first pages: who types a term finds its entry on top anyway.
      if (alike.length) items.splice(3, 0, this.results.glossary(alike, best / 2));
      return { items: [...same.slice(0, 3).map((entry) => this.results.top(entry, best * 2)), ...items] };
    }

    //** @param {string} query @param {Known[]} same @returns {Answer[]} */
    hits(query, same) {
      //** @type {Map<Doc, Answer["hit"]>} */
      const found = new Map();
      //** @param {Language} language @param {number} share @param {Found} hits */
      const add = (language, share, hits) => {
        for (const [doc, hit] of hits) {
          const score = hit.score * share * (language === this.own ? 1 : OTHER_LANGUAGE);
          if (score > (found.get(doc)?.score ?? 0)) found.set(doc, { ...hit, language, score });
        }
      };
      add(this.own, 1, this.numbered(query));
      add("zh", 1, this.chinese.search(query));
      add("en", 1, this.english.search(query));
      for (const [language, hits] of this.sameValues(query)) add(language, 1, hits);
      for (const meant of this.bySound(query)) add("zh", BY_SOUND, this.chinese.search(meant));
      for (const part of this.chinese.parts(query))
        for (const form of this.chinese.longForms(part)) add("zh", LONG_FORM, this.chinese.search(form));
      for (const form of this.otherForms(query, same)) {
        add("zh", OTHER_FORM, this.chinese.search(form));
        add("en", OTHER_FORM, this.english.search(form, true));
      }
      return [...found]
        .map(([doc, hit]) => ({ doc, hit }))
        .sort((a, b) => b.hit.score - a.hit.score)
        .slice(0, MOST);
    }

    // The passages that the query numbers: 2.3.3, 7.1.3.4.5, p-2-3-3-1.
    //** @param {string} query @returns {Found} */
    numbered(query) {
      const asked = NUMBER.exec(query)?.[1].split(/[.-]/).slice(0, 4).join(".");
      const named = asked ? this.passages.filter(({ reference }) => `${reference}.`.startsWith(`${asked}.`)) : [];
      return new Map(named.map((doc, at) => [doc, { score: NUMBERED - at / 100, ranges: doc.fields.map(() => []) }]));
    }

    //** @param {string} query */
    bySound(query) {
      const meant = this.pinyin.meant(query);
      const parts = this.chinese.parts(query);
      const mended = parts.map((part) => (this.chinese.count(part) ? part : (this.pinyin.homophones(part)[0] ?? part)));
      if (mended.some((part, at) => part !== parts[at])) meant.push(mended.join(" "));
      return meant;
    }

    // Passages with the numbers of the query, however they are written.
    //** @param {string} query */
    sameValues(query) {
      const asked = numbers(query).filter(({ value }) => value >= 10);
      //** @type {[Language, Found][]} */
      const hits = [["zh", new Map()], ["en", new Map()]];
      this.passages.forEach((doc, at) => {
        for (const [language, found] of hits) {
          const same = this.values[at][language].filter((one) => asked.some(({ value }) => value === one.value));
          const covered = new Set(same.map(({ value }) => value)).size / asked.length;
          const ranges = doc.fields.map((_, field) =>
            field === doc.fields.length - 1 ? same.map(({ range }) => range) : []);
          if (same.length) found.set(doc, { score: SAME_VALUE * covered ** 2 * this.bare(query) * doc.share, ranges });
        }
      });
      return hits;
    }

    // How much of a query is number: 1 if it is nothing else.
    //** @param {string} query */
    bare(query) {
      const said = query.replace(/[\s,.]/g, "");
      return numbers(query).reduce((sum, { range }) => sum + range[1] - range[0], 0) / Math.max(said.length, 1) > 0.6 ? 1 : 0.4;
    }

    // The terms that are the query, in either language or by sound.
    //** @param {string} query */
    named(query) {
      const flat = this.chinese.flat(query);
      const english = stems(query);
      const letters = flat.normalize("NFD").replace(/v/g, "u").replace(/\p{M}/gu, "");
      return this.entries.filter(
        ({ forms, stems, sounds }) =>
          forms.zh.some((form) => form.flat === flat && flat) ||
          (english && stems.includes(english)) ||
          (letters.length > 3 && sounds.includes(letters)),
      );
    }

    // The query with other forms of the terms that it is, or that it names: GDP, 生产总值.
    //** @param {string} query @param {Known[]} same */
    otherForms(query, same) {
      const chinese = /\p{Script=Han}/u.test(query);
      const whole = same.slice(0, 3).flatMap(({ forms }) => (chinese ? forms.zh.map(({ text }) => text) : forms.en));
      const runs = query.match(/\p{Script=Han}+|[A-Za-z][\w.-]*|\S/gu) ?? [];
      const named = runs.map((run) => (chinese && /^[A-Za-z]{2}/.test(run) && this.named(run)[0]?.forms.zh[0].text) || run);
      const mixed = named.some((run, at) => run !== runs[at]) ? [named.join(" ")] : [];
      return [...whole, ...mixed].filter((form) => form.toLowerCase() !== query.toLowerCase());
    }

    // The terms that have the query in them, the closest first.
    //** @param {string} query */
    alike(query) {
      const flat = this.chinese.parts(query).join("");
      const english = stems(query);
      //** @param {Known} entry */
      const close = ({ forms, stems, definition }) => Math.max(
        ...forms.zh.map((form) => (flat.length > 1 && form.flat.includes(flat) ? flat.length / form.flat.length : 0)),
        ...stems.map((form) => (english && ` ${form} `.includes(` ${english} `) ? english.length / form.length : 0)),
        query.length > 3 && definition.toLowerCase().includes(query.toLowerCase()) ? 0.01 : 0,
      );
      return this.entries
        .map((entry) => ({ entry, share: close(entry) }))
        .filter(({ share }) => share)
        .sort((a, b) => b.share - a.share)
        .slice(0, MOST_ENTRIES)
        .map(({ entry }) => entry);
    }
  }

  //** @param {string} text */
  const stems = (text) => words(text).map(({ stem }) => stem).join(" ");

  Object.assign(self.PlanbookSearch, { Search });
})();
