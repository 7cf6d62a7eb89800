"""The page on how the translation was made and how far to trust it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planbook.addresses import (
    TRANSLATION,
    data_folder,
)
from planbook.checks.rules import BY_CODE, RULES
from planbook.links.terms import CONFIDENCES
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pages.cite import to_passage
from planbook.pages.front import filled, front_matter, repository
from planbook.reading.read import Reading
from planbook.sources import Sources
from planbook.translation.memory import STATES
from planbook.translation.sync import coverage
from planbook.words import WORDS


def translation_page(reading: Reading, sources: Sources) -> str:
    """Method, checks, names, coverage by state, waivers, data files."""
    locale, description = reading.locale, sources.description
    body = filled(
        f"translation.{locale}.md",
        description,
        locale,
        terms=str(len(sources.terms)),
        rules=str(len(RULES)),
        critical=str(sum(rule.severity == "critical" for rule in RULES)),
        confidence=md.table(confidence_rows(sources, locale)),
        coverage=md.table(coverage_rows(reading)),
        waivers=waivers(reading, sources),
        data=data_folder(locale),
        repository=repository(description, locale),
    )
    return md.page(front_matter(WORDS[locale].translation.title, description, locale), [body])


def confidence_rows(sources: Sources, locale: Locale) -> Iterator[tuple[str, ...]]:
    """How many terms have English of which confidence."""
    heads = WORDS[locale].translation
    yield heads.english, heads.terms
    counts = Counter(term.confidence for term in sources.terms)
    for confidence in CONFIDENCES:
        words = WORDS[locale].confidence[confidence]
        yield words[:1].upper() + words[1:], str(counts[confidence])


def coverage_rows(reading: Reading) -> Iterator[tuple[str, ...]]:
    """Sentences and titles by chapter and state; states that do not occur are left out."""
    words = WORDS[reading.locale]
    found = coverage(reading.linked.edition)
    states = [state for state in reversed(STATES) if any(one.counts[state] for one in found)]
    heads = (words.translation.chapter, words.translation.units)
    yield (*heads, *(words.states[state] for state in states))
    for one in found:
        name = one.chapter if one.chapter != "0" else words.plan.front
        yield name, str(one.total), *(str(one.counts[state]) for state in states)


def waivers(reading: Reading, sources: Sources) -> str:
    """The findings that a person let stand, each with its place and reason."""
    if not sources.waivers:
        return WORDS[reading.locale].translation.no_waiver
    return md.table(waiver_rows(reading, sources))


def waiver_rows(reading: Reading, sources: Sources) -> Iterator[tuple[str, ...]]:
    heads = WORDS[reading.locale].translation
    yield heads.place, heads.rule, heads.reason
    for one in sources.waivers:
        place = next((s.reference for s in reading.outline.sentences() if one.quote in s.text), "")
        where = to_passage(place, TRANSLATION)
        rule = f"{one.rule} {BY_CODE[one.rule].title}" if one.rule in BY_CODE else one.rule
        yield where if place else "", md.escape(rule), md.escape(one.reason.of(reading.locale))
