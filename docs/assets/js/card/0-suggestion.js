// The address at which a reader suggests a better translation: a new issue, or a letter.
const planbookSuggestion = (() => {
  // How hosts name the fields of a new issue; GitHub has a form of the repository's own.
  //** @type {Record<string, [path: string, title: string, text: string]>} */
  const hosts = {
    gitlab: ["/-/issues/new", "issue[title]", "issue[description]"],
    gitee: ["/issues/new", "issue[title]", "issue[description]"],
    "": ["/issues/new", "title", "body"],
  };
  //** @param {string} text @param {number} most */
  const cut = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);

  // A host refuses addresses of more than some 8,000 bytes, and a mail program those of 2,000; a
  // Chinese character takes nine.
  //** @type {(number: string, wish: string, zh: string, en: string, address: string) => string} */
  const suggestion = (number, wish, zh, en, address) => {
    const { protocol, hostname } = new URL(planbookPlan.repoUrl);
    const isMail = protocol === "mailto:";
    const chinese = cut(zh, isMail ? 80 : 400);
    const english = cut(en, isMail ? 400 : 1200);
    const [path, title, text] = isMail ? ["", "subject", "body"]
      : Object.entries(hosts).find(([host]) => hostname.includes(host))?.[1] ?? ["", "title", "body"];
    const query = new URLSearchParams(hostname === "github.com"
      ? { template: "wrong-translation.yml", reference: number, chinese, english }
      : { [title]: `${number}: ${wish}`, [text]: `${chinese}\n\n${english}\n\n${address}\n` });
    // Mail programs take + for a plus sign.
    return `${planbookPlan.repoUrl}${path}?${String(query).replaceAll("+", "%20")}`;
  };
  return suggestion;
})();
