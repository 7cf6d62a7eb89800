// The indexes of the glossary and of the directory of names are filtered as you type: by
// either language, by pinyin with or without tones, by type.
(() => {
  const rows = [...document.querySelectorAll('.md-typeset :is(li[id^="t-"], li[id^="n-"])')];
  if (!rows.length) return;
  const words = PlanbookFilter.inWords(planbookListWords.filter);
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
