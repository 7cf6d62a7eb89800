"""`take` reads tables of a PDF that lack rules between their columns or their rows."""

from __future__ import annotations

import io
import math
import re
from collections import Counter

import pikepdf
import pytest
from playwright.sync_api import Browser

from planbook.begin.take import take
from planbook.books.sheet import Fonts
from planbook.intake.report import missing
from test_take_pdf import BODY, FILLED, SENTENCE, pdf, taken

SMALL = "#show table: set text(9pt)\n#show table: set par(first-line-indent: 0em, justify: false)\n"
RULES = {
    "above and below": "stroke: none",
    "rows": "stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt)",
    "none": "stroke: none",
}
UNREAD = "what looks like a table that could not be read: page 1"


def read(columns: str, rows: list[str], rules: str, fonts: Fonts, more: str = "") -> list[str]:
    """The lines of a text with a table in it."""
    return taken(source(columns, rows, rules, more), fonts).text.splitlines()


def source(columns: str, rows: list[str], rules: str, more: str = "") -> str:
    cells = [
        ", ".join(
            f"table.cell(colspan: 2)[{cell[:-1]}]" if cell.endswith(">") else f"[{cell}]"
            for cell in row.split("|")
        )
        for row in rows
    ]
    if rules == "above and below":
        cells = ["table.hline()", cells[0], "table.hline()", *cells[1:], "table.hline()"]
    table = f"#table(columns: {columns}, {RULES[rules]}, {more}{', '.join(cells)})"
    return f"{SMALL}{BODY}\n\n{table}\n\n{BODY}"


PROJECTS = [
    "序号|项目|规模|年限|总投资",
    "1|动力电池三期|年产20吉瓦时动力电池和系统|2025—2028|120",
    "2|算力中心|算力规模3000个单位，机房42座|2027—2030|74.5",
    "3|产业园|用地560亩|2026|9",
]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("inset", ["(x: 5pt, y: 5pt)", "(x: 4pt, y: 8pt)"])
@pytest.mark.parametrize(
    "align", ["left", "center", "(left, left, left, left, right)", "center + horizon"]
)
def test_cells_of_several_lines(rules: str, inset: str, align: str, fonts: Fonts) -> None:
    columns = "(1.2cm, 2.4cm, 3cm, 1.8cm, 1.7cm)"
    lines = read(columns, PROJECTS, rules, fonts, f"inset: {inset}, align: {align}, ")
    expected = [row.replace("|", "\t") for row in PROJECTS]
    assert lines[:-1] == [f"　　{BODY}", *expected]
    assert lines[-1].strip("　") == BODY


INDICATORS = [
    "指标|单位|2025年|目标>|属性",
    "|||2027年|2030年|",
    "地区生产总值|亿元|455|520|640|预期性",
    "研发经费投入强度|%|2.86|3.3|4.1|预期性",
    "累计新增造林面积|万亩||||约束性",
    "城镇调查失业率|%|5.1|5.5|5.5|预期性",
]


@pytest.mark.parametrize("rules", ["above and below", "none"])
@pytest.mark.parametrize("align", ["center", "(left, center, right, center, right, center)"])
def test_a_head_of_two_lines_and_empty_cells(rules: str, align: str, fonts: Fonts) -> None:
    columns = "(3.2cm, 1.3cm, 1.5cm, 1.5cm, 1.5cm, 1.5cm)"
    lines = read(columns, INDICATORS, rules, fonts, f"align: {align}, ")
    expected = [row.replace(">|", "||").replace("|", "\t") for row in INDICATORS]
    assert lines[1:-1] == expected


def test_a_column_that_is_mostly_empty(fonts: Fonts) -> None:
    rows = ["项目|2026年|2027年|备注", "学校|2|3|", "医院|14|15|", "公园|6|7|含改建", "桥梁|81|9|"]
    for rules in RULES:
        lines = read("(1fr, 1fr, 1fr, 1fr)", rows, rules, fonts)
        assert lines[1:-1] == [row.replace("|", "\t") for row in rows]


def test_words_alone_between_rules_of_rows(fonts: Fonts) -> None:
    rows = [
        "任务|责任单位",
        "建设园区和标准厂房，完善配套设施|县工业和信息化局、县自然资源局",
        "培育企业|县科技局",
    ]
    lines = read("(3cm, 4cm)", rows, "rows", fonts, "inset: 4pt, ")
    assert lines[1:-1] == [row.replace("|", "\t") for row in rows]


@pytest.mark.parametrize("rules", ["above and below", "none"])
@pytest.mark.parametrize("inset", [2, 3, 4])
def test_rows_as_close_as_lines_are_told_by_where_cells_begin_and_end(
    inset: int, rules: str, fonts: Fonts
) -> None:
    """A range of years ends no cell."""
    columns = "(1.2cm, 2.4cm, 3cm, 1.8cm, 1.7cm)"
    lines = read(columns, PROJECTS, rules, fonts, f"inset: (x: 5pt, y: {inset}pt), ")
    assert lines[1:-1] == [row.replace("|", "\t") for row in PROJECTS]


UNTOLD = {
    "words alone": ["任务|要求|责任单位", "建设园区和标准厂房|2026年新增12万平方米|工业和信息化局",
                    "培育骨干企业和链主|30家以上，产值450亿元|科技局和发展改革局"],
    "one figure": ["任务|规模|投资", "建设园区|新增厂房12万平方米|", "培育骨干企业|产值450亿元|312", "修建道路桥梁|总长度38公里|"],
    "a figure is missing": ["任务|规模|投资", "建设园区|厂房12万平方米|1205", "培育骨干企业|产值450亿元|", "修路|总长38公里|96"],
}  # fmt: skip


@pytest.mark.parametrize("rules", ["above and below", "none"])
@pytest.mark.parametrize("rows", UNTOLD.values(), ids=UNTOLD)
def test_a_table_that_cannot_be_told_is_named(rules: str, rows: list[str], fonts: Fonts) -> None:
    """No number of it becomes one with another."""
    setting = "inset: (x: 5pt, y: 3pt), align: center + horizon, "
    text = source("(2.2cm, 2.2cm, 2.2cm)", rows, rules, setting)
    found = take(by_lines(pdf(text, fonts)), "plan.pdf")
    numbers = re.compile(r"[0-9.]+").findall
    table = found.text.split("\n", 1)[1].rsplit("\n", 2)[0]
    assert UNREAD in found.warnings
    assert set(numbers(table)) <= set(numbers(" ".join(rows)))


@pytest.mark.parametrize("rules", ["above and below", "none"])
@pytest.mark.parametrize("rows", UNTOLD.values(), ids=UNTOLD)
def test_a_table_is_told_by_the_order_in_which_it_was_drawn(
    rules: str, rows: list[str], fonts: Fonts
) -> None:
    lines = read(
        "(2.2cm, 2.2cm, 2.2cm)",
        rows,
        rules,
        fonts,
        "inset: (x: 5pt, y: 3pt), align: center + horizon, ",
    )
    assert lines[1:-1] == [row.replace("|", "\t") for row in rows]


LONG = [
    "序号|项目名称|建设规模和主要内容|总投资（亿元）",
    "1|污水处理厂提标改造|新建管网12公里，处理能力6万吨|7.2",
    "2|产业园|标准厂房35000平方米，配套道路2公里|",
    "3|临江大桥和引道|全长880米|15",
]
SPANNING = [
    "指标|发展目标>|||属性",
    "|2027年|2030年|2035年|",
    "地区生产总值和财政收入|455|520|640|预期性",
    "森林覆盖率|41||43|约束性",
]
PAIRS = ["任务|责任单位", "建设园区和标准厂房|县工业和信息化局、县自然资源局", "培育企业|县科技局", "修建道路桥梁和码头泊位|县交通运输局"]  # fmt: skip


@pytest.mark.parametrize("inset", [2, 3, 6])
@pytest.mark.parametrize("align", ["left", "center + horizon", "(right, left, left, center)"])
@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ("(0.8cm, 2cm, 3cm, 1.3cm)", LONG),
        ("(2.6cm, 1.2cm, 1.2cm, 1.2cm, 1.5cm)", SPANNING),
        ("(2.5cm, 3.5cm)", PAIRS),
    ],
    ids=["lines in the head", "a value over three columns", "two columns"],
)
def test_rows_as_close_as_lines_in_narrow_columns(
    columns: str, rows: list[str], align: str, inset: int, fonts: Fonts
) -> None:
    """The columns are closer than any gap between words."""
    cells = [row.replace("发展目标>||", "^发展目标") for row in rows]
    setting = f"inset: (x: 3pt, y: {inset}pt), align: {align}, "
    table = source(columns, cells, "none", setting).replace(
        "[^发展目标]", "table.cell(colspan: 3)[发展目标]"
    )
    lines = taken(table, fonts).text.splitlines()
    assert lines[1:-1] == [row.replace(">", "").replace("|", "\t") for row in rows]


def test_a_table_of_two_columns_that_cannot_be_told_is_named(fonts: Fonts) -> None:
    table = source("(2.5cm, 3.5cm)", PAIRS, "none", "inset: (x: 5pt, y: 3pt), align: horizon, ")
    found = take(by_lines(pdf(table, fonts)), "plan.pdf")
    assert UNREAD in found.warnings


def test_values_of_several_rows_with_nothing_beside_them_are_not_one(fonts: Fonts) -> None:
    """They are as close to each other as lines of one cell."""
    rows = ["名称|规模|投资", "建设园区标准厂房|12座|9", "改造老旧小区管网||", "修建城乡道路桥梁||", "新建水库灌区|3座|25"]  # fmt: skip
    table = source("(1.6cm, 1.4cm, 1.4cm)", rows, "none", "inset: (x: 5pt, y: 3pt), ")
    found = taken(table, fonts)
    assert UNREAD in found.warnings


def test_a_table_of_long_lines_is_not_two_columns_of_text(fonts: Fonts) -> None:
    rows = ["编号|名称|内容|备注", *(f"{n}|第{n}项污水处理厂提标改造工程|新建管网12公里和泵站{n}座，处理能力{n}万吨，设备{n}台套|新建" for n in range(1, 7))]  # fmt: skip
    for align in ("left", "center + horizon"):
        table = source("(1cm, 4cm, 4cm, 1.2cm)", rows, "none", f"align: {align}, ")
        lines = taken(table, fonts).text.replace("\f", "").splitlines()
        assert lines[1:-1] == [row.replace("|", "\t") for row in rows]


@pytest.mark.parametrize("filled", [1, 1.5, 2, 2.5, 3, 3.5, 4])
def test_a_row_without_rules_that_is_broken_over_a_page_is_one_or_named(
    filled: float, fonts: Fonts
) -> None:
    rows = [f"项目{n}|{WORK.format(n, 7 * n)}|县交通运输局和自然资源局" for n in range(1, 7)]
    table = paged(rows, "(1.6cm, 1fr, 2.2cm), stroke: none", filled)
    found = taken(table, fonts)
    lines = found.text.replace("\f", "").splitlines()
    is_right = lines == [row.replace("|", "\t") for row in rows]
    assert is_right or any("may go on on the next page" in one for one in found.warnings)


@pytest.mark.parametrize("mark", ["条", "章", "节"])
def test_headings_above_short_paragraphs_are_no_table(mark: str, fonts: Fonts) -> None:
    heads = [
        f"第{at}{mark}　{name}"
        for at, name in zip("七八九", ("规划期限", "规划传导", "监督实施"), strict=True)
    ]
    found = taken("\n\n".join(f"{one}\n\n镇级规划落实本规划的指标。" for one in heads), fonts)
    assert UNREAD not in found.warnings
    assert [one.strip("　") for one in found.text.splitlines()][::2] == heads


def by_lines(raw: bytes) -> bytes:
    """The PDF with its text drawn line by line, so that the order tells nothing of cells."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as document:
        for page in document.pages:
            parts: list[list[pikepdf.ContentStreamInstruction]] = [[]]
            depth = 0
            for one in pikepdf.parse_content_stream(page):
                if (name := str(one.operator)) not in ("BDC", "BMC", "EMC"):
                    depth += (name == "q") - (name == "Q")
                    parts[-1].append(one)
                    parts += [[]] * (not depth)
                    parts[-1] = [*parts[-1]]
            parts.sort(key=height)
            page.Contents = document.make_stream(
                pikepdf.unparse_content_stream([one for part in parts for one in part])
            )
        document.save(made)
    return made.getvalue()


def height(part: list[pikepdf.ContentStreamInstruction]) -> tuple[float, float]:
    """How far from the top and from the left a piece of text is drawn; other pieces come first."""
    places = {str(one.operator): one.operands for one in part}
    if "TJ" not in places:
        return -math.inf, 0.0
    return -round(float(places["cm"][5])), float(places["cm"][4])


AMOUNTS = ["项目|投资|产值|税收", "新建园区和标准厂房设施|6195|37518|1985", "改造|8638|529|2038"]


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("align", ["left", "center"])
def test_amounts_of_four_digits_are_no_years_of_a_head(
    align: str, rules: str, fonts: Fonts
) -> None:
    rows = [*AMOUNTS, "新建水库和灌区配套设施|2495|260.3|2811"]
    lines = read("(2.4cm, 1.4cm, 1.4cm, 1.4cm)", rows, rules, fonts, f"align: {align}, ")
    assert lines[1:-1] == [row.replace("|", "\t") for row in rows]


def test_the_numbers_of_rows_in_small_letters_are_no_notes(fonts: Fonts) -> None:
    rows = ["序号|项目|投资", *(f"{n}|建设园区和标准厂房及配套|{'' if n > 2 else 95}" for n in range(1, 5))]  # fmt: skip
    table = source("(1cm, 2.4cm, 1.4cm)", rows, "none")
    lines = taken(table.removesuffix(BODY), fonts).text.splitlines()
    assert lines[1:] == [row.replace("|", "\t") for row in rows]


def test_prose_between_rules_stays_prose(fonts: Fonts) -> None:
    lines = "#set page(header: line(length: 100%), footer: line(length: 100%))\n"
    wide = f"{lines}#set page(width: 26cm, height: 21cm)\n#set text(size: 10pt)\n"
    for text in (f"{lines}{FILLED}", f"{wide}#columns(2)[{FILLED}]"):
        found = taken(text, fonts).text.replace("\f", "").splitlines()
        assert found == [f"　　第{number}段。{BODY}" for number in range(1, 9)]


def test_an_imprint_between_rules_is_no_table(fonts: Fonts) -> None:
    rule = "#line(length: 100%)"
    copies = "抄送：区委各部门，区人大常委会办公室，区政协办公室，区法院，区检察院，各人民团体。"
    issued = "临江区人民政府办公室 #h(1fr) 2026年3月6日印发"
    flush = "#set par(first-line-indent: 0em)\n"
    text = f"{BODY}\n\n{flush}{rule}\n{copies}\n\n{rule}\n{issued}\n\n{rule}"
    lines = taken(text, fonts).text.splitlines()
    assert lines == [f"　　{BODY}", copies, "临江区人民政府办公室　　2026年3月6日印发"]


def test_a_narrow_table_at_the_foot_of_a_page_is_no_note(fonts: Fonts) -> None:
    rows = ["1|学校|2", "2|医院|14", "3|公园|6"]
    table = source("(1cm, 2cm, 1.5cm)", rows, "above and below").removesuffix(BODY)
    lines = taken(f"#v(7cm)\n{table}\n注：投资按2025年价格。", fonts).text.splitlines()
    assert lines[1:4] == [row.replace("|", "\t") for row in rows]
    assert lines[4].strip("　") == "注：投资按2025年价格。"


# Tables on several pages

WORK = "建设第{}项，包括新建厂房12000平方米，配套道路、管网和绿化，购置设备{}台套；形成年产49万件的能力。与周边联通（含水电气）"
WORKS = [f"项目{n}|{WORK.format(n, 7 * n)}|{11 * n}" for n in range(1, 8)]
LABELED = [row.rpartition("|")[0] for row in WORKS]
SPANNED = [
    f"{'^类别' + str(n) if half else ''}|{WORK.format(n, 7 * n + half)}|{n}.{half}"
    for n in range(1, 7)
    for half in (1, 0)
]
OPEN = "rows at the end of a page that may go on on the next page"


def paged(rows: list[str], columns: str, filled: float, head: str = "") -> str:
    """A table over pages: a cell with ^ is as high as two."""
    cells = (cell for row in rows for cell in row.split("|"))
    made = [f"table.cell(rowspan: 2)[{one[1:]}]" if one[:1] == "^" else f"[{one}]" for one in cells
            if one or "^" not in "".join(rows)]  # fmt: skip
    page = "#set page(width: 15cm, height: 12cm, margin: 2cm)\n"
    return f"{page}{SMALL}#v({filled}cm)\n#table(columns: {columns}, {head}{', '.join(made)})"


@pytest.mark.parametrize("filled", [0.3, 0.9, 1.5, 2.1, 2.7])
@pytest.mark.parametrize(
    "head", ["", "table.header([名称], [内容], [投资]), ", "table.header([名称], [内容], [投资], [], [], [亿元]), "]
)  # fmt: skip
@pytest.mark.parametrize("rows", [WORKS, SPANNED], ids=["labels", "merged labels"])
def test_a_row_without_a_number_that_is_broken_over_a_page_is_one(
    rows: list[str], head: str, filled: float, fonts: Fonts
) -> None:
    found = taken(paged(rows, "(1.6cm, 1fr, 1.6cm)", filled, head), fonts)
    titles = ["名称\t内容\t投资", "\t\t亿元"][: head.count("投资") + head.count("亿元")]
    lines = found.text.replace("\f", "").splitlines()
    assert lines == titles + [row.strip("^").replace("|", "\t") for row in rows]
    assert not [one for one in found.warnings if OPEN in one]


@pytest.mark.parametrize("filled", [0.3, 0.9, 1.5, 2.1, 2.7])
def test_a_row_of_two_columns_that_is_broken_over_a_page_is_one(
    filled: float, fonts: Fonts
) -> None:
    found = taken(paged(LABELED, "(1.6cm, 8cm)", filled), fonts)
    lines = found.text.replace("\f", "").splitlines()
    assert lines == [row.replace("|", "\t") for row in LABELED]


def test_a_row_that_may_go_on_over_a_page_is_named(fonts: Fonts) -> None:
    """Its cell has lines of its own, so that none is full."""
    cell = "新建厂房3座。#parbreak()购置设备7台。#parbreak()建设道路。#parbreak()绿化。#parbreak()通水。"
    rows = [f"项目{n}|{cell}|{11 * n}" for n in range(1, 20)]
    counts = set()
    for filled in (0, 0.2, 0.4, 0.6, 0.8, 1):
        found = taken(paged(rows, "(1.6cm, 1fr, 1.6cm)", filled), fonts)
        broken = len(found.text.replace("\f", "").splitlines()) > len(rows)
        counts.add(broken)
        assert any(OPEN in one for one in found.warnings) == broken
    assert True in counts


def test_whole_rows_on_both_sides_of_a_page_are_not_doubted(fonts: Fonts) -> None:
    sparse = [f"指标{n}|{'万吨' if n % 2 else ''}|{n * 3}" for n in range(1, 60)]
    merged = [f"{'^类别' + str(n) if half else ''}|指标{n}|{n}.{half}" for n in range(1, 40) for half in (1, 0)]  # fmt: skip
    for rows in (sparse, merged):
        for filled in (0, 0.3, 0.7):
            found = taken(paged(rows, "(1.6cm, 1fr, 1.6cm)", filled), fonts)
            lines = found.text.replace("\f", "").splitlines()
            assert lines == [row.strip("^").replace("|", "\t") for row in rows]
            assert not [one for one in found.warnings if OPEN in one]


def test_the_last_lines_of_cells_end_before_a_letter_with_its_mark(fonts: Fonts) -> None:
    """A closing bracket begins no line, so the letter before it is on the next one as well."""
    for width in range(50, 90):
        rows = [WORKS[0], WORKS[1]]
        found = taken(paged(rows, f"(1.6cm, {width / 10}cm, 1.6cm)", 0), fonts)
        assert found.text.replace("\f", "").splitlines() == [row.replace("|", "\t") for row in rows]


@pytest.mark.parametrize("align", ["left", "center", "right"])
@pytest.mark.parametrize("width", [2.2, 2.6, 3.0])
@pytest.mark.parametrize("last", ["4em", "2em"], ids=["wide", "narrow"])
def test_text_over_the_rules_of_its_cells_is_read_as_it_was_drawn(
    last: str, width: float, align: str, fonts: Fonts
) -> None:
    """The values of two cells never become one number, and those over the side of a table stay in it."""
    rows = ["年份|规模|投资|产值", "2026—2030|年产20GWh动力电池|13020.5|48250", "2027—2029|3000P|711.2|6303"]  # fmt: skip
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row.split("|"))
    columns = f"({width}em, {width}em, {width}em, {last})"
    table = f"#table(columns: {columns}, inset: 2pt, align: {align}, {cells})"
    found = taken(f"{SMALL}{BODY}\n\n{table}\n\n{BODY}", fonts)
    assert found.text.splitlines()[1:-1] == [row.replace("|", "\t") for row in rows]
    assert "tables whose text runs over the rules of its cells: page 1" in found.warnings


def test_a_word_that_is_wider_than_its_cell_does_not_part_the_other_lines(fonts: Fonts) -> None:
    rows = "[项目], [内容], [甲], [算力规模Infrastructure中心机房]"
    table = f"#table(columns: (3em, 4.2em), inset: 2pt, {rows})"
    lines = taken(f"{SMALL}{BODY}\n\n{table}\n\n{BODY}", fonts).text.splitlines()
    assert lines[2].replace(" ", "") == "甲\t算力规模Infrastructure中心机房"


def test_text_over_the_rules_of_a_page_that_a_browser_printed(chromium: Browser) -> None:
    """A browser draws each letter by itself."""
    values = [
        ("甲工程", f"新建标准厂房和配套设施{n}号", f"2026{n}", f"{n * 1111}.5") for n in range(1, 5)
    ]
    rows = "".join(f"<tr>{''.join(f'<td>{one}' for one in its)}" for its in values)
    style = "table{border-collapse:collapse;table-layout:fixed;width:400px}td{border:1px solid;white-space:nowrap;padding:3px}"
    page = chromium.new_page()
    page.set_content(
        f"<style>{style} *{{font:13px 'Noto Serif CJK SC'}}</style><table>{rows}</table>"
    )
    found = take(page.pdf(format="A4"), "plan.pdf")
    page.close()
    assert found.text.splitlines() == ["\t".join(one) for one in values]
    assert "tables whose text runs over the rules of its cells: page 1" in found.warnings


def test_the_head_of_a_table_on_three_pages_is_no_running_head(fonts: Fonts) -> None:
    """Its middle line is at one height on all of them."""
    head = "table.header(table.cell(rowspan: 2)[名称], table.cell(colspan: 2)[投资（亿元）], [总投资], [年度]), "
    rows = [f"项目{n}|{11 * n}.5|{n}" for n in range(1, 50)]
    found = taken(paged(rows, "(1fr, 1fr, 1fr), align: horizon", 0, head), fonts)
    lines = found.text.replace("\f", "").splitlines()
    assert lines == [
        "名称\t投资（亿元）\t投资（亿元）",
        "\t总投资\t年度",
        *(row.replace("|", "\t") for row in rows),
    ]
    assert {one.kind for one in found.left} == {"repeated heads of tables"}


UNSURE = {
    "ends of cells at one height": (
        "(110pt, 46pt)",
        ["指标名称|投资", "码头站场|2841", "汽车管网智能基地基地建设|853.17", "处理保障处|95", "基地制|4.4"],
        "inset: (x: 5pt, y: 3pt), align: center",
    ),
    "a name of the head over the middle column": (
        "(120pt, 61pt, 58pt, 56pt, 92pt)",
        ["指标|||目标|", "|指标属性|属性|2030年|单位", "新区|约束性|约束性|31.7%|区水利局", "河道|约束性|预期性|41|区教育局"],
        "inset: (x: 5pt, y: 2.6pt), align: center",
    ),
    "heads that touch": (
        "(26pt, 48pt, 52pt)",
        ["编号|指标名称|完成投资（万元）", "1|卫生人才生态|1040", "2|数据制造项目|7099", "3|公寓制造|282.3"],
        "inset: (x: 3pt, y: 3.6pt), align: left",
    ),
    "lines that are above none": (
        "(2.4cm, 2cm)",
        ["智能医院数据养老生产养|卫生文", "生产公园|研发保障管网"],
        "align: center + horizon",
    ),
    "a first line above the table": (
        "(19pt, 80pt, 60pt, 60pt)",
        ["序号|项目|规模|性质", "1|动力电池|12.5|约束性", "2|算力中心|300|预期性"],
        "inset: (x: 5pt, y: 2.6pt), align: center + horizon",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSURE)
def test_a_table_of_which_two_signs_differ_is_right_or_named(case: str, fonts: Fonts) -> None:
    columns, rows, more = UNSURE[case]
    raw = pdf(source(columns, rows, "none", f"{more}, "), fonts)
    for found in (take(raw, "plan.pdf"), take(by_lines(raw), "plan.pdf")):
        lines = [line.replace("\t", "|") for line in found.text.splitlines()]
        named = ("could not be read: page 1", "others than these: page 1")
        assert lines[1:-1] == rows or any(one in doubt for doubt in found.warnings for one in named)


@pytest.mark.parametrize("gap", ["4pt", "8pt"])
def test_a_blank_inside_a_unit_parts_no_columns(gap: str, fonts: Fonts) -> None:
    rows = ["指标|单位|数量", "公园|个|17", f"产值|吨#h({gap})/万元|28", "水库|座|3"]
    lines = read("(2cm, 3cm, 2cm)", rows, "none", fonts, "align: center, ")
    assert [line.split("\t") for line in lines[1:-1]][2][0::2] == ["产值", "28"]
    assert [line.count("\t") for line in lines[1:-1]] == [2] * 4


def test_the_first_line_of_a_head_on_each_page_is_no_running_head(fonts: Fonts) -> None:
    """Its second line would be a row of its own."""
    head = "table.header[名称][累计增\\ 长][投资], "
    rows = [f"项目{n}|{11 * n}.5|{n}" for n in range(1, 50)]
    found = taken(paged(rows, "(1fr, 1fr, 1fr)", 0, head), fonts)
    lines = found.text.replace("\f", "").splitlines()
    assert lines[1:] == [row.replace("|", "\t") for row in rows]
    assert {one.kind for one in found.left} == {"repeated heads of tables"}


def test_a_cell_written_downwards_is_read_downwards(chromium: Browser) -> None:
    """It may have several lines, from the right to the left; and the page may be turned."""
    body = "<tr><td class=v rowspan=2>经济发展水平<td>生产总值<td>455<tr><td>研发投入<td>2.8"
    style = (
        "td{border:1px solid;font:13px 'Noto Serif CJK SC'}.v{writing-mode:vertical-rl;height:3em}"
    )
    page = chromium.new_page()
    page.set_content(f"<style>{style}</style><p>{BODY}</p><table>{body}</table>")
    raw = page.pdf(format="A4")
    page.close()
    for angle in (0, 90, 270):
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(raw)) as document:
            document.pages[0].Rotate = angle
            document.save(made)
        lines = take(made.getvalue(), "plan.pdf").text.splitlines()
        assert lines[-2:] == ["经济发展水平\t生产总值\t455", "\t研发投入\t2.8"]


KINDS = {
    "防洪<br>工程": [("防洪闸改造（含附属设施）", "新建防洪闸1处，总长1.5公里，配套泵站", "1,200"), ("堤防", "6公里", "2,400"), ("河道整治", "3条", "900")],
    "供<br>水<br>工<br>程": [("水厂", "新建水厂2处，配套管网及自动化监测设备33套", "13,200"), ("管网更新（含附属设施）", "9公里", "14,400")],
    "灌区": [("干渠", "28.5公里", "800"), ("泵站", "新建泵站4座，总装机3.2万千瓦，配套变电站", "700")],
}  # fmt: skip
"""Projects by their category, which is beside several rows."""


def of_kinds(gap: int) -> str:
    """A table without rules, with the lines of the categories so far apart."""
    body = "".join(
        f"<tr><td>{at + 1}" + (f"<td class=k rowspan={len(its)}>{kind}" if one is its[0] else "")
        + "".join(f"<td>{cell}" for cell in one)
        for kind, its, at, one in numbered()
    )  # fmt: skip
    style = f"table{{width:100%;table-layout:fixed}}td{{font:13px 'Noto Serif CJK SC';padding:4px 6px}}.k{{line-height:{gap}px}}"
    widths = "".join(f"<col style='width:{one}px'>" for one in (34, 40, 170, 230, 80))
    return f"<style>{style}</style><p>{BODY}</p><table>{widths}{body}</table><p>{BODY}</p>"


def numbered() -> list[tuple[str, list[tuple[str, ...]], int, tuple[str, ...]]]:
    rows = [(kind, its, one) for kind, its in KINDS.items() for one in its]
    return [(kind, its, at, one) for at, (kind, its, one) in enumerate(rows)]


@pytest.mark.parametrize("gap", [18, 30, 44])
def test_a_category_beside_rows_without_rules_is_in_the_first_of_them(
    gap: int, chromium: Browser
) -> None:
    page = chromium.new_page()
    page.set_content(of_kinds(gap))
    found = take(page.pdf(format="A4"), "plan.pdf")
    page.close()
    plain = {kind: kind.replace("<br>", "") for kind in KINDS}
    want = [
        "\t".join((str(at + 1), plain[kind] if one is its[0] else "", *one))
        for kind, its, at, one in numbered()
    ]
    assert found.text.splitlines()[1:-1] == want
    assert not any("table" in one for one in found.warnings)


@pytest.mark.parametrize("first", [1, 3, 6])
def test_a_category_over_pages_is_whole_in_its_first_row(first: int, chromium: Browser) -> None:
    """Its letters are on two pages or on three, where no rule ends it as one ends its last rows there."""
    kind, rows = "灌区改造与供水保障工程", range(1, 25)
    body = "".join(
        f"<tr><td>{one}"
        + ("<td>防洪" if one < first else "")
        + (f"<td rowspan=15>{'<br>'.join(kind)}" if one == first else "")
        + ("<td>节水" if one >= first + 15 else "")
        + f"<td>改造干渠{one}条，配套建筑物{3 * one}座"
        for one in rows
    )
    style = "@page{size:120mm 110mm;margin:10mm}table{border-collapse:collapse}td{border:1px solid;font:13px 'Noto Serif CJK SC';line-height:30px;padding:5px;vertical-align:top}"
    page = chromium.new_page()
    page.set_content(f"<style>{style}</style><p>{BODY}</p><table>{body}</table>")
    found = take(page.pdf(prefer_css_page_size=True), "plan.pdf")
    page.close()
    cells = [one.split("\t")[1] for one in found.text.splitlines() if "\t" in one]
    want = ["防洪"] * (first - 1) + [kind, *[""] * 14] + ["节水"] * (25 - first - 15)
    assert cells == want


BEYOND = {
    "a head above the first rule": "td,th{border-bottom:1px solid}",
    "a last row below the last rule": "td,th{border-top:1px solid}",
    "heads in the middle of wide columns": "table{width:100%}",
}


@pytest.mark.parametrize("case", BEYOND)
def test_a_table_that_a_browser_printed_without_upright_rules(case: str, chromium: Browser) -> None:
    rows = [("序号", "项目名称", "建设地点", "投资"), ("1", "动力电池", "东街道", "12.5"),
            ("2", "算力中心二期", "西街道", "300"), ("3", "产业园", "南镇", "9")]  # fmt: skip
    head = "".join(f"<th>{one}" for one in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{one}' for one in row)}" for row in rows[1:])
    style = f"table{{border-collapse:collapse}}td,th{{font:13px 'Noto Serif CJK SC';padding:4px 9px}}{BEYOND[case]}"
    page = chromium.new_page()
    page.set_content(f"<style>{style}</style><p>{BODY}</p><table><tr>{head}{body}</table>")
    found = take(page.pdf(format="A4"), "plan.pdf")
    page.close()
    assert found.text.splitlines()[-4:] == ["\t".join(row) for row in rows]
    assert not any("table" in one for one in found.warnings)


@pytest.mark.parametrize("rules", ["none", "full"])
def test_a_year_cut_at_the_end_of_a_line_is_one_number(rules: str, fonts: Fonts) -> None:
    """As ReportLab cuts Chinese lines. Two numbers of which this is not sure are named."""
    table = "#table(columns: (2cm, 2cm, 2cm), stroke: STROKE, [项目], [年限], [投资], [公园], [2025—203#linebreak()0], [12],"
    table = table.replace("STROKE", "none" if rules == "none" else "0.5pt")
    found = taken(
        f"{SMALL}{BODY}\n\n{table} [道路], [2026—203#linebreak()5], [305])\n\n{BODY}", fonts
    )
    assert found.text.splitlines()[1:-1] == [
        "项目\t年限\t投资",
        "公园\t2025—2030\t12",
        "道路\t2026—2035\t305",
    ]
    cut = "#table(columns: 3, [项目], [产值], [投资], [公园], [6053#linebreak()012], [12])"
    found = taken(f"{SMALL}{BODY}\n\n{cut}\n\n{BODY}", fonts)
    assert "公园\t6053 012\t12" in found.text
    assert any("numbers in a cell that may be one" in one for one in found.warnings)


SPANS = """#table(columns: 4, table.cell(rowspan: 2)[指标], table.cell(colspan: 2)[2030年], table.cell(rowspan: 2)[属性],
    [绝对值], [占比], {rows}, [合计], table.cell(colspan: 2)[见附表], [])"""


@pytest.mark.parametrize("count", [3, 60])
@pytest.mark.parametrize("repeat", ["", "table.header"])
def test_a_head_over_columns_is_above_each_of_them(count: int, repeat: str, fonts: Fonts) -> None:
    """As in other files, also where a page repeats it; a value over columns is named."""
    rows = ", ".join(f"[指标{n}], [{n}], [{n}.5], [预期性]" for n in range(count))
    source = SPANS.format(rows=rows)
    if repeat:
        source = source.replace("table.cell(rowspan", "table.header(table.cell(rowspan", 1)
        source = source.replace("[占比],", "[占比]),")
    found = taken(f"{SENTENCE}\n{source}", fonts)
    lines = found.text.replace("\f", "").splitlines()
    assert lines[1:4] == ["指标\t2030年\t2030年\t属性", "\t绝对值\t占比\t", "指标0\t0\t0.5\t预期性"]
    assert lines[4 : count + 3] == [f"指标{n}\t{n}\t{n}.5\t预期性" for n in range(1, count)]
    assert "values that cover several columns or rows of a table are in the first of them: “见附表”" in found.warnings  # fmt: skip


def test_a_row_that_is_broken_over_a_column_is_one(fonts: Fonts) -> None:
    """And the head that is repeated there is left out."""
    work = "新建高标准农田，改造管网，完善配套设施，提升数据中心，建设新能源示范基地"
    rows = ", ".join(f"[{n}], [工程{n}], [{work}]" for n in range(1, 16))
    table = f"#table(columns: (auto, auto, 1fr), table.header[序号][名称][内容], {rows})"
    found = taken(f"#set page(columns: 2)\n#set text(9pt)\n{BODY}\n\n{table}", fonts)
    lines = found.text.replace("\f", "").splitlines()
    assert lines[1:] == ["序号\t名称\t内容", *(f"{n}\t工程{n}\t{work}" for n in range(1, 16))]
    assert Counter(one.kind for one in found.left)["repeated heads of tables"]


@pytest.mark.parametrize("title", ["第二节　促进农田　综合改造", "第三章　提升平台改造"])
def test_a_heading_with_gaps_between_tables_is_no_row(title: str, fonts: Fonts) -> None:
    table = "#table(columns: 3, stroke: (x, y) => (bottom: 0.5pt), {rows})"
    rows = ", ".join(f"[指标{n}], [{n}], [预期性]" for n in range(4))
    made = table.format(rows=rows)
    found = taken(f"{made}\n\n#par(first-line-indent: 0em)[{title}]\n\n{made}", fonts)
    assert title in found.text.splitlines()


BOXES = """<meta charset=utf8><style>@page{size:A5;margin:14mm} body{font:16px/2 "Noto Serif CJK SC";margin:0}
p{margin:0;text-indent:2em;text-align:justify} .box{border:1px solid;padding:8px}</style>"""


def test_a_box_over_pages_is_text(chromium: Browser) -> None:
    """At the end of a page, and at the beginning of the next, one of its sides is open."""
    texts = [f"{n}.{FULL_SENTENCE * (1 + n % 3)}" for n in range(1, 15)]
    page = chromium.new_page()
    page.set_content(
        f"{BOXES}<p>{SENTENCE}<div class=box>{''.join(f'<p>{one}' for one in texts)}</div><p>{BODY}"
    )
    found = take(page.pdf(prefer_css_page_size=True), "plan.pdf")
    page.close()
    lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    assert lines == [SENTENCE, *texts, BODY]
    assert not [one for one in found.warnings if "table" in one]


FULL_SENTENCE = "完善管网和配套设施，提升数据中心，到2030年达到百分之六十，实施示范工程。"


def test_the_rule_below_a_running_head_is_none_of_a_table(fonts: Fonts) -> None:
    head = "#set page(header: [#set text(8pt)\n临江区规划纲要 #v(-0.6em) #line(length: 100%, stroke: 0.5pt)])"
    rows = ", ".join(f"[指标{n}], [{n}], [预期性]" for n in range(1, 5))
    table = f"#table(columns: (1fr, 1fr, 1fr), stroke: (x, y) => (bottom: 0.5pt), [名称], [数值], [属性], {rows})"
    page = f"提升管网，完善设施。\n\n{table}\n\n{BODY}"
    found = taken(f"{head}\n" + "\n#pagebreak()\n".join([page] * 3), fonts)
    lines = [one.strip("　") for one in found.text.replace("\f", "").splitlines()]
    expected = ["名称\t数值\t属性", *(f"指标{n}\t{n}\t预期性" for n in range(1, 5))]
    assert lines == ["提升管网，完善设施。", *expected, BODY] * 3


@pytest.mark.parametrize("rules", ["above and below", "none"])
def test_a_numbered_line_of_a_cell_ends_no_table(rules: str, fonts: Fonts) -> None:
    """In a cell of several paragraphs, 2. begins one of them, and no line of the text."""
    first = "1.建设产业基地，完善配套设施，实施提升行动工程，推进各项任务落实到位。"
    rows = [
        "片区|范围|定位",
        f"东片区|一镇、二镇、三镇、四镇、五镇|{first}",
        f"西片区|六镇、七镇、八镇、九镇、十镇|{first}\\ 2.建设园区。",
    ]
    found = taken(source("(2.5cm, 2.5cm, 5cm)", [*rows, rows[1]], rules), fonts)
    assert [line.replace("\t", "|") for line in found.text.splitlines()[1:5]] == [
        row.replace("\\ ", " ") for row in [*rows, rows[1]]
    ]


HALVES = {
    "inside a word": ("保障公", "园旅游工程", ["保障公园旅游工程", ""], False),
    "between words": ("保障类", "生态类", ["保障类", "生态类"], True),
}


@pytest.mark.parametrize("case", HALVES)
def test_a_category_that_a_page_cuts_is_whole_though_a_rule_ends_it(
    case: str, fonts: Fonts
) -> None:
    first, second, expected, is_told = HALVES[case]
    table = "#table(columns: (41pt, 1fr, 1fr), [类别], [项目], [投资], {})"
    above = f"table.cell(rowspan: 2)[基础工程], [道路], [1], [桥梁], [2], [{first}], [水库], [3]"
    below = f"[类别], [项目], [投资], table.cell(rowspan: 2)[{second}], [灌区], [4], [管网], [5]"
    rest = below.removeprefix("[类别], [项目], [投资], ")
    found = taken(f"{SMALL}{table.format(above)}\n#pagebreak()\n{table.format(rest)}", fonts)
    rows = [line.split("\t") for line in found.text.replace("\f", "").splitlines()]
    assert [row[0] for row in rows] == ["类别", "基础工程", "", *expected, ""]
    assert any("may go on on the next page" in one for one in found.warnings) == is_told
    assert not missing(found)[1]


def test_a_row_of_one_cell_is_of_a_table_without_sides(fonts: Fonts) -> None:
    """No upright rule joins it to the rows above and below it, or to those below a page's end."""
    rows = "[项目], [投资], table.cell(colspan: 2)[一、防洪工程（2个）], [水库], [12], [堤防], [3]"
    more = "table.cell(colspan: 2)[二、供水工程（1个）], [水厂], [45]"
    stroke = "(x, y) => (left: if x > 0 { 0.5pt }, top: 0.5pt, bottom: 0.5pt)"
    table = f"#table(columns: (1fr, 1fr), stroke: {stroke}, "
    found = taken(f"{table}{rows}, {more})\n#pagebreak()\n{table}{more})\n\n{BODY}", fonts)
    lines = found.text.replace("\f", "").splitlines()
    last = ["二、供水工程（1个）\t", "水厂\t45"]
    assert lines[:-1] == [
        "项目\t投资",
        "一、防洪工程（2个）\t",
        "水库\t12",
        "堤防\t3",
        *last,
        *last,
    ]


def test_the_end_of_a_cell_below_its_table_is_of_the_cell(fonts: Fonts) -> None:
    """A browser draws it there, where a page ends inside a row; a line further away is of the text."""
    cell = "区水利局、区教\\ 育局、区民政局"
    table = f"#table(columns: (3cm, 82pt), align: horizon, inset: (x: 5pt, y: 0pt), [任务], [单位], [一], [{cell}])"
    rest = (
        "#place(dx: 3cm + 5pt, dy: {}pt)[#set par(first-line-indent: 0em); #text(9pt)[和区财政局]]"
    )
    for gap, is_rest in ((7.2, True), (14, False)):
        found = taken(f"{SMALL}{table}{rest.format(gap)}", fonts)
        lines = found.text.splitlines()
        assert (lines[1] == "一\t区水利局、区教育局、区民政局和区财政局") == is_rest


def test_a_table_that_cannot_be_read_is_one_of_its_lines(fonts: Fonts) -> None:
    """Nothing of it is taken for text, so that only its look is asked about, and all is in its column."""
    work = "新建高标准农田{}万亩，改造管网，完善配套设施，提升数据中心，建设新能源示范基地"
    rows = [f"第{n}类提升改造工程|{work.format(n + 20)}|区发展改革局、区水利局" for n in range(3)]
    table = source("(2.2cm, 5cm, 2.6cm)", ["项目|内容|单位", *rows], "none",
                   "align: horizon, inset: (x: 5pt, y: 3.6pt), ")  # fmt: skip
    found = take(by_lines(pdf(table, fonts)), "plan.pdf")
    lines = found.text.splitlines()
    assert UNREAD in found.warnings
    assert [lines[0], lines[-1]] == [f"　　{BODY}"] * 2
    cells = [line.split("\t") for line in lines[1:-1]]
    assert {len(its) for its in cells} == {3}
    assert ["".join(its) for its in zip(*cells, strict=True)] == [
        "".join(its) for its in zip(*(row.split("|") for row in ["项目|内容|单位", *rows]), strict=True)
    ]  # fmt: skip
    assert not missing(found)[1]
