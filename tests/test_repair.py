"""`planbook repair`: what a text leaves open is asked at once, and every answer can be accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path

import pytest

from planbook.begin.titles import has_title
from planbook.cli import main
from planbook.commands import repair as repair_command
from planbook.intake.html.page import KIND as HTML
from planbook.intake.text.markdown import MARKDOWN
from planbook.intake.word.docx import KIND as DOCX
from planbook.intake.word.package import KIND as ARCHIVE
from planbook.pipeline import Conversion, source_files
from planbook.problems import Problem, Problems
from planbook.sources import Declarations, declarations_of, read_sources, toml
from planbook.structure.model import Outline, Paragraph
from planbook.structure.parse import parse
from planbook.structure.styles import FILE as ACCOUNT_FILE
from planbook.text import answers as written
from planbook.text.answers import accepted
from planbook.text.declared import FILE, by_line
from planbook.text.decode import Text, decode
from planbook.text.repair import Repaired, Repairs, repair
from projects import PLAN, picture, tiny_project
from test_grammar import Case, cases, shown, solid, typed

CASES = Path(__file__).with_suffix(".md")
ROUNDS = 3
"""Maximum rounds of answers until nothing is open."""
END = "第二章 附则\n解释权归本区。\n"
# What is open, the text, and pieces of the page of the first chapter (or one of its sections)
# once the first answer to everything is accepted.
OPEN = {
    "a broken line": ("第一章 交通\n本区道路畅\n通。\n", ["本区道路畅通。"]),
    "a broken line with a form feed": ("第一章 交通\n本区\f道路畅\n\f\n通。\n", ["本区道路畅通。"]),
    "three pieces of a line": ("第一章 空气\n降低PM\n2.5\n的浓度。\n", ["降低PM2.5的浓度。"]),
    "a line that ends open": ("第一章 交通\n道路畅通\n一、铁路\n修建铁路。\n二、公路\n修建公路。\n", ["道路畅通"]),
    "headings with their text": (
        "第一章 民生\n一、办好学校。新建学校两所。\n二、办好医院。新建医院一所。\n",
        ["一、办好学校。", "新建学校两所。"],
    ),
    "a heading with its text": (
        "第一章 民生\n一、学校\n办好学校。\n二、医院办好医院，方便就诊。新建医院一所。\n三、养老\n关爱老人。\n",
        ["二、医院"],
    ),
    "a heading inside a line": ("第一章 民生\n第一节 学校\n办好学校。第二节 医院\n办好医院。\n", ["第二节医院"]),
    "a mark without its title": ("第一章\n交通\n道路畅通。\n", ["第一章交通"]),
    "a number too many": ("第一章 交通\n一、铁路\n修建铁路。\n三、公路\n修建公路。\n", ["三、公路"]),
    "a caption without its table": ("第一章 交通\n道路畅通。\n表1 里程\n", ["所据文本只有“表1”的标题"]),
    "a figure": ("第一章 交通\n道路畅通。\n图1 线路\n", ["所据文本只有“图1”的标题"]),
    "a heading without text": ("第一章 交通\n一、铁路\n二、公路\n修建公路。\n", ["所据文本只有“一、铁路”的标题"]),
    "a table with one cell a line, over a page": (
        "第一章 交通\n表1 里程\n线路\n区域\n里程\n铁路\n东区\n12\n公路\n西区\n305\n\n- 1 -\n\n桥梁\n南区\n3\n注：公里。\n",
        ["| 桥梁 | 南区 | 3 |"],
    ),
    "a table of names and sentences": (
        "第一章 交通\n表1 任务\n片区\n任务\n东区\n修建道路和桥梁，完善配套设施。\n西区\n修建码头。\n南区\n改造老旧管网。\n",
        ["| 西区 | 修建码头。 |"],
    ),
    "a number cut at its comma": (
        "第一章 交通\n表1 里程\n线路\n单位\n里程\n铁路\n公里\n3\n,502\n公路\n公里\n305\n桥梁\n座\n12\n",
        ["| 铁路 | 公里 | 3,502 |"],
    ),
    "a table with one cell a line, and a broken cell": (
        ("第一章 交通\n表1 任务\n序号\n任务\n内容\n单位\n1\n铁路\n编制铁路规划，明确建设目标\n市发改局\n2\n公路\n推进公路建设，完\n善路网\n市交通局\n"
        "3\n桥梁\n修建桥梁，完善附属设施\n市交通局\n4\n管理\n健全运行维护机制\n市城管局\n注：略。\n"),
        ["| 2 | 公路 | 推进公路建设，完善路网 | 市交通局 |"],
    ),
    "a table with one cell a line": (
        "第一章 交通\n表1 里程\n线路\n里程\n铁路\n12\n公路\n305\n注：公里。\n",
        ["| 铁路 | 12 |"],
    ),
    "a table with broken cells": (
        "第一章 交通\n表1 里程\n线路\t目标\n铁路\t与人口增长\n保持同步\n公路\t305\n",
        ["| 铁路 | 与人口增长保持同步 |"],
    ),
    "a table with a lost cell": (
        "第一章 交通\n表1 里程\n指标\t2025年\t2030年\t属性\n铁路\t12\t15\t预期性\n公路\t305\t预期性\n",
        ["| 公路 | 305 |  | 预期性 |"],
    ),
    "a table with single blanks and a lost cell": (
        "第一章 交通\n表1 里程\n指标 2025 年 2030 年 属性\n铁路 12 15 预期性\n水路 2 5 预期性\n公路 305 预期性\n",
        ["| 铁路 | 12 | 15 | 预期性 |", "| 公路 | 305 |  | 预期性 |"],
    ),
    "explained terms": (
        "第一章 交通\n1.铁路\n修建铁路。\n2.公路\n修建公路。\n3.水路\n疏浚水路。\n附录 名词解释\n"
        + "".join(f"{number}.{name}站：指{name}地的车站。\n" for number, name in enumerate("甲乙丙丁戊", 1)),
        ["1.甲站：指甲地的车站。", "5.戊站：指戊地的车站。"],
    ),
    "a text that breaks off": (
        "目录\n第一章 交通\n第二章 附则\n第三章 附表\n第四章 附图\n第一章 交通\n道路畅通。\n",
        ["道路畅通。"],
    ),
    "a list without full stops": (
        "第一章 项目\n专栏1 桥梁\n东岸大桥\n西岸大桥\n北站立交\n南站立交\n",
        ["东岸大桥{: #p-1-0-0-2 }西岸大桥{: #p-1-0-0-3 }"],
    ),
    "short lines after a colon": (
        "第一章 桥梁\n建设以下项目：\n东岸大桥\n西岸大桥\n一、公路\n修建公路。\n",
        ["东岸大桥{: #p-1-0-0-2 }西岸大桥{: #p-1-0-0-3 }"],
    ),
    "a title and its text in a box": (
        "第一章 桥梁\n专栏1 工程\n东岸工程\n修建大桥。\n", ["东岸工程{: #p-1-0-0-2 }修建大桥。"],
    ),
    "a heading with tabs and nothing under it": (
        "第一章 民生\n一、学校\t （小学）\n二、医院\n办好医院。\n", ["所据文本只有“一、学校（小学）”的标题"],
    ),
    "a table under a label whose title is below it": (
        "第一章 交通\n道路畅通。\n附件2\n里程\n指标\t2025年\t2030年\t属性\n铁路\t12\t15\t预期性\n公路\t305\t预期性\n",
        ["附件2 里程", "| 公路 | 305 |  | 预期性 |"],
    ),
    "a long title after two wide blanks": (
        ("第一章 交通\n第一节　　公路\n　　道路畅通。\n第二节　　面临形势和制约全市新型工业化高质量发展的主要矛盾与突出短板弱项分析研判\n　　桥梁畅通。\n"
        "第三节　　水路\n　　水路畅通。\n第四节　　铁路\n　　铁路畅通。\n第五节　　航空\n　　航空畅通。\n"),
        ["第二节 面临形势和制约全市新型工业化高质量发展的主要矛盾与突出短板弱项分析研判 {#s-1-2-0}"],
    ),
    "stray blanks": ("第一章 交 通\n道 路畅通。\n", ["道路畅通。"]),
}  # fmt: skip


def outline_of(root: Path) -> Outline:
    return Conversion(read_sources(source_files(root))).outline


def texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    return ["".join(one.text for one in paragraph.sentences) for paragraph in paragraphs]


def pages(root: Path) -> str:
    found = sorted((root / "docs/zh/plan").rglob("*.md"))
    return "\n".join(one.read_text("utf-8").replace("\\", "") for one in found)


@pytest.mark.parametrize(("text", "parts"), OPEN.values(), ids=OPEN)
def test_one_round_of_answers_settles_a_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, parts: list[str]
) -> None:
    """No wave hides another: the counts of edits, too, are asked with the rest."""
    root = tiny_project(tmp_path, text + END)
    before = picture(root)
    assert main(["--root", str(root), "repair"]) == 1
    said = capsys.readouterr().err
    assert "  answer 1:\n    [" in said
    assert said.endswith("`planbook repair --accept 1 2b` writes the answers with these numbers\n")
    assert picture(root) == before
    assert main(["--root", str(root), "repair", "--accept", "all"]) == 0
    assert main(["--root", str(root), "repair"]) == 0
    assert main(["--root", str(root), "convert"]) == 0
    found = "".join(pages(root).split())
    assert [part for part in parts if "".join(part.split()) not in found] == []
    assert main(["--root", str(root), "convert", "--check"]) == 0


@pytest.mark.parametrize("case", list(cases(CASES)), ids=lambda case: case.title)
def test_the_first_answers_are_right(tmp_path: Path, case: Case) -> None:
    root = tiny_project(tmp_path, typed(case.text) + "\n")
    for _ in range(ROUNDS):
        if main(["--root", str(root), "repair"]):
            assert main(["--root", str(root), "repair", "--accept", "all"]) == 0
    assert shown(outline_of(root)) == case.expected


def outline_with(text: str, declared: str) -> Outline:
    """The outline of a text for which this is declared."""
    found = toml(declared.encode(), FILE, Declarations)
    repairs = Repairs(found.repair, None, found.family, found.text)
    source = Text(text, "utf-8", b"", "\n")
    return parse(repair(source, repairs), found.missing)


def taken_project(folder: Path, text: str, kind: str) -> Path:
    """A project whose text was taken from a file of this kind; counts are not recorded."""
    root = tiny_project(folder, text)
    (root / ACCOUNT_FILE).write_text(f'kind = "{kind}"\n', "utf-8")
    (root / FILE).write_text("", "utf-8")
    return root


def asked(text: str, declared: str) -> tuple[Problem, ...]:
    """What the parser finds wrong with a text for which this is declared."""
    try:
        outline_with(text, declared)
    except Problems as problems:
        return problems.problems
    return ()


LOST = "指标\t2025年\t2030年\t属性\n铁路\t12\t15\t预期性\n公路\t305\t预期性\n"
WHOLE = "指标\t2025年\t2030年\t属性\n铁路 （公里）\t12\t15\t预期性\n\t305\t318\t预期性\n"
HEAD = "指标 | 2025年 | 2030年 | 属性"


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        (LOST, 4, f"4 columns: {HEAD} | 铁路 | 12 | 15 | 预期性 | 公路 | 305 | (empty) | 预期性"),
        (LOST, 0, f"4 columns: {HEAD} | 铁路 | 12 | 15 | 预期性 | 公路 | 305 | 预期性 | (empty)"),
        (LOST, 5, f"5 columns: {HEAD} | (empty) | 铁路 | 12 | 15 | 预期性 | (empty) | 公路 | 305 | 预期性 | (empty) | (empty)"),
        (WHOLE, 5, f"5 columns: {HEAD} | (empty) | 铁路（公里） | 12 | 15 | 预期性 | (empty) | (empty) | 305 | 318 | 预期性 | (empty)"),
    ],
    ids=["a lost cell", "as the lines are", "a lost column", "a lost column of whole rows"],
)  # fmt: skip
def test_a_declared_number_of_columns_holds(rows: str, columns: int, expected: str) -> None:
    found = outline_with(f"第一章 交通\n表1 里程\n{rows}{END}", tabled(columns))
    assert f"(table) {expected}\n" in shown(found)


@pytest.mark.parametrize(("rows", "columns"), [(LOST, 3), (LOST, 2), (WHOLE, 3), (WHOLE, 1)])
def test_a_row_with_more_cells_than_are_declared_is_named(rows: str, columns: int) -> None:
    (problem,) = asked(f"第一章 交通\n表1 里程\n{rows}{END}", tabled(columns))
    assert (problem.line, problem.found) == (
        3,
        f"the table 「表1里程」 is declared to have {columns} columns, but a row has 4 cells: 「{HEAD}」",
    )


def tabled(columns: int) -> str:
    return (
        f'[[repair]]\nkind = "table"\nline = 2\nbefore = "表1"\ncolumns = {columns}\n'
        'why = { zh = "见原件。", en = "See the original." }\n'
    )


@pytest.mark.parametrize(
    ("line", "before", "left"),
    [
        ("　　推进建设，加快发展。　　扫一扫打开当前页", "扫一扫", "推进建设，加快发展。"),
        ("24　　新建设施24处。", "24", "新建设施24处。"),
        ("　　扫一扫打开　当前页", "扫一扫打开", ""),
    ],
)
def test_of_a_line_whose_pieces_wide_blanks_part_the_one_quoted_is_left_out(
    line: str, before: str, left: str
) -> None:
    text = f"某区规划\n　　一、目标\n{line}\n　　二、保障\n　　加强领导，落实责任。\n"
    entry = written.repair("omit", 3, before, "omit")
    found = declarations_of(f"{entry}\n".encode())
    repaired = repair(decode(text.encode()), Repairs(found.repair, None), "某区规划")
    assert [one for one in repaired.text.split("\n")[2:-3] if one] == [left] * bool(left)


@pytest.mark.parametrize("ends", [("",), ("\t", " \t", "\u3000")])
def test_every_answer_is_read_and_settles_its_question(ends: tuple[str, ...]) -> None:
    """Whatever blanks end the lines. The place of a cut may be a guess: that one may stay open."""
    count = 0
    for at, case in enumerate((*cases(), *cases(CASES))):
        end = ends[at % len(ends)]
        text = "\n".join(line + end for line in typed(case.text).split("\n"))
        questions = [one for one in asked(text, "") if one.answers]
        for question in questions:
            others = [one.answers[0] for one in questions if one is not question]
            for own in question.answers:
                left = asked(text, accepted("", [*others, own]))
                assert [str(one) for one in left if str(one).startswith(FILE)] == []
                same = [
                    one for one in left if (one.line, one.found) == (question.line, question.found)
                ]
                assert not same or (own is not question.answers[0] and '"split"' in own), case.title
                count += 1
    assert count > 100


@pytest.mark.parametrize("line", ["道路、桥梁，以及铁路的布局", "道路畅通，布局合理。"])
def test_a_heading_is_not_made_of_a_sentence(line: str) -> None:
    """The question about its end stays open, and the entry is named as without effect."""
    text = f"第一章 交通\n{line}\n道路畅通，布局合理。\n{END}"
    before, after = asked(text, ""), asked(text, entry("heading", 2, line))
    assert [one.found for one in after[:-1]] == [one.found for one in before]
    assert after[-1].found == (
        "heading of line 2: it is not needed: the line reads like no heading"
    )


@pytest.mark.parametrize("line", ["规划目的", "第一条规划目的"])
def test_a_heading_without_a_number_is_declared(line: str) -> None:
    text = f"第一章 交通\n{line}\n道路畅通，布局合理。\n{END}"
    assert [one.line for one in asked(text, "")] == [2]
    assert not asked(text, entry("heading", 2, line))


def test_one_line_of_a_ragged_text_can_be_declared_apart_from_the_others() -> None:
    """All others go on in the next line, also where each is declared to be a paragraph."""
    ragged = next(one.text for one in cases(CASES) if one.title.startswith("A ragged text"))
    lines = ragged.split("\n")
    kept = lines.index("实施民生实事健全行动，支持有条件的")
    own = written.repair("paragraph", kept + 1, lines[kept], "paragraph")
    broken, whole = (written.entry("[text]", one, lines=one) for one in ("broken", "sentences"))
    assert asked(ragged, broken) == asked(ragged, f"{broken}\n\n{own}\n") == ()
    texts = [one.text for one in outline_with(ragged, f"{broken}\n\n{own}\n").units()]
    assert lines[kept] in texts
    assert "地方培育城市品质，鼓励社会资本参与治理。" in texts
    assert lines[kept - 1] in [one.text for one in outline_with(ragged, whole).units()]


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("第一章 目标\n目标明确。\n远景展望\n基本实现现代化。\n第二章 保障\n加强领导。\n", 3,
         [("1", "目标"), ("1.1", "远景展望"), ("2", "保障")]),
        ("第一章 目标\n一、总量\n总量增长。\n远景展望\n基本实现现代化。\n二、质量\n质量提高。\n", 4,
         [("1", "目标"), ("1.1", "总量"), ("1.1.1", "远景展望"), ("1.2", "质量")]),
        ("第一章 目标\n远景展望\n一、总量\n总量增长。\n二、质量\n质量提高。\n第二章 保障\n加强领导。\n", 2,
         [("1", "目标"), ("1.1", "远景展望"), ("1.1.1", "总量"), ("1.1.2", "质量"), ("2", "保障")]),
        ("第一章 目标\n目标明确。\n第二章 保障\n加强领导。\n远景展望\n基本实现现代化。\n", 5,
         [("1", "目标"), ("2", "保障"), ("3", "远景展望")]),
    ],
)  # fmt: skip
def test_any_line_may_be_declared_a_heading(
    text: str, line: int, expected: list[tuple[str, str]]
) -> None:
    own = text.split("\n")[line - 1]
    ways = [one for found in asked(text, "") for one in found.answers if '"heading"' in one]
    declared = written.reading("heading", line, own)
    assert declared in ways
    assert asked(text, declared) == ()
    found = outline_with(text, declared).divisions()
    assert [(one.title.reference, one.title.text) for one in found] == expected


def test_lines_above_series_may_be_declared_text() -> None:
    text = next(
        one.text for one in cases(CASES) if one.title == "Chapters without a mark above 一、"
    )
    (question,) = asked(text, "")
    assert [one.title.text for one in outline_with(text, question.answers[0]).chapters] == [
        "发展基础", "重点任务",
    ]  # fmt: skip
    assert not any("may be headings" in one.found for one in asked(text, question.answers[1]))


def test_short_sentences_above_long_paragraphs_may_be_headings() -> None:
    """Four of them are asked about: text comes first, since nothing shows that they are headings."""
    body = "过去一年，全县坚持稳中求进，扎实推进各项工作，取得明显成效，群众生活不断得到改善。"
    heads = ["生态底色更加亮丽。", "经济运行持续向好。", "民生福祉不断增进。", "改革开放纵深推进。"]
    lines = ["某县政府工作报告", "一、过去一年的工作", *(f"{one}\n{body}" for one in heads)]
    text = "\n".join([*lines, "二、今年的任务", body])
    (question,) = asked(text, "")
    assert (
        "4 lines such as 「生态底色更加亮丽。」 may be headings: they are short sentences"
        in question.found
    )
    paragraphs, headings = question.answers
    assert asked(text, paragraphs) == asked(text, headings) == ()
    found = outline_with(text, headings).divisions()
    assert [one.title.text for one in found if one.title.reference.startswith("1.")] == heads
    assert asked("\n".join([*lines[:4], "二、今年的任务", body]), "") == ()


def test_numbers_alone_above_their_paragraphs_are_one_question() -> None:
    """They are those of the paragraphs, or of headings, or are left out; a blank parts 4. from 2030."""
    text = next(
        one.text
        for one in cases(CASES)
        if one.title.startswith("Numbers alone above their paragraphs, on")
    )
    (question,) = asked(text, "")
    items, headings, omitted = (shown(outline_with(text, one)) for one in question.answers)
    assert "(item) 4. 2030年前建成1万套住房。" in items
    assert "1.1 section: [1.] 本市经济稳步增长。\n1.1.0.1 (body) 民生持续改善。" in headings
    assert "1.0.0.1 (body) 本市经济稳步增长。 / 民生持续改善。" in omitted
    assert "2.0.0.5 (body) 2030年前建成1万套住房。" in omitted


@pytest.mark.parametrize("declared", ['[[family]]\nmark = "1."\nreads = "heading"\n',
                                      '[[repair]]\nkind = "heading"\nline = 4\nbefore = "2."\n'])  # fmt: skip
def test_a_declared_heading_without_a_title_is_asked_about(declared: str) -> None:
    text = "一、任务\n1.办好学校。新建学校两所。\n• 教师\n2.\n• 医院\n二、保障\n加强领导。\n"
    found = [
        one
        for one in asked(text, f'{declared}why = {{ zh = "无", en = "None" }}\n')
        if one.line == 4
    ]
    assert "has no title" in found[0].found
    assert [one.partition('kind = "')[2].partition('"')[0] for one in found[0].answers][:2] == [
        "paragraph", "omit",
    ]  # fmt: skip


def test_a_number_that_is_joined_by_itself_is_not_asked_about() -> None:
    text = "一、引言\n1.\n经济增长。\n2.\n财政平衡。\n3.\n民生改善。\n"
    joins = [
        written.repair("join", line, f"{number}.\n{rest}", "join", after=f"{number}.{rest}")
        for line, number, rest in ((2, 1, "经济"), (4, 2, "财政"), (6, 3, "民生"))
    ]
    assert not any("nothing but a number" in one.found for one in asked(text, "\n\n".join(joins)))


def test_nothing_is_accepted_where_nothing_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny_project(tmp_path)
    before = picture(tmp_path)
    assert main(["--root", str(root), "repair", "--accept", "all"]) == 0
    assert capsys.readouterr().out == "nothing is open\n"
    assert picture(tmp_path) == before


def test_a_source_that_cannot_be_read_is_no_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny_project(tmp_path)
    (root / "source/terms.toml").write_text("term =", "utf-8")
    assert main(["--root", str(root), "repair", "--accept", "all"]) == 1
    assert "source/terms.toml" in capsys.readouterr().err


def test_other_answers_are_accepted_by_their_letter(tmp_path: Path) -> None:
    text = "第一章 民生\n一、办好学校。新建学校两所。\n二、办好医院。新建医院一所。\n"
    root = tiny_project(tmp_path, text + END)
    assert main(["--root", str(root), "repair", "--accept", "1b"]) == 0
    assert 'reads = "item"' in (root / FILE).read_text("utf-8")
    first = outline_of(root).chapters[0]
    assert first.children == ()
    assert [one.kind for one in first.paragraphs] == ["item", "item"]


def test_a_line_that_was_joined_to_the_title_is_parted_from_it(tmp_path: Path) -> None:
    root = tiny_project(
        tmp_path, f"某区规划纲要\n临江日报讯，会议提出建议。\n第一章 总则\n改善民生。\n{END}"
    )
    join = 'kind = "join"\nline = 1\nbefore = "纲要\\n临江"\nafter = "纲要临江"'
    why = 'why = { zh = "无", en = "None" }'
    (root / FILE).write_text(f"[mechanical]\n\n[[repair]]\n{join}\n{why}\n", "utf-8")
    with pytest.raises(
        Problems, match="is the title, to which 「临江日报讯，会议提出建议。」 was joined"
    ):
        outline_of(root)
    assert main(["--root", str(root), "repair", "--accept", "1b"]) == 0
    assert outline_of(root).front[0].sentences[0].text == "某区规划纲要"


def test_the_last_annex_of_a_list_does_not_go_on_in_the_signature() -> None:
    """Even where the list is as wide as the text, and another annex is below the date."""
    lines = [
        "附件：1.重点项目表",
        "2.老旧小区改造技术要求",
        "江州市住房和城乡建设局",
        "2026年3月1日",
        "附件1",
        "重点项目表",
    ]
    wide = [f"　　{'建设宜居城市，' * 3}改善", "民生福祉。"] * 4
    text = "\n".join([*wide, *lines, "一、改造", *wide, "二、保障", *wide, ""])
    assert [one.line for one in asked(text, "") if one.line in range(9, 15)] == []


LED = "（一）指导思想。以新发展理念为指导，建设强县。\n（二）发展目标。健全服务体系，改善民生。\n"
SENTENCES = (
    "（一）到2030年建成学校12所，新增学位6000个。\n（二）到2030年建成医院3所，新增床位900张。\n"
)
LISTED = "（一）全县建成学校。\n（二）全县建成医院。\n（三）全县建成公园。\n"


@pytest.mark.parametrize(
    ("texts", "reads"),
    [((LED, LED), ["heading"]), ((LISTED, LED), ["item", "heading"]), ((SENTENCES, LISTED), ["item"])],
)  # fmt: skip
def test_a_family_that_reads_otherwise_in_other_chapters_is_asked_about_by_chapter(
    texts: tuple[str, str], reads: list[str]
) -> None:
    found = asked(f"第一章 目标\n{texts[0]}第二章 任务\n{texts[1]}{END}", "")
    first = [one.answers[0] for one in found if one.answers[0].startswith("[[family]]")]
    assert [re.findall('reads = "(.+)"', one)[0] for one in first] == reads


@pytest.mark.parametrize(
    "line",
    [
        "（2026年2月5日临江市第十八届人民代表大会常务委员会第五次会议通过）",
        "——2026年2月5日在临江市第十八届人民代表大会第五次会议上",
    ],
)
def test_a_line_below_the_title_is_no_heading_at_first(line: str) -> None:
    wide = "全市上下坚持稳中求进工作总基调，着力扩大内需优化结构提振信心改善"
    text = f"某区规划纲要\n{line}\n市长李明\n第一章 任务\n　　{wide}\n民生福祉。\n　　{wide}\n民生福祉。\n{END}"
    found = [one for one in asked(text, "") if one.line == 2]
    assert all('kind = "paragraph"' in one.answers[0] for one in found)


@pytest.mark.parametrize(
    ("answer", "rows"),
    [("1", ["| 公共 |  |  |", "| 服务支出 | 18 | 24 |"]), ("1b", ["| 公共服务支出 | 18 | 24 |"])],
)
def test_a_lone_line_of_a_table_is_what_is_declared(
    tmp_path: Path, answer: str, rows: list[str]
) -> None:
    table = "表1指标\n指标\t2025年\t2030年\n总产值\t1\t2\n公共\n服务支出\t18\t24\n"
    root = tiny_project(tmp_path, f"第一章 民生\n{table}{END}")
    assert main(["--root", str(root), "repair", "--accept", answer]) == 0
    assert main(["--root", str(root), "convert"]) == 0
    assert [row for row in rows if row not in pages(root)] == []


@pytest.mark.parametrize(
    "words",
    [
        ["0"],
        ["3"],
        ["1-3"],
        ["1e"],
        ["2d"],
        ["x"],
        ["-1"],
        ["1", "9"],
        ["1", "1b"],
        ["2-1"],
        ["all", "1"],
    ],
)
def test_a_number_without_a_question_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    root = tiny_project(tmp_path, "第一章 交通\n本区道路畅\n通。\n第二章 附 则\n附则。\n")
    before = picture(root)
    assert main(["--root", str(root), "repair", "--accept", *words]) == 1
    assert picture(root) == before
    assert capsys.readouterr().err


def test_one_join_does_not_ask_for_the_next(tmp_path: Path) -> None:
    """The margin is that of the source's own lines, whatever was joined by declaration."""
    row = "统筹推进道路桥梁码头车站建设方便群众出行促进城乡之间"
    lines = [row[:20], row[20:] + row[:12], row[:20], "建设完成。"] * 6
    root = tiny_project(tmp_path, "第一章 交通\n" + "\n".join(lines) + "\n" + END)
    assert main(["--root", str(root), "repair", "--accept", "all"]) in (0, 1)
    assert main(["--root", str(root), "repair"]) == 0


SENTENCE = "统筹推进{:02}号桥梁码头车站建设，方便群众出行，促进城乡之间往来。"
CHAPTERS = ("第一章 交通", "第二章 民生", "第三章 附则")
REGION = "东海市交通发展规划"


def wrapped(number: int) -> list[str]:
    one = SENTENCE.format(number)
    return [f"\u3000\u3000{one[:12]}", one[12:26], one[26:]]


def paged(edges: list[tuple[str, str]], *, chapters: bool = False, mark: str = "— {} —") -> str:
    """Pages whose sentences go on from one to the next, each with these lines above and below.

    The first chapter begins on the first page; others, if there are any, on the third and fifth.
    """
    made = [REGION, CHAPTERS[0], *wrapped(0)[:1]]
    for page, (top, foot) in enumerate(edges):
        chapter = CHAPTERS[page // 2] if chapters and page in (2, 4) else ""
        before, inside, after = map(wrapped, range(2 * page, 2 * page + 3))
        body = [*before[1:], *filter(None, [chapter]), *inside, *after[:1]]
        edge = [top, *body, foot, mark.format(page + 1)]
        made += filter(None, "\n".join(edge).split("\n"))
    return "\n".join([*made, *wrapped(2 * len(edges))[1:], ""])


def are_whole(text: str, pages: int) -> bool:
    """True if the text has every sentence of so many pages."""
    return all(SENTENCE.format(number) in text for number in range(2 * pages + 1))


def heads_in(text: str, title: str = REGION, declared: str = "") -> tuple[Repaired, int]:
    """The repaired text, and how many running heads are out of it."""
    found = toml(declared.encode(), FILE, Declarations)
    source = Text(text, "utf-8", b"", "\n")
    repaired = repair(source, Repairs(found.repair, None), title)
    assert repaired.journal.undo(repaired.text) == text
    return repaired, repaired.journal.counts().get("running-head", 0)


PLAIN = [("", "")]
HEADS = {
    "the title": [*PLAIN, *[(REGION, "")] * 5],
    "another phrase": [*PLAIN, *[("东海年鉴2025", "")] * 5],
    "two lines": [*PLAIN, *[("东海年鉴\n交通卷", "")] * 5],
    "left and right pages": [*PLAIN, *[("东海年鉴", ""), ("交通卷", "")] * 3],
    "right pages alone": [*PLAIN, *[("", ""), ("交通卷", "")] * 3],
    "the names of parts": [*PLAIN, *[("背景", "")] * 3, *[("任务", "")] * 2],
    "feet": [("", "东海年鉴")] * 5,
    "feet and heads": [*PLAIN, *[("东海年鉴", "交通局编")] * 5],
    "a few pages": [*PLAIN, *[("东海年鉴", "")] * 3, *[("", "")] * 9],
}


@pytest.mark.parametrize("mark", ["— {} —", "{}", "· {} ·", "\f", "第{}页\n\f"])
@pytest.mark.parametrize("edges", HEADS.values(), ids=HEADS)
def test_running_heads_are_out_of_the_sentences_and_counted(
    edges: list[tuple[str, str]], mark: str
) -> None:
    repaired, count = heads_in(paged(edges, mark=mark))
    bare, none = heads_in(paged([("", "")] * len(edges), mark=mark))
    assert repaired.questions == bare.questions == ()
    assert solid(repaired.text) == solid(bare.text)
    assert are_whole(repaired.text, len(edges))
    assert (count, none) == (sum(len("\n".join(one).split()) for one in edges), 0)


@pytest.mark.parametrize("top", [REGION, "东海年鉴2025"])
def test_a_running_head_may_be_above_the_title(top: str) -> None:
    text = paged([*PLAIN, *[(top, "")] * 4])
    repaired, count = heads_in(f"{top}\n{text}")
    bare, _ = heads_in(paged([("", "")] * 5))
    assert (solid(repaired.text), count) == (solid(bare.text), 5)


def test_a_page_mark_may_be_on_the_line_of_the_head() -> None:
    lines = paged([("", "")] * 5, mark=f"{REGION}— {{}} —")
    other = paged([("", "")] * 5, mark=f"— {{}} —{REGION}")
    bare, _ = heads_in(paged([("", "")] * 5))
    for text in (lines, other):
        repaired, count = heads_in(text)
        assert (solid(repaired.text), count) == (solid(bare.text), 5)


@pytest.mark.parametrize("later", [0, 1])
def test_a_heading_on_the_pages_of_its_chapter_is_kept_once(later: int) -> None:
    """Whether or not the first head that names a chapter is above its heading, on the same page."""
    tops = ["", *(CHAPTERS[(page - later) // 2] for page in range(1, 6))]
    repaired, count = heads_in(paged([(one, "") for one in tops], chapters=True))
    bare, _ = heads_in(paged([("", "")] * 6, chapters=True))
    assert [repaired.text.count(one) for one in CHAPTERS] == [1, 1, 1]
    assert solid(repaired.text) == solid(bare.text)
    assert count == 5


def test_a_heading_at_the_foot_of_a_page_is_kept_below_the_heads_that_repeat_it() -> None:
    name = CHAPTERS[1]
    repaired, count = heads_in(paged([*PLAIN, ("", name), (name, ""), (name, "")]))
    before, after = repaired.text.split(name)
    assert (SENTENCE.format(3) in before, SENTENCE.format(5) in after, count) == (True, True, 2)


@pytest.mark.parametrize("title", [REGION, "东海市 交通发展规划"])
def test_the_title_below_a_letter_is_no_running_head(title: str) -> None:
    body = "\n".join([*wrapped(98), *wrapped(99)])
    letter = f"关于印发规划的通知\n各区政府：\n{body}\n特此通知。\n"
    pages = paged([("", ""), *[(REGION, "")] * 4]).removeprefix(f"{REGION}\n")
    opening = "\n".join(title.split())
    repaired, count = heads_in(f"{letter}— 1 —\n{opening}\n{pages}")
    assert solid(repaired.text).count(REGION) == 1
    assert solid(repaired.text).startswith(solid(f"{letter}{REGION}{CHAPTERS[0]}"))
    assert count == 4


TABLE = "项目名称\t投资\n大桥\t5"
NO_HEADS = {
    "the head of a table": "指标\t2025年",
    "a caption": "表1 指标",
    "a caption without a number": f"重点项目\n{TABLE}",
    "a sentence": "促进城乡之间往来。",
    "the end of a clause": "道路畅通，",
    "an item": "1.东岸大桥",
    "a date": "2025年12月",
    "a note": "单位：亿元",
}


@pytest.mark.parametrize("top", NO_HEADS.values(), ids=NO_HEADS)
def test_what_says_something_is_no_running_head(top: str) -> None:
    lines = paged([("", ""), *[("头", "")] * 4]).replace("头", top)
    repaired, count = heads_in(lines)
    assert count == 0
    assert solid(repaired.text).count(solid(top.partition("\n")[0])) >= 4


def test_lines_that_come_again_are_heads_only_beside_page_marks_of_whole_pages() -> None:
    again = "\n".join([REGION, *["发展目标", *map(SENTENCE.format, range(6))] * 4])
    short = "\n".join([REGION, *(f"— {n} —\n项目名称\n大桥{n}\n投资" for n in range(1, 7))])
    assert [heads_in(f"{one}\n")[1] for one in (again, short)] == [0, 0]


@pytest.mark.parametrize(
    ("edges", "is_asked"),
    [
        ([*PLAIN, ("东海年鉴", ""), ("东海年鉴", "")], True),
        ([*PLAIN, *[("发展定位", ""), *PLAIN * 4] * 3], True),
        ([*PLAIN, *[("发展定位", ""), *PLAIN * 4] * 2], False),
    ],
    ids=["on two pages", "on few of many pages", "on two of many pages"],
)
def test_what_may_be_a_running_head_is_asked_once(
    edges: list[tuple[str, str]], *, is_asked: bool
) -> None:
    """The two answers leave it out, or keep it as a line of its own."""
    text = paged(edges)
    (head,) = {one for one, _ in edges if one}
    repaired, _ = heads_in(text)
    assert len(repaired.questions) == is_asked
    if not is_asked:
        return
    omitted, kept = repaired.questions[0].answers
    left, _ = heads_in(text, declared=omitted)
    assert (left.questions, left.text.count(head)) == ((), 0)
    assert are_whole(left.text, len(edges))
    right, _ = heads_in(text, declared=kept)
    assert right.questions == ()
    assert right.text.split("\n").count(head) == sum(bool(one) for one, _ in edges)
    assert len(right.used) == right.text.count(head)


@pytest.mark.parametrize(
    ("mark", "is_asked"), [("第{}页", False), ("\f", False), ("{}\n\f", False), ("{}", True)]
)
def test_a_bare_number_above_a_line_that_comes_again_may_be_a_cell(
    mark: str, *, is_asked: bool
) -> None:
    """Where each page or row has few lines, only the form of the numbers tells them apart."""
    rows = [f"{mark.format(one)}\n改革任务\n{SENTENCE.format(one) * 2}" for one in range(1, 5)]
    repaired, count = heads_in("\n".join([REGION, CHAPTERS[0], SENTENCE.format(0), *rows, ""]))
    assert (len(repaired.questions), count) == ((1, 0) if is_asked else (0, 4))


INDENTED = "".join(f"\u3000\u3000{SENTENCE.format(number)}\n" for number in range(6))
FLUSH = INDENTED.replace("\u3000", "")
PARAGRAPHS = {
    "among indented ones": f"第一章 任务\n{INDENTED}重点项目\n建设东岸大桥。\n",
    "among others": f"第一章 任务\n{FLUSH}重点项目\n建设东岸大桥。\n",
    "above a page break": f"第一章 任务\n{INDENTED}重点项目\n\f建设东岸大桥。\n",
}


@pytest.mark.parametrize("kind", [DOCX, HTML, ARCHIVE, MARKDOWN])
@pytest.mark.parametrize("text", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_paragraph_of_the_original_is_asked_about_and_not_joined(
    tmp_path: Path, text: str, kind: str
) -> None:
    root = taken_project(tmp_path, text, kind)
    with pytest.raises(Problems) as found:
        outline_of(root)
    (question,) = found.value.questions
    kinds = [one.partition('kind = "')[2].partition('"')[0] for one in question.answers]
    assert kinds == ["paragraph", "join", "omit", "heading"]
    assert main(["--root", str(root), "repair", "--accept", "all"]) == 0
    assert texts(outline_of(root).paragraphs())[-2:] == ["重点项目", "建设东岸大桥。"]


@pytest.mark.parametrize("kind", ["plain text", "PDF file"])
def test_a_line_of_another_original_may_go_on(tmp_path: Path, kind: str) -> None:
    root = taken_project(tmp_path, PARAGRAPHS["among indented ones"], kind)
    assert texts(outline_of(root).paragraphs())[-1] == "重点项目建设东岸大桥。"


@pytest.mark.parametrize("kind", [DOCX, HTML])
def test_paragraphs_that_are_broken_all_the_same_are_joined(tmp_path: Path, kind: str) -> None:
    """At a margin, since each line was saved as a paragraph; and after a comma, as is proposed."""
    root = taken_project(tmp_path, paged([("", "")] * 5), kind)
    assert are_whole("\n".join(texts(outline_of(root).paragraphs())), 5)
    text = f"第一章 任务\n{FLUSH}建设东岸大桥，\n方便出行。\n"
    with pytest.raises(Problems) as found:
        outline_of(taken_project(tmp_path, text, kind))
    assert 'kind = "join"' in found.value.questions[0].answers[0]


def test_a_line_that_is_declared_to_be_text_is_no_running_head() -> None:
    text = paged([*PLAIN, *[("东海年鉴", "")] * 5])
    line = text.split("\n").index("东海年鉴") + 1
    declared = (
        f'[[repair]]\nkind = "paragraph"\nline = {line}\nbefore = "东海年鉴"\n'
        'why = { zh = "原文如此。", en = "As in the original." }\n'
    )
    repaired, count = heads_in(text, declared=declared)
    assert (repaired.questions, len(repaired.used), count) == ((), 1, 4)
    assert repaired.text.split("\n").count("东海年鉴") == 1


@pytest.mark.parametrize(("mark", "are_removed"), [("\f", False), ("— {} —", True)])
def test_the_page_breaks_of_an_author_have_no_running_heads(
    tmp_path: Path, mark: str, *, are_removed: bool
) -> None:
    """Where the original has paragraphs, its pages are cut only where it shows their numbers."""
    text = paged([*PLAIN, *[("工作清单", "")] * 4], mark=mark)
    root = taken_project(tmp_path, text, DOCX)
    counts = Conversion(read_sources(source_files(root))).repaired.journal.counts()
    assert counts.get("running-head", 0) == 4 * are_removed


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (
            "1\n海绵城市\n由城管局负责推进。\n2\n海绵公园\n由园林局负责推进。\n3\n海绵公园\n每年评估。",
            3,
        ),
        (
            "1\n发展目标\n由城管局负责推进。\n2\n发展目标\n由园林局负责推进。\n3\n发展目标\n每年评估。",
            0,
        ),
        ("1\n海绵城市由城管局负责推进。\n2\n海绵公园由园林局负责推进。\n3\n每年评估。", 0),
    ],
    ids=["cells", "running heads", "pages of sentences"],
)
def test_serial_numbers_above_their_cells_are_no_page_numbers(rows: str, kept: int) -> None:
    text = f"{REGION}\n第一章 任务\n按分工推进各项任务。\n{rows}\n"
    repaired, _ = heads_in(text)
    assert repaired.journal.counts().get("page-mark", 0) == 3 - kept


DRESSED = "\n".join(f"第{number}段的各项工作已经完成。\n— {number} —" for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("cells", "removed"),
    [("110\n完成\n48\n49\n完成", 0), (f"{DRESSED}\n1\n节水工程\n2\n供水工程及其他", 3), (f"{DRESSED}\n\f6\n节水", 3)],
    ids=["values", "serial numbers among other page marks", "a number that opens a page"],
)  # fmt: skip
def test_numbers_of_a_table_are_no_page_numbers(cells: str, removed: int) -> None:
    repaired, _ = heads_in(f"{REGION}\n第一章 任务\n按分工推进各项任务。\n{cells}\n")
    assert repaired.journal.counts().get("page-mark", 0) == removed


@pytest.mark.parametrize("mark", ["- 1 -\n\f", "- 1 -\n", "1\n\f", "\f1\n"])
def test_a_page_mark_between_two_rows_is_no_row(mark: str) -> None:
    rows = ["序号    指标    2025年    2030年", "1    床位    3.2    4.5", "2    占比    59    73"]
    mark = mark.replace("1", f"{' ' * 20}1") if "-" not in mark else f"{' ' * 20}{mark}"
    text = "\n".join(
        [REGION, "第一章 目标", "完善体系。", "表1 指标", *rows[:2], f"{mark}{rows[2]}"]
    )
    repaired, _ = heads_in(f"{text}\n第二章 保障\n加强领导。\n")
    assert [line.split("\t") for line in repaired.text.split("\n") if "\t" in line] == [
        row.split() for row in rows
    ]


def test_a_page_mark_inside_a_line_that_comes_again_is_no_fault() -> None:
    text = paged([("", "")] * 5, mark="东海— {} —年鉴")
    assert heads_in(text)[1] == 0


def test_the_pieces_of_a_date_are_joined_first() -> None:
    text = "第一章 整改\n　　在2014\n　　年11月15日\n　　前完成整改，落实责任。\n　　加强宣传。\n"
    found = [one for one in asked(text, "") if one.line in {2, 3}]
    assert ['kind = "join"' in one.answers[0] for one in found] == [True, True]


@pytest.mark.parametrize(
    "lines",
    [
        ["在2014", "年11月15日", "前完成整改。"],
        ["2014", "年", "11", "月", "15", "日前完成整改。"],
        ["投资", "1.5", "亿元，修路12", "公里。"],
    ],
)
def test_the_pieces_of_a_date_or_an_amount_are_joined_though_each_is_a_paragraph(
    lines: list[str],
) -> None:
    """A page that tears them apart says nothing; and they are no list."""
    text = "\n".join(["第一章 整改", *lines, "加强宣传。", ""])
    found = repair(decode(text.encode()), Repairs((), None), are_whole=True)
    assert "".join(lines) in found.text.split("\n")
    asked = [one.answers[0] for one in found.questions]
    assert ['kind = "join"' in one for one in asked] == [True] * (len(lines) - 1)


def test_a_heading_that_is_there_twice_is_a_running_head_first() -> None:
    text = "第一篇 总论\n第一篇 总论\n第一章 基础\n发展经济。\n第二章 任务\n改善民生。\n"
    (twice,) = [one for one in asked(text, "") if "out of order" in one.found]
    assert ['kind = "omit"' in one for one in twice.answers] == [True, False, False]
    assert asked(text, twice.answers[0]) == ()
    assert [one.title.text for one in outline_with(text, twice.answers[0]).chapters] == ["总论"]


@pytest.mark.parametrize("mark", ["（{}）", "{}、", "{}."])
@pytest.mark.parametrize("numbers", [(1, 2, 2, 3), (1, 2, 3, 2)])
def test_a_heading_with_a_number_that_was_before_stays_one(
    mark: str, numbers: tuple[int, ...]
) -> None:
    marks = [mark.format(one if "." in mark else "零一二三"[one]) for one in numbers]
    titles = ["发展产业", "改善民生", "保护生态", "深化改革"]
    lines = [f"{own}{title}\n做好{title}工作。\n" for own, title in zip(marks, titles, strict=True)]
    text = f"第一章 目标\n{''.join(lines)}"
    (slip,) = [one for one in asked(text, "") if "out of order" in one.found]
    assert 'kind = "heading"' in slip.answers[0]
    children = outline_with(text, slip.answers[0]).chapters[0].children
    assert [one.title.text for one in children] == titles


def test_an_item_with_a_number_that_was_before_is_text_first() -> None:
    text = "第一章 目标\n要建设：\n（一）公园\n（二）学校\n（二）医院\n第二章 任务\n改善民生。\n"
    (slip,) = [one for one in asked(text, "") if "out of order" in one.found]
    assert 'kind = "paragraph"' in slip.answers[0]


def test_counts_are_replaced_and_entries_added() -> None:
    file = '# Head.\n[mechanical]\nspace = 3\ntab = 1\n\n[[repair]]\nkind = "typo"\n'
    answers = ["[mechanical]\nspace = 5", "[mechanical]\ngap = 2", '[[family]]\nmark = "1."']
    assert accepted(file, answers) == (
        '# Head.\n[mechanical]\nspace = 5\ntab = 1\ngap = 2\n\n[[repair]]\nkind = "typo"\n\n'
        '[[family]]\nmark = "1."\n'
    )


TITLED = "某区规划纲要\n区长 王某\n2026年3月\n第一章 交通\n道路畅通。\n" + END


def test_the_title_is_the_line_that_the_description_names(tmp_path: Path) -> None:
    root = tiny_project(tmp_path, TITLED.replace(" 王", "王"))
    title = outline_of(root).title
    assert title is not None
    assert title.sentences[0].text == "某区规划纲要"


def test_a_title_on_two_lines_is_one(tmp_path: Path) -> None:
    root = tiny_project(tmp_path, "某区国民经济和社会发展规划纲要\n" + PLAN)
    broken = "某区国民经济\n和社会发展\n规划纲要\n" + PLAN
    (root / "source/plan.zh.txt").write_text(broken, "utf-8")
    (root / FILE).write_text("[mechanical]\nline-break = 2\n", "utf-8")
    title = outline_of(root).title
    assert title is not None
    assert title.sentences[0].text == "某区国民经济和社会发展规划纲要"


@pytest.mark.parametrize(
    ("opening", "is_title"),
    [
        ("某区规划纲要\n", True),
        ("某区\n规划\n纲要\n", True),
        ("某区规划纲要，根据上级建议编制。\n", True),
        ("关于印发某区规划纲要的通知\n", False),
        ("某县规划纲要\n", False),
    ],
)
def test_a_title_is_judged_alike_before_and_after_the_conversion(
    tmp_path: Path, opening: str, *, is_title: bool
) -> None:
    root = tiny_project(tmp_path, "某区规划纲要\n" + PLAN)
    (root / "source/plan.zh.txt").write_text(opening + PLAN, "utf-8")
    (root / FILE).write_text("", "utf-8")
    assert main(["--root", str(root), "convert"]) == (not is_title)
    assert has_title(opening + PLAN, "某区规划纲要") is is_title


def test_a_title_that_the_text_lacks_stops_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny_project(tmp_path, "某区规划纲要\n" + PLAN)
    (root / "source/plan.zh.txt").write_text("某县规划纲要\n" + PLAN, "utf-8")
    assert main(["--root", str(root), "convert"]) == 1
    said = capsys.readouterr().err
    assert "source/plan.toml: title: no opening line of the text reads 「某区规划纲要」" in said
    assert "「某县规划纲要」" in said


def entry(kind: str, line: int, before: str, after: str = "") -> str:
    change = f'after = "{after}"\n' if after else ""
    return (
        f'[[repair]]\nkind = "{kind}"\nline = {line}\nbefore = "{before}"\n{change}'
        'why = { zh = "甲。", en = "A." }\n'
    )


FAMILY = '[[family]]\nmark = "一、"\nreads = "heading"\nwhy = { zh = "甲。", en = "A." }\n'
RUN_IN = "第一章 民生\n一、办好学校。新建学校两所。\n二、办好医院。新建医院一所。\n"
# What is declared, on which text; the question, and the declarations that its first answer leaves.
TAKEN_BACK = {
    "a split that matches nothing": (
        [entry("split", 1, "乙丙", "乙\\n丙")],
        "第一章 交通\n道路畅通。\n",
        "source/repairs.toml:3: split of line 1: 「乙丙」 matches nothing",
        [],
    ),
    "two splits of one place": (
        [
            entry("split", 1, "第一章 交通道路", "第一章 交通\\n道路"),
            entry("split", 1, "一章 交通道", "一章 交通\\n道"),
        ],
        "第一章 交通道路畅通。\n",
        "source/repairs.toml:10: split of line 1 and split of line 1 change the same place",
        [0],
    ),
    "a reading that is not needed": (
        [entry("heading", 2, "道路"), entry("paragraph", 3, "桥梁")],
        "第一章 交通\n道路畅通。\n桥梁畅通。\n",
        "source/repairs.toml:3: heading of line 2: it is not needed",
        [1],
    ),
    "a heading that is one anyway": (
        [entry("heading", 2, "一、道路")],
        "第一章 交通\n一、道路\n道路畅通。\n",
        "source/repairs.toml:3: heading of line 2: it is not needed, or 「一、道路」 is not there",
        [],
    ),
    "a family whose lines are paragraphs": (
        [entry("paragraph", 2, "一、"), entry("paragraph", 3, "二、"), FAMILY],
        RUN_IN,
        "source/repairs.toml:15: family 「一、」: it is not needed, since paragraph of line 2 is declared",
        [2],
    ),
    "a family of which there is no line": (
        [FAMILY],
        "第一章 交通\n道路畅通。\n",
        "source/repairs.toml:3: family 「一、」: it is not needed, or no line has such a mark",
        [],
    ),
    "a text with full stops": (
        ['[text]\nlines = "sentences"\nwhy = { zh = "甲。", en = "A." }\n'],
        "第一章 交通\n道路畅通。\n",
        "source/repairs.toml:3: [text]: sentences end with full stops",
        [],
    ),
    "a text that is not broken": (
        ['[text]\nlines = "broken"\nwhy = { zh = "甲。", en = "A." }\n'],
        "第一章 交通\n道路畅通。\n桥梁畅通。\n",
        "source/repairs.toml:3: [text]: sentences end with full stops, and the lines are not ragged",
        [],
    ),
    "a gap at a line without a paragraph": (
        ['[[missing]]\nlabel = "表9"\nline = 99\nnotice = { zh = "缺表。", en = "Lost." }\n'],
        "第一章 交通\n道路畅通。\n",
        "source/repairs.toml:3: missing 表9: line 99 has no paragraph",
        [],
    ),
}


@pytest.mark.parametrize(
    ("entries", "text", "said", "left"), TAKEN_BACK.values(), ids=list(TAKEN_BACK)
)
def test_an_entry_that_does_not_fit_is_taken_back_by_its_number(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    entries: list[str],
    text: str,
    said: str,
    left: list[int],
) -> None:
    root = tiny_project(tmp_path, text + END)
    (root / FILE).write_text("[mechanical]\n\n" + "\n".join(entries), "utf-8")
    assert main(["--root", str(root), "repair"]) == 1
    assert said in capsys.readouterr().err
    assert main(["--root", str(root), "repair", "--accept", "1"]) == 0
    kept = "\n".join(entries[index] for index in left)
    assert (root / FILE).read_text("utf-8").split() == f"[mechanical]\n{kept}".split()


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        (
            "加强领导建立机制，明确分工，落实责任。办好实事，关爱老人。",
            "加强领导建立机制，明确分工，落实",
        ),
        ("加强组织。建立全区各级各类机制，明确分工。落实责任。", "加强"),
        ("优化服务提升各类各级水平。全面落实责任。", "优化服务提升各类各级"),
    ],
)
def test_a_cut_is_proposed_inside_the_first_sentence_and_not_after_a_comma(
    tmp_path: Path, line: str, cut: str
) -> None:
    others = "".join(
        f"{n}、全面推进全区{n}服务体系建设\n关爱老人。\n" for n in ("一", "三", "四", "五")
    )
    first, rest = others[: len(others) // 4], others[len(others) // 4 :]
    root = tiny_project(tmp_path, f"第一章 民生\n{first}二、{line}\n{rest}{END}")
    with pytest.raises(Problems) as asked:
        outline_of(root)
    answers = [one for problem in asked.value.problems for one in problem.answers]
    cuts = re.findall(r'after = "二、(.*?)\\n', "\n".join(answers))
    assert cuts == [cut]


def test_an_answer_that_was_wrong_is_taken_back_where_the_line_is_asked_about_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "第一章 民生\n一、学校\n办好学校。\n二、医院办好医院，方便就诊。新建医院一所。\n三、养老\n关爱老人。\n"
    root = tiny_project(tmp_path, text + END)
    wrong = entry("split", 4, "二、医院办好医院，方便就诊。新", "二、医院办好医院，方便就诊。\\n新")
    (root / FILE).write_text(f"[mechanical]\n\n{wrong}", "utf-8")
    assert main(["--root", str(root), "repair"]) == 1
    assert "# take back line 3 of source/repairs.toml: split of line 4" in capsys.readouterr().err
    assert main(["--root", str(root), "repair", "--accept", "1d"]) == 0
    assert (root / FILE).read_text("utf-8") == "[mechanical]\n"
    assert main(["--root", str(root), "repair", "--accept", "all"]) == 0
    assert [one.title.text for one in outline_of(root).chapters[0].children] == [
        "学校", "医院", "养老",
    ]  # fmt: skip


def test_an_answer_that_clashes_with_an_entry_says_with_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "第一章 交通\n　　建设桥梁，\n道路畅通\n　　方便出行。\n第二章 民生\n　　关爱老人。\n"
    root = tiny_project(tmp_path, text)
    left_out = entry("omit", 3, "道路畅通")
    (root / FILE).write_text(f"[mechanical]\n\n{left_out}", "utf-8")
    for _ in range(2):
        assert main(["--root", str(root), "repair", "--accept", "1c"]) == 0
        said = capsys.readouterr().out
        assert said.startswith("0 of 2 questions answered")
        assert (
            "clash     join of line 2, 「建设桥梁， 方便出行。」, does not fit source/repairs.toml:3"
            " (omit of line 3, 「道路畅通」): take that back if it is wrong\n"
        ) in said


def test_of_two_readings_of_a_line_the_first_in_the_file_holds() -> None:
    """In every run: sets, in which readings are kept, have no order of their own."""
    entries = [entry(kind, 2, "一、学校") for kind in ("heading", "paragraph", "item", "contents")]
    for first in range(len(entries)):
        file = "\n".join(("[mechanical]\n", *entries[first:], *entries[:first])).encode()
        readings = declarations_of(file).repair
        found = [by_line(order)[2] for order in permutations(readings)]
        assert all(one == list(readings) for one in found)


EVERY_KIND = [
    entry("join", 2, "道\\n路", "道路"),
    FAMILY,
    '[[missing]]\nlabel = "表9"\nline = 2\nnotice = { zh = "缺表。", en = "Lost." }\n',
    '[text]\nlines = "sentences"\nwhy = { zh = "甲。", en = "A." }\n',
    '[[style]]\nlevel = 2\nwhy = { zh = "甲。", en = "A." }\n',
    '[[note]]\nreference = "1.0.0.1.1"\nquote = "道路"\nnote = { zh = "甲。", en = "A." }\n',
]


def test_an_entry_of_any_kind_is_listed_and_taken_back_by_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tiny_project(tmp_path, "第一章 交通\n道路畅通。\n" + END)
    counts = "[mechanical]\nspace = 0\n"
    for taken in range(len(EVERY_KIND)):
        (root / FILE).write_text("\n".join((counts, *EVERY_KIND)), "utf-8")
        assert main(["--root", str(root), "repair", "--list", "entries"]) == 0
        listed = capsys.readouterr().out.splitlines()
        assert [one.split("  ")[0] for one in listed] == ["1", "2", "3", "4", "5", "6"]
        assert 'source/repairs.toml:4: [[repair]], kind = "join", line = 2' in listed[0]
        assert main(["--root", str(root), "repair", "--take-back", str(taken + 1)]) == 0
        assert capsys.readouterr().out.startswith("taken back: [")
        kept = [one for at, one in enumerate(EVERY_KIND) if at != taken]
        assert (root / FILE).read_text("utf-8").split() == "\n".join((counts, *kept)).split()


@pytest.mark.parametrize("word", ["0", "7", "2b", "5-3", "6-7", "all"])
def test_what_is_no_number_of_an_entry_takes_nothing_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    root = tiny_project(tmp_path, "第一章 交通\n道路畅通。\n" + END)
    before = "\n".join(("[mechanical]\n", *EVERY_KIND))
    (root / FILE).write_text(before, "utf-8")
    assert main(["--root", str(root), "repair", "--take-back", "1", word]) == 1
    assert f"--take-back: {word} is none of the 6 entries" in capsys.readouterr().err
    assert (root / FILE).read_text("utf-8") == before


def test_answers_that_do_not_fit_together_are_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a question proposes, what is accepted can be read again."""
    root = tiny_project(tmp_path, RUN_IN + END)
    good = entry("split", 2, "学校。新", "学校。\\n新")
    proposed = [
        good,
        entry("split", 2, "校。新建", "校。\\n新建"),
        entry("split", 3, "学校", "学\\n校"),
        '[[missing]]\nlabel = "表\\t9"\nline = 2\nnotice = { zh = "缺。", en = "Lost." }\n',
    ]
    found = tuple(Problem("x", "y", "z", answers=(one,)) for one in proposed)
    real, asked = repair_command.problems_of, [found]
    monkeypatch.setattr(
        repair_command, "problems_of", lambda files: asked.pop() if asked else real(files)
    )
    assert main(["--root", str(root), "repair", "--accept", "all"]) == 0
    assert "1 of 4 questions answered" in capsys.readouterr().out
    assert (root / FILE).read_text("utf-8").split() == f"[mechanical]\n{good}".split()
