// What readers ask for in Chinese, in the words of the index.
(() => {
  const { add, flatten, places, synonymRows } = self.PlanbookSearch;

  const LIKE = 0.5; // share of an expression's pairs of characters

  //** @param {string} flat */
  const pairs = (flat) => Array.from({ length: Math.max(flat.length - 1, 0) }, (_, at) => flat.slice(at, at + 2));

  class ChineseSynonyms {
    //** @param {string[]} rows @param {Folding} folding */
    constructor(rows, folding) {
      //** @param {string} text */
      const flat = (text) => flatten(text, folding).flat;
      //** @type {Map<string, string[][]>} */
      this.table = new Map();
      for (const [wanted, asked] of synonymRows(rows)) {
        const phrases = wanted.map(flat);
        for (const one of asked) add(this.table, flat(one), phrases);
      }
    }

    // The expressions in a flat text that have other words, and the stretches between them. Of
    // expressions that overlap the longest counts.
    //** @param {string} flat @returns {Sense[]} */
    read(flat) {
      //** @type {[start: number, end: number][]} */
      const found = [];
      const asked = [...this.table.keys()].filter((one) => flat.includes(one));
      for (const one of asked.sort((a, b) => b.length - a.length)) {
        if (one.length < 2 && one !== flat) continue;
        for (const [start, end] of places(flat, one))
          if (!(/[a-z]$/.test(one) && /[a-z]/.test(flat[end] ?? "")) && found.every(([a, b]) => end <= a || start >= b)) found.push([start, end]);
      }
      found.sort((a, b) => a[0] - b[0]);
      //** @type {Sense[]} */
      const senses = [];
      let from = 0;
      for (const [start, end] of [...found, [flat.length, flat.length]]) {
        if (start > from) senses.push({ said: flat.slice(from, start), wanted: [] });
        const said = flat.slice(start, end);
        if (said) senses.push({ said, wanted: (this.table.get(said) ?? []).flat() });
        from = end;
      }
      return senses;
    }

    // What the expressions lead to that are most like a flat text that nothing answers.
    //** @param {string} flat @returns {string[]} */
    around(flat) {
      const said = new Set(pairs(flat));
      //** @type {[like: number, wanted: string[]]} */
      let [most, best] = [LIKE, []];
      for (const [one, wanted] of this.table) {
        const own = pairs(one);
        const like = own.filter((pair) => said.has(pair)).length / own.length;
        if (like > most) [most, best] = [like, []];
        if (like === most) best = [...best, ...wanted.flat()];
      }
      return [...new Set(best)].slice(0, 6);
    }
  }

  Object.assign(self.PlanbookSearch, { ChineseSynonyms });
})();
