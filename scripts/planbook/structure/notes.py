"""Ties the notes of the original to the sentences that refer to them, and asks where one is lost."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from planbook.problems import Problem, quote
from planbook.structure.model import NoteMark, Outline, Paragraph, Part, Sentence
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import NOTE_MARK, RAISED_UNITS

REMEDY = (
    "compare the original: add what is lost (declare it in source/repairs.toml as [[missing]] if the"
    ' original lacks it), or declare a kind = "typo" if the mark is none'
)


def with_notes(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs under a heading, each note tied to the nearest one before it with its mark.

    The search ends at an earlier note with the same mark: numbers may begin anew on every page.
    """
    made = list(paragraphs)
    for at, note in enumerate(made):
        if note.kind != "note":
            continue
        for before in range(at - 1, -1, -1):
            one = made[before]
            if one.kind == "note" and one.mark == note.mark:
                break
            tied = referring(one, note)
            if tied != one:
                made[before] = tied
                made[at] = replace(note, noted=first_referring(tied, note))
                break
    return tuple(made)


def referring(paragraph: Paragraph, note: Paragraph) -> Paragraph:
    """The paragraph with the marks of this note taken out of its text; itself if it has none.

    After a digit (10⁴, 25¹), it is a mark only if there is none elsewhere.
    """
    for after_digits in (False, True):
        sentences = tuple(
            without_mark(one, note, after_digits=after_digits) for one in paragraph.sentences
        )
        if sentences != paragraph.sentences:
            return replace(paragraph, sentences=sentences)
    return paragraph


def first_referring(paragraph: Paragraph, note: Paragraph) -> str:
    refers = (
        one for one in paragraph.sentences if any(m.note == note.reference for m in one.marks)
    )
    return next(refers).reference


def without_mark(sentence: Sentence, note: Paragraph, *, after_digits: bool) -> Sentence:
    """The sentence without the marks of this note, which are kept beside its text."""
    written, text, at = sentence.written, "", 0
    kept = {before + one.at: one for before, one in shifted(sentence)}
    marks: list[NoteMark] = []
    for found in NOTE_MARK.finditer(written):
        own = kept.get(found.start())
        is_new = found[0] == note.mark and is_mark(
            written, found.start(), after_digits=after_digits
        )
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


def is_mark(text: str, at: int, *, after_digits: bool) -> bool:
    """False for an exponent."""
    before = text[at - 1]
    return text[at] == "[" or not (
        before in RAISED_UNITS or (before.isdigit() and not after_digits)
    )


def untied(outline: Outline, declared: Collection[int]) -> Iterator[Problem]:
    """Marks without a note, and notes without a mark, but for lines with a declared gap."""
    for block in outline.blocks():
        if isinstance(block, Part) or block.line in declared:
            continue
        if isinstance(block, Paragraph) and block.kind == "note" and not block.noted:
            found = f"nothing before the note {quote(block.mark)} under its heading refers to it"
            yield asked(found, block.line, block.mark, "unreferred")
        for one in block.sentences if isinstance(block, Paragraph) else (block.title,):
            for mark in marks_in(one.text):
                found = f"the mark {quote(mark)} in {quote(one.text)} has no note after it"
                yield asked(found, block.line, mark, "unnoted")


def marks_in(text: str) -> Iterator[str]:
    for found in NOTE_MARK.finditer(text):
        if is_mark(text, found.start(), after_digits=False):
            yield found[0]


def asked(found: str, line: int, mark: str, notice: str) -> Problem:
    answer = answers.missing(line, mark, notice)
    return Problem(FILE, found, REMEDY, line=line, answers=(answer,))
