"""The figures of the plan as `targets.toml` holds them. The law over them: `account`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, get_args

from msgspec import Struct

from planbook.fields import (
    Line,
    OptionalLine,
    OptionalReference,
    Ordinal,
    Reference,
    Slug,
    Year,
    exact,
)
from planbook.locales import Bilingual, Locale

FILE = "source/targets.toml"
Kind = Literal["result", "target", "rate", "standing", "limit"]
OtherKind = Literal["set phrase", "label", "name", "date", "rank"]
Theme = Literal[
    "economy", "innovation", "industry", "space", "opening", "transport", "environment",
    "housing", "education", "health", "culture", "sport", "employment", "care", "governance",
    "business",
]  # fmt: skip
THEMES: tuple[Theme, ...] = get_args(Theme)
"""In the order in which they are shown."""


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """One figure of the plan."""

    at: Reference
    """The sentence or heading in which it stands."""
    zh: Line
    """As it stands there, with its qualifier and unit."""
    en: Line
    """As it stands in the English of that sentence."""
    value: Decimal
    """Exact, in `unit`."""
    unit: Slug
    """A key of `Targets.units`."""
    measures: Bilingual
    """What it counts."""
    kind: Kind
    theme: Theme
    qualifier: OptionalLine = ""
    """A key of `planbook.figures.QUALIFIERS`, or empty."""
    upper: Decimal | None = None
    """The end of a range."""
    year: Year = 0
    """The year for which it is said; 0 where the plan says none."""
    body: Bilingual | None = None
    """The responsible body or place, where the sentence names one."""
    series: OptionalLine = ""
    """The same in the figures that can be compared: one thing, one unit, two times."""
    nth: Ordinal = 1
    """Which of several equal `zh` in the sentence, counted from 1."""

    def __post_init__(self) -> None:
        exact(self.value, self.upper)

    def of(self, locale: Locale) -> str:
        """The figure as it stands in the text of a language."""
        return self.zh if locale == "zh" else self.en


class Other(Struct, frozen=True, forbid_unknown_fields=True):
    """Numerals that are no figures."""

    kind: OtherKind
    texts: tuple[Line, ...]
    at: OptionalReference = ""
    """Only in this sentence; empty: wherever the texts stand."""


class Targets(Struct, frozen=True, forbid_unknown_fields=True):
    """`targets.toml`. Empty: the figures of this plan were not gathered."""

    units: Mapping[Slug, Bilingual] = {}
    figure: tuple[Target, ...] = ()
    other: tuple[Other, ...] = ()
