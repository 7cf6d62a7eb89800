// The worker's end of Material's messages.
(() => {
  if (typeof importScripts !== "function") return; // in tests
  const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
  //** @type {Search | undefined} */
  let search;

  addEventListener("message", async ({ data: { type, data } }) => {
    if (type === SETUP) {
      await importScripts(data.index);
      search = new self.PlanbookSearch.Search(self.PlanbookIndex);
      search.answer("规划 plan"); // a first time, so that the reader's is not slow
      postMessage({ type: READY });
    }
    // Before READY nothing is asked that would not be asked again after it.
    if (type === QUERY && search) postMessage({ type: RESULT, data: search.answer(data) });
  });
})();
