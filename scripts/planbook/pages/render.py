"""Runs the stage `render`: the linked edition to all files under `docs/`."""

from __future__ import annotations

from collections.abc import Mapping

from planbook import addresses
from planbook.locales import Locale
from planbook.pages.entries import cards_file, entries_page, used_pages
from planbook.pages.figures import charts_page, figures_page
from planbook.pages.front import about_page, downloads_page, home_page, translation_page
from planbook.pages.glossary import glossary_page
from planbook.pages.guide import guide_page
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
from planbook.words import WORDS

Pages = Mapping[str, str]
"""Content by path below `docs/`."""


def render(tied: Tied, readings: Mapping[Locale, Reading], sources: Sources) -> Pages:
    """Every generated file below `docs/`, with the same paths and anchors in every locale."""
    linked = tied.linked
    close = related(linked.passages, sections_of(linked.edition.outline))
    contexts, names = concordance(linked), names_of(linked)
    pages = {NAV_FILE: nav_file(readings, tied, sources.description)}
    for locale, reading in readings.items():
        name = sources.description.name.of(locale)

        def describe(title: str, name: str = name) -> str:
            return f"{title} · {name}"

        pages |= {f"{locale}/{path}": text for path, text in plan_pages(reading, close, describe)}
        if tied.account.entries:
            figures = figures_page(tied, reading, sources.description)
            pages[f"{locale}/{addresses.FIGURES}"] = figures
            pages[f"{locale}/{addresses.CHARTS}"] = charts_page(tied, locale, sources.description)
        for path, text in sector_pages(tied, reading, name):
            pages[f"{locale}/{path}"] = text
        pages |= {f"{locale}/{path}": text for path, text in name_pages(names, reading, name)}
        pages |= {f"{locale}/{p}": text for p, text in places_page(tied.places, locale, name)}
        glossary = glossary_page(linked, locale, describe(WORDS[locale].glossary.title))
        pages[f"{locale}/{addresses.GLOSSARY}"] = glossary
        for kind, page in used_pages(linked.terms):
            entries = entries_page(linked, contexts, kind, page, locale)
            pages[f"{locale}/{page}"] = entries
        pages[f"{locale}/{addresses.CARDS}"] = cards_file(linked, locale)
        pages[f"{locale}/{addresses.HOME}"] = home_page(reading, sources.description, tied.guide)
        pages[f"{locale}/{addresses.TRANSLATION}"] = translation_page(reading, sources)
        pages[f"{locale}/{addresses.DOWNLOADS}"] = downloads_page(
            sources.description, tied.guide, locale
        )
        pages[f"{locale}/{addresses.ABOUT}"] = about_page(reading, sources)
        if not tied.guide.is_empty:
            made = {path.removeprefix(f"{locale}/") for path in pages}
            pages[f"{locale}/{addresses.GUIDE}"] = guide_page(
                tied, reading, sources.description, made
            )
    return pages


def sections_of(outline: Outline) -> list[str]:
    """The references of all sections."""
    return [one.reference for one in outline.divisions() if one.level == "section"]
