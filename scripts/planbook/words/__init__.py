"""Loads what the edition itself says to readers: `en.toml` and `zh.toml`, by subject and key.

Some words depend on what kind of document the edition is of: a plan, a report. `WORDS` and `BOTH`
have only the others; `words_for` and `both_for` have all.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from planbook.locales import LOCALES, Bilingual, Locale

T = TypeVar("T")
VARIANTS = ("_none", "_partly", "_invented", "_traditional", "_articles")
"""End the keys of words for editions without English, with some, of invented plans, of those whose
source is in Traditional characters, and of texts of articles (第一条)."""
OTHER = "_other"
"""Ends the keys of words for documents that are no plans."""
NOUNS = {"plan": "nouns", "Plan": "nouns_in_titles", "original": "nouns_of_originals"}
"""What is in braces where the kind of document is filled in, and the subject with its nouns."""
MARK = re.compile(f"{{({'|'.join(NOUNS)})}}")
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

    return of_each(
        words,
        lambda subject: {
            key: fitting(subject, key) for key in subject if not key.endswith(VARIANTS)
        },
    )


def fitted(words: Words[str], document: str) -> Words[str]:
    """The words for this kind of document: its nouns filled in, `x_other` for `x` if it is no plan."""
    nouns = called(words, document)

    def said(subject: Mapping[str, str], key: str) -> str:
        text = subject[key] if document == "plan" else subject.get(key + OTHER, subject[key])
        return MARK.sub(lambda found: nouns[found[1]], text)

    return of_each(
        words,
        lambda subject: {key: said(subject, key) for key in subject if not key.endswith(OTHER)},
    )


def called(words: Words[str], document: str) -> Mapping[str, str]:
    """What such a document is called, by what is in braces."""
    return {mark: words.subjects[name][document] for mark, name in NOUNS.items()}


def shared(words: Words[str]) -> Words[str]:
    """The words that are the same for every kind of document, whatever the kind of edition."""

    def own(subject: Mapping[str, str]) -> dict[str, str]:
        depend = {base_of(key) for key, text in subject.items() if depends(key, text)}
        return {key: text for key, text in subject.items() if base_of(key) not in depend}

    return of_each(words, own)


def depends(key: str, text: str) -> bool:
    """True for a word that is said of some kinds of document only."""
    return key.endswith(OTHER) or bool(MARK.search(text))


def base_of(key: str) -> str:
    """A key without what `variant` and `fitted` choose by: `copyright` of `copyright_none`."""
    ending = next((one for one in (*VARIANTS, OTHER) if key.endswith(one)), "")
    return key.removesuffix(ending)


def of_each(words: Words[T], own: Callable[[Mapping[str, T]], Mapping[str, T]]) -> Words[T]:
    """The words that `own` makes of each subject; the nouns are not among them."""
    nouns = NOUNS.values()
    return Words({name: own(one) for name, one in words.subjects.items() if name not in nouns})


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


ALL: Mapping[Locale, Words[str]] = {
    locale: Words(tomllib.loads(files(__name__).joinpath(f"{locale}.toml").read_text("utf-8")))
    for locale in LOCALES
}
WORDS: Mapping[Locale, Words[str]] = {locale: shared(ALL[locale]) for locale in LOCALES}
BOTH = together(WORDS)


@cache
def words_for(document: str) -> Mapping[Locale, Words[str]]:
    """All words by language, for a document of this kind."""
    return {locale: fitted(ALL[locale], document) for locale in LOCALES}


@cache
def both_for(document: str) -> Words[Bilingual]:
    """The same in both languages."""
    return together(words_for(document))


def nouns_of(document: str, locale: Locale) -> Mapping[str, str]:
    """What a document of this kind is called in templates: `plan`, `Plan`, and `original`."""
    return called(ALL[locale], document)
