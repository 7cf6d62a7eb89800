"""Lays out tables whose lines are not their rows: one cell a line, cells broken or lost.

How many columns such a table has is declared where nothing in it decides that: `kind = "table"` for
its caption.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low

from planbook.problems import Problem, named, quote
from planbook.structure.blocks import cells
from planbook.structure.counted import counted, empty, open_rows
from planbook.structure.node import Line, Readings, runs_of
from planbook.structure.rows import Laid, Lone, laid_out
from planbook.text import answers, grammar
from planbook.text.cells import ABSENT
from planbook.text.decode import FILE
from planbook.text.layout import Role

NAMED = 5
"""Maximum rows that a message names."""
MOST = 12
"""Maximum columns that are guessed."""
REST = re.compile(r"[,，]\d{3}(?!\d)")
"""The rest of a number that is cut at its comma: 3, then ,502."""


def columned(
    lines: list[Line], readings: Readings, source: Sequence[str]
) -> tuple[list[Line], list[Problem]]:
    """The lines with their tables laid out, and the questions about the tables."""
    made: list[Line] = []
    problems: list[Problem] = []
    for role, run in runs_of(lines):
        found = run
        above = (one for one in reversed(made) if not grammar.NOTE.match(one.text))
        caption = found[0] if found[0].begins_table else next(above, found[0])
        if role is Role.CELL:
            found, asked = one_a_line(caption, with_empty(found, source), readings)
        elif role is Role.ROW:
            found, asked = wrapped(caption, found, readings)
        else:
            asked = []
        made += found
        problems += asked
    return made, problems


def parted(lines: list[Line], source: Sequence[str]) -> Iterator[Line]:
    """The lines, with the rows marked that begin another table: a blank line of the source is above.

    Where blank lines are above most rows, they part nothing.
    """
    for role, rows in runs_of(lines):
        ends = [is_blank(source[a.number : b.number]) for a, b in pairwise(rows)]
        are_ends = role is Role.ROW and 2 * sum(ends) <= len(ends)
        for row, begins in zip(rows, (False, *ends), strict=True):
            yield replace(row, begins_table=begins) if begins and are_ends else row


def is_blank(lines: Sequence[str]) -> bool:
    """True for blank lines before the last of these, without the end of a page among them."""
    return len(lines) > 1 and not "".join(lines[:-1]).strip(" \t\u3000") and lines[-1][:1] != "\f"


# --- one cell a line


def one_a_line(
    caption: Line, found: list[Line], readings: Readings
) -> tuple[list[Line], list[Problem]]:
    solid = [one for one in found if one.text]
    known = readings.of("table", caption)
    if (known is None or known.columns) and (laid := counted(found, known.columns if known else 0)):
        return laid, []
    if known is None:
        return solid, [question(caption, found)]
    columns = known.columns
    if not columns:
        return solid, []
    asked = [misfit(caption, len(found), columns)] if len(found) % columns else []
    return [replace(line, columns=columns) for line in found], asked


def with_empty(found: list[Line], source: Sequence[str]) -> list[Line]:
    """The cells, with an empty one for each blank line, where most follow each other without any.

    Blank lines around a page mark are none. A number that is cut at its comma is one cell.
    """
    gaps = [source[a.number : b.number - 1] for a, b in pairwise(found)]
    if median_low(map(len, gaps)) > 0:
        return found
    made = [found[0]]
    for lines, cell in zip(gaps, found[1:], strict=True):
        are_blank = not any(one.strip() for one in lines)
        if REST.match(cell.text) and made[-1].text.isdecimal():
            made[-1] = replace(made[-1], text=f"{made[-1].text},{cell.text[1:]}")
            continue
        made += [*[empty(made[-1])] * (len(lines) * are_blank), cell]
    return made


def guesses(found: list[Line]) -> Iterator[int]:
    """Numbers of columns that fill all rows and keep numbers under numbers, the smallest first."""
    for columns in range(2, MOST + 1):
        rows = [found[at : at + columns] for at in range(0, len(found), columns)]
        if len(found) % columns == 0 and len(rows) > 1:
            kinds = (
                {is_number(one) for one in column if one.text and not ABSENT.fullmatch(one.text)}
                for column in zip(*rows[1:], strict=True)
            )
            if all(len(kind) <= 1 for kind in kinds):
                yield columns


def is_number(cell: Line) -> bool:
    return cell.text.lstrip("<>＜＞≥≤〔［[ ")[:1].isdigit()


# --- rows that are broken, or too short


def wrapped(
    caption: Line, found: list[Line], readings: Readings
) -> tuple[list[Line], list[Problem]]:
    """The rows with their broken cells joined and their lost cells in place; or the question.

    A declared number of columns is needed where rows are in doubt, or where it says otherwise.
    """
    widest = max(found, key=lambda row: len(cells(row.text)))
    width = len(cells(widest.text))
    laid = laid_out(found, width)
    known = readings.declared_for("table", caption)
    if not laid.doubts and (known is None or known.columns in (0, width)):
        return laid.lines, []
    if known is None:
        return laid.lines, [doubtful(caption, found, laid, width)]
    readings.of("table", caption)
    if not known.columns:
        return found, []
    asked = [too_wide(caption, widest, known.columns)] if width > known.columns else []
    return filled(laid_out(found, known.columns, known.lone).lines, known.columns), asked


def filled(rows: list[Line], columns: int) -> list[Line]:
    """The rows, with empty cells at the end of the first one if it is too short."""
    first, *others = rows
    own = cells(first.text)
    lost = [""] * (columns - len(own))
    return [replace(first, text="\t".join([*own, *lost])), *others] if lost else rows


def question(caption: Line, found: list[Line]) -> Problem:
    columns, rows = open_rows(found)
    said = "nothing shows its columns"
    options = [declared(caption, one) for one in [*list(guesses(found))[:2], 0]]
    if rows:
        read = [
            quote(" | ".join("".join(one.text for one in its) for its in way)) for way, *_ in rows
        ]
        said = (
            f"its serial numbers show {columns} columns, but not which cells are broken. These rows are"
            f" read as follows, but may be otherwise: {named(read, NAMED, '; ')}"
        )
        others = rows[0][1:2] if len(rows) == 1 else []
        joins = [whole(way for way, *_ in rows), *(whole([way]) for way in others)]
        options = [*joins, declared(caption, 0)]
    return asked(caption, found, f"cells, one a line, from {ends(found)}; {said}", options)


def whole(rows: Iterable[Sequence[Sequence[Line]]]) -> str:
    """The answer that joins the lines of cells: one entry for each cell."""
    broken = (cell for row in rows for cell in row if len(cell) > 1)
    return "\n\n".join(
        answers.repair(
            "join",
            cell[0].number,
            "\n".join(one.text for one in cell),
            "join",
            after="".join(one.text for one in cell),
        )
        for cell in broken
    )


def doubtful(caption: Line, found: list[Line], laid: Laid, width: int) -> Problem:
    """The one question about all rows of a table that may be otherwise."""
    rows = [quote(" | ".join(row.cells)) for row in laid.doubts]
    lones = {row.lone for row in laid.lones}
    likely = ("row", "label") if Lone.GROUP in lones else ("label", "row")
    ways = [{"lone": one} for one in likely] if lones else [dict[str, str]()]
    return asked(
        caption,
        found,
        f"lines, with cells broken or lost, from {ends(found)}. With {width} columns, these rows are"
        f" read as follows, but may be otherwise: {named(rows, NAMED, '; ')}",
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
