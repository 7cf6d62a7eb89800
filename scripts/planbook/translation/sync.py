"""The stage `join`: bring the translation memory in line with the plan's present text.

Exact matches keep their English; a changed sentence keeps its old English as fuzzy,
with the Chinese it was made for; what the text no longer has is kept as obsolete.
Nothing here translates, and no English is ever lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from planbook.structure.model import Division, Outline, Paragraph
from planbook.translation.memory import Entry, Memory, State, key, renewed

FUZZY_CUTOFF = 70.0
"""Similarity in per cent from which an old unit counts as an earlier form of a new one."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The outline with its translations."""

    outline: Outline
    memory: Memory


def join(outline: Outline, memory: Memory) -> Edition:
    """The outline with a memory that has exactly its units. Law: joining twice changes nothing."""
    places = places_of(outline)
    old = dict(memory.entries)
    kept = {name: old.pop(name) for name in places if name in old}
    # Entries that lost their text, and older obsolete ones, can serve again.
    spare = {key(entry.source): entry for entry in (*memory.obsolete, *old.values())}
    entries: dict[str, Entry] = {}
    for sentence in outline.sentences():
        name = key(sentence.text)
        if name in kept:
            entries[name] = replace(kept[name], source=sentence.text)
        elif name in spare:
            entries[name] = replace(spare.pop(name), source=sentence.text)
        elif name not in entries:
            entries[name] = reused(sentence.text, spare)
    obsolete = tuple(entry for entry in spare.values() if entry.target)
    return Edition(outline, Memory(memory.header, entries, places, obsolete))


def reused(text: str, spare: dict[str, Entry]) -> Entry:
    """A new entry, with the English of the most similar spare one as fuzzy if there is any."""
    translated = {name: name for name, entry in spare.items() if entry.target}
    found = process.extractOne(key(text), translated, scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF)
    return renewed(spare.pop(found[2]), text) if found else Entry(text)


def places_of(outline: Outline) -> dict[str, tuple[str, ...]]:
    """By key, the places of each unit as the PO file shows them: `2.1.3.1.2 （三）船舶管理`."""
    places: dict[str, list[str]] = {}
    heading = ""
    for block in outline.blocks():
        if isinstance(block, Paragraph):
            for sentence in block.sentences:
                places.setdefault(key(sentence.text), []).append(
                    f"{sentence.reference} {heading}".strip()
                )
        else:
            heading = block.mark + block.title.text
            kind = block.level if isinstance(block, Division) else "part"
            place = f"{block.title.reference} {kind}"
            places.setdefault(key(block.title.text), []).append(place)
    return {name: tuple(found) for name, found in places.items()}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many units of a chapter are in which state."""

    chapter: str
    counts: Counter[State]

    @property
    def published(self) -> int:
        return self.counts["translated"] + self.counts["reviewed"]

    @property
    def total(self) -> int:
        return self.counts.total()


def coverage(edition: Edition) -> list[Coverage]:
    """Units by state for the front (`0`) and each chapter, in the order of the text."""
    found: dict[str, Counter[State]] = {}
    for sentence in edition.outline.sentences():
        chapter = sentence.reference.partition(".")[0]
        status = edition.memory.entries[key(sentence.text)].status
        found.setdefault(chapter, Counter())[status] += 1
    return [Coverage(chapter, counts) for chapter, counts in found.items()]
