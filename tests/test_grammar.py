"""The heading grammar of Chinese official documents, case by case: see test_grammar.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from planbook.numerals import chinese_numeral, number_of
from planbook.problems import Problems
from planbook.reading.read import printed
from planbook.structure.cross import doubled
from planbook.structure.model import Division, Outline, Paragraph
from planbook.structure.parse import parse
from planbook.text.decode import Text
from planbook.text.mechanical import stray_tabs
from planbook.text.repair import Repairs, repair

CASES = Path(__file__).with_suffix(".md")
INDENT = {"chapter": "", "section": "  ", "subsection": "    "}


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    expected: str


def cases(path: Path = CASES) -> Iterator[Case]:
    """Title, then input and expected outline, each closed by a line with nothing but a dot."""
    body = path.read_text("utf-8").partition("\n---\n")[2]
    for found in re.finditer(
        r"^(\S[^\n]*)\n\.\n(.*?)\n\.\n(.*?)\n\.$", body, re.MULTILINE | re.DOTALL
    ):
        yield Case(*found.groups())


def shown(outline: Outline) -> str:
    """The outline as the cases write it: one line a heading or paragraph."""
    return "\n".join(map(row, outline.blocks()))


def row(block: object) -> str:
    if isinstance(block, Paragraph):
        if block.kind == "table":
            texts = [one.text or "(empty)" for one in block.sentences]
            text = f"{block.columns} columns: {' | '.join(texts)}"
        else:
            text = block.mark + " / ".join(one.text for one in block.sentences)
        lead = ", lead" if block.has_lead else ""
        return f"{block.reference} ({block.kind}{lead}) {text}"
    if isinstance(block, Division):
        return f"{block.reference} {block.level}: [{block.mark}] {block.title.text}"
    return f"part: [{block.mark}] {block.title.text}"  # type: ignore[attr-defined]


def typed(text: str) -> str:
    """The text of a case, with its line breaks, form feeds, and tabs."""
    return text.replace("⏎", "\n").replace("␌", "\f").replace("⇥", "\t")


def outlined(text: str) -> Outline:
    source = Text(typed(text), "utf-8", b"", "\n")
    return parse(repair(source, Repairs((), None)), ())


def outcome(text: str) -> str:
    """The outline of the text, or what is wrong with it, the remedies left out."""
    try:
        return shown(outlined(text))
    except Problems as problems:
        return "\n".join(
            f"! {one.line}{f'-{one.last_line}' if one.last_line > one.line else ''} {one.found}"
            for one in problems.problems
        )


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    assert outcome(case.text) == case.expected


def solid(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.title)
def test_nothing_of_a_case_is_lost(case: Case) -> None:
    """Law 1: the outline has what the text has, once and in its order, but for the contents."""
    source = Text(typed(case.text), "utf-8", b"", "\n")
    repaired = repair(source, Repairs((), None))
    assert repaired.journal.undo(repaired.text) == source.text
    if case.expected.startswith("!"):
        return
    outline = parse(repaired, ())
    found = "".join(map(said, outline.blocks()))
    lines = [line for line in repaired.text.split("\n") if solid(line)]
    if outline.contents:
        at = next(i for i, line in enumerate(lines) if line.strip() == outline.contents[0])
        del lines[at : at + len(outline.contents)]
    assert solid(found) == solid("".join(lines)).replace("|", "")


def said(block: object) -> str:
    if isinstance(block, Paragraph):
        return block.mark + "".join(one.written for one in block.sentences)
    return block.mark + block.title.written  # type: ignore[attr-defined, no-any-return]


def test_all_cases_are_read() -> None:
    """A case with a forgotten dot would be skipped in silence."""
    dots = re.findall(r"^\.$", CASES.read_text("utf-8"), re.MULTILINE)
    titles = [case.title for case in cases()]
    assert len(dots) == 3 * len(titles)
    assert len(set(titles)) == len(titles) >= 30


def test_numerals_are_read_as_they_are_written() -> None:
    assert [number_of(chinese_numeral(n)) for n in range(1, 1000)] == list(range(1, 1000))
    written = {100: "一百", 101: "一百零一", 110: "一百一十", 112: "一百一十二", 999: "九百九十九"}
    assert {n: chinese_numeral(n) for n in written} == written
    assert [chinese_numeral(n) for n in (0, 1000, 10**12)] == ["0", "1000", str(10**12)]
    other = {
        "廿一": 21,
        "卅": 30,
        "拾贰": 12,
        "貳": 2,
        "參": 3,
        "⑿": 12,
        "㈩": 10,
        "丙": 3,
        "Ⅺ": 11,
    }
    assert {text: number_of(text) for text in other} == other
    read = {"一〇一": 101, "一一": 11, "十十": 20, "〇": 0, "零": 0, "两": 2, "一" * 5000: 0}
    assert {text: number_of(text) for text in read} == read


@pytest.mark.parametrize(
    ("first", "second", "missing"),
    [("㈠", "㈢", "㈡"), ("⒈", "⒊", "⒉"), ("壹、", "叁、", "贰"), ("第一章", "第廿三章", "二")],
)  # fmt: skip
def test_a_lost_number_is_named_as_the_others_are_written(
    first: str, second: str, missing: str
) -> None:
    with pytest.raises(Problems) as found:
        outlined(f"{first}任务\n做好任务。\n{second}保障\n做好保障。")
    assert f"number {missing}\n" in f"{found.value}\n"


def test_a_list_may_have_more_than_ninety_nine_headings() -> None:
    def lines(*numbers: int) -> str:
        return "".join(f"{chinese_numeral(n)}、任务\n做好各项任务。\n" for n in numbers)

    assert outcome(lines(*range(1, 130))).endswith("129.0.0.1 (body) 做好各项任务。")
    with pytest.raises(
        Problems, match=r"「一百零一、任务」 is out of order.*\n  expected: number 一百\n"
    ):
        outlined(lines(*range(1, 100), 101))


def test_only_tabs_between_cells_are_kept() -> None:
    """Whatever else begins a line: marks with half-width brackets and stray blanks, too."""
    lines = [
        "甲\t乙", "", "丙\t丁", "— 3 —", "戊\t己", "正文\t正文。", "表 1\t指标", "人口\t万人", "正文。",
        "( 一 )\t甲", "( 二 )\t乙", "附件1\t甲", "附件2\t乙", "目\t录", "\t\t", "- 甲\t乙", "- 丙\t丁",
        "\t己\t庚", "辛\t壬\t",
    ]  # fmt: skip
    text = "\n".join(lines)
    stray = set(stray_tabs(text))
    kept = [at for at, char in enumerate(text) if char == "\t" and at not in stray]
    rows = {text.count("\n", 0, at) for at in kept}
    assert {lines[row] for row in rows} == {
        "甲\t乙", "丙\t丁", "戊\t己", "正文\t正文。", "人口\t万人", "\t己\t庚", "辛\t壬\t",
    }  # fmt: skip


def test_two_headings_never_share_an_address() -> None:
    outline = outlined("第一章 甲\n文字。\n第二章 乙\n文字。")
    first, second = outline.chapters
    assert list(doubled(outline)) == []
    same = replace(second, title=replace(second.title, reference=first.reference))
    found = list(doubled(replace(outline, chapters=(first, same))))
    assert [(one.line, one.last_line) for one in found] == [(1, 3)]


@pytest.mark.parametrize(
    ("mark", "english"),
    [
        ("1.1", "1.1 "), ("2.1.3 ", "2.1.3 "), ("1 ", "1 "), ("01 ", "01 "), ("1）", "1) "), ("①", "① "),
        ("A．", "A. "), ("Ⅱ、", "Ⅱ. "), ("任务一：", "1. "), ("专题12 ", "12. "), ("一 ", "1. "), ("第二，", "2. "),
        ("——", "— "), ("• ", "— "), ("1，", "1. "), ("乙、", "2. "), ("Ⅲ、", "Ⅲ. "), ("IV.", "IV. "), ("二）", "2. "),
    ],
)  # fmt: skip
def test_a_mark_that_its_series_shows_has_its_number_in_english(mark: str, english: str) -> None:
    assert printed(mark) == english
