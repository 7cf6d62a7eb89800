"""Models a PDF for the templates: plain structures that go to Typst as JSON, already in order.

Text is passed as strings, never as markup: no character of the plan can become a command of the
typesetter.
"""

from collections.abc import Mapping

from msgspec import Struct

from planbook.books.sheet import Print


class Piece(Struct, frozen=True, omit_defaults=True):
    """A stretch of uniformly set text; or, with `term` or `note`, a place in the text."""

    text: str = ""
    lang: str = ""
    """Its language, if different from that of the surrounding text."""
    to: str = ""
    """Anchor of the passage that it links to."""
    draft: bool = False
    """True for English that has not been read yet."""
    strong: bool = False
    whole: bool = False
    """True for text that no line may break."""
    term: str = ""
    """Id of the glossary term that begins here."""
    note: int = 0
    """Number of the note that belongs here, counted from 1; its place in `Column.notes`."""


class Footnote(Struct, frozen=True):
    """The notes to a sentence, by editor and translator."""

    label: str
    """The reference of the sentence."""
    number: int
    """Counted through the book."""
    runs: tuple[Piece, ...]


class Column(Struct, frozen=True, omit_defaults=True):
    """A passage in one language."""

    lang: str
    runs: tuple[Piece, ...]
    notes: tuple[Footnote, ...] = ()
    pending: str = ""
    """The notice above it if English is missing or a draft."""


class HeadCell(Struct, frozen=True):
    """A head of a table: where its text is among the rows, and how many of them it is over."""

    row: int
    column: int
    tall: int
    wide: int
    line: int
    """The row in which it begins."""


class Row(Struct, frozen=True, omit_defaults=True):
    """A heading, paragraph, notice, or table; in a parallel book, with both languages."""

    kind: str
    """The kind of a paragraph, the level of a heading, `notice`, or `table`."""
    texts: tuple[Column, ...] = ()
    anchor: str = ""
    reference: str = ""
    url: str = ""
    """Address of the passage on the web; empty if unknown."""
    depth: int = 0
    """Level of a heading, from 1; 0 for everything else."""
    title: str = ""
    """The whole heading as bare text, for bookmarks."""
    rows: tuple[tuple[tuple[Column, ...], ...], ...] = ()
    """The rows of a table, each of cells, for each language."""
    heads: tuple[HeadCell, ...] = ()
    """The heads of a table."""


class Headword(Struct, frozen=True, omit_defaults=True):
    """A term of the glossary or a name of the index."""

    id: str
    names: tuple[str, ...]
    """In the order of the book's languages; in a monolingual book, the other one last."""
    definitions: tuple[tuple[Piece, ...], ...] = ()
    reading: str = ""
    doubtful: bool = False
    """True if the English is unconfirmed."""


class Group(Struct, frozen=True):
    """Entries under one letter, or names of one kind."""

    title: tuple[str, ...]
    anchor: str
    entries: tuple[Headword, ...]


class Drawing(Struct, frozen=True):
    """A picture with its title and caption, which are empty if it continues the one before."""

    svg: str
    alternative: str
    """Its text alternative."""
    title: str
    caption: str


class Plate(Struct, frozen=True):
    """Pictures side by side, in one language."""

    lang: str
    drawings: tuple[Drawing, ...]


class Section(Struct, frozen=True):
    """A titled passage of the imprint, by language."""

    titles: tuple[str, ...]
    texts: tuple[tuple[tuple[Piece, ...], ...], ...]
    """Its paragraphs, by language."""


class Cover(Struct, frozen=True):
    """The words of the cover, by language."""

    names: tuple[tuple[str, ...], ...]
    """The lines of the plan's short name, in large type, by language."""
    titles: tuple[tuple[str, ...], ...]
    editions: tuple[str, ...]
    years: str
    """The years of the plan, in digits."""


class Book(Print, frozen=True):
    """A whole PDF. Its kind is `zh`, `en`, `zh-en`, or `zh-Hant`."""

    langs: tuple[str, ...]
    region: str
    """Region of the Chinese: `cn` or `tw`. Typesetting and the language tags depend on it."""
    keywords: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    """The book's own words, by language."""
    cover: Cover
    imprint: tuple[Section, ...]
    blocks: tuple[Row, ...]
    plates: tuple[Plate, ...]
    glossary: tuple[Group, ...]
    index: tuple[Group, ...]
