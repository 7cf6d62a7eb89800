"""Takes in plain text, line for line, with notes after their paragraphs; Markdown has its own reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from html.entities import html5
from itertools import chain

from planbook.intake.finish import rows_of
from planbook.intake.form import INDENT, LINE_ENDS, Block, Grid, Left, Taken, digit_runs
from planbook.intake.furniture import added, edges, kind_of, without_added
from planbook.intake.provenance import is_account, provenance_of, said_above
from planbook.intake.text.markdown import is_markdown, take_markdown
from planbook.intake.text.marktables import BAR, Table, table_at
from planbook.intake.text.tables import heads_unparted, with_rows, with_single_cells
from planbook.problems import named, stop
from planbook.text.decode import (
    BOMS,
    attempt,
    guess_encoding,
    plausible,
    refuse_what_is_no_text,
    strictly,
)
from planbook.text.footnotes import CIRCLED, key_of, marks_in, style_of
from planbook.text.grammar import PAGE_MARK, RAISED, is_marked, is_open, is_row

TEXT = "plain text"
MIXED_LENGTH = 12
"""Bytes beyond ASCII that a line must have to be judged by itself: four Han characters in UTF-8."""
NOTE = re.compile(
    rf"\s*([{RAISED}]+|[{CIRCLED}]|\[\d{{1,2}}\]|［\d{{1,2}}］|〔\d{{1,2}}〕)\s*(?=\S)"
)
"""Begins a note at the foot of a page."""
PAGE = 80
"""Maximum lines of a page, and of a paragraph that goes on on the next one."""
LAST = 0.8
"""The last line of a paragraph is shorter than this share of the line before the notes …"""
WHOLE = 60
"""… or each paragraph is one line of this many characters or more."""
ENTITY = re.compile(r"&(?:([A-Za-z][A-Za-z\d]{1,24})|#\d{1,7}|#[xX][\da-fA-F]{1,6});")
ENTITIES = "codes of HTML, read as the characters that they stand for"
QUOTED = re.compile(r"[ \t]*(?:>[ \u00a0]?)+")
"""What a mail program writes before each line that it quotes."""
MOST_QUOTED, MAILED = 0.9, 0.5
"""The share of such lines in a quoted text, and below the name of a sender; in others, they are bullets."""
SENDER = re.compile(r"(?im)\A.{0,300}?^(?:发件人|寄件者|寄件人|From)\s?[:：]", re.DOTALL)
MAIL = "lines of the mail that quotes the text"
OPEN = "tables with cells that may go over several lines"
UNPARTED = (
    "tables whose cells only single blanks part (put tabs between them, and take the text again)"
)
NAMED = 5
"""Maximum tables that a warning names."""
FROM_PDF = (
    "lines that are broken throughout, on pages, as a program makes them of a PDF: the PDF itself shows"
    " its tables, indents, and headings"
)
GAP = re.compile(r"\S[ \u00a0]{3,}\S")
"""Blanks that such a program puts between columns, if it keeps their places."""
FEEDS, LONG_LINE, MOST_BROKEN = 2, 20, 0.5
"""The fewest pages that end, and the share of lines of some length that end inside a sentence."""

DRAWN = re.compile("[─-╿]")
"""The characters with which lines are drawn: ┌ ─ │ ┼."""
ACROSS, UPRIGHT = "─━┄┅┈┉═╌╍", "│┃┆┇┊┋║╎╏|"
RULE = re.compile(rf"[\s{ACROSS}_=-]*(?:[{ACROSS}]{{4}}|[_=-]{{10}})[\s{ACROSS}_=-]*")
"""A rule alone on its line, which says nothing of columns."""
RULES = "rules of tables"
WIDTHS = 2, 1
"""A drawn character is as wide as a Han character, or as a Latin one."""


def take_text(raw: bytes, name: str) -> Taken:
    """The text of the file, with its lines as they are."""
    text, mail = unquoted(decoded(raw, name))
    taken = read_as(text)
    return replace(taken, left=(*mail, *taken.left))


def read_as(text: str) -> Taken:
    """A text as Markdown, or as it is."""
    if is_markdown(text):
        return take_markdown(text)
    found = [one[0] for one in ENTITY.finditer(text) if is_entity(one)]
    taken = as_it_is(characters(text)) if found else as_it_is(text)
    return replace(taken, left=(*taken.left, *(Left(ENTITIES, one) for one in found)))


def characters(text: str) -> str:
    """The text with the characters that its entities stand for: “ for &ldquo; and &amp;ldquo;."""
    for _ in range(2):
        text = ENTITY.sub(lambda one: unescape(one[0]) if is_entity(one) else one[0], text)
    return LINE_ENDS.sub("\n", text)


def is_entity(found: re.Match[str]) -> bool:
    return found[1] is None or f"{found[1]};" in html5


def unquoted(text: str) -> tuple[str, list[Left]]:
    """A text that a mail quotes as it was before, `> 第一章 总则`, and the lines of the mail around it."""
    lines = text.split("\n")
    quoted = [at for at, one in enumerate(lines) if QUOTED.match(one)]
    solid = sum(bool(one.strip()) for one in lines)
    share = MAILED if SENDER.search(text) else MOST_QUOTED
    if not quoted or len(quoted) < share * solid:
        return text, []
    start, end = quoted[0], quoted[-1] + 1
    left = [Left(MAIL, one.strip()) for one in (*lines[:start], *lines[end:]) if one.strip()]
    return "\n".join(QUOTED.sub("", line, 1) for line in lines[start:end]) + "\n", left


def as_it_is(text: str) -> Taken:
    """The text without rules, and without what belongs to a site or a paper at its ends."""
    ruled = without_rules(text.removesuffix("\n").split("\n"))
    tables = with_rows(ruled.lines)
    is_made = is_of_pdf(tables.lines)
    is_plain = is_made and not any(map(GAP.search, tables.lines))
    single = with_single_cells(tables.lines) if is_plain else tables.lines
    lines = with_whole_paragraphs([*single])
    cut = dict(edges(lines, [is_row(one) and not is_account([one.split("\t")]) for one in lines]))
    kept = [line.replace(cut.get(at, ""), "", 1) for at, line in enumerate(lines)]
    whole = [(line, without_added(line)) for line in kept]
    made = "".join(
        f"{own}\n" for at, (line, own) in enumerate(whole) if own.strip() or not (line or at in cut)
    )
    site = (Left(kind_of(one), one) for one in cut.values())
    left = (*ruled.left, *tables.left, *site, *(one for line in kept for one in added(line)))
    provenance = provenance_of((*cut.values(), *said_above(made)), {})
    doubts = {OPEN: tables.doubts, UNPARTED: [*heads_unparted(made.splitlines())]}
    named_in = (
        f"{what}: {named([f'“{one}”' for one in its], NAMED)}"
        for what, its in doubts.items()
        if its
    )
    warnings = (*([FROM_PDF] * is_made), *named_in)
    return Taken(TEXT, made, (), left, warnings, (*ruled.numbers, *tables.numbers), provenance)


def is_of_pdf(lines: Sequence[str]) -> bool:
    """True for a text with form feeds whose lines are broken at its margins."""
    feeds = sum(line.startswith("\f") for line in lines)
    long = [one.strip() for one in lines if len(one.strip()) >= LONG_LINE and "\t" not in one]
    broken = sum(is_open(one) and not is_marked(one) for one in long)
    return feeds >= FEEDS and broken >= MOST_BROKEN * max(1, len(long))


@dataclass(slots=True)
class Ruled:
    """The lines of a text without rules, with its tables as rows of cells."""

    lines: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    """The runs of digits in those tables."""


def without_rules(lines: Sequence[str]) -> Ruled:
    """The lines, with each table that a rule shows as rows whose cells are parted by tabs."""
    made, at = Ruled(), 0
    forms = [[drawn(line, width) for line in lines] for width in WIDTHS]
    while at < len(lines):
        table = table_in(forms, at)
        own = lines[at : table.end if table else at + 1]
        if table:
            made.lines += chain.from_iterable(map(lines_of, table.blocks))
            made.numbers += digit_runs("\n".join(own))
        elif not RULE.fullmatch(lines[at]):
            made.lines += own
            own = []
        made.left += (Left(RULES, one) for one in own if is_rule(one))
        at += max(1, table.end - at if table else 1)
    return made


def table_in(forms: Sequence[Sequence[str]], at: int) -> Table | None:
    """The table that begins at a line, if a rule is near that tells its columns apart."""
    found = [
        table
        for lines in forms
        if (BAR.search(lines[at]) or any("--" in one for one in lines[at : at + 2]))
        and (table := table_at(lines, at))
    ]
    return next(filter(is_parted, found), found[0] if found else None)


def is_parted(table: Table) -> bool:
    """True if no cell has a gap inside, as it would where the columns are told apart wrongly."""
    rows = [row for grid in grids_of(table) for row in grid.rows]
    return not any("  " in cell for row in rows for cell in row)


def lines_of(block: Block) -> Iterator[str]:
    return rows_of(block) if isinstance(block, Grid) else iter([block.text])


def grids_of(table: Table) -> list[Grid]:
    return [one for one in table.blocks if isinstance(one, Grid)]


def is_rule(line: str) -> bool:
    """True for a line of rules alone, drawn or of signs."""
    return bool(line.strip()) and not re.search(r"[^\s+:=_-]", DRAWN.sub("", line))


def drawn(line: str, width: int) -> str:
    """The line with the signs of a grid for the lines that are drawn in it."""
    return DRAWN.sub(lambda found: sign(found[0], width), line)


def sign(char: str, width: int) -> str:
    return "-" * width if char in ACROSS else "|" if char in UPRIGHT else "+"


def with_whole_paragraphs(lines: list[str]) -> list[str]:
    """The lines, with notes at the foot of a page after the paragraph that goes on on the next page."""
    made = list(lines)
    for at in range(len(lines) - 1, 0, -1):
        if ends_page(lines[at]):
            first = notes_above(lines, at)
            end = paragraph_end(lines, first, at) if first else 0
            if end:
                made[first:end] = [*made[at:end], *made[first:at]]
    return made


def ends_page(line: str) -> bool:
    """True for a page mark on its own line, and for a line after a form feed."""
    return line.startswith("\f") or bool(PAGE_MARK.fullmatch(line.strip()))


def notes_above(lines: Sequence[str], at: int) -> int:
    """The first line of the notes above the end of a page, if the text above them is open; else 0."""
    above = range(at - 1, max(0, at - PAGE), -1)
    top = next((i for i in above if ends_page(lines[i])), above.stop)
    for first in range(top + 1, at):
        found = NOTE.match(lines[first])
        body = [one.strip() for one in lines[top:first]]
        if found and any(refers(one, found[1]) for one in body):
            last = next(filter(None, reversed(body)), "")
            return first if is_open(last) and not NOTE.match(last) else 0
    return 0


def refers(text: str, mark: str) -> bool:
    """True if a text has the mark of a note after its words."""
    if style_of(mark) == "¹":
        return mark in text[1:]
    return any(key_of(one[0]) == key_of(mark) for one in marks_in(text))


def paragraph_end(lines: Sequence[str], first: int, at: int) -> int:
    """Where the paragraph ends that goes on after the end of a page; 0 if none does."""
    before = next(one for one in reversed(lines[:first]) if one.strip())
    after = [i for i in range(at, min(at + PAGE, len(lines))) if lines[i].strip("\f ")]
    after = [i for i in after if not PAGE_MARK.fullmatch(lines[i].strip("\f "))]
    if not after or begins(lines[after[0]]):
        return 0
    for i in after:
        if i > after[0] and begins(lines[i]):
            return i
        line, following = lines[i].strip(), lines[i + 1] if i + 1 < len(lines) else ""
        is_last = len(line) < LAST * len(before.strip()) or len(line) >= WHOLE
        if not is_open(line) and (is_last or not following.strip() or begins(following)):
            return i + 1
    return 0


def begins(line: str) -> bool:
    """True if a line begins a paragraph, a heading, or a note."""
    own = line.strip("\f ")
    return own.startswith((INDENT, "\t")) or is_marked(own.strip()) or bool(NOTE.match(own))


def decoded(raw: bytes, name: str) -> str:
    """The characters of the file, in whatever encoding; its lines end with a line feed."""
    refuse_what_is_no_text(raw)
    bom, encoding = next(((b, e) for b, e in BOMS if raw.startswith(b)), (b"", ""))
    if not encoding and b"\x00" not in raw and not is_utf8(raw):
        refuse_mixed(raw, name)
    encoding = encoding or guess_encoding(raw)
    text = strictly(raw.removeprefix(bom), encoding)
    if "\x00" in text:
        raise stop(name, "has NUL characters: it is not text", "save it as UTF-8 text")
    return LINE_ENDS.sub("\n", text)


def refuse_mixed(raw: bytes, name: str) -> None:
    """Raise for a file that is UTF-8 in some lines only: read as a whole, it would be garbled."""
    long = [
        (number, line)
        for number, line in enumerate(raw.split(b"\n"), 1)
        if sum(byte > 0x7F for byte in line) >= MIXED_LENGTH
    ]
    others = [
        number for number, line in long if not is_utf8(line) and plausible(attempt(line, "gb18030"))
    ]
    if others and any(is_utf8(line) for _, line in long):
        found = "is GB18030 in this line, and UTF-8 in others"
        raise stop(name, found, "convert the parts to UTF-8 before joining them", line=others[0])


def is_utf8(raw: bytes) -> bool:
    return bool(attempt(raw, "utf-8"))
