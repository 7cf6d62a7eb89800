"""`take` reads Markdown of any dialect as its reader does: without marks, with tables and notes."""

from __future__ import annotations

import pytest

from planbook.begin.take import take
from planbook.intake.form import absent

MARKDOWN = """\
---
title: 规划
---
# 临江区**规划**

## 第一章 总则 ##

　　全区*经济*总量[增加](https://example.org/a)到455\\*亿元。[^1]

1. 建设三个产业园
- 新建学校
> 引文

| 指标 | 单位 | 2030年 |
|:--|---|--:|
| 粮食\\|产量 | 万吨 | 12 |
| | `亩` | |

![图1](a.png)

[^1]: 2025年口径。
"""
PLAIN = """\
临江区规划

第一章 总则

　　全区经济总量增加到455*亿元。¹
　　¹2025年口径。

1. 建设三个产业园
• 新建学校
引文

指标\t单位\t2030年
粮食|产量\t万吨\t12
\t亩\t
"""


def test_markdown_becomes_what_it_shows() -> None:
    found = take(MARKDOWN.encode(), "plan.md")
    assert found.text == PLAIN
    assert [(one.line, one.level, one.text) for one in found.headings] == [
        (1, 1, "临江区规划"),
        (3, 2, "第一章 总则"),
    ]
    assert {one.kind for one in found.left} == {"front matter", "pictures, with any tables in them"}


def test_a_text_without_marks_is_not_markdown() -> None:
    text = "第一章 总则\n* 为约束性指标。\n1. 建设三个产业园。\n- 12 -\n_______\na_b_c 的 2*3*4\n#标签\n"
    assert take(text.encode(), "plan.md").text == text


CASES = {
    "underlined titles": ("临江区规划\n==========\n\n第一章 总则\n-----------\n\n文。\n", "临江区规划\n\n第一章 总则\n\n文。\n"),
    "rules": ("# 甲\n\n文。\n\n---\n\n* * *\n___\n文。\n", "甲\n\n文。\n\n\n文。\n"),
    "escaped marks": ("# 甲\n\n1\\. 学校\n\\- 一\n\\* 为约束性\n5\\*3 \\[注\\] 20\\% \\(一\\) a\\_b\n",
                      "甲\n\n1. 学校\n- 一\n* 为约束性\n5*3 [注] 20% (一) a_b\n"),
    "an escaped star beside emphasis": ("# 甲\n\n\\*乙*丙*\n", "甲\n\n*乙丙\n"),
    "emphasis around headings": ("**一、发展环境**\n\n__（一）总体__\n\n***1. 保障***\n\n## **第一章　总则**\n",
                                 "一、发展环境\n\n（一）总体\n\n1. 保障\n\n第一章　总则\n"),
    "emphasis beside Han characters": ("# 甲\n\n文**加粗：**后文，*斜体*文，~~删~~留，==亮==，`码`\n", "甲\n\n文加粗：后文，斜体文，留，亮，码\n"),
    "hard breaks": ("# 甲\n\n一  \n二\\\n三<br>四<br/>五\n", "甲\n\n一\n二\n三\n四\n五\n"),
    "signs that are no marks": ("# 甲\n\nCPI>3 且 a<b，5*3*2，2_3_4\n", "甲\n\nCPI>3 且 a<b，5*3*2，2_3_4\n"),
    "quotations": ("# 甲\n\n> 引\n>> 再引\n> > 又\n", "甲\n\n引\n再引\n又\n"),
    "lists": ("# 甲\n\n- 一\n  * 二\n+ 三\n- [x] 四\n- [ ] 五\n", "甲\n\n• 一\n• 二\n• 三\n• ☑ 四\n• ☐ 五\n"),
    "numbers that Markdown counts": ("# 甲\n\n1. 一\n1. 二\n   1. 内\n   1. 内\n1. 三\n\n文。\n\n1. 新\n",
                                     "甲\n\n1. 一\n2. 二\n1. 内\n2. 内\n3. 三\n\n文。\n\n1. 新\n"),
    "numbers of the text": ("# 甲\n\n1. 一\n2. 二\n5. 五\n", "甲\n\n1. 一\n2. 二\n5. 五\n"),
    "links": ('# 甲\n\n[文](https://a.example/x_(1)) [文][b] <https://c.example> [文]\n\n[b]: https://b.example "题"\n',
              "甲\n\n文 文 https://c.example [文]\n"),
    "attributes": ("# 甲 {#sec-1 .unnumbered}\n\n## 乙 ##\n\n集合{1}\n", "甲\n\n乙\n\n集合{1}\n"),
    "a fence around all": ("```\n# 甲\n\n文。\n```\n", "甲\n\n文。\n"),
    "fences around pages": ("# 甲\n```markdown\n## 乙\n```\n\n```md\n## 丙\n```\n", "甲\n乙\n\n丙\n"),
    "numbers as TeX": ("# 甲\n\n占$5 0 \\%$，$10^{4}$公顷，$\\geqslant 85$，$\\mathrm{CO}_{2}$，$x$，投资$100，$200。\n",
                       "甲\n\n占50%，10⁴公顷，≥85，CO₂，$x$，投资$100，$200。\n"),
    "code": ("# 甲\n\n```\n# 非*标*题\n```\n文。\n", "甲\n\n# 非*标*题\n文。\n"),
    "tags": ('# 甲\n\n<div align="center">第一章</div>\n<p>一</p><p>二</p>\n10<sup>4</sup>公顷CO~2~m^2^&nbsp;文<!-- 注 -->\n',
             "甲\n\n第一章\n一\n二\n10⁴公顷CO₂m²\u00a0文\n"),
    "Windows line ends": ("# 甲\r\n\r\n**一、乙**\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n", "甲\n\n一、乙\n\na\tb\n1\t2\n"),
    "headings without a blank": ("#规划\n##第一章 总则\n文。\n###（一）甲\n", "规划\n第一章 总则\n文。\n（一）甲\n"),
    "escaped numbers alone": ("1\\. 甲\n\n2\\. 乙\n", "1. 甲\n\n2. 乙\n"),
    "parts with attributes": ("# 甲\n\n::: {.box}\n专栏1\n:::\n[文]{.underline}\n", "甲\n\n专栏1\n文\n"),
    "notes under a heading": ("# 甲\n\n文[1]。\n\n文。\n\n## 注释\n\n[1] 口径。\n", "甲\n\n文¹。\n　　¹口径。\n\n文。\n"),
    "front matter of several lines": ("---\ntitle: 规划\ntags:\n  - 一\ndescription: |\n  多行\n\n  说明\n---\n\n# 甲\n", "甲\n"),
    "front matter in TOML": ('+++\ntitle = "规划"\n+++\n# 甲\n', "甲\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_marks_are_read(name: str) -> None:
    source, expected = CASES[name]
    assert take(source.encode(), "plan.md").text == expected


GRID = """\
+----------+--------+--------+
| 指标     | 单位   | 2030年 |
+==========+========+========+
| 粮食产量 | 万吨   | 12     |
| 较高     |        |        |
+----------+--------+--------+
| 人口     | 万人   | 43     |
+----------+--------+--------+
"""
SPANS = """\
+---------------------+----------+
| 指标                | 目标     |
+=============+=======+==========+
| 气温        | 最低  | 12       |
|             +-------+----------+
|             | 最高  | 34       |
+-------------+-------+----------+
"""
NARROW = """\
+------+-----+
| 粮食产量 | 12 |
+------+-----+
| 人口 | 43 |
+------+-----+
"""
SIMPLE = """\
  指标         单位      2030年
-----------  ---------  --------
粮食产量       万吨          12
人口           万人          43
"""
RULED = """\
-------------------------------------
 指标        单位       2030年
----------- --------- ---------------
 粮食产量    万吨       12
 较高

 人口        万人       43
-------------------------------------
"""
HTML = """\
<table border="1">
<tr><td rowspan="2">指标</td><td colspan="2">目标</td></tr>
<tr><td>2025年</td><td>2030年</td></tr>
<tr><td>产量</td><td>1</td><td>**2**</td></tr>
</table>
"""
ROWS = "指标\t单位\t2030年\n粮食产量 较高\t万吨\t12\n人口\t万人\t43\n"
TABLES = {
    "bars": ("| 指标 | 2030年 |\n|:--|--:|\n| 粮食\\|产量 | **12** |\n| 一<br>二 | |\n", "指标\t2030年\n粮食|产量\t12\n一 二\t\n"),
    "bars without ends": ("指标 | 值\n--|--\n甲 | 1\n乙 |\n", "指标\t值\n甲\t1\n乙\t\n"),
    "rows of different lengths": ("| a | b |\n|--|--|\n| 1 |\n| 1 | 2 | 3 |\n", "a\tb\t\n1\t\t\n1\t2\t3\n"),
    "a grid": (GRID, ROWS),
    "a grid with merged cells": (SPANS, "指标\t\t目标\n气温\t最低\t12\n\t最高\t34\n"),
    "a grid set for narrow characters": (NARROW, "粮食产量\t12\n人口\t43\n"),
    "columns": (SIMPLE, ROWS.replace(" 较高", "")),
    "columns with rules": (RULED, ROWS),
    "numbers below each other": ("| 指标 | 2025年 |\n|--|--|\n| **就业<br>女性** | 42.5<br>20.1 |\n", "指标\t2025年\n就业\t42.5\n女性\t20.1\n"),
    "two in HTML": (HTML + "<table><tr><td>项目</td><td>9</td></tr></table>\n",
                    "指标\t目标\t目标\n\t2025年\t2030年\n产量\t1\t2\n\n项目\t9\n"),
    "two with bars": ("| 甲 | 1 |\n|--|--|\n| 乙 | 2 |\n\n| 丙 | 3 |\n|--|--|\n", "甲\t1\n乙\t2\n\n丙\t3\n"),
    "HTML": (HTML, "指标\t目标\t目标\n\t2025年\t2030年\n产量\t1\t2\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_all_forms_become_rows(name: str) -> None:
    source, expected = TABLES[name]
    found = take(f"# 规划\n\n{source}\n文。\n".encode(), "plan.md")
    assert found.text == f"规划\n\n{expected}\n文。\n"
    assert found.numbers
    assert absent(found.numbers, found.text) == {}


ROW = "指标\t单位\t目标\n产值\t亿元\t12\n公路\t公里\t5\n"
BARRED = {
    "bars between cells": ("指标 | 单位 | 目标\n产值 | 亿元 | 12\n公路 | 公里 | 5\n", ROW),
    "bars around them": ("| 指标 | 单位 | 目标 |\n|产值|亿元|12|\n| 公路 | 公里 | 5 |\n", ROW),
    "wide bars": ("指标｜单位｜目标\n产值｜亿元｜12\n公路｜公里｜5\n", ROW),
    "wide bars around them": ("｜指标｜单位｜目标｜\n｜产值｜亿元｜12｜\n｜公路｜公里｜5｜\n", ROW),
    "blank lines": ("指标 | 单位 | 目标\n\n产值 | 亿元 | 12\n\n公路 | 公里 | 5\n", ROW),
    "empty first cells": (" | 单位 | 目标\n产值 | 亿元 | 12\n | 公里 | 5\n", "\t单位\t目标\n产值\t亿元\t12\n\t公里\t5\n"),
    "an empty last cell": ("指标 | 目标 | \n产值 | 12 | 14\n公路 | 5 | \n", "指标\t目标\t\n产值\t12\t14\n公路\t5\t\n"),
    "a shorter row": ("指标 | 单位 | 目标\n产值 | 亿元 | 12\n合计 | 100\n", "指标\t单位\t目标\n产值\t亿元\t12\n合计\t100\n"),
    "one bar each": ("指标 | 目标\n产值 | 12\n公路 | 5\n", "指标\t目标\n产值\t12\n公路\t5\n"),
    "a list": ("01 | 总则\n02 | 任务\n03 | 保障\n", "01 | 总则\n02 | 任务\n03 | 保障\n"),
    "a pair": ("总则 | 任务\n保障 | 附则\n", "总则 | 任务\n保障 | 附则\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", BARRED)
@pytest.mark.parametrize("mark", ["**", ""])
def test_lines_with_the_same_number_of_bars_are_rows(name: str, mark: str) -> None:
    source, expected = BARRED[name]
    found = take(f"规划\n\n{mark}文{mark}。\n\n{source}\n{mark}文{mark}。\n".encode(), "plan.txt")
    assert found.text == f"规划\n\n文。\n\n{expected}\n文。\n"


def test_the_sign_of_an_amount_alone_on_its_line_is_no_mark() -> None:
    found = take(
        "**规划**\n\n**人**\n\n>50\n\n>2%\n\n> 引文\n\n>2026年建成。\n".encode(), "plan.md"
    ).text
    assert found == "规划\n\n人\n\n>50\n\n>2%\n\n引文\n\n2026年建成。\n"


def test_a_bar_at_the_end_of_each_cell_is_no_text() -> None:
    cells = "指标 |\n2030年 |\n属性 |\n产值 |\n12 |\n预期性 |\n公路 |\n||\n约束性 |\n"
    whole = "指标\n2030年\n属性\n产值\n12\n预期性\n公路\n\n约束性\n"
    found = take(f"规划\n总则如下。\n{cells}做好任务。\n".encode(), "plan.txt").text
    assert found == f"规划\n总则如下。\n{whole}做好任务。\n"


@pytest.mark.parametrize("end", ["\n", "\n\n"])
def test_a_group_between_rows_with_bars_stays_a_line(end: str) -> None:
    rows = ["指标 | 单位 | 目标", "一、经济", "产值 | 亿元 | 12", "二、民生", "公路 | 公里 | 5"]
    found = take(f"规划\n总则如下。\n{end.join(rows)}\n文。\n".encode(), "plan.txt").text
    assert (
        found
        == "规划\n总则如下。\n指标\t单位\t目标\n一、经济\n产值\t亿元\t12\n二、民生\n公路\t公里\t5\n文。\n"
    )


@pytest.mark.parametrize("name", ["a grid", "columns", "bars"])
@pytest.mark.parametrize("caption", [": 表1　主要指标", "Table: 表1　主要指标"])
def test_a_caption_below_a_table_comes_before_it(name: str, caption: str) -> None:
    source, expected = TABLES[name]
    found = take(f"# 规划\n\n{source}\n{caption}\n\n文。\n".encode(), "plan.md")
    assert found.text.startswith(f"规划\n\n表1　主要指标\n{expected}")


def test_notes_follow_their_paragraphs() -> None:
    text = (
        "# 规划\n\n强度[^b]提高[^a]。\n\n又一段[^long]，行内^[行内**脚注**。]。\n\n[^x]无此注。\n\n[^a]: 口径甲。\n"
        "[^b]: 口径乙。\n[^long]: 第一段\n    续行。\n\n    第二段。\n\n完。\n"
    )
    assert take(text.encode(), "plan.md").text == (
        "规划\n\n强度¹提高²。\n　　¹口径乙。\n　　²口径甲。\n\n又一段³，行内⁴。\n　　³第一段 续行。 第二段。\n"
        "　　⁴行内脚注。\n\n[^x]无此注。\n\n\n完。\n"
    )


def test_what_is_not_shown_is_named() -> None:
    text = "---\ntitle: 规划\n---\n# 甲<!-- 注释12 -->\n\n~~删去~~ ![图1](a_(1).png \"题\") <img alt='图2' src=b.png>\n"
    found = take(text.encode(), "plan.md")
    assert found.text == "甲\n"
    assert [(one.kind, one.text.strip()) for one in found.left][1:] == [
        ("comments", "注释12"),
        ("pictures, with any tables in them", "图1"),
        ("pictures, with any tables in them", "图2"),
        ("hidden or struck text", "删去"),
    ]
    assert found.provenance.title == "规划"


def test_front_matter_in_chinese_says_what_it_is() -> None:
    front = "标题: 临江区规划\n文号: 临政发〔2026〕3号\n发布单位: 区政府\n发布日期: 2026-03-01\n官方链接: https://example.gov.cn/a"
    found = take(f"---\n{front}\n---\n\n# 临江区规划\n".encode(), "plan.md")
    assert found.provenance.found() == {
        "title": "临江区规划", "published": "2026-03-01", "publisher": "区政府",
        "document_number": "临政发〔2026〕3号", "url": "https://example.gov.cn/a",
    }  # fmt: skip


@pytest.mark.parametrize(
    "row", ["#稻谷\t吨\t265", "#稻谷 吨 265", "#稻谷    吨", "# 稻谷\t吨", "#稻谷"]
)
def test_the_sign_of_a_part_makes_no_heading(row: str) -> None:
    """As bulletins of statistics write it; it stays, and so do the tabs."""
    text = (
        f"临江县统计公报\n一、农业\n表1 产量\n粮食\t吨\t900\n{row}\n{row.replace('稻谷', '小麦')}\n"
    )
    found = take(text.encode(), "plan.txt")
    assert found.kind == "plain text"
    assert row in found.text.split("\n")


def test_markdown_with_tables_in_html_is_markdown() -> None:
    text = f"# 规划\n\n{HTML}\n**二、目标**\n\n<p>文。</p>\n"
    found = take(text.encode(), "plan.md")
    assert found.kind == "Markdown text"
    assert found.text.startswith("规划\n\n指标\t目标\t目标\n")
    assert found.text.endswith("\n二、目标\n\n文。\n")
    assert not any("the name ends" in one for one in found.warnings)
