"""Traditional characters folded to Simplified ones: the few that matter for a given text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from planbook.text.script import opencc

CONFIGS = ("t2s", "tw2s", "hk2s")
"""OpenCC's ways to Simplified: what one of them changes is a Traditional form."""
IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def folding(texts: Iterable[str]) -> tuple[str, str]:
    """Two strings of equal length: a character of the first stands for that of the second.

    Restricted to what folds to a character of `texts` (folded themselves), so that every
    word of them is found in whichever script it is typed. The order is that of the code
    points: same texts, same strings.
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
        # On lines of their own, characters make no phrases.
        folded = opencc(config).convert("\n".join(characters)).split("\n")
        for one, plain in zip(characters, folded, strict=True):
            if one != plain and len(plain) == 1:
                table.setdefault(one, plain)
    # A chain (A to B, B to C) ends where nothing changes any more.
    return {one: table.get(plain, plain) for one, plain in table.items() if table.get(plain) != one}
