"""The ways in which extraction damages a text, as functions that hypothesis chooses for.

Left out, because the text alone cannot tell (a person has to see the original):
- a line break directly behind a full stop or another mark that ends a sentence: it looks
  like the end of a paragraph; nor, the other way round, two paragraphs run into one;
- a single break in the title before the first heading: titles stand on two lines often;
- two damages on one line or on neighboring lines, such as a heading glued to its body
  and broken as well: they can make up another correct text between them;
- all headings of one scope glued to their bodies: they read as paragraphs with leads;
- a blank between two Latin words, a comma between two Latin words or figures;
- a page mark beside a figure, or in a heading's mark;
- several blanks inside a line: they may part columns, or begin a paragraph;
- a blank inside a heading, a title, or a list of names in a text whose sentences have none: it may part
  two halves, or two names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from plans import HAN, Plan


@dataclass(frozen=True)
class Damaged:
    """A damaged text and where it is damaged."""

    lines: list[str]
    spots: list[tuple[int, int]]
    """First and last damaged line, counted from 1; empty if every line may be meant."""


Damage = Callable[[st.DrawFn, list[str], int], list[str]]
"""What stands in place of the line, and of the one behind it, at the index."""


def inside(draw: st.DrawFn, line: str) -> int:
    """A place between two Han characters of the line."""
    places = [i for i in range(1, len(line)) if line[i - 1] in HAN and line[i] in HAN]
    return draw(st.sampled_from(places))


def glued(_draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    """A heading without the break behind it, or before it; paragraphs stay apart."""
    heading = any(one[-1] in HAN for one in lines[at : at + 2])
    return [lines[at] + lines[at + 1]] if heading else lines[at : at + 2]


def page_mark_inside(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    line, cut = lines[at], inside(draw, lines[at])
    mark = draw(st.sampled_from(["— 12 —", "—7—", "— 103 — "]))
    return [line[:cut] + mark + line[cut:], lines[at + 1]]


def page_mark_at_break(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    line, cut = lines[at], inside(draw, lines[at])
    mark = draw(st.sampled_from(["— 12 —", "- 12 -", "12", "第 12 页", "\f", "— 12 —\f"]))
    return [line[:cut], mark, line[cut:], lines[at + 1]]


def page_mark_before_half(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    """As in the real text: the mark begins the line with the second half."""
    line, cut = lines[at], inside(draw, lines[at])
    return [line[:cut], f"— 83 —{line[cut:]}", lines[at + 1]]


def page_mark_between(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    mark = draw(st.sampled_from(["— 12 —", "\f", "", "12", "- 12 -\f"]))
    return [lines[at], mark, lines[at + 1]]


def broken(draw: st.DrawFn, lines: list[str], at: int) -> list[str]:
    line, cut = lines[at], inside(draw, lines[at])
    return [line[:cut], line[cut:], lines[at + 1]]


STRUCTURAL: tuple[Damage, ...] = (
    glued, page_mark_inside, page_mark_at_break, page_mark_before_half, page_mark_between, broken,
)  # fmt: skip


def with_contents(draw: st.DrawFn, plan: Plan) -> tuple[list[str], int]:
    """The plan's lines behind a table of contents, and the number of lines added."""
    leader = draw(st.sampled_from(["……{}", "......{}", " {}", "", "·····{}"]))
    title = draw(st.sampled_from(["目录", "目 录"]))
    headings = plan.all_headings() if draw(st.booleans()) else plan.headings
    entries = [one.mark + one.title + leader.format(page) for page, one in enumerate(headings, 1)]
    lines = plan.lines()
    front = len(plan.front)
    return [*lines[:front], title, *entries, *lines[front:]], 1 + len(entries)


@st.composite
def structural(draw: st.DrawFn, plan: Plan) -> Damaged:
    """The plan's text with one or two damages, at a distance from each other."""
    lines, added = plan.lines(), 0
    if draw(st.integers(0, 3)) == 0:
        lines, added = with_contents(draw, plan)
    first = added + len(plan.front)
    chosen = draw(st.lists(st.integers(first, len(lines) - 2), min_size=1, max_size=2))
    chosen = sorted(set(chosen), reverse=True)
    if len(chosen) == 2 and chosen[0] - chosen[1] < 4:
        chosen = chosen[:1]
    spots: list[tuple[int, int]] = []
    for at in chosen:
        new = draw(st.sampled_from(STRUCTURAL))(draw, lines, at)
        more = len(new) - 2
        spots = [(a + more, b + more) for a, b in spots]
        spots.append((at + 1, at + max(1, len(new) - 1)))
        lines = [*lines[:at], *new, *lines[at + 2 :]]
    return Damaged(lines, spots)


def wrapped(lines: list[str], width: int, narrow: float) -> list[str]:
    """Every line broken at a width in Han characters; others take `narrow` of one."""
    broken_up = []
    for line in lines:
        start, filled = 0, 0.0
        for at, char in enumerate(line):
            size = narrow if char.isascii() else 1.0
            if filled + size > width:
                broken_up.append(line[start:at])
                start, filled = at, 0.0
            filled += size
        broken_up.append(line[start:])
    return broken_up


FOLDED = str.maketrans("，；：！（）", ",;:!()")
SENTENCE = re.compile("[，。；！？,;!]")
MARK = re.compile("第[^ ]{1,4}(?= )|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]")
BLANKS = (" ", "\u00a0", "\u3000", "\u200b")


def spaced(draw: st.DrawFn, line: str) -> str:
    """The line with stray blanks, and without the blank behind its mark."""
    line = line.replace(" ", "", 1) if draw(st.booleans()) else line
    is_titled = not SENTENCE.search(line)
    for _ in range(draw(st.integers(1, 3))):
        # A blank inside a line without a sentence may be meant, but not one in its mark.
        mark = MARK.match(line)
        at = draw(st.integers(0, (mark.end() if mark else 0) if is_titled else len(line)))
        latin = line[at - 1 : at + 1].isascii() if 0 < at < len(line) else False
        beside = set(line[max(0, at - 1) : at + 1]) & {" ", *BLANKS}
        if not latin and not beside:
            line = line[:at] + draw(st.sampled_from(BLANKS)) + line[at:]
    return line


@st.composite
def surface(draw: st.DrawFn, lines: list[str]) -> bytes:
    """Damage that leaves the lines in place: folded marks, blanks, line ends, encoding."""
    if draw(st.booleans()):
        lines = [line.translate(FOLDED) for line in lines]
    if draw(st.booleans()):
        spoilt = draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
        lines = [spaced(draw, line) if i in spoilt else line for i, line in enumerate(lines)]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = end.join(lines) + draw(st.sampled_from(["", end]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    return text.encode(encoding)
