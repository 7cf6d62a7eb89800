"""Models how the original shows the lines of a text, as `planbook take` records it."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct, field

from planbook.fields import Count, LineNumber
from planbook.locales import Bilingual
from planbook.structure.node import Line
from planbook.text.declared import AT
from planbook.text.same import bare
from planbook.text.script import to_simplified

FILE = "source/taken.toml"
WITH_PARAGRAPHS = ("DOCX document", "HTML page", "web archive (MHTML)", "Markdown text")
COMPARED = 8
"""Characters by which a recorded line is known again."""


class Shown(Struct, frozen=True):
    """A line that the original shows as a heading."""

    line: LineNumber
    level: Count
    """From 1; 0 for a line that is only emphasized."""
    text: str
    face: str = ""
    """Its typeface, if it is another than that of the text."""


class Account(Struct, frozen=True):
    """`taken.toml`, as far as it is read."""

    kind: str = ""
    headings: tuple[Shown, ...] = ()
    warnings: tuple[str, ...] = ()


class Style(Struct, frozen=True, forbid_unknown_fields=True):
    """A style of the original that does not always show a heading."""

    level: Count
    why: Bilingual
    at: Count = field(default=0, name=AT)


@dataclass(frozen=True, slots=True)
class Original:
    """What is known of how the original shows its lines."""

    shown: tuple[Shown, ...] = ()
    declared: tuple[Style, ...] = ()
    doubts: tuple[str, ...] = ()
    """What a person should look at in it, such as pages that are pictures."""
    kind: str = ""
    """What the file is, as `planbook take` calls it; of several, what each is."""

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines that it shows as headings."""
        return frozenset(one.line for one in self.shown)

    @property
    def has_paragraphs(self) -> bool:
        """True if it says where its paragraphs end, so that each line of the text is one."""
        return all(one in WITH_PARAGRAPHS for one in self.kind.split(" + "))


def is_same(one: Shown, line: Line) -> bool:
    said = (one.text, to_simplified(one.text))  # a text is always read in Simplified characters
    return bare(line.text).startswith(tuple(bare(text)[:COMPARED] for text in said))
