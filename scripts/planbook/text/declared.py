"""Applies declared repairs: a person's decisions, one entry of `repairs.toml` each.

Every entry must match exactly once, and be needed. An entry quotes the text as it reads after the
mechanical repairs of punctuation and blanks.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from os.path import commonprefix
from typing import Literal

from msgspec import Struct

from planbook.fields import Damaged, LineNumber, Mended
from planbook.locales import Bilingual
from planbook.problems import Problem, quote
from planbook.text.journal import Edit

Kind = Literal["typo", "split", "join", "heading", "paragraph"]
FILE = "source/repairs.toml"


class Repair(Struct, frozen=True, forbid_unknown_fields=True):
    """One declaration."""

    kind: Kind
    """`typo`, `split`, `join` change the text; `heading` and `paragraph` say how to read a line."""
    line: LineNumber
    """Line of the source text, counted from 1, on which `before` begins."""
    before: Damaged
    why: Bilingual
    """The reason, for readers of the page on corrections."""
    after: Mended = ""
    """The text after the repair; empty for `heading` and `paragraph`."""

    @property
    def is_reading(self) -> bool:
        return self.kind in ("heading", "paragraph")


def by_line(repairs: Iterable[Repair]) -> dict[int, list[Repair]]:
    """The repairs of each line of the source."""
    found: dict[int, list[Repair]] = {}
    for one in repairs:
        found.setdefault(one.line, []).append(one)
    return found


def reading_of(text: str, readings: Iterable[Repair]) -> Repair | None:
    """The first reading, of those for its source line, that fits a line of the repaired text."""
    return next((one for one in readings if one.before in text), None)


def declared_edits(text: str, repairs: Iterable[Repair]) -> tuple[list[Edit], list[Problem]]:
    """The edits of all repairs on the same text, and the problems of those that do not fit."""
    made: list[tuple[Edit, Repair]] = []
    problems: list[Problem] = []
    starts = line_starts(text)
    for repair in repairs:
        if problem := misfit(text, starts, repair):
            problems.append(problem)
        elif not repair.is_reading:
            at = text.index(repair.before, starts[repair.line - 1])
            made.append((smallest(repair, at), repair))
    problems += overlaps(made)
    return [edit for edit, _ in made], problems


def line_starts(text: str) -> list[int]:
    """Offset of the first character of each line, and the offset after the last line."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def misfit(text: str, starts: list[int], repair: Repair) -> Problem | None:
    """The reason why the repair does not fit the text, or None if it matches exactly once."""

    def problem(found: str, remedy: str) -> Problem:
        return Problem(FILE, f"{repair.kind} of line {repair.line}: {found}", remedy)

    if not 0 < repair.line < len(starts):
        return problem(f"the source has {len(starts) - 2} lines", "correct the line number")
    start, end = starts[repair.line - 1], starts[repair.line]
    line = text[start:end]
    count = line.count(repair.before)
    if "\n" in repair.before:
        # It begins on this line and ends on a later one.
        count = int(text.find(repair.before, start, end + len(repair.before) - 1) >= 0)
    if count == 1:
        return None
    if count > 1:
        return problem(
            f"{quote(repair.before)} appears there {count} times", "quote more of the line"
        )
    if repair.after and repair.after in text:
        return problem("it is not needed: the text already reads like this", "remove the entry")
    first, last = text.find(repair.before), text.rfind(repair.before)
    hint = f"; it is in line {bisect_right(starts, first)}" if 0 <= first == last else ""
    return problem(f"{quote(repair.before)} matches nothing{hint}", f"the line reads {quote(line)}")


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
            found = (
                f"{first.kind} of line {first.line} and {second.kind} of line {second.line}"
                f" change the same place: {quote(first.before)}"
            )
            yield Problem(FILE, found, "combine them into one entry")
