"""The sources and the linked edition, read once for a whole build of the site."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mkdocs.exceptions import PluginError

from planbook.links.resolve import LinkedEdition
from planbook.pipeline import run
from planbook.problems import Problems
from planbook.sources import FILES, Sources, read_sources
from planbook.store import read_files


@cache
def edition_of(project: Path) -> tuple[Sources, LinkedEdition]:
    """What the pages below `project`/docs were made of. Its problems end the build."""
    try:
        sources = read_sources(read_files(project, FILES))
        return sources, run(sources, "link").linked
    except Problems as found:
        raise PluginError(str(found)) from found
