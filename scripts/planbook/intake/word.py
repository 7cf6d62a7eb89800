"""Walks through a Word document as Word shows it: numbers, tables, boxes, notes, and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from planbook.intake.form import SMALL, Block, Grid, Left, Line, is_indent
from planbook.intake.marks import numeral
from planbook.intake.package import Element, Package, attribute, below, child, tag
from planbook.intake.styles import SYMBOL_FONTS, Numbering, Styles, is_on, whole

UNSEEN = ("instrText", "delInstrText", "fldChar", "Fallback", "rt", "pPr", "rPr", "sectPr", "tblPr",
          "sdtPr", "sdtEndPr", "tcPr", "trPr")  # fmt: skip
LEADER = "……"
PAGE, LINE = "\f", "\v"
MOST_SPAN = 60
"""Columns that a cell can cover; Word allows 63."""


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
        self.opens_page = False

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
            elif kind not in UNSEEN:
                yield from self.blocks(one)

    def paragraph(self, paragraph: Element) -> Iterator[Block]:
        """The lines of a paragraph, and the boxes and notes that it refers to."""
        yield from self.lines(paragraph)
        after, self.after = self.after, []
        for one, mark in after:
            blocks = list(self.blocks(one))
            yield from marked(blocks, mark) if mark else blocks

    def lines(self, paragraph: Element) -> Iterator[Line]:
        """The lines of a paragraph: more than one if it has breaks."""
        self.opens_page |= is_on(child(paragraph, "pPr", "pageBreakBefore"))
        level, is_indented = self.styles.level(paragraph), self.styles.is_indented(paragraph)
        strong = is_strong(paragraph, self.styles)
        for part in re.split(f"([{PAGE}{LINE}])", self.shown(paragraph)):
            self.opens_page |= part == PAGE
            if part.strip(PAGE + LINE):
                blanks = part[: len(part) - len(part.lstrip("\u3000 "))]
                indented = not level and (is_indented or is_indent(blanks))
                yield Line(part, indented, level, strong, self.opens_page)
                self.opens_page = is_indented = False
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
            if kind == "r" and self.styles.is_hidden(one):
                self.left += [Left("hidden text", said(one))] if said(one) else []
            elif kind == "r":
                yield "".join(self.text(one, in_contents=in_contents)).translate(
                    SMALL.get(position(one), {})
                )
            elif kind == "t":
                yield (one.text or "").replace(PAGE, "").replace("\n", " ")
            elif kind in SIMPLE:
                yield LEADER if kind in ("tab", "ptab") and in_contents else SIMPLE[kind](one)
            elif kind in ("footnoteReference", "endnoteReference"):
                yield self.note(one, kind.removesuffix("Reference"))
            elif kind in ("drawing", "pict", "object"):
                self.drawn(one)
            elif kind not in UNSEEN:
                yield from self.text(one, in_contents=in_contents)

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
        boxes = [
            one
            for one in below(drawing, "txbxContent")
            if not inside(one, drawing, "Fallback", "txbxContent")
        ]
        self.after += [(one, "") for one in boxes]
        names = [
            attribute(one, "descr") or attribute(one, "title")
            for one in below(drawing, "docPr", "imagedata")
        ]
        name = next(filter(None, names), "(without a description)")
        if next(below(drawing, "OLEObject"), None) is not None:
            self.left.append(Left("embedded files", name))
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
        made, after = [], list[Block]()
        opens_page, self.opens_page = self.opens_page, False
        for row in rows:
            line: list[str] = []
            for cell, wide, is_covered in row:
                texts = [] if is_covered else list(self.cell(cell, after))
                line += [" ".join(texts), *[""] * (wide - 1)]
            made.append((*line, *[""] * (width - len(line))))
        yield Grid(tuple(made), opens_page)
        yield from after

    def cell(self, cell: Element, after: list[Block]) -> Iterator[str]:
        """The lines of a cell. Tables in it, boxes, and notes go after the table."""
        for one in cell:
            if tag(one) == "p":
                yield from (line.text for line in self.lines(one))
            elif tag(one) == "tbl":
                after += list(self.table(one))
            elif tag(one) not in UNSEEN:
                yield from self.cell(one, after)
        waiting, self.after = self.after, []
        for one, mark in waiting:
            blocks = list(self.blocks(one))
            after += marked(blocks, mark) if mark else blocks


def marked(blocks: list[Block], mark: str) -> list[Block]:
    """A note with its mark before it, on a line of its own."""
    first, *rest = blocks or [Line("")]
    if not isinstance(first, Line):
        return [Line(mark), first, *rest]
    return [Line(mark + first.text.lstrip(), indented=True), *rest]


def begins_page(section: Element) -> bool:
    return attribute(child(section, "type"), "val") != "continuous"


def symbol(element: Element) -> str:
    """A character of a named font; those of symbol fonts are private, and shown as a bullet."""
    code = attribute(element, "char")
    char = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""
    is_private = "\ue000" <= char <= "\uf8ff"
    return "•" if SYMBOL_FONTS.search(attribute(element, "font")) or is_private else char


SIMPLE: dict[str, Callable[[Element], str]] = {
    "tab": lambda _: "  ",
    "ptab": lambda _: "  ",
    "br": lambda one: PAGE if attribute(one, "type") == "page" else LINE,
    "cr": lambda _: LINE,
    "noBreakHyphen": lambda _: "-",
    "softHyphen": lambda _: "",
    "sym": symbol,
}
"""The text of elements that are a character."""


def position(run: Element) -> str:
    said_so = attribute(child(run, "rPr", "vertAlign"), "val")
    return {"superscript": "sup", "subscript": "sub"}.get(said_so, "")


def is_strong(paragraph: Element, styles: Styles) -> bool:
    """True if every run with text is bold, or the style is that of a title."""
    runs = [one for one in below(paragraph, "r") if said(one).strip()]
    bold = [child(one, "rPr", "b") for one in runs]
    return bool(runs) and (
        all(map(is_on, bold))
        or any(name.lower() in ("title", "标题") for name in styles.names(paragraph))
    )


def note_format(main: Element, settings: Element, kind: str, usual: str) -> str:
    for root in (main, settings):
        for one in () if root is None else below(root, f"{kind}Pr"):
            if found := attribute(child(one, "numFmt"), "val"):
                return found
    return usual


def inside(element: Element, above: Element, *names: str) -> bool:
    """True if something of these names is between the two."""
    for one in element.iterancestors():
        if one is above:
            return False
        if tag(one) in names:
            return True
    return False


def parts_of(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row; controls and the like around them do not count."""
    for one in element:
        if tag(one) == name:
            yield one
        elif tag(one) not in (*UNSEEN, "tc", "p", "tbl"):
            yield from parts_of(one, name)


def cells(row: Element) -> Iterator[tuple[Element, int, bool]]:
    """The cells of a row with the columns each takes, and whether one above covers it."""
    properties = child(row, "trPr")
    if before := whole(attribute(child(properties, "gridBefore"), "val")):
        yield None, min(before, MOST_SPAN), True
    for cell in parts_of(row, "tc"):
        wide = whole(attribute(child(cell, "tcPr", "gridSpan"), "val"), 1)
        merge = child(cell, "tcPr", "vMerge")
        is_covered = merge is not None and attribute(merge, "val", "continue") != "restart"
        yield cell, min(max(wide, 1), MOST_SPAN), is_covered


def said(element: Element) -> str:
    """All text of an element, deleted text included."""
    return "".join(one.text or "" for one in below(element, "t", "delText"))
