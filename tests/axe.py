"""What axe finds wrong with a page as it is shown."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parent / "lighthouse/node_modules/axe-core/axe.min.js"
MARK = """() => {
  const counts = new Map();
  const mark = (one, around) => {
    const {backgroundColor, backgroundImage, color, font, opacity, position, textShadow} = getComputedStyle(one);
    if (one instanceof SVGElement || position === "absolute" || position === "fixed") return;
    const behind = `${around} ${backgroundColor} ${backgroundImage} ${opacity}`;
    const hasText = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (hasText && one.checkVisibility({visibilityProperty: true})) {
      const style = `${behind} ${color} ${font} ${textShadow}`;
      counts.set(style, (counts.get(style) ?? 0) + 1);
      one.toggleAttribute("data-alike", counts.get(style) > 3);
    }
    for (const child of one.children) mark(child, behind);
  };
  mark(document.body, "");
}"""
"""Marks text that looks as three before it do, and has the same behind it.

Where things lie over each other, what is behind a text is not told by what it is in.
"""
RUN = """async (options) => {
  axe.configure({rules: [{id: "color-contrast", selector: "*:not([data-alike])"}]});
  const {violations} = await axe.run(document, {resultTypes: ["violations"], preload: false, ...options});
  return violations.flatMap(
    ({id, nodes}) => nodes.map(({target, failureSummary}) => `${id}: ${target} ${failureSummary}`));
}"""
"""Without `preload`, which reads all styles and media anew for a rule on sound that plays by itself."""


def violations(page: Page, **options: object) -> list[str]:
    """What axe finds; contrast, which takes the most time, is measured thrice for each style."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE.read_text("utf-8"))
    page.evaluate(MARK)
    found: list[str] = page.evaluate(RUN, options)
    return found
