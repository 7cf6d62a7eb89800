"""Finds related sections: those that share terms that few other sections use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import log, sqrt

MOST = 5
"""Maximum related sections named for one."""
SHARED = (2, 4)
"""Terms that two sections must share to be related, and maximum terms named as the reason."""
COMMON = 9
"""A term used by more than one section in this many says nothing about any of them."""


@dataclass(frozen=True, slots=True)
class Related:
    """A section related to another."""

    reference: str
    terms: tuple[str, ...]
    """Ids of shared terms, the most distinctive first."""


def related(
    passages: Mapping[str, Iterable[str]], sections: Iterable[str]
) -> dict[str, tuple[Related, ...]]:
    """By section, at most `MOST` others, the closest first. `passages` is by term.

    A term weighs log(sections / sections that use it). The closeness of two sections is the weight
    of their shared terms over the geometric mean of all their weights: the same from both sides. A
    section with many terms is scaled down, so it does not become everyone's neighbor.
    """
    order = tuple(sections)
    used = users(passages, order)
    weights = {
        term: log(len(order) / len(places))
        for term, places in used.items()
        if len(places) * COMMON <= len(order)
    }
    position = {one: number for number, one in enumerate(order)}
    sizes: dict[str, float] = dict.fromkeys(order, 0.0)
    shared: dict[tuple[str, str], list[str]] = {}
    for term, weight in weights.items():
        places = sorted(used[term], key=position.__getitem__)
        for one in places:
            sizes[one] += weight
        for pair in combinations(places, 2):
            shared.setdefault(pair, []).append(term)
    found: dict[str, list[tuple[float, Related]]] = {one: [] for one in order}
    for (first, second), common in shared.items():
        common.sort(key=lambda t: (-weights[t], t))
        if len(common) < SHARED[0]:
            continue
        closeness = sum(weights[t] for t in common) / sqrt(sizes[first] * sizes[second])
        reason = tuple(common[: SHARED[1]])
        found[first].append((closeness, Related(second, reason)))
        found[second].append((closeness, Related(first, reason)))
    return {one: closest(candidates) for one, candidates in found.items() if candidates}


def users(passages: Mapping[str, Iterable[str]], sections: tuple[str, ...]) -> dict[str, set[str]]:
    """The sections that use each term; a chapter's own opening belongs to none of them."""
    known = set(sections)
    found = {}
    for term, places in passages.items():
        if own := {".".join(place.split(".")[:2]) for place in places} & known:
            found[term] = own
    return found


def closest(candidates: list[tuple[float, Related]]) -> tuple[Related, ...]:
    ranked = sorted(candidates, key=lambda one: (-one[0], one[1].reference))
    return tuple(one for _, one in ranked[:MOST])
