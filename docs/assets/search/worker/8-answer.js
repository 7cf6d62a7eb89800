// From a query to the list of results: the matchers asked, their answers weighed and grouped.
(() => {
  const {
    TIER, rank, documents, numbers, words, Chinese, ChineseSynonyms, English, Pinyin, Results,
  } = self.PlanbookSearch;
  const OTHER_LANGUAGE = 0.85;
  // Of a number in other words: less than the query as it stands, more than that in the other language.
  const VALUE = 0.32;
  const APART = 0.25;
  const ABOUT = 1; // a page about the plan comes that much after a passage of it
  const NUMBERED = 99; // above whatever words can score
  const CAPTION = /^(?:table|box|figure|表|图|圖|专栏|專欄)\s*[\d一二三四五六七八九十]+$/i; // is to be found as it stands
  const CUTOFF = 0.1; // of the best
  const MOST = 60;
  const MOST_ENTRIES = 8;
  const MOST_NEAR = 6;
  const LONGEST = 200; // characters of a query that are read: a pasted page would keep a phone busy

  class Search {
    //** @param {Index} index */
    constructor(index) {
      const { folding, passages, entries } = documents(index);
      //** @type {Language} */
      this.own = index.english ? "en" : "zh";
      this.passages = passages;
      this.words = index.words;
      this.results = new Results(index);
      this.synonyms = new ChineseSynonyms(index.zh.synonyms, folding);
      this.chinese = new Chinese(passages, folding, this.synonyms);
      this.english = new English(passages, index.en.synonyms, index.real);
      this.pinyin = new Pinyin(index, passages, entries, folding);
      this.values = passages.map(({ fields }) => {
        const body = /** @type {Field} */ (fields.at(-1));
        return { zh: numbers(body.zh.text), en: numbers(body.en) };
      });
      // All at once, since each text is looked through for many phrases.
      const flat = entries.map(({ forms }) => forms.zh.map(({ flat }) => flat).join("\t")).join("\n");
      const sounds = this.pinyin.say(flat).join("").split("\n");
      //** @type {Known[]} */
      this.entries = entries.map((entry, at) => ({
        ...entry, stems: entry.forms.en.map(stems), sounds: sounds[at].split("\t"),
      }));
    }

    // What the page shows for a query: a list in HTML, and what there is to say about it.
    //** @param {string} typed @param {string} base @returns {Shown} */
    show(typed, base) {
      const query = typed.trim().slice(0, LONGEST);
      if (!query) return { html: "", meta: this.words.type };
      const groups = this.groups(query);
      const count = groups.reduce((sum, { items }) => sum + items.length, 0);
      if (!count) {
        const none = this.words.none.replace("{}", () => query);
        return { html: this.results.leadsOn(this.near(query), base), meta: none };
      }
      const meta = count === 1 ? this.words.one : this.words.count.replace("{}", String(count));
      return { html: this.results.list(groups, base), meta };
    }

    // The results in groups, that of the best first; a term that is the query stands above.
    //** @param {string} query @returns {Group[]} */
    groups(query) {
      const same = this.named(query);
      const hits = this.hits(query, same);
      //** @type {(kind: Group["kind"], some: Answer[]) => Group & { best: number }} */
      const group = (kind, some) => ({
        kind,
        items: some.map((one) => this.results.document(one)),
        best: some[0]?.rank ?? 0,
      });
      const found = [
        group("passages", hits.filter(({ doc }) => doc.reference)),
        group("pages", hits.filter(({ doc }) => !doc.reference)),
      ];
      const alike = this.alike(query).filter((entry) => !same.includes(entry));
      return [
        { kind: /** @type {const} */ ("named"), items: same.slice(0, 3).map((entry) => this.results.entry(entry, true)) },
        ...found.sort((a, b) => b.best - a.best),
        { kind: /** @type {const} */ ("terms"), items: alike.map((entry) => this.results.entry(entry, false)) },
      ].filter(({ items }) => items.length);
    }

    //** @param {string} query @param {Known[]} same @returns {Answer[]} */
    hits(query, same) {
      //** @type {Map<Doc, Answer>} */
      const found = new Map();
      //** @param {Language} language @param {Found} hits @param {number} tier */
      const add = (language, hits, tier = TIER.exact) => {
        for (const [doc, hit] of hits) {
          const score = hit.score * (language === this.own ? 1 : OTHER_LANGUAGE);
          const own = { ...hit, language, score, tier: Math.max(hit.tier, tier) };
          const value = rank(own) - (doc.reference ? 0 : ABOUT);
          if (value > (found.get(doc)?.rank ?? 0)) found.set(doc, { doc, hit: own, rank: value });
        }
      };
      add("zh", this.chinese.search(query));
      add("en", this.english.search(query));
      const numbered = this.numbered(query);
      const said = best(found).filter(({ doc, hit }) =>
        hit.phrase && hit.tier === TIER.exact && !numbered?.some((one) => one.doc === doc));
      if (numbered || (CAPTION.test(query) && said.length)) return [...(numbered ?? []), ...said];
      for (const [language, hits] of this.sameValues(query)) add(language, hits);
      add("zh", this.chinese.bySense(query));
      for (const form of this.otherForms(query, same)) {
        add("zh", this.chinese.search(form), TIER.synonym);
        add("en", this.english.search(form), TIER.synonym);
      }
      for (const part of this.chinese.parts(query))
        for (const form of this.chinese.longForms(part)) add("zh", this.chinese.search(form), TIER.prefix);
      for (const meant of this.bySound(query)) add("zh", this.chinese.search(meant), TIER.typo);
      const hits = best(found);
      return hits.filter((one) => one.rank > hits[0].rank * CUTOFF);
    }

    // The passages that the query numbers, if it is nothing but a number: 2.3.3, 7.1.3.4.5, p-2-3-3-1.
    // A number with one point that numbers nothing may be any number.
    //** @param {string} query @returns {Answer[] | undefined} */
    numbered(query) {
      const { number, isAlone } = planbookNumber(query);
      const levels = number.split(".");
      if (!isAlone || levels.length < 2 || levels.length > 5) return;
      const asked = levels.slice(0, 4).join(".").replace(/(?:\.0)+$/, "");
      const named = this.passages.filter(({ reference }) => `${reference}.`.startsWith(`${asked}.`)).slice(0, MOST);
      if (levels.length === 2 && levels[1] !== "0" && !named.length) return;
      return named.map((doc) => {
        const ranges = doc.fields.map(() => []);
        return { doc, hit: { score: 1, tier: 0, ranges, language: this.own }, rank: NUMBERED };
      });
    }

    // The Chinese that is meant by its sound, if nothing is written that way.
    //** @param {string} query */
    bySound(query) {
      const meant = this.english.knows(query) ? [] : this.pinyin.meant(query);
      const parts = this.chinese.parts(query);
      const mended = parts.map((part) => (this.isKnown(part) ? part : (this.pinyin.homophones(part)[0] ?? part)));
      if (mended.some((part, at) => part !== parts[at])) meant.push(mended.join(" "));
      return meant;
    }

    //** @param {string} part */
    isKnown(part) {
      return this.chinese.count(part) > 0 || this.synonyms.read(part).some(({ wanted }) => wanted.length);
    }

    // Passages with the numbers of the query, however they are written.
    //** @param {string} query */
    sameValues(query) {
      const asked = numbers(query).filter(({ value }) => value >= 10);
      //** @type {[Language, Found][]} */
      const hits = [["zh", new Map()], ["en", new Map()]];
      if (!asked.length) return hits;
      const bare = isBare(query);
      this.passages.forEach((doc, at) => {
        for (const [language, found] of hits) {
          const same = this.values[at][language].filter((one) => asked.some(({ value }) => value === one.value));
          if (!same.length) continue;
          const covered = new Set(same.map(({ value }) => value)).size / asked.length;
          const ranges = doc.fields.map((_, field) =>
            field === doc.fields.length - 1 ? same.map(({ range }) => range) : []);
          found.set(doc, { score: (bare ? VALUE : APART) * covered ** 2, tier: TIER.exact, ranges, phrase: bare && covered === 1 });
        }
      });
      return hits;
    }

    // The terms that are the query, in either language or by sound.
    //** @param {string} query */
    named(query) {
      const flat = this.chinese.flat(query);
      const english = stems(query);
      const said = letters(flat);
      return this.entries.filter(
        ({ forms, stems, sounds }) =>
          forms.zh.some((form) => form.flat === flat && flat) ||
          (english && stems.includes(english)) ||
          (said.length > 3 && sounds.includes(said)),
      );
    }

    // The query with other forms of the terms that it is, or that it names: GDP, 生产总值.
    //** @param {string} query @param {Known[]} same */
    otherForms(query, same) {
      const chinese = /\p{Script=Han}/u.test(query);
      const whole = same.slice(0, 3).flatMap(({ forms, sounds }) =>
        chinese || sounds.includes(letters(query)) ? forms.zh.map(({ text }) => text) : forms.en);
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

    // For a query without results: words that resemble it, in its own script.
    //** @param {string} query */
    near(query) {
      if (!/\p{Script=Han}/u.test(query)) return this.english.near(query).slice(0, MOST_NEAR);
      const flat = new Set(this.chinese.flat(query));
      //** @type {[text: string, shared: number][]} */
      const found = this.entries.map(({ forms: { zh: [{ flat: form, text }] } }) => {
        const shared = [...form].filter((one) => flat.has(one)).length;
        return [text, shared + shared / form.length];
      });
      return found.filter(([, shared]) => shared > flat.size / 2).sort((a, b) => b[1] - a[1]).slice(0, MOST_NEAR).map(([text]) => text);
    }
  }

  //** @param {Map<Doc, Answer>} found */
  const best = (found) => [...found.values()].sort((a, b) => b.rank - a.rank).slice(0, MOST);

  //** @param {string} text */
  const stems = (text) => words(text).map(({ stem }) => stem).join(" ");

  // What is typed of a sound, without tones and blanks.
  //** @param {string} text */
  const letters = (text) =>
    text.normalize("NFD").toLowerCase().replace(/v/g, "u").replace(/\p{M}|[^\p{L}\p{N}]/gu, "");

  // True of a query that is little else than a number.
  //** @param {string} query */
  function isBare(query) {
    const said = query.replace(/[\s,.]/g, "");
    return numbers(query).reduce((sum, { range }) => sum + range[1] - range[0], 0) / Math.max(said.length, 1) > 0.6;
  }

  Object.assign(self.PlanbookSearch, { Search });
})();
