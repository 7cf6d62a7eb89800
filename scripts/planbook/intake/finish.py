"""Finishes what a reader has found in a file: its edges, its notes, and its lines."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from planbook.intake.form import SMALL, Block, Grid, Left, Line, Taken, stacks_of, written
from planbook.intake.furniture import DETAILS, trimmed, words
from planbook.intake.provenance import numbers_above, provenance_of
from planbook.problems import named
from planbook.text.cells import Kind, kind_of
from planbook.text.grammar import RAISED

DIGITS = rf"(?P<digits>[0-9{RAISED}]{{1,3}})"
BRACKETED = r"[\[［【〔]\s?{}\s?[\]］】〕]"
NOTE = re.compile(rf"(?:(?P<raised>[{RAISED}]+)|{BRACKETED.format(DIGITS)})\s*(?=\S)")
"""Begins a note: ¹, [1]. A circled number as often begins an item of a list, so it stays where it is."""
REFERENCE = re.compile(rf"(?<=[^\s{RAISED}])(?:(?P<raised>[{RAISED}]+)|{BRACKETED.format(DIGITS)})")
BACK = re.compile(r"[↑^]\s*")
"""Begins a note on a page: the way back to the text."""
BACK_AT_END = "↩↑^\ufe0e"
NAMED = 5
"""Maximum cells that a warning names."""
TITLE = re.compile(r"(?:注\s*释|脚\s*注|尾\s*注|附\s*注|注\s*解|注)\s*[：:]?")


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader has found in a file, before it is finished."""

    kind: str
    blocks: Iterable[Block]
    left: Iterable[Left] = ()
    warnings: Iterable[str] = ()
    numbers: Iterable[str] = ()
    metas: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself outside its text, by names in lower case."""
    blanks: bool = False
    """True if blank lines are kept."""


def taken(read: Read) -> Taken:
    """What was read, with its text written.

    Without what belongs to a site or a paper at its ends, and with each note after the paragraph
    that it belongs to.
    """
    kept, site = trimmed(list(read.blocks))
    whole, heads = with_whole_tables(kept)
    noted, titles = placed(whole)
    left = (*read.left, *site, *heads, *titles)
    text, headings = written(noted, blanks=read.blanks)
    text = text.rstrip("\n") + "\n" if read.blanks else text
    said = (one.text for one in left if one.kind == DETAILS)
    provenance = provenance_of((*said, *numbers_above(text)), read.metas)
    warnings = (*read.warnings, *unclear(noted))
    return Taken(read.kind, text, headings, left, warnings, tuple(read.numbers), provenance)


def unclear(blocks: Iterable[Block]) -> Iterator[str]:
    """What the text does not show of the tables of the original."""
    grids = [one for one in blocks if isinstance(one, Grid)]
    wide = [one for grid in grids for one in grid.wide]
    stacks = [one for grid in grids for one in stacks_of(grid)]
    for found, said in (
        (wide, "values that cover several columns of a table are in the first of them"),
        (stacks, "several numbers in one cell of a table are on one line"),
    ):
        if found:
            cells = [f"“{' '.join(one.split())}”" for one in found]
            yield f"{said}: {named(cells, NAMED)}"


def with_whole_tables(blocks: Sequence[Block]) -> tuple[list[Block], list[Left]]:
    """The blocks with the notes of a page after the table that goes on over it, and repeated heads.

    What a table has at the top of a page is its head again if it equals its first row.
    """
    made: list[Block] = []
    left: list[Left] = []
    head: tuple[str, ...] = ()
    for block in blocks:
        at = next((i for i in range(len(made), 0, -1) if not mark_of(made[i - 1])), 0)
        above = made[at - 1] if at else None
        if not isinstance(block, Grid):
            made.append(block)
        elif not isinstance(above, Grid) or not goes_on(above, block):
            head = block.rows[0]
            made.append(block)
        else:
            is_again = block.rows[0] == head and len(block.rows) > 1
            if is_again:
                left.append(Left("repeated heads of tables", " ".join(filter(None, head))))
            rest = replace(block, rows=block.rows[is_again:])
            made[at - 1 : at] = with_whole_row(above, rest)
    return made, left


def with_whole_row(table: Grid, following: Grid) -> list[Block]:
    """Two parts of a table; a row that is broken over the page is whole, in the first one."""
    if not is_broken(table, following):
        return [table, following]
    (*rows, last), (first, *others) = table.rows, following.rows
    row = tuple(joined(*cells) for cells in zip(last, first, strict=True))
    parts = replace(table, rows=(*rows, row)), replace(following, rows=tuple(others))
    return [one for one in parts if one.rows]


def is_broken(table: Grid, following: Grid) -> bool:
    """True if a row goes on over the page: one of its halves lacks the number that each row has."""
    last, first = table.rows[-1], following.rows[0]
    has_two = any(kind_of(a) is kind_of(b) is Kind.AMOUNT for a, b in zip(last, first, strict=True))
    for column, halves in enumerate(zip(last, first, strict=True)):
        own = [row[column] for row in (*table.rows, *following.rows)]
        found = [int(one) for one in own if one.isdecimal()]
        others = own[0 if own[0].isdecimal() else 1 :]
        is_counted = len(found) > 1 and found == list(range(found[0], found[0] + len(found)))
        if is_counted and len(others) == len(found) + 1 and "" in halves:
            return not has_two
    return False


def joined(cell: str, more: str) -> str:
    """The halves of a cell: a blank between words and between numbers, none between Han characters."""
    is_latin = cell[-1:].isascii() and more[:1].isascii()
    return f"{cell} {more}" if cell and more and is_latin else cell + more


def goes_on(table: Grid, following: Grid) -> bool:
    """True if the second table is the rest of the first one, on the next page."""
    return following.opens_page and len(table.rows[0]) == len(following.rows[0])


@dataclass(frozen=True, slots=True)
class Noted:
    """A block with the notes that belong to it, by their marks."""

    block: Block
    notes: dict[str, Line] = field(default_factory=dict)


def placed(blocks: Iterable[Block]) -> tuple[list[Block], list[Left]]:
    """The blocks with each note after the one that refers to it, and headings that are left over."""
    made: list[Noted] = []
    places: dict[str, list[int]] = {}
    left: list[Left] = []
    for block in blocks:
        mark = mark_of(block)
        at = next((i for i in reversed(places.get(mark, [])) if mark not in made[i].notes), None)
        if at is None:
            for one, is_likely in marks_in(words(block)):
                there = places.setdefault(one, [])
                there.insert(len(there) if is_likely else 0, len(made))
            made.append(Noted(block))
            continue
        last = next((i for i in range(len(made) - 1, at, -1) if words(made[i].block).strip()), at)
        if last > at and TITLE.fullmatch(words(made[last].block).strip()):
            left.append(Left("headings of notes", words(made[last].block)))
            del made[last:]
        end = last_part(made, at)
        made[end] = replace(made[end], notes=made[end].notes | {mark: note(block, mark)})
    known = {mark for each in made for mark in each.notes}
    return [one for each in made for one in (marked(each.block, known), *each.notes.values())], left


def last_part(made: Sequence[Noted], at: int) -> int:
    """Where a block ends: a table may go on on later pages."""
    for end in range(at, len(made) - 1):
        table, following = made[end].block, made[end + 1].block
        if (
            not isinstance(table, Grid)
            or not isinstance(following, Grid)
            or not goes_on(table, following)
        ):
            return end
    return len(made) - 1


def mark_of(block: Block) -> str:
    """The mark of a note that a line begins with, as raised digits; empty for any other block."""
    found = NOTE.match(block.text.strip()) if isinstance(block, Line) else None
    return mark_from(found["raised"] or found["digits"]) if found else ""


def mark_from(digits: str) -> str:
    return normalize("NFKC", digits).translate(SMALL["sup"])


def marks_in(text: str) -> list[tuple[str, bool]]:
    """The marks of notes in a text; a raised digit after a number or a letter (10⁴, m²) hardly is one."""
    return [
        (
            mark_from(one["raised"] or one["digits"]),
            bool(one["digits"]) or not text[one.start() - 1].isascii(),
        )
        for one in REFERENCE.finditer(text)
    ]


def marked(block: Block, known: Container[str]) -> Block:
    """The block with the bracketed marks of known notes raised: 强度[1] becomes 强度¹."""

    def raised(found: re.Match[str]) -> str:
        mark = mark_from(found["raised"] or found["digits"])
        return mark if mark in known else found[0]

    if isinstance(block, Line):
        return replace(block, text=REFERENCE.sub(raised, block.text))
    rows = (tuple(REFERENCE.sub(raised, cell) for cell in row) for row in block.rows)
    return replace(block, rows=tuple(rows))


def note(block: Block, mark: str) -> Line:
    """The note as a line of its own, with its mark raised."""
    text = words(block).strip()
    found = NOTE.match(text)
    own = text[found.end() if found else 0 :].rstrip(BACK_AT_END).rstrip()
    back = BACK.match(own)
    return Line(mark + own[back.end() if back else 0 :], indented=True)
