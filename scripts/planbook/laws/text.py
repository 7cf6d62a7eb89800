"""States the laws on text and translation: nothing is lost, nothing is changed by itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from planbook.problems import FAULT, Problem, quote
from planbook.structure.model import Outline, Paragraph
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.decode import FILE, encode
from planbook.text.repair import Repaired
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import Memory, format_memory, key, parse_memory
from planbook.translation.sync import Edition, join

SHOWN = 5
"""Maximum places that one problem names."""


def undone(repaired: Repaired, raw: bytes) -> Iterator[Problem]:
    """Law 1: undoing the journal gives the source, byte for byte."""
    if repaired.journal.undo(repaired.text) != repaired.source.text:
        yield Problem(FILE, "undoing every repair does not give the source text", FAULT)
    # Folded to Simplified characters, a text has no way back.
    if not repaired.source.traditional and encode(repaired.source) != raw:
        yield Problem(FILE, "the text as read is not the file, byte for byte", FAULT)


def pieces(text: str, outline: Outline) -> Iterator[tuple[int, str]]:
    """Offset and text of every mark, title, and sentence, and of the place of every table."""
    blocks = sorted(outline.blocks(), key=lambda one: one.start)
    for block, after in zip_longest(blocks, blocks[1:]):
        yield block.start, block.mark
        if isinstance(block, Paragraph) and block.kind == "table":
            end = after.start if after else len(text)
            yield block.start + len(block.mark), text[block.start + len(block.mark) : end]
        else:
            sentences = block.sentences if isinstance(block, Paragraph) else (block.title,)
            yield from ((one.start, one.written) for one in sentences)


def tables(text: str, outline: Outline) -> Iterator[Problem]:
    """Law 1 for tables, whose cells may have been broken up or in another order: all is in them."""
    starts = sorted(block.start for block in outline.blocks())
    for block in outline.blocks():
        if not (isinstance(block, Paragraph) and block.kind == "table"):
            continue
        end = next((one for one in starts if one > block.start), len(text))
        there = Counter(solid(text[block.start : end]))
        shown = Counter(char for one in block.sentences for char in solid(one.written))
        if there != shown:
            wrong = "".join(sorted(((there - shown) + (shown - there)).elements()))
            said = f"the table {block.reference} has {quote(wrong)} too often or too seldom"
            yield Problem(FILE, said, FAULT)


def solid(text: str) -> Iterator[str]:
    """Its characters but blanks and the bars between cells."""
    return (char for char in text if not char.isspace() and char != "|")


def owned_once(repaired: Repaired, outline: Outline) -> Iterator[Problem]:
    """Law 1: every solid character belongs to exactly one node of the outline.

    A character outside every node is missing on the pages; one inside two is there twice. Those of
    the table of contents, which repeats the headings, are not shown.
    """
    owners = [0] * len(repaired.text)
    for start, text in pieces(repaired.text, outline):
        if repaired.text[start : start + len(text)] != text:
            yield Problem(FILE, f"{quote(text)} is not at its place in the text", FAULT)
        for at in range(start, start + len(text)):
            owners[at] += 1
    skipped = unshown(repaired.text, outline)
    places = (at for at, char in enumerate(repaired.text) if not char.isspace())
    wrong = [at for at in places if owners[at] != 1 and at not in skipped]
    for at in wrong[:SHOWN]:
        around = quote(repaired.text[max(0, at - 10) : at + 10])
        times = "no node" if not owners[at] else f"{owners[at]} nodes"
        yield Problem(FILE, f"{quote(repaired.text[at])} in {around} belongs to {times}", FAULT)
    yield from tables(repaired.text, outline)


def unshown(text: str, outline: Outline) -> set[int]:
    """The places of the characters of the table of contents, and of the bars of tables."""
    found = {at for at, char in enumerate(text) if char in "|\t"}
    start = 0
    for line in outline.contents:
        at = text.find(line, start)
        found.update(range(at, at + len(line)))
        start = at + len(line)
    return found


def joined_once(edition: Edition, memory: Memory, project: str) -> Iterator[Problem]:
    """Law 8: every unit has its entry, joining again changes nothing, and no English is lost."""
    remedy = "run `planbook convert`, which brings the file in line with the text"
    if unknown := [one for one in edition.outline.units() if key(one.text) not in memory.entries]:
        named = ", ".join(quote(one.text) for one in unknown[:SHOWN])
        yield Problem(MEMORY_FILE, f"{len(unknown)} units have no entry: {named}", remedy)
        return
    if join(edition.outline, edition.memory).memory != edition.memory:
        yield Problem(MEMORY_FILE, "joining the text and its English again changes it", FAULT)
    for one in (memory, edition.memory):
        text = format_memory(one, project)
        again = parse_memory(text)
        # The file gets its own fields when it is written for the first time.
        same = (
            replace(again, metadata=one.metadata) == one
            and one.metadata.keys() <= again.metadata.keys()
        )
        if not same or format_memory(again, project) != text:
            yield Problem(MEMORY_FILE, "it does not read back as it is written", FAULT)


def recorded(repaired: Repaired) -> str:
    """The table of mechanical repairs, as `repairs.toml` has it."""
    counts = repaired.journal.counts()
    lines = (f"{rule} = {count}" for rule, count in sorted(counts.items()))
    return f"[mechanical] in {REPAIRS_FILE}: {', '.join(lines) or 'none'}"
