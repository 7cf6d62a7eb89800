"""Finds the numbers in Chinese texts.

Labels (M5, PM2.5, 1+N, “1412”) are not figures; see `LABEL`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from planbook.figures.model import DIGITS, KEPT, MINUS, SCALES, Figure, Span, qualifier, scaled
from planbook.figures.spoken import covered, spoken
from planbook.numerals import number_of

LABEL = re.compile(
    r"""
    “\d+”                             # “1412”发展格局, “9610”直购出口
    | [A-Za-z]+[-+]?\d+(?:\.\d+)?[A-Za-z]*  # M5, PM2.5, IPV6, B2B
    | (?<!\d)\d+[A-Za-z]+\+?          # 5G, 5G+, 10KV; sought from the first digit only
    | \d\+[A-Z]                       # 1+N
    | [A-Za-z]{2,}                    # RCEP
    | [A-Z](?=[级类]) | (?<=级)[A-Z]    # A级, 一级A
    """,
    re.VERBOSE,
)

SIGN = re.compile(rf"(?<![\dA-Za-z])[{MINUS}]$")
NO_SIGN = re.compile(rf"\d[^\s，。；、：]{{0,6}}[{MINUS}]$|[A-Za-z）)][{MINUS}]$")
"""A dash that joins: 1-3, 10万-15万, M-3."""
NAMED = re.compile(r"(?:19|20)\d\d(?!\d)|\d+[号#线年月]")
"""A number after a dash that is not a minus sign: a year, a number of a series."""
LOOKED_BACK = 10
CHINESE_FIGURE = re.compile(
    rf"""
    (?P<digits>{DIGITS})                # 962.18
    (?P<odd>[余多])?                    # 20余万吨
    (?P<scale>万亿|[亿万千百])?           # 48.5万人
    """,
    re.VERBOSE,
)
NUMERAL = re.compile(
    rf"""
    {DIGITS}[余多]?(?:万亿|[百千万亿])?   # 962.18亿, 20余万, 13423
    | (?:[〇零一二两三四五六七八九十千万亿]|百(?!分点))+   # 三, 十五, 百; 百分点 is a unit
    """,
    re.VERBOSE,
)
NUMBER = re.compile(r"[二三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九]")
"""A numeral in characters that is a number by itself; 一一 and 千万 are not."""


def labels(text: str) -> list[str]:
    """The labels of a Chinese text, without quotation marks, in order."""
    return [found[0].strip("“”") for found in LABEL.finditer(text)]


@lru_cache(KEPT)
def chinese(text: str) -> tuple[Figure, ...]:
    """The figures of a Chinese text, in order, labels left out. Every rule asks for them."""
    found, rest = spoken(LABEL.sub(covered, text))
    return tuple(sorted((*found, *written(rest)), key=lambda one: one.start))


def written(text: str) -> Iterator[Figure]:
    """The figures in digits."""
    for one in CHINESE_FIGURE.finditer(text):
        start, end = signed(text, one.start()), one.end()
        value = scaled(one["digits"], one["scale"], text[start : one.start()])
        other = text.endswith("第", 0, start) or text.startswith("月", end)
        said = one["odd"] or qualifier(text, start, end)
        yield Figure(value, start, end, qualifier=said, in_words=other)


def signed(text: str, start: int) -> int:
    """The start of a number in digits with its minus sign, if it has one."""
    before = text[max(0, start - LOOKED_BACK) : start]
    sign = SIGN.search(before) and not NO_SIGN.search(before)
    return start - 1 if sign and not NAMED.match(text, start) else start


def numerals(text: str) -> Iterator[Span]:
    """The spans of the numerals in a Chinese text, each with its sign."""
    for found in NUMERAL.finditer(text):
        digit = found[0][0].isdigit()
        yield signed(text, found.start()) if digit else found.start(), found.end()


def amount(numeral: str) -> Decimal | None:
    """The value of a numeral; None if it is not a number (一一, 千万)."""
    sign = numeral[:1] if numeral[:1] in MINUS else ""
    if found := CHINESE_FIGURE.fullmatch(numeral, len(sign)):
        return scaled(found["digits"], found["scale"], sign)
    if NUMBER.fullmatch(numeral):
        return Decimal(number_of(numeral))
    return Decimal(SCALES[numeral]) if numeral in SCALES else None


def qualified(text: str, span: Span) -> str:
    """The word that qualifies the numeral at a span: 余, 以上, 不低于 …; empty if none does."""
    start, end = span
    found = CHINESE_FIGURE.search(text, start, end)
    return (found["odd"] if found else "") or qualifier(text, start, end)
