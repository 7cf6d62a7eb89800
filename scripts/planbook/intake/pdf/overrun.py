"""Puts the letters of a table into its cells, also where their text runs over the rules between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from planbook.intake.pdf.frames import TOUCH, Frame, frames, is_upright
from planbook.intake.pdf.glyphs import Box, Glyph, Sheet, gap_of
from planbook.intake.pdf.lines import rows_of

BACK, APART = -0.3, 0.5
"""The gaps between two letters that are surely in two runs of text, in characters: less, or more."""
PARTED = 0.15
"""The gap at a rule that parts two runs, at least, in characters."""
CLOSE = 2.0
"""How far two lines of a cell are from each other, at most, in characters."""
TOUCHING, NEAR = 0.05, 0.12
"""The gap between two pieces of one text, at most, in characters: usually, and where each letter is one."""

Place = tuple[int, int]
"""A row and a column."""
Run = list[Glyph]
"""Letters that were drawn one after the other on a line."""


def in_cells(
    frame: Frame, glyphs: Sequence[Glyph], owners: Mapping[Place, Place]
) -> dict[Place, list[Glyph]]:
    """The letters of each cell, by the place where it begins.

    Where text runs over a rule, the letters that were drawn one after the other are in one cell: in
    that where they are at one side or in the middle.
    """
    cells: dict[Place, list[Glyph]] = {}
    runs = pieces(frame, glyphs)
    if not is_over(frame, glyphs, runs, owners):
        for glyph in glyphs:
            cells.setdefault(owners[frame.place(glyph)], []).append(glyph)
        return cells
    sides = Sides.of(frame, runs, owners)
    for run in sides.whole():
        cells.setdefault(sides.cell_of(run), []).extend(run)
    return cells


def is_overrun(sheet: Sheet) -> bool:
    """True if the text of a table runs over the rules between its cells."""
    tables = (
        (one, [g for g in sheet.glyphs if one.box.holds(g.box.middle)])
        for one in frames(sheet.rules)
    )
    return any(is_over(one, its, pieces(one, its), one.owners()) for one, its in tables)


def is_over(
    frame: Frame, glyphs: Sequence[Glyph], runs: Iterable[Run], owners: Mapping[Place, Place]
) -> bool:
    """True if a rule runs through a letter, or through a piece of text between two letters."""
    return frame.is_overrun(glyphs) or any(
        len({owners[frame.place(one)] for one in run}) > 1 for run in runs
    )


def pieces(frame: Frame, glyphs: Sequence[Glyph]) -> list[Run]:
    """The pieces of text that no rule between two cells parts.

    Where each letter is a piece, as browsers draw them, those that touch are one.
    """
    runs = list(runs_of(glyphs, [rule.middle[0] for rule in frame.rules if is_upright(rule)]))
    if not are_letters(glyphs):
        return runs
    made = runs[:1]
    for run in runs[1:]:
        if touches(made[-1], run, NEAR):
            made[-1] = made[-1] + run
        else:
            made.append(run)
    return made


def are_letters(glyphs: Sequence[Glyph]) -> bool:
    """True if most letters beside one another are pieces of their own."""
    beside = [(a, b) for a, b in pairwise(glyphs) if touches([a], [b], NEAR)]
    return 2 * sum(a.piece != b.piece for a, b in beside) > len(beside)


def touches(run: Run, more: Run, gap: float = TOUCHING) -> bool:
    """True if a run begins where another one ends."""
    last, first = run[-1], more[0]
    return is_level(last, first) and abs(gap_of(last, first)) <= gap * last.size


def inside(box: Box, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The letters in the place of a table, with the rest of the text that runs over its sides."""
    runs = ((run, [box.holds(one.box.middle) for one in run]) for run in runs_of(glyphs))
    return [one for run, held in runs if any(held) for one in run]


def spilled(frame: Frame, own: Sequence[Glyph], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The lines below a table with which a cell goes on, as where the end of a page has cut it."""
    columns = list(pairwise(frame.xs))
    lines = [rows_of(g for g in own if a < g.box.middle[0] < b) for a, b in columns]
    found: list[Glyph] = []
    for line in rows_of(one for one in glyphs if one.box.top < frame.box.bottom + TOUCH):
        within = (a < line[0].box.left and line[-1].box.right < b for a, b in columns)
        at = next((at for at, is_within in enumerate(within) if is_within), None)
        if at is None or len(columns) < 2 or not goes_on(lines[at], line):
            break
        lines[at].append(line)
        found += line
    return found


def goes_on(column: Sequence[Run], line: Run) -> bool:
    """True for a line as far below the last one of a column as this is below the one before it."""
    if len(column) < 2:
        return False
    above, last, below = (one[0].origin.bottom for one in (*column[-2:], line))
    size = line[0].size
    return abs(above - 2 * last + below) < PARTED * size and above - last < CLOSE * size


def runs_of(glyphs: Sequence[Glyph], xs: Sequence[float] = ()) -> Iterator[Run]:
    """The letters of each piece of text, on one line and without a gap where a rule is."""
    run: Run = []
    for glyph in sorted(glyphs, key=lambda one: one.piece):
        if run and not (run[-1].piece == glyph.piece and follows(run[-1], glyph, xs)):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def follows(before: Glyph, glyph: Glyph, xs: Sequence[float]) -> bool:
    """True if a letter is right after another one on its line, and no rule is between them."""
    gap, size = gap_of(before, glyph), before.size
    is_ruled = gap > PARTED * size and any(before.box.right < x < glyph.box.left for x in xs)
    return is_level(before, glyph) and BACK * size < gap < APART * size and not is_ruled


def is_level(one: Glyph, other: Glyph) -> bool:
    return abs(one.origin.bottom - other.origin.bottom) < PARTED * one.size


@dataclass(frozen=True, slots=True)
class Sides:
    """The cells of a table, with the blank that text has at their sides."""

    frame: Frame
    runs: Sequence[Run]
    owners: Mapping[Place, Place]
    widths: Mapping[Place, float]
    blank: float

    @classmethod
    def of(cls, frame: Frame, runs: Sequence[Run], owners: Mapping[Place, Place]) -> Sides:
        bare = cls(frame, runs, owners, frame.widths(owners), 0.0)
        inside = ((run, bare.places(run)) for run in runs)
        blanks = [min(bare.offsets(run, its[0])) for run, its in inside if len(its) == 1]
        return cls(frame, runs, owners, bare.widths, median(blanks or [0.0]))

    def places(self, run: Run) -> list[Place]:
        """The cells over which a run is."""
        return list(dict.fromkeys(self.owners[self.frame.place(one)] for one in run))

    def offsets(self, run: Run, place: Place) -> tuple[float, float]:
        """How far the ends of a run are from where text of a cell begins and ends."""
        left = self.frame.xs[place[1]]
        right = left + self.widths[place]
        return run[0].box.left - left - self.blank, right - self.blank - run[-1].box.right

    def misfit(self, run: Run, place: Place) -> float:
        """How far a run is from the left, the right, and the middle of a cell, whichever is nearest."""
        before, after = self.offsets(run, place)
        return min(abs(before), abs(after), abs(before - after) / 2)

    def cell_of(self, run: Run) -> Place:
        return min(self.places(run), key=lambda place: self.misfit(run, place))

    def whole(self) -> list[Run]:
        """The runs; pieces that touch are one if it fits a cell better than each of them."""
        made: list[Run] = []
        for run in self.runs:
            if made and self.is_one(made[-1], run):
                made[-1] = made[-1] + run
            else:
                made.append(run)
        return made

    def is_one(self, run: Run, more: Run) -> bool:
        if not touches(run, more):
            return False
        alone, other, joint = (
            self.misfit(one, self.cell_of(one)) for one in (run, more, run + more)
        )
        return joint < max(alone, other)
