// The place that is being read, as the hash of an address: that of the page's own address while
// what it names begins on the upper half of the screen, else the sentence, title, or entry that
// does, else the last one above; of a note, the sentence it belongs to; at the top of a page, none.
// A change of language takes it along: names that differ by language are left out.
const planbookPlace = () => {
  const bar = document.querySelector(".pb-bar");
  const start = Math.max(0, (bar ?? document.querySelector(".md-header")).getBoundingClientRect().bottom) - 4;
  //** @param {Element} one */
  const top = (one) => (one.getClientRects().length ? one.getBoundingClientRect().top : Number.POSITIVE_INFINITY);
  //** @param {Element} one */
  const begins = (one) => top(one) >= start && top(one) < innerHeight / 2;
  const named = document.getElementById(location.hash.slice(1));
  if (named && begins(named)) return location.hash;
  const names = bar ? ".s, [id^='s-'], .footnote li" : "[id]:not([id^='letter-'], [id^='fn'])";
  const places = [...document.querySelector(".md-content").querySelectorAll(names)];
  const found = places.find(begins) ?? places.filter((one) => top(one) < start).pop();
  if (!found || found === places[0]) return "";
  const back = found.querySelector("a.footnote-backref")?.getAttribute("href") ?? "";
  const read = found.matches("li") && bar ? document.getElementById(back.slice(1))?.closest(".s") : found;
  return read ? `#${read.id || read.getAttribute("data-s")}` : "";
};
document.addEventListener("click", (event) => {
  const link = event.target.closest(".pb-languages a");
  if (link) link.hash = planbookPlace();
});
