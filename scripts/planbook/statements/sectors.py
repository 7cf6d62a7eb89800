"""Defines `sectors.toml`: the plan's sectors, its aims for them, and what affects them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from msgspec import Struct

from planbook.checks.kit import Unit
from planbook.fields import Reference, Slug
from planbook.locales import Bilingual
from planbook.problems import Problem
from planbook.statements.ground import Ground, Statement, faults, is_heading, own, repeated, unit_of

FILE = "source/sectors.toml"
PolicyTheme = Literal[
    "space", "talent", "innovation", "finance", "opening", "business", "infrastructure", "services",
]  # fmt: skip


class Policy(Statement, frozen=True, forbid_unknown_fields=True):
    """A statement of another part of the plan that affects a sector."""

    theme: PolicyTheme


class Sector(Struct, frozen=True, forbid_unknown_fields=True):
    """An industry track: a subsection of the plan, and what follows from it."""

    id: Slug
    """Address of its page; never changed."""
    at: Reference
    """Reference of the subsection; its heading is the title."""
    summary: Statement
    aim: Statement
    """The summary in a few words, for lists."""
    statement: tuple[Statement, ...]
    policy: tuple[Policy, ...] = ()
    open: tuple[Bilingual, ...] = ()
    """Our remarks on what the text at hand leaves open."""

    @property
    def section(self) -> str:
        """The heading above that of the sector: 2.1 for 2.1.3."""
        return self.at.rpartition(".")[0]

    def statements(self) -> tuple[Statement, ...]:
        return (self.summary, self.aim, *self.statement, *self.policy)


class Sectors(Struct, frozen=True, forbid_unknown_fields=True):
    """`sectors.toml`. Empty: the plan has no sector pages."""

    open: tuple[Bilingual, ...] = ()
    """Our remarks on what it leaves open in every sector."""
    sector: tuple[Sector, ...] = ()

    @property
    def by_section(self) -> dict[str, list[Sector]]:
        """The sectors by the heading above theirs, in the order of the first of each."""
        found: dict[str, list[Sector]] = {}
        for one in self.sector:
            found.setdefault(one.section, []).append(one)
        return found

    def number(self, section: str) -> str:
        """The number of a section in its chapter, which its address has; all of it if two are equal."""
        numbers = [one.rpartition(".")[2] for one in self.by_section]
        number = section.rpartition(".")[2]
        return number if numbers.count(number) == 1 else section.replace(".", "-")


def sector_faults(sectors: Sectors, ground: Ground) -> Iterator[Problem]:
    """Unsupported statements, and ids or subsections that are duplicate or unknown."""
    for name in repeated(name for one in sectors.sector for name in (one.id, one.at)):
        yield Problem(FILE, f"{name} appears twice", "give each sector its own id and subsection")
    for one in sectors.sector:
        if fault := misplaced(one.at, ground):
            remedy = "give the reference of its subsection, such as 2.1.3"
            yield Problem(FILE, f"{one.id}: {fault}", remedy)
        for statement in one.statements():
            yield from faults(statement, ground, FILE, one.id)


def misplaced(at: str, ground: Ground) -> str:
    """The reason why a reference cannot be that of a sector; empty if it can."""
    if at not in ground.texts:
        return f"the plan has no {at}"
    if not is_heading(at):
        return f"{at} is not a heading"
    return "" if "." in at else f"{at} is a whole chapter"


def sector_units(sectors: Sectors, ground: Ground) -> Iterator[Unit]:
    """All the English of the sectors, for the rules of `planbook check`."""
    yield from (own(one, FILE, "open") for one in sectors.open)
    for sector in sectors.sector:
        for one in sector.statements():
            unit = unit_of(one, ground, FILE, sector.id)
            yield replace(unit, kind="title") if one is sector.aim else unit
        yield from (own(one, FILE, sector.id) for one in sector.open)
