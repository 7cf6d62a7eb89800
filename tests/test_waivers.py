"""Waivers, and the reports of `planbook check` for people, programs, and GitHub."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from planbook.checks.rules import FILE, Waiver
from planbook.cli import main
from planbook.commands.check import check
from planbook.locales import Bilingual
from planbook.pipeline import Conversion
from planbook.sources import FILES, read_sources
from planbook.statements.guide import FILE as GUIDE
from planbook.statements.targets import FILE as TARGETS
from planbook.store import read_files
from planbook.translation.memory import FILE as MEMORY
from planbook.translation.memory import format_memory
from projects import rich_project

REASON = Bilingual(zh="理由", en="the reason")
RIGHT, WRONG = "50,000 jobs", "5,000 jobs"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project; one minor finding is its own."""
    return rich_project(tmp_path)


@pytest.fixture
def broken(project: Path) -> Path:
    """A project in which one figure of the English has lost a digit."""
    file = project / MEMORY
    text = file.read_text("utf-8")
    assert text.count(RIGHT) == 1
    file.write_text(text.replace(RIGHT, WRONG), "utf-8")
    return project


def waive(project: Path, rule: str, quote: str) -> None:
    entry = f'[[waiver]]\nrule = "{rule}"\nquote = "{quote}"\n'
    reason = 'reason = { zh = "理由", en = "the reason" }\n'
    (project / FILE).write_text(entry + reason, "utf-8")


def run_check(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["--root", str(project), "check", *words])
    return code, capsys.readouterr().out


def test_a_finding_names_place_both_texts_and_remedy(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run_check(broken, capsys)
    assert code == 1
    assert "N01 critical: a number is missing or changed (1)" in said
    assert "5万 = 50,000 is not in the English" in said
    assert "zh 到2025年" in said
    assert f"will add {WRONG}" in said
    assert "remedy: give the Chinese value exactly" in said
    line = int(said.partition(f"{MEMORY}:")[2].partition(":")[0])
    assert "5万人" in (broken / MEMORY).read_text("utf-8").splitlines()[line - 1]


def test_programs_read_the_findings(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run_check(broken, capsys, "--format", "json")
    content = json.loads(said)
    assert code == 1
    assert content["counts"] == {"critical": 1, "major": 1, "minor": 1, "pending": 0}
    assert [one["rule"] for one in content["findings"]] == ["N01", "N03", "W04"]
    assert content["findings"][0]["reference"] == "1.1.0.1.1"
    assert content["findings"][0]["file"] == MEMORY


def test_github_shows_the_finding_at_its_line(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run_check(broken, capsys, "--format", "github")
    first = said.splitlines()[0]
    assert code == 1
    assert first.startswith(f"::error file={MEMORY},line=")
    assert ",title=N01::1.1.0.1.1: 5万" in first
    assert "%0Azh 到2025年" in first


def test_a_waived_finding_stands_with_its_reason(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = "".join(
        f'[[waiver]]\nrule = "{rule}"\nquote = "5万人"\nreason = {{ zh = "一", en = "one" }}\n'
        for rule in ("N01", "N03")
    )
    (broken / FILE).write_text(both, "utf-8")
    code, said = run_check(broken, capsys, "--format", "json")
    assert code == 0
    waived = json.loads(said)["waived"]
    assert [(one["rule"], one["reference"], one["reason"]) for one in waived] == [
        ("N01", "1.1.0.1.1", "one"),
        ("N03", "1.1.0.1.1", "one"),
    ]


def test_readers_see_what_was_let_stand(broken: Path) -> None:
    waive(broken, "N01", "5万人")
    for name in (TARGETS, GUIDE):  # which have the figure too, and would not let it stand
        (broken / name).write_text("", "utf-8")
    assert main(["--root", str(broken), "convert"]) == 0
    page = (broken / "docs/en/translation.md").read_text("utf-8")
    assert "[1.1.0.1.1](plan/ch1/s1.md#p-1-1-0-1)" in page
    assert "the reason" in page


@pytest.mark.parametrize(
    ("rule", "quote", "fault"),
    [
        ("N01", "加强组织保障", "is not needed"),
        ("N01", "没有这样的文字", "is not needed"),
        ("N99", "5万人", "names an unknown rule"),
    ],
)
def test_a_waiver_that_is_not_needed_is_an_error(
    project: Path, capsys: pytest.CaptureFixture[str], rule: str, quote: str, fault: str
) -> None:
    waive(project, rule, quote)
    code, said = run_check(project, capsys)
    assert code == 1
    assert f"{FILE}: the waiver of {rule}" in said
    assert fault in said
    assert "remedy: " in said


def test_a_waiver_fits_one_unit(project: Path) -> None:
    sources = read_sources(read_files(project, FILES))
    emptied = {name: replace(one, target="") for name, one in sources.memory.entries.items()}
    memory = replace(sources.memory, entries=emptied)
    waiver = Waiver(rule="F02", quote="主要任务", reason=REASON)
    made = Conversion(replace(sources, memory=memory, waivers=(waiver,)))
    checked = check(made, format_memory(memory, "plan"))
    (problem,) = checked.weighed.problems
    assert "fits several units" in str(problem)
    assert not checked.holds


def test_a_waiver_has_a_reason(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / FILE).write_text('[[waiver]]\nrule = "N01"\nquote = "5万人"\n', "utf-8")
    assert main(["--root", str(project), "check"]) == 1
    assert "missing required field `reason`" in capsys.readouterr().err


def test_minor_findings_do_not_fail(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = project / MEMORY
    text = file.read_text("utf-8")
    file.write_text(
        text.replace(
            "will be strengthened",
            "will be actively strengthened",
        ),
        "utf-8",
    )
    code, said = run_check(project, capsys)
    assert code == 0
    assert "W07 minor: padding (1)" in said


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rules"]) == 0
    assert "N01  critical  a number is missing or changed" in capsys.readouterr().out
