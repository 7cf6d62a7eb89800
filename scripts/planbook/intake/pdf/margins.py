"""Places lines between the margins of their regions: indented, centered, full, apart from others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from planbook.intake.form import PROSE
from planbook.intake.overpages import first_part
from planbook.intake.pdf.glyphs import Box, seen
from planbook.intake.pdf.gutters import COLUMN
from planbook.intake.pdf.lines import Row, is_alike
from planbook.intake.pdf.page import Part, Region
from planbook.intake.pdf.unruled import tables
from planbook.text.grammar import (
    BULLETS,
    CAPTION,
    CONTENTS,
    DATE,
    DOCUMENT_NUMBER,
    NUMERAL,
    UNNUMBERED,
    is_marked,
    is_open,
    mark_of,
    mended,
)

FLUSH = 0.6
"""How far from the left margin a line that is not indented begins, at most, in characters."""
APART, SLIGHTLY = 1.3, 1.12
"""The gap before a paragraph that is set apart, at least, against the usual one between lines; slightly so."""
FULL = 2.2
"""How far from the right margin a line that goes on may end, in characters."""
DEEPEST = 3.2
"""The indent of a paragraph, at most, in characters."""
INDENT = 2.0
"""The indent of a paragraph where a document does not show it, in characters."""
FEW = 5
"""Lines of a region that may not show its margins, at most."""
PROOF = 3
"""Indented lines with a mark that show how all are set."""
SHARE = 0.3
"""The share of the lines of a region that show its margin, at least; some are centered."""
UNEVEN = 0.5
"""The difference between the blanks on both sides of a centered line, at most, in characters."""
CLOSE = 3.0
"""The distance between two lines of a title, at most, in characters."""
LISTED = re.compile(rf"[{BULLETS}*–-]|\S{{1,4}}：|[（(]?(?:{NUMERAL}|\d{{1,3}})[.．、)）]")
"""Begins an item of a list."""
BRACKETED = re.compile(r"（[^（）]{4,}）$")
"""Says below a title who passed it, and when."""
ALONE = re.compile(
    rf"{CONTENTS.pattern}|{UNNUMBERED.pattern}|{DATE.pattern}|{DOCUMENT_NUMBER.pattern}|附件",
    re.VERBOSE,
)
"""A line at the top of a document that is no part of its title."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the margins of its region, in the order of reading."""

    row: Row
    sheet: int
    region: int
    left: float
    right: float
    pitch: float
    """The usual distance between two lines of the region, for letters of this size."""
    opens_page: bool = False

    @property
    def is_flush(self) -> bool:
        """True if it begins at the left margin."""
        return self.row.box.left - self.left < FLUSH * self.row.size


def usual_margins(parts: Sequence[Sequence[tuple[Part, Box]]]) -> list[tuple[float, float]]:
    """The left and right margins of the regions with many lines of text.

    On a page where every paragraph has one line, the indent seems to be the margin: other pages
    show that it is none.
    """
    many = [
        part.rows
        for its in parts
        for part, _ in its
        if isinstance(part, Region) and len(part.rows) > FEW
    ]
    found = ((rows, *margins(rows)[:2]) for rows in many)
    wide = [one for one in found if one[2] - one[1] >= COLUMN * one[0][0].size]
    rights: dict[int, float] = {}
    for _, left, right in wide:
        rights[round(left)] = max(right, rights.get(round(left), right))
    return [
        (left, right)
        for rows, left, right in wide
        if is_block(rows, left, right)
        or not any(
            is_inset(rows, left, outer) and right < end + rows[0].size / 2
            for outer, end in rights.items()
        )
    ]


def margins(
    rows: Sequence[Row], usual: Sequence[tuple[float, float]] = ()
) -> tuple[float, float, float]:
    """The left and right margins of a region, and the usual distance between its lines.

    Lines that are few, or begin in many places, have the margins of a usual region around them:
    they may be centered.
    """
    if not rows:
        return 0.0, 0.0, 0.0
    step = median(row.size for row in rows) / 2
    right = max(seen(row.glyphs[-1]).right for row in rows)
    left = left_of(rows, step, right)
    is_shown = SHARE * len(rows) < sum(abs(row.box.left - left) < step for row in rows)
    gaps = [a.box.bottom - b.box.bottom for a, b in pairwise(rows) if a.box.bottom > b.box.bottom]
    pitch = median(gaps) if gaps else 0.0
    others = [one for one in usual if is_shown or one != (left, right) or usual.count(one) > 1]
    around = [one for one in others if one[0] < left + step and right < one[1] + step]
    if not around:
        widths = [end - start for start, end in usual]
        return left, max(right, left + 0.97 * median(widths or [0.0])), pitch
    outer = min(around, key=lambda one: one[1] - one[0])
    right = max(right, outer[1])
    is_own = len(rows) > FEW and is_shown and not is_inset(rows, left, outer[0])
    is_own = is_own or is_block(rows, left, right, (right - outer[0]) / 2)
    return left if is_own else min(left, outer[0]), right, pitch


def is_block(rows: Sequence[Row], left: float, right: float, least: float = 0.0) -> bool:
    """True if a wide line goes on that begins at the left margin, as only the text of a block does."""
    return any(
        before.box.left - left < before.size / 2
        and before.box.right - before.box.left > least
        and right - before.box.right < FULL * before.size
        and is_open(before.text)
        and not is_marked(mended(row.text))
        for before, row in pairwise(rows)
    )


def is_inset(rows: Sequence[Row], left: float, outer: float) -> bool:
    """True if the left margin of lines is where paragraphs with an outer one have their indent."""
    size = median(row.size for row in rows)
    return 1.2 * size <= left - outer <= DEEPEST * size


def left_of(rows: Sequence[Row], step: float, right: float) -> float:
    """Where the leftmost lines begin that are not the only ones to begin there, or go on there.

    A bracket may begin beyond it.
    """
    lefts = [seen(row.glyphs[0]).left for row in rows]
    counts = Counter(round(left / step) for left in lefts)
    shared = {at for at, count in counts.items() if count > 1}
    for before, row in pairwise(rows):
        is_full = is_open(before.text) and right - before.box.right < FULL * row.size
        if is_full and is_indent(before, row.box.left):
            shared.add(round(seen(row.glyphs[0]).left / step))
    return min(left for left in lefts if not shared or round(left / step) == min(shared))


@dataclass(frozen=True, slots=True)
class Setting:
    """How the paragraphs of a document are set."""

    are_parted: bool
    """True if indents or gaps show them: then a full line before one without them goes on."""
    indent: float
    """Their usual indent, in characters; 0 if most have none."""
    apart: float
    """The gap between two of them, at least, against the usual one between lines."""
    pitch: float
    """That one, in characters."""
    are_marks_indented: bool
    """True if all lines with a mark have such an indent that begin a paragraph for certain."""

    def is_usual(self, line: Placed) -> bool:
        """True for a line with the indent of a paragraph."""
        inset = (line.row.box.left - line.left) / line.row.size
        return bool(self.indent) and abs(inset - self.indent) < UNEVEN

    def is_apart(self, before: Placed, line: Placed) -> bool:
        """True if more than the usual distance is between two lines of a region."""
        gap = before.row.box.bottom - line.row.box.bottom
        size = line.row.size
        usual = max(self.pitch * size, line.pitch if self.indent else 0.0)
        return line.region == before.region and gap > self.apart * usual


def setting_of(parts: Sequence[Sequence[tuple[Part, Box]]]) -> Setting:
    """How paragraphs are set, by the lines below short ones; headings are set in any way."""
    close: list[float] = []
    gaps: list[float] = []
    indents: list[float] = []
    marked: list[bool] = []
    outer = usual_margins(parts)
    for region in (part for its in parts for part, _ in its if isinstance(part, Region)):
        rows = [one for one in tables(region) if isinstance(one, Row)]
        left, right, _ = margins(rows, outer)
        for before, row in pairwise(rows if len(rows) > FEW else ()):
            if max(len(before.cells), len(row.cells)) > 1:
                continue
            inset, has_mark = row.box.left - left, is_marked(mended(row.text))
            is_full = right - before.box.right <= (FULL - 1 + first_part(row.text)) * row.size
            if has_mark and not is_full and inset <= DEEPEST * row.size:
                marked.append(is_indent(row, left))
            if row.box.right - row.box.left < COLUMN * row.size:
                continue
            gap = (before.box.bottom - row.box.bottom) / row.size
            if is_full:
                close.append(gap)
            elif is_indent(row, left):
                indents.append(inset / row.size)
            elif inset < FLUSH * row.size and not has_mark:
                gaps.append(gap)
    pitch = median(close or gaps or [1.0])
    usual = median(gaps or [pitch]) / pitch
    has_none = len(indents) < len(gaps)
    apart = min(APART, (1 + usual) / 2) if has_none and usual > SLIGHTLY else APART
    flush = sum(gap <= apart * pitch for gap in gaps)
    are_parted = len(indents) + len(gaps) - flush >= 3 * flush
    indent = 0.0 if has_none else median(indents or [INDENT])
    return Setting(are_parted, indent, apart, pitch, len(marked) >= PROOF and all(marked))


def is_indent(row: Row, left: float) -> bool:
    return 1.2 * row.size <= row.box.left - left <= DEEPEST * row.size


def is_title(first: Placed, line: Placed, setting: Setting) -> bool:
    """True for a line alone that is centered, or as wide as the page, above the next paragraph."""
    if BRACKETED.match(first.row.text):
        return True
    if line.is_flush or is_centered(first):
        is_own = is_centered(first) and not (line.is_flush and setting.is_usual(first))
        return is_own and not is_second(first, line)
    is_next = setting.is_usual(line) and not is_centered(line)
    is_usual = setting.is_usual(first) or LISTED.match(first.row.text)
    return is_next and (not is_usual or is_heading(first))


def is_heading(line: Placed) -> bool:
    """True for a line with the mark of a heading or a caption, and no part of a sentence."""
    text = mended(line.row.text)
    return bool(mark_of(text) or CAPTION.match(text)) and not PROSE.search(text)


def is_begun(text: str) -> bool:
    """True for a remark in brackets that goes on: （2026年1月20日临江市人民."""
    return text.startswith("（") and text.count("（") > text.count("）")


def is_second(first: Placed, line: Placed) -> bool:
    """True for the second line of a centered heading or remark: the first one had no room for its beginning."""
    room = first.right - first.left - (first.row.box.right - first.row.box.left)
    is_full = room < (1 + first_part(line.row.text)) * line.row.size
    text = mended(first.row.text)
    return is_full and is_centered(line) and (is_marked(text) or is_begun(text))


def is_centered(line: Placed) -> bool:
    """True for a line with as much blank before as after it; a mark of a list is not centered."""
    return is_even(line, FLUSH) and not LISTED.match(line.row.text)


def is_even(line: Placed, least: float) -> bool:
    """True for a line with as much blank before as after it; points at its ends may be narrow."""
    first, last = line.row.glyphs[0], line.row.glyphs[-1]
    ends = ((line.row.box.left, line.row.box.right), (seen(first).left, seen(last).right))
    size = line.row.size
    return any(
        abs(left + right - line.left - line.right) < UNEVEN * size
        and left - line.left > least * size
        for left, right in ends
    )


def is_rest(line: Placed, above: Placed) -> bool:
    """True for a line of a title that is set in several, centered and as close as lines."""
    size = line.row.size
    is_near = is_alike(above.row, line.row) and line.region == above.region
    gap = above.row.box.bottom - line.row.box.bottom
    texts = mended(above.row.text), mended(line.row.text)
    is_own = any(ALONE.match(one) for one in texts) or texts[1].startswith(("（", "《"))
    are_centered = is_even(above, -1) and is_even(line, -1)
    return is_near and are_centered and gap < CLOSE * size and not is_own
