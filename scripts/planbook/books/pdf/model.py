"""A PDF as the templates need it: plain structures that go to Typst as JSON, already in order.

Column is handed over as strings, never as markup: no character of the plan can turn into a
command of the typesetter.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from planbook.books.fonts import Print


class Piece(Struct, frozen=True, omit_defaults=True):
    """A stretch of text that is set in one way; or, with `term` or `note`, a place in the text."""

    text: str = ""
    lang: str = ""
    """Its language, where that is not the language of the text around it."""
    to: str = ""
    """Anchor of the passage it leads to."""
    draft: bool = False
    """True for English that nobody has read yet."""
    strong: bool = False
    term: str = ""
    """Id of the glossary's term that begins here."""
    note: int = 0
    """Number of the note, counted from 1, that belongs here; its place in `Column.notes`."""


class Footnote(Struct, frozen=True):
    """A translator's or editor's note."""

    label: str
    """The same in every language."""
    number: int
    """Counted through the book."""
    runs: tuple[Piece, ...]


class Column(Struct, frozen=True, omit_defaults=True):
    """A passage in one language."""

    lang: str
    runs: tuple[Piece, ...]
    notes: tuple[Footnote, ...] = ()
    pending: str = ""
    """What stands over it where English is missing or a draft."""


class Row(Struct, frozen=True, omit_defaults=True):
    """A heading, paragraph, notice or table; in a parallel book with its text in both languages."""

    kind: str
    """The kind of a paragraph, the level of a heading, `notice`, or `table`."""
    texts: tuple[Column, ...] = ()
    anchor: str = ""
    reference: str = ""
    url: str = ""
    """Where the passage stands on the web; empty if that is unknown."""
    depth: int = 0
    """Of a heading, from 1; 0 for everything else."""
    title: str = ""
    """Of a heading: the whole of it as bare text, for bookmarks."""
    rows: tuple[tuple[tuple[Column, ...], ...], ...] = ()
    """Of a table, for each language: its rows of cells."""


class Entry(Struct, frozen=True, omit_defaults=True):
    """A term of the glossary or a name of the index."""

    id: str
    names: tuple[str, ...]
    """In the order of the book's languages; in a book of one language, the other one last."""
    definitions: tuple[tuple[Piece, ...], ...] = ()
    reading: str = ""
    doubtful: bool = False
    """True if nobody confirmed the English."""


class Group(Struct, frozen=True):
    """Entries under one letter, or names of one kind."""

    title: tuple[str, ...]
    anchor: str
    entries: tuple[Entry, ...]


class Drawing(Struct, frozen=True):
    """A picture with what stands over and under it; both empty where it goes on with the one before."""

    svg: str
    alternative: str
    """Its text alternative."""
    title: str
    caption: str


class Plate(Struct, frozen=True):
    """Pictures that stand side by side, in one language."""

    lang: str
    drawings: tuple[Drawing, ...]


class Section(Struct, frozen=True):
    """A titled passage of the imprint, by language."""

    titles: tuple[str, ...]
    texts: tuple[tuple[tuple[Piece, ...], ...], ...]
    """By language, its paragraphs."""


class Cover(Struct, frozen=True):
    """The words of the cover, by language."""

    names: tuple[tuple[str, ...], ...]
    """The plan's short name, in large type; by language its lines."""
    titles: tuple[tuple[str, ...], ...]
    periods: tuple[str, ...]
    editions: tuple[str, ...]
    standings: tuple[str, ...]
    years: str
    """The years of the plan, in figures."""


class Book(Print, frozen=True):
    """A whole PDF. Its kind is `zh`, `en`, `zh-en` or `zh-Hant`."""

    langs: tuple[str, ...]
    region: str
    """Of the Chinese: `cn` or `tw`. Typesetting and the language tags depend on it."""
    keywords: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    """The book's own words, by language."""
    cover: Cover
    imprint: tuple[Section, ...]
    blocks: tuple[Row, ...]
    plates: tuple[Plate, ...]
    glossary: tuple[Group, ...]
    index: tuple[Group, ...]
