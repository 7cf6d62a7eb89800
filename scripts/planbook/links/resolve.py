"""Resolve: which of the found occurrences become links, and to which sentence a note belongs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct

from planbook.links.find import Finder, Occurrence
from planbook.links.terms import Term
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.problems import Problem, quote, raise_any
from planbook.structure.model import Outline, Paragraph, Sentence
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.translation.sync import Edition


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """An editor's note on a passage that is kept though it is doubtful."""

    line: int
    """Line of the source."""
    quote: str
    """Part of the sentence that the note belongs to."""
    note: Bilingual


@dataclass(frozen=True, slots=True)
class LinkedEdition:
    """The edition with everything that its sentences point to."""

    edition: Edition
    terms: tuple[Term, ...]
    links: Mapping[Locale, Mapping[str, tuple[Occurrence, ...]]]
    """By locale and sentence: the terms to be linked there."""
    passages: Mapping[str, tuple[str, ...]]
    """By term: the paragraphs that use it, in the order of the text."""
    notes: Mapping[str, tuple[Bilingual, ...]]
    """Editor's notes by sentence."""


def link(edition: Edition, terms: tuple[Term, ...], notes: Collection[Note]) -> LinkedEdition:
    """Tie sentences to terms and notes. Raises `Problems` for a note that fits no sentence."""
    finders = {locale: Finder(terms, locale) for locale in LOCALES}
    links: dict[Locale, dict[str, tuple[Occurrence, ...]]] = {"zh": {}, "en": {}}
    passages: dict[str, dict[str, None]] = {}
    for container in containers(edition.outline):
        linked: dict[Locale, set[str]] = {"zh": set(), "en": set()}
        for paragraph in container:
            for sentence in paragraph.sentences:
                chinese = sentence.text
                found = list(finders["zh"].find(chinese, chinese))
                for one in found:
                    passages.setdefault(one.term.id, {})[paragraph.reference] = None
                target = edition.memory.target(chinese)
                present = {one.term for one in found}
                english = list(finders["en"].find(target, chinese, present))
                links["zh"][sentence.reference] = first_ones(found, linked["zh"])
                links["en"][sentence.reference] = first_ones(english, linked["en"])
    resolved = resolve_notes(edition.outline, notes)
    used = {term: tuple(places) for term, places in passages.items()}
    return LinkedEdition(edition, terms, links, used, resolved)


def containers(outline: Outline) -> Iterator[tuple[Paragraph, ...]]:
    """The paragraphs that stand together under one heading."""
    yield outline.front
    yield from (part.paragraphs for part in outline.parts)
    yield from (division.paragraphs for division in outline.divisions())


def first_ones(occurrences: Iterable[Occurrence], linked: set[str]) -> tuple[Occurrence, ...]:
    """The occurrences of terms that are not yet in `linked`; adds them to it."""
    chosen = []
    for one in occurrences:
        if one.term.id not in linked:
            linked.add(one.term.id)
            chosen.append(one)
    return tuple(chosen)


def resolve_notes(outline: Outline, notes: Collection[Note]) -> dict[str, tuple[Bilingual, ...]]:
    """Editor's notes by the reference of their sentence."""
    resolved: dict[str, tuple[Bilingual, ...]] = {}
    lines: dict[int, list[Sentence]] = {}
    for paragraph in outline.paragraphs():
        lines.setdefault(paragraph.line, []).extend(paragraph.sentences)
    problems = []
    for one in notes:
        fitting = [s for s in lines.get(one.line, ()) if one.quote in s.text]
        if len(fitting) != 1:
            found = (
                f"the note on {quote(one.quote)} fits {len(fitting)} sentences of line {one.line}"
            )
            remedy = "quote what stands in exactly one sentence of that line"
            problems.append(Problem(REPAIRS_FILE, found, remedy))
        else:
            place = fitting[0].reference
            resolved[place] = (*resolved.get(place, ()), one.note)
    raise_any(problems)
    return resolved
