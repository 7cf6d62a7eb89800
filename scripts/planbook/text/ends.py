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
from planbook.text.doubts import JOINED, Verdict, is_torn
from planbook.text.evidence import INDENTED_SHARE, ORDER, Evidence
from planbook.text.layout import Role
from planbook.text.lines import (
    CLAUSE,
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
from planbook.text.unnumbered import names_document
from planbook.text.words import cuts_word

COMMAS = ("，", "、")
PROSE = re.compile(r"[，。；]|：$|以下简?称")
"""What no title before the first heading has."""
TITLE = re.compile(
    r"(?: 规划 | 纲要 | 通知 | 意见 | 报告 | 方案 | 计划 | 建议 | 决[定议] | 办法 | 条例 | 会议? 上 | [稿案）》”] ) $",
    re.VERBOSE,
)
"""The end of a whole title."""
BEFORE_NEXT = re.compile(
    r"(?: (?<! [人谐共饱温缓] )和 | 与 | (?<! 普 )及 | (?<! 目 )的 ) $", re.VERBOSE
)
"""The end of no title: …第十四个五年规划和."""
SESSION = re.compile(r"(?:——|\d{4}年)[^，。；：]*在[^，。；：]*会议?上")
"""Where a report was given, below its title: ——2026年2月5日在江州市…会议上."""
SUBJECT = re.compile(r"[\u4e00-\u9fff]{3}：.{6}")
"""What a numbered sentence is about, and its beginning: （四）公益性违法项目：各区要加快…."""
BESIDE = re.compile(rf"{grammar.DATE.pattern} | ^ （ [^（）]+ ） $ | 〔 \d{{4}} 〕", re.VERBOSE)
"""What follows a title: （2026—2030年）, 某政发〔2026〕3号."""
NARROWEST = 8
"""Minimum characters of a heading that a margin has cut above a few words."""
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
    is_inside = lacks_indent(line, following, state.first or line, evidence)
    if is_inside or is_session(lines, index, state.held):
        return Verdict.BROKEN
    has_title = rest and rest.is_open and may_be_title(rest)
    if is_untitled(line) and evidence.begins_title(lines, index + 1):
        return None
    if has_title and (is_untitled(line) or line.is_bare_title):
        return Verdict.LABEL
    is_title = bool(index) and lines[index - 1].is_bare and may_be_title(line)
    is_title = is_title and line.start not in evidence.items
    is_title = is_title or (state.titled and not goes_on(line, rest, evidence))
    is_title = is_title or (bool(line.mark) and signs(lines, index + 1))  # the last annex of a list
    if is_title or ends_heading(line, state.first, evidence) or signs(lines, index):
        return None
    if not (state.in_body or is_prose(line, rest, evidence) or PROSE.search(state.held)):
        return judge_title(line, rest, evidence)
    verdict = judge(line, rest, following, state.first or line, evidence)
    return None if verdict is Verdict.LAST and is_point(lines, index) else verdict


def is_session(lines: list[Line], index: int, held: str) -> bool:
    """True for a line that says where a report was given, if it ends in one of the next lines."""
    texts = [held + lines[index].text, *(one.text for one in lines[index + 1 : index + same.LINES])]
    whole = next((at for at, one in enumerate(accumulate(texts)) if SESSION.fullmatch(one)), 0)
    return whole > 0


def lacks_indent(line: Line, following: Line | None, first: Line, evidence: Evidence) -> bool:
    """True for a full line of a paragraph above one without the indent that all paragraphs have."""
    if following is None or following.is_structural or not (first.is_indented and line.is_open):
        return False
    return evidence.is_flush(following) and evidence.fills(line, following)


def goes_on(line: Line, rest: Line | None, evidence: Evidence) -> bool:
    """True for a line of a title that is cut, or the first of a paragraph below it, which may read like one."""
    is_prose = rest and evidence.reaches(line) and PROSE.search(rest.text)
    return bool(rest and (is_prose or cuts(line, rest)))


def ends_heading(line: Line, first: Line | None, evidence: Evidence) -> bool:
    """True for the second half of a heading, which needs no full stop."""
    is_half = grammar.is_heading_form(line.text) and not evidence.reaches(line)
    return bool(first and first.is_heading) and line.is_open and is_half


def is_prose(line: Line, rest: Line | None, evidence: Evidence) -> bool:
    """True for a line before the first heading that is no title, but part of a paragraph."""
    if grammar.BRACKETED.fullmatch(line.text):
        return False
    is_long = bool(rest and (evidence.reaches(line) or PROSE.search(rest.text)))
    if rest and evidence.by_blanks and line.is_indented and not rest.is_indented:
        return is_long and not TITLE.search(line.text)
    is_whole = is_long or not line.is_open
    return not may_be_title(line) or (is_whole and bool(PROSE.search(line.text)))


def rest_of(lines: list[Line], index: int, evidence: Evidence) -> Line | None:
    """The following line if it begins nothing new, so that it may continue this one."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if following is None or begins_new(following, after=line):
        return None
    is_sure = line.text.endswith(COMMAS) or line.is_heading or line.is_bare or is_untitled(line)
    is_full = line.is_open and evidence.reaches(line)
    is_full = is_full and not (evidence.ragged and evidence.has_stops and is_phrase(line))
    goes_on = is_sure or is_full or cuts(line, following)
    return following if goes_on or not is_flush(lines, index + 1, evidence) else None


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


def judge_title(line: Line, rest: Line | None, evidence: Evidence) -> Verdict | None:
    """The verdict on the end of a line before the first heading: titles have no full stop."""
    if rest and (cuts(line, rest) or BEFORE_NEXT.search(line.text)):
        return Verdict.BROKEN
    if rest is None or not evidence.reaches(line):
        return None
    if splits(line, rest):
        return Verdict.BROKEN
    is_beside = bool(BESIDE.search(rest.text))
    goes_on = rest.text.startswith("的") or (rest.text.startswith("（") and not is_beside)
    if (TITLE.search(line.text) and not goes_on) or evidence.begins(rest):
        return None if is_beside else Verdict.HEADING
    if not CLAUSE.search(rest.text):
        return Verdict.HALF
    is_sure = evidence.always_indented and line.is_indented
    return Verdict.BROKEN if is_sure or not evidence.has_stops else Verdict.OPEN


def judge(
    line: Line, rest: Line | None, following: Line | None, first: Line, evidence: Evidence
) -> Verdict | None:
    """The verdict on the end of a line; None for a plain end.

    `rest` is the following line if it begins nothing new; `first`, the first of the paragraph.
    """
    if rest and cuts(line, rest):
        return Verdict.BROKEN
    broken = evidence.reaches(line) or (following is not None and following.after_page)
    if line.is_heading or line.is_bare or line.is_caption:
        return judge_heading(line, rest, evidence)
    is_inside = broken or (line.is_open and "。" in line.text)
    if not (line.is_body or line.mark) or is_remark(
        line, following, goes_on=bool(rest and is_inside)
    ):
        return None
    if not line.is_open:
        return judge_full(line, rest, evidence, is_indented=first.is_indented)
    if rest is None or evidence.begins(rest) or grammar.DATE.match(rest.text):
        goes_on = rest is None and goes_on_in(line, following, evidence)
        return Verdict.OPEN if goes_on else Verdict.LAST
    return judge_open(line, rest, evidence, broken=broken)


def goes_on_in(line: Line, following: Line | None, evidence: Evidence) -> bool:
    """True if a line likely goes on in one that begins like an item: 完成1、, 2、3号项目."""
    if following is None or not following.mark or evidence.begins(following):
        return False
    is_full = bool(evidence.margins) and evidence.fills(line, following)
    is_inside = line.text.endswith(COMMAS) and not (line.mark or evidence.ragged)
    return is_full or is_inside or (evidence.always_indented and evidence.is_broken)


def judge_open(line: Line, rest: Line, evidence: Evidence, *, broken: bool) -> Verdict:
    """The same for a line that ends inside a sentence, above one that may continue it."""
    is_inside = line.text.endswith(COMMAS)
    if evidence.are_whole and not (is_inside or is_torn(line, rest)):
        return Verdict.OWN
    if not evidence.has_stops:
        broken = is_inside or evidence.fills(line, rest)
    goes_on = (broken and not evidence.ragged) or evidence.goes_on_after(line)
    is_last = evidence.ragged and not (broken or evidence.has_stops)
    unsure = Verdict.HEADING if is_titled(line) else Verdict.LAST if is_last else Verdict.OPEN
    return Verdict.BROKEN if goes_on else unsure


def is_titled(line: Line) -> bool:
    """True for a line such as 第一章 …, which begins no sentence, however long it is."""
    is_high = line.mark and line.mark.family.rank <= grammar.TITLED
    return bool(is_high and not line.text.endswith(COMMAS))


def is_remark(line: Line, following: Line | None, *, goes_on: bool) -> bool:
    """True for a date, number, note, remark in brackets, signature, imprint, or the title above one.

    None of them needs a full stop.
    """
    kinds = grammar.DATE, grammar.NOTE, grammar.IMPRINT, grammar.DOCUMENT_NUMBER
    if line.is_note or any(one.match(line.text) for one in kinds):
        return not goes_on
    dates = grammar.DATE, grammar.PRINTED
    is_name = line.is_open and is_phrase(line)
    is_dated = bool(following and any(one.match(following.text) for one in dates))
    is_noted = bool(following and grammar.NOTE.match(following.text)) and not goes_on
    is_title = bool(following and grammar.DOCUMENT_NUMBER.match(following.text)) and line.is_open
    is_above = is_title or (is_name and (is_dated or is_noted))
    return is_above or bool(grammar.BRACKETED.fullmatch(line.text))


def judge_heading(line: Line, rest: Line | None, evidence: Evidence) -> Verdict | None:
    """The same for a line with a mark."""
    if rest is None:
        return None
    if line.is_bare:
        return Verdict.BARE
    if evidence.begins(rest):
        return None
    is_full = evidence.fills(line, rest)
    if is_full and (is_sentence(line, evidence) or splits(line, rest)):
        return Verdict.BROKEN
    is_numbered = line.start in evidence.outnumbered and not is_phrase(line)
    is_odd = is_flush_below(line, rest, evidence) or is_numbered or is_cut(line, rest, evidence)
    if (is_full or is_odd) and is_half(line, rest, evidence):
        return Verdict.HALF
    is_last = rest.after_page and not evidence.margins
    return Verdict.HEADING if is_full or is_odd or is_last else None


def is_cut(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True if the end of such a line cuts a word or a number, among sentences or above a few words."""
    is_tailed = len(line.text) >= NARROWEST and is_tail(rest) and not evidence.are_whole
    may_be = line.start in evidence.outnumbered or is_tailed
    return may_be and (splits(line, rest) or cuts_word(line.text, rest.text))


def is_tail(line: Line) -> bool:
    """True for a few words without a clause, which may end a heading."""
    return not CLAUSE.search(line.text[:-1])


def is_flush_below(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True if a paragraph below a heading would begin with an indent; in a box, it may have none."""
    is_text = line.is_indented or is_titled(line) or evidence.is_broken
    is_inside = rest.start in evidence.boxed and not is_tail(rest)
    is_new = line.is_caption or evidence.are_whole or is_inside
    return evidence.is_flush(rest) and is_text and not is_new


def is_sentence(line: Line, evidence: Evidence) -> bool:
    """True if a line with a mark that reaches the margin is the beginning of more than a heading."""
    own = line.mark.family.name if line.mark else ""
    return evidence.always_indented or (own in evidence.sentences and not is_phrase(line))


def is_half(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True if a line with a mark is more likely half a sentence or title than a heading."""
    is_short = rest.is_open and is_phrase(rest) and not evidence.reaches(rest)
    is_numbered = bool(line.mark and line.mark.family.name in evidence.likely)
    is_numbered = is_numbered or (line.start in evidence.outnumbered and not is_phrase(line))
    is_sure = bool(evidence.always_indented and line.mark) or rest.text[:1] == "的"
    is_sure = is_sure or bool(SUBJECT.search(line.text))
    return is_sure or is_short or is_numbered or cuts_word(line.text, rest.text)


def judge_full(
    line: Line, rest: Line | None, evidence: Evidence, *, is_indented: bool
) -> Verdict | None:
    """The same for a line that ends a sentence: at the right margin, the paragraph may go on."""
    if rest is None or evidence.begins(rest):
        return None
    if not evidence.fills(line, rest):
        return Verdict.FULL if evidence.always_indented and is_indented else None
    if evidence.is_flush(rest):
        return Verdict.BROKEN
    if line.text.endswith("；"):
        return Verdict.CLAUSE
    begins = line.text.endswith("：") or (evidence.is_ordered and ORDER.match(rest.text))
    return Verdict.FULL if begins else Verdict.INSIDE
