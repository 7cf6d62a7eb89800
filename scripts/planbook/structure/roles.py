"""Decides what numbered lines are: headings, headings run into their text, or items of a list.

A group of siblings is judged as a whole. What its form leaves open is asked once for each family of
marks; the rest of the run assumes headings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import Enum
from itertools import groupby, islice, pairwise
from operator import attrgetter

from planbook.problems import Problem
from planbook.structure.families import HEADINGS, ask, continued, end_of_lead, too_long, untitled
from planbook.structure.node import Line, Node, Readings, by_family
from planbook.structure.tree import CAPTION_RANK
from planbook.text.grammar import ARTICLE_TITLE, BULLET, is_heading_form, is_open

DEEPEST = 3
"""Below so many headings, it makes no difference to the outline what a numbered sentence is."""
ARTICLE = "条"
"""The family of articles."""
TITLE = re.compile(ARTICLE_TITLE, re.VERBOSE)


class Kind(Enum):
    """What a group of numbered siblings is."""

    HEADINGS = "headings, each on its own line"
    RUN_IN = "headings with their text on the same line"
    ITEMS = "items of a list, or numbered paragraphs"
    OPEN = "headings or numbered paragraphs"


def settle(tops: Collection[Node], readings: Readings) -> list[Problem]:
    """Decide what each numbered line is; return the questions."""
    undecided: list[Node] = []
    problems: list[Problem] = []
    for plan in islice(tops, 1):
        head_articles(plan, readings)
    for top in tops:
        problems += decide(top, 0, readings, undecided)
    marked = [node for top in tops for node in top.walk() if node.mark]
    open_ones = {id(node) for node in undecided}
    known = {node.rank for node in marked if node.is_heading and id(node) not in open_ones}
    for own in by_family(sorted(marked, key=attrgetter("rank"))).values():  # the highest first
        if any(node.counts_on for node in own):
            problems.append(continued(own))
        elif found := [node for node in own if id(node) in open_ones]:
            only = known <= {own[0].rank}  # without these, the text would have no headings
            known.add(own[0].rank)
            headings = [node for node in own if node.is_heading]
            problems += ask(found, headings, readings, are_only=only)
    for node in undecided:
        run_in(node)
    return [*problems, *too_long([node for node in marked if node.is_heading], readings)]


def decide(
    parent: Node, depth: int, readings: Readings, undecided: list[Node]
) -> Iterator[Problem]:
    """Decide the groups below a node, one after the other; items stop being headings."""
    below = depth + (parent.mark is not None)
    under = parent.nodes()
    for _, family in groupby((node for node in under if node.mark), key=attrgetter("rank")):
        group = list(family)
        kind = kind_of(group, parent, below, readings)
        for node in group:
            node.is_item = kind is Kind.ITEMS
            yield from decide(node, below, readings, undecided)
            is_open = is_sentence(node, readings)
            is_declared = not is_heading_form(node.title) and readings.has("heading", node.line)
            if is_declared or (is_open and kind is Kind.RUN_IN):
                yield from cut(node)
            elif is_open and kind is Kind.OPEN:
                undecided.append(node)
        if kind is Kind.ITEMS:
            yield from (untitled(node) for node in group if not node.title)
            if not all(node.entries for node in group):
                release(group[-1], parent)
    for node in under:
        if not node.mark:
            yield from decide(node, below, readings, undecided)


def kind_of(group: list[Node], parent: Node, depth: int, readings: Readings) -> Kind:
    in_box = parent.rank == CAPTION_RANK  # What is in a box is no part of the outline.
    if in_box or (parent.is_item and "heading" not in declared(group, readings)):
        return Kind.ITEMS
    may_lead = all(n.mark and n.mark.family.may_lead for n in group) and len(group) > 1
    if may_lead and is_list(group) and opens_list(group[0], parent):
        return Kind.RUN_IN if is_series(group, readings) else Kind.ITEMS
    sentences = [node for node in group if is_sentence(node, readings)]
    if not sentences:
        is_bare = may_lead and not any(node.entries for node in group)
        is_item = "item" in declared(group, readings) and (is_bare or goes_on(group, readings))
        return Kind.ITEMS if is_item else Kind.HEADINGS
    is_deep = is_list(group) and len(sentences) == len(group) and depth >= DEEPEST
    if is_deep or (may_lead and is_enumeration(group)):
        return Kind.ITEMS
    # A declaration decides what is open, and nothing else.
    reads = declared(group, readings)
    if is_articles(group, sentences) and "heading" not in reads:
        return Kind.ITEMS
    return Kind.ITEMS if "item" in reads else Kind.RUN_IN if "heading" in reads else Kind.OPEN


def is_series(group: list[Node], readings: Readings) -> bool:
    """True for a part of a series of headings that is declared to go on through the whole text."""
    return goes_on(group, readings) and "heading" in declared(group, readings)


def goes_on(group: list[Node], readings: Readings) -> bool:
    return all(one.mark and readings.goes_on(one.mark, one.line) for one in group)


def is_articles(group: list[Node], sentences: list[Node]) -> bool:
    """True for articles, most of which are sentences (第一条 为了推动发展，制定本办法。), as in a law."""
    are_articles = all(one.mark and one.mark.family.name == ARTICLE for one in group)
    return are_articles and 2 * len(sentences) > len(group)


def head_articles(plan: Node, readings: Readings) -> None:
    """Make headings of the numbers of articles (第一条) if the plan has no other headings."""
    group = [node for node in plan.nodes() if node.mark]
    sentences = [node for node in group if is_sentence(node, readings)]
    if group and is_articles(group, sentences) and declared(group, readings) == {""}:
        for node in group:
            assert node.mark
            number = len(node.mark.text.rstrip())
            titled = TITLE.match(node.line.text, number)
            cut_at(node, titled.end() if titled else number)
            node.mark = replace(node.mark, text="")


def declared(group: list[Node], readings: Readings) -> set[str]:
    """How the lines of a group are declared to be read."""
    return {readings.family(node.mark, node.line) for node in group if node.mark}


def is_sentence(node: Node, readings: Readings) -> bool:
    is_heading = is_heading_form(node.title) or is_question(node) or readings.lists(node.line)
    is_heading = is_heading or bool(node.mark and not node.mark.text)  # shown as one
    return not is_heading and not readings.has("heading", node.line)


def is_question(node: Node) -> bool:
    """True for a question above its answer (（一）为何发展？如何发展？), which is a heading."""
    return bool(node.entries and node.title.endswith("？")) and is_heading_form(
        node.title.replace("？", "")
    )


def is_list(group: list[Node]) -> bool:
    """True if nothing is below the group but lists, and plain text below its last one."""
    *before, last = group
    plain = all(isinstance(one, Line) or one.mark is None for one in last.entries)
    others = before if plain else group
    return all(not node.entries or holds_list(node) for node in others)


def holds_list(node: Node) -> bool:
    """True for a sentence with nothing but a list below it."""
    return not is_heading_form(node.title) and not node.lines() and is_list(node.nodes())


def is_enumeration(group: list[Node]) -> bool:
    """True for the pieces of one sentence, which all but the last end with a semicolon."""
    *before, last = group
    are_pieces = all(one.title.endswith("；") and not one.lines() for one in before)
    return are_pieces and not is_heading_form(last.title)


def release(last: Node, parent: Node) -> None:
    """Give the text after a list back to what the list belongs to."""
    at = next(index for index, one in enumerate(parent.entries) if one is last) + 1
    parent.entries[at:at] = last.entries
    last.entries = []


def opens_list(first: Node, parent: Node) -> bool:
    """True if the line above ends with a colon, or is a bullet without a full stop: • 中医院."""
    before = next((a for a, b in pairwise([parent.line, *parent.entries]) if b is first), None)
    text = before.text if isinstance(before, Line) else ""
    return text.endswith("：") or (
        first.rank > HEADINGS and is_open(text) and bool(BULLET.match(text))
    )


def cut(node: Node) -> Iterator[Problem]:
    """Cut such a heading, or ask what it is called."""
    if node.title:
        run_in(node)
    else:
        yield untitled(node)


def run_in(node: Node) -> None:
    """Cut a heading after its first sentence; the rest of its line becomes the text under it."""
    end = end_of_lead(node)
    if end < len(node.line.text):
        cut_at(node, end)


def cut_at(node: Node, at: int) -> None:
    """Make what follows on the line the first text under the heading."""
    line = node.line
    own, rest = line.text[:at], line.text[at:]
    start = line.start + len(line.text) - len(rest.lstrip())
    node.line = replace(line, text=own)
    if rest:
        node.entries.insert(0, replace(line, text=rest.lstrip(), start=start, mark=None))
