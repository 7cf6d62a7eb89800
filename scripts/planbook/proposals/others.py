"""Proposes what the numerals are that are no figures: dates, labels, ranks, set phrases."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from planbook.characters import HAN
from planbook.figures import LABEL, Span, numerals
from planbook.proposals.model import Proposed
from planbook.statements.records import Lines, nth_span
from planbook.statements.targets import OtherKind
from planbook.text.words import words_of

PATTERNS: tuple[tuple[OtherKind, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(
            r"[\d〇零一二三四五六七八九]{4}(?:[-－—–~～至][\d]{4})?年|\d{1,2}月(?:\d{1,2}日)?"
        ),
    ),
    ("label", re.compile(r"(?:[图表]|专栏)[\d一二三四五六七八九十]+(?:[-－]\d+)?")),
    ("label", LABEL),
    (
        "rank",
        re.compile(r"第[\d一二三四五六七八九十百]+.|[一二三四五六七八九十]+[期流]|[一二三四五]级"),
    ),
)
AFTER = re.compile(f"[{HAN}]")
SHORT = 3
"""A numeral of fewer characters may be anything; 十五五 is what it is."""


def others_of(
    free: Mapping[str, Sequence[Span]], figures: Sequence[Proposed], lines: Lines
) -> Mapping[tuple[OtherKind, str], tuple[str, ...]]:
    """Texts that cover every open numeral which is in no figure, and none which is in one.

    A text that says too little, or would cover a figure elsewhere, holds for its sentence alone.
    """
    claimed = frozenset((one.at, span) for one in figures for span in numerals_of(one, lines))
    found: dict[tuple[OtherKind, str], dict[str, None]] = {}
    for at, span in ((at, span) for at, spans in free.items() for span in spans):
        zh = lines[at][0]
        texts = [text for (_, place), some in found.items() if place in ("", at) for text in some]
        if (at, span) not in claimed and not any(covers(text, zh, span) for text in texts):
            kind, (start, end) = around(zh, span)
            text = zh[start:end]
            bare = (start, end) == span and len(text) < SHORT
            clear = not bare and not any(
                covers(text, lines[there][0], figure) for there, figure in claimed
            )
            found.setdefault((kind, "" if clear else at), {})[text] = None
    return {key: tuple(some) for key, some in found.items()}


def numerals_of(one: Proposed, lines: Lines) -> Iterator[Span]:
    """The spans of a figure's numerals in its sentence."""
    zh = lines[one.at][0]
    start, end = nth_span(zh, one.zh, one.nth) or (0, 0)
    return (span for span in numerals(zh) if start <= span[0] < end)


def covers(text: str, zh: str, span: Span) -> bool:
    """True if the text occurs around the whole span."""
    start, end = span
    return zh.find(text, max(0, end - len(text)), start + len(text)) >= 0


def around(zh: str, span: Span) -> tuple[OtherKind, Span]:
    """The kind of a numeral that is no figure, and the span that says what it is."""
    for kind, pattern in PATTERNS:
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
