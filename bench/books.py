"""The same books printed by others, in one run: time, memory, and size, as ratios to ours.

Ours are set by Typst from a `Book`. WeasyPrint and headless Chromium print the same `Book` as
an HTML page with the same paper, margins, fonts, and sizes, tagged and with bookmarks.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from book_html import html_of
from search import CHROMIUM

from planbook.books.downloads import PDFS
from planbook.books.pdf.content import book_of
from planbook.pipeline import Conversion
from planbook.sources import FILES, read_sources
from planbook.store import read_files

ROOT = Path(__file__).parent.parent
SET_BOOK = Path(__file__).parent / "set_book.py"
ALL_BOOKS = Path(__file__).parent / "all_books.py"
SIZES = (1, 10)
"""How many times the plan, for the memory of all books."""
ROUNDS = 3
PAUSE = 0.02
"""Seconds between two looks at the memory of a program that prints."""
NOTES = f"""\
  Timed: a process from its start to its finished file, median of {ROUNDS} rounds in turn; before it
  starts, the content is a file, as JSON for ours and as HTML for the others. Memory: the most
  at one time of the process with its children, what they share counted once, in a run of its own.
  Chromium has no running heads by chapter and no notes at the foot of a page, and neither of the
  others mirrors the margin's numbers or drops repeated pages in the index: less work for them.
  Chromium keeps a profile, which ours and WeasyPrint have no need of."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One book by one program."""

    seconds: float
    megabytes: float
    """Memory."""
    bytes: int
    """Of the file."""
    problem: str = ""


Command = Callable[[Path, str], list[str]]


def ours(work: Path, kind: str) -> list[str]:
    return [sys.executable, str(SET_BOOK), str(work / f"{kind}.json"), str(work / "ours.pdf")]


def weasyprint(work: Path, kind: str) -> list[str]:
    program = str(ROOT / ".venv/bench-env/bin/weasyprint")
    variant = ["--quiet", "--pdf-variant", "pdf/ua-1"]
    return [program, *variant, str(work / f"{kind}.html"), str(work / "WeasyPrint.pdf")]


def chromium(work: Path, kind: str) -> list[str]:
    program = next(path for path in CHROMIUM if Path(path).exists())
    return [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={work / 'profile'}",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        f"--print-to-pdf={work / 'Chromium.pdf'}",
        (work / f"{kind}.html").as_uri(),
    ]


PRINTERS: dict[str, Command] = {"ours": ours, "WeasyPrint": weasyprint, "Chromium": chromium}


def prepare(work: Path) -> None:
    """The content of every book, as ours takes it and as a page."""
    sources = read_sources(read_files(ROOT, FILES))
    whole = Conversion(sources)
    for kind in PDFS:
        book = book_of(kind, whole.tied, whole.readings, sources)
        (work / f"{kind}.json").write_bytes(msgspec.json.encode(book))
        (work / f"{kind}.html").write_text(html_of(book), "utf-8")


def timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def peak(command: list[str]) -> float:
    """Megabytes of a command and its children, at their most."""
    most = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(map(share, family(process.pid))))
            time.sleep(PAUSE)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=b"")
    return most * 1024 / 1e6


def family(parent: int) -> set[int]:
    """A process and all below it."""
    above = dict(filter(None, map(parent_of, Path("/proc").glob("[0-9]*"))))
    found, size = {parent}, 0
    while len(found) > size:
        size = len(found)
        found |= {one for one, its in above.items() if its in found}
    return found


def parent_of(folder: Path) -> tuple[int, int] | None:
    try:
        # After the name, which may have any character: state, parent.
        return int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def share(process: int) -> int:
    """Kilobytes of a process; of memory that others have too, its share."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def measured(work: Path, kind: str) -> dict[str, Printed]:
    """One book by all programs, in turn."""
    times: dict[str, list[float]] = {name: [] for name in PRINTERS}
    problems: dict[str, str] = {}
    for _ in range(ROUNDS):
        for name in [one for one in PRINTERS if one not in problems]:
            try:
                times[name].append(timed(PRINTERS[name](work, kind)))
            except (OSError, subprocess.CalledProcessError) as error:
                problems[name] = reason(error)
    return {
        name: Printed(0, 0, 0, problems[name]) if name in problems else Printed(
            statistics.median(times[name]),
            peak(command(work, kind)),
            (work / f"{name}.pdf").stat().st_size,
        )
        for name, command in PRINTERS.items()
    }  # fmt: skip


def reason(error: OSError | subprocess.CalledProcessError) -> str:
    if isinstance(error, OSError):
        return f"{error.filename} is missing: run `make bench`, which installs it"
    return " ".join(error.stderr.decode(errors="replace").split()[-40:])


def lines(figures: dict[str, dict[str, Printed]]) -> list[str]:
    """Ours in absolute numbers, the others as ratios to it, book by book and together."""
    others = [name for name in PRINTERS if name != "ours"]
    rows: list[tuple[str, Callable[[Printed], float], str]] = [
        ("seconds", lambda one: one.seconds, ".2f"),
        ("memory, MB", lambda one: one.megabytes, ".0f"),
        ("size, MB", lambda one: one.bytes / 1e6, ".2f"),
    ]
    shown = ["books                         ours" + "".join(f"{name:>12}" for name in others)]
    for title, value, form in rows:
        for kind, found in figures.items():
            shown.append(line(f"{title}, {kind}", {n: value(p) for n, p in found.items()}, form))
        if title != "memory, MB":
            sums = {n: sum(value(found[n]) for found in figures.values()) for n in PRINTERS}
            shown.append(line(f"{title}, all", sums, form))
    return shown


def line(title: str, values: dict[str, float], form: str) -> str:
    base = values["ours"]
    ratios = (value / base if base else 0 for name, value in values.items() if name != "ours")
    told = "".join(f"{ratio:>11.2f}x" if ratio else f"{'-':>12}" for ratio in ratios)
    return f"  {title:<20}{base:>12{form}}{told}"


def memory() -> str:
    """What all books need together, made as `planbook books` makes them."""
    found = (peak([sys.executable, str(ALL_BOOKS), str(times)]) for times in SIZES)
    told = ", ".join(f"{most:.0f} MB at {n} x" for n, most in zip(SIZES, found, strict=True))
    return f"  memory of all books with their processes: {told} the plan (limit 1,000)"


def printed() -> list[str]:
    """The whole comparison, as lines to print."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        prepare(work)
        figures = {kind: measured(work, kind) for kind in PDFS}
    missing = {
        f"  {name} has no figures for {kind}: {one.problem}"
        for kind, found in figures.items()
        for name, one in found.items()
        if one.problem
    }
    return [*lines(figures), memory(), *sorted(missing), NOTES]


if __name__ == "__main__":
    print("\n".join(printed()))
