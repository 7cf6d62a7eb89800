"""Finds the parts of a text that are read by rules of their own: the contents, and tables.

Works on the lines of a text that are not blank, before or after its repair. A row of a table is
known by its neighbors, not by itself, and a mark such as 1.1 by its series: so all lines are read
together.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from planbook.characters import squeezed
from planbook.text import grammar, series
from planbook.text.footnotes import notes_of
from planbook.text.grammar import Mark, mended
from planbook.text.onecell import cells_of
from planbook.text.tables import SHORT, rows_of

LISTED = 3
"""Minimum entries of contents without the line 目录."""
MOST = 0.6
"""The share of entries with page numbers, or with their headings in the text, that proves them."""
# The end of a line of the contents with its page number, matched backwards: 第一章 总则……12.
PAGE_BACKWARDS = rf"(?: {grammar.COUNTED_PAGE} | {grammar.ROMAN_PAGE} | \d{{1,3}} )"
PAGED_BACKWARDS = re.compile(rf"{PAGE_BACKWARDS} \s* (?: … | [.．·]{{3}} | \t )", re.VERBOSE)
# A heading so long that one dot is left of the leader, perhaps repaired: 第二章 扩大内需的战略基点.21.
DOTTED_BACKWARDS = re.compile(rf"{PAGE_BACKWARDS} \s* [.．·。]", re.VERBOSE)
MARK_APART = re.compile(
    rf"(?: 第 {grammar.ANY_NUMERAL} . | [\d.．]+ | {grammar.NUMERAL} 、? ) \t", re.VERBOSE
)
"""The mark of an entry, and the tab behind it."""
LAST_PAGE = re.compile(rf"\d | {PAGE_BACKWARDS}", re.VERBOSE)
FIGURE = re.compile(r"附[图圖]")
"""Begins the name of a figure at the end of contents: 附图3 重点任务分布图."""
# Where a line of the contents holds several entries: 第一章 总则第二章 保障.
INNER = re.compile(rf"(?= 第 {grammar.ANY_NUMERAL} (?: 部[分份] | [篇编編章节節] ) )", re.VERBOSE)


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
    notes: tuple[str, ...]
    """The marks with which notes of the original begin; empty for all other lines."""
    entries: tuple[str, ...]
    """The headings that the contents list, without blanks."""


@lru_cache(4)  # each stage asks for it, and most texts do not change between them
def layout_of(lines: tuple[str, ...]) -> Layout:
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
    notes = notes_of(lines, [role is Role.TEXT for role in roles])
    are_marked = [role is Role.TEXT and at not in notes for at, role in enumerate(roles)]
    marks = series.marks_of(lines, are_marked)
    noted = tuple(notes.get(index, "") for index in range(len(lines)))
    return Layout(roles, tuple(marks), noted, entries_of([lines[index] for index in listed]))


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
        if key_of(line) or is_paged(line) or grammar.UNNUMBERED.match(mended(line)):
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
    paged = sum(is_paged(one) for one in entries)
    titles = {squeezed(mended(grammar.entry_of(one))) for one in entries if key_of(one)}
    again = {squeezed(mended(one)) for one in text if key_of(one)} if titles else set()
    return paged >= MOST * len(entries) or (
        len(titles) >= LISTED and len(titles & again) >= MOST * len(titles)
    )


def is_paged(line: str) -> bool:
    """True for an entry with its page number; a line with more tabs is a row of a table."""
    solid = line.strip()
    is_row = solid.count("\t") > 1 + bool(MARK_APART.match(solid))
    return bool(PAGED_BACKWARDS.match(line[::-1])) and not is_row


def key_of(line: str) -> tuple[str, int] | None:
    """Family and number of the mark of an entry or heading."""
    mark = grammar.mark_of(mended(line))
    return (mark.family.name, mark.number) if mark else None


def may_be_entry(
    lines: Sequence[str], index: int, first: tuple[str, int] | None, endings: Collection[str]
) -> bool:
    """True if a line can follow entries, of which the first number and all endings are given."""
    line = mended(lines[index])
    key = key_of(line)
    paged = is_paged(lines[index]) or bool(key and DOTTED_BACKWARDS.match(lines[index][::-1]))
    if key or paged:
        own = grammar.entry_of(line).rstrip("。") if paged else line
        return (not key or key != first) and not set("。！？；") & set(own)
    if (first or endings) and grammar.PREFACE.match(line):
        return False  # contents list a preface first: this is the preface itself
    entry = grammar.entry_of(line)
    if any(one.match(entry) for one in (grammar.UNNUMBERED, grammar.APPENDIX, FIGURE)):
        return entry not in endings
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
    return bool(LAST_PAGE.match(entry.rstrip()[::-1]))
