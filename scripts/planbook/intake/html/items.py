"""Prepares a page: what its style sheet hides, the numbers of its lists, the marks of its notes, its lines."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

from planbook.intake.marks import numeral

Element: TypeAlias = Any
"""An element of lxml, which ships no types."""
NOTE = "data-planbook-note"
MARK = re.compile(r"[\[［【〔(（]?\s*(\d{1,3})\s*[\]］】〕)）]?$")
AS_SET = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
ELSEWHERE = re.compile(r"@[\w-]++[^{};@]*+(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\})")
"""Rules of a style sheet that hold only in print or on some screens."""
MOST_STYLE = 50_000
"""Characters of a style sheet that are read."""
SHOWS = re.compile(r"(?:^|[;\s])(?:display|visibility)\s*:\s*([\w-]+)", re.IGNORECASE)
SELECTOR = re.compile(r"(?P<tag>[a-zA-Z][\w-]*)?(?P<kind>[.#])(?P<name>[\w-]+)")
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([\w-]+)\s*(?:;|$)", re.IGNORECASE)
TYPES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
STYLES = {"decimal": "decimal", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
          "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-latin": "lowerLetter",
          "upper-latin": "upperLetter", "cjk-ideographic": "chineseCounting",
          "simp-chinese-informal": "chineseCounting", "cjk-decimal": "ideographDigital",
          "none": "none", "decimal-leading-zero": "decimalZero"}  # fmt: skip


def item_mark(item: Element) -> str:
    """The number or bullet that a browser puts before an item; none where the style says so."""
    if note := item.get(NOTE):
        return f"[{note}]"
    parent = item.getparent()
    if parent is None or parent.tag not in ("ol", "ul"):
        return ""
    found = LIST_STYLE.search(parent.get("style") or "")
    said = STYLES.get(found[1].lower(), "") if found else ""
    if said == "none":
        return ""
    if parent.tag == "ul":
        return "• "
    kind = said or TYPES.get(parent.get("type") or "", "decimal")
    mark = numeral(whole(item.get("value"), 1), kind)
    return mark + ("、" if kind.startswith("chinese") else ".")


def rules_of(sheet: str) -> list[str]:
    """The rules of a style sheet that hold everywhere, without its comments."""
    first, *others = sheet[:MOST_STYLE].split("/*")
    text = first + " ".join(one.partition("*/")[2] for one in others)
    return ELSEWHERE.sub("", text).split("}")


def hide_by_sheet(page: Element) -> None:
    """Mark as hidden what the style sheets in the page do not show, by its class or its `id`."""
    gone = {one for one, how in shown_by_sheets(page).items() if how.lower() in ("none", "hidden")}
    for one in page.iter() if gone else ():
        found = [(".", name) for name in (one.get("class") or "").split()]
        found += [("#", one.get("id") or "")]
        is_own = SHOWS.search(one.get("style") or "")
        if not is_own and any((tag, *each) in gone for each in found for tag in ("", one.tag)):
            one.set("hidden", "")


def shown_by_sheets(page: Element) -> dict[tuple[str, str, str], str]:
    """How the sheets show elements, by tag and class or `id`: the last rule counts."""
    shown: dict[tuple[str, str, str], str] = {}
    for rule in (one for sheet in page.iter("style") for one in rules_of(sheet.text or "")):
        names, _, said = rule.rpartition("{")
        if how := SHOWS.findall(said):
            chosen = filter(None, (SELECTOR.fullmatch(one.strip()) for one in names.split(",")))
            shown |= {(one["tag"] or "", one["kind"], one["name"]): how[-1] for one in chosen}
    return shown


def number_items(page: Element) -> None:
    """Give each item of an ordered list its number: its own, or counted from the one before it."""
    for parent in page.iter("ol"):
        items = [one for one in parent if one.tag == "li"]
        step = -1 if parent.get("reversed") is not None else 1
        number = whole(parent.get("start"), len(items) if step < 0 else 1)
        for item in items:
            number = whole(item.get("value"), number)
            item.set("value", str(number))
            number += step


def whole(said: str | None, otherwise: int) -> int:
    return int(said) if said and re.fullmatch(r"\s*-?\d{1,6}\s*", said) else otherwise


def mark_notes(page: Element) -> None:
    """Give each item that a number in the text leads to this number: it is a note, on one line."""
    items = {one.get("id"): one for one in page.iter("li") if one.get("id")}
    for link in page.iter("a"):
        found = MARK.match("".join(link.itertext()).strip())
        item = items.get(str(link.get("href") or "").removeprefix("#"))
        if found and item is not None and item not in link.iterancestors():
            item.set(NOTE, found[1])
            for part in item.iter("p", "div"):
                part.tag, part.tail = "span", f" {(part.tail or '').strip()}"


def break_lines(page: Element) -> None:
    """End the lines of text that is shown as it is set, in `pre`, by `br`."""
    kept = [one for one in page.iter() if one.tag == "pre" or AS_SET.search(one.get("style") or "")]
    for one in kept:
        for part in list(one.iter()):
            first, *rest = (part.text or "").split("\n")
            part.text = first
            for at, line in enumerate(rest):
                part.insert(at, broken(line))
            if part is not one:
                first, *rest = (part.tail or "").split("\n")
                part.tail = first
                at = part.getparent().index(part) + 1
                for line in reversed(rest):
                    part.getparent().insert(at, broken(line))


def broken(line: str) -> Element:
    made = etree.Element("br")
    made.tail = line
    return made
