"""Joins the parts of a table that are on several pages, without repeated heads, and broken rows whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from planbook.intake.form import Block, Grid, Left, goes_on
from planbook.intake.notes import mark_of
from planbook.text.cells import Kind, kind_of

OPENING, CLOSING = "（〔《“【(", "）〕》”】)"
GOES_ON = ("，", "、", *OPENING)
"""Ends no cell."""
ENDS = ("。", "；", "！", "？")
MARGINS = 2.8
"""What a full line leaves of the width of its cell, at most, in characters."""
FIRST_PART = re.compile(r"[（《“‘「【〔]*(?:[!-~]+|\S)?[）》”’」】〕，。；：、！？％]*")
"""What could not be broken at the end of a line: a word, or a letter with its marks."""
SHORT = 3
"""Characters of a value that does not show how wide its column is."""
LEAST = 2
"""Rows that show what all rows of a table have, at least."""


def with_whole_tables(blocks: Sequence[Block]) -> tuple[list[Block], list[Left], list[str]]:
    """The blocks with the notes of a page after the table that goes on over it, and what is left out.

    What a table has at the top of a page is its head again as far as it equals its first rows. Last
    come the rows of which it is open whether they go on over a page.
    """
    made: list[Block] = []
    left: list[Left] = []
    doubts: list[str] = []
    known: list[tuple[str, ...]] = []
    for block in blocks:
        at = next((i for i in range(len(made), 0, -1) if not mark_of(made[i - 1])), 0)
        above = made[at - 1] if at else None
        if not isinstance(block, Grid):
            made.append(block)
        elif not isinstance(above, Grid) or not goes_on(above, block):
            known = [*block.rows]
            made.append(block)
        else:
            again = again_of(known, block.rows)
            left += [Left("repeated heads of tables", " ".join(filter(None, one))) for one in again]
            rest = replace(block, rows=block.rows[len(again) :])
            seam = Seam(*lifted(above, rest), (*known[:-1], *rest.rows[1:]))
            doubts += [seam.last] if seam.is_doubtful else []
            made[at - 1 : at] = seam.tables
            known[-1:] = [row for one in seam.tables for row in one.rows][len(above.rows) - 1 :]
    return made, left, doubts


def lifted(table: Grid, following: Grid) -> tuple[Grid, Grid]:
    """Both parts, with the text of a cell over rows of both where the cell begins."""
    rows, rest = [[*row] for row in table.rows], [[*row] for row in following.rows]
    merged = {*table.tall, *following.tall}
    for at, column in (one for one in table.bare if one[1] in merged and len(rows) + one[0] >= 0):
        rows[at][column], rest[0][column] = rest[0][column], ""
    made = (tuple(map(tuple, one)) for one in (rows, rest))
    return replace(table, rows=next(made)), replace(following, rows=next(made))


def again_of(
    head: Sequence[tuple[str, ...]], rows: Sequence[tuple[str, ...]]
) -> Sequence[tuple[str, ...]]:
    """The rows at the top of a page that a table has at its own top, but never all."""
    pairs = enumerate(zip(head, rows[:-1], strict=False))
    return rows[: next((at for at, (a, b) in pairs if a != b), min(len(head), len(rows) - 1))]


@dataclass(frozen=True, slots=True)
class Seam:
    """Where a table goes on on the next page."""

    table: Grid
    following: Grid
    others: Sequence[tuple[str, ...]]
    """The other rows of the table, on all pages as yet."""

    @property
    def last(self) -> str:
        return " ".join(filter(None, self.table.rows[-1]))

    @property
    def halves(self) -> list[tuple[str, str]]:
        """The cells of the last row and of the first one on the next page, side by side."""
        return list(zip(self.table.rows[-1], self.following.rows[0], strict=True))

    @property
    def continued(self) -> list[tuple[str, bool]]:
        """The cells of the last row that may go on, each with whether its last line is full."""
        rooms = self.table.room or (inf,) * len(self.halves)
        least = SHORT if self.table.is_open else 0
        return [
            (cell, len(cell) > least and room < MARGINS - 1 + first_part(more))
            for (cell, more), room in zip(self.halves, rooms, strict=True)
            if cell and more
        ]

    @property
    def tables(self) -> list[Grid]:
        """Both parts; a row that is broken over the page is whole, in the first one."""
        if not (self.is_counted or self.is_told):
            return [self.table, self.following]
        (*rows, _), (_, *others) = self.table.rows, self.following.rows
        row = tuple(joined(*cells) for cells in self.halves)
        ending = self.table if others else self.following
        parts = (
            replace(self.table, rows=(*rows, row), room=ending.room, is_cut=ending.is_cut),
            replace(self.following, rows=tuple(others)),
        )
        return [one for one in parts if one.rows]

    @property
    def has_two(self) -> bool:
        """True if both rows have a number in one column, or one short value: then they are two."""
        return any(
            kind_of(a) is kind_of(b) is Kind.AMOUNT or (a == b and 0 < len(a) <= SHORT)
            for a, b in self.halves
        )

    @property
    def is_counted(self) -> bool:
        """True if one of the halves lacks the number that each row has, and all others count."""
        return not self.has_two and any(
            counts(own, halves) for own, halves in zip(self.columns, self.halves, strict=True)
        )

    @property
    def columns(self) -> Iterator[list[str]]:
        return (list(one) for one in zip(*self.table.rows, *self.following.rows, strict=True))

    @property
    def is_told(self) -> bool:
        """True if punctuation, or what all other rows have and full lines, show that a row goes on."""
        if self.has_two:
            return False
        are_full = bool(self.continued) and all(is_full for _, is_full in self.continued)
        return any(map(is_open, self.halves)) or (are_full and (self.lacks or self.table.is_cut))

    @property
    def lacks(self) -> bool:
        """True if one of the halves lacks a value that all other rows have."""
        return len(self.others) >= LEAST and any(
            bool(a) != bool(b) and all(row[column] for row in self.others)
            for column, (a, b) in enumerate(self.halves)
        )

    @property
    def is_doubtful(self) -> bool:
        """True if the row may go on, and nothing tells."""
        if self.is_counted or self.is_told or not self.continued:
            return False
        has_no_label = not self.following.rows[0][0] and self.lacks
        running = [is_full and not cell.endswith(ENDS) for cell, is_full in self.continued]
        goes_on = any(running) if self.table.is_open else all(running)
        return has_no_label or self.table.is_cut or (goes_on and not self.has_two)


def counts(column: Sequence[str], halves: tuple[str, str]) -> bool:
    """True if a column numbers the rows, and has no number for one of the halves."""
    found = [int(one) for one in column if one.isdecimal()]
    others = column[0 if column[0].isdecimal() else 1 :]
    is_counted = len(found) > 1 and found == list(range(found[0], found[0] + len(found)))
    return is_counted and len(others) == len(found) + 1 and "" in halves


def is_open(halves: tuple[str, str]) -> bool:
    """True if the halves of a cell can only be read as one: 12座、 + 新建; 建设（含 + 道路）."""
    cell, more = halves
    if not (cell and more):
        return False
    is_bracketed = any(
        cell.count(a) > cell.count(b) and more.count(b) > more.count(a)
        for a, b in zip(OPENING, CLOSING, strict=True)
    )
    return (
        is_bracketed
        or cell.endswith(GOES_ON)
        or more.startswith((*CLOSING, "，", "、", "。", "；"))
    )


def joined(cell: str, more: str) -> str:
    """The halves of a cell: a blank between words and between numbers, none between Han characters."""
    is_latin = cell[-1:].isascii() and more[:1].isascii()
    return f"{cell} {more}" if cell and more and is_latin else cell + more


def first_part(text: str) -> float:
    """The width of what a line begins with that could not be broken: a word, or a letter with its marks."""
    found = FIRST_PART.match(text)
    return sum(0.6 if char.isascii() else 1.0 for char in found[0]) if found else 0.0
