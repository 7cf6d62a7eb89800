"""Finds the numbers that English texts write in digits or words, and the months of dates."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from planbook.figures.model import KEPT, MINUS, SCALES, Figure, fraction, scaled

SCALE = "thousand|million|billion|trillion|mn|mln|bn|bln|tn|trn"
ENGLISH_FIGURE = re.compile(
    rf"""
    (?:(?<![\w.,)–—-])(?P<sign>[{MINUS}])
      |(?<!or\ )\b(?P<said>minus|negative)\ )?  # −0.8, minus 0.8
    (?<![A-Za-z\d.,])
    (?P<digits>\d[\d,]*(?:\.\d+)?)     # 13,423 or 96.218
    (?:(?:st|nd|rd|th|(?<=\d\d\d0)s)?\b|(?=(?:{SCALE})\b))   # 14th, 1990s, 1.2bn
    (?:[\s-]?(?P<scale>{SCALE})\b)?
    """,
    re.VERBOSE,
)
PART = re.compile(r"(?<![\d/.])(?P<part>\d)/(?P<whole>[2-9]|10)(?![\d/]|\.\d)|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
"""1/3, ⅔; not 24/7."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
NAME = rf"(?:{'|'.join(MONTHS)}|(?:{'|'.join(SHORT)}|Sept)\b\.?)"
MONTH = re.compile(
    rf"\b(?P<name>{NAME})(?=,? \d)|(?<=\d )(?P<after>{NAME})"
    rf"|(?:\b(?:in|by|every|each|since|until|of|from|to|this|late|early|mid)[ -])(?P<alone>{NAME})"
)
"""A month beside a day or a year, or where only a month fits: December 31, 1 Sept, by May."""

SAID: Mapping[int | Decimal, str] = {
    1: "one first i once",
    2: "two second ii both dual double twice two-way",
    3: "three third iii tertiary triple thrice",
    4: "four fourth iv",
    5: "five fifth v",
    6: "six sixth vi",
    7: "seven seventh vii",
    8: "eight eighth viii",
    9: "nine ninth ix",
    10: "ten tenth x",
    11: "eleven eleventh",
    12: "twelve twelfth",
    13: "thirteen thirteenth",
    14: "fourteen fourteenth",
    15: "fifteen fifteenth",
    16: "sixteen sixteenth",
    17: "seventeen seventeenth",
    18: "eighteen eighteenth",
    19: "nineteen nineteenth",
    20: "twenty twentieth",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
    Decimal("0.5"): "half halves",
}
"""Words for numbers, in lower case; the first is the number itself."""
ORDINALS = {19: "nineteenth", 20: "twentieth", 21: "twenty-first"}
TENS = {SAID[ten].split()[0]: ten for ten in range(20, 100, 10)}
SMALL = {SAID[one].split()[0]: one for one in range(1, 20)}
POWERS = {word: SCALES[word] for word in ("hundred", "thousand", "million", "billion", "trillion")}
WORD = "|".join(sorted((*TENS, *SMALL, *POWERS), key=len, reverse=True))
SPELLED = re.compile(
    rf"\b(?:(?:(?P<half>half an?)|(?:an?|one) and a half) (?P<power>{'|'.join(POWERS)})\b"
    rf"|(?:an? (?={'|'.join(POWERS)}))?(?:{WORD})(?:[ -](?:and )?(?:{WORD})\b)*\b)",
    re.IGNORECASE,
)
"""three hundred thousand, twenty-five, a hundred, one and a half million."""
DENOMINATORS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    f"{SAID[number].split()[1]}{s}": number for number in range(3, 11) for s in ("", "s")
}
SPELLED_PART = re.compile(
    rf"\b(?P<part>an?|{'|'.join(list(SMALL)[:9])})[ -](?P<whole>{'|'.join(DENOMINATORS)})\b",
    re.IGNORECASE,
)
"""a third, two-thirds, three quarters."""


@lru_cache(KEPT)
def english(text: str) -> tuple[Figure, ...]:
    """The figures that an English text writes in digits, and the months of dates, in order."""
    found = [Figure(part_in_digits(one[0]), *one.span()) for one in PART.finditer(text)]
    rest = PART.sub(lambda one: "□" * len(one[0]), text)
    for one in ENGLISH_FIGURE.finditer(rest):
        value = scaled(one["digits"], one["scale"], one["sign"] or one["said"])
        found.append(Figure(value, *one.span()))
    for one in MONTH.finditer(rest):
        name = one["name"] or one["after"] or one["alone"]
        found.append(Figure(Decimal(SHORT[name[:3]]), *one.span(), in_words=True))
    return tuple(sorted(found, key=lambda one: one.start))


def part_in_digits(said: str) -> Decimal:
    """The value of a fraction in digits; the character ⅓ decomposes to 1⁄3."""
    part, whole = normalize("NFKC", said).replace("⁄", "/").split("/")
    return fraction(int(part), int(whole))


def spelled(text: str) -> Iterator[Figure]:
    """The figures that an English text writes in words."""
    for one in SPELLED_PART.finditer(text):
        part = SMALL.get(one["part"].casefold(), 1)
        value = fraction(part, DENOMINATORS[one["whole"].casefold()])
        yield Figure(value, *one.span(), in_words=True)
    for one in SPELLED.finditer(text):
        if one["power"]:
            value = Decimal("0.5" if one["half"] else "1.5") * POWERS[one["power"].casefold()]
        else:
            value = Decimal(value_of_words(re.split(r"[ -]", one[0].casefold())))
        yield Figure(value, *one.span(), in_words=True)


def value_of_words(words: list[str]) -> int:
    """The value of a number in words: three hundred and twenty thousand."""
    total = pending = 0
    for word in words:
        power = POWERS.get(word, 0)
        if power == 100:
            pending = (pending or 1) * power
        elif power:
            total, pending = total + (pending or 1) * power, 0
        else:
            pending += TENS.get(word, 0) + SMALL.get(word, 0)
    return total + pending


def in_words(number: int | Decimal) -> str:
    """The English word for a whole number from 1 to 20, or for a ten; others in digits."""
    return SAID.get(number, str(number)).partition(" ")[0]


def said_in_words(value: Decimal, text: str) -> bool:
    """True if the English text has the number in words: three, third, both, III, two-thirds."""
    if value in values_in_words(text):
        return True
    words = words_of(text)
    if 20 < value < 100 and value % 10 in SAID:
        ones = SAID[value % 10].split()
        return in_words(value - value % 10) in words and not words.isdisjoint(ones)
    forms = [name for name, scale in POWERS.items() if scale == value]
    forms += SAID.get(value, "").split()
    return any(form in words or f"{form}s" in words for form in forms)


@lru_cache(maxsize=8)
def values_in_words(text: str) -> frozenset[Decimal]:
    return frozenset(one.value for one in spelled(text))


@lru_cache(maxsize=8)
def words_of(text: str) -> frozenset[str]:
    """The words of an English text in lower case. All figures of a sentence ask for them."""
    folded = normalize("NFKC", text).casefold()
    return frozenset(re.findall(r"\btwo-ways?\b|\w+", folded))
