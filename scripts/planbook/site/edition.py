"""The sources and the linked edition, read once for a whole build of the site."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from planbook.links.resolve import LinkedEdition
from planbook.pipeline import run
from planbook.sources import FILES, Sources, read_sources
from planbook.store import read_files


@cache
def edition_of(project: Path) -> tuple[Sources, LinkedEdition]:
    """What the pages below `project`/docs were made of."""
    sources = read_sources(read_files(project, FILES))
    return sources, run(sources, "link").linked
