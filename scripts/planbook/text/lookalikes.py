"""Mechanical repair of characters: what looks like a Chinese character, or is not seen.

Fonts of PDF files often map a character to the radical that looks like it, and web pages hide
marks between characters. Where the right reading is certain it is put in and counted; what
is left is named, and a declared repair has to say what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

from planbook.characters import CLASS, named
from planbook.problems import Problem, quote
from planbook.text.decode import FILE
from planbook.text.grammar import stray_tabs
from planbook.text.journal import Edit

# Simplified forms of the Supplement, which Unicode does not decompose.
SUPPLEMENT = "⺠民⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙"
# Radicals that decompose to a Traditional character: in a Simplified text they stand for this one.
SIMPLIFIED = (
    "⼾户⾒见⾙贝⾞车⾧长⾨门⾱韦⾴页⾵风⾶飞⾺马⾾斗⿂鱼⿃鸟⿄卤⿆麦⿈黄⿌黾⿑齐⿒齿⿓龙⿔龟"
)
OWN = {pair[0]: pair[1] for pair in re.findall("..", SUPPLEMENT + SIMPLIFIED)}
LOOKALIKE = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]"  # radicals, compatibility ideographs
)
INVISIBLE = re.compile(
    "[\xad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"  # zero width, selectors
)
STRANGE = re.compile(
    rf"""[{CLASS}\u2e80-\u2fff\u31c0-\u31ef]     # controls, private use, radicals, strokes
      | [（(] \s? cid \s? [:：] \s? \d+ \s? [)）]  # (cid:3451): a glyph without a character
    """,
    re.VERBOSE | re.IGNORECASE,
)
KEPT = "\n\t"
SHOWN = 20
"""How many places a run names at most."""


def radicals(text: str) -> Iterator[Edit]:
    """`radical`: a radical or compatibility ideograph becomes the character that it stands for."""
    for found in LOOKALIKE.finditer(text):
        character = OWN.get(found[0]) or normalize("NFKC", found[0])
        if character != found[0]:
            yield Edit("radical", found.start(), found[0], character)


def invisible(text: str) -> Iterator[Edit]:
    """`invisible`: marks without width between characters leave the text."""
    for found in INVISIBLE.finditer(text):
        yield Edit("invisible", found.start(), found[0], "")


def tabs(text: str) -> Iterator[Edit]:
    """`tab`: a tab that sets no cells of a table apart becomes a blank, which other rules judge."""
    for at in stray_tabs(text):
        yield Edit("tab", at, "\t", " ")


def strangers(text: str, number_of: Callable[[int], int]) -> Iterator[Problem]:
    """What no text may carry and nothing has repaired. `number_of` gives the line of an offset."""
    places = [one for one in STRANGE.finditer(text) if one[0] not in KEPT]
    for place in places[:SHOWN]:
        at, strange = place.start(), place[0]
        name = named(strange) if len(strange) == 1 else strange
        around = quote(text[max(0, at - 8) : at + 12])
        yield Problem(
            FILE,
            f"has {name}, which no text may carry: {around}",
            'declare what stands there in source/repairs.toml, kind = "typo"; in `before`,'
            r" write such a character as \uXXXX",
            line=number_of(at),
        )
    if len(places) > SHOWN:
        found = f"has {len(places) - SHOWN} more such characters"
        yield Problem(FILE, found, "get the text again from a better copy, if there is one")
