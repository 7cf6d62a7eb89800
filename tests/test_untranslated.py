"""What is not in English yet is shown in Chinese, and says so once where all of a page lacks it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from planbook.books.downloads import EBOOKS, readings_of
from planbook.books.epub.model import ebook_of
from planbook.books.epub.text import chapter_page
from planbook.books.pdf.scribe import Body, Scribe, bare_text, numbered_notes
from planbook.export.plan import as_json
from planbook.locales import Locale
from planbook.pipeline import Conversion
from planbook.reading.read import passages_of
from planbook.reading.standing import standing_of
from planbook.search.documents import passages
from planbook.site.head import versions
from planbook.site.parallel import with_parallel
from planbook.sources import FILES, read_sources
from planbook.store import read_files
from planbook.words import WORDS, both_for, variant
from projects import tiny_project

NOTICE = "Not yet in English."
PLAN = """\
临江区规划纲要
第一章 工业
做强机械。
培育企业。
一、机械
（一）机床
生产机床。
（二）刀具
生产刀具。
第二章 农业
一、粮食
种植粮食。
养护农田。
"""
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def conversion(
    folder: Path, english: dict[str, str], plan: str = PLAN, state: str = "translated"
) -> Conversion:
    """The plan with this English, by its Chinese."""
    tiny_project(folder, plan)
    entries = (f'\n# state: {state}\nmsgid "{zh}"\nmsgstr "{en}"\n' for zh, en in english.items())
    (folder / "source/plan.en.po").write_text(PO + "".join(entries), "utf-8")
    return Conversion(read_sources(read_files(folder, FILES)))


@pytest.mark.parametrize(
    ("english", "notices"),
    [
        ({}, {"ch1/index": 1, "ch1/s1": 1, "ch2/index": 0, "ch2/s1": 1}),
        ({"机械": "Machines"}, {"ch1/s1": 1}),
        ({"生产机床。": "Machine tools will be made."}, {"ch1/index": 1, "ch1/s1": 1}),
        ({"做强机械。": "Machinery will grow."}, {"ch1/index": 1, "ch1/s1": 1}),
        ({"养护农田。": "Fields will be kept."}, {"ch1/s1": 1, "ch2/s1": 1}),
    ],
)
def test_a_page_says_it_once(
    tmp_path: Path, english: dict[str, str], notices: dict[str, int]
) -> None:
    pages = conversion(tmp_path, english).pages
    for page, count in notices.items():
        text = pages[f"en/plan/{page}.md"]
        assert text.count(NOTICE) == count, page
        assert NOTICE not in pages[f"zh/plan/{page}.md"]


def test_the_notice_of_a_page_is_above_its_first_paragraph(tmp_path: Path) -> None:
    page = conversion(tmp_path, {}).pages["en/plan/ch1/index.md"]
    assert re.search(rf"# .*工业.*\n\n{NOTICE}.*\n.*pending.*\n\n做强机械。", page)


def test_a_mixed_page_marks_each_paragraph_that_lacks_english(tmp_path: Path) -> None:
    english = {"做强机械。": "Machinery will grow."}
    page = conversion(tmp_path, english).pages["en/plan/ch1/index.md"]
    assert page.index("Machinery will grow.") < page.index(NOTICE) < page.index("培育企业。")


def test_a_book_in_both_languages_shows_no_chinese_beside_itself(tmp_path: Path) -> None:
    made = conversion(tmp_path, {"养护农田。": "Fields will be kept."})
    own = tuple(readings_of("zh-en", made.readings, made.sources).values())
    numbers = numbered_notes(own)
    rows = list(Body(tuple(Scribe(one, numbers, one is own[0]) for one in own), "").rows())
    texts = {bare_text(row.texts[0]): row.texts[1:] for row in rows if row.texts}
    assert texts["第一章 工业"] == ()
    assert [(bare_text(one), one.pending) for one in texts["做强机械。"]] == [("", NOTICE)]
    assert [(bare_text(one), one.pending) for one in texts["培育企业。"]] == [("", "")]
    assert [bare_text(one) for one in texts["养护农田。"]] == ["Fields will be kept."]
    book = ebook_of("zh-en", made.readings, made.sources)
    chapter = chapter_page(book, made.outline.chapters[0], None)
    assert chapter.count("培育企业。") == 1
    assert chapter.count(NOTICE) == 2  # of the chapter's own text, and of its section


# --- what the edition claims of its English

WHOLE = re.compile(
    r"in English, or in both|in both languages under its|逐段并列两种文字|every (?:paragraph|sentence) in both|in English only|the plan in English,? Akoma"
    r"|只看英文|只读英文|全部中英文|全部句子|各段的中英文|英文全文|Unofficial English edition|非官方英文本(?!（)|非官方中英对照本(?!（)"
)
"""Claims that only an edition whose English is whole may make."""
ALL = {
    "工业": "Industry", "做强机械。": "Machinery.", "培育企业。": "Firms.", "机械": "Machines", "机床": "Machine tools",
    "生产机床。": "Tools.", "刀具": "Blades", "生产刀具。": "Blades, too.", "农业": "Farming", "粮食": "Grain",
    "种植粮食。": "Grain, too.", "养护农田。": "Fields.", "临江区规划纲要": "Outline of a Plan of Linjiang District",
}  # fmt: skip


def claimed(made: Conversion) -> str:
    """All that pages, books, and data say of the edition, but for the plan's own text."""
    pages = {name: text for name, text in made.pages.items() if "/plan/" not in name}
    books = [ebook_of(kind, made.readings, made.sources) for kind in EBOOKS]
    standing = standing_of(made.edition, made.sources.description)
    words = variant(both_for("plan"), standing.kinds)
    said = [
        one
        for name in ("brief", "data", "bar", "head", "card", "llms")
        for one in words.subjects[name].values()
    ]
    texts = [*said, *(book.edition for book in books)]
    return "\n".join([*pages.values(), *(text for one in texts for text in (one.zh, one.en))])


@pytest.mark.parametrize("state", ["draft", "translated", "reviewed"])
@pytest.mark.parametrize("count", [1, 6, len(ALL) - 1])
def test_english_that_is_not_whole_is_nowhere_called_whole(
    tmp_path: Path, count: int, state: str
) -> None:
    made = conversion(tmp_path, dict(list(ALL.items())[:count]), state=state)
    said = claimed(made)
    assert WHOLE.findall(said) == []
    for partly in (
        "with the English that there is",
        "Unofficial edition, partly in English",
        "英文未全",
    ):
        assert partly in said


def test_english_that_is_whole_is_called_so(tmp_path: Path) -> None:
    said = claimed(conversion(tmp_path, ALL))
    assert len(set(WHOLE.findall(said))) > 9
    assert "partly in English" not in said
    assert "英文未全" not in said


def test_an_edition_without_english_claims_none(tmp_path: Path) -> None:
    made = conversion(tmp_path, {})
    assert standing_of(made.edition, made.sources.description).kinds == ("none",)
    said = "".join(text for name, text in made.pages.items() if "/plan/" not in name)
    assert WHOLE.findall(said) == []
    assert "partly in English" not in said


@pytest.mark.parametrize(
    ("provenance", "zh", "en"),
    [
        (
            "from memory linjiang-14fyp",
            "取自翻译记忆linjiang-14fyp：1条",
            "from memory linjiang-14fyp: 1",
        ),
        ("machine draft by m-1", "机器初稿（m-1）：1条", "machine draft by m-1: 1"),
        ("by hand", "by hand：1条", "by hand: 1"),
    ],
)
def test_where_english_comes_from_is_said_in_the_language_of_the_page(
    tmp_path: Path, provenance: str, zh: str, en: str
) -> None:
    state = f"draft\n# provenance: {provenance}"
    pages = conversion(tmp_path, {"工业": "Industry"}, state=state).pages
    assert f"- {zh}" in pages["zh/translation.md"]
    assert f"- {en} " in pages["en/translation.md"]


def test_a_name_that_is_the_title_is_said_once(tmp_path: Path) -> None:
    root = tiny_project(tmp_path, PLAN)
    file = root / "source/plan.toml"
    text = re.sub(
        r"(?m)^name = .*$",
        'name = { zh = "临江区规划纲要", en = "A plan" }',
        file.read_text("utf-8"),
    )
    file.write_text(text, "utf-8")
    pages = Conversion(read_sources(read_files(root, FILES))).pages
    assert pages["zh/index.md"].count("\n临江区规划纲要\n") == 0
    assert pages["zh/index.md"].count("# 临江区规划纲要 ") == 1
    assert ".document-title" in pages["en/index.md"]


@pytest.mark.parametrize(
    ("locale", "is_translated", "expected"),
    [
        ("zh", True, {"workTranslation"}),
        ("zh", False, set()),
        ("en", True, {"translationOfWork", "license"}),
        ("en", False, {"isBasedOn", "inLanguage"}),
        ("zh-Hant", True, {"isBasedOn"}),
        ("zh-Hant", False, {"isBasedOn"}),
    ],
)
def test_the_head_calls_only_english_a_translation(
    locale: str, expected: set[str], *, is_translated: bool
) -> None:
    here = {"zh": "plan/ch1/index.html", "en": "en/plan/ch1/index.html"}
    made = versions(locale, here, is_translated=is_translated)
    assert set(made) == expected
    assert made.get("inLanguage", "zh-Hans") == "zh-Hans"


@pytest.mark.parametrize(
    ("english", "pages"),
    [
        ({}, set()),
        ({"机械": "Machines"}, {"plan/ch1/s1.md"}),
        ({"养护农田。": "Fields.", "工业": "Industry"}, {"plan/ch2/s1.md", "plan/ch1/index.md"}),
    ],
)
def test_the_pages_with_any_english_are_known(
    tmp_path: Path, english: dict[str, str], pages: set[str]
) -> None:
    made = conversion(tmp_path, english)
    assert made.readings["en"].own_pages == pages


# --- the other language beside a Chinese page

BESIDE = """\
临江区规划纲要
第一章 工业
研发强度¹达到2.5%。优化环境。
¹按全区口径。
培育企业。
做强机械。
一、机械
生产机床。
"""
NOTICE_ZH = "此处尚无英文。"
GAP = "<small>〔此句尚无英文〕</small>"
SENTENCE = re.compile(r'<span class="s"[^>]*>((?:<span.*?</span>|[^<]|<(?!/?span))*)</span>')
MARK = '<a href="#p-1-0-0-2">¹</a>'


def beside(made: Conversion) -> list[str]:
    """What is beside each heading and paragraph of chapter 1, without the tags of sentences."""
    passages = {one.anchor: one for one in passages_of(made.readings)}
    html = "\n".join(
        f'<h1 id="{anchor}">{one.lines["zh"][0]}</h1>'
        if one.is_heading
        else f'<p id="{anchor}">{chr(10).join(one.lines["zh"])}</p>'
        for anchor, one in passages.items()
        if one.reference.startswith("1")
    )
    page = with_parallel(html, passages, "zh", WORDS["zh"])
    found = re.findall(r'class="pb-other[^>]*>(.*?)</(?:p|span)>(?=</div>|</h1>)', page)
    return [SENTENCE.sub(r"\1", one) for one in found]


@pytest.mark.parametrize(
    ("english", "state", "expected"),
    [
        ({}, "translated", [NOTICE_ZH, "", "", "", "1.", ""]),
        ({"生产机床。": "Made."}, "translated", [NOTICE_ZH, "", "", "", "1.", "Made."]),
        # A heading in English ends a run; of one without any, there is the number.
        ({"机械": "Machines"}, "translated", [NOTICE_ZH, "", "", "", "1. Machines", NOTICE_ZH]),
        ({"培育企业。": "Firms."}, "translated", [NOTICE_ZH, "", "Firms.", NOTICE_ZH, "1.", ""]),
        ({"优化环境。": "Better."}, "translated", [f"{GAP} Better.", NOTICE_ZH, "", "", "1.", ""]),
        ({"研发强度达到2.5%。": "R&D at 2.5%.", "按全区口径。": "District-wide."}, "translated",
         [f"R&amp;D at 2.5%.{MARK} {GAP}",
          '<small><a href="#p-1-0-0-1">¹</a>District-wide.</small>', NOTICE_ZH, "", "1.", ""]),
        ({"培育企业。": "Firms."}, "draft",
         [NOTICE_ZH, "", '<span class="draft">Firms.</span> [draft]', NOTICE_ZH, "1.", ""]),
        ({"机械": "Machines"}, "draft",
         [NOTICE_ZH, "", "", "", '1. <span class="draft">Machines</span> [draft]', NOTICE_ZH]),
    ],
)  # fmt: skip
def test_the_english_beside_a_chinese_page_says_what_is_missing_and_what_is_a_draft(
    tmp_path: Path, english: dict[str, str], state: str, expected: list[str]
) -> None:
    assert beside(conversion(tmp_path, english, BESIDE, state)) == ["Chapter 1.", *expected]


@pytest.mark.parametrize("kind", ["en", "zh-en", "zh-Hant-en"])
def test_an_e_book_explains_its_drafts(tmp_path: Path, kind: str) -> None:
    made = conversion(tmp_path, {"培育企业。": "Firms."}, state="draft")
    book = ebook_of(kind, made.readings, made.sources)
    chapter = chapter_page(book, made.outline.chapters[0], None)
    assert chapter.count('<span class="draft">Firms.</span>') == 1
    assert chapter.count("Underlined text is a draft") == 1


@pytest.mark.parametrize(
    ("state", "shown"), [("draft", "Firms. [draft]"), ("translated", "Firms.")]
)
def test_an_answer_of_the_search_says_that_it_is_a_draft(
    tmp_path: Path, state: str, shown: str
) -> None:
    made = conversion(tmp_path, {"培育企业。": "Firms."}, state=state)
    found = {one.reference: one for one in passages(made.readings)}
    assert (found["1.0.0.2"].zh, found["1.0.0.2"].en) == ("培育企业。", shown)


def test_the_data_name_the_sentences_whose_english_is_a_draft(tmp_path: Path) -> None:
    made = conversion(tmp_path, {"培育企业。": "Firms."}, state="draft")
    records = json.loads(as_json(made.readings))["passages"]
    found = {one["reference"]: one["drafts"] for one in records if "drafts" in one}
    assert found == {"1.0.0.2": ["1.0.0.2.1"]}


TABLED = """\
临江区规划纲要
第一章 目标
表1主要指标
指标	单位	2030年
生产总值	亿元	650
就业率	%	96
"""
CELLS = {
    "指标": "Indicator",
    "单位": "Unit",
    "2030年": "2030",
    "生产总值": "GRP",
    "亿元": "RMB 100 million",
}


def cells_beside(made: Conversion, own: Locale) -> list[str]:
    """What is beside each cell of the table."""
    passages = {one.anchor: one for one in passages_of(made.readings)}
    passage = next(one for one in passages.values() if one.columns)
    first, *others = (one.text for one in passage.blocks[own].sentences)
    tags = [f'<th id="{passage.anchor}">{first}</th>', *(f"<td>{one}</td>" for one in others)]
    rows = ("".join(tags[at : at + passage.columns]) for at in range(0, len(tags), passage.columns))
    html = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    page = with_parallel(html, passages, own, WORDS[own])
    assert re.search(rf'<div class="pb-row"><a class="pb-ref" href="#{passage.anchor}"', page)
    found = []
    for number, cell in enumerate(re.findall(r"<t[hd].*?</t[hd]>", page), 1):
        name = f"{passage.anchor}-{number}"
        assert cell.count(f'id="{name}"') == 1
        there = re.search(rf'pb-other" data-s="{name}" lang="[^"]+"[^>]*>(.*?)</span>', cell)
        found.append(there[1] if there else "")
        # Who reads the other language alone sees a cell in one language or the other.
        assert ("pb-own" in cell) == bool(there and there[1] != GAP)
    return found


@pytest.mark.parametrize(
    ("own", "english", "expected"),
    [
        ("zh", CELLS | {"就业率": "Employment"},
         ["Indicator", "Unit", "2030", "GRP", "RMB 100 million", "", "Employment", "", ""]),
        ("zh", CELLS, ["Indicator", "Unit", "2030", "GRP", "RMB 100 million", "", GAP, "", ""]),
        ("zh", {}, [""] * 9),
        ("en", CELLS | {"就业率": "Employment"},
         ["指标", "单位", "2030年", "生产总值", "亿元", "", "就业率", "", ""]),
        ("en", CELLS, ["指标", "单位", "2030年", "生产总值", "亿元", "", "", "", ""]),
    ],
)  # fmt: skip
def test_beside_each_cell_of_a_table_is_what_it_says_in_the_other_language(
    tmp_path: Path, own: Locale, english: dict[str, str], expected: list[str]
) -> None:
    assert cells_beside(conversion(tmp_path, english, TABLED), own) == expected


def test_programs_know_a_heading_in_front_of_the_first_chapter(tmp_path: Path) -> None:
    text = TABLED.replace("第一章 目标", "前言\n编制本规划纲要。\n第一章 目标")
    made = conversion(tmp_path, {}, text)
    records = json.loads(as_json(made.readings))["passages"]
    kinds = {one["zh"][0]: (one["kind"], one["anchor"][0]) for one in records}
    assert kinds["前言"] == ("heading", "p")
    assert kinds["编制本规划纲要。"] == ("paragraph", "p")


def test_programs_know_the_cells_of_a_table(tmp_path: Path) -> None:
    made = conversion(tmp_path, CELLS, TABLED)
    data = json.loads(as_json(made.readings))
    table = next(one for one in data["passages"] if one["kind"] == "table")
    assert (table["columns"], table["zh"][3:6]) == (3, ["生产总值", "亿元", "650"])
    assert table["en"][3:5] == ["GRP", "RMB 100 million"]
    assert all("columns" not in one for one in data["passages"] if one is not table)
