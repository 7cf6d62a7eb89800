"""Holds rules on terms. STYLE.md, S23, S24, S31 to S33."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from planbook.checks.kit import Kit, bare, stems
from planbook.checks.units import Unit
from planbook.links.terms import Term

NAMED = 3
"""Maximum units that a finding names: all units of a plan may be alike."""


def missing_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """T01: a term of the Chinese has one of its admitted forms in the English."""
    english = stems(unit.target)
    for term in in_source(unit, kit):
        if not any(stems(form) in english for form in term.forms("en")):
            forms = " | ".join(term.forms("en"))
            yield f"{term.zh} has none of its forms: {forms}"


def forbidden_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """T02: no forbidden forms, except as part of an admitted one."""
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


def two_targets(unit: Unit, kit: Kit) -> Iterator[str]:
    """T03: Chinese that differs only in punctuation has one English."""
    same = kit.by_source.get(bare(unit.source), {})
    for other in others(same, bare(unit.target)):
        yield f"{other.reference} has the same Chinese and the English “{other.target}”"


def two_sources(unit: Unit, kit: Kit) -> Iterator[str]:
    """T04: English that two different Chinese texts share hides a difference."""
    same = kit.by_target.get(bare(unit.target), {})
    for other in others(same, bare(unit.source)):
        yield f"{other.reference} has the same English for {other.source}"


def others(same: Mapping[str, Unit], own: str) -> Iterator[Unit]:
    """The first few of the units that differ."""
    return islice((other for text, other in same.items() if text != own), NAMED)
