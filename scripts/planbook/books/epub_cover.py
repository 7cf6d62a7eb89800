"""The cover of the e-book: typography alone, set by Typst as a picture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import typst

from planbook.books.epub_front import KIND
from planbook.books.fonts import BOLD, LATIN, REGULAR, Fonts
from planbook.links.pinyin import words_of
from planbook.problems import Problem, raise_any, stop
from planbook.sources import Description

BOOK = "the cover of the e-book"
REMEDY = "mend the page in scripts/planbook/books/epub_cover.py"
CHINESE = "Noto Serif CJK SC"
RESOLUTION = 254
"""Pixels an inch: the page of 120 by 180 mm is 1200 by 1800."""
LONGEST = 8
"""Characters of a piece of the name that is kept in one line."""

PAGE = """\
#let inputs = json(bytes(sys.inputs.texts))
#let ink = rgb("#1d3f5e")
#let paper = rgb("#fbfaf7")
#let red = rgb("#8c2f1b")
#set page(width: 120mm, height: 180mm, margin: 0mm, fill: paper)
#set text(font: ((name: inputs.latin, covers: "latin-in-cjk"), inputs.chinese), lang: "zh", region: "cn")
#set par(leading: 0.55em, spacing: 0pt)
#let english(body, ..more) = text(font: inputs.latin, lang: "en", ..more, body)
#place(top, rect(width: 100%, height: 112mm, fill: ink))
#place(top + left, dx: 11mm, dy: 112mm, rect(width: 24mm, height: 1.6mm, fill: red))
#block(height: 112mm, width: 100%, inset: (x: 11mm, top: 17mm, bottom: 11mm))[
  #set text(fill: white)
  #text(size: 38pt, weight: "bold")[#inputs.name.map(piece => box(piece)).join()]
  #v(1fr)
  #set par(leading: 0.75em)
  #set text(size: 14.5pt)
  #block(width: 15.4em)[#inputs.title.map(word => box(word)).join()]
]
#block(height: 68mm, width: 100%, inset: (x: 11mm, top: 11mm, bottom: 10mm))[
  #set text(fill: ink)
  #set par(leading: 0.55em)
  #english(size: 16pt, weight: "bold", hyphenate: false)[#inputs.english]
  #v(4mm)
  #english(size: 10.2pt, hyphenate: false)[#inputs.long]
  #v(1fr)
  #set text(size: 8.5pt, fill: red)
  #inputs.kind#linebreak()#english[#inputs.said]
]
"""


def cover_png(description: Description, fonts: Fonts) -> bytes:
    """The cover, 1200 by 1800 pixels. Raises `Problems`: a font is missing, the page cannot be set."""
    raise_any(problems(fonts))
    texts = {
        "latin": LATIN,
        "chinese": CHINESE,
        "name": pieces(description.name.zh),
        "title": list(words_of(description.title.zh)),
        "english": unbroken(description.name.en),
        "long": unbroken(description.title.en),
        "kind": KIND.zh,
        "said": unbroken(KIND.en),
    }
    try:
        picture, warnings = typst.compile_with_warnings(
            PAGE.encode(),
            format="png",
            ppi=RESOLUTION,
            font_paths=fonts.loaded,
            sys_inputs={"texts": json.dumps(texts, ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise stop(BOOK, error.diagnostic or error.message, REMEDY) from error
    raise_any(Problem(BOOK, one.message, REMEDY) for one in warnings)
    assert isinstance(picture, bytes)
    return picture


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
