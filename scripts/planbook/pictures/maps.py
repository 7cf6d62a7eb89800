"""Draws maps without a scale: the schematic of the plan's places, and the locator."""

from collections.abc import Callable, Iterator, Mapping
from math import sqrt

from planbook.addresses import anchor_of, built, page_of, passage_of
from planbook.locales import Locale
from planbook.pictures.svg import LEADING, Picture, lines, link, picture, shape, text, wrapped
from planbook.reading.model import Reading
from planbook.statements.places import Element, Kind, Layer, Locator, Map, Mark, Part, Places, Point
from planbook.words import WORDS, Subject

SIZE = 15
"""Size of the type; on a phone, pictures are never drawn smaller than 0.74 of their units."""
ORDER: tuple[Kind, ...] = (
    "water", "belt", "corridor", "river", "zone", "area", "metro", "hill", "name", "core", "spot",
)  # fmt: skip
"""The drawing order, from the bottom up; the land is above the water."""
STRONG: frozenset[Kind] = frozenset(("core", "zone", "name"))


def schematic(places: Places, reading: Reading, page: str) -> Picture:
    """The map as SVG. `page` is the page that shows it."""
    assert places.map
    locale, words = reading.locale, reading.words.schematic
    ranked = sorted(places.of("map"), key=lambda one: ORDER.index(kind_of(one)))
    drawn = [linked(one, reading, page, on_map(one, locale)) for one in ranked]
    lowest = sum(kind_of(one) == "water" for one in ranked)
    body = [*drawn[:lowest], ground(places.map), *drawn[lowest:], *margin(places.map, words)]
    title, description = places.map.title.of(locale), places.map.description.of(locale)
    return picture(
        "places-map", places.map.size, title, f"{words.no_scale}{words.stop}{description}", body
    )


def kind_of(element: Element) -> Kind:
    assert element.shape
    return element.shape.kind


def linked(element: Element, reading: Reading, page: str, *children: str) -> str:
    """A link to the first passage about the element."""
    at = element.statement.at[0]
    title = element.title(reading.locale)
    label = reading.words.schematic.passage.format(title, passage_of(at))
    return link(built(page, page_of(at), anchor_of(at)), label, *children)


def ground(drawn: Map) -> str:
    return shape("polygon", "ground", points=corners(drawn.land))


def margin(drawn: Map, words: Subject[str]) -> Iterator[str]:
    """A note that the map has no scale, and the north arrow."""
    width, height = drawn.size
    yield text(width - 8, height - 12, words.no_scale, "quiet", font_size=SIZE, text_anchor="end")
    yield shape("path", "quiet", d="M30 22l8 22-8-6-8 6z")
    yield text(30, 62, words.north, "quiet", font_size=SIZE, text_anchor="middle")


def on_map(element: Element, locale: Locale) -> str:
    """Shape and label of an element of the map."""
    assert element.shape
    x, y = element.shape.label(locale)
    weight = 600 if element.shape.kind in STRONG else None
    rows = element.name.of(locale).split("\n")
    align = element.shape.align
    label = lines(x, y, rows, SIZE, text_anchor=align, font_weight=weight)
    return SHAPES[element.shape.kind](element.shape.points) + label


def corners(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def line(ink: str, width: float, dashes: str | None = None) -> Callable[[tuple[Point, ...]], str]:
    """Draws points as a line with round corners."""

    def draw(points: tuple[Point, ...]) -> str:
        round_ = {"stroke_linejoin": "round", "stroke_linecap": "round"}
        return shape(
            "polyline",
            ink,
            points=corners(points),
            stroke_width=width,
            stroke_dasharray=dashes,
            **round_,
        )

    return draw


def spot(points: tuple[Point, ...]) -> str:
    ((x, y),) = points
    return shape("circle", "ink", cx=x, cy=y, r=4.5)


def core(points: tuple[Point, ...]) -> str:
    ((x, y),) = points
    rings = (
        shape("circle", "accent", cx=x, cy=y, r=11),
        shape("circle", "ground", cx=x, cy=y, r=5),
    )
    return "".join(rings)


def hill(points: tuple[Point, ...]) -> str:
    ((x, y),) = points
    return shape("path", "quiet", d=f"M{x - 22:g} {y + 20:g}l22-34 22 34z")


def zone(points: tuple[Point, ...]) -> str:
    (x, y), (half_width, half_height) = points
    return shape("ellipse", "soft", cx=x, cy=y, rx=half_width, ry=half_height, fill_opacity=0.6)


SHAPES: Mapping[Kind, Callable[[tuple[Point, ...]], str]] = {
    "water": lambda points: shape("polygon", "water", points=corners(points)),
    "belt": line("green", 16),
    "corridor": line("green", 14, "18 22"),
    "river": line("river", 4),
    "zone": zone,
    "area": lambda points: shape("polygon", "soft", points=corners(points)),
    "metro": line("route", 3, "10 5"),
    "hill": hill,
    "core": core,
    "spot": spot,
    "name": lambda _: "",
}


# --- elements without a place

WIDTH, GUTTER = 780, 30
COLUMN = (WIDTH - GUTTER) / 2
PAD = 10
UNIT = 23
"""Side of a square kilometer."""


def structure(places: Places, reading: Reading, page: str) -> Picture:
    """The parts that the map cannot show, as SVG: two columns of blocks."""
    words = reading.words.schematic
    right = COLUMN + GUTTER
    areas, below = squares(places.of("areas"), reading, page)
    first, first_end = stack(places, "base", (right, 0), reading, page)
    row = max(below, first_end) + GUTTER
    second, second_end = stack(places, "clusters", (0, row), reading, page)
    third, third_end = stack(places, "beside", (right, row), reading, page)
    size = (WIDTH, max(second_end, third_end) + 4)
    body = [*areas, *first, *second, *third]
    return picture("places-rest", size, words.structure, words.structure_description, body)


def squares(areas: tuple[Element, ...], reading: Reading, page: str) -> tuple[list[str], float]:
    """Areas as squares to scale in one corner, the largest at the bottom, and their lower end."""
    largest = max((side(one) for one in areas), default=0)
    drawn: list[str] = []
    free = 0.0
    for one in sorted(areas, key=side, reverse=True):
        ink = ("ground", "water", "soft")[min(len(drawn), 2)]
        top = largest - side(one) + PAD
        room = COLUMN + GUTTER / 2 - largest - PAD
        rows = [
            row
            for part in one.name.of(reading.locale).split("\n")
            for row in wrapped(part, room, SIZE)
        ]
        mark = shape("path", "line", d=f"M{side(one):g} {top + 8:g}H{largest + 4:g}")
        square = shape(
            "rect", ink, x=0, y=f"{top:g}", width=f"{side(one):g}", height=f"{side(one):g}"
        )
        base = max(top, free) + SIZE
        free = base + (len(rows) - 1) * SIZE * LEADING + PAD
        label = lines(largest + PAD, base, rows, SIZE)
        drawn.append(linked(one, reading, page, square, mark, label))
    return drawn, largest + PAD


def side(element: Element) -> float:
    return sqrt(element.area) * UNIT


def stack(
    places: Places, part: Part, corner: Point, reading: Reading, page: str
) -> tuple[list[str], float]:
    """A head, which is the part's first element, and boxes under it, and their lower end."""
    x, y = corner
    elements, locale, words = places.of(part), reading.locale, reading.words.schematic
    drawn = []
    if part == "beside":
        drawn.append(lines(x, y + SIZE, [words.beside], SIZE, "quiet", font_weight=600))
        y += SIZE * 2
    for number, one in enumerate(elements):
        is_head = part != "beside" and number == 0
        inside, height = box(one.title(locale), (x, y), "head" if is_head else "ground")
        drawn.append(linked(one, reading, page, inside))
        y += height + 6
    for one in elements:
        if one.lacks:
            inside, height = box(one.lacks.of(locale), (x, y), "gap")
            drawn.append(inside)
            y += height + 6
    return drawn, y - 6


def box(content: str, corner: Point, look: str) -> tuple[str, float]:
    """A text in a box as wide as a column, and its height."""
    x, y = corner
    indent = 0 if look == "head" else 18
    rows = wrapped(content, COLUMN - indent - 2 * PAD, SIZE)
    height = len(rows) * SIZE * LEADING + PAD
    ink = {"head": "soft", "ground": "ground", "gap": "line"}[look]
    frame = shape(
        "rect",
        ink,
        x=f"{x + indent:g}",
        y=f"{y + 1:g}",
        width=f"{COLUMN - indent - 1:g}",
        height=f"{height:g}",
        rx=4,
        stroke_dasharray="4 4" if look == "gap" else None,
    )
    weight = 600 if look == "head" else None
    label = lines(x + indent + PAD, y + PAD / 2 + SIZE + 1, rows, SIZE, font_weight=weight)
    return frame + label, height


# --- the locator


TYPE_SIZE = 13
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
    label = lines(x, y, rows, TYPE_SIZE, text_anchor=mark.align, font_weight=weight)
    return SHAPES[mark.kind](mark.points) + label
