"""Finds the heads of a table, which may be on several rows, with cells over columns and rows.

The text has no merged cells. A head over several columns is above each of them, or above the first
and empty beside it; of a head over several rows, all cells but one are empty:

    指标 | 单位 | 指标值 | 指标值
         |      | 2020年 | 2025年

A second head of every column is told by its years, which are above amounts. A row of years is a
head even if it parts none: 现状 over （2025年）.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planbook.text.cells import HEAD_YEAR, Kind, kind_of

LEAST = 4
"""Rows of a table whose head has two without merged cells, at least."""
Rows = Sequence[Sequence[str]]
"""The texts of the cells."""


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a head, with the rows and columns that it is over."""

    row: int
    column: int
    tall: int = 1
    wide: int = 1

    def cells(self, columns: int) -> list[int]:
        """The numbers of the cells of the text that it stands for, of a table of so many columns."""
        return [
            row * columns + column
            for row in range(self.row, self.row + self.tall)
            for column in range(self.column, self.column + self.wide)
        ]

    @property
    def spans(self) -> dict[str, str | None]:
        """Its attributes in markup."""
        return {
            "colspan": str(self.wide) if self.wide > 1 else None,
            "rowspan": str(self.tall) if self.tall > 1 else None,
        }

    @property
    def scope(self) -> str:
        return "colgroup" if self.wide > 1 else "col"


Heads = tuple[tuple[Head, ...], ...]
"""The heads of a table, row by row."""


def heads_of(rows: Rows, marked: int = 1) -> Heads:
    """The heads of a table: its first row, and the rows that part the heads above them.

    So are all that the original marks as heads, whatever they hold; if it marks none, there are none.
    """
    found = told(rows, marked) if marked else ()
    for row in range(len(found), min(marked, len(rows) - 1)):
        found = below(found, rows[row], row)
    return found


def below(heads: Heads, cells: Sequence[str], row: int) -> Heads:
    """The heads with those of another row; one that is empty there goes down to it."""
    ends = {
        one
        for line in heads
        for one in line
        if one.row + one.tall == row and not any(cells[one.column : one.column + one.wide])
    }
    deeper = tuple(
        tuple(replace(one, tall=one.tall + 1) if one in ends else one for one in line)
        for line in heads
    )
    covered = {column for one in ends for column in range(one.column, one.column + one.wide)}
    others = (Head(row, column) for column in range(len(cells)) if column not in covered)
    return (*deeper, tuple(others))


def told(rows: Rows, marked: int) -> Heads:
    """The heads that the text shows; so many rows are sure to be some."""
    levels: list[list[range]] = []
    parts = [range(len(rows[0]))]
    while len(levels) + 2 < len(rows) and (wide := parted(rows, len(levels), parts, marked)):
        levels.append(wide)
        parts = wide
    if not levels and has_second(rows):
        return tuple(tuple(Head(row, at) for at in range(len(rows[0]))) for row in (0, 1))
    return tuple(tuple(row_of(levels, row, len(rows[0]))) for row in range(len(levels) + 1))


def has_second(rows: Rows) -> bool:
    """True if the second row is a head below each one of the first: years, above amounts alone."""
    if len(rows) < LEAST or not all(rows[1]) or any(map(is_value, (*rows[0], *rows[1]))):
        return False
    columns = [below for above, *below in zip(*rows, strict=True) if not HEAD_YEAR.fullmatch(above)]
    return any(HEAD_YEAR.fullmatch(head) and all(map(is_value, its)) for head, *its in columns)


def row_of(levels: Sequence[Sequence[range]], row: int, columns: int) -> Iterator[Head]:
    """The heads that begin in a row: those over several columns, and those that go down to the last."""
    wide = levels[row] if row < len(levels) else []
    above = {column for run in levels[row - 1] for column in run} if row else range(columns)
    parting = {column for run in wide for column in run}
    found = [Head(row, run.start, wide=len(run)) for run in wide]
    tall = len(levels) + 1 - row
    found += (Head(row, column, tall) for column in above if column not in parting)
    yield from sorted(found, key=lambda one: one.column)


def parted(rows: Rows, row: int, parts: Sequence[range], marked: int) -> list[range]:
    """The columns of each head of a row that the row below it parts; none if that is not sure."""
    below = rows[row + 1]
    found = [run for part in parts for run in runs(rows[row], below, part)]
    # A row of years alone is a head too: 现状 over （2025年）.
    is_dated = any(below) and all(HEAD_YEAR.fullmatch(one) for one in below if one)
    wide = [run for run in found if len(run) > 1 or is_dated]
    parting = {column for run in wide for column in run}
    over = {column for one in rows[: row + 1] for column, text in enumerate(one) if text}
    done = over - parting
    is_repeated = any(
        rows[row][run.start] == rows[row][run.stop - 1] for run in wide if len(run) > 1
    )
    is_merged = any(not below[column] for column in done)
    is_free = not any(below[column] for column in done)
    is_head = row + 1 < marked or not any(map(is_value, below))
    return wide if is_free and (is_repeated or is_merged) and is_head else []


def runs(above: Sequence[str], below: Sequence[str], part: range) -> Iterator[range]:
    """The columns of a part in runs with one head above them, where each has one below."""
    start = part.start
    for column in (*part[1:], part.stop):
        is_end = column == part.stop
        if is_end or not (below[column] and above[start] and above[column] in ("", above[start])):
            if all(below[one] for one in range(start, column)):
                yield range(start, column)
            start = column


def is_value(cell: str) -> bool:
    """True for an amount; a year may be the head of a column."""
    return kind_of(cell) is Kind.AMOUNT and not HEAD_YEAR.fullmatch(cell)
