"""Finds the columns of a table whose cells are below each other, as blanks in plain text align them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, islice, pairwise
from math import inf
from operator import itemgetter

from planbook.characters import columns as width_in_columns
from planbook.text.cells import TRIES, TYPED, Kind, head_kind, is_value, kind_of, kinds_of
from planbook.text.tables import covered

FEWEST = 3
"""Rows that show where columns are."""
APART = 4
"""How much nearer pieces are to their columns than to others, in half-width characters, twice."""
HEADS = 2
"""Maximum rows at the top of a table whose cells may cover several columns."""
PIECE = re.compile(r"[^\s\u00a0]+")
WIDTHS = "WF", "WFA", ""
"""What programs take for two characters wide: Han characters, with signs such as “, or nothing."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """What is between two blanks of a line."""

    span: Span
    """Its place in the line, in half-width characters."""
    offset: Span
    """Its offsets in the line."""
    is_apart: bool
    """True if a gap parts it from the piece before it, and not just one blank."""


Row = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Columns:
    """The strips of a table that its columns fill, from left to right."""

    strips: Sequence[Span]

    def of(self, row: Row) -> list[int] | None:
        """The column of each piece; None if a gap is inside a column, or a cell in several."""
        found = [self.at(piece) for piece in row]
        pairs = zip(pairwise(found), row[1:], strict=True)
        fits = all(a < b if piece.is_apart else a <= b for (a, b), piece in pairs)
        return found if fits and -1 not in found else None

    def at(self, piece: Piece) -> int:
        """The first column below or above a piece; -1 for none."""
        start, end = piece.span
        at = bisect_right(self.strips, start, key=itemgetter(1))
        return at if at < len(self.strips) and self.strips[at][0] < end else -1

    def holds(self, row: Row, *, is_inside: bool) -> bool:
        """True if one column has the whole row; inside a table, it may begin before it, or span all."""
        if any(b.offset[0] - a.offset[1] > 1 for a, b in pairwise(row)):
            return False
        own, (start, end) = self.at(row[0]), (row[0].span[0], row[-1].span[1])
        following = self.strips[own + 1][0] if own + 1 < len(self.strips) else inf
        if is_inside and start <= self.strips[0][0]:
            return True
        is_free = own >= 0 and self.at(row[-1]) == own and end <= following
        return is_free and (is_inside or self.strips[own][0] <= start)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Lines with the cells of a table below each other."""

    lines: Sequence[str]
    rows: Sequence[Row]
    columns: Columns
    inside: range
    """The rows between the first and the last with several cells; above them may be a title."""

    def is_row(self, at: int) -> bool:
        """False for a line with one cell above the others, or that no column has."""
        row, is_inside = self.rows[at], at in self.inside
        is_held = at >= self.inside.start and self.columns.holds(row, is_inside=is_inside)
        return is_held or has_several(row)

    def cells(self, at: int) -> dict[int, str]:
        """The cells of a row, by their columns."""
        found: dict[int, Span] = {}
        for own, (start, end) in self.placed(at):
            found[own] = (found.get(own, (start, end))[0], end)
        return {own: self.lines[at][start:end] for own, (start, end) in found.items()}

    def placed(self, at: int) -> Iterator[tuple[int, Span]]:
        """The pieces of a row with their columns; a row with one cell is one piece."""
        row = self.rows[at]
        if has_several(row):
            yield from ((self.columns.at(piece), piece.offset) for piece in row)
        else:
            yield max(0, self.columns.at(row[0])), (row[0].offset[0], row[-1].offset[1])

    def tabs(self, at: int) -> Iterator[tuple[int, str, int]]:
        """The gaps of a row: at its beginning and its end, too, they pass its empty cells."""
        line = self.lines[at]
        column, before = 0, len(line) - len(line.lstrip("\f"))
        if not self.is_row(at):
            return
        for own, (start, end) in self.placed(at):
            if own > column:
                yield before, line[before:start], own - column
            column, before = own, end
        if rest := len(self.columns.strips) - 1 - column:
            yield before, "", rest


def aligned(
    lines: Sequence[str], gaps: Sequence[Sequence[re.Match[str]]], *, is_captioned: bool = False
) -> Aligned | None:
    """The table that lines make with these gaps; None if nothing is aligned.

    A line with one cell above the others is their title, if no caption is above it.
    """
    for wide in WIDTHS if sum(map(bool, gaps)) >= FEWEST else ():
        rows = [pieces_of(line, its, wide) for line, its in zip(lines, gaps, strict=True)]
        if columns := columns_of(rows):
            several = [at for at, row in enumerate(rows) if has_several(row)]
            inside = range(0 if is_captioned else several[0], several[-1])
            return Aligned(lines, rows, columns, inside)
    return None


def pieces_of(line: str, gaps: Sequence[re.Match[str]], wide: str) -> list[Piece]:
    places = [*accumulate((width_of(char, wide) for char in line), initial=0)]
    apart = {one.end() for one in gaps}
    return [
        Piece((places[one.start()], places[one.end()]), one.span(), one.start() in apart)
        for one in PIECE.finditer(line)
    ]


def width_of(char: str, wide: str) -> int:
    return 0 if char == "\f" else width_in_columns(char, wide)


def has_several(row: Row) -> bool:
    """True if a gap is inside a row."""
    return any(piece.is_apart for piece in row[1:])


def columns_of(rows: Sequence[Row]) -> Columns | None:
    """The columns of the rows with several cells, if each is in several rows, and one row has all."""
    several = [*filter(has_several, rows)]
    for top in range(HEADS + 1 if len(several) >= FEWEST else 0):
        columns = Columns(parted(several[top:]))
        found = [columns.of(row) for row in several]
        if None in found:
            continue
        counts = Counter(at for own in found if own for at in {*own})
        most = max(len({*own}) for own in found if own)
        if most == len(columns.strips) == len(counts) > 1 and min(counts.values()) > 1:
            return columns
    return None


def parted(rows: Sequence[Row]) -> list[Span]:
    """The strips that cells fill; one blank alone parts none, if no row has more there."""
    strips: list[Span] = []
    for start, end in sorted(piece.span for row in rows for piece in row):
        if strips and start < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(end, strips[-1][1]))
        else:
            strips.append((start, end))
    whole = Columns(strips)
    beside = Counter[tuple[int, bool]]()
    for row in rows:
        for a, b in pairwise(row):
            left, right = whole.at(a), whole.at(b)
            if right == left + 1:
                beside[right, b.is_apart] += 1
    made: list[Span] = []
    for at, (start, end) in enumerate(strips):
        if made and beside[at, False] and not beside[at, True]:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


# --- where every blank parts two cells


@dataclass(frozen=True, slots=True)
class Pieced:
    """What the lines show that have all cells of a table, parted by single blanks or gaps."""

    kinds: Sequence[Kind | None]
    strips: Sequence[Span]
    """The place of each column, as far as any of its cells reaches."""
    centers: Sequence[float]
    groups: Sequence[int]
    """The column with the labels of groups, if most rows lack them."""

    @classmethod
    def of(cls, rows: Sequence[Row], texts: Sequence[Sequence[str]], top: int) -> Pieced | None:
        """The columns, if enough lines have numbers below numbers; the first `top` lines are heads.

        The label of a group may be on few of its lines.
        """
        width = max(map(len, rows), default=0)
        whole = [row for row in rows if len(row) == width]
        head = next((its for its in texts[:top] if len(its) == width), ())
        body = [at for at in range(top, len(rows)) if len(rows[at]) == width]
        gap = covered(head, 1) if len(body) < FEWEST else ()
        own = [at for at in range(width) if at not in gap]
        body = [at for at in range(top, len(rows)) if len(rows[at]) == len(own)]
        found = dict(zip(own, kinds_of([texts[at] for at in body]), strict=False))
        kinds = [found.get(at, Kind.TEXT) for at in range(width)]
        if len(body) < FEWEST or width < FEWEST or not any(kind in TYPED for kind in kinds):
            return None
        spans = [[row[at].span for row in whole] for at in range(width)]
        for at, column in enumerate(own):
            spans[column] += (rows[one][at].span for one in body)
        strips = [(min(start for start, _ in its), max(end for _, end in its)) for its in spans]
        return cls(kinds, strips, [sum(map(sum, its)) / len(its) for its in spans], (*gap,))

    def cells(self, row: Row, texts: Sequence[str], *, is_head: bool) -> dict[int, str] | None:
        """The pieces by their columns; None unless one way is right by their kinds and places."""
        width, free = len(self.centers), Kind.TEXT if is_head else None
        if is_head and len(row) == width:
            return dict(enumerate(texts))
        owns = [*map(head_kind if is_head else kind_of, texts)]
        ways = sorted(
            (sum(self.off(piece, at) for piece, at in zip(row, way, strict=True)), way)
            for way in islice(combinations(range(width), len(row)), TRIES)
            if all(
                own is free or self.kinds[at] in (None, own)
                for own, at in zip(owns, way, strict=True)
            )
        )
        near = [way for off, way in ways if off - ways[0][0] <= APART]
        is_upper = is_head and len(row) == 1 < len(near)
        found = min(near) if len(near) == 1 or is_upper else ()
        is_over = is_head or all(self.is_over(*one) for one in zip(row, found, strict=False))
        return dict(zip(found, texts, strict=True)) if found and is_over else None

    def off(self, piece: Piece, at: int) -> float:
        return abs(sum(piece.span) - self.centers[at])

    def is_over(self, piece: Piece, at: int) -> bool:
        start, end = self.strips[at]
        return piece.span[0] < end and start < piece.span[1]


def pieced(lines: Sequence[str]) -> tuple[list[dict[int, str]], int] | None:
    """The cells of lines, if every blank parts two of them, as the kinds of most lines show.

    With them comes the column of groups, whose labels may be on any line of these; -1 for none.
    """
    rows = [pieces_of(line, (), WIDTHS[0]) for line in lines]
    texts = [
        [line[slice(*one.offset)] for one in row] for line, row in zip(lines, rows, strict=True)
    ]
    top = next((at for at, its in enumerate(texts) if any(map(is_value, its))), len(rows))
    if not (table := Pieced.of(rows, texts, top)):
        return None
    pairs = enumerate(zip(rows, texts, strict=True))
    found = [table.cells(row, its, is_head=at < top) for at, (row, its) in pairs]
    whole = [one for one in found if one]
    return (whole, [*table.groups, -1][0]) if len(whole) == len(found) else None
