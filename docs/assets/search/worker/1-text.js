// Texts made comparable. A flat text has no punctuation and no blanks, small letters, Simplified
// characters, and Arabic digits for Chinese ones (四号线 is 4号线); `at` leads back to the original.
self.PlanbookSearch = /** @type {Parts} */ ({});
(() => {
  const DIGITS = new Map([..."〇一二三四五六七八九"].map((one, digit) => [one, String(digit)]));
  const POINT = ".".charCodeAt(0);
  const KEPT = /[\p{L}\p{N}%]/u;

  // A function that works out each answer once.
  //** @type {Parts["once"]} */
  function once(make) {
    const known = new Map();
    return (key) => {
      let found = known.get(key);
      if (found === undefined) {
        found = make(key);
        known.set(key, found);
      }
      return found;
    };
  }

  //** @type {Parts["add"]} */
  function add(map, key, value) {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  }

  // What becomes of a character: the Simplified one (`fold`); none or several in a flat text (`flat`,
  // by its code).
  //** @type {Parts["foldingOf"]} */
  function foldingOf([variants, plain]) {
    const plains = [...plain];
    const table = new Map([...variants].map((one, at) => [one, plains[at]]));
    //** @param {string} one */
    const fold = (one) => table.get(one) ?? one;
    //** @param {string} one */
    const digit = (one) => DIGITS.get(one) ?? one;
    const flat = once((/** @type {number} */ code) => {
      const one = String.fromCharCode(code);
      return KEPT.test(one) ? Array.from(one.normalize("NFKC").toLowerCase(), (part) => digit(fold(part))).join("") : "";
    });
    return { fold, flat };
  }

  // { text, flat, at }: at[i] is the place in `text` of character i of `flat`.
  //** @type {Parts["flatten"]} */
  function flatten(text, folding) {
    //** @type {number[]} */
    const at = [];
    const parts = [];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const part = code === POINT && /^\d\.\d/.test(text.slice(i - 1, i + 2)) ? "." : folding.flat(code);
      parts.push(part);
      for (let left = part.length; left > 0; left--) at.push(i);
    }
    return { text, flat: parts.join(""), at };
  }

  // Numbers are found whole, and words in Latin letters from their beginning: 18 is not in 962.18.
  //** @type {Parts["isWhole"]} */
  function isWhole(flat, start, end, query) {
    const before = flat[start - 1] ?? "";
    const after = flat[end] ?? "";
    if (/^\d/.test(query) && /[\d.]/.test(before)) return false;
    if (/\d$/.test(query) && (/\d/.test(after) || (after === "." && /\d/.test(flat[end + 1])))) return false;
    return !(/^[a-z]/.test(query) && /[a-z]/.test(before));
  }

  // Places in `flat` where `query` stands: [[start, end], …].
  //** @type {Parts["places"]} */
  function places(flat, query) {
    //** @type {Span[]} */
    const found = [];
    for (let at = flat.indexOf(query); at >= 0 && query; at = flat.indexOf(query, at + 1))
      if (isWhole(flat, at, at + query.length, query)) found.push([at, at + query.length]);
    return found;
  }

  // The same places in the original text.
  //** @type {Parts["original"]} */
  const original = ({ at }, found) => found.map(([start, end]) => [at[start], at[end - 1] + 1]);

  // A text in other characters, and for each of them its place in the text: ㎡ is m2, é is e.
  //** @type {Parts["mapped"]} */
  function mapped(text, change) {
    const plain = change(text);
    if (plain.length === text.length) return { plain, at: (place) => place };
    //** @type {number[]} */
    const at = [];
    let made = "";
    let place = 0;
    for (const one of text) {
      const part = change(one);
      made += part;
      at.push(...new Array(part.length).fill(place));
      place += one.length;
    }
    return { plain: made, at: (found) => at[found] ?? text.length };
  }

  //** @type {Record<string, number>} */
  const UNITS = {
    万亿: 1e12, 萬億: 1e12, 亿: 1e8, 億: 1e8, 万: 1e4, 萬: 1e4, 千: 1e3, thousand: 1e3, million: 1e6,
    billion: 1e9, trillion: 1e12,
  };
  const NUMBER = new RegExp(`\\d[\\d,]*(?:\\.\\d+)?(?:\\s*(${Object.keys(UNITS).join("|")}))?`, "giu");

  // The numbers of a text with their values: 48.5万 and 485,000 are the same.
  //** @type {Parts["numbers"]} */
  function numbers(text) {
    const { plain, at } = mapped(text, (some) => some.normalize("NFKC"));
    return [...plain.matchAll(NUMBER)].map((found) => ({
      value: Math.round(Number.parseFloat(found[0].replaceAll(",", "")) * (UNITS[found[1]?.toLowerCase() ?? ""] ?? 1) * 1e4) / 1e4,
      range: [at(found.index), at(found.index + found[0].replace(/,$/, "").length)],
    }));
  }

  // Lines of `words of the index:words of readers`.
  //** @type {Parts["synonymRows"]} */
  const synonymRows = (rows) =>
    rows.map((row) => {
      const [wanted, asked] = row.split(":").map((side) => side.split(","));
      return [wanted, asked];
    });

  Object.assign(self.PlanbookSearch, { synonymRows, once, add, foldingOf, mapped, flatten, isWhole, places, original, numbers });
})();
