"""The same pages built by other generators: what each needs changed in them, and its build.

All take the Markdown under `docs/zh` and `docs/en`. Stock Material reads it as it is. For the
others, attribute lists become anchors, since neither has attributes for a paragraph.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONFIGURATIONS = ROOT / "bench" / "peers"
BENCH = ROOT / ".venv" / "bench-env"
MODULES = CONFIGURATIONS / "node_modules"
LIMIT = 900
"""Seconds that a build may take."""

BLOCK = re.compile(r"^ *\{:(?P<attributes>[^}\n]*)\}$")
ID = re.compile(r"#(?P<id>[\w-]+)")


@dataclass(frozen=True, slots=True)
class Built:
    """A built site, or the reason why there is none."""

    folder: Path
    seconds: float
    problem: str = ""


def pages(locale: str) -> dict[str, str]:
    """The pages of one language by path below its folder."""
    folder = ROOT / "docs" / locale
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.md")}


def with_anchors(text: str) -> str:
    """Lists of attributes after a block taken out; its id becomes an anchor at the block's start."""
    lines: list[str] = []
    start = 0  # of the block that is being read
    for line in text.split("\n"):
        found = BLOCK.match(line)
        if not found:
            if not line.strip():
                start = len(lines) + 1
            elif line.startswith(("- ", "#")):
                start = len(lines)
            lines.append(line)
            continue
        name = ID.search(found["attributes"])
        if name and start < len(lines):
            mark = "- " if lines[start].startswith("- ") else ""
            lines[start] = f'{mark}<a id="{name["id"]}"></a>{lines[start].removeprefix(mark)}'
    return "\n".join(lines)


def unsearched(text: str) -> str:
    """A page that VitePress leaves out of its index, as the front matter asks of Material."""
    return text.replace('search: {"exclude": true}', "search: false", 1)


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def run(command: list[str], work: Path, output: Path, modules: Path | None = None) -> Built:
    """Run a build in its folder, with a folder of further Python modules, and time it."""
    started = time.perf_counter()
    try:
        done = subprocess.run(
            command,
            cwd=work,
            env=os.environ | ({"PYTHONPATH": str(modules)} if modules else {}),
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMIT,
        )
    except subprocess.TimeoutExpired:
        return Built(output, LIMIT, f"still building after {LIMIT} s")
    except FileNotFoundError:
        return Built(output, 0.0, f"{command[0]} is missing: run `make bench`, which installs it")
    seconds = time.perf_counter() - started
    if done.returncode or not (output / "index.html").is_file():
        return Built(output, seconds, reason(done.stderr + done.stdout) or "it wrote no pages")
    return Built(output, seconds)


def reason(said: str) -> str:
    """The first lines that speak of an error, else the last ones."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return " / ".join(errors[:2] or lines[-2:])[:400]


def ours(work: Path) -> Built:
    """The site as `make site` builds it: three languages, Traditional Chinese among them."""
    output = work / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(output)]
    return run(command, ROOT, output)


def material(work: Path) -> Built:
    """A project for each language; the English one lies below the other, as ours does.

    With jieba, as Material's documentation asks for a search in Chinese.
    """
    site, seconds, modules = work / "site", 0.0, work / "modules"
    modules.mkdir()
    (modules / "jieba").symlink_to(next(BENCH.glob("lib/python3*/site-packages/jieba")))
    settings = (CONFIGURATIONS / "material.yml").read_text("utf-8")
    for locale, output in (("zh", site), ("en", site / "en")):
        project = work / locale
        write(project / "docs", pages(locale))
        write(project, {"mkdocs.yml": settings.replace("LANGUAGE", locale)})
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(output)]
        built = run(command, project, output, modules)
        seconds += built.seconds
        if built.problem:
            return built
    return Built(site, seconds)


def vitepress(work: Path) -> Built:
    (work / "node_modules").symlink_to(MODULES)
    shutil.copyfile(ROOT / "docs" / "nav.json", work / "nav.json")
    for locale, folder in (("zh", work), ("en", work / "en")):
        write(folder, {n: unsearched(with_anchors(t)) for n, t in pages(locale).items()})
    settings = work / ".vitepress" / "config.mjs"
    settings.parent.mkdir()
    shutil.copyfile(CONFIGURATIONS / "vitepress.config.mjs", settings)
    return run(["node_modules/.bin/vitepress", "build"], work, work / ".vitepress" / "dist")


def docusaurus(work: Path) -> Built:
    # What an earlier run has left there would make this one look faster.
    shutil.rmtree(MODULES / ".cache", ignore_errors=True)
    (work / "node_modules").symlink_to(MODULES)
    shutil.copyfile(CONFIGURATIONS / "docusaurus.config.js", work / "docusaurus.config.js")
    (work / "package.json").write_text("{}", "utf-8")
    english = work / "i18n" / "en" / "docusaurus-plugin-content-docs" / "current"
    for locale, folder in (("zh", work / "docs"), ("en", english)):
        write(folder, {name: with_anchors(text) for name, text in pages(locale).items()})
    return run(["node_modules/.bin/docusaurus", "build"], work, work / "build")
