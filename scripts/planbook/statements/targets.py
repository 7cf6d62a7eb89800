"""Defines `targets.toml`: the figures of the plan. `records` and `tie` check them against its text."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Literal, get_args

from msgspec import Struct

from planbook.checks.kit import Unit
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
from planbook.locales import Bilingual, Locale, Translatable
from planbook.problems import Problem
from planbook.statements.ground import own

FILE = "source/targets.toml"
Kind = Literal["result", "target", "duration", "standing", "limit"]
Nature = Literal["", "binding", "anticipatory"]
OtherKind = Literal["set phrase", "label", "name", "date", "rank"]
Theme = Literal[
    "economy", "innovation", "industry", "space", "opening", "transport", "environment",
    "housing", "education", "health", "culture", "sport", "employment", "care", "governance",
    "business",
]  # fmt: skip
THEMES: tuple[Theme, ...] = get_args(Theme)
"""In display order."""


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """One figure of the plan."""

    at: Reference
    """The sentence or heading that contains it."""
    zh: Line
    """Its text there, with its qualifier and unit."""
    value: Decimal
    """Exact, in `unit`."""
    unit: Slug
    """A key of `Targets.units`."""
    measures: Translatable
    """The thing that it counts."""
    kind: Kind
    theme: Theme
    en: OptionalLine = ""
    """Its text in the English of that sentence; empty as long as that has no finished English."""
    yearly: bool = False
    """True for an amount each year."""
    qualifier: OptionalLine = ""
    """A key of `planbook.figures.QUALIFIERS`, or empty."""
    upper: Decimal | None = None
    """The end of a range."""
    year: Year = 0
    """The year that it applies to; 0 if the plan gives none."""
    nature: Nature = ""
    """For a target in a table of indicators: 约束性 or 预期性; otherwise empty."""
    body: Bilingual | None = None
    """The responsible body or place, if the sentence names one."""
    series: OptionalLine = ""
    """The same for a figure and the target for the same thing: one scope, one unit, two times."""
    nth: Ordinal = 1
    """Its position among equal `zh` in the sentence, counted from 1."""

    def __post_init__(self) -> None:
        exact(self.value, self.upper)

    @property
    def text(self) -> Translatable:
        """The figure as written in the texts of its sentence."""
        return Translatable(self.zh, self.en)

    def of(self, locale: Locale) -> str:
        """The figure as written in a language's text; without English, as in the Chinese."""
        return self.text.of(locale)

    @property
    def is_translated(self) -> bool:
        """True if both the figure and what it measures are in English."""
        return bool(self.en and self.measures.en)


class Other(Struct, frozen=True, forbid_unknown_fields=True):
    """Numerals that are not figures."""

    kind: OtherKind
    texts: tuple[Line, ...]
    at: OptionalReference = ""
    """The only sentence that this covers; empty: wherever the texts occur."""


class Targets(Struct, frozen=True, forbid_unknown_fields=True):
    """`targets.toml`. Empty: the figures of this plan were not gathered."""

    units: Mapping[Slug, Bilingual] = {}
    figure: tuple[Target, ...] = ()
    other: tuple[Other, ...] = ()


def set_faults(targets: Targets) -> Iterator[Problem]:
    """Faults of units and series: unknown, unneeded, or different in figures to be compared."""
    used = {one.unit for one in targets.figure}
    for unit in sorted(used - set(targets.units)):
        remedy = "add it to [units] with its names, or use a unit that is there"
        yield Problem(FILE, f"the unit {unit!r} is not in [units]", remedy)
    for unit in sorted(set(targets.units) - used):
        yield Problem(FILE, f"no figure has the unit {unit!r}", "remove it from [units]")
    in_series = sorted((one for one in targets.figure if one.series), key=attrgetter("series"))
    for name, group in groupby(in_series, key=attrgetter("series")):
        yield from series_faults(name, list(group))


def series_faults(name: str, figures: Sequence[Target]) -> Iterator[Problem]:
    places = ", ".join(f"{one.at} {one.zh}" for one in figures)
    if len(figures) < 2:
        found = f"the series {name!r} has only one figure: {places}"
        yield Problem(FILE, found, "add it to the other figure, or leave `series` out")
    units = sorted({one.unit for one in figures})
    if len(units) > 1:
        found = f"the series {name!r} has the units {' and '.join(units)}: {places}"
        yield Problem(FILE, found, "compare only figures with the same unit")
    if not any(one.kind == "target" and one.year for one in figures):
        found = f"the series {name!r} has no target with a year: {places}"
        yield Problem(FILE, found, "add the `year` that the text gives, or leave `series` out")


def target_units(targets: Targets) -> Iterator[Unit]:
    """The texts on what the figures measure, for the rules of `planbook check`."""
    for one in (one for one in targets.figure if one.measures.en):
        yield own(one.measures, FILE, f"{one.at} {one.zh}", "title")
