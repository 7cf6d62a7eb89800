"""Finds the parts of a text that are read by rules of their own: the contents, and tables.

Works on the lines of a text that are not blank, before or after its repair. A row of a table is
known by its neighbors, not by itself, and a mark such as 1.1 by its series: so all lines are read
together.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from planbook.text import grammar, series
from planbook.text.grammar import Mark, mended

SHORT = 40
"""Maximum characters of a cell alone on its line, and of a wrapped piece of one."""
FEW = 6
"""Maximum characters of a last cell that ends with a full stop."""
CELLS = 4
"""Minimum lines under the caption of a table that are taken for its cells."""
PIECES = 3
"""Maximum lines without a tab, one after the other, between two rows."""
AMOUNTS = 3
"""Minimum numbers among the lines below the caption of a box that are taken for cells."""
# Without the tab, two numbers would become another one.
PARTED = re.compile(r"\d\t+\d")
LISTED = 3
"""Minimum entries of contents without the line 目录."""
MOST = 0.6
"""The share of entries with page numbers, or with their headings in the text, that proves them."""
# A line of the contents with its page number: 第一章 总则……12.
PAGED = re.compile(r"(?: …+ | [.．·]{3,} | \t ) \s* \d{1,3} $", re.VERBOSE)
# Where a line of the contents holds several entries: 第一章 总则第二章 保障.
INNER = re.compile(
    rf"(?= 第 (?: {grammar.NUMERAL} | \d{{1,3}} ) (?: 部分 | [篇编編章节節] ) )", re.VERBOSE
)


class Role(Enum):
    """What a line is part of."""

    TEXT = "headings and paragraphs"
    CONTENTS = "the table of contents"
    ROW = "a row of a table"
    CELL = "a table with one cell a line"


@dataclass(frozen=True, slots=True)
class Layout:
    """The roles and marks of all lines."""

    roles: tuple[Role, ...]
    marks: tuple[Mark | None, ...]
    entries: tuple[str, ...]
    """The headings that the contents list, without blanks."""


def layout_of(lines: Sequence[str]) -> Layout:
    """The layout of lines without page marks and outer blanks; tabs at their ends may count."""
    listed = contents_range(lines)
    rows = rows_of(lines)
    cells = cells_of(lines, rows)
    roles = tuple(
        Role.CONTENTS if index in listed
        else Role.ROW if index in rows
        else Role.CELL if index in cells
        else Role.TEXT
        for index in range(len(lines))
    )  # fmt: skip
    marks = series.marks_of(lines, [role is Role.TEXT for role in roles])
    return Layout(roles, tuple(marks), entries_of([lines[index] for index in listed]))


# --- the contents


def contents_range(lines: Sequence[str]) -> range:
    """Indices of the table of contents: its title and its entries.

    It ends where its first numbered entry appears again, or where a line cannot be an entry. Empty
    if there is none, or if its first entry does not appear again.
    """
    for start, line in enumerate(lines[:-1]):
        if grammar.CONTENTS.match(line):
            end, first = entries_from(lines, start + 1)
            if first and any(key_of(one) == first for one in lines[end:]):
                return range(start, end)
    return untitled_contents(lines)


def entries_from(lines: Sequence[str], start: int) -> tuple[int, tuple[str, int] | None]:
    """Where a run of entries ends, and the key of its first numbered one."""
    end, first, endings = start, None, set[str]()
    while end < len(lines) and may_be_entry(lines, end, first, endings):
        first = first or key_of(lines[end])
        endings.update(endings_of(grammar.entry_of(lines[end])))
        end += 1
    return end, first


def endings_of(entry: str) -> Iterator[str]:
    """Everything that the entry ends with, within the length of a title."""
    return (entry[at:] for at in range(max(0, len(entry) - SHORT), len(entry)))


def untitled_contents(lines: Sequence[str]) -> range:
    """The same without the line 目录: the first headings, if they have page numbers or come again."""
    end = 0
    for start, line in enumerate(lines):
        if start < end:
            continue
        if key_of(line) or PAGED.search(line) or grammar.UNNUMBERED.match(mended(line)):
            end, first = entries_from(lines, start)
            if is_listing(lines[start:end], lines[end:]):
                return range(start, end)
            if first or key_of(line):
                break
    return range(0)


def is_listing(entries: Sequence[str], text: Sequence[str]) -> bool:
    """True if most lines have page numbers, or most headings among them come again in the text."""
    if len(entries) < LISTED:
        return False
    paged = sum(bool(PAGED.search(one)) for one in entries)
    titles = {grammar.squeezed(mended(grammar.entry_of(one))) for one in entries if key_of(one)}
    again = {grammar.squeezed(mended(one)) for one in text if key_of(one)} if titles else set()
    return paged >= MOST * len(entries) or (
        len(titles) >= LISTED and len(titles & again) >= MOST * len(titles)
    )


def key_of(line: str) -> tuple[str, int] | None:
    """Family and number of the mark of an entry or heading."""
    mark = grammar.mark_of(mended(line))
    return (mark.family.name, mark.number) if mark else None


def may_be_entry(
    lines: Sequence[str], index: int, first: tuple[str, int] | None, endings: Container[str]
) -> bool:
    """True if a line can follow entries, of which the first number and all endings are given."""
    line = mended(lines[index])
    key = key_of(line)
    if key or PAGED.search(lines[index]):
        return (not key or key != first) and not set("。！？；") & set(line)
    if grammar.UNNUMBERED.match(line) or grammar.APPENDIX.match(grammar.entry_of(line)):
        return grammar.entry_of(line) not in endings
    following = key_of(lines[index + 1]) if index + 1 < len(lines) else None
    # The second half of an entry that was too long for its line.
    return bool(first and len(line) <= SHORT and grammar.is_open(line)) and following not in (
        None,
        first,
    )


def entries_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The headings that the contents list, each whole: lines are split and joined at marks."""
    pieces: list[str] = []
    is_titled = bool(lines and grammar.CONTENTS.match(lines[0]))
    for line in lines[is_titled:]:
        for piece in filter(str.strip, INNER.split(line)):
            if pieces and not grammar.is_marked(mended(piece)) and not has_page(pieces[-1]):
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return tuple(map(grammar.entry_of, pieces))


def has_page(entry: str) -> bool:
    return entry.rstrip()[-1:].isdigit()


# --- tables


def rows_of(lines: Sequence[str]) -> set[int]:
    """Indices of the rows of tables.

    A line with a tab inside is a row if it is next to another one, or below a caption. A line that
    begins with a mark is one only next to a row without a mark, or below a caption. Between two
    rows, and between a caption and a row, a short line is a piece of a wrapped cell.
    """
    rows: set[int] = set()
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (has_cells(lines[end]) or is_bare_cell(lines, start, end)):
            end += 1
        run = range(start, end)
        plain = [index for index in run if not grammar.is_marked(mended(lines[index]))]
        captioned = start > 0 and opens_table(lines[start - 1])
        if run and (captioned or (len(run) > 1 and plain) or PARTED.search(lines[start])):
            rows.update(run)
        start = max(end, start + 1)
    return rows


def is_bare_cell(lines: Sequence[str], start: int, index: int) -> bool:
    """True for a piece of a wrapped cell, or a row whose first cells are empty."""
    line = lines[index]
    if index > start and line.startswith("\t"):
        return len(line) <= SHORT  # Its first cells are empty.
    within = index > start or (index > 0 and opens_table(lines[index - 1]))
    return within and is_piece(line) and leads_to_row(lines, index)


def is_piece(line: str) -> bool:
    is_other = grammar.is_marked(mended(line)) or grammar.NOTE.match(line)
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
    """True if the line has a tab inside; the one between a mark and its heading does not count."""
    solid = line.strip()
    if solid.startswith("|"):
        return grammar.is_row(solid)
    if "\t" not in solid:
        return False
    plain = mended(solid)
    if mark := grammar.mark_of(plain):
        return "\t" in plain[len(mark.text) :].strip()
    return not (grammar.is_marked(plain) or grammar.is_marked(solid))


def opens_table(line: str) -> bool:
    found = grammar.CAPTION.match(mended(line).strip())
    return bool(found and not found["kind"].endswith("图"))


def cells_of(lines: Sequence[str], rows: set[int]) -> set[int]:
    """Indices of the cells of tables that have one cell a line, below a caption."""
    cells: set[int] = set()
    for index, line in enumerate(lines):
        found = grammar.CAPTION.match(mended(line).strip())
        if found and not found["kind"].endswith("图") and index + 1 not in rows:
            end = index + 1
            while end < len(lines) and is_cell(lines[end]):
                end += 1
            amounts = sum(one[:1].isdigit() for one in lines[index + 1 : end])
            is_table = found["kind"].endswith("表") or amounts >= AMOUNTS
            if end - index > CELLS and is_table:
                cells.update(range(index + 1, end))
    return cells


def is_cell(line: str) -> bool:
    return (
        len(line) <= SHORT
        and (grammar.is_open(line) or len(line) <= FEW)
        and not grammar.is_marked(mended(line))
        and not grammar.NOTE.match(line)
    )
