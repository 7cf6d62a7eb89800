"""Gathers the content of a PDF: cover, imprint, and text; pictures, glossary, and index of names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import ceil

from planbook.books.downloads import PDFS, date_of, readings_of, rows, script_of, site_of, within
from planbook.books.pdf.book import Book, Cover, Drawing, Group, Headword, Plate, Section
from planbook.books.pdf.scribe import Body, Scribe, numbered_notes
from planbook.books.sheet import LATIN_SANS
from planbook.description import Description
from planbook.links.pinyin import short_words
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term, Type
from planbook.locales import Bilingual, Locale, other
from planbook.pictures.svg import FONTS, Picture
from planbook.reading.concordance import by_letter, shown
from planbook.reading.model import Reading
from planbook.sources import Sources
from planbook.statements.tie import Tied
from planbook.words import BOTH, both_for

NAME_WIDTH, TITLE_WIDTH = 9, 22
"""Maximum characters in a line of the cover."""
MOST_LINES = 3
"""Longer texts are left for Typst to break: the ways to break one grow with its lines."""
CLINGING = re.compile(r"[^\0]+")
QUOTED = re.compile("“[^”]{1,5}”")
"""What stays on one line: “十五五”."""


def book_of(kind: str, tied: Tied, readings: Mapping[Locale, Reading], sources: Sources) -> Book:
    """The whole content of one of `PDFS`."""
    about, linked = sources.description, tied.linked
    own = tuple(readings_of(kind, readings, sources).values())
    numbers = numbered_notes(own)
    scribes = tuple(Scribe(one, numbers, marks_terms=one is own[0]) for one in own)
    script = script_of(kind)
    body = Body(scribes, site_of(kind, about.site_url))
    edition = own[0].standing.edition(kind)
    front = cover(edition, scribes, about)
    return Book(
        kind=kind,
        langs=PDFS[kind],
        region="tw" if script == "TC" else "cn",
        serif=f"Noto Serif CJK {script}",
        sans=f"Noto Sans CJK {script}",
        title=" / ".join(map("".join, front.titles)),
        description=" / ".join(one.said(what(edition, about)) for one in scribes),
        keywords=tuple(one.said(text) for one in scribes for text in (about.name, edition)),
        date=date_of(about),
        words={
            name: tuple(one.said(text) for one in scribes)
            for name, text in own[0].both.book.items()
        },
        cover=front,
        imprint=imprint(kind, scribes, sources),
        blocks=tuple(body.rows()),
        plates=tuple(plates(tied, scribes, f"Noto Sans CJK {script}")),
        glossary=tuple(glossary(linked, scribes)),
        index=tuple(index(linked, scribes)),
    )


# --- the front


def cover(edition: Bilingual, scribes: tuple[Scribe, ...], description: Description) -> Cover:
    def said(text: Bilingual) -> tuple[str, ...]:
        return tuple(scribe.said(text) for scribe in scribes)

    def broken(text: Bilingual, limit: int) -> tuple[tuple[str, ...], ...]:
        lines = (
            balanced(text.zh, limit) if scribe.locale == "zh" else (text.en,) for scribe in scribes
        )
        return tuple(
            tuple(map(scribe.reading.own, one)) for scribe, one in zip(scribes, lines, strict=True)
        )

    return Cover(
        names=broken(description.name, NAME_WIDTH),
        titles=broken(description.title, TITLE_WIDTH),
        editions=said(edition),
        years=description.years.of(scribes[0].locale),
    )


def balanced(text: str, limit: int) -> tuple[str, ...]:
    """Chinese in the fewest lines of `limit` characters, broken between words, evenly."""
    words = "\0".join(short_words(text)).replace("“\0", "“").replace("\0”", "”")
    units = CLINGING.findall(QUOTED.sub(lambda one: one[0].replace("\0", ""), words))
    lines = max(1, ceil(width(text) / limit))
    if lines > MOST_LINES:
        return (text,)
    cuts = combinations(range(1, len(units)), lines - 1)
    broken = (pieces(units, (0, *cut, len(units))) for cut in cuts)
    return min(broken, key=lambda one: max(map(width, one)), default=(text,))


def pieces(units: Sequence[str], cuts: tuple[int, ...]) -> tuple[str, ...]:
    return tuple("".join(units[start:end]) for start, end in pairwise(cuts))


def width(text: str) -> float:
    """The width in Chinese characters; ASCII characters count as half."""
    return sum(0.5 if char.isascii() else 1 for char in text)


def imprint(kind: str, scribes: tuple[Scribe, ...], sources: Sources) -> tuple[Section, ...]:
    """The nature of the book, its source, its official status, its version, and how to cite it."""
    return tuple(
        Section(
            titles=tuple(one.said(head) for one in scribes),
            texts=tuple(tuple(map(one.pieces, texts)) for one in scribes),
        )
        for head, texts in sections(kind, scribes[0].reading, sources)
    )


def sections(
    kind: str, reading: Reading, sources: Sources
) -> Iterator[tuple[Bilingual, tuple[Bilingual, ...]]]:
    about, standing = sources.description, reading.standing
    own = standing.said
    yield own.pdf.about, (what(standing.edition(kind), about), about.ended)
    yield own.imprint.standing, (standing.work("epub"),)
    yield own.imprint.source, (about.provenance, about.issuer)
    for head, facts in ((own.imprint.known, about.known), (own.imprint.unknown, about.unknown)):
        if facts:
            yield head, (run_in(facts),)
    dashes = (own.book.dashes,) if "zh" in PDFS[kind] else ()
    mended = (own.pdf.mended,) if sources.repairs else ()
    yield own.imprint.reading, (own.pdf.reading, own.book.signs, *mended, *dashes)
    yield own.imprint.version, (about.release, cited(standing.edition(kind), about))
    yield own.imprint.license, (own.epub.license, own.pdf.fonts)


def what(edition: Bilingual, about: Description) -> Bilingual:
    """What the book is: the title, the edition, and the period if it has one."""
    zh, en = f"《{about.title.zh}》，{edition.zh}。", f"{about.title.en}. {edition.en}."
    if not about.begins:
        return Bilingual(zh, en)
    covers = both_for(about.document).years.covers.en.format(about.period.en)
    return Bilingual(f"{zh}{about.period.zh}。", f"{en} {covers}")


def cited(edition: Bilingual, about: Description) -> Bilingual:
    """The form for quoting a paragraph. The issuer is unknown, so none is named."""
    url = about.site_url
    said = BOTH.pdf.citation.filled(
        title=about.title,
        edition=within(edition),
        version=about.version,
        day=Bilingual(zh=about.released.isoformat(), en=about.day.en),
    )
    return Bilingual(zh=f"{said.zh}{url}", en=f"{said.en} {url}") if url else said


def run_in(facts: Iterable[Bilingual]) -> Bilingual:
    """A list as one paragraph."""
    every = tuple(facts)
    return Bilingual(
        zh="".join(one.zh for one in every),
        en=" ".join(one.en for one in every),
    )


# --- the back


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
        for row in rows(tied, scribe.reading):
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
