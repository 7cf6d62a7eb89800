"""Ties the notes of the original to the sentences that refer to them.

A mark belongs to the next note below it that begins with it; if there is none, to the only note that
does, to the entry of an annex that explains its term, or to a remark below it (注：①…). Where the
numbers of notes begin again, all marks of one note are under one heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planbook.structure.explanations import (
    FEWEST,
    Entry,
    entries_of,
    explained,
    glued_in,
    remarks_of,
)
from planbook.structure.model import Division, NoteMark, Outline, Paragraph, Part, Sentence
from planbook.text.footnotes import is_bracketed, key_of, marks_in, number_of, style_of
from planbook.text.grammar import NOTE_MARK, RAISED_UNITS

Block = Part | Division | Paragraph
TEN = re.compile(r"(?<!\d)10$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a sentence."""

    block: int
    """Index of its block in the text."""
    heading: int
    """Index of the heading above it."""
    sentence: str
    """Reference of its sentence."""
    text: str
    at: int
    """Offset in the sentence."""
    is_ten: bool = False
    """True after a 10, where it is an exponent if there is another with the same note."""


@dataclass(slots=True)
class Below:
    """The notes below a place in the text, which is read backwards.

    A note hides those below it with lower numbers: they belong to a later series.
    """

    notes: dict[str, list[Paragraph]] = field(default_factory=dict)
    """By style; the nearest is the last."""
    by_mark: dict[str, Paragraph] = field(default_factory=dict)

    def add(self, note: Paragraph) -> None:
        own = self.notes.setdefault(style_of(note.mark), [])
        while own and number_of(own[-1].mark) <= number_of(note.mark):
            del self.by_mark[key_of(own.pop().mark)]
        own.append(note)
        self.by_mark[key_of(note.mark)] = note


def tied(outline: Outline) -> Outline:
    """The outline with the marks of notes taken out of the sentences, and kept beside their text."""
    blocks, entries = list(outline.blocks()), entries_of(outline)
    marks = list(marks_of(blocks))
    notes = ties_of([one for one in marks if not one.is_ten], blocks)
    tens = ties_of([one for one in marks if one.is_ten], blocks)
    known = set(notes.values())
    found = notes | {mark: note for mark, note in tens.items() if note not in known}
    open_ones = [one for one in marks if one not in found and not one.is_ten]
    found |= in_annex(open_ones, blocks, entries) | remarked(open_ones, blocks)
    found |= dict(glued(blocks, entries))
    return rebuilt(outline, found) if found else outline


def in_annex(
    marks: Sequence[Mark], blocks: Sequence[Block], entries: Mapping[int, Entry]
) -> dict[Mark, str]:
    """The entries of an annex that explain marks without notes."""
    texts = {one.reference: one.text for block in blocks for one in sentences_of(block)}
    pairs = ((one, explained(texts[one.sentence], one.at, one.text, entries)) for one in marks)
    return {mark: entry.reference for mark, entry in pairs if entry}


def remarked(marks: Sequence[Mark], blocks: Sequence[Block]) -> dict[Mark, str]:
    """The remarks that explain marks without notes: the next one below under the same heading."""
    remarks, found = remarks_of(blocks), dict[Mark, str]()
    below: dict[int, str] = {}
    waiting = list(marks)
    for at in range(len(blocks) - 1, -1, -1):
        while waiting and waiting[-1].block == at:
            mark = waiting.pop()
            if note := below.get(number_of(mark.text)):
                found[mark] = note
        below |= dict.fromkeys(remarks.get(at, ()), blocks[at].reference)
        if not isinstance(blocks[at], Paragraph):
            below.clear()
    return found


def sentences_of(block: Block) -> tuple[Sentence, ...]:
    return block.sentences if isinstance(block, Paragraph) else (block.title,)


def is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.kind == "note"


def marks_of(blocks: Sequence[Block]) -> Iterator[Mark]:
    """All marks that notes may have, in the order of the text."""
    heading = 0
    for at, block in enumerate(blocks):
        heading = heading if isinstance(block, Paragraph) else at
        for one in sentences_of(block):
            for place, text in marks_at(one.text):
                is_ten = is_after_ten(one.text, place) and not is_bracketed(text)
                yield Mark(at, heading, one.reference, text, place, is_ten)


def is_after_ten(text: str, at: int) -> bool:
    return bool(TEN.search(text[max(0, at - 3) : at]))


def marks_at(text: str) -> Iterator[tuple[int, str]]:
    """The marks in a text, but for exponents of units (km²), in their order."""
    raised = (one for one in NOTE_MARK.finditer(text) if text[one.start() - 1] not in RAISED_UNITS)
    yield from sorted((one.start(), one[0]) for one in (*raised, *marks_in(text)))


def ties_of(marks: Sequence[Mark], blocks: Sequence[Block]) -> dict[Mark, str]:
    """The references of the notes of the marks that have any."""
    notes = [one for one in blocks if isinstance(one, Paragraph) and is_note(one)]
    counts = Counter(key_of(one.mark) for one in notes)
    again = {style_of(key) for key, count in counts.items() if count > 1}
    only = {key_of(one.mark): one.reference for one in notes}
    found: dict[Mark, str] = {}
    nearest: dict[str, int] = {}
    for mark, note in notes_below(marks, blocks):
        restarts = style_of(mark.text) in again
        if note and (not restarts or nearest.setdefault(note, mark.heading) == mark.heading):
            found[mark] = note
        elif not note and not restarts and key_of(mark.text) in only:
            found[mark] = only[key_of(mark.text)]
    return found


def notes_below(
    marks: Sequence[Mark], blocks: Sequence[Block]
) -> Iterator[tuple[Mark, str | None]]:
    """Each mark with the next note below it that it may belong to, from the last one to the first."""
    below, end = Below(), len(blocks)
    for mark in reversed(marks):
        for at in range(end - 1, mark.block, -1):
            note = blocks[at]
            if isinstance(note, Paragraph) and is_note(note):
                below.add(note)
        end = min(end, mark.block + 1)
        note_below = below.by_mark.get(key_of(mark.text))
        yield mark, note_below.reference if note_below else None


def glued(blocks: Sequence[Block], entries: Mapping[int, Entry]) -> Iterator[tuple[Mark, str]]:
    """The numbers that are glued to terms which an annex explains, with its entries."""
    found = list(glued_marks(blocks, entries))
    if len({note for _, note in found}) >= min(FEWEST, len(entries)):
        yield from found


def glued_marks(
    blocks: Sequence[Block], entries: Mapping[int, Entry]
) -> Iterator[tuple[Mark, str]]:
    for at, block in enumerate(blocks):
        for one in sentences_of(block) if not block.reference.startswith("a") else ():
            for place, entry in glued_in(one.text, entries):
                number = str(number_of(entry.mark))
                yield Mark(at, 0, one.reference, number, place), entry.reference


# --- the outline with its marks


def rebuilt(outline: Outline, ties: Mapping[Mark, str]) -> Outline:
    """The outline with the marks of these ties apart from its text."""
    marks: dict[str, list[Mark]] = {}
    noted: dict[str, str] = {}
    for mark in sorted(ties, key=lambda one: (one.block, one.at)):
        marks.setdefault(mark.sentence, []).append(mark)
        noted.setdefault(ties[mark], mark.sentence)

    def sentence(one: Sentence) -> Sentence:
        return without(one, marks.get(one.reference, ()), ties)

    def paragraph(one: Paragraph) -> Paragraph:
        sentences = tuple(map(sentence, one.sentences))
        return replace(one, sentences=sentences, noted=noted.get(one.reference, ""))

    def division(one: Division) -> Division:
        paragraphs, children = map(paragraph, one.paragraphs), map(division, one.children)
        return replace(
            one, title=sentence(one.title), paragraphs=tuple(paragraphs), children=tuple(children)
        )

    def part(one: Part) -> Part:
        paragraphs = tuple(map(paragraph, one.paragraphs))
        return replace(one, title=sentence(one.title), paragraphs=paragraphs)

    return replace(
        outline,
        front=tuple(map(paragraph, outline.front)),
        parts=tuple(map(part, outline.parts)),
        chapters=tuple(map(division, outline.chapters)),
    )


def without(sentence: Sentence, marks: Iterable[Mark], ties: Mapping[Mark, str]) -> Sentence:
    """The sentence without these marks, which are kept beside its text."""
    text, at = "", 0
    kept: list[NoteMark] = []
    for mark in marks:
        text += sentence.text[at : mark.at]
        kept.append(NoteMark(len(text), mark.text, ties[mark]))
        at = mark.at + len(mark.text)
    return replace(sentence, text=text + sentence.text[at:], marks=tuple(kept))
