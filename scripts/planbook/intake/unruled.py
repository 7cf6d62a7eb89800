"""Finds tables without rules, by the gaps that their lines share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planbook.intake.form import NOTE, Grid
from planbook.intake.lines import Row, around
from planbook.intake.page import Region, grid_of
from planbook.intake.strips import completed
from planbook.text.grammar import CAPTION, is_marked, mended

LEADERS = re.compile(r"[.．·…\-_—]{3,}\s*\d*$")
NEAR = 1.5
"""How far below its table a further line of a cell is, at most, in characters."""
CLOSE, EVEN = 0.8, 0.05
"""How far below another line of its cell a line is, at most, and by how much further than others."""
ALIKE = 0.12
"""By how much the sizes of the lines of a table differ, at most."""


def tables(region: Region) -> Iterator[Row | Grid]:
    """The lines, with runs of lines whose parts form columns as tables."""
    at, rows = 0, region.rows
    for start, end in runs(rows):
        yield from rows[at:start]
        table = table_of(rows[start:end], region.digit_gap)
        yield from [table] if table else rows[start:end]
        at = end
    yield from rows[at:]


def runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Where lines form columns: lines of three parts or more, with others above and below that fit."""
    end = 0
    for at, row in enumerate(rows):
        if at < end or len(row.cells) < 3 or LEADERS.search(row.text):
            continue
        start, last = at, at + 1
        while start > end and is_head(rows[start - 1], rows[start]):
            start -= 1
        while last < len(rows) and is_fit(rows[last], rows[at:last]):
            last += 1
        while not is_whole(rows[at:last]):
            last -= 1
        end = last
        yield start, end


def is_head(row: Row, below: Row) -> bool:
    """True for the first line of a head that has several."""
    return len(row.cells) > 1 and is_like(row, below) and gap(row, below) < NEAR * row.size


def is_fit(row: Row, run: Sequence[Row]) -> bool:
    """True for a line that keeps the columns of those above it."""
    if LEADERS.search(row.text) or len(stops([*run, row])) < max(3, len(stops(run))):
        return False
    return len(row.cells) > 1 or is_like(row, run[-1])


def is_like(row: Row, other: Row) -> bool:
    """True for a line of the size of another one that begins nothing new."""
    text = mended(row.text)
    is_new = bool(CAPTION.match(text) or NOTE.match(text) or is_marked(text))
    return not is_new and abs(row.size - other.size) <= ALIKE * other.size


def is_whole(run: Sequence[Row]) -> bool:
    """False if the last line is below the table: alone at its left edge, or far from it.

    It is a further line of the first cell if it is as close as the closest lines above it.
    """
    if len(run) < 2 or len(run[-1].cells) > 1:
        return True
    (_, left, _), *_ = run[-1].cells
    gaps = [gap(*pair) for pair in pairwise(run)]
    size = run[-1].size
    is_close = gaps[-1] < min(CLOSE, min(gaps[:-1], default=0.0) / size + EVEN) * size
    return is_close or (left >= stops(run[:-1])[0][1] and gaps[-1] < NEAR * size)


def gap(upper: Row, lower: Row) -> float:
    return upper.box.bottom - lower.box.top


def table_of(rows: Sequence[Row], digit_gap: float) -> Grid | None:
    if len(rows) < 2 or len(stops(rows)) < 3:
        return None
    glyphs = [one for row in rows for one in row.glyphs]
    frame = completed(glyphs, around(glyphs))
    return grid_of(frame, glyphs, digit_gap) if frame else None


def stops(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns that the parts of the lines form: ranges that none of them crosses."""
    found: list[tuple[float, float]] = []
    for _, left, right in sorted(
        (cell for row in rows for cell in row.cells), key=lambda cell: cell[1]
    ):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found
