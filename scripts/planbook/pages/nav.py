"""Writes the navigation of the site in each language, in the form that MkDocs reads."""

import json
from collections.abc import Collection, Iterator, Mapping

from planbook import addresses
from planbook.addresses import ENTRIES, NAMED, Directory
from planbook.description import Description
from planbook.links.terms import Term
from planbook.locales import Locale
from planbook.pages.glossary import page_title
from planbook.pages.sectors import title_of
from planbook.reading.names import named
from planbook.reading.read import Reading
from planbook.statements.tie import Tied
from planbook.structure.model import Division
from planbook.words import WORDS

FILE = "nav.json"


def nav(reading: Reading, tied: Tied) -> Iterator[object]:
    """The pages in order; what the plan does not have is left out."""
    words = WORDS[reading.locale]
    yield {words.common.home: addresses.HOME}
    if not tied.guide.is_empty:
        yield {words.guide.title: addresses.GUIDE}
    yield {words.plan.title: [addresses.PLAN, *plan_nav(reading)]}
    if sectors := tied.sectors.sector:
        pages = ({title_of(one, reading): addresses.sector_page(one.id)} for one in sectors)
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


def nav_file(readings: Mapping[Locale, Reading], tied: Tied, description: Description) -> str:
    """The values that the site's hook puts into the configuration of each language."""
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
