"""Sorts the terms, shows each in context, and finds the sections that share rare ones."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby
from math import log, sqrt

from planbook.links.pinyin import bare
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Occurrence, Term
from planbook.locales import Locale, capitalized

PINYIN = "zh-Latn"
"""Language tag of pinyin in HTML."""


def by_letter(
    linked: LinkedEdition, terms: Iterable[Term], locale: Locale
) -> dict[str, list[Term]]:
    """Terms by initial: letters in English, pinyin initials in Chinese; # for digits."""

    def key(term: Term) -> tuple[bool, str, str]:
        name = sorting_name(linked, term, locale)
        return not name[:1].isalpha(), name, term.id

    ordered = sorted(terms, key=key)
    groups = groupby(ordered, key=lambda term: initial(sorting_name(linked, term, locale)))
    return {letter: list(group) for letter, group in groups}


def sorting_name(linked: LinkedEdition, term: Term, locale: Locale) -> str:
    """The sort key of a term: its letters and digits, in lower case without tones."""
    return letters_of(term.en if locale == "en" else linked.pinyin[term.id] or term.zh)


@lru_cache(10_000)  # each list of terms asks for every name twice
def letters_of(name: str) -> str:
    return "".join(char for char in bare(name) if char.isalnum() or char == " ").strip()


def initial(name: str) -> str:
    return name[0].upper() if name[:1].isalpha() else "#"


def letter_anchor(letter: str) -> str:
    return f"letter-{letter.lower() if letter.isalpha() else 'digits'}"


def shown(term: Term, locale: Locale) -> str:
    """The term as a standalone name: capitalized in English."""
    name = term.forms(locale)[0]
    return capitalized(name) if locale == "en" else name


# --- where terms are used


WIDTHS: dict[Locale, tuple[int, int]] = {"zh": (20, 28), "en": (60, 84)}
"""Characters of context before and after the term; English takes about three times as many."""
FAR = 10
"""Multiple of the width at which a text without any mark is cut regardless."""
CUT: dict[Locale, re.Pattern[str]] = {"zh": re.compile(r"[，、。；：！？]"), "en": re.compile(r" ")}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a sentence around a term. `term` is empty if the term is worded differently."""

    before: str
    term: str
    after: str

    def text(self) -> str:
        return self.before + self.term + self.after


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence or title that uses a term, in both languages."""

    reference: str
    """Reference of the paragraph or heading, which has an anchor."""
    zh: Excerpt
    en: Excerpt | None
    """None if there is no English yet."""

    def of(self, locale: Locale) -> Excerpt | None:
        return self.zh if locale == "zh" else self.en


def concordance(linked: LinkedEdition) -> dict[str, tuple[Context, ...]]:
    """The contexts of each term, in text order; one for each sentence."""
    found: dict[str, list[Context]] = {}
    for place in linked.edition.outline.places():
        sentence, text = place.sentence.reference, place.sentence.text
        target = linked.edition.memory.target(text)
        # The first of each term.
        english = {one.term: one for one in reversed(linked.found["en"][sentence])}
        here = {one.term: one for one in reversed(linked.found["zh"][sentence])}
        for one in here.values():
            there = english.get(one.term)
            chinese = around(text, one.start, one.end, "zh")
            context = Context(
                place.reference, chinese, beside(target, there, one.start / len(text))
            )
            found.setdefault(one.term.id, []).append(context)
    return {term: tuple(contexts) for term, contexts in found.items()}


def beside(target: str, found: Occurrence | None, share: float) -> Excerpt | None:
    """The English line. If no form of the term is found, the text at about the same position."""
    if not target:
        return None
    if found:
        return around(target, found.start, found.end, "en")
    at = int(share * len(target))
    line = around(target, at, at, "en")
    return Excerpt(line.text(), "", "")


def around(text: str, start: int, end: int, locale: Locale) -> Excerpt:
    """The text with its context before and after [start, end), and … where it was cut.

    English is cut between words. Chinese, which does not mark words, is cut after punctuation: at
    the farthest mark within the width, or else the next one beyond it, if it is not far.
    """
    before, after = WIDTHS[locale]
    left, right = max(0, start - FAR * before), min(len(text), end + FAR * after)
    cuts = [left, *(one.end() for one in CUT[locale].finditer(text, left, right)), right]
    earlier = [cut for cut in cuts if cut <= start]
    later = [cut for cut in cuts if cut >= end]
    first = next((cut for cut in earlier if cut >= start - before), earlier[-1])
    last = max((cut for cut in later if cut <= end + after), default=later[0])
    opening, closing = "…" if first else "", "…" if last < len(text) else ""
    term, rest = text[start:end], text[end:last].rstrip()
    return Excerpt(opening + text[first:start], term, rest + closing)


# --- related sections


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
