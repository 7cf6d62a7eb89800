"""Finds the rows of tables among the lines of a text, whose cells are parted by tabs or bars."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from operator import itemgetter

from planbook.text import grammar, series
from planbook.text.cells import TYPED, Kind, head_kind, kind_of
from planbook.text.grammar import Mark, mended

SHORT = 40
"""Maximum characters of a cell alone on its line, and of a wrapped piece of one."""
PIECES = 3
"""Maximum lines without a tab, one after the other, between two rows."""
FAR = 200
"""Maximum lines, or headings, on either side that tell whether a mark is of a table or the text."""
YEAR = re.compile(r"(?:19|20)\d\d年")
NARROW = 2
"""So few columns below each other, without a caption, hardly prove a table."""
COUNTERS = ("序号", "编号", "序", "次序", "项次")
"""The head of the column of serial numbers."""
COVERING = re.compile(r"(?:指标)?(?:类[别型]|分类)|领域|板块|方面|维度|[一二]级指标|地市|市（州）")
"""Heads a column whose cells cover several rows: 类别, 领域, 一级指标."""
# Without the tab, two numbers would become another one.
PARTED = re.compile(r"\d\t+\d")


def rows_of(lines: Sequence[str]) -> set[int]:
    """Indices of the rows of tables.

    A line with a tab inside is a row if it is next to another one, or below a caption. A line that
    begins with a mark is one only next to a row without a mark, or below a caption. Between two
    rows, and between a caption and a row, a short line is a piece of a wrapped cell. A line with one
    cell may be a row that spans the table.
    """
    text, start = Around.of(lines), 0
    while start < len(lines):
        end = start
        while end < len(lines) and (
            has_cells(lines[end]) or is_bare_cell(text, start, end) or is_spanning(text, start, end)
        ):
            end += 1
        run = range(start, end)
        plain = [index for index in run if not is_numbered(lines[index])]
        several = len(run) > 1 and plain
        if run and (several or grammar.is_captioned(lines, start) or PARTED.search(lines[start])):
            text.rows.update(run)
        start = max(end, start + 1)
    return text.rows


def is_numbered(line: str) -> bool:
    """True for a line that may be a heading, though it has a tab: 一、 总则, 1.1 目的."""
    return bool(grammar.NUMBERED.fullmatch(line.strip())) or grammar.is_marked(mended(line))


@dataclass(frozen=True, slots=True)
class Around:
    """The lines of a text, with what all of them show."""

    lines: Sequence[str]
    is_indented: bool
    """True if a tab begins paragraphs, so that it hardly stands for an empty cell."""
    is_padded: bool
    """True if tabs end headings too, so that none stands for an empty cell there."""
    marks: Sequence[tuple[int, Mark]]
    """The marks of the lines that may be headings, by index."""
    rows: set[int]
    """The rows that have been found."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> Around:
        is_indented = any(
            line.startswith("\t") and "\t" not in line.strip() and "\t" not in before
            for before, line in pairwise(lines)
        )
        tails = (line for line in lines if line.endswith("\t") and "\t" not in line.strip())
        is_padded = any(grammar.is_marked(mended(line)) for line in tails)
        bare = (index for index, line in enumerate(lines) if "\t" not in line)
        marked = ((index, grammar.mark_of(mended(lines[index]))) for index in bare)
        marks = [(index, mark) for index, mark in marked if mark]
        return cls(lines, is_indented, is_padded, marks, set())

    def number_after(self, mark: Mark, index: int) -> int:
        """The number that goes on the series of headings before a line."""
        end = bisect_left(self.marks, index, key=itemgetter(0))
        before = (
            one for at, one in reversed(self.marks[max(0, end - FAR) : end]) if at not in self.rows
        )
        found = next((one for one in before if one.family.rank <= mark.family.rank), None)
        return found.number + 1 if found and found.family.name == mark.family.name else 1

    def next_number(self, mark: Mark, index: int) -> int:
        """The number of the next heading of the family; 0 if its series ends there.

        A line above a row may be in the table itself.
        """
        start = bisect_right(self.marks, index, key=itemgetter(0))
        after = (
            one
            for at, one in self.marks[start : start + FAR]
            if not any(map(has_cells, self.lines[at + 1 : at + 2]))
        )
        found = next((one for one in after if one.family.rank <= mark.family.rank), None)
        return found.number if found and found.family.name == mark.family.name else 0


def is_bare_cell(text: Around, start: int, index: int) -> bool:
    """True for a piece of a wrapped cell, or a row with nothing but its first cell, or its last ones."""
    lines, line = text.lines, text.lines[index]
    if index > start and line.endswith("\t") and line.count("\t") == lines[index - 1].count("\t"):
        return not (text.is_padded or grammar.is_marked(mended(line)))
    if index > start and line.startswith("\t"):  # Its first cells are empty.
        is_even = line.count("\t") == lines[index - 1].count("\t") and not text.is_indented
        return len(line) <= SHORT or is_even or leads_to_row(lines, index)
    is_within = is_piece(line) and leads_to_row(lines, index)
    return is_within and (index > start or grammar.is_captioned(lines, index))


def is_piece(line: str) -> bool:
    plain = mended(line)
    is_other = grammar.is_marked(plain) or grammar.NOTE.match(plain) or series.group_of(plain)
    return len(line) <= SHORT and grammar.is_open(line) and not is_other


def leads_to_row(lines: Sequence[str], index: int) -> bool:
    """True if a row follows the line, after a few more pieces at most."""
    for following in lines[index + 1 : index + 1 + PIECES]:
        if has_cells(following) or following.startswith("\t"):
            return True
        if not is_piece(following):
            return False
    return False


def has_cells(line: str) -> bool:
    """True if the line has a tab inside; the one between a mark and its text does not count."""
    solid = line.strip()
    if solid.startswith("|"):
        return grammar.is_row(solid)
    if "\t" not in solid:
        return False
    plain = mended(solid)
    if mark := grammar.mark_of(plain):
        return "\t" in plain[len(mark.text) :].strip()
    if solid[0] in grammar.BULLETS:
        return "\t" in solid[1:].strip()
    return not (grammar.is_marked(plain) or grammar.is_marked(solid))


# --- rows with one cell


def is_spanning(text: Around, start: int, index: int) -> bool:
    """True for a row with one cell: the name of a group (（一）经济发展), or a sentence.

    Tabs for its empty cells prove it. Without them, the row after it goes on with the columns of
    the rows before it, and its number, if it has one, does not belong to the headings.
    """
    line = text.lines[index]
    if index == start and not line.endswith("\t"):
        return False
    if grammar.NOTE.match(mended(line)):
        return False
    if line.endswith("\t") and line.strip():
        beside = text.lines[max(start, index - PIECES) : index + 1 + PIECES]
        return any(has_cells(one) and one.count("\t") == line.count("\t") for one in beside)
    return index > start and "\t" not in line and is_among_rows(text, start, index)


def is_among_rows(text: Around, start: int, index: int) -> bool:
    """The same for a line without tabs, of a table that starts earlier."""
    found, plain = next_row(text.lines, index), mended(text.lines[index])
    near = {*range(start, min(index, start + PIECES)), *range(max(start, index - PIECES), index)}
    even = [one for one in sorted(near) if text.lines[one].count("\t") == found.count("\t")]
    above = [cells(text.lines[one]) for one in even]
    if "\t" not in found or not above or repeats_head(above[0], cells(found)):
        return False
    if grammar.CONTINUED.match(plain):
        return True
    if grammar.BULLET.match(plain) or grammar.CAPTION.match(plain):
        return False
    captioned = grammar.is_captioned(text.lines, start)
    decided = by_order(text, start, index)
    if captioned and len(above) == 1:  # Nothing but its head is no table.
        decided = True
    is_table = captioned or len(above[0]) > NARROW
    if decided is None:
        row = cells(found)
        return is_table and (keeps_kinds(above, row) or are_texts([*above[1:], row]))
    return decided


def next_row(lines: Sequence[str], index: int) -> str:
    """The row after a line, or after the name of a smaller group below it; empty if none follows."""
    following = lines[index + 1 : index + 1 + PIECES]
    at = next((at for at, one in enumerate(following) if has_cells(one)), len(following))
    is_near = all(series.group_of(mended(one)) for one in following[:at])
    return following[at] if is_near and at < len(following) else ""


def cells(row: str) -> list[str]:
    return [one.strip() for one in row.split("\t")]


def covered(head: Sequence[str], lost: int) -> tuple[int, ...]:
    """The columns of so many lost cells, if cells above cover them: those of the groups, 类别 first."""
    first = bool(head) and head[0] in COUNTERS
    groups = takewhile(lambda at: COVERING.fullmatch(head[at]), range(first, len(head)))
    found = (*islice(groups, max(0, lost)),)
    return found if len(found) == lost else ()


def repeats_head(head: Sequence[str], row: Sequence[str]) -> bool:
    """True if a row is the head of another table, or of the next part of one."""
    pairs = zip(head, row, strict=True)
    same = any(a == b and kind_of(a) is Kind.TEXT for a, b in pairs if a)
    return same or any(map(YEAR.fullmatch, row))


def keeps_kinds(above: Sequence[Sequence[str]], row: Sequence[str]) -> bool:
    """True if a row has an amount, or a status, below others of its kind."""
    head, *rows = above
    over = map(kind_of, rows[-1]) if rows else map(head_kind, head)
    return any(
        kind in TYPED and kind_of(cell) is kind
        for cell, kind in zip(row, over, strict=True)
        if cell
    )


def are_texts(rows: Sequence[Sequence[str]]) -> bool:
    """True if no row has a number or a status: nothing but its columns shows what goes on."""
    return not any(kind_of(cell) in TYPED for row in rows for cell in row if cell)


def by_order(text: Around, start: int, index: int) -> bool | None:
    """Whether the order of the numbers makes a line a row of the table that starts there.

    None if it does not tell. The headings of the text go on after the table as if it were not there.
    """
    mark = series.group_of(mended(text.lines[index]))
    if mark is None:
        return None
    if mark.family.rank <= grammar.TITLED:  # No group is called 第一章.
        return False
    lines = text.lines[max(start, index - FAR) : index]
    groups = filter(None, map(series.group_of, map(mended, lines)))
    last = [one.number for one in groups if one.family == mark.family]
    if last and last[-1] == mark.number - 1:
        return True
    expected = text.number_after(mark, start)
    if mark.number != expected:
        return True
    if following := text.next_number(mark, index):
        return following == expected
    return None if expected == 1 else False
