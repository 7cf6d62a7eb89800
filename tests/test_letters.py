"""A plan that a letter (通知) issues as its annex: what is in front of it, and what is the plan."""

from __future__ import annotations

import pytest

from planbook.problems import Problems
from planbook.sources import Declarations, toml
from planbook.structure.documents import titles
from planbook.structure.model import Outline
from planbook.structure.parse import UNKNOWN, parse, solid_lines
from planbook.structure.styles import Original, Shown
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


def outlined(text: str, title: str = TITLE, original: Original = UNKNOWN) -> Outline:
    source = Text(text, "utf-8", b"", "\n")
    return parse(repair(source, Repairs((), None), title, original.lines), (), title, original)


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


def test_a_title_on_two_lines_is_one_heading() -> None:
    text = f"{TITLE}\n{PLAN}临江市人民政府\n关于防汛工作的通知\n临政发〔2026〕3号\n　　抓好防汛。\n"
    with pytest.raises(Problems) as found:
        outlined(text)
    made = headings(outlined_with(text, found.value.problems[0].answers[1]))
    assert made == [*CHAPTERS, "3 chapter: [] 临江市人民政府关于防汛工作的通知"]


@pytest.mark.parametrize("below", ["附件\n托育服务\n实施方案\n", "2026年工作计划\n"])
def test_the_title_of_an_annex_or_a_part_begins_no_other_document(below: str) -> None:
    source = Text(f"{TITLE}\n{PLAN}{below}{PLAN}", "utf-8", b"", "\n")
    lines, _ = solid_lines(repair(source, Repairs((), None), TITLE))
    assert not list(titles(lines, TITLE))


def outlined_with(text: str, declared: str) -> Outline:
    found = toml(declared.encode(), "source/repairs.toml", Declarations)
    source = Text(text, "utf-8", b"", "\n")
    return parse(repair(source, Repairs(found.repair, None), TITLE), (), TITLE)


# --- documents in front of the plan, and others than those whose headings begin anew below it

REPORT = (
    "政府工作报告\n——2026年1月16日在临江市第十八届人民代表大会第五次会议上\n临江市市长　王明\n"
    "各位代表：\n　　现在报告工作。\n一、工作回顾\n　　成效显著。\n二、工作安排\n　　抓好落实。\n"
)
EXPLAINED = f"关于《{TITLE}（草案）》的说明\n临江市民政局\n　　受市政府委托，作如下说明。\n一、过程\n　　很顺利。\n"
SEEN = f"一图读懂《{TITLE}》\n　　养老院五所。\n"
READ = f"《{TITLE}》政策解读\n　　规划分为两章，为群众办实事。\n"
RESOLVED = (
    f"临江市第十八届人民代表大会第五次会议关于{TITLE}的决议\n"
    "（2026年1月20日临江市第十八届人民代表大会第五次会议通过）\n　　会议决定，批准规划。\n"
)
ISSUED = (
    "临江市人民政府关于印发规划的通知\n临政发〔2026〕3号\n各区人民政府：\n　　现印发给你们。\n"
    f"一、提高认识\n　　要充分认识。\n二、抓好落实\n　　要抓好落实。\n{SIGNED}"
)
CARE = f"临江市养老服务方案\n{PLAN}"
PARTS = "第一章 总则\n　　坚持以人为本。\n第二章 保障\n　　加强组织领导。\n"
OPENED = ["1 chapter: [第一章 ] 总则", "2 chapter: [第二章 ] 保障"]


@pytest.mark.parametrize("front", [REPORT, EXPLAINED, READ, CARE], ids=lambda one: one[:6])
@pytest.mark.parametrize("cover", ["", f"{TITLE}\n"])
def test_another_document_in_front_of_the_plan_is_asked_about(front: str, cover: str) -> None:
    """It is left out, or stays in front; a cover has the title of the plan, too."""
    text = f"{cover}{front}{TITLE}\n{PARTS}"
    with pytest.raises(Problems) as found:
        outlined(text)
    (question,) = found.value.problems
    name = front.partition("\n")[0]
    first = 1 + cover.count("\n")
    assert question.found == f"another document is in front of the plan: 「{name}」 in line {first}"
    assert (question.line, question.last_line) == (first, cover.count("\n") + front.count("\n"))
    left, kept = (outlined_with(text, one) for one in question.answers)
    assert headings(left) == headings(kept) == OPENED
    assert len(kept.front) - len(left.front) == front.count("\n")


@pytest.mark.parametrize("front", [RESOLVED, ISSUED], ids=["resolution", "letter"])
def test_who_adopted_or_issued_the_plan_stays_in_front(front: str) -> None:
    outline = outlined(f"{front}{TITLE}\n{PARTS}")
    assert headings(outline) == OPENED
    assert len(outline.front) == front.count("\n") + 1


@pytest.mark.parametrize(
    "below", [REPORT, EXPLAINED, READ, SEEN, RESOLVED, ISSUED, CARE], ids=lambda one: one[:6]
)
def test_headings_below_the_title_of_a_document_are_its_own_however_low(below: str) -> None:
    text = f"{TITLE}\n{PARTS}{below}"
    with pytest.raises(Problems) as found:
        outlined(text)
    (question,) = found.value.problems
    name = below.partition("\n")[0]
    assert question.found == f"another document is below the plan: 「{name}」 in line 6"
    omit, heading, _ = question.answers
    assert headings(outlined_with(text, omit)) == OPENED
    source = toml(heading.encode(), "source/repairs.toml", Declarations)
    found_lines, _ = solid_lines(
        repair(Text(text, "utf-8", b"", "\n"), Repairs(source.repair, None), TITLE)
    )
    assert name in [one.text for one in found_lines]


def test_the_title_of_a_document_that_is_kept_is_a_chapter() -> None:
    text = f"{TITLE}\n{PARTS}{CARE}"
    with pytest.raises(Problems) as found:
        outlined(text)
    made = headings(outlined_with(text, found.value.problems[0].answers[1]))
    assert made[2:] == [
        "3 chapter: [] 临江市养老服务方案",
        "3.1 section: [一、] 总体要求",
        "3.2 section: [二、] 保障措施",
    ]


@pytest.mark.parametrize(
    "inside",
    [
        f"临江市养老服务方案\n{PLAN}第二章 保障\n　　加强领导。\n",
        f"　　编制下列规划：\n临江市助残服务规划\n临江市托育服务规划\n{PLAN}",
    ],
    ids=["headings that go on", "a list of plans"],
)
def test_a_title_inside_the_plan_begins_no_document(inside: str) -> None:
    text = f"{TITLE}\n第一章 总则\n　　坚持以人为本。\n{inside}"
    source = Text(text, "utf-8", b"", "\n")
    lines, _ = solid_lines(repair(source, Repairs((), None), TITLE))
    assert not list(titles(lines, TITLE))


def test_where_the_plan_goes_on_below_a_document_it_is_the_plan() -> None:
    first, second = PARTS.split("第二章")
    text = f"{TITLE}\n{first}{NOTICE}第二章{second}"
    with pytest.raises(Problems) as found:
        outlined(text)
    (question,) = found.value.problems
    assert (question.line, question.last_line) == (4, 6)
    assert headings(outlined_with(text, question.answers[0])) == OPENED


def test_a_title_in_a_style_above_all_others_begins_a_document() -> None:
    lines = [TITLE, "目标", "　　坚持以人为本。", "保障", "　　加强组织领导。"]
    lines += ["临江市养老服务方案", "任务", "　　办好养老。", "分工", "　　落实责任。"]
    levels = {1: 1, 2: 2, 4: 2, 6: 1, 7: 2, 9: 2}
    shown = tuple(Shown(at, level, lines[at - 1]) for at, level in levels.items())
    with pytest.raises(Problems) as found:
        outlined("\n".join([*lines, ""]), original=Original(shown))
    (question,) = found.value.problems
    assert question.found == "another document is below the plan: 「临江市养老服务方案」 in line 6"
