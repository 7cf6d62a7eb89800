"""Walks through a Word document as Word shows it: numbers, tables, boxes, notes, and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, pairwise, takewhile

from planbook.intake.form import SMALL, Block, Grid, Left, Line, bare, is_indent
from planbook.intake.marks import BULLET, FONT, is_coded, numeral, symbol
from planbook.intake.merged import over_each, values_over
from planbook.intake.word.package import Element, Package, attribute, below, child, tag
from planbook.intake.word.parts import (
    CONTENTS,
    ENTRY,
    UNSEEN,
    Fields,
    begins_page,
    boxes_in,
    cells,
    coded,
    has_stops,
    heads_of,
    is_head,
    is_strong,
    not_text,
    note_format,
    parts_of,
    position,
    said,
    tall_in,
)
from planbook.intake.word.styles import Numbering, Styles, is_on

LEADER = "……"
PAGE, LINE = "\f", "\v"
COLUMN = "  "
"""A gap between columns; what a tab is where nothing sets its place, its neighbors show."""


class Document:
    """Walks a document in order; numbers and notes are counted on the way."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package)
        self.numbering = Numbering(package, self.styles)
        self.notes = {
            kind: {attribute(one, "id"): one for one in below(root, kind)}
            for kind in ("footnote", "endnote")
            if (root := package.part(f"{kind}s")) is not None
        }
        settings = package.part("settings")
        self.formats = {
            kind: note_format(package.xml(package.main), settings, kind, usual)
            for kind, usual in (("footnote", "decimal"), ("endnote", "lowerRoman"))
        }
        self.counts = {"footnote": 0, "endnote": 0}
        self.after: list[tuple[Element, str]] = []
        """What follows the present paragraph: text boxes, and notes with their marks."""
        self.left: list[Left] = []
        self.fields = Fields()
        self.opens_page = False
        self.special: dict[str, Callable[[Element], str]] = {
            "fldChar": self.field,
            "instrText": self.instruction,
            "f": self.fraction,
            **dict.fromkeys(("sSup", "sSub", "sSubSup"), self.power),
            "sym": lambda one: self.symbols(attribute(one, "font"), coded(one)),
        }

    def blocks(self, container: Element) -> Iterator[Block]:
        """The blocks of a body, a cell, a box, or a note."""
        for one in container:
            kind = tag(one)
            if kind == "p":
                yield from self.paragraph(one)
            elif kind == "tbl":
                yield from self.table(one)
            elif kind == "altChunk":
                self.left.append(Left("embedded documents", attribute(one, "id")))
            elif kind not in UNSEEN and not self.is_left(one):
                yield from self.blocks(one)

    def paragraph(self, paragraph: Element) -> Iterator[Block]:
        """The lines of a paragraph, and the boxes and notes that it refers to."""
        yield from self.lines(paragraph)
        yield from self.aside()

    def aside(self) -> Iterator[Block]:
        """The boxes and notes that are kept for the end of the paragraph."""
        after, self.after = self.after, []
        for one, mark in after:
            blocks = list(self.blocks(one))
            yield from marked(blocks, mark) if mark else blocks

    def lines(self, paragraph: Element) -> Iterator[Line]:
        """The lines of a paragraph: more than one if it has breaks."""
        self.opens_page |= is_on(child(paragraph, "pPr", "pageBreakBefore"))
        level, size = self.styles.level(paragraph), self.styles.size(paragraph)
        centered = self.styles.is_centered(paragraph)
        is_indented = self.styles.is_indented(paragraph)
        strong, face = is_strong(paragraph, self.styles), self.styles.face(paragraph)
        in_contents = self.fields.in_contents
        text = self.shown(paragraph)
        if has_stops(self.styles.inherited(paragraph, "tabs")):
            text = text.replace("\t", COLUMN)
        if (in_contents or self.fields.in_contents) and ENTRY.search(text):
            self.left.append(Left(CONTENTS, text))
            text = ""
        goes_on = False
        for part in re.split(f"([{PAGE}{LINE}])", text):
            self.opens_page |= part == PAGE
            if part.strip(PAGE + LINE):
                blanks = part[: len(part) - len(part.lstrip("\u3000 \t"))].replace("\t", COLUMN)
                indented = not level and (is_indented or is_indent(blanks))
                lead = "" if goes_on or strong else self.styles.lead(paragraph)
                is_all = bool(lead) and lead == bare(part)  # the line above a break
                yield Line(
                    part.strip("\t"), indented, level, strong or is_all, self.opens_page, goes_on, face,
                    centered, size, "" if is_all else lead,
                )  # fmt: skip
                self.opens_page = is_indented = False
                goes_on = True
        section = child(paragraph, "pPr", "sectPr")
        self.opens_page |= section is not None and begins_page(section)

    def shown(self, paragraph: Element) -> str:
        """The text of a paragraph with its automatic number, which an empty one shows as well."""
        text = "".join(self.text(paragraph, in_contents=self.in_contents(paragraph)))
        mark = self.numbering.mark(paragraph)
        # A blank after 1. is needed only before a digit.
        return (mark[:-1] if mark.endswith(". ") and not text[:1].isdecimal() else mark) + text

    def in_contents(self, paragraph: Element) -> bool:
        return any(
            name.lower().startswith(("toc ", "目录 ")) for name in self.styles.names(paragraph)
        )

    def text(self, element: Element, *, in_contents: bool) -> Iterator[str]:
        """The text of a run, a link, or a field, as it is shown."""
        for one in element:
            kind = tag(one)
            if kind == "r":
                yield self.run(one, in_contents=in_contents)
            elif kind == "t":
                yield (one.text or "").replace(PAGE, "").replace("\n", " ")
            elif kind in SIMPLE:
                yield LEADER if kind in ("tab", "ptab") and in_contents else SIMPLE[kind](one)
            elif kind in ("footnoteReference", "endnoteReference"):
                yield self.note(one, kind.removesuffix("Reference"))
            elif kind in ("drawing", "pict", "object"):
                self.drawn(one)
            elif kind in self.special:
                yield self.special[kind](one)
            elif kind not in UNSEEN and not self.is_left(one):
                yield from self.text(one, in_contents=in_contents)

    def run(self, run: Element, *, in_contents: bool) -> str:
        """The text of a run; nothing of one that is hidden or struck, which is named."""
        own = child(run, "rPr")
        is_struck = any(is_on(child(own, name)) for name in ("strike", "dstrike"))
        if is_struck or self.styles.is_hidden(run):
            self.left += [Left("hidden or struck text", said(run))] if said(run) else []
            return ""
        text = "".join(self.text(run, in_contents=in_contents))
        fonts = child(own, "rFonts")
        font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
        text = self.symbols(font, text) if FONT.search(font) else text
        return text.translate(SMALL.get(position(run), {}))

    def symbols(self, font: str, text: str) -> str:
        """The text that a symbol font shows; what it shows for an unknown code is named."""
        shown = {char: symbol(font, char) for char in text if is_coded(char)}
        self.left += [
            Left("characters of symbol fonts, shown as bullets", f"{font} {ord(char):X}")
            for char, one in shown.items()
            if not one
        ]
        return "".join(shown.get(char, char) or BULLET for char in text)

    def is_left(self, element: Element) -> bool:
        """True for a content control that holds no text of the document, which is named."""
        gone = not_text(element) if tag(element) == "sdt" else ""
        self.left += [Left(gone, said(element))] if gone else []
        return bool(gone)

    def fraction(self, fraction: Element) -> str:
        return "/".join("".join(self.text(part, in_contents=False)) for part in fraction)

    def power(self, formula: Element) -> str:
        """A base with what is raised or lowered at it."""
        parts = ((tag(one), "".join(self.text(one, in_contents=False))) for one in formula)
        return "".join(text.translate(SMALL.get(kind, {})) for kind, text in parts)

    def instruction(self, element: Element) -> str:
        self.fields.read(element.text or "")
        return ""

    def field(self, char: Element) -> str:
        shown, formula = self.fields.see(char)
        self.left += [Left("formulas of fields", formula)] if formula else []
        return shown

    def note(self, reference: Element, kind: str) -> str:
        """The mark of a note; the note itself is kept for the end of the paragraph."""
        note = self.notes.get(kind, {}).get(attribute(reference, "id"))
        if note is None:
            return ""
        if attribute(reference, "customMarkFollows") in ("1", "true", "on"):
            self.after.append((note, ""))
            return ""
        self.counts[kind] += 1
        mark = numeral(self.counts[kind], self.formats[kind])
        is_letter = mark.isascii() and not mark.isdecimal()
        mark = f"[{mark}]" if is_letter else mark.translate(SMALL["sup"])
        self.after.append((note, mark))
        return mark

    def drawn(self, drawing: Element) -> None:
        """Keep the boxes of a drawing for the end of the paragraph, and name its pictures."""
        boxes = boxes_in(drawing)
        self.after += [(one, "") for one in boxes]
        named = below(drawing, "docPr", "imagedata")
        names = (attribute(one, "descr") or attribute(one, "title") for one in named)
        name = next(filter(None, names), "(without a description)")
        if next(below(drawing, "OLEObject"), None) is not None:
            self.left.append(Left("embedded files", name))
        elif next(below(drawing, "chart", "relIds"), None) is not None:
            self.left.append(Left("charts and diagrams, with any text in them", name))
        elif not boxes and next(below(drawing, "blip", "imagedata"), None) is not None:
            self.left.append(Left("pictures", name))

    def table(self, table: Element) -> Iterator[Block]:
        """A table; one of a single column is a box, and its paragraphs are text."""
        rows = [list(cells(row)) for row in parts_of(table, "tr")]
        width = max((sum(wide for _, wide, _ in row) for row in rows), default=0)
        if width == 1:
            for row in rows:
                for cell, _, is_covered in row:
                    yield from () if is_covered else self.blocks(cell)
            return
        made, after, values = list[tuple[str, ...]](), list[Block](), list[str]()
        opens_page, self.opens_page = self.opens_page, False
        heads = [*heads_of(rows)]
        for at, (row, following) in enumerate(pairwise([*rows, []])):
            wides = [wide for _, wide, _ in row]
            texts = [
                "" if is_covered else "\n".join(self.cell(cell, after))
                for cell, _, is_covered in row
            ]
            if at and not any(at == one for one, *_ in heads):
                values += values_over(zip(texts, wides, tall_in(row, following), strict=True))
            spread = ((text, *[""] * (wide - 1)) for text, wide in zip(texts, wides, strict=True))
            line = [*chain.from_iterable(spread)]
            made.append((*line, *[""] * (width - len(line))))
        marked = sum(1 for _ in takewhile(is_head, rows))
        marks = (marked, 0) if marked else None
        yield Grid(over_each(made, heads), opens_page, tuple(values), marked=marks)
        yield from after

    def cell(self, cell: Element, after: list[Block]) -> Iterator[str]:
        """The lines of a cell. Tables in it, boxes, and notes go after the table."""
        for one in cell:
            if tag(one) == "p":
                yield from (line.text.replace("\t", COLUMN) for line in self.lines(one))
            elif tag(one) == "tbl":
                after += (
                    replace(inner, is_inside=True) if isinstance(inner, Grid) else inner
                    for inner in self.table(one)
                )
            elif tag(one) not in UNSEEN:
                yield from self.cell(one, after)
        after += self.aside()


def marked(blocks: list[Block], mark: str) -> list[Block]:
    """A note as one line with its mark before it; tables in it come after it."""
    lines = [one.text.strip() for one in blocks if isinstance(one, Line)]
    return [
        Line(mark + " ".join(lines), indented=True),
        *(one for one in blocks if not isinstance(one, Line)),
    ]


SIMPLE: dict[str, Callable[[Element], str]] = {
    "tab": lambda _: "\t",
    "ptab": lambda _: COLUMN,
    "br": lambda one: PAGE if attribute(one, "type") == "page" else LINE,
    "cr": lambda _: LINE,
    "noBreakHyphen": lambda _: "-",
    "softHyphen": lambda _: "",
}
"""The text of elements that are a character."""
