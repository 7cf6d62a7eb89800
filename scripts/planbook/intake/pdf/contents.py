"""Finds the entries of the contents, which are neither text that goes on nor rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planbook.intake.pdf.glyphs import Box, gap_of
from planbook.intake.pdf.lines import LETTERS, Row, looseness
from planbook.intake.pdf.page import Part, Region
from planbook.text.grammar import CONTENTS, mended
from planbook.text.series import may_be_marked

LEADERS = re.compile(r"[.．·…\-_—]{3,}\s*\d*$|…\s*\d+$")
"""Ends an entry: 第一章　总论……1."""
ENDING = re.compile(r"(?P<title>.*?)(?P<end>[.．·…\-_—\s]*(?P<page>\d{1,3}))$")
APART = 0.3
"""The gap before the number of a page, at least, in characters, where leaders have no room."""
MORE = 60
"""Pages between two entries, at most."""
BROKEN = 2
"""The lines of an entry before the last one, at most, and lines between two entries."""

Pages = Sequence[Sequence[tuple[Part, Box]]]
Place = tuple[int, int, int]
"""A page, a part of it, and a line of that."""


def with_contents(pages: Pages) -> list[list[tuple[Part, Box]]]:
    """The parts of all pages with each entry of the contents as one line, also over a page."""
    changed = dict(entries(list(lines_of(pages))))
    made: list[list[tuple[Part, Box]]] = []
    for page, parts in enumerate(pages):
        made.append([])
        for at, (part, box) in enumerate(parts):
            if isinstance(part, Region):
                found = (changed.get((page, at, n), row) for n, row in enumerate(part.rows))
                if rows := tuple(row for row in found if row):
                    made[-1].append((replace(part, rows=rows), box))
            else:
                made[-1].append((part, box))
    return made


def lines_of(pages: Pages) -> Iterator[tuple[Place, Row]]:
    for page, parts in enumerate(pages):
        for at, (part, _) in enumerate(parts):
            if isinstance(part, Region) and not part.is_notes:
                yield from (((page, at, n), row) for n, row in enumerate(part.rows))


def entries(lines: Sequence[tuple[Place, Row]]) -> Iterator[tuple[Place, Row | None]]:
    """The entries at the places of their last lines, and nothing at those of the lines before."""
    last: int | None = None
    start = 0
    for at, (place, row) in enumerate(lines):
        if CONTENTS.match(mended(row.text)):
            last, start = 0, at + 1
        elif (page := page_of(row, last)) is not None or LEADERS.search(row.text):
            first = start_of(lines, max(start, at - BROKEN), at)
            yield from ((one, None) for one, _ in lines[first:at])
            yield place, whole([one for _, one in lines[first : at + 1]])
            last, start = last if page is None else page, at + 1
        elif last is not None and start == at and is_tail(lines[at - 1 : at + 2], last):
            above, entry = lines[at - 1]
            yield above, whole([entry, row], ENDING.sub(rf"\g<title>{row.text}\g<end>", entry.text))
            yield place, None
            start = at + 1
        elif at - start >= BROKEN:
            last = None


def page_of(row: Row, last: int | None) -> int | None:
    """The page of an entry: a number after leaders, or at the end of a line within the contents."""
    found = ENDING.match(row.text)
    if found is None or not (LEADERS.search(row.text) or last is not None):
        return None
    page = int(found["page"])
    if LEADERS.search(row.text):
        return page
    is_next = last is not None and last <= page <= last + MORE
    return page if is_next and (not found["title"] or is_last(row, len(found["page"]))) else None


def is_last(row: Row, digits: int) -> bool:
    """True for a line whose last digits are apart from its text, or after a single leader."""
    text, before, digit = row.glyphs[:-digits], row.glyphs[-digits - 1], row.glyphs[-digits]
    loose = looseness(text) if len(text) >= LETTERS else 0.0
    return before.char in "·." or gap_of(before, digit) > loose + APART * row.size


def is_tail(lines: Sequence[tuple[Place, Row]], last: int) -> bool:
    """True for the second line of an entry, whose page is beside its first one, above the next entry."""
    if len(lines) < 3:
        return False
    (_, entry), (_, row), (_, below) = lines
    are_own = [may_be_marked(mended(one.text)) for one in (entry, row, below)]
    is_between = not LEADERS.search(entry.text) and page_of(below, last) is not None
    return are_own == [True, False, True] and is_between and entry.box.left <= row.box.left + 1


def start_of(lines: Sequence[tuple[Place, Row]], first: int, last: int) -> int:
    """Where an entry begins: at its mark, or at the line before leaders that are alone."""
    end = lines[last][1]
    is_own = [may_be_marked(mended(row.text)) for _, row in lines[first : last + 1]]
    if is_own[-1]:
        return last
    wide = ((at, row) for at, (_, row) in enumerate(lines[first:last], first) if is_own[at - first])
    begun = [at for at, row in wide if row.box.right > (row.box.left + end.box.right) / 2]
    is_bare = re.fullmatch(r"[.．·…\-_—\s\d]*", end.text)
    return begun[-1] if begun else max(first, last - 1) if is_bare else last


def whole(rows: Sequence[Row], text: str = "") -> Row:
    """An entry of several lines as one, without cells."""
    first, last = rows[0], rows[-1]
    text = text or "".join(row.text for row in rows)
    glyphs = tuple(glyph for row in rows for glyph in row.glyphs)
    box = last.box._replace(left=first.box.left)
    return replace(
        last, text=text, box=box, cells=((text, box.left, box.right),), glyphs=glyphs, is_entry=True
    )
