"""The passages of the plan in both languages, for the parallel view and for `plan.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planbook.links.resolve import LinkedEdition
from planbook.locales import LOCALES, Locale
from planbook.pages.plan import Writer
from planbook.structure.model import Division, Paragraph, Part, Sentence


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or paragraph of the plan, in bare text."""

    reference: str
    anchor: str
    lines: Mapping[Locale, tuple[str, ...]]
    """By locale, each sentence, with the mark before the first; empty where there is none."""
    has_lead: bool = False
    """True if the first sentence heads the paragraph."""

    @property
    def is_heading(self) -> bool:
        return self.anchor.startswith("s-")


def passages_of(linked: LinkedEdition) -> tuple[Passage, ...]:
    """Every heading and paragraph, in the order of the text."""
    writers = {locale: Writer(linked, {}, locale) for locale in LOCALES}
    blocks = (one for one in linked.edition.outline.blocks() if not isinstance(one, Part))
    return tuple(passage(block, writers) for block in blocks)


def passage(block: Division | Paragraph, writers: Mapping[Locale, Writer]) -> Passage:
    sentences = (block.title,) if isinstance(block, Division) else block.sentences
    lines = {
        locale: tuple(
            spoken(writer, sentence, block.mark if number == 0 else "")
            for number, sentence in enumerate(sentences)
        )
        for locale, writer in writers.items()
    }
    has_lead = isinstance(block, Paragraph) and (block.has_lead or block.kind == "caption")
    return Passage(block.reference, block.anchor, lines, has_lead)


def spoken(writer: Writer, sentence: Sentence, mark: str) -> str:
    """A sentence in the writer's language, behind its mark; empty if there is no English."""
    text = writer.english(sentence) if writer.locale == "en" else sentence.text
    return writer.mark(mark) + text if text else ""
