// The search box. A worker answers, and writes the list of answers itself (see search/worker): it is
// started when somebody goes to the box, and asked whenever the query changes.
(() => {
  const search = document.getElementById("__search");
  const query = document.querySelector(".md-search__input");
  if (!query) return;
  const result = document.querySelector(".md-search-result");
  const [said, list] = result.children;
  said.setAttribute("role", "status");

  const lang = planbookLang;
  const root = new URL("..", document.currentScript?.src);
  const index = new URL(`${lang === "zh" ? "" : `${lang}/`}search/index.js`, root).href;
  const RETRIES = 5; // by itself: the last after half a minute

  //** @param {Results} results */
  const show = ({ html, meta }) => {
    said.textContent = meta;
    list.innerHTML = html;
  };

  // --- the worker: SETUP 0, READY 1, QUERY 2, RESULT 3, FAILED 4
  //** @type {Worker | undefined} */
  let worker;
  //** @type {string | undefined} */
  let asked;
  let isReady = false;
  let failed = 0;
  let unanswered = 0;
  let isEntered = false; // before the answers were there

  const ask = () => {
    if (!worker) start();
    else if (isReady && query.value !== asked) {
      asked = query.value;
      unanswered++;
      worker.postMessage({ type: 2, data: asked });
    }
  };
  const start = async () => {
    try {
      // From file:// a browser starts none: there something stands in for it.
      if (location.protocol === "file:") await planbookLoad(new URL("assets/local-worker.js", root).href);
      if (worker) return;
      worker = new Worker(new URL("assets/search/worker.js", root));
    } catch {
      fail();
      return;
    }
    worker.addEventListener("message", ({ data }) => hear(data));
    worker.addEventListener("error", fail);
    worker.postMessage({ type: 0, data: { index } });
  };
  //** @param {Heard} message */
  const hear = (message) => {
    if (message.type === 3) {
      show(message.data);
      unanswered--;
      if (isEntered) enter();
      else comeBack();
    } else if (message.type === 4) fail();
    else {
      isReady = true;
      failed = 0;
      ask();
    }
  };
  // Without worker or index: says so, and tries again, each time after twice as long, and at the
  // reader's next key.
  const fail = () => {
    worker?.terminate();
    worker = undefined;
    asked = undefined;
    isReady = false;
    isEntered = false;
    unanswered = 0;
    show({ html: "", meta: planbookWords.search_box[lang].failed });
    if (failed < RETRIES) setTimeout(start, 2000 * 2 ** failed++);
  };

  // --- the box
  const open = () => {
    if (!search.checked) search.click();
    ask();
  };
  const close = () => { if (search.checked) search.click(); };
  // To the first answer, as soon as it is there.
  const enter = () => {
    isEntered = !isReady || unanswered > 0;
    if (!isEntered) list.querySelector("a")?.click();
  };
  query.addEventListener("focus", open);
  query.addEventListener("input", () => {
    isEntered = false;
    ask();
  });
  query.form?.addEventListener("reset", () => {
    query.focus();
    setTimeout(ask); // when it is empty
  });
  // Addresses may bring a query along, which is theirs until the search is closed. So whoever goes
  // back from an answer finds the others, and the one that was opened.
  let brought = new URLSearchParams(location.search).get("q");
  //** @param {string} [wanted] @param {number} [answer] */
  const keep = (wanted, answer) => {
    const here = new URL(location.href);
    if (wanted) here.searchParams.set("q", wanted);
    else here.searchParams.delete("q");
    if (wanted || here.href !== location.href) history.replaceState({ ...history.state, answer }, "", here);
  };
  result.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    keep(query.value, [...list.querySelectorAll("a")].indexOf(link));
  });
  const comeBack = () => {
    const link = query.value === brought && list.querySelectorAll("a")[history.state?.answer];
    brought = null;
    if (!link) return;
    const folded = link.closest("details");
    if (folded) folded.open = true;
    link.focus();
  };
  if (brought !== null) {
    query.value = brought;
    query.focus();
    open();
  }
  search.addEventListener("change", () => {
    if (search.checked) return;
    query.blur();
    keep();
  });
  addEventListener("popstate", () => { if (!search.checked) keep(); });

  // --- its keys, while it is open
  // Through the box and the answers in sight, from the last again to the first.
  //** @param {number} step */
  const move = (step) => {
    const links = list.querySelectorAll(":not(details) > a, summary, details[open] > a");
    const all = [query, ...links];
    const at = Math.max(0, all.indexOf(document.activeElement));
    all[(at + step + all.length) % all.length]?.focus();
  };
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!search.checked || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
    if (key === "Escape" || key === "Tab") close();
    else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault(); // the page would move
      move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && target === query) {
      event.preventDefault();
      enter();
    } else if (key === "Backspace" || (key.length === 1 && !(key === " " && target.matches("summary")))) query.focus();
  });
})();
