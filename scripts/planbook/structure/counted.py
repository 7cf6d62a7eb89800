"""Lays out tables with one cell a line whose serial numbers, statuses, or units show their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise
from statistics import median

from planbook.structure.node import Line
from planbook.text import series
from planbook.text.cells import TRIES, Kind, head_kind, kind_of, kinds_of

FEWEST = 3
"""Rows that make a pace."""
MOST = 0.6
"""From this share on, rows with the right number of cells show what is right."""
BROKEN = 3
"""Maximum cells that a row has too many, since lines of it were broken."""
WIDEST = 12
"""Maximum columns."""
Row = list[Line]


@dataclass(frozen=True, slots=True)
class Cut:
    """Cells that are cut into rows, before rows with broken cells are made whole."""

    head: Row
    rows: list[Row]
    """Those of one cell are names of groups."""
    columns: int


def counted(cells: Sequence[Line], columns: int = 0) -> list[Line] | None:
    """The cells by rows, with empty ones where cells span several; None if that is not decided.

    `columns` is their declared number, if it is known.
    """
    for cut in cuts(cells):
        if columns in (0, cut.columns) and (laid := laid_out(cut)):
            return [replace(cell, columns=cut.columns) for row in laid for cell in row]
    return None


def open_rows(cells: Sequence[Line]) -> tuple[int, list[list[list[Row]]]]:
    """The columns that serial numbers show, and the rows that do not fit them in one way only.

    Of each, the ways to have cells of its lines, the likely one first.
    """
    for cut in cuts(cells):
        whole = [[one.text for one in row] for row in cut.rows if len(row) == cut.columns]
        kinds, lengths = (
            kinds_of(whole),
            [median(map(len, its)) for its in zip(*whole, strict=True)],
        )
        rows = [row for row in cut.rows if row_of(row, kinds) is None]
        return cut.columns, list(filter(None, (likely(row, kinds, lengths) for row in rows)))
    return 0, []


def likely(row: Row, kinds: Sequence[Kind | None], lengths: Sequence[float]) -> list[list[Row]]:
    """The ways to have cells of the lines of a row, the one with the usual kinds and lengths first."""
    ways = [[row[a:b] for a, b in pairwise(cuts)] for cuts in gaps_in(row, len(kinds))]
    return sorted(ways, key=lambda way: misfit(way, kinds, lengths))


def misfit(
    way: Sequence[Row], kinds: Sequence[Kind | None], lengths: Sequence[float]
) -> tuple[bool, float]:
    texts = ["".join(one.text for one in cell) for cell in way]
    row = [replace(cell[0], text=text) for cell, text in zip(way, texts, strict=True)]
    off = (abs(len(text) - length) for text, length in zip(texts, lengths, strict=True))
    return not fits(row, kinds), sum(off)


def gaps_in(row: Row, columns: int) -> Iterator[tuple[int, ...]]:
    """The ways to cut the lines of a row into its cells; the serial number is one of its own."""
    for gaps in islice(combinations(range(2, len(row)), columns - 2), TRIES):
        yield 0, 1, *gaps, len(row)


def cuts(cells: Sequence[Line]) -> Iterator[Cut]:
    """The ways to cut the cells into rows that something in them proves, the surest first."""
    by_number = [cut for columns in range(2, WIDEST + 1) if (cut := numbered(cells, columns))]
    yield from sorted(by_number, key=surplus)[:1]
    for kind in (Kind.STATUS, Kind.UNIT) if not by_number else ():
        if cut := paced(cells, kind):
            yield cut


def surplus(cut: Cut) -> int:
    return sum(max(0, len(row) - cut.columns) for row in cut.rows)


# --- rows by their serial numbers


def numbered(cells: Sequence[Line], columns: int) -> Cut | None:
    """The rows that begin with 1, 2, 3 …, most of them with this number of cells."""
    first = next((at for at, one in enumerate(cells) if at >= columns and one.text == "1"), 0)
    if not first:
        return None
    group = [cells[first - 1]] if series.group_of(cells[first - 1].text) else []
    rows: list[Row] = [group] if group else []
    start = first
    while start < len(cells):
        end = end_of(cells, start, columns, int(cells[start].text) + 1)
        is_group = end < len(cells) and series.group_of(cells[end - 1].text)
        if end - start - bool(is_group) not in range(columns, columns + BROKEN + 1):
            return None
        rows.append(closed([*cells[start : end - bool(is_group)]]))
        rows += [[cells[end - 1]]] if is_group else []
        start = end
    own = [row for row in rows if len(row) > 1]
    is_proven = len(own) >= FEWEST and sum(len(row) == columns for row in own) >= MOST * len(own)
    return Cut([*cells[: first - len(group)]], rows, columns) if is_proven else None


def end_of(cells: Sequence[Line], start: int, columns: int, number: int) -> int:
    """Where the row ends: before the next serial number, or with the cells."""
    last = min(len(cells), start + columns + BROKEN + 2)
    after = (at for at in range(start + columns, last) if cells[at].text == str(number))
    return next(after, len(cells))


# --- rows by what each of them has once


def paced(cells: Sequence[Line], kind: Kind) -> Cut | None:
    """The rows if a status, or a unit, comes at the same distance each time, and head names it."""
    places = [at for at, one in enumerate(cells) if kind_of(one.text) is kind]
    steps = {b - a for a, b in pairwise(places)}
    if len(places) < FEWEST or len(steps) != 1 or not 2 < min(steps) <= WIDEST:
        return None
    columns = min(steps)
    first = places[0] - (columns - (len(cells) - places[-1]))
    if first < columns or len(cells) - places[-1] > columns:
        return None
    rows = [[*cells[at : at + columns]] for at in range(first, len(cells), columns)]
    head = [*cells[:first]]
    return Cut(head, rows, columns) if any(head_kind(one.text) is kind for one in head) else None


# --- whole rows


def laid_out(cut: Cut) -> list[Row] | None:
    """The rows with all their cells; None if one of them may be otherwise."""
    whole = [[one.text for one in row] for row in cut.rows if len(row) == cut.columns]
    kinds = kinds_of(whole)
    heads = heads_of(cut.head, kinds)
    rows = [row_of(row, kinds) for row in cut.rows]
    if heads is None or not all(rows):
        return None
    return [*heads, *(row for row in rows if row)]


def row_of(row: Row, kinds: Sequence[Kind | None]) -> Row | None:
    """A row with its broken cells joined; the name of a group, with empty cells after it."""
    if len(row) == 1:
        return [row[0], *[empty(row[0])] * (len(kinds) - 1)]
    spare = len(row) - len(kinds)
    if spare <= 0:
        return row if not spare else None
    ways = [one for cuts in gaps_in(row, len(kinds)) if fits(one := joined(row, cuts), kinds)]
    return ways[0] if len(ways) == 1 else None


def closed(row: Row) -> Row:
    """The cells with each joined to the next one that it cannot be without: 细颗粒物（PM, 2.5, ）浓度."""
    made: Row = []
    for cell in row:
        before = made[-1].text if made else ""
        is_open = before.count("（") > before.count("）") or before.endswith(("/", "／"))
        if is_open:
            made[-1] = replace(made[-1], text=before + cell.text)
        else:
            made.append(cell)
    return made


def joined(row: Row, cuts: Sequence[int]) -> Row:
    return [replace(row[a], text="".join(one.text for one in row[a:b])) for a, b in pairwise(cuts)]


def fits(row: Row, kinds: Sequence[Kind | None]) -> bool:
    """True if each cell is of the kind of its column; a text may be where an amount is expected."""
    pairs = [(kind_of(one.text), kind) for one, kind in zip(row, kinds, strict=True)]
    return all(
        kind in (None, own) or (own is Kind.TEXT and kind is Kind.AMOUNT) for own, kind in pairs
    )


def heads_of(head: Row, kinds: Sequence[Kind | None]) -> list[Row] | None:
    """The rows of the head: one, or two if one of its cells is above several others."""
    if len(head) == len(kinds):
        return [head]
    if len(head) != len(kinds) + 1:
        return None
    ways = [
        [[*upper[: at + 1], *[empty(upper[at])] * (under - 1), *upper[at + 1 :]],
         [*map(empty, upper[:at]), *lower, *map(empty, upper[at + 1 :])]]
        for under in range(2, len(kinds))
        for upper, lower in [(head[:-under], head[-under:])]
        for at in range(len(upper))
        if suits([*upper[:at], *lower, *upper[at + 1 :]], kinds)
    ]  # fmt: skip
    return ways[0] if len(ways) == 1 else None


def suits(heads: Sequence[Line], kinds: Sequence[Kind | None]) -> bool:
    """True if the head of each column names its kind."""
    return all(kind in (None, head_kind(one.text)) for one, kind in zip(heads, kinds, strict=True))


def empty(cell: Line) -> Line:
    """The empty cell after this one."""
    return replace(cell, text="", start=cell.start + len(cell.text))
