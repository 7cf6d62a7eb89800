"""Builds the concordance: every sentence and title that uses a term, with the term in context."""

import re
from dataclasses import dataclass

from planbook.links.find import Occurrence
from planbook.links.resolve import LinkedEdition
from planbook.locales import Locale

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
