"""Draws charts: the figures as simple bars, and the plan at a glance.

A library's layout would depend on fonts. Labels of bars are above them, to be legible on a phone.
The titles in the plan at a glance (its objectives, its goals, and its chapters with their sections)
are the outline's. What the outline does not say (`Glance`) is declared in `places.toml`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from planbook.addresses import anchor_of, built, page_of
from planbook.locales import Locale
from planbook.pictures.svg import LEADING, Picture, lines, link, picture, shape, text, wrapped
from planbook.reading.model import Reading
from planbook.statements.places import Glance
from planbook.statements.targets import THEMES, Target
from planbook.structure.model import Division
from planbook.words import Subject

WIDTH = 360
SIZE = 13
LINE = round(SIZE * LEADING)
BAR = 10
TRACK = 240
"""Length of a bar at full scale; its value is beside it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A reported figure of the plan, and the target for the same thing, which has a year."""

    there: Target
    aim: Target


def shares(targets: Iterable[Target]) -> list[Target]:
    """The targets in percent of a whole, by theme. They are of different wholes: for a table."""
    order = list(THEMES)
    found = [one for one in targets if one.kind == "target" and one.unit == "percent"]
    return sorted(found, key=lambda one: order.index(one.theme))


def pairs(targets: Iterable[Target]) -> list[Pair]:
    """The target with a year of each series that has one, with the figure before it."""
    series: dict[str, list[Target]] = {}
    for one in targets:
        if one.series:
            series.setdefault(one.series, []).append(one)
    return [
        Pair(earlier[-1], aims[-1])
        for group in series.values()
        if (aims := [one for one in group if one.kind == "target" and one.year])
        and (earlier := [one for one in group if one.kind != "target"])
    ]


def spans(targets: Iterable[Target]) -> list[Target]:
    """The periods in years, in text order."""
    return [one for one in targets if one.kind == "duration" and one.unit == "year"]


def pairs_chart(targets: Iterable[Target], reading: Reading) -> Picture:
    """Two bars for each pair."""
    locale, words = reading.locale, reading.words
    found = pairs(targets)
    body: list[str] = []
    y = 0.0
    for pair in found:
        y, written = label(pair.aim, locale, y + LINE)
        body.append(written)
        whole = Decimal(100 if pair.aim.unit == "percent" else 0)
        most = max(pair.there.value, pair.aim.value, whole)
        for target, name, ink in (
            (pair.there, words.charts.there, "soft"),
            (pair.aim, words.charts.aim_for.format(pair.aim.year), "accent"),
        ):
            said = f"{name}{words.common.colon}{target.of(locale)}"
            body.append(text(0, y + SIZE, said, "quiet", font_size=SIZE))
            body += bar(y + LINE, WIDTH, 0, filled(target.value, most), ink)
            y += LINE + BAR + 4
        y += 6
    listed = (
        f"{one.aim.measures.of(locale)}: {one.there.of(locale)} → {one.aim.of(locale)}"
        for one in found
    )
    return framed("pairs", y, words.charts, listed, body)


def spans_chart(targets: Iterable[Target], reading: Reading) -> Picture:
    """A bar on a track of years for each period; a range begins at its first figure."""
    locale, found = reading.locale, spans(targets)
    most = max((ends(one)[1] for one in found), default=Decimal(1))
    body, y = list(scale(most)), float(LINE)
    for target in found:
        y, written = label(target, locale, y + LINE + 1)
        start, end = (filled(one, most) for one in ends(target))
        body += [written, *bar(y, TRACK, start, end, "accent"), value(TRACK, y, target.of(locale))]
        y += BAR + 4
    said = (f"{one.measures.of(locale)}: {one.of(locale)}" for one in found)
    return framed("spans", y, reading.words.charts, said, body)


def ends(period: Target) -> tuple[Decimal, Decimal]:
    """The ends of the bar of a period: 0 and 3 for 3 years, 3 and 5 for 3–5."""
    return (period.value, period.upper) if period.upper else (Decimal(0), period.value)


def filled(value: Decimal, most: Decimal) -> float:
    """The share of a track that a value takes; 0 for a value below zero, or if none is above."""
    return float(max(value, Decimal(0)) / most) if most > 0 else 0.0


def label(measured: Target, locale: Locale, y: float) -> tuple[float, str]:
    """The text of a target's measure, from `y` down, and the position below it."""
    rows = wrapped(measured.measures.of(locale), WIDTH, SIZE)
    return y + LINE * (len(rows) - 1) + 5, lines(0, y, rows, SIZE)


def bar(y: float, length: float, start: float, end: float, ink: str) -> Iterator[str]:
    """A track of this length, and its part from `start` to `end`, both from 0 to 1."""
    yield shape("rect", "ground", x=0, y=y, width=length, height=BAR)
    mark = {"x": round(length * start, 1), "width": round(length * (end - start), 1)}
    yield shape("rect", ink, y=y, height=BAR, **mark)


def value(x: float, y: float, content: str) -> str:
    return text(x + 5, y + BAR, content, font_size=SIZE)


def scale(most: Decimal) -> Iterator[str]:
    """Zero, the middle, and the end above the tracks."""
    for part, anchor in ((0, "start"), (1, "middle"), (2, "end")):
        said = f"{(most * part / 2).normalize():f}"
        yield text(TRACK * part / 2, SIZE, said, "quiet", font_size=SIZE, text_anchor=anchor)


def framed(
    name: str, height: float, words: Subject[str], said: Iterable[str], body: Iterable[str]
) -> Picture:
    """The chart as a picture; its text alternative has everything that it shows."""
    description = f"{words[f'{name}_meaning']} {'; '.join(said)}"
    size = (WIDTH, round(height + 6))
    return picture(f"chart-{name}", size, words[name], description, body)


# --- the plan at a glance


WHOLE, TYPE = 780, 15
"""Width of the picture, and size of its type."""
PAD = 10
GAP = 8
STEP = TYPE * LEADING
HEAD = 0.3
"""The share of the picture's width that a head takes."""
BOLD = 0.92
"""Bold type is wider: the share of a width that may be filled as measured in plain type."""


def glance(reading: Reading, page: str, special: Glance) -> Picture:
    """The picture as SVG. `page` is the page that shows it."""
    painter = Painter(reading, page)
    words, body, y = reading.words.glance, [], 1.0
    for rows in (painter.rows(special, words), painter.chapters()):
        for row in rows:
            drawn, height = row.draw(y)
            body += drawn
            y += height + GAP
    return picture("plan-glance", (WHOLE, y), words.title, words.description, body)


@dataclass(frozen=True, slots=True)
class Cell:
    """A text that may be a link."""

    text: str
    href: str = ""
    label: str = ""
    """The link's label for screen readers, if it is more than the text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A head with cells to its right; without cells, the head is as wide as the picture."""

    head: Cell
    cells: tuple[Cell, ...]
    ink: str = "ground"

    def draw(self, top: float) -> tuple[list[str], float]:
        """The row as shapes, and its height."""
        wide = WHOLE - 2 if not self.cells else WHOLE * HEAD
        x = wide + GAP + PAD
        drawn, y = [], top
        for cell in self.cells:
            rows = wrapped(cell.text, WHOLE - x - PAD, TYPE)
            drawn.append(linked_to(cell, lines(x, y + PAD / 2 + TYPE, rows, TYPE)))
            y += len(rows) * STEP + 4
        rows = wrapped(self.head.text, (wide - 2 * PAD) * BOLD, TYPE)
        height = max(y - top + PAD - 4, len(rows) * STEP + PAD)
        frame = shape(
            "rect", self.ink, x=1, y=f"{top:g}", width=f"{wide:g}", height=f"{height:g}", rx=4
        )
        label = lines(1 + PAD, top + PAD / 2 + TYPE, rows, TYPE, font_weight=600)
        return [linked_to(self.head, frame + label), *drawn], height


def linked_to(cell: Cell, inside: str) -> str:
    return link(cell.href, cell.label or cell.text, inside) if cell.href else inside


@dataclass(frozen=True, slots=True)
class Painter:
    """Takes the texts of rows from the plan, in one language, with links from one page."""

    reading: Reading
    page: str

    def rows(self, special: Glance, words: Subject[str]) -> Iterator[Row]:
        """The aims of the plan, before its chapters."""
        locale = self.reading.locale
        if one := special.objective:
            yield Row(
                self.head(words.objective, one.at), (self.cell(one.of(locale), one.at),), "soft"
            )
        if special.aim:
            aims = tuple(self.cell(one.of(locale), one.at) for one in special.aim)
            yield Row(self.head(words.aims, special.aim[0].at), aims, "soft")
        if goals := [at for at in special.goal if at in self.reading.sentences]:
            cells = (self.cell(self.reading.text(at).rstrip("。."), (at,)) for at in goals)
            yield Row(self.head(words.goals, special.goal), tuple(cells), "soft")

    def chapters(self) -> Iterator[Row]:
        """Each chapter with its sections, or article with its beginning."""
        for chapter in self.reading.outline.chapters:
            first = self.reading.beginning(chapter)
            begun = (self.cell(first.words, (chapter.reference,)),) if first else ()
            sections = tuple(self.division(section) for section in chapter.children)
            yield Row(self.division(chapter), begun + sections)

    def division(self, division: Division) -> Cell:
        """A heading with its number, linked."""
        text = f"{division.reference}  {self.reading.text(division.reference)}"
        return Cell(text, self.href(division.reference))

    def head(self, text: str, at: tuple[str, ...]) -> Cell:
        """A head of ours; its link leads to the section of the passage."""
        return Cell(text, self.href(".".join(at[0].split(".")[:2])))

    def cell(self, text: str, at: tuple[str, ...]) -> Cell:
        return Cell(text, self.href(at[0]))

    def href(self, reference: str) -> str:
        return built(self.page, page_of(reference), anchor_of(reference))
