"""Keeps what a build needs in every language: conversion, templates, and the reading bar."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.exceptions import PluginError

from planbook.addresses import PLAN, TRANSLATION, built, data_files, page_of
from planbook.description import Description
from planbook.locales import Locale
from planbook.pipeline import Conversion, conversion_of
from planbook.problems import Problems
from planbook.reading.model import Passage, Reading, passages_of
from planbook.reading.standing import Standing
from planbook.text.script import to_traditional
from planbook.words import Words, converted, variant, words_for

CHINESE = '<span lang="zh">中</span>'
VIEWS = {"zh": CHINESE, "both": f"{CHINESE}/EN", "en": "EN"}
"""The views of a page, each with the sign on its button."""


def status(plan: Description, own: Locale, words: Words[str]) -> str:
    """When the text was a plan, and how official it is here."""
    years = plan.years.of(own)
    planned = [words.bar.planned.format(years)] if years else []
    return " · ".join((*planned, words.bar.unofficial))


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar of a page says."""

    reading: Reading
    plan: Description
    words: Words[str]
    reference: str
    """The chapter or section of the page; `0` for the contents."""
    has_views: bool = True
    """False if there is no English to choose."""

    def html(self) -> str:
        """The bar. Without scripts, the style sheet hides what only scripts can do."""
        page, view = page_of(self.reference), self.words.view
        buttons = "".join(
            f'<button type="button" data-view="{name}">{sign}'
            f'<span class="pb-hidden"> {escape(view[name])}</span></button>'
            for name, sign in VIEWS.items()
            if self.has_views
        )
        where = " ".join(self.path(page))
        label, said = escape(view.label), self.words.bar
        number, goto = escape(said.number), escape(said.goto)
        known = escape(status(self.plan, self.reading.locale, self.words))
        views = f'<div class="pb-views" role="group" aria-label="{label}">{buttons}</div>'
        return (
            f'<div class="pb-bar" id="pb-bar"><p class="pb-where">{where}</p>'
            f'<p class="pb-status"><a href="{built(page, TRANSLATION)}">{known}</a></p>'
            f'{views if self.has_views else ""}<form class="pb-goto"><input aria-label="{number}" placeholder="{goto}" autocomplete="off"'
            ' enterkeyhint="go"><output></output></form></div>\n'
        )

    def path(self, page: str) -> Iterator[str]:
        """The plan, the chapter, and the section, each as a link to its beginning.

        Titles stand in a `span`: a narrow bar leaves out that of a section's chapter.
        """
        yield f'<a href="{built(page, PLAN)}">{escape(self.plan.name.of(self.reading.locale))}</a>'
        if self.reference != "0":
            chapter = self.reference.partition(".")[0]
            for one in dict.fromkeys((chapter, self.reference)):
                mark = self.reading.blocks[one].mark
                label = mark.rstrip(". ")
                title = escape(self.reading.title(one).removeprefix(label))
                yield f'<a href="{built(page, page_of(one))}">{escape(label)}<span>{title}</span></a>'


# --- what a build needs


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
    own = words_for(edition_of(project).sources.description.document)[own_of(locale)]
    words = converted(own, converter(project)) if locale == TRADITIONAL else own
    return variant(words, standing(project).kinds)


def kind_and_data(project: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What kinds of edition this is, and its data files."""
    english, figures = standing(project).shown, edition_of(project).sources.targets.figure
    script = ("traditional",) if edition_of(project).text.traditional else ()
    return (*standing(project).kinds, *script), data_files(
        english=bool(english), figures=bool(figures)
    )


def standing(project: Path) -> Standing:
    """How far the English has come."""
    return edition_of(project).readings["en"].standing


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
    made = f"{plan.ended.of(own)}{'' if own == 'zh' else ' '}{plan.release.of(own)}".strip()
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
