"""Figures: the numbers of a Chinese and of an English text, with their value and qualifier.

Values are exact decimals in units of one: 962.18亿 and 96.218 billion are both 96218000000.
Labels (M5, PM2.5, 1+N, “1412”) are no figures; see `LABEL`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SCALES = {
    "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip

LABEL = re.compile(
    r"""
    “\d+”                             # “1412”发展格局, “9610”直购出口
    | [A-Za-z]+[-+]?\d+(?:\.\d+)?[A-Za-z]*  # M5, PM2.5, IPV6, B2B
    | \d+[A-Za-z]+\+?                 # 5G, 5G+, 10KV
    | \d\+[A-Z]                       # 1+N
    | [A-Za-z]{2,}                    # RCEP
    | [A-Z](?=[级类]) | (?<=级)[A-Z]    # A级, 一级A
    """,
    re.VERBOSE,
)

CHINESE_FIGURE = re.compile(
    r"""
    (?P<digits>\d+(?:\.\d+)?)          # 962.18
    (?P<odd>[余多])?                    # 20余万吨
    (?P<scale>万亿|[亿万千百])?           # 48.5万人
    """,
    re.VERBOSE,
)

BARE_SCALE = re.compile(r"(?<=[每破/])(?P<scale>[百千万亿])|(?P<hundred>百)(?=[个家项])")
"""A power of ten without a digit that counts: 每千人, 突破亿元, 3人/千人, 百个场景."""

COUNT = re.compile(
    r"(?<![第一二两三四五六七八九十百千])(?P<han>[二两三四五六七八九]|十[一二三四五六七八九]?)"
    r"(?=个|大[^楼厦]|项|类|家|座|级|层|方面)"
)
"""A count in characters: 三大体系, 六个千亩, 两级三层. 一 counts seldom (一批, 一个) and is left out."""

HAN_DIGITS = {han: number for number, han in enumerate("零一二三四五六七八九")} | {"两": 2}

# Qualifiers with their English; the order matters where one contains another. STYLE.md, S20.
MORE_THAN = r"more than|over|above|exceed\w*|in excess of|surpass\w*|upwards? of|top(?:s|ped)?"
AT_LEAST = (
    r"at least|no fewer than|no less than|not less than|not fewer than|or more|or above|and above"
    r"|or over|and over|or older|and older|and up|minimum of|or higher|at or above"
)
AT_MOST = r"no more than|not more than|at most|up to|not exceed\w*|under|below|or less|or fewer"
ABOUT = r"about|around|approximately|some|roughly"
LESS_THAN = r"less than|fewer than|below|under|lower than"
NEARLY = r"nearly|close to|almost"
QUALIFIERS = {
    "余": MORE_THAN, "多": MORE_THAN, "超过": MORE_THAN, "突破": MORE_THAN,
    "以上": AT_LEAST, "不低于": AT_LEAST, "不少于": AT_LEAST, "至少": AT_LEAST,
    "不超过": AT_MOST, "以下": AT_MOST, "以内": AT_MOST,
    "小于": LESS_THAN, "低于": LESS_THAN,
    "约": ABOUT, "左右": ABOUT, "近": NEARLY, "接近": NEARLY, "仅": r"only|just|merely",
}  # fmt: skip
BEFORE = re.compile(r"(不低于|不少于|不超过|低于|小于|超过|突破|至少|接近|约|近|仅)$")
AFTER = re.compile(r"[^\d，。；、达]{0,6}?及?(以上|左右|以下|以内)")

ENGLISH_FIGURE = re.compile(
    r"""
    (?<![A-Za-z\d.,])
    (?P<digits>\d[\d,]*(?:\.\d+)?)     # 13,423 or 96.218
    (?:st|nd|rd|th)?\b                 # 14th
    (?:[\s-](?P<scale>thousand|million|billion|trillion)\b)?
    """,
    re.VERBOSE,
)

WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
ROMANS = ["-", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, at [start, end)."""

    value: Decimal
    start: int
    end: int
    qualifier: str = ""
    """The Chinese word that qualifies it, a key of `QUALIFIERS`; empty in English."""
    in_words: bool = False
    """True if the text writes it in characters or words: the other may use either."""

    def __str__(self) -> str:
        return plain(self.value)


def plain(value: Decimal) -> str:
    """A value for messages: 96,218,000,000."""
    return f"{value.normalize():,f}"


def labels(text: str) -> list[str]:
    """The labels of a Chinese text, without quotation marks, in order."""
    return [found[0].strip("“”") for found in LABEL.finditer(text)]


def chinese(text: str) -> list[Figure]:
    """The figures of a Chinese text, in order, labels left out."""
    bare = LABEL.sub(lambda found: "□" * len(found[0]), text)
    found = [*written(bare), *bare_scales(bare), *counts(bare)]
    return sorted(found, key=lambda one: one.start)


def written(text: str) -> Iterator[Figure]:
    for one in CHINESE_FIGURE.finditer(text):
        value = Decimal(one["digits"]) * SCALES.get(one["scale"] or "", 1)
        yield Figure(value, *one.span(), qualifier=one["odd"] or qualifier(text, *one.span()))


def qualifier(text: str, start: int, end: int) -> str:
    """The word before or behind the figure at [start, end) that qualifies it."""
    found = BEFORE.search(text[:start]) or AFTER.match(text[end:])
    return found[1] if found else ""


def bare_scales(text: str) -> Iterator[Figure]:
    for one in BARE_SCALE.finditer(text):
        value = Decimal(SCALES[one["scale"] or one["hundred"]])
        before = BEFORE.search(text[: one.start()])
        over = "突破" if text[: one.start()].endswith("突破") else ""
        yield Figure(value, *one.span(), qualifier=before[1] if before else over, in_words=True)


def counts(text: str) -> Iterator[Figure]:
    for one in COUNT.finditer(text):
        yield Figure(Decimal(han_number(one["han"])), *one.span(), in_words=True)


def han_number(text: str) -> int:
    """1 to 19 in characters."""
    tens, ten, ones = text.rpartition("十")
    return (10 if ten and not tens else 0) + HAN_DIGITS.get(ones, 0)


def english(text: str) -> list[Figure]:
    """The figures of an English text that are written in digits, in order."""
    return [
        Figure(Decimal(one["digits"].replace(",", "")) * SCALES.get(one["scale"] or "", 1), *span)
        for one in ENGLISH_FIGURE.finditer(text)
        if (span := one.span())
    ]


def said_in_words(value: Decimal, text: str) -> bool:
    """True if the English text has the number as a word: three, third, both, III, thousand."""
    forms = [name for name, scale in SCALES.items() if scale == value and name.isascii()]
    if value in range(1, len(WORDS)):
        forms.append(WORDS[int(value)])
    if value in range(1, len(ORDINALS)):
        forms += [ORDINALS[int(value)], ROMANS[int(value)]]
    if value == 2:
        forms += ["both", "dual", "double", "two-way"]
    if value == 3:
        forms += ["tertiary", "triple"]
    return any(re.search(rf"\b{form}s?\b", text, re.IGNORECASE) for form in forms)
