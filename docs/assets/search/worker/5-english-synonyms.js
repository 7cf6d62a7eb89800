// What readers ask for in English, in the words of the index.
(() => {
  const { words, synonymRows } = self.PlanbookSearch;

  //** @param {Token[]} said */
  const key = (said) => said.map(({ stem }) => stem).join(" ");

  class Synonyms {
    //** @param {string[]} rows */
    constructor(rows) {
      //** @type {Map<string, Token[][]>} */
      this.table = new Map();
      this.asked = new Set();
      for (const [wanted, asked] of synonymRows(rows)) {
        const phrases = wanted.map((one) => words(one)).filter(({ length }) => length);
        for (const one of asked) {
          const said = words(one);
          if (!said.length) continue;
          this.asked.add(one);
          this.table.set(key(said), [...(this.table.get(key(said)) ?? []), ...phrases]);
        }
      }
      this.longest = Math.max(1, ...[...this.table.keys()].map((one) => one.split(" ").length));
    }

    // Drops the phrases that the index lacks, and what leads to none.
    //** @param {(phrase: Token[]) => boolean} has */
    keep(has) {
      for (const [one, phrases] of this.table) {
        const some = phrases.filter(has);
        if (some.length) this.table.set(one, some);
        else this.table.delete(one);
      }
    }

    // The words of readers that stand alone.
    single() {
      return [...this.asked].filter((one) => /^[a-z]+$/.test(one) && this.table.has(key(words(one))));
    }

    // How many words from a place on are one expression; 0 if none is.
    //** @param {Token[]} said @param {number} at */
    length(said, at) {
      for (let length = Math.min(this.longest, said.length - at); length > 0; length--)
        if (this.table.has(key(said.slice(at, at + length)))) return length;
      return 0;
    }

    //** @param {Token[]} said */
    of(said) {
      return this.table.get(key(said)) ?? [];
    }
  }

  Object.assign(self.PlanbookSearch, { Synonyms });
})();
