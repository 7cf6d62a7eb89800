"""Rules on terms. STYLE.md, S23, S24, S31 to S33."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.checks.kit import Kit, bare, stems
from planbook.checks.units import Unit
from planbook.links.terms import Term


def missing_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """T01: a term of the Chinese has one of its admitted forms in the English."""
    english = stems(unit.target)
    for term in in_source(unit, kit):
        if not any(stems(form) in english for form in term.forms("en")):
            forms = " | ".join(term.forms("en"))
            yield f"{term.zh} has none of its forms: {forms}"


def forbidden_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """T02: no forbidden form, unless it is part of an admitted one."""
    for term in in_source(unit, kit):
        english = stems(unit.target)
        for form in sorted(term.forms("en"), key=len, reverse=True):
            english = english.replace(stems(form), " □ ")
        for form in term.forbidden:
            if stems(form) in english:
                yield f"{form} is a forbidden form of {term.zh}; use {term.en}"


def in_source(unit: Unit, kit: Kit) -> list[Term]:
    """The terms of the Chinese, each once."""
    return list({one.term.id: one.term for one in kit.hits(unit.source)}.values())


def two_targets(unit: Unit, kit: Kit) -> Iterator[str]:
    """T03: Chinese that differs in punctuation only has one English."""
    for other in kit.by_source[bare(unit.source)]:
        if other.target and bare(other.target) != bare(unit.target):
            yield f"{other.reference} has the same Chinese and the English “{other.target}”"


def two_sources(unit: Unit, kit: Kit) -> Iterator[str]:
    """T04: English that two different Chinese texts share hides a difference."""
    for other in kit.by_target[bare(unit.target)]:
        if bare(other.source) != bare(unit.source):
            yield f"{other.reference} has the same English for {other.source}"
