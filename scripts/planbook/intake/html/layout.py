"""Lays out HTML as a reader sees it: paragraphs, items with their numbers, and grids of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product, takewhile
from operator import itemgetter

from planbook.intake.faces import common, leading, shared
from planbook.intake.form import BLANK, SMALL, STOP, Block, Grid, Line, bare, is_indent
from planbook.intake.html.items import item_mark, whole
from planbook.intake.html.looks import Element, is_bold, is_centered, named_face, size_of
from planbook.intake.merged import Place, over_each, values_over
from planbook.text.grammar import is_marked, mended

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "html", "legend", "li", "main", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
DATA = ("tr", "tbody", "thead", "tfoot", "colgroup", "col")
SPACE = re.compile(r"[ \t\r\n\f]+")
CJK = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
WRAPPED = re.compile(rf"(?<=[{CJK}“”‘’—…]) ?\n ?(?=[{CJK}“”‘’—…])")
LEADING = re.compile(rf"^[{BLANK}\n]+")
FIRST_LINE = re.compile(r"text-indent\s*:\s*([\d.]+)", re.IGNORECASE)
AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
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
class Run:
    """A piece of text within a line, and how it looks."""

    text: str
    strong: bool = False
    face: str = ""
    size: float = 0
    """Against the usual one: 1.5."""


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line, and what begins after it."""

    line: Line = EMPTY
    ends_item: bool = False


Piece = Run | Break | Grid
PLAIN = Run("", size=1)


def blocks_of(element: Element) -> Iterator[Block]:
    """The lines and tables of an element, in order."""
    line, runs = EMPTY, list[Run]()
    for piece in (*pieces(element), Break()):
        if isinstance(piece, Run):
            runs.append(piece)
            continue
        made = joined(line, runs)
        if made:
            yield made
        if isinstance(piece, Grid):
            yield piece
        line, runs = following(line if made is None else None, piece), []


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
    mark = (
        line.text
        if line.text and not is_marked(mended(text)) and not text.startswith(line.text)
        else ""
    )
    strong = line.strong or all(run.strong for run in runs if run.text.strip(BLANK + "\n"))
    indented = not line.level and (line.indented or bool(lead and is_indent(lead[0])))
    face = common((run.text, run.face) for run in runs)
    size = shared((run.text, run.size) for run in runs) or 0
    begins = "" if strong else leading((run.text, (run.strong, run.face)) for run in runs)
    return replace(
        line, text=mark + text, strong=strong, indented=indented, face=face, size=size, lead=begins
    )


def pieces(element: Element, *, looks: Run = PLAIN, small: str = "") -> Iterator[Piece]:
    """The text of an element as runs, with breaks where a browser ends a line."""
    tag = element.tag
    if is_table(element):
        yield Grid(tuple(grid(element)), wide=tuple(wide_in(element)), marked=marked_in(element))
        for one in element.iterdescendants("table"):
            if is_table(one) and next(one.iterancestors("table"), None) is element:
                yield from (inside(piece) for piece in pieces(one))
        return
    looks = seen(element, looks)
    small = tag if tag in SMALL else small
    is_block = tag in BLOCKS or bool(AS_BLOCK.search(element.get("style") or ""))
    if tag in {"br", "hr"}:
        yield Break(broken(element))
    if is_block:
        yield Break(opening(element))
    if tag == "q":
        yield replace(looks, text="“")
    yield from run_of(element.text, looks, small=small)
    for child in element:
        yield from pieces(child, looks=looks, small=small)
        yield from run_of(child.tail, looks, small=small)
    if tag == "q":
        yield replace(looks, text="”")
    if is_block:
        yield Break(ends_item=tag == "li")


def inside(piece: Piece) -> Piece:
    return replace(piece, is_inside=True) if isinstance(piece, Grid) else piece


def seen(element: Element, around: Run) -> Run:
    """How text in an element looks, by how that around it does."""
    face, size = named_face(element) or around.face, size_of(element, around.size)
    return Run("", around.strong or is_bold(element), face, size)


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
    styles = (one.get("style") or "" for one in (element, *element.iterancestors()))
    found = next(filter(None, map(FIRST_LINE.search, styles)), None)
    mark = item_mark(element) if tag == "li" else ""
    indented = bool(found and float(found[1].rstrip(".") or 0) > 0)
    centered = is_centered(element)
    return Line(mark, indented=indented, level=level, strong=centered, centered=centered)


def is_table(element: Element) -> bool:
    """True for a table of data: with several columns, and no cell that holds a part of the page.

    A table with another inside lays out a page, unless it has visible borders, or rows of data.
    """
    if element.tag != "table":
        return False
    if nested(element) and not (is_bordered(element) or has_data(element)):
        return False
    widths = [sum(span(cell, "colspan") for cell in cells_of(row)) for row in rows_of(element)]
    whole = len(words_of(element))
    return max(widths, default=0) > 1 and not any(
        is_layout(cell, whole) for row in rows_of(element) for cell in cells_of(row)
    )


def nested(table: Element) -> bool:
    return next(table.iterdescendants("table"), None) is not None


def is_bordered(table: Element) -> bool:
    """True for a table with rules; one with tables in its tables lays out a page all the same."""
    if any(map(nested, table.iterdescendants("table"))):
        return False
    said = re.search(r"border[^:;]*:[^;]*\b(?:solid|double)\b", table.get("style") or "")
    return whole(table.get("border"), 0) > 0 or bool(said)


def has_data(table: Element) -> bool:
    """True for a table with several rows of short cells without a link or a table in them."""
    rows = [list(cells_of(row)) for row in rows_of(table)]
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
    return sum(bool(STOP.search(line.text)) for line in blocks_of_cell(cell)) > 1


def grid(table: Element) -> Iterator[tuple[str, ...]]:
    """The rows of a table, with each merged cell where it begins. A caption is its first row."""
    rows = rows_of(table)
    head = head_of(rows)
    owners = placed(rows)
    width = 1 + max((column for _, column in owners), default=0)
    texts = [[""] * width for _ in rows]
    heads: list[tuple[int, int, int]] = []
    for cell, its in cells_in(owners).items():
        (row, column), (_, last) = min(its), max(its)
        texts[row][column] = cell_text(cell)
        if row in head and texts[row][column]:
            heads.append((row, column, last + 1 - column))
    for caption in table.iter("caption"):
        yield (cell_text(caption), *[""] * (width - 1))
    yield from over_each([*map(tuple, texts)], heads)


def placed(rows: list[Element]) -> dict[Place, Element]:
    """The cell at each place of a table; one over several columns and rows is at all of them."""
    owners: dict[Place, Element] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in cells_of(row):
            while (number, column) in owners:
                column += 1
            wide, tall = span(cell, "colspan"), span(cell, "rowspan", len(rows) - number)
            for place in product(range(number, number + tall), range(column, column + wide)):
                owners.setdefault(place, cell)
            column += wide
    return owners


def cells_in(owners: Mapping[Place, Element]) -> dict[Element, list[Place]]:
    """The places of each cell."""
    found: dict[Element, list[Place]] = {}
    for place, cell in sorted(owners.items(), key=itemgetter(0)):
        found.setdefault(cell, []).append(place)
    return found


def head_of(rows: list[Element]) -> range:
    """The rows of the head, below a caption: those that are marked as such, or that its first row covers."""
    first = next((at for at, row in enumerate(rows) if len(list(cells_of(row))) > 1), len(rows))
    cells = (one for row in rows[first : first + 1] for one in cells_of(row))
    tall = max((span(one, "rowspan", len(rows) - first) for one in cells), default=0)
    marked = sum(1 for _ in takewhile(heads_table, rows[first:]))
    return range(first, first + max(tall, marked if first + marked < len(rows) else 0))


def marked_in(table: Element) -> tuple[int, int] | None:
    """How many rows, with a caption among them, and columns are marked as heads; None if none are.

    Where each row has one head before one cell, as a form has them, no row is one.
    """
    rows, captions = rows_of(table), sum(1 for _ in table.iter("caption"))
    first = next((at for at, row in enumerate(rows) if len(list(cells_of(row))) > 1), len(rows))
    marked = sum(1 for _ in takewhile(heads_table, rows[first:]))
    heads = {place for place, cell in placed(rows).items() if cell.tag == "th"}
    below = range(first + marked, len(rows))
    width = 1 + max((column for _, column in heads), default=-1)
    is_side = (all((row, column) in heads for row in below) for column in range(width))
    columns = sum(takewhile(bool, is_side))
    if not below or (not marked and not columns):
        return None
    is_form = (
        not marked and columns == 1 and all(len(list(cells_of(rows[at]))) == 2 for at in below)
    )
    return captions + first + (marked or int(not is_form)), columns


def heads_table(row: Element) -> bool:
    """True for a row that is marked as one of the head: in <thead>, or with nothing but <th>."""
    return row.getparent().tag == "thead" or all(one.tag == "th" for one in cells_of(row))


def wide_in(table: Element) -> Iterator[str]:
    """The values over several columns or rows, below the head."""
    rows = rows_of(table)
    for row in rows[max(1, head_of(rows).stop) :]:
        yield from values_over(
            (cell_text(one), span(one, "colspan"), span(one, "rowspan", len(rows)))
            for one in cells_of(row)
        )


def cells_of(row: Element) -> Iterator[Element]:
    return (one for one in row if one.tag in ("td", "th"))


def span(cell: Element, name: str, rest: int = MOST_SPAN) -> int:
    """How many columns or rows a cell covers; `rowspan="0"` means all the rest."""
    said = whole(cell.get(name), 1)
    return min(max(said, 1) if said else max(rest, 1), MOST_SPAN, max(rest, 1))


def cell_text(cell: Element) -> str:
    """The text of a cell, line by line."""
    return "\n".join(line.text for line in blocks_of_cell(cell))


def blocks_of_cell(cell: Element) -> Iterator[Line]:
    yield from (one for one in blocks_of(cell) if isinstance(one, Line))


def words_of(element: Element) -> str:
    """All text of an element, as it is in the file."""
    return "".join(element.itertext())
