"""Which edition of the books this is. Books say so, and take no date from a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planbook import __version__


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the project's texts and the day on which it was declared."""

    version: str
    day: date

    @property
    def modified(self) -> str:
        """The day as an EPUB says when it was last changed (`dcterms:modified`)."""
        return f"{self.day.isoformat()}T00:00:00Z"


RELEASE = Release(__version__, date(2026, 11, 25))
"""Set the day together with the version, in the commit that changes the texts of the books."""
