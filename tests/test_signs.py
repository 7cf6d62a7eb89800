"""Signs by rule: full stops and marks in full width, digits in half, quotes in pairs, English as it is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from planbook.cli import main
from planbook.description import FILE as DESCRIPTION_FILE
from planbook.text.declared import FILE
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.decode import Text
from planbook.text.repair import Repaired, Repairs, repair
from projects import tiny_project


def repaired(text: str) -> Repaired:
    made = repair(Text(text, "utf-8", b"", "\n"), Repairs((), None))
    assert made.journal.undo(made.text) == text
    return made


STOPS = [
    ("健全体系.新建医院3家,培训医生.", "健全体系。新建医院3家，培训医生。"),
    ("健全体系 . 新建医院. ", "健全体系。新建医院。"),
    ("健全体系．新建医院．", "健全体系。新建医院。"),
    ("实施“一网统管”.占比达到5%.推进改革.", "实施“一网统管”。占比达到5%。推进改革。"),
    ("比重调整为8.2∶50.2.城乡收入达到500.", "比重调整为8.2∶50.2。城乡收入达到500。"),
    ("大力发展AI.推进5G.", "大力发展AI。推进5G。"),
    ("学习卡尔.马克思、列夫.托尔斯泰.", "学习卡尔·马克思、列夫·托尔斯泰。"),
    ("买买提.艾力负责.推进改革.", "买买提·艾力负责。推进改革。"),
    ("总量达到500.\n2025年，推进改革.", "总量达到500。\n2025年，推进改革。"),
    ("总量达到500.\n2.推进改革.", "总量达到500。\n2.推进改革。"),
]
NO_STOPS = [
    "一.总体要求", "（一）.总体要求", "第一章.总体要求", "第3条.总体要求", "1.总体要求", "1.1.总体要求", "A.总体要求",
    "总则......5", "“十四.五”时期", "附件1.", "表1.", "由J.K.罗琳作序", "版本为2.0.1版",
    "见http://www.gov.cn/zhengce/a.html网页", "邮箱为gov@abc.com.cn",
    "打开规划.docx和图集.zip", "由U.S.A.企业承建", "执行第1.2条，增长1.5倍",
]  # fmt: skip
ENGLISH = [
    "By 2030, the GDP of the Zone will exceed RMB 120 billion, and 5 of 10 firms will use the CPTPP 2.0 rules.",
    "Foreign firms (SMEs) will receive national treatment from 1 January 2027: 10% of it is new.",
    "Is the Zone open? It is; all of it is.",
]
MIXED = [
    ("总投资 RMB 120 billion, 增长 5 %", "总投资RMB 120 billion，增长5%"),
    ("建设 Made in China 2025 示范区, 发展 Big Data, 推进改革", "建设Made in China 2025示范区，发展Big Data，推进改革"),
    ("使用 Microsoft Office 2019 软件 ( Word 等 )", "使用Microsoft Office 2019软件（Word等）"),
    ("倡议(the Belt and Road Initiative, BRI),推进改革", "倡议（the Belt and Road Initiative, BRI），推进改革"),
    ("推进改革.The plan of the Zone will go on. 扩大开放.", "推进改革。The plan of the Zone will go on.扩大开放。"),
    ("治理 PM 2.5 ,建设 5 G 网络, 减少 CO 2 , 共 120 个", "治理PM2.5，建设5G网络，减少CO2，共120个"),
    ("建设 A 4 纸厂, 评选 Top 100 企业, 执行 GB 18918 标准", "建设A4纸厂，评选Top 100企业，执行GB 18918标准"),
]  # fmt: skip
DIGITS = [
    ("培训１２０名，实施ＣＴ筛查１．５万人次", "培训120名，实施CT筛查1.5万人次"),
    ("执行ＧＢ／Ｔ２２６０，２０２１－２０２５年增长５％", "执行GB/T2260，2021-2025年增长5%"),
    ("（１）新建Ａ座－Ｂ座，面积增长％", "（1）新建A座－B座，面积增长％"),
]
QUOTES = [
    ('实现"双碳"目标,落实"十四五"规划', "实现“双碳”目标，落实“十四五”规划"),
    ('实现“双碳"目标，落实"十四五”规划', "实现“双碳”目标，落实“十四五”规划"),
    ("形成'双循环'格局，the firm's and the firms' it's", "形成‘双循环’格局，the firm's and the firms' it's"),
    ('屏幕24"以上，坐标118°20\'30"，推进"放管服"', "屏幕24\"以上，坐标118°20'30\"，推进“放管服”"),
    ('建成"2025"工程', "建成“2025”工程"),
    ('贯彻"三个代表"\n重要思想', "贯彻“三个代表”\n重要思想"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [*STOPS, *((one, one) for one in (*NO_STOPS, *ENGLISH)), *MIXED, *DIGITS, *QUOTES],
)
def test_signs_are_as_in_a_chinese_text(before: str, after: str) -> None:
    assert repaired(before).text == after


@pytest.mark.parametrize(
    "number", ["3.\n5%", "10:\n45", "10\n:45", "1,\n200", "1\n,200", "PM2.\n5"]
)
def test_the_end_of_a_line_in_a_number_changes_no_sign(number: str) -> None:
    assert repaired(f"总量达到{number}。\n").text.replace(
        "\n", ""
    ) == f"总量达到{number}。".replace("\n", "")


def test_a_quotation_goes_over_broken_lines() -> None:
    text = '把深入学习邓小平理论与学习"\n三个代表"重要思想结合起来。'
    assert "与学习“三个代表”重要" in repaired(text).text.replace("\n", "")


def test_two_lines_that_each_lack_a_mark_are_no_quotation() -> None:
    text = '实现"双碳目标，加快发展。\n推进"四点半课堂，加快建设。'
    assert repaired(text).text == text


def test_every_rule_is_counted() -> None:
    text = '第一章 总则\n　　做实"一网统管",健全体系.培训医生１２０名.\n'
    counts = repaired(text).journal.counts()
    assert {one: counts[one] for one in ("full-width", "half-width", "quote")} == {
        "full-width": 3,
        "half-width": 3,
        "quote": 2,
    }


PLAN = """\
某区"十四五"规划纲要
第一章 总则
实现"双碳目标，推进"四点半课堂"倡议.
本章说明“目标和任务"。
实现双碳目标"。
第二章 保障
Foreign firms will receive national treatment from 1 January 2027.
加强保障.
"""


def test_marks_without_a_counterpart_are_one_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny_project(tmp_path, PLAN.replace("\n", "\n\n").replace('"十四五"', "“十四五”"))
    (root / FILE).write_text("", "utf-8")
    assert main(["--root", str(root), "repair"]) == 1
    said = capsys.readouterr().err
    assert said.count("straight quotation marks") == said.count("remedy:") == 1
    assert "in line 5; " in said
    assert "in line 9\n" in said
    assert main(["--root", str(root), "repair", "--accept", "1"]) == 0
    assert main(["--root", str(root), "convert"]) == 0
    page = (root / "docs/zh/plan/ch1/index.md").read_text("utf-8")
    assert "实现“双碳目标，推进“四点半课堂”倡议。" in page
    assert "实现双碳目标”。" in page


def test_the_title_of_a_new_project_has_chinese_quotation_marks(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN.replace('“目标和任务"', "目标"), "utf-8")
    root = tmp_path / "edition"
    assert main(["new", str(root), "--from", str(tmp_path / "plan.txt")]) == 0
    description = tomllib.loads((root / DESCRIPTION_FILE).read_text("utf-8"))
    assert description["title"]["zh"] == "某区“十四五”规划纲要"
    assert main(["--root", str(root), "repair", "--accept", "all"]) == 0
    assert main(["--root", str(root), "convert"]) == 0
    assert (root / PLAN_FILE).read_text("utf-8").startswith('某区"十四五"')
