"""Applies declared repairs: a person's decisions, one entry of `repairs.toml` each.

Every entry must match exactly once, and be needed. An entry quotes the text as it reads after the
mechanical repairs of punctuation and blanks.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from math import inf
from os.path import commonprefix
from typing import Literal, Protocol

from msgspec import Struct, field

from planbook.characters import squeezed
from planbook.fields import Count, Damaged, LineNumber, Mended
from planbook.fields import Line as OneLine
from planbook.locales import Bilingual
from planbook.problems import Problem, quote
from planbook.text import answers
from planbook.text.journal import Edit

Kind = Literal["typo", "split", "join", "omit", "heading", "paragraph", "item", "table", "contents"]
READINGS = ("heading", "paragraph", "item", "table", "contents")
"""Kinds that leave the text as it is."""
FILE = "source/repairs.toml"
BEYOND = 4
"""Times the length of a quotation that is read of the following lines, whatever their blanks."""
MOST_LINES = 10_000
"""Maximum lines for which a reading holds."""


PIECE = re.compile(r"\S+(?:(?:[ \u00a0\u3000\u2003]|\t+)\S+)*")
"""What is between two wide blanks."""
AT = "(at)"
"""The line on which an entry begins; no file says it, since its reader adds it."""


class Repair(Struct, frozen=True, forbid_unknown_fields=True):
    """One declaration."""

    kind: Kind
    """`typo`, `split`, `join`, `omit` change the text; the others say how to read a line.

    `heading` and `paragraph`: a line is one, though it does not look like it. `item`: it belongs to
    the box above it. `table`: the lines under this caption are its cells. `contents`: this entry
    differs from its heading, and stays.
    """
    line: LineNumber
    """Line of the source text, counted from 1, on which `before` begins."""
    before: Damaged
    why: Bilingual
    """The reason, for readers of the page on corrections."""
    after: Mended = ""
    """The text after the repair; empty for readings, and for what is omitted."""
    last: Count = 0
    """For `omit` and readings: the last line for which it holds; 0 for `line` alone."""
    columns: Count = 0
    """For `table`: the number of its columns; 0 leaves the cells one below the other."""
    level: Count = 0
    """For a `heading` without a number: its level, from 1 for the highest; 0 leaves it to the text."""
    lone: Literal["", "row", "label"] = ""
    """For `table`: whether a line with one cell is a row, or half a label, where that is open."""
    at: Count = field(default=0, name=AT)

    @property
    def is_reading(self) -> bool:
        return self.kind in READINGS


class Family(Struct, frozen=True, forbid_unknown_fields=True):
    """How to read all lines that begin with marks of one kind, where their form leaves it open."""

    mark: OneLine
    """The first mark of the kind: `（一）`, `1.`, `1.1`."""
    reads: Literal["heading", "item", "paragraph"]
    """`heading`: the first sentence of the line is one, and the rest is text under it. `item`: the
    line is a list item, or a paragraph with a number. `paragraph`: the mark means nothing."""
    why: Bilingual
    line: LineNumber = 1
    """First line of the source for which this holds."""
    last: Count = 0
    """Last line; 0 for the end of the text."""
    numbers: Literal["", "continue"] = ""
    """`continue`: they go on over the headings above them, and do not begin again at 1."""
    lone: Literal["", "join", "omit"] = ""
    """For marks alone on their lines: `join` them with the next line, or `omit` them."""
    at: Count = field(default=0, name=AT)

    @property
    def size(self) -> float:
        """The number of lines for which it holds."""
        return self.last - self.line + 1 if self.last else inf

    def covers(self, line: int) -> bool:
        return self.line <= line and (not self.last or line <= self.last)


Way = Literal["sentences", "broken", "flowing"]


class TextReading(Struct, frozen=True, forbid_unknown_fields=True):
    """How to read the whole text."""

    lines: Way
    """`sentences`: each line is one or several, whether or not it ends with a full stop. `broken`: a
    line that ends inside a sentence goes on in the next one, whatever its length. `flowing`: so does
    a full line that ends a sentence."""
    why: Bilingual
    at: Count = field(default=0, name=AT)


def by_line(repairs: Iterable[Repair]) -> dict[int, list[Repair]]:
    """The repairs of each line of the source, as the file orders them; one may hold for several."""
    found: dict[int, list[Repair]] = {}
    for one in sorted(repairs, key=lambda one: (one.at, one.line, one.kind, one.before)):
        for line in range(one.line, max(one.line, min(one.last, one.line + MOST_LINES)) + 1):
            found.setdefault(line, []).append(one)
    return found


def reading_of(text: str, line: int, readings: dict[int, list[Repair]]) -> Repair | None:
    """The first reading that fits a line of the repaired text, which is from this source line."""
    return next(readings_of(text, line, readings), None)


def readings_of(text: str, line: int, readings: dict[int, list[Repair]]) -> Iterator[Repair]:
    """All that fit, those that quote its beginning first: a heading may also differ from the contents.

    A number is no part of a text: 24 is none of 新建设施24处, beside it on its line.
    """
    fitting = [one for one in readings.get(line, ()) if one.line < line or one.before in text]
    begin = [one for one in fitting if text.startswith(one.before)]
    others = (one for one in fitting if one not in begin)
    yield from begin
    yield from (one for one in others if one.line < line or not one.before.isdecimal())


def declared_edits(
    text: str, repairs: Iterable[Repair], number_of: Callable[[int], int]
) -> tuple[list[Edit], list[Problem]]:
    """The edits of all repairs on the same text, and the problems of those that do not fit.

    `number_of` gives the source line of an offset.
    """
    made: list[tuple[Edit, Repair]] = []
    problems: list[Problem] = []
    starts = line_starts(text, number_of)
    for repair in repairs:
        if problem := misfit(text, starts, repair):
            problems.append(problem)
        elif not repair.is_reading:
            at = text.index(repair.before, starts[repair.line - 1])
            edit = omission(text, starts, repair) if repair.kind == "omit" else smallest(repair, at)
            made.append((edit, repair))
    problems += overlaps(made)
    return [edit for edit, _ in made], problems


def line_starts(text: str, number_of: Callable[[int], int]) -> list[int]:
    """Offset of the first character of each line of the source, and the offset after the last.

    A line of the source may have become several.
    """
    starts = [0]
    at = 0
    for line in text.split("\n"):
        if at and number_of(at) > len(starts):
            starts.append(at)
        at += len(line) + 1
    return [*starts, at]


def omission(text: str, starts: list[int], repair: Repair) -> Edit:
    """The edit that leaves out whole lines; their number stays, so that others keep theirs.

    Of a line whose pieces wide blanks part, it leaves out the one that is quoted.
    """
    last = min(max(repair.last, repair.line), len(starts) - 1)
    start, end = starts[repair.line - 1], min(starts[last], len(text) + 1) - 1
    if last == repair.line and len(found := pieces(text[start:end], repair.before)) == 1:
        start, end = start + found[0].start(), start + found[0].end()
    return Edit(repair.kind, start, text[start:end], "")


def pieces(line: str, before: str) -> list[re.Match[str]]:
    """The pieces of a line that read or begin so; what begins the line itself has to be one."""
    found = list(PIECE.finditer(line))
    return [
        one
        for one in found
        if one[0] == before or (one is not found[0] and one[0].startswith(before))
    ]


def misfit(text: str, starts: list[int], repair: Repair) -> Problem | None:
    """The reason why the repair does not fit the text, or None if it matches exactly once."""

    def problem(found: str, remedy: str) -> Problem:
        return misplaced(f"{named(repair)}: {found}", remedy, repair)

    if not 0 < repair.line < len(starts):
        return problem(f"the source has {len(starts) - 2} lines", "correct the line number")
    start, end = starts[repair.line - 1], starts[repair.line]
    line = text[start:end]
    count = line.count(repair.before)
    if repair.kind == "omit" and len(pieces(line, repair.before)) == 1:
        count = 1
    elif repair.is_reading:
        count = times_read(text, start, end, repair.before)
    elif "\n" in repair.before:
        # It begins on this line and ends on a later one.
        count = int(text.find(repair.before, start, end + len(repair.before) - 1) >= 0)
    if count == 1:
        return None
    if count > 1:
        return problem(
            f"{quote(repair.before)} appears there {count} times", "quote more of the line"
        )
    if repair.kind != "omit" and repair.after and repair.after in text:
        return problem("it is not needed: the text already reads like this", "remove the entry")
    first, last = text.find(repair.before), text.rfind(repair.before)
    hint = f"; it is in line {bisect_right(starts, first)}" if 0 <= first == last else ""
    return problem(f"{quote(repair.before)} matches nothing{hint}", f"the line reads {quote(line)}")


def times_read(text: str, start: int, end: int, before: str) -> int:
    """How often a line of the source reads like this, blanks and ends of lines aside.

    An answer quotes the line as repaired, to which the next may have been joined; or what is
    between two blanks, which other text on the line may repeat.
    """
    if text[start:end].split().count(before) == 1:
        return 1
    wanted, line = squeezed(before), squeezed(text[start:end])
    beyond = squeezed(text[end : end + BEYOND * len(before)])[: max(0, len(wanted) - 1)]
    return (line + beyond).count(wanted)


def smallest(repair: Repair, at: int) -> Edit:
    """The one edit from `before` to `after`, without their common ends."""
    prefix = len(commonprefix([repair.before, repair.after]))  # noqa: RUF071 - of characters
    rest = min(len(repair.before), len(repair.after)) - prefix
    suffix = len(commonprefix([repair.before[::-1], repair.after[::-1]])[:rest])  # noqa: RUF071
    before = repair.before[prefix : len(repair.before) - suffix]
    after = repair.after[prefix : len(repair.after) - suffix]
    return Edit(repair.kind, at + prefix, before, after)


def overlaps(made: list[tuple[Edit, Repair]]) -> Iterator[Problem]:
    ordered = sorted(made, key=lambda pair: pair[0].start)
    for (one, first), (other, second) in pairwise(ordered):
        if other.start < one.start + max(1, len(one.before)):
            newer, older = sorted((first, second), key=lambda one: -one.at)
            found = (
                f"{named(newer)} and {named(older)} change the same place: {quote(first.before)}"
            )
            yield misplaced(found, "combine them into one entry", newer, older)


def named(entry: Repair) -> str:
    return f"{entry.kind} of line {entry.line}"


class Entry(Protocol):
    """An entry of the file that can be taken back."""

    @property
    def at(self) -> int: ...


def misplaced(found: str, remedy: str, *entries: Entry) -> Problem:
    """The question about entries of the file that do not fit: which of them to take back."""
    ways = tuple(answers.take_back(one.at, described(one)) for one in entries if one.at)
    return Problem(FILE, found, remedy, line=entries[0].at, answers=ways)


def described(entry: Entry) -> str:
    if isinstance(entry, Repair):
        return f"{named(entry)}, {quote(entry.before)}"
    return f"family {entry.mark}" if isinstance(entry, Family) else "this entry"
