"""Reads headings without a number by their style, and compares the outline with those of the original.

`planbook take` records the lines that the original shows as headings. Where nearly all lines of a
style are headings, the others are asked about, and so are headings without the style that their
family has: one question for a style.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec import Struct

from planbook.fields import Count, LineNumber
from planbook.locales import Bilingual
from planbook.problems import Problem, named, quote
from planbook.structure.cross import lines_of
from planbook.structure.node import Line, Node, by_family
from planbook.text import answers
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.grammar import (
    BRACKETED,
    DATE,
    NOTE,
    Family,
    Mark,
    bare,
    is_among,
    is_heading_form,
    is_marked,
    squeezed,
)
from planbook.text.layout import Role

FILE = "source/taken.toml"
WITH_PARAGRAPHS = ("DOCX document", "HTML page", "web archive (MHTML)", "Markdown text")
NEVER = re.compile(r"(?!)")
SEVERAL = 3
"""So many lines make a style, and so many headings a family."""
MOST = 0.6
"""From this share on, the lines of a style are headings, or the headings of a family have a style."""
NAMED = 5
"""Maximum lines that a message names."""
COMPARED = 8
"""Characters by which a recorded line is known again."""
DEEPEST = 9
"""The deepest level of a style; lines that are only emphasized are below it."""
TOP, LOWEST = 2.0, 5.4
"""The ranks between which headings without a number are: from a chapter to above a box."""
STEP = 0.3
"""The rank of a level below the one above it, less than from 一、 to （一）."""
NO_HEADINGS = (re.compile(rf"{BRACKETED.pattern}$"), DATE, NOTE)
"""Dates, notes, and remarks in brackets are often centered or bold."""
TITLE = 45
"""Maximum characters of a line that is a heading by its style alone."""


class Shown(Struct, frozen=True):
    """A line that the original shows as a heading."""

    line: LineNumber
    level: Count
    """From 1; 0 for a line that is only emphasized."""
    text: str


class Account(Struct, frozen=True):
    """`taken.toml`, as far as it is read."""

    kind: str = ""
    headings: tuple[Shown, ...] = ()
    warnings: tuple[str, ...] = ()


class Style(Struct, frozen=True, forbid_unknown_fields=True):
    """A style of the original that does not always show a heading."""

    level: Count
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Original:
    """What is known of how the original shows its lines."""

    shown: tuple[Shown, ...] = ()
    declared: tuple[Style, ...] = ()
    doubts: tuple[str, ...] = ()
    """What a person should look at in it, such as pages that are pictures."""
    kind: str = ""
    """What the file is, as `planbook take` calls it."""

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines that it shows as headings."""
        return frozenset(one.line for one in self.shown)

    @property
    def has_paragraphs(self) -> bool:
        """True if it says where its paragraphs end, so that each line of the text is one."""
        return self.kind in WITH_PARAGRAPHS


def styled(lines: list[Line], original: Original, title: str) -> list[Line]:
    """The lines, with an empty mark for each that only its style in the original shows as a heading.

    Where such a heading would be beside a numbered one, which has its number, it stays text.
    """
    levels = {one.line: one for one in original.shown}
    ranks = ranks_of(lines, levels)
    found = {
        at: ranks[levels[line.number].level]
        for at, line in enumerate(lines)
        if is_shown(line, levels) and not is_title(lines, at, title)
    }
    found = without_front(lines, found)
    found = {at: rank for at, rank in found.items() if has_text(lines, at, found)}
    return numbered(lines, beside_none(lines, found))


def without_front(lines: list[Line], ranks: Mapping[int, float]) -> dict[int, float]:
    """Those that are not titles in front of the first numbered heading.

    What is before it and above it in rank is a heading if lines after it have the same style.
    """
    first, mark = next(((at, one.mark) for at, one in enumerate(lines) if one.mark), (0, None))
    later = {rank for at, rank in ranks.items() if at > first and mark and rank < mark.family.rank}
    return {at: rank for at, rank in ranks.items() if at >= first or rank in later}


def is_shown(line: Line, levels: Mapping[int, Shown]) -> bool:
    """True for a line without a number that the original shows as a heading."""
    one = levels.get(line.number)
    if one is None or line.mark or line.role is not Role.TEXT or is_marked(line.text):
        return False
    if any(found.match(line.text) for found in NO_HEADINGS):
        return False
    return is_same(one, line) and len(line.text) <= TITLE and is_heading_form(line.text)


def is_title(lines: list[Line], at: int, title: str) -> bool:
    """True for a line of the title of the document."""
    around = [one.text for one in lines[max(0, at - 2) : at + 3]]
    return bare(lines[at].text) in bare(title) and is_among(around, title)


def has_text(lines: list[Line], at: int, ranks: Mapping[int, float]) -> bool:
    """True if a line has text below it, or headings that are lower than it is."""
    if at + 1 == len(lines):
        return False
    mark = lines[at + 1].mark
    below = ranks.get(at + 1, mark.family.rank if mark else DEEPEST)
    return below > ranks[at]


def ranks_of(lines: list[Line], levels: Mapping[int, Shown]) -> dict[int, float]:
    """The rank of each level of the original: that of its numbered lines, or one between its neighbors'."""
    known: dict[int, Counter[float]] = {}
    for line in lines:
        if line.mark and (one := levels.get(line.number)):
            known.setdefault(depth(one.level), Counter())[line.mark.family.rank] += 1
    own = {level: ranks.most_common(1)[0][0] for level, ranks in known.items()}
    used = sorted({depth(one.level) for one in levels.values()})
    return {one.level: rank_of(depth(one.level), own, used) for one in levels.values()}


def rank_of(level: int, own: Mapping[int, float], used: Sequence[int]) -> float:
    """The rank of a level that is used, by its own numbered lines or else by those of its neighbors."""
    if level in own:
        return own[level]
    if above := [one for one in own if one < level]:
        steps = sum(max(above) < one <= level for one in used)
        return min(own[max(above)] + STEP * steps, LOWEST)
    if below := [one for one in own if one > level]:
        return own[min(below)] - STEP * sum(level <= one < min(below) for one in used)
    return TOP + STEP * used.index(level)


def depth(level: int) -> int:
    return level or DEEPEST + 1


def beside_none(lines: list[Line], ranks: Mapping[int, float]) -> dict[int, float]:
    """Those headings without a number that have no numbered one beside them."""
    stack: list[tuple[float, int]] = [(-1.0, -1)]
    children: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        rank = ranks.get(at, line.mark.family.rank if line.mark else None)
        if rank is None or rank > LOWEST:
            continue
        while stack[-1][0] >= rank:
            stack.pop()
        children.setdefault(stack[-1][1], []).append(at)
        stack.append((rank, at))
    mixed = [own for own in children.values() if not all(at in ranks for at in own)]
    gone = {at for own in mixed for at in own}
    return {at: rank for at, rank in ranks.items() if at not in gone}


def numbered(lines: list[Line], ranks: Mapping[int, float]) -> list[Line]:
    """The lines with the marks of those headings: without text, numbered below what is above them."""
    counts: Counter[float] = Counter()
    made: list[Line] = []
    for at, line in enumerate(lines):
        rank = ranks.get(at, line.mark.family.rank if line.mark else DEEPEST)
        for lower in [one for one in counts if one > rank]:
            del counts[lower]
        if at in ranks:
            counts[rank] += 1
            family = Family(f"style {rank}", rank, NEVER, "")
            made.append(replace(line, mark=Mark(family, counts[rank], "")))
        else:
            made.append(line)
    return made


def differences(tops: Collection[Node], original: Original) -> Iterator[Problem]:
    """One question for each style that does not agree with the headings; declarations without need."""
    if not original.shown:
        return
    headings = {node.line.number: node for node in nodes_of(tops) if not node.is_item}
    texts = {line.number: line for line in body_of(tops) if line.number not in headings}
    unstyled = without_style(headings.values(), original.shown)
    declared = {one.level for one in original.declared}
    for level in sorted({one.level for one in original.shown}):
        own = [one for one in original.shown if one.level == level]
        found = [*as_text(own, headings, texts), *unstyled.get(level, ())]
        if found and level not in declared:
            yield question(level, sorted(found, key=lambda one: one.number), texts)
        elif level in declared and not found:
            said = f"style of level {level}: it is not needed, all its lines are headings"
            remedy = "remove the entry: `planbook repair --list entries` shows its number"
            yield Problem(REPAIRS_FILE, said, remedy)


def nodes_of(tops: Collection[Node]) -> Iterator[Node]:
    """All nodes that are lines of the source: the plan as a whole is none."""
    return (node for top in tops for node in top.walk() if node.line.number)


def body_of(tops: Collection[Node]) -> Iterator[Line]:
    """The lines of text below headings, items included; titles in front are styled as they like."""
    for node in nodes_of(tops):
        if node.is_item:
            yield node.line
        yield from (one for one in node.lines() if one.role is Role.TEXT)


def as_text(
    own: Collection[Shown], headings: Mapping[int, Node], texts: Mapping[int, Line]
) -> list[Line]:
    """The lines of a style that are read as text, if most of its lines are headings."""
    right = sum(one.line in headings for one in own)
    wrong = [texts[one.line] for one in own if one.line in texts and is_same(one, texts[one.line])]
    return wrong if right >= max(SEVERAL, MOST * (right + len(wrong))) else []


def is_same(one: Shown, line: Line) -> bool:
    return squeezed(line.text).startswith(squeezed(one.text)[:COMPARED])


def without_style(nodes: Iterable[Node], shown: Collection[Shown]) -> dict[int, list[Line]]:
    """The headings that lack the style of their family, by its level."""
    levels = {one.line: one.level for one in shown}
    families = by_family(node for node in nodes if not is_run_in(node))
    found: dict[int, list[Line]] = {}
    for family in families.values():
        styled = Counter(levels[node.line.number] for node in family if node.line.number in levels)
        if styled.total() >= max(SEVERAL, MOST * len(family)):
            bare = [node.line for node in family if node.line.number not in levels]
            found.setdefault(styled.most_common(1)[0][0], []).extend(bare)
    return found


def is_run_in(node: Node) -> bool:
    """True if the text of a heading is on its line, so that no style is that of the whole line."""
    return any(one.number == node.line.number for one in lines_of(node))


def question(level: int, found: list[Line], texts: Mapping[int, Line]) -> Problem:
    lines = [
        f"{quote(one.text)} in line {one.number} is {'text' if one.number in texts else 'a heading'}"
        for one in found
    ]
    style = f"as headings of level {level}" if level else "with emphasis"
    return Problem(
        PLAN_FILE,
        f"the original shows most headings {style}, and these lines are read otherwise:"
        f" {named(lines, NAMED, '; ')}",
        "see whether a heading has lost its number or has run into another line, and declare the"
        " repair; or declare [[style]] with its level in source/repairs.toml if the text is right",
        line=found[0].number,
        last_line=found[-1].number,
        answers=(answers.entry("[[style]]", "style", level=level),),
    )
