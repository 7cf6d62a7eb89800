"""Finds the frames on a page: rules that meet, and the cells of the tables that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planbook.intake.pdf.glyphs import Box, Glyph, seen

TOUCH = 3.0
"""Points by which rules may miss one another and still meet."""
MOST_RULES, MOST_CELLS = 1500, 2500
"""A page with more rules, or a frame with more cells, is a map or a drawing."""
PART = 0.2
"""The share of a character that is on each side of a rule that runs through it, at least."""
STRIP = 8.0
"""Maximum width of the strip between double rules, in points."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Rules that meet: a table, or a box around text."""

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    """The places of its upright rules from the left, and of its level ones from the top."""
    rules: tuple[Box, ...]
    is_open: bool = False
    """True if its upright rules are not drawn, so that they do not tell the widths of cells."""

    def is_in(self, other: Frame) -> bool:
        """True for a table in a cell of another one, whose rules it does not meet."""
        (left, bottom, right, top), holds = self.box, other.box.holds
        return self is not other and holds((left, bottom)) and holds((right, top))

    @property
    def is_table(self) -> bool:
        """True if there are several rows and columns."""
        return min(len(self.xs), len(self.ys)) > 2

    @property
    def has_sides(self) -> bool:
        """True if there are rules at the left and the right."""
        xs = [one.middle[0] for one in self.rules if is_upright(one)]
        return min(xs) <= self.box.left + TOUCH and max(xs) >= self.box.right - TOUCH

    @property
    def is_cut(self) -> bool:
        """True if no rule ends the last row, though others do: it goes on on the next page."""
        level = [one.middle[1] for one in self.rules if not is_upright(one)]
        return not self.is_open and min(level) > self.box.bottom + 2 * TOUCH

    @property
    def is_rest(self) -> bool:
        """True if no rule is above the first of several rows: it goes on from the page before."""
        level = [one.middle[1] for one in self.rules if not is_upright(one)]
        return len(self.ys) > 2 and max(level) < self.box.top - 2 * TOUCH

    @property
    def unruled(self) -> set[int]:
        """The columns without a rule below the last row, if others have one: a cell goes on over the page."""
        end = self.box.bottom + TOUCH
        level = [one for one in self.rules if not is_upright(one) and one.middle[1] < end]
        middles = ((a + b) / 2 for a, b in pairwise(self.xs))
        bare = {at for at, x in enumerate(middles) if not any(r.left < x < r.right for r in level)}
        return bare if len(bare) < len(self.xs) - 1 else set()

    def is_overrun(self, glyphs: Sequence[Glyph]) -> bool:
        """True if a rule between two cells runs through a character, so that its cell is in doubt."""
        upright = [rule for rule in self.rules if is_upright(rule)]
        boxes = [seen(glyph) for glyph in glyphs]
        return any(is_through(rule, box) for rule in upright for box in boxes)

    def columns(self, rows: Sequence[Sequence[str]]) -> list[int]:
        """The columns that count: not the empty strips between double rules."""
        return [
            at
            for at, x in enumerate(self.xs[:-1])
            if self.xs[at + 1] - x > STRIP or any(row[at] for row in rows)
        ]

    def place(self, glyph: Glyph) -> tuple[int, int]:
        """The row and column of a glyph."""
        x, y = seen(glyph).middle
        down = sum(y < one for one in self.ys[1:-1])
        return down, sum(x > one for one in self.xs[1:-1])

    def owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each place the place where its cell begins: cells that no rule parts are one."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for down in range(len(self.ys) - 1):
            for right in range(len(self.xs) - 1):
                here = (down, right)
                owner[here] = here
                if right and not self.is_ruled_left(down, right):
                    owner[here] = owner[down, right - 1]
                elif down and not self.is_ruled_above(down, right):
                    owner[here] = owner[down - 1, right]
        return owner

    def widths(
        self, owners: Mapping[tuple[int, int], tuple[int, int]]
    ) -> dict[tuple[int, int], float]:
        """The width of each cell, by the place where it begins."""
        ends: dict[tuple[int, int], float] = {}
        for (_, right), owner in owners.items():
            ends[owner] = max(ends.get(owner, 0.0), self.xs[right + 1])
        return {owner: end - self.xs[owner[1]] for owner, end in ends.items()}

    def is_ruled_left(self, down: int, right: int) -> bool:
        x, y = self.xs[right], (self.ys[down] + self.ys[down + 1]) / 2
        return any(
            abs(r.middle[0] - x) <= TOUCH and r.bottom - TOUCH <= y <= r.top + TOUCH
            for r in self.rules
            if is_upright(r)
        )

    def is_ruled_above(self, down: int, right: int) -> bool:
        y, x = self.ys[down], (self.xs[right] + self.xs[right + 1]) / 2
        return any(
            abs(r.middle[1] - y) <= TOUCH and r.left - TOUCH <= x <= r.right + TOUCH
            for r in self.rules
            if not is_upright(r)
        )


def outermost(tables: Sequence[Frame]) -> list[Frame]:
    """The tables that are in no other, from the top of the page."""
    outer = (one for one in tables if not any(one.is_in(other) for other in tables))
    return sorted(outer, key=lambda one: -one.box.top)


def is_upright(rule: Box) -> bool:
    return rule.top - rule.bottom > rule.right - rule.left


def is_through(rule: Box, glyph: Box) -> bool:
    """True if an upright rule runs through a character."""
    part = PART * (glyph.right - glyph.left)
    (x, _), (_, y) = rule.middle, glyph.middle
    return glyph.left + part < x < glyph.right - part and rule.bottom < y < rule.top


def frames(rules: Sequence[Box]) -> list[Frame]:
    """The groups of rules that meet, as far as they enclose anything; none in a drawing.

    A cell over all rows of a page, which began on the page before, parts the rules of its table.
    """
    rules = [one for is_up in (False, True) for one in joined(rules, upright=is_up)]
    if len(rules) > MOST_RULES:
        return []
    groups: list[list[Box]] = []
    for rule in rules:
        meeting = [group for group in groups if any(meet(rule, one) for one in group)]
        groups = [group for group in groups if group not in meeting]
        groups.append([rule, *(one for group in meeting for one in group)])
    found = [made for group in groups if (made := frame(group))]
    parts: dict[tuple[int, ...], list[Frame]] = {}
    for at, one in enumerate(found):
        parts.setdefault(tuple(map(round, one.ys)) if one.is_rest else (at,), []).append(one)
    whole = (frame([rule for one in its for rule in one.rules]) for its in parts.values())
    return [one for one in whole if one]


def joined(rules: Sequence[Box], *, upright: bool) -> list[Box]:
    """The rules of one direction; pieces that are in line and touch, as borders of cells, are one."""
    found: list[Box] = []
    for rule in sorted((one for one in rules if is_upright(one) == upright), key=in_line):
        last = found[-1] if found else None
        if last and in_line(last)[0] == in_line(rule)[0] and meet(last, rule):
            found[-1] = Box(*map(min, last[:2], rule[:2]), *map(max, last[2:], rule[2:]))
        else:
            found.append(rule)
    return found


def in_line(rule: Box) -> tuple[int, float]:
    """Where a rule is across its direction, in points, and where it begins."""
    x, y = rule.middle
    return (round(x), rule.bottom) if is_upright(rule) else (round(y), rule.left)


def meet(one: Box, other: Box) -> bool:
    return (
        one.left <= other.right + TOUCH and other.left <= one.right + TOUCH
        and one.bottom <= other.top + TOUCH and other.bottom <= one.top + TOUCH
    )  # fmt: skip


def frame(rules: list[Box]) -> Frame | None:
    """The frame of a group of rules; a side without a rule is open, and still a side."""
    level = [one for one in rules if not is_upright(one)]
    upright = [one for one in rules if is_upright(one)]
    if not (level and upright) or len(rules) < 3:
        return None
    box = Box(
        min(r.left for r in rules), min(r.bottom for r in rules),
        max(r.right for r in rules), max(r.top for r in rules),
    )  # fmt: skip
    xs = distinct([r.middle[0] for r in upright] + [box.left, box.right])
    ys = distinct([r.middle[1] for r in level] + [box.bottom, box.top])[::-1]
    is_drawing = len(xs) * len(ys) > MOST_CELLS
    return (
        None
        if is_drawing or min(len(xs), len(ys)) < 2
        else Frame(box, tuple(xs), tuple(ys), tuple(rules))
    )


def distinct(values: list[float]) -> list[float]:
    """The values in order; those that nearly agree once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > TOUCH:
            found.append(value)
    return found
