"""Tells where the rows of a table begin that no rules part, by a number that each of them has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, groupby, pairwise

from planbook.intake.overpages import first_part
from planbook.text.cells import HEAD_YEAR, Kind, kind_of
from planbook.text.grammar import is_marked, mended

CUT = 0.25
"""The share of its height by which a line may reach into the next row."""
ENDS = 0.6
"""How far from the end of a table its last row may seem to end, in heights of a line."""
WIDER = 0.1
"""By how much the gaps of one way of parting the rows are wider, at least, if they tell; likewise."""
SHORT, BROKEN = 4, 2
"""Characters of values that are hardly broken, and how many columns may tell that others are."""
OPEN = ("—", "–", "-", "~", "～", "，", "、", "（", "《", "“")
"""Ends no cell."""
ROOM = 0.5
"""What a line may have left before the next one begins, besides the letter that it had no room for."""
COUNT = re.compile(r"\d{1,3}|[（(]?[一二三四五六七八九十]{1,3}[）)]?、?")


@dataclass(frozen=True, slots=True)
class Value:
    """A line within a column."""

    text: str
    top: float
    bottom: float
    width: float = 0.0
    """In characters."""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def is_beside(self, other: Value) -> bool:
        return other.bottom < self.middle < other.top


Columns = Sequence[Sequence[Value]]


def marks_of(columns: Columns) -> list[Value]:
    """One value of each row: its number, or a figure, a unit, or the like; or what is in the first column."""
    counts = [its for its in map(counted, columns[:2]) if its]
    marks: list[Value] = []
    for its in counts[:1] or map(typed, columns[1:]):
        marks += [one for one in its if not any(one.is_beside(mark) for mark in marks)]
    if len(marks) > 1:
        first = (one for one in columns[0] if one.top < max(mark.top for mark in marks))
        titles = (one for one in first if is_marked(mended(one.text)))
        marks += [one for one in titles if not any(one.is_beside(mark) for mark in marks)]
    return sorted(marks, key=lambda one: -one.top) or single(columns)


def counted(column: Sequence[Value]) -> list[Value]:
    """The numbers of the rows, below their head."""
    own = list(dropwhile(lambda one: not COUNT.fullmatch(one.text), column))
    return own if all(COUNT.fullmatch(one.text) for one in own) else []


def typed(column: Sequence[Value]) -> list[Value]:
    """The values of a column below its head, if all are of a kind that has no second line."""
    own = list(dropwhile(is_head, column))
    return own if all(kind_of(one.text) is not Kind.TEXT for one in own) else []


def is_head(value: Value) -> bool:
    return kind_of(value.text) is Kind.TEXT or bool(HEAD_YEAR.fullmatch(value.text))


def single(columns: Columns) -> list[Value]:
    """The first column, if no cell seems to have a second line, and all columns have values in each line."""
    first, *others = columns
    is_even = all(any(one.is_beside(mark) for mark in first) for its in others for one in its)
    is_full = all(any(one.is_beside(mark) for its in others for one in its) for mark in first)
    is_parted = sum(map(seems_broken, columns)) < BROKEN
    return [*first] if is_even and is_full and is_parted else []


def seems_broken(column: Sequence[Value]) -> bool:
    """True if several values are as long as the longest one, as lines of a paragraph are."""
    longest = max((len(one.text) for one in column), default=0)
    return longest > SHORT and sum(len(one.text) >= longest - 1 for one in column) > 1


def bounds_of(marks: Sequence[Value], columns: Columns, *, headed: bool) -> list[float] | None:
    """The places between the rows, from the top; none if they cannot be told.

    Values begin at the height of their mark, or are level with it by their middle. With `headed`,
    lines above the first row are a head.
    """
    values = [one for column in columns for one in column]
    tops = topped(marks, values, headed=headed)
    tried = [*centered(marks, values, headed=headed), *([] if tops is None else [tops])]
    ways = {rows_in(one, values): one for one in tried}.values()
    aligned = [one for one in ways if is_aligned(one, marks, columns)]
    whole = [one for one in aligned if is_whole(one, columns)]
    # A number counts every row; any other mark may be missing, so that two rows seem one.
    likely = aligned if all(COUNT.fullmatch(one.text) for one in marks) else whole
    if len(likely) == 1 or len(whole) == 1:
        return (likely if len(likely) == 1 else whole)[0]
    found = sorted(likely, key=lambda one: -blank(one, values))
    return found[0] if found and is_wider(found, marks[0].height, columns) else None


def is_wider(found: Sequence[Sequence[float]], height: float, columns: Columns) -> bool:
    """True if the first way parts the rows more than the others do, and more than their lines are."""
    values = [one for column in columns for one in column]
    gap, *others = (blank(one, values) for one in found)
    return all(gap - one > WIDER * height for one in (*others, line_gap(found[0], columns)))


def is_whole(bounds: Sequence[float], columns: Columns) -> bool:
    """True if no cell ends inside a sentence or a range, or goes on where its line had room for more."""
    for column in columns:
        width = max((one.width for one in column), default=0.0)
        for upper, lower in pairwise(sorted(column, key=lambda one: -one.top)):
            is_end = any(lower.middle < bound < upper.middle for bound in bounds)
            has_room = width - upper.width > first_part(lower.text) + ROOM
            if upper.text.endswith(OPEN) if is_end else has_room:
                return False
    return True


def is_aligned(bounds: Sequence[float], marks: Sequence[Value], columns: Columns) -> bool:
    """True if the cells of all rows begin at the tops of their marks, or all have these in the middle."""
    cells = list(cells_of(bounds, marks, columns))
    near = CUT * marks[0].height
    tops = (abs(mark.top - its[0].top) for mark, its in cells)
    middles = (abs(2 * mark.middle - its[0].top - its[-1].bottom) / 2 for mark, its in cells)
    return all(one < near for one in tops) or all(one < near for one in middles)


def cells_of(
    bounds: Sequence[float], marks: Sequence[Value], columns: Columns
) -> Iterator[tuple[Value, list[Value]]]:
    """The lines of each cell below the head, each with the mark of its row."""
    heads = len(bounds) + 1 - len(marks)
    for column in columns:
        lines = sorted(column, key=lambda one: -one.top)
        for row, its in groupby(lines, lambda one: sum(one.middle < bound for bound in bounds)):
            if row >= heads:
                yield marks[row - heads], list(its)


def line_gap(bounds: Sequence[float], columns: Columns) -> float:
    """The widest gap between two lines of a cell."""
    gaps = [
        upper.bottom - lower.top
        for column in columns
        for upper, lower in pairwise(sorted(column, key=lambda one: -one.top))
        if not any(lower.middle < bound < upper.middle for bound in bounds)
    ]
    return max(gaps, default=0.0)


def rows_in(bounds: Sequence[float], values: Sequence[Value]) -> tuple[int, ...]:
    """For each value the row that it is in."""
    return tuple(sum(one.middle < bound for bound in bounds) for one in values)


def topped(marks: Sequence[Value], values: Sequence[Value], *, headed: bool) -> list[float] | None:
    """The tops of the marks."""
    has_head = any(one.bottom >= marks[0].middle for one in values)
    if has_head and not headed:
        return None
    bounds = [one.top for one in marks][0 if has_head else 1 :]
    return bounds if fit(bounds, values) else None


def centered(
    marks: Sequence[Value], values: Sequence[Value], *, headed: bool
) -> Iterator[list[float]]:
    """The ends of rows that are as far below their marks as their beginnings are above."""
    top, bottom = max(one.top for one in values), min(one.bottom for one in values)
    starts = {one.top for one in values if one.middle >= marks[0].bottom} if headed else {top}
    for start in starts:
        bounds = [start]
        for mark in marks:
            bounds.append(2 * mark.middle - bounds[-1])
        is_whole = abs(bounds[-1] - bottom) <= ENDS * marks[0].height
        within = bounds[0 if start < top else 1 : -1]
        if is_whole and are_falling(bounds) and fit(within, values):
            yield within


def are_falling(bounds: Sequence[float]) -> bool:
    return all(a > b for a, b in pairwise(bounds))


def fit(bounds: Sequence[float], values: Sequence[Value]) -> bool:
    """True if no line is cut."""
    return not any(
        one.bottom + CUT * one.height < bound < one.top - CUT * one.height
        for bound in bounds
        for one in values
    )


def blank(bounds: Sequence[float], values: Sequence[Value]) -> float:
    """How far apart the lines are, on average, between which rows end."""
    gaps = [
        min((one.bottom for one in values if one.middle > bound), default=bound)
        - max((one.top for one in values if one.middle < bound), default=bound)
        for bound in bounds
    ]
    return sum(gaps) / len(gaps) if gaps else 0.0
