"""Finds the numerals that are no figures: dates, labels, ranks, parts of names and set phrases."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate, pairwise

from planbook.characters import HAN
from planbook.figures import LABEL, Span
from planbook.statements.records import Lines
from planbook.statements.targets import OtherKind
from planbook.statements.tie import covers
from planbook.text.words import words_of

REPUBLIC = re.compile(
    r"(?<!\d)(?P<republic>\d{2,3}(?=年(?:[底末度初止]|起(?!步)|\d{1,2}月))|(?<=民国)\d{1,3}(?=年))年"
)
"""民国98年, 至95年底: the year 95 of the Republic in a text of Taiwan, 1995 in any other."""
COMPARED_YEAR = re.compile(
    r"(?<=[较比至到])(?P<republic>[5-9]\d|1[0-3]\d)年(?![期限以]|[^，。；]{0,2}使用)"
)
"""较88年减少."""
ANNIVERSARY = re.compile(rf"[{HAN}]{{0,2}}(?:\d+|[一二三四五六七八九十百]+)周年")
"""新中国成立70周年."""
ATTACHED = re.compile(
    r"""
    (?: 附件 | 附表 | 附图 | 图表 | 专栏 | 案例 | (?<![地版])图 | (?<!代)表 ) \s?
        (?: \d+ (?:[-－.]\d+)? (?!\d*\s?[张幅名]) | [一二三四五六七八九十]+ )     # 附件1, 图2, 表3-1
    """,
    re.VERBOSE,
)
NUMBERED = re.compile(
    r"\d+(?:[-－、，,和及至]\d+)*[号#]?(?:街坊|地块|街区(?=内)|[国省县乡]道|高速|热线|号线|工程(?=[”》]))"
)
"""171、172、173街坊, 320国道, 12345热线: numbers that name what follows."""
LISTED = re.compile(r"“\d+”|\d{2,4}强|\d型|\d+(?:[-—–~～至]\d+)?[百千万亿]+级")
"""“1412”发展格局, 世界500强, 2型糖尿病, 5000亿级产业."""
STAMP = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d{1,2}:\d\d(?::\d\d)?)?")
"""2026-05-26 11:30."""
MARK = re.compile(r"^\d{1,2}[.．、](?!\d)")
"""1．人工智能."""
INDUSTRIES = re.compile(r"[一二三]次产业|第[一二三]产业")
NO_FIGURES: tuple[tuple[OtherKind, re.Pattern[str]], ...] = (
    ("date", REPUBLIC),
    ("date", COMPARED_YEAR),
    ("set phrase", ANNIVERSARY),
    ("label", ATTACHED),
    ("label", NUMBERED),
    ("label", LISTED),
    ("label", MARK),
    ("date", STAMP),
    ("rank", INDUSTRIES),
)
"""What is no figure, although it reads like one."""
OTHERS: tuple[tuple[OtherKind, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(
            r"[\d〇零一二三四五六七八九]{4}(?:[-－—–~～至][\d]{4})?年|\d{1,2}月(?:\d{1,2}日)?"
        ),
    ),
    *NO_FIGURES,
    ("label", LABEL),
    (
        "rank",
        re.compile(r"第[\d一二三四五六七八九十百]+.|[一二三四五六七八九十]+[期流]|[一二三四五]级"),
    ),
)
AFTER = re.compile(f"[{HAN}]")
SHORT = 3
"""A numeral of fewer characters may be anything; 十五五 is what it is."""
NAMED = re.compile(
    rf"(?=(?P<name>[{HAN}](?<![第近前后每各约共有为的了等及和与到至达比较年月日个新其另余多少几数之分十百千万亿零一二两三四五六七八九])"
    rf"[二三四五六七八九])(?P<next>[{HAN}]))"
)
"""A character with a numeral behind it: the given name 英九 in 英九应邀."""
OFTEN = 3
"""Times that a given name must occur, before as many different characters."""


def no_figures(zh: str) -> list[Span]:
    """The parts of a sentence that read like figures, and are none."""
    return [one.span() for _, pattern in NO_FIGURES for one in pattern.finditer(zh)]


def given_names(texts: Collection[str]) -> frozenset[str]:
    """Given names with a numeral: what comes often, and before anything: 英九应邀, 英九连任, 英九谨."""
    found = Counter({(one["name"], one["next"]) for zh in texts for one in NAMED.finditer(zh)})
    nexts = Counter(name for name, _ in found)
    return frozenset(
        name for name, count in nexts.items() if count >= OFTEN and len(words_of(name)) > 1
    )


def others_of(
    free: Mapping[str, Sequence[Span]], claimed: Collection[tuple[str, Span]], lines: Lines
) -> Mapping[tuple[OtherKind, str], tuple[str, ...]]:
    """Texts that cover every open numeral which is in no figure, and none which is in one.

    A text that says too little, or would cover a figure elsewhere, holds for its sentence alone.
    """
    names = given_names([zh for zh, _ in lines.values()])
    found: dict[tuple[OtherKind, str], dict[str, None]] = {}
    for at, span in ((at, span) for at, spans in free.items() for span in spans):
        zh = lines[at][0]
        texts = [text for (_, place), some in found.items() if place in ("", at) for text in some]
        if (at, span) not in claimed and not any(covers(text, zh, span) for text in texts):
            kind, (start, end) = around(zh, span, names)
            here = [figure for there, figure in claimed if there == at]
            start = longer(zh, start, end, here)
            text = zh[start:end]
            bare = (start, end) == span and len(text) < SHORT
            clear = not bare and not any(
                covers(text, lines[there][0], figure) for there, figure in claimed
            )
            found.setdefault((kind, "" if clear else at), {})[text] = None
    return {key: tuple(some) for key, some in found.items()}


def longer(zh: str, start: int, end: int, figures: Collection[Span]) -> int:
    """The start from which a text covers no figure of its sentence: 第一个五年 beside 关键五年."""
    while start and any(covers(zh[start:end], zh, one) for one in figures):
        start -= 1
    return start


def around(zh: str, span: Span, names: Collection[str]) -> tuple[OtherKind, Span]:
    """The kind of a numeral that is no figure, and the span that says what it is."""
    if zh[max(0, span[0] - 1) : span[1]] in names:
        return "name", (span[0] - 1, span[1])
    for kind, pattern in OTHERS:
        for found in pattern.finditer(zh):
            if found.start() <= span[0] and span[1] <= found.end():
                return kind, found.span()
    return ("label", span) if span == (0, len(zh)) else ("set phrase", phrase(zh, span))


def phrase(zh: str, span: Span) -> Span:
    """The word that the numeral is part of, or the numeral with the character after it."""
    start, end = span
    spans = pairwise(accumulate(map(len, words_of(zh)), initial=0))
    over = [one for one in spans if one[0] < end and start < one[1]]
    first, last = min(start, over[0][0]), max(end, over[-1][1])
    if (first, last) != span:
        return first, last
    return (start, end + 1) if AFTER.match(zh, end) else span
