"""`planbook figures --propose`: the figures that rules read in a text and its tables."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import pytest
from hypothesis import given, settings
from msgspec.structs import replace as altered

from planbook.cli import main
from planbook.commands.figures import proposal_of
from planbook.commands.verify import pending
from planbook.figures import numerals
from planbook.locales import Bilingual, Translatable
from planbook.pipeline import Conversion
from planbook.proposals.propose import FILE, as_toml
from planbook.proposals.sentences import Proposed, figures_of
from planbook.proposals.tense import Setting
from planbook.proposals.units import AFTER
from planbook.sources import FILES, Sources, read_sources, toml
from planbook.statements.ground import ground_of
from planbook.statements.records import span_of
from planbook.statements.targets import FILE as TARGETS
from planbook.statements.targets import Other, Target, Targets
from planbook.statements.tie import account_of, lines_of
from planbook.store import read_files
from plans import Plan, plans
from projects import picture, tiny_project

TABLE = """\
第一章 总则
到2030年，地区生产总值达到1300亿元，建成学校5所，为实现第二个百年奋斗目标打牢基础。
一、主要指标
表1“十五五”时期主要指标
序号\t指标\t2025年\t2030年\t年均增速\t属性
1\t地区生产总值（亿元）\t962.5\t1300左右\t6%左右\t预期性
2\t常住人口城镇化率（%）\t75.2\t78\t〔2.8〕\t预期性
3\t单位地区生产总值能耗降低（%）\t—\t13.5\t—\t约束性
4\t细颗粒物（PM2.5）平均浓度（微克/立方米）\t35\t≤30\t—\t约束性
5\t每千人口执业（助理）医师数（人）\t4.1\t4.5-5\t—\t预期性
6\t新建学校\t—\t建成12所\t—\t预期性
二、主要任务
做好各项主要任务，抓好三大工程。
第二章 保障
加强组织保障。
"""


def table_project(folder: Path) -> Path:
    return with_period(tiny_project(folder, TABLE), 2026, 2030)


def with_period(root: Path, begins: int, ends: int) -> Path:
    file = root / "source/plan.toml"
    text = file.read_text("utf-8").replace("begins = 2021", f"begins = {begins}")
    file.write_text(text.replace("ends = 2025", f"ends = {ends}"), "utf-8")
    return root


def sources_of(root: Path) -> Sources:
    """Its sources; how many marks and blanks the repair mends is not the subject here."""
    sources = read_sources(read_files(root, FILES))
    return replace(sources, repairs=replace(sources.repairs, counts=None))


def proposed(root: Path) -> tuple[Proposed, ...]:
    return proposal_of(Conversion(sources_of(root))).figures


def completed(text: str) -> str:
    """The file as a person may leave it, with everything filled in that it names."""
    head, text = text.split("\n\n", 1)
    text = text.replace('# to add: en = "…", as in its English', 'en = "1"')
    text = re.sub(r' \}\n# to add: en = "…", in measures', ', en = "Thing" }', text)
    text = text.replace('# to add: measures = { zh = "…"', 'measures = { zh = "物"')
    text = text.replace('# to add: theme = "…"', 'theme = "economy"')
    if (unit := '# to add: unit = "…"') in text:
        text = text.replace(unit, 'unit = "thing"')
        text = text.replace("[units]", '[units]\nthing = { zh = "个", en = "things" }', 1)
    assert "# to add" not in text
    return f"{head}\n\n{text}"


def faults_of(sources: Sources) -> list[str]:
    """What is wrong with a proposal for all numbers of a plan, once it is filled in.

    English that no rule finds is filled in as `1`, which may not be there.
    """
    bare = Conversion(replace(sources, targets=Targets()))
    text = completed(as_toml(proposal_of(bare)))
    targets = toml(text.encode(), TARGETS, Targets)
    found = map(str, account_of(targets, ground_of(bare.linked))[1])
    return [one for one in found if "its English “1”" not in one]


# --- the law: what is proposed accounts for every numeral, and no record says what is not there


@pytest.mark.slow
def test_the_proposal_for_the_whole_plan_holds(sources: Sources) -> None:
    assert faults_of(sources) == []


@pytest.mark.slow
def test_it_holds_without_a_termbase(sources: Sources) -> None:
    assert faults_of(replace(sources, terms=())) == []


def test_it_holds_with_tables(tmp_path: Path) -> None:
    assert faults_of(sources_of(table_project(tmp_path))) == []


def test_it_holds_for_every_unit(tmp_path: Path) -> None:
    written = [one for one in AFTER.split("|") if re.fullmatch(r"[\w%‰/]+", one)]
    assert len(written) > 60
    body = "".join(f"建设规模达到12{one}以上。" for one in written)
    root = tiny_project(tmp_path, f"第一章 总则\n{body}\n第二章 保障\n加强保障。\n")
    assert len(proposed(root)) == len(written)
    assert all(one.unit and one.qualifier == "以上" for one in proposed(root))
    assert faults_of(sources_of(root)) == []


@pytest.mark.slow
@settings(max_examples=25)
@given(plans())
def test_it_holds_for_any_plan(plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        root = tiny_project(Path(folder), "\n".join(plan.lines()) + "\n")
        sources = sources_of(root)
    assert faults_of(sources) == []


# --- how much rules can tell


def test_most_figures_of_the_plan_are_read_rightly(sources: Sources) -> None:
    """Measured against the records that were made by hand: 213 figures."""
    bare = Conversion(replace(sources, targets=Targets()))
    lines = lines_of(ground_of(bare.linked))
    found = {(one.at, one.start): one for one in proposal_of(bare).figures}
    right: Counter[str] = Counter()
    for target in sources.targets.figure:
        start, end = span_of(target, lines) or (0, 0)
        spans = [one for one in numerals(lines[target.at][0]) if start <= one[0] < end]
        if one := found.get((target.at, spans[0][0])):
            checks = {
                "found": True,
                "value": (one.value, one.upper) == (target.value, target.upper),
                "unit": bool(one.unit) and one.unit.key == target.unit,
                "kind": one.kind == target.kind,
                "qualifier": one.qualifier == target.qualifier,
                "year": one.year == target.year,
                "yearly": one.yearly == target.yearly,
                "theme": one.theme == target.theme,
                "english": bool(one.en) and one.en in lines[target.at][1],
            }
            right.update(name for name, holds in checks.items() if holds)
            right["all"] += checks["value"] and checks["unit"] and checks["kind"]
    floors = {
        "found": 212, "value": 212, "unit": 202, "kind": 201, "all": 192, "qualifier": 212,
        "year": 211, "yearly": 209, "theme": 195, "english": 212,
    }  # fmt: skip
    assert {name: right[name] for name, floor in floors.items() if right[name] < floor} == {}
    assert len(found) <= len(sources.targets.figure) + 6


# Text, whether it looks back; and for each figure: text, value, unit, kind, year, what it measures.
SENTENCES: list[tuple[str, bool, list[tuple[str, str, str, str, int, str]]]] = [
    ("到2030年，财政收入超过120亿元，森林覆盖率不低于35%。", False,
     [("超过120亿元", "12000000000", "yuan", "target", 2030, "财政收入"),
      ("不低于35%", "35", "percent", "target", 2030, "森林覆盖率")]),
    ("财政收入年均增长6.5%左右，新增就业3.2万人。", True,
     [("6.5%左右", "6.5", "percent-change", "result", 0, "财政收入"),
      ("3.2万人", "32000", "person", "result", 0, "新增就业")]),
    ("力争用三年时间完成搬迁，每年新建公园2-3处。", False,
     [("三年", "3", "year", "duration", 0, ""),
      ("2-3处", "2–3", "park", "target", 0, "每年新建公园")]),
    ("健全救助、福利、慈善三大体系，发挥18个社区作用。", False,
     [("三大", "3", "system", "standing", 0, "体系"),
      ("18个", "18", "community", "standing", 0, "发挥社区作用")]),
    ("65岁以上老年人健康管理率达到75%，人均预期寿命达到80岁。", False,
     [("65岁以上", "65", "age", "limit", 0, ""),
      ("75%", "75", "percent", "target", 0, "老年人健康管理率"),
      ("80岁", "80", "age", "target", 0, "人均预期寿命")]),
    ("到“十五五”末，每千人拥有床位7.5张，较2025年提高10%。", False,
     [("7.5张", "7.5", "bed-per-thousand", "standing", 0, "每千人拥有床位"),
      ("10%", "10", "percent-change", "target", 2030, "每千人拥有床位")]),
    ("农田灌溉水有效利用系数提高到0.6，数字经济增加值占比超过10.5%，单位能耗降低17%。", False,
     [("0.6", "0.6", "", "target", 0, "农田灌溉水有效利用系数"),
      ("超过10.5%", "10.5", "percent", "target", 0, "数字经济增加值占比"),
      ("降低17%", "17", "percent-change", "target", 0, "单位能耗")]),
    ("新增装机12千瓦，总装机100万千瓦，铁路12万千米。", True,
     [("12千瓦", "12000", "watt", "result", 0, "新增装机"),
      ("100万千瓦", "1000000", "kilowatt", "result", 0, "总装机"),
      ("12万千米", "120000", "thousand-meter", "result", 0, "铁路")]),
    ("第三批项目一批一批落户，“三个代表”、5G、PM2.5和2030年、12月31日、表3、10KV、3.0版、一期工程。", False, []),
    ("财政收入完成20.5亿元，为预算的101%，同比下降3.1%；农业总产值70亿元，增加值38亿元，增长2%。", True,
     [("20.5亿元", "2050000000", "yuan", "result", 0, "财政收入"),
      ("101%", "101", "percent", "result", 0, ""),
      ("下降3.1%", "3.1", "percent-change", "result", 0, "财政收入"),
      ("70亿元", "7000000000", "yuan", "result", 0, "农业总产值"),
      ("38亿元", "3800000000", "yuan", "result", 0, "农业增加值"),
      ("2%", "2", "percent-change", "result", 0, "农业增加值")]),
    ("数字产业产值120亿元，占工业比重为12.5%，比上年提高1.5个百分点，生产形势平稳，增长6%。", True,
     [("120亿元", "12000000000", "yuan", "result", 0, "数字产业产值"),
      ("12.5%", "12.5", "percent", "result", 0, "数字产业产值占工业比重"),
      ("1.5个百分点", "1.5", "percentage-point", "result", 0, "数字产业产值占工业比重"),
      ("6%", "6", "percent-change", "result", 0, "")]),
    ("城镇、农村居民人均收入分别增长5%、6.1%，三次产业结构为5.5:40:54.5。", True,
     [("5%", "5", "percent-change", "result", 0, "城镇居民人均收入"),
      ("6.1%", "6.1", "percent-change", "result", 0, "农村居民人均收入"),
      ("5.5", "5.5", "", "result", 0, "三次产业结构"),
      ("40", "40", "", "result", 0, "三次产业结构"),
      ("54.5", "54.5", "", "result", 0, "三次产业结构")]),
    ("森林覆盖率由2025年的35.5%提高到2030年的38%，参加养老、工伤保险3万人次。", False,
     [("35.5%", "35.5", "percent", "result", 2025, "森林覆盖率"),
      ("38%", "38", "percent", "target", 2030, "森林覆盖率"),
      ("3万人次", "30000", "visit", "target", 2030, "参加养老、工伤保险")]),
    ("2025年，全县用水量2亿立方米，五年年均下降1.2%。到2030年，用水量降至1.8亿立方米。", True,
     [("2亿立方米", "200000000", "cubic-meter", "result", 2025, "全县用水量"),
      ("五年", "5", "year", "duration", 0, ""),
      ("下降1.2%", "1.2", "percent-change", "result", 0, "全县用水量"),
      ("1.8亿立方米", "180000000", "cubic-meter", "target", 2030, "用水量")]),
    ("人均绿地14.5平方米/人，路网密度8.5公里/平方公里，选出人大代表120名，用地20平方千米，出口3亿美元。", False,
     [("14.5平方米/人", "14.5", "square-meter-per-person", "target", 0, "人均绿地"),
      ("8.5公里/平方公里", "8.5", "kilometer-per-square-kilometer", "target", 0, "路网密度"),
      ("120名", "120", "person", "target", 0, "选出人大代表"),
      ("20平方千米", "20", "square-thousand-meter", "target", 0, "用地"),
      ("3亿美元", "300000000", "us-dollar", "target", 0, "出口")]),
    ("全县新建12条过江通道，累计建成13处15条，收入占全国近四成，培育5000亿级产业，城乡标准提高至每月900元。", True,
     [("12条", "12", "line", "result", 0, "全县新建过江通道"),
      ("13处", "13", "site", "result", 0, ""),
      ("15条", "15", "line", "result", 0, ""),
      ("近四成", "4", "tenth", "result", 0, "收入占全国"),
      ("900元", "900", "yuan", "result", 0, "城乡标准")]),
    ("培育百亿级企业39家，建设4个千万千瓦级基地，吞吐量达到600万TEU。", False,
     [("39家", "39", "company", "target", 0, "培育百亿级企业"),
      ("4个", "4", "base", "target", 0, ""),
      ("600万TEU", "6000000", "container", "target", 0, "吞吐量")]),
    ("地区生产总值、财政收入分别达到1200亿元、98亿元，城镇居民、农村居民收入分别增长5%和6%，新建学校和医院分别为12所和3所。", False,
     [("1200亿元", "120000000000", "yuan", "target", 0, "地区生产总值"),
      ("98亿元", "9800000000", "yuan", "target", 0, "财政收入"),
      ("5%", "5", "percent-change", "target", 0, "城镇居民收入"),
      ("6%", "6", "percent-change", "target", 0, "农村居民收入"),
      ("12所", "12", "school", "target", 0, ""),
      ("3所", "3", "school", "target", 0, "")]),
    ("城镇和农村居民人均可支配收入分别达到5.2万元和2.8万元，年均分别增长5%、6%。", False,
     [("5.2万元", "52000", "yuan", "target", 0, "城镇居民人均可支配收入"),
      ("2.8万元", "28000", "yuan", "target", 0, "农村居民人均可支配收入"),
      ("5%", "5", "percent-change", "target", 0, "城镇居民人均可支配收入"),
      ("6%", "6", "percent-change", "target", 0, "农村居民人均可支配收入")]),
    ("全县城镇、农村居民收入分别增长5%、6%，城乡居民收入分别增长5%、6%。第一、第二产业增加值分别增长3%、5%。", True,
     [("5%", "5", "percent-change", "result", 0, "全县城镇居民收入"),
      ("6%", "6", "percent-change", "result", 0, "农村居民收入"),
      ("5%", "5", "percent-change", "result", 0, ""),
      ("6%", "6", "percent-change", "result", 0, ""),
      ("3%", "3", "percent-change", "result", 0, "第一产业增加值"),
      ("5%", "5", "percent-change", "result", 0, "第二产业增加值")]),
    ("老年家庭、青年家庭户均收入分别为5万元、6万元，年均分别增长5%。", True,
     [("5万元", "50000", "yuan", "result", 0, "老年家庭户均收入"),
      ("6万元", "60000", "yuan", "result", 0, "青年家庭户均收入"),
      ("5%", "5", "percent-change", "result", 0, "")]),
    ("卫生厕所普及率、污水治理率分别达到95%和45%。", False,
     [("95%", "95", "percent", "target", 0, "卫生厕所普及率"),
      ("45%", "45", "percent", "target", 0, "污水治理率")]),
    ("1．发布于2026-05-26 11:30，约1/3以上。", False, []),
    ("见附件1、图2和表3-1，在12、13街坊和320国道旁，建县70周年，世界500强，“1412”格局，三次产业。", False, []),
    ("", False, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "looks_back", "expected"), SENTENCES)
def test_what_a_sentence_tells(
    text: str, looks_back: object, expected: list[tuple[str, str, str, str, int, str]]
) -> None:
    setting = Setting("1.0.0.1.1", looks_back=bool(looks_back), first_year=2026, last_year=2030)
    assert [shown(one) for one in figures_of(text, setting, [])] == expected


def shown(one: Proposed) -> tuple[str, str, str, str, int, str]:
    value = f"{one.value.normalize():f}" if one.upper is None else f"{one.value}–{one.upper}"
    return one.zh, value, one.unit.key if one.unit else "", one.kind, one.year, one.measures


def test_all_numbers_that_share_a_verb_are_of_a_year_or_none() -> None:
    setting = Setting("1", looks_back=False, first_year=2026, last_year=2030)
    found = [*figures_of("生产总值、财政收入年均分别增长6.5%、7.5%，新增就业3万人。", setting, [])]
    assert [(one.measures, one.yearly) for one in found] == [
        ("生产总值", True), ("财政收入", True), ("新增就业", False),
    ]  # fmt: skip


REPUBLIC = "自98年起至103年底，失业率降至3.5%，较97年下降1.2个百分点，工期为20年。"


@pytest.mark.parametrize(("is_republic", "year"), [(True, 2014), (False, 0)])
def test_the_years_of_the_republic_are_no_durations(is_republic: object, year: int) -> None:
    setting = Setting("1", looks_back=False, first_year=0, last_year=0, republic=bool(is_republic))
    found = [(one.zh, one.kind, one.year) for one in figures_of(REPUBLIC, setting, [])]
    assert found == [
        ("3.5%", "target", year), ("下降1.2个百分点", "target", year), ("20年", "duration", 0),
    ]  # fmt: skip


def test_a_table_of_indicators(tmp_path: Path) -> None:
    found = [one for one in proposed(table_project(tmp_path)) if one.at.startswith("1.1.0.2.")]
    rows = [(*shown(one), one.nature, one.yearly, bool(one.series)) for one in found]
    gdp, cities = "地区生产总值（亿元）", "常住人口城镇化率（%）"
    air = "细颗粒物（PM2.5）平均浓度（微克/立方米）"
    doctors = "每千人口执业（助理）医师数（人）"
    money, dust = "hundred-million-yuan", "microgram-per-cubic-meter"
    assert rows == [
        ("962.5", "962.5", money, "result", 2025, gdp, "", False, True),
        ("1300左右", "1300", money, "target", 2030, gdp, "anticipatory", False, True),
        ("6%左右", "6", "percent-change", "target", 0, "地区生产总值", "anticipatory", True, False),
        ("75.2", "75.2", "percent", "result", 2025, cities, "", False, True),
        ("78", "78", "percent", "target", 2030, cities, "anticipatory", False, True),
        ("〔2.8〕", "2.8", "", "target", 0, "常住人口城镇化率", "anticipatory", False, False),
        ("13.5", "13.5", "percent", "target", 2030, "单位地区生产总值能耗降低（%）", "binding", False,
         False),
        ("35", "35", dust, "result", 2025, air, "", False, True),
        ("≤30", "30", dust, "target", 2030, air, "binding", False, True),
        ("4.1", "4.1", "person", "result", 2025, doctors, "", False, True),
        ("4.5-5", "4.5–5", "person", "target", 2030, doctors, "anticipatory", False, True),
        ("建成12所", "12", "school", "target", 2030, "新建学校", "anticipatory", False, False),
    ]  # fmt: skip


BOUNDS = """\
第一章 总则
表1主要指标
指标\t2025年\t2030年\t累计\t属性
财政收入（亿元）\t>96.5\t＞100\t年均≥6.5\t预期性
失业率（%）\t<5.5\t6左右\t[1.5]\t预期性
增速（%）\t6.5以上\t7\t【14.5】\t约束性
能耗（%）\t（14）\t〔18〕\t〔14.5〕\t约束性
学校（所）\t——\t-\t—\t预期性
注：〔〕内为五年累计数。
第二章 保障
加强组织保障。
"""


def test_an_indicator_whose_name_says_so_is_of_each_year(tmp_path: Path) -> None:
    rows = "指标\t单位\t目标值\n财政收入年均增幅\t%\t6\n细颗粒物年均浓度\t微克/立方米\t35\n用水年均下降（%）\t\t〔2〕\n"
    text = f"第一章 总则\n表1主要指标\n{rows}第二章 保障\n加强组织保障。\n"
    root = with_period(tiny_project(tmp_path, text), 2026, 2030)
    assert [(one.zh, one.yearly) for one in proposed(root)] == [
        ("6", True), ("35", False), ("〔2〕", False),
    ]  # fmt: skip


def test_what_bounds_a_number_in_a_table_or_adds_years_up_is_kept(tmp_path: Path) -> None:
    """No number in brackets, which is for all years together, is a step of a series."""
    root = tiny_project(tmp_path, BOUNDS)
    found = [one for one in proposed(root) if one.at.startswith("1.0.0.2.")]
    rows = [(one.zh, str(one.value), one.qualifier, one.yearly) for one in found]
    assert rows == [
        (">96.5", "96.5", ">", False), ("＞100", "100", "＞", False), ("年均≥6.5", "6.5", "≥", True),
        ("<5.5", "5.5", "<", False), ("6左右", "6", "左右", False), ("[1.5]", "1.5", "", False),
        ("6.5以上", "6.5", "以上", False), ("7", "7", "", False), ("【14.5】", "14.5", "", False),
        ("（14）", "14", "", False), ("〔18〕", "18", "", False), ("〔14.5〕", "14.5", "", False),
    ]  # fmt: skip
    assert [one.zh for one in found if one.series] == [
        ">96.5",
        "＞100",
        "<5.5",
        "6左右",
        "6.5以上",
        "7",
    ]
    assert faults_of(sources_of(root)) == []


UNIT_COLUMN = """\
第一章 总则
表1主要指标
|指标|单位|规划基期|规划目标|属性|
|—|—|2025年|2030年|—|
|一、发展|—|—|—|—|
|1.粮食产量|万吨|12|12.5|约束性|
|2.高铁里程|公里|0|—|预期性|
第二章 保障
加强组织保障。
"""


def test_units_in_a_column_and_a_head_of_two_rows(tmp_path: Path) -> None:
    root = tiny_project(tmp_path, UNIT_COLUMN)
    found = [shown(one) for one in proposed(root)]
    assert found == [
        ("12", "12", "ten-thousand-ton", "result", 2025, "粮食产量（万吨）"),
        ("12.5", "12.5", "ten-thousand-ton", "target", 2030, "粮食产量（万吨）"),
        ("0", "0", "kilometer", "result", 2025, "高铁里程（公里）"),
    ]
    assert faults_of(sources_of(root)) == []


GROUPED = """\
第一章 总则
表1主要指标
{head}\t单位\t2030年\t2030年
\t\t\t绝对值\t年均增长
经济发展\t地区生产总值\t亿元\t2356.8\t6%
\t粮食产量\t万吨\t12\t—
绿色生态\t造林\t公顷\t13.5\t3%
第二章 保障
加强组织保障。
"""


@pytest.mark.parametrize("head", ["指标\t", "指标\t指标", "类别\t指标名称"])
def test_a_figure_is_named_after_its_indicator_and_not_after_the_group(
    tmp_path: Path, head: str
) -> None:
    """The head of the names may cover the groups; that of a year covers several columns."""
    root = tiny_project(tmp_path, GROUPED.format(head=head))
    found = [(one.zh, one.year, one.measures) for one in proposed(root)]
    assert found == [
        ("2356.8", 2030, "地区生产总值（亿元）"),
        ("6%", 2030, "地区生产总值"),
        ("12", 2030, "粮食产量（万吨）"),
        ("13.5", 2030, "造林（公顷）"),
        ("3%", 2030, "造林"),
    ]


# Tables below `表1主要指标`; and their figures: text, unit, kind, year, nature, what it measures.
TABLES: dict[str, tuple[str, list[tuple[str, str, str, int, str, str]]]] = {
    "heads on three rows, groups, a nature under another head": (
        (
            "类别|序号|指标项|单位|类型|指标值| \n|||||现状|近期规划\n|||||（2025年）|（2030年）\n"
            "用地|1|建设用地（街巷）|平方千米|约束性|2012|20.5\n|2|人均绿地|平方米/人|预期性|14.5|/\n"
            "交通|3|达标率|％|约束性|/|20分钟覆盖区超80%"
        ),
        [
            ("2012", "square-thousand-meter", "result", 2025, "", "建设用地（街巷）（平方千米）"),
            (
                "20.5",
                "square-thousand-meter",
                "target",
                2030,
                "binding",
                "建设用地（街巷）（平方千米）",
            ),
            ("14.5", "square-meter-per-person", "result", 2025, "", "人均绿地（平方米/人）"),
            ("20分钟", "minute", "duration", 0, "", ""),
            ("超80%", "percent", "target", 2030, "binding", "覆盖区"),
        ],
    ),
    "the unit of the whole table, and no head for the rows": (
        "|项目（单位：亿元）|2026年|增速\n1|道路工程|12.5|6%",
        [
            ("12.5", "hundred-million-yuan", "target", 2026, "", "道路工程（亿元）"),
            ("6%", "percent-change", "target", 0, "", "道路工程"),
        ],
    ),
    "two tables side by side": (
        "指标|2030年|指标|2030年\n床位（张）|120|医师（人）|80",
        [
            ("120", "bed", "target", 2030, "", "床位（张）"),
            ("80", "person", "target", 2030, "", "医师（人）"),
        ],
    ),
    "a property with its group": (
        "一级指标|二级指标|计量单位|2030年目标\n旅游业|总量|亿元|20.5\n|增速|%|6\n水质|达标率|%|98",
        [
            ("20.5", "hundred-million-yuan", "target", 2030, "", "旅游业总量（亿元）"),
            ("6", "percent", "target", 2030, "", "旅游业增速（%）"),
            ("98", "percent", "target", 2030, "", "达标率（%）"),
        ],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_what_a_table_tells(tmp_path: Path, name: str) -> None:
    rows, expected = TABLES[name]
    rows = rows.replace("|", "\t")
    text = f"第一章 总则\n表1主要指标\n{rows}\n第二章 保障\n加强组织保障。\n"
    root = with_period(tiny_project(tmp_path, text), 2026, 2030)
    found = [
        (one.zh, one.unit.key if one.unit else "", one.kind, one.year, one.nature, one.measures)
        for one in proposed(root)
    ]
    assert found == expected
    assert faults_of(sources_of(root)) == []


REPORT = """\
{title}
一、{past}
地区生产总值120.5亿元，增长5.5%。
二、{ahead}
地区生产总值增长6%，建成学校3所。
"""


@pytest.mark.parametrize(
    ("title", "past", "ahead", "year", "kinds"),
    [
        ("临江市2024年国民经济和社会发展统计公报", "综合", "农业", 2024, "rrrr"),
        ("临江市2024年法治建设情况报告", "基本情况", "下一步打算", 2024, "rrtt"),
        ("政府工作报告", "2024年工作回顾", "2025年工作安排", 2025, "rrtt"),
        ("政府工作报告", "主要工作情况", "2025年重点工作", 2025, "rrtt"),
        ("政府工作报告", "2023—2024年工作回顾", "2025年工作安排", 2025, "rrtt"),
        ("政府工作报告", "2023年、2024年工作回顾", "2025年工作安排", 2025, "rrtt"),
    ],
)
def test_what_a_report_tells_of_a_past_year_was_reached(
    tmp_path: Path, title: str, past: str, ahead: str, year: int, kinds: str
) -> None:
    text = REPORT.format(title=title, past=past, ahead=ahead)
    root = with_period(tiny_project(tmp_path, text), year, year)
    found = proposed(root)
    assert "".join(one.kind[0] for one in found) == kinds
    is_told = title.startswith("临江市") or past.startswith("2024")
    assert {one.year for one in found if one.kind == "result"} == {2024 if is_told else 0}
    assert faults_of(sources_of(root)) == []


def test_a_given_name_is_no_figure(tmp_path: Path) -> None:
    text = "第一章 总则\n今天文九应邀报告，文九谨致谢意，文九常问，文九将继续。\n第二章 保障\n加强保障。\n"
    made = proposal_of(Conversion(sources_of(tiny_project(tmp_path, text))))
    assert made.figures == ()
    assert made.others == {("name", ""): ("文九",)}


# --- the command


def test_a_proposal_is_never_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = table_project(tmp_path)
    assert main(["--root", str(root), "convert"]) == 0
    before = picture(root)
    capsys.readouterr()
    assert main(["--root", str(root), "figures", "--propose"]) == 0
    assert "proposed  15 figures (result 4, standing 1, target 10)" in capsys.readouterr().out
    after = picture(root)
    assert {name for name in after if after[name] != before.get(name)} == {FILE}
    assert main(["--root", str(root), "convert", "--check"]) == 0
    # The same sources, the same bytes.
    assert main(["--root", str(root), "figures", "--propose"]) == 0
    assert picture(root) == after


def test_what_no_rule_can_tell_must_be_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = table_project(tmp_path)
    assert main(["--root", str(root), "figures", "--propose"]) == 0
    text = (root / FILE).read_text("utf-8")
    (root / TARGETS).write_text(text, "utf-8")
    assert main(["--root", str(root), "convert"]) == 1
    said = capsys.readouterr().err
    assert "missing required field `theme`" in said
    assert "missing required field `unit`" in said
    (root / TARGETS).write_text(completed(text), "utf-8")
    assert main(["--root", str(root), "convert"]) == 0
    page = (root / "docs/zh/figures.md").read_text("utf-8")
    assert "*目标* *环境* *约束性* *2030年*" in page
    table = page.partition("{#indicators}")[2].partition("</table>")[0]
    (air,) = [line for line in table.splitlines() if "PM2.5" in line]
    assert re.findall(r"(?<=>)[^<>]+", air) == [
        "细颗粒物（PM2.5）平均浓度（微克/立方米）", "35", " · 2025年", "≤30", " · 2030年", "约束性",
    ]  # fmt: skip
    assert all(f"{{: #{one} " in page for one in re.findall(r'href="#(f-[\d-]+)"', table))
    charts = (root / "docs/zh/figures/pictures.md").read_text("utf-8")
    assert "{#pairs}" in charts
    assert "{#spans}" not in charts, "no figure is a duration"
    assert main(["--root", str(root), "export"]) == 0
    data = json.loads((root / "site/data/targets.json").read_text("utf-8"))
    assert Counter(one["nature"] for one in data["figures"]) == {
        None: 7, "anticipatory": 6, "binding": 2,
    }  # fmt: skip
    head = (root / "site/data/targets.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.endswith(",yearly,nature")
    # All is accounted for: the proposal goes.
    assert main(["--root", str(root), "figures", "--propose"]) == 0
    assert "every number is accounted for" in capsys.readouterr().out
    assert not (root / FILE).exists()


def test_figures_of_an_edition_without_english_need_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = table_project(tmp_path)
    assert main(["--root", str(root), "figures", "--propose"]) == 0
    (root / TARGETS).write_text(completed((root / FILE).read_text("utf-8")), "utf-8")
    for verb in ("convert", "export"):
        assert main(["--root", str(root), verb]) == 0, capsys.readouterr().err
    assert "15 of 15 figures have no English" in pending(Conversion(sources_of(root)))
    table = (root / "docs/en/figures.md").read_text("utf-8").partition("{#indicators}")[2]
    (air,) = [one for one in table.partition("</table>")[0].splitlines() if "PM2.5" in one]
    assert '<span lang="zh">细颗粒物（PM2.5）平均浓度（微克/立方米）</span>' in air
    assert '<span lang="zh">≤30</span></a> · 2030' in air
    data = json.loads((root / "site/data/targets.json").read_text("utf-8"))
    assert {(one["en"], one["measures"]["en"]) for one in data["figures"]} == {(None, None)}
    jsonschema.validate(data, json.loads((root / "site/data/targets.schema.json").read_bytes()))


def test_the_record_of_a_sentence_in_english_must_be_in_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = table_project(tmp_path)
    assert main(["--root", str(root), "figures", "--propose"]) == 0
    (root / TARGETS).write_text(completed((root / FILE).read_text("utf-8")), "utf-8")
    assert main(["--root", str(root), "convert"]) == 0
    memory = root / "source/plan.en.po"
    bare = 'msgid "做好各项主要任务，抓好三大工程。"\nmsgstr ""'
    text = memory.read_text("utf-8").replace(bare, bare[:-1] + 'Carry out three projects."')
    memory.write_text(text, "utf-8")
    assert main(["--root", str(root), "convert"]) == 1
    said = capsys.readouterr().err
    assert "its sentence is in English, but the record is not" in said
    assert "Carry out three projects." in said
    assert "1 problem;" in said
    targets = root / TARGETS
    record = targets.read_text("utf-8").replace('zh = "三大"\n', 'zh = "三大"\nen = "three"\n')
    old = re.search(r'zh = "三大"\n(?:.+\n)*?measures = \{ zh = "([^"]+)" \}', record)
    assert old
    record = record.replace(old[0], old[0].removesuffix(" }") + ', en = "Projects" }')
    targets.write_text(record, "utf-8")
    assert main(["--root", str(root), "convert"]) == 0
    page = (root / "docs/en/figures.md").read_text("utf-8")
    assert "- **three** Projects" in page


GENERAL = "第一章 总则\n做到四个全面，建成九年一贯制学校12所。\n第二章 保障\n落实四个全面。\n"
SCHOOLS = Target(
    at="1.0.0.1.1", zh="12所", value=Decimal(12), unit="school", measures=Translatable("学校"),
    kind="target", theme="education",
)  # fmt: skip
YEARS = altered(SCHOOLS, zh="九年", value=Decimal(9), unit="year", kind="duration")


@pytest.mark.parametrize(
    ("texts", "figures", "expected"),
    [
        ((), (SCHOOLS,), []),
        (("四个全面", "九年一贯制"), (SCHOOLS,), []),
        (("四个",), (SCHOOLS, YEARS), []),
        # These were never needed, with or without the term.
        (("三个",), (SCHOOLS,), ["[[other]] 「三个」 is not needed"]),
        (("四个", "四个全面"), (SCHOOLS,), ["[[other]] 「四个」 is not needed"]),
    ],
)
def test_what_an_edition_declares_stays_right_when_planbook_learns_a_term(
    tmp_path: Path, texts: tuple[str, ...], figures: tuple[Target, ...], expected: list[str]
) -> None:
    sources = sources_of(tiny_project(tmp_path, GENERAL))
    assert {"四个全面", "九年一贯制学校"} <= {one.zh for one in sources.terms}
    units = {one.unit: Bilingual(one.unit, one.unit) for one in figures}
    targets = Targets(units, figures, (Other("set phrase", texts),))
    made = Conversion(replace(sources, targets=targets))
    found = [str(one) for one in account_of(targets, ground_of(made.linked))[1]]
    assert [one.partition(": ")[2].partition("\n")[0] for one in found] == expected


@pytest.mark.slow
def test_only_what_is_open_is_proposed(sources: Sources) -> None:
    assert proposal_of(Conversion(sources)).figures == ()
    kept = [one for one in sources.targets.figure if one.at != "5.1.1.1.5"]
    targets = Targets(sources.targets.units, tuple(kept), sources.targets.other)
    made = proposal_of(Conversion(replace(sources, targets=targets)))
    assert [one.zh for one in made.figures] == ["150名", "约2400人", "39.8万人"]
    assert made.others == {}


def test_the_file_is_toml_whatever_the_text_holds(tmp_path: Path) -> None:
    plan = TABLE.replace("建成学校5所", '建成"学校"\\n\'5所')
    root = table_project(tmp_path)
    (root / "source/plan.zh.txt").write_text(plan, "utf-8")
    text = as_toml(proposal_of(Conversion(sources_of(root))))
    read: Mapping[str, list[dict[str, str]]] = tomllib.loads(text)  # type: ignore[assignment]
    assert [one["zh"] for one in read["figure"]][:2] == ["1300亿元", "5所"]
