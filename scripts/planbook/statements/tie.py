"""Runs the stage `tie`: ties figures, sectors, places, and guide to supporting passages."""

from collections.abc import Iterator
from dataclasses import dataclass

from planbook.checks.units import Unit
from planbook.links.resolve import LinkedEdition
from planbook.problems import raise_any
from planbook.statements.account import Account, account_of
from planbook.statements.ground import ground_of
from planbook.statements.guide import Guide, guide_faults, guide_units
from planbook.statements.places import Places, place_faults, place_units
from planbook.statements.sectors import Sectors, sector_faults, sector_units
from planbook.statements.targets import Targets, target_units


@dataclass(frozen=True, slots=True)
class Tied:
    """The linked edition with its content for investors. Anything not gathered is empty."""

    linked: LinkedEdition
    targets: Targets
    sectors: Sectors
    places: Places
    guide: Guide
    account: Account
    """The figures in their places, and counts of all other numerals."""


def tie(
    linked: LinkedEdition, targets: Targets, sectors: Sectors, places: Places, guide: Guide
) -> Tied:
    """Tie the statements to the plan. Raises `Problems` for whatever it does not support."""
    ground = ground_of(linked)
    account, faults = account_of(targets, ground)
    raise_any(
        [
            *faults,
            *sector_faults(sectors, ground),
            *place_faults(places, ground),
            *guide_faults(guide, ground),
        ]
    )
    return Tied(linked, targets, sectors, places, guide, account)


def own_units(
    linked: LinkedEdition, targets: Targets, sectors: Sectors, places: Places, guide: Guide
) -> Iterator[Unit]:
    """All texts of the edition, for the rules of `planbook check`; whether they tie or not."""
    ground = ground_of(linked)
    yield from sector_units(sectors, ground)
    yield from place_units(places, ground)
    yield from guide_units(guide, ground)
    yield from target_units(targets)
