"""Law 12: the Traditional edition passes a list of forbidden conversions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import zhconv_rs

from planbook.sources import Sources
from planbook.text.script import Converter, parse_phrases, to_simplified, to_traditional

ROOT = Path(__file__).parent.parent
HAN = re.compile(r"[\u3400-\u9fff]")

# What OpenCC alone makes of this text, and what it must be.
CONVERSIONS = {
    "人才成长发展": "人才成長發展",
    "学生特长发展": "學生特長發展",
    "核心系统产业": "核心系統產業",
    "智能运维系统": "智能運維系統",
    "开启新征程": "開啟新征程",
    "引进5家具有一定规模": "引進5家具有一定規模",
    "百年历史传承": "百年歷史傳承",
    "上青天历史辉煌": "上青天歷史輝煌",
    "发展成熟并发挥": "發展成熟並發揮",
    "撤桶并点": "撤桶併點",
    "资金链、人才链": "資金鏈、人才鏈",
    "合作伙伴": "合作夥伴",
    "春光里": "春光里",
    "里院建筑": "里院建築",
    "台东步行街": "台東步行街",
    "台柳路": "台柳路",
    "出台政策": "出台政策",
    "防范台风": "防範颱風",
    "青岛土著": "青島土著",
    "精致管理": "精緻管理",
    "锲而不舍": "鍥而不捨",
    "余热利用": "餘熱利用",
    "下一代": "下一代",
}
FORBIDDEN = (
    "髮", "繫統", "徵程", "傢", "曆史", "熟併", "桶並", "資金鍊", "伙伴", "光裡", "裡院", "臺",
    "社群", "最佳化", "雙迴圈", "資料庫", "網際網路", "軟體", "資訊化", "專案",
)  # fmt: skip


@pytest.fixture(scope="module")
def converter(sources: Sources) -> Converter:
    return to_traditional(sources.phrases)


@pytest.fixture(scope="module")
def pages(converter: Converter) -> dict[str, str]:
    found = sorted((ROOT / "docs/zh").rglob("*.md"))
    return {path.name: converter.convert(path.read_text("utf-8")) for path in found}


@pytest.mark.parametrize("simplified", CONVERSIONS)
def test_phrase(converter: Converter, simplified: str) -> None:
    assert converter.convert(simplified) == CONVERSIONS[simplified]


@pytest.mark.parametrize("wrong", FORBIDDEN)
def test_no_page_has_a_forbidden_conversion(pages: dict[str, str], wrong: str) -> None:
    assert not [name for name, text in pages.items() if wrong in text]


def test_every_phrase_is_needed(converter: Converter) -> None:
    """A phrase that OpenCC gets right by itself would only hide what the list is for."""
    bare = to_traditional({})
    back = {"土著"}  # kept for the way from Traditional to Simplified
    idle = {s for s, t in converter.phrases.items() if bare.convert(s) == t} - back
    # Shortened phrases are right alone and wrong in their sentence: prove it there.
    text = (ROOT / "source/plan.zh.txt").read_text("utf-8").replace(" ", "")
    in_text = bare.convert(text)
    assert not [s for s in idle if in_text.count(converter.phrases[s]) >= text.count(s) > 0]


def test_the_way_back_gives_the_source(converter: Converter) -> None:
    text = (ROOT / "source/plan.zh.txt").read_text("utf-8")
    assert to_simplified(converter.convert(text)) == text


def test_a_malformed_line_is_named() -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_phrases("台\t台\n发展 發展\n")


# --- the second table (law 12)


def differences(
    texts: Iterable[str], converter: Converter, approved: Mapping[str, str]
) -> tuple[set[str], set[str]]:
    """What the two tables make differently without approval, and the approvals that were used."""
    pattern = re.compile("|".join(sorted(approved, key=len, reverse=True)) or "(?!)")
    strange, used = set(), set()
    for text in texts:
        ours, theirs = converter.convert(text), zhconv_rs.zhconv(text, "zh-hant")
        assert len(ours) == len(theirs) == len(text)
        differing = {
            at for at in range(len(text)) if HAN.match(text[at]) and ours[at] != theirs[at]
        }
        for found in pattern.finditer(text):
            if differing & set(range(*found.span())) and (
                ours[found.start() : found.end()] == approved[found[0]]
            ):
                used.add(found[0])
                differing -= set(range(*found.span()))
        strange |= {f"{text[max(0, at - 4) : at + 4]}: {ours[at]} {theirs[at]}" for at in differing}
    return strange, used


def test_a_second_table_agrees_but_for_what_is_approved(converter: Converter) -> None:
    approved = dict(
        line.split("\t")
        for line in (ROOT / "tests/data/variants.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    )
    paths = (*(ROOT / "docs/zh").rglob("*.md"), ROOT / "scripts/planbook/words/zh.toml")
    texts = {line for path in paths for line in path.read_text("utf-8").splitlines()}
    strange, used = differences(texts, converter, approved)
    assert not strange
    assert set(approved) == used


def test_the_second_table_finds_what_is_seeded() -> None:
    wrong = to_traditional({"制造": "制造", "头发": "頭發"})
    strange, _ = differences(["理头发", "制造业"], wrong, {})
    assert len(strange) == 2


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("支持企业参与制造业升级", "支持企業參與製造業升級"),
        ("明确了解决方案", "明確了解決方案"),
        ("薪酬分配制度和考试制度", "薪酬分配制度和考試制度"),
        ("甲醇加注能力，更加注重质量，加注释", "甲醇加注能力，更加注重質量，加註釋"),
        ("免签政策，商签协议，标签", "免簽政策，商簽協議，標籤"),
        ("一律不准新建", "一律不准新建"),
        ("岳阳、安岳，位于都市圈", "岳陽、安岳，位於都市圈"),
        ("百余公里余热，骨干企业干群", "百餘公里餘熱，骨幹企業幹群"),
        ("县志办，志愿者，杂志", "縣誌辦，志願者，雜誌"),
        ("复杂的批复，反复恢复", "複雜的批覆，反覆恢復"),
        ("五谷丰登，低谷", "五穀豐登，低谷"),
        ("燃气表和天气表现", "燃氣錶和天氣表現"),
        ("五千里，20里", "五千里，20里"),
        ("哪里，公园里", "哪裡，公園裡"),
        ("成长历程", "成長歷程"),
        ("总发电量", "總發電量"),
        ("中国制定", "中國制定"),
        ("更加注重", "更加注重"),
        ("并为其服务", "並為其服務"),
        ("市场准入", "市場准入"),
        ("主任务必到场", "主任務必到場"),
        ("二代表示", "二代表示"),
        ("出发展望", "出發展望"),
    ],
)
def test_no_phrase_is_found_across_words(
    converter: Converter, simplified: str, traditional: str
) -> None:
    assert converter.convert(simplified) == traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("他说“这是‘里院’”。", "他說「這是『里院』」。"),
        ("打造“A+B”之间", "打造「A+B」之間"),
        ('打造“<a href="x">5G+</a>”', '打造「<a href="x">5G+</a>」'),
        ("English “big health” stays", "English “big health” stays"),
        ("Shibei’s ‘zone’ stays", "Shibei’s ‘zone’ stays"),
    ],
)
def test_quotation_marks_are_those_of_taiwan(
    converter: Converter, simplified: str, traditional: str
) -> None:
    assert converter.convert(simplified) == traditional
