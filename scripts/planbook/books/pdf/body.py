"""The readings of a book as rows: headings, paragraphs, tables, notices of what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from planbook.addresses import HOME, anchor_of, built, page_of
from planbook.books.pdf.model import Column, Row
from planbook.books.pdf.scribe import Scribe
from planbook.reading.model import Block
from planbook.reading.read import Reading
from planbook.structure.model import Outline

LEVELS = ("part", "chapter", "section", "subsection", "heading")
TITLE_JOINT = "　"
"""Between the languages of a bookmark."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the rows of one book are made with."""

    scribes: tuple[Scribe, ...]
    """One for each language, in the order of the columns."""
    site: str
    """Address below which the pages of this book's language stand; empty if it is unknown."""

    def rows(self) -> Iterator[Row]:
        """Everything in the order of the text, each with the notices that belong under it."""
        for reference in self.scribes[0].reading.blocks:
            yield self.row([one.reading.blocks[reference] for one in self.scribes])
            yield from self.gaps(reference)

    def row(self, blocks: Sequence[Block]) -> Row:
        """A block, which is the same one in each language."""
        one, both = blocks[0], list(zip(self.scribes, blocks, strict=True))
        if one.kind in LEVELS:
            texts = tuple(scribe.title(block) for scribe, block in both)
            return Row(
                kind=one.kind,
                texts=texts,
                anchor=one.anchor,
                reference=one.reference,
                depth=LEVELS.index(one.kind) + bool(self.outline.parts),
                title=TITLE_JOINT.join(map(bare, texts)),
            )
        place = one.reference
        url = f"{self.site}{built(HOME, page_of(place), anchor_of(place))}" if self.site else ""
        if one.kind == "table":
            rows = tuple(
                tuple(tuple(map(scribe.single, row)) for row in block.rows())
                for scribe, block in both
            )
            return Row(kind=one.kind, anchor=one.anchor, reference=place, url=url, rows=rows)
        title = self.outline.title
        kind = "title" if title and title.reference == place else one.kind
        texts = tuple(scribe.text(block) for scribe, block in both)
        return Row(kind=kind, texts=texts, anchor=one.anchor, reference=place, url=url)

    @property
    def outline(self) -> Outline:
        return self.scribes[0].reading.outline

    def gaps(self, reference: str) -> Iterator[Row]:
        """A notice in every language for each thing that is missing here."""
        notices = (
            [
                Column(one.locale, tuple(one.plain(text, one.locale)))
                for text in one.reading.blocks[reference].gaps
            ]
            for one in self.scribes
        )
        for texts in zip(*notices, strict=True):
            yield Row(kind="notice", texts=texts)


def bare(text: Column) -> str:
    """The pieces of a text put together, without what only helps to break lines."""
    return "".join(piece.text for piece in text.runs).replace("\u00ad", "").strip()


def numbered_notes(readings: Iterable[Reading]) -> dict[str, int]:
    """By label, the number of each note, counted through the book; one for all languages."""
    together = zip(*(one.sentences.values() for one in readings), strict=True)
    labels = (note.label for same in together for one in same for note in one.notes)
    return {label: number for number, label in enumerate(dict.fromkeys(labels), 1)}
