"""Lists every rule: a letter for its subject, a number by age. STYLE.md gives the reasons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from planbook.checks import form, meaning, numbers, terms, wording
from planbook.checks.kit import Kit
from planbook.checks.units import Unit
from planbook.links.terms import Term
from planbook.translation.memory import PUBLISHED

Severity = Literal["critical", "major", "minor"]
SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with a unit."""

    code: str
    """A letter for the subject and two digits, e.g., `N01`."""
    severity: Severity
    title: str
    """The fault that it finds, as a phrase."""
    remedy: str
    """The remedy, as an instruction."""
    judge: Callable[[Unit, Kit], Iterable[str]]
    """Gives a phrase for each fault found."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a unit breaks."""

    rule: Rule
    unit: Unit
    found: str


RULES = (
    Rule(
        "N01", "critical", "a number is missing or changed",
        "give the Chinese value exactly: 万 is 10,000, 亿 is 100 million", numbers.missing,
    ),
    Rule(
        "N02", "critical", "a label is missing or changed",
        "copy the label unchanged", numbers.lost_label,
    ),
    Rule(
        "N03", "major", "an extra number",
        "remove it, or write it in words if the Chinese implies it", numbers.surplus,
    ),
    Rule(
        "N04", "major", "a qualifier is missing",
        "add it to the number; see the table in S20", numbers.lost_qualifier,
    ),
    Rule(
        "N05", "major", "a unit or currency is wrong",
        "use the unit in the Chinese, and RMB only for 元", numbers.wrong_unit,
    ),
    Rule(
        "N06", "major", "numbers are in a different order",
        "check what each number refers to; keep the order of the Chinese", numbers.other_order,
    ),
    Rule(
        "F01", "critical", "Chinese is left in the English",
        "translate it; Chinese characters may appear in a note", form.han_left,
    ),
    Rule("F02", "critical", "no English", "translate the unit", form.empty),
    Rule("F03", "critical", "Chinese repeated as English", "translate the unit", form.echoed),
    Rule(
        "F04", "critical", "a service's message instead of a translation",
        "translate the unit", form.service_message,
    ),
    Rule(
        "F05", "critical", "unfinished English",
        "update it, have it reviewed, then set its state and remove `fuzzy`",
        form.unfinished,
    ),
    Rule("F06", "critical", "broken markup", "remove it, or pair the marks", form.broken_markup),
    Rule(
        "T01", "major", "a term without its English",
        "use one of its forms, or add the form to `admitted` in source/terms.toml",
        terms.missing_form,
    ),
    Rule(
        "T02", "major", "a forbidden form of a term",
        "use the preferred form", terms.forbidden_form,
    ),
    Rule(
        "T03", "major", "one Chinese text with two English translations",
        "use the same English for both", terms.two_targets,
    ),
    Rule(
        "T04", "major", "two Chinese texts with the same English",
        "make the English show the difference", terms.two_sources,
    ),
    Rule("M01", "major", "a negation is lost or added", "negate what the Chinese negates",
         meaning.negation),
    Rule(
        "M02", "major", "a plan and a result are confused",
        "use `will` for plans and the past tense for reported results", meaning.tense,
    ),
    Rule("M03", "major", "the strength of intent is lost", "see the table in S13",
         meaning.strength),
    Rule("M04", "major", "the length is unusual", "look for text that was left out or added",
         meaning.length),
    Rule("M05", "major", "a list is missing a member", "include every member of the list",
         meaning.members),
    Rule("M06", "major", "an absolute negative about the plan",
         "say it of the text at hand (所据文本): a part of the plan may be missing from it",
         meaning.absence),
    Rule("W01", "minor", "an unknown word",
         "correct it, or add the name to source/terms.toml", wording.spelling),
    Rule("W02", "minor", "a spelling that is not American", "use the American spelling",
         wording.variant),
    Rule("W03", "minor", "a doubled word", "remove one", wording.doubled),
    Rule("W04", "minor", "punctuation", "see S05, S38, S39, S42", wording.punctuation),
    Rule("W05", "minor", "a long sentence", "split it where its meaning turns",
         wording.long_sentence),
    Rule("W06", "minor", "capitals", "begin a unit with a capital; use sentence case in headings",
         wording.capitals),
    Rule("W07", "minor", "padding", "remove it", wording.filler),
)  # fmt: skip
BY_CODE = {rule.code: rule for rule in RULES}
CRITICAL = tuple(rule for rule in RULES if rule.severity == "critical")
UNFINISHED = tuple(rule for rule in RULES if rule.code in ("F02", "F05"))


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


def critical(source: str, target: str, terms: Iterable[Term] = ()) -> tuple[str, ...]:
    """The faults that critical rules find in `target` as the English of `source`; empty if none.

    With `terms`, names that contain a number are judged as names.
    """
    unit, kit = Unit(source, target), Kit(terms)
    return tuple(
        f"{rule.code} {rule.title}: {found}" for rule in CRITICAL for found in rule.judge(unit, kit)
    )
