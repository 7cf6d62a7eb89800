"""Places notes after what refers to them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from planbook.intake.form import SMALL, Block, Left, Line, goes_on, words
from planbook.text.grammar import RAISED

DIGITS = rf"(?P<digits>[0-9{RAISED}]{{1,3}})"
BRACKETED = r"[\[［【〔]\s?{}\s?[\]］】〕]"
NOTE = re.compile(rf"(?:(?P<raised>[{RAISED}]+)|{BRACKETED.format(DIGITS)})\s*(?=\S)")
"""Begins a note: ¹, [1]. A circled number as often begins an item of a list, so it stays where it is."""
REFERENCE = re.compile(rf"(?<=[^\s{RAISED}])(?:(?P<raised>[{RAISED}]+)|{BRACKETED.format(DIGITS)})")
BACK = re.compile(r"[↑^]\s*")
"""Begins a note on a page: the way back to the text."""
BACK_AT_END = "↩↑^\ufe0e"
TITLE = re.compile(r"(?:注\s*释|脚\s*注|尾\s*注|附\s*注|注\s*解|注)\s*[：:]?")


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
    parts = range(at, len(made) - 1)
    return next(
        (end for end in parts if not goes_on(made[end].block, made[end + 1].block)), len(made) - 1
    )


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
