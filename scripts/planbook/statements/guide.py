"""Defines `guide.toml`, the guide for investors: its sections, questions, and facts."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from planbook.checks.kit import Unit
from planbook.fields import Line, OptionalReference, Reference, Slug
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.problems import Problem
from planbook.statements.ground import (
    Converting,
    Ground,
    Statement,
    faults,
    is_heading,
    own,
    repeated,
    unit_of,
)

FILE = "source/guide.toml"
OWN_ANCHORS = frozenset(("guide",))
"""Anchors of the page's own headings."""
OwnPage = Literal["translation", "glossary", "about"]
Shown = Literal["place", "tracks", "pages", "silence", "verbs", "glance"]


class Fact(Statement, frozen=True, forbid_unknown_fields=True):
    """One of the key facts that the brief gives."""

    label: Bilingual
    """Its subject."""
    key: Bilingual
    """The words to emphasize in it."""


class Keys(Struct, frozen=True, forbid_unknown_fields=True):
    """Words to emphasize, in each language."""

    zh: tuple[Line, ...]
    en: tuple[Line, ...]

    def of(self, locale: Locale) -> tuple[str, ...]:
        return self.zh if locale == "zh" else self.en


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """An investor's question, with the plan's answers."""

    id: Slug
    section: Slug
    """The id of its section."""
    ask: Bilingual
    answer: tuple[Converting, ...]
    key: Keys
    """The words to emphasize in the answers."""
    more: tuple[Reference, ...] = ()
    """References of headings that say more, if the passages of the answers do not lead there."""
    open: Bilingual | None = None
    """The part that the plan leaves open."""

    @property
    def anchor(self) -> str:
        return f"q-{self.id}"


class Remark(Bilingual, frozen=True, forbid_unknown_fields=True):
    """An explanation of ours. It claims nothing about the plan beyond what `at` shows."""

    at: tuple[Reference, ...] = ()


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the page: our words, the plan's, and what it shows; then its questions."""

    id: Slug
    title: Bilingual
    remark: tuple[Remark, ...] = ()
    plan: tuple[Statement, ...] = ()
    shows: tuple[Shown, ...] = ()
    """Other content: the locator, the sectors, links to pages, `silence`, `verb`, the plan at a
    glance."""
    pages: tuple[OwnPage, ...] = ()
    """Pages of the site that say more."""
    example: OptionalReference = ""
    """Reference of a paragraph to look at in both languages."""


class Verb(Struct, frozen=True, forbid_unknown_fields=True):
    """The strength of a verb of intent."""

    zh: tuple[Line, ...]
    en: Line
    strength: Bilingual
    at: Reference
    """A sentence of the plan that uses one of them."""


class Silence(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that the plan does not say, and the kind of source that does."""

    missing: Bilingual
    source: Bilingual


class Guide(Struct, frozen=True, forbid_unknown_fields=True):
    """`guide.toml`. Empty: the plan has no guide, no link to it, and no brief."""

    target: tuple[Reference, ...] = ()
    """References of the sentences whose figures the brief gives."""
    fact: tuple[Fact, ...] = ()
    section: tuple[Section, ...] = ()
    """In the order of the page."""
    question: tuple[Question, ...] = ()
    verb: tuple[Verb, ...] = ()
    silence: tuple[Silence, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.fact or self.question)

    def statements(self) -> Iterator[tuple[str, Statement]]:
        """Every statement about the plan, with the name of its entry."""
        for number, fact in enumerate(self.fact, 1):
            yield f"fact {number}", fact
        for question in self.question:
            yield from ((question.id, one) for one in question.answer)
        for section in self.section:
            yield from ((section.id, one) for one in section.plan)


def guide_faults(guide: Guide, ground: Ground) -> Iterator[Problem]:
    """Unsupported statements, missing words, and references that lead nowhere."""
    for place, statement in guide.statements():
        yield from faults(statement, ground, FILE, place)
    yield from lost_keys(guide)
    yield from idle_verbs(guide, ground)
    anchors = (*(one.anchor for one in guide.question), *(one.id for one in guide.section))
    for name in repeated((*OWN_ANCHORS, *anchors)):
        yield Problem(FILE, f"{name} appears twice", "give each entry its own id")
    for place, reference in references(guide):
        if reference not in ground.texts:
            remedy = "give the number in the margin or at the heading"
            yield Problem(FILE, f"{place}: the plan has no {reference}", remedy)
    sections = {one.id for one in guide.section}
    for question in guide.question:
        if question.section not in sections:
            remedy = f"name one of {', '.join(sorted(sections))}"
            yield Problem(FILE, f"{question.id}: there is no section {question.section}", remedy)
        for reference in question.more:
            if reference in ground.texts and not is_heading(reference):
                found = f"{question.id}: {reference} is not a heading"
                yield Problem(FILE, found, "put the number of a heading in `more`, such as 2.1")


def lost_keys(guide: Guide) -> Iterator[Problem]:
    """Words to emphasize that their text does not have."""
    for locale in LOCALES:
        for number, fact in enumerate(guide.fact, 1):
            if fact.key.of(locale) not in fact.of(locale):
                yield lost(f"fact {number}", fact.key.of(locale))
        for question in guide.question:
            said = "\n".join(one.of(locale) for one in question.answer)
            yield from (
                lost(question.id, one) for one in question.key.of(locale) if one not in said
            )


def lost(place: str, key: str) -> Problem:
    return Problem(FILE, f"{place}: its text has no “{key}”", "copy `key` from the text exactly")


def idle_verbs(guide: Guide, ground: Ground) -> Iterator[Problem]:
    """Verbs whose example does not use them."""
    for verb in guide.verb:
        said, _ = ground.texts.get(verb.at, ("", ""))
        if said and not any(form in said for form in verb.zh):
            found = f"{'、'.join(verb.zh)}: {verb.at} does not use any of these verbs"
            yield Problem(FILE, found, "name a sentence that does")


def references(guide: Guide) -> Iterator[tuple[str, str]]:
    """Every reference that is not a statement's, with the name of its entry."""
    yield from (("target", one) for one in guide.target)
    for question in guide.question:
        yield from ((question.id, one) for one in question.more)
    for section in guide.section:
        yield from ((section.id, one) for remark in section.remark for one in remark.at)
        if section.example:
            yield section.id, section.example
    yield from ((verb.en, verb.at) for verb in guide.verb)


def guide_units(guide: Guide, ground: Ground) -> Iterator[Unit]:
    """All the English of the guide, statements and remarks, for the rules of `planbook check`."""
    for place, statement in guide.statements():
        yield unit_of(statement, ground, FILE, place)
    yield from (own(fact.label, FILE, f"fact {n}", "title") for n, fact in enumerate(guide.fact, 1))
    for question in guide.question:
        yield own(question.ask, FILE, question.id, "lead")
        if question.open:
            yield own(question.open, FILE, question.id)
    for section in guide.section:
        yield own(section.title, FILE, section.id, "title")
        yield from (own(one, FILE, section.id) for one in section.remark)
    for verb in guide.verb:
        yield own(verb.strength, FILE, verb.en)
    for silence in guide.silence:
        yield own(silence.missing, FILE, "silence", "title")
        yield own(silence.source, FILE, "silence", "title")
