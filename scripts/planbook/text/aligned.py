"""Finds the columns of a table whose cells begin below each other, as blanks in plain text align them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from unicodedata import east_asian_width

FEWEST = 3
"""Rows that show where columns begin."""
BLANK = re.compile(r"(?<=\S)[ \u00a0](?=\S)")
Gaps = Sequence[re.Match[str]]
Tabs = list[tuple[int, str, int]]
"""The offsets of gaps in a line, what they are, and the columns that each passes."""


def tabs_of(lines: Sequence[str], gaps: Sequence[Gaps]) -> list[Tabs] | None:
    """The gaps of rows below each other, with the one at the end of a row; None if nothing is aligned.

    A gap at the beginning of a row passes its empty cells, and one at its end as well. Programs give
    signs such as “ one width or two: either may align them.
    """
    for wide in ("WF", "WFA"):
        places = [places_in(line, wide) for line in lines]
        rows = [starts_of(own, its) for own, its in zip(places, gaps, strict=True)]
        if columns := columns_of(rows):
            whole = zip(lines, gaps, places, strict=True)
            return [passed(line, its, own, columns) for line, its, own in whole]
    return None


def places_in(line: str, wide: str) -> list[int]:
    """Where each character of a line is, and the end of the line, in half-width characters."""
    widths = (2 if east_asian_width(char) in wide else 1 for char in line)
    return list(accumulate(widths, initial=0))


def starts_of(places: Sequence[int], gaps: Gaps) -> list[int]:
    """Where the cells of a row begin."""
    own = [] if gaps and gaps[0].start() == 0 else [0]
    return [*own, *(places[one.end()] for one in gaps)]


def columns_of(rows: Sequence[Sequence[int]]) -> list[int]:
    """Where the columns begin, if no row shows otherwise: as many as the fullest row has cells."""
    counts = Counter(start for row in rows for start in row)
    are_usual = len(rows) >= FEWEST and min(counts.values()) > 1
    is_full = len(counts) == max(map(len, rows), default=0)
    return sorted(counts) if are_usual and is_full else []


def passed(line: str, gaps: Gaps, places: Sequence[int], columns: Sequence[int]) -> Tabs:
    """The same for one row. One blank is a gap where a full cell leaves no more of it."""
    numbers = {start: number for number, start in enumerate(columns)}
    free = numbers.keys() - set(starts_of(places, gaps))
    singles = (one for one in BLANK.finditer(line) if places[one.end()] in free)
    found, at = list[tuple[int, str, int]](), 0
    for one in sorted([*gaps, *singles], key=lambda one: one.start()):
        own = numbers[places[one.end()]]
        found.append((one.start(), one[0], own - at))
        at = own
    rest = len(columns) - 1 - at
    return [*found, (len(line.rstrip()), "", rest)] if rest else found
