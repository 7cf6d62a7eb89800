"""Holds the laws of every edition: nothing is lost or invented, and every link leads somewhere."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import zip_longest

from planbook.characters import HAN
from planbook.locales import LOCALES
from planbook.problems import FAULT, Problem, named, quote
from planbook.structure.model import Division, Outline, Paragraph, Part
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.decode import FILE, encode
from planbook.text.repair import Repaired
from planbook.translation.join import Edition, join
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import Memory, format_memory, key, parse_memory

SHOWN = 5
"""Maximum places that one problem names."""


def undone(repaired: Repaired, raw: bytes) -> Iterator[Problem]:
    """Law 1: undoing the journal gives the source, byte for byte."""
    if repaired.journal.undo(repaired.text) != repaired.source.text:
        yield Problem(FILE, "undoing every repair does not give the source text", FAULT)
    if encode(repaired.source) != raw:
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
            yield from ((one.start, one.written) for one in block.sentences)


def tables(text: str, outline: Outline) -> Iterator[Problem]:
    """Law 1 for tables: all their characters are there, though cells may be in another order."""
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
    """The characters of a text except blanks and the bars between cells."""
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
        if (at := text.find(line, start)) >= 0:
            start = at + len(line)
            found.update(range(at, start))
    return found


def joined_once(edition: Edition, memory: Memory, project: str) -> Iterator[Problem]:
    """Law 8: every unit has its entry, joining again changes nothing, and no English is lost."""
    remedy = "run `planbook convert`, which brings the file in line with the text"
    if unknown := [one for one in edition.outline.units() if key(one.text) not in memory.entries]:
        texts = named([quote(one.text) for one in unknown], SHOWN)
        yield Problem(MEMORY_FILE, f"{len(unknown)} units have no entry: {texts}", remedy)
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


# --- pages


Pages = Mapping[str, str]
"""Markdown by path below `docs/`."""
WORD = re.compile(rf"[{HAN}0-9A-Za-z]")
LINK = re.compile(r'\[(?P<text>(?:\\.|[^\[\]\\])*)\]\((?P<to>[^\s()]+)(?: "[^"]*")?\)')
FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
ATTRIBUTES = re.compile(r"\{[:#][^{}]*\}")
TAG = re.compile(r"</?[a-z][^<>]*>")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
PASSAGE = re.compile(r"#((?:p|s|part)-[\w-]+)")
ANCHOR = re.compile(r"(?:#|id=[\"'])([A-Za-z][\w-]*)")


def words(text: str) -> str:
    """The Han characters, digits, and Latin letters of a text, in order."""
    return "".join(WORD.findall(text))


def plain(markdown: str) -> str:
    """A page's body as bare text."""
    body = markdown.split("\n---\n", 1)[-1]
    text = LINK.sub(lambda found: found["text"], FOOTNOTE.sub("", ATTRIBUTES.sub("", body)))
    return unescape(ESCAPED.sub(r"\1", TAG.sub("", text)))


def all_words(pages: Pages, outline: Outline, page_of: Mapping[str, str]) -> Iterator[Problem]:
    """Laws 1 and 14: every mark, title, sentence, and cell is on its page, in the order of the text."""
    found = {path: words(plain(text)) for path, text in pages.items() if path in page_of.values()}
    places = dict.fromkeys(found, 0)
    lost = 0
    for block in outline.blocks():
        page = page_of[block.reference]
        for text in texts_of(block):
            at = found.get(page, "").find(words(text), places.get(page, 0))
            if at < 0:
                lost += 1
                if lost <= SHOWN:
                    said = f"{quote(text)} is missing from {page}, or not in its order"
                    yield Problem(f"docs/{page}", said, FAULT)
            elif not block.reference.startswith("0"):  # the title is above the lines before it
                places[page] = at + len(words(text))


def texts_of(block: Part | Division | Paragraph) -> Sequence[str]:
    """The texts of a block, its mark before the first."""
    first, *others = (one.written for one in block.sentences)
    return [block.mark + first, *others]


def same_anchors(pages: Pages) -> Iterator[Problem]:
    """Law 6: every locale has the same paragraphs with the same anchors, each once."""
    found = {
        locale: {
            path.partition("/")[2]: PASSAGE.findall(" ".join(ATTRIBUTES.findall(text)))
            for path, text in pages.items()
            if path.startswith(f"{locale}/plan/")
        }
        for locale in LOCALES
    }
    first, *others = found.values()
    for path, anchors in first.items():
        if any(other.get(path) != anchors for other in others):
            yield Problem(f"docs/*/{path}", "its anchors differ between the languages", FAULT)
        if len(set(anchors)) < len(anchors):
            yield Problem(f"docs/*/{path}", "an anchor is there twice", FAULT)


def leading_links(pages: Pages) -> Iterator[Problem]:
    """Every link between pages leads to a page and an anchor that are there."""
    anchors = {path: set(ANCHOR.findall(text)) for path, text in pages.items()}
    dead = [one for path in pages for one in dead_links(path, pages[path], anchors)]
    for path, target in dead[:SHOWN]:
        yield Problem(f"docs/{path}", f"its link to {quote(target)} leads nowhere", FAULT)


def dead_links(path: str, text: str, anchors: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    for found in LINK.finditer(text):
        target, _, anchor = found["to"].partition("#")
        if "://" in target or (target and not target.endswith(".md")):
            continue
        page = (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
        )
        if page not in anchors or (anchor and anchor not in anchors[page]):
            yield path, found["to"]
