"""Makes the back of the e-book: pictures, glossary by pinyin initial, index of English names."""

import re
from collections.abc import Callable, Iterator

from planbook.addresses import anchor_of
from planbook.books.epub.model import Book, element, link
from planbook.books.epub.text import file_of, glossary_file, letter_of
from planbook.books.kinds import rows
from planbook.links.terms import Term
from planbook.locales import Bilingual, Locale, other
from planbook.pictures.svg import Picture
from planbook.reading.concordance import PINYIN, by_letter, shown
from planbook.statements.tie import Tied
from planbook.words import BOTH
from planbook.xml import text

NAMES = re.compile(r'(id|aria-labelledby)="([^"]+)"')
SAID = re.compile(r'(?<=>)[^<>]+|(?<=aria-label=")[^"]+')
"""Words of a picture: the text between its tags, and the names of its links."""
PASSAGE = re.compile(r'href="[^"#]*#([sp])-([\d-]+)"')


INDEX_FILE = "terms-en.xhtml"


def picture_file(locale: Locale) -> str:
    return f"pictures-{locale}.xhtml"


def picture_pages(book: Book, tied: Tied) -> Iterator[tuple[str, str]]:
    """File and content of each page; none if the plan has no pictures."""
    for locale, reading in book.readings.items():
        drawn = [one for row in rows(tied, locale) for one in row]
        if drawn:
            title = book.said(BOTH.book.pictures, locale)
            figures = (figure(picture, words, n) for n, (picture, words) in enumerate(drawn, 1))
            shown = (with_words(one, reading.own) for one in figures)
            body = "\n".join(("", element("h1", text(title)), *shown, ""))
            section = element("section", body, class_="pictures", lang=book.tag(locale))
            yield picture_file(locale), book.page(title, section)


def figure(picture: Picture, caption: str, number: int) -> str:
    """A picture with its title and caption; without these it continues the one before."""
    title = element("h2", text(picture.title)) if caption else ""
    words = element("figcaption", text(caption)) if caption else ""
    return title + element("figure", words, within(picture.svg, number))


def with_words(markup: str, own: Callable[[str], str]) -> str:
    """The markup with its words as `own` writes them, and the drawing untouched.

    They are written together, since a quotation may run across lines of a label.
    """
    written = iter(own("<>".join(SAID.findall(markup))).split("<>"))
    return SAID.sub(lambda _: next(written), markup)


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
    groups = by_letter(book.linked, book.linked.terms, book.main)
    return {letter: (glossary_file(book, terms[0]), terms) for letter, terms in groups.items()}


def glossary_pages(book: Book) -> Iterator[tuple[str, str]]:
    """File and content of each page."""
    for letter, (file, terms) in letters(book).items():
        first = letter_of(book, terms[0])
        words = BOTH.glossary.title
        title = Bilingual(zh=f"{words.zh} {letter}", en=f"{words.en} {letter}")
        entries = "\n".join(line for term in terms for line in entry(book, term))
        listed = element("dl", f"\n{entries}\n")
        head = element("h1", book.every("span", title), id=f"letter-{first}")
        kinds = {"kind": "glossary", "role": "doc-glossary", "class_": "glossary"}
        section = element("section", f"\n{head}\n{listed}\n", **kinds)
        yield file, book.page(book.said(title, book.main), section)


def entry(book: Book, term: Term) -> Iterator[str]:
    """Names in both languages, the term's meaning, the confidence in its English, and its uses."""
    names = (name_of(book, term, one) for one in (book.main, other(book.main)))
    yield element("dt", " ".join(names), id=term.anchor)
    meanings = (
        element(
            "p",
            book.spoken(one.own(term.definition(locale)), locale),
            class_=locale,
            lang=book.tag(locale),
        )
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
    words = element("span", text(trust[:1].upper() + trust[1:]), lang=book.tag(locale))
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
    head = element("h1", book.every("span", BOTH.epub.index))
    body = "\n".join(("", head, *pieces, ""))
    return book.page(
        book.said(BOTH.epub.index, book.main), element("section", body, class_="terms")
    )


def row(book: Book, term: Term) -> str:
    href = f"{glossary_file(book, term)}#{term.anchor}"
    english = link(text(shown(term, "en")), href, lang=book.tag("en"))
    chinese = element("span", text(book.chinese(term.zh)), lang=book.tag("zh"))
    return element("li", english, " ", chinese, "\n")
