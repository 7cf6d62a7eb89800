"""Judges how each line ends: plainly, inside a sentence that goes on, or so that it must be asked.

What proves a broken line is in the source's own lines: a page mark or form feed between the halves,
the right margin of a text that is broken throughout, an indent that the next line lacks, the
contents that have the heading whole, a bracket or number that the next line completes, or a mark
with which no line begins. Everything else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from planbook.text import grammar, same
from planbook.text.doubts import JOINED, Verdict
from planbook.text.evidence import Evidence
from planbook.text.grammar import COMMAS
from planbook.text.indents import INDENTED_SHARE
from planbook.text.judges import TITLE, is_torn_at, judge, judge_title
from planbook.text.layout import Role
from planbook.text.lines import (
    Line,
    begins_new,
    closed_by,
    cuts,
    is_phrase,
    is_point,
    is_untitled,
    label_of,
    may_be_title,
    signs,
    splits,
)
from planbook.text.unnumbered import ADDRESS, names_document

PROSE = re.compile(r"[，。；]|：$|以下简?称")
"""What no title before the first heading has."""
LONGEST = 400
"""Maximum characters of a broken paragraph that are read to tell whether its end is plain."""


def verdicts(lines: list[Line], evidence: Evidence) -> Iterator[tuple[int, Verdict]]:
    """The indices of the lines whose ends are not plain, with the verdicts on them."""
    state = State()
    whole = -1
    for index, line in enumerate(lines):
        if line.role is not Role.TEXT:
            state = State(state.in_body and line.role is not Role.CONTENTS)
            continue
        if index > whole and (pieces := evidence.listed(lines, index)):
            whole = index + pieces - 1
        state = state.at(line)
        verdict: Verdict | None
        if index <= whole:
            verdict = Verdict.BROKEN if index < whole else None
        elif line.is_row and not line.is_structural:
            verdict = Verdict.LAST
        else:
            verdict = verdict_on(lines, index, state, evidence)
        state = state.after(line, verdict)
        if verdict:
            yield index, verdict


@dataclass(frozen=True, slots=True)
class State:
    """What the lines read so far say about the next one."""

    in_body: bool = False
    """True after the first heading."""
    titled: bool = False
    """True below a label, until its title ends."""
    held: str = ""
    """The beginning of the paragraph or heading that goes on in the line."""
    first: Line | None = None
    """The line with which it begins."""

    def at(self, line: Line) -> State:
        is_label = bool(label_of(line)) or is_untitled(line)
        goes_on = self.titled and may_be_title(line) and not line.is_structural
        goes_on = goes_on and not PROSE.search(line.text)
        in_body = self.in_body or line.is_heading or bool(line.mark)
        return replace(self, in_body=in_body, titled=is_label or goes_on)

    def after(self, line: Line, verdict: Verdict | None) -> State:
        if verdict not in JOINED or verdict in (Verdict.BARE, Verdict.LABEL):
            return replace(self, held="", first=None)
        return replace(self, held=(self.held + line.text)[-LONGEST:], first=self.first or line)


def verdict_on(lines: list[Line], index: int, state: State, evidence: Evidence) -> Verdict | None:
    """The verdict on the end of a line that is no known heading; None for a plain end."""
    line = closed_by(lines[index], state.held)
    following = next(iter(lines[index + 1 : index + 2]), None)
    is_document = names_document(line, state.held, evidence.title) and not evidence.reaches(line)
    rest = None if is_document else rest_of(lines, index, evidence)
    is_member = bool(grammar.MEMBER.fullmatch(line.text))
    is_inside = lacks_indent(line, following, state.first or line, evidence)
    is_inside = is_inside or line.start in evidence.joined or is_session(lines, index, state.held)
    if is_inside and not is_member:
        return Verdict.BROKEN
    has_title = rest and rest.is_open and may_be_title(rest)
    is_end = is_untitled(line) or not line.is_open
    if is_end and evidence.begins_title(lines, index + 1):
        return None
    if has_title and (is_untitled(line) or line.is_bare_title):
        return Verdict.LABEL
    is_title = bool(index) and lines[index - 1].is_bare and may_be_title(line)
    is_title = is_title and line.start not in evidence.items
    may_sign = line.mark or grammar.TASK.match(line.text)  # the last annex of a list
    is_title = is_title or (bool(may_sign) and signs(lines, index + 1))
    if is_title or ends_heading(line, rest, state, evidence) or signs(lines, index):
        return None
    is_label = state.titled and not goes_on(line, rest, evidence)
    in_text = state.in_body or is_prose(line, rest, evidence) or PROSE.search(state.held)
    if is_label or not in_text:
        return judge_title(line, rest, evidence)
    verdict = judge(line, rest, following, state.first or line, evidence)
    is_item = is_point(lines, index) or grammar.TASKED.match(state.held + line.text)
    return None if is_member or (verdict is Verdict.LAST and is_item) else verdict


def is_session(lines: list[Line], index: int, held: str) -> bool:
    """True for a line that says where a report was given, if it ends in one of the next lines."""
    texts = [held + lines[index].text, *(one.text for one in lines[index + 1 : index + same.LINES])]
    whole = next(
        (at for at, one in enumerate(accumulate(texts)) if grammar.SESSION.fullmatch(one)), 0
    )
    return whole > 0


def lacks_indent(line: Line, following: Line | None, first: Line, evidence: Evidence) -> bool:
    """True for a full line of a paragraph above one without the indent that all paragraphs have, or that hangs."""
    if following is None or following.is_structural or following.is_row:
        return False
    if following.hangs or not (first.is_indented and line.is_open):
        return following.hangs
    return evidence.is_flush(following) and evidence.fills(line, following)


def goes_on(line: Line, rest: Line | None, evidence: Evidence) -> bool:
    """True for a line of a title that is cut, or the first of a paragraph below it, which may read like one."""
    is_prose = rest and evidence.reaches(line) and PROSE.search(rest.text)
    return bool(rest and (is_prose or cuts(line, rest)))


def ends_heading(line: Line, rest: Line | None, state: State, evidence: Evidence) -> bool:
    """True for the second half of a heading, which needs no full stop."""
    is_whole = grammar.is_heading_form(state.held + line.text) and not evidence.reaches(line)
    is_whole = is_whole and not (rest and evidence.is_flush(rest))
    return bool(state.first and state.first.is_heading) and line.is_open and is_whole


def is_prose(line: Line, rest: Line | None, evidence: Evidence) -> bool:
    """True for a line before the first heading that is no title, but part of a paragraph."""
    is_title = bool(rest and TITLE.search(line.text) and ADDRESS.match(rest.text))
    is_own = grammar.BRACKETED.fullmatch(line.text) or grammar.DOCUMENT_NUMBER.match(line.text)
    if is_title or is_own:
        return False
    is_long = bool(rest and (evidence.reaches(line) or PROSE.search(rest.text)))
    is_below = rest and evidence.is_flush(rest) and not rest.text.endswith("：")
    if rest and line.is_indented and not rest.is_indented and (is_below or evidence.by_blanks):
        return is_long and not TITLE.search(line.text)
    if rest and cites(line, rest, evidence):
        return True
    is_whole = is_long or not line.is_open
    return not may_be_title(line) or (is_whole and bool(PROSE.search(line.text)))


def cites(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True for the full first line of a paragraph that begins with the name of a document: 《…规划》."""
    is_first = line.is_indented and not rest.is_indented and line.text.endswith("》")
    is_prose = PROSE.search(rest.text) and not rest.text.endswith("：")
    return bool(is_first and is_prose and evidence.margins) and evidence.fills(line, rest)


def rest_of(lines: list[Line], index: int, evidence: Evidence) -> Line | None:
    """The following line if it begins nothing new, so that it may continue this one."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if following and line.is_caption and following.role is Role.ROW and "\t" not in following.text:
        return following  # the first row of its table, or its second half
    if (
        following is None
        or following.is_row
        or (begins_new(following, line) and not seems_new(line, following, evidence))
    ):
        return None
    is_sure = line.text.endswith(COMMAS) or line.is_heading or line.is_bare or is_untitled(line)
    is_full = line.is_open and evidence.reaches(line)
    is_full = is_full and not (evidence.ragged and evidence.has_stops and is_phrase(line))
    is_torn = bool(grammar.TASK.match(line.text)) and is_torn_at(line, following)
    goes_on = is_sure or is_full or is_torn or cuts(line, following)
    return following if goes_on or not is_flush(lines, index + 1, evidence) else None


def seems_new(line: Line, following: Line, evidence: Evidence) -> bool:
    """True if the second line only looks like a mark or a label: 国道G32 / 8、省道, 牵头单位：县商务局； / 配合单位：….

    The first is full and ends inside its number, or it lacks the indent that all paragraphs have.
    """
    is_number = splits(line, following) and evidence.fills(line, following)
    is_task = grammar.TASK.match(following.text) and evidence.is_flush(following)
    return bool(is_task) or (is_number and bool(following.mark and following.mark.number > 1))


def is_flush(lines: list[Line], index: int, evidence: Evidence) -> bool:
    """True for a title or signature that lacks the indent of paragraphs, and is no end of one."""
    line, after = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if not is_label(line, evidence) or evidence.indented < INDENTED_SHARE:
        return False
    if after is None or after.is_structural or evidence.begins(after):
        return True
    return bool(grammar.DATE.match(after.text)) or is_label(after, evidence)


def is_label(line: Line, evidence: Evidence) -> bool:
    """True for a short line without indent and full stop, which does not reach the margin."""
    is_title = line.is_open and is_phrase(line) and not grammar.BRACKETED.fullmatch(line.text)
    return is_title and not (line.is_indented or evidence.reaches(line))
