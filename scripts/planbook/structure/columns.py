"""Lays out tables whose lines are not their rows: one cell a line, or cells broken into several.

How many columns such a table has is declared: `kind = "table"` for its caption.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median_low

from planbook.problems import Problem, quote
from planbook.structure.blocks import cells
from planbook.structure.node import Line, Readings
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.layout import Role

NAMED = 5
"""Maximum rows that a message names."""
MOST = 12
"""Maximum columns that are guessed."""


def columned(lines: list[Line], readings: Readings) -> tuple[list[Line], list[Problem]]:
    """The lines with their tables laid out, and the questions about the tables."""
    made: list[Line] = []
    problems: list[Problem] = []
    for role, group in groupby(lines, key=lambda line: line.role):
        found = list(group)
        if role is Role.CELL:
            found, asked = one_a_line(made[-1], found, readings)
        elif role is Role.ROW:
            found, asked = wrapped(made[-1] if made else found[0], found, readings)
        else:
            asked = []
        made += found
        problems += asked
    return made, problems


# --- one cell a line


def one_a_line(
    caption: Line, found: list[Line], readings: Readings
) -> tuple[list[Line], list[Problem]]:
    with_gaps = with_empty(found)
    declared = readings.of("table", caption)
    if declared is None:
        return found, [question(caption, with_gaps, (*list(guesses(with_gaps))[:2], 0))]
    columns = declared.columns
    if not columns:
        return found, []
    asked = [misfit(caption, len(with_gaps), columns)] if len(with_gaps) % columns else []
    return [replace(line, columns=columns) for line in with_gaps], asked


def with_empty(found: list[Line]) -> list[Line]:
    """The cells, with an empty one for each blank line, where most follow each other without any."""
    steps = [b.number - a.number for a, b in pairwise(found)]
    if median_low(steps) > 1:
        return found
    made = [found[0]]
    for step, cell in zip(steps, found[1:], strict=True):
        gap = replace(made[-1], text="", start=made[-1].start + len(made[-1].text))
        made += [*[gap] * (step - 1), cell]
    return made


def guesses(found: list[Line]) -> Iterator[int]:
    """Numbers of columns that fill all rows and keep numbers under numbers, the smallest first."""
    for columns in range(2, MOST + 1):
        rows = [found[at : at + columns] for at in range(0, len(found), columns)]
        if len(found) % columns == 0 and len(rows) > 1:
            kinds = (
                {is_number(one) for one in column if one.text}
                for column in zip(*rows[1:], strict=True)
            )
            if all(len(kind) <= 1 for kind in kinds):
                yield columns


def is_number(cell: Line) -> bool:
    return cell.text.lstrip("<>＜＞≥≤〔［[ ")[:1].isdigit()


# --- cells broken into several lines


def wrapped(
    caption: Line, found: list[Line], readings: Readings
) -> tuple[list[Line], list[Problem]]:
    """The rows with the pieces of their broken cells joined, as far as their columns allow."""
    width = max(len(cells(row.text)) for row in found)
    made = completed(found, width)
    if not any("\t" not in row.text and "|" not in row.text for row in found):
        return found, []
    if declared := readings.of("table", caption):
        return completed(found, declared.columns) if declared.columns else found, []
    return made, [question(caption, found, (width, 0))]


def completed(found: list[Line], width: int) -> list[Line]:
    """The rows, with each that is too short continued by the next line, inside its last cell.

    A line that begins with an empty cell begins a row; one cell alone after a whole row ends that,
    unless the next line goes on in brackets.
    """
    made: list[Line] = []
    for row, following in zip(found, [*found[1:], None], strict=True):
        own = cells(row.text)
        last = cells(made[-1].text) if made else []
        is_short = 0 < len(last) < width and len(last) + len(own) - 1 <= width
        opens = following is not None and following.text.startswith("（")
        if own[0] and (is_short or (last and len(own) == 1 and not opens)):
            made[-1] = replace(made[-1], text=made[-1].text + row.text)
        else:
            made.append(row)
    return made


def question(caption: Line, found: list[Line], options: tuple[int, ...]) -> Problem:
    quoted = answers.beginning(caption.text)
    what = "cells, one a line," if found[0].role is Role.CELL else "lines, with cells broken,"
    first, last = map(spoken, (found[0], found[-1]))
    return Problem(
        FILE,
        f"the table {quote(caption.text)} has {len(found)} {what} from {quote(first)} to"
        f" {quote(last)}; nothing shows its columns{short_rows(found, options[0])}",
        'declare kind = "table" with the number of columns in source/repairs.toml, or with 0 to leave'
        " the lines as they are",
        line=caption.number,
        last_line=found[-1].number,
        answers=tuple(
            answers.repair("table", caption.number, quoted, "table", columns=one) for one in options
        ),
    )


def spoken(line: Line) -> str:
    return " ".join(line.text.split("\t"))


def short_rows(found: list[Line], width: int) -> str:
    """What a message says of rows whose cells do not fill the table, and so may be shifted."""
    if found[0].role is Role.CELL:
        return ""
    rows = [row for row in completed(found, width) if len(cells(row.text)) < width]
    if not rows:
        return ""
    named = ", ".join(quote(spoken(row)) for row in rows[:NAMED])
    return (
        f". With {width} columns, rows of fewer cells are filled up on the right, {len(rows)} in all:"
        f" {named}. Where that shifts a cell, correct the row first (typo, with tabs)"
    )


def misfit(caption: Line, count: int, columns: int) -> Problem:
    return Problem(
        FILE,
        f"the table {quote(caption.text)} has {count} cells, which do not fill rows of {columns}",
        "correct the number of columns, or join the lines of a cell that was broken",
        line=caption.number,
    )
