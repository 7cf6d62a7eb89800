"""Reads a page as lines: columns in their order, lines with their gaps, tables by their frames."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from planbook.intake.form import SMALL, Grid
from planbook.intake.frames import Frame, frames, outermost
from planbook.intake.glyphs import Box, Glyph, Sheet, gap_of, is_han
from planbook.intake.gutters import gutter_of

SMALLER = 0.9
"""The size of raised and lowered letters, at most, against those of their line."""
OVER = 0.2
"""Two equal glyphs within this many characters are one that is drawn twice."""
JOINED = "—…–-.·fl"
"""Letters of which fonts draw two as one: these have one place."""
CELL_GAP = 0.9
"""Minimum width between two cells of a table without rules, in characters."""
MARGINS = 2.8
"""What a full line leaves of the width of its cell, at most, in characters."""
LIGATURES = str.maketrans(
    dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
)
"""Letters that a font draws as one."""
WIDE = 0.7
"""A gap of this many characters is a blank of the text; justified lines have smaller ones."""
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


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that share their margins: a column, or the inside of a box."""

    rows: tuple[Row, ...]
    is_box: bool = False
    is_notes: bool = False
    """True for notes at the foot or the side of a page."""


Part = Region | Grid
Parts = Iterator[tuple[Part, Box]]


def parts_of(sheet: Sheet, digit_gap: float, gutters: Collection[float] = ()) -> Parts:
    """The regions and tables of a page in reading order, each with its place.

    `gutters` are the places of strips between columns on other pages.
    """
    yield from columns(sheet.glyphs, tables_of(sheet), digit_gap, gutters)


def gutters_of(pages: Iterable[Sheet]) -> set[float]:
    """The places of all strips between columns of running text."""
    tables = ((page, [one.box for one in tables_of(page)]) for page in pages)
    found = (gutter_of(rows_of(page.glyphs), boxes) for page, boxes in tables)
    return {one.middle for one in found if one}


def tables_of(sheet: Sheet) -> list[Frame]:
    found = frames(sheet.rules)
    return [one for one in found if any(one.box.holds(g.box.middle) for g in sheet.glyphs)]


def stacked(glyphs: Sequence[Glyph], tables: Sequence[Frame], digit_gap: float) -> Parts:
    """The tables of a page or a column from top to bottom, with the lines between them."""
    free = [g for g in glyphs if not any(one.box.holds(g.box.middle) for one in tables)]
    top = float("inf")
    for table in outermost(tables):
        yield from region([g for g in free if table.box.top < g.box.middle[1] <= top], digit_gap)
        yield from with_inner(table, tables, glyphs, digit_gap)
        beside = [g for g in free if table.box.bottom <= g.box.middle[1] <= table.box.top]
        yield from region(beside, digit_gap)
        top = table.box.bottom
    yield from region([g for g in free if g.box.middle[1] < top], digit_gap)


def with_inner(table: Frame, tables: Sequence[Frame], glyphs: Sequence[Glyph], gap: float) -> Parts:
    """A table without those in its cells, and these after it."""
    inner = [one for one in tables if one.is_in(table)]
    inside = [g for g in glyphs if table.box.holds(g.box.middle)]
    own = [g for g in inside if not any(one.box.holds(g.box.middle) for one in inner)]
    yield from framed(table, own, gap)
    for one in outermost(inner):
        yield from with_inner(one, inner, inside, gap)


def framed(frame: Frame, glyphs: list[Glyph], digit_gap: float) -> Parts:
    """What is in a frame: a table, or text in a box if there is only one column."""
    owners = frame.owners()
    if len({column for _, column in owners.values()}) == 1:
        inside = list(columns(glyphs, (), digit_gap))
        for part, box in inside:
            boxed = replace(part, is_box=True) if isinstance(part, Region) else part
            yield boxed, frame.box if len(inside) == 1 else box
        return
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        cells.setdefault(owners[frame.place(glyph)], []).append(glyph)
    widths = frame.widths(owners)
    texts = {place: cell_text(its, digit_gap, widths[place]) for place, its in cells.items()}
    rows = [
        [texts.get((down, right), "") for right in range(len(frame.xs) - 1)]
        for down in range(len(frame.ys) - 1)
    ]
    kept = frame.columns(rows)
    yield Grid(tuple(tuple(row[at] for at in kept) for row in rows)), frame.box


def cell_text(glyphs: list[Glyph], digit_gap: float, width: float) -> str:
    """The text of a cell: a full line goes on in the next one, others are parted by a blank.

    Any line but the last may be stretched, even if it has only two letters.
    """
    rows = rows_of(glyphs)
    lines = [line_of(row, digit_gap, looseness(row)) for row in rows[:-1]]
    lines += [line_of(row, digit_gap) for row in rows[-1:]]
    right = max((line.box.right for line in lines), default=0)
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        is_wide = width - (before.box.right - before.box.left) < MARGINS * before.size
        is_full = is_wide and right - before.box.right < before.size
        goes_on = is_full and not (is_narrow(text[-1]) and is_narrow(line.text[0]))
        text += line.text if goes_on else f" {line.text}"
    return text


# Lines


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs by lines from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.box.middle[1], one.box.left)):
        if (rows and overlap(rows[-1][0].box, glyph.box)) or (rows and is_script(glyph, rows[-1])):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [list(once(sorted(row, key=lambda one: one.box.left))) for row in rows]


def once(row: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs without those that are drawn over their like, to make them bold."""
    last = None
    for glyph in row:
        if last is None or not is_over(glyph, last):
            yield glyph
            last = glyph


def is_over(glyph: Glyph, last: Glyph) -> bool:
    near = glyph.box.left - last.box.left < OVER * last.size
    return near and glyph.char == last.char and glyph.char not in JOINED


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
    size = median([g.size for g in glyphs if is_han(g.char)] or [g.size for g in glyphs])
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
    return Row(text, box, size, parts)


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
    shift = glyph.box.middle[1] - base.box.middle[1]
    if abs(shift) < 0.12 * size:
        return glyph.char
    return glyph.char.translate(SMALL["sup" if shift > 0 else "sub"])


# Columns


def columns(
    glyphs: Sequence[Glyph],
    tables: Sequence[Frame],
    digit_gap: float,
    gutters: Collection[float] = (),
) -> Iterator[tuple[Part, Box]]:
    """The columns from left to right, between what is as wide as the page; a table is in one of them."""
    rows = rows_of(glyphs)
    gutter = gutter_of(rows, [one.box for one in tables], gutters)
    if gutter is None:
        yield from stacked(glyphs, tables, digit_gap)
        return
    band = flat(rows[gutter.start : gutter.end])
    left = [g for g in band if g.box.left < gutter.middle]
    right = [g for g in band if g.box.left >= gutter.middle]
    for part in (flat(rows[: gutter.start]), left, right, flat(rows[gutter.end :])):
        own = [one for one in tables if any(one.box.holds(g.box.middle) for g in part)]
        yield from columns(part, own, digit_gap, gutters)


def region(glyphs: Sequence[Glyph], digit_gap: float) -> Iterator[tuple[Region, Box]]:
    if glyphs:
        yield Region(tuple(line_of(row, digit_gap) for row in rows_of(glyphs))), around(glyphs)


def flat(rows: Iterable[Sequence[Glyph]]) -> list[Glyph]:
    return [glyph for row in rows for glyph in row]


def around(glyphs: Iterable[Glyph]) -> Box:
    boxes = [glyph.box for glyph in glyphs]
    return Box(
        min(b.left for b in boxes), min(b.bottom for b in boxes),
        max(b.right for b in boxes), max(b.top for b in boxes),
    )  # fmt: skip
