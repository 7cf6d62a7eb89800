"""Makes the first pages of the e-book: cover, title, and imprint."""

import json
import re
from collections.abc import Iterator

from planbook.books.epub.model import Book, Footnotes, element, link
from planbook.books.epub.text import note_section, pair, references
from planbook.books.kinds import Release, script_of, within
from planbook.books.sheet import BOLD, LATIN, REGULAR, Fonts, Sheet, missing_fonts, pressed
from planbook.description import Description
from planbook.links.pinyin import short_words
from planbook.locales import Bilingual, Locale
from planbook.problems import raise_any
from planbook.reading.standing import standing_of
from planbook.structure.model import Paragraph
from planbook.words import BOTH
from planbook.xml import text

BOOK = "the cover of the e-book"
LONGEST = 8
"""Maximum characters of a piece of the name that is kept on one line."""
SAID = BOTH.epub


def cover_png(book: Book, description: Description, fonts: Fonts) -> bytes:
    """The cover as a PNG. Raises `Problems` if a font is missing or the page cannot be set."""
    chinese = f"Noto Serif CJK {script_of(book.kind)}"
    absent = [one for one in ((chinese, REGULAR), (chinese, BOLD)) if one not in fonts.faces]
    raise_any(missing_fonts(BOOK, absent, fonts))
    texts = {
        "latin": LATIN,
        "chinese": chinese,
        "region": "tw" if script_of(book.kind) == "TC" else "cn",
        "parts": [
            {
                "lang": locale,
                "name": name_pieces(book, description.name, locale),
                "title": title_words(book, description.title, locale),
                "edition": unbroken(book.said(book.edition, locale)),
            }
            for locale in book.readings
        ],
    }
    inputs = {"texts": json.dumps(texts, ensure_ascii=False)}
    return pressed(Sheet(BOOK, "cover", inputs, format="png"), fonts)


def name_pieces(book: Book, name: Bilingual, locale: Locale) -> list[str]:
    """The pieces of a name that stay whole: words, or Chinese before and after a quotation mark."""
    said = book.said(name, locale)
    return cut(said) if locale == "zh" else english_words(said)


def title_words(book: Book, title: Bilingual, locale: Locale) -> list[str]:
    if locale == "en":
        return english_words(title.en)
    return [book.chinese(word) for word in short_words(title.zh)]


def english_words(text: str) -> list[str]:
    """The words with the blanks after them."""
    return re.findall(r"\S+\s*", unbroken(text))


def cut(name: str) -> list[str]:
    """A Chinese name cut before quotation marks; long pieces cut by character."""
    parts = re.split(r"(?=[“「《])", name)
    return [part for one in parts if one for part in ([one] if len(one) <= LONGEST else list(one))]


def unbroken(english: str) -> str:
    """The text with nonbreaking hyphens: Five-Year, Long-Range."""
    return english.replace("-", "\N{NON-BREAKING HYPHEN}")


def summary(book: Book, description: Description) -> Bilingual:
    """A short description of the book."""
    return SAID.summary.filled(title=description.title, edition=book.edition)


def cover_page(book: Book, description: Description, picture: str) -> str:
    """The cover, with its text for people who do not see it."""
    words = SAID.alternative.filled(title=description.title, edition=book.edition)
    said = " ".join(book.said(words, one) for one in book.readings)
    shown = element("img", src=picture, alt=said, role="doc-cover")
    section = element("section", shown, class_="cover", kind="cover")
    return book.page(book.said(SAID.cover, book.main), section)


def title_page(book: Book, description: Description) -> str:
    """The text before the first chapter; the plan's own title is the book's."""
    outline = book.linked.edition.outline
    notes = book.footnotes(one.reference for one in outline.front)
    pieces = [
        title(book, one, notes) if one is outline.title else pair(book, one.reference, notes)
        for one in outline.front
    ]
    if not outline.title:
        pieces.insert(0, element("h1", book.every("span", description.title)))
    edition = element("div", book.every("p", book.edition), class_="edition")
    body = "\n".join(("", *pieces, edition, ""))
    whole = element("section", body, class_="title", kind="titlepage")
    return book.page(book.said(description.title, book.main), whole, *note_section(book, notes))


def title(book: Book, paragraph: Paragraph, notes: Footnotes) -> str:
    """The plan's title in each language, without a mark."""
    spans = (
        element("span", text(one.text), references(notes, locale, one.reference), class_=locale,
                lang=book.tag(one.lang))
        for locale, block in book.versions(paragraph.reference)
        for one in block.sentences[:1]
        if locale in (one.lang, book.main)
    )  # fmt: skip
    return element("h1", *spans, id=paragraph.anchor)


def imprint_page(book: Book, description: Description, release: Release, site_url: str) -> str:
    """The nature of the book, its source, its official status, its version, and how to cite it."""
    paired = (SAID.paired,) if book.is_bilingual else ()
    dashes = (BOTH.book.dashes,) if "zh" in book.readings else ()
    standing = standing_of(book.linked.edition, description)
    body = "\n".join(
        (
            "",
            element("h1", book.every("span", SAID.imprint)),
            book.every("p", summary(book, description)),
            book.every("p", description.ended),
            *chapter(book, "standing", standing.work("epub")),
            *chapter(book, "source", description.provenance, description.issuer),
            *listed(book, "known", description.known),
            *listed(book, "unknown", description.unknown),
            *chapter(book, "reading", *paired, SAID.reading, BOTH.book.signs, *dashes),
            *chapter(book, "version", release.name, citation(book, description, release)),
            *address(site_url),
            *chapter(book, "licence", standing.said.epub.licence),
            "",
        )
    )
    section = element("section", body, class_="imprint", kind="copyright-page")
    return book.page(book.said(SAID.imprint, book.main), section)


def chapter(book: Book, head: str, *paragraphs: Bilingual) -> Iterator[str]:
    yield element("h2", book.every("span", BOTH.imprint[head]))
    for one in paragraphs:
        yield book.every("p", one)


def listed(book: Book, head: str, facts: tuple[Bilingual, ...]) -> Iterator[str]:
    """A list in each language, complete in itself."""
    if facts:
        yield element("h2", book.every("span", BOTH.imprint[head]))
        yield from (facts_of(book, facts, locale) for locale in book.readings)


def facts_of(book: Book, facts: tuple[Bilingual, ...], locale: Locale) -> str:
    items = (element("li", book.spoken(book.said(one, locale), locale)) for one in facts)
    return element("ul", *items, lang=book.tag(locale), class_=locale)


def citation(book: Book, description: Description, release: Release) -> Bilingual:
    """The form for quoting a paragraph. The issuer is unknown, so none is named."""
    edition = within(book.edition)
    return SAID.citation.filled(title=description.title, edition=edition, version=release.version)


def address(site_url: str) -> Iterator[str]:
    if site_url:
        yield element("p", link(text(site_url), site_url))
