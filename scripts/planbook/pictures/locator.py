"""Draws the locator: a small map, without scale, of where the place of the plan is."""

from collections.abc import Iterator

from planbook.locales import Locale
from planbook.pictures.schematic import SHAPES, corners
from planbook.pictures.svg import Picture, lines, picture, shape
from planbook.statements.places import Layer, Locator, Mark
from planbook.words import WORDS

SIZE = 13
"""Size of the type: the picture is never drawn smaller than it is."""


def locator(drawn: Locator, locale: Locale) -> Picture:
    """The map as SVG. It has no links: all of it is ours, and its text alternative says so."""
    body = [part for layer in drawn.layer for part in layered(layer, locale)]
    description = f"{WORDS[locale].locator.caption} {drawn.description.of(locale)}"
    return picture("locator", drawn.size, drawn.title.of(locale), description, body)


def layered(layer: Layer, locale: Locale) -> Iterator[str]:
    """One map: its water and land, its marks, and its frame."""
    yield shape("polygon", "water", points=corners(layer.water))
    yield from (shape("polygon", "ground", points=corners(land)) for land in layer.land)
    yield from (marked(one, locale) for one in layer.mark)
    yield shape("polygon", "line", points=corners(layer.water))


def marked(mark: Mark, locale: Locale) -> str:
    """A shape with its label."""
    x, y = mark.label(locale)
    weight = 600 if mark.kind in ("core", "area") else None
    rows = mark.name.of(locale).split("\n")
    label = lines(x, y, rows, SIZE, text_anchor=mark.align, font_weight=weight)
    return SHAPES[mark.kind](mark.points) + label
