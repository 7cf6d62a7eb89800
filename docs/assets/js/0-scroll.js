// What follows the reader down a page: the title in the header, the sidebars' height, the entry of
// the contents that is being read, and the way back to the top.
(() => {
  const [header, main] = [document.querySelector(".md-header"), document.querySelector(".md-main")];
  const inner = document.querySelector(".md-main__inner");
  const sidebars = [...document.querySelectorAll(".md-sidebar__scrollwrap")];
  //** @param {Element} one */
  const box = (one) => one.getBoundingClientRect();

  // The page's own title takes the place of the site's when it has gone out of sight.
  const title = document.querySelector(".md-header__title");
  const heading = document.querySelector(".md-content h1");
  const swap = () => {
    if (heading) title.classList.toggle("md-header__title--active", box(heading).bottom <= box(header).bottom);
  };

  // As high as what is in sight of the page's middle part. On a small screen the menu is no sidebar.
  const stretch = () => {
    const height = Math.min(innerHeight, box(main).bottom) - Math.max(box(header).bottom, box(inner).top);
    for (const one of sidebars) {
      const isBeside = getComputedStyle(one.closest(".md-sidebar") ?? one).position === "sticky";
      one.style.height = isBeside ? `${height - 2 * one.offsetTop}px` : "";
    }
  };
  // To the middle of what scrolls around it, which is the sidebar or, in the menu, its list. What
  // does not scroll stays as it is.
  //** @param {Element} link */
  const bringIntoView = (link) => {
    if (!link.getClientRects().length) return;
    for (const one of [link.closest("ul"), link.closest(".md-sidebar__scrollwrap")])
      if (one && getComputedStyle(one).overflowY === "auto")
        one.scrollTop += box(link).top - box(one).top - one.clientHeight / 2;
  };

  // The contents stand beside the text and in the menu. What a link to a title would bring to the
  // top of the text is being read, and at the end of a page its last part.
  //** @param {HTMLAnchorElement} link */
  const entry = (link) => ({ link, goal: document.getElementById(decodeURIComponent(link.hash.slice(1))) });
  const contents = [...document.querySelectorAll("[data-md-component=toc]")].map((list) =>
    [...list.querySelectorAll("a")].map(entry));
  //** @param {ReturnType<typeof entry>[]} entries @param {ReturnType<typeof entry>[]} passed */
  const mark = (entries, passed) => {
    const last = passed.at(-1)?.link;
    if (last && !last.hasAttribute("aria-current")) bringIntoView(last);
    for (const one of entries) {
      one.link.classList.toggle("md-nav__link--passed", passed.includes(one));
      one.link.classList.toggle("md-nav__link--active", one.link === last);
      if (one.link === last) one.link.setAttribute("aria-current", "location");
      else one.link.removeAttribute("aria-current");
    }
  };
  const follow = () => {
    const line = Math.max(0, box(document.querySelector(".pb-bar") ?? header).bottom) + 24;
    const isEnd = scrollY > 0 && scrollY + innerHeight >= Math.floor(box(document.body).height);
    //** @param {Element | null} goal */
    const isPassed = (goal) => goal?.getClientRects().length && (isEnd || box(goal).top < line);
    for (const entries of contents) mark(entries, entries.filter(({ goal }) => isPassed(goal)));
  };

  // The way back to the top shows itself to who goes that way, but not to who follows a link.
  const back = document.querySelector(".md-top");
  let before = scrollY;
  const offer = () => {
    if (back && scrollY !== before) back.hidden = scrollY > before || scrollY <= 0;
    before = scrollY;
  };
  back?.addEventListener("click", () => scrollTo({ top: 0 }));
  addEventListener("hashchange", () => {
    before = scrollY;
    if (back) back.hidden = true;
  });

  let isDue = false;
  const update = () => {
    isDue = false;
    swap();
    stretch();
    follow();
    offer();
  };
  const soon = () => {
    if (!isDue) requestAnimationFrame(update);
    isDue = true;
  };
  update();
  for (const link of document.querySelectorAll(".md-sidebar--primary a.md-nav__link--active")) bringIntoView(link);
  for (const event of /** @type {const} */ (["scroll", "resize"])) addEventListener(event, soon);
  new ResizeObserver(soon).observe(document.body);
})();
