"""Makes the units that rules judge, from the joined edition and in text order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planbook.structure.model import Division, Outline, Paragraph, Part, Sentence, is_unit
from planbook.translation.memory import FILE, Memory, State, key

Kind = Literal["sentence", "lead", "title"]
REVIEW = re.compile(r"成就|成效|回顾|发展基础")
"""In a heading, it marks a review of an earlier period, told in the past tense."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of translation in both languages, with what rules need to know about its place."""

    source: str
    """The repaired Chinese."""
    target: str
    """Its English in the memory, published or not."""
    status: State = "translated"
    reference: str = ""
    """Its first place, e.g., `2.1.3.2.1`; `2.1.3` for a heading."""
    heading: str = ""
    """The Chinese heading above it, with its mark; for a heading, the heading itself."""
    kind: Kind = "sentence"
    """`title` is a heading, caption, or cell; `lead` heads its paragraph."""
    looks_back: bool = False
    """True under a heading that reviews an earlier period."""
    file: str = FILE
    """The file in which to correct it."""


def units_of(outline: Outline, memory: Memory) -> tuple[Unit, ...]:
    """Every unit of the text once, at its first place."""
    found: dict[str, Unit] = {}
    for sentence, heading, kind, looks_back in placed(outline):
        name = key(sentence.text)
        if name not in found:
            entry = memory.entries[name]
            found[name] = Unit(
                source=sentence.text,
                target=entry.target,
                status=entry.status,
                reference=sentence.reference,
                heading=heading,
                kind=kind,
                looks_back=looks_back,
            )
    return tuple(found.values())


def placed(outline: Outline) -> Iterator[tuple[Sentence, str, Kind, bool]]:
    """Each sentence with its heading, its kind, and whether it looks back."""
    heading, reviewing = "", ""
    for block in outline.blocks():
        if isinstance(block, Paragraph):
            for number, sentence in enumerate(block.sentences):
                if is_unit(sentence):
                    yield sentence, heading, kind_of(block, number), bool(reviewing)
            continue
        heading = block.mark + block.title.text
        if not inside(block, reviewing):
            reviewing = reference_of(block) if REVIEW.search(block.title.text) else ""
        yield block.title, heading, "title", bool(reviewing)


def inside(block: Division | Part, reviewing: str) -> bool:
    """True if the heading is below the one that opened a review."""
    return bool(reviewing) and reference_of(block).startswith(f"{reviewing}.")


def reference_of(block: Division | Part) -> str:
    return block.title.reference


def kind_of(paragraph: Paragraph, number: int) -> Kind:
    if paragraph.kind in ("front", "heading", "caption", "table"):
        return "title"
    return "lead" if paragraph.has_lead and number == 0 else "sentence"
