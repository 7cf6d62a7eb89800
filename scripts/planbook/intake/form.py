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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from planbook.characters import FORBIDDEN, QUOTES
from planbook.intake.provenance import NOTHING, Provenance
from planbook.text.grammar import (
    BELOW_TABLE,
    CAPTION,
    NUMERAL,
    RAISED,
    mended,
)

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
    centered: bool = False
    size: float = 0
    """The size of its letters, if all have the same and that is known; in whatever unit."""
    lead: str = ""
    """What alone is emphasized at its beginning, perhaps without its number: 指导思想。"""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. A merged cell has its text where it begins; the cells that it covers are empty."""

    rows: tuple[tuple[str, ...], ...]
    """The cells; a line break in one is where the original breaks the line on purpose."""
    opens_page: bool = False
    wide: tuple[str, ...] = ()
    """The values that cover several columns or rows."""
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
    is_inside: bool = False
    """True if it is inside a cell of the table before it."""
    unended: tuple[tuple[int, int], ...] = ()
    """The places of cells that end with the table, and may go on on the next page.

    Alone in its columns it has no text, or alone of its row no rule below it. Rows count from the
    end, as the first ones may be a repeated head."""
    is_unread: bool = False
    """True if its rows are the lines of the original, as nothing tells its own."""
    tall: tuple[int, ...] = ()
    """The columns with cells over several rows."""
    marked: tuple[int, int] | None = None
    """How many of its rows, from the first on, and of its columns are marked as heads, if any are."""


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
    """How it is set otherwise than the text is: 黑体 bold, centered."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The beginning of a line that the original emphasizes, and not the rest."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """What the original marks as the heads of a table."""

    line: int
    """The first row of the table."""
    rows: int
    columns: int


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
    leads: tuple[Lead, ...] = ()
    tables: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """One of the files that have a document."""

    name: str
    raw: bytes
    taken: Taken
    line: int = 1
    """The line of the whole text at which it begins."""


def words(block: Block) -> str:
    """The text of a block on one line."""
    return (
        block.text
        if isinstance(block, Line)
        else " ".join(cell for row in block.rows for cell in row if cell).replace("\n", " ")
    )


def goes_on(table: Block, following: Block) -> bool:
    """True if the second table is the rest of the first one, on the next page or in the next column."""
    if not (isinstance(table, Grid) and isinstance(following, Grid)):
        return False
    opens = following.opens_page or following.opens_column
    opens = opens and not (table.is_unread or following.is_unread)
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
