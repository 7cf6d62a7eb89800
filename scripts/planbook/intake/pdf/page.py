"""Reads a page as regions and tables: columns in their order, tables by their frames."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from math import inf
from statistics import median

from planbook.intake.form import Grid
from planbook.intake.merged import HEADS, merged, tall, unended
from planbook.intake.overpages import MARGINS, first_part
from planbook.intake.pdf.contrary import contrary_rows, cuts_year
from planbook.intake.pdf.frames import Frame, outermost
from planbook.intake.pdf.glyphs import Box, Glyph, Sheet, seen
from planbook.intake.pdf.gutters import gutter_of, gutters, is_left
from planbook.intake.pdf.lines import (
    Row,
    around,
    is_narrow,
    line_of,
    looseness,
    rows_of,
)
from planbook.intake.pdf.overrun import in_cells, inside, spilled
from planbook.intake.pdf.strips import tables_of

DASHES = "—–-~～"
SPACED = 0.3
"""The blank that is set between Han characters and words, at most, in characters."""
ALIGNED = 0.2
"""By how much letters below each other are beside their places, at most, in characters."""
WIDEST = 3.0
"""The width of a strip between columns, at most, in characters."""
CENTERED = 0.5
"""By how much a title is beside the middle of its page, at most, in characters."""
LOW = 1.8
"""The blank above and below the text of a full cell, together, at most, in characters."""
PROSE = 8.0
"""The width of a cell whose lines may be a sentence, at least, in characters."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that share their margins: a column, or the inside of a box."""

    rows: tuple[Row, ...]
    digit_gap: float = 0.0
    """The gap that parts two numbers, in characters."""
    is_box: bool = False
    is_notes: bool = False
    """True for notes at the foot or the side of a page."""
    right: float = 0.0
    """Where its column ends, at least, so that a short line is short even if no other is longer."""


Part = Region | Grid
Parts = Iterator[tuple[Part, Box]]


def parts_of(sheet: Sheet, digit_gap: float, gutters: Collection[float] = ()) -> Parts:
    """The regions and tables of a page in reading order, each with its place.

    `gutters` are the places of strips between columns on other pages.
    """
    yield from columns(sheet.glyphs, tables_of(sheet), digit_gap, gutters)


def gutters_of(pages: Iterable[Sheet]) -> set[float]:
    """The places of all strips between columns of running text."""
    tables = ((page, [one.box for one in outermost(tables_of(page))]) for page in pages)
    return {one.middle for page, boxes in tables for one in gutters(rows_of(page.glyphs), boxes)}


def stacked(glyphs: Sequence[Glyph], tables: Sequence[Frame], digit_gap: float) -> Parts:
    """The tables of a page or a column from top to bottom, with the lines between them."""
    held = {one: inside(one.box, glyphs) for one in outermost(tables)}
    held = {one: [*its, *spilled(one, its, glyphs)] for one, its in held.items()}
    known = {glyph for its in held.values() for glyph in its}
    free = [one for one in glyphs if one not in known]
    top = float("inf")
    for table, its in held.items():
        yield from region([g for g in free if table.box.top < g.box.middle[1] <= top], digit_gap)
        inner = [one for one in tables if one.is_in(table)]
        yield from framed(table, its, inner, digit_gap)
        beside = [g for g in free if table.box.bottom <= g.box.middle[1] <= table.box.top]
        yield from region(beside, digit_gap)
        top = table.box.bottom
    yield from region([g for g in free if g.box.middle[1] < top], digit_gap)


def framed(frame: Frame, glyphs: list[Glyph], inner: Sequence[Frame], digit_gap: float) -> Parts:
    """What is in a frame: text and tables if there is only one column, or a table and those in its cells."""
    if len({column for _, column in frame.owners().values()}) == 1:
        yield from boxed(frame.box, list(columns(glyphs, inner, digit_gap)))
        return
    own = [g for g in glyphs if not any(one.box.holds(g.box.middle) for one in inner)]
    yield grid_of(frame, own, digit_gap), frame.box
    inside = [g for g in glyphs if any(one.box.holds(g.box.middle) for one in inner)]
    if inner:
        yield from stacked(inside, inner, digit_gap)


def boxed(frame: Box, parts: Sequence[tuple[Part, Box]]) -> Parts:
    """The parts of a box. Its lines have its width: a short one is short even if no other is longer."""
    is_parted = any(one.left >= other.right for _, one in parts for _, other in parts)
    for part, box in parts:
        if isinstance(part, Region) and not part.is_box:
            yield replace(part, is_box=True), box if is_parted else frame
        else:
            yield part, box


def grid_of(frame: Frame, glyphs: Sequence[Glyph], digit_gap: float) -> Grid:
    """The table that the rules of a frame make."""
    frame = with_heads(frame, glyphs) if frame.is_open else frame
    owners = frame.owners()
    cells = in_cells(frame, glyphs, owners)
    widths = widths_of(cells) if frame.is_open else frame.widths(owners)
    texts = {place: cell_text(its, digit_gap, widths[place]) for place, its in cells.items()}
    rows = [
        [texts.get((down, right), "") for right in range(len(frame.xs) - 1)]
        for down in range(len(frame.ys) - 1)
    ]
    kept = frame.columns(rows)
    doubts = contrary_rows(frame, cells, owners) if frame.is_open else []
    heads, wide = merged(rows, owners, kept) if not frame.is_open else ((), ())
    last = len(rows) - 1
    ends = [owners[last, at] for at in kept]
    heights = [y - frame.ys[-1] for y in frame.ys[:last]] + [0.0]
    return Grid(
        tuple(tuple(row[at] for at in kept) for row in rows),
        heads=heads,
        wide=wide,
        unended=tuple(unended(rows, owners, kept, frame.unruled)) if not frame.is_open else (),
        tall=() if frame.is_open else tuple(tall(owners, kept)),
        room=tuple(
            room_in(cells[place], digit_gap, widths[place], heights[place[0]])
            if place in cells
            else 0.0
            for place in ends
        ),
        is_cut=frame.is_cut,
        is_open=frame.is_open,
        doubts=tuple(" | ".join(rows[at]) for at in doubts),
    )


def with_heads(frame: Frame, glyphs: Sequence[Glyph]) -> Frame:
    """The frame with each head in the column of its values, where it is beside all of them.

    Of columns that have a head alone or values alone, by turns, each two make one.
    """
    rows: dict[int, set[int]] = {}
    for down, right in map(frame.place, glyphs):
        rows.setdefault(right, set()).add(down)
    heads = {right for right, its in rows.items() if max(its) < min(HEADS, len(frame.ys) - 2)}
    bare = {
        right
        for right, its in rows.items()
        if min(its) > max(map(max, (rows[a] for a in heads)), default=0)
    }
    halves = [at for at in range(len(frame.xs) - 1) if at in heads or at in bare]
    chains: list[list[int]] = []
    for at in halves:
        if chains and chains[-1][-1] == at - 1 and (at in heads) != (at - 1 in heads):
            chains[-1].append(at)
        else:
            chains.append([at])
    sure = {at for chain in chains if len(chain) % 2 == 0 for at in chain[1::2]}
    return replace(frame, xs=tuple(x for at, x in enumerate(frame.xs) if at not in sure))


def room_in(glyphs: Sequence[Glyph], digit_gap: float, width: float, height: float) -> float:
    """What the last line of a cell leaves of its width, in characters; all if there is room for more lines."""
    last, box = line_of(rows_of(glyphs)[-1], digit_gap), around(glyphs)
    has_room = height - (box.top - box.bottom) > LOW * last.size
    return inf if has_room else (width - (last.box.right - last.box.left)) / last.size


def widths_of(cells: Mapping[tuple[int, int], Sequence[Glyph]]) -> dict[tuple[int, int], float]:
    """The widths of cells by the widest text in their columns."""
    boxes = {place: around(its) for place, its in cells.items()}
    widest: dict[int, float] = {}
    for (_, right), box in boxes.items():
        widest[right] = max(widest.get(right, 0.0), box.right - box.left)
    return {place: widest[place[1]] for place in cells}


def cell_text(glyphs: list[Glyph], digit_gap: float, width: float) -> str:
    """The text of a cell: a full line goes on in the next one, others are parted by a blank.

    Any line but the last may be stretched, even if it has only two letters.
    """
    if runs_down(order := sorted(glyphs, key=lambda one: (one.piece, one.at))):
        return "".join(one.char for one in order)
    rows = rows_of(glyphs)
    lines = [line_of(row, digit_gap, looseness(row)) for row in rows[:-1]]
    lines += [line_of(row, digit_gap) for row in rows[-1:]]
    fit = [row for row in rows if row[-1].box.right - row[0].box.left <= width] or rows
    right = max((seen(row[-1]).right for row in fit), default=0.0)
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        room, part = width - (before.box.right - before.box.left), unbroken(before, line, width)
        is_wide = room < (MARGINS - 1 + part) * before.size
        is_full = is_wide and right - before.box.right < part * before.size
        is_range = text[-1] in DASHES and line.text[0].isdigit()
        is_number = (
            is_narrow(text[-1]) and is_narrow(line.text[0]) and not cuts_year(text, line.text)
        )
        goes_on = is_range or (is_full and not is_number)
        text += line.text if goes_on else f" {line.text}"
    return text


def runs_down(order: Sequence[Glyph]) -> bool:
    """True for Chinese text that was drawn downwards, letter by letter."""
    below = [
        abs(a.box.left - b.box.left) < ALIGNED * a.size and b.box.top < a.box.middle[1]
        for a, b in pairwise(order)
    ]
    return 2 * sum(below) > len(below) and not any(is_narrow(one.char) for one in order)


def unbroken(before: Row, line: Row, width: float) -> float:
    """The width that a line begins with and that the line before it had no room for, in characters.

    In a narrow cell, a word or a number may begin a line of its own, so that it counts as a letter.
    """
    is_word = is_narrow(line.text[:1])
    blank = SPACED * (is_narrow(before.text[-1:]) != is_word)
    return blank + (1.0 if is_word and width < PROSE * line.size else first_part(line.text))


# Columns


def columns(
    glyphs: Sequence[Glyph],
    tables: Sequence[Frame],
    digit_gap: float,
    gutters: Collection[float] = (),
) -> Iterator[tuple[Part, Box]]:
    """The columns from left to right, between what is as wide as the page; a table is in one of them."""
    rows = rows_of(glyphs)
    gutter = gutter_of(rows, [one.box for one in outermost(tables)], gutters)
    if gutter is None:
        yield from stacked(glyphs, tables, digit_gap)
        return
    start = gutter.start + titles(rows[gutter.start : gutter.end], gutter.middle)
    band = flat(rows[start : gutter.end])
    left = [g for g in band if is_left(g, gutter.middle)]
    right = [g for g in band if not is_left(g, gutter.middle)]
    found = []
    for part in (flat(rows[:start]), left, right, flat(rows[gutter.end :])):
        own = [one for one in tables if any(one.box.holds(g.box.middle) for g in part)]
        found.append(list(columns(part, own, digit_gap, gutters)))
    yield from found[0]
    yield from as_wide(found[1], found[2], WIDEST * median(one.size for one in band))
    yield from found[3]


def titles(rows: Sequence[Sequence[Glyph]], x: float) -> int:
    """How many lines above all columns are in the middle of them: a title over the second of three."""
    middle, _ = around(flat(rows)).middle
    own = (len({is_left(one, x) for one in row}) == 1 and is_at(row, middle) for row in rows)
    return sum(1 for _ in takewhile(bool, own))


def is_at(row: Sequence[Glyph], middle: float) -> bool:
    """True for a centered line."""
    return abs(around(row).middle[0] - middle) < CENTERED * row[0].size


def as_wide(
    left: Sequence[tuple[Part, Box]], right: Sequence[tuple[Part, Box]], strip: float
) -> Parts:
    """The parts of two columns, each as wide as the narrowest of which the width is known."""
    starts = [min(box.left for _, box in its) for its in (left, right)]
    regions = [(part, box) for part, box in (*left, *right) if isinstance(part, Region)]
    known = [part.right - box.left for part, box in regions if part.right]
    width = min([starts[1] - starts[0] - strip, *known])
    for its, start in zip((left, right), starts, strict=True):
        for part, box in its:
            if isinstance(part, Region) and not (part.right or part.is_box):
                yield replace(part, right=start + width), box
            else:
                yield part, box


def region(glyphs: Sequence[Glyph], digit_gap: float) -> Iterator[tuple[Region, Box]]:
    if glyphs:
        rows = tuple(line_of(row, digit_gap) for row in rows_of(glyphs))
        yield Region(rows, digit_gap), around(glyphs)


def flat(rows: Iterable[Sequence[Glyph]]) -> list[Glyph]:
    return [glyph for row in rows for glyph in row]
