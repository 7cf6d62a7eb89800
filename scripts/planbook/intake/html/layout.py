"""Lays out HTML as a reader sees it: paragraphs, items with their numbers, and grids of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, product, takewhile

from planbook.intake.faces import common, leading, shared
from planbook.intake.form import BLANK, SMALL, STOP, Block, Grid, Line, bare, is_indent
from planbook.intake.html.items import item_mark
from planbook.intake.html.looks import (
    BLOCKS,
    USUAL,
    Element,
    Run,
    is_block,
    is_bordered,
    is_centered,
    is_indented,
    nested,
    seen,
    whole,
    words_of,
)
from planbook.intake.merged import Place, over_each, values_over
from planbook.text.grammar import is_marked, mended

SPACE = re.compile(r"[ \t\r\n\f]+")
CJK = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
WRAPPED = re.compile(rf"(?<=[{CJK}“”‘’—…]) ?\n ?(?=[{CJK}“”‘’—…])")
LEADING = re.compile(rf"^[{BLANK}\n]+")
NOTE_MARK = re.compile(r"^\s*[\[［【〔(（]\s*(\d{1,3})\s*[\]］】〕)）]\s*$")
"""A raised mark in brackets, which are not needed then: [1]."""
PARAGRAPHS = 300
"""Characters that no cell of data has alone, if they are several paragraphs and most of the table."""
CELL = 60
"""Characters of a cell of data, at most, where a table has another one in it."""
MOST_SPAN = 200
"""Columns or rows that a cell can cover; more is a slip or an attack."""
EMPTY = Line("")


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line, and what begins after it."""

    line: Line = EMPTY
    ends_item: bool = False


Piece = Run | Break | Grid


def blocks_of(element: Element) -> Iterator[Block]:
    """The lines and tables of an element, in order."""
    line, runs = EMPTY, list[Run]()
    for piece in (*pieces(element), Break()):
        if isinstance(piece, Run):
            runs.append(piece)
            continue
        if made := joined(line, runs):
            yield made
        if isinstance(piece, Grid):
            yield piece
        line, runs = following(None if made else line, piece), []


def following(empty: Line | None, piece: Break | Grid) -> Line:
    """What begins after a line; the number of an item waits for the paragraph that is in it.

    Nothing goes on after an empty line: one that opens its paragraph, or that a second break makes.
    """
    if isinstance(piece, Grid) or piece.ends_item:
        return EMPTY
    text = piece.line.text or (empty.text if empty else "")
    return replace(piece.line, text=text, goes_on=piece.line.goes_on and empty is None)


def joined(line: Line, runs: list[Run]) -> Line | None:
    """The line of these runs; None if they hold only blanks."""
    whole = WRAPPED.sub("", "".join(run.text for run in runs)).replace("\n", " ")
    lead = LEADING.match(whole)
    text = bare(whole)
    if not text:
        return None
    mark = "" if text.startswith(line.text) or is_marked(mended(text)) else line.text
    strong = line.strong or all(run.strong for run in runs if run.text.strip(BLANK + "\n"))
    indented = not line.level and (line.indented or bool(lead and is_indent(lead[0])))
    face = common((run.text, run.face) for run in runs)
    size = shared((run.text, run.size) for run in runs) or 0
    begins = "" if strong else leading((run.text, (run.strong, run.face)) for run in runs)
    return replace(
        line, text=mark + text, strong=strong, indented=indented, face=face, size=size, lead=begins
    )


def pieces(element: Element, *, looks: Run = USUAL, small: str = "") -> Iterator[Piece]:
    """The text of an element as runs, with breaks where a browser ends a line."""
    tag = element.tag
    if is_table(element):
        yield from grids(element)
        return
    looks = seen(element, looks)
    small = tag if tag in SMALL else small
    if tag in {"br", "hr"}:
        yield Break(broken(element))
    if is_block(element):
        yield Break(opening(element))
    if tag == "q":
        yield replace(looks, text="“")
    yield from run_of(element.text, looks, small=small)
    for child in element:
        yield from pieces(child, looks=looks, small=small)
        yield from run_of(child.tail, looks, small=small)
    if tag == "q":
        yield replace(looks, text="”")
    if is_block(element):
        yield Break(ends_item=tag == "li")


def broken(element: Element) -> Line:
    """What begins after a rule, or after a line break: a line that is set like the one before it."""
    if element.tag == "hr":
        return Line("", opens_page=parts_pages(element))
    around = next((one for one in element.iterancestors() if one.tag in BLOCKS), element)
    centered = is_centered(around)
    return Line("", goes_on=True, strong=centered, centered=centered)


def parts_pages(rule: Element) -> bool:
    """True for a rule with the anchor of a page after it, as `pdftohtml` writes: <hr/><a name=2></a>."""
    after = rule.getnext()
    return after is not None and after.tag == "a" and (after.get("name") or "").isdigit()


def run_of(text: str | None, looks: Run, *, small: str) -> Iterator[Run]:
    if text:
        flat = SPACE.sub(lambda found: "\n" if "\n" in found[0] else " ", text)
        flat = NOTE_MARK.sub(r"\1", flat) if small == "sup" else flat
        yield replace(looks, text=flat.replace("\u00a0", " ").translate(SMALL.get(small, {})))


def opening(element: Element) -> Line:
    """What a block begins with: its level as a heading, its indent, its number in a list."""
    tag = element.tag
    level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
    mark = item_mark(element) if tag == "li" else ""
    centered = is_centered(element)
    return Line(mark, is_indented(element), level, strong=centered, centered=centered)


def is_table(element: Element) -> bool:
    """True for a table of data: with several columns, and no cell that holds a part of the page.

    A table with another inside lays out a page, unless it has visible borders, or rows of data.
    """
    if element.tag != "table":
        return False
    if nested(element) and not (is_bordered(element) or has_data(element)):
        return False
    rows, size = [*map(cells_of, rows_of(element))], len(words_of(element))
    is_wide = any(sum(span(cell, "colspan") for cell in row) > 1 for row in rows)
    return is_wide and not any(is_layout(cell, size) for row in rows for cell in row)


def has_data(table: Element) -> bool:
    """True for a table with several rows of short cells without a link or a table in them."""
    rows = map(cells_of, rows_of(table))
    return sum(len(row) > 1 and all(map(is_plain, row)) for row in rows) > 1


def is_plain(cell: Element) -> bool:
    is_text = next(cell.iterdescendants("table", "a", "img"), None) is None
    return is_text and 0 < len(words_of(cell).strip()) <= CELL


def rows_of(table: Element) -> list[Element]:
    """The rows of a table as shown, its foot last, without those of tables in it."""
    own = (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)
    return sorted(own, key=lambda row: row.getparent().tag == "tfoot")


def is_layout(cell: Element, of: int) -> bool:
    """True for a cell with paragraphs of running text, such as the column of a page."""
    count = len(words_of(cell))
    if count > 3000 or count < PARAGRAPHS or 2 * count < of:
        return count > 3000
    return sum(bool(STOP.search(line)) for line in cell_text(cell).split("\n")) > 1


def grids(table: Element) -> Iterator[Grid]:
    """A table, and those that are in its cells."""
    yield grid_of(table)
    for one in table.iterdescendants("table"):
        if is_table(one) and next(one.iterancestors("table"), None) is table:
            yield from (replace(grid, is_inside=True) for grid in grids(one))


def grid_of(table: Element) -> Grid:
    """A table, with each merged cell where it begins. A caption is its first row."""
    rows = rows_of(table)
    head, cells = head_of(rows), placed(rows)
    width = 1 + max((column for its in cells.values() for _, column in its), default=0)
    texts = [[""] * width for _ in rows]
    heads: list[tuple[int, int, int]] = []
    for cell, its in cells.items():
        row, column = its[0]
        texts[row][column] = cell_text(cell)
        if row in head and texts[row][column]:
            heads.append((row, column, its[-1][1] + 1 - column))
    captions = [(cell_text(one), *[""] * (width - 1)) for one in table.iter("caption")]
    made = (*captions, *over_each([*map(tuple, texts)], heads))
    return Grid(made, wide=(*wide_in(rows, head),), marked=marked_in(rows, cells, len(captions)))


def placed(rows: list[Element]) -> dict[Element, list[Place]]:
    """The places of each cell of a table, in order; one over several columns and rows has several."""
    found: dict[Element, list[Place]] = {}
    filled: set[Place] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in cells_of(row):
            while (number, column) in filled:
                column += 1
            wide, tall = span(cell, "colspan"), span(cell, "rowspan", len(rows) - number)
            places = product(range(number, number + tall), range(column, column + wide))
            found[cell] = [one for one in places if one not in filled]
            filled.update(found[cell])
            column += wide
    return found


def marked_rows(rows: list[Element]) -> tuple[int, int]:
    """Where the rows begin, below a caption, and how many from there on are marked as those of the head."""
    first = next((at for at, row in enumerate(rows) if len(cells_of(row)) > 1), len(rows))
    return first, sum(1 for _ in takewhile(heads_table, rows[first:]))


def head_of(rows: list[Element]) -> range:
    """The rows of the head: those that are marked as such, or that the cells of its first row cover."""
    first, marked = marked_rows(rows)
    cells = (one for row in rows[first : first + 1] for one in cells_of(row))
    tall = max((span(one, "rowspan", len(rows) - first) for one in cells), default=0)
    return range(first, first + max(tall, marked if first + marked < len(rows) else 0))


def marked_in(
    rows: list[Element], cells: Mapping[Element, list[Place]], captions: int
) -> tuple[int, int] | None:
    """How many rows, with the captions, and columns are marked as heads; None if none are.

    Where each row has one head before one cell, as a form has them, no row is one.
    """
    first, marked = marked_rows(rows)
    below = range(first + marked, len(rows))
    if not below:
        return None
    heads = {place for cell, its in cells.items() if cell.tag == "th" for place in its}
    columns = next(at for at in count() if any((row, at) not in heads for row in below))
    if not marked and not columns:
        return None
    is_form = not marked and columns == 1 and all(len(cells_of(rows[at])) == 2 for at in below)
    return captions + first + (marked or int(not is_form)), columns


def heads_table(row: Element) -> bool:
    """True for a row that is marked as one of the head: in <thead>, or with nothing but <th>."""
    return row.getparent().tag == "thead" or all(one.tag == "th" for one in cells_of(row))


def wide_in(rows: list[Element], head: range) -> Iterator[str]:
    """The values over several columns or rows, below the head."""
    for row in rows[max(1, head.stop) :]:
        yield from values_over(
            (cell_text(one), span(one, "colspan"), span(one, "rowspan", len(rows)))
            for one in cells_of(row)
        )


def cells_of(row: Element) -> list[Element]:
    return [one for one in row if one.tag in ("td", "th")]


def span(cell: Element, name: str, rest: int = MOST_SPAN) -> int:
    """How many columns or rows a cell covers; `rowspan="0"` means all the rest."""
    return min(max(whole(cell.get(name), 1) or rest, 1), MOST_SPAN, rest)


def cell_text(cell: Element) -> str:
    """The text of a cell, line by line."""
    return "\n".join(one.text for one in blocks_of(cell) if isinstance(one, Line))
