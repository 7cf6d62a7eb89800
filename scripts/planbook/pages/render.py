"""Runs the stage `render`: the linked edition to all files under `docs/`, with the navigation."""

import json
from collections.abc import Collection, Iterator, Mapping

from planbook import addresses
from planbook.addresses import ENTRIES, NAMED, Directory
from planbook.links.terms import Term
from planbook.locales import Locale
from planbook.pages.figures import charts_page, figures_page
from planbook.pages.front import about_page, downloads_page, home_page, translation_page
from planbook.pages.glossary import cards_file, entries_page, glossary_page, page_title
from planbook.pages.guide import guide_page
from planbook.pages.names import name_pages, named, names_of
from planbook.pages.plan import plan_pages
from planbook.pages.sectors import places_page, sector_pages
from planbook.reading.concordance import concordance, related
from planbook.reading.model import Reading
from planbook.sources import Sources
from planbook.statements.tie import Tied
from planbook.structure.model import Division, Outline
from planbook.text.repair import Rule

NAV_FILE = "nav.json"


def nav(reading: Reading, tied: Tied) -> Iterator[object]:
    """The pages in order; what the plan does not have is left out."""
    words = reading.words
    yield {words.common.home: addresses.HOME}
    if not tied.guide.is_empty:
        yield {words.guide.title: addresses.GUIDE}
    yield {words.plan.title: [addresses.PLAN, *plan_nav(reading)]}
    if sectors := tied.sectors.sector:
        pages = ({reading.text(one.at): addresses.sector_page(one.id)} for one in sectors)
        yield {words.sectors.title: [addresses.SECTORS, *pages]}
    if tied.account.entries:
        charts = {words.figures.charts: addresses.CHARTS}
        yield {words.figures.title: [addresses.FIGURES, charts]}
    if names := list(pages_nav(NAMED, named(reading.linked), reading.locale)):
        yield {words.names.title: [addresses.NAMES, *names]}
    if tied.places.map:
        yield {words.places.title: addresses.PLACES}
    if terms := reading.linked.terms:
        yield {
            words.glossary.title: [addresses.GLOSSARY, *pages_nav(ENTRIES, terms, reading.locale)]
        }
    yield {words.downloads.title: addresses.DOWNLOADS}
    yield {words.translation.title: addresses.TRANSLATION}
    yield {words.common.about: addresses.ABOUT}


def pages_nav(directory: Directory, terms: Collection[Term], locale: Locale) -> Iterator[object]:
    for kind, page in directory.used(terms):
        yield {page_title(directory, kind, page, terms, locale): page}


def plan_nav(reading: Reading) -> Iterator[object]:
    """The chapters, below their parts if the plan has any."""
    for part, chapters in reading.outline.groups():
        entries = [chapter_nav(reading, chapter) for chapter in chapters]
        if part:
            yield {reading.title(part.reference): entries}
        else:
            yield from entries


def chapter_nav(reading: Reading, chapter: Division) -> object:
    title, page = reading.title(chapter.reference), addresses.page_of(chapter.reference)
    sections = [
        {reading.title(r): addresses.page_of(r)}
        for r in (one.reference for one in chapter.children)
    ]
    return {title: [page, *sections]} if sections else {title: page}


def nav_file(readings: Mapping[Locale, Reading], tied: Tied) -> str:
    """The values that the site's hook puts into the configuration of each language."""
    description = readings["zh"].description
    languages = {
        locale: {
            "site_name": description.name.of(locale),
            "site_description": description.summary.of(locale),
            "nav": list(nav(reading, tied)),
        }
        for locale, reading in readings.items()
    }
    whole = {"site_url": description.site_url, "languages": languages}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


# --- all pages


Pages = Mapping[str, str]
"""Content by path below `docs/`."""


def render(
    tied: Tied, readings: Mapping[Locale, Reading], sources: Sources, repaired: Mapping[Rule, int]
) -> Pages:
    """Every generated file below `docs/`, with the same paths and anchors in every locale.

    `repaired` has the number of repairs that each mechanical rule made.
    """
    linked = tied.linked
    close = related(linked.passages, sections_of(linked.edition.outline))
    contexts, names = concordance(linked), names_of(linked)

    def below(locale: Locale, reading: Reading) -> Iterator[tuple[str, str]]:
        """Path and content of all pages of a language, except the guide."""
        yield from plan_pages(reading, close)
        if tied.account.entries:
            yield addresses.FIGURES, figures_page(tied, reading)
            yield addresses.CHARTS, charts_page(tied, reading)
        yield from sector_pages(tied, reading)
        yield from name_pages(names, reading)
        yield from places_page(tied.places, reading)
        if linked.terms:
            yield addresses.GLOSSARY, glossary_page(reading)
        for kind, page in addresses.ENTRIES.used(linked.terms):
            yield page, entries_page(reading, contexts, kind, page)
        yield addresses.CARDS, cards_file(linked, locale)
        yield addresses.HOME, home_page(reading, tied.guide)
        yield addresses.TRANSLATION, translation_page(reading, sources)
        yield addresses.DOWNLOADS, downloads_page(reading, tied)
        yield addresses.ABOUT, about_page(reading, sources, repaired)

    pages = {NAV_FILE: nav_file(readings, tied)}
    for locale, reading in readings.items():
        made = dict(below(locale, reading))
        if not tied.guide.is_empty:
            made[addresses.GUIDE] = guide_page(tied, reading, set(made))
        pages |= {f"{locale}/{path}": text for path, text in made.items()}
    return pages


def sections_of(outline: Outline) -> list[str]:
    return [one.reference for one in outline.divisions() if one.level == "section"]
