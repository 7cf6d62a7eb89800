"""Tables of plain text whose columns are parted by rules, of dashes or of drawn lines."""

from __future__ import annotations

import pytest

from planbook.begin.take import take

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
