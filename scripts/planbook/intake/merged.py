"""Tells what a cell over several columns or rows says of each of them: a head, or a value."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from planbook.text.cells import Kind, kind_of

HEAD = 20
"""Maximum characters of a head that is repeated above each of its columns."""

HEADS = 2
"""The most rows of a head."""
Place = tuple[int, int]
"""A row and a column."""


def merged(
    rows: Sequence[Sequence[str]], owners: Mapping[Place, Place], kept: Sequence[int]
) -> tuple[tuple[tuple[int, int, int], ...], tuple[str, ...]]:
    """The cells of the head over several columns, and the values below it over several columns or rows."""
    cells: dict[Place, set[Place]] = {}
    for place, owner in owners.items():
        cells.setdefault(owner, set()).add(place)
    spans: list[list[tuple[int, int, int]]] = [[] for _ in rows]
    for (row, column), its in sorted(cells.items()):
        own = {right for _, right in its}
        tall = len({down for down, _ in its})
        spans[row].append((column, sum(at in own for at in kept), tall))
    first = next((at for at, its in enumerate(spans) if len(its) > 1), 0)
    end = 1 + max(down for owner, its in cells.items() if owner[0] == first for down, _ in its)
    heads = (
        (row, kept.index(column), wide)
        for row in range(first, end)
        for column, wide, _ in spans[row]
        if wide > 1 and rows[row][column]
    )
    values = (
        values_over((rows[at][column], wide, tall) for column, wide, tall in spans[at])
        for at in range(end, len(rows))
    )
    return tuple(heads), tuple(chain.from_iterable(values))


def unended(
    rows: Sequence[Sequence[str]],
    owners: Mapping[Place, Place],
    kept: Sequence[int],
    unruled: Collection[int],
) -> Iterator[Place]:
    """The places of cells that end with the table and may go on, also with the columns without a rule there.

    Others alone in their columns have no text. One right below the head may be the rest of a cell
    on the page before.
    """
    for at, column in enumerate(kept):
        cells = {owners[down, column] for down in range(len(rows))}
        last = owners[len(rows) - 1, column]
        others = [one for one in cells - {last} if not rows[one[0]][one[1]]]
        is_alone = len(others) < 2 and all(down <= HEADS for down, _ in others)
        is_bare = not rows[last[0]][column] and is_alone
        if last[1] == column and (is_bare or column in unruled):
            yield last[0] - len(rows), at


def tall(owners: Mapping[Place, Place], kept: Sequence[int]) -> Iterator[int]:
    """The columns with cells over several rows, besides those of a head."""
    over = ((owner[0], place) for place, owner in owners.items() if owner[0] < place[0])
    found = {right for first, (down, right) in over if first or down >= HEADS}
    yield from (at for at, column in enumerate(kept) if column in found)


def over_each(
    rows: Sequence[tuple[str, ...]], heads: Iterable[tuple[int, int, int]]
) -> tuple[tuple[str, ...], ...]:
    """The rows, with a head over several columns above each of them: 2030年 above 绝对值 and 占比.

    Of each, `heads` has the row, the first column, and the number of columns.
    """
    made = [list(row) for row in rows]
    for at, column, wide in heads:
        beside = range(column + 1, column + wide)
        is_over = any(row[one] for row in rows[at + 1 :] for one in beside)
        if is_over and len(made[at][column]) <= HEAD:
            made[at][column + 1 : column + wide] = [made[at][column]] * (wide - 1)
    return tuple(map(tuple, made))


def values_over(row: Iterable[tuple[str, int, int]]) -> Iterator[str]:
    """The texts of a row that are given for several columns or rows: each right of the label of these.

    Of each cell, the row has the text, its columns, and its rows. A label over several rows is that of
    a group, and what is between the two is over this group: 灌区 | 1.投资 | 亿元.
    """
    is_labeled = is_single = False
    for text, wide, tall in row:
        if text and ((is_labeled and wide > 1) or (is_single and tall > 1)):
            yield text
        is_label = bool(text) and kind_of(text) is Kind.TEXT
        is_labeled = is_labeled or is_label
        is_single = is_single or (is_label and tall == 1)
