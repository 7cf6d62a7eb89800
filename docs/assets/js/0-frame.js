// Menu and search open by labels of hidden boxes, which no keyboard reaches. With a script at
// hand the labels become buttons, which say whether what they open is open.
(() => {
  document.documentElement.classList.replace("no-js", "js"); // the theme's style sheet goes by it
  const drawer = document.getElementById("__drawer");
  const inDrawer = ".md-sidebar--primary, [for=__drawer]";

  for (const label of document.querySelectorAll("label.md-header__button")) {
    const toggle = label.control;
    if (!(toggle instanceof HTMLInputElement && toggle.matches(".md-toggle"))) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.setAttribute("for", toggle.id); // Material's style sheet goes by it
    button.setAttribute("aria-expanded", String(toggle.checked));
    button.append(...label.childNodes);
    label.replaceWith(button);

    button.addEventListener("click", () => {
      toggle.click();
      if (!toggle.checked) return;
      const goal = toggle === drawer ? ".md-sidebar--primary .md-nav__link[href]" : ".md-search__input";
      for (const one of document.querySelectorAll(goal)) {
        one.focus();
        if (document.activeElement === one) return; // what is folded away takes no focus
      }
    });
    toggle.addEventListener("change", () => {
      button.setAttribute("aria-expanded", String(toggle.checked));
      // Whoever closes it goes on from where it was opened.
      setTimeout(() => {
        const lost = document.activeElement === document.body || document.activeElement?.closest(inDrawer);
        if (!toggle.checked && lost && button.offsetParent) button.focus();
      });
    });
  }

  // On a small screen the closed search lies out of sight: only its button leads there.
  const search = document.getElementById("__search");
  const query = document.querySelector(".md-search__input");
  const small = matchMedia("(width < 60em)");
  if (query) {
    const reach = () => { query.tabIndex = small.matches && !search.checked ? -1 : 0; };
    reach();
    search.addEventListener("change", reach);
    small.addEventListener("change", reach);
  }

  // Below these widths they cover the page.
  for (const [toggle, most] of /** @type {const} */ ([[drawer, "76.25em"], [search, "60em"]])) {
    const isSmall = matchMedia(`(width < ${most})`);
    const close = () => { if (toggle.checked) toggle.click(); };
    toggle.addEventListener("change", () => {
      if (!toggle.checked) planbookCover.closed(close);
      else if (isSmall.matches) planbookCover.opened(close);
    });
  }

  // The open menu covers the page: leaving it closes it.
  document.addEventListener("focusin", ({ target }) => {
    if (drawer.checked && !target.closest(inDrawer)) drawer.click();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && drawer.checked) drawer.click();
  });
  // So does whatever leads to another place of the page.
  addEventListener("hashchange", () => {
    for (const toggle of [drawer, search]) if (toggle.checked) toggle.click();
  });

  // What is cut short is said in full to who points at it.
  document.addEventListener("pointerover", ({ target }) => {
    const cut = target.closest?.(".md-ellipsis");
    if (cut && cut.offsetWidth < cut.scrollWidth) (cut.closest("a") ?? cut).title = cut.textContent.trim();
  });

  // Paper unfolds nothing by itself.
  //** @type {HTMLDetailsElement[]} */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details")].filter(({ open }) => !open);
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });
})();
