"""Tells how the elements of a page look: bold, centered, in which typeface and size."""

from __future__ import annotations

import re

from planbook.intake.faces import face_of
from planbook.intake.html.items import Element

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
