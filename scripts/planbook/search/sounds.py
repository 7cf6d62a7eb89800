"""The sound of each character: pinyin without tones, so that names can be typed in Latin letters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from unicodedata import combining, normalize

from pypinyin import Style, lazy_pinyin, pinyin

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{1,1000}")


def sounds(
    texts: Iterable[str], readings: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The usual syllable of every character, and the phrases in which another one is spoken.

    `readings` are phrases with their pinyin, which go before the dictionary. A phrase of the
    second part is as short as can be: the character with one neighbour on either side.
    """
    own = {phrase: divided(plain(reading), phrase) for phrase, reading in readings.items()}
    spoken: dict[str, Counter[str]] = defaultdict(Counter)
    runs: list[tuple[str, list[str]]] = []
    for run in sorted({run for text in texts for run in HAN.findall(text)}):
        syllables = syllables_of(run, own)
        runs.append((run, syllables))
        for character, syllable in zip(run, syllables, strict=True):
            spoken[character][syllable] += 1
    usual = {one: min(found, key=lambda s: (-found[s], s)) for one, found in spoken.items()}
    special: dict[str, list[str]] = {}
    for run, syllables in runs:
        for at, syllable in enumerate(syllables):
            if syllable != usual[run[at]]:
                start, end = max(0, at - 1), at + 2
                special[run[start:end]] = syllables[start:end]
    return dict(sorted(usual.items())), dict(sorted(special.items()))


def syllables_of(run: str, own: Mapping[str, list[str]]) -> list[str]:
    """One syllable for each character of a run of Chinese; those of `own` phrases first."""
    syllables = [plain(one) for one in lazy_pinyin(run, style=Style.NORMAL)]
    for phrase in sorted((one for one in own if own[one] and one in run), key=len):
        for found in re.finditer(phrase, run):
            syllables[found.start() : found.end()] = own[phrase]
    return syllables


@cache
def divided(letters: str, phrase: str) -> list[str]:
    """The letters of a phrase's pinyin, a syllable for each character; empty if it does not fit."""
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
