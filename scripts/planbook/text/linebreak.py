"""Joins lines that were broken inside a sentence, by the mechanical repair `line-break`.

Two things prove a broken line: a page mark or form feed between the halves, or the right margin of
a text that is broken throughout. Everything else is reported, as is every place where a heading may
have been broken, since nothing in the text shows where it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import median
from unicodedata import east_asian_width

from planbook.problems import Problem, quote
from planbook.text import grammar
from planbook.text.declared import Repair, by_line, reading_of
from planbook.text.decode import FILE
from planbook.text.journal import Edit

# A text counts as broken throughout if it has at least this many open lines …
WRAPPED_LINES = 5
# … of which this share ends within the margin's tolerance (in Han widths).
WRAPPED_SHARE = 0.8
MARGIN_TOLERANCE = 2.5
# Before the first heading, a line of up to this length without a full stop is a title.
TITLE_LIMIT = 45
# Maximum problems reported at once: if every line of a text is open, a longer list does not help.
ENOUGH = 1_000
# Characters that a message quotes from the end of a line.
QUOTED_TAIL = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds more than blanks and page marks."""

    text: str
    """Its text without page marks, form feeds, and outer blanks."""
    start: int
    end: int
    """Offset just after its last character, page marks included."""
    after_page: bool
    """True if a page mark or form feed is between it and the line before."""
    is_structural: bool
    is_open: bool
    """True if it ends inside a sentence."""

    @property
    def is_heading(self) -> bool:
        mark = grammar.mark_of(self.text) if self.is_structural else None
        return bool(mark and grammar.is_heading_form(self.text[len(mark.text) :]))

    @property
    def is_body(self) -> bool:
        """True for a line of a paragraph or bullet, but not for a heading, a caption, or a row."""
        return not self.is_structural or bool(grammar.BULLET.match(self.text))


def solid_lines(text: str) -> Iterator[Line]:
    """The lines of the text, except those with nothing but page marks."""
    start = 0
    page = False
    for raw in text.split("\n"):
        bare = grammar.PAGE_MARK.sub("\f", raw).strip(" ")
        page = page or bare.startswith("\f")
        if bare.strip("\f "):
            content = bare.replace("\f", "").strip()
            end = start + len(raw.rstrip(" "))
            yield Line(
                content, start, end, page, grammar.is_structural(content), grammar.is_open(content)
            )
            page = bare.endswith("\f")
        start += len(raw) + 1


def broken_lines(
    text: str, number_of: Callable[[int], int], readings: Collection[Repair]
) -> tuple[list[Edit], list[Problem], set[Repair]]:
    """The line breaks to remove, the places to be declared, and the readings that were needed.

    `number_of` gives the source line of an offset.
    """
    edits: list[Edit] = []
    problems: list[Problem] = []
    used: set[Repair] = set()
    declared = by_line(readings)
    lines = list(solid_lines(text))
    listed = grammar.contents_range([line.text for line in lines])
    margins = right_margins([line for i, line in enumerate(lines) if i not in listed])
    in_body = False
    for index, line in enumerate(lines):
        in_body = in_body or line.is_heading or len(line.text) > TITLE_LIMIT or not line.is_open
        if index in listed:
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        verdict = (judge if in_body else judge_title)(line, following, margins)
        if verdict is None:
            continue
        if reading := reading_of(line.text, declared.get(number_of(line.start), ())):
            used.add(reading)
        elif verdict is Verdict.BROKEN and following:
            gap = range(line.end, following.start)
            edits += (Edit("line-break", at, "\n", "") for at in gap if text[at] == "\n")
        else:
            problems.append(undecided(verdict, line, following, number_of))
        if len(problems) == ENOUGH:
            break
    return edits, problems, used


class Verdict(Enum):
    """The possible meanings of a line's end that does not plainly end a heading or paragraph."""

    BROKEN = "continues in the next line: repaired"
    OPEN = "ends inside a sentence, and nothing proves that the next line continues it"
    LAST = "ends inside a sentence, and no paragraph follows"
    HEADING = "a heading that may continue in the next line"
    FULL = "ends a sentence at the right margin: the paragraph may end or continue"


def judge(line: Line, following: Line | None, margins: Margins) -> Verdict | None:
    """The verdict on the end of the line; None for a plain end."""
    goes_on = following is not None and not following.is_structural
    full = reaches(line, margins)
    broken = full or (following is not None and following.after_page)
    if line.is_heading:
        return Verdict.HEADING if goes_on and broken else None
    if not line.is_body:
        return None
    if line.is_open:
        return (Verdict.BROKEN if broken else Verdict.OPEN) if goes_on else Verdict.LAST
    return Verdict.FULL if full and goes_on else None


def judge_title(line: Line, following: Line | None, margins: Margins) -> Verdict | None:
    """The same for a line before the first heading: titles have no full stop to judge by."""
    goes_on = following is not None and not following.is_structural
    return Verdict.HEADING if goes_on and reaches(line, margins) else None


Margins = Mapping[Callable[[str], float], float]
"""The margins at which the lines of the text end, by measure."""


def reaches(line: Line, margins: Margins) -> bool:
    """True if the line ends at the margin, by its width or by its number of characters."""
    return any(abs(of(line.text) - margin) <= MARGIN_TOLERANCE for of, margin in margins.items())


def right_margins(lines: list[Line]) -> Margins:
    """The margins at which the text is broken throughout; none if it is not.

    A page breaks its lines at a width, a program often at a number of characters.
    """
    found = {measure: right_margin(lines, measure) for measure in (width, len)}
    return {measure: margin for measure, margin in found.items() if margin is not None}


def right_margin(lines: list[Line], measure: Callable[[str], float]) -> float | None:
    """The margin at which most of the open lines end, if there are enough of them."""
    pairs = pairwise(lines)
    ends = [
        measure(a.text)
        for a, b in pairs
        if a.is_open and a.is_body and not (b.after_page or b.is_structural)
    ]
    if len(ends) < WRAPPED_LINES:
        return None
    middle = median(ends)
    near = sum(abs(one - middle) <= MARGIN_TOLERANCE for one in ends)
    return middle if near >= WRAPPED_SHARE * len(ends) else None


def width(text: str) -> float:
    """Width of the text in Han characters; a narrow character counts as half."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)


REMEDIES = {
    Verdict.OPEN: 'declare kind = "join" if they belong together, or "paragraph" if not',
    Verdict.LAST: 'declare what is lost ([[missing]]), or kind = "paragraph" if nothing is',
    Verdict.HEADING: 'declare kind = "heading" if it is complete, or "join"',
    Verdict.FULL: 'declare kind = "paragraph" if it ends here, or "join"',
}


def undecided(
    verdict: Verdict, line: Line, following: Line | None, number_of: Callable[[int], int]
) -> Problem:
    tail = f"…{line.text[-QUOTED_TAIL:]}" if len(line.text) > QUOTED_TAIL else line.text
    then = f"; the next begins {quote(following.text)}" if following else ""
    return Problem(
        FILE,
        f"{quote(tail)} {verdict.value}{then}",
        f"{REMEDIES[verdict]}, in source/repairs.toml",
        line=number_of(line.start),
        last_line=number_of(following.start) if following else 0,
    )
