"""Asks about tables whose columns or rows nothing shows for sure."""

from collections.abc import Iterable, Sequence

from planbook.problems import Problem, named, quote
from planbook.structure.blocks import cells
from planbook.structure.counted import open_rows
from planbook.structure.node import Line
from planbook.structure.rows import Laid, Lone
from planbook.text import answers
from planbook.text.decode import FILE

NAMED = 5
"""Maximum rows that a message names."""


def question(caption: Line, found: list[Line], likely_columns: Sequence[int]) -> Problem:
    """The question about the columns of a table with one cell a line, the likely ones first."""
    columns, rows, broken = open_rows(found)
    said = "nothing shows its columns"
    options = [declared(caption, one) for one in (*likely_columns, 0)]
    if rows:
        said = f"with {columns} columns, these rows are {read_as(rows)}"
        options = [declared(caption, one) for one in (columns, 0)]
    elif broken:
        likely = [["".join(one.text for one in its) for its in way] for way, *_ in broken]
        said = (
            f"its serial numbers show {columns} columns, but not which cells are broken. These rows are"
            f" {read_as(likely)}"
        )
        others = broken[0][1:2] if len(broken) == 1 else []
        joins = [whole(way for way, *_ in broken), *(whole([way]) for way in others)]
        options = [*joins, declared(caption, 0)]
    return asked(caption, found, f"cells, one a line, from {ends(found)}; {said}", options)


def read_as(rows: Sequence[Sequence[str]]) -> str:
    """How rows are read that may be otherwise, as a message says it."""
    read = [quote(" | ".join(row)) for row in rows]
    return f"read as follows, but may be otherwise: {named(read, NAMED, '; ')}"


def whole(rows: Iterable[Sequence[Sequence[Line]]]) -> str:
    """The answer that joins the lines of cells: one entry for each cell."""
    broken = (cell for row in rows for cell in row if len(cell) > 1)
    return "\n\n".join(answers.join([(one.number, one.text) for one in cell]) for cell in broken)


def doubtful(caption: Line, found: list[Line], laid: Laid, width: int) -> Problem:
    """The one question about all rows of a table that may be otherwise."""
    lones = {row.lone for row in laid.lones}
    likely = ("row", "label") if Lone.GROUP in lones else ("label", "row")
    ways = [{"lone": one} for one in likely] if lones else [dict[str, str]()]
    return asked(
        caption,
        found,
        f"lines, with cells broken or lost, from {ends(found)}. With {width} columns, these rows are"
        f" {read_as([row.cells for row in laid.doubts])}",
        [
            *(declared(caption, width, **one) for one in ways),
            declared(caption, 0),
        ],
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


def misfit(caption: Line, count: int, columns: int) -> Problem:
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
