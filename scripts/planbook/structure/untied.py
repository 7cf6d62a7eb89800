"""Asks about marks of notes without a note, and notes without a mark."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from planbook.problems import Problem, named, quote
from planbook.structure.explanations import REMARK, entries_of
from planbook.structure.model import Outline, Paragraph
from planbook.structure.notes import Block, is_after_ten, is_note, marks_at, sentences_of
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.footnotes import is_bracketed, style_of

FIRST = "[i]"
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
    notes = [one for one in blocks if isinstance(one, Paragraph) and is_note(one)]
    alone: dict[str, list[Orphan]] = {}
    for block in blocks:
        for mark, text in orphans(block, brackets=brackets):
            alone.setdefault(style_of(mark), []).append((block.line, mark, text))
    found = [unmarked(one) for one in notes if not one.noted]
    for style, marks in alone.items():
        if len(marks) > NAMED and style not in {style_of(one.mark) for one in notes}:
            found.append(together(marks))
        else:
            found += [unnoted(*one) for one in marks]
    return [*sorted(found, key=lambda one: one.line), *unreferred(outline, declared)]


def unmarked(note: Paragraph) -> Problem:
    found = f"nothing in the text refers to the note {quote(note.mark)}"
    return asked(found, note.line, note.mark, "unreferred")


def unnoted(line: int, mark: str, text: str) -> Problem:
    return asked(f"the mark {quote(mark)} in {quote(text)} has no note", line, mark, "unnoted")


def orphans(block: Block, *, brackets: bool) -> Iterator[tuple[str, str]]:
    """The marks in a block without a note, with the text around them; in a table, 〔20〕 is a sum."""
    is_table = isinstance(block, Paragraph) and block.kind == "table"
    is_remark = REMARK.match(sentences_of(block)[0].text)
    for one in sentences_of(block) if not is_remark else ():
        for at, mark in marks_at(one.text):
            is_bracket = is_bracketed(mark)
            is_other = is_bracket and (is_table or (mark[1].isalpha() and not brackets))
            if not is_other and (is_bracket or not is_after_ten(one.text, at)):
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


def asked(found: str, line: int, mark: str, notice: str) -> Problem:
    answer = answers.missing(line, mark, notice)
    return Problem(FILE, found, REMEDY, line=line, answers=(answer,))
