"""Holds rules on terms. STYLE.md, S23, S24, S31 to S33."""

from collections.abc import Iterator
from itertools import islice

from planbook.checks.kit import Kit, bare, rule, stems
from planbook.checks.units import Unit
from planbook.links.terms import Term
from planbook.locales import Locale

NAMED = 3
"""Maximum units that a finding names: all units of a plan may be alike."""


@rule(
    "T01",
    "major",
    "a term without its English",
    "use one of its forms, or add the form to `admitted` in source/terms.toml",
)
def missing_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """A term of the Chinese has one of its admitted forms in the English."""
    english = stems(unit.target)
    for term in in_source(unit, kit):
        if not any(stems(form) in english for form in term.forms("en")):
            forms = " | ".join(term.forms("en"))
            yield f"{term.zh} has none of its forms: {forms}"


@rule("T02", "major", "a forbidden form of a term", "use the preferred form")
def forbidden_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """No forbidden forms, except as part of an admitted one."""
    for term in in_source(unit, kit):
        if not term.forbidden:
            continue
        english = stems(unit.target)
        for form in sorted(term.forms("en"), key=len, reverse=True):
            english = english.replace(stems(form), " □ ")
        for form in term.forbidden:
            if stems(form) in english:
                yield f"{form} is a forbidden form of {term.zh}; use {term.en}"


def in_source(unit: Unit, kit: Kit) -> list[Term]:
    """The terms of the Chinese, each once."""
    return list({one.term.id: one.term for one in kit.hits(unit.source)}.values())


@rule(
    "T03",
    "major",
    "one Chinese text with two English translations",
    "use the same English for both",
)
def two_targets(unit: Unit, kit: Kit) -> Iterator[str]:
    """Chinese that differs only in punctuation has one English."""
    for other in others(kit, "zh", unit.source, unit.target):
        yield f"{other.reference} has the same Chinese and the English “{other.target}”"


@rule(
    "T04",
    "major",
    "two Chinese texts with the same English",
    "make the English show the difference",
)
def two_sources(unit: Unit, kit: Kit) -> Iterator[str]:
    """English that two different Chinese texts share hides a difference."""
    for other in others(kit, "en", unit.target, unit.source):
        yield f"{other.reference} has the same English for {other.source}"


def others(kit: Kit, locale: Locale, same: str, own: str) -> Iterator[Unit]:
    """The first few of the units that have the `same` text, but not the unit's `own` other one."""
    units = kit.same.get((locale, bare(same)), {}).items()
    return islice((unit for text, unit in units if text != bare(own)), NAMED)
