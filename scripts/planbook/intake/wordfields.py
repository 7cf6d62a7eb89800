"""Follows the fields of a Word document: contents, formulas, and others that Word fills in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planbook.intake.marks import circled
from planbook.intake.package import Element, attribute

CONTENTS = "contents that Word makes"
ENCLOSED = re.compile(
    r"eq\s*\\o\\?\s*(?:\\a[clr])?\s*\(\s*[○◯〇]\s*[,，;；]\s*(.+?)\s*\)", re.IGNORECASE
)
"""A character in a circle: EQ \\o\\ac(○,3)."""
ENTRY = re.compile(r"(?:\d|[ivxlc]{1,6})\s*$")
"""The end of an entry of the contents: its page."""


@dataclass
class Field:
    """A field that has begun, as far as it has been read."""

    instruction: str = ""
    has_result: bool = False


class Fields:
    """The fields that are open at a place of the document, the innermost last."""

    def __init__(self) -> None:
        self.open: list[Field] = []

    def see(self, char: Element) -> tuple[str, str]:
        """Take notice of a mark of a field; what a field without a result shows, and what it says."""
        kind = attribute(char, "fldCharType")
        if kind == "begin":
            self.open.append(Field())
        elif kind == "separate" and self.open:
            self.open[-1].has_result = True
        elif kind == "end" and self.open:
            return unfilled(self.open.pop())
        return "", ""

    def read(self, instruction: str) -> None:
        if self.open:
            self.open[-1].instruction += instruction

    @property
    def in_contents(self) -> bool:
        return any(one.instruction.split()[:1] in (["TOC"], ["toc"]) for one in self.open)


def unfilled(field: Field) -> tuple[str, str]:
    """What a field without a result shows, if it is known, or else its formula, to be named."""
    said = " ".join(field.instruction.split())
    if field.has_result or not re.match(r"eq\b|=", said, re.IGNORECASE):
        return "", ""
    if found := ENCLOSED.match(said):
        inside = found[1]
        return (circled(int(inside)) if inside.isdecimal() else f"（{inside}）"), ""
    return "", said
