"""The stage `tie`: figures, sectors, places and guide, each tied to the passages it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planbook.checks.units import Unit
from planbook.investor.sectors import FILE as SECTORS_FILE
from planbook.investor.sectors import Sectors, sector_faults
from planbook.investor.statements import ground_of, unit_of
from planbook.investor.targets import Targets
from planbook.links.resolve import LinkedEdition
from planbook.problems import raise_any


@dataclass(frozen=True, slots=True)
class Tied:
    """The linked edition with the investor's view of it. What was not gathered is empty."""

    linked: LinkedEdition
    targets: Targets
    sectors: Sectors


def tie(linked: LinkedEdition, targets: Targets, sectors: Sectors) -> Tied:
    """Raises `Problems` for whatever does not stand on the plan."""
    ground = ground_of(linked)
    raise_any(sector_faults(sectors, ground))
    return Tied(linked, targets, sectors)


def own_units(tied: Tied) -> Iterator[Unit]:
    """Every statement of ours, for the rules of `planbook check`."""
    ground = ground_of(tied.linked)
    for sector in tied.sectors.sector:
        for statement in sector.statements():
            yield unit_of(statement, ground, SECTORS_FILE, sector.id)
