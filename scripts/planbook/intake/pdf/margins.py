"""Places lines between the margins of their regions: indented, centered, full, apart from others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from planbook.intake.pdf.glyphs import Box, seen
from planbook.intake.pdf.gutters import COLUMN
from planbook.intake.pdf.lines import Row
from planbook.intake.pdf.page import Part, Region
from planbook.intake.pdf.unruled import tables
from planbook.text.grammar import (
    BULLETS,
    CONTENTS,
    DATE,
    DOCUMENT_NUMBER,
    NUMERAL,
    UNNUMBERED,
    mended,
)

FLUSH = 0.6
"""How far from the left margin a line that is not indented begins, at most, in characters."""
APART = 1.3
"""The gap before a paragraph that is set apart, against the usual one between lines."""
FULL = 2.2
"""How far from the right margin a line that goes on may end, in characters."""
DEEPEST = 3.2
"""The indent of a paragraph, at most, in characters."""
INDENT = 2.0
"""The indent of a paragraph where a document does not show it, in characters."""
FEW = 5
"""Lines of a region that may not show its margins, at most."""
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


def usual_margins(parts: Sequence[Sequence[tuple[Part, Box]]]) -> list[tuple[float, float]]:
    """The left and right margins of the regions with many lines of text."""
    many = [
        part.rows
        for its in parts
        for part, _ in its
        if isinstance(part, Region) and len(part.rows) > FEW
    ]
    found = ((margins(rows), COLUMN * rows[0].size) for rows in many)
    return [(left, right) for (left, right, _), least in found if right - left >= least]


def margins(
    rows: Sequence[Row], usual: Sequence[tuple[float, float]] = ()
) -> tuple[float, float, float]:
    """The left and right margins of a region, and the usual distance between its lines.

    Lines that are few have the margins of a usual region around them: they may be centered.
    """
    if not rows:
        return 0.0, 0.0, 0.0
    step = median(row.size for row in rows) / 2
    left, right = left_of(rows, step), max(seen(row.glyphs[-1]).right for row in rows)
    gaps = [a.box.bottom - b.box.bottom for a, b in pairwise(rows) if a.box.bottom > b.box.bottom]
    pitch = median(gaps) if gaps else 0.0
    around = [one for one in usual if one[0] < left + step and right < one[1] + step]
    if not around:
        widths = [end - start for start, end in usual]
        return left, max(right, left + 0.97 * median(widths or [0.0])), pitch
    outer = min(around, key=lambda one: one[1] - one[0])
    right = max(right, outer[1])
    flush = (row for row in rows[:-1] if row.box.left - left < step)
    is_block = any(right - row.box.right < FULL * row.size for row in flush)
    return left if is_block or len(rows) > FEW else min(left, outer[0]), right, pitch


def left_of(rows: Sequence[Row], step: float) -> float:
    """Where the leftmost lines begin that are not the only ones to begin there."""
    lefts = Counter(round(row.box.left / step) for row in rows)
    shared = [at for at, count in lefts.items() if count > 1] or list(lefts)
    return min(row.box.left for row in rows if round(row.box.left / step) == min(shared))


@dataclass(frozen=True, slots=True)
class Setting:
    """How the paragraphs of a document are set."""

    are_parted: bool
    """True if indents or gaps show them: then a full line before one without them goes on."""
    indent: float
    """Their usual indent, in characters; 0 if most have none."""

    def is_usual(self, line: Placed) -> bool:
        """True for a line with the indent of a paragraph."""
        inset = (line.row.box.left - line.left) / line.row.size
        return bool(self.indent) and abs(inset - self.indent) < UNEVEN


def setting_of(parts: Sequence[Sequence[tuple[Part, Box]]]) -> Setting:
    """How paragraphs are set, by the lines below short ones."""
    apart = flush = 0
    indents: list[float] = []
    for region in (part for its in parts for part, _ in its if isinstance(part, Region)):
        rows = [one for one in tables(region) if isinstance(one, Row)]
        left, right, pitch = margins(rows)
        rows = rows if len(rows) > FEW else []
        for before, row in pairwise(rows):
            if right - before.box.right <= FULL * row.size:
                continue
            gap = before.box.bottom - row.box.bottom
            if is_indent(row, left):
                indents.append((row.box.left - left) / row.size)
            elif gap > APART * pitch:
                apart += 1
            elif abs(row.box.left - left) < FLUSH * row.size:
                flush += 1
    has_none = len(indents) < flush + apart
    indent = 0.0 if has_none else median(indents or [INDENT])
    return Setting(len(indents) + apart >= 3 * flush, indent)


def is_indent(row: Row, left: float) -> bool:
    return 1.2 * row.size <= row.box.left - left <= DEEPEST * row.size


def is_title(first: Placed, line: Placed, setting: Setting) -> bool:
    """True for a line alone that is centered, or as wide as the page, above the next paragraph."""
    is_flush = line.row.box.left - line.left < FLUSH * line.row.size
    if BRACKETED.match(first.row.text):
        return True
    if is_flush or is_centered(first):
        return is_centered(first) and not (is_flush and setting.is_usual(first))
    is_next = setting.is_usual(line) and not is_centered(line)
    return is_next and not setting.is_usual(first) and not LISTED.match(first.row.text)


def is_centered(line: Placed) -> bool:
    """True for a line with as much blank before as after it; a mark of a list is not centered."""
    before, after = line.row.box.left - line.left, line.right - line.row.box.right
    is_even = abs(before - after) < UNEVEN * line.row.size < FLUSH * line.row.size < before
    return is_even and not LISTED.match(line.row.text)


def is_apart(before: Placed, line: Placed) -> bool:
    """True if more than the usual distance is between two lines of a region."""
    gap = before.row.box.bottom - line.row.box.bottom
    return line.region == before.region and gap > APART * max(line.pitch, line.row.size)


def is_rest(line: Placed, above: Placed) -> bool:
    """True for a line of a title that is set in several, centered and as close as lines."""
    size = line.row.size
    is_alike = abs(above.row.size - size) <= 0.12 * size and line.region == above.region
    gap = above.row.box.bottom - line.row.box.bottom
    texts = mended(above.row.text), mended(line.row.text)
    is_own = any(ALONE.match(one) for one in texts) or texts[1].startswith(("（", "《"))
    are_centered = is_centered(above) and is_centered(line)
    return is_alike and are_centered and gap < CLOSE * size and not is_own
