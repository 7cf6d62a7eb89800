"""Finds the numbers in Chinese and English texts, each with its value and qualifier.

Values are exact decimals in units of one: 962.18亿 and 96.218 billion are both 96218000000.
Labels (M5, PM2.5, 1+N, “1412”) are not figures; see `LABEL`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from planbook.numerals import number_of

SCALES = {
    "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip

EXACT = Context(prec=40, traps=[])
"""More digits than any figure has. A number of a million digits is rounded instead of failing."""

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

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""1,234.5 is one number; 3,4 are two."""
CHINESE_FIGURE = re.compile(
    rf"""
    (?P<sign>(?<!\d)[−－](?=\d)|(?<=[为是达到至由从约长降低升（(：，])-(?=\d))?   # −0.8, but not 1-3
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

YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
"""A year in characters, which English writes in digits: 二〇三五年."""
DECADE = re.compile(
    r"(?P<century>\d{2}|十九|二十|二十一)世纪(?P<decade>\d0|[一二三四五六七八九]十)年代"
)
"""20世纪90年代: the 1990s."""
SHARE = re.compile(
    r"(?:百|千)分之(?P<digits>[零〇一二三四五六七八九十百]{1,9})(?:点(?P<part>[零〇一二三四五六七八九]{1,9}))?"
)
"""百分之二十: 20 percent, or twenty percent."""
BARE_SCALE = re.compile(r"(?<=[每破/])(?P<scale>[百千万亿])|(?P<hundred>百)(?=[个家项])")
"""A power of ten without a digit that counts: 每千人, 突破亿元, 3人/千人, 百个场景."""

COUNT = re.compile(
    r"(?<![第一二两三四五六七八九十百千])(?P<han>[二两三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?"
    r"|[一二三四五六七八九]百(?:零[一二三四五六七八九]|[一二三四五六七八九]十[一二三四五六七八九]?)?)"
    r"(?=个|大[^楼厦]|项|类|家|座|级|层|方面)"
)
"""A count in characters: 三大体系, 一百二十个; not 一, which rarely counts (一批, 一个)."""

# Qualifiers and their English. A longer one comes before one that it contains. STYLE.md, S20.
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
LONGEST_BEFORE = 4
"""The characters that a match of `BEFORE`, with a line end after it, may take up."""
AFTER = re.compile(r"[^\d，。；、达]{0,6}?及?(以上|左右|以下|以内)")

ENGLISH_FIGURE = re.compile(
    r"""
    (?:(?<![\w.,)–—-])(?P<sign>[-−]))?  # −0.8
    (?<![A-Za-z\d.,])
    (?P<digits>\d[\d,]*(?:\.\d+)?)     # 13,423 or 96.218
    (?:st|nd|rd|th|(?<=\d\d\d0)s)?\b   # 14th, 1990s
    (?:[\s-](?P<scale>thousand|million|billion|trillion)\b)?
    """,
    re.VERBOSE,
)

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTH = re.compile(
    rf"\b(?P<name>{'|'.join(MONTHS)})\b(?= \d)|(?<=\d )(?P<after>{'|'.join(MONTHS)})\b"
)
"""A month beside a day or a year: December 31, 31 December 2021."""

SAID: Mapping[int | Decimal, str] = {
    1: "one first i",
    2: "two second ii both dual double two-way",
    3: "three third iii tertiary triple",
    4: "four fourth iv",
    5: "five fifth v",
    6: "six sixth vi",
    7: "seven seventh vii",
    8: "eight eighth viii",
    9: "nine ninth ix",
    10: "ten tenth x",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
}
"""Words for numbers, in lower case; the first is the number itself."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, at [start, end)."""

    value: Decimal
    start: int
    end: int
    qualifier: str = ""
    """The Chinese word that qualifies it, a key of `QUALIFIERS`; empty in English."""
    in_words: bool = False
    """True if the other language may write it in another form: a count in characters, an ordinal,
    a month by its name.
    """

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
    bare = LABEL.sub(covered, text)
    years = (Figure(Decimal(number_of(one[0])), *one.span()) for one in YEAR.finditer(bare))
    decades, parts = decades_of(bare), shares_of(bare)
    rest = SHARE.sub(covered, DECADE.sub(covered, bare))
    found = [*decades, *years, *parts, *written(rest), *bare_scales(rest), *counts(rest)]
    return sorted(found, key=lambda one: one.start)


def covered(found: re.Match[str]) -> str:
    return "□" * len(found[0])


def decades_of(text: str) -> Iterator[Figure]:
    for one in DECADE.finditer(text):
        century, decade = number_of(one["century"]), number_of(one["decade"])
        yield Figure(Decimal(100 * (century - 1) + decade), *one.span())


def shares_of(text: str) -> Iterator[Figure]:
    for one in SHARE.finditer(text):
        part = "".join(str(number_of(digit)) for digit in one["part"] or "")
        value = Decimal(f"{number_of(one['digits'])}.{part or 0}")
        yield Figure(value, *one.span(), qualifier=qualifier(text, *one.span()), in_words=True)


def written(text: str) -> Iterator[Figure]:
    for one in CHINESE_FIGURE.finditer(text):
        value = scaled(one["digits"], one["scale"], one["sign"])
        ordinal = text.endswith("第", 0, one.start())
        said = one["odd"] or qualifier(text, *one.span())
        yield Figure(value, *one.span(), qualifier=said, in_words=ordinal)


def scaled(digits: str, scale: str | None, sign: str | None = None) -> Decimal:
    """The value of a number in digits, with the word or character for its power of ten."""
    value = EXACT.create_decimal(digits.replace(",", ""))
    value = value.copy_negate() if sign else value
    return EXACT.multiply(value, Decimal(SCALES[scale])) if scale else value


def qualifier(text: str, start: int, end: int) -> str:
    """The word before or after the figure at [start, end) that qualifies it."""
    found = before(text, start) or AFTER.match(text, end)
    return found[1] if found else ""


def before(text: str, at: int) -> re.Match[str] | None:
    """The qualifier that ends at this position."""
    return BEFORE.search(text[max(0, at - LONGEST_BEFORE) : at])


def bare_scales(text: str) -> Iterator[Figure]:
    for one in BARE_SCALE.finditer(text):
        value, found = Decimal(SCALES[one["scale"] or one["hundred"]]), before(text, one.start())
        yield Figure(value, *one.span(), qualifier=found[1] if found else "", in_words=True)


def counts(text: str) -> Iterator[Figure]:
    for one in COUNT.finditer(text):
        yield Figure(Decimal(number_of(one["han"])), *one.span(), in_words=True)


def numerals(text: str) -> Iterator[Span]:
    """The spans of the numerals in a Chinese text."""
    return (found.span() for found in NUMERAL.finditer(text))


def amount(numeral: str) -> Decimal | None:
    """The value of a numeral; None if it is not a number (一一, 千万)."""
    if found := CHINESE_FIGURE.fullmatch(numeral):
        return scaled(found["digits"], found["scale"], found["sign"])
    if NUMBER.fullmatch(numeral):
        return Decimal(number_of(numeral))
    return Decimal(SCALES[numeral]) if numeral in SCALES else None


def qualified(text: str, span: Span) -> str:
    """The word that qualifies the numeral at a span: 余, 以上, 不低于 …; empty if none does."""
    start, end = span
    found = CHINESE_FIGURE.fullmatch(text[start:end])
    return (found["odd"] if found else "") or qualifier(text, start, end)


def english(text: str) -> list[Figure]:
    """The figures that an English text writes in digits, and the months of dates, in order."""
    found = [
        Figure(scaled(one["digits"], one["scale"], one["sign"]), *one.span())
        for one in ENGLISH_FIGURE.finditer(text)
    ]
    for one in MONTH.finditer(text):
        month = MONTHS.index(one["name"] or one["after"]) + 1
        found.append(Figure(Decimal(month), *one.span(), in_words=True))
    return sorted(found, key=lambda one: one.start)


def in_words(number: int | Decimal) -> str:
    """The English word for a whole number from 1 to 20, or for a ten; others in digits."""
    return SAID.get(number, str(number)).partition(" ")[0]


def said_in_words(value: Decimal, text: str) -> bool:
    """True if the English text has the number as a word: three, third, both, III, thousand."""
    words = words_of(text)
    if 20 < value < 100 and value % 10 in SAID:
        return {in_words(value - value % 10), in_words(value % 10)} <= words
    forms = [name for name, scale in SCALES.items() if scale == value and name.isascii()]
    forms += SAID.get(value, "").split()
    return any(form in words or f"{form}s" in words for form in forms)


@lru_cache(maxsize=8)
def words_of(text: str) -> frozenset[str]:
    """The words of an English text in lower case. All figures of a sentence ask for them."""
    return frozenset(re.findall(r"\btwo-ways?\b|\w+", text.casefold()))
