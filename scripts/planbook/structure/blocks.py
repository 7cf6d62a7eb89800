"""Makes the outline of the tree: paragraphs under their headings, each with its reference.

The first three levels are chapter, section, and subsection, whatever marks a text uses for them;
deeper headings become numbered blocks of their subsection. Parts (篇, 部分) are above the chapters
only if chapter numbers continue through them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from planbook.structure.model import (
    ARTICLE,
    Division,
    Kind,
    Level,
    Outline,
    PageMark,
    Paragraph,
    Part,
    Sentence,
)
from planbook.structure.node import Line, Node, is_table_title, number
from planbook.text import footnotes
from planbook.text.grammar import BULLET, CAPTION, LEAD_LIMIT, RAISED, UNNUMBERED
from planbook.text.layout import Role
from planbook.text.repair import Repaired

SENTENCE_END = re.compile(
    rf"""[。！？]+ [”’）》」』】]*
        (?: [{RAISED}]+ | {footnotes.BRACKETED} | [{footnotes.CIRCLED}]+ $ )*  # 任务。¹, 任务。[1]""",
    re.VERBOSE,
)
# Text in brackets or quotation marks belongs to the sentence around it.
ENCLOSED = re.compile(r"（[^（）]*）|“[^“”]*”|《[^《》]*》|「[^「」]*」")
TABLES = (Role.ROW, Role.CELL)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before it is numbered."""

    kind: Kind
    mark: str
    line: Line
    texts: tuple[str, ...]
    """Its sentences (or title, or cells), in order."""
    columns: int = 0
    is_title: bool = False
    """True for an item that is the title of the text under it."""


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph. Law: joined, they are the text again."""
    inside = [span for found in ENCLOSED.finditer(text) for span in [found.span()]]
    ends = [0]
    spans = iter([*inside, (len(text) + 1, len(text) + 1)])
    start, end = next(spans)
    for found in SENTENCE_END.finditer(text):
        while end < found.end():
            start, end = next(spans)
        if not start < found.start() < found.end() < end:
            ends.append(found.end())
    if ends[-1] < len(text):
        ends.append(len(text))
    return [text[a:b] for a, b in pairwise(ends)]


def has_lead(text: str) -> bool:
    """True if the text opens with a short sentence without a comma, and goes on after it."""
    lead, stop, rest = text.partition("。")
    return (
        bool(stop and footnotes.unmarked(rest))
        and 0 < len(lead) <= LEAD_LIMIT
        and not set("，；：！？") & set(lead)
    )


def cells(row: str) -> list[str]:
    """The cells of a table row."""
    bars = row.strip()
    pieces = bars.strip("|").split("|") if bars.startswith("|") else row.split("\t")
    return [cell.strip() for cell in pieces]


def blocks_of(entries: list[Node | Line]) -> Iterator[Block]:
    """The blocks of lines and nodes, in order, with nodes flattened."""
    rows: list[Line] = []
    for entry in entries:
        row = entry if isinstance(entry, Line) and entry.role in TABLES else None
        if rows and (row is None or row.begins_table):
            yield table(rows)
            rows = []
        if row:
            rows.append(row)
        elif isinstance(entry, Node):
            yield opening(entry)
            yield from blocks_of(entry.entries)
        else:
            yield text_block(entry)
    if rows:
        yield table(rows)


def captioned(blocks: list[Block]) -> list[Block]:
    """The blocks; a title without a label above a table, perhaps with notes between, as its caption."""
    lines = [block.line for block in blocks]
    return [
        replace(one, kind="caption") if one.kind == "body" and is_table_title(lines, at) else one
        for at, one in enumerate(blocks)
    ]


def opening(node: Node) -> Block:
    """The block of a node's first line: a caption, an item, or a heading below the subsections."""
    if node.mark is None:
        return Block("caption", "", node.line, (node.line.text,))
    sentences = tuple(split_sentences(node.title))
    kind: Kind = "item" if node.is_item else "heading"
    return Block(kind, node.mark.text, node.line, sentences, is_title=node.is_item_title)


def text_block(line: Line) -> Block:
    if found := BULLET.match(line.text):
        sentences = tuple(split_sentences(line.text[found.end() :]))
        return Block("bullet", found[0], line, sentences)
    if line.note:
        return Block("note", line.note, line, tuple(split_sentences(line.text[len(line.note) :])))
    return Block("body", "", line, tuple(split_sentences(line.text)))


def table(rows: list[Line]) -> Block:
    grid = [cells(row.text) for row in rows]
    width = rows[0].columns or max(map(len, grid))
    if rows[0].columns:
        return Block("table", "", rows[0], tuple(cell for row in grid for cell in row), width)
    # A short row is filled on the right: a lost cell shows as an empty one.
    texts = tuple(cell for row in grid for cell in [*row, *[""] * (width - len(row))])
    return Block("table", "", rows[0], texts, columns=width)


def numbered(blocks: list[Block], container: str) -> tuple[Paragraph, ...]:
    """The paragraphs of one container (`2.1.3`), numbered from 1, with their leads marked.

    Body paragraphs have leads only if there are at least two in the container and all open with
    one.
    """
    bodies = [block for block in blocks if block.kind == "body"]
    leads = len(bodies) > 1 and all(has_lead("".join(block.texts)) for block in bodies)
    paragraphs = []
    for index, block in enumerate(blocks, 1):
        may_lead = block.kind in ("bullet", "item") and not ARTICLE.match(block.mark)
        lead = leads if block.kind == "body" else may_lead
        paragraph = placed(block, f"{container}.{index}")
        has = block.is_title or (lead and has_lead("".join(block.texts)))
        paragraphs.append(replace(paragraph, has_lead=has))
    return tuple(paragraphs)


def placed(block: Block, reference: str) -> Paragraph:
    """The block as a paragraph with references and offsets."""
    at = block.line.start + len(block.mark)
    lengths = [0 if block.kind == "table" else len(text) for text in block.texts]
    starts = accumulate(lengths, initial=at)
    sentences = tuple(
        Sentence(f"{reference}.{number}", text, start)
        for number, (text, start) in enumerate(zip(block.texts, starts, strict=False), 1)
    )
    kind, mark, line = block.kind, block.mark, block.line
    marked = line.marked if kind == "table" else None
    return Paragraph(
        reference,
        kind,
        mark,
        line.start,
        line.number,
        sentences,
        columns=block.columns,
        marked=marked,
    )


def has_label(paragraph: Paragraph) -> str:
    """The label of a caption (`表2`), or an empty string."""
    found = CAPTION.match(paragraph.sentences[0].text) if paragraph.kind == "caption" else None
    return found["label"].replace(" ", "") if found else ""


# --- the outline


LEVELS: tuple[Level, ...] = ("chapter", "section", "subsection")


def assemble(
    trees: list[Node], contents: tuple[str, ...], repaired: Repaired, named: str
) -> Outline:
    """The frozen outline of the plan and its annexes, with all references."""
    root, *annexes = trees
    tops = [node for node in root.nodes() if is_heading(node)]
    tops = tops[prefaces(tops) :]
    own = {*map(id, tops)}
    front = numbered(list(blocks_of([e for e in root.entries if id(e) not in own])), "0.0.0")
    lone = sum(one.kind == "bullet" for one in front) == 1
    front = tuple(as_front(unmarked(one) if lone else one) for one in front)
    parts: tuple[Part, ...] = ()
    if chapters_count_on(tops):
        parts = tuple(part_of(node) for node in tops)
        tops = [chapter for node in tops for chapter in node.nodes() if is_heading(chapter)]
    chapters = [division(node, f"{own}", 0) for own, node in numbered_once(tops)]
    chapters += [division(one, f"a{order}", 0) for order, one in enumerate(annexes, 1)]
    outline = Outline(front, parts, tuple(chapters), contents, (), named)
    return replace(outline, page_marks=tuple(page_marks(repaired, outline)))


def is_heading(entry: Node | Line) -> bool:
    return isinstance(entry, Node) and entry.is_heading


def prefaces(tops: Sequence[Node]) -> int:
    """How many of them have no number and a lower rank than the first chapter, which is below them."""
    written = [bool(one.mark and one.mark.text) for one in tops]
    first = written.index(True) if True in written else 0
    return first if all(one.rank > tops[first].rank for one in tops[:first]) else 0


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
        numbered(captioned(list(blocks_of(own))), f"{reference}.0"),
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
        numbered(captioned(list(blocks_of(own))), container),
        tuple(
            division(child, f"{reference}.{own}", depth + 1) for own, child in numbered_once(below)
        ),
    )


def as_front(paragraph: Paragraph) -> Paragraph:
    """The front paragraph, marked as a heading (前言), or as a title or label if it is no sentence."""
    if paragraph.kind == "body" and UNNUMBERED.match(paragraph.sentences[0].text):
        return replace(paragraph, kind="heading")
    ends = paragraph.sentences[-1].text.endswith(tuple("。！？；：”"))
    return paragraph if ends or paragraph.kind != "body" else replace(paragraph, kind="front")


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
