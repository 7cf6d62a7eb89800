"""Ties the notes of the original to the sentences that refer to them, and asks where one is lost."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from planbook.problems import Problem, quote
from planbook.structure.model import NoteMark, Outline, Paragraph, Part, Sentence
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import NOTE, NOTE_MARK, RAISED_UNITS

FIRST = "[i]"
TEN = re.compile(r"(?<!\d)10$")
REMEDY = (
    "compare the original: add what is lost (declare it in source/repairs.toml as [[missing]] if the"
    ' original lacks it), or declare a kind = "typo" if the mark is none'
)


def with_notes(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs under a heading, each note tied to what refers to it."""
    made = list(paragraphs)
    for at, note in enumerate(made):
        if note.kind == "note":
            tied = {one: referring(made[one], note) for one in above(made, at)}
            for one, paragraph in tied.items():
                made[one] = paragraph
            refers = (one for paragraph in tied.values() for one in paragraph.sentences)
            own = (
                one.reference for one in refers if any(m.note == note.reference for m in one.marks)
            )
            made[at] = replace(note, noted=next(own, ""))
    return tuple(made)


def above(paragraphs: Sequence[Paragraph], at: int) -> range:
    """Indices of the nearest paragraph or table above a note that has its mark.

    A table has with it all lines from its caption on. The search ends at an earlier note with the
    same mark: numbers may begin anew on every page.
    """
    note = paragraphs[at]
    for end in range(at - 1, -1, -1):
        one = paragraphs[end]
        if one.kind == "note" and one.mark == note.mark:
            break
        if referring(one, note) != one:
            return range(top_of(paragraphs, end), end + 1)
    return range(0)


def top_of(paragraphs: Sequence[Paragraph], at: int) -> int:
    """Index of the caption of a table; of anything else, its own."""
    top = at - 1
    while top > 0 and NOTE.match(paragraphs[top].sentences[0].text):  # 单位：亿元
        top -= 1
    is_table = paragraphs[at].kind == "table" and top >= 0 and paragraphs[top].kind == "caption"
    return top if is_table else at


def referring(paragraph: Paragraph, note: Paragraph) -> Paragraph:
    """The paragraph with the marks of this note taken out of its text; itself if it has none.

    After a 10, it is a mark only if there is none elsewhere.
    """
    for after_ten in (False, True):
        sentences = tuple(
            without_mark(one, note, after_ten=after_ten) for one in paragraph.sentences
        )
        if sentences != paragraph.sentences:
            return replace(paragraph, sentences=sentences)
    return paragraph


def without_mark(sentence: Sentence, note: Paragraph, *, after_ten: bool) -> Sentence:
    """The sentence without the marks of this note, which are kept beside its text."""
    written, text, at = sentence.written, "", 0
    kept = {before + one.at: one for before, one in shifted(sentence)}
    marks: list[NoteMark] = []
    for found in NOTE_MARK.finditer(written):
        own = kept.get(found.start())
        is_new = found[0] == note.mark and is_mark(written, found.start(), after_ten=after_ten)
        if own or is_new:
            text += written[at : found.start()]
            marks.append(NoteMark(len(text), found[0], own.note if own else note.reference))
            at = found.end()
    return replace(sentence, text=text + written[at:], marks=tuple(marks))


def shifted(sentence: Sentence) -> Iterator[tuple[int, NoteMark]]:
    """Each mark with the length of those before it."""
    length = 0
    for one in sentence.marks:
        yield length, one
        length += len(one.text)


def is_mark(text: str, at: int, *, after_ten: bool) -> bool:
    """False for an exponent: km², 10⁴."""
    before = text[max(0, at - 3) : at]
    is_power = before[-1] in RAISED_UNITS or (bool(TEN.search(before)) and not after_ten)
    return text[at] == "[" or not is_power


def untied(outline: Outline, declared: Collection[int]) -> Iterator[Problem]:
    """Marks without a note, and notes without a mark, but for lines with a declared gap.

    Brackets are of notes only in a text that has the first of them, [i]: [x] may be anything.
    """
    brackets = any(FIRST in one.written for one in outline.sentences())
    for block in outline.blocks():
        if isinstance(block, Part) or block.line in declared:
            continue
        if isinstance(block, Paragraph) and block.kind == "note" and not block.noted:
            found = f"nothing before the note {quote(block.mark)} under its heading refers to it"
            yield asked(found, block.line, block.mark, "unreferred")
        for one in block.sentences if isinstance(block, Paragraph) else (block.title,):
            for mark in marks_in(one.text, brackets=brackets):
                found = f"the mark {quote(mark)} in {quote(one.text)} has no note after it"
                yield asked(found, block.line, mark, "unnoted")


def marks_in(text: str, *, brackets: bool) -> Iterator[str]:
    for found in NOTE_MARK.finditer(text):
        is_meant = brackets or not found[0].startswith("[")
        if is_meant and is_mark(text, found.start(), after_ten=False):
            yield found[0]


def asked(found: str, line: int, mark: str, notice: str) -> Problem:
    answer = answers.missing(line, mark, notice)
    return Problem(FILE, found, REMEDY, line=line, answers=(answer,))
