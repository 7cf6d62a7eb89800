"""Converts the Chinese numerals of marks and captions: 十二 to 12, and back."""

ONES = "〇一二三四五六七八九"
DIGITS = {char: number for number, char in enumerate(ONES)} | {"零": 0, "两": 2}
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
