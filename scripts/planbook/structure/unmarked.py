"""Reads lines without a mark as headings: declared ones, and those below which a series begins anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from planbook.problems import Problem, quote
from planbook.structure.node import Line, Readings
from planbook.structure.styles import Original, Shown
from planbook.structure.unnumbered import STEP, TOP, has_text, is_shown, is_title, numbered
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import UNNUMBERED, Mark, is_heading_form, is_marked
from planbook.text.layout import Role
from planbook.text.restarts import headings_above

ABOVE = 0.1
"""How far such a heading is above the series below it: nearer than any other family."""
FEWEST = 2
"""Lines that may be headings of one level."""


def marked(
    lines: list[Line], readings: Readings, original: Original, title: str
) -> tuple[list[Line], list[Problem]]:
    """The lines, with an empty mark for each such heading; the questions about those not declared."""
    found = {
        at: rank
        for at, rank in possible(lines, original, title).items()
        if not readings.has("paragraph", lines[at])
    }
    declared = {at for at in range(len(lines)) if is_declared(lines, at, readings, title)}
    problems = list(asked(lines, found, declared))
    for at in sorted(declared - found.keys()):
        found[at] = rank_at(lines, at, found)
    return numbered(lines, found), problems


def possible(lines: list[Line], original: Original, title: str) -> dict[int, float]:
    """The ranks of lines that head a series, and of others that the original shows like them."""
    levels = {one.line: one for one in original.shown}
    above = headings_above(lines, title)
    shown = {at for at in above if is_shown(lines[at], levels)}
    ranks = {at: above[at].family.rank - ABOVE for at in shown or above}
    if len(ranks) < FEWEST:
        return {}
    alike = {look_of(levels[lines[at].number]): ranks[at] for at in shown}
    for at in range(min(ranks), len(lines)):
        rank = alike.get(look_of(levels[lines[at].number])) if is_shown(lines[at], levels) else None
        if rank is not None and is_free(lines, at) and has_text(lines, at, {**ranks, at: rank}):
            ranks.setdefault(at, rank)
    return ranks


def look_of(shown: Shown) -> tuple[int, str]:
    return shown.level, shown.face


def is_free(lines: Sequence[Line], at: int) -> bool:
    """True unless the series above a line goes on below it."""
    following = first_mark(lines, range(at + 1, len(lines)))
    return following is None or following.number == 1


def first_mark(lines: Sequence[Line], places: Iterable[int]) -> Mark | None:
    """The mark of the first of these lines that has one."""
    return next((mark for at in places if (mark := lines[at].mark)), None)


def is_declared(lines: list[Line], at: int, readings: Readings, title: str) -> bool:
    """True for a line without a mark that is declared to be a heading, but for those of the title."""
    line = lines[at]
    if not readings.declared_for("heading", line):
        return False
    if line.mark or line.role is not Role.TEXT or not is_heading_form(line.text):
        return False
    is_other = is_marked(line.text) and not UNNUMBERED.match(line.text)
    return not (is_other or is_title(lines, at, title)) and readings.has("heading", line)


def rank_at(lines: Sequence[Line], at: int, ranks: Mapping[int, float]) -> float:
    """The rank of a declared heading.

    It is above a series that begins below it, below one that goes on over it, or else beside its
    neighbors.
    """
    following = first_mark(lines, range(at + 1, len(lines)))
    if following and following.number == 1:
        return following.family.rank - ABOVE
    before = first_mark(lines, range(at - 1, -1, -1))
    if before and following and goes_on(before, following):
        return before.family.rank + STEP
    if ranks:
        return ranks[min(ranks, key=lambda one: abs(one - at))]
    beside = following or before
    return beside.family.rank if beside else TOP


def goes_on(one: Mark, other: Mark) -> bool:
    return one.family == other.family and one.number + 1 == other.number


def asked(
    lines: Sequence[Line], ranks: Mapping[int, float], declared: Collection[int]
) -> Iterator[Problem]:
    """One question for all possible headings of a rank that are not declared."""
    for rank in sorted(set(ranks.values())):
        if own := [lines[at] for at in sorted(ranks) if ranks[at] == rank and at not in declared]:
            yield question(own)


def question(own: Sequence[Line]) -> Problem:
    first, last = own[0], own[-1]
    heading = [answers.reading("heading", one.number, one.text, "unmarked") for one in own]
    paragraph = [answers.reading("paragraph", one.number, one.text) for one in own]
    return Problem(
        FILE,
        f"{len(own)} lines such as {quote(first.text)} may be headings: they are short, end without a"
        " full stop, and a series of numbered lines begins anew below them",
        'declare each in source/repairs.toml: kind = "heading" makes it one of the level above the'
        ' series, "paragraph" leaves it as text',
        line=first.number,
        last_line=last.number,
        answers=("\n\n".join(heading), "\n\n".join(paragraph)),
    )
