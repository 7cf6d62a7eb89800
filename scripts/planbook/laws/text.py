"""States the laws on text and translation: nothing is lost, nothing is changed by itself."""

from collections.abc import Iterator

from planbook.problems import Problem, quote
from planbook.structure.model import Outline, Paragraph
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.decode import FILE, encode
from planbook.text.repair import Repaired
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import Memory, format_memory, key, parse_memory
from planbook.translation.sync import Edition, join

FAULT = "report it with the text: planbook itself is wrong"
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
    """Offset and text of every mark, title, sentence, and cell."""
    for block in outline.blocks():
        yield block.start, block.mark
        if isinstance(block, Paragraph) and block.kind == "table":
            yield from cells(text, block)
        else:
            sentences = block.sentences if isinstance(block, Paragraph) else (block.title,)
            yield from ((one.start, one.text) for one in sentences)


def cells(text: str, table: Paragraph) -> Iterator[tuple[int, str]]:
    """Offset and text of each cell of a table, which begins where its first one does."""
    at = table.start
    for one in table.sentences:
        at = text.find(one.text, at)
        yield at, one.text
        at += len(one.text)


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
    solid = (at for at, char in enumerate(repaired.text) if not char.isspace())
    wrong = [at for at in solid if owners[at] != 1 and at not in skipped]
    for at in wrong[:SHOWN]:
        around = quote(repaired.text[max(0, at - 10) : at + 10])
        times = "no node" if not owners[at] else f"{owners[at]} nodes"
        yield Problem(FILE, f"{quote(repaired.text[at])} in {around} belongs to {times}", FAULT)


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
    if join(edition.outline, edition.memory).memory != edition.memory:
        yield Problem(MEMORY_FILE, "joining the text and its English again changes it", FAULT)
    for one in (memory, edition.memory):
        text = format_memory(one, project)
        if parse_memory(text) != one or format_memory(parse_memory(text), project) != text:
            yield Problem(MEMORY_FILE, "it does not read back as it is written", FAULT)


def recorded(repaired: Repaired) -> str:
    """The table of mechanical repairs, as `repairs.toml` has it."""
    counts = repaired.journal.counts()
    lines = (f"{rule} = {count}" for rule, count in sorted(counts.items()))
    return f"[mechanical] in {REPAIRS_FILE}: {', '.join(lines) or 'none'}"
