"""Compares lines and titles whatever their blanks, marks, and widths."""

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

from planbook.text.grammar import APPENDIX, EXPONENT, KEPT, RAISED

LINES = 3
"""Lines over which a title runs."""
WIDE = str.maketrans("(),;:?!", "（），；：？！")
NOTED = re.compile(rf"(?<= [^{RAISED}] ) (?! {EXPONENT} ) [{RAISED}]+ $", re.VERBOSE)
"""The mark of a note at the end of a line: 临江县统计公报¹."""
STRAIGHT = re.compile('"([^"]*)"')


@lru_cache(KEPT)
def bare(line: str) -> str:
    """A line without blanks, Markdown marks, and a note's mark; its letters ASCII, its marks Chinese."""
    unmarked = NOTED.sub("", line.rstrip())
    plain = "".join(normalize("NFKC", unmarked).split()).lstrip("#*\ufeff").rstrip("*")
    return STRAIGHT.sub(r"“\1”", plain.translate(WIDE))


def is_among(lines: Sequence[str], title: str) -> bool:
    """True if the title is one of the lines, a run of them, an annex, or what opens a sentence."""
    solid, wanted = list(filter(None, map(bare, lines))), bare(title)
    annexes = filter(None, map(APPENDIX.match, solid))
    if any(line.startswith(f"{wanted}，") for line in solid):
        return True
    return any(one["title"] == wanted for one in annexes) or any(
        wanted == "".join(solid[number : number + count])
        for number in range(len(solid))
        for count in range(1, LINES + 1)
    )
