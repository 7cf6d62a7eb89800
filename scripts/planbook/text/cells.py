"""Tells the kinds of cells, and the ways in which blanks may part a line into cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import combinations, islice, pairwise

from planbook.text.grammar import mended

Span = tuple[int, int]
Gaps = tuple[int, ...]
"""Some of the gaps of a line, by their numbers."""

BLANK = re.compile(r"[ \t\u00a0\u2003\u3000]+")
WITHIN = re.compile(
    r"(?<=\d{4})[ \u00a0](?=年)|(?<=(?<!\S)[\u4e00-\u9fff])[\u2003\u3000]+(?=[\u4e00-\u9fff](?!\S))"
)
"""Blanks that are inside the head of a column: 2025 年, 指　标."""
AMOUNT = re.compile(
    r"""[<>＜＞≥≤≧≦约〔［\[（(+-]* \d [\d,，.．]* (?: [-—–~～至] \d [\d.]* )?
        [ ]? (?: [%％‰] | 个百分点 | [万亿]?[元人户吨个年岁] | [万亿] | 左右 | 以[上下内] )* [〕］\])）]*""",
    re.VERBOSE,
)
ABSENT = re.compile(r"[-—–－*＊/／]{1,2}")
"""What is written where there is no number."""
STATUS = re.compile(r"(?: 预期 | 约束 | 基础 | 引导 | 监测 )性?", re.VERBOSE)
UNIT = re.compile(
    r"""[%％‰] (?: [/／] .+ )? | 1? [ ]? [/／] [ ]? (?: 10+ | 十 )? [百千万亿]+ 人? | [十百千万亿]* (?: 人[次天]? | 户次? | 美?元
        | 千?克 (?: 标准煤 )? | [吨克]? 标准?煤 | 吨 | [公市]斤 | [平立]方 [千公]? [米里] | [公千]米 | 公里 | 千瓦时? | 兆瓦时? | 公顷 | 亩
        | [个家件项张所座辆岁年天次册部套台处条名例起株头只] | 小时 | 分钟 | 标[箱台] | 微克 | 毫克 ) (?: [ ]? [/／] .+ )? """,
    re.VERBOSE,
)
"""What a column counts in: 亿元, 1/10万, 张/千人, 千克标准煤/平方米."""
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
MOST = 0.6
"""From this share on, the rows of a table agree."""
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
    if UNIT.fullmatch(cell):
        return Kind.UNIT
    if AMOUNT.fullmatch(cell) or ABSENT.fullmatch(cell):
        return Kind.AMOUNT
    return Kind.STATUS if STATUS.fullmatch(cell) else Kind.TEXT


def is_value(cell: str) -> bool:
    """True for a number or a status, but a year, which is in the head of a column."""
    return kind_of(cell) in TYPED and not HEAD_YEAR.fullmatch(cell)


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
        kept = {found.start() for found in WITHIN.finditer(line)}
        found = [one for one in BLANK.finditer(line, start, end) if one.start() not in kept]
        edges = [start, *(at for one in found for at in one.span()), end]
        texts = tuple(line[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
        is_sure = tuple("\t" in one[0] for one in found)
        return cls(texts, tuple(one.span() for one in found), is_sure, line.count("\t"))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(map(kind_of, self.texts))

    def known_heads(self) -> int:
        return sum(bool(HEAD.fullmatch(mended(one))) for one in self.texts)

    @property
    def is_head(self) -> bool:
        """True if nearly all of three pieces or more head columns, and no amount is among them."""
        are_heads = not any(map(is_value, self.texts))
        return are_heads and self.known_heads() >= max(2, len(self.texts) - 1) > 1

    @property
    def is_row(self) -> bool:
        """True if two numbers or the like are side by side, after something else: 合计 98000 81000."""
        kinds = [None if one == "年" else kind_of(one) for one in self.texts[1:]]  # 2026 年 3 月
        return any(b in TYPED and a in (*TYPED, Kind.UNIT) for a, b in pairwise(kinds))

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
