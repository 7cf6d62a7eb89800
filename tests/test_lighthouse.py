"""Lighthouse on every kind of page: as the site is, and with an address of its own.

Three browsers share the pages, since each waits most of the time. Performance is the best of at
most ten loads, since other work on the machine only slows a load down: see lighthouse/measure.mjs.
"""

from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from conftest import ADDRESS, CHROMIUM, program
from hosting import hosted

ROOT = Path(__file__).parent.parent
TOOL = ROOT / "tests" / "lighthouse"
BROWSERS = 3
FLOORS = {"performance": 0.95, "accessibility": 1, "best-practices": 1, "seo": 1}
KINDS = {
    "home": "index.html",
    "contents": "plan/index.html",
    "chapter": "plan/ch2/index.html",
    "section": "plan/ch2/s1.html",
    "glossary": "glossary.html",
    "entries": "glossary/policy-1.html",
    "translation": "translation.html",
}
PLAIN = [*(f"en/{path}" for path in KINDS.values()),
         "index.html", "plan/ch2/s1.html", "zh-Hant/plan/ch2/s1.html"]  # fmt: skip
"""Pages of the site as it is, with all categories."""
ADDRESSED = ["en/index.html", "en/plan/ch2/index.html", "en/plan/ch2/s1.html",
             "en/glossary.html", "plan/ch2/s1.html"]  # fmt: skip
"""Pages of the site with an address: home, a folder's page, and others. Only SEO looks at it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A page to measure, and what it must reach by category."""

    url: str
    floors: dict[str, float]


@dataclass(frozen=True, slots=True)
class Result:
    """What Lighthouse found: scores by category, and the audits behind those that are too low."""

    scores: dict[str, float]
    faults: list[str]


def measured(node: str, host: str, jobs: list[Job]) -> list[Result]:
    """Lighthouse on these pages, one after the other, in a browser of its own.

    For this browser the site's address leads to `host`.
    """
    rules = f"MAP {urlsplit(ADDRESS).netloc}:80 {host}"
    tasks = [{"url": j.url, "floors": j.floors, "categories": list(j.floors)} for j in jobs]
    run = subprocess.run(
        [node, "measure.mjs", f"--host-resolver-rules={rules}"],
        cwd=TOOL,
        env=os.environ | {"CHROME_PATH": program(*CHROMIUM)},
        input=json.dumps(tasks),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return [Result(one["scores"], one["faults"]) for one in found]


@pytest.fixture(scope="module")
def host(addressed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the host of the site that knows its address serves, whose robots.txt is at its root."""
    folder = tmp_path_factory.mktemp("host")
    below = folder / urlsplit(ADDRESS).path.strip("/")
    below.symlink_to(addressed)
    (folder / "robots.txt").symlink_to(addressed / "robots.txt")
    return folder


@pytest.fixture(scope="module")
def results(site: Path, host: Path, node: str) -> dict[str, Result]:
    """By page; those of the site that knows its address have a `+` before them."""
    assert (TOOL / "node_modules").is_dir(), "no Lighthouse: run `make test`, which installs it"
    with hosted(site) as plain, hosted(host) as real:
        jobs = {path: Job(plain + path, FLOORS) for path in PLAIN}
        jobs |= {f"+{path}": Job(ADDRESS + path, {"seo": 1}) for path in ADDRESSED}
        names, todo = list(jobs), list(jobs.values())
        measure = partial(measured, node, urlsplit(real).netloc)
        with ThreadPoolExecutor(BROWSERS) as pool:
            shares = list(pool.map(measure, [todo[i::BROWSERS] for i in range(BROWSERS)]))
        found: dict[str, Result] = {}
        for i, share in enumerate(shares):
            found |= dict(zip(names[i::BROWSERS], share, strict=True))
        # A browser beside it makes a page look slower than it is: what is too slow loads alone.
        slow = [name for name in PLAIN if found[name].scores["performance"] < FLOORS["performance"]]
        found |= dict(zip(slow, measure([jobs[name] for name in slow]), strict=True))
    return found


@pytest.mark.parametrize("path", PLAIN)
def test_lighthouse_has_nothing_against_the_page(results: dict[str, Result], path: str) -> None:
    result = results[path]
    low = {name: score for name, score in result.scores.items() if score < FLOORS[name]}
    assert set(result.scores) == set(FLOORS)
    assert not low, result.faults


@pytest.mark.parametrize("path", ADDRESSED)
def test_search_engines_can_place_the_page(results: dict[str, Result], path: str) -> None:
    result = results[f"+{path}"]
    assert result.scores == {"seo": 1}, result.faults
