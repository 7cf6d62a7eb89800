"""A text whose lines are broken, in whatever way, is whole again, or the question says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice, product

import pytest

from planbook.begin.take import take
from planbook.characters import width
from planbook.locales import Bilingual
from planbook.text.declared import TextReading
from planbook.text.decode import Text
from planbook.text.repair import Repaired, Repairs, repair
from test_repair import END, asked

WHO = ("全县", "各乡镇", "高新区", "重点企业", "有关部门", "产业园区")
WHAT = (
    "坚持创新驱动，加快构建现代产业体系", "围绕3.5万亩基地，完善道路和水利设施", "推进第一、二产业融合",
    "建设5个园区、12个项目，新增就业2.5万人", "落实《条例》（2024年修订），保护生态环境",
    "健全医疗、教育、养老等公共服务，改善群众生活",
)  # fmt: skip
NUMERALS = "一二三四五六七八九十"
UNIT = re.compile(r"[“《（]*(?:[!-~]+|.)[，。、；：）》”]*")
"""What no program parts: a number, or a character with its marks."""


def paragraphs(stop: str = "。") -> list[str]:
    """Headings, each above some paragraphs of different lengths."""
    found = islice(product(WHO, WHAT, WHAT), 0, None, 7)
    texts = [f"{who}{one}，{other}{stop}"[at % 4 :] for at, (who, one, other) in enumerate(found)]
    heads = [f"第{number}章 重点任务" for number in "一二三四五"]
    return [
        line for at, head in enumerate(heads) for line in (head, *texts[at * 5 :][: 3 + at % 3])
    ]


def broken(
    text: str, widths: list[int], indent: str, measure: Callable[[str], float] = len
) -> Iterator[str]:
    """The lines of a paragraph, as wide as the widths say in turn."""
    line, at = indent, 0
    for unit in UNIT.findall(text):
        if measure(line + unit) > widths[at % len(widths)] and line.strip():
            yield line
            line, at = "", at + 1
        line += unit
    yield line


def repaired(text: str, reading: TextReading | None = None) -> Repaired:
    return repair(Text(text, "utf-8", b"", "\n"), Repairs((), None, text=reading))


def whole(made: Repaired) -> list[str]:
    return [one.strip() for one in made.text.split("\n") if one.strip()]


@pytest.mark.parametrize("widths", [[19], [24], [31], [22, 27, 24, 20, 26]], ids=str)
@pytest.mark.parametrize(("indent", "gap"), [("", ""), ("　　", ""), ("", "\n")])
@pytest.mark.parametrize("stop", ["。", ""], ids=["stops", "no stops"])
def test_a_text_that_is_broken_throughout(
    widths: list[int], indent: str, gap: str, stop: str
) -> None:
    """Without full stops, indents, and blank lines, a full last line looks like any other."""
    texts = paragraphs(stop)
    lines = ["\n".join(broken(one, widths, indent)) for one in texts]
    made = repaired(f"\n{gap}".join(lines) + "\n")
    wrong = set(texts) - set(whole(made))
    assert len(made.questions) <= 1
    if indent or gap or stop:
        assert not wrong
    else:
        assert len(wrong) < len(texts) / 2
        assert "a full one goes on in the next" in made.questions[0].found


OWN = [
    "（{}）{}。",
    "（{}）{}（牵头单位：县财政局、县科技局等）。",
    "（{}）按各单位职责{}。（牵头单位：县财政局）",
]
"""Numbered sentences; what names an office is no note below a table, nor a line of its own."""


@pytest.mark.parametrize("end", [16, 18, 21])
@pytest.mark.parametrize("indent", ["　　", "    "])
@pytest.mark.parametrize("only", [True, False], ids=["numbered", "mixed"])
def test_a_text_with_indents_is_broken_by_the_width_of_its_source(
    end: int, indent: str, *, only: bool
) -> None:
    """With these, stray blanks, and folded marks, and where the lines read like headings."""
    texts = [
        OWN[at % 3].format(NUMERALS[at % 10], one) if only or at % 2 else f"{one}。"
        for at, one in enumerate(f"{who}{one}" for one, who in product(WHAT, WHO))
        if at % 10 or only
    ]
    folded = [one.replace("，", ",").replace("万", " 万") for one in texts]
    lines = ["\n".join(broken(one, [end], indent, width)) for one in ("一、任务", *folded)]
    made = repaired("\n".join(lines) + "\n")
    assert (whole(made), made.questions) == (["一、任务", *texts], ())


@pytest.mark.parametrize("hang", [*("  " * one for one in (1, 2, 3, 4)), "　", "　　", "　　　"])
@pytest.mark.parametrize("end", [22, 29, 32])
@pytest.mark.parametrize("form", ["第{}条 {}。", "（{}）{}。", "{}、{}。"])
@pytest.mark.parametrize("first", ["", "　　"], ids=["flush", "in a text with indents"])
def test_a_text_with_hanging_indents(hang: str, end: int, form: str, first: str) -> None:
    """What is further to the right than a full line goes on with it: in laws, in lists, above blocks."""
    items = [form.format(NUMERALS[at], f"{WHO[at % 6]}{WHAT[at % 6]}") for at in range(10)]
    texts = [f"{who}{one}，{other}。" for who, one, other in zip(WHO, WHAT, WHAT[1:], strict=False)]
    block = (first, "") if first else (hang, hang)
    lines = [
        "第一章 任务", *(under(one, end, first, first + hang) for one in items),
        "第二章 保障", *(under(one, end, *block) for one in texts),
    ]  # fmt: skip
    made = repaired("\n".join((*lines, "")))
    assert whole(made) == ["第一章 任务", *items, "第二章 保障", *texts]
    assert all("ends a sentence" in one.found for one in made.questions)


def under(text: str, end: float, first: str, hang: str) -> str:
    """The lines of a paragraph with one indent on its first line, and one on all others."""
    made, line = list[str](), first
    for unit in UNIT.findall(text):
        if width(line + unit) > end:
            made.append(line)
            line = hang
        line += unit
    return "\n".join((*made, line))


@pytest.mark.parametrize("widths", [[19], [24]], ids=str)
@pytest.mark.parametrize(("indent", "gap"), [("", ""), ("　　", ""), ("", "\n")])
def test_a_text_that_has_lost_half_of_its_full_stops(
    widths: list[int], indent: str, gap: str
) -> None:
    """One question; a paragraph may only be joined to the next if its last line is full."""
    texts = [one.removesuffix("。") if at % 2 else one for at, one in enumerate(paragraphs())]
    lines = ["\n".join(broken(one, widths, indent)) for one in texts]
    made = repaired(f"\n{gap}".join(lines) + "\n")
    (question,) = made.questions
    assert "many paragraphs end without a full stop" in question.found
    assert len(set(texts) - set(whole(made))) <= (0 if indent else 2)


FULL = "全县坚持创新驱动，建设园区。"
FLUSH = [
    "第一章 产业", "全县坚持创新驱动，加快构建产", "业体系，完善道路设施，改善群", "众生活，发展二三产业，促进就", "业创业，增加居民收入，落实条",
    "例规定，保护生态环境，推进融", "合发展。", FULL, "推进融合发展。", FULL, "健全公共服务。", FULL, "改善群众生活。", FULL, "促进就业创业。",
    FULL, "完善道路设施。", "第二章 保障", "加强领导。",
]  # fmt: skip


def test_full_lines_that_end_a_sentence_are_one_question() -> None:
    text = "\n".join(FLUSH) + "\n"
    (question,) = repaired(text).questions
    assert question.found == "5 full lines end a sentence: the paragraph may end there, or go on"
    assert ['"broken"' in one for one in question.answers] == [True, False]
    for way, count in ("broken", 14), ("flowing", 9):
        made = repaired(text, TextReading(way, Bilingual("甲。", "A.")))
        assert (len(made.questions), len(whole(made))) == (0, count)


FEW = """\
第一章 发展目标
到2025年，全县第一、二、三产业协调发展，增加值达到3.5亿元，建设5个园区、1.5万亩基地。
第二章 重点任务
1.到2025年，全县第一、二、三产业协调发展，建设5个园区、2.5万亩基地，比例为10:45:45。
2.到2030年，全县第三产业增加值达到3.5亿元，完成投资1,200万元，实施第（一）期工程。
3.到2035年，全县建设“一、二级”市场5个、4.5万亩基地，第四，做好附件2的工作。
第三章 保障措施
加强组织领导，落实（二）期工程资金，完成1、2号项目，做到二、三级联动。
"""
SHORTEST = 12
"""Characters before a break: after fewer, half of a sentence may be a heading."""


def test_one_line_that_is_broken_anywhere() -> None:
    """It is joined, or asked about, even where the next line begins like an item or a heading."""
    lines, silent = FEW.rstrip().split("\n"), []
    for number, line in enumerate(lines, 1):
        for at in range(SHORTEST, len(line)):
            halves = line[:at], line[at:]
            if halves[1][0] in "，。、：）”%" or halves[0][-1] in "“（":
                continue
            text = "\n".join((*lines[: number - 1], *halves, *lines[number:])) + "\n"
            is_right = whole(repaired(text)) == lines
            if not is_right and not any(
                one.line in (number, number + 1) for one in asked(text, "")
            ):
                silent.append(halves)
    assert silent == []


def test_half_of_a_numbered_sentence_is_asked_about() -> None:
    text = FEW.replace("建设5个园区、2.5万", "建设\n5个园区、2.5万")
    question = next(one for one in asked(text, "") if one.line == 4)
    assert "reads like half of a heading or numbered sentence" in question.found
    assert whole(repaired(text)) == FEW.rstrip().split("\n")


def test_a_paragraph_in_a_box_has_no_indent() -> None:
    """It is whole below an indented title, although all others begin with an indent."""
    texts = [f"{one}。" for one in map("，".join, product(WHO, WHAT))]
    box = ["专栏1 粮食工程", "　　1.优质粮食工程", "发展优质粮油产品，推进产后服务。"]
    lines = ["第一章 任务", *("\n".join(broken(one, [24], "　　")) for one in texts), *box]
    made = repaired("\n".join((*lines, "第二章 保障", "　　加强领导。", "")))
    assert (made.questions, "1.优质粮食工程\n发展" in made.text) == ((), True)


@pytest.mark.parametrize(
    ("heading", "halves"),
    [
        ("（一）提升中医药健康服务能力", 11),
        ("（一）实施产业园区提升专项工程", 12),
        ("第二节 加强耕地保护", 9),
    ],
)
def test_a_heading_that_is_cut_inside_a_word_is_asked_about(heading: str, halves: int) -> None:
    text = f"第一章 任务\n加强领导。\n{heading}\n建设园区，完善道路。\n"
    (question,) = repaired(
        text.replace(heading, f"{heading[:halves]}\n{heading[halves:]}")
    ).questions
    assert (question.line, "join" in question.answers[0]) == (3, True)
    assert repaired(text).questions == ()


@pytest.mark.parametrize("indent", ["", "　　"])
def test_offices_that_sign_are_one_question(indent: str) -> None:
    names = f"{indent}某县人民政府\n{indent}某县财政局\n"
    (question,) = asked(f"第一章 交通\n道路畅通。\n{END}{names}", "")
    assert (question.line, question.last_line) == (5, 6)
    assert asked(f"第一章 交通\n道路畅通。\n{END}{names}", question.answers[0]) == ()


@pytest.mark.parametrize("sign", ["> ", ">", ">> "])
def test_a_text_that_a_mail_quotes_is_read_as_it_was(sign: str) -> None:
    quoted = "".join(f"{sign}{line}\n" for line in FEW.rstrip().split("\n"))
    assert take(quoted.encode(), "plan.txt").text == FEW
    assert take(f"第一章 交通\n{sign}道路畅通。\n".encode(), "plan.txt").text.count(">") == len(
        sign.strip()
    )


def test_lines_that_are_broken_here_and_there_are_one_question() -> None:
    """But for short ones without a comma, which may be titles."""
    texts = paragraphs()
    lines = [one for at, text in enumerate(texts) for one in halves(text, at)]
    made = repaired("\n".join(lines) + "\n")
    question, *others = made.questions
    assert question.found.startswith("9 lines end inside a sentence, at no margin: each goes on")
    assert [one for one in others if "，" in lines[one.line - 1]] == []
    assert whole(made) == texts


def halves(text: str, number: int) -> list[str]:
    """A paragraph, broken in two inside a word, each at another place; some are left whole."""
    places = [at for at in range(8, len(text) - 3) if text[at - 1 : at + 1].isalpha()]
    at = places[5 * number % len(places)] if places and number % 4 else len(text)
    return [text[:at], *filter(None, [text[at:]])]
