"""Turns the lines under a heading into paragraphs: bodies, bullets, items, captions, tables, and notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from planbook.structure.model import Kind, Paragraph, Sentence
from planbook.structure.node import Line, Node
from planbook.text import footnotes
from planbook.text.grammar import BULLET, CAPTION, LEAD_LIMIT, RAISED
from planbook.text.layout import Role

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


def opening(node: Node) -> Block:
    """The block of a node's first line: a caption, an item, or a heading below the subsections."""
    if node.mark is None:
        return Block("caption", "", node.line, (node.line.text,))
    sentences = tuple(split_sentences(node.title))
    return Block("item" if node.is_item else "heading", node.mark.text, node.line, sentences)


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
        lead = leads if block.kind == "body" else block.kind in ("bullet", "item")
        paragraph = placed(block, f"{container}.{index}")
        has = lead and has_lead("".join(block.texts))
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
    return Paragraph(
        reference, kind, mark, line.start, line.number, sentences, columns=block.columns
    )


def has_label(paragraph: Paragraph) -> str:
    """The label of a caption (`表2`), or an empty string."""
    found = CAPTION.match(paragraph.sentences[0].text) if paragraph.kind == "caption" else None
    return found["label"].replace(" ", "") if found else ""
