"""Runs the stages in order, from the bytes of the source to the pages.

Each stage is a pure function that runs once, when its result is first requested. Files are read
before the first stage and written after the last one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from planbook.description import FILE as DESCRIPTION_FILE
from planbook.links.resolve import LinkedEdition, link
from planbook.locales import LOCALES, Locale
from planbook.pages.render import Pages, render
from planbook.reading.model import Reading
from planbook.reading.read import read
from planbook.sources import FILES, OPTIONAL, Sources, read_sources
from planbook.statements.tie import Tied, tie
from planbook.store import read_files, refuse_without
from planbook.structure.model import Outline
from planbook.structure.parse import parse
from planbook.text.decode import Text, decode
from planbook.text.repair import MECHANICAL, Repaired, repair
from planbook.translation.join import Edition, join

STAGES = ("text", "repaired", "outline", "edition", "linked", "tied", "readings", "pages")
"""The results, in order."""


@dataclass(frozen=True)
class Conversion:
    """The stages' results for one set of sources; each raises `Problems` as its stage does."""

    sources: Sources

    @cached_property
    def text(self) -> Text:
        return decode(self.sources.raw)

    @cached_property
    def repaired(self) -> Repaired:
        sources = self.sources
        title = sources.description.title.zh
        original = sources.original
        return repair(
            self.text, sources.repairs, title, original.lines, are_whole=original.has_paragraphs
        )

    @cached_property
    def outline(self) -> Outline:
        sources = self.sources
        title = sources.description.title.zh
        return parse(self.repaired, sources.missing, title, sources.original)

    @cached_property
    def edition(self) -> Edition:
        return join(self.outline, self.sources.memory)

    @cached_property
    def linked(self) -> LinkedEdition:
        sources = self.sources
        return link(self.edition, sources.terms, sources.notes, sources.pinyin)

    @cached_property
    def tied(self) -> Tied:
        sources = self.sources
        return tie(self.linked, sources.targets, sources.sectors, sources.places, sources.guide)

    @cached_property
    def readings(self) -> Mapping[Locale, Reading]:
        missing, description = self.sources.missing, self.sources.description
        return {one: read(self.linked, missing, one, description) for one in LOCALES}

    @cached_property
    def pages(self) -> Pages:
        edits = self.repaired.journal.counts()
        repaired = {one: edits[one] for one in MECHANICAL if one in edits}
        return render(self.tied, self.readings, self.sources, repaired)


def conversion_of(root: Path) -> Conversion:
    """The conversion of the project below `root`; the same one while its sources are the same."""
    return of_files(tuple(source_files(root).items()))


def source_files(root: Path) -> dict[str, bytes]:
    """The content of every source of the project below `root`. Raises `Problems` if it is none."""
    refuse_without(root, DESCRIPTION_FILE)
    own = tuple(one for one in OPTIONAL if (root / one).exists())
    return read_files(root, (*FILES, *own))


@lru_cache(maxsize=1)
def of_files(files: tuple[tuple[str, bytes], ...]) -> Conversion:
    return Conversion(read_sources(dict(files)))
