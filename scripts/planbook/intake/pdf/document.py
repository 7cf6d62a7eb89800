"""Takes in PDF with a text layer: the pages without what repeats on them, as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from planbook.intake.finish import Read, taken
from planbook.intake.form import Grid, Left, Taken, digit_runs
from planbook.intake.pdf.contents import with_contents
from planbook.intake.pdf.doubts import listed, of_tables
from planbook.intake.pdf.glyphs import Box, Sheet, opened, sheets
from planbook.intake.pdf.overrun import is_overrun
from planbook.intake.pdf.page import Part, gutters_of
from planbook.intake.pdf.paragraphs import paragraphs
from planbook.intake.pdf.running import without_edges, without_watermarks
from planbook.intake.pdf.sides import parts_and_notes
from planbook.intake.pdf.unread import with_lines
from planbook.problems import stop
from planbook.text.decode import plausible

KIND = "PDF file"
MOST_PAGES = 3_000
TEXT_SHARE = 0.1
"""Share of pages with text below which a PDF is a scan."""
SLIDE_SHAPES = (4 / 3, 16 / 9)
SLIDE_TEXT, SLIDE_LETTERS = 400, 18
"""A slide has fewer characters, and larger ones, in points."""
MUCH = 200
"""Characters; whether fewer are text, their frequency does not tell."""
LITTLE = 100
"""Characters; a page that is a picture has no more besides, or has its text over it."""


def take_pdf(raw: bytes, name: str) -> Taken:
    """The text of a PDF. Raises `Problems` if there is none to take."""
    document = opened(raw, name)
    if len(document) > MOST_PAGES:
        raise stop(name, f"has {len(document):,} pages; the limit is {MOST_PAGES:,}", "split it")
    pages = list(sheets(document))
    refuse(pages, name)
    gap = digit_gap(pages)
    pages, marks = without_watermarks(pages)
    pages, left = without_edges(pages, gap)
    gutters = gutters_of(pages)
    parts = with_contents([list(parts_and_notes(one, gap, gutters)) for one in pages])
    whole = [list(with_lines(its)) for its in parts]
    blocks = list(paragraphs(whole))
    left += marks
    left += [Left("text in another direction", one.turned) for one in pages if one.turned]
    left += [Left("text beyond the edges of pages", one.outside) for one in pages if one.outside]
    left += [
        Left("pictures, with any tables in them", f"page {one.number}, number {number}")
        for one in pages
        for number in range(1, one.pictures + 1)
    ]
    return taken(Read(KIND, blocks, left, warnings(pages, parts), numbers(pages, whole)))


def refuse(pages: Sequence[Sheet], name: str) -> None:
    """Raise for a scan, for fonts that do not name their characters, and for slides."""
    texts = [one for one in pages if len(one.glyphs) > 10]
    if len(texts) < TEXT_SHARE * len(pages) or not texts:
        raise stop(name, f"is a scan: {len(pages) - len(texts)} of its {len(pages)} pages have no text",
                   "run text recognition (OCR) on it with another program, correct the result, and take that")  # fmt: skip
    if garbled := [one for one in pages if is_garbled(one)]:
        found = f"has a text layer whose fonts do not say which characters they draw, on {listed(garbled)}"
        raise stop(name, found,
                   "run text recognition (OCR) on it with another program, correct the result, and take that")  # fmt: skip
    if reads_badly(pages):
        raise stop(name, "is a scan whose hidden text does not read as Chinese: its text recognition failed",
                   "run text recognition (OCR) on it with another program, correct the result, and take that")  # fmt: skip
    if are_slides(pages):
        raise stop(
            name,
            "is a set of slides, not the text of a plan",
            "get the document that the slides present",
        )


def is_garbled(page: Sheet) -> bool:
    """True for a page on which no more than half of the characters are known."""
    private = sum("\ue000" <= one.char <= "\uf8ff" or one.char == "\ufffd" for one in page.glyphs)
    return len(page.glyphs) > 10 and 2 * max(page.unknown, private) > len(page.glyphs)


def reads_badly(pages: Sequence[Sheet]) -> bool:
    """True if most pages are pictures, and the text that lies over them is none."""
    layered = [one for one in pages if one.is_pictured]
    text = "".join(glyph.char for one in layered for glyph in one.glyphs)
    return 2 * len(layered) > len(pages) and len(text) > MUCH and not plausible(text)


def are_slides(pages: Sequence[Sheet]) -> bool:
    """True for pages of the shape of a screen with little on them, or of any wide shape in big letters."""
    screens = [
        one for one in pages if any(abs(shape(one) - usual) < 0.03 for usual in SLIDE_SHAPES)
    ]
    wide = [one for one in pages if shape(one) > 1]
    sizes = [glyph.size for one in pages for glyph in one.glyphs]
    is_big = bool(sizes) and median(sizes) >= SLIDE_LETTERS
    counts = [len(one.glyphs) for one in pages]
    most = 0.8 * len(pages)
    return (
        len(pages) > 2
        and median(counts) < SLIDE_TEXT
        and (len(screens) >= most or (is_big and len(wide) >= most))
    )


def shape(page: Sheet) -> float:
    return page.width / (page.height or 1)


def warnings(pages: Sequence[Sheet], parts: Sequence[Sequence[tuple[Part, Box]]]) -> Iterator[str]:
    if empty := [one for one in pages if one.is_pictured and len(one.glyphs) <= LITTLE]:
        yield f"pages that are pictures, so that what they say is not in the text: {listed(empty)}"
    if layered := [one for one in pages if one.is_pictured and len(one.glyphs) > LITTLE]:
        yield f"pages whose text lies over a picture and may be from text recognition: {listed(layered)}"
    if unknown := [one for one in pages if one.unknown]:
        count = sum(one.unknown for one in unknown)
        yield f"characters that the fonts do not name: {count}, on {listed(unknown)}"
    if overrun := [one for one in pages if is_overrun(one)]:
        yield f"tables whose text runs over the rules of its cells: {listed(overrun)}"
    yield from of_tables(pages, parts)


def digit_gap(pages: Sequence[Sheet]) -> float:
    """The gap that parts two numbers, in characters: wider where all digits are set apart."""
    gaps = [
        (b.box.left - a.box.right) / a.size
        for one in pages
        for a, b in pairwise(one.glyphs)
        if a.char.isdigit() and b.char.isdigit() and abs(a.box.bottom - b.box.bottom) < 1
    ]
    close = [gap for gap in gaps if -0.1 < gap < 1]  # a font may set them a hair closer
    return 0.85 if close and median(close) > 0.2 else 0.2


def numbers(pages: Sequence[Sheet], parts: Sequence[Sequence[tuple[Part, Box]]]) -> Iterator[str]:
    """The runs of digits in the ruled tables, by PDFium's own reckoning of the text there."""
    for page, its in zip(pages, parts, strict=True):
        for part, box in its:
            if isinstance(part, Grid) and page.words:
                yield from digit_runs(page.words(box))
