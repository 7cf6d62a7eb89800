// The number of a passage, however it is written: 7.1.3.4, ７．１．３．４, p-7-1-3-4, para. 7.1.3.4;
// and whether the text says nothing else. Cards look for it in this text, the search in its query.
//** @type {(text: string) => { number: string; isAlone: boolean }} */
const planbookNumber = (text) => {
  const plain = text.normalize("NFKC").toLowerCase().trim();
  const [whole = "", found = ""] = /(?:\b[ps]-)?((?:\ba)?\d+(?:[.\-–。·]\d+)*)/.exec(plain) ?? [];
  return { number: found.replace(/[-–。·]/g, "."), isAlone: whole === plain };
};
