"""Pairs the plan's passages in both languages, for the parallel view and `plan.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planbook.locales import Locale
from planbook.reading.model import Block
from planbook.reading.read import Reading


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or paragraph of the plan as bare text."""

    reference: str
    anchor: str
    lines: Mapping[Locale, tuple[str, ...]]
    """The sentences by locale, the first with the mark before it; empty without a text."""
    blocks: Mapping[Locale, Block]
    """The same passage by locale, as the pages of each language show it."""

    @property
    def is_heading(self) -> bool:
        return self.anchor.startswith("s-")

    @property
    def columns(self) -> int:
        """Number of cells in each row of a table, whose sentences they are; 0 for other text."""
        return self.blocks["zh"].columns

    @property
    def kind(self) -> Literal["heading", "table", "paragraph"]:
        if self.is_heading:
            return "heading"
        return "table" if self.columns else "paragraph"

    @property
    def is_part(self) -> bool:
        """True for the heading of a part (篇), which has no page or number of its own."""
        return self.blocks["zh"].kind == "part"

    @property
    def noted(self) -> str:
        """For a note of the original, the reference of the sentence that it explains."""
        return self.blocks["zh"].noted

    @property
    def drafts(self) -> tuple[str, ...]:
        """References of the sentences whose English is a draft."""
        return tuple(one.reference for one in self.blocks["en"].sentences if one.is_draft)


def passages_of(readings: Mapping[Locale, Reading]) -> tuple[Passage, ...]:
    """Every heading and paragraph, in text order."""
    return tuple(
        Passage(
            one.reference,
            one.anchor,
            {
                locale: lines(reading.blocks[one.reference], locale)
                for locale, reading in readings.items()
            },
            {locale: reading.blocks[one.reference] for locale, reading in readings.items()},
        )
        for one in readings["zh"].blocks.values()
    )


def lines(block: Block, locale: Locale) -> tuple[str, ...]:
    """The sentences in this language, the first after its mark."""
    texts = [one.text if one.lang == locale else "" for one in block.sentences]
    if texts[0]:
        texts[0] = block.mark + texts[0]
    return tuple(texts)
