"""Asks about tables whose columns or rows nothing shows for sure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from planbook.problems import Problem, named, quote
from planbook.structure.blocks import cells
from planbook.structure.counted import (
    Row,
    cuts,
    fillings,
    fits,
    gaps_in,
    is_value,
    joined,
    laid_out,
    row_of,
)
from planbook.structure.node import Line
from planbook.structure.rows import Laid, Lone
from planbook.text import answers
from planbook.text.cells import Kind
from planbook.text.decode import FILE

NAMED = 5
"""Maximum rows that a message names."""


def question(caption: Line, found: list[Line], likely_columns: Sequence[int]) -> Problem:
    """The question about the columns of a table with one cell a line, the likely ones first."""
    own = open_rows(found)
    said = "nothing shows its columns"
    if likely_columns:
        columns = likely_columns[0]
        first = [[one.text for one in found[at : at + columns]] for at in (0, columns)]
        said += f". With {columns}, its first rows are {rows_said(first)}"
    options = [declared(caption, one) for one in (*likely_columns, 0)]
    if own.rows:
        said = f"with {own.columns} columns, these rows are {read_as(own.rows)}"
        options = [declared(caption, one) for one in (own.columns, 0)][:: -1 if own.is_even else 1]
    elif own.broken:
        likely = [["".join(one.text for one in its) for its in way] for way, *_ in own.broken]
        said = (
            f"its serial numbers show {own.columns} columns, but not which cells are broken. These"
            f" rows are {read_as(likely)}"
        )
        others = own.broken[0][1:2] if len(own.broken) == 1 else []
        joins = [whole(way for way, *_ in own.broken), *(whole([way]) for way in others)]
        options = [*joins, declared(caption, 0)]
    return asked(caption, found, f"cells, one a line, from {ends(found)}; {said}", options)


def read_as(rows: Sequence[Sequence[str]]) -> str:
    """How rows are read that may be otherwise, as a message says it."""
    return f"read as follows, but may be otherwise: {rows_said(rows)}"


def rows_said(rows: Sequence[Sequence[str]]) -> str:
    return named([quote(" | ".join(row)) for row in rows], NAMED, "; ")


def whole(rows: Iterable[Sequence[Sequence[Line]]]) -> str:
    """The answer that joins the lines of cells: one entry for each cell."""
    broken = (cell for row in rows for cell in row if len(cell) > 1)
    return "\n\n".join(answers.join([(one.number, one.text) for one in cell]) for cell in broken)


def doubtful(caption: Line, found: list[Line], laid: Laid, width: int, *, is_sure: bool) -> Problem:
    """The one question about all rows of a table that may be otherwise.

    Where gaps align the cells, and not for sure, its lines first stay as they are.
    """
    lones = {row.lone for row in laid.lones}
    likely = ("row", "label") if Lone.GROUP in lones else ("label", "row")
    ways = [{"lone": one} for one in likely] if lones else [dict[str, str]()]
    options = [*(declared(caption, width, **one) for one in ways), declared(caption, 0)]
    return asked(
        caption,
        found,
        f"lines, with cells broken or lost, from {ends(found)}. With {width} columns, these rows are"
        f" {read_as([row.cells for row in laid.doubts])}",
        options if is_sure else [options[-1], *options[:-1]],
    )


def declared(caption: Line, columns: int, **more: str) -> str:
    """The answer that declares a table."""
    return answers.reading("table", caption.number, caption.text, columns=columns, **more)


def asked(caption: Line, found: list[Line], what: str, options: list[str]) -> Problem:
    return Problem(
        FILE,
        f"the table {quote(caption.text)} has {len(found)} {what}",
        'declare kind = "table" with the number of columns in source/repairs.toml, or with 0 to leave'
        " the lines as they are",
        line=caption.number,
        last_line=found[-1].number,
        answers=tuple(options),
    )


def ends(found: list[Line]) -> str:
    """The first and the last line, as a message quotes them."""
    first, last = (" ".join(one.text.split("\t")) for one in (found[0], found[-1]))
    return f"{quote(first)} to {quote(last)}"


def uneven(caption: Line, count: int, columns: int) -> Problem:
    return Problem(
        FILE,
        f"the table {quote(caption.text)} has {count} cells, which do not fill rows of {columns}",
        "correct the number of columns, or join the lines of a cell that was broken",
        line=caption.number,
    )


def too_wide(caption: Line, row: Line, columns: int) -> Problem:
    own = cells(row.text)
    return Problem(
        FILE,
        f"the table {quote(caption.text)} is declared to have {columns} columns, but a row has"
        f" {len(own)} cells: {quote(' | '.join(own))}",
        "correct the number of columns, or the cells of the row",
        line=row.number,
    )


# --- one cell a line


class Open(NamedTuple):
    """What is shown of a table some rows of which may be otherwise."""

    columns: int = 0
    rows: Sequence[Sequence[str]] = ()
    """The rows that may be otherwise."""
    broken: Sequence[list[list[Row]]] = ()
    """For each row with broken cells, the ways to have cells of its lines, the likely one first."""
    is_even: bool = False
    """True if a lost cell is as likely in one column as in another."""


def open_rows(cells: Sequence[Line]) -> Open:
    """What the surest way to cut the cells into rows shows."""
    for cut in cuts(cells):
        if laid := laid_out(cut):
            kinds, doubts = cut.kinds, [[one.text for one in row] for row in laid.doubts]
            short = [row for row in cut.rows if 1 < len(row) < cut.columns]
            return Open(cut.columns, doubts, is_even=any(is_even(row, kinds) for row in short))
        whole = [[len(one.text) for one in row] for row in cut.rows if len(row) == cut.columns]
        lengths = [median(its) for its in zip(*whole, strict=True)]
        kinds = cut.kinds
        rows = [row for row in cut.rows if not row_of(row, kinds)]
        broken = filter(None, (likely(row, kinds, lengths) for row in rows))
        return Open(cut.columns, broken=[*broken])
    return Open()


def likely(row: Row, kinds: Sequence[Kind | None], lengths: Sequence[float]) -> list[list[Row]]:
    """The ways to have cells of the lines of a row, the one with the usual kinds and lengths first."""
    ways = sorted(
        gaps_in(row, len(kinds)), key=lambda cuts: misfit(joined(row, cuts), kinds, lengths)
    )
    return [[row[a:b] for a, b in pairwise(cuts)] for cuts in ways]


def misfit(row: Row, kinds: Sequence[Kind | None], lengths: Sequence[float]) -> tuple[bool, float]:
    off = (abs(len(one.text) - length) for one, length in zip(row, lengths, strict=True))
    return not fits(row, kinds), sum(off)


def is_even(row: Row, kinds: Sequence[Kind | None]) -> bool:
    """True if a value of a short row is as likely in one column as in another."""
    ways = [[one.text * is_value(one) for one in way] for way in fillings(row, kinds)]
    return any(way != ways[0] for way in ways)
