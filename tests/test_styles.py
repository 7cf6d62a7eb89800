"""Lines that the original shows as headings, against what the grammar reads as headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from documents import docx, p
from planbook.begin.take import take
from planbook.cli import main
from planbook.intake.report import as_toml
from planbook.pipeline import conversion_of
from planbook.problems import Problems
from planbook.sources import DESCRIPTION_FILE, Declarations, toml
from planbook.structure.model import Outline
from planbook.structure.parse import parse
from planbook.structure.styles import FILE as ACCOUNT
from planbook.structure.styles import Account, original_of
from planbook.text.declared import FILE
from planbook.text.decode import decode
from planbook.text.repair import Repairs, repair
from projects import tiny_project

TEXT = """\
某区规划纲要
第一章 总则
依法编制规划。
第二章 产业
做强做优产业。
保障措施。
加强组织保障。
第三章 民生
改善民生。
"""
SHOWN = {1: "某区规划纲要", 2: "第一章 总则", 4: "第二章 产业", 8: "第三章 民生"}


def project(folder: Path, shown: dict[int, str], *, level: int = 1, text: str = TEXT) -> Path:
    root = tiny_project(folder, text)
    rows = (f'{{ line = {n}, level = {level}, text = "{one}" }}' for n, one in shown.items())
    (root / ACCOUNT).write_text(f"kind = 'DOCX'\nheadings = [{', '.join(rows)}]\n", "utf-8")
    (root / FILE).write_text("[mechanical]\n", "utf-8")
    return root


def asked(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    main(["--root", str(root), "repair"])
    return next((one for one in capsys.readouterr().err.splitlines() if "original" in one), "")


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_heading_of_the_original_that_reads_as_text_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], level: int
) -> None:
    root = project(tmp_path, SHOWN | {6: "保障措施。"}, level=level)
    said = asked(root, capsys)
    assert "「保障措施。」 in line 6 is text" in said
    assert "第一章" not in said
    assert main(["--root", str(root), "repair"]) == 1
    assert re.search(r'kind = "heading"\s+line = 6', capsys.readouterr().err)
    assert main(["--root", str(root), "repair", "--accept", "1"]) == 0
    assert f"[[style]]\nlevel = {level}\n" in (root / FILE).read_text("utf-8")
    assert main(["--root", str(root), "repair"]) == 0


def test_all_lines_of_a_style_are_one_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = SHOWN | {3: "依法编制规划。", 6: "保障措施。"}
    said = asked(project(tmp_path, shown), capsys)
    assert "「依法编制规划。」 in line 3 is text; 「保障措施。」 in line 6 is text" in said


def test_a_heading_without_the_style_of_its_family_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TEXT + "第四章 附则\n本规划由区政府解释。\n"
    said = asked(project(tmp_path, SHOWN, text=text), capsys)
    assert "「第四章 附则」 in line 10 is a heading" in said


@pytest.mark.parametrize(
    "shown",
    [
        SHOWN,
        {1: "某区规划纲要", 6: "保障措施。"},  # too few to be a style of headings
        SHOWN | {6: "另一文件的标题"},  # the account is of another text
    ],
)
def test_styles_that_agree_or_say_nothing_are_not_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shown: dict[int, str]
) -> None:
    assert asked(project(tmp_path, shown), capsys) == ""


BOXES = [
    ("专栏1 工程\n1.粮食\n稳定粮食产量。\n2.蔬菜\n发展蔬菜生产。\n", {12: "第三章 民生", 7: "1.粮食", 9: "2.蔬菜"}),
    ("专栏1 工程\n1.粮食：稳定产量。\n2.蔬菜：发展生产。\n",
     {10: "第三章 民生", 7: "1.粮食：稳定产量。", 8: "2.蔬菜：发展生产。"}),
]  # fmt: skip


@pytest.mark.parametrize(("box", "shown"), BOXES)
def test_the_emphasized_items_of_a_box_are_no_headings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], box: str, shown: dict[int, str]
) -> None:
    text = TEXT.replace("保障措施。\n", box)
    shown = {2: "第一章 总则", 4: "第二章 产业", **shown}
    root = project(tmp_path, shown, level=0, text=text)
    assert asked(root, capsys) == ""


def test_the_label_of_a_table_is_no_heading_whatever_its_style(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TEXT.replace("保障措施。\n", "附表：主要指标\n指标\t2026年\n人口\t3万人\n")
    shown = {2: "第一章 总则", 4: "第二章 产业", 6: "附表：主要指标", 10: "第三章 民生"}
    assert asked(project(tmp_path, shown, text=text), capsys) == ""


def test_a_declared_style_must_be_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, SHOWN)
    (root / FILE).write_text('[[style]]\nlevel = 1\nwhy = { zh = "无", en = "None" }\n', "utf-8")
    assert main(["--root", str(root), "convert"]) == 1
    assert "style of level 1: it is not needed" in capsys.readouterr().err


TITLE = "某区规划纲要"


def outlined(
    lines: list[str], declared: str = "", under: str = f"# {TITLE}"
) -> list[tuple[str, str]]:
    """The headings of a text in Markdown with their references, from its styles and what is declared."""
    return headings_in("\n\n".join([under, *lines, ""]).encode(), "plan.md", declared)


def headings_in(raw: bytes, name: str, declared: str = "") -> list[tuple[str, str]]:
    divisions = outline_of(raw, name, declared).divisions()
    return [(one.title.reference, one.mark + one.title.text) for one in divisions]


def outline_of(raw: bytes, name: str, declared: str = "") -> Outline:
    """The outline of a file, with all that its account says of the original."""
    found = take(raw, name)
    account = toml(as_toml(found, raw, name, "plan.zh.txt", "").encode(), ACCOUNT, Account)
    own = toml(declared.encode(), FILE, Declarations)
    original = original_of(account, own.style)
    repairs = Repairs(own.repair, None, own.family)
    repaired = repair(decode(found.text.encode()), repairs, TITLE, original.lines)
    return parse(repaired, (), TITLE, original)


TEXTS = ["经济取得成就。", "发展还不充分。", "改善民生。"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["## 一、发展基础", "### 主要成就", TEXTS[0], "### 存在问题", TEXTS[1], "## 二、任务", TEXTS[2]],
         [("1", "一、发展基础"), ("1.1", "主要成就"), ("1.2", "存在问题"), ("2", "二、任务")]),
        (["## 第一章 基础", "### （一）成就", "#### 经济", TEXTS[0], "#### 社会", TEXTS[1], "### （二）问题", TEXTS[2]],
         [("1", "第一章 基础"), ("1.1", "（一）成就"), ("1.1.1", "经济"), ("1.1.2", "社会"), ("1.2", "（二）问题")]),
        (["## 发展基础", "### 主要成就", TEXTS[0], "## 主要任务", TEXTS[1], "### 民生", TEXTS[2]],
         [("1", "发展基础"), ("1.1", "主要成就"), ("2", "主要任务"), ("2.1", "民生")]),
        (["## 发展基础", "### 一、成就", TEXTS[0], "### 二、问题", TEXTS[1], "## 主要任务", "### 一、民生", TEXTS[2]],
         [("1", "发展基础"), ("1.1", "一、成就"), ("1.2", "二、问题"), ("2", "主要任务"), ("2.1", "一、民生")]),
        (["**发展基础**", TEXTS[0], "**（2026年2月3日）**", TEXTS[2], "**主要任务**", TEXTS[1]],
         [("1", "发展基础"), ("2", "主要任务")]),
        (["**发展基础**", TEXTS[0], "**主要任务**", TEXTS[1]], [("1", "发展基础"), ("2", "主要任务")]),
        (["## 1.基础", TEXTS[0], "## 2.任务", "### 健康", TEXTS[1], "### 医疗", TEXTS[2], "## 3.保障", TEXTS[0]],
         [("1", "1.基础"), ("2", "2.任务"), ("2.1", "健康"), ("2.2", "医疗"), ("3", "3.保障")]),
        (["## 1.任务", "### 健康", "专栏1 工程", "建设医院。", "### 医疗", TEXTS[2], "## 2.保障", TEXTS[0]],
         [("1", "1.任务"), ("1.1", "健康"), ("1.2", "医疗"), ("2", "2.保障")]),
        (["## 基础", TEXTS[0], "## 任务", TEXTS[1], "1. 健康", TEXTS[2], "2. 医疗", "建设医院。"],
         [("1", "基础"), ("2", "任务"), ("2.1", "1.健康"), ("2.2", "2.医疗")]),
        (["## 任务", "### 健康", TEXTS[0], "（一）医疗", "建设医院。", "（二）卫生", "培训医生。", "### 民生", TEXTS[1]],
         [("1", "任务"), ("1.1", "健康"), ("1.1.1", "（一）医疗"), ("1.1.2", "（二）卫生"), ("1.2", "民生")]),
        (["## （1）基础", "### 健康", "#### 医疗", TEXTS[1], "### 民生", TEXTS[2], "## （2）保障", TEXTS[0]],
         [("1", "（1）基础"), ("1.1", "健康"), ("1.1.1", "医疗"), ("1.2", "民生"), ("2", "（2）保障")]),
    ],
)  # fmt: skip
def test_headings_without_numbers_are_read_by_their_style(
    lines: list[str], expected: list[tuple[str, str]]
) -> None:
    assert outlined(lines) == expected


RUN_IN = ["（一）{}推进重点项目，优化营商环境。", "（二）{}增加普惠学位，改善就医条件。"]
SENTENCES = ["加快产业发展。", "提高民生水平。"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([one.format(f"**{said}**") for one, said in zip(RUN_IN, SENTENCES, strict=True)],
         [("1.1", "（一）加快产业发展。"), ("1.2", "（二）提高民生水平。")]),
        ([f"**（一）加快产业发展**。{TEXTS[0]}", f"**（二）提高民生水平**。{TEXTS[2]}"],
         [("1.1", "（一）加快产业发展。"), ("1.2", "（二）提高民生水平。")]),
        ([f"**（一）产业发展** {TEXTS[0]}", f"（二）**民生水平**{TEXTS[2]}"],
         [("1.1", "（一）产业发展"), ("1.2", "（二）民生水平")]),
    ],
)  # fmt: skip
def test_headings_that_are_emphasized_at_the_beginning_of_their_text_are_known(
    lines: list[str], expected: list[tuple[str, str]]
) -> None:
    text = ["## 一、任务", *lines, "## 二、保障", TEXTS[1]]
    assert outlined(text) == [("1", "一、任务"), *expected, ("2", "二、保障")]


@pytest.mark.parametrize(
    "lines",
    [
        [one.format(said) for one, said in zip(RUN_IN, SENTENCES, strict=True)],
        [RUN_IN[0].format(f"**{SENTENCES[0]}**"), RUN_IN[1].format(SENTENCES[1])],
        [one.format(f"**{said}推进**") for one, said in zip(RUN_IN, SENTENCES, strict=True)],
        ["1.**五个中心。**指经济、金融等中心。", "2.**一人公司。**是指一人所有的公司。"],
    ],
    ids=["nothing is emphasized", "not all are", "more than a sentence is", "terms are explained"],
)  # fmt: skip
def test_what_emphasis_leaves_open_is_asked(lines: list[str]) -> None:
    with pytest.raises(Problems, match=r"are sentences with a mark|a heading runs into its body"):
        outlined(["## 一、任务", *lines, "## 二、保障", TEXTS[1]])


@pytest.mark.parametrize(("above", "reads"), [([], "heading"), (["## 一、任务"], "item")])
def test_the_first_answer_leaves_a_text_its_headings(above: list[str], reads: str) -> None:
    """Sentences that read as a list are one, unless the text has no other headings."""
    with pytest.raises(Problems) as found:
        outlined([*above, "（一）各单位编制计划。", "（二）各单位每年报告执行情况。"])
    assert f'reads = "{reads}"' in found.value.problems[0].answers[0]


def test_a_heading_without_a_number_beside_numbered_ones_stays_a_line_of_its_own() -> None:
    lines = ["## 一、基础", TEXTS[0], "## 保障措施", TEXTS[1], "## 二、任务", TEXTS[2]]
    assert outlined(lines) == [("1", "一、基础"), ("2", "二、任务")]


def test_a_line_that_looks_less_than_the_first_chapter_is_above_it_no_heading() -> None:
    """The title of a preface, centered like those of boxes; 一、 is still cited as 1."""
    title = '<p style="text-align: center"><strong>{}</strong></p>'
    text, numbered = "<p>　　{}</p>", "<p>　　<strong>{}</strong></p>"
    lines = [
        (title, "勇立潮头当好尖兵"), (text, TEXTS[0]), (numbered, "一、基础"), (numbered, "1.条件"),
        (text, TEXTS[1]), (numbered, "2.问题"), (text, TEXTS[0]), (title, "专栏1 工程"), (text, TEXTS[2]),
        (numbered, "二、任务"), (numbered, "1.产业"), (text, TEXTS[2]), (title, "专栏2 园区"),
        (text, TEXTS[2]), (numbered, "2.民生"), (text, TEXTS[1]),
    ]  # fmt: skip
    page = f"<h1>{TITLE}</h1>" + "".join(form.format(line) for form, line in lines)
    assert headings_in(page.encode(), "plan.html") == [
        ("1", "一、基础"), ("1.1", "1.条件"), ("1.2", "2.问题"),
        ("2", "二、任务"), ("2.1", "1.产业"), ("2.2", "2.民生"),
    ]  # fmt: skip


NOTICE = ["**某区水务局**", "**关于印发《某区规划纲要》的通知**", "请认真执行。"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([*NOTICE, f"**{TITLE}**", "**第一章 基础**", TEXTS[0], "**第二章 任务**", TEXTS[2]],
         [("1", "第一章 基础"), ("2", "第二章 任务")]),
        ([f"**{TITLE}**", "**2026年2月5日某区第九届人民代表大会第四次会议批准**", "**发展基础**", TEXTS[0], "**主要任务**", TEXTS[2]],
         [("1", "发展基础"), ("2", "主要任务")]),
        ([*NOTICE, "**某区**", "**规划纲要**", "**发展基础**", TEXTS[0], "（一）学校；", "（二）医院。", "**主要任务**", TEXTS[2]],
         [("1", "发展基础"), ("2", "主要任务")]),
        ([f"**{TITLE}**", "**一、基础**", "**（一）成就**", TEXTS[0], "**基本情况**", "|指标|数值|\n|-|-|\n|学校|3|\n|医院|5|",
          "**（二）问题**", TEXTS[1], "**二、任务**", TEXTS[2]],
         [("1", "一、基础"), ("1.1", "（一）成就"), ("1.2", "（二）问题"), ("2", "二、任务")]),
        ([f"**{TITLE}**", "**发展基础**", TEXTS[0], "**主要任务**", TEXTS[2], "附件1", "任务分工", "**教育**", TEXTS[2], "附件2", "项目", "**卫生**", TEXTS[2]],
         [("1", "发展基础"), ("2", "主要任务"), ("a1", "附件1 任务分工"), ("a1.1", "教育"), ("a2", "附件2 项目"), ("a2.1", "卫生")]),
    ],
)  # fmt: skip
def test_what_is_emphasized_and_heads_no_text_is_no_heading(
    lines: list[str], expected: list[tuple[str, str]]
) -> None:
    """The notice above the title, the title of a table; and each annex is counted by itself."""
    assert outlined(lines, under="某区水务局文件") == expected


REPORT = """\
某区政府工作报告
去年工作回顾
去年，各项工作取得成效。
今年工作安排
今年，要做好下列工作。
一、发展产业
做强产业。
先进制造
建设园区。
二、改善民生
办好实事。
"""


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ({2, 4}, [("1", "去年工作回顾"), ("2", "今年工作安排"), ("2.1", "一、发展产业"), ("2.2", "二、改善民生")]),
        ({2, 4, 8}, [("1", "去年工作回顾"), ("2", "今年工作安排"), ("2.1", "一、发展产业"), ("2.1.1", "先进制造"),
                     ("2.2", "二、改善民生")]),
    ],
)  # fmt: skip
def test_a_heading_without_a_number_can_be_declared(
    tmp_path: Path, declared: set[int], expected: list[tuple[str, str]]
) -> None:
    root = tiny_project(tmp_path, REPORT)
    lines = REPORT.splitlines()
    why = 'why = { zh = "标题", en = "A heading" }'
    entries = (
        f'[[repair]]\nkind = "{"heading" if at in declared else "paragraph"}"\nline = {at}\nbefore = "{lines[at - 1]}"\n{why}\n'
        for at in (2, 4, 8)
    )
    (root / FILE).write_text("[mechanical]\n\n" + "\n".join(entries), "utf-8")
    found = conversion_of(root).outline
    assert [
        (one.title.reference, one.mark + one.title.text) for one in found.divisions()
    ] == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["**发展基础**", "**（一）成绩**", TEXTS[0], "**（二）问题**", TEXTS[1], "**重点任务**", "**（一）民生**", TEXTS[2],
         "**保障措施**", "加强领导。"],
        ["某区人民政府", "**发展基础**", "**一、成绩**", TEXTS[0], "**二、问题**", TEXTS[1], "**重点任务**", "今后要：做好工作。",
         "**一、民生**", TEXTS[2], "**保障措施**", "加强领导。"],
    ],
)  # fmt: skip
def test_emphasized_lines_above_a_series_that_begins_anew_are_headings_by_one_answer(
    lines: list[str],
) -> None:
    with pytest.raises(Problems, match="3 lines such as 「发展基础」 may be headings") as found:
        outlined(lines)
    (question,) = found.value.problems
    marks = [one.strip("*")[:3] for one in lines if one.startswith(("**（", "**一", "**二"))]
    read = [(ref, one) for ref, one in outlined(lines, question.answers[0])]
    assert [one for ref, one in read if "." not in ref] == ["发展基础", "重点任务", "保障措施"]
    assert [one[:3] for ref, one in read if "." in ref] == marks


def test_an_emphasized_line_inside_a_series_is_none_of_the_headings_above_it() -> None:
    lines = ["**发展基础**", "**一、成绩**", TEXTS[0], "**重点工程**", "建设良田。", "**二、问题**", TEXTS[1],
             "**重点任务**", "**一、民生**", TEXTS[2]]  # fmt: skip
    with pytest.raises(Problems) as found:
        outlined(lines)
    assert "2 lines such as 「发展基础」 may be headings" in found.value.problems[0].found
    assert "「重点工程」 in line 9 is text" in found.value.problems[1].found


OPEN_LEVELS = [
    (["**01**", "**发展基础**", "**●主要成就**", "一、经济", TEXTS[0], "二、社会", TEXTS[2], "**●主要问题**", TEXTS[1],
      "**02**", "**重点任务**", "**●做强工业**", TEXTS[0], "**●改善民生**", "一、就业", TEXTS[2], "二、住房", TEXTS[2]],
     ["●主要成就", "●主要问题", "●做强工业", "●改善民生"],
     ["1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1", "2.2", "2.2.1", "2.2.2"]),
    (["**第一章 基础**", "**【一、成就】**", TEXTS[0], "**【二、问题】**", TEXTS[1], "**第二章 任务**", "**【一、民生】**", TEXTS[2]],
     ["【一、成就】", "【二、问题】", "【一、民生】"], ["1", "1.1", "1.2", "2", "2.1"]),
    (["**一、基础**", TEXTS[0], "**主要成就**", TEXTS[0], "**主要问题**", TEXTS[1], "**二、任务**", TEXTS[2], "**改善民生**", TEXTS[2]],
     ["主要成就", "主要问题", "改善民生"], ["1", "1.1", "1.2", "2", "2.1"]),
    (["**基础**", "**主要成就**", TEXTS[0], "**主要问题**", TEXTS[1], "**任务**", "**改善民生**", TEXTS[2]],
     ["基础", "主要成就", "主要问题", "任务", "改善民生"], ["1", "1.1", "1.2", "2", "2.1"]),
    (["**回顾**", TEXTS[0], "**安排**", "重点抓好下列工作：", "**（一）产业**", TEXTS[1], "**（二）民生**", TEXTS[2], "**自身建设**", TEXTS[0]],
     ["回顾", "安排", "自身建设"], ["1", "2", "2.1", "2.2", "3"]),
    (["**一、成就**", "**创新能力明显增强。**", TEXTS[0], "**产业结构不断优化。**", TEXTS[1], "**二、任务**", TEXTS[2]],
     ["创新能力明显增强。", "产业结构不断优化。"], ["1", "1.1", "1.2", "2"]),
]  # fmt: skip
"""Emphasized lines beside numbered ones, or of two levels, with those asked about."""


@pytest.mark.parametrize(("lines", "asked_about", "expected"), OPEN_LEVELS)
def test_emphasized_lines_whose_level_is_open_are_headings_by_one_answer(
    lines: list[str], asked_about: list[str], expected: list[str]
) -> None:
    with pytest.raises(Problems) as found:
        outlined(lines)
    (question,) = found.value.problems
    assert question.found.startswith(f"{len(asked_about)} lines such as 「{asked_about[0]}」")
    assert [ref for ref, _ in outlined(lines, question.answers[0])] == expected


def test_the_answer_gives_each_line_its_level_to_be_edited() -> None:
    lines = [
        "**第一章 基础**",
        "**主要成就**",
        TEXTS[0],
        "**主要问题**",
        TEXTS[1],
        "**第二章 任务**",
        "**民生**",
        TEXTS[2],
    ]
    with pytest.raises(Problems) as found:
        outlined(lines)
    answer = "\n\n".join(one.answers[0] for one in found.value.problems)
    assert answer.count("level = 2") == 3
    entry = next(one for one in answer.split("\n\n") if "主要问题" in one)
    read = outlined(lines, answer.replace(entry, entry.replace("level = 2", "level = 3")))
    assert [ref for ref, _ in read] == ["1", "1.1", "1.1.1", "2", "2.1"]


def test_a_numbered_heading_has_the_level_of_its_number() -> None:
    entry = '[[repair]]\nkind = "heading"\nline = 3\nbefore = "一、基础。"\nlevel = 2\nwhy = { zh = "无", en = "None" }'
    with pytest.raises(Problems, match="level of line 3: its number tells the level"):
        outlined(["一、基础。建设学校。", "二、任务", TEXTS[2]], entry)


def test_one_emphasized_line_right_above_its_like_leaves_all_levels_open() -> None:
    lines = [
        "**发展基础**",
        TEXTS[0],
        "**总体要求**",
        "**指导思想**",
        TEXTS[1],
        "**任务**",
        TEXTS[2],
    ]
    with pytest.raises(Problems, match="4 lines such as 「发展基础」 may be headings"):
        outlined(lines)


FACED: list[tuple[str, str]] = [
    (TITLE, "小标宋"), ("某区文化局", "楷体"), ("2026年1月", "楷体"), ("发展基础", "黑体"), ("主要成绩", "楷体b"),
    (TEXTS[0], ""), ("（此处有图）", "黑体"), ("突出问题", "楷体b"), (TEXTS[1], ""), ("主要任务", "黑体"), ("总的来说，做好三件事。", ""),
    ("改善民生", "楷体b"), (TEXTS[2], ""),
]  # fmt: skip
"""A plan as GB/T 9704 has it: its chapters in 黑体, its sections in 楷体."""
SECTIONS = [
    ("1", "发展基础"),
    ("1.1", "主要成绩"),
    ("1.2", "突出问题"),
    ("2", "主要任务"),
    ("2.1", "改善民生"),
]
FACES = {
    "黑体": "黑体",
    "楷体": "楷体_GB2312",
    "楷体b": "KaiTi",
    "小标宋": "方正小标宋_GBK",
    "": "仿宋_GB2312",
}


def in_word(text: str, face: str) -> str:
    run = f'<w:rFonts w:eastAsia="{FACES[face]}"/>{"<w:b/>" * face.endswith("b")}'
    return p(text, run=run)


def in_html(text: str, face: str) -> str:
    bold = "b" if face.endswith("b") else "i"
    return f"<p><{bold}><span style='font-size:16pt;font-family:{FACES[face]}'>{text}</span></{bold}></p>"


def in_old_html(text: str, face: str) -> str:
    bold = "strong" if face.endswith("b") else "span"
    return f"<p><font face='{FACES[face]}'><{bold}>{text}</{bold}></font></p>"


@pytest.mark.parametrize("is_plain", [True, False], ids=["plain", "as it is"])
@pytest.mark.parametrize("kind", ["docx", "html", "old.html"])
def test_the_typefaces_of_a_plan_are_its_levels(kind: str, *, is_plain: bool) -> None:
    """Bold or not: that the faces differ is enough."""
    lines = [(text, face.rstrip("b") if is_plain else face) for text, face in FACED]
    make = {"docx": in_word, "html": in_html, "old.html": in_old_html}[kind]
    body = "".join(make(*one) for one in lines)
    raw = docx(body) if kind == "docx" else f"<html><body>{body}</body></html>".encode()
    assert headings_in(raw, f"plan.{kind}") == SECTIONS


@pytest.mark.parametrize("face", ["楷体", "楷体b", "黑体"])
@pytest.mark.parametrize("kind", ["docx", "html", "old.html"])
def test_titles_with_a_full_stop_that_are_shown_as_headings_leave_nothing_open(
    kind: str, face: str
) -> None:
    make = {"docx": in_word, "html": in_html, "old.html": in_old_html}[kind]
    lines = [(TITLE, "小标宋"), ("一、基础", "黑体"), ("（一）发展成就。", face), (TEXTS[0] * 3, ""), ("（二）发展形势。", face),
             (TEXTS[1] * 3, ""), ("二、任务", "黑体"), (TEXTS[2] * 3, "")]  # fmt: skip
    body = "".join(make(*one) for one in lines)
    raw = docx(body) if kind == "docx" else f"<html><body>{body}</body></html>".encode()
    assert headings_in(raw, f"plan.{kind}") == [
        ("1", "一、基础"), ("1.1", "（一）发展成就。"), ("1.2", "（二）发展形势。"), ("2", "二、任务"),
    ]  # fmt: skip


SIZES = {"黑体": 22, "黑体b": 22, "楷体": 18, "楷体b": 18}


def in_sizes(text: str, face: str) -> str:
    return f"<p><span style='font-size:{SIZES.get(face, 16)}px'>{text}</span></p>"


def in_old_sizes(text: str, face: str) -> str:
    return f"<p><font size={SIZES.get(face, 14) // 4}>{text}</font></p>"


def centered(text: str, face: str) -> str:
    align = "center" if face.startswith("黑体") else "left"
    bold = "b" if face in SIZES else "i"
    return f"<section style='text-align:{align}'><p><{bold}>{text}</{bold}></p></section>"


@pytest.mark.parametrize("make", [in_sizes, in_old_sizes, centered])
def test_the_sizes_and_places_of_headings_on_a_page_are_their_levels(
    make: Callable[[str, str], str],
) -> None:
    body = "".join(make(*one) for one in FACED if not one[0].startswith("（"))
    assert headings_in(f"<html><body>{body}</body></html>".encode(), "plan.html") == SECTIONS


@pytest.mark.parametrize("unit", ["", "<p style='text-align:right'>单位：万吨</p>"])
@pytest.mark.parametrize("look", ["text-align:center", "text-align:center;font-size:20px"])
def test_a_line_that_is_set_like_headings_above_a_table_is_its_title(look: str, unit: str) -> None:
    table = (
        f"{unit}<table><tr><td>产品</td><td>产量</td></tr><tr><td>原煤</td><td>3</td></tr></table>"
    )
    heads = [f"<p style='{look}'>{one}</p>" for one in ("发展基础", "主要任务", "主要产品产量")]
    texts = [f"<p style='font-size:16px'>{one}</p>" for one in TEXTS]
    body = "".join([heads[0], texts[0], heads[1], texts[1], heads[2], table, texts[2]])
    found = headings_in(f"<html><body>{body}</body></html>".encode(), "plan.html")
    assert found == [("1", "发展基础"), ("2", "主要任务")]


@pytest.mark.parametrize(
    "caption", ["<w:jc w:val='center'/>", "<w:jc w:val='center'/><w:rPr><w:b/></w:rPr>"]
)
def test_the_title_of_a_table_right_under_a_heading_in_word_is_no_heading(caption: str) -> None:
    heads = [p(one, "<w:outlineLvl w:val='0'/>") for one in ("一、收入", "二、支出", "三、保障")]
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{p(one)}</w:tc>' for one in row)}</w:tr>"
        for row in (("项目", "金额"), ("教育", "3"))
    )
    tables = [
        p(f"{one}执行表", caption) + p("单位：亿元") + f"<w:tbl>{rows}</w:tbl>" for one in "收支"
    ]
    raw = docx(heads[0] + tables[0] + heads[1] + tables[1] + heads[2] + p(TEXTS[0]))
    assert headings_in(raw, "plan.docx") == [
        ("1", "一、收入"),
        ("2", "二、支出"),
        ("3", "三、保障"),
    ]


def test_one_typeface_of_headings_is_one_level() -> None:
    lines = [(text, face) for text, face in FACED if face != "楷体b"]
    raw = docx("".join(in_word(*one) for one in lines))
    assert headings_in(raw, "plan.docx") == [("1", "发展基础"), ("2", "主要任务")]


@pytest.mark.parametrize("more", [[], ["表1 主要指标", "|指标|数值|\n|-|-|\n|学校|3|\n|医院|5|"]])
def test_a_text_without_any_heading_is_told_what_to_do(more: list[str]) -> None:
    """The caption of a table is none."""
    with pytest.raises(Problems, match="planbook take"):
        outlined([*TEXTS, *more])


def test_sentences_that_are_the_only_headings_are_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also below a letter, whose title is shown like them."""
    lines = [
        *("某县人民政府", "关于下达某区规划纲要的通知", "各局：", "现将规划下达，请执行。", "某区规划纲要"),
        *("一是做强产业，建设强县。", "培育企业。", "二是振兴乡村，建设农业。", "稳定生产。"),
    ]  # fmt: skip
    text = "".join(f"{one}\n" for one in lines)
    shown = {at: one for at, one in enumerate(lines, 1) if at in (2, 5, 6, 8)}
    root = project(tmp_path, shown, level=0, text=text)
    plan = root / DESCRIPTION_FILE
    plan.write_text(plan.read_text("utf-8").replace(f'zh = "{lines[0]}"', f'zh = "{lines[4]}"'))
    assert main(["--root", str(root), "repair"]) == 1
    said = "may be headings: they are short, and shown like headings in the original"
    assert said in capsys.readouterr().err
    assert main(["--root", str(root), "repair", "--accept", "all"]) == 0
    assert main(["--root", str(root), "repair"]) == 0
    chapters = conversion_of(root).outline.chapters
    assert [one.title.text for one in chapters] == [lines[5], lines[7]]


ON_TWO_LINES = (
    "「二、构建高水平」 may go on in the next line, 「服务体系」, which the original shows alike"
)


def test_the_title_of_contents_without_numbers_is_no_paragraph() -> None:
    entries = ["目　录", "发展基础……1", "主要任务……2", "保障措施……3"]
    parts = ["## 发展基础", TEXTS[0], "## 主要任务", TEXTS[1], "## 保障措施", TEXTS[2]]
    outline = outline_of("\n\n".join([f"# {TITLE}", *entries, *parts, ""]).encode(), "plan.md")
    assert [one.sentences[0].text for one in outline.front] == [TITLE]
    assert [one.title.text for one in outline.chapters] == ["发展基础", "主要任务", "保障措施"]


BELOW = {
    "the rest of the heading": ["**服务体系**", TEXTS[0]],
    "above lower headings": ["**服务体系**", "**（一）健康**", TEXTS[0], "（二）教育", TEXTS[1]],
    "two more lines": ["**服务体系**", "**和产业体系**", TEXTS[0]],
    "one of several headings": ["**服务体系**", TEXTS[0], "**健康**", TEXTS[1]],
    "the title of a table": ["**服务体系**", "|指标|数值|\n|-|-|\n|学校|3|\n|医院|5|"],
    "shown otherwise": ["### 服务体系", TEXTS[0]],
    "not shown": ["服务体系", TEXTS[0]],
}


def on_two_lines(below: list[str]) -> list[str]:
    """What the first answer makes of a heading with this below it, if anything is asked about it."""
    lines = ["**一、基础**", TEXTS[2], "**二、构建高水平**", *below, "**三、保障**", TEXTS[2]]
    try:
        outlined(lines)
    except Problems as error:
        answers = [one.answers[0] for one in error.problems if ON_TWO_LINES in one.found]
        made = (toml(one.encode(), FILE, Declarations).repair for one in answers)
        return [one.after for entries in made for one in entries]
    return []


@pytest.mark.parametrize("name", BELOW)
def test_a_heading_on_two_lines_that_are_shown_alike_is_asked_about(name: str) -> None:
    is_rest = name in ("the rest of the heading", "above lower headings", "two more lines")
    made = ["二、构建高水平服务体系", *["服务体系和产业体系"] * (name == "two more lines")]
    assert on_two_lines(BELOW[name]) == made * is_rest


def test_a_heading_is_likelier_than_a_second_line_if_others_are_shown_so() -> None:
    others = ["**一、基础**", "**农业**", TEXTS[0], "**工业**", TEXTS[1]]
    lines = [*others, "**二、构建高水平**", "**服务体系**", TEXTS[0], "**三、保障**", TEXTS[2]]
    with pytest.raises(Problems) as error:
        outlined(lines)
    asked = [one for one in error.value.problems if ON_TWO_LINES in one.found]
    kinds = [re.findall(r'kind = "(\w+)"', one) for each in asked for one in each.answers]
    assert kinds == [["heading"], ["paragraph"], ["join"]]


SPOKEN = [
    *("**——2026年1月20日在临江市第十八届人民代表大会第五次会议上**", "**市长　李明**", "各位代表："),
    *("现在，我代表市人民政府，向大会报告工作。", "**一、回顾**", TEXTS[0], "**二、任务**", "**（一）产业**", TEXTS[2]),
]  # fmt: skip


@pytest.mark.parametrize("without", ["", "各位代表："])
def test_who_gives_a_report_is_no_heading_above_those_whom_it_addresses(without: str) -> None:
    lines = [one for one in SPOKEN if one != without]
    assert [ref for ref, _ in outlined(lines)] == ["1", "2", "2.1"]


def test_a_paragraph_with_a_dash_says_nothing_of_who_gives_a_report() -> None:
    dashed = "——这是综合实力显著提升的五年。全市生产总值年均增长6%，财政收入年均增长5%。"
    body = [TEXTS[0], dashed, dashed, "**主要目标任务**", TEXTS[2]]
    headings = outlined([*SPOKEN[:4], "**过去五年回顾**", *body])
    assert headings == [("1", "过去五年回顾"), ("2", "主要目标任务")]


@pytest.mark.parametrize("above", ["——公园12个", "各部门要做好以下工作："])
def test_a_list_below_a_paragraph_says_nothing_of_who_gives_a_report(above: str) -> None:
    lines = ["**发展基础**", TEXTS[0], above, "——步道38公里", "**主要任务**", TEXTS[1]]
    assert outlined(lines) == [("1", "发展基础"), ("2", "主要任务")]


def test_emphasized_lines_on_who_does_something_are_no_headings() -> None:
    who = "**牵头单位：区文体局**"
    lines = ["**发展基础**", TEXTS[0], who, "**主要任务**", TEXTS[1], who, "**保障措施**", TEXTS[2]]
    with pytest.raises(Problems) as found:
        outlined(lines)
    assert not any(
        '"heading"' in one for problem in found.value.problems for one in problem.answers
    )


CONTINUED = [
    *("第一章 引言", "1.过去一年，我们推动各项工作，改善民生，促进经济增长，市民可以看到成果。"),
    *("第二章 经济", "{}创新{}", "2.我们会推动各项工作，增加土地供应，改善医疗服务，并会加强职业教育。"),
    *("{}金融{}", "3.我们会与业界合作，推出多项措施，协助企业发展。", "4.顾问研究已完成，结果可行。我们会逐步推行。"),
    *("第三章 民生", "5.我们会检讨有关安排，适时汇报，并推出多项优惠措施，协助市民渡过难关。"),
]  # fmt: skip


@pytest.mark.parametrize(("sign", "headings"), [("", [2, 0]), ("**", [0])])
def test_headings_between_paragraphs_whose_numbers_go_on(sign: str, headings: list[int]) -> None:
    """The numbers of the paragraphs count through the whole text, and are those of no headings."""
    lines = [one.format(sign, sign) for one in CONTINUED]
    with pytest.raises(Problems) as found:
        outlined(lines)
    assert [one.answers[0].count('"heading"') for one in found.value.problems] == headings
    answers = "\n\n".join(one.answers[0] for one in found.value.problems)
    assert [ref for ref, _ in outlined(lines, answers)] == ["1", "2", "2.1", "2.2", "3"]
