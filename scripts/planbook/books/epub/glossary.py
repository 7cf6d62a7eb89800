"""Makes the back of the e-book: pictures, glossary by pinyin initial, index of English names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planbook.addresses import anchor_of
from planbook.books.epub.text import Book, file_of, glossary_file, letter_of
from planbook.books.epub.xhtml import TAGS, element, link, page, spoken
from planbook.links.terms import Term
from planbook.locales import LOCALES, Locale
from planbook.pictures.album import rows
from planbook.pictures.svg import Picture
from planbook.reading.glossary import PINYIN, by_letter, shown
from planbook.statements.tie import Tied
from planbook.words import BOTH, WORDS
from planbook.xml import text

NAMES = re.compile(r'(id|aria-labelledby)="([^"]+)"')
PASSAGE = re.compile(r'href="[^"#]*#([sp])-([\d-]+)"')


INDEX_FILE = "terms-en.xhtml"


def picture_file(locale: Locale) -> str:
    return f"pictures-{locale}.xhtml"


def picture_pages(tied: Tied) -> Iterator[tuple[str, str]]:
    """File and content of each page; none if the plan has no pictures."""
    for locale in LOCALES:
        drawn = [one for row in rows(tied, locale) for one in row]
        if drawn:
            head = element("h1", text(WORDS[locale].book.pictures))
            figures = (figure(picture, words, n) for n, (picture, words) in enumerate(drawn, 1))
            body = "\n".join(("", head, *figures, ""))
            section = element("section", body, class_="pictures", lang=TAGS[locale])
            yield picture_file(locale), page(WORDS[locale].book.pictures, section)


def figure(picture: Picture, caption: str, number: int) -> str:
    """A picture with its title and caption; without these it continues the one before."""
    title = element("h2", text(picture.title)) if caption else ""
    words = element("figcaption", text(caption)) if caption else ""
    return title + element("figure", words, within(picture.svg, number))


def within(svg: str, number: int) -> str:
    """The picture with ids unique in the book, and links to passages of this book."""

    def named(found: re.Match[str]) -> str:
        names = " ".join(f"{one}-{number}" for one in found[2].split())
        return f'{found[1]}="{names}"'

    def linked(found: re.Match[str]) -> str:
        reference = found[2].replace("-", ".")
        return f'href="{file_of(reference)}#{found[1]}-{found[2]}"'

    return PASSAGE.sub(linked, NAMES.sub(named, svg))


def letters(book: Book) -> dict[str, tuple[str, list[Term]]]:
    """The terms of each letter, with the file that holds them."""
    groups = by_letter(book.linked, book.linked.terms, "zh")
    return {letter: (glossary_file(book, terms[0]), terms) for letter, terms in groups.items()}


def glossary_pages(book: Book) -> Iterator[tuple[str, str]]:
    """File and content of each page."""
    for letter, (file, terms) in letters(book).items():
        first = letter_of(book, terms[0])
        title = f"{BOTH.glossary.title.zh} {letter}"
        name = element("span", text(title), lang=TAGS["zh"])
        english = element("span", text(f"{BOTH.glossary.title.en} {letter}"), lang=TAGS["en"])
        entries = "\n".join(line for term in terms for line in entry(book, term))
        listed = element("dl", f"\n{entries}\n")
        head = element("h1", name, english, id=f"letter-{first}")
        kinds = {"kind": "glossary", "role": "doc-glossary", "class_": "glossary"}
        yield file, page(title, element("section", f"\n{head}\n{listed}\n", **kinds))


def entry(book: Book, term: Term) -> Iterator[str]:
    """Names in both languages, the term's meaning, the confidence in its English, and its uses."""
    names = [element("dfn", text(shown(term, "zh")), kind="glossterm", lang=TAGS["zh"])]
    if reading := book.linked.pinyin[term.id]:
        names.append(element("i", text(reading), lang=PINYIN))
    names.append(element("span", text(shown(term, "en")), class_="name", lang=TAGS["en"]))
    yield element("dt", " ".join(names), id=term.anchor)
    meanings = (
        element("p", spoken(term.definition(locale), locale), class_=locale, lang=TAGS[locale])
        for locale in LOCALES
    )
    yield element("dd", *meanings, facts(book, term), kind="glossdef")


def facts(book: Book, term: Term) -> str:
    """The confidence in the English, and the paragraphs that use the term."""
    trust = WORDS["en"].confidence[term.confidence]
    words = element("span", text(trust[:1].upper() + trust[1:]), lang=TAGS["en"])
    places = book.linked.passages.get(term.id, ())
    uses = (link(text(one), f"{file_of(one)}#{anchor_of(one)}") for one in places)
    return element("p", " · ".join((words, " ".join(uses))) if places else words, class_="uses")


def index_page(book: Book) -> str:
    """Every term by its English name, linked to its entry."""
    groups = by_letter(book.linked, book.linked.terms, "en")
    pieces = []
    for letter, terms in groups.items():
        pieces.append(element("h2", text(letter)))
        pieces.append(element("ul", *(row(book, term) for term in terms)))
    head = element(
        "h1", *(element("span", text(BOTH.epub.index.of(one)), lang=TAGS[one]) for one in LOCALES)
    )
    body = "\n".join(("", head, *pieces, ""))
    return page(BOTH.epub.index.zh, element("section", body, class_="terms"))


def row(book: Book, term: Term) -> str:
    href = f"{glossary_file(book, term)}#{term.anchor}"
    english = link(text(shown(term, "en")), href, lang=TAGS["en"])
    return element("li", english, " ", element("span", text(term.zh), lang=TAGS["zh"]), "\n")
