"""Holds the grammar of Chinese official documents: what a line can be, judging by its start.

Only patterns and pure predicates; `structure.parse` walks the text with them. GB/T 9704-2012 fixes
the order of the last four families; the order of those above is customary. Texts are given as the
repair leaves them: full-width punctuation, no stray spaces.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planbook.numerals import number_of

NUMERAL = "[〇零一二三四五六七八九十百两]+"


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of numbered mark."""

    name: str
    rank: int
    """Level among the families: lower ranks are above higher ones."""
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
    # Not the decimal 2.5 or the year 2025: at most two digits, and no digit after the point.
    family("1.", 6, r"(?P<number> \d{1,2} ) [.．、] (?! \d )", "1.完善路网", may_lead=True),
    family("（1）", 7, r"（ (?P<number> \d{1,2} ) ）", "（1）新建学校", may_lead=True),
)

BULLET = re.compile(r"(?: ——[ ]? | [•●◆◇■□▪·] [ ]? | - [ ] ) (?= \S )", re.VERBOSE)  # —— 城市…
CAPTION = re.compile(
    r"""(?P<label> (?P<kind> 附?表 | 附?图 | 专栏 | 專欄 )   # 表2, 图1-3, 专栏4
        [ ]? (?P<number> \d{1,3} (?: [-–.] \d{1,3} )? (?! \d ) | NUMERAL ) )
        (?P<title> [^。！？；，]* ) $""".replace("NUMERAL", NUMERAL),
    re.VERBOSE,
)
MENDED = str.maketrans({"(": "（", ")": "）", " ": None, "\u00a0": None, "\u3000": None})
LINE = re.compile(r"[^\n]+")
CONTENTS = re.compile(r"目 \s* [录錄] $", re.VERBOSE)  # 目录, 目 录
# The rest of a line of the contents after its heading: dots or space, then perhaps a page number.
# Matched backwards: forwards, the search would start over at every dot.
LEADER_BACKWARDS = re.compile(r"\d* [\s.．·…]*", re.VERBOSE)
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

# The first characters tell most lines from headings and the like in a fraction of the time.
MAY_BE_MARK = re.compile(r"[第（\d〇零一二三四五六七八九十百两]")
MAY_OPEN = re.compile(rf"{MAY_BE_MARK.pattern}|[—•●◆◇■□▪·\-附表图专專目]")

TERMINAL = "。！？；：…"
CLOSING = "”’）》」』】"
HEADING_LIMIT = 50
"""Maximum characters of a heading recognized without a declaration."""
LEAD_LIMIT = 18
"""Maximum characters of a lead, not counting its full stop."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered mark found at the start of a line."""

    family: Family
    number: int
    text: str


def mark_of(line: str) -> Mark | None:
    """The mark with which the line begins, or None."""
    if not MAY_BE_MARK.match(line):
        return None
    for one in FAMILIES:
        if found := one.pattern.match(line):
            return Mark(one, number_of(found["number"]), found[0])
    return None


def is_open(line: str) -> bool:
    """True if the line ends inside a sentence."""
    return not line.rstrip(CLOSING + " ").endswith(tuple(TERMINAL))


def is_heading_form(title: str) -> bool:
    """True if the text after a mark can be a heading: short, and without a sentence."""
    return (
        0 < len(title) <= HEADING_LIMIT
        and not any(stop in title for stop in "。！？；")
        and title[-1] not in "，、："
    )


def is_row(line: str) -> bool:
    """True if the line is a row of a table: cells separated by tabs or bars."""
    return "\t" in line.strip() or (line.startswith("|") and line.count("|") > 2)


def stray_tabs(text: str) -> Iterator[int]:
    """Offsets of the tabs that are stray blanks: all except those that separate table cells."""
    kept = row_tabs(text)
    yield from (one.start() for one in re.finditer("\t", text) if one.start() not in kept)


def row_tabs(text: str) -> set[int]:
    """Offsets of the tabs that separate the cells of tables.

    A line with a tab inside is a row if it is next to another one, or below the caption of a table.
    """
    lines = [one for one in LINE.finditer(text) if PAGE_MARK.sub("", one[0]).strip()]
    may_be = [False, *(has_cells(one[0].strip()) for one in lines), False]
    captions = [False, *(opens_table(one[0].strip()) for one in lines)]
    return {
        one.start() + offset
        for index, one in enumerate(lines, 1)
        if may_be[index] and (may_be[index - 1] or may_be[index + 1] or captions[index - 1])
        for offset, char in enumerate(one[0])
        if char == "\t"
    }


def has_cells(line: str) -> bool:
    """True if the line has a tab inside, and does not begin like a heading or the like."""
    return "\t" in line and not (is_marked(line) or is_marked(mended(line)))


def opens_table(line: str) -> bool:
    found = CAPTION.match(mended(line))
    return bool(found and found["kind"].endswith("表"))


def mended(line: str) -> str:
    """A line with its beginning as the repair of marks and blanks will leave it."""
    return line.translate(MENDED)


def is_structural(line: str) -> bool:
    """True if the line begins something new, so that it cannot continue a broken line."""
    return is_marked(line) or is_row(line)


def is_marked(line: str) -> bool:
    """True if the line begins like a heading, item, bullet, caption, or annex."""
    return bool(
        MAY_OPEN.match(line)
        and (
            mark_of(line)
            or BULLET.match(line)
            or CAPTION.match(line)
            or CONTENTS.match(line)
            or APPENDIX.match(line)
        )
    )


def contents_range(lines: Sequence[str]) -> range:
    """Indices of the table of contents: its title and the entries that repeat headings.

    It ends where its first entry reappears as the first heading of the body. Empty if there is no
    table of contents.
    """
    last = {squeezed(line): index for index, line in enumerate(lines)}
    for index, line in enumerate(lines[:-1]):
        if CONTENTS.match(line):
            first = entry_of(lines[index + 1])
            if last.get(first, 0) > index + 1:
                ends = (n for n in range(index + 2, len(lines)) if squeezed(lines[n]) == first)
                return range(index, next(ends))
    return range(0)


def entry_of(line: str) -> str:
    """The heading that a line of the contents repeats, without leaders, page number, and blanks."""
    found = LEADER_BACKWARDS.match(line[::-1])
    return squeezed(line[: len(line) - found.end()] if found else line)


def squeezed(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())
