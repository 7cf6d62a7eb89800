"""The levels of headings: the pages and the books skip none, whatever outline a text has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, pairwise

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from planbook.books.epub.model import Book
from planbook.books.epub.text import chapter_page
from planbook.books.pdf.scribe import Body, Scribe
from planbook.numerals import chinese_numeral
from planbook.pages.plan import plan_pages
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.reading.model import Reading
from planbook.sources import DESCRIPTION_FILE, FILES, read_sources
from planbook.structure.model import Division, Kind, Outline, Paragraph
from planbook.structure.styles import Original
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.repair import Repairs
from projects import BARE, described

MARKS = ("第{han}章 ", "第{han}节 ", "{han}、", "（{han}）", "{arabic}.", "（{arabic}）", "{sign}")
ITEMS = ("0{arabic} ", "{arabic}.", "（{arabic}）", "任务{han}：")


def marked(mark: str, number: int) -> str:
    return mark.format(han=chinese_numeral(number), arabic=number, sign="①②③"[number - 1])


def box(draw: st.DrawFn, number: int) -> Iterator[str]:
    yield f"专栏{number} 重点工程"
    mark = draw(st.sampled_from(ITEMS))
    for item in range(1, draw(st.integers(2, 3)) + 1):
        yield marked(mark, item) + "生物制造"
        yield "建设平台，培育企业。"


def under(draw: st.DrawFn, rank: int, boxes: Iterator[int]) -> Iterator[str]:
    """The lines below a heading: text, perhaps a box, and headings with any of the lower marks."""
    yield "稳步推进各项工作。"
    if draw(st.integers(0, 3)) == 0:
        yield from box(draw, next(boxes))
    if rank < len(MARKS) and draw(st.booleans()):
        own = draw(st.integers(rank, len(MARKS) - 1))
        for number in range(1, draw(st.integers(2, 3)) + 1):
            yield marked(MARKS[own], number) + "优化布局"
            yield from under(draw, own + 1, boxes)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text with parts and a preface or without, whose headings skip any marks."""
    top, boxes = draw(st.integers(0, 4)), count(1)
    lines = ["某区“十四五”规划纲要", *draw(st.sampled_from([(), ("前言", "本规划说明任务。")]))]
    has_parts = top == 0 and draw(st.booleans())
    for number in range(1, 4):
        lines += [f"第{chinese_numeral(number)}篇 总体部署"] if has_parts else []
        lines += [marked(MARKS[top], number) + "主要任务", *under(draw, top + 1, boxes)]
    return "\n".join(lines)


def conversion_of(plan: str) -> Conversion:
    own = {DESCRIPTION_FILE: described(plan), PLAN_FILE: plan}
    files = dict.fromkeys(FILES, "") | BARE | own
    sources = read_sources({name: text.encode() for name, text in files.items()})
    whole = Original(kind="HTML page")
    return Conversion(replace(sources, repairs=Repairs((), None), original=whole))


def with_headings(outline: Outline, data: st.DataObject) -> Outline:
    """The outline with headings in place of some of its paragraphs, wherever they are."""

    def some(own: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        kinds: tuple[Kind, ...] = ("heading", "body")
        return tuple(
            replace(one, kind=data.draw(st.sampled_from(kinds))) if one.kind == "body" else one
            for one in own
        )

    def below(own: tuple[Division, ...]) -> tuple[Division, ...]:
        return tuple(
            replace(one, paragraphs=some(one.paragraphs), children=below(one.children))
            for one in own
        )

    parts = tuple(replace(one, paragraphs=some(one.paragraphs)) for one in outline.parts)
    chapters = below(outline.chapters)
    return replace(outline, front=some(outline.front), parts=parts, chapters=chapters)


def printed(reading: Reading) -> list[int]:
    """The levels of the headings of the PDF, below that of the imprint before them."""
    rows = Body((Scribe(reading, {}, marks_terms=True),), "").rows()
    return [1, *(one.depth for one in rows if one.depth)]


def of_pages(reading: Reading) -> Iterator[list[int]]:
    for _, page in plan_pages(reading, {}):
        body = page.split("\n---\n", 1)[1]
        yield [0, *(len(one) for one in re.findall(r"(?m)^(#+) ", body))]


def of_ebook(reading: Reading) -> Iterator[list[int]]:
    book = Book("zh", {"zh": reading})
    for chapter in reading.outline.chapters:
        yield [0, *map(int, re.findall(r"<h([1-6])", chapter_page(book, chapter, None)))]


def skipped(levels: Iterable[int]) -> list[tuple[int, int]]:
    return [(above, own) for above, own in pairwise(levels) if own > above + 1]


@settings(max_examples=60)
@given(st.data(), texts())
def test_no_level_is_skipped(data: st.DataObject, text: str) -> None:
    made = conversion_of(text)
    try:
        vars(made)["outline"] = with_headings(made.outline, data)
    except Problems:  # it leaves something open
        reject()
    reading = made.readings["zh"]
    for levels in (printed(reading), *of_pages(reading), *of_ebook(reading)):
        assert skipped(levels) == []
