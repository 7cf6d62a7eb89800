// The worker's end of the messages: SETUP 0 with the index, READY 1, QUERY 2, RESULT 3, and
// FAILED 4 if the index cannot be had.
(() => {
  if (typeof importScripts !== "function") return; // in tests
  const [SETUP, READY, QUERY, RESULT, FAILED] = [0, 1, 2, 3, 4];
  //** @type {Search | undefined} */
  let search;
  let base = "";

  addEventListener("message", async ({ data: { type, data } }) => {
    if (type === SETUP) {
      try {
        await importScripts(data.index);
        search = new self.PlanbookSearch.Search(self.PlanbookIndex);
      } catch {
        postMessage({ type: FAILED });
        return;
      }
      base = new URL("..", data.index).href;
      postMessage({ type: READY });
    }
    // Before READY nothing is asked that would not be asked again after it.
    if (type === QUERY && search) postMessage({ type: RESULT, data: search.show(data, base) });
  });
})();
