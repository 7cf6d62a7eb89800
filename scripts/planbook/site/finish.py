"""Writes what a site has beside its pages: the search's files, what its script knows, files for machines."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from planbook.addresses import CARDS, GLOSSARY, GUIDE, PLAN, SECTORS
from planbook.books.kinds import release_of
from planbook.description import Description
from planbook.links.resolve import LinkedEdition
from planbook.locales import LOCALES, Locale
from planbook.pipeline import Conversion
from planbook.reading.model import Passage
from planbook.search.documents import address, answers, entries, headings, passages, remarks
from planbook.search.index import Contents, index_scripts
from planbook.search.words import folding, general
from planbook.site.assets import slim_script
from planbook.site.edition import TRADITIONAL, converter, edition_of, kind_and_data
from planbook.site.machines import machine_files
from planbook.site.policy import BASES, known_scripts
from planbook.sources import Sources
from planbook.store import ASSETS
from planbook.words import WORDS, Words


def facts(
    plan: Description,
    passages: Mapping[str, Passage],
    said: Mapping[str, Words[str]],
    convert: Callable[[str], str],
) -> dict[str, object]:
    """Titles and years by locale, the release, an address, and all numbers of the plan.

    `numbers` has the reference of every passage with the number of its sentences, 0 for a heading.
    The plan's issuer is unknown, so none is named.
    """
    years, release = plan.years, release_of(plan)
    day = release.day.isoformat()

    def cited(locale: str, title: str, years: str, day: str) -> dict[str, str]:
        spoken = said[locale].card.years.format(years) if years else ""
        return {"title": title, "years": spoken, "day": day}

    return {
        "id": plan.id,
        "version": release.version,
        "repoUrl": plan.repo_url.rstrip("/"),
        "zh": cited("zh", plan.title.zh, years.zh, day),
        "en": cited("en", plan.title.en, years.en, release.spoken_day.en),
        "zh-Hant": cited("zh-Hant", convert(plan.title.zh), years.zh, day),
        "numbers": {
            one.reference: 0 if one.is_heading else len(one.lines["zh"])
            for one in passages.values()
            if not one.is_part
        },
    }


# --- the search's files


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


# --- files for machines


def write_search(project: Path, site: Path) -> None:
    """Write the search's files, in place of the search plugin's index of all languages."""
    converts: dict[str, Callable[[str], str]] = {"zh": str, "en": str}
    converts[TRADITIONAL] = converter(project)
    for name, text in search_files(project, edition_of(project), converts).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    # The i18n plugin calls the search plugin by itself, which writes an index of nothing.
    (site / "search" / "search_index.json").unlink(missing_ok=True)


def write_traditional_cards(project: Path, site: Path) -> None:
    """Write the content of the term cards for the Traditional pages."""
    cards = converter(project)((site / CARDS).read_text("utf-8"))
    (site / TRADITIONAL / CARDS).write_text(cards, "utf-8")


def write_machine_files(project: Path, site: Path, docs: Path, themes: tuple[str, ...]) -> None:
    """Write the files for machines. `themes` are the folders of the templates."""
    nav = json.loads((docs / "nav.json").read_text("utf-8"))
    scripts = {one for base in BASES for one in known_scripts(themes, base)}
    plan = edition_of(project).sources.description
    files = machine_files(site, plan, nav, scripts, kind_and_data(project))
    for name, text in files.items():
        (site / name).write_text(text, "utf-8")
