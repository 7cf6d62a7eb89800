"""The stage `tie`: figures, sectors, places and guide, each tied to the passages it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planbook.checks.units import Unit
from planbook.links.resolve import LinkedEdition
from planbook.problems import raise_any
from planbook.sources import Sources
from planbook.statements.account import Account, account_faults, account_of
from planbook.statements.ground import ground_of, unit_of
from planbook.statements.guide import Guide, guide_faults, guide_units
from planbook.statements.places import Places, place_faults, place_units
from planbook.statements.sectors import FILE as SECTORS_FILE
from planbook.statements.sectors import Sectors, sector_faults
from planbook.statements.targets import Targets


@dataclass(frozen=True, slots=True)
class Tied:
    """The linked edition with the investor's view of it. What was not gathered is empty."""

    linked: LinkedEdition
    targets: Targets
    sectors: Sectors
    places: Places
    guide: Guide
    account: Account
    """The figures in their places, and how many numerals are none."""


def tie(linked: LinkedEdition, sources: Sources) -> Tied:
    """Raises `Problems` for whatever does not stand on the plan."""
    ground = ground_of(linked)
    raise_any(
        [
            *account_faults(sources.targets, ground),
            *sector_faults(sources.sectors, ground),
            *place_faults(sources.places, ground),
            *guide_faults(sources.guide, ground),
        ]
    )
    account = account_of(sources.targets, ground)
    return Tied(linked, sources.targets, sources.sectors, sources.places, sources.guide, account)


def own_units(linked: LinkedEdition, sources: Sources) -> Iterator[Unit]:
    """Every statement of ours, for the rules of `planbook check`."""
    ground = ground_of(linked)
    for sector in sources.sectors.sector:
        for statement in sector.statements():
            yield unit_of(statement, ground, SECTORS_FILE, sector.id)
    yield from place_units(sources.places, ground)
    yield from guide_units(sources.guide, ground)
