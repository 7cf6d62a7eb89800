"""Tells what a cell over several columns says of each of them: a head, or a value."""

from collections.abc import Iterable, Iterator, Sequence

from planbook.text.cells import Kind, kind_of

HEAD = 20
"""Maximum characters of a head that is repeated above each of its columns."""


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


def wide_values(row: Iterable[tuple[str, int]]) -> Iterator[str]:
    """The texts to the right of a row's label that cover several columns, which are given for each."""
    is_labeled = False
    for text, columns in row:
        if is_labeled and columns > 1 and text:
            yield text
        is_labeled = is_labeled or bool(text and kind_of(text) is Kind.TEXT)
