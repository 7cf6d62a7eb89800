"""Completes tables that lack upright rules, by the blank strips between their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from planbook.intake.pdf.agreed import Drawn, as_drawn
from planbook.intake.pdf.frames import TOUCH, Frame, distinct, frames, is_upright, joined
from planbook.intake.pdf.glyphs import Box, Glyph, Sheet
from planbook.intake.pdf.gutters import gutter_of, pieces
from planbook.intake.pdf.lines import WIDE, around, is_beside, rows_of
from planbook.intake.pdf.order import is_by_cells
from planbook.intake.pdf.rowmarks import CUT, Columns, Value, bounds_of, is_whole, marks_of

SHARED = 0.5
"""The share of their width that two rules of a table are above each other, at least."""
MOST = 0.6
"""The share of the lines of a table that no value over several columns touches, at least."""
TOLD = 5
"""The fewest columns and lines of several parts, together, that show a table."""
AWAY = 3.0
"""How far from the next rule, or from the next line, a line of a table is, at most, in characters."""
NEAR = 1.5
"""How far from it the rest of a row is that has a line in one column, at most, in characters."""
ROWS = 3
"""The fewest rules of one width that are those of a table."""
LINES = 2
"""The fewest lines that tell the columns."""

Lines = Sequence[Sequence[Glyph]]


def tables_of(sheet: Sheet) -> list[Frame]:
    """The tables of a page that has rules for them; some may be level rules only."""
    rules = [*sheet.rules, *sides(sheet)]
    found = [one for one in frames(rules) if within(sheet.glyphs, one.box)]
    known = {rule for one in found for rule in one.rules}
    level = [one for one in joined(sheet.rules, upright=False) if one not in known]
    return [*found, *open_tables(sheet.glyphs, level)]


def sides(sheet: Sheet) -> Iterator[Box]:
    """The sides of rows of one cell in a table that has none, as no upright rule joins them to it: 一、防洪工程."""
    level = joined(sheet.rules, upright=False)
    for one in frames(sheet.rules):
        if not one.has_sides:
            own = [rule for rule in level if is_as_wide(rule, one.box)]
            own.sort(key=lambda rule: -rule.middle[1])
            for upper, lower in pairwise(own):
                place = between([upper, lower])
                if is_label(rows_of(within(sheet.glyphs, place)), place.top - place.bottom):
                    yield from (place._replace(right=place.left), place._replace(left=place.right))


def is_label(lines: Lines, height: float) -> bool:
    """True for one line that may be a row of a table by itself."""
    if len(lines) != 1 or height > AWAY * lines[0][0].size:
        return False
    return not is_beside(text_of(lines[0]))


def is_as_wide(rule: Box, box: Box) -> bool:
    return abs(rule.left - box.left) <= TOUCH and abs(rule.right - box.right) <= TOUCH


def open_tables(glyphs: Sequence[Glyph], level: Sequence[Box]) -> Iterator[Frame]:
    """The tables between level rules."""
    group: list[Box] = []
    widths = Counter((round(one.left), round(one.right)) for one in level)
    for rule in sorted(level, key=lambda one: -one.middle[1]):
        is_table = widths[round(rule.left), round(rule.right)] >= ROWS
        if group and not is_row(glyphs, group[-1], rule, is_table=is_table):
            yield from ruled_table(glyphs, group)
            group = []
        group.append(rule)
    yield from ruled_table(glyphs, group)


def is_row(glyphs: Sequence[Glyph], upper: Box, lower: Box, *, is_table: bool) -> bool:
    """True if there are columns between two rules, or a line that is none between tables.

    Between two rules alone, columns may be of running text; in a table, they are not.
    """
    shared = min(upper.right, lower.right) - max(upper.left, lower.left)
    if shared < SHARED * min(upper.right - upper.left, lower.right - lower.left):
        return False
    lines = rows_of(within(glyphs, between([upper, lower])))
    if any(is_beside(text_of(line)) for line in lines):
        return False
    if len(lines) == 1 and not strips(lines):
        return True
    found = strips(lines) if lines else []
    return bool(found) and (is_table or len(found) > 1 or not gutter_of(lines, []))


def text_of(line: Sequence[Glyph]) -> str:
    return "".join(one.char for one in line)


def between(rules: Sequence[Box]) -> Box:
    """The place between the first and the last of some level rules."""
    left, right = min(one.left for one in rules), max(one.right for one in rules)
    return Box(left, rules[-1].middle[1], right, rules[0].middle[1])


def within(glyphs: Sequence[Glyph], box: Box) -> list[Glyph]:
    return [one for one in glyphs if box.holds(one.box.middle)]


def ruled_table(glyphs: Sequence[Glyph], rules: Sequence[Box]) -> Iterator[Frame]:
    """The table between level rules; none in an imprint, which has one line of two parts."""
    if len(rules) > 1 and within(glyphs, between(rules)):
        rules = [
            *outer(glyphs, rules, is_above=True),
            *rules,
            *outer(glyphs, rules, is_above=False),
        ]
    own = within(glyphs, between(rules)) if len(rules) > 1 else []
    made = completed(own, between(rules), rules) if own else None
    parted = sum(bool(strips([line])) for line in rows_of(own))
    if made and len(made.xs) - 1 + parted >= TOLD:
        yield made


def outer(glyphs: Sequence[Glyph], rules: Sequence[Box], *, is_above: bool) -> list[Box]:
    """The end of a table of which only the rules between its rows are drawn: a head, or the last row."""
    left, bottom, right, top = between(rules)
    inner = strips(rows_of(within(glyphs, between(rules))))
    place = Box(left, top, right, inf) if is_above else Box(left, -inf, right, bottom)
    lines = rows_of(within(glyphs, place))
    edge, end = top if is_above else bottom, None
    for line in lines[::-1] if is_above else lines:
        box = around(line)
        near, far = (box.bottom, box.top) if is_above else (box.top, box.bottom)
        gap = abs(near - edge)
        is_far = gap > AWAY * line[0].size or is_beside(text_of(line))
        if is_far or (not strips([line]) and any(is_over([line], x) for x in inner)):
            break
        edge = far
        is_inner = bool(inner) and box.left > inner[0]
        is_near = gap < (line is lines[0] if is_above else 1) * NEAR * line[0].size
        end = far if strips([line]) or (is_inner and is_near) else end
    return [] if end is None else [Box(left, end, right, end)]


def completed(
    glyphs: Sequence[Glyph], box: Box, rules: Sequence[Box] = (), found: Drawn | None = None
) -> Frame | None:
    """The frame of a table with the rules that it lacks; none if its rows or columns cannot be told."""
    found = found or as_drawn(glyphs)
    ordered = as_ruled(found, box, rules) if found else None
    if found and found.is_upward:
        return ordered
    told = by_gaps(glyphs, box, rules, least=1 if rules or found else 2)
    return told if not ordered or (told and is_same(told, ordered, glyphs)) else None


def is_same(one: Frame, other: Frame, glyphs: Sequence[Glyph]) -> bool:
    """True if two frames part the letters into the same cells."""
    owners, others = one.owners(), other.owners()
    pairs = {(owners[one.place(glyph)], others[other.place(glyph)]) for glyph in glyphs}
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def as_ruled(found: Drawn, box: Box, rules: Sequence[Box]) -> Frame:
    """The frame of a table that is read as it was drawn."""
    both = (*rules, *found.rules(box))
    heights = [one.middle[1] for one in both if not is_upright(one)]
    ys = distinct([*heights, box.bottom, box.top])[::-1]
    return Frame(box, (box.left, *found.xs, box.right), tuple(ys), both, is_open=True)


def by_gaps(glyphs: Sequence[Glyph], box: Box, rules: Sequence[Box], *, least: int) -> Frame | None:
    """The frame of a table by the blanks between its columns and the marks of its rows."""
    lines = rows_of(glyphs)
    inner = strips(lines)
    if len(inner) < least or is_by_cells(glyphs):
        return None
    xs = (box.left, *inner, box.right)
    columns = [values(glyphs, left, right) for left, right in pairwise(xs)]
    ys = distinct([one.middle[1] for one in rules] or [box.bottom, box.top])[::-1]
    if (bounds := parted(columns, ys)) is None:
        return None
    body = max([*ys[1:], *bounds])
    bounds += levels([line for line in lines if line[0].box.middle[1] > body], xs)
    ys = distinct([*ys, *bounds])[::-1]
    made = [*uprights(lines, xs, ys), *(one for y in bounds for one in level(columns, xs, y))]
    return Frame(box, xs, tuple(ys), (*rules, *made), is_open=True)


def strips(lines: Lines) -> list[float]:
    """The middles of the strips between columns, if most lines have them; values may be over several."""
    size = median(glyph.size for line in lines for glyph in line)
    least = max(LINES, MOST * len(lines)) if len(lines) > 1 else 1
    parts = [
        blanks(lines[start : len(lines) - end], WIDE * size)
        for end in (0, 1)
        for start in (0, 1, 2, 3)
        if len(lines) - start - end >= least
    ]
    return max(parts, key=len, default=[])


def blanks(lines: Lines, gap: float) -> list[float]:
    spans = sorted((one.box.left, one.box.right) for line in lines for one in line)
    found, end = [], spans[0][1]
    for left, right in spans:
        if left - end >= gap:
            found.append((left + end) / 2)
        end = max(end, right)
    return found


def values(glyphs: Sequence[Glyph], left: float, right: float) -> list[Value]:
    """The lines of a column."""
    own = rows_of([one for one in glyphs if left < one.box.middle[0] <= right])
    boxes = ((line, around(line)) for line in own)
    return [
        Value(
            "".join(g.char for g in line),
            box.top,
            box.bottom,
            (box.right - box.left) / line[0].size,
        )
        for line, box in boxes
    ]


def parted(columns: Columns, ys: Sequence[float]) -> list[float] | None:
    """The places between rows that no rules part; none if they cannot be told."""
    has_rules = len(ys) > 2
    body = ys[1] if has_rules else ys[0]
    own = [[one for one in its if one.middle < body] for its in columns]
    marks = marks_of(own)
    bands = [
        ([one for one in marks if bottom < one.middle < top], bottom, top)
        for top, bottom in pairwise(ys[1:] if has_rules else ys)
    ]
    if len(bands) > 1 and 2 * sum(len(its) < 2 for its, _, _ in bands) >= len(bands):
        return []
    if not marks:
        return None
    found: list[float] = []
    for its, bottom, top in bands:
        inside = [[one for one in column if bottom < one.middle < top] for column in own]
        bounds = bounds_in(its, inside, is_alone=len(bands) == 1, has_rules=has_rules)
        if bounds is None:
            return None
        found += bounds
    return found


def bounds_in(
    marks: Sequence[Value], columns: Columns, *, is_alone: bool, has_rules: bool
) -> list[float] | None:
    """The places between the rows of a part of a table; one mark may be of one row, or of one of several."""
    if len(marks) > 1:
        return bounds_of(marks, columns, headed=not has_rules)
    if has_rules:
        return [] if not is_alone or is_whole([], columns) else None
    is_row = max(map(len, columns)) <= len(marks) + 1
    return bounds_of(marks, columns, headed=True) if marks and is_row else None


def levels(head: Lines, xs: Sequence[float]) -> list[float]:
    """The places between the lines of a head, if a value is over several columns."""
    if not any(is_over(head, x) for x in xs[1:-1]):
        return []
    ends = [(around(upper).bottom, around(lower).top) for upper, lower in pairwise(head)]
    return [(bottom + top) / 2 for bottom, top in ends]


def is_over(lines: Lines, x: float) -> bool:
    """True if a value is on both sides of a place."""
    return any(
        left < x < right for line in lines for left, right in pieces(line, (), WIDE * line[0].size)
    )


def uprights(lines: Lines, xs: Sequence[float], ys: Sequence[float]) -> Iterator[Box]:
    """The rules between columns; none inside a value that is over several."""
    for top, bottom in pairwise(ys):
        own = [line for line in lines if bottom < line[0].box.middle[1] < top]
        yield from (Box(x, bottom, x, top) for x in xs[1:-1] if not is_over(own, x))
    yield from (Box(x, ys[-1], x, ys[0]) for x in (xs[0], xs[-1]))


def level(columns: Columns, xs: Sequence[float], y: float) -> Iterator[Box]:
    """The rule between two rows; none where a value is on both sides of it."""
    for its, (left, right) in zip(columns, pairwise(xs), strict=True):
        if not any(one.bottom + CUT * one.height < y < one.top - CUT * one.height for one in its):
            yield Box(left, y, right, y)
