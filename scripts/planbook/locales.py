"""Defines the languages in which pages are written, and texts that exist in both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from planbook.characters import HAN
from planbook.fields import Line, OptionalLine

Locale = Literal["zh", "en"]
LOCALES: tuple[Locale, ...] = ("zh", "en")
"""The locales with pages of their own; zh-Hant is made from zh when the site is built."""
TAGS = {"zh": "zh-Hans", "en": "en", "zh-Hant": "zh-Hant"}
"""The language tag of each locale; addresses use the short zh."""


FOREIGN: Mapping[Locale, re.Pattern[str]] = {
    "en": re.compile(rf"[{HAN}]+(?:[“”·、，（）]*[{HAN}]+)*"),
    # A phrase or sentence. Names and abbreviations are at home in Chinese.
    "zh": re.compile(r"[A-Za-z]+(?:[ ,’-]+[A-Za-z]+){3,}"),
}


class Bilingual(Struct, frozen=True, forbid_unknown_fields=True):
    """One text in both languages."""

    zh: Line
    en: Line

    def of(self, locale: Locale) -> str:
        return self.zh if locale == "zh" else self.en

    def filled(self, **values: str | Bilingual) -> Bilingual:
        """The text with these values in its braces, each in its language."""

        def said(locale: Locale) -> str:
            own = {n: one if isinstance(one, str) else one.of(locale) for n, one in values.items()}
            return self.of(locale).format(**own)

        return Bilingual(said("zh"), said("en"))


class Translatable(Bilingual, frozen=True, forbid_unknown_fields=True):
    """One text in Chinese, and in English once what it is about has any."""

    en: OptionalLine = ""

    def of(self, locale: Locale) -> str:
        return self.en or self.zh if locale == "en" else self.zh

    def lang(self, locale: Locale) -> Locale:
        """The language that `of` gives it in."""
        return "zh" if not self.en else locale


def other(locale: Locale) -> Locale:
    return "en" if locale == "zh" else "zh"


def parted(text: str, lang: Locale) -> Iterator[tuple[str, Locale | None]]:
    """The text, cut before and after words of the other language, each with that language."""
    at = 0
    for found in FOREIGN[lang].finditer(text):
        if found.start() > at:
            yield text[at : found.start()], None
        yield found[0], other(lang)
        at = found.end()
    if text[at:]:
        yield text[at:], None


def capitalized(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def shortened(text: str, most: int, locale: str) -> str:
    """The beginning of a text, cut to so many characters; in English, after a word."""
    if len(text) <= most:
        return text
    cut = text[:most]
    return (cut.rpartition(" ")[0] if locale == "en" else cut).rstrip("，、；：,;: ") + "…"
