// Who comes from a search result sees what was found: `?h=` has the matches as they stand in the
// passage. Marks may run across links and sentences, so they are set piece by piece.
(() => {
  const MOST = 500; // characters of it
  const asked = new URLSearchParams(location.search).get("h")?.slice(0, MOST);
  const target = document.getElementById(location.hash.slice(1)); // anchors are ASCII
  const passage = target ? (target.closest(".pb-row") ?? target) : document.querySelector(".md-content__inner");
  if (!asked || !passage) return;

  //** @type {[node: Text, start: number][]} */
  const pieces = [];
  let text = "";
  const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    pieces.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }

  //** @param {string} word */
  const pattern = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  // All of it if it stands there as it is, else each of its words.
  const whole = new RegExp(pattern(asked), "giu");
  const words = asked.split(/\s+/).filter(Boolean).sort((a, b) => b.length - a.length);
  const each = new RegExp(words.map(pattern).join("|"), "giu");
  const found = [...text.matchAll(whole.test(text) ? new RegExp(whole) : each)];

  // From the end, so that what stands before keeps its place.
  for (const { index, 0: match } of found.reverse())
    for (const [node, start] of [...pieces].reverse()) {
      const from = Math.max(index - start, 0);
      const to = Math.min(index + match.length - start, node.data.length);
      if (from >= to) continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      const mark = document.createElement("mark");
      mark.className = "pb-found";
      range.surroundContents(mark);
    }
})();
