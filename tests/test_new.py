"""A project for another plan: made from its text alone, honest about what it does not have."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest

from planbook.begin.files import Names, content, first_files
from planbook.begin.identity import identity_of
from planbook.begin.places import chain_of, english, kind_of
from planbook.begin.titles import has_title, only_title, titles
from planbook.cli import main
from planbook.description import FILE as DESCRIPTION_FILE
from planbook.description import Description, years_of
from planbook.pipeline import conversion_of
from planbook.sources import FILES
from planbook.structure.styles import FILE as ACCOUNT_FILE
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.script import to_traditional
from projects import ROOT, picture

EXAMPLE = ROOT / "examples" / "linjiang"
TITLE = "临江区国民经济和社会发展第十五个五年规划纲要"
TEXT = f"""\
{TITLE}
第一章 总则
本章说明目标和任务。
一、发展目标
到2030年，建成公园5个。
二、主要任务
推动高质量发展。
第二章 保障
加强组织保障。
"""


def write(folder: Path, text: str = TEXT, name: str = "plan.txt") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def begin(folder: Path, text: str = TEXT, *more: str) -> int:
    file = write(folder.parent, text)
    return main(["new", str(folder), "--from", str(file), *more])


def begun(folder: Path, text: str = TEXT) -> Path:
    """A new project for the text."""
    assert begin(folder / "edition", text) == 0
    return folder / "edition"


def converted(folder: Path, text: str = TEXT) -> Path:
    """The same with its pages."""
    root = begun(folder, text)
    assert main(["--root", str(root), "convert"]) == 0
    return root


def described(folder: Path) -> Description:
    table = tomllib.loads((folder / DESCRIPTION_FILE).read_text("utf-8"))
    return msgspec.convert(table, Description)


@pytest.mark.parametrize(
    ("title", "place", "kind", "ordinal", "years", "english_place"),
    [
        (TITLE, "临江区", "district", 15, (2026, 2030), "Linjiang District"),
        ("江州市临江区国民经济与社会发展第十四个五年规划和2035年远景目标纲要",
         "临江区", "district", 14, (2021, 2025), "Linjiang District"),
        ("江州市国民经济和社会发展第十五个五年规划纲要", "江州市", "city", 15, (2026, 2030), "Jiangzhou"),
        ("青岭县“十五五”规划纲要", "青岭县", "county", 15, (2026, 2030), "Qingling County"),
        ("江南省国民经济和社会发展第十个五年计划纲要",
         "江南省", "province", 10, (2001, 2005), "Jiangnan Province"),
        ("中华人民共和国国民经济和社会发展第十二个五年（2011—2015年）规划纲要",
         "中华人民共和国", "nation", 12, (2011, 2015), "China"),
    ],
)  # fmt: skip
def test_the_text_says_what_its_plan_is(
    title: str, place: str, kind: str, ordinal: int, years: tuple[int, int], english_place: str
) -> None:
    text = f"某日报\n{title}\n第一章 总则\n推动发展。\n"
    assert next(titles(text)) == title
    found = identity_of(text, title)
    assert (found.place, found.kind, found.ordinal) == (place, kind, ordinal)
    assert (found.begins, found.ends) == years
    assert english(found.place) == english_place


FOUND = [
    ("江苏省“十四五”制造业高质量发展规划\n一、背景", "江苏省", "province", 14, (2021, 2025),
     "江苏省“十四五”制造业高质量发展规划"),
    ("临江县教育事业第十四个五年规划\n第一章", "临江县", "county", 14, (2021, 2025), "临江县教育事业第十四个五年规划"),
    ("上海市国民经济和社会发展第十五个五年规划纲要\n第一章", "上海市", "province", 15, (2026, 2030), "上海市“十五五”规划"),
    ("黄埔区　广州开发区国民经济和社会发展第十四个五年规划\n第一章", "黄埔区、广州开发区", "district", 14, (2021, 2025),
     "黄埔区、广州开发区“十四五”规划"),
    ("临江县国民经济和社会发展第十四个五年规划\n和二〇三五年远景目标纲要\n第一章", "临江县", "county", 14, (2021, 2025),
     "临江县“十四五”规划"),
    ("临江县三年行动计划\n（2016-2020年）\n一、要求", "临江县", "county", 0, (2016, 2020), "临江县三年行动计划"),
    ("临江县数字经济发展行动方案\n（二〇二一—二〇二三年）\n一、要求", "临江县", "county", 0, (2021, 2023),
     "临江县数字经济发展行动方案"),
    ("江州市低空经济建设指南\n（2025年版）\n一、要求", "江州市", "city", 0, (0, 0), "江州市低空经济建设指南"),
    ("江州市轨道交通发展规划\n1 总体要求\n1.1 指导思想\n坚持创新。\n3 保障措施", "江州市", "city", 0, (0, 0),
     "江州市轨道交通发展规划"),
    ("江州市“十五五”新型工业化规划\n第一章 重点项目\n序号\t项目\t年限\n1\t炼钢\t2026—2029\n", "江州市", "city", 15,
     (2026, 2030), "江州市“十五五”新型工业化规划"),
    ("现将规划印发给你们。\n国家气象管理局\n2026年4月18日\n“十五五”气象事业发展规划\n（2026—2030年）\n第一部分 形势",
     "中华人民共和国", "nation", 15, (2026, 2030), "“十五五”气象事业发展规划"),
    ("江州市人民政府\n二〇二六年四月\n江州市“十五五”发展规划\n第一章 形势", "江州市", "city", 15, (2026, 2030),
     "江州市“十五五”发展规划"),
    ("江苏省制造业集聚区发展规划\n一、要求", "江苏省", "province", 0, (0, 0), "江苏省制造业集聚区发展规划"),
    ("江苏省市场监管现代化“十四五”规划\n一、要求", "江苏省", "province", 14, (2021, 2025),
     "江苏省市场监管现代化“十四五”规划"),
    ("政府工作报告\n——2026年1月20日在江州市第十八届人民代表大会第五次会议上\n一、回顾", "江州市", "city", 0,
     (2026, 2026), "江州市政府工作报告"),
    ("中共中央关于制定国民经济和社会发展第十五个五年规划的建议\n一、形势", "中华人民共和国", "nation", 15, (2026, 2030),
     "中共中央关于制定国民经济和社会发展第十五个五年规划的建议"),
    ("中共临江县委关于制定国民经济和社会发展第十五个五年规划的建议\n一、形势", "临江县", "county", 15, (2026, 2030),
     "中共临江县委关于制定国民经济和社会发展第十五个五年规划的建议"),
    ("国务院关于深入实施“人工智能+”行动的意见\n一、要求", "中华人民共和国", "nation", 0, (0, 0),
     "国务院关于深入实施“人工智能+”行动的意见"),
    ("临江县人民政府关于推动\n高质量发展的实施方案\n一、要求", "临江县", "county", 0, (0, 0),
     "临江县人民政府关于推动高质量发展的实施方案"),
    ("“十四五”现代能源体系规划\n国家发展改革委　国家能源局\n一、要求", "中华人民共和国", "nation", 14, (2021, 2025),
     "“十四五”现代能源体系规划"),
    ("新疆生产建设兵团国民经济和社会发展第十四个五年规划纲要\n第一章", "新疆生产建设兵团", "province", 14, (2021, 2025),
     "新疆生产建设兵团“十四五”规划"),
    ("“十五五”国家信息化规划\n一、形势", "中华人民共和国", "nation", 15, (2026, 2030), "“十五五”国家信息化规划"),
    ("“十五五”旅游业发展规划\n文化和旅游部\n一、形势", "中华人民共和国", "nation", 15, (2026, 2030), "“十五五”旅游业发展规划"),
    ("农业农村部关于印发《“十五五”种植业规划》的通知\n“十五五”种植业规划\n一、形势", "中华人民共和国", "nation", 15,
     (2026, 2030), "“十五五”种植业规划"),
    ("“十五五”现代物流规划\n一、形势\n我国物流规模居世界前列，全国网络不断完善。我国将建成物流强国。",
     "中华人民共和国", "nation", 15, (2026, 2030), "“十五五”现代物流规划"),
    ("苏州市高新区“十五五”规划纲要\n第一章", "苏州市高新区", "zone", 15, (2026, 2030), "苏州市高新区“十五五”规划"),
    ("江州市经开区国民经济和社会发展第十五个五年规划\n第一章", "江州市经开区", "zone", 15, (2026, 2030),
     "江州市经开区“十五五”规划"),
    ("江州市临江产业园区“十五五”规划\n第一章", "临江产业园区", "zone", 15, (2026, 2030), "临江产业园区“十五五”规划"),
    ("江苏省开发区“十五五”发展规划\n第一章", "江苏省", "province", 15, (2026, 2030), "江苏省开发区“十五五”发展规划"),
    ("中国（上海）自由贸易试验区临港新片区发展“十五五”规划\n第一章", "临港新片区", "zone", 15, (2026, 2030),
     "中国（上海）自由贸易试验区临港新片区发展“十五五”规划"),
    ("兵团第八师石河子市“十五五”规划纲要\n第一章", "第八师石河子市", "city", 15, (2026, 2030), "第八师石河子市“十五五”规划"),
    ("凉山州“十五五”规划纲要\n第一章", "凉山州", "city", 15, (2026, 2030), "凉山州“十五五”规划"),
    ("大理白族自治州大理市“十五五”规划纲要\n第一章", "大理市", "city", 15, (2026, 2030), "大理市“十五五”规划"),
    ("苏州市昆山市“十五五”规划纲要\n第一章", "昆山市", "city", 15, (2026, 2030), "昆山市“十五五”规划"),
    ("六枝特区“十五五”规划\n第一章", "六枝特区", "county", 15, (2026, 2030), "六枝特区“十五五”规划"),
    ("江州市民政局“十五五”规划\n第一章", "江州市", "city", 15, (2026, 2030), "江州市民政局“十五五”规划"),
    ("中国共产党江州市委员会关于制定江州市“十五五”规划的建议\n一、", "江州市", "city", 15, (2026, 2030),
     "中国共产党江州市委员会关于制定江州市“十五五”规划的建议"),
    ("关于推进江州市数字经济发展的实施方案\n一、要求", "江州市", "city", 0, (0, 0), "关于推进江州市数字经济发展的实施方案"),
    ("关于江州市2025年财政决算的报告\n一、回顾", "江州市", "city", 0, (2025, 2025), "关于江州市2025年财政决算的报告"),
    ("2026年度江州市预算执行情况审计工作报告\n一、回顾", "江州市", "city", 0, (2026, 2026),
     "2026年度江州市预算执行情况审计工作报告"),
    ("关于江州市2025年预算执行情况和2026年预算草案的报告\n一、回顾", "江州市", "city", 0, (0, 0),
     "关于江州市2025年预算执行情况和2026年预算草案的报告"),
    ("关于支持企业发展的若干措施\n雄安发〔2026〕3号\n一、要求", "雄安新区", "district", 0, (0, 0),
     "雄安新区关于支持企业发展的若干措施"),
    ("关于支持企业发展的若干措施\n一、要求\n推动发展。\n江州市民政局\n2026年1月9日", "江州市", "city", 0, (0, 0),
     "江州市关于支持企业发展的若干措施"),
    ("江州市2026年政府工作报告\n一、回顾", "江州市", "city", 0, (2026, 2026), "江州市2026年政府工作报告"),
    ("2026年江州市政府工作报告\n一、回顾", "江州市", "city", 0, (2026, 2026), "2026年江州市政府工作报告"),
    ("2026年江州市政府工作报告\n政府工作报告\n（2026年1月20日在江州市第十八届人民代表大会上）\n一、回顾", "江州市",
     "city", 0, (2026, 2026), "2026年江州市政府工作报告"),
    ("国务院办公厅关于推进\n绿色出行的指导意见\n国办发〔2026〕3号\n一、要求", "中华人民共和国", "nation", 0, (0, 0),
     "国务院办公厅关于推进绿色出行的指导意见"),
    ("国务院办公厅关于印发“十五五”养老服务规划的通知\n为推进养老服务，制定本规划。\n一、背景", "中华人民共和国",
     "nation", 15, (2026, 2030), "国务院办公厅关于印发“十五五”养老服务规划的通知"),
    ("江州市民政局\n关于印发《江州市政策性保险违规\n行为举报办法》的通知\n请遵照执行。\n江州市政策性保险违规\n行为举报办法\n第一条 为了",
     "江州市", "city", 0, (0, 0), "江州市政策性保险违规行为举报办法"),
    ("国务院关于江州市总体规划的批复\n一、同意", "中华人民共和国", "nation", 0, (0, 0), "国务院关于江州市总体规划的批复"),
    ("江州市化工产业布局规划\n一、要求", "江州市", "city", 0, (0, 0), "江州市化工产业布局规划"),
    ("江州北部湾经济区建设“十四五”规划\n第一章", "江州北部湾经济区", "zone", 14, (2021, 2025),
     "江州北部湾经济区建设“十四五”规划"),
    ("晋城市总体规划\n第一章", "晋城市", "city", 0, (0, 0), "晋城市总体规划"),
    ("江州市养老服务实施方案¹\n一、要求", "江州市", "city", 0, (0, 0), "江州市养老服务实施方案"),
    ("经市政府同意，现将《江州市养老服务实施方案\n》印发给你们。\n江州市养老服务实施方案\n一、要求", "江州市", "city", 0,
     (0, 0), "江州市养老服务实施方案"),
    ("关于印发《江州市“十五五”养老服务规划\n（2026—2030年）》的通知\n江州市“十五五”养老服务规划\n（2026—2030年）\n一、要求",
     "江州市", "city", 15, (2026, 2030), "江州市“十五五”养老服务规划"),
    ("关于印发《江州养老示范区深化建设三年行动计划（2026—2028年）》的通知\n江州养老示范区\n深化建设三年行动计划（2026—2028年）\n一、要求",
     "江州养老示范区", "zone", 0, (2026, 2028), "江州养老示范区深化建设三年行动计划（2026—2028年）"),
    ("江州市民政局关于下发《江州市养老行动计划（2026—2028年）》的通知\n附件：\n1.江州市养老行动计划\n（2026—2028年）\n2.技术要求\n江州市民政局\n附件1\n江州市养老行动计划\n（2026—2028年）\n一、要求",
     "江州市", "city", 0, (2026, 2028), "江州市养老行动计划（2026—2028年）"),
    ("江州市、上河市一体化发展“十五五”规划\n第一章", "江州市、上河市", "city", 15, (2026, 2030),
     "江州市、上河市一体化发展“十五五”规划"),
    ("江州市高新区科技创新“十五五”规划\n第一章", "江州市高新区", "zone", 15, (2026, 2030), "江州市高新区科技创新“十五五”规划"),
    ("国家级临江经济技术开发区“十五五”规划\n第一章", "临江经济技术开发区", "zone", 15, (2026, 2030),
     "临江经济技术开发区“十五五”规划"),
    ("中共江州市委 江州市人民政府关于做好“三农”工作的意见\n一、要求", "江州市", "city", 0, (0, 0),
     "中共江州市委江州市人民政府关于做好“三农”工作的意见"),
    ("共青团江州市委“十五五”规划\n一、要求", "江州市", "city", 15, (2026, 2030), "共青团江州市委“十五五”规划"),
    ("江州市“八五”普法规划（2021—2025年）\n一、要求", "江州市", "city", 0, (2021, 2025), "江州市“八五”普法规划（2021—2025年）"),
    ("江州市法治政府建设“二五”规划（2026—2030年）\n一、要求", "江州市", "city", 0, (2026, 2030),
     "江州市法治政府建设“二五”规划（2026—2030年）"),
    ("江州市“十五五”规划编制工作方案\n一、要求", "江州市", "city", 0, (0, 0), "江州市“十五五”规划编制工作方案"),
    ("澳门特别行政区经济和社会发展第二个五年规划\n第一章", "澳门特别行政区", "province", 2, (0, 0),
     "澳门特别行政区经济和社会发展第二个五年规划"),
    ("2026—2030年江州市人才发展规划\n一、要求", "江州市", "city", 0, (2026, 2030), "2026—2030年江州市人才发展规划"),
    ("二〇二六年江州市政府工作报告\n一、回顾", "江州市", "city", 0, (2026, 2026), "二〇二六年江州市政府工作报告"),
    ("江州市\n“十五五”养老服务规划\n一、要求\n江州市“十五五”托育服务规划", "江州市", "city", 15, (2026, 2030),
     "江州市“十五五”养老服务规划"),
    ("江州市人民政府关于印发江州市2020年整治实施方案\n的通知\n各局：\n江州市2020年整治实施方案\n一、要求", "江州市", "city", 0,
     (2020, 2020), "江州市2020年整治实施方案"),
    ("江州市人民政府关于印发《江州市文物保护规划》的通知\n目录\n一、要求……1\n江州市文物保护规划\n一、要求", "江州市", "city", 0,
     (0, 0), "江州市文物保护规划"),
    ("附件\n国家高新技术产业开发区“十三五”发展规划\n科技部\n一、形势", "中华人民共和国", "nation", 13, (2016, 2020),
     "国家高新技术产业开发区“十三五”发展规划"),
    ("关于推进党建工程的实施意见\n根据中\n共江州市委的意\n见和市委的部署制定。\n江州市人民政府\n一、要求", "江州市", "city", 0, (0, 0),
     "江州市关于推进党建工程的实施意见"),
    ("江州市城市更新2025年度实施计划\n一、要求", "江州市", "city", 0, (2025, 2025), "江州市城市更新2025年度实施计划"),
    ("江州市2030年前碳达峰行动方案\n一、要求", "江州市", "city", 0, (0, 0), "江州市2030年前碳达峰行动方案"),
    ("江州市2017年国民经济和社会发展统计公报\n一、综合", "江州市", "city", 0, (2017, 2017),
     "江州市2017年国民经济和社会发展统计公报"),
    ("江州市临江区东湖街道“十四五”规划\n一、要求", "东湖街道", "town", 14, (2021, 2025), "东湖街道“十四五”规划"),
    ("临江县旅游业发展方案\n为落实省市部署，充分发挥我县旅游资源优势，紧\n密结合临江实际，根据江州市旅游业发展规划\n和各乡镇的意见制定本方案。\n一、要求",
     "临江县", "county", 0, (0, 0), "临江县旅游业发展方案"),
    ("临江县人民政府关于分解落实《临江县城乡规划\n》主要任务的通知\n各乡镇人民政府：\n为落实《临江县城乡规划》，现通知如下。\n一、要求",
     "临江县", "county", 0, (0, 0), "临江县人民政府关于分解落实《临江县城乡规划》主要任务的通知"),
    ("江州市人民政府关于分解目标的通知\n各县：\n《江州市“十五五”规划》\n（以下简称《规划》）是蓝图。\n一、要求",
     "江州市", "city", 0, (0, 0), "江州市人民政府关于分解目标的通知"),
    ("江南省人民政府关于临江县国土空间规划的批复\n一、要求", "江南省", "province", 0, (0, 0),
     "江南省人民政府关于临江县国土空间规划的批复"),
    ("临江县2025年重点工作任务清单\n一、要求", "临江县", "county", 0, (2025, 2025), "临江县2025年重点工作任务清单"),
    ("台东县政府102年度施政计划目标与重点及衡量指标\n壹、民政类", "台东县", "county", 0, (2013, 2013),
     "台东县政府102年度施政计划目标与重点及衡量指标"),
    ("花莲县政府中程施政计划（111至114年度）\n壹、民政类", "花莲县", "county", 0, (2022, 2025),
     "花莲县政府中程施政计划（111至114年度）"),
    ("关于印发经济区发展纲要的通知\n附件：江州经济区发展纲要\n附件\n江州经济区发展纲要\n一、要求", "江州经济区", "zone", 0, (0, 0),
     "江州经济区发展纲要"),
    ("中共临江县委\n临江县人民政府\n关于促进民营经济发展的意见\n一、要求", "临江县", "county", 0, (0, 0),
     "中共临江县委临江县人民政府关于促进民营经济发展的意见"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "kind", "ordinal", "years", "name"), FOUND)
def test_documents_of_every_kind_are_found(
    text: str, place: str, kind: str, ordinal: int, years: tuple[int, int], name: str
) -> None:
    title = next(titles(text), "") or only_title(text)
    assert has_title(text, title)
    found = identity_of(text, title)
    assert (found.place, found.kind, found.ordinal) == (place, kind, ordinal)
    assert (found.begins, found.ends) == years
    assert Names(found).name.zh == name


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("中共江州市委　江州市人民政府\n关于加强养老服务的意见", "中共江州市委 江州市人民政府关于加强养老服务的意见"),
        ("江州市民政局\n江州市财政局\n关于加强养老服务的意见", "江州市民政局 江州市财政局关于加强养老服务的意见"),
        ("中共江州市委江州市人民政府关于加强养老服务的意见", "中共江州市委江州市人民政府关于加强养老服务的意见"),
        ("江州市民政局　关于加强养老服务的意见", "江州市民政局关于加强养老服务的意见"),
    ],
)  # fmt: skip
def test_two_bodies_in_a_title_keep_the_blank_between_them(
    text: str, title: str, tmp_path: Path
) -> None:
    text = f"{text}\n一、要求\n加强服务。\n二、任务\n完善设施。\n"
    assert described(begun(tmp_path, text)).title.zh == title


@pytest.mark.parametrize(
    ("lines", "shown", "title"),
    [
        (["江州市民政局文件", "经营性文化单位", "转制规定", "为了改革，制定规定。"], [1, 2], "经营性文化单位转制规定"),
        (["江州市民政局文件", "养老服务", "管理办法", "为了改革，制定办法。"], [], "管理办法"),
        (["江州市民政局", "关于加强养老服务的", "实施意见", "为了改革，提出意见。"], [0, 1, 2], "江州市民政局关于加强养老服务的实施意见"),
        (["江州市民政局", "关于加强养老服务的意见", "为了改革，提出意见。"], [], "江州市民政局关于加强养老服务的意见"),
        (["江州市", "养老服务规划", "2026年4月"], [0, 1, 2], "江州市养老服务规划"),
        (["封面", "江州市养老服务规划", "江州市民政局"], [0, 1, 2], "江州市养老服务规划"),
    ],
)  # fmt: skip
def test_lines_that_the_original_shows_together_are_one_title(
    lines: list[str], shown: list[int], title: str
) -> None:
    assert only_title("\n".join([*lines, "一、要求", ""]), [lines[at] for at in shown]) == title


@pytest.mark.parametrize(
    ("line", "issuer", "adopted"),
    [
        ("（2025年10月23日审议通过）", False, False),
        ("（2026年2月3日临江区第十八届人民代表大会第五次会议批准）", False, True),
        ("（2025年12月3日中共临江县委十三届十次全会通过）", False, True),
        ("临江区人民政府", True, False),
        ("临江区人民政府办公室印发", True, False),
    ],
)
def test_who_adopted_a_plan_is_not_who_issued_it(line: str, *, issuer: bool, adopted: bool) -> None:
    found = identity_of(f"{TITLE}\n{line}\n第一章 总则\n", TITLE)
    assert (found.issuer, found.adopted) == (line * issuer, line * adopted)


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("临江市民政局", "临江市民政局"),
        ("临江经济技术开发区管理委员会", "临江经济技术开发区管理委员会"),
        ("发布机构：白石镇人民政府", "白石镇人民政府"),
        ("国家发展和改革委员会", "国家发展和改革委员会"),
        ("民政部", "民政部"),
        ("临江市发展和改革委员会　临江市统计局", "临江市发展和改革委员会 临江市统计局"),
        ("国家发展改革委 国家海洋局", "国家发展改革委 国家海洋局"),
        ("临江区教育局临江区文化和旅游局", "临江区教育局 临江区文化和旅游局"),
        ("临江区发展和改革委员会临江区商务委员会", "临江区发展和改革委员会 临江区商务委员会"),
        ("临江区教育局讨论稿", ""),
        ("根据市委关于编制规划的建议，落实各项任务。", ""),
        ("国务院关于印发“十五五”规划的通知", "国务院"),
        ("临江市民政局关于印发“十五五”规划的通知", "临江市民政局"),
        ("临江市民政局 临江市财政局关于印发“十五五”规划的通知", "临江市民政局 临江市财政局"),
        ("中共临江市委 临江市人民政府关于印发“十五五”规划的通知", "中共临江市委 临江市人民政府"),
        (
            "中共临江市委办公室 临江市人民政府办公室关于印发“十五五”规划的通知",
            "中共临江市委办公室 临江市人民政府办公室",
        ),
        ("中共中央 国务院关于印发“十五五”规划的通知", "中共中央 国务院"),
        ("目录", ""),
        ("讨论稿", ""),
    ],
)
def test_who_issued_a_plan_is_said_above_its_headings(line: str, issuer: str) -> None:
    assert identity_of(f"{TITLE}\n{line}\n2026年3月\n第一章 总则\n", TITLE).issuer == issuer
    assert identity_of(f"{TITLE}\n第一章 总则\n{line}\n", TITLE).issuer == ""


@pytest.mark.parametrize(
    ("place", "kind", "name"),
    [
        ("上海市", "province", "Shanghai"),
        ("延边朝鲜族自治州", "city", "Yanbian Korean Autonomous Prefecture"),
        ("恩施土家族苗族自治州", "city", "Enshi Tujia and Miao Autonomous Prefecture"),
        ("巴音郭楞蒙古自治州", "city", "Bayingolin Mongolian Autonomous Prefecture"),
        ("鄂温克族自治旗", "county", "Ewenki Autonomous Banner"),
        ("莫力达瓦达斡尔族自治旗", "county", "Morin Dawa Daur Autonomous Banner"),
        ("东乡族自治县", "county", "Dongxiang Autonomous County"),
        ("双江拉祜族佤族布朗族傣族自治县", "county", "Shuangjiang Lahu, Va, Blang and Dai Autonomous County"),
        ("锡林郭勒盟", "city", "Xilingol League"),
        ("沙市区", "district", "Shashi District"),
        ("青岛西海岸新区", "district", "Qingdao Xihai'an New Area"),
        ("广州经济技术开发区", "zone", "Guangzhou Economic and Technological Development Zone"),
        ("苏州高新区", "zone", "Suzhou High-Tech Zone"),
        ("中国（上海）自由贸易试验区", "zone", "China (Shanghai) Pilot Free Trade Zone"),
        ("黄埔区、广州开发区", "district", "Huangpu District and Guangzhou Development Zone"),
        ("临江县", "county", "Linjiang County"),
        ("双凤镇", "town", "Shuangfeng Town"),
        ("苏州市高新区", "zone", "Suzhou High-Tech Zone"),
        ("苏州国家高新技术产业开发区", "zone", "Suzhou National High-Tech Industrial Development Zone"),
        ("第十二师", "city", "12th Division"),
        ("第八师石河子市", "city", "8th Division and Shihezi"),
        ("凉山州", "city", "Liangshan Prefecture"),
        ("河北雄安新区", "district", "Hebei Xiong’an New Area"),
        ("粤港澳大湾区", None, "Guangdong-Hong Kong-Macao Greater Bay Area"),
    ],
)  # fmt: skip
def test_places_have_their_kind_and_their_english(place: str, kind: str | None, name: str) -> None:
    assert (kind_of(place), english(place)) == (kind, name)


@pytest.mark.parametrize(
    "rest",
    ["激发重点群体活力带动城乡居民增收的实施方案", "推进城乡融合发展规划", "深化乡镇改革方案", "推动城市更新行动方案",
     "支持县区发展意见", "建设示范县方案", "优化街道服务方案", "中医药强市建设方案", "城镇建设示范县方案"],
)  # fmt: skip
def test_what_a_title_says_is_done_is_no_place(rest: str) -> None:
    assert chain_of(f"江南省{rest}") == (["江南省"], rest)
    assert chain_of("江南省建设镇发展规划") == (["江南省", "建设镇"], "发展规划")
    assert chain_of("江南市梅县区规划") == (["江南市", "梅县区"], "规划")
    assert chain_of("武强县规划") == (["武强县"], "规划")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "“十五五”现代物流规划\n一、形势\n我国物流发展很快，全市物流规模不断扩大。我国、我市前景广阔，全国领先。",
            "--place",
        ),
        ("“十五五”现代物流规划\n一、形势\n物流发展很快。", "--place"),
        ("“十五五”现代物流规划\n商务部门、交通运输部门\n一、形势\n物流发展很快。", "--place"),
        ("长三角一体化发展“十五五”规划\n一、形势\n我国发展很快。", "--kind"),
        (
            "关于走新型城市化发展道路的决定\n为深入贯彻江南省第十一次党代会精神，作出决定。\n一、形势",
            "--place",
        ),
        ("中部地区“十四五”发展规划\n一、形势\n发展很快。", "--place"),
        ("北京城市副中心“十四五”发展规划\n一、形势\n发展很快。", "--place"),
        ("国家级经济技术开发区“十二五”发展规划\n一、形势\n发展很快。", "--place"),
        ("国家级新区“十四五”发展规划\n一、形势\n发展很快。", "--place"),
        ("革命老区“十四五”振兴发展规划\n一、形势\n发展很快。", "--place"),
        ("江南沿海地区发展规划\n一、形势\n发展很快。", "--place"),
        ("国家养老服务规划\n行政院113年6月核定\n一、形势\n全国发展很快。", "--place"),
        ("施政报告\n今天应邀在此向各位提出江州市政府的报告。\n一、形势\n发展很快。", "--place"),
        ("成渝地区双城经济圈建设规划纲要\n一、形势\n我国发展很快。", "--kind"),
        ("江南省交通投资集团有限公司“十五五”发展规划\n一、形势\n发展很快。", "--place"),
        (
            "江南大学“十五五”事业发展规划\n一、形势\n我国发展很快，全国领先，我国前景广阔。",
            "--place",
        ),
        ("临江县白石镇清水村“十五五”发展规划\n一、形势\n发展很快。", "--kind"),
        ("我市“十五五”规划\n一、形势\n发展很快。", "--place"),
        ("城市更新“十五五”规划\n一、形势\n发展很快。", "--place"),
        ("临江城市更新“十五五”规划\n一、形势\n发展很快。", "--place"),
    ],
)
def test_what_the_text_cannot_tell_of_the_place_is_asked_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, asked: str
) -> None:
    assert begin(tmp_path / "edition", text) == 1
    said = capsys.readouterr().err
    assert "1 problem;" in said
    assert asked in said


def test_a_place_that_the_title_does_not_name_is_called_a_guess(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "“十五五”旅游业发展规划\n文化和旅游部\n一、形势\n发展很快。\n二、任务\n做好工作。\n"
    assert begin(tmp_path / "edition", text) == 0
    assert "(nation), a guess: the title does not name it" in capsys.readouterr().out
    assert "place" in described(tmp_path / "edition").guessed


def test_a_place_is_that_of_the_publisher_if_the_text_names_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "<p>一、要求</p><p>推进党建工程。</p>" * 9
    page = f"<meta name=SiteName content=江州市民政局><h1>关于推进党建工程的实施意见</h1><div>{body}</div>"
    assert begin(tmp_path / "edition", page) == 0
    assert "江州市 (city), a guess" in capsys.readouterr().out


def test_a_period_can_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "临江县数字经济行动计划\n一、目标\n推动发展。\n"
    assert begin(tmp_path / "wrong", text, "--years", "2025-2021") == 1
    assert "give its first and last year: 2021-2025" in capsys.readouterr().err
    assert begin(tmp_path / "edition", text, "--years", "2021-2023") == 0
    plan = described(tmp_path / "edition")
    assert (plan.begins, plan.ends) == (2021, 2023)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("江州市国民经济和社会发展\n第十五个五年规划纲要\n目录", "江州市国民经济和社会发展第十五个五年规划纲要"),
        (f"# {TITLE}\n", TITLE),
        (f"　　{TITLE}　　第一篇　开局\n", TITLE),
        ("\u3000\u3000".join(TITLE), TITLE),
        ("   ".join(TITLE), TITLE),
        (f"临江区“十五五”区级专项规划\n{TITLE}\n正文。\n", TITLE),
        (f"临江区召开会议解读{TITLE}\n会上作了介绍。\n{TITLE}\n正文。\n", TITLE),
        (f"{TITLE}，根据区情编制，共六章。\n", TITLE),
        ("搜索\n数字报\n临江区国民经济和社会发展第十五个五年规划纲要\n正文。\n", TITLE),
    ],
)  # fmt: skip
def test_a_title_is_found_wherever_it_is(lines: str, title: str) -> None:
    assert next(titles(lines)) == title
    assert has_title(lines, title)


def test_five_year_plans_have_their_years() -> None:
    assert [years_of(one) for one in (1, 2, 3, 10, 14, 15)] == [
        (1953, 1957), (1958, 1962), (1966, 1970), (2001, 2005), (2021, 2025), (2026, 2030),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("江州市空间近期规划（2026—2030年）", ""),
        ("江州市2025年度实施计划", ""),
        ("江州市“十五五”旅游规划", "（2026—2030年）"),
    ],
)
def test_a_summary_has_the_years_that_the_title_has_not(title: str, said: str) -> None:
    summary = Names(identity_of(title, title)).summary.zh
    assert summary == f"{title}{said}的非官方版本，每段都有编号。"


def test_a_title_with_a_horizon_says_so_in_english() -> None:
    title = "江州市临江区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
    names = Names(identity_of(title, title))
    assert names.title.en == (
        "Outline of the 14th Five-Year Plan for National Economic and Social Development and the "
        "Long-Range Objectives Through the Year 2035 of Linjiang District, Jiangzhou"
    )
    assert names.period.zh == "2021—2025年，远景至2035年"
    assert names.id == "linjiang-14fyp"


def test_a_new_project_converts_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "edition"
    assert begin(folder) == 0
    assert set(FILES) <= set(picture(folder))
    assert (folder / PLAN_FILE).read_text("utf-8") == TEXT
    root = ["--root", str(folder)]
    for verb in (["convert"], ["convert", "--check"], ["check"], ["verify"]):
        assert main([*root, *verb]) == 0, capsys.readouterr().out
    said = capsys.readouterr().out
    assert "English   none of 9 units" in said
    assert "0 critical, 0 major, 0 minor, 9 pending" in said
    assert "the books" not in said, "there are none yet"
    assert "pending  9 of 9 sentences and titles are untranslated" in said
    assert "pending  guesses in source/plan.toml that no one has confirmed" in said
    assert "BROKEN" not in said


def test_what_is_to_do_before_the_first_conversion_is_said_in_a_few_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = begun(tmp_path)
    capsys.readouterr()
    assert main(["--root", str(folder), "verify"]) == 1
    said = capsys.readouterr().out
    assert said.count("BROKEN") == 2
    assert said.count("remedy: ") == said.count("planbook convert`") == 2
    assert "9 units have no entry" in said
    assert re.search(r"docs: not what source/ makes: docs/en/about.md, .* and \d\d more", said)
    assert len(said.splitlines()) < 22
    assert main(["--root", str(folder), "convert"]) == 0
    (folder / "docs/zh/more.md").write_text("x", "utf-8")
    capsys.readouterr()
    assert main(["--root", str(folder), "verify"]) == 1
    assert "docs: made by nothing in source/: docs/zh/more.md\n" in capsys.readouterr().out


def test_what_is_guessed_is_marked_until_it_is_confirmed(tmp_path: Path) -> None:
    folder = converted(tmp_path)
    assert set(described(folder).guessed) <= set(Description.__struct_fields__)
    about = folder / "docs/en/about.md"
    assert "no one has confirmed them" in about.read_text("utf-8")
    file = folder / DESCRIPTION_FILE
    file.write_text(re.sub(r"(?m)^guessed = .*$", "", file.read_text("utf-8")), "utf-8")
    assert main(["--root", str(folder), "convert"]) == 0
    assert "no one has confirmed them" not in about.read_text("utf-8")


@pytest.mark.parametrize(
    ("taken", "zh", "en", "open_question"),
    [
        ({}, "…）。", "…).", "Who published"),
        ({"engine": "1", "warnings": ["x"], "published": ""}, "…）。", "…).", "Who published"),
        (
            {"source": "江州日报", "published": "2026-02-10", "url": "https://example.org/a"},
            "该文件自载：来源：江州日报；发布日期：2026-02-10；网址：https://example.org/a。",
            (
                "The file says of itself: source 江州日报; published on 2026-02-10; "
                "address https://example.org/a."
            ),
            "equals the official one",
        ),
        (
            {"document_number": "江政发〔2026〕3号", "dated": "2026-02-01"},
            "该文件自载：成文日期：2026-02-01；文号：江政发〔2026〕3号。",
            "The file says of itself: dated 2026-02-01; document number 江政发〔2026〕3号.",
            "Who published",
        ),
    ],
)
def test_what_a_file_says_of_its_publication_is_recorded(
    taken: dict[str, object], zh: str, en: str, open_question: str
) -> None:
    files = first_files(identity_of(TEXT, TITLE), b"", "a.html", date(2026, 3, 1), taken)
    plan = msgspec.convert(tomllib.loads(files[DESCRIPTION_FILE].decode()), Description)
    assert plan.provenance.zh.endswith(zh)
    assert plan.provenance.en.endswith(en)
    assert "provenance" in plan.guessed
    assert open_question in plan.unknown[0].en


def test_about_marks_the_chinese_of_what_is_known(tmp_path: Path) -> None:
    folder = begun(tmp_path)
    file = folder / DESCRIPTION_FILE
    told = re.sub(r"(?m)^(provenance = .*…\)\.)", r"\1 Source 江州日报.", file.read_text("utf-8"))
    file.write_text(told, "utf-8")
    assert main(["--root", str(folder), "convert"]) == 0
    about = (folder / "docs/en/about.md").read_text("utf-8")
    assert 'Source <span lang="zh">江州日报</span>.' in about


def test_whatever_is_missing_is_named_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "政府工作报告\n关于预算的报告\n一、回顾\n推动发展。\n二、安排\n推动发展。\n"
    assert begin(tmp_path / "edition", text) == 1
    said = capsys.readouterr().err
    assert "several lines may be the title: 「政府工作报告」, 「关于预算的报告」" in said
    for option in ("--title", "--place", "--kind"):
        assert option in said
    assert "2 problems; nothing was written" in said
    assert not (tmp_path / "edition").exists()
    more = ("--title", "政府工作报告", "--place", "江州市")
    assert begin(tmp_path / "edition", text, *more) == 0
    plan = described(tmp_path / "edition")
    assert (plan.title.zh, plan.kind, plan.ordinal) == ("政府工作报告", "city", 0)
    assert main(["--root", str(tmp_path / "edition"), "convert"]) == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("那年冬天\n" + "他走过长街，看见雪落在屋檐上。\n" * 40, "does not read like a plan"),
        ("名称,数值\n公园,5\n学校,9\n" * 20, "does not read like a plan"),
        ("我市召开会议\n" + "会议强调，要推动发展。\n" * 20, "does not read like a plan"),
        ("The outline of a plan.\n" * 50, "is in a language in Latin letters"),
        ("\n\n", "is empty"),
    ],
)
def test_what_is_no_plan_is_told_in_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    assert begin(tmp_path / "edition", text) == 1
    error = capsys.readouterr().err
    assert said in error
    assert "1 problem; nothing was written" in error
    assert not (tmp_path / "edition").exists()


NEXT = "the text may go on on another page at 2.html"


def paged(text: str) -> str:
    """A page that has only the first part of the text."""
    lines = "".join(f"<p>{one}</p>" for one in text.splitlines())
    return f"<html><body>{lines}<div><a href='1.html'>1</a> <a href='2.html'>下一页</a></div></body></html>"


def test_a_file_without_the_title_may_lack_it_for_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begin(tmp_path / "edition", paged("一、回顾\n" + "推动高质量发展。\n" * 30)) == 1
    (problem, *_) = capsys.readouterr().err.splitlines()
    assert "no line is the title of one; " in problem
    assert NEXT in problem


def test_every_command_says_that_a_text_is_not_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = begun(tmp_path, paged(TEXT))
    for command in ("repair", "convert", "verify"):
        capsys.readouterr()
        main(["--root", str(folder), command])
        assert NEXT in capsys.readouterr().out
    account = folder / ACCOUNT_FILE
    account.write_text(
        re.sub("(?m)^warnings = .*$", "warnings = []", account.read_text("utf-8")), "utf-8"
    )
    for command in ("repair", "convert", "verify"):
        main(["--root", str(folder), command])
        assert NEXT not in capsys.readouterr().out


def test_a_plan_in_traditional_characters_begins_like_any_other(tmp_path: Path) -> None:
    text = to_traditional({}).convert(TEXT)
    assert text != TEXT
    folder = begun(tmp_path, text)
    assert (folder / PLAN_FILE).read_text("utf-8") == text
    assert described(folder).title.zh == TITLE
    assert main(["--root", str(folder), "convert"]) == 0
    assert "# 二、主要任务" in (folder / "docs/zh/plan/ch1/s2.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("prepare", "more", "said"),
    [
        (write, (), "is there already"),
        (lambda _: None, ("--title", "临江区第九十个五年规划"), "is not a line of the text"),
        (lambda folder: write(folder.parent, "", "plan.txt"), (), "is empty"),
    ],
)
def test_a_folder_is_made_whole_or_not_at_all(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    prepare: Callable[[Path], object],
    more: tuple[str, ...],
    said: str,
) -> None:
    file = write(tmp_path)
    prepare(tmp_path / "edition")
    before = picture(tmp_path)
    assert main(["new", str(tmp_path / "edition"), "--from", str(file), *more]) == 1
    assert said in capsys.readouterr().err
    assert picture(tmp_path) == before


def test_the_sources_of_a_new_project_explain_themselves_as_ours_do() -> None:
    for name in FILES:
        if name not in (PLAN_FILE, DESCRIPTION_FILE):
            header = content(name).partition("msgid")[0]
            assert header
            assert (ROOT / name).read_text("utf-8").startswith(header), name


def test_the_example_is_what_new_makes_and_says_that_it_is_invented() -> None:
    raw = (EXAMPLE / PLAN_FILE).read_bytes()
    text = raw.decode()
    plan = described(EXAMPLE)
    found = identity_of(text, plan.title.zh)
    made = first_files(found, raw, "plan.zh.txt", plan.released, {})
    written = {
        "README.md",
        ".gitignore",
        DESCRIPTION_FILE,
        "source/plan.en.po",
        "source/repairs.toml",
    }
    for path in set(made) - written:
        assert (EXAMPLE / path).read_bytes() == made[path], path
    assert plan.invented
    assert "虚构" in text.splitlines()[1]


def pages_of(project: Path, folder: Path) -> dict[str, str]:
    """The pages that a copy of a project gets."""
    shutil.copytree(project, folder, dirs_exist_ok=True)
    assert main(["--root", str(folder), "convert"]) == 0
    docs = folder / "docs"
    return {
        path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in docs.rglob("*.md")
    }


UNTRUE = re.compile(
    r"several readings|official document|no person has vouched|issuing body|官方文件|多遍审读|发布机关",
)


def test_an_invented_plan_is_called_invented_and_claims_nothing_else(tmp_path: Path) -> None:
    pages = pages_of(EXAMPLE, tmp_path / "example")
    for name in ("en/index.md", "en/about.md", "en/downloads.md"):
        assert "invented" in pages[name]
    assert "71 of 121 sentences and titles are in English" in pages["en/index.md"]
    assert "not revised 68, draft 3" in pages["en/index.md"]
    assert {name: UNTRUE.findall(text) for name, text in pages.items() if UNTRUE.search(text)} == {}


@pytest.mark.parametrize("part", ["guide", "figures", "sectors", "places", "names"])
def test_a_part_that_was_not_made_leaves_no_trace(tmp_path: Path, part: str) -> None:
    folder = converted(tmp_path)
    paths = [path for path in picture(folder / "docs") if part in path]
    assert paths == []
    linked = re.compile(rf"\]\([^)]*{part}[/.]")
    for path in (folder / "docs").rglob("*.md"):
        assert not linked.search(path.read_text("utf-8")), path


def test_without_english_no_page_speaks_of_english(tmp_path: Path) -> None:
    folder = converted(tmp_path)
    english_pages = {path.name: path.read_text("utf-8") for path in folder.glob("docs/en/*.md")}
    assert "There is no English yet" in english_pages["index.md"]
    for name in ("index.md", "downloads.md", "about.md"):
        assert not re.search(
            r"side by side|\.en\.pdf|\.tmx|unofficial translation", english_pages[name]
        )


def test_general_terms_come_with_the_engine(tmp_path: Path) -> None:
    folder = converted(tmp_path)
    glossary = (folder / "docs/en/glossary.md").read_text("utf-8")
    assert "high-quality development" in glossary.lower()
    own = '[[term]]\nid = "high-quality-development"\nen = "growth of high quality"\n'
    with (folder / "source/terms.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{own}")
    assert main(["--root", str(folder), "convert"]) == 0
    glossary = (folder / "docs/en/glossary.md").read_text("utf-8")
    assert "growth of high quality" in glossary.lower()


def test_the_pages_of_a_glossary_are_counted_as_they_are(tmp_path: Path) -> None:
    """A type has several pages by first letter; those without terms are not made."""
    pages = pages_of(begun(tmp_path), tmp_path / "copy")
    made = sorted(name for name in pages if name.startswith("en/glossary/policy"))
    titles = [re.findall(r"(?m)^title: \"(.*)\"", pages[name])[0] for name in made]
    assert len(made) == 1
    assert titles == ["Policy language"]


def test_general_names_alone_make_no_directory(tmp_path: Path) -> None:
    text = TEXT.replace("加强组织保障。", "融入粤港澳大湾区，建设双一流高校。")
    folder = begun(tmp_path, text)
    pages = pages_of(folder, tmp_path / "first")
    assert "Greater Bay Area" in pages["en/glossary.md"]
    assert not [name for name in pages if "/names/" in name]
    assert "names/" not in (tmp_path / "first/docs/nav.json").read_text("utf-8")
    own = '[[term]]\nid = "own-school"\nzh = "双一流高校"\nen = "X School"\ntype = "institution"\n'
    more = 'confidence = "descriptive"\ndefinition_zh = "学校。"\ndefinition_en = "A school."\n'
    with (folder / "source/terms.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{own}{more}")
    names = pages_of(folder, tmp_path / "second")["en/names/index.md"]
    assert "X School" in names
    assert "Greater Bay Area" in names


# --- the built package, alone


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built package, and nothing of this project."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    ZipFile(wheel).extractall(folder / "package")  # as pip does with one that is all Python
    return folder / "package"


@pytest.mark.slow
def test_the_built_package_makes_a_site_elsewhere(installed: Path, tmp_path: Path) -> None:
    """Without this project: no file of it is on the path, and none is read."""
    libraries = sysconfig.get_path("purelib")
    program = (
        "import sys; sys.path[:0] = sys.argv.pop(1).split(':')\n"
        "from planbook.cli import main; sys.exit(main())"
    )
    # Isolated: the editable install, a .pth file, does not count with -S.
    command = [sys.executable, "-I", "-S", "-c", program, f"{installed}:{libraries}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}

    def run(*words: str) -> str:
        ran = subprocess.run(
            [*command, *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    write(tmp_path)
    run("new", "edition", "--from", "plan.txt")
    run("--root", "edition", "site")
    verified = run("--root", "edition", "verify")
    assert "BROKEN" not in verified
    assert "holds    the books are whole" in verified
    site = tmp_path / "edition" / "site"
    for path in ("index.html", "en/plan/ch1/s1.html", "zh-Hant/about.html", "assets/planbook.css",
                 "assets/planbook.js", "assets/search/worker.js", "search/index.js"):  # fmt: skip
        assert (site / path).exists(), path
    assert not list(site.rglob("share-*.png"))


PARTED = f"""\
{TITLE}
第一篇 开局
推动高质量发展。
第一章 总则
本章说明目标。
第二篇 布局
推动高质量发展，促进共同富裕。
第二章 任务
一、产业
推动高质量发展。
二、民生
促进共同富裕。
"""


def test_a_link_to_the_text_of_a_part_leads_to_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is on the page of the part's first chapter, whose number its address names."""
    folder = converted(tmp_path, PARTED)
    page = (folder / "docs/zh/plan/ch2/index.md").read_text("utf-8")
    assert "#s-0-2-0" in page
    assert "#p-0-2-0-1" in page
    glossary = (folder / "docs/en/glossary").glob("*.md")
    assert any("plan/ch2/index.md#p-0-2-0-1" in path.read_text("utf-8") for path in glossary)
    assert main(["--root", str(folder), "verify"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(("encoding", "is_told"), [("utf-8", False), ("gb18030", True)])
def test_bytes_that_are_kept_say_their_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, *, is_told: bool
) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(TEXT.encode(encoding))
    assert main(["new", str(tmp_path / "edition"), "--from", str(file)]) == 0
    assert (tmp_path / "edition" / PLAN_FILE).read_bytes() == TEXT.encode(encoding)
    assert ("is gb18030, byte for byte as published" in capsys.readouterr().out) is is_told


@pytest.mark.parametrize("name", ["edition", "我的 版本", "a'b $x; y"])
def test_the_command_to_go_on_with_can_be_pasted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = tmp_path / name
    assert begin(folder) == 0
    (following,) = [one for one in capsys.readouterr().out.splitlines() if one.startswith("next ")]
    assert shlex.split(following)[1:] == ["cd", str(folder), "&&", "planbook", "repair"]


CARE, NURSERY = "临江市“十五五”养老服务规划", "临江市“十五五”托育服务规划"
LETTER = f"""\
临江市人民政府关于印发规划的通知
　　现将规划印发给你们。
附件：1.{CARE}
2.{{other}}
附件1
{CARE}
一、总体要求
　　坚持以人为本。
附件2
{{other}}
一、总体要求
　　坚持普惠优先。
"""


def test_which_of_two_plans_of_a_letter_is_meant_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = LETTER.format(other=NURSERY)
    assert begin(tmp_path / "edition", text) == 1
    said = capsys.readouterr().err
    assert f"several lines may be the title: 「{CARE}」, 「{NURSERY}」" in said
    assert begin(tmp_path / "edition", text, "--title", NURSERY) == 0
    assert begin(tmp_path / "other", LETTER.format(other="重点项目表")) == 0


def test_a_plan_below_its_letter_converts_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where its title is on the line of the label alone."""
    for at, label in enumerate((f"附件\n{CARE}", f"附件：{CARE}")):
        text = (
            f"临江市人民政府关于印发规划的通知\n　　现予印发。\n{label}\n一、任务\n　　加强服务。\n"
        )
        folder = tmp_path / str(at)
        assert begin(folder, text) == 0
        for verb in ("convert", "verify"):
            assert main(["--root", str(folder), verb]) == 0, capsys.readouterr().out
        page = (folder / "docs/zh/plan/index.md").read_text("utf-8")
        assert f"# {label.rpartition(chr(10))[2]}" in page


@pytest.mark.parametrize(
    ("above", "lines", "is_one"),
    [
        ("", ["临江市“十五五”养老", "服务体系规划"], True),
        ("", ["临江市", "", "　　　　“十五五”养老服务", "体系规划"], True),
        ("临江市人民政府关于印发规划的通知\n　　现予印发。\n", ["临江市“十五五”", "养老服务体系规划"], True),
        ("", ["临江市民政局", "关于加强养老服务的意见"], True),
        ("", ["中共临江市委", "临江市人民政府", "关于加强养老服务的意见"], False),
    ],
)  # fmt: skip
def test_a_title_on_several_lines_becomes_one(
    tmp_path: Path, above: str, lines: list[str], *, is_one: bool
) -> None:
    title = "".join(map(str.strip, lines))
    text = "\n".join(
        [
            f"{above}{lines[0]}",
            *lines[1:],
            "一、任务",
            "　　加强服务。",
            "二、保障",
            "　　落实责任。",
            "",
        ]
    )
    folder = begun(tmp_path, text)
    assert (f'after = "{title}"' in (folder / REPAIRS_FILE).read_text("utf-8")) == is_one
    front = [one.sentences[0].text for one in conversion_of(folder).outline.front]
    assert title in front or not is_one


EXPLAINED = "关于规划的说明\n　　现作说明。\n"
OLD, YOUNG = "临江市养老服务方案", "临江市托育服务意见"


@pytest.mark.parametrize(
    ("above", "first", "below", "second", "lines"),
    [
        ("", CARE, "第一章 总则\n　　坚持以人为本。\n", NURSERY, (1, 4)),
        (EXPLAINED, CARE, "第一章 总则\n　　坚持以人为本。\n", NURSERY, (3, 6)),
        ("", OLD, "一、任务\n　　办好养老。\n", YOUNG, (1, 4)),
        ("", "临江市政府工作报告", "一、回顾\n" + "　　办好实事。\n" * 240, CARE, (1, 243)),
    ],
)
def test_which_of_several_documents_is_the_plan_is_asked(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    above: str,
    first: str,
    below: str,
    second: str,
    lines: tuple[int, int],
) -> None:
    text = f"{above}{first}\n{below}{second}\n一、任务\n　　办好托育。\n"
    assert begin(tmp_path / "edition", text) == 1
    found = (
        f"has several documents: 「{first}」 in line {lines[0]}, 「{second}」 in line {lines[1]}"
    )
    assert found in capsys.readouterr().err
    assert begin(tmp_path / "edition", text, "--title", second) == 0
    assert described(tmp_path / "edition").title.zh == second


def test_what_another_document_says_of_its_publication_is_not_said_of_the_plan(
    tmp_path: Path,
) -> None:
    letter = (
        "临江市人民政府关于防汛工作的通知\n临政发〔2026〕3号\n各区人民政府：\n　　抓好防汛。\n"
        "临江市人民政府\n2026年2月1日\n"
    )
    plan = described(begun(tmp_path, f"{CARE}\n一、任务\n　　办好养老。\n{letter}"))
    assert "3号" not in plan.provenance.zh
    assert "2026" not in plan.provenance.zh
    assert "未见发布机关" in plan.issuer.zh


BARRED = TEXT + "表1 平衡表\n收入|执行数|支出\n总计|5885|总计\n税收|1431|\n"


def test_a_table_with_bars_is_read_though_nothing_else_is_written_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(BARRED, "utf-8")
    assert main(["new", str(tmp_path / "edition"), "--from", str(file)]) == 0
    assert "总计\t5885\t总计\n" in (tmp_path / "edition" / PLAN_FILE).read_text("utf-8")
