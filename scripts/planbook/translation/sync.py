"""Runs the stage `join`: brings the translation memory in line with the plan's present text.

Exact matches keep their English; a changed sentence keeps its old English as fuzzy, with the
Chinese that it translates; entries that the text no longer has are kept as obsolete. Nothing is
translated here, and no English is ever lost.
"""

from collections import Counter
from dataclasses import dataclass, replace

from planbook.structure.model import Division, Outline
from planbook.translation.memory import PUBLISHED, Entry, Memory, State, key, renewed
from planbook.translation.spares import Spares

HEADING_SHOWN = 80
"""Maximum characters of a heading shown with each unit under it. A plan's headings have fewer."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The outline with its translations."""

    outline: Outline
    memory: Memory


def join(outline: Outline, memory: Memory) -> Edition:
    """The outline with a memory of exactly its units. Law: joining twice changes nothing."""
    units: dict[str, str] = {}
    for sentence in outline.units():
        units.setdefault(key(sentence.text), sentence.text)
    known = {name: memory.entries[name] for name in units if name in memory.entries}
    lost = (entry for name, entry in memory.entries.items() if name not in known)
    # Entries that lost their text, and older obsolete ones, can serve again.
    spares = Spares((*memory.obsolete, *lost))
    new = [name for name in units if name not in known]
    # Exact matches first, so that a similar unit cannot take their English.
    exact = {name: found for name in new if (found := spares.take_exact(units[name]))}
    known |= exact
    entries = {
        name: replace(known[name], source=text) if name in known else reused(text, spares)
        for name, text in units.items()
    }
    obsolete = tuple(one for one in spares.left() if one.target or one.note or one.previous)
    joined = replace(memory, entries=entries, places=places_of(outline), obsolete=obsolete)
    return Edition(outline, joined)


def reused(text: str, spares: Spares) -> Entry:
    """A new entry, with the English of the most similar spare entry, if any, as fuzzy."""
    found = spares.take_similar(text)
    return renewed(found, text) if found else Entry(text)


def places_of(outline: Outline) -> dict[str, tuple[str, ...]]:
    """The places of each unit by key, as the PO file shows them: `2.1.3.1.2 （三）船舶管理`."""
    found: dict[str, list[str]] = {}
    for one in outline.places():
        heading = one.heading
        if heading is one.block:
            name: str = heading.level if isinstance(heading, Division) else "part"
        else:
            name = (heading.mark + heading.title.text)[:HEADING_SHOWN] if heading else ""
        place = f"{one.sentence.reference} {name}".strip()
        found.setdefault(key(one.sentence.text), []).append(place)
    return {name: tuple(where) for name, where in found.items()}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The number of units of a chapter in each state."""

    chapter: str
    """Its reference: `0` for the front, `a1` for the first annex."""
    counts: Counter[State]

    @property
    def is_annex(self) -> bool:
        return self.chapter.startswith("a")

    @property
    def published(self) -> int:
        return sum(self.counts[state] for state in PUBLISHED)

    @property
    def total(self) -> int:
        return self.counts.total()


def coverage(edition: Edition) -> list[Coverage]:
    """Units by state for the front (`0`) and each chapter, in text order."""
    found: dict[str, Counter[State]] = {}
    for sentence in edition.outline.units():
        chapter = sentence.reference.partition(".")[0]
        status = edition.memory.entries[key(sentence.text)].status
        found.setdefault(chapter, Counter())[status] += 1
    return [Coverage(chapter, counts) for chapter, counts in found.items()]
