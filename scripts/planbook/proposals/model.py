"""Models what is proposed: records as in `targets.toml`, but for what no rule can tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from planbook.proposals.units import Unit
from planbook.statements.targets import Kind, Nature, OtherKind, Theme


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence's place tells about its figures."""

    at: str
    looks_back: bool
    """True under a heading that reviews an earlier period."""
    first_year: int
    """The first year of the plan; 0 if unknown."""
    last_year: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A figure as rules read it. Empty or None: left to the person who confirms it."""

    at: str
    start: int
    """Offset of its first numeral in the sentence."""
    zh: str
    value: Decimal
    upper: Decimal | None
    unit: Unit | None
    qualifier: str
    measures: str
    """The words around it that say what it counts."""
    kind: Kind
    yearly: bool = False
    year: int = 0
    nth: int = 1
    en: str = ""
    is_translated: bool = False
    """True if its sentence is in English, and so must the record be."""
    series: str = ""
    nature: Nature = ""
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that is proposed for a plan."""

    figures: tuple[Proposed, ...]
    """In text order."""
    others: Mapping[tuple[OtherKind, str], tuple[str, ...]]
    """Texts whose numerals are not figures, by kind and, if they say too little by themselves, by
    their sentence.
    """
