"""Keeps what a build needs in every language: the conversion, and the compiled templates."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.exceptions import PluginError

from planbook.addresses import PLAN, data_files
from planbook.books.release import release_of
from planbook.locales import Locale
from planbook.pipeline import Conversion, conversion_of
from planbook.problems import Problems
from planbook.reading.passages import Passage, passages_of
from planbook.reading.standing import Standing, standing_of
from planbook.site.bar import Bar, status
from planbook.text.script import to_traditional
from planbook.words import WORDS, Words, converted, variant

TRADITIONAL = "zh-Hant"


@cache
def edition_of(project: Path) -> Conversion:
    """The conversion that made the pages below `project`/docs. Its problems end the build."""
    try:
        conversion = conversion_of(project)
        assert conversion.readings  # computed here, so that its problems end the build
        return conversion
    except Problems as found:
        raise PluginError(str(found)) from found


@cache
def converter(project: Path) -> Callable[[str], str]:
    """Converts Simplified to Traditional, with the phrases of `source/traditional.txt`."""
    return to_traditional(edition_of(project).sources.phrases).convert


def own_of(locale: str) -> Locale:
    """The language of a locale's text."""
    return "en" if locale == "en" else "zh"


@cache
def words_of(locale: str, project: Path) -> Words[str]:
    """The site's own words in a language, as they fit the edition."""
    own = WORDS[own_of(locale)]
    words = converted(own, converter(project)) if locale == TRADITIONAL else own
    return variant(words, standing(project).kinds)


def kind_and_data(project: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What kinds of edition this is, and its data files."""
    english, figures = standing(project).shown, edition_of(project).sources.targets.figure
    return standing(project).kinds, data_files(english=bool(english), figures=bool(figures))


@cache
def standing(project: Path) -> Standing:
    """How far the English has come."""
    conversion = edition_of(project)
    return standing_of(conversion.edition, conversion.sources.description)


def is_translated(page: str, project: Path) -> bool:
    """True for a page of the plan with any English; for the contents, if there is any at all."""
    if page == PLAN:
        return bool(standing(project).shown)
    return page in edition_of(project).readings["en"].own_pages


@cache
def passages(project: Path) -> dict[str, Passage]:
    """The passages of the plan by anchor."""
    return {one.anchor: one for one in passages_of(edition_of(project).readings)}


def reading_bar(locale: str, reference: str, project: Path) -> str:
    """The bar of the page with this chapter or section, in the reader's characters."""
    own, edition = own_of(locale), edition_of(project)
    plan, shown = edition.sources.description, bool(standing(project).shown)
    made = Bar(edition.readings[own], plan, words_of(own, project), reference, shown).html()
    return converter(project)(made) if locale == TRADITIONAL else made


def status_of(locale: str, project: Path) -> str:
    """When the text was a plan, and how official it is here."""
    plan = edition_of(project).sources.description
    return status(plan, own_of(locale), words_of(locale, project))


@cache
def imprint_of(locale: str, project: Path) -> str:
    """The last lines of a printed page: that the plan's period has ended, version and day."""
    own = own_of(locale)
    plan = edition_of(project).sources.description
    released = release_of(plan).name.of(own)
    made = f"{plan.ended.of(own)}{'' if own == 'zh' else ' '}{released}".strip()
    return converter(project)(made) if locale == TRADITIONAL else made


class Compiled(BytecodeCache):
    """The compiled templates: MkDocs makes an environment for each language, of the same ones."""

    def __init__(self) -> None:
        self.buckets: dict[tuple[str, str], Bucket] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self.buckets.get((bucket.key, bucket.checksum)):
            bucket.code = kept.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.buckets[bucket.key, bucket.checksum] = bucket


templates = Compiled()
