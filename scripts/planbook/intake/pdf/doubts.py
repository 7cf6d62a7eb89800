"""Names the tables of a page that may be read wrong, and what looks like a table that is not read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from planbook.intake.form import Grid
from planbook.intake.pdf.frames import TOUCH, joined
from planbook.intake.pdf.glyphs import Box, Sheet
from planbook.intake.pdf.gutters import COLUMN, LINES
from planbook.intake.pdf.lines import Row, is_alike, is_beside
from planbook.intake.pdf.page import Part, Region
from planbook.intake.pdf.strips import ROWS
from planbook.intake.pdf.unread import BELOW, BESIDE, is_unread
from planbook.intake.pdf.unruled import FAR, in_column, parts_of, tables
from planbook.problems import named
from planbook.text.grammar import IMPRINT, mended

Parts = Sequence[tuple[Part, Box]]
"""The parts of a page."""
LISTED = 20
"""Pages, or runs of them, that a message names."""
SHOWN = 5
"""Rows that a message names."""
INSET, NARROW = 2.0, 0.4
"""A line right below a table that may be of a cell: from where, in characters, and up to which share of its width."""
NUMBERS = re.compile(r"\d \d")
PARTED = re.compile(r"\S{2}\u3000{2}\S{2}")
"""In a cell: two that no rule parts."""


def of_tables(pages: Sequence[Sheet], parts: Sequence[Sequence[tuple[Part, Box]]]) -> Iterator[str]:
    """What is doubtful about the tables."""
    for what, is_doubtful in DOUBTS.items():
        found = zip(pages, parts, strict=True)
        if doubtful := [one for one, its in found if is_doubtful(its)]:
            yield f"{what}: {listed(doubtful)}"
    found = zip(pages, parts, strict=True)
    if lost := [one for one, its in found if is_between_rules(one, its)]:
        yield f"lines between rules as of a table that is not read: {listed(lost)}"
    found = zip(pages, parts, strict=True)
    contrary = (
        (one, [row for part, _ in its for row in rows_in_doubt(part)]) for one, its in found
    )
    if rows := [f"page {one.number}, {named(its, SHOWN)}" for one, its in contrary if its]:
        yield f"tables without rules, with rows that may be others than these: {named(rows, LISTED, '; ')}"
    if broken := [
        one for one, its, more in zip(pages, parts, parts[1:], strict=False) if goes_on(its, more)
    ]:
        yield f"tables that may go on on the next page: {listed(broken)}"


def listed(pages: Sequence[Sheet]) -> str:
    """The numbers of pages for a message."""
    runs: list[list[int]] = []
    for one in pages:
        if runs and runs[-1][-1] == one.number - 1:
            runs[-1].append(one.number)
        else:
            runs.append([one.number])
    shown = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    more = f" and {sum(map(len, runs[LISTED:]))} more" if len(runs) > LISTED else ""
    return f"page{'s' * (len(pages) > 1)} {', '.join(shown[:LISTED])}{more}"


def in_any(is_doubtful: Callable[[Part], bool]) -> Callable[[Parts], bool]:
    return lambda its: any(is_doubtful(part) for part, _ in its)


def goes_on(parts: Parts, following: Parts) -> bool:
    """True if a table without rules at the foot of a page may go on on the next one."""
    if not (parts and following):
        return False
    (above, _), (below, _) = parts[-1], following[0]
    if isinstance(above, Region) and isinstance(below, Region):
        return is_parted(above, below)
    first, second = grids_of(above)[-1:], grids_of(below)[:1]
    return any(
        a.is_open and b.is_open and len(a.rows[0]) != len(b.rows[0])
        for a, b in product(first, second)
    )


def is_parted(region: Region, following: Region) -> bool:
    """True if a table at the foot of a page may go on in the first line of the next one, or begin above it."""
    last = [*tables(region)][-BELOW:]
    below = tables(following)[0]
    foot, first = region.rows[-BELOW:], following.rows[0]
    if isinstance(last[-1], Grid):
        widest = max(foot, key=lambda row: len(row.cells))
        is_rest = is_alike(first, foot[-1]) and in_column(first, parts_of(widest))
        return is_rest if isinstance(below, Row) else len(last[-1].rows[0]) != len(below.rows[0])
    unread = (one for one in last if isinstance(one, Row) and len(one.cells) > 2)
    return isinstance(below, Grid) and any(is_alike(one, first) for one in unread)


def grids_of(part: Part) -> list[Grid]:
    found = tables(part) if isinstance(part, Region) else (part,)
    return [one for one in found if isinstance(one, Grid)]


def rows_in_doubt(part: Part) -> list[str]:
    """The rows of its tables that may be others."""
    return [f"“{row}”" for one in grids_of(part) for row in one.doubts]


def has_cell(form: re.Pattern[str]) -> Callable[[Part], bool]:
    """Whether a part has a table with such a cell."""
    return lambda part: any(
        form.search(cell) for one in grids_of(part) for row in one.rows for cell in row
    )


def reads_across(part: Part) -> bool:
    """True if several lines have a wide gap with much text on both sides, and go on at one place."""
    starts = Counter(
        round(start / row.size)
        for row in (part.rows if isinstance(part, Region) else ())
        for (_, left, right), (_, start, end) in pairwise(row.cells)
        if min(right - left, end - start) >= COLUMN * row.size
    )
    return any(count >= LINES for count in starts.values())


def has_beyond(parts: Parts) -> bool:
    """True if a line of several parts is right above or below a table whose rules part only its rows."""
    return any(
        isinstance(grid, Grid)
        and grid.is_open
        and isinstance(part, Region)
        and is_beyond(part, at, box)
        for one, other in pairwise(parts)
        for (part, _), (grid, box), at in ((one, other, -1), (other, one, 0))
    )


def is_beyond(part: Region, at: int, table: Box) -> bool:
    row = part.rows[at]
    is_near = table.bottom - FAR * row.size < row.box.middle[1] < table.top + FAR * row.size
    is_rest = (
        0 < table.bottom - row.box.top < BESIDE * row.size
        and table.left + INSET * row.size < row.box.left
        and row.box.right - row.box.left < NARROW * (table.right - table.left)
    )
    is_part = len(row.cells) > 1 or isinstance(tables(part)[at], Grid) or is_rest
    return is_near and is_part and not (is_beside(row.text) or row.is_entry)


def is_between_rules(page: Sheet, parts: Parts) -> bool:
    """True if lines that are in no table are between three level rules of one width, and no imprint is."""
    read = [box for part, box in parts if isinstance(part, Grid) or part.is_box]
    level = [
        one for one in joined(page.rules, upright=False)
        if not any(box.bottom - TOUCH < one.middle[1] < box.top + TOUCH for box in read)
    ]  # fmt: skip
    widths = Counter((round(one.left), round(one.right)) for one in level)
    lost = [
        one for part, _ in parts if isinstance(part, Region)
        for one in tables(part) if isinstance(one, Row)
    ]  # fmt: skip
    for ends, count in widths.items():
        ys = [one.middle[1] for one in level if (round(one.left), round(one.right)) == ends]
        own = [row for row in lost if min(ys) < row.box.middle[1] < max(ys)]
        if count >= ROWS and own and not IMPRINT.match(mended(own[0].text)):
            return True
    return False


DOUBTS: Mapping[str, Callable[[Parts], bool]] = {
    "tables with wide gaps inside a cell, as if a rule were lost": in_any(has_cell(PARTED)),
    "several numbers in a cell that may be one, cut at the end of a line": in_any(
        has_cell(NUMBERS)
    ),
    "lines that may run over two columns": in_any(reads_across),
    "what looks like a table that could not be read": lambda its: (
        in_any(is_unread)(its) or has_beyond(its)
    ),
}
