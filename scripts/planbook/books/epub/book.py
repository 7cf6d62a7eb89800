"""Makes an e-book (EPUB 3): the whole plan, in one language or each paragraph in both."""

from collections.abc import Iterable, Iterator
from importlib.resources import files

from planbook.books.downloads import archive
from planbook.books.epub.front import cover_page, imprint_page, title_page
from planbook.books.epub.glossary import (
    INDEX_FILE,
    glossary_pages,
    index_page,
    letters,
    picture_pages,
)
from planbook.books.epub.model import Book
from planbook.books.epub.package import (
    COVER_IMAGE,
    NAV,
    NCX,
    STYLE,
    TocEntry,
    navigation,
    ncx,
    package,
)
from planbook.books.epub.text import TITLE as TITLE_FILE
from planbook.books.epub.text import chapter_page, file_of
from planbook.books.kinds import Release
from planbook.locales import Bilingual
from planbook.sources import Sources
from planbook.statements.tie import Tied
from planbook.structure.model import Division
from planbook.words import BOTH

SAID = BOTH.epub
FOLDER = "EPUB"
COVER_FILE = "cover.xhtml"
IMPRINT_FILE = "imprint.xhtml"
CONTAINER = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles>
<rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def as_epub(book: Book, tied: Tied, sources: Sources, release: Release, cover: bytes) -> bytes:
    """The whole book. `cover` is a PNG. Same arguments, same bytes."""
    description = sources.description
    pictures = dict(picture_pages(book, tied))
    entries = contents(book, pictures)
    pages = {
        COVER_FILE: cover_page(book, description, COVER_IMAGE),
        TITLE_FILE: title_page(book, description),
        IMPRINT_FILE: imprint_page(book, description, release, description.site_url),
        NAV: navigation(book, entries, landmarks(book)),
        **dict(chapter_pages(book)),
        **pictures,
        **dict(glossary_pages(book)),
        **({INDEX_FILE: index_page(book)} if has_index(book) else {}),
    }
    style = files("planbook.books").joinpath("epub.css").read_text("utf-8")
    others = {STYLE: style, NCX: ncx(book, description, entries)}
    names = (*pages, *others, COVER_IMAGE)
    texts = {"package.opf": package(book, description, release, pages, names), **pages, **others}
    inside = ((f"{FOLDER}/{name}", text.encode()) for name, text in texts.items())
    return archive(
        (
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", CONTAINER.encode()),
            *inside,
            (f"{FOLDER}/{COVER_IMAGE}", cover),
        ),
        stored="mimetype",
    )


def chapter_pages(book: Book) -> Iterator[tuple[str, str]]:
    """File and content of every chapter."""
    outline = book.linked.edition.outline
    parts = {part.first_chapter: part for part in outline.parts}
    for chapter in outline.chapters:
        yield (
            file_of(chapter.reference),
            chapter_page(book, chapter, parts.get(chapter.reference)),
        )


def contents(book: Book, pictures: Iterable[str]) -> tuple[TocEntry, ...]:
    """The contents of the book, in order. `pictures` are the files of pictures."""

    def own(title: Bilingual, file: str, below: tuple[TocEntry, ...] = ()) -> TocEntry:
        return TocEntry({one: book.said(title, one) for one in book.readings}, file, below)

    terms = tuple(
        TocEntry({book.main: letter}, file) for letter, (file, _) in letters(book).items()
    )
    return (
        own(SAID.title, TITLE_FILE),
        own(SAID.imprint, IMPRINT_FILE),
        *entries(book),
        *(own(BOTH.book.pictures, file) for file in list(pictures)[:1]),
        *((own(BOTH.glossary.title, terms[0].href, terms),) if terms else ()),
        *((own(SAID.index, INDEX_FILE),) if has_index(book) else ()),
    )


def has_index(book: Book) -> bool:
    """True if the terms in the other language need a list, for the glossary has one order."""
    return book.is_bilingual and bool(book.linked.terms)


def entries(book: Book) -> Iterator[TocEntry]:
    """The chapters, below their parts if the plan has any."""
    for part, chapters in book.linked.edition.outline.groups():
        below = tuple(entry(book, chapter) for chapter in chapters)
        if part:
            href = f"{file_of(chapters[0].reference)}#{part.anchor}"
            yield TocEntry(book.titles(part.reference), href, below)
        else:
            yield from below


def entry(book: Book, division: Division) -> TocEntry:
    """A chapter, section, or subsection with everything below it."""
    title = book.titles(division.reference)
    href = f"{file_of(division.reference)}#{division.anchor}"
    return TocEntry(title, href, tuple(entry(book, one) for one in division.children))


def landmarks(book: Book) -> Iterator[tuple[str, Bilingual, str]]:
    """The beginnings of the cover, the contents, the text, and the glossary."""
    yield "cover", SAID.cover, COVER_FILE
    yield "titlepage", SAID.title, TITLE_FILE
    yield "copyright-page", SAID.imprint, IMPRINT_FILE
    yield "toc", SAID.contents, f"{NAV}#toc"
    for chapter in book.linked.edition.outline.chapters[:1]:
        yield "bodymatter", SAID.text, file_of(chapter.reference)
    for file, _ in list(letters(book).values())[:1]:
        yield "glossary", BOTH.glossary.title, file
