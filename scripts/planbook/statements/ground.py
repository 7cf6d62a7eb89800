"""Checks statements (our sentences about the plan) against the passages that they cite.

A statement must be supported by the passages that it names. `faults` checks this as far as code
can; `planbook check` judges the English by the rules of STYLE.md.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from planbook.characters import HAN
from planbook.checks.kit import Kind, Kit, Unit, placed
from planbook.fields import Reference, exact
from planbook.figures import Figure, chinese, english, plain
from planbook.links.resolve import LinkedEdition, is_name
from planbook.links.terms import Finder, Term
from planbook.locales import Bilingual
from planbook.problems import Problem, quote
from planbook.structure.model import Paragraph

RUN = re.compile(rf"[{HAN}]+")
SHARE = 0.5
"""Minimum share of a statement's Chinese that must be words of its passages."""
OUTCOME = re.compile(r"已经|已(?!有)|完成了|取得了|建成了|实现了")
"""Words that report a result; allowed only if a passage reports one too."""


class Statement(Bilingual, frozen=True, forbid_unknown_fields=True):
    """A sentence about the plan."""

    at: tuple[Reference, ...]
    """References of the sentences, paragraphs, or headings that support it; at least one."""


CONVERSIONS: Mapping[str, Decimal] = {"hectare": Decimal(100)}
"""The number of these units in one of the plan's: 100 hectares are a square kilometer."""


class Converted(Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers of a statement that are the plan's, converted to another unit."""

    to: Literal["hectare"]
    numbers: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        exact(*self.numbers)


class Converting(Statement, frozen=True, forbid_unknown_fields=True):
    """A statement that may also give numbers of its passages in another unit."""

    converted: Converted | None = None


def converted_in(statement: Statement) -> Converted | None:
    return statement.converted if isinstance(statement, Converting) else None


@dataclass(frozen=True)
class Ground:
    """The texts of the plan by reference, and the names that statements may use."""

    texts: Mapping[str, tuple[str, str]]
    """The Chinese and English of each sentence, paragraph, or heading, by reference.

    The English is empty if any of it is missing.
    """
    subject: str
    """The text before the first chapter: names in it may be used everywhere."""
    reviews: frozenset[str]
    """References under headings that review an earlier period."""
    terms: tuple[Term, ...]

    @cached_property
    def kit(self) -> Kit:
        return Kit(self.terms)

    @cached_property
    def english_names(self) -> Finder:
        return Finder(filter(is_name, self.terms), "en")

    def passages(self, references: Iterable[str]) -> tuple[str, str]:
        """The Chinese and the English of these passages, joined; unknown ones are left out."""
        found = [self.texts[one] for one in references if one in self.texts]
        return "\n".join(zh for zh, _ in found), "\n".join(en for _, en in found)


def is_heading(reference: str) -> bool:
    """True for the reference of a chapter, section, or subsection: 2, 2.1, or 2.1.3."""
    return reference.count(".") < 3 and reference.partition(".")[0] != "0"


def ground_of(linked: LinkedEdition) -> Ground:
    """Every sentence, paragraph, and heading of the plan by its reference."""
    memory = linked.edition.memory
    texts: dict[str, tuple[str, str]] = {}
    for block in linked.edition.outline.blocks():
        pairs = [(one.text, memory.target(one.text)) for one in block.sentences]
        texts |= {one.reference: pair for one, pair in zip(block.sentences, pairs, strict=True)}
        if isinstance(block, Paragraph):
            said = [en for _, en in pairs]
            whole = "".join(zh for zh, _ in pairs), " ".join(said) if all(said) else ""
            texts[block.reference] = whole
    reviews = frozenset(
        place.sentence.reference for place, back in placed(linked.edition.outline) if back
    )
    subject = "\n".join(one.text for p in linked.edition.outline.front for one in p.sentences)
    return Ground(texts, subject, reviews, linked.terms)


def faults(statement: Statement, ground: Ground, file: str, place: str) -> Iterator[Problem]:
    """The faults in a statement's support. `place` names the entry that holds it."""
    unknown = [one for one in statement.at if one not in ground.texts]
    for one in unknown:
        remedy = "give the number in the margin of the passage, with its sentence"
        yield problem(statement, file, place, f"the plan has no {one}", remedy)
    if not statement.at:
        remedy = "add `at` with the sentences that support it"
        yield problem(statement, file, place, "no passage supports it", remedy)
    elif not unknown:
        remedy = f"word it from {', '.join(statement.at)}, or name the passage that says so"
        for found in (
            *strange_numbers(statement, ground),
            *false_conversions(statement, ground),
            *strange_names(statement, ground),
            *strange_words(statement, ground),
        ):
            yield problem(statement, file, place, found, remedy)


def problem(statement: Statement, file: str, place: str, found: str, remedy: str) -> Problem:
    return Problem(file, f"{place}: {found}: {quote(statement.zh)}", remedy)


def strange_numbers(statement: Statement, ground: Ground) -> Iterator[str]:
    """Numbers of the statement that its passages do not have, in either language."""
    zh, en = ground.passages(statement.at)
    made = converted_in(statement)
    own = set(made.numbers) if made else set()
    here = ground.kit.without_numeric_terms(statement.zh, statement.en)
    there = ground.kit.without_numeric_terms(zh, en)
    pairs = [(values(chinese(here[0])), values(chinese(there[0])))]
    if all(ground.texts[one][1] for one in statement.at):
        pairs.append((values(english(here[1])), values(english(there[1]))))
    for found, known in pairs:
        for value in found - known - own:
            yield f"no passage has the number {plain(value)}"


def false_conversions(statement: Statement, ground: Ground) -> Iterator[str]:
    """Converted numbers that are not exact, or not marked as ours."""
    if not (made := converted_in(statement)):
        return
    zh, _ = ground.passages(statement.at)
    exact = {value * CONVERSIONS[made.to] for value in values(chinese(zh))}
    for value in made.numbers:
        if value not in exact:
            yield f"{plain(value)} is not a number from its passages converted to {made.to}"
    if "换算" not in statement.zh or "onversion" not in statement.en:
        yield "it does not say that the conversion is ours (换算, conversion)"


def values(figures: Iterable[Figure]) -> set[Decimal]:
    return {one.value for one in figures}


def strange_names(statement: Statement, ground: Ground) -> Iterator[str]:
    """Terms of the statement that its passages do not have."""
    zh, en = ground.passages(statement.at)
    known = ground.subject + zh
    worded = {one.term.id for one in ground.english_names.find(en, known)}
    for one in (
        *ground.kit.hits(statement.zh),
        *ground.english_names.find(statement.en, known),
    ):
        named = any(form in known for form in one.term.forms("zh"))
        # The Chinese may use a shorter form of a name than the English does: 邮轮母港.
        if not named and one.term.id not in worded:
            yield f"no passage names {one.term.zh} ({one.term.en})"


def strange_words(statement: Statement, ground: Ground) -> Iterator[str]:
    """Faults of wording: words that are not the passages', or a result that they do not report."""
    zh, _ = ground.passages(statement.at)
    share = shared(statement.zh, zh)
    if share < SHARE:
        yield f"only {share:.0%} of its words are in its passages; at least {SHARE:.0%} must be"
    if (found := OUTCOME.search(statement.zh)) and not OUTCOME.search(zh):
        yield f"“{found[0]}” reports a result, but its passages do not"


def shared(text: str, passages: str) -> float:
    """The share of pairs of neighboring Chinese characters that the passages have too."""
    own = [one for run in RUN.findall(text) for one in pairwise(run)]
    known = {one for run in RUN.findall(passages) for one in pairwise(run)}
    return sum(one in known for one in own) / len(own) if own else 1.0


def own(text: Bilingual, file: str, place: str, kind: Kind = "sentence") -> Unit:
    """A remark or name of ours as a unit for the rules of `planbook check`."""
    return Unit(source=text.zh, target=text.en, reference=place, kind=kind, file=file)


def repeated(names: Iterable[str]) -> Iterator[str]:
    """Each name that has occurred before."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield name
        seen.add(name)


def unit_of(statement: Statement, ground: Ground, file: str, place: str) -> Unit:
    """The statement as a unit for the rules of `planbook check`."""
    return Unit(
        source=statement.zh,
        target=statement.en,
        reference=place,
        looks_back=bool(statement.at) and all(one in ground.reviews for one in statement.at),
        file=file,
    )
