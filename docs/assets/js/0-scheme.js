// Light or dark. The head of a page has already put a scheme on its body (see scheme.html): here it
// is changed, and kept where the theme keeps it. It follows the system for who has not chosen.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const { body } = document;
  const options = [...document.querySelectorAll(".md-option")];
  const theme = document.createElement("meta"); // the color of the browser's own bars
  theme.name = "theme-color";
  document.head.append(theme);

  const chosen = () => {
    try { return JSON.parse(String(planbookKept("__palette")))?.color?.scheme; } catch { return null; }
  };
  //** @param {string} scheme */
  const keep = (scheme) => {
    const index = options.findIndex((one) => one.dataset.mdColorScheme === scheme);
    planbookKept("__palette", JSON.stringify({ index, color: { scheme } }));
  };

  // Each option has the button that leads away from it.
  //** @param {string | undefined} scheme */
  const show = (scheme) => {
    body.dataset.mdColorSwitching = ""; // no color changes slowly
    body.dataset.mdColorScheme = scheme;
    for (const option of options) {
      option.checked = option.dataset.mdColorScheme === scheme;
      option.nextElementSibling.hidden = !option.checked;
    }
    theme.content = getComputedStyle(document.querySelector(".md-header")).backgroundColor;
    setTimeout(() => { delete body.dataset.mdColorSwitching; });
  };
  show(body.dataset.mdColorScheme);

  for (const option of options)
    option.addEventListener("change", () => {
      const scheme = String(option.dataset.mdColorScheme);
      show(scheme);
      keep(scheme);
    });
  system.addEventListener("change", () => {
    if (!chosen()) show(system.matches ? "slate" : "default");
  });
  // The keys of a button do what its label shows.
  document.addEventListener("keydown", (event) => {
    if (!(event.target.matches?.(".md-option") && [" ", "Enter"].includes(event.key))) return;
    event.preventDefault();
    document.querySelector(".md-option + label:not([hidden])")?.click();
  });

  // Paper is white.
  //** @type {string | undefined} */
  let scheme;
  addEventListener("beforeprint", () => {
    scheme = body.dataset.mdColorScheme;
    body.dataset.mdColorScheme = "default";
  });
  addEventListener("afterprint", () => { body.dataset.mdColorScheme = scheme; });
})();
