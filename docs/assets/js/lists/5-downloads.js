// The page of downloads: size, pages, version and checksum of each file, from a list that is
// made with the files. What the list does not have (the archive, inside itself) is no link.
(() => {
  const links = [...document.querySelectorAll("a.download")];
  if (!links.length) return;
  const words = {
    en: ["pages", "version", "not in this copy"],
    zh: ["页", "版本", "本副本未附"],
    "zh-Hant": ["頁", "版本", "本副本未附"],
  }[document.documentElement.lang] ?? ["pages", "version", "not in this copy"];
  const [pages, version, absent] = words;
  const size = (bytes) =>
    bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

  const line = (text, name) => {
    const made = document.createElement("span");
    made.className = `pb-download-${name}`;
    made.textContent = text;
    return made;
  };
  const fill = (link, list) => {
    const file = list.files[link.href.split("/").pop()];
    if (!file) {
      link.replaceWith(line(`${link.textContent} (${absent})`, "absent"));
      return;
    }
    const facts = [size(file.size)];
    if (file.pages) facts.push(`${file.pages} ${pages}`);
    facts.push(list.date, `${version} ${list.version}`);
    link.parentElement.append(line(facts.join(" · "), "facts"), line(`SHA-256 ${file.sha256}`, "sum"));
  };

  // A long book comes in volumes: x.pdf, x.2.pdf, x.3.pdf.
  const addVolumes = (link, list) => {
    if (!link.href.endsWith(".pdf")) return;
    let last = link;
    for (let number = 2; ; number += 1) {
      const href = link.href.replace(/pdf$/, `${number}.pdf`);
      if (!list.files[href.split("/").pop()]) return;
      const next = document.createElement("a");
      next.className = "download";
      next.href = href;
      next.textContent = `(${number})`;
      last.after(" ", next);
      last = next;
    }
  };

  window.planbookDownloads = (list) => {
    for (const link of links) {
      fill(link, list);
      addVolumes(link, list);
    }
  };
  const script = document.createElement("script");
  script.src = new URL("manifest.js", links[0].href).href;
  document.head.append(script);
})();
