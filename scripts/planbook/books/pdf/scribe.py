"""Sentences of the plan as runs: their links, their terms, their notes, foreign words in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from planbook.addresses import anchor_of
from planbook.books.pdf.model import Note, Run, Text
from planbook.locales import Locale
from planbook.pages.plan import Writer
from planbook.pages.wording import WORDING
from planbook.structure.model import Paragraph, Sentence

HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]+")
LONG = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef\u00ad-]{31,}")
"""What has no place to break a line for longer than a line of the parallel book's Chinese."""
PIECE = 12
SOFT_HYPHEN = "\u00ad"
JOINTS: dict[Locale, str] = {"zh": "", "en": " "}
Cut = tuple[int, int, Run]
"""A run that takes the place of the text at [start, end)."""


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes the plan in one language for a book."""

    writer: Writer
    convert: Callable[[str], str]
    """What becomes of Chinese: itself, or Traditional characters, one for each."""
    numbers: Mapping[str, int]
    """By label, the number of a note."""
    marks_terms: bool
    """True for the language whose pages the glossary refers to."""

    @property
    def locale(self) -> Locale:
        return self.writer.locale

    def text(self, paragraph: Paragraph) -> Text:
        """A paragraph with its mark and notes, or in Chinese where there is no English at all."""
        sentences = paragraph.sentences
        shown = [one for one in sentences if self.locale == "zh" or self.writer.english(one)]
        lang = self.locale if shown else "zh"
        has_head = paragraph.has_lead or paragraph.kind == "caption"
        runs: list[Run] = [*self.plain(self.mark(paragraph.mark), lang)]
        notes: list[Note] = []
        for number, one in enumerate(sentences):
            if number:
                runs.append(Run(text=JOINTS["en" if lang == "en" else "zh"]))
            runs += self.sentence(one, lang, notes, strong=has_head and number == 0)
        return Text(lang, tidy(runs), tuple(notes), self.pending(sentences))

    def title(self, mark: str, sentence: Sentence) -> Text:
        """A heading with its mark and notes."""
        lang = self.locale if self.locale == "zh" or self.writer.english(sentence) else "zh"
        notes: list[Note] = []
        runs = [*self.plain(self.mark(mark), lang), *self.sentence(sentence, lang, notes)]
        if self.writer.is_draft(sentence):
            runs.append(Run(text=WORDING[self.locale].draft))
        return Text(lang, tidy(runs), tuple(notes))

    def cell(self, sentence: Sentence) -> Text:
        return self.title("", sentence)

    def mark(self, mark: str) -> str:
        return self.chinese(self.writer.mark(mark))

    def chinese(self, text: str) -> str:
        """A text of the book's own or of the plan, in the characters of the book."""
        return self.convert(text) if self.locale == "zh" else text

    def pending(self, sentences: Iterable[Sentence]) -> str:
        """What stands over a passage with missing or unread English; mostly nothing."""
        words, every = WORDING[self.locale], tuple(sentences)
        if self.locale == "en":
            lacking = sum(not self.writer.english(one) for one in every)
            if lacking:
                return words.untranslated if lacking == len(every) else words.partly_translated
            if any(map(self.writer.is_draft, every)):
                return words.drafted
        return ""

    def sentence(
        self, sentence: Sentence, lang: str, notes: list[Note], *, strong: bool = False
    ) -> Iterator[Run]:
        """The runs of a sentence, and the references to its notes, which are put into `notes`."""
        is_own = self.locale == "zh" or bool(self.writer.english(sentence))
        spoken = self.locale if is_own else "zh"
        text = self.convert(self.writer.text(sentence)) if spoken == "zh" else (
            self.writer.text(sentence)
        )  # fmt: skip
        cuts = self.cuts(sentence, text) if is_own else ()
        look = {"strong": strong, "draft": self.writer.is_draft(sentence)}
        foreign = "" if spoken == lang else spoken
        at = 0
        for start, end, run in sorted(cuts, key=lambda cut: (cut[0], cut[1])):
            yield from self.plain(text[at:start], spoken, foreign, **look)
            yield run
            at = end
        yield from self.plain(text[at:], spoken, foreign, **look)
        for label, words in self.writer.notes(sentence):
            runs = tuple(self.plain(self.chinese(words), self.locale))
            notes.append(Note(label, self.numbers[label], runs))
            yield Run(note=len(notes))

    def cuts(self, sentence: Sentence, text: str) -> Iterator[Cut]:
        """Links to other passages, and the places where terms begin."""
        linked, place = self.writer.linked, sentence.reference
        named = linked.mentions[self.locale].get(place, ())
        for one in named:
            target = Run(text=text[one.start : one.end], to=anchor_of(one.target))
            yield one.start, one.end, target
        if self.marks_terms:
            found = {one.term.id: one.start for one in linked.found[self.locale].get(place, ())}
            chinese = (one.term.id for one in linked.found["zh"].get(place, ()))
            # Where the English words a term otherwise, the sentence is the place.
            for term in dict.fromkeys((*found, *chinese)):
                at = outside(found.get(term, 0), ((one.start, one.end) for one in named))
                yield at, at, Run(term=term)

    def plain(
        self, text: str, lang: str, foreign: str = "", *, strong: bool = False, draft: bool = False
    ) -> Iterator[Run]:
        """A text as runs: Chinese words in English have their language."""
        for piece, is_han in pieces(text) if lang == "en" else ((text, False),):
            tongue = "zh" if is_han else foreign
            if piece:
                yield Run(text=breakable(piece), lang=tongue, strong=strong, draft=draft)


def outside(at: int, spans: Iterable[tuple[int, int]]) -> int:
    """The place, or the beginning of the link it lies in: what is one link is not cut."""
    return next((start for start, end in spans if start < at < end), at)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut before and after Chinese words; True for these."""
    at = 0
    for found in HAN.finditer(text):
        yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    yield text[at:], False


def breakable(text: str) -> str:
    """A text whose very long words may be broken anywhere, so that none leaves the page."""

    def softened(word: str) -> str:
        return SOFT_HYPHEN.join(word[at : at + PIECE] for at in range(0, len(word), PIECE))

    return LONG.sub(lambda found: softened(found[0]), text)


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs that are not empty; neighbours that look the same are one, for good line breaks."""
    joined: list[Run] = []
    for run in runs:
        if run == Run():
            continue
        before = joined[-1] if joined else None
        if before and before.text and run.text and look(before) == look(run):
            joined[-1] = Run(
                before.text + run.text, before.lang, before.to, before.draft, before.strong
            )
        elif run.text or run.term or run.note:
            joined.append(run)
    return tuple(joined)


def look(run: Run) -> tuple[str, str, bool, bool]:
    return run.lang, run.to, run.draft, run.strong
