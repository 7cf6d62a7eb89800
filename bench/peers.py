"""The same pages under other generators: weight, paint, build and search, as ratios in one run.

Each generator is taken as it comes, with the search that it brings or that is made for it.
Where the comparison is not even, a note says to whose advantage.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from peer_browser import (
    LOADS,
    Ask,
    Paint,
    Weight,
    ask_docusaurus,
    ask_material,
    ask_vitepress,
    browser,
    paints,
    right_answers,
    weigh,
)
from peer_builds import ROOT, Built, docusaurus, material, ours, vitepress
from playwright.sync_api import Error

from hosting import hosted

FOLDERS = {"zh": "", "en": "en/", "zh-Hant": "zh-Hant/"}
SIMPLIFIED = FOLDERS | {"zh-Hant": ""}
"""Where there is no Traditional edition, Traditional queries are asked of the Chinese pages."""
NOTES = f"""\
  Weight and paint: a section page (2.1, Chinese) on a first visit, with all that is fetched
  until the network is idle. Ours carries both languages. Paint: median of {LOADS} loads, 150 ms,
  1.6 Mbit/s, processor four times slower.
  Material asks another host for its fonts, which is not found here at once: that flatters
  its weight and its paint.
  Builds, from nothing: ours makes three languages, books left out; the others make two.
  Answers: right if one of the first three pages found is a right one. The others have no
  Traditional edition; those queries were asked of their Simplified pages. Their glossary is
  left out of their indexes, where it would stand before the plan; in ours it takes a place."""


@dataclass(frozen=True, slots=True)
class Generator:
    """How to build with it, where its section page is, how to ask its search."""

    build: Callable[[Path], Built]
    page: str
    ask: Ask
    folders: dict[str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """All figures of one generator."""

    seconds: float
    weight: Weight
    paint: Paint
    right: dict[str, int]


PAGE = "plan/ch2/s1.html"
GENERATORS = {
    "ours": Generator(ours, PAGE, ask_material, FOLDERS),
    "Material": Generator(material, PAGE, ask_material, SIMPLIFIED),
    "VitePress": Generator(vitepress, PAGE, ask_vitepress, SIMPLIFIED),
    "Docusaurus": Generator(docusaurus, "plan/ch2/s1", ask_docusaurus, SIMPLIFIED),
}


def gold_set() -> list[tuple[str, str, set[str]]]:
    """Locale, query, and the sections (`2.1`) that answer it."""
    with (ROOT / "tests/data/queries.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (row["locale"], row["query"], {section_of(one) for one in row["section"].split()})
        for row in rows
    ]


def section_of(reference: str) -> str:
    """`2.1` of `2.1.3`."""
    return ".".join(reference.split(".")[:2])


def measured(
    work: Path, queries: list[tuple[str, str, set[str]]]
) -> tuple[dict[str, Measured], dict[str, str]]:
    """Figures by generator, and by generator the reason why there are none."""
    built = {}
    for name, one in GENERATORS.items():
        (work / name).mkdir()
        built[name] = one.build(work / name)
    problems = {name: one.problem for name, one in built.items() if one.problem}
    good = {name: one for name, one in GENERATORS.items() if name not in problems}
    figures = {}
    with ExitStack() as stack:
        found = stack.enter_context(browser())
        sites = {name: stack.enter_context(hosted(built[name].folder)) for name in good}
        shown = paints(found, {name: (sites[name], one.page) for name, one in good.items()})
        for name, one in good.items():
            homes = {locale: sites[name] + folder for locale, folder in one.folders.items()}
            weight = weigh(found, sites[name], one.page)
            try:
                right = right_answers(found, homes, one.ask, queries)
            except Error as error:
                problems[name] = f"its search did not answer: {str(error).splitlines()[0]}"
                continue
            figures[name] = Measured(built[name].seconds, weight, shown[name], right)
    return figures, problems


def table(figures: dict[str, Measured], asked: Counter[str]) -> list[str]:
    """Lines: ours in absolute numbers, the others as ratios to it."""
    rows: list[tuple[str, Callable[[Measured], float], str]] = [
        ("build, s", lambda one: one.seconds, ".1f"),
        ("page, kB gzip", lambda one: one.weight.bytes / 1000, ".1f"),
        ("requests", lambda one: one.weight.requests, ".0f"),
        ("first paint, ms", lambda one: one.paint.first, ".0f"),
        ("largest paint, ms", lambda one: one.paint.largest, ".0f"),
        *((f"right, {key} of {asked[key]}", right_in(key), ".0f") for key in asked),
        (f"right of {asked.total()}", lambda one: sum(one.right.values()), ".0f"),
    ]
    base = figures["ours"]
    others = [one for name, one in figures.items() if name != "ours"]
    lines = ["other generators      " + "".join(f"{name:>12}" for name in figures)]
    for title, value, form in rows:
        ratios = "".join(f"{value(one) / value(base):>11.2f}x" for one in others)
        lines.append(f"  {title:<20}{value(base):>12{form}}{ratios}")
    elsewhere = "".join(f"{one.weight.elsewhere:>12}" for one in figures.values())
    return [*lines, f"  {'other hosts asked':<20}{elsewhere}"]


def right_in(locale: str) -> Callable[[Measured], float]:
    return lambda one: one.right[locale]


def compare() -> list[str]:
    """The whole comparison, as lines to print."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    queries = gold_set()
    asked = Counter(locale for locale, _, _ in queries)
    with tempfile.TemporaryDirectory() as folder:
        figures, problems = measured(Path(folder), queries)
    missing = [f"  {name} has no figures: {reason}" for name, reason in problems.items()]
    if "ours" in problems:
        return ["other generators      nothing to compare with", *missing]
    return [*table(figures, asked), *missing, NOTES]


if __name__ == "__main__":
    print("\n".join(compare()))
