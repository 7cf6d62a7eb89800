"""Makes the back of a PDF: pictures, glossary, and index of names, paged by Typst."""

from collections.abc import Iterator, Mapping

from planbook.books.fonts import LATIN_SANS
from planbook.books.pdf.model import Drawing, Group, Headword, Plate
from planbook.books.pdf.scribe import Scribe
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term, Type
from planbook.locales import Bilingual, other
from planbook.pictures.album import rows
from planbook.pictures.svg import FONTS, Picture
from planbook.reading.glossary import by_letter, shown
from planbook.statements.tie import Tied
from planbook.words import BOTH

INDEXED: Mapping[str, tuple[Type, ...]] = {
    "organisations": ("organisation", "institution"),
    "places": ("place", "zone"),
    "projects": ("project", "programme"),
}
"""The types of names in each part of the index."""
NAMES: frozenset[Type] = frozenset(kind for kinds in INDEXED.values() for kind in kinds)


def plates(tied: Tied, scribes: tuple[Scribe, ...], font: str) -> Iterator[Plate]:
    """The pictures in each of the book's languages, with their labels in `font`.

    Leaves out what was not gathered.
    """
    for scribe in scribes:
        own = f"{LATIN_SANS}, {font}" if scribe.locale == "en" else font
        for row in rows(tied, scribe.locale):
            drawings = (drawing(scribe, picture, words, own) for picture, words in row)
            yield Plate(scribe.locale, tuple(drawings))


def drawing(scribe: Scribe, picture: Picture, caption: str, font: str) -> Drawing:
    """A picture in the characters of the book."""
    own = scribe.reading.own
    svg = own(picture.svg.replace(FONTS, font))
    title = own(picture.title) if caption else ""
    return Drawing(svg, own(picture.description), title, own(caption))


def glossary(linked: LinkedEdition, scribes: tuple[Scribe, ...]) -> Iterator[Group]:
    """The terms that the text uses, without names, by letter."""
    used = used_terms(linked)
    terms = [one for one in linked.terms if one.id in used and one.type not in NAMES]
    for letter, group in by_letter(linked, terms, scribes[0].locale).items():
        yield Group((letter,), f"g-{letter}", tuple(entry(linked, one, scribes) for one in group))


def index(linked: LinkedEdition, scribes: tuple[Scribe, ...]) -> Iterator[Group]:
    """The names that the text uses, by kind; by letter within each kind."""
    used = used_terms(linked)
    for name, kinds in INDEXED.items():
        terms = [one for one in linked.terms if one.id in used and one.type in kinds]
        groups = by_letter(linked, terms, scribes[0].locale).values()
        if entries := tuple(entry(linked, o, scribes, defined=False) for g in groups for o in g):
            titles = tuple(scribe.said(BOTH.index[name]) for scribe in scribes)
            yield Group(titles, f"i-{name}", entries)


def used_terms(linked: LinkedEdition) -> set[str]:
    """The terms that occur somewhere by themselves, and therefore have a page."""
    return {one.term.id for found in linked.found["zh"].values() for one in found}


def entry(
    linked: LinkedEdition, term: Term, scribes: tuple[Scribe, ...], *, defined: bool = True
) -> Headword:
    """A term in the book's languages; in a monolingual book, in the other one as well."""
    locales = dict.fromkeys([*(one.locale for one in scribes), other(scribes[0].locale)])
    chinese = next((one.reading.own for one in scribes if one.locale == "zh"), str)
    meaning = Bilingual(zh=term.definition_zh, en=term.definition_en)
    return Headword(
        id=term.id,
        names=tuple(
            chinese(shown(term, one)) if one == "zh" else shown(term, one) for one in locales
        ),
        definitions=tuple(one.pieces(meaning) for one in scribes) if defined else (),
        reading=linked.pinyin[term.id],
        doubtful=term.confidence == "unconfirmed",
    )
