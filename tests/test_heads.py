"""Heads of tables on several rows: found in the text, and merged again where readers see them."""

from __future__ import annotations

import re

import pytest

from documents import cell, docx, p, table
from planbook.begin.take import take
from planbook.books.epub.book import chapter_pages
from planbook.books.epub.model import ebook_of
from planbook.books.pdf.content import book_of
from planbook.pipeline import Conversion, conversion_of
from planbook.reading.heads import heads_of
from planbook.reading.read import passages_of
from planbook.site.parallel import with_parallel
from planbook.words import words_for
from projects import tiny_project


def rows(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.split()]


def said(text: str) -> list[str]:
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
        for line in heads_of(cells)
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


SPAN, TALL, MORE = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
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
