"""Converts between Simplified and Traditional characters: our phrases first, then OpenCC.

The standard is OpenCC's `s2tw`, characters only: `s2twp` would also replace mainland vocabulary
with Taiwan's, and a plan must keep its own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from planbook.problems import quote

# A text counts as Traditional if this share of its characters is Traditional only.
TRADITIONAL_SHARE = 0.1
PHRASE = re.compile(r"[\u3400-\u9fff]+\t[\u3400-\u9fff]+")
# `著` is a particle in most of a Traditional text; these words keep it.
KEPT_ON_THE_WAY_BACK = {"土著": "土著", "顯著": "显著", "著名": "著名", "著作": "著作"}


@dataclass(frozen=True, slots=True)
class Converter:
    """Converts with a phrase list that takes precedence over OpenCC's dictionaries."""

    configs: tuple[str, ...]
    phrases: Mapping[str, str]

    def convert(self, text: str) -> str:
        """The text in the other script, with its length unchanged."""
        if not self.phrases:
            return self.plain(text)
        longest_first = sorted(self.phrases, key=len, reverse=True)
        pattern = re.compile("(" + "|".join(map(re.escape, longest_first)) + ")")
        # re.split with one group: odd pieces are the phrases, even ones the text between them.
        pieces = enumerate(pattern.split(text))
        return "".join(self.phrases[p] if i % 2 else self.plain(p) for i, p in pieces)

    def plain(self, text: str) -> str:
        for config in self.configs:
            text = opencc(config).convert(text)
        return text


@cache
def opencc(config: str) -> OpenCC:
    return OpenCC(config)


def parse_phrases(text: str) -> dict[str, str]:
    """The phrases of `source/traditional.txt`: only Chinese characters, as many on either side.

    Whole pages and scripts are converted with them; other characters could be markup. Raises
    `ValueError`, with a line for each malformed phrase.
    """
    phrases: dict[str, str] = {}
    faults: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        simplified, _, traditional = line.partition("\t")
        if not PHRASE.fullmatch(line) or len(simplified) != len(traditional):
            faults.append(f"line {number}: {quote(line)} is not: Simplified, tab, Traditional")
        elif simplified in phrases:
            faults.append(f"line {number}: {simplified} appears twice")
        phrases[simplified] = traditional
    if faults:
        raise ValueError("\n".join(faults))
    return phrases


def to_traditional(phrases: Mapping[str, str]) -> Converter:
    """The converter for the zh-Hant pages."""
    return Converter(("s2tw",), phrases)


def to_simplified(text: str) -> str:
    """A text in the Traditional characters of Taiwan or Hong Kong, folded to Simplified."""
    return Converter(("tw2s", "hk2s"), KEPT_ON_THE_WAY_BACK).convert(text)


def is_traditional(text: str) -> bool:
    """True if more than `TRADITIONAL_SHARE` of the characters are Traditional only."""
    folded = to_simplified(text)
    changed = sum(a != b for a, b in zip(text, folded, strict=False))
    return changed > TRADITIONAL_SHARE * max(1, sum(not c.isspace() for c in text))
