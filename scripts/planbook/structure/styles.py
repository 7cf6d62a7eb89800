"""Models how the original shows the lines of a text, as `planbook take` records it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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


def ordered(faces: Mapping[int, str]) -> list[str]:
    """The typefaces of several lines, by the line: above others are those right above them, or first."""
    counts = Counter(faces.values())
    pairs = [(face, faces[at + 1]) for at, face in faces.items() if faces.get(at + 1, face) != face]
    above, below = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    several = [face for face, count in counts.items() if count > 1]
    return sorted(several, key=lambda face: below[face] - above[face])
