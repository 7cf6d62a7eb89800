"""Defines the plain form: lines of text that keep what decides structure.

A paragraph is one line, indented by two U+3000 if it is indented in the original. A row of a table
is one line, its cells separated by tabs: always one tab fewer than the table has columns, and no
other line has a tab. A blank line parts two tables. A form feed begins a page; inside a line, it is
where a page ends within a paragraph.

A note has its mark in the text, as raised digits (强度¹), and is an indented line of its own, which
begins with the same mark (　　¹按2025年口径。), after the paragraph or the table that refers to it. A mark
that has no raised form is in brackets: [i].
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from unicodedata import normalize

from planbook.characters import FORBIDDEN, QUOTES
from planbook.intake.provenance import NOTHING, Provenance
from planbook.text.cells import Kind, kind_of
from planbook.text.grammar import (
    BELOW_TABLE,
    BRACKETED,
    CAPTION,
    DATE,
    HEADING_LIMIT,
    NUMERAL,
    RAISED,
    is_heading_form,
    is_marked,
    is_open,
    mark_of,
    mended,
)
from planbook.text.series import may_be_marked
from planbook.text.words import cuts_word

INDENT = "\u3000\u3000"
BLANK = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
QUOTED = str.maketrans(QUOTES)
LINE_ENDS = re.compile("\r\n?|[\n\v\x1c-\x1e\x85\u2028\u2029]")
DIGITS = re.compile("[0-9]+")
SCRIPTS = re.compile(f"([{RAISED}₀-₉]+)")
SMALL = {
    "sup": str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"),
}
NOTE = re.compile(rf"(?: {BELOW_TABLE} ) [：:\d]", re.VERBOSE)
"""Begins a line below a table."""
STOP = re.compile(r"。|(?<=[\u4e00-\u9fff％%])\.(?![\da-zA-Z])")
"""A full stop; texts of the 1990s have that of English."""
PROSE = re.compile(r"[，；。]")
"""What a sentence has, and no title."""
ORDER = re.compile(f"{NUMERAL}是")
"""Begins a paragraph of a series: 一是."""

LEAST_STACKS = 2
"""Cells with several lines that make a row several rows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, usually a whole paragraph."""

    text: str
    indented: bool = False
    level: int = 0
    """Its level as a heading, if the original marks it as one; otherwise 0."""
    strong: bool = False
    """True if it is emphasized throughout."""
    opens_page: bool = False
    goes_on: bool = False
    """True if it is parted from the line before only by a line break within one paragraph."""
    face: str = ""
    """The typeface of its Chinese text, if it has one and that is known: 黑体."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. A merged cell has its text where it begins; the cells that it covers are empty."""

    rows: tuple[tuple[str, ...], ...]
    """The cells; a line break in one is where the original breaks the line on purpose."""
    opens_page: bool = False
    wide: tuple[str, ...] = ()
    """The values that cover several columns."""
    room: tuple[float, ...] = ()
    """What the last line of each cell of the last row leaves of its width, in characters, if known."""
    is_cut: bool = False
    """True if other rows end at a rule, and the last one does not."""
    is_open: bool = False
    """True if no rules part its cells."""
    doubts: tuple[str, ...] = ()
    """The rows that may be others, as they were read."""
    opens_column: bool = False
    """True if it begins a column of a page, below a table in the one before."""
    heads: tuple[tuple[int, int, int], ...] = ()
    """The cells over several columns of its head: row, first column, number of columns."""


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Left:
    """A piece of the original that is not in the text."""

    kind: str
    """What such pieces are, in the plural: `pictures`."""
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that the original shows as a heading; whether it is one, the grammar decides."""

    line: int
    level: int
    """From 1; 0 for a line that is only emphasized."""
    text: str
    face: str = ""
    """Its typeface, if it is another than that of the text."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it was taken in."""

    kind: str
    """What the file is: `HTML page`."""
    text: str
    headings: tuple[Heading, ...] = ()
    left: tuple[Left, ...] = ()
    warnings: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """The runs of digits in the tables of the original, found by another way than `text`."""
    provenance: Provenance = NOTHING


@dataclass(frozen=True, slots=True)
class File:
    """One of the files that have a document."""

    name: str
    raw: bytes
    taken: Taken
    line: int = 1
    """The line of the whole text at which it begins."""


def written(blocks: Iterable[Block], *, blanks: bool = False) -> tuple[str, tuple[Heading, ...]]:
    """The text of the blocks, and its lines that were headings in the original."""
    lines: list[str] = []
    headings: list[Heading] = []
    above: Block | None = None
    for block in whole_lines(blocks):
        made = list(rows_of(block) if isinstance(block, Grid) else line_of(block))
        if begins_table(above, block):
            lines.append("")
        above = block
        made = made or [""] * (blanks and isinstance(block, Line))
        if isinstance(block, Line) and made and is_shown(block):
            text = made[0].strip("\f\u3000")
            headings.append(Heading(len(lines) + 1, block.level, text, block.face))
        lines += made
    return "".join(f"{line}\n" for line in lines), tuple(headings)


def whole_lines(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with each heading and sentence that has a line break as one line."""
    made: list[Block] = []
    for block in blocks:
        last = made[-1] if made else None
        if not (isinstance(last, Line) and isinstance(block, Line)):
            made.append(block)
        elif is_rest(block, last):
            blank = " " * parts_phrases(bare(last.text), bare(block.text))
            made[-1] = replace(last, text=f"{bare(last.text)}{blank}{bare(block.text)}")
        elif continues(block, last):
            made[-1] = replace(last, text=f"{bare(last.text)}{bare(block.text)}")
        else:
            made.append(block)
    return made


def parts_phrases(first: str, rest: str) -> bool:
    """True between the halves of a chapter's heading, which are phrases; a title is broken anywhere.

    A line end inside a word, or above a short rest, has no meaning.
    """
    mark = mark_of(mended(first))
    is_short = mark is not None and 2 * len(rest) < len(first) - len(mark.text)
    return is_marked(mended(first)) and not is_short and not cuts_word(first, rest)


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
    """True for the second line of a heading that begins nothing new."""
    text = bare(line.text)
    is_short = 0 < len(text) <= HEADING_LIMIT and not STOP.search(text)
    return bool(heading.level and line.goes_on and is_short) and not may_be_marked(mended(text))


def begins_table(above: Block | None, block: Block) -> bool:
    """True for a table right below another one, which does not go on over a page or a column."""
    is_table = isinstance(block, Grid) and not (block.opens_page or block.opens_column)
    return is_table and isinstance(above, Grid)


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
    cells = [cell.split("\n") for cell in row]
    stacks = [one for one in cells if len(one) > 1]
    if (
        len(stacks) < LEAST_STACKS
        or len({*map(len, stacks)}) > 1
        or not any(map(is_figures, stacks))
    ):
        yield row
        return
    yield from zip_longest(*cells, fillvalue="")


def is_figures(lines: Sequence[str]) -> bool:
    """True for several numbers, one below the other."""
    return len(lines) > 1 and all(kind_of(bare(one)) is Kind.AMOUNT for one in lines)


def goes_on(table: Block, following: Block) -> bool:
    """True if the second table is the rest of the first one, on the next page or in the next column."""
    if not (isinstance(table, Grid) and isinstance(following, Grid)):
        return False
    opens = following.opens_page or following.opens_column
    return opens and len(table.rows[0]) == len(following.rows[0])


def spans(row: tuple[str, ...]) -> bool:
    return bool(row[0]) and not any(row[1:])


def is_beside(text: str, index: int, count: int) -> bool:
    """True for a caption or a note that was set as the first or the last row of its table."""
    return bool(
        (not index and CAPTION.match(mended(text))) or (index == count - 1 and NOTE.match(text))
    )


def bare(text: str) -> str:
    """The text as one line: blanks at its ends and all controls removed, except form feeds."""
    text = LINE_ENDS.sub(" ", text).replace("\t", " ").translate(QUOTED)
    return "".join(char for char in text if char == "\f" or not is_control(char)).strip(BLANK)


def is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f"


def is_indent(blanks: str) -> bool:
    """True for blanks at the start of a line that are an indent, and do not center the line."""
    return (
        4 <= sum(2 if char in "\u3000\u2001\u2003" else 1 for char in blanks if char != "\n") <= 8
    )


def digit_runs(text: str) -> Iterator[str]:
    """The numbers of a text, digit by digit: `1,200.5` has three runs, whatever their form."""
    yield from DIGITS.findall(normalize("NFKC", text))


def absent(numbers: Iterable[str], text: str) -> Counter[str]:
    """The numbers that the text has fewer times than they are named.

    Raised digits are part of the number before them or not: 10⁴ is 104, or 10 and 4.
    """
    parted = digit_runs(SCRIPTS.sub(r" \1 ", text))
    return Counter(numbers) - (Counter(digit_runs(text)) | Counter(parted))


def pressed(text: str) -> str:
    """The text without blanks and variants, for comparison."""
    return re.sub(r"\s+", "", FORBIDDEN.sub("", normalize("NFKC", text)))
