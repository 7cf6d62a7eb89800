"""Lays out tables with one cell a line whose serial numbers, statuses, or units show their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise, takewhile
from typing import NamedTuple

from planbook.structure.node import Line
from planbook.structure.rows import SUFFIX
from planbook.text import series
from planbook.text.cells import ABSENT, TRIES, TYPED, Kind, agree, head_kind, kind_of, kinds_of
from planbook.text.onecell import FEWEST, HEADED, WIDEST, Serials, may_head, serials_of
from planbook.text.tables import covered

LOST = 2
"""Maximum cells that a row lacks, since those above span it."""
WORST = 10
"""The cost of a number in a column of texts, where that of a text in one of numbers is 1."""
Row = list[Line]


@dataclass(frozen=True, slots=True)
class Cut:
    """Cells that are cut into rows, before rows with broken cells are made whole."""

    head: Row
    rows: list[Row]
    """Those of one cell are names of groups."""
    columns: int

    @property
    def kinds(self) -> tuple[Kind | None, ...]:
        """The kinds of the columns, by the rows that are whole."""
        return kinds_of(
            [[one.text for one in row] for row in self.rows if len(row) == self.columns]
        )


class Rows(NamedTuple):
    """The rows of a table, and those of them that may be otherwise."""

    rows: list[Row]
    doubts: list[Row]


def counted(cells: Sequence[Line], columns: int = 0) -> list[Line] | None:
    """The cells by rows, with empty ones where cells span several; None if that is not decided.

    `columns` is their declared number, if it is known.
    """
    for cut in cuts(cells):
        laid = laid_out(cut)
        if laid and (cut.columns == columns or not (columns or laid.doubts)):
            return leveled(laid)
    return None


def leveled(laid: Rows) -> list[Line]:
    """The cells of a table, each with the number of its columns."""
    return [replace(cell, columns=len(row)) for row in laid.rows for cell in row]


def gaps_in(row: Row, columns: int) -> Iterator[tuple[int, ...]]:
    """The ways to cut the lines of a row into its cells; the serial number is one of its own.

    No number is joined to another, or to a text: it would be another one, or may be a page number.
    """
    for gaps in islice(combinations(range(2, len(row)), columns - 2), TRIES):
        cuts = 0, 1, *gaps, len(row)
        if all(may_be_cell(row[a:b]) for a, b in pairwise(cuts)):
            yield cuts


def may_be_cell(pieces: Row) -> bool:
    """True if no number is broken off from a text, but for what ends a number: 6.5 / 左右."""
    first, *others = pieces
    is_number = is_value(first) and bool(others) and not SUFFIX.match(others[0].text)
    return not (is_number or any(map(is_value, others)))


def is_value(cell: Line) -> bool:
    return kind_of(cell.text) in TYPED


def cuts(cells: Sequence[Line]) -> Iterator[Cut]:
    """The ways to cut the cells into rows that something in them proves, the surest first."""
    by_number = numbered(cells)
    paces = (paced(cells, Kind.STATUS), paced(cells, Kind.UNIT), headed(cells))
    yield from filter(None, [by_number] if by_number else paces)


# --- rows by their serial numbers


def numbered(cells: Sequence[Line]) -> Cut | None:
    """The rows that begin with 1, 2, 3 …, or have this after the label of a group."""
    found = serials_of([one.text for one in cells], is_counted=False)
    if not found:
        return None
    starts = [*starts_of(found)]
    first, columns = starts[0], found.columns
    rows = list[Row]()
    for start, end in pairwise([*starts, len(cells)]):
        row = closed([*cells[start:end]])
        named = end < len(cells) and names_group(row, columns)
        rows += [row[:-1], row[-1:]] if named else [row]
    is_named = first == columns + 1 and any(len(row) == 1 for row in rows)
    named = not found.before and (is_named or bool(series.group_of(cells[first - 1].text)))
    groups = [[cells[first - 1]]] if named else []
    return Cut([*cells[: first - named]], [*groups, *rows], columns)


def starts_of(found: Serials) -> Iterator[int]:
    """Where the rows begin: at the label of a group, if the row has one, or at the serial number."""
    yield found.places[0] - found.before
    for before, place in pairwise(found.places):
        is_labeled = found.before and place - before >= found.columns
        yield place - bool(is_labeled)


def names_group(row: Row, columns: int) -> bool:
    """True if the last cell, after a whole row, is the name of the group below it."""
    *_, end, last = row
    is_after = len(row) == columns + 1 and kind_of(end.text) in TYPED
    is_name = is_after and kind_of(last.text) is Kind.TEXT and not SUFFIX.match(last.text)
    return is_name or bool(series.group_of(last.text))


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


def headed(cells: Sequence[Line]) -> Cut | None:
    """The rows below a head that is known, each from the name after a number or a status on."""
    head = [*takewhile(lambda one: may_head(one.text), cells)]
    columns, rows, last = len(head), list[Row](), ""
    for cell in cells[columns:]:
        is_name = kind_of(cell.text) is Kind.TEXT and kind_of(last) in TYPED and bool(cell.text)
        if not rows or is_name or len(rows[-1]) == columns:
            rows.append([])
        rows[-1].append(cell)
        last = cell.text or last
    cut = Cut(head, rows, columns)
    full = [row for row in rows if len(row) == columns]
    are_led = all(kind_of(row[0].text) is Kind.TEXT and row[0].text for row in rows)
    is_table = columns >= HEADED and len(rows) >= FEWEST and len(full) >= HEADED
    return cut if is_table and are_led and is_named(cut) else None


def is_named(cut: Cut) -> bool:
    """True if the columns are of the kinds that their heads name, and not all of them texts."""
    kinds, named = cut.kinds, [head_kind(one.text) for one in cut.head]
    whole = ([one.text for one in row] for row in cut.rows if len(row) == cut.columns)
    are_same = all(own in (kind, Kind.TEXT) for kind, own in zip(kinds, named, strict=True))
    return (
        are_same
        and any(kind in TYPED for kind in kinds)
        and all(agree(row, kinds) for row in whole)
    )


# --- whole rows


def laid_out(cut: Cut) -> Rows | None:
    """The rows with all their cells; None if one of them cannot be read, or in several ways."""
    kinds = cut.kinds
    heads = heads_of(cut.head, kinds)
    sure = [below(cut, row, kinds) for row in cut.rows]
    made = [own or row_of(row, kinds) for own, row in zip(sure, cut.rows, strict=True)]
    rows = [row for row in made if row]
    if not heads or len(rows) < len(made):
        return None
    found = zip(rows, cut.rows, sure, strict=True)
    short = [row for row, own, whole in found if len(own) < cut.columns and not whole]
    doubts = [row for row in short if not (row[0].text and series.group_of(row[0].text))]
    return Rows([*heads.rows, *rows], [*heads.doubts, *doubts])


def below(cut: Cut, row: Row, kinds: Sequence[Kind | None]) -> Row | None:
    """A row that lacks its first cells, since those above cover it; None if that is not sure."""
    gaps = covered([one.text for one in cut.head], cut.columns - len(row))
    way = spread(row, gaps, cut.columns) if gaps else []
    return way if way and agree([one.text for one in way], kinds) else None


def row_of(row: Row, kinds: Sequence[Kind | None]) -> Row | None:
    """A row with its broken cells joined; the name of a group, with empty cells after it."""
    if len(row) == 1:
        return [row[0], *[empty(row[0])] * (len(kinds) - 1)]
    spare = len(row) - len(kinds)
    if spare <= 0:
        return next(iter(fillings(row, kinds)), None)
    gaps = gaps_in(row, len(kinds))
    ways = [one for cuts in gaps if fits(one := joined(row, cuts), kinds)]
    return ways[0] if len(ways) == 1 else None


def fillings(row: Row, kinds: Sequence[Kind | None]) -> list[Row]:
    """The likeliest ways to fill a short row, first those where a cell above may span its lost ones."""
    lost = len(kinds) - len(row)
    if lost > LOST:
        return []
    ways = [spread(row, gaps, len(kinds)) for gaps in combinations(range(len(kinds)), lost)]
    costs = [sum(map(cost, way, kinds)) for way in ways]
    least = min(costs)
    is_right = not lost or least < WORST
    return [way for way, own in zip(ways, costs, strict=True) if is_right and own == least]


def spread(row: Row, gaps: Sequence[int], width: int) -> Row:
    """The row with empty cells in these columns."""
    made, rest = Row(), iter(row)
    for at in range(width):
        made.append(
            (empty(made[-1]) if made else replace(row[0], text="")) if at in gaps else next(rest)
        )
    return made


def cost(cell: Line, kind: Kind | None) -> int:
    """How badly a cell fits into its column."""
    own = kind_of(cell.text)
    if not cell.text or kind in (None, own) or ABSENT.fullmatch(cell.text):
        return 0
    return 1 if own is Kind.TEXT else WORST


def closed(row: Row) -> Row:
    """The cells with each joined to the next one that it cannot be without: 细颗粒物（PM, 2.5, ）浓度."""
    made: Row = []
    for cell in row:
        before = made[-1].text if made else ""
        is_rate = before.endswith(("/", "／")) and not ABSENT.fullmatch(before)
        if is_rate or before.count("（") > before.count("）"):
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


def heads_of(head: Row, kinds: Sequence[Kind | None]) -> Rows | None:
    """The rows of the head: one, or more if one of its cells is above several others."""
    width = len(kinds)
    if len(head) in (width, width - 1):
        made = [[*[replace(one, text="") for one in head[: width - len(head)]], *head]]
        return Rows(made, made if len(head) < width else [])
    ways = sorted(stacked(head, width), key=lambda rows: misfits(rows, kinds))
    if not ways:
        return None
    costs = [misfits(rows, kinds) for rows in ways]
    is_sure = not costs[0] and costs.count(0) == 1
    return Rows(ways[0], [] if is_sure else ways[0])


def stacked(head: Row, width: int) -> Iterator[list[Row]]:
    """The heads on several rows: under one cell of the first row are those of the others."""
    for under in range(2, width):
        upper, rest = head[: width - under + 1], head[width - under + 1 :]
        if not rest or len(rest) % under:
            continue
        for at in range(len(upper)):
            before, after = [*map(empty, upper[:at])], [*map(empty, upper[at + 1 :])]
            first = [*upper[: at + 1], *[empty(upper[at])] * (under - 1), *upper[at + 1 :]]
            lower = (rest[one : one + under] for one in range(0, len(rest), under))
            yield [first, *([*before, *own, *after] for own in lower)]


def misfits(rows: Sequence[Row], kinds: Sequence[Kind | None]) -> int:
    """The columns whose heads do not name their kind; the last head that a column has counts."""
    lowest = [[one.text for one in column if one.text][-1:] for column in zip(*rows, strict=True)]
    return sum(
        kind is not None and kind not in map(head_kind, texts)
        for texts, kind in zip(lowest, kinds, strict=True)
    )


def empty(cell: Line) -> Line:
    """The empty cell after this one."""
    return replace(cell, text="", start=cell.start + len(cell.text))
