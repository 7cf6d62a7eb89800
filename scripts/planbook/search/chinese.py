"""Equates characters for the search: Simplified with Traditional, and those of the same sound."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from unicodedata import combining, normalize

from pypinyin import Style, pinyin

from planbook.characters import HAN
from planbook.links.pinyin import general_readings, syllables_of
from planbook.text.script import opencc
from planbook.text.words import words_of

CONFIGS = ("t2s", "tw2s", "hk2s")
"""OpenCC's conversions to Simplified; characters that one of them changes are Traditional forms."""
IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


RUN = re.compile(rf"[{HAN}]{{1,1000}}")


def folding(texts: Iterable[str]) -> tuple[str, str]:
    """Two strings of equal length: each character of the first folds to that of the second.

    Limited to characters that fold to a character of `texts` (folded themselves), so that every
    word of them is found in whichever script it is typed. In code point order: same texts, same
    strings.
    """
    table = every_variant()
    present = {table.get(one, one) for text in texts for one in text}
    pairs = sorted((variant, plain) for variant, plain in table.items() if plain in present)
    return "".join(variant for variant, _ in pairs), "".join(plain for _, plain in pairs)


@cache
def every_variant() -> dict[str, str]:
    """Every character that OpenCC takes for another form of a Simplified one."""
    characters = [chr(code) for block in IDEOGRAPHS for code in block]
    table: dict[str, str] = {}
    for config in CONFIGS:
        # On separate lines, characters do not form phrases.
        folded = opencc(config).convert("\n".join(characters)).split("\n")
        for one, plain in zip(characters, folded, strict=True):
            if one != plain and len(plain) == 1:
                table.setdefault(one, plain)
    # A chain (A to B, B to C) ends where nothing changes any more.
    return {one: table.get(plain, plain) for one, plain in table.items() if table.get(plain) != one}


def sounds(
    texts: Iterable[str], readings: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The usual syllable of every character, and the phrases in which it has another.

    `readings` are phrases with their pinyin, which take precedence over the dictionary. The phrases
    of the second part are minimal: the character with one neighbor on either side.
    """
    own = {phrase: divided(plain(reading), phrase) for phrase, reading in readings.items()}
    spoken: dict[str, Counter[str]] = defaultdict(Counter)
    runs = sorted({run for text in texts for run in RUN.findall(text)})
    pairs = list(zip(runs, spoken_by(runs, own), strict=True))
    for run, syllables in pairs:
        for character, syllable in zip(run, syllables, strict=True):
            spoken[character][syllable] += 1
    usual = {one: min(found, key=lambda s: (-found[s], s)) for one, found in spoken.items()}
    special: dict[str, list[str]] = {}
    for run, syllables in pairs:
        for at, syllable in enumerate(syllables):
            if syllable != usual[run[at]]:
                start, end = max(0, at - 1), at + 2
                special[run[start:end]] = syllables[start:end]
    return dict(sorted(usual.items())), dict(sorted(special.items()))


def spoken_by(runs: Sequence[str], own: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """For each run of Chinese, a syllable per character; `own` phrases take precedence."""
    for run in runs:
        syllables = [one for word in rejoined(words_of(run)) for one in spelled(word)]
        for phrase in sorted((one for one in own if own[one] and one in run), key=len):
            for found in re.finditer(phrase, run):
                syllables[found.start() : found.end()] = own[phrase]
        yield syllables


def rejoined(words: Sequence[str]) -> Iterator[str]:
    """The words, and as one those that a general reading spells together: 藏 and 羌."""
    known, at = general_readings(), 0
    while at < len(words):
        ends = (end for end in (at + 3, at + 2) if "".join(words[at:end]) in known)
        end = next(ends, at + 1)
        yield "".join(words[at:end])
        at = end


@cache
def spelled(word: str) -> list[str]:
    """The syllables of a word, by pypinyin's dictionary."""
    return [plain(one) for one in syllables_of(word)]


@cache
def divided(letters: str, phrase: str) -> list[str]:
    """The letters of a phrase's pinyin, divided by character; empty if they do not fit."""
    if not phrase:
        return []
    for syllable in sorted({plain(one) for one in pinyin(phrase[0], Style.NORMAL, True)[0]}):  # noqa: FBT003
        rest = letters.removeprefix(syllable)
        if len(rest) < len(letters):
            if len(phrase) == 1 and not rest:
                return [syllable]
            if tail := divided(rest, phrase[1:]):
                return [syllable, *tail]
    return []


@cache
def plain(reading: str) -> str:
    """Letters only, without tones; ü as u, as most people type it."""
    letters = normalize("NFD", reading.casefold().replace("ü", "u").replace("v", "u"))
    return "".join(one for one in letters if one.isalpha() and not combining(one))
