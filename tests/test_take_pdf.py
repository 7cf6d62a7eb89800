"""`take` reads the pages of a PDF as paragraphs and tables."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter

import pikepdf
import pytest
import typst
from pypdf import PdfReader

from planbook.begin.take import take
from planbook.books.sheet import Fonts
from planbook.intake.form import Taken, absent
from planbook.intake.pdf.glyphs import Box, Glyph
from planbook.intake.pdf.lines import rows_of
from planbook.problems import Problems

SETTING = """
#set page(width: 15cm, height: 18cm, margin: 2cm)
#set text(font: "Noto Serif CJK SC", size: 11pt, lang: "zh")
#set par(justify: true, leading: 0.8em, spacing: 0.8em, first-line-indent: (amount: 2em, all: true))
"""
SENTENCE = "全区生产总值由320亿元增加到455亿元，年均增长7.2%，发展基础更加牢固，人民生活显著改善。"
FIGURES = ["320", "455", "7", "2"]
BODY = SENTENCE * 4
FILLED = "\n\n".join(f"第{number}段。{BODY}" for number in range(1, 9))


def pdf(source: str, fonts: Fonts) -> bytes:
    made: bytes = typst.compile((SETTING + source).encode(), font_paths=fonts.loaded)
    return made


def taken(source: str, fonts: Fonts) -> Taken:
    """What is taken; every Han character and digit that pypdf sees is in the text or left out."""
    raw = pdf(source, fonts)
    found = take(raw, "plan.pdf")
    seen = "".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages)
    told = " ".join([found.text, *(one.text for one in found.left)])
    assert counted(seen) - counted(told.translate(LEVEL)) == {}
    return found


LEVEL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


def counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\u4e00-\u9fff0-9]", text))


def test_paragraphs_go_on_over_lines_and_pages(fonts: Fonts) -> None:
    found = taken(FILLED, fonts)
    paragraphs = [f"　　第{number}段。{BODY}" for number in range(1, 9)]
    assert found.text.replace("\f", "").splitlines() == paragraphs
    assert found.text.count("\f") == 2


HEADED = "\n\n".join(f"{number}、任务{number}\n\n{BODY}" for number in "一二三四五六")
FULL = "加强组织领导和统筹协调工作" * 2
"""With an indent or a mark, a full stop, and one character more, a whole line."""


@pytest.mark.parametrize("mark", ["一是", "——", "1．"])
def test_a_line_without_an_indent_goes_on_whatever_it_begins_with(mark: str, fonts: Fonts) -> None:
    text = f"{FULL[1:]}。{mark}{FULL[1:]}；{mark}{FULL[1:]}；健全机制。"
    found = taken(f"{HEADED}\n\n{text}\n\n{BODY}", fonts)
    assert f"　　{text}" in found.text.replace("\f", "").splitlines()


def test_the_title_of_a_letter_ends_its_full_line(fonts: Fonts) -> None:
    title, to = (
        "临江区政府办公室关于印发区卫生健康事业发展规划的通知",
        "各镇人民政府，区各委办局，区各直属单位：",
    )
    found = taken(f"{title}{to}\n\n{FILLED}", fonts)
    assert found.text.startswith(f"　　{title}\n{to}\n")


@pytest.mark.parametrize("line", ["附件：名词解释", "第二章　保障措施"])
def test_a_heading_without_an_indent_ends_the_full_line_above(line: str, fonts: Fonts) -> None:
    flush = f"#par(first-line-indent: 0em)[{line}]"
    found = taken(f"{HEADED}\n\n{FULL[1:]}。\n\n{flush}\n\n{BODY}", fonts)
    assert f"　　{FULL[1:]}。\n{line}\n" in found.text.replace("\f", "")


def test_running_heads_and_page_numbers_are_left_out(fonts: Fonts) -> None:
    heads = "#set page(header: [临江区规划 #h(1fr) 2026年], footer: align(center, context [— #counter(page).display() —]))"
    found = taken(f"{heads}\n{FILLED}", fonts)
    assert "临江区" not in found.text
    assert "—" not in found.text
    kinds = Counter(one.kind for one in found.left)
    assert kinds == {"running heads and feet": 3, "page numbers": 3}


@pytest.mark.parametrize("tall", ["24cm", "29.7cm"])
def test_the_heads_and_numbers_of_pages_on_their_side_are_left_out(tall: str, fonts: Fonts) -> None:
    """Their margins are those of the other pages, on a side that is shorter."""
    page = f"#set page(width: 17cm, height: {tall}, margin: (x: 2cm, top: 3cm, bottom: 3.5cm), "
    head = 'header: text(9pt)[临江区规划], footer: context align(center)[— #numbering("1", here().page()) —])'
    rows = ", ".join(f"[{n}], [治理河道{n}公里，建设泵站和堤防], [区水利局]" for n in range(1, 31))
    table = f"#set page(flipped: true)\n#table(columns: (2cm, 1fr, 5cm), table.header[序号][内容][单位], {rows})"
    found = taken(f"{page}{head}\n{FILLED}\n{table}", fonts)
    lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert lines[8:] == [
        "序号\t内容\t单位",
        *(f"{n}\t治理河道{n}公里，建设泵站和堤防\t区水利局" for n in range(1, 31)),
    ]
    kinds = Counter(one.kind for one in found.left)
    assert kinds["running heads and feet"] == kinds["page numbers"] > 3


@pytest.mark.parametrize(
    "number",
    ["1", "第1页 共1页", "1 / 1", "- 1 -", "· 1 ·", "— 1 —", "\\~1\\~", "| 1 |", "（1）", "【1】", "P1", "Page 1 of 9",
     "第 1 页 / 共 9 页", "i", "I", "第一页", "— 一 —"],
)  # fmt: skip
def test_page_numbers_of_all_forms_are_left_out(number: str, fonts: Fonts) -> None:
    shown = re.sub("[1iI一]", lambda one: f'#numbering("{one[0]}", here().page())', number, count=1)
    found = taken(f"#set page(footer: context align(right)[{shown}])\n{FILLED}", fonts)
    assert Counter(one.kind for one in found.left) == {"page numbers": 3}
    assert found.text.replace("\f", "").splitlines() == [
        f"　　第{number}段。{BODY}" for number in range(1, 9)
    ]


@pytest.mark.parametrize("pages", [1, 2])
@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/29/26, 7:00 PM #h(1fr) 临江区规划 #h(1fr)", "file:\\/\\/\\/home/plan.html #h(1fr) {}/{}"),
        ("2026/11/29 下午7:00 #h(1fr) 临江区规划 #h(1fr)", "https:\\/\\/www.linjiang.gov.cn/t1.html #h(1fr) {}/{}"),
        ("临江区规划 #h(1fr) https:\\/\\/www.linjiang.gov.cn/t1.html", "{} of {} #h(1fr) 11/29/2026, 7:00 PM"),
    ],
    ids=["Chromium", "Chromium in Chinese", "Firefox"],
)  # fmt: skip
def test_what_a_browser_prints_around_a_page_is_left_out(
    head: str, foot: str, pages: int, fonts: Fonts
) -> None:
    shown = foot.format('#numbering("1", here().page())', pages)
    setting = f"#set page(header: [{head}], footer: context [{shown}])\n"
    found = taken(setting + "\n#pagebreak()\n".join([f"一、目标\n\n{BODY}"] * pages), fonts)
    lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert lines == ["一、目标", BODY] * pages
    assert Counter(one.kind for one in found.left) == {"running heads and feet": 2 * pages}


def test_when_a_text_was_published_is_not_what_a_browser_prints(fonts: Fonts) -> None:
    found = taken(f"2026/2/3 10:00　　来源：区政府\n\n一、目标\n\n{BODY}", fonts)
    assert [one.kind for one in found.left] == ["details of publication"]


@pytest.mark.parametrize("number", ["1", "1/1", "第1页 共1页", "Page 1 of 1"])
def test_the_number_of_a_page_alone_is_left_out(number: str, fonts: Fonts) -> None:
    found = taken(f"#set page(footer: align(center)[{number}])\n{BODY}", fonts)
    assert found.text == f"　　{BODY}\n"
    assert [one.kind for one in found.left] == ["page numbers"]


def test_numbers_at_the_edge_of_a_page_that_are_not_its_own_stay(fonts: Fonts) -> None:
    found = taken(
        f"{SENTENCE}\n\n455\n\n#v(1fr)\n\n640\n#pagebreak()\n{SENTENCE}\n\n12\n\n#v(1fr)\n\n2030",
        fonts,
    )
    assert re.findall(r"\d+", found.text) == [*FIGURES, "455", "640", *FIGURES, "12", "2030"]


def test_a_line_of_one_letter_or_numeral_that_is_no_page_number_stays(fonts: Fonts) -> None:
    found = taken(f"{SENTENCE}\n\n#v(1fr)\n\nC\n#pagebreak()\n{SENTENCE}\n\n#v(1fr)\n\n三", fonts)
    assert [one.strip("　\f") for one in found.text.split("\n")[:-1]] == [
        SENTENCE,
        "C",
        SENTENCE,
        "三",
    ]


CHAPTER = "#align(center)[第{}章　{}]\n\n"


def test_running_heads_that_name_the_chapter_are_left_out(fonts: Fonts) -> None:
    head = (
        "#set page(header: context { if here().page() > 3 [第二章　目标] else [第一章　总则] })\n"
    )
    one, two = CHAPTER.format("一", "总则"), CHAPTER.format("二", "目标")
    found = taken(f"{head}{one}{FILLED}\n#pagebreak()\n{two}{FILLED}", fonts)
    body = [f"　　第{number}段。{BODY}" for number in range(1, 9)]
    lines = found.text.replace("\f", "").splitlines()
    assert [one.strip("　") for one in lines if "章" in one] == ["第一章　总则", "第二章　目标"]
    assert [one for one in lines if "章" not in one] == body * 2
    assert Counter(one.kind for one in found.left) == {"running heads and feet": 6}


def test_the_title_above_the_only_page_is_left_out(fonts: Fonts) -> None:
    head = "#set page(header: text(9pt)[临江区发展规划纲要])\n"
    title = "#align(center, text(15pt)[临江区发展规划纲要])\n\n"
    found = taken(f"{head}{title}一、目标\n\n{BODY}", fonts)
    lines = [one.strip("　") for one in found.text.splitlines()]
    assert lines == ["临江区发展规划纲要", "一、目标", BODY]
    assert [one.text for one in found.left] == ["临江区发展规划纲要"]


@pytest.mark.parametrize("size", [8, 11])
@pytest.mark.parametrize(
    "title", ["临江区发展规划纲要", "临江区居民增收和技能提升行动三年实施方案"]
)
def test_the_title_above_the_second_of_two_pages_is_left_out(
    title: str, size: int, fonts: Fonts
) -> None:
    head = f"#set page(header: context {{ if here().page() == 2 {{ text({size}pt)[{title}] }} }})\n"
    source = (
        f"#align(center, text(20pt)[{title}])\n\n{BODY * 3}\n\n一、目标\n\n#pagebreak()\n{BODY}"
    )
    found = taken(head + source, fonts)
    lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert lines == [title, BODY * 3, "一、目标", BODY]
    assert [one.text for one in found.left] == [title]


@pytest.mark.parametrize("line", ["临江区发展规划纲要", "表1　临江区主要指标"])
def test_a_line_of_the_first_page_that_begins_the_second_stays(line: str, fonts: Fonts) -> None:
    source = f"{line}\n\n{BODY}\n\n#pagebreak()\n{line}#v(1em)\n\n{BODY}"
    found = taken(source, fonts)
    lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert (lines, found.left) == ([line, BODY, line, BODY], ())


def test_headings_at_the_top_of_pages_stay(fonts: Fonts) -> None:
    """Also where every chapter begins a page, and the contents name them."""
    names = ["第一章　总则", "第二章　目标", "第三章　任务", "第四章　保障"]
    contents = "目录\n\n" + "\n\n".join(names)
    chapters = "#pagebreak()\n".join(f"#align(center)[{one}]#v(1em)\n\n{FILLED}\n" for one in names)
    found = taken(f"{contents}\n#pagebreak()\n{chapters}", fonts)
    lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert [one for one in lines if one.startswith("第") and "章" in one] == names * 2
    assert found.left == ()


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other(columns: int, fonts: Fonts) -> None:
    page = "#set page(width: 26cm, height: 20cm)\n#set text(size: 10pt)\n"
    title = "#align(center, text(18pt)[临江区规划纲要])\n第0段。" + BODY
    found = taken(f"{page}{title}\n#columns({columns})[{FILLED}]", fonts)
    lines = found.text.replace("\f", "").splitlines()
    assert lines == ["临江区规划纲要", *(f"　　第{number}段。{BODY}" for number in range(9))]


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_short_title_over_three_columns_is_above_them(lines: int, fonts: Fonts) -> None:
    """It is right above the second one."""
    titles = ["临江区规划", "（2026年2月）", "区人民政府"][:lines]
    page = "#set page(width: 26cm, height: 20cm)\n#set text(size: 10pt)\n"
    above = "\n\n".join(f"#align(center, text(12pt)[{one}])" for one in titles)
    found = taken(f"{page}{above}\n\n#columns(3)[{FILLED}]", fonts)
    made = found.text.replace("\f", "").splitlines()
    assert made == [*titles, *(f"　　第{number}段。{BODY}" for number in range(1, 9))]


@pytest.mark.parametrize("columns", [2, 3])
@pytest.mark.parametrize("words", range(0, 12, 3))
def test_marks_that_hang_out_of_their_columns_are_not_over_both(
    columns: int, words: int, fonts: Fonts
) -> None:
    """A comma at the end of a line, or a bracket at its beginning, may be beside its column."""
    phrase = "完善住房，“动力”公园（河道），《治理》园区、"
    texts = [f"{'江' * (words + n % 5)}{phrase * (3 + n % 4)}建成。" for n in range(24)]
    page = f"#set page(width: {13 * columns}cm, height: 24cm)\n#set text(size: 12pt)\n"
    body = "\n\n".join(texts)
    found = taken(f"{page}#columns({columns}, gutter: 1em)[{body}]", fonts)
    assert re.sub(r"\s", "", found.text) == "".join(texts)
    assert not [one for one in found.warnings if "column" in one]


RULED = "#table(columns: (2fr, 1fr, 1fr), [指标], [2025年], [2030年], [人口], [200], [210], [粮田], [30], [31], [产值], [5], [6])"
LEVEL_RULES = RULED.replace("1fr),", "1fr), stroke: none, table.hline(),").replace(
    "6])", "6], table.hline())"
)
ROWS = "指标\t2025年\t2030年\n人口\t200\t210\n粮田\t30\t31\n产值\t5\t6"


@pytest.mark.parametrize(
    ("inset", "expected"),
    [
        (f"#par(first-line-indent: 0em)[表1　指标]\n\n{RULED}", f"表1　指标\n{ROWS}"),
        (LEVEL_RULES, ROWS),
        ("#rect(width: 100%, height: 3cm)\n\n#align(center)[图1　区位]", "图1　区位"),
        ("#align(center, text(13pt)[第二章　目标])", "第二章　目标"),
        (
            f"#rect(width: 100%)[专栏1　工程\n\n1．学校。{BODY}]",
            f"　　专栏1　工程\n　　1．学校。{BODY}",
        ),
    ],
    ids=["a table", "a table with level rules", "a figure", "a heading", "a box"],
)
@pytest.mark.parametrize("before", [1, 2, 4, 6])
def test_what_is_in_a_column_stays_there(
    inset: str, expected: str, before: int, fonts: Fonts
) -> None:
    page = "#set page(width: 26cm, height: 20cm)\n#set text(size: 10pt)\n"
    texts = FILLED.split("\n\n")
    column = "\n\n".join([*texts[:before], inset, *texts[before:]])
    found = taken(f"{page}#columns(2)[{column}]", fonts)
    lines = [f"　　{one}" for one in texts]
    wanted = [*lines[:before], *expected.split("\n"), *lines[before:]]
    assert found.text.replace("\f", "").splitlines() == wanted


CONTENTS = ["目录", "第一章　总则", "第二章　目标和指标", "第三章　任务", "第四章　保障"]
LISTED = [
    "（一）教育惠民",
    "新建公办幼儿园1所。",
    "新增学位540个。",
    "（二）健康惠民",
    "建设卫生室22所。",
]
WORDY = ["建设幼儿园12所，改造老旧校舍，教育质量明显提升。", "年均增长7.2%，人民生活显著改善。"] * 3


@pytest.mark.parametrize("gap", ["1em", "2.5em"])
@pytest.mark.parametrize(
    "head", ["", "#text(14pt)[第二章　目标]\n\n"], ids=["alone", "below a heading"]
)
@pytest.mark.parametrize(
    ("left", "right"),
    [(CONTENTS, WORDY), (LISTED, WORDY), (WORDY, LISTED), (LISTED, LISTED), (CONTENTS, LISTED)],
    ids=["contents", "a list", "a list on the right", "two lists", "contents and a list"],
)
def test_columns_of_short_lines_are_read_one_after_the_other(
    left: list[str], right: list[str], head: str, gap: str, fonts: Fonts
) -> None:
    """The order in which they were drawn shows them."""
    sides = ", ".join("[{}]".format("\n\n".join(side)) for side in (left, right))
    columned = f"#grid(columns: (1fr, 1fr), column-gutter: {gap}, {sides})"
    again = f"{head}{columned}" if head else ""
    page = "#set page(height: 28cm)\n"
    found = taken(f"{page}{SENTENCE}\n\n{columned}\n\n{again}\n\n建成。", fonts)
    heads = ["第二章　目标", *left, *right] if head else []
    wanted = "".join([SENTENCE, *left, *right, *heads, "建成。"])
    assert re.sub(r"\s", "", found.text) == wanted.replace("　", "")
    assert found.warnings == ()


@pytest.mark.parametrize("gap", ["1em", "2em"])
def test_a_heading_with_its_blank_between_two_columns_is_one_line(gap: str, fonts: Fonts) -> None:
    """Drawn piece by piece, with the blank right above the strip."""
    columned = f"#columns(2, gutter: {gap})[{FILLED}]"
    halves = "#grid(columns: (1fr, 1fr), column-gutter: 1em, align(right)[第二章], [目标])"
    page = "#set page(width: 26cm, height: 20cm)\n#set par(first-line-indent: 0em)\n"
    half = f"#block(height: 6cm, columns(2, gutter: {gap})[{BODY}\n\n{BODY}\n\n{BODY}])"
    found = taken(f"{page}{half}\n\n{halves}\n\n{columned}", fonts)
    assert "第二章　目标" in [one.strip("　\f") for one in found.text.splitlines()]


def test_a_line_below_the_rest_of_a_column_comes_after_it(fonts: Fonts) -> None:
    """On the next page, where the left column has nothing."""
    sides = ", ".join("[{}]".format("\n\n".join(side)) for side in (LISTED, WORDY * 3))
    found = taken(f"#grid(columns: (1fr, 1fr), column-gutter: 1em, {sides})\n\n建成。", fonts)
    wanted = "".join([*LISTED, *WORDY * 3, "建成。"])
    assert re.sub(r"\s", "", found.text) == wanted


def test_a_wide_table_in_a_column_of_short_lines_stays_there(fonts: Fonts) -> None:
    table = RULED.replace("2fr, 1fr, 1fr", "3em, 1fr, 1fr")
    sides = ", ".join("[{}]".format("\n\n".join(side)) for side in (LISTED, [table, *LISTED]))
    found = taken(f"#grid(columns: (1fr, 1fr), column-gutter: 1em, {sides})", fonts)
    wanted = "".join([*LISTED, ROWS, *LISTED])
    assert re.sub(r"\s", "", found.text) == re.sub(r"\s", "", wanted)
    assert ROWS in found.text


APPROVED = "（2026年1月20日临江区第十届人民代表大会第五次会议审议并且批准）"


@pytest.mark.parametrize("size", ["8.2pt", "8.5pt", "9.4pt", "10pt"])
@pytest.mark.parametrize("spacing", ["0.8em, first-line-indent: (amount: 2em, all: true)", "1.8em, first-line-indent: 0em"],
                         ids=["indented", "apart"])  # fmt: skip
@pytest.mark.parametrize("after", ["", "#pagebreak()"], ids=["above", "on its own page"])
@pytest.mark.parametrize("line", [APPROVED, f"第二篇{APPROVED[1:-1]}", "临江区发展和改革委员会"])
def test_a_centered_line_is_no_part_of_the_paragraph_below(
    line: str, after: str, spacing: str, size: str, fonts: Fonts
) -> None:
    """However wide it is."""
    setting = f"#set par(spacing: {spacing})\n#set text(size: {size})\n"
    title = "#align(center)[临江区规划纲要]\n\n"
    found = taken(f"{setting}{title}#align(center)[{line}]\n\n{after}\n{BODY}\n\n{BODY}", fonts)
    made = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert made == ["临江区规划纲要", line, BODY, BODY]


def test_a_first_line_that_looks_centered_is_the_beginning_of_its_paragraph(fonts: Fonts) -> None:
    ragged = "#set par(justify: false)\n#set text(cjk-latin-spacing: none)\n"
    for length in range(18, 27):
        text = f"{'江' * length}Development{SENTENCE}"
        lines = taken(f"{ragged}{text}\n\n{BODY}", fonts).text.splitlines()
        assert [one.strip("　") for one in lines] == [text, BODY]


@pytest.mark.parametrize(
    "office", ["临江区发展和改革委员会", "临江区人民政府", "临江区人民政府办公室"]
)
@pytest.mark.parametrize("inset", ["0em", "2em"])
def test_who_signs_at_the_top_of_the_last_page(office: str, inset: str, fonts: Fonts) -> None:
    """The date may be as wide as the office."""
    signed = [office, "2026年2月3日"]
    lines = "\n".join(f"#align(right)[{one}#h({inset})]" for one in signed)
    found = taken(f"{FILLED}\n#pagebreak()\n{lines}", fonts)
    assert [one.strip("　") for one in found.text.replace("\f", "").splitlines()[-2:]] == signed


@pytest.mark.parametrize("above", ["", "#table(columns: 2, [甲], [乙], [1], [2])\n"])
@pytest.mark.parametrize("below", ["一、完善治理体系", "一是完善治理体系。", BODY])
@pytest.mark.parametrize("length", range(18, 25))
def test_a_centered_heading_that_fills_its_line_ends_there(
    length: int, below: str, above: str, fonts: Fonts
) -> None:
    heading = "第二节　" + "健全公园体系，完善污水治理和港口客运设施布局"[:length]
    text = f"{BODY}\n\n{above}#align(center)[{heading}]\n\n{below}"
    found = taken(f"{text}\n#pagebreak()\n{FILLED}", fonts)
    lines = [
        one.strip("　") for one in found.text.replace("\f", "").splitlines() if "\t" not in one
    ]
    assert lines[:3] == [BODY, heading, below]


@pytest.mark.parametrize("length", range(1, 22, 4))
def test_an_imprint_between_rules_is_no_table(length: int, fonts: Fonts) -> None:
    """Who gets a document goes on in a second line; who printed it may fill its line."""
    rule = "#line(length: 100%, stroke: 0.5pt)\n\n"
    sent = f"抄送：区委各部门，区人大常委会办公室，区政协办公室，{'江' * length}区法院，区检察院。"
    printed = "临江区人民政府办公室#h(1fr)2026年3月16日印发"
    flush = "#set par(first-line-indent: 0em)\n"
    found = taken(f"{BODY}\n\n{flush}{rule}{sent}\n\n{rule}{printed}\n\n{rule}", fonts)
    lines = [one.strip("　") for one in found.text.splitlines()]
    assert lines == [BODY, sent, "临江区人民政府办公室　　2026年3月16日印发"]
    assert not [one for one in found.warnings if "table" in one]


@pytest.mark.parametrize("between", ["\\ ", "])\n\n#align(center, text(15pt)["])
@pytest.mark.parametrize(
    ("halves", "whole"),
    [
        (["临江区国民经济和社会发展", "第十五个五年规划纲要"], "临江区国民经济和社会发展第十五个五年规划纲要"),
        (["第二章　推动高质量发展", "建设现代化产业体系"], "第二章　推动高质量发展 建设现代化产业体系"),
    ],
)  # fmt: skip
def test_a_title_on_two_lines_is_one(
    halves: list[str], whole: str, between: str, fonts: Fonts
) -> None:
    title = f"#align(center, text(15pt)[{between.join(halves)}])"
    found = taken(f"{BODY}\n\n{title}\n\n{BODY}", fonts)
    assert [one.strip("　") for one in found.text.splitlines()] == [BODY, whole, BODY]
    assert [one.text for one in found.headings] == [whole]


@pytest.mark.parametrize("size", [13, 16, 20])
def test_a_title_that_is_wider_than_its_page_is_one(size: int, fonts: Fonts) -> None:
    title = "临江区国民经济和社会发展第十五个五年规划和二〇三五年远景目标纲要"
    found = taken(f"#align(center, text({size}pt)[{title}])\n\n{BODY}\n\n{BODY}", fonts)
    assert [one.text for one in found.headings] == [title]


@pytest.mark.parametrize(
    "lines",
    [["临江区规划纲要", "（2026—2030年）"], ["临江区规划纲要", "目　录"], ["第一章　总则", "第一节　基础"], ["临江区规划纲要", "2026年3月"]],
)  # fmt: skip
def test_lines_of_their_own_are_no_part_of_a_title(lines: list[str], fonts: Fonts) -> None:
    centered = "\n\n".join(f"#align(center, text(15pt)[{one}])" for one in lines)
    found = taken(f"{centered}\n\n{BODY}", fonts)
    assert [one.strip("　") for one in found.text.splitlines()] == [*lines, BODY]


@pytest.mark.parametrize("mark", ["I ", "Ⅱ、", "甲、"])
def test_a_centered_section_is_no_part_of_the_title_of_its_chapter(mark: str, fonts: Fonts) -> None:
    lines = "\n\n".join(
        f"#align(center)[#text(16pt)[{one}]]" for one in ("第一章总体计划", f"{mark}物价")
    )
    text = taken(f"{lines}\n\n{FILLED}", fonts).text
    assert text.startswith(f"第一章总体计划\n{mark.strip()}")


@pytest.mark.parametrize(
    ("across", "expected"),
    [
        ("#align(center, text(14pt)[第二章　全面完成“十五五”时期临江区经济社会发展的主要目标任务])",
         "第二章　全面完成“十五五”时期临江区经济社会发展的主要目标任务"),
        (RULED, ROWS),
    ],
    ids=["a heading", "a table"],
)  # fmt: skip
def test_what_is_over_both_columns_parts_them(across: str, expected: str, fonts: Fonts) -> None:
    page = "#set page(width: 26cm, height: 21cm)\n#set text(size: 10pt)\n"
    texts = FILLED.split("\n\n")
    above, below = "\n\n".join(texts[:4]), "\n\n".join([*texts[4:6], RULED, *texts[6:]])
    columned = f"#block(height: 7cm, columns(2)[{above}])\n\n{across}\n\n#columns(2)[{below}]"
    found = taken(page + columned, fonts)
    lines = [f"　　{one}" for one in texts]
    wanted = [*lines[:4], *expected.split("\n"), *lines[4:6], *ROWS.split("\n"), *lines[6:]]
    assert found.text.replace("\f", "").splitlines() == wanted


@pytest.mark.parametrize(
    "last", ["一是学校。", "第9段。全区发展基础更加牢固，人民生活显著改善。" * 2]
)
def test_a_column_of_a_few_lines_is_known_by_the_other_pages(last: str, fonts: Fonts) -> None:
    page = "#set page(width: 26cm, height: 12cm)\n#set text(size: 10pt)\n"
    left = ["第9段。" + BODY, "第10段。" + SENTENCE]
    second = "\n\n".join([*left, "#colbreak()", last])
    found = taken(f"{page}#columns(2)[{FILLED}]\n#pagebreak()\n#columns(2)[{second}]", fonts)
    lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert lines == [*FILLED.split("\n\n"), *left, last]


@pytest.mark.parametrize("count", [4, 7])
def test_lines_that_may_run_over_two_columns_are_told(count: int, fonts: Fonts) -> None:
    """A list in two columns, or a table without rules, of short lines and a long one."""
    row = "[建设城市综合客运枢纽], [完善公交场站布局工程]"
    rows = ", ".join([row.replace("枢纽", "枢纽及铁路货场和港口集疏运道路"), *[row] * count])
    listed = f"#table(columns: 2, stroke: none, {rows})"
    found = taken(f"{FILLED}\n#pagebreak()\n#set page(width: 24cm)\n{listed}", fonts)
    assert "lines that may run over two columns: page 4" in found.warnings


TABLE = """
表1　主要指标
#table(columns: 4, table.cell(rowspan: 2)[指标], table.cell(rowspan: 2)[单位], table.cell(colspan: 2)[目标],
  [2025年], [2030年], [每千人口执业（助理）医师数达到较高水平], [人], [4.2], [5], [粮食产量], [万吨], [], [12])
"""
TABLE_TEXT = (
    "　　表1　主要指标\n指标\t单位\t目标\t目标\n\t\t2025年\t2030年\n"
    "每千人口执业（助理）医师数达到较高水平\t人\t4.2\t5\n粮食产量\t万吨\t\t12\n"
)


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
def test_a_ruled_table_becomes_rows(turned: bool, fonts: Fonts) -> None:  # noqa: FBT001
    source = f"#rotate(-90deg, reflow: true)[{TABLE}]" if turned else f"{TABLE}\n{BODY}"
    found = taken(source, fonts)
    assert TABLE_TEXT.strip() in found.text
    assert set(found.numbers) >= {"2025", "2030", "4", "2", "5", "12"}
    assert absent(found.numbers, found.text) == {}


def test_a_table_goes_on_on_the_next_page(fonts: Fonts) -> None:
    rows = ", ".join(f"[指标{number}], [], [{number * 7}]" for number in range(1, 40))
    found = taken(f"#table(columns: (1fr, 2cm, 1fr), {rows})", fonts)
    expected = [f"指标{number}\t\t{number * 7}" for number in range(1, 40)]
    assert found.text.replace("\f", "").splitlines() == expected
    assert len(found.numbers) == 78


def test_a_table_is_whole_over_pages_without_its_repeated_head(fonts: Fonts) -> None:
    rows = ", ".join(
        f"[指标{number}{'#footnote[按年初口径。]' * (number == 3)}], [{number * 7}]"
        for number in range(1, 30)
    )
    head = "table.header(repeat: true, [指标], [2030年])"
    found = taken(f"{SENTENCE}\n#table(columns: (1fr, 1fr), {head}, {rows})\n{BODY}", fonts)
    expected = [f"指标{number}{'¹' * (number == 3)}\t{number * 7}" for number in range(1, 30)]
    lines = found.text.replace("\f", "").splitlines()[1:]
    assert lines[:-1] == ["指标\t2030年", *expected, "　　¹按年初口径。"]
    repeated = [one.text for one in found.left if one.kind == "repeated heads of tables"]
    assert repeated
    assert set(repeated) == {"指标 2030年"}


@pytest.mark.parametrize("first", [*range(2, 9), 15, 16, 17, 18])
def test_a_cell_over_rows_of_two_pages_is_in_its_first_row(first: int, fonts: Fonts) -> None:
    """Its text may be set on the second page."""
    sizes = [first, 5, 6, 4, 7, 5, 6]
    cells = [
        f"table.cell(rowspan: {size}, align: horizon)[第{at}类指标], "
        + ", ".join(f"[{at}.{n}], [指标{n}]" for n in range(size))
        for at, size in enumerate(sizes)
    ]
    table = f"#table(columns: (4em, 1fr, 3fr), table.header[类别][序号][指标], {', '.join(cells)})"
    found = taken(f"{SENTENCE}\n{table}\n{BODY}", fonts)
    rows = [one.split("\t") for one in found.text.replace("\f", "").splitlines() if "\t" in one]
    groups = [f"第{at}类指标" * (n == 0) for at, size in enumerate(sizes) for n in range(size)]
    assert [group for group, *_ in rows[1:]] == groups


@pytest.mark.parametrize(
    "head", ["", "table.header(repeat: true, [类别], [序号], [指标], [2030年]), "]
)
@pytest.mark.parametrize("filled", [0.5, 1.0, 1.5, 2.0, 2.5])
def test_a_row_that_is_broken_over_a_page_is_one(head: str, filled: float, fonts: Fonts) -> None:
    label = "国家级专精特新“小巨人”企业和制造业单项冠军企业"
    rows = "".join(f"[], [{number}], [{label}], [{7 * number}], " for number in range(1, 12))
    setting = "#show table: set par(first-line-indent: 0em, justify: false)\n"
    table = f"#table(columns: (1fr, 1fr, 3cm, 1fr), {head}{rows})"
    found = taken(f"{setting}#v({filled}cm)\n{table}", fonts)
    expected = [f"\t{number}\t{label}\t{7 * number}" for number in range(1, 12)]
    made = found.text.replace("\f", "").splitlines()
    assert made[bool(head) :] == expected


def test_a_row_without_a_figure_at_the_top_of_a_page_stays_a_row(fonts: Fonts) -> None:
    figures = [number if number % 2 else "" for number in range(1, 40)]
    rows = ", ".join(f"[指标{at}], [{one}]" for at, one in enumerate(figures))
    found = taken(f"#table(columns: (1fr, 1fr), {rows})", fonts)
    assert len(found.text.replace("\f", "").splitlines()) == len(figures)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("十百千工程#parbreak()百园提升工程", "十百千工程 百园提升工程"),
        ("百园提升工程\\ 十百千工程\\ 千企升级工程", "百园提升工程 十百千工程 千企升级工程"),
        (BODY, BODY),
    ],
)
def test_paragraphs_of_a_cell_are_parted(cell: str, expected: str, fonts: Fonts) -> None:
    flush = "#set page(width: 18cm)\n#set par(first-line-indent: 0em)\n"
    found = taken(
        f"{flush}{SENTENCE}\n#table(columns: (3cm, 1fr), [工程], [{cell}], [公园], [5])", fonts
    )
    assert f"工程\t{expected}\n" in found.text


def test_a_table_in_a_cell_follows_its_table_and_is_there_once(fonts: Fonts) -> None:
    inner = "#table(columns: 3, inset: 4pt, [年份], [2026], [2027], [投资], [12], [34])"
    source = f"#table(columns: (3cm, 7cm), inset: 9pt, [项目], [内容], [甲工程], [建园区。{inner}], [乙工程], [35])"
    found = taken(f"前文。\n\n{source}\n\n后文。", fonts)
    assert found.text.splitlines() == [
        "前文。", "项目\t内容", "甲工程\t建园区。", "乙工程\t35", "", "年份\t2026\t2027", "投资\t12\t34", "后文。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "width"),
    [
        ("近岸海域水质优良（一、二类）比例", 4.2), ("近岸海域水质优良（一、二类）比例", 5.0), ("6左右", 3.3), ("经济发展", 3.9),
        ("全员劳动生产率（万元/人）", 5.6), ("建成5G基站2500个", 4.4), ("每千人口3.5张床位", 4.4),
    ],
)  # fmt: skip
def test_a_line_that_is_stretched_in_a_cell_has_no_blanks(
    label: str, width: float, fonts: Fonts
) -> None:
    rows = f"[类别], [2030年], [{label}], [12], table.cell(rowspan: 2)[{label}], [13], [14]"
    found = taken(f"#table(columns: ({width}em, 1fr), {rows})\n{SENTENCE}", fonts)
    assert found.text.startswith(f"类别\t2030年\n{label}\t12\n{label}\t13\n\t14\n")


@pytest.mark.parametrize("tracking", [0.4, 0.75, 0.95])
def test_a_line_that_is_stretched_throughout_has_no_blanks(tracking: float, fonts: Fonts) -> None:
    title = f"#align(center, text(tracking: {tracking}em)[临江区规划纲要])"
    found = taken(f"{title}\n\n{BODY}", fonts)
    assert found.text.splitlines() == ["临江区规划纲要", f"　　{BODY}"]


def test_a_cell_that_may_be_two_is_told(fonts: Fonts) -> None:
    rows = "[指标], [2025年　　2030年], [收入], [18万元　　24万元]"
    found = taken(f"{SENTENCE}\n#pagebreak()\n#table(columns: (2cm, 1fr), {rows})", fonts)
    told = "tables with wide gaps inside a cell, as if a rule were lost: page 2"
    assert told in found.warnings


def test_a_table_with_level_rules_only_becomes_rows(fonts: Fonts) -> None:
    rows = "[指标], [单位], [2025年], [2030年], table.hline(), [地区生产总值], [亿元], [455], [640], [人口], [万人], [], [43]"
    found = taken(
        f"{SENTENCE}\n#table(columns: 4, stroke: none, table.hline(), {rows}, table.hline())\n{SENTENCE}",
        fonts,
    )
    assert (
        "指标\t单位\t2025年\t2030年\n地区生产总值\t亿元\t455\t640\n人口\t万人\t\t43\n" in found.text
    )


def test_a_box_is_text(fonts: Fonts) -> None:
    found = taken(
        f"{SENTENCE}\n#rect(width: 100%)[专栏1　工程\n\n1．学校。{BODY}\n\n2．医院。]\n{SENTENCE}",
        fonts,
    )
    assert f"专栏1　工程\n　　1．学校。{BODY}\n　　2．医院。\n" in found.text


LISTED_ANNEX = f"附件：{'临江区推动老旧设备更新和消费品换新' * 3}实施方案"


@pytest.mark.parametrize(
    "signed",
    [
        ["临江区人民政府办公室", "2024年5月9日"],
        ["临江区推动大规模设备更新工作领导小组办公室", "二〇二四年五月九日"],
        ["区民政局", "2024年5月9日"],
        ["临江区发展和改革委员会", "临江区财政局", "2024年5月"],
        ["中共临江区委办公室　　临江区人民政府办公室", "（2024年5月9日）"],
        ["2024年5月9日"],
    ],
    ids=["usual", "long", "short", "two bodies", "on one line", "a date alone"],
)
@pytest.mark.parametrize("inset", ["0em", "4em"])
@pytest.mark.parametrize("above", [SENTENCE, LISTED_ANNEX])
def test_who_signs_and_when_are_lines_of_their_own(
    signed: list[str], inset: str, above: str, fonts: Fonts
) -> None:
    lines = "\n".join(f"#align(right, pad(right: {inset})[{one}])" for one in signed)
    found = taken(f"{BODY}\n\n{above}\n{lines}\n#pagebreak()\n{BODY}", fonts)
    made = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert made == [BODY, above, *signed, BODY]


@pytest.mark.parametrize("title", ["专栏1　海洋工程", "#align(center)[#strong[专栏1　海洋工程]]"])
@pytest.mark.parametrize("inset", ["5pt", "2em"])
@pytest.mark.parametrize(
    "items",
    [["1．海洋观测网。建设浮标8个。", "2．卫星通信。覆盖率100%。"], ["氢能：建设加氢站6座", "人工智能：建设算力中心1个"], [BODY]],
    ids=["sentences", "short lines", "long lines"],
)  # fmt: skip
@pytest.mark.parametrize("above", [0, 10.2, 10.8], ids=str)
def test_the_title_of_a_box_is_a_line_of_its_own(
    title: str, inset: str, items: list[str], above: float, fonts: Fonts
) -> None:
    """Also where it is all that the box has on the page."""
    inside = "\n\n".join([title, *items])
    box = f"#v({above}cm)\n#block(width: 100%, stroke: 0.5pt, inset: {inset})[{inside}]"
    found = taken(f"{SENTENCE}\n{box}\n{SENTENCE}", fonts)
    made = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert made == [SENTENCE, "专栏1　海洋工程", *items, SENTENCE]


@pytest.mark.parametrize(
    "style", ["#align(center)[{}]", "#align(center)[#strong[{}]]", "#strong[{}]"]
)
def test_a_heading_at_the_foot_of_a_page_is_a_line_of_its_own(style: str, fonts: Fonts) -> None:
    heading = style.format("加快建设海洋强区")
    found = taken(f"{SENTENCE}\n\n#v(1fr)\n{heading}\n#pagebreak()\n{BODY}\n\n{FILLED}", fonts)
    made = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert made[:3] == [SENTENCE, "加快建设海洋强区", BODY]


@pytest.mark.parametrize("background", [False, True], ids=["in a box", "on a page with a border"])
def test_a_table_in_a_frame_is_there_once(background: bool, fonts: Fonts) -> None:  # noqa: FBT001
    inside = f"第1段。{BODY}\n\n{RULED}\n\n第2段。{BODY}"
    border = "#set page(background: rect(width: 95%, height: 95%))\n"
    found = taken(border + inside if background else f"#rect[{inside}]", fonts)
    assert found.text == f"　　第1段。{BODY}\n{ROWS}\n　　第2段。{BODY}\n"


@pytest.mark.parametrize(
    "lines", [["建设学校。"], ["建设学校2所。", "完善公交场站。", "新增线路。"]]
)
def test_short_lines_in_a_box_are_paragraphs(lines: list[str], fonts: Fonts) -> None:
    boxed = "\n\n".join(["专栏1　工程", *lines])
    found = taken(f"{SENTENCE}\n#rect(width: 100%)[{boxed}]\n{SENTENCE}", fonts)
    assert [one.strip("　") for one in found.text.splitlines()[1:-1]] == ["专栏1　工程", *lines]


def test_text_over_the_rules_of_its_table_is_told(fonts: Fonts) -> None:
    row = "[711.2], [2021-2026], [13020]"
    narrow = f"#table(columns: (2.5em, 2.5em, 5em), inset: 2pt, {row}, {row})"
    wide = f"#table(columns: (5em, 7em, 5em), inset: 2pt, {row}, {row})"
    found = taken(f"{SENTENCE}\n{wide}\n#pagebreak()\n{narrow}\n#pagebreak()\n{wide}", fonts)
    assert "tables whose text runs over the rules of its cells: page 2" in found.warnings


@pytest.mark.parametrize("cell", ["〔16〕", "〔2030〕", "（85）", "【6】"])
def test_a_bracket_over_a_rule_is_in_the_cell_where_it_is_seen(cell: str, fonts: Fonts) -> None:
    """The blank half of its box is in the other cell."""
    width = sum(0.56 if one.isascii() else 1 for one in cell) - 1.1
    row = f"[人口], [{cell}], [13020]"
    setting = "#set text(cjk-latin-spacing: none)\n#show table: set par(justify: false)\n"
    shown = f"#table(columns: (5em, {width}em, 5em), align: center, inset: (x: 0pt, y: 3pt), {row}, {row})"
    found = taken(f"{setting}{SENTENCE}\n{shown}", fonts)
    assert f"人口\t{cell}\t13020\n" in found.text
    assert not [one for one in found.warnings if "rules" in one]


def test_contents_keep_their_leaders(fonts: Fonts) -> None:
    entries = "\n\n".join(
        f"第{one}章　发展 #box(width: 1fr, repeat[.]) {n}" for n, one in ((1, "一"), (12, "二"))
    )
    found = taken(f"#set par(first-line-indent: 0em)\n{entries}", fonts)
    assert [re.sub(r"\.{9,}", "…", line) for line in found.text.splitlines()] == [
        "第一章　发展…1", "第二章　发展…12",
    ]  # fmt: skip


@pytest.mark.parametrize("leader", [".", "·", "…", "-", "\\_"])
def test_leaders_part_the_entries_of_contents(leader: str, fonts: Fonts) -> None:
    entries = "\n\n".join(
        f"第{one}章　发展 #box(width: 1fr, repeat[{leader}]) {n}"
        for n, one in ((1, "一"), (12, "二"))
    )
    found = taken(f"#set par(first-line-indent: 0em)\n{entries}\n\n{BODY}", fonts)
    lines = [re.sub(r"[.·…]{2,}", "…", line) for line in found.text.splitlines()]
    assert lines == ["第一章　发展…1", "第二章　发展…12", BODY]


@pytest.mark.parametrize("length", range(20, 30))
def test_a_mark_of_a_note_may_be_alone_on_the_last_line(length: int, fonts: Fonts) -> None:
    text = BODY[: 60 + length]
    found = taken(f"{text}#footnote[按年初口径。]。\n\n{BODY}", fonts)
    lines = [one.strip("　") for one in found.text.splitlines()]
    assert lines == [f"{text}¹。", "¹按年初口径。", BODY]


def test_notes_follow_the_paragraph_that_refers_to_them(fonts: Fonts) -> None:
    noted = FILLED.replace("第2段", "第2段#footnote[按2025年口径。]").replace(
        "第6段", "第6段#footnote[口径乙。]"
    )
    found = taken(noted, fonts)
    lines = found.text.replace("\f", "").splitlines()
    assert lines[1].startswith("　　第2段¹。")
    assert lines[2] == "　　¹按2025年口径。"
    assert lines[7] == "　　²口径乙。"
    assert sum(line.startswith("　　第") for line in lines) == 8


@pytest.mark.parametrize("size", ["11pt", "9pt"])
@pytest.mark.parametrize(
    ("form", "mark", "note"),
    [("1", "¹", "¹"), ("①", "①", "①"), ("[1]", "¹", "¹"), ("〔1〕", "¹", "¹")],
)
def test_notes_below_a_rule_do_not_part_the_paragraph_that_goes_on(
    form: str, mark: str, note: str, size: str, fonts: Fonts
) -> None:
    """Whatever their size, and on two lines as well."""
    said = "按2025年口径，不含港区、开发区，也不含高新区、保税区和其他功能区，含全部街道。"
    setting = f'#set footnote(numbering: "{form}")\n#show footnote.entry: set text(size: {size})\n'
    for gap in ("1cm", "2cm", "3cm"):
        noted = FILLED.replace("第2段", f"第2段#footnote[{said}]")
        found = taken(f"{setting}#v({gap})\n{noted}", fonts).text.replace("\f", "").splitlines()
        assert f"　　第2段{mark}。{BODY}" in found
        assert f"　　{note}{said}" in found
        assert [one for one in found if one.endswith(BODY)] == [
            one for one in found if not one.endswith("街道。")
        ]


@pytest.mark.parametrize("side", ["right", "left"])
def test_notes_at_the_side_of_a_page_are_none_of_its_lines(side: str, fonts: Fonts) -> None:
    beside = (
        f"#set page(margin: ({side}: 5cm))\n#let side(it) = place({side}, dx:"
        f" {'3.6cm' if side == 'right' else '-3.6cm'}, box(width: 3cm, text(size: 8pt)["
        "#set par(first-line-indent: 0pt); #it]))\n"
    )
    noted = FILLED.replace("第2段", "#side[① 按2025年口径，不含港区和开发区。]第2段①").replace(
        "第3段", "#side[② 口径乙。]第3段②"
    )
    found = taken(beside + noted, fonts).text.replace("\f", "").splitlines()
    expected = FILLED.replace("第2段", "第2段①").replace("第3段", "第3段②").split("\n\n")
    assert [one for one in found if "段" in one] == [f"　　{one}" for one in expected]
    assert [one for one in found if "段" not in one] == [
        "　　①按2025年口径，不含港区和开发区。", "　　②口径乙。",
    ]  # fmt: skip


def test_words_that_are_broken_at_a_line_end_are_whole(fonts: Fonts) -> None:
    setting = '#set text(lang: "en", hyphenate: true)\n#set page(width: 9cm)\n'
    words = (
        "Science and Technology Innovation Center of International Cooperation and Communication"
    )
    found = taken(f"{setting}建设 {words} 和园区。{SENTENCE}", fonts)
    assert words in found.text.replace("\f", "")


def test_years_that_are_parted_at_a_line_end_keep_their_dash(fonts: Fonts) -> None:
    paragraphs = "\n\n".join(
        f"{'规' * count}期为2021-2025年。{SENTENCE}" for count in range(10, 26)
    )
    found = taken(paragraphs, fonts)
    assert found.text.count("期为2021-2025年。") == 16


def test_an_unindented_text_is_joined_as_well(fonts: Fonts) -> None:
    setting = "#set par(justify: false, spacing: 1.6em, first-line-indent: 0em)\n"
    latin = SENTENCE.replace("发展", "Science Park 发展")
    items = f"+ 甲。{latin * 3}\n+ 乙。{SENTENCE}"
    found = taken(f"{setting}{latin * 3}\n\n{SENTENCE * 3}\n\n{items}", fonts)
    joined = re.sub(" ?Science Park ?", "Science Park", found.text)
    latin = latin.replace("Science Park ", "Science Park")
    assert joined == f"{latin * 3}\n{SENTENCE * 3}\n1.甲。{latin * 3}\n2.乙。{SENTENCE}\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("投资10 20 30亿元，建成GDP Top 10。", "投资10 20 30亿元，建成GDP Top 10。"),
        ("#text(tracking: 0.5em)[2001]年#text(tracking: 0.5em)[315]万元", "2001年315万元"),
        ("#set text(tracking: -0.02em)\n图1#h(0.3em)2017年的73处", "图1 2017年的73处"),
        ("10#super[4]公顷，CO#sub[2]，PM#sub[2.5]", "10⁴公顷，CO₂，PM₂.₅"),
        ("10#super(size: 0.83em)[4]公顷，CO#sub(size: 0.83em)[2]", "10⁴公顷，CO₂"),
        ("——坚持创新……", "——坚持创新……"),
        ("面积#text(0.85em)[315]公顷", "面积315公顷"),
        ("第#text(0.7em)[73]次会议，#text(0.65em)[6.44]张", "第73次会议，6.44张"),
        ("第一章　总则　　夯实根基", "第一章　总则　　夯实根基"),
    ],
)
def test_gaps_and_raised_digits_are_kept(source: str, expected: str, fonts: Fonts) -> None:
    assert taken(f"{source}\n\n{SENTENCE}", fonts).text.splitlines()[0].strip("　") == expected


@pytest.mark.parametrize("thin", [(7.5, 8.3), (5.0, 6.0)], ids=["above", "below"])
def test_flat_characters_are_on_the_line_of_the_high_ones(thin: tuple[float, float]) -> None:
    """In some fonts, 一 is higher than the dash, and is at the top of its line."""
    heights = {"—": (5.6, 6.4), "一": thin, "流": (0.0, 14.0)}
    origin = Box(0, 0, 0, 0)
    glyphs = [
        Glyph(char, Box(16 * at, low, 16 * at + 16, high), 16, origin, 0, at)
        for at, (char, (low, high)) in enumerate(heights.items())
    ]
    assert ["".join(one.char for one in row) for row in rows_of(glyphs)] == ["—一流"]


def test_a_few_lines_in_columns_above_a_title_are_read_by_columns(fonts: Fonts) -> None:
    letter = "为贯彻落实党中央关于文物工作的重要论述和批示精神，加强文物保护，现将规划印发给你们，请结合实际认真抓好落实，并于年底前报送。"
    text = "\n\n".join(f"{SENTENCE}{SENTENCE}" for _ in range(12))
    found = taken(
        f"#block(height: 2.1cm, columns(2)[{letter}])\n\n#align(center)[#text(18pt)[临江区文物保护与利用第十五个五年规划]]\n\n#columns(2)[{text}]",
        fonts,
    )
    assert letter in found.text


@pytest.mark.parametrize(
    ("remark", "below"),
    [
        (
            "（2026年1月20日江州市临江区第十八届人民代表大会第五次会议根据人民政府提出的草案进行了审查并且批准通过）",
            f"《临江区规划》（以下简称《规划》）{BODY}",
        ),
        (
            "——2026年1月20日在江州市临江区人民政府召集的第十八届人民代表大会及其常务委员会扩大的第五次全体会议上",
            "#align(center)[区长　王某某]",
        ),
    ],
)
def test_a_remark_on_two_centered_lines_ends(remark: str, below: str, fonts: Fonts) -> None:
    found = taken(f"#align(center)[{remark}]\n\n{below}\n\n{BODY}", fonts)
    assert found.text.splitlines()[0].strip("　") == remark


def test_a_heading_with_gaps_goes_on_in_the_next_line(fonts: Fonts) -> None:
    heading = "第二章　夯实农业生产基础　提升粮食和重要农产品供给保障能力水平"
    found = taken(f"#par(first-line-indent: 0em)[{heading}]\n\n{BODY}", fonts)
    assert found.text.splitlines()[0] == heading


def test_sizes_show_headings(fonts: Fonts) -> None:
    found = taken(
        f"#text(20pt)[临江区规划]\n\n#text(15pt)[第一章　总则]\n\n{BODY}\n\n#text(15pt)[第二章　附则]\n\n{BODY}",
        fonts,
    )
    assert [(one.level, one.text) for one in found.headings] == [
        (1, "临江区规划"), (2, "第一章　总则"), (2, "第二章　附则"),
    ]  # fmt: skip


TITLES = ["总体要求", "发展目标", "重点任务"]
SHOWN = {
    "a bold font": "#strong[{}]",
    "another font": '#text(font: "Noto Sans CJK SC")[{}]',
    "outlines": "#text(stroke: 0.3pt)[{}]",
    "drawn twice": "#box({{ set par(first-line-indent: 0em); place(dx: 0.3pt)[{0}]; [{0}] }})",
}


@pytest.mark.parametrize("style", SHOWN.values(), ids=SHOWN)
def test_weight_and_typeface_show_headings(style: str, fonts: Fonts) -> None:
    text = "\n\n".join(f"{style.format(one)}\n\n{BODY}\n\n{BODY}" for one in TITLES)
    found = take(pdf(text, fonts), "plan.pdf")
    assert [(one.text, one.level) for one in found.headings] == [(one, 0) for one in TITLES]
    face = "NotoSansCJKsc" if "font" in style else ""
    assert {one.face for one in found.headings} == {face}


@pytest.mark.parametrize("style", ["#strong[{}。]{}", "#strong[（一）{}。]{}"])
def test_bold_words_that_begin_a_paragraph_are_no_headings(style: str, fonts: Fonts) -> None:
    text = "\n\n".join(f"一、{one}\n\n{style.format(one, BODY)}" for one in TITLES)
    found = taken(text, fonts)
    assert found.headings == ()
    mark = "（一）" if "（一）" in style else ""
    assert [one.text for one in found.leads] == [f"{mark}{one}。" for one in TITLES]


def test_where_all_is_bold_it_shows_no_headings(fonts: Fonts) -> None:
    text = "\n\n".join(f"{one}\n\n{BODY}" for one in TITLES)
    assert taken(f'#set text(weight: "bold")\n{text}', fonts).headings == ()


def test_a_watermark_is_left_out(fonts: Fonts) -> None:
    mark = "#set page(background: rotate(-45deg, text(50pt)[内部资料]))\n"
    found = taken(f"{mark}{BODY}", fonts)
    assert found.text == f"　　{BODY}\n"
    assert [(one.kind, one.text) for one in found.left] == [
        ("text in another direction", "内部资料")
    ]


def test_a_watermark_that_lies_level_does_not_mix_with_the_text(fonts: Fonts) -> None:
    mark = "#set page(background: place(center + horizon, text(40pt)[内部资料2026]))\n"
    found = taken(f"{mark}{FILLED}", fonts)
    paragraphs = [f"　　第{number}段。{BODY}" for number in range(1, 9)]
    assert found.text.replace("\f", "").splitlines() == paragraphs
    assert Counter((one.kind, one.text) for one in found.left) == {
        ("watermarks", "内部资料2026"): 3
    }


def test_letters_that_are_drawn_twice_are_read_once(fonts: Fonts) -> None:
    flush = "#set page(width: 18cm)\n#set par(first-line-indent: 0em)\n"
    twice = "#place(dx: 0.3pt)[第一章　总则2022]第一章　总则2022"
    raw = pdf(f"{flush}{twice}\n\n{BODY}", fonts)
    assert take(raw, "plan.pdf").text == f"第一章　总则2022\n{BODY}\n"


def test_text_outside_the_page_that_is_shown_is_named(fonts: Fonts) -> None:
    cut = io.BytesIO()
    source = f"#set page(header: [裁切标记2026])\n{BODY}"
    with pikepdf.open(io.BytesIO(pdf(source, fonts))) as document:
        for page in document.pages:
            left, bottom, right, top = map(float, page.mediabox)
            page.cropbox = [left, bottom, right, top - 52]
        document.save(cut)
    found = take(cut.getvalue(), "plan.pdf")
    assert found.text == f"　　{BODY}\n"
    assert [(one.kind, one.text) for one in found.left] == [
        ("text beyond the edges of pages", "裁切标记2026")
    ]


def test_pictures_are_named_by_page(fonts: Fonts) -> None:
    picture = f'#image(bytes(({", ".join(map(str, png()))})), format: "png", width: 5cm)'
    found = taken(f"{BODY}\n#pagebreak()\n{picture}\n\n{BODY}", fonts)
    assert [(one.kind, one.text) for one in found.left] == [
        ("pictures, with any tables in them", "page 2, number 1")
    ]


def png() -> bytes:
    """A black picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4)
        return len(data).to_bytes(4) + kind + data + check

    head = (1).to_bytes(4) + (1).to_bytes(4) + bytes([8, 0, 0, 0, 0])
    body = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


# What is not taken


PICTURE = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>\"))"


def refused(raw: bytes) -> str:
    with pytest.raises(Problems) as problems:
        take(raw, "plan.pdf")
    return str(problems.value)


SCAN = f'image(bytes(({", ".join(map(str, png()))})), format: "png", width: 100%, height: 100%, fit: "stretch")'


def test_a_scan_is_refused(fonts: Fonts) -> None:
    message = refused(pdf(f"{PICTURE}\n#pagebreak()\n{PICTURE}", fonts))
    assert "is a scan: 2 of its 2 pages have no text" in message
    assert "OCR" in message


@pytest.mark.parametrize(
    ("text", "is_named"),
    [("", True), ("— 3 —", True), ("临江区规划　扫描件", True), (BODY, False)],
    ids=["nothing", "its number", "a stamp", "its text"],
)
def test_pages_that_are_pictures_among_others_are_named(
    text: str, fonts: Fonts, *, is_named: bool
) -> None:
    picture = f"#page(background: {SCAN})[{text}]\n"
    found = take(pdf(f"{picture * 2}{FILLED}\n#pagebreak()\n{picture}", fonts), "plan.pdf")
    named = "pages that are pictures, so that what they say is not in the text: pages 1-2, 6"
    assert (named in found.warnings) is is_named


def layered(text: str, fonts: Fonts) -> bytes:
    """A page that is a picture with its text over it."""
    return pdf(f"#set page(background: {SCAN})\n{text}", fonts)


def test_a_scan_with_a_hidden_text_is_doubted(fonts: Fonts) -> None:
    found = take(layered(BODY, fonts), "plan.pdf")
    assert found.text == f"　　{BODY}\n"
    assert "may be from text recognition: page 1" in found.warnings[0]


def test_a_scan_whose_hidden_text_is_none_is_refused(fonts: Fonts) -> None:
    message = refused(layered("丨冂彐囗亅丿彡彳夂廾戋仝卩匚屮灬囡甶丬" * 20, fonts))
    assert "does not read as Chinese" in message
    assert "OCR" in message


def test_slides_are_refused(fonts: Fonts) -> None:
    slides = "#set page(width: 32cm, height: 18cm)\n" + "#pagebreak()\n".join(
        f"#text(30pt)[{title}]\n\n一、{SENTENCE}\n" for title in ("目标", "任务", "保障")
    )
    assert "is a set of slides" in refused(pdf(slides, fonts))


def test_fonts_that_do_not_name_their_characters_are_refused_by_page(fonts: Fonts) -> None:
    raw = io.BytesIO()
    source = f'{BODY}\n#pagebreak()\n#set text(font: "Noto Sans CJK SC")\n{BODY}'
    with pikepdf.open(io.BytesIO(pdf(source, fonts))) as document:
        for font in document.pages[1].Resources.Font.values():
            del font["/ToUnicode"]
        document.save(raw)
    message = refused(raw.getvalue())
    assert "do not say which characters they draw, on page 2" in message
    assert "OCR" in message


def test_a_password_and_damage_are_refused(fonts: Fonts) -> None:
    raw = pdf(BODY, fonts)
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="geheim", owner="x"))
    assert "is protected by a password" in refused(locked.getvalue())
    assert "is a damaged PDF file" in refused(raw[:900])


def test_a_pdf_that_only_forbids_copying_is_taken(fonts: Fonts) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(BODY, fonts))) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="", owner="x"))
    assert take(locked.getvalue(), "plan.pdf").text == f"　　{BODY}\n"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read(angle: int, fonts: Fonts) -> None:
    turned = io.BytesIO()
    source = f"#set page(width: 18cm, height: 15cm)\n#rotate({-angle}deg, reflow: true)[#block(width: 9cm)[#par[{BODY}]]]"
    with pikepdf.open(io.BytesIO(pdf(source, fonts))) as document:
        for page in document.pages:
            page.rotate(angle, relative=False)
        document.save(turned)
    assert take(turned.getvalue(), "plan.pdf").text == f"　　{BODY}\n"


@pytest.mark.parametrize("name", ["国务院", "市发展改革委"])
@pytest.mark.parametrize(
    ("indent", "placed"),
    [("0em", "#align(right)[{}]"), ("2em", "#par(first-line-indent: 0em)[{}]")],
)
def test_a_name_that_signs_is_a_line_of_its_own(
    name: str, indent: str, placed: str, fonts: Fonts
) -> None:
    """Even below a full line, and above a heading at the left."""
    setting = f"#set par(first-line-indent: (amount: {indent}, all: true))\n"
    for cut in range(14):
        source = f"{setting}{BODY[cut:]}\n\n{placed.format(name)}\n\n第二章　保障\n\n{FILLED}"
        lines = [one.strip() for one in taken(source, fonts).text.splitlines()[:3]]
        assert [one.replace(" ", "　") for one in lines[1:]] == [name, "第二章　保障"]


def test_the_number_of_a_document_is_a_line_of_its_own(fonts: Fonts) -> None:
    """Even between lines of the same size that are centered as it is."""
    lines = [
        "临江区人民政府关于印发临江区规划纲要的通知",
        "临政发〔2026〕3号",
        "各街道办事处，区政府各部门",
    ]
    head = "\n\n".join(f"#align(center, text(size: 16pt)[{one}])" for one in lines)
    assert taken(f"{head}\n\n{FILLED}", fonts).text.splitlines()[:3] == lines


ALTERNATE = """#set page(header: {{ set text(8pt); set par(first-line-indent: 0em)
  context if calc.odd(here().page()) {{ align(right)[{odd}] }} else [{even}] }})"""


@pytest.mark.parametrize(
    ("odd", "even"),
    [("政府文件", "临江区发展规划"), ("政府 \\ 文件", "临江区 \\ 发展规划"), ("政府 #h(1fr) 文件", "规划")],
)  # fmt: skip
@pytest.mark.parametrize("length", [6, 9, 13])
def test_running_heads_of_left_and_right_pages_are_left_out(
    odd: str, even: str, length: int, fonts: Fonts
) -> None:
    """One or two lines of them, on two pages or more."""
    body = "\n\n".join(f"第{number}段。{BODY}" for number in range(1, length))
    found = taken(f"{ALTERNATE.format(odd=odd, even=even)}\n{body}", fonts)
    lines = found.text.replace("\f", "").splitlines()
    assert lines == [f"　　{one}" for one in body.split("\n\n")]
    assert {one.kind for one in found.left} == {"running heads and feet"}


def test_a_running_head_over_columns_is_no_head_of_a_table(fonts: Fonts) -> None:
    head = "#set page(columns: 2, margin: (top: 1.4cm), header: [#set text(8pt)\n临江区 #h(1fr) 2026年第3期])"
    body = "\n\n".join(f"第{number}段。{BODY}" for number in range(1, 16))
    found = taken(f"{head}\n{body}", fonts)
    assert "第3期" not in found.text


@pytest.mark.parametrize("leader", [".", "…", "#sym.space"])
@pytest.mark.parametrize("above", [0, 9])
def test_entries_of_the_contents_are_lines_of_their_own(
    leader: str, above: int, fonts: Fonts
) -> None:
    """Also those of two lines, and over a page."""
    titles = [
        "第一章　总论",
        f"（一）{'发展基础与形势' * 6}",
        "（二）面临形势",
        "第二章　水利　农业",
    ]
    entries = "\n\n".join(
        f"{title}#box(width: 1fr, repeat[{leader}]){page}"
        for page, title in enumerate(titles * 4, 8)
    )
    setting = "#set par(first-line-indent: 0em, justify: false)\n#set text(16pt)\n"
    filled = "\n\n".join(["临江区规划。"] * above)
    found = taken(f"{setting}{filled}\n\n#align(center)[目　录]\n\n{entries}\n\n#pagebreak()\n{BODY}", fonts)  # fmt: skip
    lines = found.text.replace("\f", "").splitlines()[above + 1 : -1]
    assert [re.sub(r"[.…\s]*(\d+)$", r"|\1", line.strip()) for line in lines] == [
        f"{title}|{page}" for page, title in enumerate(titles * 4, 8)
    ]
    assert not found.warnings


@pytest.mark.parametrize(
    "name", ["临江区人民政府关于印发《临江区“十五五”发展规划纲要》", f"{'临江区' * 8}"]
)
def test_a_title_whose_first_line_is_full_is_one(name: str, fonts: Fonts) -> None:
    title = f"#align(center)[#text(16pt)[{name}的通知]]"
    found = taken(f"#set par(first-line-indent: 0em)\n{title}\n\n{FILLED}", fonts)
    assert found.text.splitlines()[0] == f"{name}的通知"


def test_a_heading_that_is_as_wide_as_its_page_is_none_of_the_text(fonts: Fonts) -> None:
    for length in range(16, 26):
        heading = f"一、{'江' * length}"
        flush = f"#[#set par(first-line-indent: 0em, justify: false)\n{heading}]"
        found = taken(f"{BODY}\n\n{flush}\n\n{BODY}\n\n{BODY}", fonts)
        assert [one.strip("　") for one in found.text.splitlines()] == [BODY, heading, BODY, BODY]


@pytest.mark.parametrize("day", ["2026年3月15日", "二〇二六年三月十五日", "二○○六年十二月三十日"])
@pytest.mark.parametrize("below", ["（此件公开发布）", "附表：指标分解表"])
def test_a_date_at_the_right_ends_its_line(day: str, below: str, fonts: Fonts) -> None:
    page = "#set page(width: 9cm)\n"
    found = taken(f"{page}{BODY}\n\n#align(right)[{day}]\n\n{below}\n\n{BODY}", fonts)
    lines = found.text.replace("\f", "").splitlines()
    assert [one.strip("　") for one in lines] == [BODY, day, below, BODY]


@pytest.mark.parametrize("gap", [0.3, 0.5, 1])
def test_paragraphs_that_only_gaps_show(gap: float, fonts: Fonts) -> None:
    """Their last lines may be full, and sentences end at the ends of lines."""
    page = "#set page(height: 100cm)\n"
    setting = f"{page}#set par(first-line-indent: 0em, leading: 1em, spacing: {1 + gap}em)\n"
    texts = [
        f"第{number}段。{SENTENCE * (1 + number % 3)}{'江' * number}。" for number in range(1, 24)
    ]
    found = taken(setting + "\n\n".join(texts), fonts)
    assert found.text.replace("\f", "").splitlines() == texts


def test_the_numbers_of_a_note_begin_no_lines(fonts: Fonts) -> None:
    for length in range(1, 25):
        note = (
            f"注：1.括号内为累计数{'江' * length}。2.大于号表示高于此数。3.投资按2025年价格计算。"
        )
        found = taken(f"{BODY}\n\n{note}\n\n{BODY}", fonts)
        assert found.text.splitlines()[1].strip("　") == note


def test_indented_lines_alone_above_a_table_are_paragraphs(fonts: Fonts) -> None:
    """The first is as wide as the page."""
    for length in range(14, 24):
        first = f"——推进配套服务{'江' * length}。"
        table = "#table(columns: 2, [指标], [数值], [人口], [13020])"
        found = taken(
            f"{FILLED}\n\n#pagebreak()\n{first}\n\n提升管网。\n\n{table}\n\n{BODY}", fonts
        )
        lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
        assert lines[lines.index(first) + 1] == "提升管网。"


def test_a_note_in_small_letters_beside_indented_lines_is_whole(fonts: Fonts) -> None:
    note = "#[#set par(first-line-indent: 0em)\n#text(9pt)[注：投资按2025年价格。]]"
    found = taken(f"{FILLED}\n\n#pagebreak()\n{note}\n\n提升管网。\n\n完善设施。", fonts)
    assert [one.strip("　\f") for one in found.text.splitlines()][-3:] == [
        "注：投资按2025年价格。", "提升管网。", "完善设施。",
    ]  # fmt: skip


def test_an_entry_whose_page_is_beside_its_first_line_is_one(fonts: Fonts) -> None:
    row = "#grid(columns: (6cm, 1fr), [{}], align(right)[{}])"
    title = "1.落实规划保护清单，持续推进全方面摸底工作"
    rows = [row.format(f"{number}、发展", number) + row.format(title, number) for number in "456"]
    source = f"#set par(first-line-indent: 0em)\n#align(center)[目录]\n\n{''.join(rows)}\n\n{BODY}"
    lines = taken(source, fonts).text.splitlines()
    assert [re.sub(r"　+(\d)$", r"|\1", line.strip("　")) for line in lines[1:6]] == [
        "4、发展|4", f"{title}|4", "5、发展|5", f"{title}|5", "6、发展|6",
    ]  # fmt: skip


def test_a_heading_without_a_page_is_no_part_of_the_next_entry(fonts: Fonts) -> None:
    leaders = "#box(width: 1fr, repeat[…])"
    entries = f"第一章　总体计划\n\nI 经济成长{leaders}5\n\n第二章　部门计划\n\nI 农业{leaders}22"
    found = taken(f"#set par(first-line-indent: 0em)\n目录\n\n{entries}\n\n{BODY}", fonts)
    lines = [re.sub("…+", "|", line).replace(" ", "") for line in found.text.splitlines()]
    assert lines[1:5] == ["第一章　总体计划", "I经济成长|5", "第二章　部门计划", "I农业|22"]


def test_a_column_of_headings_and_short_lines_has_its_own_margin(fonts: Fonts) -> None:
    line = "以综合立体交通网主骨架为重点，优化配置。"
    short = f"建设综合交通网主骨架\n\n{line}\n\n优化区际网络\n\n{line}\n\n推进通道"
    page = "#set page(columns: 2, width: 20cm, height: 14cm)\n"
    found = taken(f"{page}{BODY * 3}\n\n#colbreak()\n{short}\n\n#colbreak()\n{BODY * 2}", fonts)
    lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert lines == [BODY * 3, *short.split("\n\n"), BODY * 2]


def test_numbered_notes_in_smaller_letters_are_paragraphs(fonts: Fonts) -> None:
    """The mark of the first one is that of all."""
    notes = ["注：1．本公报数据为初步统计数。", f"2．{SENTENCE}", "3．部分数据因四舍五入。"]
    found = taken("{}\n\n#text(8pt)[{}]".format(FILLED, "\n\n".join(notes)), fonts)
    assert found.text.splitlines()[-3:] == [f"　　{one}" for one in notes]


@pytest.mark.parametrize("gap", ["1em", "3em"])
def test_short_lines_in_a_column_are_paragraphs(gap: str, fonts: Fonts) -> None:
    """Also if the column has no full line: the strip shows its width."""
    texts = ["新建公办幼儿园1所。", "新增学位5400个。", "建设村卫生室22所。", "送戏下乡100场次。"]
    sides = ", ".join("[{}]".format("\n\n".join(side)) for side in (texts, texts[::-1]))
    flush = "#set page(width: 18cm)\n#set par(first-line-indent: 0em)\n"
    found = taken(f"{flush}#grid(columns: (1fr, 1fr), column-gutter: {gap}, {sides})", fonts)
    assert [one.strip("　") for one in found.text.splitlines()] == [*texts, *texts[::-1]]


WIDE = "新建改建农村公路300公里，实施危桥改造{}12座。"
ONES = ["3.1.1铁路", "加快建设铁路。", "3.1.2公路", "1）国省道升级。", "3.1.3水运", "建设港区。"]
LISTED = [f"{number}.新建改建农村公路{{}}300公里；" for number in range(1, 8)]
SIGNED = ["本规划自印发之日起施行。", *["各地区要抓好落实{}并按年报告。"] * 6]
CUT = f"#set text(costs: (widow: 0%, orphan: 0%))\n#block(height: 372pt)\n{SENTENCE}"
MIXED = [one for name in ("铁路", "公路", "水运", "民航") for one in (f"（一）{name}", WIDE)]


@pytest.mark.parametrize("lines", [[WIDE] * 7, LISTED, SIGNED, MIXED, [*ONES, WIDE, "3.1.4民航"]])
@pytest.mark.parametrize("above", ["", CUT])
def test_a_page_of_paragraphs_of_one_line_has_the_margin_of_the_others(
    lines: list[str], above: str, fonts: Fonts
) -> None:
    """Also if it begins with the rest of one."""
    for width in range(24, 27):
        made = [one.format("江" * (width - len(one) + 2)) for one in lines]
        body = "\n\n".join([FILLED, f"#pagebreak()\n{above}", *made])
        found = taken(body, fonts).text.splitlines()
        assert [one.strip("　") for one in found if one][-len(made) :] == made
        assert not above or found[-len(made) - 1] == SENTENCE.partition("，")[2].partition("，")[2]


@pytest.mark.parametrize(
    ("line", "count"), [("3.1.2公路网络", 2), ("1.2存在问题", 2), ("3.5万亩耕地", 1)]
)
def test_a_heading_of_several_numbers_ends_the_full_line_above(
    line: str, count: int, fonts: Fonts
) -> None:
    """It begins at the margin."""
    text = f"{'江' * 53}。"
    source = f"{FILLED}\n\n{text}\n\n#[#set par(first-line-indent: 0em)\n{line}]\n\n{BODY}"
    found = [one.strip("　") for one in taken(source, fonts).text.split("\n")]
    assert found[8:] == [*([text, line] if count > 1 else [text + line]), BODY, ""]
