"""The cover of the e-book: typography alone, set by Typst as a picture of 1200 by 1800 pixels."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from planbook.books.fonts import BOLD, LATIN, REGULAR, Fonts
from planbook.books.press import pressed
from planbook.books.sheet import Sheet
from planbook.links.pinyin import words_of
from planbook.problems import Problem, raise_any
from planbook.sources import Description
from planbook.words import BOTH

BOOK = "the cover of the e-book"
CHINESE = "Noto Serif CJK SC"
LONGEST = 8
"""Characters of a piece of the name that is kept in one line."""


def cover_png(description: Description, fonts: Fonts) -> bytes:
    """The cover as a PNG. Raises `Problems`: a font is missing, the page cannot be set."""
    raise_any(problems(fonts))
    texts = {
        "latin": LATIN,
        "chinese": CHINESE,
        "name": pieces(description.name.zh),
        "title": list(words_of(description.title.zh)),
        "english": unbroken(description.name.en),
        "long": unbroken(description.title.en),
        "kind": BOTH.epub.kind.zh,
        "said": unbroken(BOTH.epub.kind.en),
    }
    inputs = {"texts": json.dumps(texts, ensure_ascii=False)}
    return pressed(Sheet(BOOK, "cover", inputs, format="png"), fonts)


def problems(fonts: Fonts) -> Iterator[Problem]:
    for weight in (REGULAR, BOLD):
        if (CHINESE, weight) not in fonts.faces:
            where = ", ".join(fonts.folders) or "none of the usual folders exists"
            found = f"needs the font {CHINESE} in weight {weight}, which was not found ({where})"
            remedy = "sudo apt-get install fonts-noto-cjk; or name their folder with --fonts"
            yield Problem(BOOK, found, remedy)


def pieces(name: str) -> list[str]:
    """The name cut before quotation marks, where it may break; a long piece by characters."""
    cut = re.split(r"(?=[“《])", name)
    return [part for one in cut if one for part in ([one] if len(one) <= LONGEST else list(one))]


def unbroken(english: str) -> str:
    """The text with hyphens at which no line breaks: Five-Year, Long-Range."""
    return english.replace("-", "\N{NON-BREAKING HYPHEN}")
