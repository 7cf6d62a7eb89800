"""The plan as the blocks of a book: headings, paragraphs, tables, notices of what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from planbook.addresses import HOME, anchor_of, built, page_of
from planbook.books.pdf.model import Block, Run, Text
from planbook.books.pdf.scribe import Scribe
from planbook.pages.plan import Writer
from planbook.structure.model import Division, Outline, Paragraph, Part, Sentence
from planbook.structure.parse import Missing

LEVELS = ("chapter", "section", "subsection")
TITLE_JOINT = "　"
"""Between the languages of a bookmark."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the blocks of one book are made with."""

    scribes: tuple[Scribe, ...]
    """One for each language, in the order of the columns."""
    gaps: Mapping[str, tuple[Missing, ...]]
    site: str
    """Address below which the pages of this book's language stand; empty if it is unknown."""

    @property
    def outline(self) -> Outline:
        return self.scribes[0].writer.outline

    def blocks(self) -> Iterator[Block]:
        """Everything in the order of the text, each with the notices that stand under it."""
        front = self.outline.front
        titles = [one for one in front if one.kind == "front"]
        for one in self.outline.blocks():
            if isinstance(one, Paragraph):
                kind = "title" if titles and one is titles[-1] else one.kind
                yield self.paragraph(one, kind)
                yield from self.notices(one.reference)
            else:
                yield self.heading(one)
                if isinstance(one, Division):
                    yield from self.notices(one.reference)

    def heading(self, one: Division | Part) -> Block:
        texts = tuple(scribe.title(one.mark, one.title) for scribe in self.scribes)
        is_part = isinstance(one, Part)
        kind = "part" if isinstance(one, Part) else one.level
        anchor = f"part-{one.first_chapter}" if isinstance(one, Part) else one.anchor
        below = 1 if self.outline.parts and not is_part else 0
        return Block(
            kind=kind,
            texts=texts,
            anchor=anchor,
            reference=one.title.reference,
            depth=1 if is_part else LEVELS.index(kind) + 1 + below,
            title=TITLE_JOINT.join(map(bare, texts)),
        )

    def paragraph(self, one: Paragraph, kind: str) -> Block:
        place = one.reference
        url = f"{self.site}{built(HOME, page_of(place), anchor_of(place))}" if self.site else ""
        if kind == "table":
            rows = tuple(tuple(cells(one, scribe.cell)) for scribe in self.scribes)
            return Block(kind=kind, anchor=one.anchor, reference=place, url=url, rows=rows)
        if kind == "heading":
            texts = tuple(scribe.title(one.mark, one.sentences[0]) for scribe in self.scribes)
            depth = 4 + bool(self.outline.parts)
            title = TITLE_JOINT.join(map(bare, texts))
            return Block(kind, texts, one.anchor, place, depth=depth, title=title)
        texts = tuple(scribe.text(one) for scribe in self.scribes)
        return Block(kind=kind, texts=texts, anchor=one.anchor, reference=place, url=url)

    def notices(self, reference: str) -> Iterator[Block]:
        for gap in self.gaps.get(reference, ()):
            texts = tuple(self.notice(scribe, gap) for scribe in self.scribes)
            yield Block(kind="notice", texts=texts)

    @staticmethod
    def notice(scribe: Scribe, gap: Missing) -> Text:
        words = scribe.chinese(gap.notice.of(scribe.locale))
        return Text(scribe.locale, tuple(scribe.plain(words, scribe.locale)))


def cells(table: Paragraph, cell: Callable[[Sentence], Text]) -> Iterator[tuple[Text, ...]]:
    """The rows of a table."""
    every, width = tuple(map(cell, table.sentences)), table.columns
    for at in range(0, len(every), width):
        yield every[at : at + width]


def bare(text: Text) -> str:
    """The runs of a text put together, without what only helps to break lines."""
    return "".join(run.text for run in text.runs).replace("\u00ad", "").strip()


def numbered_notes(writers: tuple[Writer, ...]) -> dict[str, int]:
    """By label, the number of each note, counted through the book; one for all languages."""
    sentences = writers[0].outline.sentences()
    labels = (label for one in sentences for w in writers for label, _ in w.notes(one))
    return {label: number for number, label in enumerate(dict.fromkeys(labels), 1)}


def runs_of(scribe: Scribe, words: str) -> tuple[Run, ...]:
    """A text of the book's own, with the language of foreign words in it."""
    return tuple(scribe.plain(scribe.chinese(words), scribe.locale))
