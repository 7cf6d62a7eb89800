"""Defines the termbase entries of `terms.toml`, and checks the termbase as a whole."""

from collections.abc import Iterator
from typing import Literal, get_args

from msgspec import Struct

from planbook.fields import Line, OptionalLine, Slug
from planbook.locales import Bilingual, Locale
from planbook.problems import Problem

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
    """The faults of a termbase as a whole: malformed or duplicate ids, and duplicate Chinese forms.

    Terms may share a Chinese form if each of them has a context.
    """
    ids: set[str] = set()
    owners: dict[str, Term] = {}
    for term in terms:
        if term.id in ids or not term.id.replace("-", "").isalnum() or not term.id.isascii():
            found = f"the id {term.id!r} appears twice, or is not made of a-z, 0-9, and -"
            yield Problem(FILE, found, "give every term its own id")
        ids.add(term.id)
        for form in term.forms("zh"):
            other = owners.setdefault(form, term)
            if other is not term and not (other.context and term.context):
                found = f"{form} is listed under both {other.id} and {term.id}"
                yield Problem(FILE, found, "keep one of them, or give both a `context`")
