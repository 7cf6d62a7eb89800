"""A book as one HTML page for printing: what `typeset` gets, for programs that print HTML.

The page has all that the PDF has: cover, imprint, contents, headings, paragraphs with their
numbers, notes, pictures, glossary, and index, the last two and the contents with numbers of
pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from string import Template

from planbook.books.pdf.book import Book, Column, Footnote, Group, Headword, Piece, Plate, Row

STYLE = Path(__file__).parent / "book.css"
LATIN = Path(__file__).parent / "peers/node_modules/@fontsource/libertinus-serif/files"
"""Libertinus, which Typst brings along."""
DEPTHS = range(1, 3)
"""Depths of the headings that the contents list."""
Places = dict[str, list[str]]
"""By term, the anchors of the places that use it."""


def html_of(book: Book) -> str:
    """The whole page, with its style sheet."""
    places: Places = {}
    body = "".join(part(block, book, places) for block in book.blocks)
    parts = (
        cover(book),
        imprint(book),
        contents(book),
        f"<main>{body}</main>",
        pictures(book),
        "".join(back(book, "glossary", book.glossary, places)),
        "".join(back(book, "index", book.index, places)),
    )
    return (
        f'<!DOCTYPE html><html lang="{tag(book, book.langs[0])}"><head><meta charset="utf-8">'
        f'<title>{escape(book.title)}</title><style>{style(book)}</style></head>'
        f'<body class="{" ".join(book.langs)}">{"".join(parts)}</body></html>'
    )  # fmt: skip


def style(book: Book) -> str:
    """The style sheet with the fonts and the name of the book."""
    name = " ".join("".join(lines) for lines in book.cover.names)
    return Template(STYLE.read_text("utf-8")).substitute(
        serif=book.serif, sans=book.sans, name=name.replace('"', ""), latin=LATIN.as_uri()
    )


def tag(book: Book, lang: str) -> str:
    return {"en": "en-US", "zh": f"zh-{book.region.upper()}"}[lang]


def spoken(book: Book, lang: str, name: str, inner: str, more: str = "") -> str:
    """An element in a language."""
    return f'<{name} lang="{tag(book, lang)}"{more}>{inner}</{name}>'


def each(book: Book, name: str, words: Iterable[str]) -> str:
    """An element for each language."""
    pairs = zip(book.langs, words, strict=False)
    return "".join(spoken(book, lang, name, escape(one)) for lang, one in pairs)


def cover(book: Book) -> str:
    it = book.cover
    names = each(book, "h1", map("".join, it.names))
    titles = each(book, "p", map("".join, it.titles))
    pairs = zip(it.editions, it.standings, strict=True)
    editions = each(book, "p", (f"{edition} · {standing}" for edition, standing in pairs))
    return (
        f'<section class="cover"><p class="years">{it.years}</p>{names}{titles}{editions}</section>'
    )


def imprint(book: Book) -> str:
    def section(at: int, titles: tuple[str, ...], texts: tuple[tuple[Piece, ...], ...]) -> str:
        paragraphs = "".join(f"<p>{runs(book, one)}</p>" for one in texts)
        inner = f"<h3>{escape(titles[at])}</h3>{paragraphs}"
        return spoken(book, book.langs[at], "div", inner)

    rows = (
        row("".join(section(at, one.titles, one.texts[at]) for at in range(len(book.langs))))
        for one in book.imprint
    )
    return f'<section class="imprint">{own_heading(book, "imprint")}{"".join(rows)}</section>'


def contents(book: Book) -> str:
    lines = (
        f'<li class="depth-{one.depth}">{row(titles(book, one, "span"))}'
        f'<a class="page" href="#{one.anchor}"></a></li>'
        for one in book.blocks
        if one.depth in DEPTHS
    )
    ends = (
        f'<li>{row(each(book, "span", book.words[name]))}<a class="page" href="#{name}"></a></li>'
        for name in ("pictures", "glossary", "index")
    )
    return f"<nav>{own_heading(book, 'contents')}<ol>{''.join((*lines, *ends))}</ol></nav>"


def own_heading(book: Book, name: str) -> str:
    return f'<h1 id="{name}">{each(book, "span", book.words[name])}</h1>'


def row(inner: str) -> str:
    """What stands side by side in a parallel book."""
    return f'<div class="row">{inner}</div>'


def part(block: Row, book: Book, places: Places) -> str:
    """A heading, paragraph, notice, or table."""
    if block.depth:
        head = f"h{block.depth}"
        return f'<{head} id="{block.anchor}">{titles(book, block, "span", places)}</{head}>{notes(book, block)}'
    if block.rows:
        return "".join(table(book, rows) for rows in block.rows)
    number = f'<span class="number">{block.reference}</span>' if block.reference else ""
    words = "".join(
        paragraph(book, text, places, "" if at else number) for at, text in enumerate(block.texts)
    )
    return f'<div class="{block.kind}" id="{block.anchor}">{row(words)}{notes(book, block)}</div>'


def titles(book: Book, block: Row, name: str, places: Places | None = None) -> str:
    return "".join(
        spoken(book, one.lang, name, runs(book, one.runs, one.notes, places)) for one in block.texts
    )


def paragraph(book: Book, text: Column, places: Places, number: str) -> str:
    pending = f"<em>{escape(text.pending)}</em>" if text.pending else ""
    inner = number + pending + runs(book, text.runs, text.notes, places)
    return spoken(book, text.lang, "p", inner)


def table(book: Book, rows: tuple[tuple[Column, ...], ...]) -> str:
    lines = (
        "".join(f"<td>{runs(book, cell.runs, cell.notes)}</td>" for cell in cells) for cells in rows
    )
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def notes(book: Book, block: Row) -> str:
    """The notes under what they belong to."""
    found = [(text.lang, note) for text in block.texts for note in text.notes]
    if not found:
        return ""
    inner = "".join(
        spoken(book, lang, "p", f"<sup>{note.number}</sup> {runs(book, note.runs)}")
        for lang, note in found
    )
    return f'<aside id="n-{found[0][1].label}">{row(inner)}</aside>'


def runs(
    book: Book,
    every: Iterable[Piece],
    notes: tuple[Footnote, ...] = (),
    places: Places | None = None,
) -> str:
    return "".join(run(book, one, notes, places) for one in every)


def run(book: Book, one: Piece, notes: tuple[Footnote, ...], places: Places | None) -> str:
    if one.term:
        return place(one.term, places) if places is not None else ""
    if one.note:
        return f"<sup>{notes[one.note - 1].number}</sup>"
    words = escape(one.text)
    if one.lang:
        words = spoken(book, one.lang, "i", words)
    if one.to:
        words = f'<a href="#{one.to}">{words}</a>'
    if one.draft:
        words = f"<u>{words}</u>"
    return f"<b>{words}</b>" if one.strong else words


def place(term: str, places: Places) -> str:
    """An empty element where a term begins."""
    anchors = places.setdefault(term, [])
    anchors.append(f"x-{term}-{len(anchors)}")
    return f'<span id="{anchors[-1]}"></span>'


def pictures(book: Book) -> str:
    """The drawings side by side under their titles and captions."""
    rows = "".join(plate(book, one) for one in book.plates)
    return f'<section class="back">{own_heading(book, "pictures")}{rows}</section>'


def plate(book: Book, one: Plate) -> str:
    drawn = "".join(
        f"<figure><b>{escape(it.title)}</b><p>{escape(it.caption)}</p>{it.svg}</figure>"
        for it in one.drawings
    )
    return spoken(book, one.lang, "div", drawn, ' class="plate"')


def back(book: Book, name: str, groups: tuple[Group, ...], places: Places) -> Iterator[str]:
    """The glossary or the index, in two columns."""
    yield f'<section class="back">{own_heading(book, name)}'
    yield each(book, "p", book.words[f"{name}_lead"])
    yield '<div class="columns">'
    for group in groups:
        yield f"<h2>{each(book, 'span', group.title)}</h2>"
        yield from (entry(book, one, places) for one in group.entries)
    yield "</div></section>"


def entry(book: Book, one: Headword, places: Places) -> str:
    langs = (*book.langs, "en" if book.langs[0] == "zh" else "zh")
    names = "".join(
        spoken(book, lang, "i" if at else "b", escape(name) + " ")
        for at, (lang, name) in enumerate(zip(langs, one.names, strict=False))
    )
    star = "* " if one.doubtful else ""
    meant = "".join(
        spoken(book, lang, "span", runs(book, words) + " ")
        for lang, words in zip(book.langs, one.definitions, strict=False)
    )
    pages = " ".join(f'<a class="page" href="#{at}"></a>' for at in places.get(one.id, ()))
    return f'<p class="entry">{names}{star}{meant}{pages}</p>'
