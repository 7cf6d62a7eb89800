"""Finds the fonts of the PDFs, and checks that a book has all that it needs.

Latin is set in Libertinus Serif, which Typst includes; Chinese in Noto CJK, whose files hold the
Simplified and the Traditional shapes. All are under the SIL Open Font License.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import typst
from msgspec import Struct

from planbook.problems import Problem

FOLDERS = (
    "/usr/share/fonts/opentype/noto",  # Debian, Ubuntu: fonts-noto-cjk
    "/usr/share/fonts/noto-cjk",  # Arch: noto-fonts-cjk
    "/usr/local/share/fonts",
)
LATIN = "Libertinus Serif"
LATIN_SANS = "Noto Sans CJK JP"
"""The face of the Chinese sans whose quotation marks are as narrow as Latin ones."""
REGULAR, BOLD = 400, 700


@dataclass(frozen=True, slots=True)
class Fonts:
    """The folders from which Typst may take fonts, and the fonts in them."""

    folders: tuple[str, ...]
    faces: frozenset[tuple[str, int]]
    """Family and weight."""
    loaded: typst.Fonts = field(
        default_factory=lambda: typst.Fonts(include_system_fonts=False), compare=False
    )
    """All of them, for Typst: their files are searched and read once for all books."""


class Print(Struct, frozen=True):
    """The data that Typst needs about anything that it sets."""

    kind: str
    """Its name in messages and files, e.g., `zh-en` or `brief.en`."""
    serif: str
    sans: str
    title: str
    description: str
    date: tuple[int, int, int]


def find_fonts(folders: Iterable[str] = FOLDERS) -> Fonts:
    """The fonts in those of the folders that exist, and Typst's own."""
    there = tuple(folder for folder in folders if Path(folder).is_dir())
    loaded = typst.Fonts(include_system_fonts=False, font_paths=list(there))
    return Fonts(there, frozenset((one.family, one.weight) for one in loaded.fonts()), loaded)


def lacking(fonts: Fonts, serif: str, sans: str) -> list[tuple[str, int]]:
    """The faces of a book that are missing."""
    needed = ((LATIN, REGULAR), (serif, REGULAR), (serif, BOLD), (sans, REGULAR), (sans, BOLD))
    return [face for face in needed if face not in fonts.faces]


def font_problems(book: Print, fonts: Fonts) -> Iterable[Problem]:
    for family, weight in lacking(fonts, book.serif, book.sans):
        where = ", ".join(fonts.folders) or "none of the usual folders exists"
        found = f"needs the font {family} in weight {weight}, which was not found ({where})"
        remedy = "sudo apt-get install fonts-noto-cjk; or name their folder with --fonts"
        yield Problem(f"the book {book.kind}", found, remedy)
