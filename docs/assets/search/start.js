// Puts our search behind Material's search box. Loaded before Material's script, which asks for
// `new Worker(…)` and speaks to it: SETUP 0, READY 1, QUERY 2. The results (3) are not Material's
// but stand in its list, as the worker writes them. Nothing more is loaded before somebody goes to
// the search box.
(() => {
  const form = document.forms.search;
  const input = form?.querySelector("input");
  if (!form || !input) return;
  // By this name Material would look for its own index on every page, and there is none.
  form.removeAttribute("name");

  // Material listens to keys alone, and would miss what is pasted, dictated or composed.
  input.addEventListener("input", () => input.dispatchEvent(new Event("keyup")));

  const config = JSON.parse(document.getElementById("__config").textContent);
  const index = new URL("search/index.js", new URL(config.base, location.href)).href;
  const script = new URL("worker.js", document.currentScript?.src).href;
  // Over http the browser's own; from file:// what stands in for it.
  const Original = window.Worker;
  const RETRIES = 5; // by itself: the last after half a minute

  //** @param {Results} results */
  function show({ html, meta }) {
    const [said, list] = document.querySelector(".md-search-result").children;
    said.setAttribute("role", "status");
    said.textContent = meta;
    list.innerHTML = html;
  }

  // What Material takes for its worker: starts the real one on first use, hands on its messages.
  class SearchWorker extends EventTarget {
    //** @param {Box} box */
    constructor(box) {
      super();
      //** @type {Worker | undefined} */
      this.worker = undefined;
      this.failed = 0;
      const start = () => this.start();
      box.addEventListener("focus", start);
      box.addEventListener("input", start);
      if (document.activeElement === box) start();
    }

    start() {
      if (this.worker) return;
      this.worker = new Original(script);
      this.worker.addEventListener("message", ({ data }) => this.hear(data));
      this.worker.addEventListener("error", () => this.fail());
      this.worker.postMessage({ type: 0, data: { index } });
    }

    //** @param {Heard} message */
    hear(message) {
      if (message.type === 3) show(message.data);
      else if (message.type === 4) this.fail();
      else {
        this.failed = 0;
        this.dispatchEvent(new MessageEvent("message", { data: message }));
      }
    }

    // Without worker or index: says so, and tries again, each time after twice as long, and at the
    // reader's next key.
    fail() {
      this.worker?.terminate();
      this.worker = undefined;
      show({ html: "", meta: planbookSearchFailed[document.documentElement.lang] });
      if (this.failed < RETRIES) setTimeout(() => this.start(), 2000 * 2 ** this.failed++);
    }

    //** @param {Query} message */
    postMessage(message) {
      if (message.type !== 2) return; // Material's own SETUP
      this.start();
      this.worker?.postMessage(message);
    }
  }

  //** @type {NewWorker} */
  const Replacement = function (url, options) {
    return url === config.search ? new SearchWorker(input) : new Original(url, options);
  };
  Object.assign(window, { Worker: Replacement });
})();
