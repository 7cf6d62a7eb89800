"""Reads characters as lines, with the gaps and the raised digits that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from planbook.intake.form import NOTE, SMALL
from planbook.intake.pdf.glyphs import HYPHEN, Box, Glyph, gap_of, is_han, is_over, seen
from planbook.text.grammar import CAPTION, mended

SMALLER = 0.9
"""The size of raised and lowered letters, at most, against those of their line."""
ALIKE = 0.12
"""By how much the sizes of two lines of one text or table differ, at most."""
RAISED = 0.03
"""How far a raised or lowered character is from the baseline, at least, against the size of its line."""
CELL_GAP = 0.9
"""Minimum width between two cells of a table without rules, in characters."""
LIGATURES = str.maketrans(
    dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
)
"""Letters that a font draws as one."""
WIDE = 0.7
"""A gap of this many characters is a blank of the text; justified lines have smaller ones."""
CHAPTER = re.compile(r"第[\s\u3000]*.{1,4}?[\s\u3000]*(?:[编篇章节]|部分|条(?=\u3000))")
UNIT = re.compile(r"[（(]?单位[：:]")
"""Says above a table what its figures count: 单位：亿元."""
PHRASES = 2.3
"""The gap between two phrases of a heading, at most, in characters."""
LOOSEST, LETTERS = 1.0, 5
"""The widest gap between all letters of a stretched line, in characters, and its fewest letters."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a page."""

    text: str
    box: Box
    size: float
    cells: tuple[tuple[str, float, float], ...] = ()
    """Its parts between wide gaps, each with its left and right end."""
    glyphs: tuple[Glyph, ...] = ()
    is_entry: bool = False
    """True for an entry of the contents."""


def is_beside(text: str) -> bool:
    """True for a heading, for the title of a table, or for a note below it."""
    plain = mended(text)
    return any(one.match(plain) for one in (CHAPTER, CAPTION, NOTE, UNIT))


def is_alike(row: Row, other: Row) -> bool:
    return abs(row.size - other.size) <= ALIKE * other.size


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs by lines from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.box.middle[1], one.box.left)):
        if rows and (overlap(full(rows[-1]).box, glyph.box) or is_script(glyph, rows[-1])):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [list(once(sorted(row, key=lambda one: seen(one).left))) for row in rows]


def full(row: Sequence[Glyph]) -> Glyph:
    """The first glyph of a row that shows how high it is: a dash does not, nor does 一."""
    return next((one for one in row if 2 * (one.box.top - one.box.bottom) >= one.size), row[0])


def once(row: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs without those that are drawn over their like, to make them bold."""
    last = None
    for glyph in row:
        if last is None or not is_over(last, glyph):
            yield glyph
            last = glyph


def overlap(one: Box, other: Box) -> bool:
    """True if two boxes share half of the height of the lower one."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared >= 0.5 * min(one.top - one.bottom, other.top - other.bottom)


def is_script(glyph: Glyph, row: Sequence[Glyph]) -> bool:
    """True for a small glyph that is raised or lowered against the line before it."""
    return any(glyph.size < SMALLER * one.size and overlap(one.box, glyph.box) for one in row)


def line_of(glyphs: Sequence[Glyph], digit_gap: float, loose: float | None = None) -> Row:
    """A line of glyphs, with the blanks and raised digits that a reader sees.

    `loose` is the gap between all letters of the line, if it is known to be stretched.
    """
    signs = [g for g in glyphs if not g.char.isascii()]  # the point in ¹。
    size = median(g.size for g in [g for g in signs if is_han(g.char)] or signs or glyphs)
    box = Box(
        glyphs[0].box.left, min(g.box.bottom for g in glyphs),
        max(g.box.right for g in glyphs), max(g.box.top for g in glyphs),
    )  # fmt: skip
    if loose is None:
        even = looseness(glyphs) if len(glyphs) >= LETTERS else 0.0
        loose = even if even <= LOOSEST * size else 0.0
    cells: list[list[Glyph]] = [[glyphs[0]]]
    for before, glyph in pairwise(glyphs):
        if gap_of(before, glyph) - loose >= CELL_GAP * size:
            cells.append([])
        cells[-1].append(glyph)
    parts = tuple(
        (text_of(cell, size, digit_gap, loose), cell[0].box.left, cell[-1].box.right)
        for cell in cells
    )
    gaps = ["\u3000" * min(round((b - a) / size), 2) for (_, _, a), (_, b, _) in pairwise(parts)]
    text = "".join(gap + text for gap, (text, _, _) in zip(["", *gaps], parts, strict=True))
    if is_one(parts, text, size):
        parts = ((text, box.left, box.right),)
    return Row(text, box, size, parts, tuple(glyphs))


def is_one(parts: Sequence[tuple[str, float, float]], text: str, size: float) -> bool:
    """True for a heading of phrases, and for letters that are set wide: 第二章　夯实基础　提升水平, 科　技　部."""
    gaps = [b - a for (_, _, a), (_, b, _) in pairwise(parts)]
    is_heading = bool(CHAPTER.match(text)) and max(gaps, default=0.0) < PHRASES * size
    return is_heading or all(len(one) == 1 and is_han(one) for one, _, _ in parts)


def looseness(glyphs: Sequence[Glyph]) -> float:
    """The gap between all letters of a line: wide in one that is stretched to its width."""
    pairs = [(a, b) for a, b in pairwise(glyphs) if not are_narrow(a, b)]
    letters = [(a, b) for a, b in pairs if a.char.isalnum() and b.char.isalnum()]
    return max(0.0, min((gap_of(a, b) for a, b in letters or pairs), default=0.0))


def text_of(glyphs: Sequence[Glyph], size: float, digit_gap: float, loose: float) -> str:
    texts = [shown(glyphs[0], glyphs, size)]
    for before, glyph in pairwise(glyphs):
        texts += [blank(before, glyph, size, digit_gap, loose), shown(glyph, glyphs, size)]
    return "".join(texts).translate(LIGATURES)


def blank(before: Glyph, glyph: Glyph, size: float, digit_gap: float, loose: float) -> str:
    """The blank between two glyphs, if there is one: an ideographic one between Han characters."""
    gap = gap_of(before, glyph) / size
    if are_narrow(before, glyph):
        digits = before.char.isdigit() and glyph.char.isdigit()
        return " " if gap > (digit_gap if digits else 0.16) else ""
    return "\u3000" if gap - loose / size >= WIDE else ""


def are_narrow(*glyphs: Glyph) -> bool:
    return all(is_narrow(one.char) for one in glyphs)


def is_narrow(char: str) -> bool:
    return char.isascii() and char.isalnum()


def shown(glyph: Glyph, glyphs: Sequence[Glyph], size: float) -> str:
    """The character; a raised or lowered digit as such."""
    if glyph.size >= SMALLER * size or not glyph.char.isascii():
        return glyph.char
    base = next((one for one in glyphs if one.size >= SMALLER * size), glyph)
    shift = glyph.origin.bottom - base.origin.bottom
    if abs(shift) < RAISED * size:
        return glyph.char
    return glyph.char.translate(SMALL["sup" if shift > 0 else "sub"])


def around(glyphs: Iterable[Glyph]) -> Box:
    boxes = [glyph.box for glyph in glyphs]
    return Box(
        min(b.left for b in boxes), min(b.bottom for b in boxes),
        max(b.right for b in boxes), max(b.top for b in boxes),
    )  # fmt: skip


def glued(text: str, more: str, feed: str = "") -> str:
    """Two lines as one: a blank between Latin words, none between Han characters."""
    if not text:
        return more
    if text[-1] == HYPHEN:
        return text[:-1] + ("" if text[-2:-1].isalpha() and more[:1].islower() else "-") + more
    is_latin = (
        text[-1].isascii() and text[-1].isalnum() and more[:1].isascii() and more[:1].isalnum()
    )
    return (
        text
        + feed
        + (" " if is_latin and not (text[-1].isdigit() and more[:1].isdigit()) else "")
        + more
    )
