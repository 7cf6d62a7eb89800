"""Collects every picture of the plan with its caption, in the order of the books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planbook.locales import Locale
from planbook.pictures import charts
from planbook.pictures.schematic import schematic, structure
from planbook.pictures.svg import Picture
from planbook.statements.targets import Target
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
    if targets:
        yield ((charts.pairs_chart(targets, locale), words.charts.pairs_meaning),)
    if shares := charts.shares(targets):
        first, second = split(shares)
        halves = [(charts.shares_chart(first, locale), words.charts.shares_meaning)]
        yield (*halves, *((charts.shares_chart(half, locale), "") for half in (second,) if half))


def split(shares: Sequence[Target]) -> tuple[Sequence[Target], Sequence[Target]]:
    """The targets in two halves, cut where a theme begins, as near to the middle as possible."""
    begins = [n for n in range(1, len(shares)) if shares[n].theme != shares[n - 1].theme]
    cut = min(begins, key=lambda n: abs(n - len(shares) / 2), default=len(shares))
    return shares[:cut], shares[cut:]
