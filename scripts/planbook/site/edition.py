"""The sources and what follows from them, read once for a whole build of the site."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mkdocs.exceptions import PluginError

from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.sources import FILES, read_sources
from planbook.store import read_files


@cache
def edition_of(project: Path) -> Conversion:
    """What the pages below `project`/docs were made of. Its problems end the build."""
    try:
        conversion = Conversion(read_sources(read_files(project, FILES)))
        assert conversion.readings  # computed here, where its problems are told as the build's
        return conversion
    except Problems as found:
        raise PluginError(str(found)) from found
