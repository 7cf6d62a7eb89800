"""From a book to the bytes of its PDF: the only module that sets one with Typst."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib.resources import as_file, files

import msgspec
import typst

from planbook.books.fonts import Fonts, font_problems
from planbook.books.pdf_book import Book, Print
from planbook.problems import Problems, raise_any, stop

STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
"""Both are declared, and Typst refuses what does not keep them: a glyph that is missing, a title."""
NO_GLYPH = re.compile(r"the text (?P<text>.+?) (?:could not|cannot) be displayed")


def typeset(book: Book, fonts: Fonts) -> bytes:
    """The PDF. Same book and fonts, same bytes. Raises `Problems`; a warning counts as one."""
    return compiled("book", book, fonts)


def compiled(template: str, book: Print, fonts: Fonts, **inputs: str) -> bytes:
    """The PDF that the named template makes of a book, which it gets as an input of its name.

    `inputs` are further ones. Raises `Problems`: a font is missing, a warning, an error.
    """
    raise_any(font_problems(book, fonts))
    content = msgspec.json.encode(book).decode()
    with as_file(files("planbook.books").joinpath("templates")) as folder:
        try:
            pdf, warnings = typst.compile_with_warnings(
                str(folder / f"{template}.typ"),
                root=str(folder),
                font_paths=fonts.loaded,
                format="pdf",
                pdf_standards=STANDARDS,
                timestamp=datetime(*book.date, tzinfo=UTC),
                sys_inputs={template: content, **inputs},
            )
        except typst.TypstError as error:
            raise failure(book, error) from error
    if warnings:
        remedy = "mend the template in scripts/planbook/books/templates, or the font it names"
        raise Problems(p for w in warnings for p in stop(name(book), w.message, remedy).problems)
    return pdf


def name(book: Print) -> str:
    return f"the book {book.kind}"


def failure(book: Print, error: typst.TypstError) -> Problems:
    """What Typst could not do. A missing glyph is named with its font."""
    message = " ".join((error.message, *error.hints))
    if NO_GLYPH.search(message):
        remedy = "correct the character, or install a newer fonts-noto-cjk, which may have it"
        return stop(name(book), message, remedy)
    remedy = "mend the template in scripts/planbook/books/templates"
    return stop(name(book), error.diagnostic or message, remedy)
