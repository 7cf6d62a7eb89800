// English, in tiers: a word as it is typed, in another form, by a synonym, as the beginning of a
// word, and mistyped; each of the last two only for a word that nothing else answers.
(() => {
  const { TIER, once, add, words, distance, isWeak, phraseScore, bagScore, scatteredScore, Synonyms } = self.PlanbookSearch;
  const GAP = { word: "", stem: "", range: /** @type {Span} */ ([0, 0]) };

  class English {
    //** @param {Doc[]} docs @param {string[]} synonyms @param {string} real */
    constructor(docs, synonyms, real) {
      this.docs = docs;
      // Words that differ from one of the index by a letter or two and yet are no slip.
      this.real = new Set(real.split(" "));
      // The words of all fields in a row, with a gap after each field: as they are, their stems,
      // where they start and end, and in which field.
      //** @type {{ word: string[], stem: string[], start: number[], end: number[], home: Home[] }} */
      this.row = { word: [], stem: [], start: [], end: [], home: [] };
      //** @type {Map<string, number[]>} */
      this.byWord = new Map();
      docs.forEach(({ fields }, doc) => {
        fields.forEach(({ en }, field) => { this.append([...words(en), GAP], { doc, field }); });
      });
      // Where a stem stands: wherever one of its forms does.
      //** @type {Map<string, number[][]>} */
      const forms = new Map();
      for (const places of this.byWord.values()) add(forms, this.row.stem[places[0]], places);
      this.byStem = once((/** @type {string} */ stem) => (forms.get(stem) ?? []).flat().sort((a, b) => a - b));
      this.synonyms = new Synonyms(synonyms, (phrase) => this.stand(phrase).length > 0);
      // What a word may have been meant to be, by its first letter: one of the index, or one with
      // a synonym in it.
      this.known = once((/** @type {string} */ first) => {
        const own = [...this.byWord.keys()].filter((one) => one[0] === first);
        return [...new Set([...own, ...this.synonyms.single(first)])];
      });
    }

    //** @param {Token[]} tokens @param {Home} home */
    append(tokens, home) {
      for (const { word, stem, range } of tokens) {
        add(this.byWord, word, this.row.word.length);
        this.row.word.push(word);
        this.row.stem.push(stem);
        this.row.start.push(range[0]);
        this.row.end.push(range[1]);
        this.row.home.push(home);
      }
    }

    // Where words stand side by side, by their stems or as they are: the places of the first.
    //** @param {Token[]} said @param {"word" | "stem"} kind */
    stand(said, kind = "stem") {
      const [first, ...rest] = said;
      const places = kind === "word" ? (this.byWord.get(first.word) ?? []) : this.byStem(first.stem);
      return rest.length ? places.filter((at) => rest.every((one, i) => this.row[kind][at + 1 + i] === one[kind])) : places;
    }

    // The parts of a query: the longest that have synonyms, compounds, single words. Each with the
    // places that answer it, and how.
    //** @param {string} query @returns {Slot[]} */
    slots(query) {
      const said = words(query).length ? words(query) : words(query, true);
      //** @type {Slot[]} */
      const slots = [];
      for (let at = 0; at < said.length; ) {
        const length = Math.max(this.synonyms.length(said, at), this.joined(said.slice(at, at + 2)).length ? 2 : 1);
        const slot = this.slot(said.slice(at, at + length));
        slot.weak = length === 1 && isWeak(said[at].word);
        slot.said = length;
        slots.push(slot);
        at += length;
      }
      return slots;
    }

    // Two words that the text writes as one: live streaming.
    //** @param {Token[]} said */
    joined(said) {
      return said.length < 2 || this.stand(said).length ? [] : this.byStem(said[0].word + said[1].stem);
    }

    //** @param {Token[]} said @returns {Slot} */
    slot(said) {
      const slot = this.answers(said);
      if (said.length > 1 || slot.size || !words(said[0].word).length) return slot;
      this.others(this.synonyms.around(said[0]), slot);
      if (!slot.size) this.guess(said[0].word, slot);
      return slot;
    }

    // The places that say one thing: as it is typed, in other forms, in other words.
    //** @param {Token[]} said @returns {Slot} */
    answers(said) {
      //** @type {Slot} */
      const slot = new Map();
      //** @param {number[]} places @param {number} length @param {number} tier @param {number} worth */
      const put = (places, length, tier, worth) => {
        for (const at of places) if (!slot.has(at)) slot.set(at, { length, tier, worth });
      };
      put(this.stand(said, "word"), said.length, TIER.exact, 1);
      // Zoning, if it has other words, is hardly a form of zone.
      const asked = said.map(({ word }) => word).join(" ");
      const own = !slot.size && [asked, asked.replace(/s$/, "")].some((one) => this.synonyms.asked.has(one));
      if (own) this.others(this.synonyms.of(said), slot);
      put(this.stand(said), said.length, own ? TIER.prefix : TIER.stem, own ? 0.5 : 0.95);
      put(this.joined(said), 1, TIER.stem, 0.95);
      if (said.length === 1) put(this.divided(said[0].word), 2, TIER.stem, 0.95);
      this.others(this.synonyms.of(said), slot);
      return slot;
    }

    // Adds the places of other words for the same, the first of them first.
    //** @param {Token[][]} phrases @param {Slot} slot */
    others(phrases, slot) {
      phrases.forEach((phrase, at) => {
        const places = this.stand(phrase);
        const worth = 0.85 * 0.88 ** Math.min(at, 8) * (0.4 + 0.6 * this.rarity(places));
        for (const at of places) if (!slot.has(at)) slot.set(at, { length: phrase.length, tier: TIER.synonym, worth });
      });
    }

    // 1 for what stands in one document, less the more have it.
    //** @param {number[]} places */
    rarity(places) {
      const docs = new Set(places.map((at) => this.row.home[at].doc)).size;
      return Math.log(1 + this.docs.length / docs) / Math.log(1 + this.docs.length);
    }

    // A compound that the text writes as two words: startup, start-up.
    //** @param {string} word */
    divided(word) {
      if (this.byWord.has(word) || word.length < 6) return [];
      for (let cut = 1; cut < word.length - 1; cut++) {
        const pair = words(`${word.slice(0, cut)} ${word.slice(cut)}`, true);
        const places = pair.length === 2 ? this.stand(pair) : [];
        if (places.length) return places;
      }
      return [];
    }

    // For a word that nothing answers: the words it begins, else those it was mistyped for.
    //** @param {string} word @param {Slot} slot */
    guess(word, slot) {
      const like = this.known(word[0]);
      //** @param {string} one */
      const least = (one) => (this.byWord.has(one) ? 2 : 4);
      const begun = like.filter((one) => word.length > least(one) && one.startsWith(word));
      const tier = begun.length ? TIER.prefix : TIER.typo;
      for (const one of begun.length ? begun : this.mistyped(word, like))
        for (const [at, { length, worth }] of this.answers(words(one, true)))
          if (!slot.has(at)) slot.set(at, { length, tier, worth: worth * (begun.length ? 0.6 : 0.5) });
    }

    //** @param {string} word @param {string[]} like */
    mistyped(word, like) {
      const most = word.length > 8 ? 2 : word.length > 4 ? 1 : 0;
      if (!most || /\d/.test(word) || this.real.has(word)) return [];
      //** @type {[number, string[]]} */
      let [nearest, near] = [most + 1, []];
      for (const one of like) {
        const away = distance(word, one, most);
        if (away < nearest) [nearest, near] = [away, []];
        if (away === nearest && away <= most) near.push(one);
      }
      return near;
    }

    // True if each word is answered, and none of them by a guess.
    //** @param {string} query */
    knows(query) {
      return this.slots(query).every((slot) => [...slot.values()].some(({ tier }) => tier < TIER.prefix));
    }

    //** @param {string} query @returns {Found} */
    search(query) {
      const slots = this.slots(query);
      //** @type {Found} */
      const found = new Map();
      if (!slots.some(({ size }) => size)) return found;
      if (slots.every(({ size }) => size)) this.phrases(slots, found);
      if (slots.length > 1) this.scattered(slots, found);
      return found;
    }

    // The documents in which all parts stand side by side.
    //** @param {Slot[]} slots @param {Found} found */
    phrases([first, ...rest], found) {
      //** @type {Map<number, { tier: number, ranges: Span[][], places: Place[] }>} */
      const hits = new Map();
      for (const [start, spot] of first) {
        let [end, worst] = [start + spot.length, spot.tier];
        const whole = rest.every((slot) => {
          const next = slot.get(end);
          if (next) [end, worst] = [end + next.length, Math.max(worst, next.tier)];
          return next;
        });
        if (!whole) continue;
        const { doc, field } = this.row.home[start];
        const { fields } = this.docs[doc];
        const hit = hits.get(doc) ?? { tier: 9, ranges: fields.map(() => []), places: [] };
        const place = this.place(start, { ...spot, length: end - start });
        // What only the headings above say counts as a form of it.
        hit.tier = Math.min(hit.tier, worst + (fields[field].own ? 0 : 1));
        hit.ranges[field].push(place.range);
        hit.places.push(place);
        hits.set(doc, hit);
      }
      for (const [at, { tier, ranges, places }] of hits) {
        const score = tier < TIER.synonym ? phraseScore(this.docs[at], ranges, "en") : bagScore(places);
        found.set(this.docs[at], { tier, ranges, phrase: true, score });
      }
    }

    //** @param {number} at @param {Spot} spot @returns {Place} */
    place(at, { length, worth }) {
      const { doc, field } = this.row.home[at];
      const { weight, own } = this.docs[doc].fields[field];
      return { at, field, weight, own, worth, stem: this.row.stem[at], range: [this.row.start[at], this.row.end[at + length - 1]] };
    }

    // The documents that have some of the parts, or all of them apart.
    //** @param {Slot[]} slots @param {Found} found */
    scattered(slots, found) {
      const places = slots.map((slot) => this.byDoc(slot));
      const weights = places.map((docs, at) =>
        Math.log(1 + this.docs.length / (1 + docs.size)) * (docs.size ? 1 : 0.7) * (slots[at].weak ? 0.3 : (slots[at].said ?? 1)));
      for (const doc of new Set(places.flatMap((docs) => [...docs.keys()]))) {
        if (found.has(this.docs[doc])) continue;
        const parts = places.map((docs) => docs.get(doc) ?? []);
        const ranges = this.docs[doc].fields.map((_, at) => parts.flat().filter(({ field }) => field === at).map(({ range }) => range));
        found.set(this.docs[doc], { score: scatteredScore(parts, weights), tier: 0, ranges });
      }
    }

    // The places of a part by document.
    //** @param {Slot} slot @returns {Map<number, Place[]>} */
    byDoc(slot) {
      //** @type {Map<number, Place[]>} */
      const docs = new Map();
      for (const [at, spot] of slot) add(docs, this.row.home[at].doc, this.place(at, spot));
      return docs;
    }

    // The words of the index that look most like one that is not in it.
    //** @param {string} query */
    near(query) {
      //** @type {[word: string, likeness: number][]} */
      const found = [];
      for (const { word } of words(query))
        for (const one of this.known(word[0])) {
          if (!this.byWord.has(one)) continue;
          let same = 0;
          while (same < word.length && word[same] === one[same]) same++;
          const likeness = same / word.length - distance(word, one, 4) / Math.max(word.length, one.length);
          if (same > 2 && likeness > 0) found.push([one, likeness]);
        }
      return found.sort((a, b) => b[1] - a[1]).map(([word]) => word);
    }
  }

  Object.assign(self.PlanbookSearch, { English });
})();
