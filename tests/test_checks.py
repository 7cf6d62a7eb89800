"""The rules of `planbook check`: each on typed cases, all on the real text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from drafts import term
from planbook.checks.kit import Kit, Unit, units_of
from planbook.checks.rules import BY_CODE, RULES, critical, judge
from planbook.checks.wording import manner_of
from planbook.cli import main
from planbook.pipeline import Conversion
from planbook.sources import Sources
from planbook.statements.tie import own_units
from planbook.translation.memory import FILE as MEMORY_FILE
from projects import DESCRIPTION

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests/data/checks.txt"
BLOCK = re.compile(
    r"^(?P<title>[A-Z]\d\d .+)\n\.\n(?P<zh>.*\n)\.\n(?P<en>(?:[^.\n].*\n|\.[^\n].*\n)*)\.\n"
    r"(?P<found>(?:[^.\n].*\n)*)\.\n",
    re.MULTILINE,
)
ACROSS = {"T03", "T04"}
"""Rules on more than one unit; they have tests of their own."""


TERMS = (
    term("街道", "subdistrict", forbidden=("street office",)),
    term("浮山", "Fushan"),
    term("浮山商务组团", "Fushan Business Cluster"),
    term("新金桥5号", "New Golden Bridge V"),
    term("十四五", "14th Five-Year Plan"),
    term("五位一体", "Five-Sphere Integrated Plan", context=("总体布局",)),
    term("五位一体", "five-in-one", context=("共建共治",)),
)


@dataclass(frozen=True)
class Case:
    title: str
    source: str
    target: str
    found: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.title[:3]

    @property
    def unit(self) -> Unit:
        words = self.title.split()
        kind = next((one for one in ("lead", "title") if one == words[1]), "sentence")
        return Unit(
            self.source,
            self.target,
            status="draft" if words[1:] == ["draft"] else "reviewed",
            kind=kind,  # type: ignore[arg-type]
            looks_back=words[1] == "past",
            file="source/guide.toml" if words[1] == "remark" else MEMORY_FILE,
        )


def read_cases() -> Iterator[Case]:
    for one in BLOCK.finditer(CASES.read_text("utf-8")):
        found = tuple(one["found"].splitlines())
        yield Case(one["title"], one["zh"].strip(), one["en"].strip(), found)


ALL = list(read_cases())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_a_rule_finds_what_it_should(case: Case) -> None:
    assert tuple(BY_CODE[case.code].judge(case.unit, Kit(TERMS, plan=DESCRIPTION))) == case.found


def test_every_block_of_the_file_is_a_case() -> None:
    titles = re.findall(r"^[A-Z]\d\d .*$", CASES.read_text("utf-8"), re.MULTILINE)
    assert [one.title for one in ALL] == titles


def test_every_rule_has_a_case_that_speaks_and_one_that_is_silent() -> None:
    speaking = {one.code for one in ALL if one.found}
    silent = {one.code for one in ALL if not one.found}
    assert speaking == silent == {rule.code for rule in RULES} - ACROSS


def test_every_rule_stands_in_the_style_guide() -> None:
    named = re.findall(r"\*Checked: ([^*]+)\*", (ROOT / "STYLE.md").read_text("utf-8"))
    codes = {code for one in named for code in re.findall(r"[A-Z]\d\d", one)}
    assert codes | {"F02", "F03", "F04", "F05"} == set(BY_CODE)


def test_two_english_texts_for_one_chinese() -> None:
    one = Unit("推进试点。", "It will advance the pilot.", reference="1.1.0.1.1")
    other = Unit("推进试点", "Carrying out pilots", reference="1.1", kind="title")
    found = judge([one, other], Kit(units=[one, other]))
    assert [finding.rule.code for finding in found if finding.rule.code[0] == "T"] == ["T03"] * 2


def test_two_chinese_texts_with_one_english() -> None:
    one = Unit("推进试点。", "It will advance the pilot.", reference="1.1.0.1.1")
    other = replace(one, source="推动试点。", reference="2.1.0.1.1")
    found = judge([one, other], Kit(units=[one, other]))
    assert [finding.rule.code for finding in found] == ["T04"] * 2


def test_only_what_is_critical_bars_a_translation_from_being_stored() -> None:
    assert critical("推进试点。", "It will advance the the pilot") == ()
    assert critical("食品合格率达到98%。", "The rate will reach 89%.") == (
        "N01 a number is missing or changed: 98 = 98 is not in the English",
    )


def test_the_english_varies(conversion: Conversion) -> None:
    """STYLE.md, S43, and S02 on the length of sentences."""
    edition = conversion.edition
    manner = manner_of(units_of(edition.outline, edition.memory))
    counts = [manner.beginnings[f"{one} will"] for one in ("It", "The district", "Shibei")]
    assert counts[0] <= 0.15 * manner.sentences
    assert sum(counts) <= 0.30 * manner.sentences
    assert 20 < manner.words / manner.sentences < 28


def test_sentences_and_their_beginnings_are_counted() -> None:
    text = (
        "It will build the “A” Park. It will open “B.” Shibei will grow by 2.5%. Then it will act."
    )
    manner = manner_of([Unit("中", text), Unit("中", "It will not count", kind="title")])
    assert (manner.sentences, manner.words) == (4, 19)
    assert dict(manner.beginnings) == {"It will": 2, "Shibei will": 1, "Then it will": 1}


DENIES = re.compile(
    r"[Tt]he plan (?:itself )?(?:does not|has no|gives no|gives only|names no|says no)"
    r"|规划(?:本身)?(?:没有|未)"
)


def test_nothing_is_denied_of_the_plan(sources: Sources) -> None:
    """In definitions, notes, and the edition's words, as M06 has it for statements."""
    texts = [text for one in sources.terms for text in (one.definition_zh, one.definition_en)]
    texts += [one.note for one in sources.memory.entries.values()]
    texts += [text for one in sources.notes for text in (one.note.zh, one.note.en)]
    folder = ROOT / "scripts/planbook"
    paths = (*folder.glob("words/*.toml"), *folder.glob("pages/templates/*.md"))
    texts += [path.read_text("utf-8") for path in paths]
    assert [found[0] for text in texts for found in DENIES.finditer(text)] == []


def test_the_published_text_holds(
    capsys: pytest.CaptureFixture[str], conversion: Conversion, sources: Sources
) -> None:
    """The plan's sentences, and ours about it."""
    assert main(["--root", str(ROOT), "check", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["counts"]["critical"] == said["counts"]["major"] == 0
    ours = len(
        list(
            own_units(
                conversion.linked, sources.targets, sources.sectors, sources.places, sources.guide
            )
        )
    )
    assert said["units"] == 612 + ours
    assert ours > 300
    assert len(said["waived"]) <= 10
    assert said["problems"] == []
