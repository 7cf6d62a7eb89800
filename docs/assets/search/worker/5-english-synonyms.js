// What readers ask for in English, in the words of the index.
(() => {
  const { words, synonymRows } = self.PlanbookSearch;

  // Spin-off, spin off and spinoff are one.
  //** @param {Token[]} said */
  const key = (said) => said.map(({ stem }) => stem).join("");

  class Synonyms {
    //** @param {string[]} rows */
    constructor(rows) {
      //** @type {Map<string, Token[][]>} */
      this.table = new Map();
      //** @type {Map<string, Token[][]>} */
      this.partly = new Map();
      this.longest = 1;
      this.asked = new Set();
      for (const [wanted, asked] of synonymRows(rows)) {
        const phrases = wanted.map((one) => words(one)).filter(({ length }) => length);
        for (const one of asked) {
          const said = words(one);
          if (!said.length) continue;
          this.asked.add(one);
          this.longest = Math.max(this.longest, said.length);
          put(this.table, key(said), phrases);
          if (said.length === 2) put(this.table, key([said[1], said[0]]), phrases);
          if (said.length > 1) for (const { stem } of said) put(this.partly, stem, phrases);
        }
      }
    }

    // Drops the phrases that the index lacks, and what leads to none.
    //** @param {(phrase: Token[]) => boolean} has */
    keep(has) {
      for (const table of [this.table, this.partly])
        for (const [one, phrases] of table) {
          const some = phrases.filter(has);
          if (some.length) table.set(one, some);
          else table.delete(one);
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

    // What the expressions lead to in which a word stands with others.
    //** @param {Token} word */
    around({ stem }) {
      return this.partly.get(stem) ?? [];
    }
  }

  //** @param {Map<string, Token[][]>} table @param {string} one @param {Token[][]} phrases */
  function put(table, one, phrases) {
    table.set(one, [...(table.get(one) ?? []), ...phrases]);
  }

  Object.assign(self.PlanbookSearch, { Synonyms });
})();
