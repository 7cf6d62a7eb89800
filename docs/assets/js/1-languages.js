// The place that is being read, as the hash of an address: that of the page's own address while
// what it names is on the screen, else the first sentence, title, or entry that begins on it; at
// the top of a page, none. A change of language takes it along.
const planbookPlace = () => {
  const frame = document.querySelector(".pb-bar") ?? document.querySelector(".md-header");
  const start = frame.getBoundingClientRect().bottom - 4;
  //** @param {Element} one */
  const shows = (one) => {
    const { top, bottom, height } = one.getBoundingClientRect();
    return height > 0 && bottom > start && top < innerHeight;
  };
  //** @param {Element} one */
  const begins = (one) => shows(one) && one.getBoundingClientRect().top >= start;
  const named = document.getElementById(location.hash.slice(1));
  if (named && shows(named)) return location.hash;
  const places = [...document.querySelectorAll(".md-content :is(.s, [id^='s-'], [id^='t-'])")];
  const first = places.find(begins) ?? places.find(shows);
  if (!first) return location.hash;
  return first === places[0] ? "" : `#${first.id || first.getAttribute("data-s")}`;
};
document.addEventListener("click", (event) => {
  const link = event.target.closest(".pb-languages a");
  if (link) link.hash = planbookPlace();
});
