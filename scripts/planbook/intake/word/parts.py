"""Looks at single parts of a Word document: its fields, its cells, its controls, and what is said in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from planbook.intake.marks import circled
from planbook.intake.word.package import Element, attribute, below, child, tag, value
from planbook.intake.word.styles import Styles, is_on, whole

CONTENTS = "contents that Word makes"
ENCLOSED = re.compile(
    r"eq\s*\\o\\?\s*(?:\\a[clr])?\s*\(\s*[○◯〇]\s*[,，;；]\s*(.+?)\s*\)", re.IGNORECASE
)
"""A character in a circle: EQ \\o\\ac(○,3)."""
ENTRY = re.compile(r"(?:\d|[ivxlc]{1,6})\s*$")
"""The end of an entry of the contents: its page."""


Row = Sequence[tuple[Element, int, bool]]
"""The cells of a row, each with its columns, and whether one above covers it."""


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


# --- cells and controls


UNSEEN = ("instrText", "delInstrText", "fldChar", "Fallback", "rt", "pPr", "rPr", "sectPr", "tblPr",
          "sdtPr", "sdtEndPr", "tcPr", "trPr")  # fmt: skip
MOST_SPAN = 60
"""Columns that a cell can cover; Word allows 63."""


def begins_page(section: Element) -> bool:
    return value(section, "type") != "continuous"


def coded(symbol: Element) -> str:
    """The code of a symbol as a character."""
    code = attribute(symbol, "char")
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""


def not_text(control: Element) -> str:
    """What a content control holds, if it is not text of the document."""
    properties = child(control, "sdtPr")
    if value(properties, "docPartObj", "docPartGallery") == "Table of Contents":
        return CONTENTS
    is_empty = is_on(child(properties, "showingPlcHdr"))
    return "prompts of empty content controls" if is_empty else ""


def position(run: Element) -> str:
    said_so = value(run, "rPr", "vertAlign")
    return {"superscript": "sup", "subscript": "sub"}.get(said_so, "")


def note_format(main: Element, settings: Element, kind: str, usual: str) -> str:
    for root in (main, settings):
        for one in () if root is None else below(root, f"{kind}Pr"):
            if found := value(one, "numFmt"):
                return found
    return usual


def boxes_in(drawing: Element) -> list[Element]:
    """The text boxes of a drawing, without those that are in another one or for older programs."""

    def is_outer(box: Element) -> bool:
        around = takewhile(lambda one: one is not drawing, box.iterancestors())
        return {"Fallback", "txbxContent"}.isdisjoint(map(tag, around))

    return [*filter(is_outer, below(drawing, "txbxContent"))]


def parts_of(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row; controls and the like around them do not count."""
    for one in element:
        if tag(one) == name:
            yield one
        elif tag(one) not in (*UNSEEN, "tc", "p", "tbl"):
            yield from parts_of(one, name)


def cells(row: Element) -> Iterator[tuple[Element, int, bool]]:
    """The cells of a row with the columns each takes, and whether one above covers it."""
    properties = child(row, "trPr")
    if before := whole(value(properties, "gridBefore")):
        yield None, min(before, MOST_SPAN), True
    together: list[list[Element]] = []
    for cell in parts_of(row, "tc"):
        if together and is_merged(cell, "hMerge"):
            together[-1].append(cell)
        else:
            together.append([cell])
    for own in together:
        spans = (whole(value(one, "tcPr", "gridSpan"), 1) for one in own)
        yield own[0], min(sum(max(one, 1) for one in spans), MOST_SPAN), is_merged(own[0], "vMerge")


def is_merged(cell: Element, way: str) -> bool:
    """True for a cell that the one above or before it covers; one with text of its own shows this."""
    merge = child(cell, "tcPr", way)
    is_own = way == "hMerge" and said(cell).strip()
    return merge is not None and attribute(merge, "val", "continue") != "restart" and not is_own


def said(element: Element) -> str:
    """All text of an element, deleted text included."""
    return "".join(one.text or "" for one in below(element, "t", "delText"))


def tall_in(row: Row, following: Row) -> list[int]:
    """For each cell of a row, 2 if it covers the one below it, and else 1."""
    own, below_it = (
        list(accumulate((wide for _, wide, _ in one), initial=0)) for one in (row, following)
    )
    covered = {
        at
        for (cell, _, is_covered), at in zip(following, below_it, strict=False)
        if is_covered and cell is not None
    }
    return [1 + (at in covered) for at in own[:-1]]


def is_head(row: Row) -> bool:
    """True for a row that comes again at the top of each page."""
    above = (one for cell, *_ in row[:1] for one in cell.iterancestors() if tag(one) == "tr")
    return child(next(above, None), "trPr", "tblHeader") is not None


def heads_of(rows: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """The cells of the head over several columns: their row, first column, and number of columns."""
    first = next((at for at, row in enumerate(rows) if len(row) > 1), len(rows))
    others = takewhile(
        lambda row: any(is_covered for *_, is_covered in row) or is_head(row), rows[first + 1 :]
    )
    for at, row in enumerate([*rows[first : first + 1], *others], first):
        column = 0
        for _, wide, is_covered in row:
            if wide > 1 and not is_covered:
                yield at, column, wide
            column += wide


def has_stops(tabs: Element) -> bool:
    """True if a paragraph sets where its tabs end."""
    return tabs is not None and any(value(one) != "clear" for one in tabs)


def is_strong(paragraph: Element, styles: Styles) -> bool:
    """True if every run with text is bold, the paragraph is centered, or its style is that of a title."""
    runs = [one for one in below(paragraph, "r") if said(one).strip()]
    bold = [child(one, "rPr", "b") for one in runs]
    return bool(runs) and (
        all(map(is_on, bold))
        or styles.is_centered(paragraph)
        or any(name.lower() in ("title", "标题") for name in styles.names(paragraph))
    )
