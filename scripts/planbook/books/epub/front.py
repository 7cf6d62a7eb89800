"""Makes the first pages of the e-book: cover, title, and imprint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from planbook.books.epub.text import Book, Footnotes, note_section, pair, references
from planbook.books.epub.xhtml import TAGS, both, element, link, page, spoken
from planbook.books.fonts import BOLD, LATIN, REGULAR, Fonts
from planbook.books.press import pressed
from planbook.books.release import Release, filled
from planbook.books.sheet import Sheet
from planbook.links.pinyin import short_words
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.problems import Problem, raise_any
from planbook.sources import Description
from planbook.structure.model import Paragraph
from planbook.words import BOTH
from planbook.xml import text

BOOK = "the cover of the e-book"
CHINESE = "Noto Serif CJK SC"
LONGEST = 8
"""Maximum characters of a piece of the name that is kept on one line."""


SAID = BOTH.epub


def cover_png(description: Description, fonts: Fonts) -> bytes:
    """The cover as a PNG. Raises `Problems` if a font is missing or the page cannot be set."""
    raise_any(problems(fonts))
    texts = {
        "latin": LATIN,
        "chinese": CHINESE,
        "name": pieces(description.name.zh),
        "title": list(short_words(description.title.zh)),
        "english": unbroken(description.name.en),
        "long": unbroken(description.title.en),
        "kind": BOTH.epub.kind.zh,
        "said": unbroken(BOTH.epub.kind.en),
    }
    inputs = {"texts": json.dumps(texts, ensure_ascii=False)}
    return pressed(Sheet(BOOK, "cover", inputs, format="png"), fonts)


def problems(fonts: Fonts) -> Iterator[Problem]:
    for weight in (REGULAR, BOLD):
        if (CHINESE, weight) not in fonts.faces:
            where = ", ".join(fonts.folders) or "none of the usual folders exists"
            found = f"needs the font {CHINESE} in weight {weight}, which was not found ({where})"
            remedy = "sudo apt-get install fonts-noto-cjk; or name their folder with --fonts"
            yield Problem(BOOK, found, remedy)


def pieces(name: str) -> list[str]:
    """The name cut before quotation marks, where it may break; long pieces cut by character."""
    cut = re.split(r"(?=[“《])", name)
    return [part for one in cut if one for part in ([one] if len(one) <= LONGEST else list(one))]


def unbroken(english: str) -> str:
    """The text with nonbreaking hyphens: Five-Year, Long-Range."""
    return english.replace("-", "\N{NON-BREAKING HYPHEN}")


def alternative(description: Description) -> Bilingual:
    """The text of the cover, for people who do not see it."""
    return filled(SAID.alternative, title=description.title, kind=SAID.kind)


def summary(description: Description) -> Bilingual:
    """A description of the book in one sentence."""
    return filled(SAID.summary, title=description.title)


def cover_page(description: Description, picture: str) -> str:
    said = alternative(description)
    shown = element("img", src=picture, alt=f"{said.zh} {said.en}", role="doc-cover")
    return page(SAID.cover.zh, element("section", shown, class_="cover", kind="cover"))


def title_page(book: Book, description: Description) -> str:
    """The text before the first chapter; the plan's own title is the book's."""
    outline = book.linked.edition.outline
    notes = book.footnotes(one.reference for one in outline.front)
    pieces = [
        title(book, one, notes) if one is outline.title else pair(book, one.reference, notes)
        for one in outline.front
    ]
    if not outline.title:
        pieces.insert(0, element("h1", both("span", description.title)))
    body = "\n".join(("", *pieces, element("div", both("p", SAID.kind), class_="edition"), ""))
    whole = element("section", body, class_="title", kind="titlepage")
    return page(description.title.zh, whole, *note_section(notes))


def title(book: Book, paragraph: Paragraph, notes: Footnotes) -> str:
    """The plan's title in both languages, without a mark."""
    spans = (
        element("span", text(one.text), references(notes, locale, one.reference), class_=locale,
                lang=TAGS[locale])
        for locale, block in book.versions(paragraph.reference)
        for one in block.sentences[:1]
        if one.lang == locale
    )  # fmt: skip
    return element("h1", *spans, id=paragraph.anchor)


def imprint_page(description: Description, release: Release, site_url: str) -> str:
    """The nature of the book, its source, its official status, its version, and how to cite it."""
    body = "\n".join(
        (
            "",
            element("h1", both("span", SAID.imprint)),
            both("p", summary(description)),
            both("p", description.ended),
            *chapter("standing", SAID.standing),
            *chapter("source", description.provenance, description.issuer),
            *listed("known", description.known),
            *listed("unknown", description.unknown),
            *chapter("reading", SAID.reading),
            *chapter("version", release.name, citation(description, release)),
            *address(site_url),
            *chapter("licence", SAID.licence),
            "",
        )
    )
    return page(SAID.imprint.zh, element("section", body, class_="imprint", kind="copyright-page"))


def chapter(head: str, *paragraphs: Bilingual) -> Iterator[str]:
    yield element("h2", both("span", BOTH.imprint[head]))
    for one in paragraphs:
        yield both("p", one)


def listed(head: str, facts: tuple[Bilingual, ...]) -> Iterator[str]:
    """A list in each language, complete in itself."""
    if facts:
        yield element("h2", both("span", BOTH.imprint[head]))
        yield from (facts_of(facts, locale) for locale in LOCALES)


def facts_of(facts: tuple[Bilingual, ...], locale: Locale) -> str:
    return element(
        "ul", *(element("li", spoken(one.of(locale), locale)) for one in facts), lang=TAGS[locale]
    )


def citation(description: Description, release: Release) -> Bilingual:
    """The form for quoting a paragraph. The issuer is unknown, so none is named."""
    return filled(SAID.citation, title=description.title, version=release.version)


def address(site_url: str) -> Iterator[str]:
    if site_url:
        yield element("p", link(text(site_url), site_url))
