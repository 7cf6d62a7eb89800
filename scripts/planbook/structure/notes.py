"""Ties the notes of the original to the sentences that refer to them, and asks about those it cannot tie.

A mark belongs to the next note below it that begins with it; if there is none, to the only note that
does, to the entry of an annex that explains its term, or to a remark below it (注：①…). Where the
numbers of notes begin again, all marks of one note are under one heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from planbook.problems import Problem, named, quote
from planbook.structure import explanations
from planbook.structure.explanations import Entry, entries_of
from planbook.structure.model import Division, NoteMark, Outline, Paragraph, Part, Sentence
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.footnotes import (
    all_marks_in,
    is_bracketed,
    key_of,
    may_be_exponent,
    number_of,
    style_of,
)
from planbook.text.grammar import EXPONENT

Block = Part | Division | Paragraph


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
    """True after a 10 or 平方公里, where it is an exponent if there is another with the same note."""


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
    texts = {one.reference: one.text for block in blocks for one in block.sentences}
    pairs = (
        (one, explanations.explained(texts[one.sentence], one.at, one.text, entries))
        for one in marks
    )
    return {mark: entry.reference for mark, entry in pairs if entry}


def remarked(marks: Sequence[Mark], blocks: Sequence[Block]) -> dict[Mark, str]:
    """The remarks that explain marks without notes: the next one below under the same heading."""
    remarks, found = explanations.remarks_of(blocks), dict[Mark, str]()
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


def is_note(block: Block) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.kind == "note"


def marks_of(blocks: Sequence[Block]) -> Iterator[Mark]:
    """All marks that notes may have, in the order of the text."""
    heading = 0
    for at, block in enumerate(blocks):
        heading = heading if isinstance(block, Paragraph) else at
        for one in block.sentences:
            for place, text in all_marks_in(one.text):
                is_ten = may_be_exponent(one.text, place, text)
                yield Mark(at, heading, one.reference, text, place, is_ten)


def ties_of(marks: Sequence[Mark], blocks: Sequence[Block]) -> dict[Mark, str]:
    """The references of the notes of the marks that have any."""
    notes = list(filter(is_note, blocks))
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
            if is_note(note := blocks[at]):
                below.add(note)
        end = min(end, mark.block + 1)
        note_below = below.by_mark.get(key_of(mark.text))
        yield mark, note_below.reference if note_below else None


def glued(blocks: Sequence[Block], entries: Mapping[int, Entry]) -> Iterator[tuple[Mark, str]]:
    """The numbers that are glued to terms which an annex explains, with its entries."""
    found = list(glued_marks(blocks, entries))
    if len({note for _, note in found}) >= min(explanations.FEWEST, len(entries)):
        yield from found


def glued_marks(
    blocks: Sequence[Block], entries: Mapping[int, Entry]
) -> Iterator[tuple[Mark, str]]:
    for at, block in enumerate(blocks):
        for one in block.sentences if not block.reference.startswith("a") else ():
            for place, entry in explanations.glued_in(one.text, entries):
                number = str(number_of(entry.mark))
                yield Mark(at, 0, one.reference, number, place), entry.reference


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


# --- what nothing ties


FIRST = "[i]"
MEASURE = re.compile(rf"\S{{0,8}} ( {EXPONENT} )", re.VERBOSE)
"""A unit with its exponent, and what it measures: 占地300千米²."""
REMEDY = (
    "compare the original: add what is lost (declare it in source/repairs.toml as [[missing]] if the"
    ' original lacks it), or declare a kind = "typo" if the mark is none'
)
NAMED = 5
"""Maximum marks that a message names; more than these are asked about at once."""
MOST = 0.5
"""If this share of the entries of an annex have their numbers in the text, all should."""
Orphan = tuple[int, str, str]
"""The line of a mark without a note, the mark, and the text around it."""


def untied(outline: Outline, declared: Collection[int]) -> list[Problem]:
    """Marks without a note, and notes without a mark, but for lines with a declared gap.

    Brackets are of notes only in a text that has the first of them, [i]: [x] may be anything.
    """
    brackets = any(FIRST in one.written for one in outline.sentences())
    blocks = [one for one in outline.blocks() if one.line not in declared]
    notes = list(filter(is_note, blocks))
    alone: dict[str, list[Orphan]] = {}
    for block in blocks:
        for mark, text in orphans(block, brackets=brackets):
            alone.setdefault(style_of(mark), []).append((block.line, mark, text))
    found = [without_mark(one, blocks) for one in notes if not one.noted]
    for style, marks in alone.items():
        if len(marks) > NAMED and style not in {style_of(one.mark) for one in notes}:
            found.append(together(marks))
        else:
            found += [unnoted(*one) for one in marks]
    return [*sorted(found, key=lambda one: one.line), *unreferred(outline, declared)]


def without_mark(note: Paragraph, blocks: Iterable[Block]) -> Problem:
    """The question about a note without a mark; the exponent of a unit above it may be one."""
    said = f"nothing in the text refers to the note {quote(note.mark)}"
    texts = (one.text for block in blocks if block.line < note.line for one in block.sentences)
    units = [one[0] for text in texts for one in MEASURE.finditer(text) if one[1] == note.mark]
    if not units:
        return asked(said, note.line, note.mark, "unreferred")
    found = f"{said}, unless {quote(units[-1])} does"
    return asked(found, note.line, note.mark, "perhaps_referred", unit=units[-1])


def unnoted(line: int, mark: str, text: str) -> Problem:
    return asked(f"the mark {quote(mark)} in {quote(text)} has no note", line, mark, "unnoted")


def orphans(block: Block, *, brackets: bool) -> Iterator[tuple[str, str]]:
    """The marks in a block without a note, with the text around them; in a table, 〔20〕 is a sum."""
    is_table = isinstance(block, Paragraph) and block.kind == "table"
    is_remark = explanations.REMARK.match(block.sentences[0].text)
    for one in block.sentences if not is_remark else ():
        for at, mark in all_marks_in(one.text):
            is_other = is_bracketed(mark) and (is_table or (mark[1].isalpha() and not brackets))
            if not is_other and not may_be_exponent(one.text, at, mark):
                yield mark, one.written


def together(marks: Sequence[Orphan]) -> Problem:
    """The one question about the marks of a text that has no notes."""
    lines = {line: mark for line, mark, _ in reversed(marks)}
    places = [f"{quote(mark)} in {quote(text)}" for _, mark, text in marks]
    found = f"{len(marks)} marks have no notes: {named(places, NAMED, '; ')}"
    answer = "\n\n".join(answers.missing(line, lines[line], "unnoted") for line in sorted(lines))
    return Problem(FILE, found, REMEDY, line=min(lines), last_line=max(lines), answers=(answer,))


def unreferred(outline: Outline, declared: Collection[int]) -> Iterator[Problem]:
    """The one question about the entries of an annex without their numbers in the text, where others have."""
    entries = entries_of(outline).values()
    referred = {mark.note for one in outline.sentences() for mark in one.marks}
    lost = [one for one in entries if one.reference not in referred]
    if lost and len(lost) <= MOST * len(entries):
        terms = named([quote(f"{one.mark}{one.term}") for one in lost], NAMED)
        open_ones = [one for one in lost if one.line not in declared]
        answer = "\n\n".join(answers.missing(one.line, one.mark, "unreferred") for one in open_ones)
        if open_ones:
            found = f"the text refers to {len(entries) - len(lost)} explanations by number, but not to {terms}"
            yield Problem(FILE, found, REMEDY, line=open_ones[0].line, answers=(answer,))


def asked(found: str, line: int, mark: str, notice: str, **values: str) -> Problem:
    answer = answers.missing(line, mark, notice, **values)
    return Problem(FILE, found, REMEDY, line=line, answers=(answer,))
