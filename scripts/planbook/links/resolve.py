"""Runs the stage `link`: decides which occurrences become links, and which sentence a note belongs to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from planbook.fields import Line, LineNumber
from planbook.links.pinyin import spell
from planbook.links.references import Mention, mentions
from planbook.links.terms import Finder, Occurrence, Term, apart
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.problems import Problem, quote, raise_any
from planbook.structure.model import Outline, Paragraph, Sentence
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.translation.join import Edition


class EditorsNote(Struct, frozen=True, forbid_unknown_fields=True):
    """An editor's note on a doubtful passage that is kept."""

    line: LineNumber
    """Line of the source."""
    quote: Line
    """Part of the sentence that the note belongs to."""
    note: Bilingual


@dataclass(frozen=True)
class LinkedEdition:
    """The edition with everything that its sentences refer to."""

    edition: Edition
    terms: tuple[Term, ...]
    links: Mapping[Locale, Mapping[str, tuple[Occurrence, ...]]]
    """The terms to link in each sentence, by locale."""
    found: Mapping[Locale, Mapping[str, tuple[Occurrence, ...]]]
    """All terms that occur in each sentence or title, by locale."""
    passages: Mapping[str, tuple[str, ...]]
    """The paragraphs that use each term, in text order."""
    mentions: Mapping[Locale, Mapping[str, tuple[Mention, ...]]]
    """The mentions of other passages of the plan in each sentence, by locale."""
    notes: Mapping[str, tuple[Bilingual, ...]]
    """Editor's notes by sentence."""
    readings: Mapping[str, str]
    """Our own pinyin, by phrase."""

    @cached_property
    def pinyin(self) -> Mapping[str, str]:
        """The pinyin of each term; empty if it has no Chinese character."""
        return {one.id: spell(one.zh, self.readings, name=is_name(one)) for one in self.terms}


def link(
    edition: Edition,
    terms: tuple[Term, ...],
    notes: Collection[EditorsNote],
    readings: Mapping[str, str],
) -> LinkedEdition:
    """Tie sentences to terms, passages, and notes. `readings` are our own, by phrase.

    Raises `Problems` for a note that does not fit exactly one sentence.
    """
    found, named = occurrences(edition, terms), mentions(edition)
    links: dict[Locale, dict[str, tuple[Occurrence, ...]]] = {"zh": {}, "en": {}}
    passages: dict[str, dict[str, None]] = {}
    for container in containers(edition.outline):
        linked: dict[Locale, set[str]] = {"zh": set(), "en": set()}
        for paragraph in container:
            for place in (sentence.reference for sentence in paragraph.sentences):
                for one in found["zh"][place]:
                    passages.setdefault(one.term.id, {})[paragraph.reference] = None
                for locale in LOCALES:
                    free = beside(found[locale][place], named[locale].get(place, ()))
                    links[locale][place] = first_ones(free, linked[locale])
    return LinkedEdition(
        edition=edition,
        terms=terms,
        links=links,
        found=found,
        passages={term: tuple(places) for term, places in passages.items()},
        mentions=named,
        notes=resolve_notes(edition.outline, notes),
        readings=readings,
    )


def occurrences(
    edition: Edition, terms: tuple[Term, ...]
) -> dict[Locale, dict[str, tuple[Occurrence, ...]]]:
    """All terms in all sentences and titles; in English, only those of its Chinese."""
    finders = {locale: Finder(terms, locale) for locale in LOCALES}
    found: dict[Locale, dict[str, tuple[Occurrence, ...]]] = {"zh": {}, "en": {}}
    for sentence in edition.outline.sentences():
        chinese = sentence.text
        here = tuple(finders["zh"].find(chinese, chinese))
        target = edition.memory.target(chinese)
        there = finders["en"].find(target, chinese, {one.term for one in here})
        found["zh"][sentence.reference] = here
        found["en"][sentence.reference] = tuple(there)
    return found


def is_name(term: Term) -> bool:
    """True for the name of something; policy language and technical terms are not names."""
    return term.type not in {"policy", "term"}


def is_of_states(term: Term) -> bool:
    """True for the name of an organization of states, which Chinese calls 组织: 上合组织."""
    return is_name(term) and term.zh.endswith("组织")


def containers(outline: Outline) -> Iterator[tuple[Paragraph, ...]]:
    """The paragraphs together under each heading."""
    yield outline.front
    yield from (part.paragraphs for part in outline.parts)
    yield from (division.paragraphs for division in outline.divisions())


def beside(occurrences: Iterable[Occurrence], named: Iterable[Mention]) -> Iterator[Occurrence]:
    """The occurrences that do not overlap a mention of a passage: that link is the rarer one."""
    places: list[Mention | Occurrence] = [*named, *occurrences]
    yield from (one for one in apart(places) if isinstance(one, Occurrence))


def first_ones(occurrences: Iterable[Occurrence], linked: set[str]) -> tuple[Occurrence, ...]:
    """The occurrences of terms that are not yet in `linked`; adds them to it."""
    chosen = []
    for one in occurrences:
        if one.term.id not in linked:
            linked.add(one.term.id)
            chosen.append(one)
    return tuple(chosen)


def resolve_notes(
    outline: Outline, notes: Collection[EditorsNote]
) -> dict[str, tuple[Bilingual, ...]]:
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
            remedy = "quote text that is in exactly one sentence of that line"
            problems.append(Problem(REPAIRS_FILE, found, remedy))
        else:
            place = fitting[0].reference
            resolved[place] = (*resolved.get(place, ()), one.note)
    raise_any(problems)
    return resolved
