// The address of a passage of the plan by its number, from the page of contents on.
const planbookPath = (() => {
  // The number of a passage or sentence that is there.
  //** @param {string} wanted */
  const numberOf = (wanted) => {
    const { number } = planbookNumber(wanted);
    const [sentence = "1", ...deeper] = number.split(".").slice(4);
    const most = planbookPlan.numbers[number.split(".").slice(0, 4).join(".")];
    const isThere = number.split(".").length < 5 || (Number(sentence) > 0 && Number(sentence) <= Number(most));
    if (most !== undefined && isThere && deeper.length === 0) return number;
    const shorter = number.replace(/(?:\.0)+$/, "");
    return shorter !== number && shorter in planbookPlan.numbers ? shorter : undefined;
  };
  //** @param {string} number */
  const pathOf = (number) => {
    const [chapter = "", section = "0", subsection = "0", ...rest] = number.split(".");
    const folder = chapter.startsWith("a") ? chapter : `ch${chapter}`;
    const page = chapter === "0" ? "index" : `${folder}/${section === "0" ? "index" : `s${section}`}`;
    const hash = rest.length ? `p-${number.replaceAll(".", "-")}` : `s-${chapter}-${section}-${subsection}`;
    return `${page}.html#${hash}`;
  };

  //** @param {string} wanted */
  return (wanted) => {
    const number = numberOf(wanted);
    return number && pathOf(number);
  };
})();
