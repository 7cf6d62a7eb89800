"""Splits long books into volumes, since Typst holds a whole PDF in memory."""

from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from math import ceil

import msgspec
from msgspec import structs

from planbook.books.pdf.model import Book, Column, Cover, Group, Piece, Row

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
