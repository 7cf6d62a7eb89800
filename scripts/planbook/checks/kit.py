"""Defines rules, the units that they judge, and a kit with what they need: termbase, other units."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from operator import attrgetter
from typing import Literal, get_args

from spellchecker import SpellChecker
from Stemmer import Stemmer

from planbook.description import Description
from planbook.links.terms import Finder, Occurrence, Term
from planbook.locales import Locale
from planbook.structure.model import Outline, Paragraph, Place
from planbook.translation.memory import FILE, Memory, State, key

Kind = Literal["sentence", "lead", "title"]
TITLES = ("front", "heading", "caption", "table")
"""Paragraphs whose sentences are titles."""
REVIEW = re.compile(r"成就|成效|回顾|发展基础")
"""In a heading, it marks a review of an earlier period, told in the past tense."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of translation in both languages, with what rules need to know about its place."""

    source: str
    """The repaired Chinese."""
    target: str
    """Its English in the memory, published or not."""
    status: State = "translated"
    reference: str = ""
    """Its first place, e.g., `2.1.3.2.1`; `2.1.3` for a heading."""
    heading: str = ""
    """The Chinese heading above it, with its mark; for a heading, the heading itself."""
    kind: Kind = "sentence"
    """`title` is a heading, caption, or cell; `lead` heads its paragraph."""
    looks_back: bool = False
    """True under a heading that reviews an earlier period."""
    file: str = FILE
    """The file in which to correct it."""


def units_of(outline: Outline, memory: Memory) -> tuple[Unit, ...]:
    """Every unit of the text once, at its first place."""
    found: dict[str, Unit] = {}
    for place, looks_back in placed(outline):
        sentence, heading = place.sentence, place.heading
        name = key(sentence.text)
        if name not in found:
            entry = memory.entries[name]
            found[name] = Unit(
                source=sentence.text,
                target=entry.target,
                status=entry.status,
                reference=sentence.reference,
                heading=heading.mark + heading.title.text if heading else "",
                kind=kind_of(place),
                looks_back=looks_back,
            )
    return tuple(found.values())


def placed(outline: Outline) -> Iterator[tuple[Place, bool]]:
    """Each unit in its place, and whether it looks back."""
    reviewing = ""
    for one in outline.places():
        if one.block is one.heading and not f"{one.reference}.".startswith(f"{reviewing}."):
            reviewing = one.reference if REVIEW.search(one.sentence.text) else ""
        yield one, bool(reviewing)


def kind_of(place: Place) -> Kind:
    if isinstance(place.block, Paragraph) and place.block.kind in TITLES:
        return "title"
    if place.kind == "heading":
        return "title"
    return "lead" if place.kind == "lead" else "sentence"


# --- rules, and what they need


NUMERIC = re.compile(r"[\d一二两三四五六七八九十百千万亿]")
Severity = Literal["critical", "major", "minor", "pending"]
"""How grave a fault is. `pending` is not a fault: the English is not published yet."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
ARTICLES = {"a", "an", "the"}
LONGEST_WORD = 50
"""Maximum letters of a word that is stemmed. The stemmer slows down with every further letter."""
PAST = (
    r"\b(?:was|were|had)\b|\b(?:has|have) been\b"
    r"|\b(?:PLACE|[Ii]t|[Tt]hey)\s+(?:has|have)\s+(?:\w+ed|built|set|become|made|won)\b"
    r"|\b(?:PLACE|[Ii]t)\s+(?:\w+ed(?! with| by| in| to)|built|grew|rose|became|won)\b"
)
SENTENCE_END = re.compile(r"(?<=[.!?])[”)]*\s+(?=[“A-Z\d])")
"""Between two English sentences."""
STEMMER = Stemmer("english")


@cache
def stem(word: str) -> str:
    if len(word) > LONGEST_WORD:
        return word
    stemmed: str = STEMMER.stemWord(word)
    return stemmed


@cache
def stems(text: str) -> str:
    """The stems of the words of an English text, without articles, with blanks around each.

    Plural, tense, and hyphens make no difference: `cutting taxes` matches `Tax and fees cut` only
    word by word, but `industrial chains` is in `the industrial-chain map`.
    """
    words = re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", ""))
    return f" {' '.join(stem(word) for word in words if word not in ARTICLES)} "


def bare(text: str) -> str:
    """A text without blanks and punctuation, case folded."""
    return re.sub(r"[\W_]+", "", text).casefold()


class Kit:
    """The termbase and the units in the forms that rules need."""

    def __init__(
        self,
        terms: Iterable[Term] = (),
        units: Iterable[Unit] = (),
        words: Iterable[str] = (),
        plan: Description | None = None,
    ) -> None:
        self.terms = tuple(terms)
        self.units = tuple(units)
        self.words = tuple(words)
        self.plan = plan
        self.finder = Finder(self.terms, "zh")

    @cache  # noqa: B019 - a kit lives as long as the run
    def hits(self, source: str) -> tuple[Occurrence, ...]:
        """The terms of a Chinese text, in order; the longest of nested ones."""
        return tuple(self.finder.find(source, source))

    @cache  # noqa: B019
    def without_numeric_terms(self, source: str, target: str) -> tuple[str, str]:
        """Both texts with terms that have a number in their name masked; lengths do not change.

        五号线, 万人计划, and 江城5号 are names, which the termbase covers, not figures.
        """
        numeric = [
            one for one in self.hits(source) if any(map(NUMERIC.search, one.term.forms("zh")))
        ]
        source = masked(source, (slice(one.start, one.end) for one in numeric))
        forms = {form for one in numeric for form in one.term.forms("en")}
        folded = target.casefold()
        for form in sorted(forms, key=lambda form: (-len(form), form)):
            if form.casefold() in folded:
                pattern = rf"(?<!\w){re.escape(form)}(?:s|es)?(?!\w)"
                found = re.finditer(pattern, target, flags=re.IGNORECASE)
                target = masked(target, (slice(*one.span()) for one in found))
        return source, target

    @cached_property
    def past(self) -> re.Pattern[str]:
        """The past tense in the English of a plan, whatever it calls its place."""
        subjects = self.plan.subjects if self.plan else ("place",)
        return re.compile(PAST.replace("PLACE", "|".join(map(re.escape, subjects))))

    @cached_property
    def same(self) -> Mapping[tuple[Locale, str], Mapping[str, Unit]]:
        """Translated units by a text without punctuation and case: the first of each other text."""
        found: dict[tuple[Locale, str], dict[str, Unit]] = {}
        for unit in filter(attrgetter("target"), self.units):
            source, target = bare(unit.source), bare(unit.target)
            found.setdefault(("zh", source), {}).setdefault(target, unit)
            found.setdefault(("en", target), {}).setdefault(source, unit)
        return found

    @cached_property
    def own_words(self) -> Collection[str]:
        """The stems of every word of the termbase's English and of the word list."""
        forms = (form for term in self.terms for form in term.forms("en"))
        return {word for text in (*forms, *self.words) for word in stems(text).split()}

    def knows(self, word: str) -> bool:
        """True if the word, in any form, is in the termbase or on the word list."""
        return stem(word.casefold()) in self.own_words


@cache
def dictionary() -> SpellChecker:
    """English words, with their frequencies."""
    return SpellChecker(language="en", distance=1)


def masked(text: str, places: Iterable[slice]) -> str:
    """The text with □ for every character at these places."""
    characters = list(text)
    for one in places:
        characters[one] = "□" * (one.stop - one.start)
    return "".join(characters)


Judge = Callable[[Unit, Kit], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with a unit."""

    code: str
    """A letter for the subject and two digits, e.g., `N01`."""
    severity: Severity
    title: str
    """The fault that it finds, as a phrase."""
    remedy: str
    """The remedy, as an instruction."""
    judge: Judge
    """Gives a phrase for each fault found."""


def rule(code: str, severity: Severity, title: str, remedy: str) -> Callable[[Judge], Rule]:
    """Make a rule of the function below."""
    return partial(Rule, code, severity, title, remedy)
