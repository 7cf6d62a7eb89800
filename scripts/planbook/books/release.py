"""Defines the release that site and books state."""

from dataclasses import dataclass
from datetime import date

from planbook.description import Description
from planbook.locales import Bilingual, Locale
from planbook.words import BOTH


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the project's texts and the day on which it was declared."""

    version: str
    day: date

    @property
    def modified(self) -> str:
        """The day as an EPUB's date of last change (`dcterms:modified`)."""
        return f"{self.day.isoformat()}T00:00:00Z"

    @property
    def spoken_day(self) -> Bilingual:
        """The day as each language writes it."""
        day = self.day
        zh, en = f"{day.year}年{day.month}月{day.day}日", f"{day:%B} {day.day}, {day.year}"
        return Bilingual(zh=zh, en=en)

    @property
    def name(self) -> Bilingual:
        """The version and its day, as a sentence."""
        day = self.spoken_day
        return filled(BOTH.epub.version, version=self.version, day=day)


def filled(text: Bilingual, **values: str | Bilingual) -> Bilingual:
    """The text with these values in its braces, each in its language."""

    def said(locale: Locale) -> str:
        own = {n: one if isinstance(one, str) else one.of(locale) for n, one in values.items()}
        return text.of(locale).format(**own)

    return Bilingual(zh=said("zh"), en=said("en"))


def within(name: Bilingual) -> Bilingual:
    """A name as it is written within a sentence."""
    return Bilingual(zh=name.zh, en=name.en[:1].lower() + name.en[1:])


def release_of(description: Description) -> Release:
    """The release that `plan.toml` declares."""
    return Release(description.version, description.released)
