"""Models the outline: every piece of the plan with its address and its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from unicodedata import normalize

from planbook.text.grammar import ANY_NUMERAL, APPENDIX

Kind = Literal["front", "body", "bullet", "item", "heading", "caption", "table", "note"]
Level = Literal["chapter", "section", "subsection"]
STRAIGHT = str.maketrans("“”", '""')
ARTICLE = re.compile(rf"第 \s? {ANY_NUMERAL} \s? 条 (?: \s | $ | [（【] )", re.VERBOSE)
UnitKind = Literal["heading", "lead", "caption", "table cell", "sentence"]


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a sentence refers to a note of the original."""

    at: int
    """Offset in the text of the sentence, which is without its marks."""
    text: str
    """`¹`, `[i]`."""
    note: str
    """Reference of the paragraph that is the note."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of text that is translated as a unit: a sentence, a title, or a cell."""

    reference: str
    """`2.1.3.2.1`: chapter.section.subsection.paragraph.sentence; for a title, `2.1.3`."""
    text: str
    start: int
    """Offset in the repaired text."""
    marks: tuple[NoteMark, ...] = ()
    """In the order of the text."""

    @property
    def written(self) -> str:
        """The text with its marks of notes, as the repaired text has it."""
        ends = [0, *(one.at for one in self.marks), len(self.text)]
        pieces = (self.text[a:b] for a, b in pairwise(ends))
        marks = (*(one.text for one in self.marks), "")
        return "".join(piece + mark for piece, mark in zip(pieces, marks, strict=True))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text with its own address."""

    reference: str
    """`2.1.3.2`, with 0 for levels that the plan does not have there."""
    kind: Kind
    """A `heading` is below the subsections; a `table` has its cells as sentences; a `note` is of the
    original, and its mark is `¹`."""
    mark: str
    """The text before the first sentence: `——`, `（1）`; usually empty."""
    start: int
    """Offset of the mark or the first character in the repaired text."""
    line: int
    """Line of the source, counted from 1."""
    sentences: tuple[Sentence, ...]
    has_lead: bool = False
    """True if the first sentence heads the paragraph: a lead, or the title of a bullet."""
    columns: int = 0
    """Number of cells in each row of a table."""
    marked: tuple[int, int] | None = None
    """How many rows and columns of a table the original marks as heads, if it does."""
    noted: str = ""
    """For a note, the reference of the first sentence that refers to it."""

    @property
    def anchor(self) -> str:
        return "p-" + self.reference.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Division:
    """A chapter, section, or subsection."""

    level: Level
    number: int
    mark: str
    """Its mark as written in the text, e.g., `第二章 ` or `（三）`."""
    title: Sentence
    start: int
    line: int
    paragraphs: tuple[Paragraph, ...]
    """Its own text, before its first child."""
    children: tuple[Division, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return (self.title,)

    @property
    def reference(self) -> str:
        """`2`, `2.1`, or `2.1.3`."""
        return self.title.reference

    @property
    def anchor(self) -> str:
        return "s-" + "-".join((*self.reference.split("."), "0", "0")[:3])

    def walk(self) -> Iterator[Division]:
        """The division and everything below it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_paragraphs(self) -> Iterator[Paragraph]:
        for one in self.walk():
            yield from one.paragraphs


@dataclass(frozen=True, slots=True)
class Part:
    """A heading above the chapters (篇, 部分), through which their numbers continue."""

    mark: str
    title: Sentence
    start: int
    line: int
    paragraphs: tuple[Paragraph, ...]
    """Its own text, before its first chapter: `0.chapter.0.paragraph`."""
    first_chapter: str
    """Reference of the chapter that follows it."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return (self.title,)

    @property
    def reference(self) -> str:
        return self.title.reference

    @property
    def anchor(self) -> str:
        return f"s-0-{self.first_chapter}-0"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit where it occurs."""

    sentence: Sentence
    kind: UnitKind
    block: Part | Division | Paragraph
    """The heading that it is, or the paragraph that it belongs to."""
    heading: Part | Division | None
    """The heading above it; its own for a heading; None before the first."""

    @property
    def reference(self) -> str:
        """The reference of its block, which has an anchor."""
        return self.block.reference


@dataclass(frozen=True, slots=True)
class PageMark:
    """A page number of the printed edition that was in the text."""

    number: int
    reference: str
    """The paragraph in which, or before which, that page ended."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole plan."""

    front: tuple[Paragraph, ...]
    """The paragraphs before the first chapter: label, title, preface."""
    parts: tuple[Part, ...]
    chapters: tuple[Division, ...]
    contents: tuple[str, ...]
    """The lines of a table of contents; they repeat the headings and are not shown."""
    page_marks: tuple[PageMark, ...]

    named: str = ""
    """What the document is called, by whoever describes it."""

    @property
    def title(self) -> Paragraph | None:
        """The document's own title: the opening line that it is called by.

        If nothing says what it is called, the last opening line that is not a sentence.
        """
        if self.named:
            return next(iter(titles_in(self.front, self.named)), None)
        titles = [one for one in self.front if one.kind == "front"]
        return titles[-1] if titles else None

    @property
    def has_articles(self) -> bool:
        """True if the highest divisions are articles, but for annexes: 第一条."""
        own = [one for one in self.chapters if not one.reference.startswith("a")]
        return bool(own) and all(ARTICLE.match(one.mark + one.title.text) for one in own)

    def is_article(self, division: Division) -> bool:
        """True for one of them."""
        own = not division.reference.startswith("a")
        return division.level == "chapter" and own and self.has_articles

    def groups(self) -> Iterator[tuple[Part | None, list[Division]]]:
        """The chapters by part, in order; those of no part, and the annexes, with None."""
        parts = {part.first_chapter: part for part in self.parts}
        group: tuple[Part | None, list[Division]] = (None, [])
        for chapter in self.chapters:
            part = parts.get(chapter.reference)
            if part or (group[0] and chapter.reference.startswith("a")):
                if group[1]:
                    yield group
                group = (part, [])
            group[1].append(chapter)
        if group[1]:
            yield group

    def divisions(self) -> Iterator[Division]:
        for chapter in self.chapters:
            yield from chapter.walk()

    def blocks(self) -> Iterator[Part | Division | Paragraph]:
        """Everything in the text, in order."""
        parts = {part.first_chapter: part for part in self.parts}
        yield from self.front
        for division in self.divisions():
            if part := parts.get(division.reference):
                yield part
                yield from part.paragraphs
            yield division
            yield from division.paragraphs

    def paragraphs(self) -> Iterator[Paragraph]:
        yield from (one for one in self.blocks() if isinstance(one, Paragraph))

    def by_line(self) -> dict[int, Part | Division | Paragraph]:
        """The first paragraph on each line of the source, or otherwise its heading."""
        found: dict[int, Part | Division | Paragraph] = {}
        for one in self.blocks():
            if not isinstance(found.get(one.line), Paragraph):
                found[one.line] = one
        return found

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, title, and cell, in text order."""
        for one in self.blocks():
            yield from one.sentences

    def places(self) -> Iterator[Place]:
        """The place of every unit, in text order; a text that occurs twice has two.

        An empty table cell is no unit: there is nothing to translate.
        """
        heading: Part | Division | None = None
        for block in self.blocks():
            if isinstance(block, Paragraph):
                for number, sentence in enumerate(block.sentences):
                    if sentence.text:
                        yield Place(sentence, kind_of(block, number), block, heading)
            else:
                heading = block
                yield Place(block.title, "heading", block, block)

    def units(self) -> Iterator[Sentence]:
        """Everything that is translated, in text order."""
        return (one.sentence for one in self.places())


def chapter_of(reference: str) -> str:
    """The chapter of a passage; of a part and its text (0.4, 0.4.0.1) the first one, and 0 before it."""
    above, below, *_ = (*reference.split("."), "0")
    return below if above == "0" else above


def titles_in(front: Sequence[Paragraph], named: str) -> list[Paragraph]:
    """The opening lines that read like this; if there are none, the annexes of that title."""
    wanted = key_of(named)
    keys = [(one, key_of("".join(s.text for s in one.sentences))) for one in front]
    annexes = ((one, APPENDIX.match(key)) for one, key in keys)
    return [one for one, key in keys if key == wanted] or [
        one for one, found in annexes if found and found["title"] == wanted
    ]


def key_of(title: str) -> str:
    """The title without blanks, with all brackets and numbers of one width, and with straight quotes."""
    return "".join(normalize("NFKC", title).translate(STRAIGHT).split())


def kind_of(paragraph: Paragraph, number: int) -> UnitKind:
    """The kind of the sentence with this number, counted from 0."""
    if paragraph.kind == "table":
        return "table cell"
    if paragraph.kind in ("caption", "heading"):
        return "caption" if paragraph.kind == "caption" else "heading"
    return "lead" if paragraph.has_lead and number == 0 else "sentence"
