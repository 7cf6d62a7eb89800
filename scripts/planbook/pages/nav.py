"""The navigation of the site in each language, in the form that MkDocs reads."""

from __future__ import annotations

import json
from collections.abc import Iterator

from planbook.addresses import (
    ABOUT,
    CHARTS,
    DOWNLOADS,
    FIGURES,
    GLOSSARY,
    GUIDE,
    HOME,
    NAMES,
    PLACES,
    PLAN,
    SECTORS,
    TRANSLATION,
    page_of,
    sector_page,
)
from planbook.locales import Locale
from planbook.pages.downloads import TITLES
from planbook.pages.entries import page_title, used_pages
from planbook.pages.figures import WORDS as FIGURE_WORDS
from planbook.pages.guide_words import WORDS as GUIDE_WORDS
from planbook.pages.names import WORDS as NAME_WORDS
from planbook.pages.names import page_title as name_title
from planbook.pages.names import used_pages as name_pages
from planbook.pages.places import WORDS as PLACE_WORDS
from planbook.pages.plan import Writer
from planbook.pages.sectors import WORDS as SECTOR_WORDS
from planbook.pages.sectors import title_of
from planbook.pages.wording import WORDING
from planbook.sources import Description
from planbook.statements.tie import Tied
from planbook.structure.model import Division

FILE = "nav.json"


def nav(writer: Writer, tied: Tied) -> list[object]:
    words = WORDING[writer.locale]
    plan = [PLAN, *(chapter_nav(writer, chapter) for chapter in writer.outline.chapters)]
    return [
        {words.home: HOME},
        *([] if tied.guide.is_empty else [{GUIDE_WORDS[writer.locale].title: GUIDE}]),
        {words.full_text: plan},
        *sectors_nav(writer, tied),
        *figures_nav(writer, tied),
        *names_nav(writer),
        *([{PLACE_WORDS[writer.locale].title: PLACES}] if tied.places.map else []),
        {words.glossary: [GLOSSARY, *glossary_nav(writer)]},
        {TITLES[writer.locale]: DOWNLOADS},
        {words.translation: TRANSLATION},
        {words.about: ABOUT},
    ]


def sectors_nav(writer: Writer, tied: Tied) -> Iterator[object]:
    """The sectors, if the plan has any declared."""
    pages = [{title_of(one, writer): sector_page(one.id)} for one in tied.sectors.sector]
    if pages:
        yield {SECTOR_WORDS[writer.locale].title: [SECTORS, *pages]}


def figures_nav(writer: Writer, tied: Tied) -> Iterator[object]:
    """The figures and their charts, if they were gathered."""
    words = FIGURE_WORDS[writer.locale]
    if tied.account.entries:
        yield {words.title: [FIGURES, {words.charts: CHARTS}]}


def names_nav(writer: Writer) -> Iterator[object]:
    """The directory of names, if the termbase has any."""
    locale = writer.locale
    used = name_pages(writer.linked.terms)
    if pages := [{name_title(kind, page, locale): page} for kind, page in used]:
        yield {NAME_WORDS[locale].title: [NAMES, *pages]}


def glossary_nav(writer: Writer) -> Iterator[object]:
    for kind, page in used_pages(writer.linked.terms):
        yield {page_title(kind, page, writer.locale): page}


def chapter_nav(writer: Writer, chapter: Division) -> object:
    page = page_of(chapter.reference)
    sections: list[object] = [
        {writer.title(section): page_of(section.reference)} for section in chapter.children
    ]
    return {writer.title(chapter): [page, *sections]} if sections else {writer.title(chapter): page}


def nav_file(writers: dict[Locale, Writer], tied: Tied, description: Description) -> str:
    """What the site's hook puts into the configuration of each language."""
    languages = {
        locale: {
            "site_name": description.name.of(locale),
            "site_description": description.summary.of(locale),
            "nav": nav(writer, tied),
        }
        for locale, writer in writers.items()
    }
    whole = {"site_url": description.site_url, "languages": languages}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
