"""Applies all rules, sets aside waived findings (those accepted with a reason), and reports the others."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct

from planbook.checks import form, meaning, numbers, wording
from planbook.checks.kit import SEVERITIES, Kit, Rule, Unit
from planbook.fields import Line
from planbook.locales import Bilingual
from planbook.problems import Problem, quote
from planbook.translation.memory import PUBLISHED, key


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a unit breaks."""

    rule: Rule
    unit: Unit
    found: str


MODULES = (numbers, form, meaning, wording)
FOUND = (one for module in MODULES for one in vars(module).values() if isinstance(one, Rule))
RULES = tuple(sorted(FOUND, key=lambda rule: ("NFTMW".index(rule.code[0]), rule.code)))
BY_CODE = {rule.code: rule for rule in RULES}
UNFINISHED = tuple(rule for rule in RULES if rule.severity == "pending")
CRITICAL = tuple(rule for rule in RULES if rule.severity == "critical" or rule in UNFINISHED)
"""The rules that an engine's answer must pass. For an answer, being empty is a fault too."""


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


# --- waivers


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


# --- the report


GRAVE = ("critical", "major")
LEVELS = {"critical": "error", "major": "error", "minor": "warning"}


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of one run."""

    units: int
    weighed: Weighed
    lines: Mapping[str, int]
    """The line of each unit's entry in the PO file, by the unit's key."""

    def line(self, finding: Finding) -> int:
        return self.lines.get(key(finding.unit.source), 0)

    @property
    def counts(self) -> Counter[str]:
        return Counter(one.rule.severity for one in self.weighed.findings)

    @property
    def holds(self) -> bool:
        """True if nothing critical or major is left and every waiver is needed."""
        return not self.grave and not self.weighed.problems

    @property
    def grave(self) -> list[Finding]:
        """The findings that must be corrected or waived."""
        return [one for one in self.weighed.findings if one.rule.severity in GRAVE]


def summary(checked: Checked) -> str:
    counts = ", ".join(f"{checked.counts[severity]} {severity}" for severity in SEVERITIES)
    waived = len(checked.weighed.waived)
    return f"{checked.units} units, {len(RULES)} rules: {counts}; {waived} waived"


def for_people(checked: Checked) -> str:
    """Findings by rule, most severe first: reference, line, fault, both texts.

    What is pending is only counted: in a new edition, that is every sentence.
    """
    told = (rule for rule in RULES if rule.severity != "pending")
    rules = sorted(told, key=lambda rule: (SEVERITIES.index(rule.severity), rule.code))
    blocks = [block for rule in rules for block in group(rule, checked)]
    problems = map(str, checked.weighed.problems)
    return "\n".join([*blocks, *problems, summary(checked)])


def group(rule: Rule, checked: Checked) -> Iterator[str]:
    found = [one for one in checked.weighed.findings if one.rule is rule]
    if not found:
        return
    yield f"{rule.code} {rule.severity}: {rule.title} ({len(found)})\n  remedy: {rule.remedy}"
    for one in found:
        line = checked.line(one)
        place = f"{one.unit.reference} {one.unit.file}{f':{line}' if line else ''}"
        yield f"  {place}: {one.found}\n    zh {one.unit.source}\n    en {one.unit.target}"


def as_json(checked: Checked) -> str:
    """One object: units, counts, findings, waived findings, and problems; keys in a fixed order."""
    waived = [
        {"rule": one.rule.code, "reference": one.unit.reference, "reason": waiver.reason.en}
        for one, waiver in checked.weighed.waived
    ]
    content = {
        "units": checked.units,
        "counts": {severity: checked.counts[severity] for severity in SEVERITIES},
        "findings": [record(one, checked) for one in checked.weighed.findings],
        "waived": waived,
        "problems": [str(one) for one in checked.weighed.problems],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def record(finding: Finding, checked: Checked) -> dict[str, str | int]:
    return {
        "rule": finding.rule.code,
        "severity": finding.rule.severity,
        "reference": finding.unit.reference,
        "file": finding.unit.file,
        "line": checked.line(finding),
        "found": finding.found,
        "remedy": finding.rule.remedy,
        "source": finding.unit.source,
        "target": finding.unit.target,
    }


def for_github(checked: Checked) -> str:
    """Workflow commands; GitHub shows each beside its line of the PO file."""
    lines = [
        command(
            LEVELS[one.rule.severity], one.unit.file, checked.line(one), one.rule.code, message(one)
        )
        for one in checked.weighed.findings
        if one.rule.severity != "pending"
    ]
    lines += [
        command("error", one.file, 0, "waiver", f"{one.found}\nremedy: {one.remedy}")
        for one in checked.weighed.problems
    ]
    return "\n".join([*lines, summary(checked)])


def message(finding: Finding) -> str:
    unit, rule = finding.unit, finding.rule
    texts = f"zh {unit.source}\nen {unit.target}"
    return f"{unit.reference}: {finding.found}\n{texts}\nremedy: {rule.remedy}"


def command(level: str, file: str, line: int, title: str, text: str) -> str:
    """`::error file=…,line=…,title=…::…`, escaped as GitHub's toolkit does."""
    place = f"file={file},line={max(1, line)},title={title}"
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{level} {place}::{escaped}"


def list_rules() -> str:
    return "\n".join(f"{one.code}  {one.severity:<9} {one.title}: {one.remedy}" for one in RULES)
