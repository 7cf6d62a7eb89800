"""Spells terms in pinyin, word by word with tones: our readings first, then a dictionary's."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from unicodedata import combining, normalize

from planbook import base
from planbook.characters import HAN
from planbook.fields import pairs
from planbook.locales import capitalized
from planbook.text.words import is_word, words_of

FILE = "source/pinyin.txt"
# Endless runs are cut: the pinyin packages slow down with every further character.
RUN = re.compile(rf"[{HAN}]{{1,1000}}")
READING = re.compile(rf"[{HAN}]{{1,50}}\t *[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
"""A phrase of at most 50 characters, and letters with blanks, hyphens, and apostrophes."""
SMALL = set("和与及暨之的")
"""Words that stay lowercase within a name: and, of."""


def parse_readings(text: str) -> dict[str, str]:
    """Phrase and reading, separated by a tab, one pair per line; # begins a comment.

    Raises `ValueError`, with a line for each malformed line and each duplicate or overlong phrase.
    """
    return pairs(text, READING, "Chinese phrase, tab, reading")


def spell(text: str, readings: Mapping[str, str], *, name: bool = False) -> str:
    """The pinyin of a Chinese text, empty if it has no Chinese character.

    Words are written together, and each word of a name is capitalized. Text that is not Chinese is
    kept; punctuation is left out, except where it joins letters and digits.
    """
    if not RUN.search(text):
        return ""
    pieces = re.findall(rf"{RUN.pattern}|[0-9A-Za-z+]+", text)
    cut = own_phrases(tuple(sorted(readings, key=len, reverse=True)))
    words = (word for piece in pieces for word in spelled(piece, readings, cut))
    return " ".join(
        capitals(reading) if name and word not in SMALL else reading for word, reading in words
    )


def spelled(
    piece: str, readings: Mapping[str, str], cut: Callable[[str], list[str]]
) -> Iterator[tuple[str, str]]:
    """The words of a run of Chinese characters with their readings, or the run itself.

    `cut` separates the phrases of `readings`.
    """
    if not RUN.match(piece):
        yield piece, piece
        return
    syllables = syllables_of(piece)
    at = 0
    for part in cut(piece):
        if part in readings:
            yield part, readings[part]
            at += len(part)
            continue
        for word in short_words(part):
            yield word, joined(syllables[at : at + len(word)])
            at += len(word)


@lru_cache(10_000)
def syllables_of(text: str) -> tuple[str, ...]:
    """The syllables of a run of Chinese characters, one each, by the general readings."""
    # Its dictionary takes a quarter of a second, which every command would wait for.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    teach()
    return tuple(lazy_pinyin(text, style=Style.TONE))


@cache
def teach() -> None:
    """Add the general readings to pypinyin's dictionary.

    Its own `load_phrases_dict` would also learn all 47,000 phrases again.
    """
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415
    from pypinyin.seg import mmseg  # noqa: PLC0415

    phrases = general_readings()
    PHRASES_DICT.update({one: [[each] for each in found] for one, found in phrases.items()})
    mmseg.seg.train(iter(phrases))


@cache
def general_readings() -> Mapping[str, list[str]]:
    """Phrases that the dictionary gets wrong in any plan, each with a syllable per character."""
    readings = parse_readings(base.lines("syllables.txt"))
    return {phrase: reading.split() for phrase, reading in readings.items()}


@cache
def own_phrases(phrases: tuple[str, ...]) -> Callable[[str], list[str]]:
    """A function that cuts a text before and after each of the phrases, the longest first."""
    pattern = re.compile("(" + ("|".join(phrases) or "(?!)") + ")")
    return lambda text: [part for part in pattern.split(text) if part]


def short_words(text: str) -> Iterator[str]:
    """The words of Chinese text. A word made of two words counts as two: 江城大学 → 江城, 大学."""
    for word in words_of(text):
        yield from halves(word)


def halves(word: str) -> Iterator[str]:
    for at in range(2, len(word) - 1):
        if is_word(word[:at]) and is_word(word[at:]):
            yield word[:at]
            yield from halves(word[at:])
            return
    yield word


def joined(syllables: Sequence[str]) -> str:
    """Syllables as one word, with an apostrophe before a vowel: Cháng'ān."""
    first, *rest = syllables
    return first + "".join(f"’{one}" if bare(one)[:1] in set("aoe") else one for one in rest)


def capitals(reading: str) -> str:
    return " ".join(map(capitalized, reading.split(" ")))


def bare(reading: str) -> str:
    """A reading without tones, in lower case, ü as v: for sorting and comparing."""
    letters = normalize("NFD", reading.lower().replace("ü", "v").replace("’", "'"))
    return normalize("NFC", "".join(one for one in letters if not combining(one)))
