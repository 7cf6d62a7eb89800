"""Tells the rows of a table without rules that one sign of its cells reads otherwise than another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from planbook.intake.overpages import first_part
from planbook.intake.pdf.frames import Frame
from planbook.intake.pdf.glyphs import Box, Glyph, gap_of, is_han
from planbook.intake.pdf.lines import CELL_GAP, around, rows_of
from planbook.intake.pdf.order import LEVEL, hull
from planbook.intake.pdf.rowmarks import ROOM
from planbook.text.cells import HEAD_YEAR, Kind, kind_of

LAST_DIGITS, FIRST_DIGITS = re.compile(r"\d+$"), re.compile(r"\d+")
PARTED = 0.2
"""By how much the gaps of one value differ, at most, in characters."""
Place = tuple[int, int]
"""A row and a column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of a cell."""

    lines: tuple[str, ...]
    boxes: tuple[Box, ...]
    size: float
    columns: range
    is_high: bool
    """True if it is over several rows."""
    gap: float
    """By how much the widest gap between two Chinese letters is wider than others, in characters."""

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > 1

    @property
    def width(self) -> float:
        """That of its widest line."""
        return max(box.right - box.left for box in self.boxes)

    @property
    def are_amounts(self) -> bool:
        are_cut = any(cuts_year(*pair) for pair in pairwise(self.lines))
        return not are_cut and all(kind_of(line) is Kind.AMOUNT for line in self.lines)

    def fits(self, at: int, text: str, width: float, more: float = 0.0) -> bool:
        """True if one of its lines leaves room for what the text begins with, in a column of a width."""
        box = self.boxes[at]
        return (width - box.right + box.left) / self.size > first_part(text) + more

    def is_close(self, before: Cell) -> bool:
        """True if no gap as between cells is after the one to its left."""
        return hull(self.boxes).left - hull(before.boxes).right < CELL_GAP * self.size


Row = Mapping[int, Cell]
"""The cells of a row by their columns."""


def contrary_rows(
    frame: Frame, glyphs: Mapping[Place, Sequence[Glyph]], owners: Mapping[Place, Place]
) -> list[int]:
    """The rows that may be others."""
    rows = rows_by_number(frame, glyphs, owners)
    widths: dict[int, float] = {}
    for column, cell in ((at, one) for row in rows for at, one in row.items() if not one.is_wide):
        widths[column] = max(widths.get(column, 0.0), cell.width)
    whole = (crossed(rows), headless(rows), uneven(rows), uncovered(rows))
    signs = (broken(rows, widths), continued(rows, widths), *whole)
    return sorted({row for sign in signs for row in sign})


def rows_by_number(
    frame: Frame, glyphs: Mapping[Place, Sequence[Glyph]], owners: Mapping[Place, Place]
) -> Sequence[Row]:
    ends: dict[Place, Place] = {}
    for (down, right), owner in owners.items():
        ends[owner] = max(ends.get(owner, owner), (down, right))
    rows: list[dict[int, Cell]] = [{} for _ in frame.ys[1:]]
    for (down, right), its in sorted(glyphs.items()):
        lines = rows_of(its)
        texts = ("".join(one.char for one in line) for line in lines)
        boxes = tuple(map(around, lines))
        last, end = ends[down, right]
        columns = range(right, end + 1)
        rows[down][right] = Cell(
            tuple(texts), boxes, lines[0][0].size, columns, last > down, unevenness(lines)
        )
    return rows


def unevenness(lines: Sequence[Sequence[Glyph]]) -> float:
    """By how much the widest gap between two Chinese letters is wider than others, in characters."""
    pairs = (pair for line in lines for pair in pairwise(line))
    gaps = [gap_of(a, b) / a.size for a, b in pairs if is_han(a.char) and is_han(b.char)]
    return max(gaps) - median(gaps) if gaps else 0.0


def broken(rows: Sequence[Row], widths: Mapping[int, float]) -> Iterator[int]:
    """The rows with a line that had room for what the next one begins with, or with stacked numbers."""
    for at, row in enumerate(rows):
        for column, cell in row.items():
            width = inf if cell.are_amounts else 0.0 if cell.is_wide else widths[column]
            if any(cell.fits(up, text, width, ROOM) for up, text in enumerate(cell.lines[1:])):
                yield at


def continued(rows: Sequence[Row], widths: Mapping[int, float]) -> Iterator[int]:
    """The rows that may be the rest of the cells above, which are full; other cells are empty."""
    for at, (above, row) in enumerate(pairwise(rows), 1):
        is_group = any(cell.is_wide for cell in row.values()) and 0 in row
        pairs = [(above.get(column), cell, widths.get(column, 0.0)) for column, cell in row.items()]
        if len(row) < len(above) and not is_group and all(may_go_on(*pair) for pair in pairs):
            yield at


def may_go_on(over: Cell | None, cell: Cell, width: float) -> bool:
    """True if a cell may be the rest of the one above it: that is full, and no value of the same kind."""
    if over is None or over.is_wide:
        return False
    kinds = {kind_of("".join(one.lines)) for one in (over, cell)}
    is_alike = len(kinds) == 1 and Kind.TEXT not in kinds
    return cell.is_wide or not (is_alike or over.fits(-1, cell.lines[0], width))


def crossed(rows: Sequence[Row]) -> Iterator[int]:
    """The rows with a value over several columns that seems to be two: others are single, as below it."""
    for at, (row, below) in enumerate(zip(rows, (*rows[1:], {}), strict=True)):
        wide = {column for cell in row.values() if cell.is_wide for column in cell.columns}
        is_parted = any(cell.is_wide and cell.gap > PARTED for cell in row.values())
        beside = {column for column, cell in row.items() if not cell.is_wide}
        if wide and beside and (is_parted or not wide <= {*below} or beside & {*below}):
            yield at


def uneven(rows: Sequence[Row]) -> Iterator[int]:
    """The rows whose cells neither begin at one height nor have their middles or ends there."""
    for at, row in enumerate(rows):
        boxes = [hull(cell.boxes) for cell in row.values() if not cell.is_high]
        heights = (
            [box.top for box in boxes],
            [box.middle[1] for box in boxes],
            [box.bottom for box in boxes],
        )
        size = max((cell.size for cell in row.values()), default=0.0)
        if boxes and all(max(its) - min(its) >= LEVEL * size for its in heights):
            yield at


def uncovered(rows: Sequence[Row]) -> Iterator[int]:
    """The head, if values of its second line have none above them, as below one in their middle."""
    over = {column for cell in rows[0].values() for column in cell.columns}
    below = {*rows[1]} if len(rows) > 1 else set[int]()
    if over - below and below - over:
        yield 0


def headless(rows: Sequence[Row]) -> Iterator[int]:
    """The rows with a value close to the one before it, in a column without a head."""
    heads = {column for cell in rows[0].values() for column in cell.columns}
    for at, row in enumerate(rows):
        if any(
            column not in heads and column - 1 in row and cell.is_close(row[column - 1])
            for column, cell in row.items()
        ):
            yield at


def cuts_year(text: str, more: str) -> bool:
    """True if a year ends in the next line: 2025—203, 0."""
    end, start = LAST_DIGITS.search(text), FIRST_DIGITS.match(more)
    return bool(end and start and HEAD_YEAR.fullmatch(end[0] + start[0]))
