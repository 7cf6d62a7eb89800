"""Parts the notes of a page from its text: those at its side, and those below a rule at its foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from planbook.intake.pdf.glyphs import Box, Glyph, Sheet
from planbook.intake.pdf.lines import SMALLER, around, line_of, rows_of
from planbook.intake.pdf.order import lines_of
from planbook.intake.pdf.page import Part, Region, parts_of
from planbook.intake.pdf.paragraphs import NOTE_MARK
from planbook.intake.pdf.strips import tables_of

THIN = 2.0
"""Maximum thickness of a rule, in points."""
SHORT = 0.6
"""Maximum length of the rule above notes, against the text; a longer one belongs to a table."""
NEAR = 0.1
"""Maximum distance of such a rule from the left margin, against the width of the page."""
APART = 1.0
"""The gap between two lines beside each other, at least, in characters."""
LOW = 0.6
"""The share of the page's height below which its foot is."""


def parts_and_notes(
    sheet: Sheet, digit_gap: float, gutters: Collection[float] = ()
) -> Iterator[tuple[Part, Box]]:
    """The parts of a page, as `page.parts_of` has them, and its notes after them."""
    tables = tables_of(sheet)
    rules = [one for one in sheet.rules if not any(t.box.holds(one.middle) for t in tables)]
    free = [one for one in sheet.glyphs if not any(t.box.holds(one.box.middle) for t in tables)]
    notes: list[tuple[Region, Box]] = []
    for found in below_rule(free, sheet, rules), beside_text(free):
        rows = tuple(line_of(row, digit_gap) for row in rows_of(found))
        if rows and NOTE_MARK.match(rows[0].text):
            notes.append((Region(rows, is_box=True, is_notes=True), around(found)))
            sheet = replace(sheet, glyphs=without(sheet.glyphs, found))
            free = [*without(free, found)]
    yield from parts_of(sheet, digit_gap, gutters)
    yield from notes


def below_rule(free: Sequence[Glyph], sheet: Sheet, rules: Sequence[Box]) -> list[Glyph]:
    """The letters below the short rule at the foot of a page; none if there is no such rule."""
    if not free:
        return []
    text = around(free)
    likely = (
        rule.bottom
        for rule in rules
        if rule.top - rule.bottom
        <= THIN
        < rule.right - rule.left
        <= SHORT * (text.right - text.left)
        and rule.top < LOW * sheet.height
        and abs(rule.left - text.left) < NEAR * sheet.width
    )
    foot = max(likely, default=0.0)
    return [one for one in free if one.box.middle[1] < foot]


def beside_text(free: Sequence[Glyph]) -> list[Glyph]:
    """The lines beyond all letters of the usual size, if they are smaller."""
    sizes = Counter(round(one.size, 1) for one in free)
    usual = SMALLER * sizes.most_common(1)[0][0] if sizes else 0.0
    text = [one.box for one in free if one.size >= usual]
    left, right = min((b.left for b in text), default=0), max((b.right for b in text), default=0)
    lines = lines_of(sorted(free, key=lambda one: one.at), APART)
    small = [line for line in lines if all(one.size < usual for one in line)]
    beyond = (line for line in small if line[0].box.left >= right or line[-1].box.right <= left)
    return [one for line in beyond for one in line]


def without(glyphs: Sequence[Glyph], others: Sequence[Glyph]) -> tuple[Glyph, ...]:
    known = set(others)
    return tuple(one for one in glyphs if one not in known)
