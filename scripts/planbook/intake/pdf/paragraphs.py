"""Makes paragraphs of the lines of pages, by margins, indents, and gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from planbook.intake.faces import common, face_of, leading
from planbook.intake.form import ORDER, PROSE, Block, Grid, Line
from planbook.intake.form import goes_on as is_continued
from planbook.intake.merged import over_each
from planbook.intake.overpages import first_part
from planbook.intake.pdf.glyphs import HYPHEN, Box, is_han
from planbook.intake.pdf.lines import CHAPTER, Row, glued, is_alike
from planbook.intake.pdf.margins import (
    DEEPEST,
    FULL,
    Placed,
    Setting,
    is_heading,
    is_indent,
    is_rest,
    is_title,
    margins,
    setting_of,
    usual_margins,
)
from planbook.intake.pdf.page import Part, Region
from planbook.intake.pdf.sides import notes, parted
from planbook.text.gaps import OFFICE
from planbook.text.grammar import (
    BRACKETED,
    BULLET,
    DATE,
    DECIMAL,
    IMPRINT,
    SESSION,
    SUBDECIMAL,
    is_marked,
    is_open,
    mark_of,
    mended,
)
from planbook.text.lines import CLAUSE

SEVERAL = 4
"""Lines that no title has."""
PADDING = 2.0
"""The blank strip between a frame and the text in it, at most, in characters."""
NOTICE = re.compile(r".{0,40}关于.{2,60}的(?:通知|意见|批复|函)")
"""The title of a letter, above those whom it addresses: 关于印发《…规划》的通知."""
ITEM = re.compile(r"(\d)([.．、])")
RULED = re.compile(r"[-_—]{4,}(?=\s*\d*$)")
"""Leaders of the contents that are strokes; written as dots."""


def paragraphs(parts: Sequence[Sequence[tuple[Part, Box]]]) -> Iterator[Block]:
    """The blocks of all pages. A paragraph goes on over columns and pages; notes wait for its end."""
    sizes = Counter(round(row.size, 1) for its in parts for part, _ in its if isinstance(part, Region)
                    for row in part.rows for _ in row.text)  # fmt: skip
    body = sizes.most_common(1)[0][0] if sizes else 1.0
    levels = {
        size: at
        for at, size in enumerate(sorted({s for s in sizes if s > 1.1 * body}, reverse=True), 1)
    }
    setting = setting_of(parts)
    is_heavy = is_bold(
        row for its in parts for part, _ in its if isinstance(part, Region) for row in part.rows
    )
    above: list[Placed] = []
    open_line: list[Placed] = []
    waiting: list[Row] = []
    found = list(flow(parts, body))
    for one, after in zip(found, (*found[1:], None), strict=True):
        if isinstance(one, Placed) and open_line and goes_on(open_line, one, after, setting):
            open_line.append(one)
            continue
        if isinstance(one, Row):
            waiting.append(one)
            continue
        yield from closed(open_line, levels, above, is_heavy=is_heavy)
        yield from notes(waiting)
        above, open_line, waiting = open_line, [], []
        if isinstance(one, Placed):
            open_line = [one]
        else:
            yield one
    yield from closed(open_line, levels, above, is_heavy=is_heavy)
    yield from notes(waiting)


def flow(parts: Sequence[Sequence[tuple[Part, Box]]], body: float) -> Iterator[Placed | Row | Grid]:
    """Lines with their margins, notes at the foot of pages, and tables, in order."""
    usual = usual_margins(parts)
    region = 0
    begun: Grid | None = None
    above: Box | None = None
    for sheet, its in enumerate(parts):
        is_first = True
        for part, box in its:
            region += 1
            found, feet = parted(part, body) if isinstance(part, Region) else ([part], [])
            text = [one for one in found if isinstance(one, Row)]
            is_box = isinstance(part, Region) and part.is_box
            left, right, pitch = margins(text, () if is_box else usual)
            right = max(right, part.right if isinstance(part, Region) else 0.0)
            if is_box and text:
                left = min(left, box.left + box.right - right)
                right = max(right, box.right - PADDING * text[0].size)
            usual_size = median([row.size for row in text] or [1.0])
            for at, one in enumerate(found):
                opens, is_first = bool(is_first and sheet), False
                if isinstance(one, Grid):
                    is_next = not at and above is not None and above.right <= box.left
                    table = replace(one, opens_page=opens, opens_column=is_next)
                    yield (table := with_heads(table, begun))
                    begun = begun if begun and is_continued(begun, table) else table
                else:
                    wider = max(1.0, one.size / usual_size)
                    yield Placed(one, sheet, region, left, right, wider * pitch, opens)
                    begun = None
            above = box if begun else None
            yield from feet


def with_heads(table: Grid, begun: Grid | None) -> Grid:
    """The table with each head above all of its columns; the rest of one only if it has its heads again."""
    rows = over_each(table.rows, table.heads)
    is_rest = begun and is_continued(begun, table) and rows[0] != begun.rows[0]
    return table if is_rest else replace(table, rows=rows)


def goes_on(
    lines: Sequence[Placed], line: Placed, after: Placed | Row | Grid | None, setting: Setting
) -> bool:
    """True if the line continues the paragraph: its last line is full, and this is not indented."""
    before, size = lines[-1], lines[-1].row.size
    is_full = before.right - before.row.box.right <= (FULL - 1 + first_part(line.row.text)) * size
    if not is_full or is_apart(lines, line, setting) or begins(lines, line, setting):
        return False
    ends_open = is_open(before.row.text)
    if line.row.box.left - line.left < 0.6 * size:
        return ends_open or setting.are_parted
    whole = mended("".join(one.row.text for one in lines))  # （2026年1月20日…会议通过）
    is_whole = BRACKETED.fullmatch(whole) or SESSION.fullmatch(whole)
    if is_marked(mended(line.row.text)) or ORDER.match(line.row.text) or is_whole:
        return False
    hangs = line.row.box.left - lines[0].row.box.left > 0.6 * size
    is_level = len(lines) > 1 and abs(line.row.box.left - before.row.box.left) < 0.3 * size
    return hangs and (ends_open or is_level) and not is_first(line, after)


def is_first(line: Placed, after: Placed | Row | Grid | None) -> bool:
    """True for the first line of an indented paragraph: it goes on in a line that is not indented."""
    if not isinstance(after, Placed) or after.region != line.region:
        return False
    is_full = line.right - line.row.box.right <= FULL * line.row.size
    return (
        is_indent(line.row, line.left)
        and after.is_flush
        and is_full
        and not is_marked(mended(after.row.text))
    )


def is_apart(lines: Sequence[Placed], line: Placed, setting: Setting) -> bool:
    """True if the place or the size of a line shows that it is none of the paragraph above it."""
    before, is_alone = lines[-1], len(lines) == 1
    return (
        before.row.is_entry
        or line.row.is_entry
        or not is_alike(line.row, before.row)
        or setting.is_apart(before, line)
        or is_other(before, line)
        or is_parted(before.row, line.row)
        or is_signed(lines, line)
        or (is_alone and (is_title(before, line, setting) or is_right(before, line)))
    )


def begins(lines: Sequence[Placed], line: Placed, setting: Setting) -> bool:
    """True if the wording of a line shows that it is none of the paragraph above it.

    Where paragraphs are indented, 一是 begins none without an indent, and where marks are, nor do those
    that may be inside one: ——, 1.; but 附件 does.
    """
    if len(lines) < SEVERAL and NOTICE.fullmatch("".join(one.row.text for one in lines)):
        return True
    is_listed = bool(ORDER.match(line.row.text))
    is_new = is_listed or (is_marked(mended(line.row.text)) and not is_item(lines, line))
    is_title = is_heading(lines[0]) or CHAPTER.match(lines[0].row.text)
    if is_new and len(lines) == 1 and is_title:
        return True
    may_begin = (
        is_new or is_counted(line) or is_office(line) or IMPRINT.match(mended(line.row.text))
    )
    is_in = line.is_flush and setting.is_usual(lines[0])
    if is_in and (is_listed or (may_be_inside(line) and setting.are_marks_indented)):
        return False
    return bool(may_begin) and not is_open(lines[-1].row.text)


def is_counted(line: Placed) -> bool:
    """True for a short line with a number of several parts, and no part of a sentence: 3.1.2公路."""
    text = mended(line.row.text)
    has_number = SUBDECIMAL.pattern.match(text) or DECIMAL.pattern.match(text)
    is_short = line.right - line.row.box.right > FULL * line.row.size
    return bool(has_number) and is_short and not PROSE.search(text)


def may_be_inside(line: Placed) -> bool:
    """True for a line whose mark may number or open a clause inside a paragraph."""
    text = mended(line.row.text)
    mark = mark_of(text)
    return bool(BULLET.match(text) or (mark and mark.family.may_lead))


def is_item(lines: Sequence[Placed], line: Placed) -> bool:
    """True for a line that begins with the next number of a note: 注：1.…2.…."""
    number, text = ITEM.match(line.row.text), "".join(one.row.text for one in lines)
    return bool(number and text.startswith("注") and f"{int(number[1]) - 1}{number[2]}" in text)


def is_other(before: Placed, line: Placed) -> bool:
    """True for a line below another one on its page and not in its region, such as one below a box."""
    is_below = line.sheet == before.sheet and line.row.box.top <= before.row.box.bottom
    return is_below and line.region != before.region


def is_parted(before: Row, row: Row) -> bool:
    """True for lines of a table that could not be read: values must not become one."""
    is_figure = len(before.cells) > 1 and before.cells[-1][0][-1:].isdigit()
    return max(len(before.cells), len(row.cells)) > 2 or is_figure


def is_office(line: Placed) -> bool:
    """True for a short line with nothing but the name of an office, which signs: 国务院."""
    is_short = line.right - line.row.box.right > len(line.row.text) * line.row.size
    return is_short and bool(OFFICE.fullmatch(line.row.text)) and not CLAUSE.search(line.row.text)


def is_right(before: Placed, line: Placed) -> bool:
    """True for a line at the right, such as a name that signs or a date, above one that begins further left."""
    inset, width = before.row.box.left - before.left, before.right - before.left
    is_date = inset > DEEPEST * before.row.size and DATE.match(mended(before.row.text))
    return bool(2 * inset > width or is_date) and line.row.box.left - line.left < inset / 2


def is_signed(lines: Sequence[Placed], line: Placed) -> bool:
    """True for a line at the right that signs a document: a body, alone or under another, or the date."""
    first, size = lines[0].row, line.row.size
    inset = line.row.box.left - line.left
    is_alone = len(lines) == 1 and 2 * inset > line.right - line.left
    is_under = first.box.left - lines[0].left > DEEPEST * size and not is_marked(mended(first.text))
    is_date = bool(DATE.match(mended(line.row.text)))
    is_by_office = is_date and len(lines) == 1 and bool(OFFICE.fullmatch(first.text))
    return is_by_office or (inset > 0.6 * size and (is_alone or is_under or is_date))


def closed(
    lines: Sequence[Placed], levels: dict[float, int], above: Sequence[Placed], *, is_heavy: bool
) -> Iterator[Line]:
    """The paragraph of these lines. A page that ends inside it is marked there."""
    if not lines:
        return
    first = lines[0]
    text = first.row.text
    for one in lines[1:]:
        text = glued(text, one.row.text, "\f" if one.opens_page else "")
    text = RULED.sub("……", text.replace(HYPHEN, "-"))
    level = levels.get(round(first.row.size, 1), 0)
    indented = not level and is_indent(first.row, first.left)
    goes_on = bool(level and above) and is_rest(first, above[-1])
    letters = [one for line in lines for one in line.row.glyphs]
    strong = not is_heavy and all(one.is_bold for one in letters if is_han(one.char))
    face = common((one.char, face_of(one.font) or one.font) for one in letters)
    strong = strong and bool(face)
    looks = groupby(letters, key=lambda one: (one.is_bold and not is_heavy, face_of(one.font)))
    lead = (
        "" if strong else leading(("".join(one.char for one in some), own) for own, some in looks)
    )
    yield Line(text, indented, level, strong, first.opens_page, goes_on, face, lead=lead)


def is_bold(rows: Iterable[Row]) -> bool:
    """True if most letters are bold, so that this emphasizes none."""
    found = [one.is_bold for row in rows for one in row.glyphs]
    return 2 * sum(found) > len(found)
