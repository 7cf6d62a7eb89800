// What readers ask for in English, in the words of the index.
(() => {
  const { once, add, words, synonymRows } = self.PlanbookSearch;

  // Spin-off, spin off and spinoff are one.
  //** @param {Token[]} said */
  const key = (said) => said.map(({ stem }) => stem).join("");

  class Synonyms {
    // `has` says whether the index has a phrase; others lead nowhere.
    //** @param {string[]} rows @param {(phrase: Token[]) => boolean} has */
    constructor(rows, has) {
      //** @type {Map<string, string[][]>} */
      this.table = new Map();
      //** @type {Map<string, string[][]>} */
      this.partly = new Map();
      this.phrases = once((/** @type {string} */ one) => [words(one)].filter((phrase) => phrase.length && has(phrase)));
      this.longest = 1;
      this.asked = new Set();
      for (const [wanted, asked] of synonymRows(rows)) {
        for (const one of asked) {
          const said = words(one);
          if (!said.length) continue;
          this.asked.add(one);
          this.longest = Math.max(this.longest, said.length);
          add(this.table, key(said), wanted);
          if (said.length === 2) add(this.table, key([said[1], said[0]]), wanted);
          if (said.length > 1) for (const { stem } of said) add(this.partly, stem, wanted);
        }
      }
    }

    // The words of readers that stand alone and begin with a letter.
    //** @param {string} first */
    single(first) {
      return [...this.asked].filter((one) => one[0] === first && /^[a-z]+$/.test(one) && this.of(words(one)).length);
    }

    // How many words from a place on are one expression; 0 if none is.
    //** @param {Token[]} said @param {number} at */
    length(said, at) {
      for (let length = Math.min(this.longest, said.length - at); length > 0; length--)
        if (this.of(said.slice(at, at + length)).length) return length;
      return 0;
    }

    //** @param {Token[]} said */
    of(said) {
      return (this.table.get(key(said)) ?? []).flat().flatMap(this.phrases);
    }

    // What the expressions lead to in which a word stands with others.
    //** @param {Token} word */
    around({ stem }) {
      return (this.partly.get(stem) ?? []).flat().flatMap(this.phrases);
    }
  }

  Object.assign(self.PlanbookSearch, { Synonyms });
})();
