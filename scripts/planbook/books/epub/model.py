"""Models an e-book: its readings in its languages, and its texts and notes as XHTML."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planbook import xml
from planbook.books.downloads import is_traditional, readings_of, site_of
from planbook.description import Description
from planbook.links.resolve import LinkedEdition
from planbook.locales import Bilingual, Locale, parted
from planbook.reading.model import Block, Reading
from planbook.reading.standing import Standing
from planbook.sources import Sources
from planbook.words import BOTH, Words
from planbook.xml import text

SPECIAL = {"kind": "epub:type", "class_": "class"}


def element(name: str, /, *inside: str, lang: str = "", **attributes: str) -> str:
    """An element. `kind` becomes `epub:type`, `_` a hyphen; empty attributes are left out."""
    named = {SPECIAL.get(key, key.replace("_", "-")): value for key, value in attributes.items()}
    if lang:  # reading systems look for one or the other
        named |= {"lang": lang, "xml:lang": lang}
    return xml.element(name, {key: value or None for key, value in named.items()}, *inside)


def link(inside: str, /, href: str, **attributes: str) -> str:
    return element("a", inside, href=href, **attributes)


def lined(*inside: str) -> str:
    """Markup with each piece on lines of its own."""
    return "\n".join(("", *inside, ""))


def page(title: str, lang: str, *body: str) -> str:
    """A whole file of a book, in this language."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{lang}" xml:lang="{lang}">\n'
        f'<head>\n<meta charset="UTF-8"/>\n<title>{text(title)}</title>\n'
        '<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n'
        f"<body>\n{chr(10).join(body)}\n</body>\n</html>\n"
    )


# --- the e-book


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note on a page."""

    label: str
    """Unique in the book."""
    number: int
    """Counted through the page."""
    locale: Locale
    text: str


Footnotes = Mapping[tuple[Locale, str], tuple[Footnote, ...]]
"""The notes of a page by language and sentence."""


@dataclass(frozen=True, slots=True)
class Book:
    """The material of all pages of a book, in one language or in both."""

    kind: str
    """One of `EBOOKS`."""
    readings: Mapping[Locale, Reading]
    """In the order in which each passage is shown."""

    @property
    def description(self) -> Description:
        return self.readings[self.main].description

    @property
    def standing(self) -> Standing:
        return self.readings[self.main].standing

    @property
    def edition(self) -> Bilingual:
        """The name of the edition."""
        return self.standing.edition(self.kind)

    @property
    def summary(self) -> Bilingual:
        """A short description of the book."""
        return BOTH.epub.summary.filled(title=self.description.title, edition=self.edition)

    @property
    def site(self) -> str:
        """Address of the pages of the site in the book's first language; empty if unknown."""
        return site_of(self.kind, self.description.site_url)

    @property
    def main(self) -> Locale:
        """The first language."""
        return next(iter(self.readings))

    @property
    def is_bilingual(self) -> bool:
        return len(self.readings) > 1

    @property
    def linked(self) -> LinkedEdition:
        return self.readings[self.main].linked

    @property
    def words(self) -> Words[Bilingual]:
        """What the edition itself says, in both languages."""
        return self.readings[self.main].both

    def tag(self, locale: Locale) -> str:
        """The language tag of a text."""
        chinese = "zh-Hant" if is_traditional(self.kind) else "zh-Hans"
        return chinese if locale == "zh" else locale

    def said(self, words: Bilingual, locale: Locale) -> str:
        """A text of the edition in a language of the book, in its characters."""
        return self.readings[locale].own(words.of(locale))

    def chinese(self, bare: str) -> str:
        """A Chinese text in the characters of the book."""
        return self.readings["zh"].own(bare) if "zh" in self.readings else bare

    def spoken(self, bare: str, locale: Locale) -> str:
        """Bare text as markup, with words of the other language tagged."""
        return "".join(
            element("span", text(piece), lang=self.tag(tongue)) if tongue else text(piece)
            for piece, tongue in parted(bare, locale)
        )

    def own(self, name: str, locale: Locale, *inside: str) -> str:
        """An element in a language of the book, tagged with it."""
        return element(name, *inside, class_=locale, lang=self.tag(locale))

    def every(self, name: str, words: Bilingual) -> str:
        """An element in each of the book's languages."""
        return "\n".join(self.own(name, one, text(self.said(words, one))) for one in self.readings)

    def page(self, title: str, *body: str) -> str:
        """A whole file of the book. Its language is the first; the other is tagged."""
        return page(title, self.tag(self.main), *body)

    def versions(self, reference: str) -> Iterator[tuple[Locale, Block]]:
        """The block with this reference in each language."""
        return ((locale, one.blocks[reference]) for locale, one in self.readings.items())

    def titles(self, reference: str) -> dict[Locale, str]:
        """Mark and title of a heading in each language; none in a second one that lacks it."""
        return {
            locale: self.readings[locale].title(reference)
            for locale, block in self.versions(reference)
            if locale == self.main or not block.lacking
        }

    def title(self, reference: str) -> str:
        """Mark and title of a heading in the first language."""
        return self.titles(reference)[self.main]

    def footnotes(self, references: Iterable[str]) -> Footnotes:
        """The notes of these blocks, numbered in order: each block in Chinese, then in English."""
        found: dict[tuple[Locale, str], tuple[Footnote, ...]] = {}
        number = 0
        for locale, block in (one for place in references for one in self.versions(place)):
            for sentence in block.sentences:
                notes = sentence.notes if locale in (sentence.lang, self.main) else ()
                found[locale, sentence.reference] = tuple(
                    Footnote(f"{locale}-{note.label}", at, locale, note.short)
                    for at, note in enumerate(notes, number + 1)
                )
                number += len(notes)
        return found


def ebook_of(kind: str, readings: Mapping[Locale, Reading], sources: Sources) -> Book:
    """The material of one of `EBOOKS`."""
    return Book(kind, readings_of(kind, readings, sources))


# --- its notes


def references(notes: Footnotes, locale: Locale, sentence: str) -> str:
    """The footnote marks after a sentence or title: 2,3 and not 23. Readers open the notes."""
    marks = (
        link(
            str(one.number),
            f"#n-{one.label}",
            id=f"r-{one.label}",
            class_="noteref",
            kind="noteref",
            role="doc-noteref",
        )
        for one in notes.get((locale, sentence), ())
    )
    return element("sup", ",").join(element("sup", mark) for mark in marks)


def note_section(book: Book, notes: Footnotes) -> Iterator[str]:
    """All footnotes at the end of their page, for readers without pop-ups."""
    found = [one for several in notes.values() for one in several]
    if not found:
        return
    # No heading: Apple Books hides the notes here and shows them only in pop-ups.
    inside = lined(*(footnote(book, one) for one in found))
    name = " ".join(book.said(BOTH.epub.notes, one) for one in book.readings)
    yield element("section", inside, class_="notes", kind="footnotes", aria_label=name)


def footnote(book: Book, note: Footnote) -> str:
    back = link(str(note.number), f"#r-{note.label}", class_="back", role="doc-backlink")
    body = element("p", back, " ", book.spoken(note.text, note.locale))
    return element(
        "aside",
        body,
        id=f"n-{note.label}",
        class_="note",
        kind="footnote",
        role="doc-footnote",
        lang=book.tag(note.locale),
    )
