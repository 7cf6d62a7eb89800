"""Nests lines into a tree of numbered headings, and checks that the numbers are consecutive.

`build` only nests; `role_of` decides what a group of numbered siblings is (headings, list items, or
numbered paragraphs) from the group as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from planbook.numerals import chinese_numeral
from planbook.problems import Problem, quote
from planbook.text.declared import Repair, by_line, reading_of
from planbook.text.decode import FILE
from planbook.text.grammar import (
    CAPTION,
    LEAD_LIMIT,
    Mark,
    is_heading_form,
    mark_of,
)

# A caption opens a scope below any heading and above the marks that number items.
CAPTION_RANK = 5.5


@dataclass(frozen=True, slots=True)
class Line:
    """A solid line of the repaired text."""

    text: str
    start: int
    number: int
    """Line of the source, counted from 1."""


@dataclass(slots=True)
class Node:
    """A numbered line (or a caption, or the root) with everything under it."""

    line: Line
    mark: Mark | None
    rank: float
    entries: list[Node | Line] = field(default_factory=list)
    latest: dict[str, Node] = field(default_factory=dict)
    """The last numbered child of each family."""
    is_item: bool = False
    """True for a list item or a numbered paragraph, which is not a heading."""

    @property
    def title(self) -> str:
        return self.line.text[len(self.mark.text) if self.mark else 0 :]

    def nodes(self) -> list[Node]:
        return [one for one in self.entries if isinstance(one, Node)]


class Role(Enum):
    """The roles of a group of numbered siblings."""

    HEADINGS = "headings"
    ITEMS = "items of a list, or numbered paragraphs with leads"


class Readings:
    """The declared readings of lines, and a record of those that were needed."""

    def __init__(self, declared: Collection[Repair]) -> None:
        self.declared = declared
        self.by_line = by_line(declared)
        self.used: set[Repair] = set()

    def has(self, kind: str, line: Line) -> bool:
        found = reading_of(line.text, self.by_line.get(line.number, ()))
        if found is None or found.kind != kind:
            return False
        self.used.add(found)
        return True


def build(
    lines: list[Line], readings: Readings, first: Line | None = None
) -> tuple[Node, list[Problem]]:
    """Nest the lines under their headings; report numbers that are not consecutive.

    `first` is the line of the root: an annex has one, the plan itself does not.
    """
    root = Node(first or Line("", 0, 0), None, -1)
    stack = [root]
    problems: list[Problem] = []
    last: dict[str, Node] = {}
    for line in lines:
        mark = mark_of(line.text)
        if mark and readings.has("paragraph", line):
            mark = None
        if mark:
            node = Node(line, mark, mark.family.rank)
        elif CAPTION.match(line.text):
            node = Node(line, None, CAPTION_RANK)
        else:
            stack[-1].entries.append(line)
            continue
        while stack[-1].rank >= node.rank:
            stack.pop()
        if mark:
            if problem := misnumbered(mark, node, stack[-1], last.get(mark.family.name)):
                problems.append(problem)
            last[mark.family.name] = stack[-1].latest[mark.family.name] = node
        stack[-1].entries.append(node)
        stack.append(node)
    return root, problems


def misnumbered(mark: Mark, node: Node, parent: Node, last: Node | None) -> Problem | None:
    """The problem if the node's number is not the next one in its scope.

    Chapter numbers may continue through the parts of a text: then both 1 and the number after the
    last chapter of the previous part are right.
    """
    before = parent.latest.get(mark.family.name)
    expected = number(before) + 1 if before else 1
    counts_on = mark.family.name == "章" and before is None and last is not None
    if mark.number == expected or (counts_on and last and mark.number == number(last) + 1):
        return None
    previous = before or (parent if parent.mark else node)
    arabic = mark.text.strip("第章节篇部分（）.．、 ").isdigit()
    return Problem(
        FILE,
        f"{quote(node.line.text)} is out of order"
        + (f" after {quote(previous.line.text)}" if previous is not node else ""),
        "a heading between these lines is missing, doubled, or run into a paragraph; declare in"
        ' source/repairs.toml a split or typo, or kind = "paragraph" if it is not a heading',
        line=previous.line.number,
        last_line=node.line.number,
        expected=f"number {expected if arabic else chinese_numeral(expected)}",
    )


def number(node: Node) -> int:
    return node.mark.number if node.mark else 0


def role_of(group: list[Node], parent: Node, readings: Readings) -> Role | list[Problem]:
    """The role of the group, or the problems of the lines that leave it undecided."""
    sentences = [
        n for n in group if not is_heading_form(n.title) and not readings.has("heading", n.line)
    ]
    may_lead = all(n.mark and n.mark.family.may_lead for n in group) and len(group) > 1
    childless = not any(n.entries for n in group)
    empty = [run_in(node) for node in group if not node.title]
    if may_lead and childless and opened_by_colon(group[0], parent):
        return empty or Role.ITEMS
    if not sentences:
        return Role.HEADINGS
    if (
        may_lead
        and childless
        and len(sentences) == len(group)
        and all(has_lead(n.title) for n in group)
    ):
        return Role.ITEMS
    return [run_in(node) for node in sentences]


def opened_by_colon(first: Node, parent: Node) -> bool:
    before = next((a for a, b in pairwise(parent.entries) if b is first), None)
    return isinstance(before, Line) and before.text.endswith("：")


def has_lead(text: str) -> bool:
    """True if the text opens with a short sentence without a comma, and goes on after it."""
    lead, stop, rest = text.partition("。")
    return bool(stop and rest) and 0 < len(lead) <= LEAD_LIMIT and not set("，；：！？") & set(lead)


def run_in(node: Node) -> Problem:
    if not node.title:
        return Problem(
            FILE,
            f"the heading {quote(node.line.text)} has no title",
            'declare in source/repairs.toml a kind = "join" with the line that holds its title',
            line=node.line.number,
        )
    return Problem(
        FILE,
        f"a heading runs into its body, or is too long for one: {quote(node.line.text)}",
        'declare in source/repairs.toml a kind = "split" where the body begins,'
        ' or kind = "heading" if the whole line is one',
        line=node.line.number,
    )


def bare_headings(root: Node, missing_lines: Collection[int]) -> Iterator[Problem]:
    """Headings with nothing under them: their text is lost, or hidden in the line above."""
    for node in root.nodes():
        yield from bare_headings(node, missing_lines)
        bare = node.mark and not node.is_item and not node.entries
        if bare and is_heading_form(node.title) and node.line.number not in missing_lines:
            yield Problem(
                FILE,
                f"the heading {quote(node.line.text)} has no text under it",
                "declare what is lost in source/repairs.toml ([[missing]])",
                line=node.line.number,
            )
