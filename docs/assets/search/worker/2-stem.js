// English words by their stems: Porter's algorithm (1980), after British and American spellings
// are made one.
(() => {
  const CONSONANT = "[^aeiou]";
  const VOWEL = "[aeiouy]";
  const CC = `${CONSONANT}[^aeiouy]*`;
  const VV = `${VOWEL}[aeiou]*`;
  const M_GT_0 = new RegExp(`^(${CC})?${VV}${CC}`);
  const M_EQ_1 = new RegExp(`^(${CC})?${VV}${CC}(${VV})?$`);
  const M_GT_1 = new RegExp(`^(${CC})?${VV}${CC}${VV}${CC}`);
  const HAS_VOWEL = new RegExp(`^(${CC})?${VOWEL}`);
  const CVC = new RegExp(`^${CC}${VOWEL}[^aeiouwxy]$`);
  const DOUBLE = /([^aeiouylsz])\1$/;

  //** @type {Record<string, string>} */
  const STEP_2 = {
    ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", abli: "able", alli: "al",
    entli: "ent", eli: "e", ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al",
    iveness: "ive", fulness: "ful", ousness: "ous", aliti: "al", iviti: "ive", biliti: "ble",
  };
  //** @type {Record<string, string>} */
  const STEP_3 = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
  const STEP_4 = "al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize".split("|");

  //** @type {(word: string, table: Record<string, string>) => string} */
  function replaced(word, table) {
    const ends = Object.keys(table).filter((end) => word.endsWith(end));
    if (!ends.length) return word;
    const end = ends.reduce((a, b) => (b.length > a.length ? b : a));
    const rest = word.slice(0, -end.length);
    return M_GT_0.test(rest) ? rest + table[end] : word;
  }

  //** @param {string} word */
  function oneSpelling(word) {
    return word
      .replace(/^(\w*[a-z]{3})our(?=$|s|ed|ing|hood|able|ite)/, "$1or")
      .replace(/iz(e|ed|er|ers|es|ing|ation|ations|ational)$/, "is$1") // and these British: supervise has no z
      .replace(/tres?$/, "ter")
      .replace(/grammes?$/, "gram")
      .replace(/ll(ing|ed|er)$/, "l$1");
  }

  //** @type {Parts["porter"]} */
  function porter(word) {
    if (word.length < 3) return word;
    let w = word.replace(/^y/, "Y");
    w = w.replace(/(ss|i)es$/, "$1").replace(/([^s])s$/, "$1");
    const past = w.match(/^(.+?)(ed|ing)$/);
    if (/eed$/.test(w)) {
      if (M_GT_0.test(w.slice(0, -3))) w = w.slice(0, -1);
    } else if (past && HAS_VOWEL.test(past[1])) {
      [, w] = past;
      if (/(at|bl|iz)$/.test(w)) w += "e";
      else if (DOUBLE.test(w)) w = w.slice(0, -1);
      else if (CVC.test(w)) w += "e";
    }
    if (/y$/.test(w) && HAS_VOWEL.test(w.slice(0, -1))) w = `${w.slice(0, -1)}i`;
    w = replaced(replaced(w, STEP_2), STEP_3);
    const ends = STEP_4.filter((end) => w.endsWith(end));
    if (ends.length) {
      const rest = w.slice(0, -ends.reduce((a, b) => (b.length > a.length ? b : a)).length);
      if (M_GT_1.test(rest)) w = rest;
    } else if (/[st]ion$/.test(w) && M_GT_1.test(w.slice(0, -3))) w = w.slice(0, -3);
    if (/e$/.test(w)) {
      const rest = w.slice(0, -1);
      if (M_GT_1.test(rest) || (M_EQ_1.test(rest) && !CVC.test(rest))) w = rest;
    }
    if (/ll$/.test(w) && M_GT_1.test(w)) w = w.slice(0, -1);
    return w.toLowerCase();
  }

  //** @type {Map<string, string>} */
  const known = new Map();
  //** @type {Parts["stem"]} */
  function stem(word) {
    const found = known.get(word) ?? (/^[a-z]+$/.test(word) ? porter(oneSpelling(word)) : word);
    known.set(word, found);
    return found;
  }

  // Letters that must be changed, put in, left out or swapped to make one word of the other;
  // more than `most` counts as `most` + 1.
  //** @type {Parts["distance"]} */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    //** @type {[number[], number[]]} */
    let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        next[j] = Math.min(
          row[j] + 1,
          next[j - 1] + 1,
          row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
          swap ? before[j - 2] + 1 : Number.POSITIVE_INFINITY,
        );
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[b.length];
  }

  Object.assign(self.PlanbookSearch, { stem, porter, distance });
})();
