// English words and their stems: Porter's algorithm (1980), after British and American spellings
// are made one.
(() => {
  const { once, mapped } = self.PlanbookSearch;
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

  // GPS is no plural of GP.
  //** @type {Parts["stem"]} */
  const stem = (word) => (/^[a-z]+$/.test(word) && !/^..s$/.test(word) ? porter(oneSpelling(word)) : word);

  const STOP = new Set(
    ("a against am among an and any anyone are arent as at be been being by can cant could couldnt did didnt do does doesnt doing dont for from get " +
      "had has hasnt have havent he her hers him his how i id if im in into isnt ive " +
      "is it its just let lets many may me might much must my need nor of on or our ours s shall she should shouldnt some somebody someone such " +
      "tell than that thats the theyre " +
      "their them there these they this those to upon us very want was wasnt we were werent what whats when where which " +
      "who whom whose why will wont wouldnt " +
      "with would you youre your yours about please because been both but ever isn also too whether while").split(" "),
  );
  // Words that mean little beside others.
  const WEAK = new Set(
    ("above across again ago ahead along already also always another around available away back bad before best better beyond " +
      "big bigger biggest both build built certain cheap check coming course day days done down each easy else end " +
      "enough ever every far fast few fewer find first full general give go goes going good great grow happen happens " +
      "hard help here high ideal inside just keep kind kinds large last late later least leave left less like little " +
      "live living local long look looking lot lots low made main make making means mid more most near nearest nearby never new next " +
      "nice no not nothing now nowhere number off often old once one only other out outside over own part people per " +
      "place places plan planned possible put quick real really right same see set several side since small so some " +
      "something soon sort start still stop take taken than then thing things three through time together too try two " +
      "type types typical under until up use used using usual usually various very way ways well when work working " +
      "year years yet decent extra famous fancy huge ideal luxury luxurious modern popular posh proper rich safe smart " +
      "special strange strong tiny top young").split(" "),
  );
  //** @type {Parts["isWeak"]} */
  const isWeak = (word) => WEAK.has(word) || WEAK.has(word.replace(/s$/, ""));
  const WORD = /\d[\d,]*(?:\.\d+)?[a-z]*|r&d|m&a|[\p{L}\p{N}]+(?:['’](?!s\b)\p{L}+)?/gu;

  // What stands in a text as a word and its stem.
  const read = once((said) => {
    const word = /^\d/.test(said) ? said.replaceAll(",", "") : said.replace(/['’&]/g, "");
    return { word, stem: stem(word), length: said.replace(/,$/, "").length };
  });

  // The words of a text: [{ word, stem, range }], without those that say nothing.
  //** @type {Parts["words"]} */
  function words(text, all = false) {
    const { plain, at } = mapped(text, (some) => some.toLowerCase().normalize("NFD").replace(/\p{M}/gu, ""));
    //** @type {Token[]} */
    const found = [];
    let end = 0;
    for (const said of plain.match(WORD) ?? []) {
      const start = plain.indexOf(said, end);
      end = start + said.length;
      const { word, stem, length } = read(said);
      if (all || !STOP.has(word)) found.push({ word, stem, range: [at(start), at(start + length)] });
    }
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

  Object.assign(self.PlanbookSearch, { stem, porter, words, isWeak, distance });
})();
