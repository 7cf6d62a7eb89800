"""Takes in PDF with a text layer: the pages without what repeats on them, as paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from planbook.intake.finish import Read, taken
from planbook.intake.form import Grid, Left, Taken, digit_runs
from planbook.intake.glyphs import Box, Glyph, Sheet, opened, sheets
from planbook.intake.page import Part, line_of, parts_of, rows_of
from planbook.intake.paragraphs import paragraphs
from planbook.problems import stop
from planbook.text.grammar import PAGE_MARK, is_marked, mended

KIND = "PDF file"
MOST_PAGES = 3_000
TEXT_SHARE = 0.1
"""Share of pages with text below which a PDF is a scan."""
EDGE = 0.12
"""The parts of a page, at the top and at the bottom, where running heads and page numbers are."""
SLIDE_SHAPES = (4 / 3, 16 / 9)
SLIDE_TEXT = 400
"""A slide has fewer characters."""
NUMBER_ALONE = re.compile(
    r"(?:[-–—·•]\s*)?(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/，,共]\s*\d{1,4}\s*页?)?(?:\s*[-–—·•])?$"
)


def take_pdf(raw: bytes, name: str) -> Taken:
    """The text of a PDF. Raises `Problems` if there is none to take."""
    document = opened(raw, name)
    if len(document) > MOST_PAGES:
        raise stop(name, f"has {len(document):,} pages; the limit is {MOST_PAGES:,}", "split it")
    pages = list(sheets(document))
    refuse(pages, name)
    gap = digit_gap(pages)
    pages, left = without_edges(pages, gap)
    parts = [list(parts_of(one, gap)) for one in pages]
    blocks = list(paragraphs(parts))
    left += [Left("text in another direction", one.turned) for one in pages if one.turned]
    left += [Left("text beyond the edges of pages", one.outside) for one in pages if one.outside]
    left += [
        Left("pictures, with any tables in them", f"page {one.number}, number {number}")
        for one in pages
        for number in range(1, one.pictures + 1)
    ]
    return taken(Read(KIND, blocks, left, warnings(pages), numbers(pages, parts)))


def refuse(pages: Sequence[Sheet], name: str) -> None:
    """Raise for a scan, for fonts that do not name their characters, and for slides."""
    texts = [one for one in pages if len(one.glyphs) > 10]
    if len(texts) < TEXT_SHARE * len(pages) or not texts:
        raise stop(name, f"is a scan: {len(pages) - len(texts)} of its {len(pages)} pages have no text",
                   "run text recognition (OCR) on it with another program, correct the result, and take that")  # fmt: skip
    count = sum(len(one.glyphs) for one in pages)
    private = sum(
        "\ue000" <= g.char <= "\uf8ff" or g.char == "\ufffd" for one in pages for g in one.glyphs
    )
    if sum(one.unknown for one in pages) + private > 0.2 * count:
        raise stop(name, "has a text layer whose fonts do not say which characters they draw",
                   "run text recognition (OCR) on it with another program, correct the result, and take that")  # fmt: skip
    slides = [
        one
        for one in pages
        if any(abs(one.width / (one.height or 1) - shape) < 0.03 for shape in SLIDE_SHAPES)
    ]
    if (
        len(pages) > 2
        and len(slides) >= 0.8 * len(pages)
        and median(len(one.glyphs) for one in pages) < SLIDE_TEXT
    ):
        raise stop(
            name,
            "is a set of slides, not the text of a plan",
            "get the document that the slides present",
        )


def warnings(pages: Sequence[Sheet]) -> Iterator[str]:
    if empty := [str(one.number) for one in pages if one.is_pictured and len(one.glyphs) <= 10]:
        yield f"pages that are pictures, without text: {', '.join(empty[:20])}"
    if layered := [str(one.number) for one in pages if one.is_pictured and len(one.glyphs) > 100]:
        yield f"pages whose text lies over a picture and may be from text recognition: {', '.join(layered[:20])}"
    if unknown := sum(one.unknown for one in pages):
        yield f"characters that the fonts do not name: {unknown}"


def digit_gap(pages: Sequence[Sheet]) -> float:
    """The gap that parts two numbers, in characters: wider where all digits are set apart."""
    gaps = [
        (b.box.left - a.box.right) / a.size
        for one in pages
        for a, b in pairwise(one.glyphs)
        if a.char.isdigit() and b.char.isdigit() and abs(a.box.bottom - b.box.bottom) < 1
    ]
    close = [gap for gap in gaps if 0 <= gap < 1]
    return 0.85 if close and median(close) > 0.2 else 0.2


def numbers(pages: Sequence[Sheet], parts: Sequence[Sequence[tuple[Part, Box]]]) -> Iterator[str]:
    """The runs of digits in the ruled tables, by PDFium's own reckoning of the text there."""
    for page, its in zip(pages, parts, strict=True):
        for part, box in its:
            if isinstance(part, Grid) and page.words:
                yield from digit_runs(page.words(box))


# What is at the edges of pages


@dataclass(frozen=True, slots=True)
class Edge:
    """A line near the top or the bottom of a page."""

    text: str
    height: int
    """Where on the page it is, in steps."""
    glyphs: frozenset[Glyph]

    @property
    def masked(self) -> tuple[str, int]:
        return re.sub(r"\d+", "#", self.text), self.height


def without_edges(pages: Sequence[Sheet], gap: float) -> tuple[list[Sheet], list[Left]]:
    """The pages without running heads and page numbers, and these."""
    edges = [edges_of(page, gap) for page in pages]
    heads, marks = running(edges), numbering(edges)
    left: list[Left] = []
    kept: list[Sheet] = []
    for index, (page, its) in enumerate(zip(pages, edges, strict=True)):
        is_mark = {edge: (index, edge.text) in marks for edge in its}
        gone = [edge for edge in its if is_mark[edge] or edge.masked in heads]
        left += [
            Left("page numbers" if is_mark[edge] else "running heads and feet", edge.text)
            for edge in gone
        ]
        glyphs = frozenset[Glyph]().union(*(edge.glyphs for edge in gone))
        kept.append(replace(page, glyphs=tuple(one for one in page.glyphs if one not in glyphs)))
    return kept, left


def edges_of(page: Sheet, gap: float) -> list[Edge]:
    """The lines near the top and the bottom of a page, at most three of each."""
    high = [one for one in page.glyphs if one.box.bottom > (1 - EDGE) * page.height]
    low = [one for one in page.glyphs if one.box.top < EDGE * page.height]
    rows = [*rows_of(high)[:3], *rows_of(low)[-3:]]
    return [
        Edge(line_of(row, gap).text.strip(), round(row[0].box.bottom / 8), frozenset(row))
        for row in rows
    ]


def running(edges: Sequence[Sequence[Edge]]) -> set[tuple[str, int]]:
    """Lines that return at the same height on three pages, or on half of a few."""
    counts = Counter(one for its in edges for one in {edge.masked for edge in its})
    least = 2 if len(edges) <= 4 else 3
    return {
        one for one, count in counts.items() if count >= least and not is_marked(mended(one[0]))
    }


def numbering(edges: Sequence[Sequence[Edge]]) -> set[tuple[int, str]]:
    """Page numbers: numbers alone on their lines that go up with the pages, or are set in dashes."""
    found = [
        (index, edge.text, int(number[1]))
        for index, its in enumerate(edges)
        for edge in its
        if (number := NUMBER_ALONE.match(edge.text))
    ]
    shifts = Counter(number - index for index, _, number in found)
    usual = {shift for shift, count in shifts.items() if count >= 2}
    return {
        (index, text)
        for index, text, number in found
        if number - index in usual or (not text.isdecimal() and PAGE_MARK.fullmatch(text))
    }
