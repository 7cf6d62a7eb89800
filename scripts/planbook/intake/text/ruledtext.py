"""Reads the tables of plain text whose columns are parted by bars, or by rules: of dashes, or drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from planbook.intake.form import Block, Grid, Left, digit_runs, rows_of
from planbook.intake.text.marktables import BAR, Table, table_at

DRAWN = re.compile("[─-╿]")
"""The characters with which lines are drawn: ┌ ─ │ ┼."""
ACROSS, UPRIGHT = "─━┄┅┈┉═╌╍", "│┃┆┇┊┋║╎╏|"
RULE = re.compile(rf"[\s{ACROSS}_=-]*(?:[{ACROSS}]{{4}}|[_=-]{{10}})[\s{ACROSS}_=-]*")
"""A rule alone on its line, which says nothing of columns."""
RULES = "rules of tables"
WIDTHS = 2, 1
"""A drawn character is as wide as a Han character, or as a Latin one."""


@dataclass(slots=True)
class Ruled:
    """The lines of a text without rules, with its tables as rows of cells."""

    lines: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    """The runs of digits in those tables."""


def without_rules(lines: Sequence[str]) -> Ruled:
    """The lines, with each table that a rule shows as rows whose cells are parted by tabs."""
    made, at = Ruled(), 0
    forms = [[drawn(line, width) for line in lines] for width in WIDTHS]
    while at < len(lines):
        table = table_in(forms, at)
        own = lines[at : table.end if table else at + 1]
        if table:
            made.lines += chain.from_iterable(map(lines_of, table.blocks))
            made.numbers += digit_runs("\n".join(own))
        elif not RULE.fullmatch(lines[at]):
            made.lines += own
            own = []
        made.left += (Left(RULES, one) for one in own if is_rule(one))
        at += max(1, table.end - at if table else 1)
    return made


def table_in(forms: Sequence[Sequence[str]], at: int) -> Table | None:
    """The table that begins at a line, if a rule is near that tells its columns apart."""
    found = [
        table
        for lines in forms
        if (BAR.search(lines[at]) or any("--" in one for one in lines[at : at + 2]))
        and (table := table_at(lines, at))
    ]
    return next(filter(is_parted, found), found[0] if found else None)


def is_parted(table: Table) -> bool:
    """True if no cell has a gap inside, as it would where the columns are told apart wrongly."""
    rows = [row for grid in grids_of(table) for row in grid.rows]
    return not any("  " in cell for row in rows for cell in row)


def lines_of(block: Block) -> Iterator[str]:
    return rows_of(block) if isinstance(block, Grid) else iter([block.text])


def grids_of(table: Table) -> list[Grid]:
    return [one for one in table.blocks if isinstance(one, Grid)]


def is_rule(line: str) -> bool:
    """True for a line of rules alone, drawn or of signs."""
    return bool(line.strip()) and not re.search(r"[^\s+:=_-]", DRAWN.sub("", line))


def drawn(line: str, width: int) -> str:
    """The line with the signs of a grid for the lines that are drawn in it."""
    return DRAWN.sub(lambda found: sign(found[0], width), line)


def sign(char: str, width: int) -> str:
    return "-" * width if char in ACROSS else "|" if char in UPRIGHT else "+"
