"""Weighs waivers: findings that a person has reviewed and accepted, each with a reason."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from msgspec import Struct

from planbook.checks.rules import BY_CODE, Finding
from planbook.fields import Line
from planbook.locales import Bilingual
from planbook.problems import Problem, quote

FILE = "source/waivers.toml"


class Waiver(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule that one unit need not follow."""

    rule: Line
    """The rule's code, e.g., `N06`."""
    quote: Line
    """Part of the unit's Chinese, enough to identify it among all with such a finding."""
    reason: Bilingual
    """The reason why a reader can accept it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Findings without the waived ones."""

    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]
    problems: tuple[Problem, ...]
    """Waivers that fit no unit, or more than one."""


def weigh(findings: Collection[Finding], waivers: Collection[Waiver]) -> Weighed:
    """Remove the waived findings. Law: a waiver fits exactly one unit, or is a problem."""
    fitting = {waiver: [one for one in findings if fits(waiver, one)] for waiver in waivers}
    waived = tuple((one, waiver) for waiver, found in fitting.items() for one in found)
    gone = {id(one) for one, _ in waived}
    left = tuple(one for one in findings if id(one) not in gone)
    return Weighed(left, waived, tuple(faults(fitting)))


def fits(waiver: Waiver, finding: Finding) -> bool:
    return finding.rule.code == waiver.rule and waiver.quote in finding.unit.source


def faults(fitting: dict[Waiver, list[Finding]]) -> Iterator[Problem]:
    for waiver, found in fitting.items():
        named = f"the waiver of {waiver.rule} on {quote(waiver.quote)}"
        if waiver.rule not in BY_CODE:
            rules = ", ".join(BY_CODE)
            yield Problem(FILE, f"{named} names an unknown rule", f"use one of {rules}")
        elif not found:
            yield Problem(FILE, f"{named} is not needed", "remove it, or correct its quote")
        elif len({one.unit.source for one in found}) > 1:
            units = ", ".join(one.unit.reference for one in found)
            remedy = "quote more of the unit that is meant"
            yield Problem(FILE, f"{named} fits several units: {units}", remedy)
