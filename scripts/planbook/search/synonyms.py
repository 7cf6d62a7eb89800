"""Prepares what the search knows of words: synonyms, Taiwan's words, and words that are no slip."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import chain

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from Stemmer import Stemmer

from planbook.characters import HAN
from planbook.locales import LOCALES, Locale
from planbook.text.script import opencc
from planbook.text.synonyms import Synonyms, parse_synonyms
from planbook.text.words import words_of

WORD = re.compile(r"[a-z]+")
PLURAL_OF_TWO = re.compile("..s")
"""Words that only look like the plural of another: GPS of GP."""
FEW = 3
SINGLE = re.compile(f"[a-z]+|[{HAN}]{{2}}")
FREQUENT = 3000
"""Occurrences from which on a word of the dictionary is one that readers may type."""
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

    A row is `wanted,wanted:asked,asked`. Of the words wanted, those that the texts lack are asked
    for, too. Of several lines for an expression the first counts.
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

    Most readers type the language of the page; of the other its index has room for so much.
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
    """What Taiwan calls the words of a text, where another word and not another form is used."""
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
