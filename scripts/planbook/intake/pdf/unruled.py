"""Finds tables without rules, by the gaps that their lines share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from planbook.intake.form import NOTE, Grid
from planbook.intake.pdf.agreed import GAPS, Drawn, Ends, as_drawn
from planbook.intake.pdf.gutters import Span, pieces
from planbook.intake.pdf.lines import CELL_GAP, Row, around, is_alike, is_beside
from planbook.intake.pdf.page import Region, grid_of
from planbook.intake.pdf.strips import completed
from planbook.text.grammar import CAPTION, is_marked, mended

NEAR = 1.5
"""How far below its table a further line of a cell is, at most, in characters."""
FAR = 3.0
"""How far two lines of a table are from each other, at most, in characters."""
EDGE = 3
"""Lines at the top of a table that are not beside lines of other cells, at most; likewise at its end."""
CLOSE, EVEN = 0.8, 0.05
"""How far below another line of its cell a line is, at most, and by how much further than others."""
ALIGNED = 0.3
"""How far from where another line of its cell begins a line does, at most, in characters."""
PAGES = 1_000
"""Regions whose tables are remembered."""


Run = tuple[int, int, Drawn | None]
"""Where lines of a table begin and end, and the table, if it is read as it was drawn."""


@lru_cache(PAGES)
def tables(region: Region) -> tuple[Row | Grid, ...]:
    """The lines, with runs of lines whose parts form columns as tables."""
    return tuple(found_in(region))


def found_in(region: Region) -> Iterator[Row | Grid]:
    at, rows = 0, region.rows
    for start, end, found in runs(rows):
        yield from rows[at:start]
        table = table_of(rows[start:end], region.digit_gap, found)
        yield from [table] if table else rows[start:end]
        at = end
    yield from rows[at:]


def drawn(rows: Sequence[Row], seed: int, least: int) -> Run | None:
    """The lines of a table around one of them, if the order in which they were drawn shows its cells."""
    start, end = seed, seed + 1
    own = parts_of(rows[seed])
    while end < len(rows) and belongs(rows[end], rows[end - 1], own):
        end += 1
    while start > max(least, seed - EDGE) and belongs(rows[start - 1], rows[start], own):
        start -= 1
    lone = [len(parts_of(row)) == 1 for row in rows[:end]]
    for is_sure in (False, True):
        for first in range(seed, start - 1, -1):
            for last in range(end, max(seed + 1, end - EDGE - 1), -1):
                if not all(lone[start:first] + lone[last:end]):
                    break
                glyphs = [glyph for row in rows[first:last] for glyph in row.glyphs]
                if found := as_drawn(glyphs, Ends(not first, last == len(rows), is_sure)):
                    return first, last, found
    return None


def parts_of(row: Row, least: float = GAPS[0][0]) -> list[Span]:
    """The parts of a line between gaps that are as narrow as any between two cells."""
    return list(pieces(row.glyphs, (), least * row.size))


def goes_up(rows: Sequence[Row]) -> bool:
    """True if any text was drawn above what was drawn before it, to the right."""
    glyphs = sorted((glyph for row in rows for glyph in row.glyphs), key=lambda one: one.at)
    return any(
        b.box.left > a.box.left and b.box.bottom > a.box.middle[1] for a, b in pairwise(glyphs)
    )


def belongs(row: Row, other: Row, parts: Sequence[Span]) -> bool:
    """True for a line that may be of a table: of parts, or in one of the columns."""
    (upper, lower) = (row, other) if row.box.top > other.box.top else (other, row)
    is_near = is_alike(row, other) and gap(upper, lower) < FAR * other.size
    return is_near and (in_column(row, parts) or is_item(row, other, parts))


def is_item(row: Row, other: Row, columns: Sequence[Span]) -> bool:
    """True for a line with a mark that begins where a line beside it does, and not in the first column: 2.扩建泵站."""
    starts = [start for start, _ in parts_of(other) if start > columns[0][1]]
    return any(abs(row.box.left - start) < ALIGNED * row.size for start in starts)


def in_column(row: Row, columns: Sequence[Span]) -> bool:
    """True for a line of several parts, or in one of the columns; neither a title nor a note of the table."""
    (left, right), *more = parts_of(row)
    is_one = sum(a < right and left < b for a, b in columns) < 2
    return not is_beside(row.text) and bool(more or (is_one and not is_new(row)))


@lru_cache(PAGES)
def runs(rows: tuple[Row, ...]) -> tuple[Run, ...]:
    """Where lines form columns: lines of three parts or more, with others above and below that fit."""
    return tuple(each_run(rows))


def each_run(rows: Sequence[Row]) -> Iterator[Run]:
    end = 0
    least = CELL_GAP if not goes_up(rows) else GAPS[0][0]
    for at, row in enumerate(rows):
        if at < end or len(parts_of(row, least)) < 2 or row.is_entry:
            continue
        if not is_beside(row.text) and (found := drawn(rows, at, end)):
            _, end, _ = found
            yield found
            continue
        if len(row.cells) < 3:
            continue
        start, last = at, at + 1
        while start > end and is_head(rows[start - 1], rows[start]):
            start -= 1
        while last < len(rows) and is_fit(rows[last], rows[at:last]):
            last += 1
        while not is_whole(rows[at:last]):
            last -= 1
        end = last
        yield start, end, None


def is_head(row: Row, below: Row) -> bool:
    """True for the first line of a head that has several."""
    return len(row.cells) > 1 and is_like(row, below) and gap(row, below) < NEAR * row.size


def is_fit(row: Row, run: Sequence[Row]) -> bool:
    """True for a line that keeps the columns of those above it."""
    if row.is_entry or len(stops([*run, row])) < max(3, len(stops(run))):
        return False
    return len(row.cells) > 1 or is_like(row, run[-1])


def is_like(row: Row, other: Row) -> bool:
    """True for a line of the size of another one that begins nothing new."""
    return not is_new(row) and is_alike(row, other)


def is_new(row: Row) -> bool:
    text = mended(row.text)
    return bool(CAPTION.match(text) or NOTE.match(text) or is_marked(text))


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


def table_of(rows: Sequence[Row], digit_gap: float, found: Drawn | None) -> Grid | None:
    if len(rows) < 2 and not found:
        return None
    glyphs = [one for row in rows for one in row.glyphs]
    frame = completed(glyphs, around(glyphs), (), found)
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
