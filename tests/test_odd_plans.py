"""Small plans of odd make: each is converted, and stays as it is, or a message says why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from planbook.cli import main
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.decode import FILE as PLAN_FILE
from projects import tiny_project

pytestmark = pytest.mark.slow  # hundreds of plans

PIECES = (
    "", "第一章", "第一章\t总则", "第一章：甲", "第一章。", "一、", "（一）", "(一)甲", "1.", "1.\n2.", "（1）", "1.甲", "１．甲", "1.1甲",
    "①甲", "表1", "表1 指标", "表1-1 甲", "表1.2 甲", "表〇", "表999 甲", "表两 甲", f"表{'1' * 5000}", "图1", "专栏1 甲", "附表1 甲",
    "附件", "附件1", "附件1\n附件2", "附录：", "附件\n一、甲", "目录", "目录\n第一章", "目录\n……1\n第一章 甲", "目录\n目录\n目录",
    "——", "—— 甲", "——甲。", "- ", "- 甲", "·", "•甲", "— 8 —", "- 8 -", "8", "第8页", "\f", "\ufeff", "\u2028", "\u200b", "\x85", "\x00",
    "\t", "a\tb", "a\tb\nc\td", "a\t\t\tb\nc", "|a|b|", "|a||b|\n|c|d|", "||||", "|", "。", "：", "；", "，", "“", "”", "（", "《", "…", "。。。",
    "第〇章 甲", "第零章 甲", "第十十章 甲", "一一、甲", "第0章 甲", "0.甲", "00.甲", "百百百百百百百百百百、甲", "第百章 甲", "第999章 甲",
    "第一百零一章 甲", f"第{'一' * 5000}章 甲", "第一章 第二章 第三章", "一、二、三、", "（一）（二）（三）", "一、甲：\n1.\n2.", "一、甲\n任务：\n1.甲\n2.",
    "甲", "甲。", "甲：", "甲。乙。", "A", "2025年", "Big\tData。", "\r", "\x0b", "\u3000", "\u00a0甲", "é́", "😀", "İß", "㐀",
    "第一篇 甲", "第一部分 甲", "第一节 甲", "第1章甲", "第 1 章 甲", "<script>", "{: #a }", "[^1]: 甲", "¹", "¹甲", "甲¹", "甲¹。\n¹乙。", "¹²", "[i]甲", "甲[i]", "\\", "&amp;", "www.a.b", "甲" * 400,
)  # fmt: skip
ORDINARY = (
    "第一章 甲",
    "第二章 乙",
    "一、甲",
    "二、乙",
    "（一）甲",
    "（二）乙",
    "1.甲",
    "2.乙",
    "正文。",
    "任务：",
)
WHOLE = "第一章 总则\n本章说明。\n"


def plans(count: int) -> Iterator[str]:
    for one in PIECES:
        yield from (one, WHOLE + one, f"{one}\n{WHOLE}", f"{WHOLE}{one}\n正文在此。")
    chance = Random(5)
    for _ in range(count):
        pieces = chance.choices((*PIECES, *ORDINARY * 3), k=chance.randint(2, 9))
        yield chance.choice(("\n", "\n", "\n", "", " ", "\t", "\r\n")).join(pieces)


def converted(project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and messages, once the counts of edits are as they have to be."""
    counts: dict[str, str] = {}
    while True:
        code = main(["--root", str(project), "convert"])
        said = capsys.readouterr().err
        wanted = dict(re.findall(r"then write: ([\w-]+) = (\d+)", said))
        if not wanted:
            return code, said
        counts |= wanted
        lines = "".join(f"{rule} = {count}\n" for rule, count in counts.items())
        (project / REPAIRS_FILE).write_text(f"[mechanical]\n{lines}", "utf-8")


@pytest.mark.parametrize("part", range(4))
def test_an_odd_plan_is_converted_or_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], part: int
) -> None:
    codes = set()
    for number, plan in enumerate(plans(200)):
        if number % 4 == part:
            project = tiny_project(tmp_path / str(number))
            (project / PLAN_FILE).write_bytes(plan.encode())
            code, said = converted(project, capsys)
            codes.add(code)
            assert code in (0, 1), plan
            assert "remedy: " in said or code == 0, plan
            assert code or main(["--root", str(project), "convert", "--check"]) == 0, plan
    assert codes == {0, 1}
