// The page of downloads: size, pages, and version of each file, from a list that is made with
// the files. What the list does not have (the archive, inside itself) is no link.
(() => {
  const links = [...document.querySelectorAll("a.download")];
  const [first] = links;
  if (!first) return;
  const { pages, version, absent } = PlanbookFilter.inWords(planbookListWords.manifest);
  //** @param {number} bytes */
  const size = (bytes) =>
    bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

  //** @type {(text: string, name: string) => HTMLElement} */
  const line = (text, name) => {
    const made = document.createElement("span");
    made.className = `pb-download-${name}`;
    made.textContent = text;
    return made;
  };
  //** @type {(link: HTMLAnchorElement, list: Manifest) => Download | undefined} */
  const fileOf = (link, list) => list.files[link.href.slice(link.href.lastIndexOf("/") + 1)];

  //** @type {(link: HTMLAnchorElement, list: Manifest) => void} */
  const fill = (link, list) => {
    const file = fileOf(link, list);
    if (!file) {
      link.replaceWith(line(`${link.textContent} (${absent})`, "absent"));
      return;
    }
    const facts = [size(file.size)];
    if (file.pages) facts.push(`${file.pages} ${pages}`);
    facts.push(list.date, `${version} ${list.version}`);
    link.parentElement?.append(line(facts.join(" · "), "facts"));
  };

  // A long book comes in volumes: x.pdf, x.2.pdf, x.3.pdf.
  //** @type {(link: HTMLAnchorElement, list: Manifest) => void} */
  const addVolumes = (link, list) => {
    if (!link.href.endsWith(".pdf")) return;
    let last = link;
    for (let number = 2; ; number += 1) {
      const next = document.createElement("a");
      next.className = "download";
      next.href = link.href.replace(/pdf$/, `${number}.pdf`);
      if (!fileOf(next, list)) return;
      next.textContent = `(${number})`;
      last.after(" ", next);
      last = next;
    }
  };

  // Readers of Traditional characters find their books before those in Simplified characters.
  const isTraditional = planbookLang === "zh-Hant";
  for (const link of isTraditional ? links : []) {
    const entry = link.parentElement;
    if (entry && link.href.includes(".zh-Hant")) entry.previousElementSibling?.before(entry);
  }

  window.planbookDownloads = (list) => {
    for (const link of links) {
      fill(link, list);
      addVolumes(link, list);
    }
  };
  const script = document.createElement("script");
  script.src = new URL("manifest.js", first.href).href;
  document.head.append(script);
})();
