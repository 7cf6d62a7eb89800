"""Judges the end of a line by the line below it: a title, a heading, an open line, or a full one."""

from __future__ import annotations

import re

from planbook.text import grammar
from planbook.text.doubts import Verdict, is_torn
from planbook.text.evidence import Evidence
from planbook.text.gaps import OFFICE
from planbook.text.grammar import COMMAS, ORDER
from planbook.text.layout import Role
from planbook.text.lines import CLAUSE, HAN, Line, cuts, is_phrase, opens_bracket, splits
from planbook.text.unnumbered import ADDRESS
from planbook.text.words import cuts_word

TITLE = re.compile(
    r"(?: 规划 | 纲要 | 通知 | 意见 | 报告 | 方案 | 计划 | 建议 | 决[定议] | 办法 | 条例 | 会议? 上 | [稿案）》”] ) $",
    re.VERBOSE,
)
"""The end of a whole title."""
BEFORE_NEXT = re.compile(
    r"(?: (?<! [人谐共饱温缓中祥平总融] )和 | (?<! 参 )与 | (?<! [普可涉触] )及 | (?<! [目标] )的 | 、 | [以至于把] ) $",
    re.VERBOSE,
)
"""The end of no title: …第十四个五年规划和, 有效期至; but not of 碳中和, 公众参与, 普及, 目的."""
SUBJECT = re.compile(r"[\u4e00-\u9fff]{3}：.{6}")
"""What a numbered sentence is about, and its beginning: （四）公益性违法项目：各区要加快…."""
BESIDE = re.compile(rf"{grammar.DATE.pattern} | ^ （ [^（）]+ ） $ | 〔 \d{{4}} 〕", re.VERBOSE)
"""What follows a title: （2026—2030年）, 某政发〔2026〕3号."""


SALUTATION = re.compile(r"^[^，。；：]{1,10}(?:阁下|先生|女士|同志|主席|主任|代表)，$")
"""Addresses one person, above the line that addresses all others: 主席阁下，."""


def judge_title(line: Line, rest: Line | None, evidence: Evidence) -> Verdict | None:
    """The verdict on the end of a line before the first heading: titles have no full stop."""
    if rest and (cuts(line, rest) or BEFORE_NEXT.search(line.text)):
        return Verdict.BROKEN
    if rest is None or not evidence.reaches(line):
        return None
    is_whole = bool(TITLE.search(line.text))
    if splits(line, rest) or (not is_whole and cuts_word(line.text, rest.text)):
        return Verdict.BROKEN
    is_beside = bool(BESIDE.search(rest.text)) and not CLAUSE.search(rest.text)
    goes_on = rest.text.startswith("的") or (rest.text.startswith("（") and not is_beside)
    if (is_whole and not goes_on) or evidence.begins(rest):
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
    is_inside = broken or (line.is_open and ("。" in line.text or line.text.endswith(COMMAS)))
    is_inside = is_inside or (
        rest is not None and (evidence.is_flush(rest) or is_torn_at(line, rest))
    )
    is_other = is_remark(line, following, goes_on=bool(rest and is_inside))
    if is_other or not (line.is_body or line.mark):
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
    if evidence.is_broken and not broken:
        broken = opens_bracket(line) or cuts_word(line.text, rest.text)
    goes_on = (broken and not evidence.ragged) or evidence.goes_on_after(line)
    is_last = evidence.ragged and not (broken or evidence.has_stops)
    unsure = Verdict.HEADING if is_titled(line) else Verdict.LAST if is_last else Verdict.OPEN
    return Verdict.BROKEN if goes_on else unsure


def is_titled(line: Line) -> bool:
    """True for a line such as 第一章 …, which begins no sentence, however long it is."""
    is_high = line.mark and line.mark.family.rank < grammar.TITLED
    return bool(is_high and not line.text.endswith(COMMAS))


def is_remark(line: Line, following: Line | None, *, goes_on: bool) -> bool:
    """True for a date, number, note, remark in brackets, signature, imprint, or the title above one.

    None of them needs a full stop, nor does the address of one person.
    """
    kinds = grammar.DATE, grammar.NOTE, grammar.TASK, grammar.IMPRINT, grammar.DOCUMENT_NUMBER
    if following and is_apart(line, following):
        return True
    if line.is_note or any(one.match(line.text) for one in kinds):
        return not goes_on
    dates = grammar.DATE, grammar.PRINTED
    is_name = line.is_open and is_phrase(line)
    is_dated = bool(following and any(one.match(following.text) for one in dates))
    is_noted = bool(following and grammar.NOTE.match(following.text)) and not goes_on
    is_title = bool(following and grammar.DOCUMENT_NUMBER.match(following.text)) and line.is_open
    is_above = is_title or (is_name and (is_dated or is_noted))
    return is_above or bool(grammar.BRACKETED.fullmatch(line.text))


def is_apart(line: Line, following: Line) -> bool:
    """True for the address of one person above that of all others, and a date above a remark."""
    if grammar.DATE.match(line.text):
        return bool(grammar.BRACKETED.fullmatch(following.text))
    return bool(SALUTATION.match(line.text) and ADDRESS.match(following.text))


def judge_heading(line: Line, rest: Line | None, evidence: Evidence) -> Verdict | None:
    """The same for a line with a mark."""
    if rest is None or (evidence.begins(rest) and not line.is_bare):
        return None
    if line.is_bare:
        return Verdict.BARE
    is_full = evidence.fills(line, rest)
    is_inside = is_full and (is_sentence(line, rest, evidence) or splits(line, rest))
    is_inside = is_inside or (bool(evidence.margins) and cuts_word(line.text, rest.text))
    if is_inside and rest.role is Role.TEXT:
        return Verdict.BROKEN
    is_odd = is_flush_below(line, rest, evidence) or is_cut(line, rest, evidence)
    if (is_full or is_odd) and is_half(line, rest, evidence):
        return Verdict.HALF
    is_last = rest.after_page and not evidence.margins
    return Verdict.HEADING if is_full or is_odd or is_last else None


def is_cut(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True for a clause among sentences, or if such a line ends as no heading does.

    It cuts a word or a number there, or above a few words.
    """
    own = line.mark.family.name if line.mark else ""
    are_sentences = line.start in evidence.outnumbered or own in evidence.sentences
    is_clause = are_sentences and not is_phrase(line)
    may_be = are_sentences or (rest.is_open and is_tail(rest))
    is_odd = (
        is_torn_at(line, rest) and (may_be or evidence.is_broken) and bool(HAN.search(rest.text))
    )
    is_odd = is_odd or is_half_alone(line, rest, evidence) or (may_be and splits(line, rest))
    is_only = line.start in evidence.open_alone and not rest.is_open
    return not evidence.are_whole and (is_clause or is_odd or is_only)


def is_half_alone(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True if a heading likely goes on whatever its end: its rest heads nothing itself.

    So does one among sentences, if a single one completes it.
    """
    is_only = line.start in evidence.open_alone and "。" not in rest.text[:-1]
    return rest.start in evidence.tails or (is_only and not rest.is_open)


def is_torn_at(line: Line, rest: Line) -> bool:
    """True if a line ends as none does: inside a word or an amount, after 和, or among offices."""
    if not line.is_open:
        return False
    are_offices = grammar.TASK.match(line.text) and OFFICE.match(rest.text)
    is_inside = is_torn(line, rest) or BEFORE_NEXT.search(line.text)
    return bool(are_offices or is_inside) or cuts_word(line.text, rest.text)


def is_tail(line: Line) -> bool:
    """True for a few words without a clause, which may end a heading."""
    return not CLAUSE.search(line.text[:-1])


def is_flush_below(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True if a paragraph below a heading would begin with an indent; in a box, it may have none."""
    is_text = line.is_indented or is_titled(line) or evidence.is_broken
    is_inside = rest.start in evidence.boxed and not is_tail(rest)
    is_new = line.is_caption or evidence.are_whole or is_inside
    return evidence.is_flush(rest) and is_text and not is_new


def is_sentence(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True if a line with a mark that reaches the margin is the beginning of more than a heading."""
    own = line.mark.family.name if line.mark else ""
    return evidence.is_flush(rest) or (own in evidence.sentences and not is_phrase(line))


def is_half(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True if a line with a mark is more likely half a sentence or title than a heading."""
    is_short = rest.is_open and is_phrase(rest) and not evidence.reaches(rest)
    is_numbered = bool(line.mark and line.mark.family.name in evidence.likely)
    is_numbered = is_numbered or (line.start in evidence.outnumbered and not is_phrase(line))
    is_sure = bool(evidence.always_indented and line.mark) or rest.text[:1] == "的"
    is_sure = is_sure or bool(SUBJECT.search(line.text)) or is_half_alone(line, rest, evidence)
    return is_sure or is_short or is_numbered or is_torn_at(line, rest)


def judge_full(
    line: Line, rest: Line | None, evidence: Evidence, *, is_indented: bool
) -> Verdict | None:
    """The same for a line that ends a sentence: at the right margin, the paragraph may go on."""
    if rest is None or evidence.begins(rest):
        return None
    if not evidence.fills(line, rest):
        return Verdict.FULL if evidence.always_indented and is_indented else None
    if evidence.is_flush(rest) or opens_bracket(line):
        return Verdict.BROKEN
    if line.text.endswith("；"):
        return Verdict.CLAUSE
    begins = line.text.endswith("：") or (evidence.is_ordered and ORDER.match(rest.text))
    return Verdict.FULL if begins else Verdict.INSIDE
