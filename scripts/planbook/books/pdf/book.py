"""Gathers the content of each PDF from the linked edition."""

from collections.abc import Mapping

from planbook.books.fonts import Fonts, font_problems
from planbook.books.kinds import PDFS, readings_of, script_of, site_of
from planbook.books.pdf.back import glossary, index, plates
from planbook.books.pdf.front import cover, imprint, what
from planbook.books.pdf.model import Book
from planbook.books.pdf.scribe import Body, Scribe, numbered_notes
from planbook.books.press import pressed
from planbook.books.release import Release
from planbook.books.sheet import sheet_of
from planbook.locales import Locale
from planbook.problems import raise_any
from planbook.reading.read import Reading
from planbook.reading.standing import standing_of
from planbook.sources import Sources
from planbook.statements.tie import Tied
from planbook.words import BOTH


def book_of(
    kind: str, tied: Tied, readings: Mapping[Locale, Reading], sources: Sources, release: Release
) -> Book:
    """The whole content of one of `PDFS`."""
    about, linked = sources.description, tied.linked
    own = tuple(readings_of(kind, linked, readings, sources).values())
    numbers = numbered_notes(own)
    scribes = tuple(Scribe(one, numbers, marks_terms=one is own[0]) for one in own)
    script = script_of(kind)
    body = Body(scribes, site_of(kind, about.site_url))
    edition = standing_of(linked.edition, about).edition(kind)
    front = cover(edition, scribes, about)
    return Book(
        kind=kind,
        langs=PDFS[kind],
        region="tw" if script == "TC" else "cn",
        serif=f"Noto Serif CJK {script}",
        sans=f"Noto Sans CJK {script}",
        title=" / ".join(map("".join, front.titles)),
        description=" / ".join(one.said(what(edition, about)) for one in scribes),
        keywords=tuple(one.said(text) for one in scribes for text in (about.name, edition)),
        date=(release.day.year, release.day.month, release.day.day),
        words={name: tuple(one.said(text) for one in scribes) for name, text in BOTH.book.items()},
        cover=front,
        imprint=imprint(kind, scribes, sources, release),
        blocks=tuple(body.rows()),
        plates=tuple(plates(tied, scribes, f"Noto Sans CJK {script}")),
        glossary=tuple(glossary(linked, scribes)),
        index=tuple(index(linked, scribes)),
    )


def typeset(book: Book, fonts: Fonts) -> bytes:
    """The PDF. Same book and fonts, same bytes. Raises `Problems`; a warning counts as one."""
    raise_any(font_problems(book, fonts))
    return pressed(sheet_of("book", book), fonts)
