"""Collects every picture of the plan with its caption, in the order of the books."""

from collections.abc import Iterator

from planbook.locales import Locale
from planbook.pictures import charts
from planbook.pictures.maps import schematic, structure
from planbook.pictures.svg import Picture
from planbook.statements.tie import Tied
from planbook.words import WORDS

Row = tuple[tuple[Picture, str], ...]
"""Pictures side by side, each with its caption. One without a caption continues the last one."""


def rows(tied: Tied, locale: Locale) -> Iterator[Row]:
    """The schematic, the elements that have no place on it, and the charts."""
    places, targets, words = tied.places, tied.targets.figure, WORDS[locale]
    if places.map:
        yield ((schematic(places, locale, ""), words.places.caption),)
        yield ((structure(places, locale, ""), words.places.areas_caption),)
    if charts.pairs(targets):
        yield ((charts.pairs_chart(targets, locale), words.charts.pairs_meaning),)
    if charts.spans(targets):
        yield ((charts.spans_chart(targets, locale), words.charts.spans_meaning),)
