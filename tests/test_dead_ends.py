"""No answer leads nowhere: what is accepted can be gone on with, and what is not needed taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planbook.cli import main
from planbook.commands.repair import fitting, problems_of
from planbook.pipeline import source_files
from planbook.problems import Problem
from planbook.structure.styles import FILE as ACCOUNT
from planbook.text.declared import FILE
from planbook.text.decode import FILE as PLAN
from projects import tiny_project

TITLE = "某区规划纲要"
ROUNDS = 10
Shown = dict[int, int]
"""The levels that the original gives to some lines."""
LINES = [
    "{}、任务", "（{}）任务", "第{}章 任务", "第{}节 任务", "{n}.任务", "{n}.", "{n}.做好任务。办好事情。", "①任务。", "重点任务",
    "发展目标", "组织实施", "做好任务。", "做好任务", "一是做好任务。", "表{n} 指标", "附件{n} 方案", "结语", "• 任务", "• 任务；及",
]  # fmt: skip
WHY = 'why = { zh = "无", en = "None" }\n'
TEXT = f"{TITLE}\n第一章 总则\n依法编制规划。\n第二章 产业\n做强做优产业。\n"
UNNEEDED = {
    "style": "[[style]]\nlevel = 1\n",
    "family": '[[family]]\nmark = "（一）"\nreads = "item"\n',
    "heading": '[[repair]]\nkind = "heading"\nline = 3\nbefore = "依法编制规划。"\n',
    "paragraph": '[[repair]]\nkind = "paragraph"\nline = 3\nbefore = "依法编制规划。"\n',
    "item": '[[repair]]\nkind = "item"\nline = 2\nbefore = "第一章"\n',
    "contents": '[[repair]]\nkind = "contents"\nline = 2\nbefore = "第一章"\n',
    "table": '[[repair]]\nkind = "table"\nline = 3\nbefore = "依法"\ncolumns = 2\n',
    "typo": '[[repair]]\nkind = "typo"\nline = 3\nbefore = "依发编制"\nafter = "依法编制"\n',
    "join": '[[repair]]\nkind = "join"\nline = 3\nbefore = "规划\\n第二章"\nafter = "规划第二章"\n',
    "omit": '[[repair]]\nkind = "omit"\nline = 3\nbefore = "第三章"\n',
    "text": '[text]\nlines = "broken"\n',
    "missing": '[[missing]]\nlabel = "表9"\nline = 90\nnotice = { zh = "无", en = "None" }\n',
}  # fmt: skip


def files_of(lines: list[str], shown: Shown, base: dict[str, bytes]) -> dict[str, bytes]:
    """The sources of a text whose original shows some of its lines as headings."""
    rows = (f'{{ line = {at}, level = {shown[at]}, text = "{lines[at - 1]}" }}' for at in shown)
    account = f"kind = 'HTML page'\nheadings = [{', '.join(rows)}]\n"
    text = "\n".join(lines) + "\n"
    return {**base, PLAN: text.encode(), ACCOUNT: account.encode(), FILE: b"[mechanical]\n"}


def settled(files: dict[str, bytes]) -> tuple[Problem, ...]:
    """What is open once the first answers to all questions are accepted, round after round."""
    for _ in range(ROUNDS):
        problems = problems_of(files)
        questions = [one for one in problems if one.answers]
        assert not [one for one in problems if one.file == FILE and not one.answers]
        if not questions or is_empty(problems):
            return problems
        kept, text = fitting(files, [one.answers[0] for one in questions])
        assert kept
        files = {**files, FILE: text.encode()}
    raise AssertionError(problems)


def is_empty(problems: tuple[Problem, ...]) -> bool:
    """True for a text without a heading, from which no plan can be made."""
    return any("no headings at all" in one.found for one in problems)


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[str], Shown]:
    numbered = st.builds(
        lambda line, n: line.format("一二三"[n - 1], n=n), st.sampled_from(LINES), st.integers(1, 3)
    )
    lines = [TITLE, *draw(st.lists(numbered, min_size=4, max_size=24))]
    levels = st.lists(st.sampled_from([None, None, 0, 0, 1, 2]), min_size=len(lines))
    found = enumerate(draw(levels)[1 : len(lines)], 2)
    return lines, {at: level for at, level in found if level is not None}


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return source_files(tiny_project(tmp_path_factory.mktemp("base"), TEXT))


@pytest.mark.slow
@settings(max_examples=150)
@given(found=texts())
def test_the_first_answers_never_block_a_project(
    base: dict[str, bytes], found: tuple[list[str], Shown]
) -> None:
    left = settled(files_of(*found, base))
    assert not left or is_empty(left), left


@pytest.mark.parametrize(
    "text",
    [
        "总体要求*|（一）思路*|坚持创新。|（二）目标*|产值增长。|重点任务*|（一）基础*|建设机场。|（二）应用*|开通航线。",
        "一、甲*|做好甲。|二、乙*|做好乙。|三、丙*|做好丙。|重点*|（一）丁*|做好丁。|要点*|（一）戊*|做好戊。|附表：指标*|四、己|做好己。",
        "重点*|1.|做好甲。|2.|做好乙。|要点*|1.|做好丙。|•戊；及|•己。",
    ],
)  # fmt: skip
def test_a_page_with_emphasis_is_settled_by_first_answers(
    base: dict[str, bytes], text: str
) -> None:
    lines = [TITLE, *text.split("|")]
    shown = {at: 0 for at, one in enumerate(lines, 1) if one.endswith("*")}
    assert settled(files_of([one.rstrip("*") for one in lines], shown, base)) == ()


@pytest.mark.parametrize("kind", UNNEEDED)
def test_an_entry_without_need_is_taken_back_by_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    root = tiny_project(tmp_path, TEXT)
    account = 'kind = "DOCX"\nheadings = [{ line = 2, level = 1, text = "第一章 总则" }]\n'
    (root / ACCOUNT).write_text(account, "utf-8")
    entry = UNNEEDED[kind] + ("" if kind == "missing" else WHY)
    for words in (["--accept", "1"], ["--take-back", "1"]):
        (root / FILE).write_text(f"[mechanical]\n\n{entry}", "utf-8")
        assert main(["--root", str(root), "repair"]) == 1
        assert "# take back line 3 of source/repairs.toml" in capsys.readouterr().err
        assert main(["--root", str(root), "repair", *words]) == 0
        assert (root / FILE).read_text("utf-8") == "[mechanical]\n"
        assert main(["--root", str(root), "repair"]) == 0
