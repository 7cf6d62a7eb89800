"""Takes in DOCX: the text as Word shows it, with automatic numbers, tables, boxes, and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from planbook.intake.finish import Read, taken
from planbook.intake.form import Block, Left, Line, Taken, digit_runs
from planbook.intake.word.body import COLUMN, Document
from planbook.intake.word.package import Element, Package, below, child, tag
from planbook.intake.word.parts import CONTENTS, said
from planbook.problems import stop
from planbook.text.grammar import CAPTION, mended
from planbook.text.grammar import CONTENTS as TITLE

KIND = "DOCX document"
COLUMNS = re.compile(r"\t.*\t|\t[ ]*[-+]?\d[\d.,/]*\S{0,5}$")
"""Several tabs, or an amount after one: 人口⇥110万人, 第一章 总则⇥3."""
TRACKED = ("ins", "del", "moveFrom", "moveTo")
ASIDE = {"header": "running heads", "footer": "running feet and page numbers", "comments": "comments",
         "charts/chart": "charts", "diagrams/data": "diagrams"}  # fmt: skip
"""Parts with text that is not in the document's flow, by the beginning of their names."""


def take_docx(raw: bytes, name: str) -> Taken:
    """The text of a document. Raises `Problems` for one with changes that are not yet accepted."""
    package = Package(raw, name)
    main = package.xml(package.main)
    if child(main, "body") is None:
        raise stop(name, "is a DOCX file without a document", "save it again in Word")
    notes = (package.part(kind) for kind in ("footnotes", "endnotes"))
    parts = [main, *(one for one in notes if one is not None)]
    refuse_changes(parts, name)
    document = Document(package)
    blocks = tuple(spaced(document.blocks(child(main, "body"))))
    blocks, titles = without_title(blocks, document.left)
    left = (*document.left, *titles, *asides(package))
    return taken(Read(KIND, blocks, left, numbers=numbers(main)))


def spaced(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with blanks for the tabs between words: a gap where they make columns.

    One tab on a line is a blank, unless lines around it have several, a number after it, or a caption
    above them: 组长：李明⇥县长.
    """
    above: Block | None = None
    for is_tabbed, run in groupby(blocks, key=has_tab):
        own = list(run)
        lines = [one for one in own if isinstance(one, Line)]
        is_below = isinstance(above, Line) and CAPTION.match(mended(above.text.strip()))
        are_columns = is_below or any(COLUMNS.search(one.text) for one in lines)
        blank = COLUMN if are_columns else "\u3000"
        respaced = (replace(one, text=one.text.replace("\t", blank)) for one in lines)
        yield from respaced if is_tabbed else own
        above = own[-1]


def has_tab(block: Block) -> bool:
    return isinstance(block, Line) and "\t" in block.text


def without_title(
    blocks: tuple[Block, ...], left: list[Left]
) -> tuple[tuple[Block, ...], tuple[Left, ...]]:
    """The blocks without the title of contents that are left out: 目录."""
    if not any(one.kind == CONTENTS for one in left):
        return blocks, ()
    titles = [one for one in blocks if isinstance(one, Line) and TITLE.match(one.text.strip())]
    kept = tuple(one for one in blocks if one not in titles)
    return kept, tuple(Left(CONTENTS, one.text) for one in titles if isinstance(one, Line))


def refuse_changes(parts: list[Element], name: str) -> None:
    found = [
        one
        for part in parts
        for one in below(part, *TRACKED)
        if tag(one.getparent()) != "rPr" or tag(one) != "ins"
    ]
    if found:
        sample = next((text for one in found if (text := said(one))), "a paragraph mark")
        raise stop(
            name,
            f"has {len(found)} tracked changes that are neither accepted nor rejected, such as “{sample[:30]}”",
            "in Word, choose Review, Accept All Changes, and save; then take the file again",
        )


def numbers(main: Element) -> Iterator[str]:
    """The runs of digits in all tables, paragraph by paragraph."""
    for paragraph in below(main, "p"):
        above = {tag(one) for one in paragraph.iterancestors()}
        if "tbl" in above and "Fallback" not in above:
            texts = (one.text or " " for one in below(paragraph, "t", "tab", "br")
                     if next(one.iterancestors(paragraph.tag)) is paragraph)  # fmt: skip
            yield from digit_runs("".join(texts))


def asides(package: Package) -> Iterator[Left]:
    for start, kind in ASIDE.items():
        for part in package.named(f"word/{start}"):
            texts = (one.text for one in below(package.xml(part), "t", "v") if one.text)
            if text := " ".join(texts).strip():
                yield Left(kind, text)
