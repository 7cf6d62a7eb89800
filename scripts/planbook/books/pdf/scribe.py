"""A reading as the columns of a PDF: pieces of text that are set in one way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from msgspec import structs

from planbook.addresses import anchor_of
from planbook.books.foreign import parted
from planbook.books.pdf.model import Column, Footnote, Piece
from planbook.locales import Bilingual, Locale
from planbook.reading.model import Block, Sentence
from planbook.reading.read import JOINTS, Reading
from planbook.words import WORDS

LONG = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef\u00ad-]{31,}")
"""What has no place to break a line for longer than a line of the parallel book's Chinese."""
PIECE = 12
SOFT_HYPHEN = "\u00ad"
Cut = tuple[int, int, Piece]
"""A piece that takes the place of the text at [start, end)."""


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes a reading for a book."""

    reading: Reading
    numbers: Mapping[str, int]
    """By label, the number of a note."""
    marks_terms: bool
    """True for the language whose pages the glossary refers to."""

    @property
    def locale(self) -> Locale:
        return self.reading.locale

    def text(self, block: Block) -> Column:
        """A paragraph with its mark and notes."""
        lang = block.lang
        made = [*self.plain(block.mark, lang)]
        notes: list[Footnote] = []
        for number, one in enumerate(block.sentences):
            if number:
                made.append(Piece(text=JOINTS[lang]))
            made += self.sentence(one, lang, notes, strong=block.has_lead and number == 0)
        return Column(lang, tidy(made), tuple(notes), self.pending(block))

    def title(self, block: Block) -> Column:
        """A heading with its mark and notes."""
        return self.single(block.sentences[0], block.mark)

    def single(self, sentence: Sentence, mark: str = "") -> Column:
        """A sentence by itself: a heading, or a cell of a table."""
        notes: list[Footnote] = []
        made = [*self.plain(mark, sentence.lang), *self.sentence(sentence, sentence.lang, notes)]
        if sentence.is_draft:
            made.append(Piece(text=WORDS[self.locale].plan.draft))
        return Column(sentence.lang, tidy(made), tuple(notes))

    def pending(self, block: Block) -> str:
        """What stands above a passage with missing or unread English; mostly nothing."""
        words = WORDS[self.locale]
        if block.lacking:
            return (
                words.plan.untranslated if block.lacking == "all" else words.plan.partly_translated
            )
        return words.plan.drafted if block.is_drafted else ""

    def sentence(
        self, sentence: Sentence, lang: Locale, notes: list[Footnote], *, strong: bool = False
    ) -> Iterator[Piece]:
        """The pieces of a sentence, and the references to its notes, which are put into `notes`."""
        text, spoken, at = sentence.text, sentence.lang, 0
        look = {"strong": strong, "draft": sentence.is_draft}
        foreign = "" if spoken == lang else spoken
        for start, end, piece in sorted(self.cuts(sentence), key=lambda cut: cut[:2]):
            yield from self.plain(text[at:start], spoken, foreign, **look)
            yield piece
            at = end
        yield from self.plain(text[at:], spoken, foreign, **look)
        for note in sentence.notes:
            words = tuple(self.plain(note.text, self.locale))
            notes.append(Footnote(note.label, self.numbers[note.label], words))
            yield Piece(note=len(notes))

    def cuts(self, sentence: Sentence) -> Iterator[Cut]:
        """Links to other passages, and the places where terms begin."""
        ends = accumulate(len(run.text) for run in sentence.runs)
        for end, run in zip(ends, sentence.runs, strict=True):
            if run.passage:
                yield end - len(run.text), end, Piece(text=run.text, to=anchor_of(run.passage))
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
        """A text as pieces: Chinese words in English have their language."""
        for piece, is_foreign in parted(text, lang):
            tongue = "zh" if is_foreign else foreign
            yield Piece(text=breakable(piece), lang=tongue, strong=strong, draft=draft)

    def said(self, text: Bilingual) -> str:
        """A text of the edition in the language and the characters of the reading."""
        return self.reading.own(text.of(self.locale))

    def pieces(self, text: Bilingual) -> tuple[Piece, ...]:
        """The same, with the language of foreign words in it."""
        return tuple(self.plain(self.said(text), self.locale))


def breakable(text: str) -> str:
    """A text whose very long words may be broken anywhere, so that none leaves the page."""

    def softened(word: str) -> str:
        return SOFT_HYPHEN.join(word[at : at + PIECE] for at in range(0, len(word), PIECE))

    return LONG.sub(lambda found: softened(found[0]), text)


def tidy(made: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces that are not empty; neighbors that look the same are one, for good line breaks."""
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
