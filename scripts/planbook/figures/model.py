"""Defines a number in a text, and the powers of ten that follow one."""

from dataclasses import dataclass
from decimal import Context, Decimal

SCALES = {
    "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip

EXACT = Context(prec=40, traps=[])
"""More digits than any figure has. A number of a million digits is rounded instead of failing."""
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+)?"
"""1,234.5 is one number; 3,4 are two."""
MINUS = "-‐‑‒–−﹣－"
"""Every character that is written as a minus sign."""

KEPT = 4096
"""How many texts keep their figures: a passage is compared with each statement about it."""

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
    english: str = ""
    """A pattern of the only English for it, if that is no number: 翻两番 is `quadrupled`."""

    def __str__(self) -> str:
        return plain(self.value)


def plain(value: Decimal) -> str:
    """A value for messages: 96,218,000,000; a third has no end, and is 0.333333."""
    endless = len(value.as_tuple().digits) == EXACT.prec
    return f"{value:,.6f}" if endless else f"{value.normalize():,f}"


def scaled(digits: str, scale: str | None, sign: str | None = None) -> Decimal:
    """The value of a number in digits, with the word or character for its power of ten."""
    value = EXACT.create_decimal(digits.replace(",", "").replace("．", "."))
    value = value.copy_negate() if sign else value
    return EXACT.multiply(value, Decimal(SCALES[scale])) if scale else value


def fraction(part: int, whole: int) -> Decimal:
    """The value of a fraction, the same from 1/3, ⅓, and 三分之一."""
    return EXACT.divide(Decimal(part), Decimal(whole)) if whole else Decimal(0)
