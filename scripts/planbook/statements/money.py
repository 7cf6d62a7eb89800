"""Converts the plan's amounts of money to US dollars, at one declared rate.

The conversions are the edition's own and say so: they stand in brackets, with *about*, and have two
digits. Without a declared rate there are none.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from msgspec import Struct

from planbook.fields import exact
from planbook.figures import chinese, english, plain
from planbook.locales import Bilingual, Locale
from planbook.words import WORDS

DIGITS = Context(prec=2, rounding=ROUND_HALF_UP)
YUAN, RMB = "元", "RMB "
SCALES: dict[Locale, tuple[tuple[int, str], ...]] = {
    "zh": ((10**8, "亿"), (10**4, "万")),
    "en": ((10**9, " billion"), (10**6, " million")),
}


DOLLARS = re.compile(r"USD \d|\d[万亿]?美元")
"""An amount in US dollars."""


class Rate(Struct, frozen=True, forbid_unknown_fields=True):
    """`[rate]` of `plan.toml`: the rate at which amounts are converted."""

    yuan: Decimal
    """Yuan for one US dollar."""
    source: Bilingual
    """What rate it is, of what day or year, and who published it."""

    def __post_init__(self) -> None:
        exact(self.yuan)
        if self.yuan <= 0:
            raise ValueError(f"{self.yuan} yuan is not a rate")


def dollars(yuan: Decimal, rate: Rate, locale: Locale) -> str:
    """An amount of yuan in US dollars, in brackets: `[about USD 14 billion]`."""
    value = DIGITS.divide(yuan, rate.yuan)
    scale, name = next((one for one in SCALES[locale] if value >= one[0]), (1, ""))
    number = plain(value / scale)
    said = number if locale == "en" else number.replace(",", "")
    return WORDS[locale].money.about.format(said + name)


def with_dollars(text: str, rate: Rate | None, locale: Locale) -> str:
    """The text with each of its amounts of yuan followed by the same amount in US dollars."""
    if not rate:
        return text
    for end, yuan in reversed(list(amounts(text, locale))):
        between = " " if locale == "en" else ""
        text = f"{text[:end]}{between}{dollars(yuan, rate, locale)}{text[end:]}"
    return text


def amounts(text: str, locale: Locale) -> Iterator[tuple[int, Decimal]]:
    """The end and the value of every amount of yuan: 962.18亿元, RMB 96.218 billion."""
    for one in chinese(text) if locale == "zh" else english(text):
        if locale == "zh" and text.startswith(YUAN, one.end):
            yield one.end + len(YUAN), one.value
        elif locale == "en" and text.endswith(RMB, 0, one.start):
            yield one.end, one.value


def conversion_note(said: str, rate: Rate | None, locale: Locale) -> str:
    """What a reader must know of the conversions in a text; empty if it has none."""
    if not rate or not DOLLARS.search(said):
        return ""
    return WORDS[locale].money.note.format(plain(rate.yuan), rate.source.of(locale))
