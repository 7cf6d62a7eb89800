"""Reads the pages of a PDF: where each character is, and where lines are ruled."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeAlias
from unicodedata import category

import pypdfium2
from pypdfium2 import raw as pdfium

from planbook.intake.pdf.fonts import doubled, font_of
from planbook.problems import stop

Raw: TypeAlias = Any
"""An object of pypdfium2, which ships no types."""
THIN = 2.5
"""Maximum thickness of a rule, in points."""
LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
SEEN = 0.01
"""Share of a page below which a picture is a sign or a line."""
COVERS = 0.5
"""Share of a page above which a picture is taken for a scan of it."""
BLANKS = frozenset(" \t\r\n\u00a0\u3000\u2002\u2003\u2009\ufeff")
OVER = 0.2
"""Two equal letters within this many characters are one that is drawn twice, to make it bold."""
JOINED = "—…–-.·fl"
"""Letters of which fonts draw two as one: these have one place."""
HYPHEN = "\u00ad"
"""The hyphen at which a word was broken at the end of a line; PDFium has its own code for it."""


class Box(NamedTuple):
    """A rectangle in points, from the lower left of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)

    def holds(self, point: tuple[float, float]) -> bool:
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top


class Glyph(NamedTuple):
    """A character on a page."""

    char: str
    box: Box
    size: float
    """Its em."""
    origin: Box
    """Where it begins on its baseline, as a box without extent."""
    piece: int
    """The piece of text that the page draws it with, by its place in their order; it is in one cell of a table."""
    at: int
    """Its place in the order in which the page draws its letters."""
    font: str = ""
    """The name of its font."""
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...] = ()
    turned: str = ""
    """Text that runs in another direction than most of the page."""
    outside: str = ""
    """Text beyond the edges of the page, which is not shown."""
    unknown: int = 0
    """How many characters the fonts do not name."""
    pictures: int = 0
    is_pictured: bool = False
    """True if a picture covers most of the page."""
    words: Callable[[Box], str] | None = None
    """The text in a box of the page, by another way than `glyphs`."""


def opened(raw: bytes, name: str) -> Raw:
    """The document. Raises `Problems` if it needs a password or is damaged."""
    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) in LOCKED:
            remedy = "save a copy without the password, for instance by printing it to PDF"
            raise stop(name, "is protected by a password", remedy) from error
        found = "is a damaged PDF file, or not a whole one"
        raise stop(
            name, found, "get the file again; if a viewer opens it, print it to PDF"
        ) from error


def sheets(document: Raw) -> Iterator[Sheet]:
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield Sheet(number + 1, 0, 0, ())
            continue
        yield sheet(page, number + 1)


def sheet(page: Raw, number: int) -> Sheet:
    """One page, turned so that most of its text runs from left to right."""
    text, box = page.get_textpage(), Box(*page.get_bbox())
    objects = list(page.get_objects(max_depth=4))
    order = {ctypes.addressof(one.raw.contents): at for at, one in enumerate(objects)}
    found = list(characters(text.raw, order))
    bold = doubled(objects)
    angles = Counter(angle for _, angle in found)
    angle = angles.most_common(1)[0][0] if angles else 0
    width, height = box.right - box.left, box.top - box.bottom
    rules, pictures = drawn(objects)
    shares = [one.area / (width * height or 1) for one in pictures]
    glyphs = [(one, its) for one, its in found if box.holds(one.box.middle)]
    indices = range(text.count_chars())
    return Sheet(
        number,
        *((height, width) if angle % 180 else (width, height)),
        tuple(
            one._replace(
                box=turned(one.box, angle, box),
                origin=turned(one.origin, angle, box),
                is_bold=one.is_bold or one.piece in bold,
            )
            for one, its in glyphs
            if its == angle
        ),
        tuple(turned(rule, angle, box) for rule in rules),
        "".join(one.char for one, its in glyphs if its != angle),
        "".join(one.char for one, _ in found if not box.holds(one.box.middle)),
        sum(pdfium.FPDFText_HasUnicodeMapError(text.raw, index) == 1 for index in indices),
        pictures=sum(share > SEEN for share in shares),
        is_pictured=max(shares, default=0) > COVERS,
        words=partial(words_in, text, box, angle),
    )


def words_in(text: Raw, page: Box, angle: int, box: Box) -> str:
    """The text in a box of a page that was turned by this angle, by PDFium's own reckoning."""
    x, y = page.left, page.bottom
    width, height = page.right - x, page.top - y
    swapped = Box(0, 0, height, width) if angle % 180 else Box(0, 0, width, height)
    box = turned(box, (360 - angle) % 360, swapped)
    found = text.get_text_bounded(box.left + x, box.bottom + y, box.right + x, box.top + y)
    return str(found)


def characters(text: Raw, order: Mapping[int, int]) -> Iterator[tuple[Glyph, int]]:
    """The characters of a page, each with its angle; `order` is that of what the page draws."""
    rectangle, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    fonts: dict[int, tuple[str, bool]] = {}
    for index in range(pdfium.FPDFText_CountChars(text)):
        char = chr(pdfium.FPDFText_GetUnicode(text, index)).replace("\x02", HYPHEN)
        if char in BLANKS or char < " " or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(rectangle)):
            continue
        box = Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        angle = round(math.degrees(pdfium.FPDFText_GetCharAngle(text, index)))
        pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        em = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        origin = Box(x.value, y.value, x.value, y.value)
        piece = pdfium.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(piece.contents) if piece else 0
        if address not in fonts:
            fonts[address] = font_of(piece) if piece else ("", False)
        place = order.get(address, 0)
        yield Glyph(char, box, max(em, 1.0), origin, place, index, *fonts[address]), angle % 360


def is_over(last: Glyph, glyph: Glyph) -> bool:
    """True if a letter is drawn over its like, to make it bold."""
    beside, above = glyph.box.left - last.box.left, glyph.box.bottom - last.box.bottom
    is_near = max(abs(beside), abs(above)) < OVER * last.size
    return is_near and glyph.char == last.char and glyph.char not in JOINED


def gap_of(before: Glyph, glyph: Glyph) -> float:
    return glyph.box.left - before.box.right


def seen(glyph: Glyph) -> Box:
    """What a reader sees in the box of a glyph: one half, for a full-width bracket or point."""
    box, (middle, _) = glyph.box, glyph.box.middle
    if glyph.char.isascii():
        return box
    if category(glyph.char) in ("Ps", "Pi"):
        return box._replace(left=middle)
    is_left = category(glyph.char) in ("Pe", "Pf") or glyph.char in "、。，．：；！？"
    return box._replace(right=middle) if is_left else box


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def turned(box: Box, angle: int, page: Box) -> Box:
    """The box from the corner of a page that is turned so that text at this angle runs to the right."""
    left, right = box.left - page.left, box.right - page.left
    bottom, top = box.bottom - page.bottom, box.top - page.bottom
    width, height = page.right - page.left, page.top - page.bottom
    if angle == 270:
        return Box(bottom, width - right, top, width - left)
    if angle == 90:
        return Box(height - top, left, height - bottom, right)
    if angle == 180:
        return Box(width - right, height - top, width - left, height - bottom)
    return Box(left, bottom, right, top)


def drawn(objects: Iterable[Raw]) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """The rules of a page, and its pictures."""
    rules: list[Box] = []
    pictures: list[Box] = []
    for one in objects:
        if one.type == pdfium.FPDF_PAGEOBJ_PATH:
            rules += ruled(one)
        elif one.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(Box(*one.get_bounds()))
    return tuple(rules), tuple(pictures)


def ruled(path: Raw) -> Iterator[Box]:
    """The straight level and upright lines of a path."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path.raw, ctypes.byref(fill), ctypes.byref(stroke))
    bounds = Box(*path.get_bounds())
    if is_thin(bounds):
        yield bounds
    elif stroke.value:
        matrix = path.get_matrix()
        yield from (line for line in segments(path.raw, matrix) if is_thin(line))


def is_thin(box: Box) -> bool:
    width, height = box.right - box.left, box.top - box.bottom
    return min(width, height) <= THIN < max(width, height)


def segments(path: Raw, matrix: Raw) -> Iterator[Box]:
    """The lines of a path; curves are none."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield spanned(here, point)
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield spanned(here, start)


def spanned(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (a, b), (c, d) = one, other
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))
