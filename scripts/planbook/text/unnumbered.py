"""Tells what lines without a number may be headings: by their form, and by what is above and below."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Protocol

from planbook.text import grammar, same
from planbook.text.grammar import Mark
from planbook.text.layout import Role

SHORT = 30
"""Maximum characters of such a line, if nothing else shows that it is a heading."""
FEWEST = 2
"""Lines above series that begin anew."""
UPPERS = 2
"""Maximum headings right above another one."""
LONG = 25
"""Minimum characters of a line of a paragraph, if it is not its last one."""
LOWEST = 6
"""Rank of the lowest family whose series are read like this: 1."""
BOX = 5.5
"""A caption holds the series of lower ranks below it, which begin anew in each box."""
HAN = re.compile("[\u4e00-\u9fff]{2}")
OFFICE = re.compile(
    r"(?: 政府 | 委员会 | 办公[厅室] | [局厅委署院] | 公司 | 集团 | 大学 | (?: [省市县区] 长 | 主任 | 书记 ) .{0,4} ) $",
    re.VERBOSE,
)
"""The end of a name below the title of a document: 临江县财政局, 县长李明."""
SESSION = re.compile(r"——|.*(?:大会|全会|会议)上$")
"""Says below the title of a report where it was given, above who gave it: ——在江州市…会议上."""
ADDRESS = re.compile(r"(?: 各 | 同志 | 尊敬的 | 女士 | 朋友 ) [^。]{0,60} [：！] $", re.VERBOSE)
"""Addresses those to whom a document speaks: 各乡镇人民政府：, 同志们！."""
PLANNED = "规划|计划|纲要|纲领|蓝图|意见|方案|决定|报告|建议|要点|措施|办法|决议|公报|指南|细则|规定|条例|批复|预案|白皮书|的函"
DOCUMENT = re.compile(rf"(?:{PLANNED})(?:（[^（）]*）)?$")
"""The end of the title of a document that may be an edition's: 关于实施乡村振兴战略的意见."""
ANY_DOCUMENT = re.compile(
    rf"(?:{PLANNED}|通知|总结|说明|讲话|公告|通告|公示|制度|解读|图解|答记者问)(?:（[^（）]*）)?$|^一图读懂"
)
"""The end of the title of any document: 关于《临江市“十五五”规划》的说明."""
BY_ITSELF = re.compile("(?:政府工作报告|政策解读|文件解读|起草说明|决议)$")
"""Titles that name neither place nor subject, and are those of no part."""
PROSE = re.compile("[。！？；]|[，、：]$")
"""What no title of a document has."""
ABOUT, PLACE, FULL, LONGEST = "关于", 2, 12, 90
"""What else has such a title and not that of a part (2026年工作计划): its subject, characters of a place,
its length; and its maximum length."""
NO_TITLE = re.compile(r"：|\d{5}|\d[%％]|\d\.\d|，.*，|^(?=.*，).{25}|的$")
"""What no heading between paragraphs has: 联系人：…, a telephone number, 18.6万亩, several or long clauses."""
GOES_ON = ("是", "的")
"""A line that begins so goes on with the sentence above it: 主要预期目标, 是：生产总值增长5%."""
NO_HEADINGS = (
    re.compile(rf"{grammar.BRACKETED.pattern}$"),
    grammar.DATE,
    grammar.DOCUMENT_NUMBER,
    grammar.NOTE,
    re.compile(rf"(?=\d{{4}}年){grammar.ADOPTED.pattern}"),
)
"""Dates, numbers of documents, notes, and remarks are often centered or bold."""


class Seen(Protocol):
    """A line with what it is known to be."""

    @property
    def text(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def mark(self) -> Mark | None: ...


def may_head(line: Seen, longest: int = SHORT, *, signed: bool = False) -> bool:
    """True for a short line without a number and a stop that is nothing else, perhaps `signed` with ●."""
    sign = grammar.BULLET.match(line.text) if signed else None
    text = line.text[sign.end() if sign else 0 :]
    is_text = line.role is Role.TEXT and line.mark is None and len(text) <= longest
    is_other = grammar.is_marked(text) or is_remark(text)
    is_title = grammar.is_heading_form(text.removesuffix("？")) and bool(HAN.search(text))
    return is_text and is_title and not is_other


def is_remark(text: str) -> bool:
    """True for what may look like a heading, and is a date, a number, a note, or a remark in brackets."""
    return any(one.match(text) for one in NO_HEADINGS)


def may_name(line: Seen) -> bool:
    """True for a line without a number that may be one of the title of a document."""
    text = line.text
    is_plain = line.role is Role.TEXT and not (line.mark and line.mark.number)
    is_other = grammar.is_marked(text) or is_remark(text) or bool(PROSE.search(text))
    return is_plain and not is_other and len(text) <= LONGEST


def names_document(line: Seen, held: str, title: str) -> bool:
    """True for a line in which the title of another document ends that begins with what is held.

    It names its place, as the title of this one does, or its subject, or is too long for a part.
    """
    own, plan = same.bare(held + line.text), same.bare(title)
    if not (title and may_name(line) and ANY_DOCUMENT.search(own)) or own in plan:
        return False
    return speaks(own, plan) or len(own) >= FULL


def speaks(text: str, title: str) -> bool:
    """True for such a title that names its place or its subject: 临江市…方案, 关于…的通知."""
    own, plan = same.bare(text), same.bare(title)
    return own.startswith(plan[:PLACE]) or ABOUT in own or bool(BY_ITSELF.match(own))


def is_about(text: str, title: str) -> bool:
    """True for the title of a document about the one with this title: 《…规划》政策解读."""
    rest = same.bare(text).replace(same.bare(title) or text, "")
    return rest != same.bare(text) and bool(ANY_DOCUMENT.search(rest))


def headings_above(lines: Sequence[Seen], title: str) -> Mapping[int, Mark]:
    """The indices of such lines, each with the first mark of the series below it.

    Wherever a series begins anew without a higher mark before it, there is one such line.
    """
    found: dict[int, Mark] = {}
    for starts in scopes(lines):
        above = [line_above(lines, start, title) for start in starts]
        if len(starts) > 1 and None not in above[1:]:
            pairs = zip(above, starts, strict=True)
            found |= {
                at: mark for at, start in pairs if at is not None and (mark := lines[start].mark)
            }
    return found if len(found) >= FEWEST else {}


def scopes(lines: Sequence[Seen]) -> Iterator[list[int]]:
    """Where the series of one family begin between two higher marks, or parts of a document."""
    starts: dict[float, list[int]] = {}
    top: float = LOWEST
    for at, line in enumerate(lines):
        if mark := line.mark:
            rank = mark.family.rank
            if rank > top:
                continue
            top = LOWEST
            yield from ended(starts, rank)
            if mark.number == 1:
                starts.setdefault(rank, []).append(at)
        elif grammar.APPENDIX.match(line.text) or grammar.UNNUMBERED.match(line.text):
            yield from ended(starts, -1)
        elif grammar.CAPTION.match(line.text):
            top = BOX
    yield from ended(starts, -1)


def ended(starts: dict[float, list[int]], rank: float) -> Iterator[list[int]]:
    """The series below this rank, which are then over."""
    for lower in [one for one in starts if one > rank]:
        yield starts.pop(lower)


def line_above(lines: Sequence[Seen], start: int, title: str) -> int | None:
    """The one line above a series, below the marks before it, that reads like a heading.

    In front of all marks, where titles are, it is the last one.
    """
    between = list(takewhile(lambda at: lines[at].mark is None, range(start - 1, -1, -1)))
    is_front = len(between) == start
    found = [
        at for at in between if may_head(lines[at]) and not (is_front and is_of(lines[at], title))
    ]
    return found[0] if len(found) == 1 or (found and is_front) else None


def is_of(line: Seen, title: str) -> bool:
    return same.bare(line.text) in same.bare(title)


# --- between paragraphs


def possible(lines: Sequence[Seen], title: str) -> Collection[int]:
    """The indices of all lines that may be headings, although they have no number."""
    return {*headings_above(lines, title), *alone(lines, title)}


def lonely(lines: Sequence[Seen], title: str) -> Iterator[int]:
    """Those of them that are right below a number, with no other in its part: 二、公共 / 服务体系.

    A part is not divided into one, so such a line is likelier the rest of the heading, or the
    beginning of the paragraph below it.
    """
    above, found = headings_above(lines, title), {*alone(lines, title)}
    for at in sorted(found):
        mark = titled(lines[at - 1]) if at not in above else None
        if mark and all(one == at or one not in found for one in part_from(lines, at, mark)):
            yield at


def titled(line: Seen) -> Mark | None:
    """The mark of a line that reads like a heading."""
    is_title = line.mark and grammar.is_heading_form(line.text[len(line.mark.text) :])
    return line.mark if is_title else None


def part_from(lines: Sequence[Seen], at: int, above: Mark) -> Iterator[int]:
    """The indices of the lines from one on, up to a heading with a number, or a higher mark."""
    for below in range(at, len(lines)):
        mark = lines[below].mark
        if mark and (mark.family.rank <= above.family.rank or titled(lines[below])):
            return
        yield below


def alone(lines: Sequence[Seen], title: str) -> Sequence[int]:
    """The indices of such lines between paragraphs, if a whole one is below some: 组织领导.

    What is between the title and the first paragraph counts only if there are others.
    """
    are_boxed = boxed(lines)
    found = [
        at
        for at in range(1, len(lines) - 1)
        if may_head(lines[at]) and heads(*lines[at : at + 2]) and not are_boxed[at]
    ]
    signed = [
        at
        for at in range(1, len(lines) - 1)
        if is_signed(*lines[at - 1 : at + 2]) and not are_boxed[at]
    ]
    found = sorted([*found, *signed]) if len(signed) >= FEWEST else found
    first = next((at for at, one in enumerate(lines) if one.mark or is_whole(one)), 0)
    upper = {one for at in found if at > first for one in uppers(lines, at)}
    if len(upper) < FEWEST:
        upper = {at for at in upper if "，" not in lines[at].text}
    own = [
        at
        for at in found
        if at > first and (at - 1 in upper or is_between(lines[at - 1], lines[at + 1]))
    ]
    front = [at for at in found if at < first and not names(lines[at], title)][-1:]
    front += [one for at in front if upper for one in uppers(lines, at, title)]
    have_stops = sum(map(is_whole, lines)) >= len({*own} - {at - 1 for at in own})
    are_sure = have_stops and any(is_long(lines[at + 1]) for at in own)
    return [*front, *upper, *own] if are_sure else []


def is_signed(above: Seen, line: Seen, below: Seen) -> bool:
    """True for a title with the sign of a bullet, above a paragraph and below no other: ● 主要成就."""
    signs = [bool(grammar.BULLET.match(one.text)) for one in (above, line, below)]
    return signs == [False, True, False] and may_head(line, signed=True) and heads(line, below)


def uppers(lines: Sequence[Seen], at: int, title: str = "") -> Sequence[int]:
    """The lines right above a heading that may be above it: 发展基础, 主要成就 above 经济.

    They are below the end of a paragraph, or the title of the document; more of them are a list.
    """
    found = [
        *takewhile(
            lambda one: (
                may_head(lines[one])
                and not NO_TITLE.search(lines[one].text)
                and not (title and names(lines[one], title))
            ),
            range(at - 1, max(0, at - 2 - UPPERS), -1),
        )
    ]
    above = lines[found[-1] - 1] if found else lines[at]
    is_below = ends(above) or (bool(title) and is_of(above, title))
    return found if len(found) <= UPPERS and is_below else []


def heads(line: Seen, below: Seen) -> bool:
    """True if below a line is what may be under a heading: a paragraph, or the first of a series."""
    if below.mark:
        return below.mark.number == 1
    text = below.text
    is_other = is_remark(text) or text.startswith(GOES_ON)
    is_other = is_other or (may_head(below) and "，" not in text)
    is_body = not grammar.is_marked(text) or bool(grammar.BULLET.match(text))
    is_title = not NO_TITLE.search(line.text)
    return is_title and below.role is Role.TEXT and is_body and not is_other


def names(line: Seen, title: str) -> bool:
    """True for a line of the title, or the name of who issued the document."""
    return is_of(line, title) or bool(OFFICE.search(line.text))


def is_long(line: Seen) -> bool:
    """True for a whole paragraph, a line that is as wide as a page, or the address of a letter."""
    return not line.mark and (len(line.text) >= LONG or bool(ADDRESS.match(line.text)))


def is_between(above: Seen, below: Seen) -> bool:
    """True for what may be around a heading, or the title of another document, with an address."""
    return ends(above) or bool(ADDRESS.match(below.text))


def ends(line: Seen) -> bool:
    """True for a line that a heading may be below: the end of a paragraph, a table, another heading."""
    text = line.text
    if line.role is not Role.TEXT or line.mark or is_whole(line):
        return True
    is_own = grammar.BRACKETED.fullmatch(text) or ADDRESS.match(text) or grammar.is_marked(text)
    return bool(is_own) and not (grammar.APPENDIX.match(text) or grammar.CAPTION.match(text))


def is_whole(line: Seen) -> bool:
    """True for the end of a paragraph."""
    is_end = line.role is Role.TEXT and not line.mark and not grammar.is_open(line.text)
    return is_end and not line.text.endswith("：") and not ADDRESS.match(line.text)


def boxed(lines: Sequence[Seen]) -> Sequence[bool]:
    """Whether each line is in a box, as long as a heading may end it, or right below a caption."""
    is_numbered = any(one.mark and one.mark.family.rank < BOX for one in lines)
    made, inside = [], False
    for line in lines:
        made.append(inside)
        found = grammar.CAPTION.match(line.text)
        if found and not line.mark:
            inside = not found["kind"].endswith(("图", "圖"))
        elif not is_numbered or line.role is not Role.TEXT or grammar.APPENDIX.match(line.text):
            inside = False
        elif line.mark:
            inside = inside and line.mark.family.rank > BOX
    return made
