"""Units: what rules judge. Made from the joined edition, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planbook.structure.model import Division, Outline, Paragraph, Part, Sentence, is_unit
from planbook.translation.memory import FILE, Memory, State, key

Kind = Literal["sentence", "lead", "title"]
REVIEW = re.compile(r"成就|成效|回顾|发展基础")
"""In a heading: what stands under it reviews an earlier period and is told in the past."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of translation in both languages, with what rules need to know of its place."""

    source: str
    """The repaired Chinese."""
    target: str
    """Its English as the memory holds it, published or not."""
    status: State = "translated"
    reference: str = ""
    """Where it stands first, e.g. `2.1.3.2.1`; `2.1.3` for a heading."""
    heading: str = ""
    """The Chinese heading under which it stands, with its mark; its own for a heading."""
    kind: Kind = "sentence"
    """`title` is a heading, caption or cell; `lead` heads its paragraph."""
    looks_back: bool = False
    """True under a heading that reviews an earlier period."""
    file: str = FILE
    """Where it is to be corrected."""


def units_of(outline: Outline, memory: Memory) -> tuple[Unit, ...]:
    """Every unit of the text once, where it stands first."""
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
    """True if the heading stands below the one that opened a review."""
    return bool(reviewing) and reference_of(block).startswith(f"{reviewing}.")


def reference_of(block: Division | Part) -> str:
    return block.title.reference


def kind_of(paragraph: Paragraph, number: int) -> Kind:
    if paragraph.kind in ("front", "heading", "caption", "table"):
        return "title"
    return "lead" if paragraph.has_lead and number == 0 else "sentence"
