"""The pictures of a book: the drawings of the site, each with its caption and text alternative."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.books.pdf.model import Drawing, Plate
from planbook.books.pdf.scribe import Scribe
from planbook.pictures.album import rows
from planbook.pictures.svg import FONTS, Picture
from planbook.statements.tie import Tied


def plates(tied: Tied, scribes: tuple[Scribe, ...], font: str) -> Iterator[Plate]:
    """The pictures in each of the book's languages, their labels in `font`.

    None of what was not gathered.
    """
    for scribe in scribes:
        for row in rows(tied, scribe.locale):
            drawings = (drawing(scribe, picture, words, font) for picture, words in row)
            yield Plate(scribe.locale, tuple(drawings))


def drawing(scribe: Scribe, picture: Picture, caption: str, font: str) -> Drawing:
    """A picture in the characters of the book."""
    own = scribe.reading.own
    svg = own(picture.svg.replace(FONTS, font))
    title = own(picture.title) if caption else ""
    return Drawing(svg, own(picture.description), title, own(caption))
