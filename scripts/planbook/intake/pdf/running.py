"""Finds what is on every page besides the text: running heads, page numbers, and watermarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from planbook.characters import squeezed
from planbook.intake.form import Left
from planbook.intake.pdf.frames import frames, is_upright
from planbook.intake.pdf.glyphs import Box, Glyph, Sheet, gap_of
from planbook.intake.pdf.lines import CELL_GAP, SMALLER, Row, is_alike, line_of, rows_of
from planbook.numerals import ROMAN, number_of
from planbook.text.grammar import NUMERAL, PAGE_MARK, is_marked, mended

EDGE = 0.12
"""The parts of a page, at the top and at the bottom, where running heads and page numbers are.

They are as high on a page that lies on its side: a share of the long side of a page."""
STEP = 8
"""Points by which the heights of lines are told apart."""
ALWAYS = 0.7
"""Share of pages that have a running head, if it changes with the chapter, or a rule below it."""
BIG = 1.5
"""The size of the letters of a watermark, at least, against those of the text."""
LINES = 2
"""Lines of a running head, at most."""
HIGH = 200
"""How far below the top of its page a text begins, at most, in points; a cover may have it in the middle."""
LABEL = 5
"""Characters of a line that may name what is below it, at most: 附件1."""
APART = 1.4
"""How far a running head is from the text, at least, against the usual distance between lines."""
NUMBER_ALONE = re.compile(
    rf"""(?: [-–—·•~～|｜*\s（(\[【<《] | 第 | P(?:age)?[.]? )*
    (?P<number> \d{{1,4}} | [ivxlc]{{1,7}} | [IVXLC]{{1,7}} | {NUMERAL} ) (?: \s* [页頁] )?
    (?: \s* (?: [,，/／] \s* (?:共|of)? | 共 | of ) \s* (?P<total> \d{{1,4}} ) \s* 页? )?
    [-–—·•~～|｜*\s）)\]】>》]* $""",
    re.VERBOSE,
)
"""A page number in any form: 12, - 12 -, 第12页, 12/80, ·12·, xii, 第十二页, Page 12 of 80."""

PRINTED = {
    "moment": re.compile(
        r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]?\s*(?:[上下]午\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?"
    ),
    "address": re.compile(r"(?:https?|file)://\S+|about:blank"),
    "pages": re.compile(r"\d{1,4}\s*(?:/|of)\s*\d{1,4}"),
}
"""What a browser prints at the ends of a page's first and last lines, besides the title."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line near the top or the bottom of a page."""

    text: str
    height: int
    """How far it is from the bottom of the page, or from its top, below 0: in steps, as pages differ."""
    glyphs: frozenset[Glyph]
    heads: bool
    """True for the first line of a page apart from the text, and no larger, or the first two if smaller."""
    is_small: bool
    """True if its letters are smaller than those of the text."""
    is_table: bool
    """True if it may be the head of a table, or is below one."""

    @property
    def masked(self) -> tuple[str, int]:
        return re.sub(r"\d+", "#", self.text), self.height

    def is_above(self, rule: Box) -> bool:
        return any(one.box.middle[1] > rule.top for one in self.glyphs)


def without_watermarks(pages: Sequence[Sheet]) -> tuple[list[Sheet], list[Left]]:
    """The pages without big letters that return in the same places of the middle, and these."""
    body = usual_size(pages)
    big = [{place(one): one for one in page.glyphs if is_big(one, page, body)} for page in pages]
    counts = Counter(one for its in big for one in its)
    least = max(2 if len(pages) <= 4 else 3, len(pages) / 2)
    kept, left = [], []
    for page, its in zip(pages, big, strict=True):
        gone = [glyph for key, glyph in its.items() if counts[key] >= least]
        kept.append(
            replace(page, glyphs=tuple(one for one in page.glyphs if one not in gone))
            if gone
            else page
        )
        left += [Left("watermarks", "".join(one.char for one in gone))] if gone else []
    return kept, left


def usual_size(pages: Sequence[Sheet]) -> float:
    sizes = [one.size for page in pages for one in page.glyphs]
    return median(sizes) if sizes else 1.0


def is_big(glyph: Glyph, page: Sheet, body: float) -> bool:
    _, y = glyph.box.middle
    low, high = between_edges(page)
    return glyph.size >= BIG * body and low < y < high


def between_edges(page: Sheet) -> tuple[float, float]:
    """Where the part of a page that is apart from its edges begins and ends."""
    edge = EDGE * max(page.width, page.height)
    return edge, page.height - edge


def place(glyph: Glyph) -> tuple[str, int, int]:
    return glyph.char, round(glyph.box.left), round(glyph.box.bottom)


def without_edges(pages: Sequence[Sheet], gap: float) -> tuple[list[Sheet], list[Left]]:
    """The pages without running heads and page numbers, and these."""
    body = usual_size(pages)
    edges = [edges_of(page, gap, body) for page in pages]
    heads, marks = running(edges), numbering(edges)
    names = chaptered(pages, edges) | {*titled(pages, gap, edges)}
    browser = {one for its in edges for one in printed(its)}
    ruled = Counter(place for page in pages for place in set(map(place_of, below_heads(page))))
    left: list[Left] = []
    kept: list[Sheet] = []
    for index, (page, its) in enumerate(zip(pages, edges, strict=True)):
        is_mark = {edge: (index, edge.text) in marks for edge in its}
        gone = [
            e
            for e in its
            if is_mark[e]
            or e.masked in heads
            or e in browser
            or (e.heads and (e.text, e.height) in names)
        ]
        left += [
            Left("page numbers" if is_mark[edge] else "running heads and feet", edge.text)
            for edge in gone
        ]
        glyphs = frozenset[Glyph]().union(*(edge.glyphs for edge in gone))
        usual = [one for one in below_heads(page) if ruled[place_of(one)] >= ALWAYS * len(pages)]
        own = usual if any(edge.is_above(one) for edge in gone for one in usual) else []
        kept.append(
            replace(
                page,
                glyphs=tuple(one for one in page.glyphs if one not in glyphs),
                rules=tuple(one for one in page.rules if one not in own),
            )
        )
    return kept, left


def below_heads(page: Sheet) -> list[Box]:
    """The level rules near the top of a page, above all that are upright."""
    top = max((one.top for one in page.rules if is_upright(one)), default=0.0)
    high = max(top, between_edges(page)[1])
    return [one for one in page.rules if not is_upright(one) and one.bottom > high]


def place_of(rule: Box) -> tuple[int, ...]:
    return tuple(map(round, rule))


def edges_of(page: Sheet, gap: float, body: float) -> list[Edge]:
    """The lines near the top and the bottom of a page, at most three of each."""
    tables = [one.box for one in frames(page.rules) if one.is_table]
    rows = [line_of(row, gap) for row in rows_of(page.glyphs)]
    steps = [above.box.bottom - below.box.bottom for above, below in pairwise(rows)]
    far = APART * median(steps or [0.0])
    heads_table = (
        step <= far and has_gap(a) and has_gap(b) and is_alike(a, b)
        for step, (a, b) in zip(steps, pairwise(rows), strict=True)
    )
    text = next((at for at, is_head in enumerate(heads_table) if is_head), len(rows))
    small = [row.size < SMALLER * body for row in rows]
    ends = (
        at
        for at, step in enumerate(steps[:LINES], 1)
        if step > far or small[at - 1 : at + 1] == [True, False]
    )
    heads = max((at for at in ends if at == 1 or all(small[:at])), default=0)
    bottom, top = between_edges(page)
    high = [at for at, row in enumerate(rows) if row.box.bottom > top][:3]
    low = [at for at, row in enumerate(rows) if row.box.top < bottom][-3:]
    return [
        Edge(
            rows[at].text.strip(),
            round((rows[at].box.bottom - (page.height if at in high else 0.0)) / STEP),
            frozenset(rows[at].glyphs),
            heads=at in high and at < heads and rows[at].size <= 1.05 * body,
            is_small=small[at],
            is_table=at in high and at >= text,
        )
        for at in dict.fromkeys((*high, *low))
        if not any(table.holds(rows[at].glyphs[0].box.middle) for table in tables)
    ]


def has_gap(row: Row) -> bool:
    """True for a line of several cells, even of one letter each: 类 and 序, above 别 and 号."""
    return any(gap_of(a, b) >= CELL_GAP * row.size for a, b in pairwise(row.glyphs))


def running(edges: Sequence[Sequence[Edge]]) -> set[tuple[str, int]]:
    """Lines that return at the same height on three pages, or on half of a few.

    On left and right pages, they may be others; where all pages have one, in small letters and
    apart, it need not return.
    """
    own = [{edge.masked for edge in its if not edge.is_table} for its in edges]
    counts = Counter(one for its in own for one in its)
    again = Counter(height for its in own for height in {one[1] for one in its if counts[one] > 1})
    small = Counter(edge.height for its in edges for edge in its if edge.heads and edge.is_small)
    least = 2 if len(edges) <= 4 else 3
    return {
        one
        for one, count in counts.items()
        if ((count > 1 and again[one[1]] >= least) or small[one[1]] == len(edges) > 1)
        and not is_marked(mended(one[0]))
    }


def chaptered(pages: Sequence[Sheet], edges: Sequence[Sequence[Edge]]) -> set[tuple[str, int]]:
    """Running heads that name the chapter: first lines at one height that the text has as well."""
    heights = Counter(edge.height for its in edges for edge in its if edge.heads)
    usual = {one for one, count in heights.items() if count > 1 and count >= ALWAYS * len(pages)}
    whole = "".join(glyph.char for page in pages for glyph in page.glyphs)
    return {
        (edge.text, edge.height)
        for its in edges
        for edge in its
        if edge.heads and edge.height in usual and whole.count(squeezed(edge.text)) > 1
    }


def titled(
    pages: Sequence[Sheet], gap: float, edges: Sequence[Sequence[Edge]]
) -> Iterator[tuple[str, int]]:
    """Running heads, even on one page only, that are lines of the first one: small, or above all text."""
    lines = [squeezed(line_of(row, gap).text) for row in rows_of(pages[0].glyphs)]
    found = Counter([*lines, *(a + b for a, b in pairwise(lines))])
    ends = (max((one.box.bottom for one in its.glyphs), default=0.0) - its.height for its in pages)
    tops = sorted(round(end / STEP) for end in ends if end > -HIGH)
    for at, its in enumerate(edges):
        for edge in (one for one in its if one.heads and len(one.text) > LABEL):
            is_above = at and len(tops) > 1 and tops[-2] < edge.height - 1
            if (edge.is_small or is_above) and found[squeezed(edge.text)] > (not at):
                yield edge.text, edge.height


def printed(edges: Sequence[Edge]) -> list[Edge]:
    """The first and the last line of a page that a browser has printed: when, from where, which page."""
    found = {
        edge: {kind for kind, form in PRINTED.items() if any(map(form.fullmatch, ends_of(edge)))}
        for edge in {*edges[:1], *edges[-1:]}
    }
    kinds = set[str]().union(*found.values())
    return [edge for edge, own in found.items() if own] if len(kinds) > 1 else []


def ends_of(edge: Edge) -> list[str]:
    """The first and the last of the parts of a line."""
    parts = edge.text.split("\u3000\u3000")
    return [parts[0].strip(), parts[-1].strip()]


def numbering(edges: Sequence[Sequence[Edge]]) -> set[tuple[int, str]]:
    """Page numbers: numbers alone on their lines that go up with the pages, are set in dashes, or end the only page."""
    found = [
        (index, edge.text, value(number["number"]), int(number["total"] or 0))
        for index, its in enumerate(edges)
        for edge in its
        if not edge.is_table and (number := NUMBER_ALONE.match(edge.text))
    ]
    shifts = Counter(number - index for index, _, number, _ in found)
    usual = {shift for shift, count in shifts.items() if count >= 2}
    return {
        (index, text)
        for index, text, number, total in found
        if number - index in usual
        or (not text.isdecimal() and PAGE_MARK.fullmatch(text))
        or (number == index + 1 and (total == len(edges) or (text == "1" and len(edges) == 1)))
    }


def value(number: str) -> int:
    """The value of digits, or of a Roman or Chinese numeral."""
    if number.isdecimal():
        return int(number)
    if not number.isascii():
        return number_of(number)
    values = {letters: worth for worth, letters in ROMAN}
    parts = re.findall("|".join(sorted(values, key=len, reverse=True)), number.lower())
    return sum(values[one] for one in parts)
