"""Makes a table of cells in the order in which they were drawn, if they agree in columns and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from planbook.intake.pdf.glyphs import Box, Glyph
from planbook.intake.pdf.lines import CELL_GAP
from planbook.intake.pdf.order import (
    LEVEL,
    Cell,
    Row,
    cells_of,
    columns_of,
    goes_up,
    halves,
    hull,
    is_level,
    over_rows,
    rows_of,
    shares,
    whole,
)
from planbook.text.cells import Kind, kind_of

GAPS = ((0.45, CELL_GAP), (0.15,))
"""The gaps that part two cells, at least, in characters: in narrow tables, in others; in the narrowest."""
ASIDE = 0.3
"""How far a value over several columns is from their middle or left, at most, against their width."""
WIDEST = 12
"""Columns below the values of a head, at most."""


@dataclass(frozen=True, slots=True)
class Span:
    """A value of the head over several columns."""

    columns: tuple[int, ...]
    y: float
    """The place below it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table as it was drawn."""

    rows: tuple[Row, ...]
    """A head of several rows is one of them, the first."""
    columns: tuple[Box, ...]
    spans: tuple[Span, ...] = ()
    is_upward: bool = True
    """True if text was drawn upwards, as only cells are."""

    @property
    def xs(self) -> list[float]:
        """The places between the columns."""
        return [(a.right + b.left) / 2 for a, b in pairwise(self.columns)]

    @property
    def ends(self) -> list[Box]:
        """The places of the rows, without the cells that are over several."""
        return [hull(cell.box for cell in row) for row in own_cells(self.rows)]

    @property
    def merged(self) -> Iterator[tuple[int, int]]:
        """The rows that have a cell over several, each with the column."""
        for at, (row, own) in enumerate(zip(self.rows, own_cells(self.rows), strict=True)):
            for cell in row:
                if cell not in own:
                    yield at, next(i for i, one in enumerate(self.columns) if shares(cell.box, one))

    @property
    def is_whole(self) -> bool:
        """True if no cells are on both sides of the places between columns and rows."""
        ends = self.ends
        slack = LEVEL * self.rows[-1][0].size
        are_below = all(b.top < a.bottom + slack for a, b in pairwise(ends))
        many = [row for row in self.rows[bool(self.spans) :] if len(row) > 1]
        is_crossed = any(cell.is_over(x) for row in many for cell in row for x in self.xs)
        is_doubled = any(
            sum(shares(cell.box, one) for cell in row) > 1 for row in many for one in self.columns
        )
        return are_below and len(self.columns) > 1 and not (is_crossed or is_doubled)

    @property
    def headless(self) -> int:
        """How many columns have no head: a part of a value may seem to be one, as in 吨 /万元."""
        return sum(not any(shares(cell.box, one) for cell in self.rows[0]) for one in self.columns)

    def rules(self, box: Box) -> Iterator[Box]:
        """The rules between all cells."""
        ys = [box.top, *((a.bottom + b.top) / 2 for a, b in pairwise(self.ends)), box.bottom]
        edges = [box.left, *self.xs, box.right]
        yield from self.levels(ys, edges)
        for one in self.spans:
            yield Box(edges[one.columns[0]], one.y, edges[one.columns[-1] + 1], one.y)
        for row, (top, bottom) in zip(self.rows, pairwise(ys), strict=True):
            for at, x in enumerate(self.xs):
                over = [one.y for one in self.spans if {at, at + 1} <= {*one.columns}]
                if row is self.rows[0] and over:
                    yield Box(x, bottom, x, min(over))
                elif not (len(row) == 1 and row[0].is_over(x)):
                    yield Box(x, bottom, x, top)

    def levels(self, ys: Sequence[float], edges: Sequence[float]) -> Iterator[Box]:
        """The rules between rows; none inside a merged cell, which ends above the next one of its column."""
        merged = {*self.merged}
        inside: set[int] = set()
        for at, (y, below) in enumerate(zip(ys[1:-1], self.rows[1:], strict=True)):
            inside |= {column for row, column in merged if row == at}
            inside -= {
                i for i in inside if any(shares(cell.box, self.columns[i]) for cell in below)
            }
            for column, (left, right) in enumerate(pairwise(edges)):
                if column not in inside:
                    yield Box(left, y, right, y)


def own_cells(rows: Sequence[Row]) -> list[Row]:
    """The rows without the cells that are over several."""
    found = (set(over_rows(row, below)) for row, below in pairwise(rows))
    whole_rows = zip(rows, (*found, set[Cell]()), strict=False)
    return [tuple(cell for cell in row if cell not in over) for row, over in whole_rows]


@dataclass(frozen=True, slots=True)
class Ends:
    """What is known of the ends of a table."""

    is_rest: bool = False
    """True at the top of a page: the first row may be the rest of one."""
    is_cut: bool = False
    """True at its foot: the last row may go on."""
    is_sure: bool = True
    """False if lines beyond them may belong to it."""


def as_drawn(glyphs: Iterable[Glyph], ends: Ends = Ends()) -> Drawn | None:
    """The cells of a table; none if it was drawn line by line, or its cells do not agree."""
    glyphs = sorted(glyphs, key=lambda one: one.at)
    for gaps in GAPS:
        ways = list(filter(None, (agreed(glyphs, gap, ends) for gap in gaps)))
        if ways:
            return min(ways, key=lambda way: (len(way.rows), way.headless, -len(way.columns)))
    return None


def agreed(glyphs: Sequence[Glyph], widest: float, ends: Ends) -> Drawn | None:
    """The cells, if gaps that are as wide part them."""
    rows = list(rows_of(whole(cells_of(glyphs, widest))))
    loose = [*(rows[:1] if ends.is_rest else ()), *(rows[-1:] if ends.is_cut else ())]
    ways = (
        next(
            (
                made
                for head in (2, 0, 1)
                if (body := levelled(rows[head:], height, loose, ends))
                for made in headed(rows[:head], body)
            ),
            None,
        )
        for height in range(3)
    )
    found = {one.rows: one for one in ways if one}
    if len(found) != 1:
        return None
    (one,) = found.values()
    if (len(one.rows) < 2 and not (ends.is_rest or ends.is_cut)) or has_stack(one, loose):
        return None
    is_upward = any(map(goes_up, rows))
    return replace(one, is_upward=is_upward) if is_upward or is_even(one) else None


def has_stack(found: Drawn, loose: Sequence[Row]) -> bool:
    """True if a row has only one value, of several lines: these may as well be several rows."""
    return any(len(row) == 1 < len(row[0].lines) for row in found.rows if row not in loose)


def is_even(found: Drawn) -> bool:
    """True if each row has a value in the first column, and one in another column of figures or the like."""
    body = found.rows[0 if found.rows[0][0].text.isdecimal() else 1 :]
    columns = [
        [cell for row in body for cell in row if shares(cell.box, one)] for one in found.columns
    ]
    first, *others = (its for its in columns)
    kinds = ([kind_of(cell.text) for cell in its] for its in others)
    are_typed = any(len(its) == len(body) and Kind.TEXT not in its for its in kinds)
    counts = [int(cell.text) for cell in first if cell.text.isdecimal()]
    are_counted = counts == list(range(counts[0], counts[0] + len(body))) if counts else False
    return len(first) == len(body) > 1 and (are_typed or are_counted)


def headed(head: Sequence[Row], body: Sequence[Row]) -> Iterator[Drawn]:
    """The table with this head, whose values are level, or over those of several columns."""
    columns = columns_of(body)
    if len(head) < 2 and all(any(is_level(row, height) for height in range(3)) for row in head):
        rows = (*head, *body)
        found = [Drawn(rows, columns_of(rows))]
    else:
        ways = [(head[0], head[1])] if len(head) == 2 else halves(head[0])
        found = [
            Drawn(((*upper, *lower), *body), columns, spans)
            for upper, lower in ways
            if (spans := spans_of(upper, lower, columns))
        ]
    yield from (one for one in found if one.is_whole)


def spans_of(upper: Row, lower: Row, columns: Sequence[Box]) -> tuple[Span, ...]:
    """The values of the upper row of a head that are over those of the lower one; none if any other is lost.

    The last values of the upper row are no spans if they are in columns of their own.
    """
    places = [
        [at for at, column in enumerate(columns) if shares(cell.box, column)] for cell in lower
    ]
    if len(upper) < 2 or len(lower) > WIDEST or any(len(its) != 1 for its in places):
        return ()
    below = [at for (at,) in places]
    spans = [cell for cell in upper if not is_own(cell, below, columns)]
    top = max(cell.box.top for cell in lower)
    ways = (
        (
            [below[a:b] for a, b in pairwise((0, *cuts, len(below)))]
            for cuts in combinations(range(1, len(below)), len(spans) - 1)
        )
        if spans
        else ()
    )
    likely = [way for way in ways if all(its[-1] - its[0] + 1 == len(its) > 1 for its in way)]
    if not likely or any(cell.box.bottom < top - LEVEL * cell.size for cell in spans):
        return ()
    best = min(
        likely,
        key=lambda way: sum(off(cell, its, columns) for cell, its in zip(spans, way, strict=True)),
    )
    pairs = list(zip(spans, best, strict=True))
    if any(off(cell, its, columns) > ASIDE for cell, its in pairs):
        return ()
    return tuple(Span(tuple(its), (cell.box.bottom + top) / 2) for cell, its in pairs)


def is_own(cell: Cell, below: Sequence[int], columns: Sequence[Box]) -> bool:
    """True for a value of the head in a column of its own."""
    own = [at for at, column in enumerate(columns) if shares(cell.box, column)]
    return len(own) == 1 and own[0] not in below


def off(cell: Cell, places: Sequence[int], columns: Sequence[Box]) -> float:
    """How far a value is from the middle of some columns, against their width; or from their left."""
    place = hull(columns[at] for at in places)
    left, middle = place.left - cell.box.left, place.middle[0] - cell.box.middle[0]
    return min(abs(left), abs(middle)) / (place.right - place.left)


def levelled(
    rows: Sequence[Row], height: int, loose: Sequence[Row], ends: Ends
) -> list[Row] | None:
    """The rows, with all cells but those of `loose` ones level at this height; none if there are several ways."""
    made: list[Row] = []
    for row, own in zip(rows, own_cells(rows), strict=True):
        if is_level(own, height):
            made.append(row)
            continue
        ways = [way for way in halves(row) if all(is_level(one, height) for one in way)]
        if row in loose and not ways:
            made.append(row)
        elif len(ways) == 1 and ends.is_sure:
            made += ways[0]
        else:
            return None
    return made
