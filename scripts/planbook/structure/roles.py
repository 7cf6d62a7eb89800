"""Decides what numbered lines are: headings, headings run into their text, or items of a list.

A group of siblings is judged as a whole. What its form leaves open is asked once for each family of
marks; the rest of the run assumes headings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import Enum
from itertools import accumulate, groupby, pairwise
from operator import attrgetter, itemgetter
from statistics import median

from planbook.problems import Problem, quote
from planbook.structure.blocks import split_sentences
from planbook.structure.node import Line, Node, Readings, number
from planbook.structure.tree import CAPTION_RANK
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import HEADING_LIMIT, is_heading_form, is_open
from planbook.text.words import words_of

DEEPEST = 3
"""Below so many headings, it makes no difference to the outline what a numbered sentence is."""
MOST = 0.6
"""From this share of a family on, run-in headings are its way, and not an accident."""
SEVERAL = 5
"""A family needs so many headings before their length says anything."""
LONG, TIMES = 24, 3
"""A heading of more characters than this, and so many times the usual, is too long."""
DEFINITION = re.compile(r"[^。：]{1,50} [：。]? [^。]{0,40}? (?: 是? 指 | 即 | 系 )", re.VERBOSE)
"""五个中心：指…, 一人公司。是指…: the explanation of a term."""
USUAL = 8
"""Characters of a title where no other shows how long titles are."""


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
    for top in tops:
        problems += decide(top, 0, readings, undecided)
    nodes = [node for top in tops for node in walk(top) if node.is_heading]
    undecided.sort(key=lambda node: node.mark.family.rank if node.mark else 0)
    for _, found in groupby(undecided, key=lambda node: node.mark and node.mark.family.name):
        problems += ask(list(found), nodes)
    for node in undecided:
        run_in(node)
    return [*problems, *too_long([node for node in nodes if node.is_heading], readings)]


def too_long(nodes: list[Node], readings: Readings) -> Iterator[Problem]:
    """Headings so much longer than others of their family that they may have swallowed their text."""
    families: dict[str, list[Node]] = {}
    for node in nodes:
        if node.mark and is_heading_form(node.title):
            families.setdefault(node.mark.family.name, []).append(node)
    for family in families.values():
        usual = median(len(node.title) for node in family)
        for node in family if len(family) >= SEVERAL else ():
            limit = max(LONG, TIMES * usual)
            if len(node.title) > limit and not readings.has("heading", node.line):
                yield glued(node, round(usual))


def walk(node: Node) -> Iterator[Node]:
    yield node
    for one in node.nodes():
        yield from walk(one)


def decide(
    parent: Node, depth: int, readings: Readings, undecided: list[Node]
) -> Iterator[Problem]:
    """Decide the groups below a node, one after the other; items stop being headings."""
    below = depth + (parent.mark is not None)
    marked = [node for node in parent.nodes() if node.mark]
    for _, family in groupby(marked, key=attrgetter("rank")):
        group = list(family)
        kind = kind_of(group, parent, below, readings)
        if kind is Kind.ITEMS:
            yield from (untitled(node) for node in group if not node.title)
            for node in group:
                node.is_item = True
            release(group[-1], parent)
        for node in group:
            if is_sentence(node, readings):
                if kind is Kind.RUN_IN:
                    run_in(node)
                elif kind is Kind.OPEN:
                    undecided.append(node)
    for node in parent.nodes():
        yield from decide(node, below, readings, undecided)


def kind_of(group: list[Node], parent: Node, depth: int, readings: Readings) -> Kind:
    may_lead = all(n.mark and n.mark.family.may_lead for n in group) and len(group) > 1
    if may_lead and is_list(group) and opened_by_colon(group[0], parent):
        return Kind.ITEMS
    sentences = [node for node in group if is_sentence(node, readings)]
    if not sentences:
        return Kind.HEADINGS
    in_box = parent.rank == CAPTION_RANK
    if in_box or (is_list(group) and len(sentences) == len(group) and depth >= DEEPEST):
        return Kind.ITEMS
    # A declaration decides what is open, and nothing else.
    declared = {readings.family(node.mark, node.line) for node in group if node.mark}
    return Kind.ITEMS if "item" in declared else Kind.RUN_IN if "heading" in declared else Kind.OPEN


def is_sentence(node: Node, readings: Readings) -> bool:
    return not is_heading_form(node.title) and not readings.has("heading", node.line)


def is_list(group: list[Node]) -> bool:
    """True if nothing but plain text is below the group, and that only below its last one."""
    last = group[-1].entries
    plain = all(isinstance(one, Line) or one.mark is None for one in last)
    return plain and not any(node.entries for node in group[:-1])


def release(last: Node, parent: Node) -> None:
    """Give the text after a list back to what the list belongs to."""
    at = next(index for index, one in enumerate(parent.entries) if one is last) + 1
    parent.entries[at:at] = last.entries
    last.entries = []


def opened_by_colon(first: Node, parent: Node) -> bool:
    before = next((a for a, b in pairwise(parent.entries) if b is first), None)
    return isinstance(before, Line) and before.text.endswith("：")


def run_in(node: Node) -> None:
    """Cut a heading after its first sentence; the rest of its line becomes the text under it."""
    sentences = split_sentences(node.title)
    if len(sentences) < 2:
        return
    line = node.line
    cut = len(line.text) - len(node.title) + len(sentences[0])
    rest = replace(line, text=line.text[cut:], start=line.start + cut, mark=None)
    node.line = replace(line, text=line.text[:cut])
    node.entries.insert(0, rest)


def ask(found: list[Node], nodes: list[Node]) -> Iterator[Problem]:
    """The question about a family, those about its lists, or about the few lines that are at fault."""
    name = found[0].mark and found[0].mark.family.name
    own = [node for node in nodes if node.mark and node.mark.family.name == name]
    yield from (untitled(node) for node in found if not node.title)
    clear = [node for node in found if node.title and may_be_run_in(node)]
    asked = list(asked_together(clear, own))
    yield from map(family_question, asked)
    known = {id(node) for group in asked for node in group}
    usual = [len(node.title) for node in own if is_heading_form(node.title)]
    length = round(median(usual)) if usual else USUAL
    yield from (glued(node, length) for node in found if node.title and id(node) not in known)


def asked_together(clear: list[Node], own: list[Node]) -> Iterator[list[Node]]:
    """The lines of a family that one question decides: most of all, or most of series side by side."""
    if len(clear) > 1 and len(clear) >= MOST * len(own):
        yield clear
        return
    known = {id(node) for node in clear}
    lists = [[node for node in one if id(node) in known] for one in series_in(own)]
    share = [len(a) >= MOST * len(b) for a, b in zip(lists, series_in(own), strict=True)]
    for are_most, group in groupby(zip(share, lists, strict=True), key=itemgetter(0)):
        together = [node for _, one in group for node in one]
        if are_most and len(together) >= SEVERAL:
            yield together


def series_in(nodes: list[Node]) -> list[list[Node]]:
    """The nodes of a family, in the order of the text, cut where their numbers begin again."""
    made: list[list[Node]] = []
    for node in nodes:
        if not made or number(node) <= number(made[-1][-1]):
            made.append([])
        made[-1].append(node)
    return made


def may_be_run_in(node: Node) -> bool:
    """True if the line opens with a sentence that is short enough for a heading."""
    first = split_sentences(node.title)[0]
    return len(first) <= HEADING_LIMIT and not (first == node.title and is_open(first))


def reads_as_list(found: list[Node]) -> bool:
    """True if most lines are definitions, or sentences with nothing after them: no heading is."""
    alone = sum(len(split_sentences(node.title)) == 1 and not node.entries for node in found)
    defined = sum(bool(DEFINITION.match(node.title)) for node in found)
    return max(alone, defined) >= MOST * len(found)


def family_question(found: list[Node]) -> Problem:
    first, last = found[0], found[-1]
    assert first.mark
    mark = first.mark.text.strip()
    span = {"line": first.line.number, "last": last.line.number}
    cuts = split_sentences(first.title)[0]
    options = {"heading": "family_heading", "item": "family_item", "paragraph": "family_paragraph"}
    first_one = "item" if reads_as_list(found) else "heading"
    return Problem(
        FILE,
        f"{len(found)} lines such as {quote(first.line.text)} are sentences with a mark: headings"
        f" that end with their first sentence, here {quote(cuts)}, or numbered paragraphs",
        "declare in source/repairs.toml how the family is read: [[family]] with reads = "
        '"heading", "item", or "paragraph"',
        line=first.line.number,
        last_line=last.line.number,
        answers=tuple(
            answers.entry("[[family]]", options[reads], mark=mark, reads=reads, **span)
            for reads in sorted(options, key=lambda one: one != first_one)
        ),
    )


def untitled(node: Node) -> Problem:
    return Problem(
        FILE,
        f"the heading {quote(node.line.text)} has no title",
        'declare in source/repairs.toml a kind = "join" with the line that holds its title',
        line=node.line.number,
    )


def word_end(title: str, length: int) -> int:
    """The end of the word in the title that is nearest to this length."""
    ends = list(accumulate(map(len, words_of(title[: 2 * length + USUAL]))))
    return min(
        (one for one in ends if one < len(title)), key=lambda one: abs(one - length), default=1
    )


def glued(node: Node, length: int) -> Problem:
    """The question about a line that is longer than its heading; titles have this length here."""
    line = node.line
    mark = len(line.text) - len(node.title)
    cut = mark + word_end(node.title, length)
    before = line.text[: cut + 6]
    after = f"{line.text[:cut]}\n{before[cut:]}"
    quoted = answers.beginning(line.text)
    split = answers.repair("split", line.number, before, "split", after=after)
    whole = answers.repair("heading", line.number, quoted, "heading")
    is_whole = len(split_sentences(node.title)) == 1 and not node.title.endswith(("。", "；"))
    return Problem(
        FILE,
        f"a heading runs into its body, or is too long for one: {quote(line.text)}",
        'declare in source/repairs.toml a kind = "split" where the body begins (move the \\n of the'
        ' answer there), or kind = "heading" if the whole line is one',
        line=line.number,
        answers=(
            *((whole, split) if is_whole else (split, whole)),
            answers.repair("paragraph", line.number, quoted, "paragraph"),
        ),
    )
