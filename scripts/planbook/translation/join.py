"""Runs the stage `join`: brings the memory in line with the text, and matches new units with spare entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from rapidfuzz import fuzz, process

from planbook.structure.model import Division, Outline, chapter_of
from planbook.translation.memory import PUBLISHED, Entry, Memory, State, key, renewed

FUZZY_CUTOFF = 70.0
"""Percentage of similarity from which an old unit counts as an earlier form of a new one."""
COMPARED = 400
"""Maximum characters of a text that are compared. The longest sentence of a plan has fewer."""
ENDS = 32
"""Characters at either end of a text whose triples are indexed."""
RAREST = 12
"""Maximum triples of a unit used to look for entries."""
OWNERS = 60
"""Maximum entries looked up for one triple, earliest first. If no more are left, all are."""
WORK = 2_000
"""Approximate characters that a unit is compared with: few long entries, or many short ones."""


class Spares:
    """Entries that can be found, and taken once each."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.untaken = dict(enumerate(entries))
        names = {number: key(entry.source) for number, entry in self.untaken.items()}
        self.equal: dict[str, list[int]] = {}
        for number, name in names.items():
            self.equal.setdefault(name, []).append(number)
        self.texts = {
            number: name[:COMPARED] for number, name in names.items() if self.untaken[number].target
        }

    @cached_property
    def triples(self) -> Triples:
        """Made when a similar text is first sought among many."""
        return Triples(self.texts)

    def exact(self, text: str) -> list[int]:
        """The entries with this text; those that have English come first."""
        numbers = (one for one in self.equal.get(key(text), ()) if one in self.untaken)
        return sorted(numbers, key=lambda one: (one not in self.texts, one))

    def similar(self, text: str) -> tuple[int, float] | None:
        """The entry with English and the most similar text, and how similar; of equals, the first."""
        text = key(text)[:COMPARED]
        many = len(self.texts) > OWNERS
        numbers = sorted(self.triples.sharing(text)) if many else list(self.texts)
        found = process.extractOne(
            text,
            [self.texts[one] for one in numbers],
            scorer=fuzz.ratio,
            score_cutoff=FUZZY_CUTOFF,
        )
        return (numbers[found[2]], found[1]) if found else None

    def take_exact(self, text: str) -> Entry | None:
        numbers = self.exact(text)
        return self.take(numbers[0]) if numbers else None

    def take_similar(self, text: str) -> Entry | None:
        found = self.similar(text)
        return self.take(found[0]) if found else None

    def take(self, number: int) -> Entry:
        self.texts.pop(number, None)
        return self.untaken.pop(number)

    def left(self) -> tuple[Entry, ...]:
        """The entries that were not taken, in order."""
        return tuple(self.untaken.values())


class Triples:
    """Finds texts by their triples of characters; skips those removed from `texts`."""

    def __init__(self, texts: dict[int, str]) -> None:
        self.texts = texts
        # Most triples have one owner, and a list for each would cost more than the search.
        self.first: dict[str, int] = {}
        self.shared: dict[str, list[int]] = {}
        for number, text in texts.items():
            for triple in triples_of(text):
                first = self.first.setdefault(triple, number)
                if first != number:
                    self.shared.setdefault(triple, [first]).append(number)
        self.near: dict[str, tuple[list[int], Iterator[int]]] = {}

    def sharing(self, text: str) -> list[int]:
        """The texts that share the most of the rarest triples of `text`."""
        known = [one for one in triples_of(text) if one in self.first]
        votes: Counter[int] = Counter()
        for triple in sorted(known, key=lambda one: len(self.shared.get(one, ())))[:RAREST]:
            votes.update(self.first_owners(triple))
            if len(votes) >= OWNERS:
                break
        most = 1 + WORK // max(1, len(text))
        return sorted(votes, key=votes.__getitem__, reverse=True)[:most]

    def first_owners(self, triple: str) -> list[int]:
        """The first texts that have the triple and are still there.

        Removed texts are skipped once, not in every search.
        """
        if triple not in self.shared:
            return [one for one in (self.first[triple],) if one in self.texts]
        owners = self.shared[triple]
        near, further = self.near.get(triple) or ([], iter(owners))
        near = [one for one in near if one in self.texts]
        near += islice((one for one in further if one in self.texts), OWNERS - len(near))
        self.near[triple] = near, further
        return near


def triples_of(text: str) -> dict[str, None]:
    """The triples at a text's ends, padded with two blanks so that short texts have some too."""
    text = text if len(text) <= 2 * ENDS else text[:ENDS] + text[-ENDS:]
    padded = f"  {text}  "
    return dict.fromkeys([padded[at : at + 3] for at in range(len(text) + 2)])


# --- the stage


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
        chapter = chapter_of(sentence.reference)
        status = edition.memory.entries[key(sentence.text)].status
        found.setdefault(chapter, Counter())[status] += 1
    return [Coverage(chapter, counts) for chapter, counts in found.items()]
