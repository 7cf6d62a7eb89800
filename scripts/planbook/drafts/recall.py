"""Finds the plan's units in another memory, and adds its English for equal and similar texts.

English for an equal text becomes a draft if it would also be accepted from an engine. All other
English is fuzzy, with the differences in its provenance.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from planbook.checks.kit import Kit
from planbook.drafts.protect import faults, outsized
from planbook.problems import named
from planbook.translation.foreign import Foreign
from planbook.translation.join import FUZZY_CUTOFF, Spares
from planbook.translation.memory import Entry, Memory, put
from planbook.words import WORDS

BANDS = (100, 95, 85, round(FUZZY_CUTOFF))
"""The least similarity of each band, in percent; below the last one, nothing is similar."""
WORD = re.compile(r"\d+(?:[.,]\d+)*[%‰]?|[A-Za-z]+|.", re.DOTALL)
"""A piece that is compared as a whole: a number, a word, a character."""
SHOWN = 4
"""Maximum differences, faults, or translations that a provenance names."""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit, with the entries of the other memory for it."""

    source: str
    percent: int
    """100 for an equal text, less for a similar one, 0 for none."""
    entries: tuple[Entry, ...] = ()
    """Those with an equal text, one for each different English; or the most similar one."""


def matches(units: Iterable[str], foreign: Foreign) -> tuple[Match, ...]:
    """The match of each unit. A pair of the memory can serve many units."""
    spares = Spares(foreign.entries)
    return tuple(match(one, spares) for one in units)


def match(source: str, spares: Spares) -> Match:
    if equal := [spares.untaken[number] for number in spares.exact(source)]:
        firsts = {one.target: one for one in reversed(equal)}
        return Match(source, 100, tuple(one for one in equal if one is firsts[one.target]))
    if similar := spares.similar(source):
        number, percent = similar
        # Long texts are compared at their beginning, and may be equal there.
        return Match(source, min(99, int(percent)), (spares.untaken[number],))
    return Match(source, 0)


def recalled(memory: Memory, found: Iterable[Match], name: str, kit: Kit) -> Memory:
    """Our memory with the matches from the one of that name. Finished English does not change.

    A draft replaces fuzzy English; fuzzy English only fills units that have none.
    """
    for one in found:
        old = memory.entry(one.source)
        if one.entries and old.is_unfinished:
            new = entry_of(one, name, kit)
            if not (new.fuzzy and old.target):
                memory = put(memory, new)
    return memory


def entry_of(found: Match, name: str, kit: Kit) -> Entry:
    """The new entry, with its origin and, if it cannot be a draft, the reason."""
    first = found.entries[0]
    equal = found.percent == 100
    doubt = doubt_of(found, kit) if equal else unlike(found, kit)
    return Entry(
        source=found.source,
        target=first.target,
        fuzzy=bool(doubt),
        previous="" if equal else first.source,
        state="draft",
        provenance=WORDS["en"].translation.recalled.format(name) + (f", {doubt}" if doubt else ""),
    )


def doubt_of(found: Match, kit: Kit) -> str:
    """The reason why the English of an equal text cannot be a draft; empty if it can."""
    first, *others = found.entries
    if others:
        return "which also has " + " and ".join(f"“{one.target}”" for one in others[:SHOWN])
    if large := outsized(found.source, first.target):
        return large
    return named(tuple(faults(found.source, first.target, kit)), SHOWN, "; ")


def unlike(found: Match, kit: Kit) -> str:
    """The differences between a similar text and the unit; terms and numbers are compared whole."""
    before, after = pieces(found.entries[0].source, kit), pieces(found.source, kit)
    changes = (
        f"「{''.join(before[one.src_start : one.src_end])}」"
        f"→「{''.join(after[one.dest_start : one.dest_end])}」"
        for one in Levenshtein.opcodes(before, after)
        if one.tag != "equal"
    )
    return f"{found.percent}% alike: {named(tuple(changes), SHOWN, '; ')}"


def pieces(text: str, kit: Kit) -> list[str]:
    """The text in terms, numbers, words, and single characters."""
    found, at = [], 0
    for one in kit.hits(text):
        found += [*WORD.findall(text[at : one.start]), text[one.start : one.end]]
        at = one.end
    return [*found, *WORD.findall(text[at:])]


def coverage(found: Sequence[Match], foreign: Foreign, kit: Kit) -> str:
    """The share of the plan that the memory covers, in units and in characters of Chinese.

    The last line gives the share that the termbase covers, whoever translates the rest.
    """
    left_out = (f", {count:,} left out ({why})" for why, count in foreign.left_out.items())
    head = f"memory    {foreign.name}: {len(foreign.entries):,} pairs{''.join(left_out)}"
    sizes = {name: (len(some), size(some)) for name, some in banded(found).items()}
    known = [sum(hit.end - hit.start for hit in kit.hits(one.source)) for one in found]
    sizes["terms in"] = sum(map(bool, known)), sum(known)
    whole, most = max(1, len(found)), max(1, size(found))
    rows = (
        f"{name:<10}{count:>8,} units {count / whole:>6.1%}"
        f"{characters:>11,} characters {characters / most:>6.1%}"
        for name, (count, characters) in sizes.items()
    )
    return "\n".join((head, *rows))


def banded(found: Sequence[Match]) -> Mapping[str, Sequence[Match]]:
    """The matches by band, and all of them."""
    made: dict[str, Sequence[Match]] = {}
    above = 101
    for least in (*BANDS, 0):
        name = {100: "exact", 0: "none"}.get(least, f"{least}–{above - 1}%")
        made[name] = [one for one in found if least <= one.percent < above]
        above = least
    return {**made, "all": found}


def size(found: Iterable[Match]) -> int:
    return sum(len(one.source) for one in found)
