// The documents of an index in the forms that the matchers ask for. A document has fields, the
// last of them its body; a field has a text in Chinese, English or both, a weight (body 1, headings
// more), and says whether it is the document's own. `title` says which fields head a result.
(() => {
  const { foldingOf, flatten } = self.PlanbookSearch;
  const HEAD = { own: 3, section: 2, chapter: 0.3 };
  const NOTES = 0.5;

  //** @type {Parts["documents"]} */
  function documents(index) {
    const folding = foldingOf(index.folding);
    //** @type {(weight: number, zh: string | undefined, en: string | undefined) => Field} */
    const field = (weight, zh, en) => ({
      weight, zh: flatten(zh ?? "", folding), en: en ?? "", own: weight === 1 || weight === HEAD.own,
    });
    //** @type {Map<string, [zh: string, en: string]>} */
    const headings = new Map(index.headings.map((name, at) => [name, [index.zh.headings[at], index.en.headings[at]]]));
    //** @type {(weight: number, reference: string) => Field} */
    const heading = (weight, reference) => field(weight, ...(headings.get(reference) ?? ["", ""]));
    const own = index.english ? 1 : 0;

    const passages = index.passages.map(([reference, page, leadZh, leadEn, notes], at) => {
      const [zh, en] = [index.zh.passages[at], index.en.passages[at]];
      const [chapter, section, subsection] = reference.split(".");
      const names = [chapter, `${chapter}.${section}`, `${chapter}.${section}.${subsection}`];
      const depth = subsection === "0" ? (section === "0" ? 0 : 1) : 2;
      const fields = names
        .slice(0, depth + 1)
        .map((name, level) => heading(level === depth ? HEAD.own : level ? HEAD.section : HEAD.chapter, name));
      const title = [depth];
      if (leadZh) title.push(fields.push(field(HEAD.own, zh.slice(0, leadZh), en.slice(0, leadEn))) - 1);
      const notesAt = notes ? fields.push(field(NOTES, "", notes)) - 1 : -1;
      fields.push(field(1, zh, en));
      return {
        page, reference, fields, title, notesAt,
        anchor: `p-${reference.replaceAll(".", "-")}`,
        above: names.slice(0, depth).map((name) => headings.get(name)?.[own] ?? ""),
      };
    });

    const remarks = index.remarks.map(([page, anchor, pageTitle, title, text]) => ({
      page, anchor,
      reference: "",
      title: [0],
      notesAt: -1,
      above: title === pageTitle ? [] : [pageTitle],
      fields: index.english
        ? [field(HEAD.own, "", title), field(1, "", text)]
        : [field(HEAD.own, title, ""), field(1, text, "")],
    }));

    const entries = index.entries.map(([anchor, definition], at) => {
      const [zh, en] = [index.zh.forms[at], index.en.forms[at]];
      return {
        anchor: anchor || `t-${en[0].toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}`,
        definition,
        forms: { zh: zh.map((form) => flatten(form, folding)), en },
      };
    });
    return { folding, passages: [...passages, ...remarks], entries };
  }

  Object.assign(self.PlanbookSearch, { documents });
})();
