"""Writes the navigation of the site in each language, in the form that MkDocs reads."""

import json
from collections.abc import Iterator, Mapping

from planbook import addresses
from planbook.addresses import ENTRIES, NAMED, Directory
from planbook.locales import Locale
from planbook.pages.glossary import page_title
from planbook.pages.sectors import title_of
from planbook.reading.read import Reading
from planbook.sources import Description
from planbook.statements.tie import Tied
from planbook.structure.model import Division
from planbook.words import WORDS

FILE = "nav.json"


def nav(reading: Reading, tied: Tied) -> list[object]:
    words = WORDS[reading.locale]
    plan = [
        addresses.PLAN,
        *(chapter_nav(reading, chapter) for chapter in reading.outline.chapters),
    ]
    return [
        {words.common.home: addresses.HOME},
        *([] if tied.guide.is_empty else [{words.guide.title: addresses.GUIDE}]),
        {words.plan.title: plan},
        *sectors_nav(reading, tied),
        *figures_nav(reading, tied),
        *names_nav(reading),
        *([{words.places.title: addresses.PLACES}] if tied.places.map else []),
        {words.glossary.title: [addresses.GLOSSARY, *pages_nav(ENTRIES, reading)]},
        {words.downloads.title: addresses.DOWNLOADS},
        {words.translation.title: addresses.TRANSLATION},
        {words.common.about: addresses.ABOUT},
    ]


def sectors_nav(reading: Reading, tied: Tied) -> Iterator[object]:
    """The sectors, if any are declared."""
    pages = [{title_of(one, reading): addresses.sector_page(one.id)} for one in tied.sectors.sector]
    if pages:
        yield {WORDS[reading.locale].sectors.title: [addresses.SECTORS, *pages]}


def figures_nav(reading: Reading, tied: Tied) -> Iterator[object]:
    """The figures and their charts, if they were gathered."""
    words = WORDS[reading.locale].figures
    if tied.account.entries:
        yield {words.title: [addresses.FIGURES, {words.charts: addresses.CHARTS}]}


def names_nav(reading: Reading) -> Iterator[object]:
    """The directory of names, if the termbase has any."""
    if pages := list(pages_nav(NAMED, reading)):
        yield {WORDS[reading.locale].names.title: [addresses.NAMES, *pages]}


def pages_nav(directory: Directory, reading: Reading) -> Iterator[object]:
    for kind, page in directory.used(reading.linked.terms):
        yield {page_title(directory, kind, page, reading.locale): page}


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
            "nav": nav(reading, tied),
        }
        for locale, reading in readings.items()
    }
    whole = {"site_url": description.site_url, "languages": languages}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
