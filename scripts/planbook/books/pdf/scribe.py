"""Turns readings into the rows and columns of a PDF, in pieces of uniformly set text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from msgspec import structs

from planbook.addresses import HOME, PLAN, anchor_of, built, level_of, page_of
from planbook.books.pdf.book import Column, Footnote, HeadCell, Piece, Row
from planbook.characters import HAN
from planbook.locales import Bilingual, Locale, parted
from planbook.reading.heads import Head
from planbook.reading.model import JOINTS, Block, Reading, Sentence
from planbook.structure.model import Outline

LEVELS = ("part", "chapter", "section", "subsection", "heading")
TITLE_JOINT = "　"
"""Separates the languages of a bookmark."""


LONG = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef\u00ad-]{31,}")
"""Text without a line break opportunity, longer than a line of the parallel book's Chinese."""
PIECE = 12
SOFT_HYPHEN = "\u00ad"
ENDING = re.compile(rf"\w[{HAN}]\W{{0,3}}$")
"""The last two characters of a Chinese text, with the marks after them."""
Cut = tuple[int, int, Piece]
"""A piece that replaces the text at [start, end)."""


@dataclass(frozen=True, slots=True)
class Body:
    """The material for the rows of one book."""

    scribes: tuple[Scribe, ...]
    """One for each language, in the order of the columns."""
    site: str
    """Base address of the pages in this book's language; empty if unknown."""

    def rows(self) -> Iterator[Row]:
        """Everything in text order, each row with the notices that belong under it."""
        for reference in self.scribes[0].reading.blocks:
            yield self.row([one.reading.blocks[reference] for one in self.scribes])
            yield from self.gaps(reference)

    def row(self, blocks: Sequence[Block]) -> Row:
        """The row of a block, given in each language."""
        one, both = blocks[0], list(zip(self.scribes, blocks, strict=True))
        # A second language that lacks the block is left out: Chinese beside itself helps no one.
        there = [(scribe, block) for scribe, block in both if is_set(block, one)]
        if one.kind in LEVELS:
            texts = tuple(scribe.title(block) for scribe, block in there)
            return Row(
                kind=self.kind(one),
                texts=texts,
                anchor=one.anchor,
                reference=one.reference,
                depth=self.depth(one),
                title=TITLE_JOINT.join(map(bare_text, texts)),
            )
        place = one.reference
        url = f"{self.site}{built(HOME, page_of(place), anchor_of(place))}" if self.site else ""
        if one.kind == "table":
            rows = tuple(
                tuple(tuple(map(scribe.single, row)) for row in block.rows())
                for scribe, block in there
            )
            heads = tuple(head_of(one, head) for line in one.heads for head in line)
            table = Row(
                kind=one.kind, anchor=one.anchor, reference=place, url=url, rows=rows, heads=heads
            )
            return structs.replace(table, sides=one.sides)
        title = self.outline.title
        kind = "title" if title and title.reference == place else one.kind
        texts = tuple(
            scribe.text(block) if is_set(block, one) else scribe.absent(block)
            for scribe, block in both
        )
        return Row(kind=kind, texts=texts, anchor=one.anchor, reference=place, url=url)

    @property
    def outline(self) -> Outline:
        return self.scribes[0].reading.outline

    def kind(self, heading: Block) -> str:
        """The level of a heading; one of an article (第一条) is not as large as that of a chapter."""
        has_articles = self.scribes[0].reading.standing.has_articles
        is_article = has_articles and heading.kind == "chapter" and heading.reference.isdecimal()
        return "article" if is_article else heading.kind

    def depth(self, heading: Block) -> int:
        """The heading's level; one before the plan's first chapter (前言) is under no other."""
        if page_of(heading.reference) == PLAN:
            return 1
        return level_of(heading.reference) + bool(self.outline.parts)

    def gaps(self, reference: str) -> Iterator[Row]:
        """A notice in every language for each gap here."""
        notices = (
            [
                Column(one.locale, tuple(one.plain(text, one.locale)))
                for text in one.reading.blocks[reference].gaps
            ]
            for one in self.scribes
        )
        for texts in zip(*notices, strict=True):
            yield Row(kind="notice", texts=texts)


def head_of(table: Block, head: Head) -> HeadCell:
    """A head with the place of the cell that has its text."""
    row, column = divmod(table.said_in(head)[0], table.columns)
    return HeadCell(row, column, head.tall, head.wide, head.row)


def is_set(block: Block, first: Block) -> bool:
    """True for a block in the book's first language, and for one with any text in its own."""
    return block is first or block.lacking != "all"


def bare_text(text: Column) -> str:
    """The pieces of a text joined, without aids to line breaking."""
    return "".join(piece.text for piece in text.runs).replace("\u00ad", "").strip()


def numbered_notes(readings: Iterable[Reading]) -> dict[str, int]:
    """The number of the notes to each sentence, counted through the book, by reference."""
    together = zip(*(one.sentences.values() for one in readings), strict=True)
    noted = (same[0].reference for same in together if any(one.notes for one in same))
    return {reference: number for number, reference in enumerate(noted, 1)}


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes a reading for a book."""

    reading: Reading
    numbers: Mapping[str, int]
    """The number of the notes to each sentence, by reference."""
    marks_terms: bool
    """True for the language whose pages the glossary refers to."""

    @property
    def locale(self) -> Locale:
        return self.reading.locale

    def text(self, block: Block) -> Column:
        """A paragraph with its mark and notes."""
        lang = block.lang
        back = Piece(text=block.mark, to=anchor_of(block.noted))
        made = [back] if block.noted else [*self.plain(block.mark, lang)]
        notes: list[Footnote] = []
        for number, one in enumerate(block.sentences):
            if number:
                made.append(Piece(text=JOINTS[lang]))
            made += self.sentence(one, lang, notes, strong=block.has_lead and number == 0)
        pending = " ".join(self.reading.notices(block))
        return Column(lang, ended(tidy(made)), tuple(notes), pending)

    def absent(self, block: Block) -> Column:
        """The notice beside a paragraph that is not in this language, where it is to be told."""
        told = self.reading.words.epub.untranslated if self.reading.is_told(block) else ""
        return Column(self.locale, (), pending=told)

    def title(self, block: Block) -> Column:
        """A heading with its mark and notes."""
        return self.single(block.sentences[0], block.mark)

    def single(self, sentence: Sentence, mark: str = "") -> Column:
        """A sentence by itself: a heading, or a cell of a table."""
        notes: list[Footnote] = []
        made = [*self.plain(mark, sentence.lang), *self.sentence(sentence, sentence.lang, notes)]
        if sentence.is_draft:
            made.append(Piece(text=self.reading.words.plan.draft))
        return Column(sentence.lang, tidy(made), tuple(notes))

    def sentence(
        self, sentence: Sentence, lang: Locale, notes: list[Footnote], *, strong: bool = False
    ) -> Iterator[Piece]:
        """The pieces of a sentence, and references to its notes, which are added to `notes`."""
        text, spoken, at = sentence.text, sentence.lang, 0
        look = {"strong": strong, "draft": sentence.is_draft}
        foreign = "" if spoken == lang else spoken
        for start, end, piece in sorted(self.cuts(sentence), key=lambda cut: cut[:2]):
            yield from self.plain(text[at:start], spoken, foreign, **look)
            yield piece
            at = end
        yield from self.plain(text[at:], spoken, foreign, **look)
        if sentence.notes:
            words = JOINTS[self.locale].join(note.short for note in sentence.notes)
            place = sentence.reference
            pieces = tuple(self.plain(words, self.locale))
            notes.append(Footnote(place, self.numbers[place], ended(pieces)))
            yield Piece(note=len(notes))

    def cuts(self, sentence: Sentence) -> Iterator[Cut]:
        """Links to other passages, and the places where terms begin."""
        ends = accumulate(len(run.text) for run in sentence.runs)
        for end, run in zip(ends, sentence.runs, strict=True):
            if run.passage:
                yield end - len(run.text), end, Piece(text=run.raised, to=anchor_of(run.passage))
        if self.marks_terms:
            for at, term in sentence.terms:
                yield at, at, Piece(term=term)

    def plain(
        self,
        text: str,
        lang: Locale,
        foreign: str = "",
        *,
        strong: bool = False,
        draft: bool = False,
    ) -> Iterator[Piece]:
        """A text as pieces, with words of the other language tagged."""
        for piece, tongue in parted(text, lang):
            yield Piece(text=breakable(piece), lang=tongue or foreign, strong=strong, draft=draft)

    def said(self, text: Bilingual) -> str:
        """A text of the edition in the language and the characters of the reading."""
        return self.reading.own(text.of(self.locale))

    def pieces(self, text: Bilingual) -> tuple[Piece, ...]:
        """The same as pieces, with foreign words tagged with their language."""
        return ended(tuple(self.plain(self.said(text), self.locale)))


def breakable(text: str) -> str:
    """A text with break points in its very long words, so that none runs off the page."""

    def softened(word: str) -> str:
        return SOFT_HYPHEN.join(word[at : at + PIECE] for at in range(0, len(word), PIECE))

    return LONG.sub(lambda found: softened(found[0]), text)


def tidy(made: Iterable[Piece]) -> tuple[Piece, ...]:
    """The nonempty pieces; similar neighbors are joined, for good line breaks."""
    joined: list[Piece] = []
    for piece in made:
        if piece == Piece():
            continue
        before = joined[-1] if joined else None
        if before and before.text and piece.text and look(before) == look(piece):
            joined[-1] = structs.replace(before, text=before.text + piece.text)
        elif piece.text or piece.term or piece.note:
            joined.append(piece)
    return tuple(joined)


def look(piece: Piece) -> tuple[str, str, bool, bool]:
    return piece.lang, piece.to, piece.draft, piece.strong


def ended(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, with the last two characters in one, so that no line has one by itself."""
    at = max((n for n, one in enumerate(pieces) if one.text), default=0)
    last = pieces[at] if pieces else Piece()
    if not (found := ENDING.search(last.text)):
        return tuple(pieces)
    start = structs.replace(last, text=last.text[: found.start()])
    end = structs.replace(last, text=found[0], whole=True)
    return (*pieces[:at], *((start,) if start.text else ()), end, *pieces[at + 1 :])
