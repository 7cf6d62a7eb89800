"""Writes automatic numbers as a reader sees them, for lists in Word and in HTML."""

from __future__ import annotations

from collections.abc import Callable

from planbook.numerals import ONES, chinese_numeral

FORMAL = str.maketrans("一二三四五六七八九十百〇", "壹贰叁肆伍陆柒捌玖拾佰零")
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
         (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def numeral(number: int, kind: str) -> str:
    """The number in a format of Word (ECMA-376, ST_NumberFormat); decimal for an unknown one."""
    return FORMATS.get(kind, str)(number)


def roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    made = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        made += letters * count
    return made


def letter(number: int) -> str:
    """A to Z, then AA to ZZ, as Word counts."""
    if number < 1:
        return str(number)
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * min(times + 1, 30)


def circled(number: int) -> str:
    for first, last, start in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(start) + number - first)
    return str(number)


def row(characters: str) -> Callable[[int], str]:
    """A series that starts over after its last character."""
    return lambda number: characters[(number - 1) % len(characters)]


def digit_by_digit(number: int) -> str:
    return "".join(ONES[int(digit)] for digit in str(abs(number)))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(FULL),
    "decimalFullWidth2": lambda number: str(number).translate(FULL),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": lambda number: f"（{number}）",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "taiwaneseCounting": chinese_numeral,
    "taiwaneseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
    "chineseLegalSimplified": lambda number: chinese_numeral(number).translate(FORMAL),
    "ideographDigital": digit_by_digit,
    "ideographTraditional": row(STEMS),
    "ideographZodiac": row(BRANCHES),
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerLetter": letter,
    "none": lambda _: "",
}
"""Every format that Chinese documents use; the others are foreign."""
