"""Makes the units that rules judge, from the joined edition and in text order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planbook.structure.model import Outline, Paragraph, Place
from planbook.translation.memory import FILE, Memory, State, key

Kind = Literal["sentence", "lead", "title"]
TITLES = ("front", "heading", "caption", "table")
"""Paragraphs whose sentences are titles."""
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
    for place, looks_back in placed(outline):
        sentence, heading = place.sentence, place.heading
        name = key(sentence.text)
        if name not in found:
            entry = memory.entries[name]
            found[name] = Unit(
                source=sentence.text,
                target=entry.target,
                status=entry.status,
                reference=sentence.reference,
                heading=heading.mark + heading.title.text if heading else "",
                kind=kind_of(place),
                looks_back=looks_back,
            )
    return tuple(found.values())


def placed(outline: Outline) -> Iterator[tuple[Place, bool]]:
    """Each unit in its place, and whether it looks back."""
    reviewing = ""
    for one in outline.places():
        if one.block is one.heading and not f"{one.reference}.".startswith(f"{reviewing}."):
            reviewing = one.reference if REVIEW.search(one.sentence.text) else ""
        yield one, bool(reviewing)


def kind_of(place: Place) -> Kind:
    if isinstance(place.block, Paragraph) and place.block.kind in TITLES:
        return "title"
    if place.kind == "heading":
        return "title"
    return "lead" if place.kind == "lead" else "sentence"
