"""Writes the index of each locale, with everything that can be found, as a script."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from planbook.addresses import GLOSSARY, GUIDE, PLAN, SECTORS, page_of
from planbook.links.terms import Term
from planbook.locales import LOCALES, Locale
from planbook.reading.model import Reading
from planbook.search.documents import (
    PageDocument,
    PassageDocument,
    address,
    answers,
    beginning,
    headings,
    passages,
    remarks,
)
from planbook.search.words import folding, general, real_words, regional, rows, single_words, sounds
from planbook.sources import Sources


@dataclass(frozen=True)
class Contents:
    """Everything that can be found, in both languages."""

    sources: Sources
    readings: Mapping[Locale, Reading]
    pages: Mapping[str, str]
    """Markdown by path below `docs/`."""

    @cached_property
    def headings(self) -> Mapping[str, tuple[str, str]]:
        return headings(self.readings)

    @cached_property
    def passages(self) -> tuple[PassageDocument, ...]:
        return tuple(passages(self.readings))

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.readings["zh"].linked.terms

    @cached_property
    def remarks(self) -> Mapping[Locale, tuple[PageDocument, ...]]:
        """The sections of the pages about the plan."""
        return {
            locale: (*answers(self.sources, reading), *remarks(self.pages, locale))
            for locale, reading in self.readings.items()
        }

    def texts(self, locale: Locale) -> Iterator[str]:
        """Every text of the plan and the pages about it."""
        yield from (names[LOCALES.index(locale)] for names in self.headings.values())
        yield from (getattr(one, locale) for one in self.passages)
        yield from (f"{one.title}\n{one.text}" for one in self.remarks[locale])

    def chinese(self) -> Iterator[str]:
        """Every text in Chinese, with the terms."""
        yield from self.texts("zh")
        yield from (form for one in self.terms for form in one.forms("zh"))

    def leads(self, locale: Locale) -> Iterator[tuple[str, str]]:
        """Address and title of the pages to go on from when nothing is found."""
        words = self.readings[locale].words
        yield address(PLAN), words.plan.title
        if not self.sources.guide.is_empty:
            yield address(GUIDE), words.guide.title
        if self.sources.sectors.sector:
            yield address(SECTORS), words.sectors.title
        if self.terms:
            yield address(GLOSSARY), words.glossary.title


def folding_script(contents: Contents) -> str:
    """For the filters of lists: both strings of `folding`, given to a function of `2-filter.js`."""
    strings = (json.dumps(one, ensure_ascii=False) for one in folding(contents.chinese()))
    return f"planbookFolding({','.join(strings)});\n"


def index_scripts(
    contents: Contents, converts: Mapping[str, Callable[[str], str]]
) -> dict[str, str]:
    """The index of each locale as JavaScript: `self.PlanbookIndex = {…};`.

    `converts` gives the conversion of Chinese for each locale. Same contents, same texts. The
    texts of a language are together, since compression looks back a few pages only: its headings,
    passages, the forms of its terms, and its rows of synonyms (of the other language single words
    alone), in the order of `headings`, references; `passages`, `[reference, page, length of the
    lead in zh, in en, notes]`; and `entries`, `[anchor, definition]`, the anchor empty if it
    follows from the first name. A remark is `[page, anchor, title of the page, title, text]`;
    `folding` has two strings, `sounds` the characters of each syllable, `spoken` the phrases in
    which a character has another sound, and `real`, in one string, words that are no slip of a
    word of the index.
    """
    texts = {locale: "\n".join(contents.texts(locale)) for locale in LOCALES}
    usual, special = sounds(contents.chinese(), contents.sources.pinyin)
    known = general()
    synonyms = rows((*known, *regional(texts["zh"])), texts)
    common = {
        "folding": folding([*contents.chinese(), *synonyms["zh"]]),
        "sounds": by_syllable(usual),
        "spoken": {phrase: " ".join(syllables) for phrase, syllables in special.items()},
        "real": " ".join(real_words(texts["en"], known)),
    }
    made: dict[str, str] = {}
    for locale, convert in converts.items():
        index = own(contents, locale, convert, synonyms) | common
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        made[locale] = f"self.PlanbookIndex = {text};\n"
    return made


def own(
    contents: Contents,
    locale: str,
    convert: Callable[[str], str],
    synonyms: Mapping[Locale, list[str]],
) -> dict[str, object]:
    """The part that differs between locales."""
    language: Locale = "en" if locale == "en" else "zh"
    other: Locale = "zh" if locale == "en" else "en"
    words = contents.readings[language].words.search
    return {
        "english": language == "en",
        "words": {key: convert(text) for key, text in words.items()},
        "leads": [(page, convert(title)) for page, title in contents.leads(language)],
        "headings": list(contents.headings),
        other: texts_of(contents, other, convert, single_words(synonyms[other])),
        language: texts_of(contents, language, convert, synonyms[language]),
        "passages": [
            (
                one.reference,
                address(page_of(one.reference)),
                *one.lead,
                one.notes if language == "en" else "",
            )
            for one in contents.passages
        ],
        "entries": [
            (
                "" if one.anchor == anchor_of_name(one.en) else one.anchor,
                beginning(one, "en") if language == "en" else convert(beginning(one, "zh")),
            )
            for one in contents.terms
        ],
        "remarks": [
            (one.page, one.anchor, convert(one.page_title), convert(one.title), convert(one.text))
            for one in contents.remarks[language]
        ],
    }


def texts_of(
    contents: Contents, language: Locale, convert: Callable[[str], str], synonyms: list[str]
) -> dict[str, object]:
    plain = convert if language == "zh" else str
    at = LOCALES.index(language)
    return {
        "headings": [plain(names[at]) for names in contents.headings.values()],
        "passages": [plain(getattr(one, language)) for one in contents.passages],
        "forms": [[plain(form) for form in one.forms(language)] for one in contents.terms],
        "synonyms": synonyms,
    }


def anchor_of_name(english: str) -> str:
    """The anchor that most terms have; the worker makes it too (`3-documents.js`)."""
    return "t-" + re.sub("[^a-z0-9]+", "-", english.lower()).strip("-")


def by_syllable(usual: Mapping[str, str]) -> dict[str, str]:
    """The characters of each syllable in one string: half the size of a table by character."""
    found: dict[str, list[str]] = defaultdict(list)
    for character, syllable in usual.items():
        found[syllable].append(character)
    return {syllable: "".join(characters) for syllable, characters in sorted(found.items())}
