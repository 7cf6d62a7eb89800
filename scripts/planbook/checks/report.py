"""Reports findings for people, for programs, and as annotations of a GitHub run."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planbook.checks.kit import SEVERITIES, Rule
from planbook.checks.rules import RULES, Finding
from planbook.checks.waivers import Weighed
from planbook.translation.memory import key

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
        """What must be corrected or waived."""
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


def list_rules(rules: Iterable[Rule] = RULES) -> str:
    return "\n".join(f"{one.code}  {one.severity:<9} {one.title}: {one.remedy}" for one in rules)
