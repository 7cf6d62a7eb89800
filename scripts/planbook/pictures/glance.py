"""Draws the plan at a glance: its long-range objectives, its goals, and its chapters with their sections.

Titles are the outline's. Anything that the outline does not say (`Glance`) is declared in
`places.toml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planbook.addresses import anchor_of, built, page_of
from planbook.pictures.svg import LEADING, Picture, lines, link, picture, shape, wrapped
from planbook.reading.model import Reading
from planbook.statements.places import Glance
from planbook.structure.model import Division
from planbook.words import Subject

WIDTH = 780
SIZE = 15
PAD = 10
GAP = 8
STEP = SIZE * LEADING
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
    return picture("plan-glance", (WIDTH, y), words.title, words.description, body)


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
        wide = WIDTH - 2 if not self.cells else WIDTH * HEAD
        x = wide + GAP + PAD
        drawn, y = [], top
        for cell in self.cells:
            rows = wrapped(cell.text, WIDTH - x - PAD, SIZE)
            drawn.append(linked_to(cell, lines(x, y + PAD / 2 + SIZE, rows, SIZE)))
            y += len(rows) * STEP + 4
        rows = wrapped(self.head.text, (wide - 2 * PAD) * BOLD, SIZE)
        height = max(y - top + PAD - 4, len(rows) * STEP + PAD)
        frame = shape(
            "rect", self.ink, x=1, y=f"{top:g}", width=f"{wide:g}", height=f"{height:g}", rx=4
        )
        label = lines(1 + PAD, top + PAD / 2 + SIZE, rows, SIZE, font_weight=600)
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
        """Each chapter with its sections."""
        for chapter in self.reading.outline.chapters:
            sections = tuple(self.division(section) for section in chapter.children)
            yield Row(self.division(chapter), sections)

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
