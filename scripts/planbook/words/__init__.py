"""Loads what the edition itself says to readers: `en.toml` and `zh.toml`, by subject and key."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from planbook.locales import LOCALES, Bilingual, Locale

T = TypeVar("T")
VARIANTS = ("_none", "_partly", "_invented", "_traditional")
"""End the keys of words for editions without English, with some, of invented plans, and of those whose
source is in Traditional characters."""
OTHERWISE = "_converted"
"""Ends the name of a subject that holds only for converted words."""


class Subject(Mapping[str, T]):
    """The words of one subject, by key: `words.guide.title`, `words.types["place"]`."""

    def __init__(self, name: str, words: Mapping[str, T]) -> None:
        self._name = name
        self._words = words

    def __getattr__(self, key: str) -> T:
        try:
            return self._words[key]
        except KeyError as error:
            raise AttributeError(f"words/*.toml have no {self._name}.{key}") from error

    def __getitem__(self, key: str) -> T:
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


class Words(Generic[T]):
    """All words, by subject."""

    def __init__(self, subjects: Mapping[str, Mapping[str, T]]) -> None:
        self.subjects = {name: Subject(name, words) for name, words in subjects.items()}

    def __getattr__(self, name: str) -> Subject[T]:
        try:
            return self.subjects[name]
        except KeyError as error:
            raise AttributeError(f"words/*.toml have no [{name}]") from error


def converted(words: Words[str], convert: Callable[[str], str]) -> Words[str]:
    """The words in other characters. `[x_converted]` replaces what `[x]` would say there."""
    return Words(
        {
            name: {
                key: convert(text)
                for key, text in {**subject, **words.subjects.get(f"{name}{OTHERWISE}", {})}.items()
            }
            for name, subject in words.subjects.items()
        }
    )


@cache
def variant(words: Words[T], kinds: tuple[str, ...]) -> Words[T]:
    """The words for an edition of these kinds: `x_none` replaces `x`, if one of them is `none`."""

    def fitting(subject: Mapping[str, T], key: str) -> T:
        own = (f"{key}_{kind}" for kind in kinds)
        return next((subject[one] for one in own if one in subject), subject[key])

    return Words(
        {
            name: {key: fitting(subject, key) for key in subject if not key.endswith(VARIANTS)}
            for name, subject in words.subjects.items()
        }
    )


def load(locale: Locale) -> Words[str]:
    return Words(tomllib.loads(files(__name__).joinpath(f"{locale}.toml").read_text("utf-8")))


def together(words: Mapping[Locale, Words[str]]) -> Words[Bilingual]:
    """The words that both languages have, each in both."""
    zh, en = words["zh"].subjects, words["en"].subjects
    return Words(
        {
            name: {
                key: Bilingual(zh[name][key], en[name][key]) for key in zh[name] if key in en[name]
            }
            for name in zh
            if name in en
        }
    )


WORDS: Mapping[Locale, Words[str]] = {locale: load(locale) for locale in LOCALES}
BOTH = together(WORDS)
