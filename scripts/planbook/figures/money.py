"""Converts the plan's amounts of money to US dollars, at one declared rate.

The conversions are marked as the edition's own: they are in brackets, begin with *about*, and have two
significant digits. Without a declared rate, there are none.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import pairwise

from planbook.description import Rate
from planbook.figures import chinese, english, plain
from planbook.locales import Locale
from planbook.words import WORDS

DIGITS = Context(prec=2, rounding=ROUND_HALF_UP)
YUAN, RMB = "元", "RMB "
SIGNS = {"-", "−"}
SCALES: dict[Locale, tuple[tuple[int, str], ...]] = {
    "zh": ((10**8, "亿"), (10**4, "万")),
    "en": ((10**9, " billion"), (10**6, " million")),
}

JOINT = re.compile(r"(?:亿?万?元)?\s*(?:[-–—~～至到]|to\b)\s*(?:RMB\s)?")
"""Between the two ends of a range, which is no amount."""
LIMITED = re.compile(r"(〔[^〔〕]*美元)(〕)(以[上下内])")


def dollars(yuan: Decimal, rate: Rate, locale: Locale) -> str:
    """An amount of yuan in US dollars, in brackets: `[about USD 14 billion]`."""
    value = DIGITS.divide(yuan, rate.yuan)
    scale, name = next((one for one in SCALES[locale] if value >= one[0]), (1, ""))
    number = plain(value / scale)
    said = number if locale == "en" else number.replace(",", "")
    return WORDS[locale].money.about.format(said + name)


def with_dollars(text: str, rate: Rate | None, locale: Locale) -> str:
    """The text with each of its amounts of yuan followed by the same amount in US dollars.

    A limit that follows an amount in Chinese keeps its place, and follows the dollars too:
    255亿元以上〔约合37亿美元以上〕.
    """
    if not rate:
        return text
    for end, yuan in reversed(list(amounts(text, locale))):
        between = " " if locale == "en" else ""
        text = f"{text[:end]}{between}{dollars(yuan, rate, locale)}{text[end:]}"
    return LIMITED.sub(r"\3\1\3\2", text)


def amounts(text: str, locale: Locale) -> Iterator[tuple[int, Decimal]]:
    """The end and the value of every amount of yuan: 962.18亿元, RMB 96.218 billion.

    The ends of a range are left out, and amounts below zero.
    """
    found = chinese(text) if locale == "zh" else english(text)
    ranges = [pair for pair in pairwise(found) if JOINT.fullmatch(text, pair[0].end, pair[1].start)]
    ends = {one.start for pair in ranges for one in pair}
    for one in found:
        before = text[: one.start].removesuffix(RMB)[-1:]
        if one.start in ends or before in SIGNS or one.value < 0:
            continue
        if locale == "zh" and text.startswith(YUAN, one.end):
            yield one.end + len(YUAN), one.value
        elif locale == "en" and text.endswith(RMB, 0, one.start):
            yield one.end, one.value


def is_converted(said: str, locale: Locale) -> bool:
    """True if a text, bare or as Markdown, has a conversion of ours, not just US dollars."""
    return WORDS[locale].money.about.partition("{}")[0] in said.replace("\\[", "[")


def conversion_note(said: str, rate: Rate | None, locale: Locale) -> str:
    """The note on the conversions in a text; empty if it has none."""
    if not rate or not is_converted(said, locale):
        return ""
    return WORDS[locale].money.note.format(plain(rate.yuan), rate.source.of(locale))
