"""Finds the strips between columns of running text, which a page has beside tables and full lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import inf
from statistics import median

from planbook.intake.pdf.glyphs import Box, Glyph, gap_of, seen
from planbook.intake.pdf.lines import CHAPTER, PHRASES

Span = tuple[float, float]
"""The left and the right end of a part of a line."""
GUTTER, NARROWED = 1.0, 0.6
"""Minimum width between two columns, in characters: usually, and beside a hanging comma."""
HUNG = 0.3
"""The share of it that is beside the box of a hanging comma or bracket, at least."""
COLUMN, LINES = 9.0, 4
"""Minimum width of a column, in characters, and its fewest lines of running text."""
INDENT = 2.5
"""The indent of the lines of a column, at most, in characters."""
WIDEST = 6.0
"""The width of the widest line of a column, at least, in characters."""
MANY = 8
"""The fewest lines of columns of which there are several: the lines of cells in a row are fewer."""
HEAD = 1.1
"""The size of a heading that is not bold, at least, against the usual one."""
ONCE = 2
"""How often text is drawn over a strip, and upwards, at most, if it parts columns."""
FULL = 0.75
"""The share of the width of its column that a full line has, at least."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What proves a strip."""

    enough: Callable[[Iterable[bool]], bool]
    """On how many sides there must be running text …"""
    lines: int
    """… and of how many lines."""


NEW, KNOWN = Wanted(all, LINES), Wanted(any, 2)


@dataclass(frozen=True, slots=True, order=True)
class Gutter:
    """The strip between two columns, and the lines that it parts."""

    height: int
    middle: float
    start: int
    end: int


def gutter_of(
    rows: Sequence[Sequence[Glyph]], tables: Sequence[Box], known: Collection[float] = ()
) -> Gutter | None:
    """The longest strip between two columns, of those that the order of drawing shows if there are any."""
    return max(gutters(rows, tables, known), default=None)


def gutters(
    rows: Sequence[Sequence[Glyph]], tables: Sequence[Box], known: Collection[float] = ()
) -> list[Gutter]:
    """The strips between two columns; a table is beside each, above it, or below it as a whole.

    Where other pages have a strip, which is `known`, less is enough: a few lines above a title.
    """
    if not rows:
        return []
    free = [g.size for row in rows for g in row if not any(t.holds(g.box.middle) for t in tables)]
    size = median(free or [glyph.size for row in rows for glyph in row])
    ends = [list(pieces(row, tables, NARROWED * size, hangs=True)) for row in rows]
    first = min(one[0][0] for one in ends) + COLUMN * size
    starts = sorted(left for row in ends for left, _ in row if left >= first)
    candidates = [(x, NEW) for x in places_of(starts, size)] + [(x, KNOWN) for x in known]
    whole = [lines_of(rows, table) for table in tables]
    proven = (
        Gutter(end - start, x, start, end)
        for x, wanted in candidates
        for start, end in uncrossed(ends, x, wanted.lines)
        if not any(cuts(start, end, table) for table in whole)
        and are_columns(ends[start:end], x, size, wanted)
        and not is_crossed(rows[start:end], x)
        and any(all(sides_of(rows[slice(*one)], x)) for one in in_order(rows, x, (start, end)))
    )
    strokes = [[*parts, *at_once(row)] for parts, row in zip(ends, rows, strict=True)]
    drawn = (
        Gutter(end - start, x, start, end)
        for x, wanted in candidates
        for run in uncrossed(strokes, x, wanted.lines)
        for start, end in drawn_apart(rows, x, run, wanted.lines, WIDEST * size)
        if not any(cuts(start, end, table) for table in whole)
    )
    return [*drawn] or [*proven]


def places_of(starts: Sequence[float], size: float) -> Iterator[float]:
    """Where columns may begin: left of several parts of lines, and of a few that are not indented."""
    for _, group in groupby(starts, key=lambda left: round(left / size)):
        first, *more = group
        if len(more) >= LINES - 1:
            flush = starts[bisect_left(starts, first - INDENT * size)]
            yield from {one - 0.5 * GUTTER * size for one in (first, flush)}


def drawn_apart(
    rows: Sequence[Sequence[Glyph]], x: float, run: tuple[int, int], least: int, width: float
) -> list[tuple[int, int]]:
    """The parts of a run of lines that are columns, whatever is in them, as one was drawn before the other.

    Several short ones are the rows of a table.
    """
    parts = {one: sides_of(rows[slice(*one)], x) for one in in_order(rows, x, run)}
    both = {part: its for part, its in parts.items() if all(its)}
    usual = median(one.size for at in range(*run) for one in rows[at])
    headless = sum(not is_head(rows[start], x, usual) for start, _ in both)
    fewest = least if headless <= 1 else MANY
    return [part for part, its in both.items() if are_beside(*its, fewest, width)]


def is_head(row: Sequence[Glyph], x: float, usual: float) -> bool:
    """True for a heading on the left that is over both columns."""
    return all(one.box.right < x and (one.is_bold or one.size > HEAD * usual) for one in row)


def in_order(
    rows: Sequence[Sequence[Glyph]], x: float, run: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """The parts of a run of lines in which all on the left was drawn before all on the right."""
    start, last, first = run[0], -inf, inf
    for at in range(*run):
        left = [one.at for one in rows[at] if is_left(one, x)]
        right = [one.at for one in rows[at] if not is_left(one, x)]
        if max([last, *left]) > min([first, *right]):
            yield start, at
            start, last, first = at, -inf, inf
        last, first = max([last, *left]), min([first, *right])
    yield start, run[1]


def is_left(glyph: Glyph, x: float) -> bool:
    """True for a letter left of a place, and for a bracket before it that hangs out of its column."""
    return glyph.box.middle[0] < x


def at_once(row: Sequence[Glyph]) -> Iterator[Span]:
    """The ends of the parts of a line that were drawn as one: 第二章　目标 is over both columns."""
    for _, group in groupby(row, key=lambda one: one.piece):
        first, *more = group
        yield seen(first).left, seen([first, *more][-1]).right


def sides_of(rows: Sequence[Sequence[Glyph]], x: float) -> tuple[dict[int, Span], dict[int, Span]]:
    """The ends of the lines on both sides of a place, by the places of their rows."""
    left: dict[int, Span] = {}
    right: dict[int, Span] = {}
    for at, row in enumerate(rows):
        for side, is_its in ((left, True), (right, False)):
            if own := [one.box for one in row if is_left(one, x) == is_its]:
                side[at] = own[0].left, own[-1].right
    return left, right


def are_beside(
    left: Mapping[int, Span], right: Mapping[int, Span], fewest: int, width: float
) -> bool:
    """True if both sides have enough lines, next to each other, and one that is wide enough."""
    widths = [max(end - start for start, end in side.values()) for side in (left, right)]
    lines = min(len(left), len(right), 1 + max(left) - min(right))
    return lines >= fewest and min(widths) >= width


def is_crossed(rows: Sequence[Sequence[Glyph]], x: float) -> bool:
    """True if text was drawn over a place again and again, and upwards, as cells are, row by row."""
    glyphs = sorted((glyph for row in rows for glyph in row), key=lambda one: one.at)
    ups = [(a, b) for a, b in pairwise(glyphs) if b.box.left > a.box.left and is_up(a, b)]
    over = [(a, b) for a, b in pairwise(glyphs) if a.box.left < x < b.box.left]
    return sum(is_up(*pair) for pair in over) > 1 or len(over) > ONCE < len(ups)


def is_up(before: Glyph, glyph: Glyph) -> bool:
    return glyph.box.bottom > before.box.middle[1]


def lines_of(rows: Sequence[Sequence[Glyph]], table: Box) -> range:
    """The lines of which a table has a part."""
    own = [at for at, row in enumerate(rows) if any(table.holds(g.box.middle) for g in row)]
    return range(own[0], own[-1] + 1) if own else range(0)


def cuts(start: int, end: int, table: range) -> bool:
    """True if one end of a run of lines is inside a table."""
    return any(table.start < at < table.stop for at in (start, end))


def pieces(
    row: Sequence[Glyph], tables: Sequence[Box], gap: float, *, hangs: bool = False
) -> Iterator[Span]:
    """The ends of the parts of a line between wide gaps; a table is one part, and so is 第二章　目标.

    With `hangs`, a comma or bracket may hang out of its column: the half of it that is blank is gap,
    but between two marks only if they were not drawn one after the other, as in a text: 》“.
    """
    spans = sorted({*named(row), *(span_of(glyph, tables) for glyph in row)})
    starts = {one.box.left: seen(one).left for one in row if hangs}
    ends = {one.box.right: seen(one).right for one in row if hangs}
    apart = {b.box.left for a, b in pairwise(row) if hangs and b.at != a.at + 1}
    start, end = spans[0]
    for left, right in spans[1:]:
        wide = starts.get(left, left) - ends.get(end, end)
        if wide >= gap and (left - end >= HUNG * gap or left in apart):
            yield starts.get(start, start), ends.get(end, end)
            start = left
        end = max(end, right)
    yield starts.get(start, start), ends.get(end, end)


def named(row: Sequence[Glyph]) -> Iterator[Span]:
    """From the number of a chapter to its name, if they are near each other."""
    label = CHAPTER.match("".join(one.char for one in row))
    for last, first in pairwise(row[label.end() - 1 : label.end() + 1] if label else ()):
        if gap_of(last, first) < PHRASES * first.size:
            yield row[0].box.left, first.box.right


def span_of(glyph: Glyph, tables: Sequence[Box]) -> Span:
    table = next((one for one in tables if one.holds(glyph.box.middle)), glyph.box)
    return table.left, table.right


def uncrossed(ends: list[list[Span]], x: float, fewest: int) -> Iterator[tuple[int, int]]:
    """The runs of lines that do not cross this place."""
    start = 0
    for at, row in enumerate([*ends, [(x - 1, x + 1)]]):
        if any(left < x < right for left, right in row):
            if at - start >= fewest:
                yield start, at
            start = at + 1


def are_columns(rows: Sequence[Sequence[Span]], x: float, size: float, wanted: Wanted) -> bool:
    """True if the lines on the sides of a place are far enough apart, and on enough sides running text."""
    left = [[one for one in row if one[1] <= x] for row in rows]
    right = [[one for one in row if one[0] >= x] for row in rows]
    gaps = [b[0][0] - a[-1][1] for a, b in zip(left, right, strict=True) if a and b]
    if gaps and median(gaps) < GUTTER * size:
        return False
    sides = [list(filter(None, side)) for side in (left, right)]
    return all(sides) and wanted.enough(is_column(side, size, wanted.lines) for side in sides)


def is_column(rows: Sequence[Sequence[Span]], size: float, fewest: int) -> bool:
    """True for running text: several wide lines, and most of all lines full.

    It may be more than one column. A line with gaps, as in a table without rules, is one line.
    """
    parts = [part for row in rows for part in row]
    lines = [(row[0][0], row[-1][1]) for row in rows]
    width = max((right - left for left, right in parts), default=0.0)
    full, running = (
        [right - left >= FULL * width for left, right in one] for one in (lines, parts)
    )
    are_full = 2 * sum(full) >= len(full) or 2 * sum(running) >= len(running)
    return width >= COLUMN * size and sum(running) >= fewest and are_full
