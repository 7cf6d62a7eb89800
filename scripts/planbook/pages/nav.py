"""The navigation of the site in each language, in the form that MkDocs reads."""

from __future__ import annotations

import json
from collections.abc import Iterator

from planbook.locales import Locale
from planbook.pages.downloads import PAGE as DOWNLOADS
from planbook.pages.downloads import TITLES
from planbook.pages.entries import page_title, used_pages
from planbook.pages.paths import ABOUT, GLOSSARY, HOME, PLAN, TRANSLATION, page_of
from planbook.pages.plan import Writer
from planbook.pages.wording import WORDING
from planbook.sources import Description
from planbook.structure.model import Division

FILE = "nav.json"


def nav(writer: Writer) -> list[object]:
    words = WORDING[writer.locale]
    plan = [PLAN, *(chapter_nav(writer, chapter) for chapter in writer.outline.chapters)]
    return [
        {words.home: HOME},
        {words.full_text: plan},
        {words.glossary: [GLOSSARY, *glossary_nav(writer)]},
        {TITLES[writer.locale]: DOWNLOADS},
        {words.translation: TRANSLATION},
        {words.about: ABOUT},
    ]


def glossary_nav(writer: Writer) -> Iterator[object]:
    for kind, page in used_pages(writer.linked.terms):
        yield {page_title(kind, page, writer.locale): page}


def chapter_nav(writer: Writer, chapter: Division) -> object:
    page = page_of(chapter.reference)
    sections: list[object] = [
        {writer.title(section): page_of(section.reference)} for section in chapter.children
    ]
    return {writer.title(chapter): [page, *sections]} if sections else {writer.title(chapter): page}


def nav_file(writers: dict[Locale, Writer], description: Description) -> str:
    """What the site's hook puts into the configuration of each language."""
    languages = {
        locale: {
            "site_name": description.name.of(locale),
            "site_description": description.summary.of(locale),
            "nav": nav(writer),
        }
        for locale, writer in writers.items()
    }
    whole = {"site_url": description.site_url, "languages": languages}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
