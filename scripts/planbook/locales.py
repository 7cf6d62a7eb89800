"""Defines the languages in which pages are written, and texts that exist in both."""

from typing import Literal

from msgspec import Struct

from planbook.fields import Line, OptionalLine

Locale = Literal["zh", "en"]
LOCALES: tuple[Locale, ...] = ("zh", "en")
"""The locales with pages of their own; zh-Hant is made from zh when the site is built."""
TAGS = {"zh": "zh-Hans", "en": "en", "zh-Hant": "zh-Hant"}
"""The language tag of each locale; addresses use the short zh."""


class Bilingual(Struct, frozen=True, forbid_unknown_fields=True):
    """One text in both languages."""

    zh: Line
    en: Line

    def of(self, locale: Locale) -> str:
        return self.zh if locale == "zh" else self.en


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
