// The indexes of the glossary and of the directory of names are filtered as you type: by
// either language, by pinyin with or without tones, by type.
(() => {
  const rows = [...document.querySelectorAll('.md-typeset :is(li[id^="t-"], li[id^="n-"])')];
  if (!rows.length) return;
  const words = PlanbookFilter.inWords({
    zh: { find: "查找", hint: "中文、英文或拼音", type: "类别", all: "全部类别", none: "没有符合的条目" },
    en: { find: "Find", hint: "English, Chinese, or pinyin", type: "Type", all: "All types", none: "No term fits" },
    "zh-Hant": { find: "查找", hint: "中文、英文或拼音", type: "類別", all: "全部類別", none: "沒有符合的條目" },
  });
  // The links by type name the types, in order: “Places (80)”, to glossary/place.html.
  const types = [...document.querySelectorAll(".glossary-types a")].map((link) => [
    link.href.match(/([a-z]+)(-\d+)?\.html/)?.[1] ?? "",
    link.textContent.replace(/\s*[（(]\d+[)）]/, ""),
  ]);
  const type = PlanbookFilter.choice(
    words.type, [["", words.all], ...types], (row, value) => row.classList.contains(value),
  );
  //** @param {HTMLElement} row */
  const key = (row) => [...row.querySelectorAll("a, [lang]")].map((part) => part.textContent).join("|");
  const { form, filter } = PlanbookFilter.over({ rows, words, key, choices: [type] });
  document.querySelector(".glossary-letters").before(form);
  filter();
})();
