"""Tables of plain text whose columns are parted by rules, of dashes or of drawn lines."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from planbook.begin.take import take
from planbook.intake.text.tables import with_rows

ABOVE = "临江县交通规划\n一、目标\n公路加快建设。\n表1　主要指标\n"
BELOW = "注：为五年新增数。\n二、保障\n加强组织领导。\n"
COLUMNS = """\
  指标名称               单位   2025年   2030年      备注
  ---------------------- ------ -------- ----------- --------------
  公路总里程             公里   1 862    2 000以上   含G345、S218
  高速公路               公里   28.4                 [40]
  公交车辆电动化率       %      —        ≥95
"""
WIDE = """\
┌──────┬──┬───┬─────┐
│指标名称    │单位│2025年│2030年    │
├──────┼──┼───┼─────┤
│公路总里程  │公里│1 862 │2 000以上 │
├──────┼──┼───┼─────┤
│高速公路    │公里│28.4  │          │
│（含在建）  │    │      │          │
└──────┴──┴───┴─────┘
"""
NARROW = """\
╔════════════╦════╦══════╗
║指标名称║单位║2030年║
╠════════════╬════╬══════╣
║公路总里程║公里║2 000以上║
║高速公路║公里║║
╚════════════╩════╩══════╝
"""
DRAWN = """\
指标名称     单位   2025年   2030年
──────────── ────── ──────── ──────────
公路总里程   公里   1 862    2 000以上
高速公路     公里            68.4
"""


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            COLUMNS,
            [
                "指标名称\t单位\t2025年\t2030年\t备注",
                "公路总里程\t公里\t1 862\t2 000以上\t含G345、S218",
                "高速公路\t公里\t28.4\t\t[40]",
                "公交车辆电动化率\t%\t—\t≥95\t",
            ],
        ),
        (
            WIDE,
            [
                "指标名称\t单位\t2025年\t2030年",
                "公路总里程\t公里\t1 862\t2 000以上",
                "高速公路 （含在建）\t公里\t28.4\t",
            ],
        ),
        (NARROW, ["指标名称\t单位\t2030年", "公路总里程\t公里\t2 000以上", "高速公路\t公里\t"]),
        (
            DRAWN,
            [
                "指标名称\t单位\t2025年\t2030年",
                "公路总里程\t公里\t1 862\t2 000以上",
                "高速公路\t公里\t\t68.4",
            ],
        ),
    ],
    ids=["dashes", "drawn wide", "drawn narrow", "drawn columns"],
)
@pytest.mark.parametrize("blank", ["", "\n"], ids=["close", "apart"])
def test_the_rules_say_where_the_columns_are(table: str, rows: list[str], blank: str) -> None:
    """A blank inside a cell parts none, and an empty cell keeps its place."""
    found = take(f"{ABOVE}{blank}{table}{blank}{BELOW}".encode(), "plan.txt")
    lines = [one for one in found.text.split("\n") if one]
    start = lines.index("表1　主要指标") + 1
    assert lines[start : start + len(rows)] == rows
    assert lines[start + len(rows) :] == BELOW.splitlines()
    assert {one.kind for one in found.left} == {"rules of tables"}
    assert "862" in found.numbers or "2025" not in table


def test_a_rule_alone_is_left_out_and_dashes_in_a_text_are_not() -> None:
    text = (
        f"{ABOVE.replace('表1　主要指标', '────────')}——抓产业。\n2026—2030年。\n--------\n{BELOW}"
    )
    found = take(text.encode(), "plan.txt")
    assert [one.text for one in found.left] == ["────────"]
    assert "——抓产业。\n2026—2030年。\n--------\n" in found.text


ALIGNED = {
    "labels on two lines, from the top": (
        """\
序号   项目名称       责任单位        投资（亿元）
1      新建污水管网   住房城乡建设    28.9
       十二公里       局
2      改造老旧小区   交通局          17.5
3      修缮历史建筑   交通局
       八处
""",
        ("序号\t项目名称\t责任单位\t投资（亿元）\n1\t新建污水管网十二公里\t住房城乡建设局\t28.9\n"
        "2\t改造老旧小区\t交通局\t17.5\n3\t修缮历史建筑八处\t交通局\t\n"),
    ),
    "labels on two lines, around their numbers": (
        """\
   指标        单位   2020年   2025年
居民人均可支
                元    31.2万    40.5万
   配收入
 森林覆盖率     %      62.2     65.6
高新技术企业
                家      120      300
    数量
""",
        ("指标\t单位\t2020年\t2025年\n居民人均可支配收入\t元\t31.2万\t40.5万\n"
        "森林覆盖率\t%\t62.2\t65.6\n高新技术企业数量\t家\t120\t300\n"),
    ),
    "names of groups": (
        """\
指标                单位   2025年
一、经济
城镇居民人均收入    万元   6
地区生产总值        亿元   500
生态
森林覆盖率          %      62
空气优良天数        天     330
""",
        ("指标\t单位\t2025年\n一、经济\t\t\n城镇居民人均收入\t万元\t6\n地区生产总值\t亿元\t500\n"
        "生态\t\t\n森林覆盖率\t%\t62\n空气优良天数\t天\t330\n"),
    ),
    "sentences in a table without numbers": (
        """\
领域   重点任务           责任单位
工业   新建厂房三万平方   工业局
       米，配套建设道路
       和管网。
农业   建设基地。         农业局
交通   打通断头路，修缮   交通局
       老桥。
""",
        ("领域\t重点任务\t责任单位\n工业\t新建厂房三万平方米，配套建设道路和管网。\t工业局\n"
        "农业\t建设基地。\t农业局\n交通\t打通断头路，修缮老桥。\t交通局\n"),
    ),
    "a head that comes again on the next page": (
        """\
指标           单位   2025年
生产总值       亿元   500
人均收入       万元   6

           — 1 —
\f           续表1
指标           单位   2025年
森林覆盖率     %      62
""",
        ("指标\t单位\t2025年\n生产总值\t亿元\t500\n人均收入\t万元\t6\n\n           — 1 —\n"
        "\f森林覆盖率\t%\t62\n"),
    ),
    "columns that reach into each other": (
        """\
序号        指标        2020年 2025年 增长（%）
 1    平均寿命（岁）      78.6 80       —
 2 每千人口医师数（人） 2.9 3.6            4.4
 3     床位数（张）       6.2 7.5      3.9
""",
        ("序号\t指标\t2020年\t2025年\t增长（%）\n1\t平均寿命（岁）\t78.6\t80\t—\n"
        "2\t每千人口医师数（人）\t2.9\t3.6\t4.4\n3\t床位数（张）\t6.2\t7.5\t3.9\n"),
    ),
    "labels in the middle of their groups": (
        """\
  类别      指标        规模   2020年 2025年 属性
      空气优良天数比率       %    82.3   85 约束性
 环境质量 细颗粒物浓度 微克/立方米 36           32 约束性
       地表水达标率        %     88    92 约束性
       氮氧化物削减量      吨      — 〔860〕 约束性
 总量减排
      化学需氧量削减量      吨      — 〔1200〕 约束性
""",
        ("类别\t指标\t规模\t2020年\t2025年\t属性\n环境质量\t空气优良天数比率\t%\t82.3\t85\t约束性\n"
        "\t细颗粒物浓度\t微克/立方米\t36\t32\t约束性\n\t地表水达标率\t%\t88\t92\t约束性\n"
        "总量减排\t氮氧化物削减量\t吨\t—\t〔860〕\t约束性\n\t化学需氧量削减量\t吨\t—\t〔1200〕\t约束性\n"),
    ),
    "a head over two others, above the middle of the head": (
        """\
                           规划值
      指标       单位                    属性
                     2020年     2025年
    公路里程      公里     1860      2100 预期性
    公交分担率       %      31        38  预期性
   建制村通车率      %      98       100  约束性
""",
        ("指标\t单位\t规划值\t\t属性\n\t\t2020年\t2025年\t\n公路里程\t公里\t1860\t2100\t预期性\n"
        "公交分担率\t%\t31\t38\t预期性\n建制村通车率\t%\t98\t100\t约束性\n"),
    ),
    "a page whose columns are elsewhere": (
        """\
指标           单位   2025年
生产总值       亿元   500
人均收入       万元   6

           — 1 —
\f指标                   单位      2025年
森林覆盖率             %         62
空气优良天数           天        330
""",
        ("指标\t单位\t2025年\n生产总值\t亿元\t500\n人均收入\t万元\t6\n\n           — 1 —\n"
        "\f森林覆盖率\t%\t62\n空气优良天数\t天\t330\n"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("table", "rows"), ALIGNED.values(), ids=ALIGNED)
def test_rows_of_aligned_cells_are_lines(table: str, rows: str) -> None:
    found = take((ABOVE + table + BELOW).encode(), "plan.txt")
    assert found.text == ABOVE + rows + BELOW
    assert not any("table" in one for one in found.warnings)


def test_a_row_that_may_go_on_is_named() -> None:
    """The second line may be the rest of the first row, or a row of its own."""
    table = "领域   任务       单位\n工业   新建厂房   工业局\n能源   改造电网   能源局\n农业   修渠       农业局\n"
    found = take((ABOVE + table + BELOW).encode(), "plan.txt")
    assert found.text == ABOVE + table + BELOW
    assert found.warnings == ("tables with cells that may go over several lines: “领域 任务 单位”",)


@pytest.mark.parametrize(
    ("above", "head", "is_told"),
    [
        ("专栏1  质量提升行动", "类别 重点任务", True),
        ("主要指标情况", "指标 规划目标 实现情况", True),
        ("主要指标情况", "类别 重点任务", False),  # it may be a title
        ("专栏1  质量提升行动", "类别\t重点任务", False),
        ("专栏1  质量提升行动", "明确目标 落实任务。", False),
    ],
)
def test_a_head_whose_cells_nothing_parts_is_named(above: str, head: str, *, is_told: bool) -> None:
    rows = "工业炸药 提高稳定性\n提高可靠性，降低感度。\n"
    found = take((ABOVE + f"{above}\n{head}\n{rows}" + BELOW).encode(), "plan.txt")
    assert any(f"“{head}”" in one for one in found.warnings) == is_told


def test_the_name_of_a_group_is_no_rest_of_a_label() -> None:
    """Nothing tells what 生态 is, and the repair asks."""
    table = "指标           单位   2025年\n生产总值       亿元   500\n居民人均收入   万元   6\n生态\n森林           %      62\n"
    found = take((ABOVE + table + BELOW).encode(), "plan.txt")
    assert found.text == ABOVE + table + BELOW


def test_lines_below_a_table_are_none_of_its_cells() -> None:
    table = "指标           单位   2025年\n生产总值       亿元   500\n居民人均收入   万元   6\n"
    below = "保障措施\n加强组织领导。\n"
    rows = "指标\t单位\t2025年\n生产总值\t亿元\t500\n居民人均收入\t万元\t6\n"
    found = take((ABOVE + table + below).encode(), "plan.txt")
    assert found.text == ABOVE + rows + below


def test_the_name_of_a_group_that_may_be_on_two_rows_is_told() -> None:
    """经济发展 beside three rows, or 经济 and 发展 beside one and two."""
    table = "类别   指标       2025年\n经济   生产总值   500\n发展   财政收入   60\n       出口总额   70\n"
    found = take((ABOVE + table + BELOW).encode(), "plan.txt")
    assert [one for one in found.warnings if "table" in one] == [
        "tables with cells that may go over several lines: “类别 指标 2025年”"
    ]


PIECES = (
    "指标",
    "2025年",
    "500",
    "预期性",
    "一、经济",
    "续表1",
    "— 3 —",
    "注：甲。",
    "R&D经费",
    "”十三五“",
)


@pytest.mark.parametrize("seed", range(40))
def test_no_character_of_aligned_lines_is_lost(seed: int) -> None:
    """Cells move only within their row; what is left out is named."""
    random, lines = Random(seed), list[str]()
    for _ in range(200):
        line = ""
        for place in (0, 8, 20, 28)[: random.randrange(5)]:
            if random.random() < 3 / 4:
                blanks = "  " * bool(line)
                line = line.ljust(place + random.randrange(3)) + blanks + random.choice(PIECES)
        lines.append("\f" * (random.random() < 1 / 20) + line)
    made = with_rows(lines)
    left = "".join(one.text for one in made.left)
    assert Counter("".join("".join(lines).split())) == Counter(
        "".join(("".join(made.lines) + left).split())
    )


def test_a_line_end_in_a_cell_is_none_of_its_row() -> None:
    """As a browser copies it; a label with several lines may hold the name of a group as well."""
    head = "指标\t2025年\t2030年\t属性\n生产总值\t500\t600\t预期性\n"
    table = "入园率（%）\t3.5\n以上\t\n80以上\n85以上\t预期性\n班额比例（%）\n其中：小学\n初中\t34.5\n77.3\t80\t约束性\n"
    whole = "入园率（%）\t3.5以上\t80以上 85以上\t预期性\n班额比例（%）其中：小学初中\t34.5 77.3\t80\t约束性\n"
    found = take((ABOVE + head + table + BELOW).encode(), "plan.txt")
    assert found.text == ABOVE + head + whole + BELOW
    row = "班额比例（%）其中：小学初中 34.5 77.3 80 约束性"
    assert found.warnings == (f"tables with cells that may go over several lines: “{row}”",)


def test_short_rows_by_tabs_are_rows() -> None:
    table = "类别\t指标\t2025年\n经济\t总产值\t100\n出口\t20\n进口\t30\n环境\t林地\t\n湿地\n"
    found = take((ABOVE + table + BELOW).encode(), "plan.txt")
    assert found.text == ABOVE + table + BELOW


def test_a_text_that_a_program_made_of_a_pdf_is_told() -> None:
    page = "全县坚持以人民为中心的发展思想，着力解决群众反映强烈的问题，不断增\n强人民群众的获得感、幸福感、安全感，推动各项事业取得新的进展。\n"
    text = f"规划\n一、目标\n{page}\f{page}\f二、任务\n{page}"
    broken = take(text.encode(), "plan.txt")
    whole = take(text.replace("增\n", "增").encode(), "plan.txt")
    assert [one.partition(":")[2] for one in broken.warnings] == [
        " the PDF itself shows its tables, indents, and headings"
    ]
    assert whole.warnings == ()


def test_cells_beside_each_other_are_parted_where_a_pdf_has_the_others_on_lines_of_their_own() -> (
    None
):
    page = "全县坚持以人民为中心的发展思想，着力解决群众反映强烈的问题，不断增\n强人民群众的获得感、幸福感、安全感，推动各项事业取得新的进展。\n"
    table = "表1 主要指标\n指标\n单位 2025年 属性\n生产总值\n亿元 500\n预期性\n林地\n万亩\n60 约束性\n医院\n个\n8\n预期性\n"
    text = f"规划\n一、目标\n{page}\f{table}{page}\f二、任务\n{page}"
    found = take(text.encode(), "plan.txt").text
    assert found == text.replace(table[7:], table[7:].replace(" ", "\n"))
    assert take(text.replace("\f", "").encode(), "plan.txt").text == text.replace("\f", "")
