"""Lighthouse on every kind of page: as the site is, and with an address of its own.

Two browsers share the pages. Performance is the best of at most three loads, since other
work on the machine only slows a load down: see lighthouse/measure.mjs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conftest import CHROMIUM
from hosting import hosted
from planbook.cli import main
from planbook.sources import DESCRIPTION_FILE

ROOT = Path(__file__).parent.parent
TOOL = ROOT / "tests" / "lighthouse"
BROWSERS = 2
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


def measured(jobs: list[Job]) -> list[Result]:
    """Lighthouse on these pages, one after the other, in a browser of its own."""
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    assert program, "no chromium: run `make test`, which installs it or says how"
    tasks = [{"url": j.url, "floors": j.floors, "categories": list(j.floors)} for j in jobs]
    run = subprocess.run(
        ["node", "measure.mjs"],
        cwd=TOOL,
        env=os.environ | {"CHROME_PATH": program},
        input=json.dumps(tasks),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return [Result(one["scores"], one["faults"]) for one in found]


def addressed_site(project: Path, address: str) -> None:
    """Build into `project/site` the same site, as it is when it knows its address."""
    for name in ("docs", "source", "overrides"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / "scripts").symlink_to(ROOT / "scripts")
    description = (project / DESCRIPTION_FILE).read_text("utf-8")
    assert 'site_url = ""' in description
    changed = description.replace('site_url = ""', f'site_url = "{address}"')
    (project / DESCRIPTION_FILE).write_text(changed, "utf-8")
    assert main(["--root", str(project), "convert"]) == 0
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    built = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr


@pytest.fixture(scope="module")
def results(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """By page; those of the site that knows its address have a `+` before them."""
    assert shutil.which("node"), "no node: run `make test`, which installs it or says how"
    assert (TOOL / "node_modules").is_dir(), "no Lighthouse: run `make test`, which installs it"
    project = tmp_path_factory.mktemp("addressed")
    (project / "site").mkdir()
    with hosted(site) as plain, hosted(project / "site") as addressed:
        addressed_site(project, addressed)
        jobs = {path: Job(plain + path, FLOORS) for path in PLAIN}
        jobs |= {f"+{path}": Job(addressed + path, {"seo": 1}) for path in ADDRESSED}
        names, todo = list(jobs), list(jobs.values())
        with ThreadPoolExecutor(BROWSERS) as pool:
            shares = list(pool.map(measured, [todo[i::BROWSERS] for i in range(BROWSERS)]))
    found: dict[str, Result] = {}
    for i, share in enumerate(shares):
        found |= dict(zip(names[i::BROWSERS], share, strict=True))
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
