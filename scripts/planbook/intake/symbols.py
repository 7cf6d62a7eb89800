"""Reads the characters of symbol fonts, whose codes are those of other characters."""

from __future__ import annotations

import re

from planbook.intake.marks import circled

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
