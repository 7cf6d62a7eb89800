"""Random clean plans: trees of headings and paragraphs, and their text without any damage.

The words are random Han characters without numerals and without the characters that
make marks (第, 章, 表, 附 …), so that nothing looks like a mark but the marks. Every
scope has two headings or more: whether a lone 一、 is lost cannot be seen from numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from planbook.numerals import chinese_numeral
from planbook.structure.model import Outline, Paragraph, Part

HAN = "的发展建设社会主义市场经济创新推进加强完善服务体系文化教育水平城乡区域生态环境人才企业产技术改革开放国际合作提高质量保障安全"
WORDS = ("RCEP", "GDP", "2035年", "6.5%", "1200个", "PM2.5", "B2B")
"""Latin words and figures; they stand between Han characters, as they do in such texts."""

# Marks by family, with the plan's usual nesting and two others.
MARKS = {
    "部分": "第{han}部分 ",
    "篇": "第{han}篇 ",
    "章": "第{han}章 ",
    "节": "第{han}节 ",
    "一、": "{han}、",
    "（一）": "（{han}）",
    "1.": "{arabic}.",
    "（1）": "（{arabic}）",
}
NESTINGS = (
    ("章", "一、", "（一）"),
    ("章", "一、", "（一）", "1."),
    ("章", "一、", "（一）", "1.", "（1）"),
    ("篇", "章", "节"),
    ("章", "节", "一、"),
    ("部分", "一、", "（一）"),
    ("一、", "（一）", "1."),
)


@dataclass
class Heading:
    """A heading of a plan, with its paragraphs and the headings below it."""

    mark: str
    number: int
    title: str
    paragraphs: list[str]
    children: list[Heading] = field(default_factory=list)

    def lines(self) -> list[str]:
        below = [line for child in self.children for line in child.lines()]
        return [self.mark + self.title, *self.paragraphs, *below]


@dataclass
class Plan:
    """A whole plan."""

    front: list[str]
    headings: list[Heading]

    def lines(self) -> list[str]:
        return [*self.front, *(line for one in self.headings for line in one.lines())]

    def all_headings(self) -> list[Heading]:
        def walk(one: Heading) -> list[Heading]:
            return [one, *(below for child in one.children for below in walk(child))]

        return [below for one in self.headings for below in walk(one)]


class Words:
    """Random words. They come from one drawn seed: drawn one by one, they would take minutes."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def han(self, least: int, most: int) -> str:
        return "".join(self.random.choices(HAN, k=self.random.randint(least, most)))

    def title(self) -> str:
        title = self.han(3, 12)
        return f"{title}，{self.han(3, 8)}" if self.random.random() < 0.15 else title

    def clause(self) -> str:
        """A clause, at times with a figure or a Latin word between its Han characters."""
        text = self.han(5, 16)
        at = self.random.randint(2, len(text) - 2)
        word = self.random.choice(WORDS) if self.random.random() < 0.25 else ""
        return text[:at] + word + text[at:]

    def paragraph(self) -> str:
        sentences = []
        for _ in range(self.random.randint(1, 3)):
            clauses = [self.clause() for _ in range(self.random.randint(1, 3))]
            sentences += [
                self.random.choice("，，，；、").join(clauses),
                self.random.choice("。。。！"),
            ]
        return ("—— " if self.random.random() < 0.1 else "") + "".join(sentences)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    words = Words(draw(st.integers(0, 2**32)))
    families = draw(st.sampled_from(NESTINGS))
    counts_on = families[0] == "篇" and draw(st.booleans())
    seen = 0

    def heading(depth: int, number: int) -> Heading:
        mark = MARKS[families[depth]].format(han=chinese_numeral(number), arabic=number)
        return Heading(mark, number, words.title(), [], under(depth))

    def under(depth: int) -> list[Heading]:
        nonlocal seen
        deepest = depth + 1 == len(families)
        wanted = 0 if deepest or (depth and draw(st.integers(0, 2)) == 0) else 2
        if counts_on and depth == 0:
            wanted = 2
        first = seen if counts_on and depth == 0 else 0
        count = wanted and draw(st.integers(wanted, 3))
        if counts_on and depth == 0:
            seen += count
        return [heading(depth + 1, first + n) for n in range(1, count + 1)]

    front = [words.han(8, 40)] if draw(st.booleans()) else []
    plan = Plan(front, [heading(0, n) for n in range(1, draw(st.integers(2, 3)) + 1)])
    for one in plan.all_headings():
        least = 0 if one.children else 1
        one.paragraphs = [words.paragraph() for _ in range(draw(st.integers(least, 2)))]
    return plan


Row = tuple[str, str, str]
"""Kind or level, mark without its blank, and text of one heading or paragraph."""


def signature(outline: Outline) -> list[tuple[str, Row]]:
    """What the outline says, with every reference, but without places in the text."""
    rows: list[tuple[str, Row]] = []
    for block in outline.blocks():
        if isinstance(block, Paragraph):
            text = "".join(one.text for one in block.sentences)
            rows.append((block.reference, (block.kind, block.mark.strip(), text)))
        else:
            level = "part" if isinstance(block, Part) else block.level
            rows.append((block.title.reference, (level, block.mark.strip(), block.title.text)))
    return rows


def told(plan: Plan) -> list[tuple[str, str]]:
    """Mark and text of every line of the clean plan, as its outline must have them."""
    marks = {one.mark + one.title: one for one in plan.all_headings()}
    found = []
    for line in plan.lines():
        if one := marks.get(line):
            found.append((one.mark.strip(), one.title))
        elif line.startswith("—— "):
            found.append(("——", line[3:]))
        else:
            found.append(("", line))
    return found
