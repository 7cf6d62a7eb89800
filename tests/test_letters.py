"""A plan that a letter (通知) issues as its annex: what is in front of it, and what is the plan."""

from __future__ import annotations

import pytest

from planbook.problems import Problems
from planbook.sources import Declarations, toml
from planbook.structure.letters import titles
from planbook.structure.model import Outline
from planbook.structure.parse import parse, solid_lines
from planbook.text import answers
from planbook.text.decode import Text
from planbook.text.repair import Repairs, repair
from test_grammar import row

TITLE = "临江市“十五五”养老服务规划"
OTHER = "临江市“十五五”托育服务规划"
LETTER = "临江市人民政府关于印发规划的通知\n　　现将规划印发给你们。\n"
SIGNED = "临江市人民政府\n2026年2月1日\n"
PLAN = "一、总体要求\n　　坚持以人为本。\n二、保障措施\n　　加强组织领导。\n"
CHAPTERS = ["1 chapter: [一、] 总体要求", "2 chapter: [二、] 保障措施"]


def outlined(text: str, title: str = TITLE) -> Outline:
    source = Text(text, "utf-8", b"", "\n")
    return parse(repair(source, Repairs((), None), title), (), title)


def headings(outline: Outline) -> list[str]:
    return [row(one) for one in outline.divisions()]


@pytest.mark.parametrize(
    "front",
    [
        f"{LETTER}附件\n{TITLE}\n",
        f"{LETTER}附件1\n{TITLE}\n",
        f"{LETTER}附件：{TITLE}\n{TITLE}\n",
        f"{LETTER}附件：{TITLE}\n{SIGNED}{TITLE}\n",
        f"{LETTER}附件：{TITLE}\n{SIGNED}附件\n{TITLE}\n",
        f"{LETTER}　　附件：1．{TITLE}\n　　　　　2．重点项目表\n{SIGNED}附件1\n{TITLE}\n",
        f"{LETTER}附件\n临江市“十五五”养老\n服务规划\n",
        f"{LETTER}　　一、提高认识。要重视。\n　　二、加强领导。要落实。\n{SIGNED}附件\n{TITLE}\n",
        f"{TITLE}\n临江市人民政府\n{LETTER}附件：{TITLE}\n{SIGNED}附件\n{TITLE}\n前　言\n　　为此编制。\n",
    ],
    ids=[
        "附件",
        "附件1",
        "list",
        "signed",
        "list and label",
        "two",
        "two lines",
        "points",
        "cover",
    ],
)
def test_the_annex_with_the_title_of_the_plan_is_the_plan(front: str) -> None:
    outline = outlined(front + PLAN)
    assert headings(outline) == CHAPTERS
    assert outline.title
    assert "".join(one.text for one in outline.title.sentences) == TITLE


@pytest.mark.parametrize("label", [f"附件1 {TITLE}", f"附件：{TITLE}", f"附件1：{TITLE}"])
def test_a_title_on_the_line_of_its_label_is_the_title(label: str) -> None:
    outline = outlined(f"{LETTER}{label}\n{PLAN}")
    assert headings(outline) == CHAPTERS
    assert outline.title
    assert outline.title.sentences[0].text == label


def test_what_is_in_front_is_kept_and_a_later_annex_stays_one() -> None:
    listed = f"附件：1.{TITLE}\n2.重点项目表\n"
    text = (
        f"{LETTER}{listed}{SIGNED}附件1\n{TITLE}\n{PLAN}附件2\n重点项目表\n项目\t投资\n养老院\t3\n"
    )
    outline = outlined(text)
    assert [one.sentences[0].text for one in outline.front] == [
        "临江市人民政府关于印发规划的通知",
        "现将规划印发给你们。",
        f"附件：1.{TITLE}",
        "2.重点项目表",
        "临江市人民政府",
        "2026年2月1日",
        "附件1",
        TITLE,
    ]
    assert headings(outline) == [*CHAPTERS, "a1 chapter: [] 附件2 重点项目表"]


TWO = f"{LETTER}附件：1.{TITLE}\n2.{OTHER}\n{SIGNED}附件1\n{TITLE}\n{PLAN}附件2\n{OTHER}\n{PLAN}"


def test_of_two_plans_the_second_stays_an_annex() -> None:
    assert headings(outlined(TWO))[:3] == [*CHAPTERS, f"a1 chapter: [] 附件2 {OTHER}"]


def test_a_plan_in_front_of_the_one_that_is_meant_is_asked_about() -> None:
    with pytest.raises(Problems) as raised:
        outlined(TWO, OTHER)
    (problem,) = raised.value.problems
    assert problem.found.startswith(f"「附件1 {TITLE}」, in front of the plan")
    assert (problem.line, problem.last_line) == (7, 12)
    omit, keep = problem.answers
    assert omit == answers.reading("omit", 7, f"附件1 {TITLE}", "omit_annex", last=12)
    assert keep == answers.reading("paragraph", 7, f"附件1 {TITLE}")


def test_an_annex_behind_the_plan_that_repeats_its_title_is_no_plan() -> None:
    text = f"{TITLE}\n{PLAN}附件\n{TITLE}\n编制说明\n一、背景\n　　说明背景。\n"
    assert headings(outlined(text))[:2] == CHAPTERS


NOTICE = "临江市人民政府关于防汛工作的通知\n各区人民政府：\n　　抓好下列工作。\n"
RULES = "临江市养老机构管理办法（试行）\n第一条 目的\n　　规范管理。\n"


@pytest.mark.parametrize(
    ("below", "first"),
    [
        (f"{SIGNED}{NOTICE}一、排查\n　　排查隐患。\n二、值守\n　　加强值守。\n", 0),
        (f"{SIGNED}{NOTICE}", 0),
        (NOTICE.replace("\n", "\n临政发〔2026〕3号\n", 1), 0),
        (f"{SIGNED}{RULES}", 0),
        (f"临江市托育服务工作方案\n{PLAN}临江市就业服务工作方案\n{PLAN}", 1),
    ],
)
def test_documents_below_the_plan_are_asked_about_once(below: str, first: int) -> None:
    """They are left out, or a heading each, or text."""
    text = f"{TITLE}\n{PLAN}{below}"
    with pytest.raises(Problems) as found:
        outlined(text)
    (question,) = found.value.problems
    omit, heading, paragraph = question.answers
    lines = text.splitlines()
    assert f'before = "{lines[question.line - 1][:20]}"' in omit
    assert f"last = {len(lines)}" in omit
    assert headings(outlined_with(text, omit)) == CHAPTERS
    made = headings(outlined_with(text, heading))
    assert made[:2] == CHAPTERS
    assert made[2].startswith("3 chapter: [] ")
    assert first == sum(one.startswith("4 chapter: [] ") for one in made)
    assert paragraph.count('kind = "paragraph"') == first + 1


def test_a_document_is_left_out_from_the_first_line_of_its_title_on() -> None:
    text = f"{TITLE}\n{PLAN}关于养老服务的\n实施方案\n{PLAN}"
    with pytest.raises(Problems) as found:
        outlined(text)
    (question,) = found.value.problems
    assert (question.line, question.last_line) == (6, 11)
    assert headings(outlined_with(text, question.answers[0])) == CHAPTERS


@pytest.mark.parametrize("below", ["附件\n托育服务\n实施方案\n", "2026年工作计划\n"])
def test_the_title_of_an_annex_or_a_part_begins_no_other_document(below: str) -> None:
    source = Text(f"{TITLE}\n{PLAN}{below}{PLAN}", "utf-8", b"", "\n")
    lines, _ = solid_lines(repair(source, Repairs((), None), TITLE))
    assert not list(titles(lines, TITLE))


def outlined_with(text: str, declared: str) -> Outline:
    found = toml(declared.encode(), "source/repairs.toml", Declarations)
    source = Text(text, "utf-8", b"", "\n")
    return parse(repair(source, Repairs(found.repair, None), TITLE), (), TITLE)
