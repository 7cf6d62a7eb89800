"""Finds the names in the plan: where each occurs, and which others share its sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations

from planbook import base
from planbook.addresses import NAMED
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term

MOST = 8
"""Maximum companions shown for a name."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A name that occurs in a sentence together with another."""

    term: Term
    sentences: tuple[str, ...]
    """References of the sentences and headings that have both, in text order."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the termbase, as used in the plan."""

    term: Term
    mentions: tuple[str, ...]
    """The paragraphs and headings that use it, each once, in text order."""
    companions: tuple[Companion, ...]
    """All companions: most shared sentences first, then those that the plan names less."""
    within: tuple[Term, ...]
    """Longer terms of the plan that contain it; only for a name that never occurs alone."""


def named(linked: LinkedEdition) -> list[Term]:
    """The names of the termbase, by type, then in its order.

    None if all of them are general: a few names that many plans use make no directory of this one.
    """
    terms = [term for kind in NAMED.types for term in linked.terms if term.type == kind]
    return terms if any(term.id not in base.terms() for term in terms) else []


def names_of(linked: LinkedEdition) -> tuple[Name, ...]:
    """Every name with its mentions and companions."""
    terms = named(linked)
    mentions: dict[str, dict[str, None]] = {term.id: {} for term in terms}
    shared: dict[str, dict[str, list[str]]] = {term.id: {} for term in terms}
    for place in linked.edition.outline.places():
        anchor, sentence = place.reference, place.sentence.reference
        here = dict.fromkeys(one.term.id for one in linked.found["zh"][sentence])
        here = {term: None for term in here if term in mentions}
        for term in here:
            mentions[term][anchor] = None
        for term, other in permutations(here, 2):
            shared[term].setdefault(other, []).append(sentence)
    used = {one.term for found in linked.found["zh"].values() for one in found}
    by_id = {term.id: term for term in terms}
    rarity = {term: len(found) for term, found in mentions.items()}
    return tuple(
        Name(
            term,
            tuple(mentions[term.id]),
            tuple(
                Companion(by_id[other], tuple(shared[term.id][other]))
                for other in ranked(shared[term.id], rarity)
            ),
            () if mentions[term.id] else longer(term, linked.terms, used),
        )
        for term in terms
    )


def ranked(shared: Mapping[str, list[str]], rarity: Mapping[str, int]) -> list[str]:
    """Ids of companions by the number of shared sentences; of equals, the rarer name first."""
    return sorted(shared, key=lambda other: (-len(shared[other]), rarity[other], other))


def longer(term: Term, terms: Iterable[Term], used: set[Term]) -> tuple[Term, ...]:
    """The terms used in the plan that contain a form of this one."""
    forms = term.forms("zh")
    return tuple(
        one
        for one in terms
        if one in used and any(form in whole for whole in one.forms("zh") for form in forms)
    )
