"""Lays out tables that have one cell a line: how many columns they have is declared."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median_low

from planbook.problems import Problem, quote
from planbook.structure.node import Line, Readings
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.layout import Role

MOST = 12
"""Maximum columns that are guessed."""


def columned(lines: list[Line], readings: Readings) -> tuple[list[Line], list[Problem]]:
    """The lines with the declared columns of each such table, and the questions about the others."""
    made: list[Line] = []
    problems: list[Problem] = []
    for is_table, group in groupby(lines, key=lambda line: line.role is Role.CELL):
        found = list(group)
        if not is_table:
            made += found
            continue
        caption, cells = made[-1], with_empty(found)
        declared = readings.of("table", caption)
        if declared is None:
            problems.append(question(caption, cells))
        elif declared.columns and len(cells) % declared.columns:
            problems.append(misfit(caption, len(cells), declared.columns))
        columns = declared.columns if declared else 0
        made += [replace(line, columns=columns) for line in (cells if columns else found)]
    return made, problems


def with_empty(cells: list[Line]) -> list[Line]:
    """The cells, with an empty one for each blank line, where most follow each other without any."""
    steps = [b.number - a.number for a, b in pairwise(cells)]
    if median_low(steps) > 1:
        return cells
    made = [cells[0]]
    for step, cell in zip(steps, cells[1:], strict=True):
        gap = replace(made[-1], text="", start=made[-1].start + len(made[-1].text))
        made += [*[gap] * (step - 1), cell]
    return made


def guesses(cells: list[Line]) -> Iterator[int]:
    """Numbers of columns that fill all rows and keep numbers under numbers, the smallest first."""
    for columns in range(2, MOST + 1):
        rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
        if len(cells) % columns == 0 and len(rows) > 1:
            kinds = (
                {is_number(one) for one in column if one.text}
                for column in zip(*rows[1:], strict=True)
            )
            if all(len(kind) <= 1 for kind in kinds):
                yield columns


def is_number(cell: Line) -> bool:
    return cell.text.lstrip("<>＜＞≥≤〔［[ ")[:1].isdigit()


def question(caption: Line, cells: list[Line]) -> Problem:
    quoted = answers.beginning(caption.text)
    options = (*list(guesses(cells))[:2], 0)
    return Problem(
        FILE,
        f"the table {quote(caption.text)} has {len(cells)} cells, one a line, from"
        f" {quote(cells[0].text)} to {quote(cells[-1].text)}; nothing shows its columns",
        'declare kind = "table" with the number of columns in source/repairs.toml, or with 0 to leave'
        " the cells one below the other",
        line=caption.number,
        last_line=cells[-1].number,
        answers=tuple(
            answers.repair("table", caption.number, quoted, "table", columns=one) for one in options
        ),
    )


def misfit(caption: Line, count: int, columns: int) -> Problem:
    return Problem(
        FILE,
        f"the table {quote(caption.text)} has {count} cells, which do not fill rows of {columns}",
        "correct the number of columns, or join the lines of a cell that was broken",
        line=caption.number,
    )
