"""Heads of tables on several rows: found in the text, and merged again where readers see them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from documents import cell, docx, p, table
from planbook.begin.take import take
from planbook.books.epub.book import chapter_pages
from planbook.books.epub.model import ebook_of
from planbook.books.pdf.content import book_of
from planbook.export.plan import as_json
from planbook.intake.report import as_toml
from planbook.pipeline import Conversion, conversion_of
from planbook.reading.heads import heads_of
from planbook.reading.read import Passage, passages_of
from planbook.site.parallel import with_parallel
from planbook.words import words_for
from projects import tiny_project


def rows(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.split()]


def said(text: str, marked: int = 1) -> list[str]:
    """The heads, row by row: `指标↓2`, `指标值→2`."""
    cells = rows(text)
    return [
        " ".join(
            next(
                filter(
                    None,
                    (
                        cells[at // len(cells[0])][at % len(cells[0])]
                        for at in one.cells(len(cells[0]))
                    ),
                ),
                "–",
            )
            + (f"→{one.wide}" if one.wide > 1 else "")
            + (f"↓{one.tall}" if one.tall > 1 else "")
            for one in line
        )
        for line in heads_of(cells, marked)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A head over two columns, in every form that `take` gives it.
        ("指标|单位|指标值|指标值 ||2020年|2025年 床位|张|3|4", ["指标↓2 单位↓2 指标值→2", "2020年 2025年"]),
        ("指标|单位|指标值| ||2020年|2025年 床位|张|3|4", ["指标↓2 单位↓2 指标值→2", "2020年 2025年"]),
        ("||2025年|2025年 指标|单位|总量|占比 床位|张|3|4", ["指标↓2 单位↓2 2025年→2", "总量 占比"]),
        ("序号|名称|规模|规模|备注 ||长度|宽度| 1|大桥|3|4|新建", ["序号↓2 名称↓2 规模→2 备注↓2", "长度 宽度"]),
        ("指标|现状|现状|目标|目标 |总量|占比|总量|占比 床位|1|2|3|4", ["指标↓2 现状→2 目标→2", "总量 占比 总量 占比"]),
        # Two heads of each column, and a row of years that is none.
        ("指标|现状|目标 名称|2025年|2030年 床位|3|4 护理员|5|6", ["指标 现状 目标", "名称 2025年 2030年"]),
        ("项目|开工|完工 大桥|2025年|2030年 公路|2026年|2031年 码头|2027年|2029年", ["项目 开工 完工"]),
        ("项目|开工|投资 大桥|2025年|3 公路|2026年|4 码头|2027年|5", ["项目 开工 投资"]),
        # Three rows of heads.
        (
            "指标|值|值|值|值 |2020年|2020年|2025年|2025年 |总量|占比|总量|占比 床位|1|2|3|4",
            ["指标↓3 值→4", "2020年→2 2025年→2", "总量 占比 总量 占比"],
        ),
        (
            "指标|单位|指标值| ||现状|近期规划 ||（2025年）|（2030年） 床位|张|3|4",
            ["指标↓3 单位↓3 指标值→2", "现状 近期规划", "（2025年） （2030年）"],
        ),
        ("指标|值|值 |现状|目标 ||2030年 床位|3|4", ["指标↓3 值→2", "现状↓2 目标", "2030年"]),
        ("指标|现状|目标 |（2025年）|2030年 床位|3|4", ["指标↓2 现状 目标", "（2025年） 2030年"]),
        # One row, since the second is no head, or is not sure to be one.
        ("指标|2020年|2025年 床位|3|4", ["指标 2020年 2025年"]),
        ("指标|数量|数量 床位|30|张 学校|5|所", ["指标 数量 数量"]),
        ("指标|数量|数量 |30|张 学校|5|所", ["指标 数量 数量"]),
        ("指标| 床位|张 学校|所", ["指标 –"]),
        ("项目|内容| 大桥|新建|江心 港口|扩建|二期", ["项目 内容 –"]),
        ("指标|值|值 |2020年|2025年", ["指标 值 值"]),
        ("一|一|一 二|二|二 三|三|三", ["一→3", "二 二 二"]),
        ("指标 床位", ["指标"]),
    ],
)  # fmt: skip
def test_the_heads_of_a_table(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        # As the source marks them, whatever they hold.
        ("指标|基期|目标 名称|实有数|计划数 床位|3|4", 2, ["指标 基期 目标", "名称 实有数 计划数"]),
        ("指标|单位|2025年 甲|乙|1 床位|张|3", 2, ["指标 单位 2025年", "甲 乙 1"]),
        ("指标|2025年|2030年 |张|张 床位|3|4", 2, ["指标↓2 2025年 2030年", "张 张"]),
        ("地区|考核|考核 |60分|40分 东区|55|38", 2, ["地区↓2 考核→2", "60分 40分"]),
        ("指标|值|值 |2020年|2025年 床位|3|4", 1, ["指标↓2 值→2", "2020年 2025年"]),
        ("名称|养老中心 规模|3000平方米", 0, []),
        ("指标|值 床位|3", 2, ["指标 值"]),
    ],
)  # fmt: skip
def test_the_heads_that_the_original_marks(text: str, marked: int, expected: list[str]) -> None:
    assert said(text, marked) == expected


def marks_of(html: str) -> list[tuple[int, int]]:
    page = f"<html><body>{'<p>床位明显增加，服务更加便利。</p>' * 9}{html}</body></html>"
    return [(one.rows, one.columns) for one in take(page.encode(), "a.html").tables]


FIRST, ROW = (
    "<tr><th>指标<th>基期<th>目标</tr>",
    "<tr><th>床位<td>3<td>4</tr><tr><th>机构<td>5<td>6</tr>",
)
CELLS = ROW.replace("th", "td")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (f"<thead>{FIRST}<tr><td>甲<td>1<td>2</tr></thead>{CELLS}", [(2, 0)]),
        (f"{FIRST}{FIRST.replace('指标', '名称')}{CELLS}", [(2, 0)]),
        (f"{FIRST}{ROW}", [(1, 1)]),
        (f"<tr><td>指标<td>基期<td>目标</tr>{ROW}", []),
        (f"{FIRST}{CELLS}", []),
        (CELLS, []),
        ("<tr><th>名称<td>养老中心</tr><tr><th>规模<td>3000平方米</tr>", [(0, 1)]),
        ("<tr><th>类别<th>指标<th>值</tr><tr><th rowspan=2>设施<th>床位<td>4</tr><tr><th>机构<td>8</tr>", [(1, 2)]),
        (f"<thead>{FIRST * 3}{CELLS * 2}</thead>", []),
        (f"<caption>表1 指标</caption>{FIRST}{ROW}", [(1, 1)]),
    ],
)  # fmt: skip
def test_what_a_page_marks_as_heads(rows: str, expected: list[tuple[int, int]]) -> None:
    assert marks_of(f"<table>{rows}</table>") == expected


SPAN, TALL, MORE = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
AGAIN = "<w:trPr><w:tblHeader/></w:trPr>"


@pytest.mark.parametrize(("marked", "expected"), [(0, []), (1, []), (2, [(2, 0)]), (4, [])])
def test_what_a_word_document_marks_as_heads(marked: int, expected: list[tuple[int, int]]) -> None:
    rows = [cell(f"指标{number}") + cell(str(number)) for number in range(4)]
    raw = docx(
        p("表1　主要指标") + table(*(AGAIN * (at < marked) + row for at, row in enumerate(rows)))
    )
    assert [(one.rows, one.columns) for one in take(raw, "a.docx").tables] == expected


@pytest.mark.parametrize(("marked", "expected"), [(1, []), (2, []), (3, [(2, 0)])])
def test_a_caption_among_the_marked_rows_is_no_head(
    marked: int, expected: list[tuple[int, int]]
) -> None:
    others = [cell(f"指标{number}") + cell(str(number)) for number in range(4)]
    rows = [cell("表1　主要指标", SPAN) + "", *others]
    raw = docx(table(*(AGAIN * (at < marked) + row for at, row in enumerate(rows))))
    found = take(raw, "a.docx")
    assert found.text.startswith("表1　主要指标\n指标0\t0\n")
    assert [(one.rows, one.columns) for one in found.tables] == expected


WORD = docx(
    p("第一章 目标")
    + p("到2025年，床位明显增加，服务更加便利，设施更加完善，队伍更加壮大，体系更加健全。" * 2)
    + p("表1　主要指标")
    + table(
        cell("指标", TALL) + cell("单位", TALL) + cell("指标值", SPAN),
        cell("", MORE) + cell("", MORE) + cell("2020年") + cell("2025年"),
        cell("床位") + cell("张") + cell("3") + cell(""),
    )
)
HTML = (
    "<html><body><h1>第一章 目标</h1><p>到2025年，床位明显增加，服务更加便利，设施更加完善，队伍更加壮大。</p>"
    "<p>表1　主要指标</p><table><tr><th rowspan=2>指标</th><th rowspan=2>单位</th><th colspan=2>指标值</th></tr>"
    "<tr><th>2020年</th><th>2025年</th></tr><tr><td>床位</td><td>张</td><td>3</td><td></td></tr></table></body></html>"
)
MARKED = (
    "<html><body><h1>第一章 目标</h1><p>到2025年，床位明显增加，服务更加便利，设施更加完善，队伍更加壮大。</p>"
    f"<p>表1　主要指标</p><table><thead>{FIRST}<tr><th>甲<th>1<th>2</tr></thead>{ROW}</table>"
    "<p>到2025年，床位明显增加，服务更加便利，设施更加完善，队伍更加壮大。</p><p>表2　项目</p>"
    "<table><tr><th>名称<td>养老中心</tr><tr><th>规模<td>3000平方米</tr></table></body></html>"
)


@pytest.mark.parametrize(("raw", "name"), [(WORD, "a.docx"), (HTML.encode(), "a.html")])
def test_merged_heads_of_a_file_are_found_in_its_text(raw: bytes, name: str) -> None:
    lines = [one.split("\t") for one in take(raw, name).text.splitlines() if "\t" in one]
    assert [len(one) for one in heads_of(lines)] == [3, 2]


@pytest.fixture(scope="module")
def conversion(tmp_path_factory: pytest.TempPathFactory) -> Conversion:
    text = take(WORD, "a.docx").text
    folder = tiny_project(tmp_path_factory.mktemp("heads"), text)
    (folder / "source/repairs.toml").write_text("[mechanical]\nspace = 1\n", "utf-8")
    return conversion_of(folder)


def test_the_site_merges_them_and_keeps_every_address(conversion: Conversion) -> None:
    passages = {one.anchor: one for one in passages_of(conversion.readings)}
    (anchor,) = (name for name, one in passages.items() if one.columns)
    head, *others = ([each.text for each in row] for row in passages[anchor].blocks["zh"].rows())
    first = f'<th id="{anchor}">{head[0]}</th>' + "".join(f"<th>{each}</th>" for each in head[1:])
    body = "\n".join(f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in others)
    html = f"<table>\n<thead>\n<tr>{first}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    made = with_parallel(html, passages, "zh", words_for("plan")["zh"])
    header, _, rest = made.partition("</thead>")
    assert re.findall(r"<th ([^<>]*)>", header) == [
        f'rowspan="2" scope="col" id="{anchor}"', 'rowspan="2" scope="col"', 'colspan="2" scope="colgroup"',
        'scope="col"', 'scope="col"',
    ]  # fmt: skip
    assert "<th" not in rest
    assert rest.count("<td>") == 4
    ids = re.findall(rf'id="{anchor}-(\d+)"', made)
    assert sorted(map(int, ids)) == list(range(1, 13)), "an empty cell has its address, too"
    assert made.count("指标值") == 1


def test_books_merge_them(conversion: Conversion) -> None:
    book = ebook_of("zh", conversion.readings, conversion.sources)
    page = "".join(text for _, text in chapter_pages(book))
    assert '<th scope="colgroup" colspan="2">指标值</th>' in page
    assert page.count("<th ") == 5
    pdf = book_of("zh", conversion.tied, conversion.readings, conversion.sources)
    (drawn,) = (one for one in pdf.blocks if one.kind == "table")
    assert [(one.line, one.tall, one.wide) for one in drawn.heads] == [
        (0, 2, 1), (0, 2, 1), (0, 1, 2), (1, 1, 1), (1, 1, 1),
    ]  # fmt: skip


def test_marked_heads_reach_readers(tmp_path: Path) -> None:
    found = take(MARKED.encode(), "a.html")
    folder = tiny_project(tmp_path, found.text)
    (folder / "source/repairs.toml").write_text("[mechanical]\nspace = 2\n", "utf-8")
    account = as_toml(found, MARKED.encode(), "a.html", "source/plan.zh.txt", "1")
    (folder / "source/taken.toml").write_text(account, "utf-8")
    made = conversion_of(folder)
    page = "".join(text for _, text in chapter_pages(ebook_of("zh", made.readings, made.sources)))
    assert page.count('<th scope="col">') == 6
    assert '<tr><th scope="row">床位</th><td>3</td><td>4</td></tr>' in page
    assert '<tr><th scope="row">名称</th><td>养老中心</td></tr>' in page
    assert '<th scope="col">名称</th>' not in page
    pdf = book_of("zh", made.tied, made.readings, made.sources)
    tables = [(len(one.heads), one.sides) for one in pdf.blocks if one.kind == "table"]
    assert tables == [(6, 1), (0, 1)]
    said = [one for one in json.loads(as_json(made.readings))["passages"] if "columns" in one]
    assert [(one["head_rows"], one["head_columns"]) for one in said] == [(2, 1), (0, 1)]
    passages = {one.anchor: one for one in passages_of(made.readings)}
    for name, one in passages.items():
        if one.columns:
            shown = with_parallel(as_markdown(one, name), passages, "zh", words_for("plan")["zh"])
            assert ("<thead>" in shown) == bool(one.blocks["zh"].heads)
            assert shown.count('scope="row"') == 2


def as_markdown(passage: Passage, anchor: str) -> str:
    """A table as the site has it before its heads are merged."""
    head, *others = ([each.text for each in row] for row in passage.blocks["zh"].rows())
    first = f'<th id="{anchor}">{head[0]}</th>' + "".join(f"<th>{each}</th>" for each in head[1:])
    body = "\n".join(f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in others)
    return f"<table>\n<thead>\n<tr>{first}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
