"""Parts the notes of a page from its text: at its side, below a rule at its foot, or in small letters there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from planbook.intake.form import SMALL, Grid, Line
from planbook.intake.pdf.glyphs import Box, Glyph, Sheet
from planbook.intake.pdf.lines import SMALLER, Row, around, glued, line_of, rows_of
from planbook.intake.pdf.margins import FULL
from planbook.intake.pdf.order import lines_of
from planbook.intake.pdf.page import Part, Region, parts_of
from planbook.intake.pdf.strips import tables_of
from planbook.intake.pdf.unruled import tables
from planbook.text.footnotes import CIRCLED
from planbook.text.grammar import RAISED, is_open

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

MOST_NOTES = 20
"""Lines; a page or column that has more, all in small letters, is text."""
NOTE_MARK = re.compile(
    rf"[{CIRCLED}{RAISED}*＊]|[\[［【〔][\d{RAISED}]{{1,3}}[\]］】〕]|\d{{1,3}}\s|注"
)


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


def parted(region: Region, body: float) -> tuple[list[Row | Grid], list[Row]]:
    """The lines and tables of a region, and the notes in smaller letters at its foot, below any table."""
    if region.is_notes:
        return [], [*region.rows]
    found = list(tables(region))
    last = max((at for at, one in enumerate(found) if isinstance(one, Grid)), default=-1)
    tail = [one for one in found[last + 1 :] if isinstance(one, Row)]
    feet = feet_of(tail, body)
    if len(feet) == len(found) > MOST_NOTES:
        return found, []
    return found[: len(found) - len(feet)], feet


def feet_of(rows: Sequence[Row], body: float) -> list[Row]:
    """The last lines that are notes in smaller letters."""
    at = len(rows)
    while at and rows[at - 1].size < 0.9 * body and len(rows[at - 1].cells) < 3:
        at -= 1
    while at < len(rows) and not NOTE_MARK.match(rows[at].text):
        at += 1
    return [*rows[at:]]


def notes(rows: Sequence[Row]) -> Iterator[Line]:
    """Notes: each begins with its mark, or below a short line that ends a sentence."""
    text, room = "", 0.0
    right = max((row.box.right for row in rows), default=0.0)
    for row in rows:
        is_next = room > FULL * row.size and not is_open(text)
        room = right - row.box.right
        if text and (is_next or NOTE_MARK.match(row.text)):
            yield Line(raised(text), indented=True)
            text = ""
        text = glued(text, row.text)
    if text:
        yield Line(raised(text), indented=True)


def raised(note: str) -> str:
    """The note with its number raised, as it is in the text, if it was only small at the foot."""
    number, _, rest = note.partition(" ")
    return number.translate(SMALL["sup"]) + rest if number.isdecimal() and rest else note
