"""Finds the text on a page: the smallest part with all prose, without what the site adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from lxml import etree

from planbook.intake.form import STOP, Block, Left, pressed, words
from planbook.intake.furniture import DETAILS, LINKS, OTHERS, lasting
from planbook.intake.html.layout import blocks_of, is_table
from planbook.intake.html.looks import Element, words_of
from planbook.intake.provenance import is_account
from planbook.problems import named, quote
from planbook.text.grammar import CONTENTS, mended

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas",
          "video", "audio", "select", "option", "datalist", "textarea", "button", "input", "head",
          "title", "meta", "link", "map", "rt", "rp")  # fmt: skip
"""Elements whose text is not read as text of the page."""
STRUCK = ("del", "s", "strike")
FIELDS = (None, "", "text", "number")
"""The types of fields that show a value as text."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
AROUND = ("nav", "footer", "aside", "form")
WIKI = frozenset(("toc", "mw-editsection"))
"""The contents that MediaWiki makes of the headings, and its button beside each: [编辑]."""
ENTRY = re.compile(r"[•·●▪■◆»›>]\s?\S{1,12}$")
PAGER = re.compile(r"(?:[\s\d\[\]<>|«»….]|Next|Prev(?:ious)?)++", re.IGNORECASE)
PROSE, ROWS = 150, 6
"""Han characters outside links, and rows of a table: what makes a part of the page its text."""
PIECES = 200
"""Pieces of the details of publication, at most."""
TARGET = 20
"""Pieces of a part whose beginning is compared with a link to it."""
OPENING, NAMED = 20, 5
"""Characters of a part, and parts, that a warning names."""
NO_PARTS = ("p", "tr", "tbody", "thead", "tfoot", "colgroup", "col")
Prose = Mapping[Element, tuple[int, int]]
"""The Han characters of each element: outside links, and in links to other pages."""


def measured(page: Element) -> Prose:
    counts: dict[Element, tuple[int, int]] = {}
    open_: list[list[int]] = [[0, 0]]
    links = 0
    for event, one in etree.iterwalk(page, events=("start", "end")):
        is_link = one.tag == "a" and not inner_link(one)
        if event == "start":
            links += is_link
            open_.append([0, 0])
            open_[-1][links > 0] += han(one.text)
            continue
        links -= is_link
        outside, linked = open_.pop()
        counts[one] = (outside, linked)
        open_[-1][0] += outside
        open_[-1][1] += linked
        open_[-1][links > 0] += han(one.tail)
    return counts


def han(text: str | None) -> int:
    return len(HAN.findall(text)) if text else 0


def inner_link(link: Element) -> bool:
    """True for a link within the page, as a table of contents has them, and for an anchor."""
    return (link.get("href") or "#").startswith("#")


def prune(page: Element) -> Iterator[Left]:
    """Remove what is not shown, and yield its text, except that of programs."""
    prose = measured(page)
    for one in list(page.iter()):
        is_unseen, is_gone = one.tag in UNSEEN, hides(one) or one.tag in STRUCK
        if one.getparent() is None or not (is_unseen or is_gone):
            continue
        if not is_unseen and 2 * prose[one][0] > prose[page][0]:
            continue  # the text itself, which a script shows
        text = words_of(one) if is_gone or one.tag in ("noscript", "rt") else ""
        if one.tag == "input" and not is_gone and one.get("type") in FIELDS and one.get("value"):
            yield Left("values of fields", one.get("value"))
        one.drop_tree()
        if text.strip():
            yield Left("hidden or struck text", text)


def without_contents(page: Element) -> Iterator[Left]:
    """Remove lists of links to the headings of the page, and yield them; below 目录, they stay as its text."""
    named_parts = {
        key: one for one in page.iter() for key in (one.get("id"), one.get("name")) if key
    }
    links = {one for one in page.iter("a") if is_entry(one, named_parts)}
    gone: dict[Element, None] = {}
    for one in list(page.iter("ul", "ol", "nav")) if links else ():
        own = list(one.iter("a"))
        if (
            len(own) < 2
            or not links.issuperset(own)
            or not gone.keys().isdisjoint(one.iterancestors())
        ):
            continue
        entries = "".join(pressed(words_of(link)) for link in own)
        is_whole = entries == pressed(words_of(one))
        if is_whole and not CONTENTS.match(mended(words_above(one))):
            gone[one] = None
    for one in gone:
        yield Left("contents of the page, with links", words_of(one))
        one.drop_tree()


def accounts(page: Element) -> Iterator[Left]:
    """Remove lists and tables of the details of publication, and yield them."""
    for one in reversed([*page.iter("ul", "ol", "dl", "table", "div", "section")]):
        texts = list(islice(one.itertext(), PIECES))
        pieces = [text for text in map(str.strip, texts) if text]
        has_title = next(one.iter("h1", "h2", "h3"), None) is not None
        if len(texts) < PIECES and len(pieces) > 1 and not has_title and is_account([pieces]):
            yield Left(DETAILS, " ".join(pieces))
            one.drop_tree()


def is_entry(link: Element, named_parts: Mapping[str, Element]) -> bool:
    """True for a link within the page to a part that begins with its words."""
    part = named_parts.get((link.get("href") or "").removeprefix("#"))
    own = pressed(words_of(link))
    if part is None or part is link or not own:
        return False
    text = pressed("".join(islice(part.itertext(), TARGET))) or pressed(words_of(part.getparent()))
    return text.startswith(own)


def words_above(element: Element) -> str:
    """The text of what is right above an element."""
    above = element.getprevious()
    return "" if above is None else words_of(above).strip()


def hides(element: Element) -> bool:
    said = element.get("style") or ""
    return element.get("hidden") is not None or bool(HIDDEN.search(said))


def in_turn(page: Element) -> Iterator[str]:
    """A sign that a script shows the text in parts, each in the place of the one before it."""
    prose = measured(page)
    parts = [one for one in page.iter("div", "section", "td") if prose[one][0] >= PROSE]
    shown = {key for one in parts if not hides(one) for key in kin(one)}
    found = [words_of(one) for one in parts if hides(one) and not shown.isdisjoint(kin(one))]
    if opening := [quote(" ".join(one.split())[:OPENING]) for one in found]:
        yield (
            f"the page hides parts that look like the one that it shows: {named(opening, NAMED)}; if"
            " they are of the text, save the page with each of them, or print it to PDF"
        )


def kin(element: Element) -> set[tuple[Element, str, str]]:
    """What an element shares with those beside it."""
    names = (element.get("class") or "").split()
    return {(element.getparent(), element.tag, name) for name in names}


def body_of(page: Element, prose: Prose) -> Element:
    """The smallest part of the page with all of its prose."""
    here = page
    while True:
        children = parts_of(here, prose)
        own = han(here.text) + sum(han(one.tail) for one in here)
        if len(children) != 1 or own >= PROSE or not is_part(children[0]):
            return here
        here = children[0]


def parts_of(element: Element, prose: Prose) -> list[Element]:
    """The parts with long prose, those like them, and tables of some length after these.

    Tables before them describe the text.
    """
    children = [one for one in element if one.tag not in AROUND]
    said = [one for one in children if prose[one][0] and STOP.search(words_of(one))]
    looks = {look(one) for one in said if prose[one][0] >= PROSE}
    last = max((at for at, one in enumerate(children) if prose[one][0] >= PROSE), default=-1)
    tables = [one for one in children[last + 1 :] if has_table(one)]
    return [*(one for one in said if look(one) in looks), *tables]


def look(element: Element) -> tuple[object, ...]:
    """What the parts of one text have in common; one with a name or in a table is like no other."""
    is_one = element.get("id") or element.tag in ("td", "tr", "tbody", "table")
    return (element,) if is_one else (element.tag, element.get("class"))


def has_table(element: Element) -> bool:
    tables = (one for one in element.iter("table") if is_table(one))
    return sum(1 for one in tables for _ in one.iter("tr")) >= ROWS


def is_part(element: Element) -> bool:
    """True if the element holds paragraphs, and is not one itself or a table of figures.

    Editors of WeChat put each paragraph into parts of its own, of which the longest is no text.
    """
    return (
        element.tag not in NO_PARTS
        and not is_table(element)
        and len(list(islice(blocks_of(element), 2))) > 1
    )


def beside(page: Element, body: Element) -> tuple[list[Block], list[Block], list[Block]]:
    """The blocks before the body, those after it that go on with it, and the rest."""
    before: list[Block] = []
    more: list[Block] = []
    after: list[Block] = []
    for one in (body, *body.iterancestors()):
        siblings = [] if one is page else list(one.getparent())
        at = siblings.index(one) if siblings else 0
        before[:0] = [block for other in siblings[:at] for block in blocks_of(other)]
        for other in siblings[at + 1 :]:
            blocks = list(blocks_of(other))
            (after if after or is_around(other) else more).extend(blocks)
    end = lasting(more)
    return before, more[:end], more[end:] + after


def is_around(element: Element) -> bool:
    """True for a part of the page that is not text by its kind or by a link to another page."""
    return element.tag in AROUND or not all(map(inner_link, element.iter("a")))


def without_links(body: Element, prose: Prose) -> tuple[list[Block], list[Left]]:
    """The blocks of the body, and the menus and lists of links in it, which lead to other pages."""
    gone = [
        one
        for one in body.iter("ul", "ol", "div", "section", "td", "span", *AROUND)
        if one is not body
        and (one.tag != "span" or is_made(one))
        and not STOP.search(words_of(one))
        and (is_made(one) or is_menu(one) or leads_away(one, prose))
        and not (one.tag == "td" and is_table(next(one.iterancestors("table"))))
    ]
    outer = [one for one in gone if not any(above in gone for above in one.iterancestors())]
    left = [Left(OTHERS if is_made(one) else LINKS, words_of(one)) for one in outer]
    for one in outer:
        one.drop_tree()
    return list(blocks_of(body)), left


def is_made(element: Element) -> bool:
    """True for what a wiki makes itself, besides the text."""
    return not WIKI.isdisjoint((element.get("class") or "").split())


def leads_away(element: Element, prose: Prose) -> bool:
    """True for a list of links to other pages, with few other words or page numbers."""
    outside, linked = prose[element]
    is_list = 4 * outside <= linked if linked else bool(PAGER.fullmatch(words_of(element)))
    return is_list and sum(not inner_link(link) for link in element.iter("a")) > 1


def is_menu(cell: Element) -> bool:
    """True for a cell beside others that lays out nothing but short entries, each after a dot."""
    if cell.tag != "td" or sum(1 for _ in cell.getparent().iterchildren("td")) < 2:
        return False
    table = next(cell.iterancestors("table"), None)
    lines = [words(one) for one in blocks_of(cell)]
    return (
        bool(lines) and all(map(ENTRY.match, lines)) and table is not None and not is_table(table)
    )
