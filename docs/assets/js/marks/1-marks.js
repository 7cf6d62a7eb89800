// Marks what a search found: `?h=` has the matches as they stand in the text. A match may run
// across links and sentences, so it is marked piece by piece.
(() => {
  const MOST = 500; // characters of it
  const MARKS = 200;
  const HEADINGS = "h1, h2, h3";
  const asked = new URLSearchParams(location.search).get("h")?.slice(0, MOST).trim();
  const target = document.getElementById(location.hash.slice(1)); // anchors are ASCII
  const place = target ? (target.closest(".pb-row") ?? target) : document.querySelector(".md-content__inner");
  if (!asked || !place) return;

  //** @type {[node: Text, start: number][]} */
  const pieces = [];
  let text = "";
  // A heading stands for its section: what follows, up to a heading of its rank or above.
  const isHeading = place.matches(HEADINGS);
  const walker = document.createTreeWalker((isHeading && place.parentNode) || place, NodeFilter.SHOW_TEXT);
  walker.currentNode = place;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const heading = isHeading && node.parentElement?.closest(HEADINGS);
    if (heading && heading !== place && heading.tagName <= place.tagName) break;
    if (node.parentElement?.closest("svg, script, style, form")) continue;
    pieces.push([node, text.length]);
    text += node.data;
  }

  //** @param {string} word */
  const pattern = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  // All of it if it stands there as it is, else each of its words.
  const whole = new RegExp(pattern(asked), "giu");
  const words = asked.split(/\s+/).sort((a, b) => b.length - a.length);
  const each = new RegExp(words.map(pattern).join("|"), "giu");
  const found = [...text.matchAll(text.search(whole) < 0 ? each : whole)].slice(0, MARKS);

  // From the end, so that what stands before keeps its place.
  let at = pieces.length - 1;
  for (const { index, 0: match } of found.reverse())
    for (;; at--) {
      const [node, start] = pieces[at];
      const from = Math.max(index - start, 0);
      const to = Math.min(index + match.length - start, node.data.length);
      if (from < to) {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        const mark = document.createElement("mark");
        mark.className = "pb-found";
        range.surroundContents(mark);
      }
      if (start <= index) break; // an earlier match may end in this piece
    }
})();
