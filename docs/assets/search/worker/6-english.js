// English by stems, on MiniSearch: it finds and weighs words and beginnings of words (BM25+).
// Phrases, nearness and mistyped words are seen to here.
(() => {
  const { stem, distance } = self.PlanbookSearch;
  const STOP = new Set(
    ("a an and are as at be been by for from has have how if in into is it its of on or such that the their there " +
      "these this those to was were what when where which who whom whose why will with does do did can about").split(" "),
  );
  const WORD = /\d[\d,]*(?:\.\d+)?[a-z]*|[\p{L}\p{N}]+(?:['’](?!s\b)\p{L}+)?/gu;
  const PHRASE = 10;
  const SCATTERED = 8;
  const TYPO = 0.8;

  // The words of a text: [{ stem, word, range }], without those that say nothing.
  //** @type {Parts["words"]} */
  function words(text, all = false) {
    const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    if (plain.length !== text.length) return words(plain, all);
    return [...plain.matchAll(WORD)]
      .map((found) => {
        const word = /^\d/.test(found[0]) ? found[0].replaceAll(",", "") : found[0].replace(/['’]/g, "");
        //** @type {Span} */
        const range = [found.index, found.index + found[0].replace(/,$/, "").length];
        return { word, stem: stem(word), range };
      })
      .filter(({ word }) => all || !STOP.has(word));
  }

  class English {
    //** @param {Doc[]} docs */
    constructor(docs) {
      this.docs = docs;
      this.words = docs.map((doc) => doc.fields.map(({ en }) => words(en)));
      //** @type {Map<string, string>} */
      this.stems = new Map();
      //** @type {Map<string, number>} */
      this.counts = new Map();
      for (const fields of this.words) {
        for (const { word, stem } of fields.flat()) this.stems.set(word, stem);
        for (const one of new Set(fields.flat().map(({ stem }) => stem)))
          this.counts.set(one, (this.counts.get(one) ?? 0) + 1);
      }
      //** @type {MiniSearch} */
      this.library = new MiniSearch({
        fields: ["head", "text"],
        tokenize: (text) => text.split(" "),
        processTerm: (term) => term,
        searchOptions: { boost: { head: 3 }, combineWith: "OR" },
      });
      this.library.addAll(
        this.words.map((fields, id) => {
          //** @param {Token[][]} some */
          const said = (some) => some.flat().map(({ stem }) => stem).join(" ");
          return { id, head: said(fields.slice(0, -1)), text: said(fields.slice(-1)) };
        }),
      );
    }

    //** @param {string} stem */
    rarity(stem) {
      return Math.log(1 + this.docs.length / (1 + (this.counts.get(stem) ?? 0)));
    }

    // The stems that a word of the query may stand for: itself, what it begins, what was meant.
    //** @param {Token} token @param {boolean} exactly @returns {{ stems: Set<string>, share: number }} */
    meant({ word, stem }, exactly) {
      if (this.counts.has(stem) || exactly) return { stems: new Set(this.counts.has(stem) ? [stem] : []), share: 1 };
      const begun = [...this.stems].filter(([one]) => word.length > 2 && one.startsWith(word)).map(([, found]) => found);
      if (begun.length) return { stems: new Set(begun), share: 1 };
      const most = word.length > 7 ? 2 : word.length > 4 ? 1 : 0;
      if (!most || /\d/.test(word)) return { stems: new Set(), share: 0 };
      //** @type {[number, string[]]} */
      let [nearest, near] = [most + 1, []];
      for (const [one, found] of this.stems) {
        const away = distance(word, one, most);
        if (away < nearest) [nearest, near] = [away, []];
        if (away === nearest && away <= most) near.push(found);
      }
      return { stems: new Set(near), share: near.length ? TYPO : 0 };
    }

    // By document: how well it answers, and where ({ score, ranges: per field }). `exactly`:
    // neither beginnings of words nor mistyped ones.
    //** @param {string} query */
    search(query, exactly = false) {
      const said = words(query).length ? words(query) : words(query, true);
      if (!said.length) return new Map();
      const meant = said.map((one) => this.meant(one, exactly));
      const known = meant.filter(({ stems }) => stems.size);
      if (!known.length) return new Map();
      const weights = meant.map(({ stems }, at) =>
        Math.max(this.rarity(said[at].stem), 0.1) * (stems.size ? 1 : 0.7));
      const total = weights.reduce((a, b) => a + b);
      const sets = meant.map(({ stems }) => stems);
      const share = meant.reduce((a, one) => a * (one.share || 1), 1);
      const terms = [...new Set(sets.flatMap((one) => [...one]))];
      const results = this.library.search(terms.join(" "));
      const top = results[0]?.score ?? 1;
      //** @type {Found} */
      const found = new Map();
      for (const { id, score } of results) {
        const [doc, fields] = [this.docs[id], this.words[id]];
        const hit =
          (known.length === meant.length && this.phrase(doc, fields, sets)) ||
          this.scattered(fields, sets, weights, total, score / top);
        if (hit) found.set(doc, { ...hit, score: hit.score * share * doc.share });
      }
      return found;
    }

    //** @param {Doc} doc @param {Token[][]} fields @param {Set<string>[]} sets @returns {Hit | undefined} */
    phrase(doc, fields, sets) {
      let score = 0;
      const ranges = fields.map((tokens, at) => {
        const { weight } = doc.fields[at];
        //** @type {Span[]} */
        const found = [];
        for (let start = 0; start + sets.length <= tokens.length; start++)
          if (sets.every((set, i) => set.has(tokens[start + i].stem)))
            found.push([tokens[start].range[0], tokens[start + sets.length - 1].range[1]]);
        if (found.length) {
          const close = sets.length / tokens.length;
          const many = Math.log2(found.length);
          score += weight * PHRASE * (weight === 1 ? 1 + 0.15 * many + 0.2 * close : 0.5 + 0.5 * close);
        }
        return found;
      });
      return score ? { score, ranges, phrase: true } : undefined;
    }

    //** @param {Token[][]} fields @param {Set<string>[]} sets @param {number[]} weights @param {number} total @param {number} share @returns {Hit | undefined} */
    scattered(fields, sets, weights, total, share) {
      const present = sets.map((set) => fields.some((tokens) => tokens.some(({ stem }) => set.has(stem))));
      const covered = weights.reduce((sum, weight, at) => sum + (present[at] ? weight : 0), 0) / total;
      if (!covered) return;
      const some = sets.filter((_, at) => present[at]);
      const near = Math.max(...fields.map((tokens) => nearness(tokens, some)));
      const ranges = fields.map((tokens) =>
        tokens.filter(({ stem }) => some.some((set) => set.has(stem))).map(({ range }) => range));
      const reach = some.length / sets.length;
      return { score: SCATTERED * covered ** 2 * (0.45 + 0.3 * near * reach + 0.25 * share), ranges };
    }
  }

  // 1 if the words stand side by side, less the further apart; 0 if a field lacks one.
  //** @type {(tokens: Token[], sets: Set<string>[]) => number} */
  function nearness(tokens, sets) {
    const last = sets.map(() => -1);
    let best = 0;
    tokens.forEach(({ stem }, at) => {
      let hit = false;
      sets.forEach((set, i) => {
        if (set.has(stem)) [last[i], hit] = [at, true];
      });
      if (hit && last.every((one) => one >= 0)) best = Math.max(best, sets.length / (at - Math.min(...last) + 1));
    });
    return Math.min(1, best);
  }

  Object.assign(self.PlanbookSearch, { English, words });
})();
