"""Prepares a page: its tree, what its style sheet hides, its tables, its numbers, and its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from lxml import etree
from lxml import html as lxml_html

from planbook.intake.form import PROSE
from planbook.intake.html.looks import (
    Element,
    keys_of,
    said_by_sheets,
    said_of,
    whole,
    words_of,
)
from planbook.intake.marks import numeral
from planbook.problems import stop
from planbook.text.decode import attempt, likeliest
from planbook.xml import IMPOSSIBLE

NOTE = "data-planbook-note"
INLINE_FILE = re.compile(rb"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=%]{1000,}+")
"""A picture within a page, which can be larger than a tag may be."""
REFERENCE = re.compile(r"&#([0-9]{1,9}|[xX][0-9a-fA-F]{1,8});?")
LAST_CODE = 0x10FFFF
MARK = re.compile(r"[\[［【〔(（]?\s*(\d{1,3})\s*[\]］】〕)）]?$")
AS_SET = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
SHOWS = re.compile(r"(?:^|[;\s])(?:display|visibility)\s*:\s*([\w-]+)", re.IGNORECASE)
GRID = re.compile(r"grid-template-columns\s*:([^;]*)", re.IGNORECASE)
PARTS = {
    "table": re.compile(r"(?:^|[\s_-])(?:table|tbl)(?:[\s_-]|$)", re.IGNORECASE),
    "row": re.compile(r"(?:^|[\s_-])(?:row|tr)(?:[\s_-]|$)", re.IGNORECASE),
    "cell": re.compile(r"(?:^|[\s_-])(?:cell|td|th|col|column)(?:[\s_-]|$)", re.IGNORECASE),
}
"""The names of classes that make a table of other elements: <div class="row">."""
DISPLAYED = {
    "table": ("table", "inline-table"),
    "row": ("table-row", "flex", "grid"),
    "cell": ("table-cell",),
}
"""How a style shows such elements …"""
SURE = ("table", "table-row", "table-cell")
"""… and as what it shows no others."""
ROLES = {
    "table": ("table", "grid"),
    "row": ("row",),
    "cell": ("cell", "gridcell", "columnheader", "rowheader"),
}
GROUPS = ("table-row-group", "table-header-group", "table-footer-group", "rowgroup")
LEAST = 2
"""Minimum rows of a grid that is a table."""
SPREAD = 3
"""Minimum pieces of an item that are cells."""
LONGEST_CELL = 100
"""Characters of a cell, at most, where only names of classes say that it is one."""
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([\w-]+)\s*(?:;|$)", re.IGNORECASE)
TYPES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
STYLES = {"decimal": "decimal", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
          "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-latin": "lowerLetter",
          "upper-latin": "upperLetter", "cjk-ideographic": "chineseCounting",
          "simp-chinese-informal": "chineseCounting", "cjk-decimal": "ideographDigital",
          "none": "none", "decimal-leading-zero": "decimalZero"}  # fmt: skip


def prepare(page: Element) -> None:
    """Make of a page what is read alike, however it is written."""
    for step in (hide_by_sheet, shape_tables, number_items, mark_notes, break_lines):
        step(page)


def item_mark(item: Element) -> str:
    """The number or bullet that a browser puts before an item; none where the style says so."""
    if note := item.get(NOTE):
        return f"[{note}]"
    parent = item.getparent()
    if parent is None or parent.tag not in ("ol", "ul"):
        return ""
    found = LIST_STYLE.search(parent.get("style") or "")
    said = STYLES.get(found[1].lower(), "") if found else ""
    if said == "none":
        return ""
    if parent.tag == "ul":
        return "• "
    kind = said or TYPES.get(parent.get("type") or "", "decimal")
    mark = numeral(whole(item.get("value"), 1), kind)
    return mark + ("、" if kind.startswith("chinese") else ".")


def hide_by_sheet(page: Element) -> None:
    """Mark as hidden what the style sheets in the page do not show, by its class or its `id`."""
    sheets = said_by_sheets(page, SHOWS)
    gone = {one for one, how in sheets.items() if one[1] and how.lower() in ("none", "hidden")}
    for one in page.iter() if gone else ():
        is_own = SHOWS.search(one.get("style") or "")
        if not is_own and any(key in gone for key in keys_of(one)):
            one.set("hidden", "")


# --- tables that are made of other elements

Seen = Callable[[Element], str]


def shape_tables(page: Element) -> None:
    """Make tables of the elements that a browser shows as such: <div style="display: table">."""
    sheets, grids = said_by_sheets(page, SHOWS), said_by_sheets(page, GRID)

    def shown(one: Element) -> str:
        return said_of(one, SHOWS, sheets).lower()

    for parent in list(page.iter("div", "section", "ul", "ol")):
        if parent.getparent() is not None and is_group(parent, shown):
            continue
        if cells := cells_in(parent, said_of(parent, GRID, grids)):
            fill_rows(parent, cells)
        runs = groupby(list(rows_in(parent, shown)), key=lambda row: columns_of(parent, row, shown))
        for rows in [list(run) for columns, run in runs if columns > 1]:
            if len(rows) > 1:
                make_table(rows)


def is_group(element: Element, shown: Seen) -> bool:
    return shown(element) in GROUPS or element.get("role") in GROUPS


def rows_in(parent: Element, shown: Seen) -> Iterator[Element]:
    """What may be rows of a table, also in groups of them."""
    for one in parent:
        yield from one if is_group(one, shown) else (one,)


def columns_of(parent: Element, row: Element, shown: Seen) -> int:
    """The number of cells of a row of such a table; 0 for any other element."""
    cells = [one for one in row if isinstance(one.tag, str)]
    between = "".join(one or "" for one in (row.text, row.tail, *(cell.tail for cell in cells)))
    if between.strip() or row.tag not in ("div", "section", "li", "ul") or len(cells) < 2:
        return 0
    all_of = (("table", [parent]), ("row", [row]), ("cell", cells))
    if any(all(is_surely(part, one, shown) for one in many) for part, many in all_of):
        return len(cells)
    is_named = any(all(is_part(part, one, shown) for one in many) for part, many in all_of)
    is_shown = is_named or is_spread(row, cells)
    return len(cells) if is_shown and all(map(is_short, cells)) else 0


def is_spread(row: Element, cells: list[Element]) -> bool:
    """True for an item of several pieces that no sentence has: <li><span>公园</span><span>12</span>…."""
    are_pieces = all(one.tag == "span" and not PROSE.search(words_of(one)) for one in cells)
    return row.tag == "li" and len(cells) >= SPREAD and are_pieces


def cells_in(parent: Element, said: str) -> list[list[Element]]:
    """The rows of a grid that is declared by its columns alone: grid-template-columns: 2fr 1fr 1fr."""
    times = re.search(r"repeat\(\s*(\d{1,2})\s*,\s*[^\s()]+\s*\)", said)
    columns = int(times[1]) if times else len(said.split()) * ("(" not in said)
    cells = [*parent.iterchildren(etree.Element)]
    is_even = columns > 1 and len(cells) >= LEAST * columns and not len(cells) % columns
    if not is_even or not all(map(is_short, cells)):
        return []
    return [cells[at : at + columns] for at in range(0, len(cells), columns)]


def fill_rows(parent: Element, rows: list[list[Element]]) -> None:
    """Put the cells of a grid into rows."""
    made = [etree.SubElement(parent, "div") for _ in rows]
    for row, cells in zip(made, rows, strict=True):
        row.extend(cells)
    make_table(made)


def is_surely(part: str, element: Element, shown: Seen) -> bool:
    is_shown = shown(element) in SURE and shown(element) in DISPLAYED[part]
    return is_shown or element.get("role") in ROLES[part]


def is_part(part: str, element: Element, shown: Seen) -> bool:
    is_named = PARTS[part].search(element.get("class") or "")
    return bool(is_named) or shown(element) in DISPLAYED[part]


def is_short(cell: Element) -> bool:
    """True for a cell with a few words, and nothing else in it."""
    is_text = next(cell.iterdescendants("a", "img", "div", "table", "ul", "ol"), None) is None
    return is_text and len(words_of(cell).strip()) <= LONGEST_CELL


def make_table(rows: list[Element]) -> None:
    table = etree.Element("table")
    rows[0].addprevious(table)
    for row in rows:
        table.append(row)
        row.tag = "tr"
        for cell in row:
            cell.tag = "td"


def number_items(page: Element) -> None:
    """Give each item of an ordered list its number: its own, or counted from the one before it."""
    sheets = said_by_sheets(page, LIST_STYLE)
    for parent in page.iter("ol"):
        if said := said_of(parent, LIST_STYLE, sheets):
            parent.set("style", f"list-style:{said};{parent.get('style') or ''}")
        items = [one for one in parent if one.tag == "li"]
        step = -1 if parent.get("reversed") is not None else 1
        number = whole(parent.get("start"), len(items) if step < 0 else 1)
        for item in items:
            number = whole(item.get("value"), number)
            item.set("value", str(number))
            number += step


def mark_notes(page: Element) -> None:
    """Give each item that a number in the text leads to this number: it is a note, on one line."""
    items = {one.get("id"): one for one in page.iter("li") if one.get("id")}
    for link in page.iter("a"):
        found = MARK.match(words_of(link).strip())
        item = items.get(str(link.get("href") or "").removeprefix("#"))
        if found and item is not None and item not in link.iterancestors():
            item.set(NOTE, found[1])
            for part in item.iter("p", "div"):
                part.tag, part.tail = "span", f" {(part.tail or '').strip()}"


def break_lines(page: Element) -> None:
    """End the lines of text that is shown as it is set, in `pre`, by `br`."""
    kept = [one for one in page.iter() if one.tag == "pre" or AS_SET.search(one.get("style") or "")]
    for one in kept:
        for part in list(one.iter()):
            first, *rest = (part.text or "").split("\n")
            part.text = first
            for at, line in enumerate(rest):
                part.insert(at, broken(line))
            if part is not one:
                first, *rest = (part.tail or "").split("\n")
                part.tail = first
                for line in reversed(rest):
                    part.addnext(broken(line))


def broken(line: str) -> Element:
    made = etree.Element("br")
    made.tail = line
    return made


def parsed(raw: bytes, name: str) -> Element:
    """The page as a tree, read without a network and without external entities."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    text = decoded(INLINE_FILE.sub(b"data:", raw))
    text = IMPOSSIBLE.sub("", REFERENCE.sub(lambda found: character(found[1]), text))
    try:
        page = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise stop(name, "is an HTML page without content", "save the page again, whole") from error
    if any(one.type_name == "ERR_RESOURCE_LIMIT" for one in parser.error_log):
        found = "is an HTML page whose tags are nested too deeply to be read whole"
        raise stop(name, found, "open it in a browser, print it to PDF, and take that")
    return page


def character(reference: str) -> str:
    """The character of a numeric reference; none for one that no XML library can hold."""
    code = int(reference[1:], 16) if reference[0] in "xX" else int(reference)
    is_possible = code <= LAST_CODE and not IMPOSSIBLE.match(chr(code))
    return f"&#{reference};" if is_possible else ""


def decoded(raw: bytes) -> str:
    """The page's characters: as UTF-8 if it is, or else as what it reads like; many labels are wrong."""
    if wide := wide_encoding(raw):
        return raw.decode(wide, "replace")
    return attempt(raw, "utf-8-sig") or raw.decode(likeliest(raw), "replace")


def wide_encoding(raw: bytes) -> str:
    """The form of UTF-16 in which a page is, by its mark or by its first tag; empty if it is not."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    first = raw[:4].lstrip(b"\n\r \x00")[:1]
    forms = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
    return forms.get(raw[:2], "") if first == b"<" else ""
