"""Numerals of the Chinese text: where they stand, and what they amount to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from planbook.checks.figures import CHINESE_FIGURE, HAN_DIGITS, SCALES, qualifier, scaled

NUMERAL = re.compile(
    r"""
    \d+(?:\.\d+)?[余多]?(?:万亿|[百千万亿])?   # 962.18亿, 20余万, 13423
    | (?:[〇零一二两三四五六七八九十千万亿]|百(?!分点))+   # 三, 十五, 百; 百分点 is a unit
    """,
    re.VERBOSE,
)
TENS = re.compile(r"([二三四五六七八九]?)十([一二三四五六七八九]?)")
Span = tuple[int, int]


def numerals(text: str) -> Iterator[Span]:
    """Where the numerals of a Chinese text stand."""
    return (found.span() for found in NUMERAL.finditer(text))


@lru_cache(maxsize=256)
def nth_span(text: str, part: str, nth: int) -> Span | None:
    """Where `part` stands in `text` for the nth time, counted from 1."""
    start = -1
    for _ in range(nth):
        start = text.find(part, start + 1)
        if start < 0:
            return None
    return start, start + len(part)


def amount(numeral: str) -> Decimal | None:
    """What a numeral amounts to; None if it is no number (一一, 千万)."""
    if found := CHINESE_FIGURE.fullmatch(numeral):
        return scaled(found["digits"], found["scale"])
    if found := TENS.fullmatch(numeral):
        return Decimal(10 * HAN_DIGITS.get(found[1], 1) + HAN_DIGITS.get(found[2], 0))
    known = SCALES.get(numeral, HAN_DIGITS.get(numeral))
    return None if known is None else Decimal(known)


def qualified(text: str, span: Span) -> str:
    """The word that qualifies the numeral there: 余, 以上, 不低于 …; empty if none does."""
    start, end = span
    found = CHINESE_FIGURE.fullmatch(text[start:end])
    return (found["odd"] if found else "") or qualifier(text, start, end)
