"""Converts between Simplified and Traditional characters: our phrases first, then OpenCC.

The standard is OpenCC's `s2tw`, characters only: `s2twp` would also replace mainland vocabulary
with Taiwan's, and a plan must keep its own words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from opencc import OpenCC

from planbook.characters import HAN
from planbook.fields import pairs
from planbook.text.words import words_of

# A text counts as Traditional if this share of its characters is Traditional only.
TRADITIONAL_SHARE = 0.1
RUN = re.compile(f"[{HAN}]+")
PHRASE = re.compile(rf"[{HAN}]+\t[{HAN}]+")
# A mile keeps its form: 五千里, but 哪里 becomes 哪裡. The look behind comes second: a pattern that
# begins with a character is found many times faster.
MILES = r"里(?<=[〇零一二两三四五六七八九十百千万亿几数\d]里)(?![面头边])"
QUOTED = re.compile("“([^“”]{0,500})”|‘([^‘’]{0,500})’")
CHINESE = re.compile(rf"[{HAN}\u3001-\u303f\uff01-\uff5e]")
CURLY = str.maketrans("「」『』", "“”‘’")
TAG = re.compile(r"<[^<>]*>")
SPACED = re.compile(rf"(?<![{HAN}])(?:[{HAN}][ \u00a0\u3000]{{1,4}}){{2,}}[{HAN}](?![{HAN}])")
"""十 年 計 畫, which is 计划, although 畫 alone is 画."""
NEAR = 200
"""Characters beside a quotation in which its neighbor is sought, since tags may stand between."""
# `著` is a particle in most of a Traditional text; these words keep it.
KEPT_ON_THE_WAY_BACK = {"土著": "土著", "顯著": "显著", "著名": "著名", "著作": "著作"}


@dataclass(frozen=True)
class Converter:
    """Converts with a phrase list that takes precedence over dictionaries."""

    plain: Callable[[str], str]
    """Converts a run of Chinese characters that is in no phrase, with its length unchanged."""
    phrases: Mapping[str, str]
    corners: bool = False
    """True to give Chinese quotations the marks of Taiwan."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.phrases, key=len, reverse=True)
        return re.compile(f"({'|'.join((*map(re.escape, longest_first), MILES))})")

    def convert(self, text: str) -> str:
        """The text in the other script, with its length unchanged."""
        # re.split with one group: odd pieces are the phrases, even ones the text between them.
        made = "".join(
            self.phrases.get(piece, piece) if number % 2 else RUN.sub(self.run, piece)
            for number, piece in enumerate(self.pattern.split(text))
        )
        return QUOTED.sub(in_corners, made) if self.corners else made

    def run(self, found: re.Match[str]) -> str:
        return self.plain(found[0])


@cache
def opencc(config: str) -> OpenCC:
    return OpenCC(config)


def parse_phrases(text: str) -> dict[str, str]:
    """The phrases of `source/traditional.txt`: only Chinese characters, as many on either side.

    Whole pages and scripts are converted with them; other characters could be markup. Raises
    `ValueError`, with a line for each malformed phrase.
    """
    return pairs(text, PHRASE, "Simplified, tab, Traditional", even=True)


def to_traditional(phrases: Mapping[str, str]) -> Converter:
    """The converter for the zh-Hant pages and books."""
    return Converter(by_words, phrases, corners=True)


@lru_cache(maxsize=100_000)
def by_words(run: str) -> str:
    """A run of Chinese characters in Traditional ones, word by word.

    OpenCC alone finds its phrases across words, too: 国制 in 中国制定, 加注 in 更加注重.
    """
    return "".join(map(traditional_word, words_of(run)))


@cache
def traditional_word(word: str) -> str:
    return str(opencc("s2tw").convert(word))


def in_corners(quoted: re.Match[str]) -> str:
    """“…” and ‘…’ as 「…」 and 『…』 if they are Chinese: by what is inside or next to them."""
    double = quoted[1] is not None
    inner = QUOTED.sub(in_corners, quoted[1] if double else quoted[2])
    text, (start, end) = quoted.string, quoted.span()
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    beside = TAG.sub("", before)[-1:], TAG.sub("", after)[:1]
    if any(map(CHINESE.search, (TAG.sub("", inner), *beside))):
        return f"「{inner}」" if double else f"『{inner}』"
    return f"{quoted[0][0]}{inner}{quoted[0][-1]}"


def to_simplified(text: str) -> str:
    """A text in the Traditional characters and marks of Taiwan or Hong Kong, as Simplified."""
    return TO_SIMPLIFIED.convert(SPACED.sub(as_phrase, text)).translate(CURLY)


def as_phrase(spaced: re.Match[str]) -> str:
    """A line whose characters have blanks between them, converted as if there were none."""
    made = iter(TO_SIMPLIFIED.convert("".join(spaced[0].split())))
    return "".join(one if one.isspace() else next(made) for one in spaced[0])


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    return str(opencc("hk2s").convert(opencc("tw2s").convert(text)))


TO_SIMPLIFIED = Converter(folded, KEPT_ON_THE_WAY_BACK)


def is_traditional(text: str) -> bool:
    """True if more than `TRADITIONAL_SHARE` of the characters are Traditional only."""
    return is_other(text, to_simplified(text))


def is_simplified(text: str) -> bool:
    """True if as many are Simplified only; a text of a few words may be neither."""
    return is_other(text, str(opencc("s2t").convert(text)))


def is_other(text: str, converted: str) -> bool:
    kept = sum(map(str.__eq__, text, converted))
    return len(text) - kept > TRADITIONAL_SHARE * max(1, len("".join(text.split())))
