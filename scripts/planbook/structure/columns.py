"""Lays out tables whose lines are not their rows: one cell a line, cells broken or lost.

How many columns such a table has is declared where nothing in it decides that: `kind = "table"` for
its caption.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low

from planbook.problems import Problem
from planbook.structure.blocks import cells
from planbook.structure.counted import Row, Rows, counted, empty, heads_of, leveled
from planbook.structure.node import Line, Readings, runs_of
from planbook.structure.opentables import doubtful, question, too_wide, uneven
from planbook.structure.rows import laid_out
from planbook.text import grammar
from planbook.text.cells import ABSENT, AMOUNT, HEAD_YEAR, OUTER, Kind, kind_of, kinds_of
from planbook.text.layout import Role
from planbook.text.onecell import HEAD_CELLS, WIDEST, may_head

CUT = re.compile(r"[\d,，]*\d\n[,，.．]\d[\d,，.．]*|[\d,，]*\d[,，]\n\d{3}(?!\d)[\d,，.．]*")
"""A number on two lines: 3 / ,502."""
GAP = re.compile(r"\S[ \u00a0]{2,}\S")
"""Blanks that align cells, in rows that no reader of them could make whole."""


def columned(
    lines: list[Line], readings: Readings, source: Sequence[str]
) -> tuple[list[Line], list[Problem]]:
    """The lines with their tables laid out, and the questions about the tables."""
    made: list[Line] = []
    problems: list[Problem] = []
    for role, run in runs_of(lines):
        found = run
        above = (one for one in reversed(made) if not grammar.NOTE.match(one.text))
        caption = found[0] if found[0].begins_table else next(above, found[0])
        if role is Role.CELL:
            found, asked = one_a_line(caption, with_empty(found, source), readings)
        elif role is Role.ROW:
            is_sure = not any(GAP.search(source[one.number - 1]) for one in found)
            found, asked = wrapped(caption, found, readings, is_sure=is_sure)
        else:
            asked = []
        made += found
        problems += asked
    return made, problems


def parted(lines: list[Line], source: Sequence[str]) -> Iterator[Line]:
    """The lines, with the rows marked that begin another table: a blank line of the source is above.

    Where blank lines are above most rows, they part nothing.
    """
    for role, rows in runs_of(lines):
        ends = [is_blank(source[a.number : b.number]) for a, b in pairwise(rows)]
        are_ends = role is Role.ROW and 2 * sum(ends) <= len(ends)
        for row, begins in zip(rows, (False, *ends), strict=True):
            yield replace(row, begins_table=begins) if begins and are_ends else row


def is_blank(lines: Sequence[str]) -> bool:
    """True for blank lines before the last of these, without the end of a page among them."""
    return len(lines) > 1 and not "".join(lines[:-1]).strip(" \t\u3000") and lines[-1][:1] != "\f"


# --- one cell a line


def one_a_line(
    caption: Line, found: list[Line], readings: Readings
) -> tuple[list[Line], list[Problem]]:
    solid, every = [one for one in found if one.text], [*with_numbers(found)]
    known = readings.of("table", caption)
    columns = known.columns if known else 0
    if known and not columns:
        return solid, []
    if laid := counted(every, columns) or counted([*with_numbers(solid)], columns):
        return laid, []
    names = [one for one in every if names_group(one)]
    plain = [one for one in every if not names_group(one)]
    if laid := by_columns(plain, columns) if names else shaped(every, columns):
        return with_groups(laid, names), []
    if not columns:
        return solid, [question(caption, plain, guesses(plain)[:2])]
    asked = [uneven(caption, len(every), columns)] if len(every) % columns else []
    return [replace(cell, columns=columns) for cell in every], asked


def by_columns(cells: Sequence[Line], columns: int) -> list[Line] | None:
    """The cells by rows; None if nothing shows these, in a table of so many `columns`, if that is known."""
    if laid := counted(cells, columns) or shaped(cells, columns):
        return laid
    is_even = columns and len(cells) % columns == 0
    return [replace(cell, columns=columns) for cell in cells] if is_even else None


def names_group(cell: Line) -> bool:
    """True for a cell with the mark of a heading, which names a group of rows: 一、经济, （一）产业."""
    mark = grammar.mark_of(cell.text)
    return mark is not None and mark.family.rank <= OUTER


def with_groups(laid: Sequence[Line], names: Sequence[Line]) -> list[Line]:
    """The cells, with the names of groups as rows of their own."""
    width = laid[0].columns
    named = [[one, *[empty(one)] * (width - 1)] for one in names]
    rows = sorted([*rows_by(laid, width), *named], key=lambda row: row[0].start)
    return leveled(Rows(rows, []))


def with_numbers(found: list[Line]) -> Iterator[Line]:
    """The cells, each number in one: 3 / ,502 is 3,502."""
    last = found[0]
    for cell in found[1:]:
        if CUT.fullmatch(f"{last.text}\n{cell.text}"):
            last = replace(last, text=last.text + cell.text)
        else:
            yield last
            last = cell
    yield last


def with_empty(found: list[Line], source: Sequence[str]) -> list[Line]:
    """The cells, with an empty one for each blank line, where most follow each other without any.

    Blank lines around a page mark are none.
    """
    gaps = [source[a.number : b.number - 1] for a, b in pairwise(found)]
    if median_low(map(len, gaps)) > 0:
        return found
    made = [found[0]]
    for lines, cell in zip(gaps, found[1:], strict=True):
        are_blank = not any(one.strip() for one in lines)
        made += [*[empty(made[-1])] * (len(lines) * are_blank), cell]
    return made


def shaped(cells: Sequence[Line], columns: int) -> list[Line] | None:
    """The cells below a head that fills no row, or several, if they keep numbers under numbers."""
    if not columns:
        return None
    for head in range(columns - 1, HEAD_CELLS if len(cells) % columns else 0):
        rows = rows_by(cells[head:], columns)
        if keeps_kinds(cells[head:], columns):
            kinds = kinds_of([[one.text for one in row] for row in rows])
            if heads := heads_of([*cells[:head]], kinds):
                return leveled(Rows([*heads.rows, *rows], []))
    return None


def guesses(cells: Sequence[Line]) -> list[int]:
    """Numbers of columns that fill all rows and keep numbers under numbers, the likeliest first.

    Texts alone show none, but below as many heads that are known, or if each name has a sentence.
    """
    are_pairs = all(one.text.endswith("。") for one in cells[3::2])
    known = next((at for at, one in enumerate(cells) if not may_head(one.text)), 0)
    ways = [
        (columns != known, head != columns, columns)
        for columns in range(2, WIDEST + 1)
        for head in (columns - 1, columns, columns + 1)
        if keeps_kinds(
            cells[head:], columns, is_mixed=head != columns or not (columns == known or are_pairs)
        )
        and not any(map(is_amount, cells[:head]))
        and len(cells) >= head + 2 * columns
    ]
    return [*dict.fromkeys(columns for *_, columns in sorted(ways))]


def rows_by(cells: Sequence[Line], columns: int) -> list[Row]:
    return [[*cells[at : at + columns]] for at in range(0, len(cells), columns)]


def keeps_kinds(cells: Sequence[Line], columns: int, *, is_mixed: bool = True) -> bool:
    """True if the cells fill rows with numbers under numbers; if mixed, texts under texts as well."""
    if not cells or len(cells) % columns:
        return False
    kinds = [
        {is_number(one) for one in column if one.text and not ABSENT.fullmatch(one.text)}
        for column in zip(*rows_by(cells, columns), strict=True)
    ]
    are_even = all(len(kind) <= 1 for kind in kinds)
    return are_even and (not is_mixed or len(set().union(*kinds)) > 1)


def is_amount(cell: Line) -> bool:
    """True for a number that is no year: no head has one."""
    return bool(AMOUNT.fullmatch(cell.text)) and not HEAD_YEAR.fullmatch(cell.text)


def is_number(cell: Line) -> bool:
    """True for an amount, and what begins with one; not for a unit or a name: 1/10万, 1.入园企业."""
    if kind_of(cell.text) is Kind.UNIT:
        return False
    begins = cell.text.lstrip("<>＜＞≥≤〔［[ ")[:1].isdigit() and not grammar.mark_of(cell.text)
    return begins or bool(AMOUNT.fullmatch(cell.text))


# --- rows that are broken, or too short


def wrapped(
    caption: Line, found: list[Line], readings: Readings, *, is_sure: bool
) -> tuple[list[Line], list[Problem]]:
    """The rows with their broken cells joined and their lost cells in place; or the question.

    A declared number of columns is needed where rows are in doubt, or where it says otherwise.
    """
    widest = max(found, key=lambda row: len(cells(row.text)))
    width = len(cells(widest.text))
    laid = laid_out(found, width)
    known = readings.declared_for("table", caption)
    if not laid.doubts and (known is None or known.columns in (0, width)):
        return laid.lines, []
    if known is None:
        return laid.lines, [doubtful(caption, found, laid, width, is_sure=is_sure)]
    readings.of("table", caption)
    if not known.columns:
        return found, []
    asked = [too_wide(caption, widest, known.columns)] if width > known.columns else []
    return filled(laid_out(found, known.columns, known.lone).lines, known.columns), asked


def filled(rows: list[Line], columns: int) -> list[Line]:
    """The rows, with empty cells at the end of the first one if it is too short."""
    first, *others = rows
    own = cells(first.text)
    lost = [""] * (columns - len(own))
    return [replace(first, text="\t".join([*own, *lost])), *others] if lost else rows
