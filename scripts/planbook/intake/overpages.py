"""Joins the parts of a table that are on several pages, without repeated heads, and broken rows whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from planbook.intake.form import Block, Grid, Left, Line, goes_on
from planbook.intake.notes import mark_of
from planbook.text.cells import Kind, kind_of
from planbook.text.words import cuts_word

REPEATED = "repeated heads of tables"
"""What is left out of a table on several pages."""
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
    made: list[Line | list[Grid]] = []
    left: list[Left] = []
    doubts: list[str] = []
    known: list[tuple[str, ...]] = []
    for block in blocks:
        parts = next(
            (one for one in reversed(made) if isinstance(one, list) or not mark_of(one)), None
        )
        if isinstance(block, Line):
            made.append(block)
        elif not isinstance(parts, list) or not goes_on(parts[-1], block):
            known = [*block.rows]
            made.append([block])
        else:
            again = again_of(known, block.rows)
            left += [Left(REPEATED, " ".join(filter(None, one))) for one in again]
            rest = lifted(parts, replace(block, rows=block.rows[len(again) :]))
            doubts += [cell for _, _, (cell, _) in ends_of(parts[-1], rest)]
            seam = Seam(parts[-1], rest, (*known[:-1], *rest.rows[1:]))
            doubts += [seam.last] if seam.is_doubtful else []
            size = len(parts[-1].rows)
            parts[-1:] = seam.tables
            known[-1:] = [row for one in seam.tables for row in one.rows][size - 1 :]
    whole = (one if isinstance(one, list) else [one] for one in made)
    return [block for its in whole for block in its], left, doubts


def lifted(parts: list[Grid], rest: Grid) -> Grid:
    """The rest of a table without the text of cells that begin in its other parts, which is added there."""
    merged = {*parts[-1].tall, *rest.tall}
    unended = [one for one in parts[-1].unended if one[1] in merged]
    cut = [one for one in ends_of(parts[-1], rest) if is_cut(*one[2])]
    for row, column in (*unended, *((row, column) for row, column, _ in cut)):
        if text := rest.rows[0][column]:
            at, down = beginning(parts, row, column)
            whole = joined(parts[at].rows[down][column], text)
            parts[at] = with_cell(parts[at], down, column, whole)
            rest = with_cell(rest, 0, column, "")
    return rest


def ends_of(table: Grid, rest: Grid) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """The full cells at the end of a page in columns with cells over several rows, with what is next in these."""
    known = {column for _, column in table.unended}
    for column in sorted({*table.tall, *rest.tall} - known):
        own, more = [row[column] for row in table.rows], rest.rows[0][column]
        room = table.room[column] if table.room else inf
        row = max((at for at, cell in enumerate(own) if cell), default=0)
        are_texts = kind_of(own[row]) is kind_of(more) is Kind.TEXT
        if own[row] and more and are_texts and room < MARGINS - 1 + first_part(more):
            yield row - len(own), column, (own[row], more)


def is_cut(cell: str, more: str) -> bool:
    """True if a page ends inside a word of a cell, or what is on both pages can only be read as one."""
    return is_open((cell, more)) or cuts_word(cell, more)


def beginning(parts: Sequence[Grid], row: int, column: int) -> tuple[int, int]:
    """The part and the row in which a cell begins that ends the last part; it may be over many pages."""
    for at in range(len(parts) - 1, 0, -1):
        down = len(parts[at].rows) + row
        ends = {place[1]: place[0] for place in parts[at - 1].unended}
        if down > 0 or parts[at].rows[0][column] or column not in ends:
            return at, max(0, down)
        row = ends[column]
    return 0, max(0, len(parts[0].rows) + row)


def with_cell(table: Grid, down: int, right: int, text: str) -> Grid:
    rows = [[*row] for row in table.rows]
    rows[down][right] = text
    return replace(table, rows=tuple(map(tuple, rows)))


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
