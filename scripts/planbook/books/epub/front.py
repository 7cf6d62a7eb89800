"""Makes the first pages of the e-book: cover, title, and imprint."""

import json
import re
from collections.abc import Iterator

from planbook.books.epub.model import Book, Footnotes, element, link
from planbook.books.epub.text import note_section, pair, references
from planbook.books.kinds import script_of, within
from planbook.books.sheet import BOLD, LATIN, REGULAR, Fonts, Sheet, missing_fonts, pressed
from planbook.links.pinyin import short_words
from planbook.locales import Bilingual, Locale
from planbook.problems import raise_any
from planbook.structure.model import Paragraph
from planbook.words import BOTH
from planbook.xml import text

BOOK = "the cover of the e-book"
LONGEST = 8
"""Maximum characters of a piece of the name that is kept on one line."""
SAID = BOTH.epub


def cover_png(book: Book, fonts: Fonts) -> bytes:
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
                "name": name_pieces(book, locale),
                "title": title_words(book, locale),
                "edition": unbroken(book.said(book.edition, locale)),
            }
            for locale in book.readings
        ],
    }
    inputs = {"texts": json.dumps(texts, ensure_ascii=False)}
    return pressed(Sheet(BOOK, "cover", inputs, format="png"), fonts)


def name_pieces(book: Book, locale: Locale) -> list[str]:
    """The pieces of the name that stay whole: words, or Chinese between quotation marks."""
    said = book.said(book.description.name, locale)
    return cut(said) if locale == "zh" else english_words(said)


def title_words(book: Book, locale: Locale) -> list[str]:
    title = book.description.title
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


def summary(book: Book) -> Bilingual:
    """A short description of the book."""
    return SAID.summary.filled(title=book.description.title, edition=book.edition)


def cover_page(book: Book, picture: str) -> str:
    """The cover, with its text for people who do not see it."""
    words = SAID.alternative.filled(title=book.description.title, edition=book.edition)
    said = " ".join(book.said(words, one) for one in book.readings)
    shown = element("img", src=picture, alt=said, role="doc-cover")
    section = element("section", shown, class_="cover", kind="cover")
    return book.page(book.said(SAID.cover, book.main), section)


def title_page(book: Book) -> str:
    """The text before the first chapter; the plan's own title is the book's."""
    outline, own = book.linked.edition.outline, book.description.title
    notes = book.footnotes(one.reference for one in outline.front)
    pieces = [
        title(book, one, notes) if one is outline.title else pair(book, one.reference, notes)
        for one in outline.front
    ]
    if not outline.title:
        pieces.insert(0, element("h1", book.every("span", own)))
    edition = element("div", book.every("p", book.edition), class_="edition")
    body = "\n".join(("", *pieces, edition, ""))
    whole = element("section", body, class_="title", kind="titlepage")
    return book.page(book.said(own, book.main), whole, *note_section(book, notes))


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


def imprint_page(book: Book) -> str:
    """The nature of the book, its source, its official status, its version, and how to cite it."""
    description, standing = book.description, book.standing
    paired = (SAID.paired,) if book.is_bilingual else ()
    dashes = (BOTH.book.dashes,) if "zh" in book.readings else ()
    body = "\n".join(
        (
            "",
            element("h1", book.every("span", SAID.imprint)),
            book.every("p", summary(book)),
            book.every("p", description.ended),
            *chapter(book, "standing", standing.work("epub")),
            *chapter(book, "source", description.provenance, description.issuer),
            *listed(book, "known", description.known),
            *listed(book, "unknown", description.unknown),
            *chapter(book, "reading", *paired, SAID.reading, BOTH.book.signs, *dashes),
            *chapter(book, "version", description.release, citation(book)),
            *address(description.site_url),
            *chapter(book, "license", standing.said.epub.license),
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


def citation(book: Book) -> Bilingual:
    """The form for quoting a paragraph. The issuer is unknown, so none is named."""
    edition, about = within(book.edition), book.description
    return SAID.citation.filled(title=about.title, edition=edition, version=about.version)


def address(site_url: str) -> Iterator[str]:
    if site_url:
        yield element("p", link(text(site_url), site_url))
