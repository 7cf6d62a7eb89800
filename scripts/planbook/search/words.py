"""Prepares tables for the search: variants of characters, sounds, synonyms, words that only look like slips."""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from unicodedata import combining, normalize

from pypinyin import Style, pinyin
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from Stemmer import Stemmer

from planbook.characters import HAN
from planbook.links.pinyin import RUN, general_readings, syllables_of
from planbook.locales import LOCALES, Locale
from planbook.text.script import opencc
from planbook.text.words import Synonyms, parse_synonyms, words_of

CONFIGS = ("t2s", "tw2s", "hk2s")
"""OpenCC's conversions to Simplified; characters that one of them changes are Traditional forms."""
IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def folding(texts: Iterable[str]) -> tuple[str, str]:
    """Two strings of equal length: each character of the first folds to that of the second.

    Limited to characters that fold to a character of `texts` (folded themselves): every word of
    them is found, whichever script it is typed in. In code point order: same texts, same strings.
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


# --- synonyms


WORD = re.compile(r"[a-z]+")
PLURAL_OF_TWO = re.compile("..s")
"""Words that only look like the plural of another: GPS of GP."""
FEW = 3
SINGLE = re.compile(f"[a-z]+|[{HAN}]{{2}}")
FREQUENT = 3000
"""Minimum occurrences of a word of the dictionary that readers may type."""
PORTER = Stemmer("porter")
SHORT, LONG = 4, 8
"""Letters up to which the search forgives no slip, or only one; see `6-english.js`."""


def general() -> tuple[Synonyms, ...]:
    """The synonyms that hold for any plan, from this folder."""
    texts = (
        files(__package__).joinpath(f"synonyms.{one}.txt").read_text("utf-8") for one in LOCALES
    )
    return tuple(chain.from_iterable(map(parse_synonyms, texts)))


def rows(synonyms: Iterable[Synonyms], texts: Mapping[Locale, str]) -> dict[Locale, list[str]]:
    """The synonyms that lead to a word of the texts, as the index has them, by language.

    A row is `wanted,wanted:asked,asked`. Wanted words that the texts lack are moved to those asked.
    If several lines have an expression, the first counts.
    """
    english = set(stems(texts["en"]))
    found: dict[Locale, list[str]] = {"zh": [], "en": []}
    seen: set[str] = set()
    for one in synonyms:

        def has(word: str, *, chinese: bool = one.is_chinese) -> bool:
            return word in texts["zh"] if chinese else english.issuperset(stems(word))

        wanted = [word for word in one.wanted if has(word)]
        others = {
            word if one.is_chinese else "".join(stems(word)): word
            for word in (*(word for word in one.wanted if word not in wanted), *one.asked)
        }
        asked = [word for key, word in others.items() if key not in seen]
        if wanted and asked:
            row = f"{','.join(wanted)}:{','.join(asked)}"
            found["zh" if one.is_chinese else "en"].append(row)
            seen.update(others)
    return found


def single_words(synonyms: Iterable[str]) -> list[str]:
    """The rows with the first few single words of readers, in Chinese those of two characters.

    Most readers type the language of the page; for the other, its index has only this much room.
    """
    found = []
    for row in synonyms:
        wanted, asked = row.split(":")
        if some := [one for one in asked.split(",") if SINGLE.fullmatch(one)]:
            found.append(f"{wanted}:{','.join(some[:FEW])}")
    return found


def stems(text: str) -> Iterator[str]:
    """The stems of English words, as the search makes them (`2-stem.js`)."""
    words = WORD.findall(text.lower())
    return (one if PLURAL_OF_TWO.fullmatch(one) else PORTER.stemWord(one) for one in words)


def regional(text: str) -> Iterator[Synonyms]:
    """The words of Taiwan for those of a text, where they are others, not just other characters."""
    words = sorted({word for word in words_of(text) if len(word) > 1})

    def converted(config: str, lines: Iterable[str]) -> list[str]:
        return str(opencc(config).convert("\n".join(lines))).split("\n")  # lines form no phrases

    plain = converted("t2s", converted("s2t", words))
    theirs = converted("t2s", converted("s2twp", words))
    for word, same, other in zip(words, plain, theirs, strict=True):
        if other not in {word, same}:
            yield Synonyms((word,), (other,))


def real_words(text: str, synonyms: Iterable[Synonyms]) -> list[str]:
    """English words that the search would take for slips of words it knows.

    Without them *retirement* would find *requirement*.
    """
    asked = (word for one in synonyms for word in one.asked if WORD.fullmatch(word))
    known = {*WORD.findall(text.lower()), *asked}
    alike: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in known:
        alike[word[0], len(word)].append(word)
    found = set(PORTER.stemWords(list(known)))
    return [
        word
        for word in sorted(frequent_words())
        if PORTER.stemWord(word) not in found and looks_like(word, alike)
    ]


def frequent_words() -> Iterator[str]:
    """Frequent English words, by the list of pyspellchecker, which takes twice as long itself."""
    path = files("spellchecker").joinpath("resources/en.json.gz")
    counts: dict[str, int] = json.loads(gzip.decompress(path.read_bytes()))
    return (word for word, n in counts.items() if n >= FREQUENT and WORD.fullmatch(word))


def looks_like(word: str, alike: Mapping[tuple[str, int], list[str]]) -> bool:
    """True if the search would take `word` for a known one, listed by first letter and length."""
    most = 2 if len(word) > LONG else 1
    lengths = range(len(word) - most, len(word) + most + 1)
    near = chain.from_iterable(alike.get((word[0], length), ()) for length in lengths)
    return (
        len(word) > SHORT
        and extractOne(word, near, scorer=OSA.distance, score_cutoff=most) is not None
    )
