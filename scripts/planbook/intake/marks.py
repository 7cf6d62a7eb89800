"""Writes automatic numbers and the characters of symbol fonts as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Callable

from planbook.numerals import FORMAL, ONES, PLAIN, STEMS, chinese_numeral, roman

FORMALLY = str.maketrans(PLAIN, FORMAL)
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def numeral(number: int, kind: str) -> str:
    """The number in a format of Word (ECMA-376, ST_NumberFormat); decimal for an unknown one."""
    return FORMATS.get(kind, str)(number)


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
    "chineseLegalSimplified": lambda number: chinese_numeral(number).translate(FORMALLY),
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


# --- symbol fonts


FONT = re.compile("wingdings|symbol|webdings", re.IGNORECASE)
BULLET = "•"
GREEK = dict(zip(
    "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
    strict=True,
))  # fmt: skip
SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xB0: "°",
          0xA2: "′", 0xB2: "″", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xAB: "↔", 0xB5: "∝",
          0xD6: "√", 0xE5: "∑", 0xD5: "∏", 0xF2: "∫", 0xDE: "⇒", 0xDB: "⇔", 0xCE: "∈", 0xC7: "∩", 0xC8: "∪",
          0xD7: "⋅", 0xB6: "∂", 0xD1: "∇", 0xBC: "…", 0x2D: "−", 0x7E: "∼"}  # fmt: skip
WINGDINGS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0x6E: "■", 0xA7: "■",
             0x6C: "●", 0xA1: "○", 0x75: "◆", 0x76: "❖", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xDF: "←",
             0xE1: "↑", 0xE2: "↓", 0xF0: "⇨"}  # fmt: skip
WINGDINGS_2 = {
    0x50: "✓",
    0x4F: "✗",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "□",
    0x2A: "□",
    0x97: "●",
}


def symbol(font: str, char: str) -> str:
    """The character that a symbol font shows for this one; empty if it is not known."""
    code = ord(char) & 0xFF if "\uf000" <= char <= "\uf0ff" else ord(char)
    name = font.lower()
    if "wingdings 2" in name:
        return WINGDINGS_2.get(code, "")
    if "wingdings" in name and "3" not in name:
        number = code - 0x80 if 0x81 <= code <= 0x8A else code - 0x8B if 0x8C <= code <= 0x95 else 0
        return circled(number) if number else WINGDINGS.get(code, "")
    if "symbol" in name:
        is_plain = 0x20 <= code < 0x40 or chr(code) in "[]{}|_"
        return SYMBOL.get(code) or GREEK.get(chr(code)) or (chr(code) if is_plain else "")
    return ""


def is_coded(char: str) -> bool:
    """True for a character that a symbol font shows as another."""
    return "!" <= char <= "\xff" or "\uf000" <= char <= "\uf0ff"
