"""Writes the index of each locale as a script that the search loads when first used."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from planbook.locales import Locale
from planbook.search.chinese import folding, sounds
from planbook.search.documents import PageDocument, PassageDocument, TermDocument
from planbook.words import WORDS


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that can be found, in both languages."""

    headings: Mapping[str, tuple[str, str]]
    """The heading in Chinese and English, by reference."""
    passages: tuple[PassageDocument, ...]
    entries: tuple[TermDocument, ...]
    remarks: Mapping[Locale, tuple[PageDocument, ...]]
    readings: Mapping[str, str]
    """Pinyin of phrases that a dictionary gets wrong."""

    def chinese(self) -> Iterable[str]:
        """Every Chinese text of the plan and its terms."""
        yield from (zh for zh, _ in self.headings.values())
        yield from (one.zh for one in self.passages)
        yield from (form for one in self.entries for form in one.zh)
        yield from (one.text + one.title for one in self.remarks["zh"])


def index_scripts(
    contents: Contents, converts: Mapping[str, Callable[[str], str]]
) -> dict[str, str]:
    """The index of each locale as JavaScript: `self.PlanbookIndex = {…};`.

    `converts` gives the conversion of Chinese for each locale. Same contents, same texts. The
    shapes: a heading `[zh, en]`; a passage `[reference, page, zh, en, length of its lead in zh, in
    en]`; an entry `[anchor, [zh…], [en…], definition]`; a remark `[page, anchor, title of the page,
    title, text]`; `folding` two strings; `sounds` the characters of each syllable; `spoken` the
    phrases in which a character has another sound.
    """
    usual, special = sounds(contents.chinese(), contents.readings)
    common = {
        "folding": folding(contents.chinese()),
        "sounds": by_syllable(usual),
        "spoken": {phrase: " ".join(syllables) for phrase, syllables in special.items()},
    }
    return {
        locale: f"self.PlanbookIndex = {as_json(own(contents, locale, convert) | common)};\n"
        for locale, convert in converts.items()
    }


def as_json(index: Mapping[str, object]) -> str:
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def own(contents: Contents, locale: str, convert: Callable[[str], str]) -> dict[str, object]:
    """The part that differs between locales."""
    language: Locale = "en" if locale == "en" else "zh"
    words = WORDS[language]
    return {
        "english": language == "en",
        "words": {
            "glossary": convert(words.glossary.title),
            "plan": convert(words.plan.title),
            "other": convert(words.search.other),
        },
        "headings": {name: (convert(zh), en) for name, (zh, en) in contents.headings.items()},
        "passages": [
            (
                one.reference,
                one.page,
                convert(one.zh),
                one.en,
                len(one.lead[0]),
                len(one.lead[1]),
            )
            for one in contents.passages
        ],
        "entries": [
            (
                one.anchor,
                [convert(form) for form in one.zh],
                one.en,
                one.short_en if language == "en" else convert(one.short_zh),
            )
            for one in contents.entries
        ],
        "remarks": [
            (one.page, one.anchor, convert(one.page_title), convert(one.title), convert(one.text))
            for one in contents.remarks[language]
        ],
    }


def by_syllable(usual: Mapping[str, str]) -> dict[str, str]:
    """The characters of each syllable in one string: half the size of a table by character."""
    found: dict[str, list[str]] = defaultdict(list)
    for character, syllable in usual.items():
        found[syllable].append(character)
    return {syllable: "".join(characters) for syllable, characters in sorted(found.items())}
