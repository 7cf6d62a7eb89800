"""The page on how the translation was made and how far to trust it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planbook.addresses import (
    TRANSLATION,
    data_folder,
)
from planbook.checks.rules import BY_CODE, RULES
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pages.cite import to_passage
from planbook.pages.front import filled, front_matter, repository
from planbook.pages.plan import Writer
from planbook.pages.wording import WORDING
from planbook.sources import Sources
from planbook.translation.sync import coverage


def translation_page(writer: Writer, sources: Sources) -> str:
    """Method, checks, names, coverage by state, waivers, data files."""
    locale, description = writer.locale, sources.description
    body = filled(
        f"translation.{locale}.md",
        description,
        locale,
        terms=str(len(sources.terms)),
        rules=str(len(RULES)),
        critical=str(sum(rule.severity == "critical" for rule in RULES)),
        confidence=md.table(confidence_rows(sources, locale)),
        coverage=md.table(coverage_rows(writer)),
        waivers=waivers(writer, sources),
        data=data_folder(locale),
        repository=repository(description, locale),
    )
    return md.page(front_matter(WORDING[locale].translation, description, locale), [body])


def confidence_rows(sources: Sources, locale: Locale) -> Iterator[tuple[str, ...]]:
    """How many terms have English of which confidence."""
    yield ("English", "Terms") if locale == "en" else ("英文", "条数")
    counts = Counter(term.confidence for term in sources.terms)
    for confidence, words in WORDING[locale].confidence.items():
        yield words[:1].upper() + words[1:], str(counts[confidence])


def coverage_rows(writer: Writer) -> Iterator[tuple[str, ...]]:
    """Sentences and titles by chapter and state; states that do not occur are left out."""
    words = WORDING[writer.locale]
    found = coverage(writer.linked.edition)
    states = [state for state in words.states if any(one.counts[state] for one in found)]
    heads = ("章", "句与标题") if writer.locale == "zh" else ("Chapter", "Sentences and titles")
    yield (*heads, *(words.states[state] for state in states))
    for one in found:
        name = one.chapter if one.chapter != "0" else words.front
        yield name, str(one.total), *(str(one.counts[state]) for state in states)


def waivers(writer: Writer, sources: Sources) -> str:
    """The findings that a person let stand, each with its place and reason."""
    if not sources.waivers:
        return WORDING[writer.locale].no_waiver
    return md.table(waiver_rows(writer, sources))


def waiver_rows(writer: Writer, sources: Sources) -> Iterator[tuple[str, ...]]:
    yield ("Place", "Rule", "Reason") if writer.locale == "en" else ("位置", "规则", "理由")
    for one in sources.waivers:
        place = next((s.reference for s in writer.outline.sentences() if one.quote in s.text), "")
        where = to_passage(place, TRANSLATION)
        rule = f"{one.rule} {BY_CODE[one.rule].title}" if one.rule in BY_CODE else one.rule
        yield where if place else "", md.escape(rule), md.escape(one.reason.of(writer.locale))
