"""Reads the blanks of a text that mean something, before `mechanical` removes the others.

Two wide blanks begin a paragraph, even inside a line; a gap of several blanks parts the columns of
a table; one blank may part the two halves of a title, or a label from a number.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby

from planbook.text import grammar
from planbook.text.aligned import aligned
from planbook.text.cells import TYPED, kind_of
from planbook.text.gaps import FIELD, has_stray_blanks
from planbook.text.grammar import mended
from planbook.text.journal import Edit
from planbook.text.layout import contents_range
from planbook.text.parted import cell_gaps
from planbook.text.tables import PIECES, has_cells

INDENT = re.compile(r"[\u3000\u2003]{2,}")
"""The two wide blanks at the beginning of a paragraph."""
INDENTED = re.compile(r"^[\f\u00a0]*[\u3000\u2003]{2}[^\s\u3000\u2003]", re.MULTILINE)
GAP = re.compile(r"[ \u00a0]{2,}")
WIDE_GAP = re.compile(r"[ \u00a0]{2,}|(?<=\S)[\u3000\u2003]{2,}")
BETWEEN = re.compile(r"\S{2}(?:[ \u00a0]{2,}|[\u3000\u2003]{2,})\S{2}")
"""A wide gap that does not just widen a word (合　　计)."""
TITLED = re.compile(
    rf"第\s*(?:{grammar.NUMERAL}|\d{{1,3}})\s*(?:[章节篇条]\s+\S(?:\s+\S)+\s*$|条\s+[^\t]*[。；：])"
)
"""A heading whose title is widened by gaps (第一章  总    则), and an article (第二条  本办法…。)."""
FEW = 4
"""With fewer gaps, a table does not show how long a gap is."""
LEADING = re.compile(r"[ \u00a0\u3000\u2003]{2,}")
WIDE = 4
"""Minimum blanks at the beginning of a row that stand for an empty cell."""
LONG = 30
"""A piece of a line with more characters is no half of a title."""
WITHIN = re.compile(r"[“‘《][ \u00a0]{2,}|(?<![ \u00a0])[ \u00a0]{2,}[”’》]")
"""Blanks inside quotation marks, as a program sets that gives these the width of letters: “  十三五  ”."""
QUOTING = re.compile(r"(?<=[“”‘’《》])[ \u00a0]{2,}|(?<![ \u00a0])[ \u00a0]{2,}(?=[“”‘’《》])")
PARAGRAPH = 60
"""A piece with more characters and a full stop is a paragraph, and no cell."""
INDENTED_BY = re.compile(r" {4}(?! )(?!.*\S {2,}\S)")
"""A line with the width of two characters before it, and no gap inside."""
CENTERED = re.compile(r"\f? {5,}\S{6,}\s*")
"""A centered line without a gap."""
PARTED = re.compile(r"\d[ \u00a0]+\d")
"""Two numbers in different columns."""
MARK_BESIDE = re.compile(r"\d{1,2}[ \u00a0]{2,3}\d+(?! [\d%％])\S*[\u4e00-\u9fff]\S*")
STOP = re.compile(r"[。；：！？]")
# Between two paragraphs of a cell: 十百千工程 百园提升工程, 1.软件 2.芯片. What is in brackets goes
# with the text before it: 产值 （亿元）.
INSIDE = re.compile(
    r"""(?<= [\u4e00-\u9fff”）。；\w]{3} ) [ \u00a0\u3000\u2003]+
        (?= (?P<mark> \d{1,2} [.．、] | [（(] (?: \d{1,2} | [一二三四五六七八九十]{1,3} ) [）)] ) [\u4e00-\u9fff“]{2}
          | [\u4e00-\u9fff“]{2} [\u4e00-\u9fff“（] )""",
    re.VERBOSE,
)
NUMBERS = 2
"""So many numbers after a cell show that it is the label of an indicator."""


def solid_lines(text: str) -> list[re.Match[str]]:
    """The lines of a text that hold more than blanks."""
    return [one for one in re.finditer(r"[^\n]+", text) if one[0].strip()]


def tabbed(lines: Sequence[str]) -> set[int]:
    """Indices of the rows whose cells are parted by tabs, so that blanks are inside their cells.

    Not where all rows near each other have wide gaps as well: there, a tab is only one more gap.
    """
    found: set[int] = set()
    rows: list[int] = []
    for index in (*(at for at, line in enumerate(lines) if "\t" in line), len(lines) + PIECES):
        if rows and index - rows[-1] > PIECES:
            near = [lines[at] for at in rows]
            if len(rows) > 1 and any(map(has_cells, near)) and not all(map(BETWEEN.search, near)):
                found.update(rows)
            rows = []
        rows.append(index)
    return found


def is_row(line: str) -> bool:
    """True if wide gaps part the line into three short pieces or more, without a stop."""
    pieces = INDENT.split(line.strip())
    return (
        len(pieces) > 2
        and max(map(len, pieces)) <= LONG
        and not STOP.search(line)
        and not grammar.is_marked(mended(pieces[0]))
    )


def columns(text: str) -> Iterator[Edit]:
    """`column`: a gap between two columns of a table becomes a tab; a double gap becomes two."""
    lines = [*without_pages(text)]
    texts = [one[0] for one in lines]
    gaps = gaps_in(texts)
    inner = [sum(gap.start() > 0 for gap in found) for found in gaps]
    tabs = tabs_in(texts, gaps)
    row, above, width = False, "", 0
    for index, line in enumerate(lines):
        if row and (empty := before_next(line[0], above)):
            yield Edit("column", line.start(), empty[0], "\t" * width)
            above = line[0]
            continue
        captioned = index > 0 and bool(grammar.CAPTION.match(mended(lines[index - 1][0]).strip()))
        beside = row or captioned or (index + 1 < len(lines) and inner[index + 1] > 0)
        wrapped = row and not gaps[index] and len(line[0]) <= LONG and grammar.is_open(line[0])
        parted = any(parts_columns(line[0], gap.start()) for gap in gaps[index] if gap.start())
        is_row = inner[index] > 1 or parted or (bool(gaps[index]) and beside)
        width = 0 if is_row else width
        for at, gap, count in tabs[index] if is_row else ():
            yield Edit("column", line.start() + at, gap, "\t" * count)
            above, width = line[0][at + len(gap) :] or above, width + count
        row = is_row or wrapped


def gaps_in(lines: Sequence[str]) -> list[list[re.Match[str]]]:
    """The gaps of each line that may part columns: none in contents, and beside tabs."""
    kept = {*contents_range([one.strip() for one in lines]), *tabbed(lines)}
    indent = usual_indent(lines)
    found = [[] if at in kept else gaps_of(line, indent) for at, line in enumerate(lines)]
    for has_gaps, group in groupby(range(len(lines)), key=lambda at: bool(found[at])):
        run = list(group)
        may_be_list = has_gaps and not grammar.is_captioned(lines, run[0])
        if may_be_list and is_list([lines[at] for at in run]):
            found[run[0] : run[-1] + 1] = [[]] * len(run)
    return found


def is_list(lines: Sequence[str]) -> bool:
    """True for lines with gaps that are no rows: numbered headings, or a label and what is under it.

    1.1  目的; 组  长：李  明  区委副书记, and the members below.
    """
    first = " ".join(lines[0].split())
    is_labeled = grammar.ROLE.match(first) or FIELD.match(first)
    return bool(is_labeled) or all(grammar.NUMBERED.fullmatch(one.strip()) for one in lines)


def parts_columns(line: str, at: int) -> bool:
    """True if a gap is between two numbers, the first of which is not the mark of a title: 1  5G专网."""
    return bool(PARTED.match(line, at - 1)) and not MARK_BESIDE.fullmatch(line.strip())


def before_next(line: str, above: str) -> re.Match[str] | None:
    """The blanks before a line that goes on the list in the last cell of the row above it."""
    own, last = (grammar.mark_of(mended(one).strip()) for one in (line, above))
    is_next = own and last and (own.family, own.number) == (last.family, last.number + 1)
    return LEADING.match(line) if is_next else None


def without_pages(text: str) -> Iterator[re.Match[str]]:
    """The lines without page marks, and without centered ones that come again: running heads."""
    pages, lines = grammar.sure_page_marks(text), solid_lines(text)
    counts = Counter(one[0].strip() for one in lines)
    heads = (one for one in lines if counts[one[0].strip()] > 1 and CENTERED.fullmatch(one[0]))
    gone = {*pages, *(one.start() for one in heads)}
    return (one for one in lines if one.start() not in gone)


def tabs_in(
    lines: Sequence[str], gaps: list[list[re.Match[str]]]
) -> list[list[tuple[int, str, int]]]:
    """The gaps with the columns that each passes, as cells are aligned, or by the usual length."""
    lengths = [[gap.end() - gap.start() for gap in found if gap.start()] for found in gaps]
    usual = Counter(chain.from_iterable(lengths)).most_common(1)
    made: list[list[tuple[int, str, int]]] = []
    for has_gaps, group in groupby(range(len(lines)), key=lambda at: bool(gaps[at])):
        own = list(group)
        its = [gaps[at] for at in own]
        if has_gaps and (table := aligned([lines[at] for at in own], its)):
            made += ([*table.tabs(at)] for at in range(len(own)))
            continue
        counts = Counter(chain.from_iterable(lengths[at] for at in own))
        found = counts.most_common(1) if has_gaps and counts.total() >= FEW else usual
        length = found[0][0] if found else 1
        made += [[(gap.start(), gap[0], parts(len(gap[0]), length)) for gap in row] for row in its]
    return made


def parts(length: int, usual: int) -> int:
    return length // usual if length % usual == 0 else 1


def cells(text: str, is_own: Callable[[int], bool]) -> Iterator[Edit]:
    """`column`: a blank between two cells of a row becomes a tab, where other rows show that it is one.

    `is_own` says of a tab whether it is the source's own.
    """
    lines = solid_lines(text)
    own = re.sub("\t", lambda tab: "\t" if is_own(tab.start()) else " ", text)
    rows = tabbed([own[one.start() : one.end()] for one in lines])
    for index, (start, end), tabs in cell_gaps([one[0] for one in lines], rows):
        at = lines[index].start() + start
        yield Edit("column", at, text[at : at + end - start], "\t" * tabs)


def usual_indent(lines: Sequence[str]) -> int:
    """The blanks that begin a paragraph, if it is so wide as an empty cell; 0 if none are."""
    first = [one.strip() for one in lines if INDENTED_BY.match(one)]
    texts = sum(len(one) > LONG or "。" in one or grammar.is_marked(one) for one in first)
    return WIDE if len(first) >= FEW and 2 * texts >= len(first) else 0


def gaps_of(line: str, indent: int = 0) -> list[re.Match[str]]:
    """The gaps of a line that may part columns: not those after a mark, nor inside 总    则.

    Nor the usual `indent`, nor those beside quotation marks in a line that has some inside them.
    """
    plain = line.strip()
    mark = grammar.mark_of(mended(plain)[:20])
    if (
        grammar.CAPTION.match(mended(plain))
        or grammar.UNNUMBERED.match(plain)
        or grammar.CONTENTS.match(plain)
        or TITLED.match(plain)
        or any(len(one) > PARAGRAPH and "。" in one for one in GAP.split(plain))
    ):
        return []
    end = len(line.rstrip())
    gap = WIDE_GAP if is_row(line) else GAP
    found = [one for one in gap.finditer(line) if one.end() < end]
    bullet = plain[: len(plain) - len(plain.lstrip(grammar.BULLETS + "—―"))]
    sign = mark.text.strip() if mark else bullet
    own = len(line) - len(line.lstrip()) + len(sign) if sign else 0
    quoted = {one.start() for one in QUOTING.finditer(line)} if WITHIN.search(line) else set()
    return [
        one
        for one in found
        if one.start() not in quoted
        and (one.start() > own if one.start() else one.end() >= WIDE and one.end() != indent)
    ]


def blanks_in_cells(text: str, is_own: Callable[[int], bool]) -> Iterator[int]:
    """Offsets of the first blank between two paragraphs of a cell, in a text without stray blanks.

    `is_own` says of a tab whether it is the source's own: where blanks part the cells, they are
    also stray inside them.
    """
    if has_stray_blanks(text):
        return
    for row in re.finditer(r"[^\n]+", text):
        if "\t" in row[0] and is_own(row.start() + row[0].index("\t")):
            yield from (row.start() + at for at in between_paragraphs(row[0].split("\t")))


def between_paragraphs(row: Sequence[str]) -> Iterator[int]:
    """The same in one row; a blank in the label of an indicator is the end of a line."""
    at = 0
    for index, cell in enumerate(row, 1):
        found = list(INSIDE.finditer(cell))
        numbers = sum(kind_of(one.strip()) in TYPED for one in row[index:])
        if len(found) > 1 or numbers < NUMBERS or any(one["mark"] for one in found):
            yield from (at + one.start() for one in found)
        at += len(cell) + 1
