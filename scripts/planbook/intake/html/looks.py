"""Tells how the elements of a page look, and what its style sheets say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from planbook.intake.faces import face_of

Element: TypeAlias = Any
"""An element of lxml, which ships no types."""
Key: TypeAlias = tuple[str, str, str]
"""What a selector names: a tag, a class or an `id`, and its name."""
Said: TypeAlias = Mapping[Key, str]
ELSEWHERE = re.compile(r"@[\w-]++[^{};@]*+(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\})")
"""Rules of a style sheet that hold only in print or on some screens."""
MOST_STYLE = 50_000
"""Characters of a style sheet that are read."""
SELECTOR = re.compile(r"(?P<tag>[a-zA-Z][\w-]*)?(?:(?P<kind>[.#])(?P<name>[\w-]+))?(?<=.)")
WRITTEN = re.compile(
    r"""content\s*:\s*[^;]*?(?: counters?\( | ["'][^"']*? (?: 第|[章节篇、）)] ) )""", re.VERBOSE
)
"""What a style sheet puts before an element: content: "第" counter(c) "章"."""
BEFORE = re.compile(r"\s*::?(?:before|marker)\s*$")
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "html", "legend", "li", "main", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
FIRST_LINE = re.compile(r"text-indent\s*:\s*([\d.]+)", re.IGNORECASE)
STRONG = ("b", "strong")
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
ALIGNED = re.compile(r"text-align\s*:\s*(\w+)", re.IGNORECASE)
PARAGRAPH = ("p", "div", "section", "center")
FONT = re.compile(r"font-family\s*:\s*([^;]+)", re.IGNORECASE)
SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,6})?)(px|pt|em|rem)", re.IGNORECASE)
UNITS = {"px": 1 / 16, "pt": 1 / 12, "rem": 1.0}
"""The units of sizes, by the usual size of letters."""
SIZES = (0.63, 0.82, 1, 1.13, 1.5, 2, 3)
"""Those of <font size="1"> to <font size="7">."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text within a line, and how it looks."""

    text: str
    strong: bool = False
    face: str = ""
    size: float = 0
    """Against the usual one: 1.5."""


USUAL = Run("", size=1)


def seen(element: Element, around: Run) -> Run:
    """How text in an element looks, by how that around it does."""
    face, size = named_face(element) or around.face, size_of(element, around.size)
    return Run("", around.strong or is_bold(element), face, size)


def named_face(element: Element) -> str:
    """The typeface that an element names for itself."""
    said = FONT.findall(element.get("style") or "") or [element.get("face") or ""]
    return face_of(said[-1])


def size_of(element: Element, around: float) -> float:
    """The size of the letters in an element, against the usual one; what is around it has this size."""
    if said := SIZE.search(element.get("style") or ""):
        return round(float(said[1]) * UNITS.get(said[2].lower(), around), 2)
    named = element.get("size") or "" if element.tag == "font" else ""
    return SIZES[int(named) - 1] if re.fullmatch("[1-7]", named) else around


def is_centered(element: Element) -> bool:
    """True for a paragraph that is centered itself, or with nothing else, and not with all others around it."""
    if element.tag not in PARAGRAPH or next(element.iterchildren(*PARAGRAPH), None) is not None:
        return False
    while (said := alignment(element)) is None and is_alone(element):
        element = element.getparent()
    return said == "center"


def alignment(element: Element) -> str | None:
    """How the lines of an element are aligned, if it says so itself."""
    said = ALIGNED.findall(element.get("style") or "") or [element.get("align")]
    return "center" if element.tag == "center" else said[-1] and said[-1].lower()


def is_alone(element: Element) -> bool:
    """True if nothing else is in what is around it."""
    around = element.getparent()
    return around is not None and around.tag in PARAGRAPH and len(around) == 1


def is_bold(element: Element) -> bool:
    """True for text that its own tag or style makes bold, and not all paragraphs around it."""
    if element.tag in STRONG:
        return True
    is_set = BOLD.search(element.get("style") or "")
    return bool(is_set) and next(element.iterdescendants("p", "div"), None) is None


def is_block(element: Element) -> bool:
    """True for an element that is on lines of its own."""
    return element.tag in BLOCKS or bool(AS_BLOCK.search(element.get("style") or ""))


def is_indented(element: Element) -> bool:
    """True if the first line of an element is, by its own style or by that of what is around it."""
    styles = (one.get("style") or "" for one in (element, *element.iterancestors()))
    found = next(filter(None, map(FIRST_LINE.search, styles)), None)
    return bool(found and float(found[1].rstrip(".") or 0) > 0)


def nested(table: Element) -> bool:
    return next(table.iterdescendants("table"), None) is not None


def is_bordered(table: Element) -> bool:
    """True for a table with rules; one with tables in its tables lays out a page all the same."""
    if any(map(nested, table.iterdescendants("table"))):
        return False
    said = re.search(r"border[^:;]*:[^;]*\b(?:solid|double)\b", table.get("style") or "")
    return whole(table.get("border"), 0) > 0 or bool(said)


def words_of(element: Element) -> str:
    """All text of an element, as it is in the file."""
    return "".join(element.itertext())


def whole(said: str | None, otherwise: int) -> int:
    return int(said) if said and re.fullmatch(r"\s*-?\d{1,6}\s*", said) else otherwise


# --- what style sheets say


def rules_of(sheet: str) -> list[str]:
    """The rules of a style sheet that hold everywhere, without its comments."""
    first, *others = sheet[:MOST_STYLE].split("/*")
    text = first + " ".join(one.partition("*/")[2] for one in others)
    return ELSEWHERE.sub("", text).split("}")


def names_in(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def keys_of(element: Element) -> list[Key]:
    """What a selector may call an element: p.note, .note, p#one, #one, p."""
    names = [(".", name) for name in names_in(element)]
    names += [("#", element.get("id") or "")] if element.get("id") else []
    return [(tag, *one) for one in names for tag in (element.tag, "")] + [(element.tag, "", "")]


def rules_in(page: Element) -> Iterator[tuple[list[str], str]]:
    """The selectors of each rule of the style sheets, and what it says."""
    for rule in (one for sheet in page.iter("style") for one in rules_of(sheet.text or "")):
        names, _, said = rule.rpartition("{")
        yield [one.strip() for one in names.split(",")], said


def said_by_sheets(page: Element, pattern: re.Pattern[str]) -> Said:
    """What the sheets say of elements: the last rule counts."""
    made: dict[Key, str] = {}
    for names, said in rules_in(page):
        if found := pattern.findall(said):
            made |= dict.fromkeys(filter(None, map(key_of, names)), found[-1])
    return made


def key_of(selector: str) -> Key | None:
    found = SELECTOR.fullmatch(selector)
    return (found["tag"] or "", found["kind"] or "", found["name"] or "") if found else None


def said_of(element: Element, pattern: re.Pattern[str], sheets: Said) -> str:
    """What an element says of itself, or else the sheets of it."""
    own = pattern.search(element.get("style") or "")
    return own[1] if own else next((sheets[key] for key in keys_of(element) if key in sheets), "")


def written_by_sheets(page: Element) -> Iterator[str]:
    """A sign that a style sheet writes marks of headings or paragraphs, which are not in the text."""
    found = (
        key_of(BEFORE.sub("", one).split()[-1])
        for names, said in rules_in(page) if WRITTEN.search(said)
        for one in names if BEFORE.search(one) and BEFORE.sub("", one)
    )  # fmt: skip
    wanted = {*filter(None, found)}
    if wanted and any(key in wanted for one in page.iter(etree.Element) for key in keys_of(one)):
        yield (
            "the style sheet of the page writes numbers or marks that are not in the text: print the page"
            " to PDF, and take that"
        )
