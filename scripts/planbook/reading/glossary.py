"""Sorts the terms into each language's dictionary order."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from planbook.links.pinyin import bare
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term
from planbook.locales import Locale

PINYIN = "zh-Latn"
"""Language tag of pinyin in HTML."""


def by_letter(
    linked: LinkedEdition, terms: Iterable[Term], locale: Locale
) -> dict[str, list[Term]]:
    """Terms by initial: letters in English, pinyin initials in Chinese; # for digits."""

    def key(term: Term) -> tuple[bool, str, str]:
        name = sorting_name(linked, term, locale)
        return not name[:1].isalpha(), name, term.id

    ordered = sorted(terms, key=key)
    groups = groupby(ordered, key=lambda term: initial(sorting_name(linked, term, locale)))
    return {letter: list(group) for letter, group in groups}


def sorting_name(linked: LinkedEdition, term: Term, locale: Locale) -> str:
    """The sort key of a term: its letters and digits, in lower case without tones."""
    return letters_of(term.en if locale == "en" else linked.pinyin[term.id] or term.zh)


@lru_cache(10_000)  # each list of terms asks for every name twice
def letters_of(name: str) -> str:
    return "".join(char for char in bare(name) if char.isalnum() or char == " ").strip()


def initial(name: str) -> str:
    return name[0].upper() if name[:1].isalpha() else "#"


def letter_anchor(letter: str) -> str:
    return f"letter-{letter.lower() if letter.isalpha() else 'digits'}"


def shown(term: Term, locale: Locale) -> str:
    """The term as a standalone name: capitalized in English."""
    name = term.forms(locale)[0]
    return name[:1].upper() + name[1:] if locale == "en" else name
