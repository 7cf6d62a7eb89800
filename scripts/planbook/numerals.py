"""Converts numerals: 十二, 拾贰, and ⑿ to numbers, 一点五亿 to 150,000,000, 民国95年 to 2006, 12 to 十二."""

import re
from decimal import Decimal
from math import prod

ONES = "〇一二三四五六七八九"
DIGITS = {char: number for number, char in enumerate(ONES)}
DIGITS |= dict.fromkeys("零○OＯ", 0) | {"两": 2}
PLAIN, FORMAL = "〇一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰"
"""Numerals as they are usually written, and as they are on checks, and in some headings."""
VARIANTS = dict(zip("貳叄參参陸", "贰叁叁叁陆", strict=True))
"""Other forms of formal numerals."""
STEMS = "甲乙丙丁戊己庚辛壬癸"
SCALES = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
QUANTITY = re.compile(
    r"(?P<whole>[零〇○一二两三四五六七八九十百千万亿]{1,24})"
    r"(?:点(?P<part>[零〇○一二三四五六七八九]{1,9})(?P<scale>万亿|[万亿]?))?"
)
"""三十, 一点五亿."""
TAIWAN = re.compile(
    r"行政院(?!校)|民国(?=\d|[一二三四五六七八九十]+年)|(?<!\d)1[01]\d年度|(?<![政官乐王])本府"
    r"|(?:台[北中南东]|新北|高雄|桃园|基隆|新竹|苗栗|彰化|南投|云林|嘉义|屏东|宜兰|花莲|澎湖|金门)[市县]政府"
)
"""What only documents of Taiwan say, which may count the years of the Republic: 113年度 is 2024."""
FIRST_OF_REPUBLIC = 1912
LONGEST = 9
"""Maximum characters of a numeral that is read. 九百九十九 has five."""
VALUES = {**DIGITS, **{formal: number for number, formal in enumerate(FORMAL[:10])}}
VALUES |= {variant: VALUES[formal] for variant, formal in VARIANTS.items()}
UNITS = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "卌": 40, "百": 100, "佰": 100}
FIRSTS = (("①", 20), ("⑴", 20), ("⒈", 20), ("㈠", 10), ("Ⅰ", 12), ("A", 26), ("a", 26), ("Ａ", 26))
ORDERS = (*("".join(chr(ord(one) + at) for at in range(count)) for one, count in FIRSTS), STEMS)
"""Series of characters that number by their place."""
SYMBOLS = {one: number for order in ORDERS for number, one in enumerate(order, 1)}
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
         (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def number_of(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral: 十二 → 12, 一百零三 → 103, 一〇三 → 103, ⑿ → 12.

    0 for one that is too long to number anything.
    """
    if numeral in SYMBOLS:
        return SYMBOLS[numeral]
    if len(numeral) > LONGEST:
        return 0
    if numeral.isdecimal():
        return int(numeral)
    total = pending = 0
    for char in numeral:
        if char in UNITS:
            total += max(pending, 1) * UNITS[char]
            pending = 0
        else:
            pending = 10 * pending + VALUES[char]
    return total + pending


def year_of_republic(number: int) -> int:
    """The year that is so counted in a document of Taiwan: 95 is 2006."""
    return FIRST_OF_REPUBLIC + number - 1


def like(numeral: str, number: int) -> str:
    """A number as this numeral is written: 2 like ⒈ is ⒉, like 壹 is 贰, like 一 is 二."""
    if numeral.isdecimal():
        return str(number)
    if order := next((one for one in ORDERS if numeral in one and number <= len(one)), ""):
        return order[number - 1]
    made = chinese_numeral(number)
    is_formal = set(numeral) <= {*FORMAL, *VARIANTS}
    return made.translate(str.maketrans(PLAIN, FORMAL)) if is_formal else made


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


def roman(number: int) -> str:
    """A number in small Roman numerals: 14 → xiv; digits for one that has none."""
    if not 0 < number < 5000:
        return str(number)
    made = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        made += letters * count
    return made


ROMANS = {roman(number).upper(): number for number in range(1, 40)}
