"""Converts Chinese numerals: 十二 to 12, 一点五亿 to 150,000,000, and 12 back to 十二."""

import re
from decimal import Decimal
from math import prod

ONES = "〇一二三四五六七八九"
DIGITS = {char: number for number, char in enumerate(ONES)} | {
    "零": 0,
    "○": 0,
    "O": 0,
    "Ｏ": 0,
    "两": 2,
}
SCALES = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
QUANTITY = re.compile(
    r"(?P<whole>[零〇○一二两三四五六七八九十百千万亿]{1,24})"
    r"(?:点(?P<part>[零〇○一二三四五六七八九]{1,9})(?P<scale>万亿|[万亿]?))?"
)
"""三十, 一点五亿."""
LONGEST = 9
"""Maximum characters of a numeral that is read. 九百九十九 has five."""


def number_of(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral: 十二 → 12, 一百零三 → 103, 一〇三 → 103.

    0 for one that is too long to number anything.
    """
    if len(numeral) > LONGEST:
        return 0
    if numeral.isdecimal():
        return int(numeral)
    total = pending = 0
    for char in numeral:
        if char in "十百":
            total += max(pending, 1) * (10 if char == "十" else 100)
            pending = 0
        else:
            pending = 10 * pending + DIGITS[char]
    return total + pending


def value_of(numeral: str) -> Decimal | None:
    """The value of a quantity in characters; None if it is none: 千万, 一一.

    三百万 is 3,000,000, and 一点五亿 is 150,000,000.
    """
    found = QUANTITY.fullmatch(numeral)
    whole = whole_of(found["whole"]) if found else None
    if not found or whole is None:
        return None
    part = "".join(str(DIGITS[char]) for char in found["part"] or "")
    scale = prod(SCALES[char] for char in found["scale"] or "")
    return Decimal(f"{whole}.{part}" if part else whole) * scale


def whole_of(numeral: str) -> int | None:
    """The value of a whole numeral in characters, by its greatest scale."""
    for scale, size in SCALES.items():
        before, found, after = numeral.rpartition(scale)
        if not found:
            continue
        count = 1 if scale == "十" and not before else whole_of(before)
        rest = rest_of(after, size)
        # 十百千 is a list; only 万 and 亿 multiply more than nine.
        if count is None or rest is None or (count > 9 and size < SCALES["万"]):
            return None
        return count * size + rest
    return DIGITS.get(numeral)


def rest_of(numeral: str, size: int) -> int | None:
    """The value of what follows a scale: 零五 is 5, but the 五 of 两万五 is 5,000."""
    rest = numeral.lstrip("零〇○")
    if rest in DIGITS and rest == numeral:
        return DIGITS[rest] * max(size // 10, 1)
    return whole_of(rest) if rest else 0


def chinese_numeral(number: int) -> str:
    """The inverse of `number_of` for 1 to 999: 12 → 十二, 101 → 一百零一; digits for others."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    hundred = f"{ONES[hundreds]}百" if hundreds else ""
    # 十二, but 一百一十二; 一百零二, but 一百.
    ten = f"{ONES[tens] if tens > 1 or hundreds else ''}十" if tens else ""
    zero = "零" if hundreds and ones and not tens else ""
    return hundred + zero + ten + (ONES[ones] if ones else "")
