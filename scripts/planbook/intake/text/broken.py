"""Makes rows of the lines of an aligned table: from one number on, around it, or as blank lines part them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from planbook.intake.overpages import FIRST_PART
from planbook.text.aligned import width_of
from planbook.text.cells import TYPED, Kind, is_value, kind_of
from planbook.text.grammar import mended
from planbook.text.series import group_of
from planbook.text.tables import PIECES

HEAD = 4
"""Maximum lines of the head of a table."""
NARROW = 4
"""The width of a column for the names of groups, if they are upright or broken: two Han characters."""
LATIN = re.compile("[A-Za-z]")
"""Letters that are not of one width."""
LETTER = 2
"""The width of a Han character."""
NEAR = 2
"""How far below a piece of a cell the next one may be: with the numbers of the row between them."""
ON_PURPOSE = ("（", "(")
"""Begins the second line of a head, however short the first one is: 年均增长 / （%）."""
Cells = Mapping[int, str]
"""The cells of a line, by their columns."""
Way = tuple[range, ...]
"""The rows of a table, each as its lines."""


def ways_of(lines: Sequence[Cells], begun: Collection[int], *, is_indented: bool) -> list[Way]:
    """The ways to make rows of lines, the last ones of which may be below the table.

    If what is below it would be indented, a line that fits into the last row is a piece of it. Else
    that proves nothing, if no other row is on several lines. Nor does one label that the next line
    alone may go on, as it may be the name of a group.
    """

    def is_proven(way: Way) -> bool:
        broken = [row for row in way if len(row) > 1]
        rests = [lines[at] for row in broken for at in row[1:]]
        return (
            len(broken) != 1 or 0 not in lines[broken[0][0]] or any([*one] != [0] for one in rests)
        )

    ends = range(end_of(lines), len(lines) + 1)[: PIECES + 1]
    found = [{*filter(is_proven, Broken.of(lines[:end], begun).ways())} for end in ends]
    own, ways = found[0], next(filter(None, reversed(found)), set())
    rests = [line for way in ways for line in lines[ends[0] : way[-1].stop]]
    if is_indented or not any(0 in line for line in rests):
        return [*ways]
    return [*own, *(way for way in ways - own if any(len(row) > 1 for row in way[:-1]))]


def is_open(lines: Sequence[Cells], begun: Collection[int]) -> bool:
    """True if a line without a value may be a piece of the row above or below it."""
    return Broken.of(lines[: end_of(lines)], begun).is_open


def is_split(labels: Sequence[str]) -> bool:
    """True if the name of a group may be on two rows, in a column of two letters: 经济 / 发展."""
    names = [one for one in labels if one and kind_of(one) is Kind.TEXT]
    is_narrow = 0 < len(names) < len(labels) and max(map(width, names)) == NARROW
    return is_narrow and any(width(a) == width(b) == NARROW for a, b in pairwise(labels))


def labeled(lines: Sequence[Cells], column: int) -> Sequence[Cells]:
    """The lines with each label of a group on the first of its rows; empty if it is open which that is.

    The labels are on those rows, or in the middle of their groups.
    """
    top = next((at for at, one in enumerate(lines) if any(map(is_value, one.values()))), len(lines))
    rows = [at for at in range(top, len(lines)) if {*lines[at]} - {column}]
    labels = [at for at in range(top, len(lines)) if column in lines[at]]
    are_first = labels[:1] == rows[:1] and {*labels} <= {*rows}
    made = [*raised(lines, rows, labels, column)]
    if column < 0 or (are_first and made in ([], [*lines])):
        return lines
    return [] if are_first else made


def raised(
    lines: Sequence[Cells], rows: Sequence[int], labels: Sequence[int], column: int
) -> Iterator[Cells]:
    """The lines with each label on the first of the rows in the middle of which it is, if all are so."""
    firsts, end = dict[int, str](), 0
    for at in labels:
        place = bisect_left(rows, at)
        is_row = rows[place : place + 1] == [at]
        if end >= len(rows) or place + is_row <= end:
            return
        firsts[rows[end]] = lines[at][column]
        end = 2 * place + is_row - end
    for at, line in enumerate(lines if end == len(rows) else ()):
        label = {column: firsts[at]} if at in firsts else {}
        is_head = not rows or at < rows[0]
        kept = line if is_head else {own: one for own, one in line.items() if own != column}
        yield {**label, **kept}


def end_of(lines: Sequence[Cells]) -> int:
    """Where the lines with several cells end."""
    return len(lines) - sum(1 for _ in takewhile(lambda line: len(line) == 1, reversed(lines)))


@dataclass(frozen=True, slots=True)
class Broken:
    """The lines of an aligned table whose cells may go over several of them."""

    lines: Sequence[Cells]
    begun: Collection[int]
    """The lines that a blank line or the end of a page parts from those above."""
    widest: Mapping[int, int]
    """The width of the widest piece of a cell in each column."""
    values: int
    """The first line with a value: heads have years, but no other numbers."""
    anchors: Collection[int]
    """The lines with what each row has on one line: a number, a status, or the name of a group."""

    @classmethod
    def of(cls, lines: Sequence[Cells], begun: Collection[int]) -> Broken:
        widest = Counter[int]()
        for line in lines[1:]:
            widest |= Counter({column: width(cell) for column, cell in line.items()})
        values = next((at for at, one in enumerate(lines) if any(map(is_value, one.values()))), 1)
        made = cls(lines, begun, widest, values, ())
        typed = made.typed()
        anchors = [
            at for at, line in enumerate(lines)
            if made.is_group(at, typed) or (at >= values and typed & {*kinds(line)})
        ]  # fmt: skip
        return replace(made, anchors={*(anchors or made.labeled())})

    def typed(self) -> set[int]:
        """The columns with nothing but numbers and statuses below their heads: no such cell is broken."""
        texts = {
            column
            for line in self.lines[self.values :]
            for column, cell in line.items()
            if kind_of(cell) not in TYPED and [*line] != [0]
        }
        return {*self.widest} - texts

    def labeled(self) -> list[int]:
        """The lines with a label, if none of them can be the rest of the line above it."""
        labels = [at for at in range(1, len(self.lines)) if 0 in self.lines[at]]
        rests = (
            all(
                one in self.lines[at - 1] and self.is_full(at - 1, at, one)
                for one in self.lines[at]
            )
            for at in labels
        )
        return [] if any(rests) else labels

    def is_group(self, at: int, typed: Collection[int]) -> bool:
        """True for the name of a group above a row: it has a mark, or is no piece of a label."""
        line, following = self.lines[at], self.lines[at + 1 : at + 2]
        has_value = any(is_value(cell) for one in following for cell in one.values())
        if not at or [*line] != [0] or not has_value:
            return False
        near = reversed(self.lines[max(0, at - NEAR) : at])
        above = next((one[0] for one in near if 0 in one), "")
        is_own = 0 in typed or bool(group_of(mended(line[0])))
        return is_own or (self.has_room(above) and self.has_room(line[0]))

    def has_room(self, label: str) -> bool:
        """True if a label is on one line for sure: more would be on it, too."""
        return width(label) + LETTER <= self.widest[0]

    @property
    def is_open(self) -> bool:
        bare = {*range(self.values, len(self.lines))} - {*self.anchors}
        return any(
            [*self.lines[at]] != [0] and all(self.is_loose(at, column) for column in self.lines[at])
            for at in bare
        )

    def is_loose(self, at: int, column: int) -> bool:
        """True if a cell may go on in the line above it or below it, or be the only one there."""
        pairs = [(a, a + 1) for a in (at - 1, at) if 0 < a < len(self.lines) - 1]
        return any(
            not (column in self.lines[a] and column in self.lines[b]) or self.is_full(a, b, column)
            for a, b in pairs
        )

    def ways(self) -> Iterator[Way]:
        """The rows from each anchor on, around each, or as blank lines part them."""
        anchors, count = sorted(self.anchors), len(self.lines)
        for head in range(1, min(HEAD, anchors[0] if anchors else 0) + 1):
            middle = [head]
            for at in anchors:
                middle.append(2 * at + 1 - middle[-1])
            apart = [head, *(at for at in sorted(self.begun) if head < at < count), count]
            for bounds in ([*anchors, count], middle, apart):
                rows = tuple(range(a, b) for a, b in pairwise(bounds))
                is_tiled = (bounds[0], bounds[-1]) == (head, count)
                if is_tiled and all(map(self.is_one, rows)) and (heads := self.heads(head)):
                    yield *heads, *rows

    def is_one(self, row: range) -> bool:
        """True if lines are one row: with one anchor, and cells that go on below it or around it."""
        found = [at for at in row if at in self.anchors]
        return len(found) == 1 and all(self.fits(row, found[0], column) for column in self.widest)

    def fits(self, row: range, anchor: int, column: int) -> bool:
        """True if the pieces of a cell are lines that follow each other, full but for the last."""
        own = [at for at in row if column in self.lines[at]]
        is_below = own == [*row[: len(own)]] and anchor == row.start
        is_around = own == [row.start + row.stop - 1 - at for at in reversed(own)]
        is_placed = is_below or (is_around and 2 * anchor == row.start + row.stop - 1)
        return is_placed and all(self.is_full(a, b, column) for a, b in pairwise(own))

    def is_full(self, at: int, following: int, column: int) -> bool:
        """True if a piece of a cell has no room for what the next one begins with."""
        own, more = self.lines[at][column], self.lines[following][column]
        is_uneven = not own.isascii() and bool(LATIN.search(own + more))
        first = FIRST_PART.match(more)
        return width(own) + width(first[0] if first else "") + is_uneven > self.widest[column]

    def heads(self, count: int) -> Way:
        """The rows of the head: one, with broken cells or not, or one for each level; empty if neither."""
        row = range(count)
        own = [
            [at for at in row if column in self.lines[at]]
            for column in sorted({*self.widest, *self.lines[0]})
        ]
        are_below = all(one == [*row[: len(one)]] and one for one in own)
        are_around = all(one == [count - 1 - at for at in reversed(one)] and one for one in own)
        if count > 1 and not (are_below or are_around):
            return tuple(levels(self.lines[:count]))
        follow = [(a, b, column) for column, one in enumerate(own) for a, b in pairwise(one)]
        are_full = all(
            self.is_full(*one) or self.lines[one[1]][one[2]].startswith(ON_PURPOSE)
            for one in follow
        )
        return (row,) if are_full else ()


def levels(heads: Sequence[Cells]) -> Iterator[range]:
    """The rows of a head: lines one of which has no cell below the others are one."""
    start, above = 0, set[int]()
    for at, line in enumerate(heads):
        if above & {*line}:
            yield range(start, at)
            start, above = at, set()
        above |= {*line}
    yield range(start, len(heads))


def kinds(line: Cells) -> Iterator[int]:
    """The columns of a line with a number or a status."""
    return (column for column, cell in line.items() if kind_of(cell) in TYPED)


def width(text: str) -> int:
    return sum(width_of(char, "WF") for char in text)
