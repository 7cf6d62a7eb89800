// The number of a passage, however it is written: 7.1.3.4, ７．１．３．４, §7.1.3., para. 7.1.3.4, ch7/s1,
// Chapter 7, Section 1, 第七章第一节, p-7-1-3-4, or an address that ends with it; and whether the text
// says nothing else. Cards look for it in this text, the search in its query.
const planbookNumber = (() => {
  const ALONE = /^(?:§+|第|(?:para(?:graph)?|sub-?section|sect?(?:ion)?|chap(?:ter)?|no|[ps])\b)?[.\s-]*((?:\ba)?\d+(?:[.\-–。·]\d+)*)[.。段条條款]?$/;
  const ENGLISH = /^ch(?:ap(?:ter)?)?\b\.?\s*|^ch(?=\d)/;
  const IN_WORDS = /^(\d+)(?:[\s,/]*(?:(?:sect?(?:ion)?|s)\b\.?|s|§)\s*(\d+))?(?:[\s,/]*(?:sub-?section|para(?:graph)?\.?)?\s*\(?(\d+)\)?)?(?:\.html)?$/;
  const CHINESE = /^第?([\d一二三四五六七八九十]+)章(?:第?([\d一二三四五六七八九十]+)[节節、]?)?(?:\(?([\d一二三四五六七八九十]+)\)?)?$/;
  const DIGITS = "〇一二三四五六七八九";

  // 二十三 is 23.
  //** @param {string} numeral */
  const value = (numeral) => {
    const [tens, ones] = numeral.includes("十") ? numeral.split("十") : ["〇", numeral];
    //** @param {string} one @param {number} without */
    const digit = (one, without) => (one ? DIGITS.indexOf(one) : without);
    return /\d/.test(numeral) ? numeral : String(digit(tens, 1) * 10 + digit(ones, 0));
  };
  // The levels that are named; of a chapter alone, with a 0, since a mere 7 is any number.
  //** @param {(string | undefined)[]} levels */
  const joined = ([chapter, ...rest]) => [chapter, ...(rest.some(Boolean) ? rest.filter(Boolean) : ["0"])].map((one) => value(String(one))).join(".");

  //** @type {(text: string) => { number: string; isAlone: boolean }} */
  return (text) => {
    const plain = text.normalize("NFKC").toLowerCase().trim().replace(/^\S*#(?=[ps]-)/, "").replace(/^\S*\/(?=ch\d)/, "");
    const named = CHINESE.exec(plain.replace(/\s/g, "")) ?? (ENGLISH.test(plain) ? IN_WORDS.exec(plain.replace(ENGLISH, "")) : null);
    if (named) return { number: joined(named.slice(1)), isAlone: true };
    const alone = ALONE.exec(plain);
    const found = alone?.[1] ?? /(?:\ba)?\d+(?:[.\-–。·]\d+)*/.exec(plain)?.[0] ?? "";
    return { number: found.replace(/[-–。·]/g, "."), isAlone: Boolean(alone) };
  };
})();
