"""The order of things: from the bytes of the source to the pages, in one list.

Each stage is a pure function; what it takes and gives is said beside it. Only
`store` touches files, and only before the first stage and after the last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planbook.links.resolve import LinkedEdition, link
from planbook.pages.render import Pages, render
from planbook.sources import Sources
from planbook.statements.tie import Tied, tie
from planbook.structure.parse import parse
from planbook.text.decode import decode
from planbook.text.repair import repair
from planbook.translation.sync import Edition, join


@dataclass(frozen=True, slots=True)
class Stage:
    """One step; `run` takes the sources and what the step before gave."""

    name: str
    gives: str
    run: Callable[[Sources, Any], Any]


STAGES = (
    Stage("decode", "Text", lambda sources, _: decode(sources.raw)),
    Stage("repair", "Repaired", lambda sources, text: repair(text, sources.repairs)),
    Stage("parse", "Outline", lambda sources, repaired: parse(repaired, sources.missing)),
    Stage("join", "Edition", lambda sources, outline: join(outline, sources.memory)),
    Stage(
        "link",
        "LinkedEdition",
        lambda sources, edition: link(edition, sources.terms, sources.notes, sources.readings),
    ),
    Stage("tie", "Tied", lambda sources, linked: tie(linked, sources)),
    Stage("render", "Pages", lambda sources, tied: render(tied, sources)),
)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a whole run gives: the results of all stages by name."""

    results: dict[str, Any]

    @property
    def edition(self) -> Edition:
        edition: Edition = self.results["join"]
        return edition

    @property
    def linked(self) -> LinkedEdition:
        linked: LinkedEdition = self.results["link"]
        return linked

    @property
    def tied(self) -> Tied:
        tied: Tied = self.results["tie"]
        return tied

    @property
    def pages(self) -> Pages:
        pages: Pages = self.results["render"]
        return pages


def run(sources: Sources, until: str = STAGES[-1].name) -> Conversion:
    """Run the stages in order, up to and including `until`. Raises what a stage raises."""
    results: dict[str, Any] = {}
    value: Any = None
    for stage in STAGES:
        results[stage.name] = value = stage.run(sources, value)
        if stage.name == until:
            break
    return Conversion(results)
