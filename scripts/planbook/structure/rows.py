"""Makes whole rows of lines: joins cells that were broken, and finds the places of lost cells.

A number never moves into a column of another kind. Where several layouts may be right, the likeliest
is taken, and the row is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from itertools import combinations, islice

from planbook.structure.blocks import cells
from planbook.structure.node import Line
from planbook.text import grammar, series
from planbook.text.cells import TRIES, TYPED, WIDEST, Kind, agree, head_kind, kind_of, kinds_of
from planbook.text.tables import SHORT as CELL
from planbook.text.tables import covered

SUFFIX = re.compile(r"左右|以[上下内]|[%％）〕〔]|个百分点|（[^（）]*）?$")
"""Begins a line that ends the cell of a number: 6.5% / 左右."""
NUMBER_END = re.compile(r"左右|以[上下内]|[%％]|个百分点")
GROUP = re.compile(
    r".{0,6}(?:发展|驱动|福祉|生态|保障|民生|安全|文明|创新|开放|治理|结构|环境|富裕)$"
)
"""What a row above a group of indicators says; several such rows prove each other."""
GROUPS = 2
SUM = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:[、.].*)?|[（(][一二三四五六七八九十]{1,3}[）)].*|[合总共]\s*计(?:[（(].*)?"
)
"""Begins a row of sums, where it or the next cell spans several columns: 合计（共3项）, 一、公路, 一."""
DATE = re.compile(r"(?:19|20)\d\d(?:年|[-—–~～至]|$)")
"""Begins a date, which is under dates: 2025年底, 2021—2024."""
SHORT = 6
"""A line of no more characters is likelier a row of its own than half a label."""
LONG = 8
"""So many characters may fill the width of a column of labels."""


class Lone(Enum):
    """What a line with one cell is, among rows."""

    TAIL = "the end of the cell before it"
    LABEL = "the beginning of a label that the next line ends"
    FIRST = "the label of the numbers in the next line"
    GROUP = "a row of its own"


@dataclass(slots=True)
class Row:
    """A row under construction."""

    line: Line
    cells: list[str]
    lone: Lone | None = None
    """For a row that a line with one cell begins, what that is."""
    is_sure: bool = True
    is_head: bool = False

    @property
    def made(self) -> Line:
        is_whole = self.cells == cells(self.line.text)
        return self.line if is_whole else replace(self.line, text="\t".join(self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """What the rows that have all cells show of the columns."""

    width: int
    kinds: tuple[Kind | None, ...]
    head: Sequence[str]
    filled: tuple[float, ...]
    """The share of rows with something in each column."""
    looks: Sequence[frozenset[str]]
    """How the cells of each column look."""
    longest: int
    """Characters of the longest label on one line."""
    is_broken: bool
    """True if some line has only one cell, so that a row may be on several."""
    has_groups: bool
    """True if several lines with one cell read like the names of groups."""

    @classmethod
    def of(cls, grid: Sequence[Sequence[str]], width: int) -> Table:
        full = [row for row in grid[1:] if len(row) == width]
        kinds: tuple[Kind | None, ...] = (None,) * width
        if full:
            kinds = kinds_of(full)
        elif len(grid[0]) == width:
            kinds = tuple(map(head_kind, grid[0]))
        filled = tuple(sum(map(bool, column)) / len(full) for column in zip(*full, strict=True))
        longest = max((len(cell) for row in full for cell in row[:2]), default=0)
        lone = [row[0] for row in grid if len(row) == 1 and not is_whole(row)]
        has_groups = sum(bool(GROUP.match(one)) for one in lone) >= GROUPS
        shares = filled or (1.0,) * width
        looks = [frozenset(map(look, column)) for column in zip(*full, strict=True)]
        return cls(width, kinds, grid[0], shares, looks, longest, bool(lone), has_groups)

    def layouts(self, row: Sequence[str], of: Callable[[str], Kind]) -> list[tuple[str, ...]]:
        """The ways to fill up a short row, the likeliest first; `of` tells the kind of a cell."""
        gaps = islice(combinations(range(self.width), self.width - len(row)), TRIES)
        own = [one for one in gaps if 0 not in one or not sums(row)]
        is_shown = self.looks and of is kind_of
        likely = sorted(own, key=partial(self.cost, row) if is_shown else self.late)
        ways = [spread(row, one, self.width) for one in likely]
        return self.fitting(ways, of, ()) or self.fitting(ways, of, (Kind.TEXT, Kind.UNIT))

    def late(self, gaps: Sequence[int]) -> tuple[float, list[int]]:
        """How unlikely these gaps are, by the other rows; the last columns have them first."""
        return sum(self.filled[at] for at in gaps), [-at for at in gaps]

    def cost(
        self, row: Sequence[str], gaps: Sequence[int]
    ) -> tuple[float, int, int, bool, list[int]]:
        """How unlikely these gaps are: cells above cover the first cells or the last, seldom others."""
        way = spread(row, gaps, self.width)
        alike = sum(look(cell) in own for cell, own in zip(way, self.looks, strict=False) if cell)
        kept = [at for at in range(self.width) if at not in gaps]
        inner = kept[-1] - kept[0] + 1 - len(kept)
        share, late = self.late(gaps)
        return share, -alike, inner, 0 not in gaps, late

    def below(self, row: Sequence[str]) -> tuple[str, ...]:
        """A row that lacks its first cells, since those above cover it; empty if that is not sure."""
        gaps = () if sums(row) else covered(self.head, self.width - len(row))
        way = spread(row, gaps, self.width) if gaps else ()
        return way if way and agree(way, self.kinds) else ()

    def fitting(
        self, ways: Sequence[tuple[str, ...]], of: Callable[[str], Kind], free: Sequence[Kind]
    ) -> list[tuple[str, ...]]:
        """The ways with each cell in a column of its kind, but for the free kinds."""

        def fits(cell: str, kind: Kind | None) -> bool:
            own = of(cell)
            return not cell or kind in (None, own) or own in free

        kinds = self.kinds
        return [way for way in ways if all(map(fits, way[sums(way) :], kinds[sums(way) :]))]


def look(cell: str) -> str:
    """What tells a cell from those of other columns of its kind: that it is a date, or how it ends."""
    return "date" if DATE.match(cell) else "0" if cell[-1:].isdigit() else cell[-1:]


def sums(row: Sequence[str]) -> bool:
    """True for a row of sums, whose first cell is no serial number: 合计, 一."""
    return bool(SUM.fullmatch(row[0]))


def spread(row: Sequence[str], gaps: Sequence[int], width: int) -> tuple[str, ...]:
    rest = iter(row)
    return tuple("" if at in gaps else next(rest) for at in range(width))


@dataclass(slots=True)
class Laid:
    """A table that was laid out."""

    rows: list[Row] = field(default_factory=list)
    doubts: list[Row] = field(default_factory=list)
    """The rows that may be otherwise, as they were laid out."""
    lones: list[Row] = field(default_factory=list)
    """The lines with one cell that may be rows, or halves of labels."""

    @property
    def lines(self) -> list[Line]:
        return [row.made for row in self.rows]


def laid_out(found: Sequence[Line], width: int, lone: str = "") -> Laid:
    """The rows that the lines make, in a table of this width.

    `lone` is what lines with one cell are declared to be, where that is open: a `row`, or a `label`.
    """
    grid = [cells(line.text) for line in found]
    table, laid = Table.of(grid, width), Laid()
    for line, own, following in zip(found, grid, [*grid[1:], []], strict=True):
        add(laid, table, Row(line, own, is_head=not laid.rows), following)
        if lone and not laid.rows[-1].is_sure and laid.rows[-1].lone in (Lone.LABEL, Lone.GROUP):
            laid.rows[-1].lone = Lone.GROUP if lone == "row" else Lone.LABEL
    laid.lones = [
        row for row in laid.rows if row.lone in (Lone.LABEL, Lone.GROUP) and not row.is_sure
    ]
    for row in laid.rows:
        fill(row, table)
    laid.doubts = [row for row in laid.rows if not row.is_sure]
    return laid


def add(laid: Laid, table: Table, row: Row, following: Sequence[str]) -> None:
    """Add a line to the rows: to the last of them, or as one of its own."""
    last = laid.rows[-1] if laid.rows else None
    if is_whole(row.cells):
        row.lone = Lone.GROUP
        laid.rows.append(row)
    elif last and row.cells[0] and goes_on(last, row.cells, table):
        join(last, row.cells, table.width)
    elif last and len(row.cells) == 1:
        row.lone, row.is_sure = read_lone(last, row.cells[0], following, table)
        if row.lone is Lone.TAIL:
            last.is_sure = last.is_sure and row.is_sure
            last.cells[-1] += row.cells[0]
        else:
            laid.rows.append(row)
    else:
        laid.rows.append(row)


def is_whole(row: Sequence[str]) -> bool:
    """True for one cell that is a row: it has the mark of a group, or is a sentence."""
    (first, *others) = row
    is_own = series.group_of(first) or grammar.CONTINUED.match(first)
    return not others and bool(is_own or len(first) > CELL or not grammar.is_open(first))


def goes_on(last: Row, own: Sequence[str], table: Table) -> bool:
    """True if a line goes on a row that is too short for the table."""
    if last.lone is Lone.GROUP or len(last.cells) == table.width:
        return False
    if last.lone is Lone.FIRST:
        return True
    fits = table.is_broken and len(last.cells) + len(own) - 1 <= table.width
    return fits and (bool(SUFFIX.match(own[0])) or not is_complete(last))


def is_complete(row: Row) -> bool:
    """True if the last cell of a row is whole: a number, or the head of a last column."""
    last = row.cells[-1]
    return head_kind(last) is Kind.STATUS if row.is_head else kind_of(last) in TYPED


def join(last: Row, own: Sequence[str], width: int) -> None:
    if last.lone is Lone.FIRST:
        last.cells += own
        return
    last.cells[-1] += own[0]
    last.cells += own[1:]
    is_proven = last.lone is Lone.LABEL or (SUFFIX.match(own[0]) and len(last.cells) == width)
    last.is_sure = last.is_sure and bool(is_proven)


def read_lone(last: Row, text: str, following: Sequence[str], table: Table) -> tuple[Lone, bool]:
    """What a line with one cell is, after a whole row, and whether that is sure."""
    if NUMBER_END.match(text) and kind_of(last.cells[-1]) is Kind.AMOUNT:
        return Lone.TAIL, True
    is_open = text.count("（") > text.count("）")
    if following and (is_open or following[0].startswith("（")):
        return Lone.LABEL, True
    is_full = last.lone is Lone.GROUP or is_complete(last)
    return read_first(text, following, table) if is_full else (Lone.TAIL, False)


def read_first(text: str, following: Sequence[str], table: Table) -> tuple[Lone, bool]:
    """The same for a line that does not go on the row before it."""
    first = following[0] if following else ""
    is_counted = table.kinds[0] is Kind.AMOUNT and kind_of(first) is Kind.AMOUNT
    if GROUP.match(text) or (is_counted and len(following) == table.width):
        return Lone.GROUP, bool(following) and (is_counted or table.has_groups)
    if len(following) == table.width - 1 and kind_of(first) is not Kind.TEXT:
        return Lone.FIRST, True
    if len(text) >= max(LONG, table.longest - 1):
        return Lone.LABEL, len(following) == table.width and len(first) < len(text)
    return (Lone.LABEL if following and len(text) > SHORT else Lone.GROUP), False


def fill(row: Row, table: Table) -> None:
    """Fill a short row up to the width of the table, each cell in a column of its kind."""
    if len(row.cells) >= table.width or len(row.cells) == 1:
        return
    of = head_kind if row.is_head else kind_of
    if row.is_head and not any(of(cell) in TYPED for cell in row.cells[1:]):
        return
    if whole := () if row.is_head else table.below(row.cells):
        row.cells = [*whole]
        return
    ways = table.layouts(row.cells, of) if table.width <= WIDEST else []
    row.is_sure = row.is_sure and len(ways) == 1
    row.cells = list(ways[0]) if ways else row.cells
