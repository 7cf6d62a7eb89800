"""Defines a number in a text, its powers of ten, and the words that qualify it. STYLE.md, S20."""

import re
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
"""Maximum texts whose figures are kept: a passage is compared with each statement about it."""

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
    """A pattern of its English, if that is not a number: 翻两番 is `quadrupled`."""

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
    return EXACT.divide(Decimal(part), Decimal(whole))


# --- qualifiers


MORE_THAN = (
    r">|＞|more than|over|above|exceed\w*|in excess of|surpass\w*|upwards? of|top(?:s|ped)?"
    r"|greater than|higher than"
)
AT_LEAST = (
    r"[≥≧⩾]|at least|no fewer than|no less than|not less than|not fewer than|or more|or above"
    r"|and above|or over|and over|or older|and older|and up|minimum of|or higher|at or above"
)
AT_MOST = (
    r"[≤≦⩽]|no more than|not more than|at most|up to|not exceed\w*|under|below|or less|or fewer"
    r"|within|no higher than|not higher than|maximum of"
)
ABOUT = r"about|around|approximately|some|roughly"
LESS_THAN = r"<|＜|less than|fewer than|below|under|lower than|short of"
NEARLY = r"nearly|close to|almost"
QUALIFIERS = {
    "余": MORE_THAN, "多": MORE_THAN, "超过": MORE_THAN, "突破": MORE_THAN, "超": MORE_THAN,
    "逾": MORE_THAN, "高于": MORE_THAN, "大于": MORE_THAN, ">": MORE_THAN, "＞": MORE_THAN,
    "以上": AT_LEAST, "不低于": AT_LEAST, "不少于": AT_LEAST, "至少": AT_LEAST,
    "不小于": AT_LEAST, "最少": AT_LEAST, "≥": AT_LEAST, "≧": AT_LEAST, "⩾": AT_LEAST,
    "不超过": AT_MOST, "以下": AT_MOST, "以内": AT_MOST, "不高于": AT_MOST, "不大于": AT_MOST,
    "不多于": AT_MOST, "至多": AT_MOST, "最多": AT_MOST, "≤": AT_MOST, "≦": AT_MOST, "⩽": AT_MOST,
    "小于": LESS_THAN, "低于": LESS_THAN, "不足": LESS_THAN, "不到": LESS_THAN, "<": LESS_THAN,
    "＜": LESS_THAN, "±": r"±|plus or minus|plus/minus|within|margin of",
    "约": ABOUT, "大约": ABOUT, "左右": ABOUT, "上下": ABOUT, "近": NEARLY, "接近": NEARLY,
    "将近": NEARLY, "仅": r"only|just|merely",
}  # fmt: skip
BEFORE = re.compile(
    r"(不低于|不少于|不小于|不超过|不高于|不大于|不多于|不足|不到|低于|小于|高于|大于|超过|突破"
    r"|至少|最少|至多|最多|将近|接近|大约|约|近|仅|超|逾|[≥≧⩾≤≦⩽<＜>＞±])$"
)
LONGEST_BEFORE = 4
"""The characters that a match of `BEFORE`, with a line end after it, may take up."""
AFTER = re.compile(r"([余多])|[^\d，。；、达]{0,6}?及?(以上|左右|上下|以下|以内)")


def qualifier(text: str, start: int, end: int) -> str:
    """The word before or after the figure at [start, end) that qualifies it."""
    found = before(text, start) or AFTER.match(text, end)
    return found[found.lastindex or 1] if found else ""


def before(text: str, at: int) -> re.Match[str] | None:
    """The qualifier that ends at this position."""
    return BEFORE.search(text[max(0, at - LONGEST_BEFORE) : at])
