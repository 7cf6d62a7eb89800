"""Finds tables without rules between their columns, by the gaps that their lines share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planbook.intake.form import Grid
from planbook.intake.lines import Row

LEADERS = re.compile(r"[.．·…\-_—]{3,}\s*\d*$")


def tables(rows: Sequence[Row]) -> Iterator[Row | Grid]:
    """The lines, with runs of lines whose parts form columns as tables."""
    run: list[Row] = []
    for row in rows:
        if not is_table_row(row, run):
            yield from closed_table(run)
            run = []
        if is_table_row(row, run):
            run.append(row)
        else:
            yield row
    yield from closed_table(run)


def is_table_row(row: Row, run: Sequence[Row]) -> bool:
    """True for a line of three parts or more, and below such lines for one that fits them."""
    if LEADERS.search(row.text):
        return False
    columns = len(stops([*run, row]))
    return len(row.cells) > 2 if not run else len(row.cells) > 1 and columns >= len(stops(run)) > 2


def closed_table(run: Sequence[Row]) -> Iterator[Row | Grid]:
    yield from [grid(run)] if len(run) > 1 and len(stops(run)) > 2 else run


def stops(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns that the parts of the lines form: ranges that none of them crosses."""
    found: list[tuple[float, float]] = []
    for _, left, right in sorted(
        (cell for row in rows for cell in row.cells), key=lambda cell: cell[1]
    ):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def grid(rows: Sequence[Row]) -> Grid:
    columns = stops(rows)
    return Grid(tuple(
        tuple(" ".join(text for text, left, _ in row.cells if start <= left < end or left == start)
              for start, end in columns)
        for row in rows
    ))  # fmt: skip
