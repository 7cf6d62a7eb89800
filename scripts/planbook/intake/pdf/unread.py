"""Makes a table of lines as they are printed where its cells cannot be told, so that nothing is taken for text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from planbook.intake.form import Grid
from planbook.intake.pdf.agreed import GAPS
from planbook.intake.pdf.glyphs import Box, Glyph, gap_of
from planbook.intake.pdf.gutters import Span
from planbook.intake.pdf.lines import CELL_GAP, Row, around, is_alike, is_beside, line_of
from planbook.intake.pdf.page import Part, Parts, Region
from planbook.intake.pdf.unruled import (
    EDGE,
    FAR,
    belongs,
    gap,
    is_item,
    is_new,
    parts_of,
    runs,
    stops,
    tables,
)

BESIDE = 1.0
"""How far from a table a line is that is not in it though it may be, at most, in characters."""
BELOW = 8
"""Lines of a table that show its columns."""
WITHIN, NEXT = 0.85, 2.0
"""How far apart the middles of two lines are, in characters: less than in one text; at most if they are neighbors."""
SCATTERED = 2
"""Lines that are beside the ones before them and not below, in a table, at least."""
REST = 2.2
"""The width of the indent of a paragraph, at most, in characters."""
TEXT, INDENT = 0.75, 2.5
"""A line of a paragraph is as wide, at least, as a share of its region; its indent, at most, in characters."""
MOST = 30
"""Lines of one cell that are beside no others, at most."""
CROSSED = 0.1
"""The share of the lines of a table that are on both sides of a place between two columns, at most."""


def with_lines(parts: Sequence[tuple[Part, Box]]) -> Parts:
    """The parts of a page, with what looks like a table that could not be read as a table of its lines."""
    for part, box in parts:
        if isinstance(part, Region) and is_unread(part):
            yield from parted(part, box)
        else:
            yield part, box


def parted(region: Region, box: Box) -> Parts:
    """The lines of a region before, in, and after each table that could not be read."""
    rows, at = region.rows, 0
    for start, end in unread(region):
        if table := as_lines(rows[start:end], region.digit_gap):
            if at < start:
                yield part_of(region, at, start)
            yield table, part_of(region, start, end)[1]
            at = end
    if at < len(rows):
        yield (region, box) if not at else part_of(region, at, len(rows))


def part_of(region: Region, start: int, end: int) -> tuple[Region, Box]:
    rows = region.rows[start:end]
    return replace(region, rows=rows), around(glyph for row in rows for glyph in row.glyphs)


def unread(region: Region) -> Iterator[tuple[int, int]]:
    """Where lines begin and end that are in no table and seem to be of one: of several parts, with those between."""
    rows, end = region.rows, 0
    is_free = [
        one and not is_text(row, region) for one, row in zip(free(region), rows, strict=True)
    ]
    are_parts = [is_free[at] and is_part(rows, at) for at in range(len(rows))]
    for first in (at for at, is_one in enumerate(are_parts) if is_one):
        if first < end:
            continue
        start, last = first, first
        for at in range(first + 1, len(rows)):
            if not is_free[at] or at - last > MOST or not is_near(rows[at - 1], rows[at]):
                break
            last = at if are_parts[at] else last
        end = last + 1
        while start and is_free[start - 1] and is_cell(rows[start - 1], rows[start]):
            start -= 1
        while end < len(rows) and is_free[end] and is_cell(rows[end], rows[end - 1]):
            end += 1
        if is_unread(replace(region, rows=rows[start:end])):
            yield start, end


def free(region: Region) -> list[bool]:
    """For each line whether it is in no table; one of a few lines may be of the table around it."""
    lines = {id(one) for one in tables(region) if isinstance(one, Row)}
    made: list[bool] = []
    for is_line, its in groupby(id(row) in lines for row in region.rows):
        count = len(list(its))
        made += [is_line or count < BELOW] * count
    return made


def is_text(row: Row, region: Region) -> bool:
    """True for a line that begins like a paragraph, and is over most of the region or ends one; or for a title."""
    left = min(one.box.left for one in region.rows)
    right = max(one.box.right for one in region.rows)
    is_wide = row.box.right - row.box.left > TEXT * (right - left)
    begins = row.box.left - left < INDENT * row.size
    is_whole = len(parts_of(row)) == 1 and begins and (is_wide or row.text.endswith("。"))
    return row.is_entry or is_beside(row.text) or is_whole


def is_part(rows: Sequence[Row], at: int) -> bool:
    """True for a line of several parts, or closer to another one than lines of one text are."""
    near = ((a, b) for a, b in ((at - 1, at), (at, at + 1)) if a >= 0 and b < len(rows))
    are_close = any(step(rows[a], rows[b]) < WITHIN * rows[b].size for a, b in near)
    return len(rows[at].cells) > 1 or are_close


def is_near(upper: Row, lower: Row) -> bool:
    return is_alike(upper, lower) and gap(upper, lower) < FAR * lower.size


def is_cell(row: Row, other: Row) -> bool:
    """True for a line beside one of a table, or right above or below it in one of its columns."""
    upper, lower = (row, other) if row.box.top > other.box.top else (other, row)
    is_below = gap(upper, lower) < BESIDE * other.size and belongs(row, other, parts_of(other))
    return is_alike(row, other) and (step(upper, lower) < WITHIN * other.size or is_below)


def as_lines(rows: Sequence[Row], digit_gap: float) -> Grid | None:
    """The table of which each line is a row; none if its lines share no columns."""
    xs = borders(rows)
    made = [tuple(cells(row, xs, digit_gap)) for row in rows]
    return Grid(tuple(made), is_open=True, is_unread=True) if xs else None


def borders(rows: Sequence[Row]) -> list[float]:
    """The places between columns: few lines are on both sides of them."""
    most = CROSSED * len(rows)
    ends = sorted(
        one for row in rows for left, right in parts_of(row) for one in ((left, 1), (right, -1))
    )
    found: list[float] = []
    depth, start = 0, None
    for x, turn in ends:
        if depth <= most and turn > 0 and start is not None and depth + turn > most:
            found.append((start + x) / 2)
        depth += turn
        start = x if depth <= most and turn < 0 else start
    return found


def cells(row: Row, xs: Sequence[float], digit_gap: float) -> list[str]:
    """The text of a line in each column; what begins in one is in it."""
    made: list[list[Glyph]] = [[row.glyphs[0]]]
    for before, glyph in pairwise(row.glyphs):
        is_border = bisect(xs, before.box.right) < bisect(xs, glyph.box.left)
        if is_border or gap_of(before, glyph) >= CELL_GAP * row.size:
            made.append([])
        made[-1].append(glyph)
    texts = [""] * (len(xs) + 1)
    for its in made:
        at = bisect(xs, its[0].box.left)
        texts[at] = f"{texts[at]} {line_of(its, digit_gap).text}".strip()
    return texts


def is_unread(part: Part) -> bool:
    """True if lines of three parts or more are in no table: several, or one beside a table.

    One is enough, too, above lines of two parts, as where cells of several lines are in the middle
    of their rows.
    """
    found = list(tables(part)) if isinstance(part, Region) else []
    rows = [one for one in found if isinstance(one, Row) and not one.is_entry]
    wide = [at for at, one in enumerate(rows) if len(one.cells) > 2]
    below = (rows[at + 1 : at + 1 + BELOW] for at in wide)
    has_table = any(isinstance(one, Grid) for one in found)
    return (
        len(wide) > (0 if has_table else 1)
        or any(sum(len(one.cells) > 1 for one in its) > 1 for its in below)
        or (isinstance(part, Region) and (is_loose(part) or has_pairs(rows)))
        or is_interleaved(found)
    )


def is_loose(region: Region) -> bool:
    """True if a line right above or below a table may be of it."""
    rows = region.rows
    return any(
        may_belong(rows[at], rows[other], stops(rows[start:end]))
        for start, end, _ in runs(rows)
        for at, other in ((start - 1, start), (end, end - 1))
        if 0 <= at < len(rows)
    )


def may_belong(row: Row, other: Row, columns: Sequence[Span]) -> bool:
    """True for a line as close to one of a table as in a cell, or one of its columns; not one text over several."""
    upper, lower = (row, other) if row.box.top > other.box.top else (other, row)
    is_over = (
        len(row.cells) == 1 and sum(a < row.box.right and row.box.left < b for a, b in columns) > 1
    )
    is_end = row is upper and row.text.endswith("。")
    is_part = belongs(row, other, parts_of(other)) or is_item(row, other, columns)
    is_near = gap(upper, lower) < BESIDE * other.size and is_part
    return step(upper, lower) < WITHIN * other.size or (is_near and not (is_over or is_end))


def has_pairs(rows: Sequence[Row]) -> bool:
    """True if two lines have two parts in the same columns: a table of two columns, most likely.

    A wide gap in one of them is enough.
    """
    pairs = [at for at, row in enumerate(rows) if len(parts_of(row)) == 2 and not is_new(row)]
    return any(
        max(len(rows[above].cells), len(rows[below].cells)) > 1
        and are_columns(rows[above], rows[below])
        and below - above <= EDGE
        and all(is_next(*pair) for pair in pairwise(rows[above : below + 1]))
        for above, below in pairwise(pairs)
    )


def are_columns(upper: Row, lower: Row) -> bool:
    """True if a strip is between the two parts of both lines."""
    ((_, left), (right, _)), ((_, more), (other, _)) = parts_of(upper), parts_of(lower)
    return max(left, more) < min(right, other)


def is_next(upper: Row, lower: Row) -> bool:
    return is_alike(upper, lower) and gap(upper, lower) < FAR * lower.size and not is_new(lower)


def is_interleaved(found: Sequence[Row | Grid]) -> bool:
    """True if lines are closer than those of one text, or beside one another: they are of several columns."""
    lines = [(a, b) for a, b in pairwise(found) if isinstance(a, Row) and isinstance(b, Row)]
    near = [
        (a, b) for a, b in lines if not b.is_entry and step(a, b) < NEXT * b.size and is_alike(a, b)
    ]
    return any(step(a, b) < WITHIN * b.size for a, b in near) or (
        sum(are_apart(a, b) for a, b in near) >= SCATTERED
    )


def step(upper: Row, lower: Row) -> float:
    return upper.box.middle[1] - lower.box.middle[1]


def are_apart(upper: Row, lower: Row) -> bool:
    """True for a line beside the one above it, and neither the end of a text nor a title."""
    beside = max(upper.box.left - lower.box.right, lower.box.left - upper.box.right)
    is_end = upper.text.endswith(tuple("。；：！？.;:!?")) or is_rest(upper, lower)
    return beside > GAPS[0][0] * lower.size and not (
        is_end or is_beside(upper.text) or is_beside(lower.text)
    )


def is_rest(upper: Row, lower: Row) -> bool:
    """True for the last letters of a paragraph, which are below its indent."""
    is_short = lower.box.right - lower.box.left < REST * lower.size
    return lower.box.right < upper.box.left and is_short and not lower.text.isdecimal()
