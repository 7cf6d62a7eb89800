"""Joins lines that were broken inside a sentence, by the mechanical repair `line-break`.

What proves a broken line is in the source's own lines: a page mark or form feed between the halves,
the right margin of a text that is broken throughout, an indent that the next line lacks, the
contents that have the heading whole, or a mark with which no line begins. Everything else is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from planbook.problems import Problem
from planbook.text import grammar
from planbook.text.declared import Repair, TextReading, by_line, reading_of
from planbook.text.doubts import JOINED, OPEN, Verdict, lists, undecided
from planbook.text.journal import Edit
from planbook.text.layout import Role
from planbook.text.lines import (
    CLAUSE,
    INDENTED_SHARE,
    UNINDENTED_SHARE,
    Evidence,
    Line,
    is_phrase,
    is_point,
    is_untitled,
    label_of,
    may_be_title,
    reaches,
    solid_lines,
    width,
)

# Maximum problems reported at once: if every line of a text is open, a longer list does not help.
ENOUGH = 1_000
# No line begins with one of these.
NEVER_FIRST = tuple("，。、；：！？）》」』】”’％%")
COMMAS = ("，", "、")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a text besides its characters."""

    marks: Collection[tuple[int, int]] = ()
    """The spans of its page marks, and of running heads."""
    kept: Collection[int] = ()
    """The source lines of what looks like a running head, and is declared to be text."""
    joined: Collection[int] = ()
    """The line ends that are declared to be broken."""
    is_indented: Callable[[int], bool] = lambda _: False
    """Whether the source has an indent before an offset."""
    may_end_open: TextReading | None = None
    """The declaration that each line is a sentence."""
    title: str = ""
    """The title of the document."""
    shown: Collection[int] = ()
    """The lines of the source that the original shows as headings."""
    are_whole: bool = False
    """True if each line is a paragraph of the original."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the line ends."""

    edits: list[Edit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: set[Repair] = field(default_factory=set)
    """The readings that were needed."""


def broken_lines(
    text: str,
    number_of: Callable[[int], int],
    readings: Collection[Repair],
    known: Known | None = None,
) -> Decided:
    """The line breaks to remove, and the places to be declared.

    `number_of` gives the source line of an offset. Where the answer is proposed to be a join, it is
    among the edits, as if it had been declared.
    """
    known = known or Known()
    decided = Decided()
    declared = by_line(readings)
    lines, layout = solid_lines(text, known.marks, known.is_indented)
    evidence = Evidence.of(lines, layout, known.title, are_whole=known.are_whole)
    for index, verdict, last in lists(verdicts(lines, evidence), lines, evidence):
        line, following = lines[index], lines[last + 1] if last + 1 < len(lines) else None
        goes_on = following and number_of(following.start) not in known.kept
        gap = joined_to(text, line, following) if following and goes_on else []
        if verdict in (*OPEN, Verdict.LIST) and known.may_end_open:
            continue
        if verdict is not Verdict.BARE and is_shown(line, number_of(line.start), known):
            continue
        reading = reading_of(line.text, number_of(line.start), declared)
        if reading and (verdict is not Verdict.LABEL or reading.kind == "paragraph"):
            decided.used.add(reading)
        elif verdict is Verdict.LABEL:
            # A blank parts the label from its title, which may begin with a number.
            decided.edits.extend(Edit("label", at, "\n", " " * (at == gap[0])) for at in gap)
        elif not set(gap) & set(known.joined):
            if verdict in JOINED:
                decided.edits.extend(Edit(JOINED[verdict], at, "\n", "") for at in gap)
            if verdict is not Verdict.BROKEN:
                beyond = lines[last] if last > index else following
                numbers = number_of(line.start), number_of(beyond.start) if beyond else 0
                decided.problems.append(undecided(verdict, text, line, following, numbers))
        if len(decided.problems) == ENOUGH:
            break
    return decided


def is_shown(line: Line, number: int, known: Known) -> bool:
    """True for a line without a number that the original shows as a heading: it is whole."""
    return number in known.shown and not line.mark and grammar.is_heading_form(line.text)


def joined_to(text: str, line: Line, following: Line) -> list[int]:
    """Offsets of the line ends between two lines."""
    return [at for at in range(line.end, following.start) if text[at] == "\n"]


def verdicts(lines: list[Line], evidence: Evidence) -> Iterator[tuple[int, Verdict]]:
    """The indices of the lines whose ends are not plain, with the verdicts on them."""
    in_body = titled = False
    whole = -1
    for index, line in enumerate(lines):
        wraps = bool(CLAUSE.search(line.text)) and reaches(line, evidence.margins)
        in_body = in_body or line.is_heading or bool(line.mark) or wraps or not may_be_title(line)
        titled = (
            bool(label_of(line))
            or is_untitled(line)
            or (titled and may_be_title(line) and not line.is_structural)
        )
        if line.role is not Role.TEXT:
            in_body = in_body and line.role is not Role.CONTENTS
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        goes_on = following is not None and not begins_new(following, after=line)
        is_sure = line.text.endswith(COMMAS) or line.is_bare or is_untitled(line)
        goes_on = goes_on and (is_sure or not is_flush(lines, index + 1, evidence))
        if index > whole and (pieces := evidence.listed(lines, index)):
            whole = index + pieces - 1
        has_title = following and goes_on and following.is_open and may_be_title(following)
        verdict: Verdict | None
        if index <= whole:
            verdict = Verdict.BROKEN if index < whole else None
        elif has_title and (is_untitled(line) or line.is_bare_title):
            verdict = Verdict.LABEL
        elif titled or (index and lines[index - 1].is_bare and may_be_title(line)):
            verdict = None
        elif in_body:
            verdict = judge(line, following if goes_on else None, following, evidence)
            verdict = None if verdict is Verdict.LAST and is_point(lines, index) else verdict
        else:
            verdict = judge_title(line, following if goes_on else None, evidence)
        if verdict:
            yield index, verdict


def begins_new(following: Line, after: Line) -> bool:
    """True if a line begins something new; the title of a mark or an annex may be 附则 or 名词解释."""
    if grammar.IMPRINT.match(following.text) or grammar.NOTE.match(following.text):
        return True
    is_title = bool(grammar.UNNUMBERED.match(following.text))
    return following.is_structural and not (is_title and (after.is_bare or is_untitled(after)))


def is_flush(lines: list[Line], index: int, evidence: Evidence) -> bool:
    """True for a title that lacks the indent of paragraphs, between two of them."""
    line, after = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    is_title = line.is_open and is_phrase(line) and not reaches(line, evidence.margins)
    if not is_title or line.is_indented or evidence.indented < INDENTED_SHARE:
        return False
    return after is None or after.is_structural or begins(after, evidence)


def judge_title(line: Line, rest: Line | None, evidence: Evidence) -> Verdict | None:
    """The verdict on the end of a line before the first heading: titles have no full stop."""
    if rest is None or not reaches(line, evidence.margins):
        return None
    return Verdict.OPEN if CLAUSE.search(rest.text) else Verdict.HEADING


def judge(
    line: Line, rest: Line | None, following: Line | None, evidence: Evidence
) -> Verdict | None:
    """The verdict on the end of a line; None for a plain end.

    `rest` is the following line if it begins nothing new, so that it may continue this one.
    """
    if rest and rest.text.startswith(NEVER_FIRST):
        return Verdict.BROKEN
    broken = reaches(line, evidence.margins) or (following is not None and following.after_page)
    if line.is_heading or line.is_bare or (line.mark and line.text.endswith(COMMAS)):
        return judge_heading(line, rest, evidence, broken=broken)
    if not (line.is_body or line.mark) or is_remark(line, following, goes_on=bool(rest and broken)):
        return None
    if not line.is_open:
        return judge_full(line, rest, evidence)
    if rest is None or begins(rest, evidence) or grammar.DATE.match(rest.text):
        return Verdict.LAST
    return judge_open(line, evidence, broken=broken)


def judge_open(line: Line, evidence: Evidence, *, broken: bool) -> Verdict:
    """The same for a line that ends inside a sentence, above one that may continue it."""
    if evidence.are_whole and not line.text.endswith(COMMAS):
        return Verdict.OWN
    goes_on = broken or goes_on_by(line, evidence)
    return Verdict.BROKEN if goes_on else Verdict.HEADING if is_titled(line) else Verdict.OPEN


def is_titled(line: Line) -> bool:
    """True for a line such as 第一章 …, which begins no sentence, however long it is."""
    return bool(line.mark and line.mark.family.rank <= grammar.TITLED)


def is_remark(line: Line, following: Line | None, *, goes_on: bool) -> bool:
    """True for a date, note, remark in brackets, signature, imprint, or title of a table.

    None of them needs a full stop.
    """
    kinds = grammar.DATE, grammar.NOTE, grammar.IMPRINT
    if line.is_note or any(one.match(line.text) for one in kinds):
        return not goes_on
    dates = grammar.DATE, grammar.PRINTED
    is_name = line.is_open and is_phrase(line)
    is_dated = bool(following and any(one.match(following.text) for one in dates))
    is_noted = bool(following and grammar.NOTE.match(following.text)) and not goes_on
    return (is_name and (is_dated or is_noted)) or bool(grammar.BRACKETED.fullmatch(line.text))


def judge_heading(
    line: Line, rest: Line | None, evidence: Evidence, *, broken: bool
) -> Verdict | None:
    """The same for a line with a mark."""
    if rest is None:
        return None
    if line.is_bare:
        return Verdict.BARE
    if line.text.endswith(COMMAS):
        return Verdict.OPEN
    is_open = line.is_heading and broken and not begins(rest, evidence)
    return Verdict.HEADING if is_open else None


def judge_full(line: Line, rest: Line | None, evidence: Evidence) -> Verdict | None:
    """The same for a line that ends a sentence: at the right margin, the paragraph may go on."""
    if rest is None or not reaches(line, evidence.margins) or begins(rest, evidence):
        return None
    return Verdict.BROKEN if evidence.always_indented else Verdict.FULL


def begins(line: Line, evidence: Evidence) -> bool:
    """True if the line begins a paragraph by its indent."""
    return line.is_indented and evidence.indented >= INDENTED_SHARE


def goes_on_by(line: Line, evidence: Evidence) -> bool:
    """True if an open line goes on because of the kind of the text, wherever it ends.

    In an indented text, the next line has no indent. In one that is broken throughout, a line of
    half the width is no title.
    """
    longest = max(evidence.margins.values(), default=0.0)
    lacks_indent = evidence.always_indented or evidence.indented > UNINDENTED_SHARE
    return lacks_indent or bool(longest and width(line.text) >= longest / 2)
