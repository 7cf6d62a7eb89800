"""`make bench`: how conversion grows, who recovers the headings, what the checks see of faults.

Everything is measured in one run and given as ratios; nothing here passes or fails.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import msgspec
from books import printed
from faults import measure
from peers import compare
from readers import READERS, headings
from search import report

from planbook.pipeline import Conversion
from planbook.sources import FILES, Sources, read_sources
from planbook.statements.guide import Guide
from planbook.statements.places import Places
from planbook.statements.sectors import Sectors
from planbook.statements.targets import Targets
from planbook.store import read_files
from planbook.text.repair import Repairs

Declared = TypeVar("Declared", bound=msgspec.Struct)
ROOT = Path(__file__).parent.parent
SIZES = (1, 10, 100)


def enlarged(sources: Sources, times: int) -> Sources:
    """The plan so many times over, chapters counting on, with all its damage and declarations."""
    text = sources.raw.decode("utf-8")
    lines = text.count("\n")
    front, body = text.split("第一章", 1)
    body = "第一章" + body
    first = front.count("\n")
    copies = []
    for copy in range(times):
        numbers = iter(range(9 * copy + 1, 9 * copy + 10))
        copies.append(
            re.sub(r"^第.章", lambda _, n=numbers: f"第{next(n)}章", body, flags=re.MULTILINE)
        )
    shifts = [copy * (lines - first) for copy in range(times)]

    def moved(declared: tuple[Declared, ...]) -> tuple[Declared, ...]:
        return tuple(
            msgspec.structs.replace(one, line=one.line + shift)
            for shift in shifts
            for one in declared
            if one.line > first or not shift
        )

    return replace(
        sources,
        raw=(front + "".join(copies)).encode(),
        repairs=Repairs(moved(sources.repairs.repairs), None),
        missing=moved(sources.missing),
        notes=moved(sources.notes),
        # The copies have figures that no record knows.
        targets=Targets(),
        sectors=Sectors(),
        places=Places(),
        guide=Guide(),
    )


def convert(times: int) -> None:
    """Child process: convert one size, print seconds, characters and peak memory."""
    sources = enlarged(read_sources(read_files(ROOT, FILES)), times)
    started = time.perf_counter()
    pages = Conversion(sources).pages
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "pages": len(pages)}))


def growth() -> None:
    print("conversion        seconds   per plan   peak MB   MB per plan   files")
    base = 0.0
    for times in SIZES:
        command = [sys.executable, __file__, str(times)]
        found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        each = found["seconds"] / times
        base = base or each
        print(
            f"  plan x {times:<4}   {found['seconds']:>9.2f}   {each / base:>7.2f}x"
            f"   {found['megabytes']:>7.0f}   {found['megabytes'] / times:>11.1f}   {found['pages']:>5}"
        )


def score(found: list[str], expected: list[str]) -> float:
    """F1 of the headings found, compared without blanks and with punctuation folded."""

    def folded(titles: list[str]) -> set[str]:
        return {re.sub(r"[^\w]", "", title) for title in titles}

    right = len(folded(found) & folded(expected))
    return 2 * right / (len(folded(found)) + len(folded(expected))) if right else 0.0


def recovery() -> None:
    with (ROOT / "tests/data/outline.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        expected = [row["number"] + row["title"] for row in rows if row["level"] in "123"]
    outline = Conversion(read_sources(read_files(ROOT, FILES))).outline
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "plan.txt"
        text.write_bytes((ROOT / "source/plan.zh.txt").read_bytes())
        others = {one: headings(one, text) or [] for one in READERS}
    found = {"planbook": [f"{one.mark}{one.title.text}" for one in outline.divisions()]}
    found |= {name: [title for _, title in rows] for name, rows in others.items()}
    print(f"heading recovery  found   F1     ({len(expected)} headings, read by hand)")
    for name, titles in found.items():
        print(f"  {name:<14}  {len(titles):>5}   {score(titles, expected):.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        convert(int(sys.argv[1]))
    else:
        growth()
        recovery()
        print("checks             faults seeded into the real pairs")
        print("\n".join(measure(read_sources(read_files(ROOT, FILES)))))
        print("\n".join(report(ROOT / "site")))
        print("\n".join(compare()), flush=True)
        print("\n".join(printed()), flush=True)
