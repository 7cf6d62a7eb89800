"""Tells what lines without a number may be headings: by their form, and by the series below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Protocol

from planbook.text import grammar, same
from planbook.text.grammar import Mark
from planbook.text.layout import Role

SHORT = 30
"""Maximum characters of such a line, if nothing else shows that it is a heading."""
LOWEST = 6
"""Rank of the lowest family whose series are read like this: 1."""
BOX = 5.5
"""A caption holds the series of lower ranks below it, which begin anew in each box."""
HAN = re.compile("[\u4e00-\u9fff]{2}")
NO_HEADINGS = (re.compile(rf"{grammar.BRACKETED.pattern}$"), grammar.DATE, grammar.NOTE)
"""Dates, notes, and remarks in brackets are often centered or bold."""


class Seen(Protocol):
    """A line with what it is known to be."""

    @property
    def text(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def mark(self) -> Mark | None: ...


def may_head(line: Seen, longest: int = SHORT) -> bool:
    """True for a short line without a number and a stop that is nothing else."""
    text = line.text
    is_text = line.role is Role.TEXT and line.mark is None and len(text) <= longest
    is_other = grammar.is_marked(text) or is_remark(text)
    return is_text and not is_other and grammar.is_heading_form(text) and bool(HAN.search(text))


def is_remark(text: str) -> bool:
    """True for what may look like a heading, and is a date, a note, or a remark in brackets."""
    return any(one.match(text) for one in NO_HEADINGS)


def headings_above(lines: Sequence[Seen], title: str) -> Mapping[int, Mark]:
    """The indices of such lines, each with the first mark of the series below it.

    Wherever a series begins anew without a higher mark before it, there is one such line.
    """
    found: dict[int, Mark] = {}
    for starts in scopes(lines):
        above = [line_above(lines, start, title) for start in starts]
        if len(starts) > 1 and None not in above[1:]:
            pairs = zip(above, starts, strict=True)
            found |= {
                at: mark for at, start in pairs if at is not None and (mark := lines[start].mark)
            }
    return found


def scopes(lines: Sequence[Seen]) -> Iterator[list[int]]:
    """Where the series of one family begin between two higher marks, or parts of a document."""
    starts: dict[float, list[int]] = {}
    top: float = LOWEST
    for at, line in enumerate(lines):
        if mark := line.mark:
            rank = mark.family.rank
            if rank > top:
                continue
            top = LOWEST
            yield from ended(starts, rank)
            if mark.number == 1:
                starts.setdefault(rank, []).append(at)
        elif grammar.APPENDIX.match(line.text) or grammar.UNNUMBERED.match(line.text):
            yield from ended(starts, -1)
        elif grammar.CAPTION.match(line.text):
            top = BOX
    yield from ended(starts, -1)


def ended(starts: dict[float, list[int]], rank: float) -> Iterator[list[int]]:
    """The series below this rank, which are then over."""
    for lower in [one for one in starts if one > rank]:
        yield starts.pop(lower)


def line_above(lines: Sequence[Seen], start: int, title: str) -> int | None:
    """The one line above a series, below the marks before it, that reads like a heading.

    In front of all marks, where titles are, it is the last one.
    """
    between = list(takewhile(lambda at: lines[at].mark is None, range(start - 1, -1, -1)))
    is_front = len(between) == start
    found = [
        at for at in between if may_head(lines[at]) and not (is_front and is_of(lines[at], title))
    ]
    return found[0] if len(found) == 1 or (found and is_front) else None


def is_of(line: Seen, title: str) -> bool:
    return same.bare(line.text) in same.bare(title)
