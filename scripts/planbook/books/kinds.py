"""Lists the books by their languages, and gives all of them their readings and pictures."""

import re
from collections.abc import Iterator, Mapping

from planbook.description import Description
from planbook.locales import Bilingual, Locale
from planbook.pictures import charts
from planbook.pictures.maps import schematic, structure
from planbook.pictures.svg import Picture
from planbook.reading.model import Reading
from planbook.reading.read import read
from planbook.sources import Sources
from planbook.statements.tie import Tied
from planbook.text.script import to_traditional

PDFS: Mapping[str, tuple[Locale, ...]] = {
    "zh": ("zh",),
    "en": ("en",),
    "zh-en": ("zh", "en"),
    "zh-Hant": ("zh",),
}
"""The PDFs with their languages. The first one of a parallel book has the narrow column."""
EBOOKS: Mapping[str, tuple[Locale, ...]] = {**PDFS, "zh-Hant-en": ("zh", "en")}
"""The e-books with their languages."""
BILINGUAL = "zh-en"
SITE_PATHS = {"zh": "", "en": "en/", "zh-en": "", "zh-Hant": "zh-Hant/", "zh-Hant-en": "zh-Hant/"}
"""Of the site's pages in the first language of a book."""
RANGE = re.compile(r"(?<![A-Za-z\d.-])(\d[\d.]*)-(?=\d[\d.]*(?![A-Za-z\d-]))")
"""The hyphen in 3-5年. A date has two, and a code has letters."""


def is_traditional(kind: str) -> bool:
    """True for a book in Traditional characters."""
    return kind.startswith("zh-Hant")


def script_of(kind: str) -> str:
    """The end of the names of the fonts that have a book's Chinese characters."""
    return "TC" if is_traditional(kind) else "SC"


def site_of(kind: str, url: str) -> str:
    """Address of the site's pages in a book's first language; empty if the site has none."""
    return f"{url.rstrip('/')}/{SITE_PATHS[kind]}" if url else ""


def readings_of(
    kind: str, readings: Mapping[Locale, Reading], sources: Sources
) -> Mapping[Locale, Reading]:
    """The readings of a book, in the order of its languages; Chinese in its characters.

    A range in Chinese gets a dash, one of the two marks that GB/T 15835—2011 has for it, as in the
    edition's own words.
    """
    linked = readings["zh"].linked
    convert = to_traditional(sources.phrases).convert if is_traditional(kind) else str

    def set_(text: str) -> str:
        return RANGE.sub(r"\1—", convert(text))

    return {
        one: read(linked, sources.missing, one, sources.description, set_)
        if one == "zh"
        else readings[one]
        for one in EBOOKS[kind]
    }


def within(name: Bilingual) -> Bilingual:
    """A name as it is written within a sentence."""
    return Bilingual(zh=name.zh, en=name.en[:1].lower() + name.en[1:])


def date_of(about: Description) -> tuple[int, int, int]:
    """The day of the release, as Typst takes it."""
    return about.released.year, about.released.month, about.released.day


# --- their pictures


Row = tuple[tuple[Picture, str], ...]
"""Pictures side by side, each with its caption. One without a caption continues the last one."""


def rows(tied: Tied, reading: Reading) -> Iterator[Row]:
    """The schematic, the elements that have no place on it, and the charts."""
    places, targets, words = tied.places, tied.targets.figure, reading.words
    if places.map:
        yield ((schematic(places, reading, ""), words.places.caption),)
        yield ((structure(places, reading, ""), words.places.areas_caption),)
    if charts.pairs(targets):
        yield ((charts.pairs_chart(targets, reading), words.charts.pairs_meaning),)
    if charts.spans(targets):
        yield ((charts.spans_chart(targets, reading), words.charts.spans_meaning),)
