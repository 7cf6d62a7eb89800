"""Gathers every rule: a letter for its subject, a number by age. STYLE.md gives the reasons."""

from collections.abc import Iterable
from dataclasses import dataclass

from planbook.checks import form, meaning, numbers, terms, wording
from planbook.checks.kit import Kit, Rule
from planbook.checks.units import Unit
from planbook.translation.memory import PUBLISHED


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a unit breaks."""

    rule: Rule
    unit: Unit
    found: str


MODULES = (numbers, form, terms, meaning, wording)
FOUND = (one for module in MODULES for one in vars(module).values() if isinstance(one, Rule))
RULES = tuple(sorted(FOUND, key=lambda rule: ("NFTMW".index(rule.code[0]), rule.code)))
BY_CODE = {rule.code: rule for rule in RULES}
UNFINISHED = tuple(rule for rule in RULES if rule.severity == "pending")
CRITICAL = tuple(rule for rule in RULES if rule.severity == "critical" or rule in UNFINISHED)
"""What bars an answer from being stored: having none is no fault of an edition, but of an answer."""


def judge(units: Iterable[Unit], kit: Kit) -> list[Finding]:
    """Everything that the rules find, in the order of the units. No unit is left out.

    Missing or unfinished English is judged only by the rules for it, not by every rule.
    """
    return [
        Finding(rule, unit, found)
        for unit in units
        for rule in (RULES if unit.status in PUBLISHED else UNFINISHED)
        for found in rule.judge(unit, kit)
    ]


def critical(source: str, target: str, kit: Kit | None = None) -> tuple[str, ...]:
    """The faults that critical rules find in `target` as the English of `source`; empty if none.

    With a kit, names of its termbase that contain a number are judged as names.
    """
    unit, kit = Unit(source, target), kit or Kit()
    return tuple(
        f"{rule.code} {rule.title}: {found}" for rule in CRITICAL for found in rule.judge(unit, kit)
    )
