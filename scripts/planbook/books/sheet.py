"""Typesets sheets; no other module calls Typst to set anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

import msgspec
import typst
from msgspec import Struct
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from planbook.books.fonts import Fonts, Print
from planbook.problems import Problem, Problems, raise_any, stop

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
"""Both are declared, and Typst rejects what violates them, such as a missing glyph or title."""
RESOLUTION = 254
"""Pixels per inch of a picture."""
NO_GLYPH = re.compile(r"the text (?P<text>.+?) (?:could not|cannot) be displayed")
TEMPLATES = Path(__file__).parent / "templates"


class Sheet(Struct, frozen=True):
    """The input of one Typst run: a template, and the texts for it."""

    name: str
    """Its name in messages."""
    template: str
    inputs: Mapping[str, str]
    """Texts and JSON, never markup."""
    date: tuple[int, int, int] = (1980, 1, 1)
    format: Literal["pdf", "png"] = "pdf"
    tries: tuple[Mapping[str, str], ...] = ({},)
    """Further inputs: the first that gives at most `pages` pages is used, or else the last."""
    pages: int = 0


def sheet_of(template: str, book: Print) -> Sheet:
    """A book for the named template, which receives it as the input of that name."""
    content = msgspec.json.encode(book).decode()
    return Sheet(name(book), template, {template: content}, book.date)


def name(book: Print) -> str:
    return f"the book {book.kind}"


def compiled(sheet: Sheet, fonts: Fonts) -> bytes:
    """The PDF or picture, set in this process. Same sheet and fonts, same bytes.

    Raises `Problems`; a warning counts as one.
    """
    *tries, last = sheet.tries
    for more in tries:
        made = once(sheet, more, fonts)
        if page_count(made) <= sheet.pages:
            return made
    return once(sheet, last, fonts)


def once(sheet: Sheet, more: Mapping[str, str], fonts: Fonts) -> bytes:
    try:
        made, warnings = typst.compile_with_warnings(
            str(TEMPLATES / f"{sheet.template}.typ"),
            root=str(TEMPLATES),
            font_paths=fonts.loaded,
            format=sheet.format,
            ppi=RESOLUTION,
            pdf_standards=STANDARDS if sheet.format == "pdf" else [],
            timestamp=datetime(*sheet.date, tzinfo=UTC),
            sys_inputs={**sheet.inputs, **more},
        )
    except typst.TypstError as error:
        raise failure(sheet, error) from error
    raise_any(Problem(sheet.name, one.message, remedy(sheet)) for one in warnings)
    assert isinstance(made, bytes)
    return made


def page_count(pdf: bytes) -> int:
    """The number of pages of a PDF; 0 if it is not a PDF."""
    try:
        return len(PdfReader(BytesIO(pdf)).pages)
    except PyPdfError:
        return 0


def failure(sheet: Sheet, error: typst.TypstError) -> Problems:
    """The problem of a failed Typst run. A missing glyph is named with its font."""
    message = " ".join((error.message, *error.hints))
    if NO_GLYPH.search(message):
        other = "correct the character, or install a newer fonts-noto-cjk, which may have it"
        return stop(sheet.name, message, other)
    return stop(sheet.name, error.diagnostic or message, remedy(sheet))


def remedy(sheet: Sheet) -> str:
    file = f"scripts/planbook/books/templates/{sheet.template}.typ"
    return f"correct the text that it names; if it names none, repair {file}"
