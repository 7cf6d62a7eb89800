"""Runs the stage `render`: the linked edition to all files under `docs/`."""

from collections.abc import Iterator, Mapping

from planbook import addresses
from planbook.locales import Locale
from planbook.pages.entries import cards_file, entries_page
from planbook.pages.figures import charts_page, figures_page
from planbook.pages.front import about_page, downloads_page, translation_page
from planbook.pages.glossary import glossary_page
from planbook.pages.guide import guide_page
from planbook.pages.home import home_page
from planbook.pages.names import name_pages
from planbook.pages.nav import FILE as NAV_FILE
from planbook.pages.nav import nav_file
from planbook.pages.places import places_page
from planbook.pages.plan import plan_pages
from planbook.pages.sectors import sector_pages
from planbook.reading.concordance import concordance
from planbook.reading.names import names_of
from planbook.reading.read import Reading
from planbook.reading.related import related
from planbook.sources import Sources
from planbook.statements.tie import Tied
from planbook.structure.model import Outline
from planbook.text.repair import Rule
from planbook.words import WORDS

Pages = Mapping[str, str]
"""Content by path below `docs/`."""


def render(
    tied: Tied, readings: Mapping[Locale, Reading], sources: Sources, repaired: Mapping[Rule, int]
) -> Pages:
    """Every generated file below `docs/`, with the same paths and anchors in every locale.

    `repaired` has the number of repairs that each mechanical rule made.
    """
    linked, description = tied.linked, sources.description
    close = related(linked.passages, sections_of(linked.edition.outline))
    contexts, names = concordance(linked), names_of(linked)

    def below(locale: Locale, reading: Reading) -> Iterator[tuple[str, str]]:
        """Path and content of all pages of a language, except the guide."""
        name = description.name.of(locale)

        def describe(title: str) -> str:
            return f"{title} · {name}"

        yield from plan_pages(reading, close, describe)
        if tied.account.entries:
            yield addresses.FIGURES, figures_page(tied, reading, description)
            yield addresses.CHARTS, charts_page(tied, locale, description)
        yield from sector_pages(tied, reading, description)
        yield from name_pages(names, reading, name)
        yield from places_page(tied.places, locale, name)
        title = describe(WORDS[locale].glossary.title)
        if linked.terms:
            yield addresses.GLOSSARY, glossary_page(linked, locale, title)
        for kind, page in addresses.ENTRIES.used(linked.terms):
            yield page, entries_page(linked, contexts, kind, page, locale)
        yield addresses.CARDS, cards_file(linked, locale)
        yield addresses.HOME, home_page(reading, description, tied.guide)
        yield addresses.TRANSLATION, translation_page(reading, sources)
        yield addresses.DOWNLOADS, downloads_page(reading, description, tied)
        yield addresses.ABOUT, about_page(reading, sources, repaired)

    pages = {NAV_FILE: nav_file(readings, tied, description)}
    for locale, reading in readings.items():
        made = dict(below(locale, reading))
        if not tied.guide.is_empty:
            made[addresses.GUIDE] = guide_page(tied, reading, description, set(made))
        pages |= {f"{locale}/{path}": text for path, text in made.items()}
    return pages


def sections_of(outline: Outline) -> list[str]:
    """The references of all sections."""
    return [one.reference for one in outline.divisions() if one.level == "section"]
