"""Tells the cells of a table by the order in which its text was drawn: cell by cell, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planbook.intake.pdf.glyphs import Box, Glyph, gap_of
from planbook.intake.pdf.lines import CELL_GAP, around, overlap

BACK = -0.8
"""How far a letter may be drawn back over the one before it on its line, in characters."""
NEAR, EVEN = 1.5, 0.3
"""How far a line is below another one of its cell, at most, and how much farther than others are."""
LABEL = 2.5
"""The width of a label beside several rows whose lines may be farther apart, at most, in characters."""
LEVEL = 0.35
"""By how much cells of a row may miss the height at which all begin, have their middles, or end."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines that were drawn one after the other, one below the other."""

    lines: tuple[Box, ...]
    size: float
    text: str = ""

    @property
    def box(self) -> Box:
        return hull(self.lines)

    @property
    def heights(self) -> tuple[float, float, float]:
        (_, bottom, _, top) = self.box
        return top, (top + bottom) / 2, bottom

    def step(self, below: Cell) -> float:
        """How far the next line is below the last one, in characters."""
        return (self.lines[-1].bottom - below.box.top) / self.size

    def is_over(self, x: float) -> bool:
        return self.box.left < x < self.box.right


Row = tuple[Cell, ...]


def is_by_cells(glyphs: Iterable[Glyph]) -> bool:
    """True if text was drawn upwards, as it is in a table that is drawn cell by cell."""
    rows = rows_of(cells_of(sorted(glyphs, key=lambda one: one.at), CELL_GAP))
    return any(map(goes_up, rows))


def hull(boxes: Iterable[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def shares(one: Box, other: Box) -> bool:
    """True if two boxes are above each other."""
    return one.left < other.right and other.left < one.right


def lines_of(glyphs: Iterable[Glyph], widest: float) -> Iterator[list[Glyph]]:
    """The letters in the order in which they were drawn, by the lines of cells."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and not follows(line[-1], glyph, widest):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def follows(before: Glyph, glyph: Glyph, widest: float) -> bool:
    """True if a letter is the next one on its line."""
    gap = gap_of(before, glyph) / before.size
    return overlap(before.box, glyph.box) and BACK < gap < widest


def cells_of(glyphs: Iterable[Glyph], widest: float) -> Iterator[Cell]:
    """The cells; lines of two rows are in one as yet if only one column has text in both."""
    lines = [
        Cell((around(line),), line[0].size, "".join(one.char for one in line))
        for line in lines_of(glyphs, widest)
    ]
    steps = [a.step(b) for a, b in pairwise(lines) if is_below(a.box, b.box)]
    widest = min([NEAR, *(step + EVEN for step in steps)])
    cell: Cell | None = None
    for line in lines:
        if cell and is_below(cell.lines[-1], line.box) and cell.step(line) < widest:
            cell = Cell(cell.lines + line.lines, line.size, cell.text + line.text)
            continue
        if cell:
            yield cell
        cell = line
    if cell:
        yield cell


def whole(cells: Iterable[Cell]) -> list[Cell]:
    """The cells, with each label beside several rows as one: 供水 above 工程, drawn before a cell to their right.

    The cell that is drawn after it and is above its last lines is of its first row.
    """
    made: list[Cell] = []
    for cell in reversed([*cells]):
        if len(made) > 1 and is_label(cell, made[-1], made[-2]):
            below = made.pop()
            made.append(Cell(cell.lines + below.lines, cell.size, cell.text + below.text))
        else:
            made.append(cell)
    return made[::-1]


def is_label(upper: Cell, lower: Cell, following: Cell) -> bool:
    """True for two parts of a label, the second of which is below the cell to their right."""
    box = hull((upper.box, lower.box))
    is_beside = following.box.left >= box.right and following.box.bottom > lower.box.top
    is_narrow = box.right - box.left < LABEL * upper.size
    return is_beside and is_narrow and is_below(upper.lines[-1], lower.box)


def over_rows(row: Row, below: Row) -> Row:
    """The cells of a row that are beside the next one as well, or below all others: merged ones."""
    slack = LEVEL * row[0].size
    top = max(cell.box.top for cell in below)
    found = tuple(cell for cell in row if cell.box.bottom < top - slack or is_beneath(cell, row))
    return found if len(row) - len(found) > 1 else ()


def is_beneath(cell: Cell, row: Row) -> bool:
    return all(cell.box.top < one.box.bottom for one in row if one is not cell)


def is_below(upper: Box, lower: Box) -> bool:
    return shares(upper, lower) and lower.top < upper.middle[1]


def rows_of(cells: Iterable[Cell]) -> Iterator[Row]:
    """The rows: each cell is to the right of the one before it."""
    row: Row = ()
    for cell in cells:
        if row and cell.box.left < row[-1].box.right:
            yield row
            row = ()
        row += (cell,)
    if row:
        yield row


def goes_up(row: Row) -> bool:
    """True if a cell is drawn after the one to its left, and begins above the last line of it."""
    return any(b.lines[0].bottom > a.lines[-1].middle[1] for a, b in pairwise(row))


def is_level(row: Row, height: int) -> bool:
    """True if all cells of a row begin at one height, or have their middles or ends there."""
    heights = [cell.heights[height] for cell in row]
    return max(heights) - min(heights) < LEVEL * row[0].size


def halves(row: Row) -> Iterator[tuple[Row, Row]]:
    """The ways to have two rows of one, of which the first ends in the column where the second begins."""
    for at, cell in enumerate(row):
        for cut in range(1, len(cell.lines)):
            upper, lower = Cell(cell.lines[:cut], cell.size), Cell(cell.lines[cut:], cell.size)
            yield (*row[:at], upper), (lower, *row[at + 1 :])


def columns_of(rows: Sequence[Row]) -> tuple[Box, ...]:
    """The columns of rows of several cells."""
    columns: list[Box] = []
    for row in rows:
        for cell in row if len(row) > 1 else ():
            own = [one for one in columns if shares(one, cell.box)]
            columns = [one for one in columns if one not in own]
            columns.append(hull([*own, cell.box]))
    return tuple(sorted(columns))
