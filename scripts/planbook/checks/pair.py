"""The critical rules on two texts alone, for whoever is about to store a translation."""

from __future__ import annotations

from collections.abc import Iterable

from planbook.checks.kit import Kit
from planbook.checks.rules import RULES
from planbook.checks.units import Unit
from planbook.links.terms import Term

CRITICAL = tuple(rule for rule in RULES if rule.severity == "critical")


def critical(source: str, target: str, terms: Iterable[Term] = ()) -> tuple[str, ...]:
    """What the critical rules find wrong with `target` as the English of `source`.

    With `terms`, names that contain a number are judged as names. Empty: nothing.
    """
    unit, kit = Unit(source, target), Kit(terms)
    return tuple(
        f"{rule.code} {rule.title}: {found}" for rule in CRITICAL for found in rule.judge(unit, kit)
    )
