"""Compares the headings of the outline with those that the original shows.

Where nearly all lines of a style are headings, the others are asked about, and so are headings
without the style that their family has: one question for a style.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from planbook.problems import Problem, named, quote
from planbook.structure.cross import lines_of
from planbook.structure.node import Line, Node, by_family, is_above_table
from planbook.structure.styles import Original, Shown, is_same, is_shown, unstopped
from planbook.structure.tree import CAPTION_RANK
from planbook.text import answers
from planbook.text.declared import misplaced
from planbook.text.decode import FILE
from planbook.text.grammar import APPENDIX
from planbook.text.layout import Role

SEVERAL = 3
"""So many lines make a style, and so many headings a family."""
MOST = 0.6
"""From this share on, the lines of a style are headings, or the headings of a family have a style."""
NAMED = 5
"""Maximum lines that a message names."""


def differences(tops: Collection[Node], original: Original) -> Iterator[Problem]:
    """One question for each style that does not agree with the headings; declarations without need."""
    if not original.shown:
        return
    headings = {node.line.number: node for node in nodes_of(tops) if not node.is_item}
    texts = {line.number: line for line in body_of(tops) if line.number not in headings}
    captions = {line.number for line in above_tables(tops)}
    unstyled = without_style(headings.values(), original.shown)
    declared = {one.level: one for one in original.declared}
    levels = {one.line: one for one in original.shown}
    for level in sorted({one.level for one in original.shown}):
        same = (one for one in original.shown if one.level == level)
        own = [one for one in same if level or one.line not in captions]
        found = [*as_text(own, headings, texts), *unstyled.get(level, ())]
        if found and level not in declared:
            found.sort(key=lambda one: one.number)
            yield question(level, found, texts, levels)
        elif level in declared and not found:
            said = f"style of level {level}: it is not needed, all its lines are headings"
            yield misplaced(said, "remove the entry", declared[level])


def nodes_of(tops: Collection[Node]) -> Iterator[Node]:
    """All nodes that are lines of the source: the plan as a whole is none."""
    return (node for top in tops for node in top.walk() if node.line.number)


def body_of(tops: Collection[Node]) -> Iterator[Line]:
    """The lines of text below headings, items included; titles in front are styled as they like.

    So are the items of a box, which a page may center with it.
    """
    boxes = (one for one in nodes_of(tops) if one.rank == CAPTION_RANK)
    boxed = {item.line.number for box in boxes for item in box.nodes()}
    for node in nodes_of(tops):
        if node.is_item and not node.is_item_title and node.line.number not in boxed:
            yield node.line
        yield from (one for one in node.lines() if one.role is Role.TEXT)


def above_tables(tops: Collection[Node]) -> Iterator[Line]:
    """The lines right above a table, which are emphasized as its title."""
    for node in nodes_of(tops):
        for at, line in enumerate(node.entries):
            if isinstance(line, Line) and is_above_table(node.entries, at):
                yield line


def as_text(
    own: Collection[Shown], headings: Mapping[int, Node], texts: Mapping[int, Line]
) -> list[Line]:
    """The lines of a style that are read as text, if most of its lines are headings.

    The label of a table or an annex is shown like them, and is none.
    """
    right = sum(one.line in headings for one in own)
    found = [(one, texts[one.line]) for one in own if one.line in texts]
    wrong = [line for one, line in found if is_same(one, line) and not APPENDIX.match(line.text)]
    return wrong if right >= max(SEVERAL, MOST * (right + len(wrong))) else []


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


def question(
    level: int, found: list[Line], texts: Mapping[int, Line], levels: Mapping[int, Shown]
) -> Problem:
    lines = [
        f"{quote(one.text)} in line {one.number} is {'text' if one.number in texts else 'a heading'}"
        for one in found
    ]
    headings = [one for one in found if one.number in texts and is_shown(unstopped(one), levels)]
    style = f"as headings of level {level}" if level else "with emphasis"
    return Problem(
        FILE,
        f"the original shows most headings {style}, and these lines are read otherwise:"
        f" {named(lines, NAMED, '; ')}",
        "see whether a heading has lost its number or has run into another line, and declare the"
        ' repair; or declare in source/repairs.toml kind = "heading" for a line that is one, or'
        " [[style]] with its level if the text is right",
        line=found[0].number,
        last_line=found[-1].number,
        answers=ways(level, found, headings),
    )


def ways(level: int, found: Collection[Line], headings: Collection[Line]) -> tuple[str, ...]:
    """The answers: the wording is right, or the original. What it shows as a heading mostly is one.

    A sentence is less likely one.
    """
    style = answers.entry("[[style]]", "style", level=level)
    made = [answers.reading("heading", one.number, one.text) for one in headings]
    options = ("\n\n".join(made), style) if made else (style,)
    are_whole = len(made) == len(found) and not any(one.text.endswith("。") for one in found)
    return options if level and are_whole else options[::-1]
