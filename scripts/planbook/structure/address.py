"""Turns the tree into the outline: names the levels, and gives everything its reference.

The first three levels are chapter, section, and subsection, whatever marks a text uses for them;
deeper headings become numbered blocks of their subsection. Parts (篇, 部分) are above the chapters
only if chapter numbers continue through them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planbook.structure.blocks import blocks_of, numbered
from planbook.structure.model import Division, Level, Outline, PageMark, Paragraph, Part, Sentence
from planbook.structure.node import Line, Node, number
from planbook.text.grammar import UNNUMBERED
from planbook.text.repair import Repaired

LEVELS: tuple[Level, ...] = ("chapter", "section", "subsection")


def assemble(
    trees: list[Node], contents: tuple[str, ...], repaired: Repaired, named: str
) -> Outline:
    """The frozen outline of the plan and its annexes, with all references."""
    root, *annexes = trees
    front = numbered(list(blocks_of([e for e in root.entries if not is_heading(e)])), "0.0.0")
    lone = sum(one.kind == "bullet" for one in front) == 1
    front = tuple(as_front(unmarked(one) if lone else one) for one in front)
    parts: tuple[Part, ...] = ()
    tops = [node for node in root.nodes() if is_heading(node)]
    if chapters_count_on(tops):
        parts = tuple(part_of(node) for node in tops)
        tops = [chapter for node in tops for chapter in node.nodes() if is_heading(chapter)]
    chapters = [division(node, f"{own}", 0) for own, node in numbered_once(tops)]
    chapters += [division(one, f"a{order}", 0) for order, one in enumerate(annexes, 1)]
    outline = Outline(front, parts, tuple(chapters), contents, (), named)
    return replace(outline, page_marks=tuple(page_marks(repaired, outline)))


def is_heading(entry: Node | Line) -> bool:
    return isinstance(entry, Node) and entry.mark is not None and not entry.is_item


def numbered_once(nodes: Sequence[Node]) -> Iterator[tuple[int, Node]]:
    """Headings with their numbers; one that an earlier one has becomes the next after all of them."""
    taken: set[int] = set()
    for node in nodes:
        own = number(node)
        if own in taken:
            own = max(*taken, *map(number, nodes)) + 1
        taken.add(own)
        yield own, node


def chapters_count_on(tops: list[Node]) -> bool:
    """True if these are parts whose chapters do not start again at 1."""
    firsts = [next((n for n in top.nodes() if is_heading(n)), None) for top in tops[1:]]
    families = {node.mark.family.name for node in tops if node.mark}
    return (
        bool(firsts)
        and families <= {"部分", "篇"}
        and all(first is not None and number(first) > 1 for first in firsts)
    )


def part_of(node: Node) -> Part:
    assert node.mark
    own = [entry for entry in node.entries if not is_heading(entry)]
    first = next(one for one in node.nodes() if is_heading(one))
    # It is on the page of that chapter, which its reference therefore names.
    reference = f"0.{number(first)}"
    return Part(
        node.mark.text,
        title(node, reference),
        node.line.start,
        node.line.number,
        numbered(list(blocks_of(own)), f"{reference}.0"),
        str(number(first)),
    )


def title(node: Node, reference: str) -> Sentence:
    start = node.line.start + len(node.line.text) - len(node.title)
    return Sentence(reference, node.title, start)


def division(node: Node, reference: str, depth: int) -> Division:
    """A heading with everything below it; `depth` 0 is a chapter, or an annex (`a1`)."""
    deepest = depth == len(LEVELS) - 1
    own = [entry for entry in node.entries if deepest or not is_heading(entry)]
    below = [] if deepest else [child for child in node.nodes() if is_heading(child)]
    container = ".".join((*reference.split("."), "0", "0")[:3])
    return Division(
        LEVELS[depth],
        int(reference.rpartition(".")[2].removeprefix("a")),
        node.mark.text if node.mark else "",
        title(node, reference),
        node.line.start,
        node.line.number,
        numbered(list(blocks_of(own)), container),
        tuple(
            division(child, f"{reference}.{own}", depth + 1) for own, child in numbered_once(below)
        ),
    )


def as_front(paragraph: Paragraph) -> Paragraph:
    """The front paragraph, marked as a heading (前言), or as a title or label if it is no sentence."""
    if paragraph.kind == "body" and UNNUMBERED.match(paragraph.sentences[0].text):
        return replace(paragraph, kind="heading")
    is_title = paragraph.kind == "body" and not paragraph.sentences[-1].text.endswith(
        tuple("。！？；：”")
    )
    return replace(paragraph, kind="front") if is_title else paragraph


def unmarked(paragraph: Paragraph) -> Paragraph:
    """A line under the title that begins with a dash, which is no bullet: ——2026年1月8日在大会上."""
    if paragraph.kind != "bullet" or not paragraph.mark.startswith("—"):
        return paragraph
    first, *rest = paragraph.sentences
    whole = replace(first, text=paragraph.mark + first.text, start=paragraph.start)
    return replace(paragraph, kind="body", mark="", sentences=(whole, *rest), has_lead=False)


def page_marks(repaired: Repaired, outline: Outline) -> Iterator[PageMark]:
    """The page numbers that the repair removed, each tied to the paragraph that contained it."""
    paragraphs = sorted((p.start, p.reference) for p in outline.paragraphs())
    if not paragraphs:
        return
    starts = [start for start, _ in paragraphs]
    last = repaired.journal.passes[-1]
    for at, edit in zip(last.starts, last.edits, strict=True):
        if edit.rule == "page-mark" and (digits := re.search(r"\d+", edit.before)):
            index = max(0, bisect_right(starts, at) - 1)
            yield PageMark(int(digits[0]), paragraphs[index][1])
