"""Defines `terms.toml`, the termbase; checks it as a whole, and finds its terms in texts."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol, TypeVar, get_args

import msgspec
from msgspec import Struct

from planbook import base
from planbook.fields import Line, OptionalLine, Slug
from planbook.locales import Bilingual, Locale
from planbook.problems import Problem, Problems
from planbook.text.decode import decode
from planbook.text.words import borders_of
from planbook.translation.memory import key

FILE = "source/terms.toml"
Type = Literal[
    "policy", "term", "organisation", "place", "zone", "project", "programme",
    "institution", "brand", "measure", "honour", "treaty",
]  # fmt: skip
TYPES: tuple[Type, ...] = get_args(Type)
"""In display order."""
Confidence = Literal["confirmed", "descriptive", "unconfirmed"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """One concept with its forms in both languages."""

    id: Slug
    """ASCII, unique, never changed: the entry's anchor is `t-<id>`."""
    zh: Line
    en: Line
    """The preferred English, as used in running text."""
    type: Type
    confidence: Confidence
    """`confirmed`: used by the body itself or an official source; `descriptive`: our plain
    rendering; `unconfirmed`: a name without any confirmed English."""
    definition_zh: OptionalLine
    definition_en: OptionalLine
    authority: OptionalLine = ""
    """The user of this English."""
    also_zh: tuple[Line, ...] = ()
    admitted: tuple[Line, ...] = ()
    forbidden: tuple[Line, ...] = ()
    context: tuple[Line, ...] = ()
    """For a Chinese form that also has another meaning: the term is meant only if the same sentence
    has any of these texts. Empty: it is always meant."""

    @property
    def anchor(self) -> str:
        return f"t-{self.id}"

    def forms(self, locale: Locale) -> tuple[str, ...]:
        """Every form that may occur in the text, the preferred one first."""
        return (self.zh, *self.also_zh) if locale == "zh" else (self.en, *self.admitted)

    def is_meant(self, chinese: str) -> bool:
        """True if a form of the term in this Chinese sentence means the term."""
        return not self.context or any(text in chinese for text in self.context)

    def definition(self, locale: Locale) -> str:
        return Bilingual(self.definition_zh, self.definition_en).of(locale)


def faults(terms: tuple[Term, ...]) -> Iterator[Problem]:
    """The faults of a termbase as a whole: duplicate ids, and duplicate Chinese forms.

    Terms may share a Chinese form if each of them has a context.
    """
    ids: set[str] = set()
    owners: dict[str, Term] = {}
    for term in terms:
        if term.id in ids:
            yield Problem(FILE, f"the id {term.id!r} appears twice", "give every term its own id")
        ids.add(term.id)
        for form in term.forms("zh"):
            other = owners.setdefault(form, term)
            if other is not term and not (other.context and term.context):
                found = f"{form} is listed under both {other.id} and {term.id}"
                yield Problem(FILE, found, "keep one of them, or give both a `context`")


# --- terms in a text


AROUND = 20
"""Characters on either side in which the words at an occurrence are cut as in the whole text."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term found in a text, at [start, end)."""

    start: int
    end: int
    term: Term


class Finder:
    """Finds all terms in one pass; the longest of nested forms wins."""

    def __init__(self, terms: Iterable[Term], locale: Locale) -> None:
        self.locale = locale
        self.owners: dict[str, list[Term]] = {}
        for term in terms:
            for form in term.forms(locale):
                self.owners.setdefault(form.casefold(), []).append(term)
        forms = sorted(self.owners, key=lambda form: (-len(form), form))
        pattern = alternatives(forms) if forms else r"(?!)"
        # English forms are between word borders and may have a plural ending.
        bordered = rf"(?<!\w)({pattern})(?:s|es)?(?!\w)" if locale == "en" else f"({pattern})"
        self.pattern = re.compile(bordered, re.IGNORECASE)

    def find(
        self, text: str, chinese: str, among: Collection[Term] | None = None
    ) -> Iterator[Occurrence]:
        """The terms of a text; `chinese` is the text itself or the Chinese that it translates.

        Among terms that share a form, the one meant there is chosen. `among` limits the choice.
        """
        meant: dict[str, Term | None] = {}
        for found in self.matches(text):
            form = found[1].casefold()
            if form not in meant:
                meant[form] = self.owner(form, chinese, among)
            if term := meant[form]:
                yield Occurrence(*found.span(), term)

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """The forms in a text; in Chinese, without those that other words only seem to spell."""
        at, borders = 0, None
        while found := self.pattern.search(text, at):
            if self.locale == "zh" and borders is None:
                borders = borders_of(text)
            is_cut = borders is not None and borders.isdisjoint(found.span())
            at = found.start() + 1 if is_cut else found.end()
            if not is_cut:
                yield found

    def owner(self, form: str, chinese: str, among: Collection[Term] | None) -> Term | None:
        # A letter such as İ may match another without regard to case, but fold differently.
        for term in self.owners.get(form, ()):
            if term.is_meant(chinese) and (among is None or term in among):
                return term
        return None


def occurs(form: str, text: str) -> bool:
    """True if a Chinese text has the form, and not only where other words seem to spell it."""
    for found in re.finditer(re.escape(form), text) if form in text else ():
        start, end = max(0, found.start() - AROUND), found.end() + AROUND
        if not borders_of(text[start:end]).isdisjoint(at - start for at in found.span()):
            return True
    return False


@cache
def general() -> Mapping[Term, None]:
    """The terms that come with planbook, in their order."""
    return dict.fromkeys(msgspec.convert(table, Term) for table in base.terms().values())


def general_terms(own: tuple[Term, ...], raw: bytes) -> Iterator[Term]:
    """The general terms that occur in the plan's text and that its own do not replace."""
    try:
        text = key(decode(raw).text)
    except Problems:  # which the stage `decode` reports
        return
    taken = {name for term in own for name in (term.id, *term.forms("zh"))}
    for term in general():
        forms = term.forms("zh")
        if taken.isdisjoint((term.id, *forms)) and any(occurs(key(one), text) for one in forms):
            yield term


def alternatives(forms: Iterable[str], depth: int = 3) -> str:
    """A pattern of the forms, first match wins, branching by their first characters.

    As a result, only a few are tried at each place of a text.
    """
    if not depth:
        return "|".join(map(re.escape, forms))
    groups: dict[str, list[str]] = {}
    for form in forms:
        groups.setdefault(form[:1], []).append(form[1:])
    # The form that ends here comes last: it is shorter than all others with the same beginning.
    ended = groups.pop("", None) is not None
    nested = (
        f"{re.escape(one)}(?:{alternatives(rest, depth - 1)})" for one, rest in groups.items()
    )
    return "|".join([*nested, *([""] if ended else [])])


class Place(Protocol):
    """Something in a text at [start, end)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Place)


def apart(places: Iterable[P]) -> list[P]:
    """Places that do not overlap, in text order; of overlapping ones, the one given first."""
    given = list(places)
    taken = bytearray(max((one.end for one in given), default=0))
    chosen: list[P] = []
    for one in given:
        if taken.find(1, one.start, one.end) < 0:
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.start)
