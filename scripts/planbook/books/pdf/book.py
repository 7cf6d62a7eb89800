"""Gathers the content of each PDF, and splits long books into volumes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, groupby
from math import ceil

import msgspec
from msgspec import structs

from planbook.books.kinds import PDFS, date_of, readings_of, script_of, site_of
from planbook.books.pdf.matter import cover, glossary, imprint, index, plates, what
from planbook.books.pdf.model import Book, Column, Cover, Group, Piece, Row
from planbook.books.pdf.scribe import Body, Scribe, numbered_notes
from planbook.books.sheet import Fonts, font_problems, pressed, sheet_of
from planbook.locales import Locale
from planbook.problems import raise_any
from planbook.reading.model import Reading
from planbook.sources import Sources
from planbook.statements.tie import Tied


def book_of(kind: str, tied: Tied, readings: Mapping[Locale, Reading], sources: Sources) -> Book:
    """The whole content of one of `PDFS`."""
    about, linked = sources.description, tied.linked
    own = tuple(readings_of(kind, readings, sources).values())
    numbers = numbered_notes(own)
    scribes = tuple(Scribe(one, numbers, marks_terms=one is own[0]) for one in own)
    script = script_of(kind)
    body = Body(scribes, site_of(kind, about.site_url))
    edition = own[0].standing.edition(kind)
    front = cover(edition, scribes, about)
    return Book(
        kind=kind,
        langs=PDFS[kind],
        region="tw" if script == "TC" else "cn",
        serif=f"Noto Serif CJK {script}",
        sans=f"Noto Sans CJK {script}",
        title=" / ".join(map("".join, front.titles)),
        description=" / ".join(one.said(what(edition, about)) for one in scribes),
        keywords=tuple(one.said(text) for one in scribes for text in (about.name, edition)),
        date=date_of(about),
        words={
            name: tuple(one.said(text) for one in scribes)
            for name, text in own[0].both.book.items()
        },
        cover=front,
        imprint=imprint(kind, scribes, sources),
        blocks=tuple(body.rows()),
        plates=tuple(plates(tied, scribes, f"Noto Sans CJK {script}")),
        glossary=tuple(glossary(linked, scribes)),
        index=tuple(index(linked, scribes)),
    )


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
