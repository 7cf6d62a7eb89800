"""Joins lines that were broken inside a sentence, by the mechanical repair `line-break`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from planbook.problems import Problem
from planbook.text import grammar
from planbook.text.declared import Family, Repair, TextReading, by_line, reading_of
from planbook.text.doubts import JOINED, OPEN, Verdict, lists, may_be_title, undecided
from planbook.text.ends import verdicts
from planbook.text.evidence import Evidence, set_off
from planbook.text.journal import Edit
from planbook.text.lines import Line, solid_lines
from planbook.text.lone import FEWEST, Lone, lone_marks
from planbook.text.unnumbered import headings_above

# Maximum problems reported at once: if every line of a text is open, a longer list does not help.
ENOUGH = 1_000


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a text besides its characters."""

    marks: Collection[tuple[int, int]] = ()
    """The spans of its page marks, and of running heads."""
    kept: Collection[int] = ()
    """The source lines of what looks like a running head, and is declared to be text."""
    joined: Collection[int] = ()
    """The line ends that are declared to be broken."""
    is_indented: Callable[[int], bool] = lambda _: False
    """Whether the source has an indent before an offset."""
    text: TextReading | None = None
    """The declaration of how all lines are read that end inside a sentence."""
    title: str = ""
    """The title of the document."""
    shown: Collection[int] = ()
    """The lines of the source that the original shows as headings."""
    are_whole: bool = False
    """True if each line is a paragraph of the original."""
    families: Collection[Family] = ()
    """How lines with marks of one family are declared to be read."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the line ends."""

    edits: list[Edit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: set[Repair] = field(default_factory=set)
    """The readings that were needed."""
    families: list[Family] = field(default_factory=list)
    """The readings of families that were needed, or that are assumed."""
    ragged: list[int] = field(default_factory=list)
    """The source lines of a ragged text whose ends one declaration decides."""

    def settled(self, lone: Lone, text: str, families: Collection[Family]) -> tuple[Line, ...]:
        """Add what becomes of marks that are alone on their lines; none if they are asked one by one."""
        reading = lone.read_as(families)
        if reading is None and len(lone.lines) < FEWEST:
            return ()
        if reading is None:
            reading = lone.ways()[0]
            self.problems.append(lone.question())
        self.families.append(reading)
        self.edits.extend(lone.edits(text, reading))
        return lone.lines


RAGGED = (Verdict.OPEN, Verdict.HALF)
"""The verdicts that one declaration decides in a ragged text."""
SETTLED = (Verdict.BROKEN, Verdict.LABEL)
"""Those that leave nothing to ask."""


def broken_lines(
    text: str,
    number_of: Callable[[int], int],
    readings: Collection[Repair],
    known: Known | None = None,
) -> Decided:
    """The line breaks to remove, and the places to be declared.

    `number_of` gives the source line of an offset. Where the answer is proposed to be a join, it is
    among the edits, as if it had been declared.
    """
    known = known or Known()
    decided = Decided()
    declared = by_line(readings)
    plain, layout = solid_lines(text, known.marks, known.is_indented)
    lines = set_off(plain)
    marks = lone_marks(lines, is_settled(text, known, number_of, declared), number_of)
    alone = {line.start for one in marks for line in decided.settled(one, text, known.families)}
    evidence = Evidence.of(
        lines, layout, known.title, are_whole=known.are_whole, by_blanks=lines is not plain
    )
    above = (lines[at] for at in headings_above(lines, known.title))
    whole = alone | {one.start for one in above if not evidence.reaches(one)}
    for index, found, last in lists(verdicts(lines, evidence), lines, evidence):
        line, following = lines[index], lines[last + 1] if last + 1 < len(lines) else None
        goes_on = following and number_of(following.start) not in known.kept
        gap = joined_to(text, line, following) if following and goes_on else []
        if evidence.ragged and found in RAGGED:
            decided.ragged.append(number_of(line.start))
        verdict = read_as(known.text, found, evidence)
        is_whole = found is not Verdict.BARE and is_shown(line, number_of(line.start), known)
        if not verdict or is_whole or line.start in whole:
            continue
        reading = reading_of(line.text, number_of(line.start), declared)
        if reading and settles(reading, verdict, line):
            decided.used.add(reading)
        elif verdict is Verdict.LABEL or not set(gap) & set(known.joined):
            decided.edits.extend(joins(verdict, gap))
            if verdict not in SETTLED:
                beyond = lines[last] if last > index else following
                numbers = number_of(line.start), number_of(beyond.start) if beyond else 0
                decided.problems.append(undecided(verdict, text, line, following, numbers))
        if len(decided.problems) == ENOUGH:
            break
    return decided


def settles(reading: Repair, verdict: Verdict, line: Line) -> bool:
    """True if a reading decides the end of a line: only what has a mark can be an item."""
    if reading.kind == "paragraph" or (reading.kind == "heading" and may_be_title(verdict, line)):
        return True
    may_be_other = line.is_structural or verdict in (Verdict.HEADING, Verdict.HALF)
    return may_be_other and verdict is not Verdict.LABEL


def is_settled(
    text: str, known: Known, number_of: Callable[[int], int], declared: dict[int, list[Repair]]
) -> Callable[[Line, Line], bool]:
    """Whether it is declared for a line itself if it goes on in the next one."""

    def judge(line: Line, following: Line) -> bool:
        own = reading_of(line.text, number_of(line.start), declared)
        return bool(own or set(joined_to(text, line, following)) & set(known.joined))

    return judge


def read_as(text: TextReading | None, verdict: Verdict, evidence: Evidence) -> Verdict | None:
    """What a declaration about all lines makes of a verdict; None if the line is whole."""
    is_ragged = bool(evidence.ragged) and verdict in RAGGED
    if text and text.lines == "sentences":
        return None if is_ragged or verdict in (*OPEN, Verdict.LIST) else verdict
    return Verdict.BROKEN if text and is_ragged else verdict


def joins(verdict: Verdict, gap: list[int]) -> Iterator[Edit]:
    """The edits that join two lines; a blank parts a label from its title, which may be a number."""
    for at in gap if verdict in JOINED else ():
        is_label = verdict is Verdict.LABEL and at == gap[0]
        yield Edit(JOINED[verdict], at, "\n", " " if is_label else "")


def is_shown(line: Line, number: int, known: Known) -> bool:
    """True for a line without a number that the original shows as a heading: it is whole."""
    return number in known.shown and not line.mark and grammar.is_heading_form(line.text)


def joined_to(text: str, line: Line, following: Line) -> list[int]:
    """Offsets of the line ends between two lines."""
    return [at for at in range(line.end, following.start) if text[at] == "\n"]
