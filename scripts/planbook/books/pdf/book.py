"""Models a PDF for the templates, typesets it, and splits long books into volumes.

Plain structures go to Typst as JSON, already in order. Text is passed as strings, never as markup: no
character of the plan can become a command of the typesetter.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, groupby
from math import ceil

import msgspec
from msgspec import Struct, structs

from planbook.books.sheet import Fonts, Print, font_problems, pressed, sheet_of
from planbook.problems import raise_any


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
    """The kind of a paragraph, the level of a heading, `article`, `notice`, or `table`."""
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
    sides: int = 0
    """Its first columns that are heads of their rows."""


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


def typeset(book: Book, fonts: Fonts) -> bytes:
    """The PDF. Same book and fonts, same bytes. Raises `Problems`; a warning counts as one."""
    raise_any(font_problems(book, fonts))
    return pressed(sheet_of("book", book), fonts)


# --- volumes


ROOM = 620_000
"""Bytes of a volume's blocks as JSON. To set this much side by side, Typst takes some 630 MB."""
PIECE = ROOM // 4
"""Bytes that are kept in one volume if headings allow it."""
DEEPEST = 4
"""The deepest level of headings before which a book is cut."""
Rows = tuple[Row, ...]


def volumes(book: Book) -> tuple[Book, ...]:
    """The book, or its volumes if it does not fit into one; each can be read on its own."""
    count = ceil(size(book.blocks) / ROOM)
    if count < 2:
        return (book,)
    bound = tuple(headed(together(pieces(book.blocks), count)))
    return tuple(volume(book, blocks, n, len(bound)) for n, blocks in enumerate(bound, 1))


def size(blocks: Rows) -> int:
    return sum(len(msgspec.json.encode(one)) for one in blocks)


def pieces(blocks: Rows, depth: int = 1) -> Iterator[Rows]:
    """The blocks cut before headings, at the highest levels that give small enough pieces."""
    if size(blocks) <= PIECE or depth > DEEPEST:
        yield blocks
        return
    starts = [at for at, one in enumerate(blocks) if at and one.depth == depth]
    for start, end in zip((0, *starts), (*starts, len(blocks)), strict=True):
        yield from pieces(blocks[start:end], depth + 1)


def together(pieces: Iterable[Rows], count: int) -> Iterator[Rows]:
    """The pieces in `count` volumes of similar size, each by the position of its middle."""
    found = tuple(pieces)
    sizes = tuple(map(size, found))
    ends, share = accumulate(sizes), sum(sizes) / count
    places = (int((end - own / 2) / share) for end, own in zip(ends, sizes, strict=True))
    for _, group in groupby(zip(places, found, strict=True), key=lambda pair: pair[0]):
        yield tuple(block for _, piece in group for block in piece)


def headed(bound: Iterable[Rows]) -> Iterator[Rows]:
    """Each volume with the headings that the last one left open, so that no level is skipped."""
    above: dict[int, Row] = {}
    for blocks in bound:
        yield (*(one for depth, one in above.items() if depth < blocks[0].depth), *blocks)
        for heading in (one for one in blocks if one.depth):
            above = {depth: one for depth, one in above.items() if depth < heading.depth}
            above[heading.depth] = heading


def volume(book: Book, blocks: Rows, number: int, count: int) -> Book:
    """One volume, with the entries of its terms; the last one has the pictures."""
    names = [words.format(number=number, count=count) for words in book.words["volume"]]
    anchors = {one.anchor for one in blocks}
    terms = {run.term for one in blocks for text in texts_of(one) for run in text.runs}
    return structs.replace(
        book,
        # The first keeps the book's name, to which pages link; its own script lists the others.
        kind=f"{book.kind}.{number}" if number > 1 else book.kind,
        title=" / ".join((book.title, *names)),
        cover=named(book.cover, names),
        blocks=tuple(apart(one, anchors) for one in blocks),
        plates=book.plates if number == count else (),
        glossary=tuple(kept(book.glossary, terms)),
        index=tuple(kept(book.index, terms)),
    )


def texts_of(block: Row) -> Iterator[Column]:
    yield from block.texts
    yield from (cell for rows in block.rows for row in rows for cell in row)


def named(cover: Cover, names: Iterable[str]) -> Cover:
    editions = zip(cover.editions, names, strict=True)
    return structs.replace(cover, editions=tuple(map(" · ".join, editions)))


def apart(block: Row, anchors: set[str]) -> Row:
    """The block without links to passages in other volumes."""

    def own(run: Piece) -> Piece:
        return run if run.to in anchors else structs.replace(run, to="")

    def cut(text: Column) -> Column:
        return structs.replace(text, runs=tuple(map(own, text.runs)))

    return structs.replace(
        block,
        texts=tuple(map(cut, block.texts)),
        rows=tuple(tuple(tuple(map(cut, row)) for row in rows) for rows in block.rows),
    )


def kept(groups: Iterable[Group], terms: set[str]) -> Iterator[Group]:
    """The groups, reduced to entries whose terms are in the volume."""
    for group in groups:
        if entries := tuple(one for one in group.entries if one.id in terms):
            yield structs.replace(group, entries=entries)
