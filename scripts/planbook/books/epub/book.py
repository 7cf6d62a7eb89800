"""Makes an e-book (EPUB 3): the whole plan, in one language or each paragraph in both, with its back."""

import re
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from itertools import groupby

from planbook.addresses import anchor_of
from planbook.books.downloads import archive, rows
from planbook.books.epub.model import Book, element, lined, link
from planbook.books.epub.package import (
    COVER_IMAGE,
    NAV,
    NCX,
    STYLE,
    TocEntry,
    cover_page,
    navigation,
    ncx,
    package,
)
from planbook.books.epub.text import TITLE as TITLE_FILE
from planbook.books.epub.text import (
    chapter_page,
    file_of,
    glossary_file,
    imprint_page,
    letter_of,
    title_page,
)
from planbook.links.terms import Term
from planbook.locales import Bilingual, Locale, capitalized, other
from planbook.pictures.svg import Picture
from planbook.reading.concordance import PINYIN, by_letter, shown
from planbook.statements.tie import Tied
from planbook.structure.model import Division
from planbook.words import BOTH
from planbook.xml import text

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


def as_epub(book: Book, tied: Tied, cover: bytes) -> bytes:
    """The whole book. `cover` is a PNG. Same arguments, same bytes."""
    pictures = dict(picture_pages(book, tied))
    entries = contents(book, pictures)
    pages = {
        COVER_FILE: cover_page(book),
        TITLE_FILE: title_page(book),
        IMPRINT_FILE: imprint_page(book),
        NAV: navigation(book, entries, landmarks(book)),
        **dict(chapter_pages(book)),
        **pictures,
        **dict(glossary_pages(book)),
        **({INDEX_FILE: index_page(book)} if has_index(book) else {}),
    }
    style = files("planbook.books").joinpath("epub.css").read_text("utf-8")
    others = {STYLE: style, NCX: ncx(book, entries)}
    names = (*pages, *others, COVER_IMAGE)
    texts = {"package.opf": package(book, pages, names), **pages, **others}
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
    for file, own in groupby(outline.chapters, key=lambda one: file_of(book, one.reference)):
        chapter, *more = own
        yield file, chapter_page(book, chapter, parts.get(chapter.reference), *more)


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
        *(own(book.words.book.pictures, file) for file in list(pictures)[:1]),
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
            href = f"{file_of(book, chapters[0].reference)}#{part.anchor}"
            yield TocEntry(book.titles(part.reference), href, below)
        else:
            yield from below


def entry(book: Book, division: Division) -> TocEntry:
    """A chapter, section, or subsection with everything below it."""
    title = book.titles(division.reference)
    href = f"{file_of(book, division.reference)}#{division.anchor}"
    return TocEntry(title, href, tuple(entry(book, one) for one in division.children))


def landmarks(book: Book) -> Iterator[tuple[str, Bilingual, str]]:
    """The beginnings of the cover, the contents, the text, and the glossary."""
    yield "cover", SAID.cover, COVER_FILE
    yield "titlepage", SAID.title, TITLE_FILE
    yield "copyright-page", SAID.imprint, IMPRINT_FILE
    yield "toc", SAID.contents, f"{NAV}#toc"
    for chapter in book.linked.edition.outline.chapters[:1]:
        yield "bodymatter", book.words.epub.text, file_of(book, chapter.reference)
    for file, _ in list(letters(book).values())[:1]:
        yield "glossary", BOTH.glossary.title, file


# --- its back: pictures, glossary, and index


NAMES = re.compile(r'(id|aria-labelledby)="([^"]+)"')
WORDS_SHOWN = re.compile(r'(?<=>)[^<>]+|(?<=aria-label=")[^"]+')
"""Words of a picture: the text between its tags, and the names of its links."""
PASSAGE = re.compile(r'href="[^"#]*#([sp])-([\d-]+)"')
INDEX_FILE = "terms-en.xhtml"


def picture_file(locale: Locale) -> str:
    return f"pictures-{locale}.xhtml"


def picture_pages(book: Book, tied: Tied) -> Iterator[tuple[str, str]]:
    """File and content of each page; none if the plan has no pictures."""
    for locale, reading in book.readings.items():
        drawn = [one for row in rows(tied, reading) for one in row]
        if drawn:
            title = book.said(book.words.book.pictures, locale)
            figures = (
                framed(book, picture, words, n) for n, (picture, words) in enumerate(drawn, 1)
            )
            shown = (with_words(one, reading.own) for one in figures)
            body = lined(element("h1", text(title)), *shown)
            section = element("section", body, class_="pictures", lang=book.tag(locale))
            yield picture_file(locale), book.page(title, section)


def framed(book: Book, picture: Picture, caption: str, number: int) -> str:
    """A picture with its title and caption; without these it continues the one before."""
    title = element("h2", text(picture.title)) if caption else ""
    words = element("figcaption", text(caption)) if caption else ""
    return title + element("figure", words, within(book, picture.svg, number))


def with_words(markup: str, own: Callable[[str], str]) -> str:
    """The markup with its words as `own` writes them, and the drawing untouched.

    They are written together, since a quotation may run across lines of a label.
    """
    written = iter(own("<>".join(WORDS_SHOWN.findall(markup))).split("<>"))
    return WORDS_SHOWN.sub(lambda _: next(written), markup)


def within(book: Book, svg: str, number: int) -> str:
    """The picture with ids unique in the book, and links to passages of this book."""

    def named(found: re.Match[str]) -> str:
        names = " ".join(f"{one}-{number}" for one in found[2].split())
        return f'{found[1]}="{names}"'

    def linked(found: re.Match[str]) -> str:
        reference = found[2].replace("-", ".")
        return f'href="{file_of(book, reference)}#{found[1]}-{found[2]}"'

    return PASSAGE.sub(linked, NAMES.sub(named, svg))


def letters(book: Book) -> dict[str, tuple[str, list[Term]]]:
    """The terms of each letter, with the file that holds them."""
    groups = by_letter(book.linked, book.linked.terms, book.main)
    return {letter: (glossary_file(book, terms[0]), terms) for letter, terms in groups.items()}


def glossary_pages(book: Book) -> Iterator[tuple[str, str]]:
    """File and content of each page."""
    for letter, (file, terms) in letters(book).items():
        first = letter_of(book, terms[0])
        words = BOTH.glossary.title
        title = Bilingual(zh=f"{words.zh} {letter}", en=f"{words.en} {letter}")
        entries = (line for term in terms for line in term_entry(book, term))
        listed = element("dl", lined(*entries))
        head = element("h1", book.every("span", title), id=f"letter-{first}")
        kinds = {"kind": "glossary", "role": "doc-glossary", "class_": "glossary"}
        section = element("section", lined(head, listed), **kinds)
        yield file, book.page(book.said(title, book.main), section)


def term_entry(book: Book, term: Term) -> Iterator[str]:
    """Names in both languages, the term's meaning, the confidence in its English, and its uses."""
    names = (name_of(book, term, one) for one in (book.main, other(book.main)))
    yield element("dt", " ".join(names), id=term.anchor)
    meanings = (
        book.own("p", locale, book.spoken(one.own(term.definition(locale)), locale))
        for locale, one in book.readings.items()
    )
    yield element("dd", *meanings, facts(book, term), kind="glossdef")


def name_of(book: Book, term: Term, locale: Locale) -> str:
    """The term's name, which heads its entry in the book's first language; Chinese with pinyin."""
    name = shown(term, locale)
    markup, tag = text(book.chinese(name) if locale == "zh" else name), book.tag(locale)
    if locale == book.main:
        named = element("dfn", markup, kind="glossterm", lang=tag)
    else:
        named = element("span", markup, class_="name", lang=tag)
    reading = book.linked.pinyin[term.id] if locale == "zh" else ""
    return f"{named} {element('i', text(reading), lang=PINYIN)}" if reading else named


def facts(book: Book, term: Term) -> str:
    """The confidence in the English, and the paragraphs that use the term."""
    locale: Locale = "en" if "en" in book.readings else "zh"
    trust = book.said(BOTH.confidence[term.confidence], locale)
    words = element("span", text(capitalized(trust)), lang=book.tag(locale))
    places = book.linked.passages.get(term.id, ())
    uses = (link(text(one), f"{file_of(book, one)}#{anchor_of(one)}") for one in places)
    return element("p", " · ".join((words, " ".join(uses))) if places else words, class_="uses")


def index_page(book: Book) -> str:
    """Every term by its English name, linked to its entry."""
    groups = by_letter(book.linked, book.linked.terms, "en")
    pieces = []
    for letter, terms in groups.items():
        pieces.append(element("h2", text(letter)))
        pieces.append(element("ul", *(row(book, term) for term in terms)))
    head = element("h1", book.every("span", BOTH.epub.index))
    section = element("section", lined(head, *pieces), class_="terms")
    return book.page(book.said(BOTH.epub.index, book.main), section)


def row(book: Book, term: Term) -> str:
    href = f"{glossary_file(book, term)}#{term.anchor}"
    english = link(text(shown(term, "en")), href, lang=book.tag("en"))
    chinese = element("span", text(book.chinese(term.zh)), lang=book.tag("zh"))
    return element("li", english, " ", chinese, "\n")
