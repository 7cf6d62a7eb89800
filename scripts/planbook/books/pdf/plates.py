"""The pictures of a book: the drawings of the site, each with its caption and text alternative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planbook.books.pdf.model import Drawing, Plate
from planbook.books.pdf.scribe import Scribe
from planbook.locales import Locale
from planbook.pages.places import WORDS
from planbook.pictures import charts
from planbook.pictures.schematic import schematic, structure
from planbook.pictures.svg import FONTS, Picture
from planbook.statements.targets import Target
from planbook.statements.tie import Tied

Row = tuple[tuple[Picture, str], ...]
"""Pictures side by side, each with its caption. One without a caption goes on with the last."""


def plates(tied: Tied, scribes: tuple[Scribe, ...], font: str) -> Iterator[Plate]:
    """The pictures in each of the book's languages, their labels in `font`.

    None of what was not gathered.
    """
    for scribe in scribes:
        for row in rows(tied, scribe.locale):
            drawings = (drawing(scribe, picture, words, font) for picture, words in row)
            yield Plate(scribe.locale, tuple(drawings))


def rows(tied: Tied, locale: Locale) -> Iterator[Row]:
    """The schematic, what has no place on it, and the charts."""
    places, targets, words = tied.places, tied.targets.figure, WORDS[locale]
    if places.map:
        yield ((schematic(places, locale, ""), words.caption),)
        yield ((structure(places, locale, ""), words.areas_caption),)
    if targets:
        yield (
            (charts.pairs_chart(targets, locale), charts.MEANING["pairs"].of(locale)),
            (charts.themes_chart(targets, locale), charts.MEANING["themes"].of(locale)),
        )
    if shares := charts.shares(targets):
        first, second = split(shares)
        halves = [(charts.shares_chart(first, locale), charts.MEANING["shares"].of(locale))]
        yield (*halves, *((charts.shares_chart(half, locale), "") for half in (second,) if half))


def split(shares: Sequence[Target]) -> tuple[Sequence[Target], Sequence[Target]]:
    """The targets in two, cut where a theme begins, as near to the middle as that allows."""
    begins = [n for n in range(1, len(shares)) if shares[n].theme != shares[n - 1].theme]
    cut = min(begins, key=lambda n: abs(n - len(shares) / 2), default=len(shares))
    return shares[:cut], shares[cut:]


def drawing(scribe: Scribe, picture: Picture, caption: str, font: str) -> Drawing:
    """A picture in the characters of the book."""
    own = scribe.reading.own
    svg = own(picture.svg.replace(FONTS, font))
    title = own(picture.title) if caption else ""
    return Drawing(svg, own(picture.description), title, own(caption))
