"""Makes the search's files: each locale's index and the worker."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from planbook.addresses import GLOSSARY, GUIDE, PLAN, SECTORS
from planbook.links.resolve import LinkedEdition
from planbook.locales import LOCALES, Locale
from planbook.pipeline import Conversion
from planbook.search.answers import answers
from planbook.search.chinese import folding
from planbook.search.documents import address, entries, headings, passages, remarks
from planbook.search.index import Contents, index_scripts
from planbook.search.synonyms import general
from planbook.site.assets import slim_script
from planbook.sources import Sources
from planbook.theme import ASSETS
from planbook.words import WORDS

NUMBER = Path("js/card/0-number.js")
"""The script that reads the number of a passage."""


def search_files(
    project: Path,
    conversion: Conversion,
    converts: Mapping[str, Callable[[str], str]],
) -> dict[str, str]:
    """Content by path below the site. `converts` has each locale's conversion of Chinese text."""
    contents = contents_of(project, conversion)
    files = {
        "assets/search/worker.js": worker(ASSETS),
        "assets/search/folding.js": folding_script(contents),
    }
    for locale, script in index_scripts(contents, converts).items():
        folder = "search/" if locale == "zh" else f"{locale}/search/"
        files[f"{folder}index.js"] = script
    return files


def folding_script(contents: Contents) -> str:
    """For the filters of lists: both strings of `folding`, given to a function of `2-filter.js`."""
    strings = (json.dumps(one, ensure_ascii=False) for one in folding(contents.chinese()))
    return f"planbookFolding({','.join(strings)});\n"


def contents_of(project: Path, conversion: Conversion) -> Contents:
    """Everything that the search can find."""
    docs = project / "docs"
    pages = {
        path.relative_to(docs).as_posix(): path.read_text("utf-8")
        for locale in LOCALES
        for path in (docs / locale).glob("*.md")
    }
    sources, readings = conversion.sources, conversion.readings
    return Contents(
        headings(readings),
        tuple(passages(readings)),
        tuple(entries(conversion.linked)),
        {
            locale: (*answers(sources, readings[locale]), *remarks(pages, locale))
            for locale in LOCALES
        },
        sources.pinyin,
        general(),
        {locale: tuple(leads(sources, conversion.linked, locale)) for locale in LOCALES},
    )


def leads(sources: Sources, linked: LinkedEdition, locale: Locale) -> Iterator[tuple[str, str]]:
    """Address and title of the pages from which everything can be found."""
    words = WORDS[locale]
    yield address(PLAN), words.plan.title
    if not sources.guide.is_empty:
        yield address(GUIDE), words.guide.title
    if sources.sectors.sector:
        yield address(SECTORS), words.sectors.title
    if linked.terms:
        yield address(GLOSSARY), words.glossary.title


def worker(assets: Path) -> str:
    """The worker in one file: what it shares with the cards, then its parts, sorted by name."""
    parts = [assets / NUMBER, *sorted((assets / "search" / "worker").glob("*.js"))]
    return slim_script("\n".join(part.read_text("utf-8") for part in parts))
