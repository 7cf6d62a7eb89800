// Chinese, found literally: the whole query first, then the longest pieces of it that the text
// has. No dictionary of words is needed: the text itself says what its words are.
(() => {
  const { TIER, once, flatten, places, original, isWhole, phraseScore, bagScore, scatteredScore } = self.PlanbookSearch;
  const ASKING = /请问|什么是|是什么|指的?是?什么|有哪些|哪些|有?多少[个所家张人]?|有?几[个所家张条人]|如何|怎么样?|怎样|为什么|在哪里?|哪里|[吗呢]$/g;
  const PARTS = /[\s，。、；：！？“”‘’"'（）()《》〈〉【】;:!?·—]+|,(?!\d)/u;

  class Chinese {
    //** @param {Doc[]} docs @param {Folding} folding @param {ChineseSynonyms} synonyms */
    constructor(docs, folding, synonyms) {
      this.docs = docs;
      this.synonyms = synonyms;
      this.folding = folding;
      this.whole = docs.map((doc) => doc.fields.map(({ zh }) => zh.flat).join("\n"));
      this.all = this.whole.join("\n");
      this.plan = this.whole.filter((_, at) => docs[at].reference).join("\n");
      // How many documents have a piece.
      this.count = once((/** @type {string} */ piece) => this.whole.filter((text) => places(text, piece).length).length);
    }

    //** @param {string} text */
    flat(text) {
      return flatten(text, this.folding).flat;
    }

    //** @param {string} piece */
    rarity(piece) {
      return Math.log(1 + this.docs.length / (1 + this.count(piece))) / Math.log(1 + this.docs.length);
    }

    // The parts of a query as flat texts, without the words that only ask.
    //** @param {string} query */
    parts(query) {
      const simple = [...query].map(this.folding.fold).join("");
      //** @param {string} text */
      const cut = (text) => text.split(PARTS).map((part) => this.flat(part)).filter(Boolean);
      const said = cut(simple.replace(ASKING, " "));
      return said.length ? said : cut(simple);
    }

    // A part in as few pieces as the plan allows, each as long as can be; what it lacks is left
    // out. Latin words and numbers are not cut. Only if the plan has none, those of other pages.
    //** @param {string} part */
    pieces(part) {
      if (this.plan.includes(part)) return [part];
      if (!/\p{Script=Han}/u.test(part)) return this.count(part) ? [part] : [];
      const pieces = this.cut(part, this.plan);
      return pieces.length ? pieces : this.cut(part, this.all);
    }

    //** @param {string} part @param {string} text */
    cut(part, text) {
      //** @type {{ cost: number, pieces: string[] }[]} */
      const best = [{ cost: 0, pieces: [] }];
      for (let end = 1; end <= part.length; end++) {
        best[end] = { cost: best[end - 1].cost + 3, pieces: best[end - 1].pieces };
        for (let start = Math.max(0, end - 16); start < end; start++) {
          const piece = part.slice(start, end);
          if (/^[a-z0-9.]+/.test(part.slice(end)) && /[a-z0-9.]$/.test(piece)) continue;
          if (!isWhole(part, start, end, piece)) continue;
          const lone = piece.length === 1;
          const cost = best[start].cost + (lone ? 2 : 1 + 0.01 * (16 - piece.length));
          if (cost < best[end].cost && text.includes(piece))
            best[end] = { cost, pieces: [...best[start].pieces, piece] };
        }
      }
      return best[part.length].pieces.filter((piece) => piece.length > 1);
    }

    // What a part may be short for: 医保 for 医疗保险. At most two characters left out at once.
    //** @param {string} part */
    longForms(part) {
      if (!/^\p{Script=Han}{2,4}$/u.test(part) || this.count(part)) return [];
      //** @type {Map<string, number>} */
      const counts = new Map();
      for (const [one] of this.all.matchAll(new RegExp([...part].join(".{0,2}?"), "g")))
        counts.set(one, (counts.get(one) ?? 0) + 1);
      return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4).map(([one]) => one);
    }

    //** @param {string} query @returns {Found} */
    search(query) {
      const parts = this.parts(query);
      if (!parts.length) return new Map();
      const phrase = parts.join("");
      const pieces = [...new Set(parts.flatMap((part) => this.pieces(part)))];
      if (!pieces.length && !this.count(phrase)) return new Map();
      //** @type {Found} */
      const found = new Map();
      this.docs.forEach((doc, at) => {
        const hit = (this.whole[at].includes(phrase) && this.phrase(doc, phrase)) || this.scattered(doc, at, pieces, phrase);
        if (hit) found.set(doc, hit);
      });
      return found;
    }

    // By document, what readers call by other words. An expression alone is found as a phrase is;
    // with others, in the documents that have most of them.
    //** @param {string} query @returns {Found} */
    bySense(query) {
      const senses = this.synonyms.read(this.parts(query).join("")).map((one) => this.likely(one));
      //** @type {Found} */
      const found = new Map();
      if (!senses.some(({ wanted }) => wanted.length)) return found;
      this.replaced(senses, found);
      const slots = senses.flatMap((sense) => this.options(sense));
      const docs = this.docs.map((_, at) => slots.map((options) => this.placesOf(at, options)));
      const weights = slots.map(([{ text }], slot) => {
        const count = docs.filter((parts) => parts[slot].length).length;
        return text.length * Math.log(1 + this.docs.length / (1 + count));
      });
      docs.forEach((parts, at) => {
        const all = parts.flat();
        if (!all.length || found.has(this.docs[at])) return;
        const ranges = this.docs[at].fields.map(({ zh }, field) =>
          original(zh, all.filter((one) => one.field === field).map(({ range }) => range)));
        const hit = slots.length > 1
          ? { score: scatteredScore(parts, weights), tier: TIER.exact, phrase: false }
          : { score: bagScore(all), tier: TIER.synonym + (all.some(({ own }) => own) ? 0 : 1), phrase: true };
        found.set(this.docs[at], { ...hit, ranges });
      });
      return found;
    }

    // The whole query in the words of the text, where it stands like that.
    //** @param {Sense[]} senses @param {Found} found */
    replaced(senses, found) {
      if (senses.length < 2) return;
      const most = Math.max(...senses.map(({ wanted }) => wanted.length));
      for (let at = 0; at < most; at++) {
        const text = senses.map(({ said, wanted }) => wanted[Math.min(at, wanted.length - 1)] ?? said).join("");
        if (!this.count(text)) continue;
        for (const doc of this.docs) {
          const hit = this.phrase(doc, text);
          if (hit && !found.has(doc)) found.set(doc, { ...hit, tier: TIER.synonym });
        }
      }
    }

    // A stretch that nothing answers in the sense of the expression most like it.
    //** @param {Sense} sense @returns {Sense} */
    likely({ said, wanted }) {
      const known = wanted.length || !/\p{Script=Han}/u.test(said) || this.pieces(said).length;
      return { said, wanted: known ? wanted : this.synonyms.around(said) };
    }

    // What answers a part of a query: as it is said, and in other words.
    //** @param {Sense} sense @returns {Option[][]} */
    options({ said, wanted }) {
      if (!wanted.length) return this.pieces(said).filter(({ length }) => length > 1).map((text) => [{ text, worth: 1 }]);
      const other = wanted.map((text, at) => ({ text, worth: 0.85 * 0.88 ** at * (0.4 + 0.6 * this.rarity(text)) }));
      return [[{ text: said, worth: 1 }, ...other]];
    }

    //** @param {number} at @param {Option[]} options @returns {Place[]} */
    placesOf(at, options) {
      const present = options.filter(({ text }) => this.whole[at].includes(text));
      return present.flatMap(({ text, worth }) =>
        this.docs[at].fields.flatMap(({ zh, weight, own }, field) =>
          places(zh.flat, text).map((range) => ({ at: range[0] / 2, field, weight, own, worth, stem: text, range }))));
    }

    //** @param {Doc} doc @param {string} phrase @returns {Hit | undefined} */
    phrase(doc, phrase) {
      const ranges = doc.fields.map(({ zh }) => original(zh, places(zh.flat, phrase)));
      if (ranges.every(({ length }) => !length)) return;
      // What only the headings above say counts as a form of it.
      const tier = doc.fields.some(({ own }, at) => own && ranges[at].length) ? TIER.exact : TIER.stem;
      return { score: phraseScore(doc, ranges, "zh"), tier, ranges, phrase: true };
    }

    //** @param {Doc} doc @param {number} at @param {string[]} pieces @param {string} phrase @returns {Hit | undefined} */
    scattered(doc, at, pieces, phrase) {
      const present = pieces.filter((piece) => places(this.whole[at], piece).length);
      if (!present.length) return;
      //** @param {string[]} some */
      const weigh = (some) => some.reduce((sum, piece) => sum + this.rarity(piece) * Math.sqrt(piece.length), 0);
      const covered = weigh(present) / weigh(pieces);
      const known = pieces.join("").length / phrase.length;
      let frequent = 0;
      const ranges = doc.fields.map(({ zh, weight }) => {
        const found = present.flatMap((piece) => {
          const all = places(zh.flat, piece);
          if (all.length) frequent += (weight * Math.min(3, all.length) * this.rarity(piece)) / (weight + 1);
          return all;
        });
        return original(zh, found);
      });
      const near = Math.max(...doc.fields.map(({ zh }) => nearness(zh.flat, present)));
      const size = frequent / (frequent + weigh(pieces));
      // What is missing weighs: an expression may have a sense of which the text has one piece.
      const score = known ** 2.5 * covered ** 2 * (0.5 + 0.25 * near * (present.length / pieces.length) + 0.25 * size);
      return { score, tier: TIER.exact, ranges };
    }
  }

  // 1 if the pieces stand side by side, less the further apart; 0 if a field lacks one.
  //** @type {(flat: string, pieces: string[]) => number} */
  function nearness(flat, pieces) {
    const { length } = pieces.join("");
    let best = 0;
    for (const [start] of places(flat, pieces[0])) {
      let [from, to] = [start, start + pieces[0].length];
      for (const piece of pieces.slice(1)) {
        const reach = places(flat, piece)
          // biome-ignore lint/suspicious/noLoopFunc: it is called at once
          .map(([a, b]) => [Math.min(from, a), Math.max(to, b)])
          .sort((a, b) => a[1] - a[0] - (b[1] - b[0]));
        if (!reach.length) return 0;
        [[from, to]] = reach;
      }
      best = Math.max(best, Math.min(1, length / (to - from)));
    }
    return best;
  }

  Object.assign(self.PlanbookSearch, { Chinese });
})();
