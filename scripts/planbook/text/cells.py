"""Tells the columns of a table's rows whose cells are parted by single blanks.

The rows of a table agree: in the number of their cells, and in the kind of each column. Where they
do, a blank that fits parts two cells, and any other is inside one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import combinations, islice, pairwise

from planbook.text import grammar
from planbook.text.grammar import mended

Span = tuple[int, int]
Gaps = tuple[int, ...]
"""Some of the gaps of a line, by their numbers."""

BLANK = re.compile(r"[ \t\u00a0\u2003\u3000]+")
BLANKS = " \u00a0\u2003\u3000"
WIDE = 2
"""Minimum blanks at the end of a row that stand for a cell."""
YEAR = re.compile(r"(?<=\d{4})[ \u00a0](?=年)")
"""A blank that is inside the head of a column: 2025 年."""
AMOUNT = re.compile(
    r"""[<>＜＞≥≤≧≦约〔［\[（(+-]* \d [\d,，.．]* (?: [-—–~～至] \d [\d.]* )?
        [ ]? (?: [%％‰] | 个百分点 | [万亿]?[元人户吨个年岁] | [万亿] | 左右 | 以[上下内] )* [〕］\])）]*""",
    re.VERBOSE,
)
ABSENT = re.compile(r"[-—–－*＊/／]{1,2}")
"""What is written where there is no number."""
STATUS = re.compile(r"(?: 预期 | 约束 | 基础 | 引导 | 监测 )性?", re.VERBOSE)
UNIT = re.compile(
    r"""[%％‰] | [十百千万亿]* (?: 人次? | 美?元 | 户 | 吨 (?: 标准煤 )? | [平立]方 [千公]? 米 | [公千]米 | 公里 | 千瓦时?
        | 公顷 | 亩 | [个家件项张所座辆岁年天次册部套台处条] | 微克 | 毫克 ) (?: [/／] .+ )? """,
    re.VERBOSE,
)
AMOUNTS = re.compile("序号|\\d{4}|年均|累计|增[长速]|目标|现状|基期|完成|数量|规模|投资")
"""In the head of a column of numbers."""
HEAD = re.compile(
    r"""(?: 主要 | 重点 | 具体 | 规划 | 建设 )? (?: 指标 | 项目 | 工程 | 任务 ) (?: 名称 | 类[别型] | 属性 | 内容 )?
      | 名称 | 序号 | 编号 | [类分][别类型] | 领域 | 区域 | 板块 | 单位 | 属性 | 备注 | 性质 | 数量 | 规模
      | .{0,8} \d{4} 年? .{0,10} | .* [“”] .* | .* (?: 年均 | 累计 | 增长 | 增速 | 目标 | 现状 | 基期 | 完成 ) .*
      | 总?投资 .* | 建设 (?: 规模 | 地点 | 年限 | 性质 | 单位 ) | (?: 责任 | 牵头 ) (?: 单位 | 部门 )
      | [部处科]门 | 职[责能] | 地[点址] | 内容 | 措施 | 用途 | 级别 | 年[份度] | 时[间限] | 负?责任?人 | 联系人""",
    re.VERBOSE,
)
HEAD_YEAR = re.compile(r"[（(]?(?:19|20)\d\d年?[）)]?")
"""A year, which is in the head of a column, and no amount: 2025年, （2030年）."""
HEADS = 2
"""Minimum columns of a head that are known, and of rows below it."""
MOST = 0.6
"""From this share on, the rows of a table agree."""
LONGEST = 120
"""A line of more characters is no row."""
OUTER = 5
"""Rank of （一）: no row begins with such a mark, or with one above it."""
WIDEST = 30
"""Rows with more cells are left as they are."""
TRIES = 1_000
"""Maximum ways of parting a row that are compared."""


class Kind(Enum):
    """What the cells of a column are."""

    AMOUNT = "amounts"
    STATUS = "whether an indicator is binding"
    UNIT = "units"
    TEXT = "anything else"


TYPED = (Kind.AMOUNT, Kind.STATUS)


@lru_cache(4096)
def kind_of(cell: str) -> Kind:
    if AMOUNT.fullmatch(cell) or ABSENT.fullmatch(cell):
        return Kind.AMOUNT
    if STATUS.fullmatch(cell):
        return Kind.STATUS
    return Kind.UNIT if UNIT.fullmatch(cell) else Kind.TEXT


def head_kind(cell: str) -> Kind:
    """The kind of the column that has this head."""
    if cell in ("属性", "性质", "指标属性"):
        return Kind.STATUS
    if cell in ("单位", "计量单位"):
        return Kind.UNIT
    return Kind.AMOUNT if AMOUNTS.search(cell) else Kind.TEXT


def kinds_of(rows: Sequence[Sequence[str]]) -> tuple[Kind | None, ...]:
    """The kind of each column of rows of one length, as far as most of its cells agree."""
    return tuple(map(common_kind, zip(*rows, strict=True)))


def common_kind(column: Sequence[str]) -> Kind | None:
    filled = [kind_of(cell) for cell in column if cell]
    kind, count = Counter(filled).most_common(1)[0] if filled else (None, 0)
    return kind if count >= MOST * len(filled) else None


def agree(cells: Sequence[str], kinds: Sequence[Kind | None]) -> bool:
    """True if no cell is of another kind than its column; empty cells are of any kind."""
    return all(
        not cell or kind is None or kind_of(cell) is kind
        for cell, kind in zip(cells, kinds, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Pieces:
    """A line, cut at its blanks."""

    texts: tuple[str, ...]
    gaps: tuple[Span, ...]
    """The blanks after each piece but the last."""
    is_sure: tuple[bool, ...]
    """For each gap, whether it has a tab: that always parts cells."""
    tabs: int
    """All tabs, those of empty cells at the ends included."""

    @classmethod
    def of(cls, line: str) -> Pieces:
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
        kept = {found.start() for found in YEAR.finditer(line)}
        found = [one for one in BLANK.finditer(line, start, end) if one.start() not in kept]
        edges = [start, *(at for one in found for at in one.span()), end]
        texts = tuple(line[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
        is_sure = tuple("\t" in one[0] for one in found)
        return cls(texts, tuple(one.span() for one in found), is_sure, line.count("\t"))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(map(kind_of, self.texts))

    def known_heads(self) -> int:
        return sum(bool(HEAD.fullmatch(one)) for one in self.texts)

    def every(self) -> tuple[int, ...]:
        return tuple(range(len(self.gaps)))

    def beside_amounts(self) -> tuple[int, ...]:
        """The gaps that part cells for sure: a tab, or a number on one side."""
        is_plain = [kind in (Kind.TEXT, Kind.UNIT) for kind in self.kinds]
        return tuple(
            one for one in self.every()
            if self.is_sure[one] or not is_plain[one + 1] or (one and not is_plain[one])
        )  # fmt: skip

    def outside_brackets(self) -> tuple[int, ...]:
        """All gaps but those before a bracket: 年均增长 （%）."""
        return tuple(one for one in self.every() if self.texts[one + 1][0] not in "（(〔[")

    def parted(self, kinds: Sequence[Kind | None]) -> tuple[int, ...]:
        """The gaps that part the line into cells of these columns; none if several ways do."""
        if len(self.gaps) > WIDEST:
            return ()
        sure = {one for one in self.every() if self.is_sure[one]}
        ways = islice(combinations(self.every(), len(kinds) - 1), TRIES)
        fitting = [way for way in ways if sure <= set(way) and agree(self.joined(way), kinds)]
        return fitting[0] if len(fitting) == 1 else ()

    def joined(self, gaps: Sequence[int]) -> list[str]:
        """The cells, if only these gaps part them."""
        cuts = [0, *(one + 1 for one in gaps), len(self.texts)]
        return [" ".join(self.texts[a:b]) for a, b in pairwise(cuts)]


def cell_gaps(lines: Sequence[str], tabbed: Collection[int]) -> Iterator[tuple[int, Span, int]]:
    """The blanks that part the cells of rows: line, span, and how many tabs.

    Inside the lines that are parted by tabs alone, which are given, there are none.
    """
    for block in blocks(lines):
        are_rows = (at for at in block if not grammar.PAGE_MARK.fullmatch(lines[at]))
        rows = {index: Pieces.of(lines[index]) for index in are_rows if index not in tabbed}
        parted = by_tabs(lines, block) if any("\t" in lines[index] for index in block) else None
        chosen = beside_rows(rows, parted) if parted else by_blanks(lines, rows)
        for index, gaps in chosen.items():
            row = rows[index]
            yield from ((index, row.gaps[one], 1) for one in gaps if not row.is_sure[one])
        yield from trailing(lines, block)


def trailing(lines: Sequence[str], block: range) -> Iterator[tuple[int, Span, int]]:
    """The blanks at the end of a short row that stand for its last cells, if no whole row has such."""
    rows = {index: lines[index].rstrip(BLANKS) for index in block if "\t" in lines[index]}
    counts = {index: row.count("\t") for index, row in rows.items()}
    most = max(counts.values(), default=0)
    gaps = {index: len(lines[index]) - len(row) for index, row in rows.items()}
    if all(gaps[index] < WIDE for index, count in counts.items() if count == most):
        for index, count in counts.items():
            if gaps[index] >= WIDE and count < most:
                yield index, (len(rows[index]), len(lines[index])), most - count


def blocks(lines: Sequence[str]) -> Iterator[range]:
    """The lines that may be a table: below a caption, or around a line with a tab."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (may_be_row(lines[end]) or is_group(lines, start, end)):
            end += 1
        captioned = grammar.is_captioned(lines, start)
        if captioned or any("\t" in one for one in lines[start:end]):
            yield range(start, end)
        start = max(end, start + 1)


def is_group(lines: Sequence[str], start: int, index: int) -> bool:
    """True for a line inside a table that may name a group: 一、经济发展, with a row of numbers after it."""
    mark = grammar.mark_of(mended(lines[index]))
    following = lines[index + 1] if index + 1 < len(lines) else ""
    if (
        index == start
        or not mark
        or mark.family.rank <= grammar.TITLED
        or BLANK.search(lines[index].strip())
    ):
        return False
    row = Pieces.of(following) if may_be_row(following) else Pieces.of("")
    return len(row.texts) > HEADS and any(kind in TYPED for kind in row.kinds)


def may_be_row(line: str) -> bool:
    plain = mended(line)
    mark = grammar.mark_of(plain)
    return not (
        len(line) > LONGEST
        or plain.endswith(tuple("。；：！？"))
        or (mark and mark.family.rank <= OUTER)
        or grammar.CAPTION.match(plain)
        or grammar.NOTE.match(plain)
        or grammar.CONTENTS.match(plain)
    )


def by_tabs(lines: Sequence[str], block: range) -> list[list[str]]:
    """The cells of the rows of the usual length, among rows that are parted by tabs."""
    rows = [lines[index].split("\t") for index in block if "\t" in lines[index]]
    width, count = Counter(map(len, rows)).most_common(1)[0]
    return [[cell.strip() for cell in row] for row in rows if len(row) == width and count >= HEADS]


def beside_rows(rows: Mapping[int, Pieces], known: Sequence[Sequence[str]]) -> Mapping[int, Gaps]:
    """Where single blanks part the cells of a row, beside rows with tabs."""
    kinds = kinds_of(known[1:] or known)
    width = len(kinds)
    made: dict[int, Gaps] = {}
    for index, row in rows.items():
        if 1 + row.tabs >= width or len(row.texts) < width:
            continue
        gaps = row.parted(kinds)
        is_typed = set(gaps) <= set(row.beside_amounts())
        made[index] = gaps if is_typed or (len(row.texts) == width and any(kinds)) else ()
    return made


def by_blanks(lines: Sequence[str], rows: Mapping[int, Pieces]) -> Mapping[int, Gaps]:
    """Where single blanks part the cells of a whole table; empty if it may be none.

    Its head is known, and numbers are below it; or all lines are alike.
    """
    (first, head), *others = rows.items() or [(0, Pieces.of(""))]
    several = [row for _, row in others if row.gaps]
    if not grammar.is_captioned(lines, first) or len(several) < HEADS:
        return {}
    width = usual_width(head, several)
    kinds = kinds_of([row.texts for row in several if len(row.texts) == width])
    typed = sum(kind not in (Kind.TEXT, None) for kind in kinds[1:])
    is_even = all(len(row.texts) == width for row in (head, *several))
    known = head.known_heads() >= HEADS
    if not (typed or is_even) or not (known or (is_even and typed >= HEADS)):
        return {}
    made = {index: gaps_of(row, kinds) for index, row in others}
    whole = head.every()
    return made | {first: whole if len(head.texts) <= width else head.outside_brackets()}


def usual_width(head: Pieces, rows: Sequence[Pieces]) -> int:
    """The number of columns: that of the head if rows have it, or else that of most rows."""
    counts = Counter(len(row.texts) for row in rows)
    own = len(head.texts)
    return own if counts[own] >= HEADS else counts.most_common(1)[0][0]


def gaps_of(row: Pieces, kinds: Sequence[Kind | None]) -> Gaps:
    """The gaps of a row by the number of its pieces, then by their kinds, then as far as sure."""
    if len(row.texts) == len(kinds):
        return row.every()
    return row.parted(kinds) or row.beside_amounts()
