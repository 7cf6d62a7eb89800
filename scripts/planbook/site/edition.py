"""Converts the sources once for a whole build of the site."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mkdocs.exceptions import PluginError

from planbook.pipeline import Conversion, conversion_of
from planbook.problems import Problems


@cache
def edition_of(project: Path) -> Conversion:
    """The conversion that made the pages below `project`/docs. Its problems end the build."""
    try:
        conversion = conversion_of(project)
        assert conversion.readings  # computed here, so that its problems end the build
        return conversion
    except Problems as found:
        raise PluginError(str(found)) from found
