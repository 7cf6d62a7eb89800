"""From a book to the bytes of its PDF."""

from __future__ import annotations

import msgspec

from planbook.books.fonts import Fonts, font_problems
from planbook.books.pdf.model import Book, Print
from planbook.books.press import pressed
from planbook.books.sheet import Sheet
from planbook.problems import raise_any


def typeset(book: Book, fonts: Fonts) -> bytes:
    """The PDF. Same book and fonts, same bytes. Raises `Problems`; a warning counts as one."""
    raise_any(font_problems(book, fonts))
    return pressed(sheet_of("book", book), fonts)


def sheet_of(template: str, book: Print) -> Sheet:
    """A book for the named template, which gets it as an input of its name."""
    content = msgspec.json.encode(book).decode()
    return Sheet(name(book), template, {template: content}, book.date)


def name(book: Print) -> str:
    return f"the book {book.kind}"
