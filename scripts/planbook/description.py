"""Defines `plan.toml`: what the plan is, and what is known of this edition."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from planbook.fields import Address, Line, Ordinal, Repository, Slug, Year, exact
from planbook.locales import Bilingual
from planbook.numerals import chinese_numeral
from planbook.words import BOTH

FILE = "source/plan.toml"
Kind = Literal["nation", "province", "city", "county", "district", "town", "zone"]
"""The kinds of place that a plan may be for, from the largest down."""
Document = Literal[
    "plan", "action-plan", "program", "report", "opinions", "measures", "decision",
    "recommendations", "document",
]  # fmt: skip
"""The kinds of document that a text may be: 规划, 计划, 方案, 报告, 意见, 办法, 决定, 建议, or any other one."""
FIRST, LENGTH, GAP = 1953, 5, 3
"""The first year of the first plan, the years that each runs, and those after the second."""


class Rate(Struct, frozen=True, forbid_unknown_fields=True):
    """`[rate]`: the rate at which amounts are converted."""

    yuan: Decimal
    """Yuan for one US dollar."""
    source: Bilingual
    """Its kind, its day or year, and its publisher."""

    def __post_init__(self) -> None:
        exact(self.yuan)
        if self.yuan <= 0:
            raise ValueError(f"{self.yuan} yuan is not a rate")


class Description(Struct, frozen=True, forbid_unknown_fields=True):
    """`plan.toml`."""

    id: Slug
    """Short name in file names and data, e.g., `linjiang-15fyp`."""
    title: Bilingual
    """The document's own title."""
    name: Bilingual
    """The short name used as the site's title."""
    place: Bilingual
    """The place that the plan is for: 临江区, Linjiang District."""
    kind: Kind
    """The kind of that place."""
    version: Line
    """The version of this edition's texts, which books and citations state."""
    released: date
    """The day on which that version was declared; no date is taken from a clock."""
    summary: Bilingual
    """One sentence for the home page and for search engines."""
    issuer: Bilingual
    period: Bilingual
    provenance: Bilingual
    ended: Bilingual
    """A sentence that says whether the plan's period is over, and what that means for its pages."""
    document: Document = "plan"
    """What kind of document it is: pages call it that."""
    ordinal: Ordinal = 0
    """The number of the plan, e.g., 15. Omitted: it is not one of the five-year plans."""
    begins: Year = 0
    """The first year of its period. Omitted: it has none."""
    ends: Year = 0
    known: tuple[Bilingual, ...] = ()
    unknown: tuple[Bilingual, ...] = ()
    site_url: Address = ""
    repo_url: Repository = ""
    rate: Rate | None = None
    """Omitted: no amount is converted to US dollars."""
    invented: bool = False
    """True for an example, which is no official document: every page says so."""
    guessed: tuple[Line, ...] = ()
    """Fields that `planbook new` filled with a guess and that no one has confirmed."""

    def __post_init__(self) -> None:
        if self.ends < self.begins:
            raise ValueError(f"the plan ends in {self.ends}, before it begins in {self.begins}")

    @property
    def years(self) -> Bilingual:
        """The first and last year of the plan, or its one year; empty if it has no period."""
        if not self.begins:
            return Bilingual("", "")
        if self.begins == self.ends:
            return Bilingual(str(self.begins), str(self.begins))
        return Bilingual(f"{self.begins}—{self.ends}", f"{self.begins}–{self.ends}")

    @property
    def day(self) -> Bilingual:
        """The day of its release, as each language writes it."""
        day = self.released
        return Bilingual(f"{day.year}年{day.month}月{day.day}日", f"{day:%B} {day.day}, {day.year}")

    @property
    def release(self) -> Bilingual:
        """The version and its day, as a sentence."""
        return BOTH.epub.version.filled(version=self.version, day=self.day)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The words for the place in running English: district, Linjiang."""
        kind = "country" if self.kind == "nation" else self.kind
        return kind, self.place.en.removesuffix(f" {kind.capitalize()}")

    @property
    def earlier(self) -> str:
        """The name of the plan before this one, on which a plan reports: “十四五”; or empty."""
        return f"“{short_name(self.ordinal - 1)}”" if self.ordinal > 1 else ""


def short_name(ordinal: int) -> str:
    """The usual name of a plan: 十五五 for the fifteenth."""
    return f"{chinese_numeral(ordinal)}五"


def years_of(ordinal: int) -> tuple[int, int]:
    """The period of the plan with this number: 2026 to 2030 for the fifteenth.

    The years from 1963 to 1965 belong to no plan.
    """
    begins = FIRST + LENGTH * (ordinal - 1) + (GAP if ordinal > 2 else 0)
    return begins, begins + LENGTH - 1
