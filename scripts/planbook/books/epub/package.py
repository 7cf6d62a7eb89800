"""Makes the e-book's framework: package document, navigation, and contents for old readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from planbook.books.epub.front import summary
from planbook.books.epub.xhtml import TAGS, element, link, page
from planbook.books.release import Release
from planbook.locales import LOCALES, Bilingual
from planbook.sources import Description
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

    title: Bilingual
    """Without English, its `en` is empty."""
    href: str
    below: tuple[TocEntry, ...] = ()


def identifier(description: Description) -> str:
    """The book's identifier: the same in every version, made from the plan's id alone."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:planbook:{description.id}')}"


def package(
    description: Description, release: Release, pages: Mapping[str, str], files: Iterable[str]
) -> str:
    """`package.opf`. `pages` are the texts in reading order; `files` are all files."""
    names = {name: f"f-{name.replace('.', '-')}" for name in files}
    items = (item(name, key, pages.get(name, "")) for name, key in names.items())
    refs = (element("itemref", idref=names[name]) for name in pages)
    pieces = (
        element("metadata", "\n".join(("", *metadata(description, release), "")),
                **{"xmlns:dc": "http://purl.org/dc/elements/1.1/"}),
        element("manifest", "\n".join(("", *items, ""))),
        element("spine", "\n".join(("", *refs, "")), toc=names[NCX], page_progression_direction="ltr"),
    )  # fmt: skip
    whole = element(
        "package",
        "\n".join(("", *pieces, "")),
        xmlns="http://www.idpf.org/2007/opf",
        version="3.0",
        unique_identifier="id",
        prefix="schema: http://schema.org/",
        **{"xml:lang": TAGS["zh"]},
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def item(name: str, key: str, content: str) -> str:
    """A file of the manifest; the entry of a file that holds a picture must say so."""
    drawn = "svg" if "<svg " in content else ""
    properties = {NAV: "nav", COVER_IMAGE: "cover-image"}.get(name, drawn)
    media = "application/x-dtbncx+xml" if name == NCX else TYPES[name.rpartition(".")[2]]
    return element("item", id=key, href=name, media_type=media, properties=properties)


def metadata(description: Description, release: Release) -> Iterator[str]:
    """Titles, languages, description, rights in both languages; no publisher or invented date."""
    yield element("dc:identifier", identifier(description), id="id")
    for number, locale in enumerate(LOCALES, 1):
        title, key = description.title.of(locale), f"title-{locale}"
        yield element("dc:title", text(title), id=key, **{"xml:lang": TAGS[locale]})
        kind = "main" if number == 1 else "extended"
        yield element("meta", kind, refines=f"#{key}", property="title-type")
        yield element("meta", str(number), refines=f"#{key}", property="display-seq")
    for locale in LOCALES:
        yield element("dc:language", TAGS[locale])
    for name, words in (
        ("dc:description", summary(description)),
        ("dc:source", description.provenance),
        ("dc:rights", BOTH.epub.licence),
    ):
        for locale in LOCALES:
            yield element(name, text(words.of(locale)), **{"xml:lang": TAGS[locale]})
    yield element("meta", release.modified, property="dcterms:modified")
    yield element("meta", text(release.version), property="schema:version")
    for name, value in ACCESS:
        yield element("meta", value, property=f"schema:{name}")
    for locale in LOCALES:
        yield element(
            "meta",
            text(BOTH.epub.access.of(locale)),
            property="schema:accessibilitySummary",
            **{"xml:lang": TAGS[locale]},
        )
    # Readers that know only EPUB 2 find the cover by this.
    yield element("meta", name="cover", content=f"f-{COVER_IMAGE.replace('.', '-')}")


def navigation(entries: Iterable[TocEntry], landmarks: Iterable[tuple[str, Bilingual, str]]) -> str:
    """The contents, each entry in both languages, and the beginnings of the book's parts.

    `landmarks` are a kind (`epub:type`), a name, and an address.
    """
    head = element("h1", *labels(BOTH.epub.contents))
    contents = element(
        "nav", f"\n{head}\n{branch(entries)}\n", kind="toc", role="doc-toc", id="toc"
    )
    points = (
        element("li", link("".join(labels(name)), href, kind=kind))
        for kind, name, href in landmarks
    )
    title = element("h2", *labels(BOTH.epub.landmarks))
    marks = element("nav", title, element("ol", *points), kind="landmarks", hidden="hidden")
    return page(BOTH.epub.contents.zh, contents, marks)


def labels(title: Bilingual) -> Iterator[str]:
    """Both titles. The blank between them is for readers that show bare text."""
    yield element("span", text(title.zh), class_="zh", lang=TAGS["zh"])
    if title.en:
        yield " " + element("span", text(title.en), class_="en", lang=TAGS["en"])


def branch(entries: Iterable[TocEntry]) -> str:
    lines = (
        element(
            "li",
            link("".join(labels(one.title)), one.href),
            f"\n{branch(one.below)}\n" if one.below else "",
        )
        for one in entries
    )
    return element("ol", "\n".join(("", *lines, "")))


def ncx(description: Description, entries: Iterable[TocEntry]) -> str:
    """`toc.ncx`: the same contents for readers that know only EPUB 2."""
    top = tuple(entries)
    depth = max(map(depth_of, top))
    meta = (
        element("meta", name=f"dtb:{name}", content=content)
        for name, content in (
            ("uid", identifier(description)),
            ("depth", str(depth)),
            ("totalPageCount", "0"),
            ("maxPageNumber", "0"),
        )
    )
    title = element("docTitle", element("text", text(description.title.zh)))
    whole = element(
        "ncx",
        element("head", *meta),
        title,
        element("navMap", *points(top, "n")),
        xmlns="http://www.daisy.org/z3986/2005/ncx/",
        version="2005-1",
        **{"xml:lang": TAGS["zh"]},
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def depth_of(entry: TocEntry) -> int:
    return 1 + max(map(depth_of, entry.below), default=0)


def points(entries: Iterable[TocEntry], key: str) -> Iterator[str]:
    """An element for each entry; its id is its position in the tree."""
    for number, one in enumerate(entries, 1):
        label = f"{one.title.zh} {one.title.en}".strip()
        yield element(
            "navPoint",
            element("navLabel", element("text", text(label))),
            element("content", src=one.href),
            *points(one.below, f"{key}-{number}"),
            id=f"{key}-{number}",
        )
