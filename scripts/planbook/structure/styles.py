"""Compares the outline with the lines that the original shows as headings.

`planbook take` records the lines that the original shows as headings. Where nearly all lines of a
style are headings, the others are asked about, and so are headings without the style that their
family has: one question for a style.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from msgspec import Struct

from planbook.fields import Count, LineNumber
from planbook.locales import Bilingual
from planbook.problems import Problem, named, quote
from planbook.structure.cross import lines_of
from planbook.structure.node import Line, Node, by_family
from planbook.text import answers
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.grammar import squeezed
from planbook.text.layout import Role

FILE = "source/taken.toml"
WITH_PARAGRAPHS = ("DOCX document", "HTML page", "web archive (MHTML)", "Markdown text")
SEVERAL = 3
"""So many lines make a style, and so many headings a family."""
MOST = 0.6
"""From this share on, the lines of a style are headings, or the headings of a family have a style."""
NAMED = 5
"""Maximum lines that a message names."""
COMPARED = 8
"""Characters by which a recorded line is known again."""


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


def differences(tops: Collection[Node], original: Original) -> Iterator[Problem]:
    """One question for each style that does not agree with the headings; declarations without need."""
    if not original.shown:
        return
    headings = {node.line.number: node for node in nodes_of(tops) if not node.is_item}
    texts = {line.number: line for line in body_of(tops) if line.number not in headings}
    captions = {line.number for line in above_tables(tops)}
    unstyled = without_style(headings.values(), original.shown)
    declared = {one.level for one in original.declared}
    for level in sorted({one.level for one in original.shown}):
        same = (one for one in original.shown if one.level == level)
        own = [one for one in same if level or one.line not in captions]
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


def above_tables(tops: Collection[Node]) -> Iterator[Line]:
    """The lines right above a table, which are emphasized as its title."""
    for node in nodes_of(tops):
        for line, below in pairwise(node.entries):
            if isinstance(line, Line) and isinstance(below, Line) and below.role is not Role.TEXT:
                yield line


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
