"""Finishes what a reader has found in a file: its edges, its notes, and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planbook.intake.faces import emphasized
from planbook.intake.form import Block, Grid, Left, Taken, is_figures, unstacked, written
from planbook.intake.furniture import DETAILS, trimmed
from planbook.intake.notes import placed
from planbook.intake.overpages import with_whole_tables
from planbook.intake.provenance import provenance_of, said_above
from planbook.problems import named

NAMED = 5
"""Maximum cells that a warning names."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader has found in a file, before it is finished."""

    kind: str
    blocks: Iterable[Block]
    left: Iterable[Left] = ()
    warnings: Iterable[str] = ()
    numbers: Iterable[str] = ()
    metas: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself outside its text, by names in lower case."""
    blanks: bool = False
    """True if blank lines are kept."""


def taken(read: Read) -> Taken:
    """What was read, with its text written.

    Without what belongs to a site or a paper at its ends, and with each note after the paragraph
    that it belongs to.
    """
    kept, site = trimmed(list(read.blocks))
    whole, heads, broken = with_whole_tables(kept)
    noted, titles = placed(whole)
    left = (*read.left, *site, *heads, *titles)
    text, headings = written(emphasized(noted), blanks=read.blanks)
    text = text.rstrip("\n") + "\n" if read.blanks else text
    said = (one.text for one in left if one.kind == DETAILS)
    provenance = provenance_of((*said, *said_above(text)), read.metas)
    warnings = (*read.warnings, *unclear(noted, broken))
    return Taken(read.kind, text, headings, left, warnings, tuple(read.numbers), provenance)


def unclear(blocks: Iterable[Block], broken: Sequence[str]) -> Iterator[str]:
    """What the text does not show of the tables of the original."""
    grids = [one for one in blocks if isinstance(one, Grid)]
    wide = [one for grid in grids for one in grid.wide]
    stacks = [one for grid in grids for one in stacks_of(grid)]
    for found, said in (
        (wide, "values that cover several columns of a table are in the first of them"),
        (stacks, "several numbers in one cell of a table are on one line"),
        (broken, "rows at the end of a page that may go on on the next page"),
    ):
        if found:
            cells = [f"“{' '.join(one.split())}”" for one in found]
            yield f"{said}: {named(cells, NAMED)}"


def stacks_of(grid: Grid) -> Iterator[str]:
    """The cells whose several numbers are on one line of the text."""
    rows = (row for row in grid.rows if len(list(unstacked(row))) == 1)
    yield from (cell for row in rows for cell in row if is_figures(cell.split("\n")))
