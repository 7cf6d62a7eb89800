"""Finds the numbers in Chinese and English texts, each with its value and qualifier.

Values are exact decimals in units of one: 962.18亿 and 96.218 billion are both 96218000000.
"""

from planbook.figures.chinese import (
    LABEL,
    NUMERAL,
    amount,
    chinese,
    labels,
    numerals,
    qualified,
    signed,
)
from planbook.figures.english import MONTHS, SAID, english, in_words, said_in_words, spelled
from planbook.figures.model import BEFORE, DIGITS, QUALIFIERS, SCALES, Figure, Span, plain, scaled

__all__ = [
    "BEFORE", "DIGITS", "LABEL", "MONTHS", "NUMERAL", "QUALIFIERS", "SAID", "SCALES", "Figure",
    "Span", "amount", "chinese", "english", "in_words", "labels", "numerals", "plain",
    "qualified", "said_in_words", "scaled", "signed", "spelled",
]  # fmt: skip
