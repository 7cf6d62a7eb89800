"""Makes what holds an e-book together: package document, navigation, and cover."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from planbook.books.downloads import BILINGUAL, script_of
from planbook.books.epub.model import Book, element, lined, link
from planbook.books.sheet import BOLD, LATIN, REGULAR, Fonts, Sheet, missing_fonts, pressed
from planbook.links.pinyin import short_words
from planbook.locales import Bilingual, Locale
from planbook.problems import raise_any
from planbook.words import BOTH
from planbook.xml import text

COVER_IMAGE = "cover.png"
NAV = "nav.xhtml"
NCX = "toc.ncx"
STYLE = "book.css"
TYPES = {"xhtml": "application/xhtml+xml", "css": "text/css", "png": "image/png"}
ACCESS = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),  # the cover and the pictures, whose words are beside them
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "ARIA"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "unlocked"),
    ("accessibilityHazard", "none"),
)


@dataclass(frozen=True, slots=True)
class TocEntry:
    """An entry of the contents."""

    title: Mapping[Locale, str]
    """In the languages of the book."""
    href: str
    below: tuple[TocEntry, ...] = ()


def identifier(book: Book) -> str:
    """The book's identifier: the same in every version, made from the plan's id and the kind."""
    kind = "" if book.kind == BILINGUAL else f":{book.kind}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:planbook:{book.description.id}{kind}')}"


def package(book: Book, pages: Mapping[str, str], files: Iterable[str]) -> str:
    """`package.opf`. `pages` are the texts in reading order; `files` are all files."""
    names = {name: f"f-{name.replace('.', '-')}" for name in files}
    items = (item(name, key, pages.get(name, "")) for name, key in names.items())
    refs = (element("itemref", idref=names[name]) for name in pages)
    pieces = (
        element("metadata", lined(*metadata(book)),
                **{"xmlns:dc": "http://purl.org/dc/elements/1.1/"}),
        element("manifest", lined(*items)),
        element("spine", lined(*refs), toc=names[NCX], page_progression_direction="ltr"),
    )  # fmt: skip
    whole = element(
        "package",
        lined(*pieces),
        xmlns="http://www.idpf.org/2007/opf",
        version="3.0",
        unique_identifier="id",
        prefix="schema: http://schema.org/",
        **{"xml:lang": book.tag(book.main)},
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def item(name: str, key: str, content: str) -> str:
    """A file of the manifest; the entry of a file that holds a picture must say so."""
    drawn = "svg" if "<svg " in content else ""
    properties = {NAV: "nav", COVER_IMAGE: "cover-image"}.get(name, drawn)
    media = "application/x-dtbncx+xml" if name == NCX else TYPES[name.rpartition(".")[2]]
    return element("item", id=key, href=name, media_type=media, properties=properties)


def metadata(book: Book) -> Iterator[str]:
    """Titles, description, and rights in each language; no publisher or invented date."""
    description = book.description
    yield element("dc:identifier", identifier(book), id="id")
    for number, locale in enumerate(book.readings, 1):
        title, key = book.said(description.title, locale), f"title-{locale}"
        yield element("dc:title", text(title), id=key, **{"xml:lang": book.tag(locale)})
        kind = "main" if number == 1 else "extended"
        yield element("meta", kind, refines=f"#{key}", property="title-type")
        yield element("meta", str(number), refines=f"#{key}", property="display-seq")
    for locale in book.readings:
        yield element("dc:language", book.tag(locale))
    for name, words in (
        ("dc:description", book.summary),
        ("dc:source", description.provenance),
        ("dc:rights", book.standing.said.epub.license),
    ):
        for locale in book.readings:
            yield element(name, text(book.said(words, locale)), **{"xml:lang": book.tag(locale)})
    modified = f"{description.released.isoformat()}T00:00:00Z"
    yield element("meta", modified, property="dcterms:modified")
    yield element("meta", text(description.version), property="schema:version")
    for name, value in ACCESS:
        yield element("meta", value, property=f"schema:{name}")
    for locale in book.readings:
        yield element(
            "meta",
            text(book.said(BOTH.epub.access, locale)),
            property="schema:accessibilitySummary",
            **{"xml:lang": book.tag(locale)},
        )
    # Readers that know only EPUB 2 find the cover by this.
    yield element("meta", name="cover", content=f"f-{COVER_IMAGE.replace('.', '-')}")


def navigation(
    book: Book, entries: Iterable[TocEntry], landmarks: Iterable[tuple[str, Bilingual, str]]
) -> str:
    """The contents, each entry in the book's languages, and the beginnings of the book's parts.

    `landmarks` are a kind (`epub:type`), a name, and an address.
    """
    head = element("h1", book.every("span", BOTH.epub.contents))
    tree = branch(book, entries)
    contents = element("nav", lined(head, tree), kind="toc", role="doc-toc", id="toc")
    points = (
        element("li", link(book.every("span", name), href, kind=kind))
        for kind, name, href in landmarks
    )
    title = element("h2", book.every("span", BOTH.epub.landmarks))
    marks = element("nav", title, element("ol", *points), kind="landmarks", hidden="hidden")
    return book.page(book.said(BOTH.epub.contents, book.main), contents, marks)


def label(book: Book, title: Mapping[Locale, str]) -> str:
    """The titles. The blank between them is for readers that show bare text."""
    return " ".join(book.own("span", locale, text(said)) for locale, said in title.items())


def branch(book: Book, entries: Iterable[TocEntry]) -> str:
    lines = (
        element(
            "li",
            link(label(book, one.title), one.href),
            lined(branch(book, one.below)) if one.below else "",
        )
        for one in entries
    )
    return element("ol", lined(*lines))


def ncx(book: Book, entries: Iterable[TocEntry]) -> str:
    """`toc.ncx`: the same contents for readers that know only EPUB 2."""
    top = tuple(entries)
    depth = max(map(depth_of, top))
    meta = (
        element("meta", name=f"dtb:{name}", content=content)
        for name, content in (
            ("uid", identifier(book)),
            ("depth", str(depth)),
            ("totalPageCount", "0"),
            ("maxPageNumber", "0"),
        )
    )
    title = element("docTitle", element("text", text(book.said(book.description.title, book.main))))
    whole = element(
        "ncx",
        element("head", *meta),
        title,
        element("navMap", *points(top, "n")),
        xmlns="http://www.daisy.org/z3986/2005/ncx/",
        version="2005-1",
        **{"xml:lang": book.tag(book.main)},
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def depth_of(entry: TocEntry) -> int:
    return 1 + max(map(depth_of, entry.below), default=0)


def points(entries: Iterable[TocEntry], key: str) -> Iterator[str]:
    """An element for each entry; its id is its position in the tree."""
    for number, one in enumerate(entries, 1):
        yield element(
            "navPoint",
            element("navLabel", element("text", text(" ".join(one.title.values())))),
            element("content", src=one.href),
            *points(one.below, f"{key}-{number}"),
            id=f"{key}-{number}",
        )


# --- the cover


BOOK = "the cover of the e-book"
LONGEST = 8
"""Maximum characters of a piece of the name that is kept on one line."""


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


def cover_page(book: Book) -> str:
    """The cover, with its text for people who do not see it."""
    words = BOTH.epub.alternative.filled(title=book.description.title, edition=book.edition)
    said = " ".join(book.said(words, one) for one in book.readings)
    shown = element("img", src=COVER_IMAGE, alt=said, role="doc-cover")
    section = element("section", shown, class_="cover", kind="cover")
    return book.page(book.said(BOTH.epub.cover, book.main), section)
