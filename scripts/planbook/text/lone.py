"""Reads marks that are alone on their lines, each above its paragraph: one question for all of a family."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from planbook.locales import Bilingual
from planbook.problems import Problem, quote
from planbook.text import answers
from planbook.text.declared import Family
from planbook.text.decode import FILE
from planbook.text.journal import Edit
from planbook.text.lines import Line, is_phrase
from planbook.text.series import family_of

FEWEST = 3
"""Such marks of a family that are asked about together, if others of it have a title."""
REASONS = {"item": "lone_item", "heading": "lone_heading", "paragraph": "lone_paragraph"}


@dataclass(frozen=True, slots=True)
class Lone:
    """The marks of a family that are alone on their lines."""

    lines: tuple[Line, ...]
    following: tuple[Line, ...]
    """The line after each."""
    first: int
    last: int
    """The lines of the source between which they are."""
    goes_on: bool
    """True if their numbers go on over the headings above them."""
    are_all: bool
    """True if no mark of the family has a title on its line."""

    @property
    def is_way(self) -> bool:
        """True if this is the way of the family, and no accident."""
        return self.are_all or len(self.lines) >= FEWEST

    @property
    def mark(self) -> str:
        return self.lines[0].text

    def ways(self) -> list[Family]:
        """How they can be read, the likeliest first: titles have no stop."""
        item = Family(
            self.mark, "item", Bilingual("", ""), self.first, self.last, lone="join",
            numbers="continue" if self.goes_on else "",
        )  # fmt: skip
        heading = replace(item, reads="heading")
        omitted = replace(item, reads="paragraph", numbers="", lone="omit")
        titles = sum(one.is_open and is_phrase(one) for one in self.following)
        are_titles = 2 * titles > len(self.following)
        return [heading, item, omitted] if are_titles else [item, heading, omitted]

    def question(self) -> Problem:
        count = len(self.lines)
        said = f"{count} lines hold nothing but a number, such as {quote(self.mark)}: each"
        said = said if count > 1 else f"{quote(self.mark)} holds nothing but a number: it"
        return Problem(
            FILE,
            f"{said} numbers the paragraph below it, or a heading, or is no part of the text",
            'declare in source/repairs.toml a [[family]] with lone = "join" and how its lines are'
            ' read, or with lone = "omit"',
            line=self.first,
            last_line=self.last,
            answers=tuple(map(entry, self.ways())),
        )

    def read_as(self, families: Collection[Family]) -> Family | None:
        """What is declared for them."""
        own = family_of(self.mark)
        fitting = (one for one in families if one.lone and family_of(one.mark) == own)
        return next((one for one in fitting if one.covers(self.first)), None)

    def edits(self, text: str, reading: Family) -> Iterator[Edit]:
        """What becomes of their lines. A blank parts a number from the digit that follows it."""
        for line, following in zip(self.lines, self.following, strict=True):
            if reading.lone == "omit":
                yield Edit("omit", line.start, text[line.start : line.end], "")
                continue
            ends = [at for at in range(line.end, following.start) if text[at] == "\n"]
            blank = " " if following.text[0].isdecimal() else ""
            for at in ends:
                yield Edit("join", at, "\n", blank if at == ends[0] else "")


def entry(family: Family) -> str:
    numbers = {"numbers": family.numbers} if family.numbers else {}
    return answers.entry(
        "[[family]]", REASONS[family.reads], mark=family.mark, reads=family.reads, lone=family.lone,
        line=family.line, last=family.last, **numbers,
    )  # fmt: skip


def lone_marks(
    lines: Sequence[Line], settled: Callable[[Line, Line], bool], number_of: Callable[[int], int]
) -> Iterator[Lone]:
    """Such marks, by family, without those that are settled one by one."""
    found: dict[str, list[tuple[Line, Line]]] = {}
    for line, following in pairwise(lines):
        is_lone = line.mark and line.is_bare and not line.is_bare_title
        if line.mark and is_lone and not following.is_structural and not settled(line, following):
            found.setdefault(line.mark.family.name, []).append((line, following))
    for name, own in found.items():
        marks, below = zip(*own, strict=True)
        span = number_of(marks[0].start), number_of(marks[-1].start)
        are_all = all(one.is_bare for one in lines if one.mark and one.mark.family.name == name)
        yield Lone(marks, below, *span, goes_on=goes_on(lines, name), are_all=are_all)


def goes_on(lines: Sequence[Line], name: str) -> bool:
    """True if no series of the family begins again at 1, although there are headings between them."""
    own = [at for at, one in enumerate(lines) if one.mark and one.mark.family.name == name]
    marks = [one.mark for one in lines[own[0] : own[-1]] if one.mark]
    numbers = [one.number for one in marks if one.family.name == name]
    is_parted = any(one.family.rank < marks[0].family.rank for one in marks)
    return is_parted and numbers.count(1) <= 1 and numbers == sorted(numbers)
