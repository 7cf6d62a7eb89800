"""A source in Traditional characters: it is read wholly, and its pages in them show its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from opencc import OpenCC

from planbook import base
from planbook.cli import main
from planbook.laws import undone
from planbook.pipeline import Conversion, conversion_of
from planbook.reading.read import read
from planbook.site.share import cards
from planbook.text.script import parse_phrases, to_simplified, to_traditional
from planbook.text.traditional import own_phrases
from projects import ROOT

TEXT = (ROOT / "source/plan.zh.txt").read_text("utf-8")
KNOWN = parse_phrases(base.lines("traditional.txt"))
HAN = re.compile("[\u3400-\u9fff]")
PAGE = """\
<html><meta charset="utf-8"><body><h1>临江区“十五五”发展规划</h1>
<h2>前言</h2><p>本规划说明任务。</p>
<h2>一、总体要求</h2><p>坚持以人为本，着力改善民生，见表1。</p>
<p>表1 主要指标</p><table><tr><td>指标</td><td>单位</td></tr><tr><td>粮食</td><td>万吨</td></tr></table>
<p>注：资料来源为统计部门。</p><p>资料来源：统计局</p>
<h2>二、重点任务</h2><h3>（一）健康服务</h3><h4>医疗</h4><p>新建社区医院3家。</p><h4>卫生</h4><p>培训医生。</p>
<p>专栏1 重点工程</p><p>1.护理</p><p>新增床位。</p><p>2.药品</p><p>建立仓库。</p>
<h2>附件 有关名词解释</h2><p>床位：指医疗机构的床位。</p><p>护理：指对病人的照护。</p></body></html>
"""


def converter_for(own: str) -> Callable[[str], str]:
    """The conversion to Traditional characters of an edition with this source."""
    return to_traditional(KNOWN | own_phrases(own.encode(), KNOWN)).convert


def han(text: str) -> str:
    return "".join(HAN.findall(text))


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_a_whole_text_has_its_own_characters_again(config: str) -> None:
    own = OpenCC(config).convert(TEXT)
    assert han(to_traditional(KNOWN).convert(to_simplified(own))) != han(own)
    assert han(converter_for(own)(to_simplified(own))) == han(own)


@pytest.mark.parametrize(
    "own",
    [
        "行政長官余小姐指出，餘額增加，剩餘的用於發展。",
        "老板樂於經營，木板與鋼板產業發展。",
        "台灣與臺東的發展，着力推動經濟，顯著改善，著名學者的著作。",
        "羣眾衞生，里程碑與鄰里，公里，村里，裏面。",
        "祕書處與秘密的關係，徵收與徵程。",
        "新增1200户，共8813户。\n惠及4889户，其中困難的2382户。\n每户發展，户籍開放，落户於東區。",
    ],
)
def test_words_are_written_as_the_source_writes_them(own: str) -> None:
    assert converter_for(own)(to_simplified(own)) == own


def test_a_name_says_nothing_of_other_texts_and_a_habit_does() -> None:
    convert = converter_for("行政長官余小姐指出，經濟發展。")
    assert convert("其余页面，剩余") == "其餘頁面，剩餘"
    convert = converter_for("發展着眼於羣眾，辦着實事。\n隨着經濟發展，向着目標，圍着羣眾轉。")
    assert convert("围绕着页面") == "圍繞着頁面"


@pytest.mark.parametrize(
    ("line", "simplified"),
    [
        ("十 年 計 畫", "十 年 计 划"),
        ("十  年\u00a0計\u3000\u3000畫", "十  年\u00a0计\u3000\u3000划"),
        ("第 一 章　計 畫", "第 一 章　计 划"),
        ("計畫 一 幅 畫", "计划 一 幅 画"),
    ],
)
def test_a_title_with_blanks_between_its_characters_is_converted_by_its_phrases(
    line: str, simplified: str
) -> None:
    assert to_simplified(line) == simplified


def test_simplified_lines_in_a_traditional_text_are_converted() -> None:
    own = "臨江區發展規劃，這裡的經濟發展。\n附注：发展改革委员会的统计数据。"
    assert converter_for(own)("发展统计") == "發展統計"


def test_a_simplified_text_with_names_is_taken_as_it_is() -> None:
    raw = f"{TEXT}\n引进臺灣積體電路製造、香港電訊盈科。".encode()
    assert own_phrases(raw, KNOWN) == {}
    assert own_phrases(b"\xff\xfe\x00", KNOWN) == {}, "what cannot be read is reported elsewhere"


def begun(folder: Path, page: str, *more: str) -> Conversion:
    """The conversion of a new project for a page."""
    folder.mkdir()
    (folder / "page.html").write_text(page, "utf-8")
    root = folder / "edition"
    assert main(["new", str(root), "--from", str(folder / "page.html"), *more]) == 0
    return conversion_of(root)


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_a_traditional_page_is_read_like_the_same_in_simplified_characters(
    tmp_path: Path, config: str
) -> None:
    """Its headings by style, its tables, boxes, notes, and annexes."""
    outline = begun(tmp_path / "simplified", PAGE).outline
    page = OpenCC(config).convert(PAGE)
    title = OpenCC(config).convert("临江区“十五五”发展规划")
    made = begun(tmp_path / "traditional", page, "--title", title, "--place", "臨江區")
    assert made.outline == outline
    assert {"heading", "caption", "table", "item"} <= {one.kind for one in outline.paragraphs()}
    assert [one.title.text for one in outline.divisions()][3:5] == ["医疗", "卫生"]
    assert list(undone(made.repaired, made.sources.raw)) == []
    convert = to_traditional(made.sources.phrases).convert
    shown = read(made.linked, (), "zh", made.sources.description, convert).sentences.values()
    assert all(han(one.text) in han(page) for one in shown)


def test_the_pictures_of_link_previews_have_its_own_characters(tmp_path: Path) -> None:
    """Of 羣 and 群, 裏 and 裡, and 着 and 著, those of the source."""
    title = "臨江區羣眾活動發展規劃"
    page = OpenCC("s2hk").convert(PAGE).replace("臨江區“十五五”發展規劃", title)
    page = page.replace("說明任務。", "說明任務，依靠羣眾，服務羣眾。")
    sources = begun(tmp_path / "new", page, "--title", title, "--place", "臨江區").sources
    drawn = cards(sources, "<svg></svg>")
    assert f"<p>{title}</p>" in drawn["zh-Hant"]
    assert f"<p>{to_simplified(title)}</p>" in drawn["zh"]


def test_the_edition_says_what_its_source_is(tmp_path: Path) -> None:
    for folder, page in {"zh": PAGE, "zh-Hant": OpenCC("s2hk").convert(PAGE)}.items():
        about = begun(tmp_path / folder, page).pages["zh/about.md"]
        assert ("来源文本为繁体" in about) == (folder == "zh-Hant")


@pytest.mark.parametrize("place", ["香港", "澳門", "香港特別行政區"])
def test_the_short_names_of_the_special_regions_are_places(tmp_path: Path, place: str) -> None:
    page = OpenCC("s2hk").convert(PAGE).replace("臨江區", place)
    description = begun(tmp_path / "new", page).sources.description
    assert description.place.zh == to_simplified(place)
    assert description.kind == "province"


def test_what_a_traditional_page_says_of_itself_is_simplified_where_pages_are(
    tmp_path: Path,
) -> None:
    about = '<meta name="ContentSource" content="臨江區人民政府辦公室">'
    to_hant = OpenCC("s2t").convert
    made = begun(tmp_path / "one", to_hant(PAGE).replace("<body>", f"{about}<body>"))
    assert "臨江區" in (tmp_path / "one/edition/source/taken.toml").read_text("utf-8")
    assert "临江区人民政府办公室" in made.sources.description.provenance.zh
