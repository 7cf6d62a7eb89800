"""Finishes what a reader has found in a file: its edges, its notes, its lines, and the text of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from planbook.intake.faces import emphasized, lead_of, leveled, run_in, title_of, titled
from planbook.intake.form import (
    BLANK,
    INDENT,
    NOTE,
    ORDER,
    PROSE,
    STOP,
    Block,
    Grid,
    Heading,
    Lead,
    Left,
    Line,
    Marked,
    Taken,
    bare,
    is_beside,
    spans,
)
from planbook.intake.furniture import DETAILS, trimmed
from planbook.intake.notes import placed
from planbook.intake.overpages import with_whole_tables
from planbook.intake.provenance import provenance_of, said_above
from planbook.problems import named
from planbook.text.cells import Kind, kind_of
from planbook.text.grammar import (
    BRACKETED,
    CAPTION,
    DATE,
    HEADING_LIMIT,
    is_heading_form,
    is_marked,
    is_open,
    mark_of,
    mended,
)
from planbook.text.grammar import NOTE as BELOW
from planbook.text.series import may_be_marked
from planbook.text.words import cuts_word

INSIDE = tuple("和与及的、，")
"""Ends of a line that end no phrase."""
MOST_HEADS = 4
"""Rows of a head, at most: a table that is marked as one has none."""
LEAST_STACKS = 2
"""Cells with several lines that make a row several rows."""
NAMED = 5
"""Maximum cells that a warning names."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader has found in a file, before it is finished."""

    kind: str
    blocks: Iterable[Block]
    left: Iterable[Left] = ()
    warnings: Iterable[str] = ()
    numbers: Iterable[str] = ()
    metas: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself outside its text, by names in lower case."""
    blanks: bool = False
    """True if blank lines are kept."""


def taken(read: Read) -> Taken:
    """What was read, with its text written.

    Without what belongs to a site or a paper at its ends, and with each note after the paragraph
    that it belongs to.
    """
    kept, site = trimmed(leveled(list(read.blocks)))
    whole, heads, broken = with_whole_tables(kept)
    noted, titles = placed(whole)
    left = (*read.left, *site, *heads, *titles)
    text, headings, leads, tables = written(emphasized(noted), blanks=read.blanks)
    text = text.rstrip("\n") + "\n" if read.blanks else text
    said = (one.text for one in left if one.kind == DETAILS)
    provenance = provenance_of((*said, *said_above(text)), read.metas)
    warnings = (*read.warnings, *unclear(noted, broken))
    numbers = tuple(read.numbers)
    return Taken(read.kind, text, headings, left, warnings, numbers, provenance, leads, tables)


def unclear(blocks: Iterable[Block], broken: Sequence[str]) -> Iterator[str]:
    """What the text does not show of the tables and titles of the original."""
    blocks = list(blocks)
    grids = [one for one in blocks if isinstance(one, Grid)]
    lines = [one for one in blocks if isinstance(one, Line)]
    titles = [title for one in lines if (title := title_of(one)) and not is_parted(one, title)]
    begun = [title for one in lines if (title := run_in(one)) and not title_of(one)]
    wide = [one for grid in grids for one in grid.wide]
    stacks = [one for grid in grids for one in stacks_of(grid)]
    inner = [" ".join(grid.rows[0]) for grid in grids if grid.is_inside]
    for found, said in (
        (inner, "tables inside a cell of another one come after it"),
        (wide, "values that cover several columns or rows of a table are in the first of them"),
        (stacks, "several numbers in one cell of a table are on one line"),
        (broken, "rows at the end of a page that may go on on the next page"),
        (titles, "titles that only their looks part from their text are lines of their own"),
        (
            begun * (len(begun) > 1),
            "titles at the beginning of lines that nothing but their looks parts from their text are in it",
        ),
    ):
        if found:
            cells = [f"“{' '.join(one.split())}”" for one in found]
            yield f"{said}: {named(cells, NAMED)}"


def is_parted(line: Line, title: str) -> bool:
    """True if a blank parts the title at the beginning of a line from its text."""
    return bare(line.text)[len(title) :][:1] in BLANK


def stacks_of(grid: Grid) -> Iterator[str]:
    """The cells whose several numbers are on one line of the text."""
    rows = (row for row in grid.rows if len(list(unstacked(row))) == 1)
    yield from (cell for row in rows for cell in row if is_figures(cell.split("\n")))


def written(
    blocks: Iterable[Block], *, blanks: bool = False
) -> tuple[str, tuple[Heading, ...], tuple[Lead, ...], tuple[Marked, ...]]:
    """The text of the blocks, and its lines that were headings in the original, or began like ones.

    Last come the heads of its tables.
    """
    lines: list[str] = []
    headings: list[Heading] = []
    leads: list[Lead] = []
    tables: list[Marked] = []
    above: Block | None = None
    for block in titled(whole_lines(blocks)):
        made = list(rows_of(block) if isinstance(block, Grid) else line_of(block))
        if begins_table(above, block):
            lines.append("")
        above = block
        made = made or [""] * (blanks and isinstance(block, Line))
        if isinstance(block, Line) and made and is_shown(block):
            text = made[0].strip("\f\u3000")
            headings.append(Heading(len(lines) + 1, block.level, text, block.face))
        elif isinstance(block, Line) and (lead := lead_of(block)):
            leads.append(Lead(len(lines) + 1, lead))
        elif isinstance(block, Grid):
            tables += marked_in(block, made, len(lines) + 1)
        lines += made
    text = "".join(f"{line}\n" for line in lines)
    return text, tuple(headings), tuple(leads), tuple(tables)


def marked_in(grid: Grid, lines: Sequence[str], first: int) -> Iterator[Marked]:
    """The heads of a table, of which so many lines are made, if they are marked as no text shows."""
    rows, columns = grid.marked or (1, 0)
    made = sum("\t" in one for one in rows_of(replace(grid, rows=grid.rows[:rows])))
    above = next((at for at, one in enumerate(lines) if "\t" in one), len(lines))
    is_told = (made, columns) in ((0, 0), (1, 0))  # its caption alone, or its first row
    if not is_told and made <= MOST_HEADS and above + made < len(lines):
        yield Marked(first + above, made, columns)


def whole_lines(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with each heading, caption, and sentence that has a line break as one line."""
    made: list[Block] = []
    for block, below in pairwise([*blocks, Line("")]):
        last = made.pop() if made else None
        made += [block] if last is None else joined(last, block, below)
    return made


def joined(last: Block, block: Block, below: Block) -> tuple[Block, ...]:
    """Two blocks, as one if the second is a line that is the rest of the first."""
    if not (isinstance(last, Line) and isinstance(block, Line)):
        return last, block
    is_title = is_rest(block, last)
    is_caption = isinstance(below, Grid) and ends_caption(block, last)
    if not (is_title or is_caption or continues(block, last) or ends_remark(block, last)):
        return last, block
    first, rest = bare(last.text), bare(block.text)
    blank = " " * (is_title and parts_phrases(first, rest))
    return (replace(last, text=f"{first}{blank}{rest}"),)


def parts_phrases(first: str, rest: str) -> bool:
    """True between the halves of a chapter's heading, which are phrases; a title is broken anywhere.

    A line end inside a word, or above a short rest, has no meaning.
    """
    mark = mark_of(mended(first))
    is_short = mark is not None and 2 * len(rest) < len(first) - len(mark.text)
    is_parted = is_marked(mended(first)) and not CAPTION.match(mended(first))
    return is_parted and not (is_short or first.endswith(INSIDE) or cuts_word(first, rest))


def ends_remark(line: Line, before: Line) -> bool:
    """True for the second line of a remark in brackets, such as where a plan was adopted."""
    first, rest = mended(bare(before.text)), mended(bare(line.text))
    return bool(rest and BRACKETED.fullmatch(first + rest))


def ends_caption(line: Line, caption: Line) -> bool:
    """True for a centered line between a centered caption and its table: the rest of the caption."""
    first, text = mended(bare(caption.text)), mended(bare(line.text))
    is_phrase = is_heading_form(text) and not may_be_marked(text) and not BELOW.match(text)
    return line.centered and caption.centered and bool(CAPTION.match(first)) and is_phrase


def continues(line: Line, before: Line) -> bool:
    """True for the second line of a sentence that has a line break."""
    first, text = mended(bare(before.text)), mended(bare(line.text))
    is_begun = PROSE.search(first) and is_open(first) and not BRACKETED.fullmatch(first)
    if not (line.goes_on and is_begun and text) or line.indented or before.level:
        return False
    mark = mark_of(first)
    is_title = bool(mark and is_heading_form(first[len(mark.text) :]))
    begins = is_marked(text) or any(one.match(text) for one in (NOTE, DATE, ORDER))
    is_prose = first.endswith(("，", "、")) or PROSE.search(text) or cuts_word(first, text)
    return bool(is_prose) and not (is_title or begins)


def is_rest(line: Line, heading: Line) -> bool:
    """True for the second line of a heading that begins nothing new.

    So it is of a paragraph that is centered if it begins like a heading, or like a caption.
    """
    text = bare(line.text)
    is_short = 0 < len(text) <= HEADING_LIMIT and not STOP.search(text)
    is_one = heading.level or (heading.centered and is_marked(mended(bare(heading.text))))
    others = () if heading.level else (BELOW, DATE)
    begins = may_be_marked(mended(text)) or any(one.match(mended(text)) for one in others)
    return bool(is_one and line.goes_on and is_short) and not begins


def begins_table(above: Block | None, block: Block) -> bool:
    """True for a table right below another one, which does not go on over a page or a column.

    Where one of them could not be read, so that its lines are its rows, it may have other columns.
    """
    if not (isinstance(block, Grid) and isinstance(above, Grid)):
        return False
    is_other = len(above.rows[0]) != len(block.rows[0]) and (above.is_unread or block.is_unread)
    return is_other or not (block.opens_page or block.opens_column)


def is_shown(line: Line) -> bool:
    """True for a line that the original shows as a heading; captions are emphasized as well."""
    return bool(line.level) or (line.strong and not CAPTION.match(mended(line.text.strip())))


def line_of(line: Line) -> Iterator[str]:
    if text := bare(line.text):
        yield "\f" * line.opens_page + INDENT * line.indented + text


def rows_of(grid: Grid) -> Iterator[str]:
    """The rows as lines; a table of one column is text. Rows without any text are left out."""
    feed = "\f" * grid.opens_page
    rows = [tuple(map(bare, row)) for whole in grid.rows for row in unstacked(whole)]
    rows = [row for row in rows if any(row)]
    for index, row in enumerate(rows):
        is_title = spans(row) and is_beside(row[0], index, len(rows))
        yield feed + (row[0] if is_title else "\t".join(row))
        feed = ""


def unstacked(row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The rows that one row of the original holds: its cells have so many lines, some with numbers."""
    cells = below_total([cell.split("\n") for cell in row])
    stacks = [one for one in cells if len(one) > 1]
    are_even = len(stacks) >= LEAST_STACKS and len({*map(len, stacks)}) == 1
    are_rows = are_even and any(is_figures([*filter(bare, one)]) for one in stacks)
    yield from zip_longest(*cells, fillvalue="") if are_rows else (row,)


def below_total(cells: list[list[str]]) -> list[list[str]]:
    """The lines of cells; numbers are beside the lines from 其中 on if the total above these has none."""
    labels = (one for one in cells if len(one) > LEAST_STACKS and one[1].startswith("其中"))
    label = next(labels, [])
    figures = [one for one in cells if is_figures(one)]
    if not figures or any(len(one) != len(label) - 1 for one in figures):
        return cells
    return [["", *one] if is_figures(one) else one for one in cells]


def is_figures(lines: Sequence[str]) -> bool:
    """True for several numbers, one below the other."""
    return len(lines) > 1 and all(kind_of(bare(one)) is Kind.AMOUNT for one in lines)
