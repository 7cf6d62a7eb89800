"""Finds the fonts that a book needs, and typesets it with Typst in a process of its own."""

from __future__ import annotations

import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from threading import Lock, Semaphore
from typing import Literal

import msgspec
import typst
from msgspec import Struct
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from planbook.problems import Problem, Problems, raise_any, stop

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
    return missing_fonts(name(book), lacking(fonts, book.serif, book.sans), fonts)


def missing_fonts(place: str, faces: Iterable[tuple[str, int]], fonts: Fonts) -> Iterator[Problem]:
    """The faces that are not there, as problems of what needs them."""
    for family, weight in faces:
        where = ", ".join(fonts.folders) or "none of the usual folders exists"
        found = f"needs the font {family} in weight {weight}, which was not found ({where})"
        remedy = "sudo apt-get install fonts-noto-cjk; or name their folder with --fonts"
        yield Problem(place, found, remedy)


# --- sheets


STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
"""Both are declared, and Typst rejects what violates them, such as a missing glyph or title."""
RESOLUTION = 254
"""Pixels per inch of a picture."""
NO_GLYPH = re.compile(r"the text (?P<text>.+?) (?:could not|cannot) be displayed")
TEMPLATES = Path(__file__).parent / "templates"


class Sheet(Struct, frozen=True):
    """The input of one Typst run: a template, and the texts for it."""

    name: str
    """Its name in messages."""
    template: str
    inputs: Mapping[str, str]
    """Texts and JSON, never markup."""
    date: tuple[int, int, int] = (1980, 1, 1)
    format: Literal["pdf", "png"] = "pdf"
    tries: tuple[Mapping[str, str], ...] = ({},)
    """Further inputs: the first that gives at most `pages` pages is used, or else the last."""
    pages: int = 0


def sheet_of(template: str, book: Print) -> Sheet:
    """A book for the named template, which receives it as the input of that name."""
    content = msgspec.json.encode(book).decode()
    return Sheet(name(book), template, {template: content}, book.date)


def name(book: Print) -> str:
    return f"the book {book.kind}"


def compiled(sheet: Sheet, fonts: Fonts) -> bytes:
    """The PDF or picture, set in this process. Same sheet and fonts, same bytes.

    Raises `Problems`; a warning counts as one.
    """
    *tries, last = sheet.tries
    for more in tries:
        made = once(sheet, more, fonts)
        if page_count(made) <= sheet.pages:
            return made
    return once(sheet, last, fonts)


def once(sheet: Sheet, more: Mapping[str, str], fonts: Fonts) -> bytes:
    try:
        made, warnings = typst.compile_with_warnings(
            str(TEMPLATES / f"{sheet.template}.typ"),
            root=str(TEMPLATES),
            font_paths=fonts.loaded,
            format=sheet.format,
            ppi=RESOLUTION,
            pdf_standards=STANDARDS if sheet.format == "pdf" else [],
            timestamp=datetime(*sheet.date, tzinfo=UTC),
            sys_inputs={**sheet.inputs, **more},
        )
    except typst.TypstError as error:
        raise failure(sheet, error) from error
    raise_any(Problem(sheet.name, one.message, remedy(sheet)) for one in warnings)
    assert isinstance(made, bytes)
    return made


def page_count(pdf: bytes) -> int:
    """The number of pages of a PDF; 0 if it is not a PDF."""
    try:
        return len(PdfReader(BytesIO(pdf)).pages)
    except PyPdfError:
        return 0


def failure(sheet: Sheet, error: typst.TypstError) -> Problems:
    """The problem of a failed Typst run. A missing glyph is named with its font."""
    message = " ".join((error.message, *error.hints))
    if NO_GLYPH.search(message):
        other = "correct the character, or install a newer fonts-noto-cjk, which may have it"
        return stop(sheet.name, message, other)
    return stop(sheet.name, error.diagnostic or message, remedy(sheet))


def remedy(sheet: Sheet) -> str:
    file = f"scripts/planbook/books/templates/{sheet.template}.typ"
    return f"correct the text that it names; if it names none, repair {file}"


# --- a process of its own


SECONDS = 300.0
"""Time limit; the fullest volume takes some twenty seconds."""
BYTES = 1_000_000_000
"""Memory limit. The fullest volume takes two thirds of it."""
ALONE = 560_000
"""Sheets of more bytes are set alone. Two smaller ones may be set at once."""
REMEDY = "look in its text for an endless word or paragraph"

TURN, PLACES = Lock(), Semaphore(2)


@contextmanager
def place(size: int) -> Iterator[None]:
    """A place to set a sheet of this size, limited so that concurrent sheets have enough memory."""
    wanted = 2 if size > ALONE else 1
    with TURN:
        for _ in range(wanted):
            PLACES.acquire()
    try:
        yield
    finally:
        PLACES.release(wanted)


def pressed(sheet: Sheet, fonts: Fonts, *, seconds: float = SECONDS, memory: int = BYTES) -> bytes:
    """Typst's result for the sheet. Raises `Problems`: Typst's, or a limit that was exceeded."""
    # -P: import no module from the folder in which the command happens to run.
    command = [sys.executable, "-P", "-m", __name__, str(memory), *fonts.folders]
    content = msgspec.json.encode(sheet)
    try:
        with place(len(content)):
            run = subprocess.run(  # noqa: S603 - this program itself
                command, input=content, capture_output=True, timeout=seconds, check=False
            )
    except subprocess.TimeoutExpired as error:
        found = f"could not be typeset within {seconds:g} seconds"
        raise stop(sheet.name, found, REMEDY) from error
    if run.returncode == 0:
        return run.stdout
    if run.returncode == 1 and run.stdout:
        raise Problems(msgspec.json.decode(run.stdout, type=list[Problem]))
    *_, last = run.stderr.decode(errors="replace").splitlines() or [f"signal {-run.returncode}"]
    found = f"could not be typeset within {memory:,} bytes of memory ({last})"
    raise stop(sheet.name, found, REMEDY)


def main(memory: str, *folders: str) -> int:
    """Set the sheet from the input; returns the exit code."""
    # An interruption ends it at once, instead of when Typst returns.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    limit(int(memory))
    sheet = msgspec.json.decode(sys.stdin.buffer.read(), type=Sheet)
    try:
        sys.stdout.buffer.write(compiled(sheet, find_fonts(folders)))
    except Problems as found:
        sys.stdout.buffer.write(msgspec.json.encode(found.problems))
        return 1
    return 0


def limit(memory: int) -> None:
    """End this process if it would take more memory; a lower limit is kept."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    own = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (own, most))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
