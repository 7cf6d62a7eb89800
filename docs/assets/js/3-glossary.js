// The glossary's index is filtered as you type: by either language, by pinyin with or
// without tones, by type. Without it the whole list stands there.
(() => {
  const rows = [...document.querySelectorAll('.md-typeset li[id^="t-"]')];
  if (!rows.length) return;
  const words = {
    zh: { find: "查找术语", hint: "中文、英文或拼音", type: "类别", all: "全部类别", none: "没有符合的术语" },
    en: { find: "Find a term", hint: "English, Chinese, or pinyin", type: "Type", all: "All types", none: "No term fits" },
    "zh-Hant": { find: "查找術語", hint: "中文、英文或拼音", type: "類別", all: "全部類別", none: "沒有符合的術語" },
  };
  const { lang } = document.documentElement;
  const own = words[lang] ?? (lang.startsWith("zh") ? words.zh : words.en);

  const folded = (text) => text.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f\s'’“”·-]/g, "");
  const keys = rows.map((row) => [...row.children].map((part) => folded(part.textContent)).join("|"));

  // The links by type name the types, in order: “Places (80)”, to glossary/place.html.
  const types = [...document.querySelectorAll(".glossary-types a")].map((link) => [
    link.getAttribute("href").match(/([a-z]+)(-\d+)?\.html/)[1],
    link.textContent.replace(/\s*[（(]\d+[)）]/, ""),
  ]);

  const label = (text, control) => {
    const element = document.createElement("label");
    const name = document.createElement("span");
    name.textContent = text;
    element.append(name, control);
    return element;
  };
  const query = document.createElement("input");
  Object.assign(query, { type: "search", placeholder: own.hint, autocomplete: "off", spellcheck: false });
  const type = document.createElement("select");
  type.append(new Option(own.all, ""), ...types.map(([value, name]) => new Option(name, value)));
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  const form = document.createElement("form");
  form.className = "pb-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", own.find);
  form.append(label(own.find, query), label(own.type, type), count);
  document.querySelector(".glossary-letters").before(form);

  const first = () => rows.find((row) => !row.hidden)?.querySelector("a");
  const filter = () => {
    const wanted = folded(query.value);
    rows.forEach((row, at) => {
      row.hidden = !keys[at].includes(wanted) || (type.value !== "" && !row.classList.contains(type.value));
    });
    for (const list of new Set(rows.map((row) => row.parentElement))) {
      list.hidden = !list.querySelector("li:not([hidden])");
      if (list.previousElementSibling?.matches("h2")) list.previousElementSibling.hidden = list.hidden;
    }
    const left = rows.filter((row) => !row.hidden).length;
    count.textContent = left ? `${left} / ${rows.length}` : own.none;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    first()?.focus();
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      first()?.focus();
    } else if (event.key === "Escape" && query.value) {
      query.value = "";
      filter();
    }
  });
  filter();
})();
