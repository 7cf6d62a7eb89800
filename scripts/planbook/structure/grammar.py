"""The grammar of Chinese official documents: what a line can be, told by its beginning.

Only patterns and pure predicates; `structure.parse` walks the text with them. The
order of the last four families is fixed by GB/T 9704-2012, the ones above are custom.
Texts are given as the repair leaves them: full-width punctuation, no stray spaces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NUMERAL = "[〇零一二三四五六七八九十百两]+"


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of numbered mark."""

    name: str
    rank: int
    """Level among the families: a lower rank stands above a higher one."""
    pattern: re.Pattern[str]
    """Matches the mark at the start of a line; the group `number` is its numeral."""
    example: str
    may_lead: bool = False
    """True if the mark may also number a paragraph or a list item."""


def family(name: str, rank: int, pattern: str, example: str, *, may_lead: bool = False) -> Family:
    pattern = pattern.replace("NUMERAL", NUMERAL)
    return Family(name, rank, re.compile(pattern, re.VERBOSE), example, may_lead)


FAMILIES = (
    family("部分", 0, r"第 (?P<number> NUMERAL | \d{1,3} ) 部分 [ ]?", "第一部分 发展基础"),
    family("篇", 1, r"第 (?P<number> NUMERAL | \d{1,3} ) [篇编編] [ ]?", "第一篇 开启新征程"),
    family("章", 2, r"第 (?P<number> NUMERAL | \d{1,3} ) 章 [ ]?", "第二章 全力培育新型产业"),
    family("节", 3, r"第 (?P<number> NUMERAL | \d{1,3} ) [节節] [ ]?", "第一节 发展环境"),
    family("一、", 4, r"(?P<number> NUMERAL ) 、", "一、“十三五”期间重要成就"),
    family("（一）", 5, r"（ (?P<number> NUMERAL ) ）", "（一）邮轮产业", may_lead=True),
    # Not the decimal 2.5, not the year 2025: at most two digits, no digit behind the point.
    family("1.", 6, r"(?P<number> \d{1,2} ) [.．、] (?! \d )", "1.完善路网", may_lead=True),
    family("（1）", 7, r"（ (?P<number> \d{1,2} ) ）", "（1）新建学校", may_lead=True),
)

BULLET = re.compile(r"(?: ——[ ]? | [•●◆◇■□▪·] [ ]? | - [ ] ) (?= \S )", re.VERBOSE)  # —— 城市…
CAPTION = re.compile(
    r"""(?P<label> (?P<kind> 附?表 | 附?图 | 专栏 | 專欄 )   # 表2, 图1-3, 专栏4
        [ ]? (?P<number> \d{1,3} (?: [-–.] \d{1,3} )? | NUMERAL ) )
        (?P<title> [^。！？；，]* ) $""".replace("NUMERAL", NUMERAL),
    re.VERBOSE,
)
CONTENTS = re.compile(r"目 \s* [录錄] $", re.VERBOSE)  # 目录, 目 录
# A line of the contents: a heading, then dots or space, then a page number (or none).
CONTENTS_ENTRY = re.compile(r"(?P<entry> .*? ) [\s.．·…]* \d* $", re.VERBOSE)
APPENDIX = re.compile(
    r"""(?: 附件 | 附录 | 附錄 ) [ ]? (?P<number> \d{1,2} | NUMERAL )?
        [：:、 ]? (?P<title> [^。！？；，]* ) $""".replace("NUMERAL", NUMERAL),
    re.VERBOSE,
)
PAGE_MARK = re.compile(
    r"""(?<! [—\d] ) — [ ]? \d{1,4} [ ]? — (?! [—\d] )    # — 83 —, also inside a word
      | ^ [ \f]* [-–] [ ]? \d{1,4} [ ]? [-–] [ \f]* $     # - 83 - alone on its line
      | ^ [ \f]* 第 [ ]? \d{1,4} [ ]? 页 (?: [ ]? ，?共 [ ]? \d{1,4} [ ]? 页 )? [ \f]* $  # 第83页
      | ^ [ \f]* \d{1,4} [ \f]* $                         # 83 alone on its line
    """,
    re.VERBOSE | re.MULTILINE,
)

TERMINAL = "。！？；：…"
CLOSING = "”’）》」』】"
HEADING_LIMIT = 50
"""Characters of the longest heading taken for one without a declaration."""
LEAD_LIMIT = 18
"""Characters of the longest lead, its full stop included in none of the counts."""

DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


def number_of(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral below 1000: 十二 → 12, 一百零三 → 103."""
    if numeral.isdigit():
        return int(numeral)
    total = pending = 0
    for char in numeral:
        if char in "十百":
            total += max(pending, 1) * (10 if char == "十" else 100)
            pending = 0
        else:
            pending = DIGITS[char]
    return total + pending


def chinese_numeral(number: int) -> str:
    """The inverse of `number_of` for 1 to 99: 12 → 十二."""
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{'〇一二三四五六七八九'[tens]}十"
    return ten + ("〇一二三四五六七八九"[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered mark found at the start of a line."""

    family: Family
    number: int
    text: str


def mark_of(line: str) -> Mark | None:
    """The mark with which the line begins, or None."""
    for one in FAMILIES:
        if found := one.pattern.match(line):
            return Mark(one, number_of(found["number"]), found[0])
    return None


def is_open(line: str) -> bool:
    """True if the line ends inside a sentence."""
    return not line.rstrip(CLOSING + " ").endswith(tuple(TERMINAL))


def is_heading_form(title: str) -> bool:
    """True if the text behind a mark can be a heading: short, and no sentence in it."""
    return (
        0 < len(title) <= HEADING_LIMIT
        and not any(stop in title for stop in "。！？；")
        and title[-1] not in "，、："
    )


def is_row(line: str) -> bool:
    """True if the line is a row of a table: cells set apart by tabs or bars."""
    return "\t" in line.strip() or (line.startswith("|") and line.count("|") > 2)


def is_structural(line: str) -> bool:
    """True if the line opens something of its own, so that no broken line can go on in it."""
    return bool(
        mark_of(line)
        or BULLET.match(line)
        or CAPTION.match(line)
        or CONTENTS.match(line)
        or APPENDIX.match(line)
        or is_row(line)
    )


def contents_range(lines: Sequence[str]) -> range:
    """Indices of the table of contents: its title and the entries that repeat headings.

    It ends where its first entry comes again, as the first heading of the body. Empty if
    there is no table of contents.
    """
    for index, line in enumerate(lines):
        if CONTENTS.match(line) and index + 1 < len(lines):
            first = entry_of(lines[index + 1])
            for end in range(index + 2, len(lines)):
                if squeezed(lines[end]) == first:
                    return range(index, end)
    return range(0)


def entry_of(line: str) -> str:
    """The heading that a line of the contents repeats, without leaders, page number, blanks."""
    found = CONTENTS_ENTRY.match(line)
    return squeezed(found["entry"] if found else line)


def squeezed(text: str) -> str:
    """The text without any blank."""
    return "".join(text.split())
