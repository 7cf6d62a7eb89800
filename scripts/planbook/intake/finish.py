"""Finishes what a reader has found in a file: its edges, its notes, and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from planbook.intake.form import RAISED, SMALL, Block, Grid, Left, Line, Taken, written
from planbook.intake.furniture import DETAILS, trimmed, words
from planbook.intake.provenance import provenance_of

BRACKETED = r"[\[［【〔]\s?{}\s?[\]］】〕]"
NOTE = re.compile(
    rf"(?:(?P<raised>[{RAISED}]+)|{BRACKETED.format(r'(?P<digits>[0-9]{1,3})')})\s*(?=\S)"
)
"""Begins a note: ¹, [1]. A circled number as often begins an item of a list, so it stays where it is."""
BACK = re.compile(r"\s*[↩↑^\ufe0e]+$")
"""Ends a note on a page: the way back to the text."""
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
    noted, titles = placed(kept)
    left = (*read.left, *site, *titles)
    text, headings = written(noted, blanks=read.blanks)
    text = text.rstrip("\n") + "\n" if read.blanks else text
    provenance = provenance_of((one.text for one in left if one.kind == DETAILS), read.metas)
    numbers = tuple(read.numbers)
    return Taken(read.kind, text, headings, left, tuple(read.warnings), numbers, provenance)


def placed(blocks: Iterable[Block]) -> tuple[list[Block], list[Left]]:
    """The blocks with each note after the one that refers to it, and headings that are left over."""
    made: list[Block] = []
    left: list[Left] = []
    for block in blocks:
        mark = mark_of(block)
        at = place_of(mark, made) if mark else None
        if at is None:
            made.append(block)
            continue
        if made[at + 1 :] and isinstance(made[-1], Line) and TITLE.fullmatch(made[-1].text.strip()):
            left.append(Left("headings of notes", words(made.pop())))
        made[at] = marked(made[at], mark)
        made.insert(at + 1 + notes_after(made, at), note(block, mark))
    return made, left


def mark_of(block: Block) -> str:
    """The mark of a note that a line begins with, as raised digits; empty for any other block."""
    found = NOTE.match(block.text.strip()) if isinstance(block, Line) else None
    if not found:
        return ""
    return normalize("NFKC", found["raised"] or found["digits"]).translate(SMALL["sup"])


def is_note(block: Block) -> bool:
    return isinstance(block, Line) and bool(re.match(f"[{RAISED}]", block.text))


def notes_after(blocks: list[Block], at: int) -> int:
    """How many notes follow a block."""
    return next(
        (i for i, one in enumerate(blocks[at + 1 :]) if not is_note(one)), len(blocks) - at - 1
    )


def place_of(mark: str, blocks: list[Block]) -> int | None:
    """The last block with this mark, raised or in brackets, whose note is yet to come.

    After a number or a letter (10⁴, m²), a raised digit is a mark only if there is no other.
    """
    digits = normalize("NFKC", mark)
    usual = re.compile(
        rf"(?<![0-9A-Za-z{RAISED}]){mark}(?![{RAISED}])|(?<=\S){BRACKETED.format(digits)}"
    )
    lax = re.compile(rf"(?<=[^\s{RAISED}]){mark}(?![{RAISED}])")
    for pattern in (usual, lax):
        for at in range(len(blocks) - 1, -1, -1):
            if not is_note(blocks[at]) and pattern.search(words(blocks[at])):
                after = blocks[at + 1 : at + 1 + notes_after(blocks, at)]
                return None if any(mark_of(one) == mark for one in after) else at
    return None


def marked(block: Block, mark: str) -> Block:
    """The block with its bracketed mark raised: 强度[1] becomes 强度¹."""
    bracketed = re.compile(rf"(?<=\S){BRACKETED.format(normalize('NFKC', mark))}")
    if isinstance(block, Line):
        return replace(block, text=bracketed.sub(mark, block.text))
    rows = (tuple(bracketed.sub(mark, cell) for cell in row) for row in block.rows)
    return replace(block, rows=tuple(rows)) if isinstance(block, Grid) else block


def note(block: Block, mark: str) -> Line:
    """The note as a line of its own, with its mark raised."""
    text = words(block).strip()
    found = NOTE.match(text)
    return Line(mark + BACK.sub("", text[found.end() if found else 0 :]), indented=True)
