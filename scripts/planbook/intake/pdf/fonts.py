"""Tells with which font a PDF draws its text, and what it draws bold."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from itertools import product
from typing import Any, TypeAlias

from pypdfium2 import raw as pdfium

Raw: TypeAlias = Any
"""An object of pypdfium2, which ships no types."""
NAME = 256
"""Bytes of the name of a font, at most."""
SUBSET = re.compile(r"^[A-Z]{6}\+")
"""Begins the name of a font of which a file has only some letters: ABCDEF+SimHei."""
BOLD = re.compile(r"Bold|Heavy|Black|粗")
WEIGHT = re.compile(
    rf"[-,_ ]*(?:(?:Semi|Demi|Extra|Ultra)?(?:{BOLD.pattern})|Regular|Medium|Light)(?:MT)?$"
)
"""Ends the name of a font: SimSun,Bold."""
ASIDE = 1.0
"""By how much a piece of text that is drawn twice, to make it bold, is shifted, at most, in points."""


def font_of(piece: Raw) -> tuple[str, bool]:
    """The name of the font of a piece of text, without its weight, and whether it is bold.

    It is bold by its name, or because its letters are drawn with their outlines.
    """
    name = ctypes.create_string_buffer(NAME)
    pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(piece), name, NAME)
    font = SUBSET.sub("", decoded(name.value))
    mode = pdfium.FPDFTextObj_GetTextRenderMode(piece)
    is_outlined = mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    return WEIGHT.sub("", font), is_outlined or bool(BOLD.search(font))


def decoded(name: bytes) -> str:
    """The name of a font; old programs write Chinese ones in GBK."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def doubled(objects: Iterable[Raw]) -> set[int]:
    """The pieces of text that are drawn twice, one over the other, by their places in the order."""
    known: dict[tuple[int, int], list[tuple[int, tuple[float, ...]]]] = {}
    found: set[int] = set()
    for at, one in enumerate(objects):
        if one.type != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        box = one.get_bounds()
        left, bottom = round(box[0]), round(box[1])
        for place in product(range(left - 1, left + 2), range(bottom - 1, bottom + 2)):
            for other, its in known.get(place, ()):
                if all(abs(a - b) <= ASIDE for a, b in zip(box, its, strict=True)):
                    found |= {at, other}
        known.setdefault((left, bottom), []).append((at, box))
    return found
