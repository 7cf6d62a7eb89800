"""One walk over the outline: every unit in text order, with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planbook.structure.model import Division, Outline, Paragraph, Part, Sentence, is_unit

UnitKind = Literal["heading", "lead", "caption", "table cell", "sentence"]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit where it occurs."""

    sentence: Sentence
    kind: UnitKind
    block: Part | Division | Paragraph
    """The heading that it is, or the paragraph that it belongs to."""
    heading: Part | Division | None
    """The heading above it; its own for a heading; None before the first."""

    @property
    def reference(self) -> str:
        """The reference of its block, which has an anchor."""
        return reference_of(self.block)


def places(outline: Outline) -> Iterator[Place]:
    """The place of every unit; a text that occurs twice has two."""
    heading: Part | Division | None = None
    for block in outline.blocks():
        if isinstance(block, Paragraph):
            for number, sentence in enumerate(block.sentences):
                if is_unit(sentence):
                    yield Place(sentence, kind_of(block, number), block, heading)
        else:
            heading = block
            yield Place(block.title, "heading", block, block)


def reference_of(block: Part | Division | Paragraph) -> str:
    return block.reference if isinstance(block, Paragraph) else block.title.reference


def kind_of(paragraph: Paragraph, number: int) -> UnitKind:
    """The kind of the sentence with this number, counted from 0."""
    if paragraph.kind == "table":
        return "table cell"
    if paragraph.kind in ("caption", "heading"):
        return "caption" if paragraph.kind == "caption" else "heading"
    return "lead" if paragraph.has_lead and number == 0 else "sentence"
