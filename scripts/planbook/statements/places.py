"""Defines `places.toml`: the plan's spatial structure, and the content of the plan at a glance."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from planbook.checks.kit import Unit
from planbook.fields import Area, Coordinate, Extent, Lines, Reference, Slug
from planbook.locales import Bilingual, Locale
from planbook.problems import Problem
from planbook.statements.ground import Ground, Statement, faults, own, repeated, unit_of
from planbook.words import WORDS

FILE = "source/places.toml"
Part = Literal["map", "areas", "base", "clusters", "beside"]
PARTS: tuple[Part, ...] = get_args(Part)
Position = Literal["text", "known", "none"]
Kind = Literal[
    "water", "river", "belt", "corridor", "metro", "zone", "area", "hill", "core", "spot",
    "name",
]  # fmt: skip
EXACTLY: Mapping[Kind, int] = {"spot": 1, "core": 1, "hill": 1, "zone": 2}
"""The points of shapes with a place, and for a zone, with half its width and height."""
AT_LEAST: Mapping[Kind, int] = {
    "water": 3, "area": 3, "river": 2, "belt": 2, "corridor": 2, "metro": 2,
}  # fmt: skip
Point = tuple[Coordinate, Coordinate]
Polygon = Annotated[
    tuple[Point, ...], Meta(min_length=3, max_length=10_000, description="three points or more")
]


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """The drawing of an element of the map."""

    kind: Kind
    points: tuple[Point, ...]
    zh: Point
    """The position of the Chinese label: the base of its first line."""
    en: Point
    align: Literal["start", "middle", "end"] = "start"

    def label(self, locale: Locale) -> Point:
        return self.zh if locale == "zh" else self.en


class Label(Bilingual, frozen=True, forbid_unknown_fields=True):
    """A name as shown in the picture, on one or more lines."""

    zh: Lines
    en: Lines


class Element(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that the schematic shows and the page describes."""

    id: Slug
    """Its anchor on the page is `place-<id>`; never changed."""
    part: Part
    name: Label
    """Its label; a line break is also one in the picture."""
    position: Position
    """The basis of its place in the map."""
    statement: Statement
    open: Bilingual | None = None
    """The part that the plan leaves open."""
    lacks: Bilingual | None = None
    """For the head of a block: something that the plan announces but does not name."""
    area: Area = 0
    """In square kilometers, if it is drawn to scale."""
    shape: Shape | None = None

    @property
    def anchor(self) -> str:
        return f"place-{self.id}"

    def title(self, locale: Locale) -> str:
        """The name on one line."""
        return self.name.of(locale).replace("\n", " " if locale == "en" else "")

    def label(self) -> Statement:
        """The name as a statement, supported by the same passages."""
        return Statement(zh=self.title("zh"), en=self.title("en"), at=self.statement.at)


class Map(Struct, frozen=True, forbid_unknown_fields=True):
    """The ground of the schematic."""

    title: Bilingual
    description: Bilingual
    size: tuple[Extent, Extent]
    land: Polygon


class Mark(Shape, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A shape of the locator, with its label."""

    name: Label


class Layer(Struct, frozen=True, forbid_unknown_fields=True):
    """A map of the locator: water, land on it, and marks on both. A later one covers the ones below."""

    water: Polygon
    land: tuple[Polygon, ...]
    mark: tuple[Mark, ...] = ()


class Locator(Struct, frozen=True, forbid_unknown_fields=True):
    """A map that shows where the place of the plan is: our drawing of what is generally known."""

    title: Bilingual
    description: Bilingual
    size: tuple[Extent, Extent]
    layer: tuple[Layer, ...]


class Glance(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of the plan at a glance that the outline alone does not give."""

    objective: Statement | None = None
    aim: tuple[Statement, ...] = ()
    goal: tuple[Reference, ...] = ()
    """References of sentences that are shown unchanged."""

    def statements(self) -> tuple[Statement, ...]:
        return (*((self.objective,) if self.objective else ()), *self.aim)


class Places(Struct, frozen=True, forbid_unknown_fields=True):
    """`places.toml`. Empty: the plan has no page of places."""

    locator: Locator | None = None
    map: Map | None = None
    parts: Mapping[Part, Bilingual] = {}
    """The titles of parts that need another than the usual one."""
    element: tuple[Element, ...] = ()
    glance: Glance = Glance()

    def of(self, part: Part) -> tuple[Element, ...]:
        return tuple(one for one in self.element if one.part == part)

    def title_of(self, part: Part, locale: Locale) -> str:
        """The title of a part: its own, the usual one, or the name at its head."""
        if part in self.parts:
            return self.parts[part].of(locale)
        return WORDS[locale].parts.get(part) or self.of(part)[0].title(locale)


def place_faults(places: Places, ground: Ground) -> Iterator[Problem]:
    """Unsupported statements, duplicate ids, and elements that cannot be drawn."""
    if places.element and not places.map:
        yield Problem(FILE, "[map] is missing", "give its size and land; the header explains how")
    for found in (found for mark in drawn_marks(places) for found in misshapen(mark)):
        yield Problem(FILE, f"locator: {found}", "give its points")
    for name in repeated(one.id for one in places.element):
        yield Problem(FILE, f"{name} appears twice", "give each element its own id")
    for one in places.element:
        for found in misdrawn(one):
            yield Problem(FILE, f"{one.id}: {found}", "see the header for what each part needs")
        yield from faults(one.statement, ground, FILE, one.id)
        yield from faults(one.label(), ground, FILE, f"{one.id}, name")
    for statement in places.glance.statements():
        yield from faults(statement, ground, FILE, "glance")
    for at in places.glance.goal:
        if at not in ground.texts:
            remedy = "give the number of a sentence, such as 1.6.0.2.1"
            yield Problem(FILE, f"glance: the plan has no {at}", remedy)


def drawn_marks(places: Places) -> Iterator[Mark]:
    for layer in places.locator.layer if places.locator else ():
        yield from layer.mark


def place_units(places: Places, ground: Ground) -> Iterator[Unit]:
    """All texts of the places, for the rules of `planbook check`."""
    for one in places.element:
        yield unit_of(one.statement, ground, FILE, one.id)
        yield replace(unit_of(one.label(), ground, FILE, f"{one.id}, name"), kind="title")
        yield from (own(text, FILE, one.id) for text in (one.open, one.lacks) if text)
    if drawn := places.locator:
        yield own(drawn.title, FILE, "locator", "title")
        yield own(drawn.description, FILE, "locator")
    if places.map:
        yield own(places.map.title, FILE, "map", "title")
        yield own(places.map.description, FILE, "map")
    for statement in places.glance.statements():
        yield replace(unit_of(statement, ground, FILE, "glance"), kind="title")


def misdrawn(element: Element) -> Iterator[str]:
    """Faults of an element: something that its part does not draw, or lacks."""
    on_map = element.part == "map"
    if on_map != (element.shape is not None):
        yield "every element of the map must have a shape, and no other element may"
    if on_map == (element.position == "none"):
        yield "an element of the map has the position text or known, every other one none"
    if (element.part == "areas") != (element.area > 0):
        yield "every element of the part areas must have an area, and no other element may"
    yield from misshapen(element.shape) if element.shape else ()


def misshapen(shape: Shape) -> Iterator[str]:
    """A fault of a shape that has too few points, or too many to be drawn."""
    kind, count = shape.kind, len(shape.points)
    if count != (exactly := EXACTLY.get(kind, count)):
        yield f"a {kind} needs {exactly} point{'s' if exactly > 1 else ''}, not {count}"
    if count < AT_LEAST.get(kind, 0):
        yield f"a {kind} needs at least {AT_LEAST[kind]} points, not {count}"
