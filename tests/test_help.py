"""`--help` says what a verb reads and writes, and nothing else is read or written."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from planbook.cli import VERBS, module_of
from planbook.sources import FILES
from projects import picture, rich_project

VERBS_RUN = {
    "convert": [],
    "repair": [],
    "check": [],
    "export": [],
    "figures": ["--propose"],
    "translate": ["--engine", "google", "--dry-run"],
    "books": ["--only", "zh"],
    "verify": [],
}
"""`site` runs three of these and MkDocs, which reads more than a project of tests has. `take` reads
no project: see `test_take.py`."""
PATH = re.compile(r"\b(?:source|docs|site)/[\w./<>-]*|\b[A-Z]+\.md\b")
opened: list[set[str]] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Keep the path of every file that is opened, while a test is watching."""
    if opened and event == "open" and isinstance(arguments[0], str | Path):
        opened[-1].add(str(arguments[0]))


sys.addaudithook(watch)


@contextmanager
def watching() -> Iterator[set[str]]:
    opened.append(set())
    try:
        yield opened[-1]
    finally:
        opened.pop()


def mentioned(verb: str, word: str) -> list[str]:
    """The paths in the paragraph of the help that begins with `Reads` or `Writes`."""
    text = module_of(verb).DESCRIPTION
    paragraph = re.search(rf"^{word}  .*(?:\n  .*)*", text, re.MULTILINE)
    assert paragraph, f"{verb} does not say what it {word.lower()}"
    return [path.rstrip(".") for path in PATH.findall(paragraph[0])]


def covered(path: str, said: list[str]) -> bool:
    return any(path == one or (one.endswith("/") and path.startswith(one)) for one in said)


@pytest.mark.parametrize("verb", [one for one in VERBS if one != "new"])
def test_the_help_says_what_is_read_and_written(verb: str) -> None:
    if verb != "take":
        assert "source/" in mentioned(verb, "Reads")
    assert mentioned(verb, "Writes") or "nothing" in module_of(verb).DESCRIPTION


@pytest.mark.parametrize("verb", VERBS_RUN)
def test_nothing_else_is_read_or_written(verb: str, tmp_path: Path) -> None:
    root = rich_project(tmp_path / "project")
    before = picture(root)
    parser = argparse.ArgumentParser()
    module_of(verb).add_arguments(parser)
    with watching() as found:
        module_of(verb).command(root, parser.parse_args(VERBS_RUN[verb]))
    names = {path.removeprefix(f"{root}/") for path in found if path.startswith(f"{root}/")}
    reads = {name for name in names if name in before and before[name] != "folder"}
    assert set(FILES) <= reads, "every source is read, so that a fault in any of them is told"
    assert [one for one in sorted(reads) if not covered(one, mentioned(verb, "Reads"))] == []
    after = picture(root)
    written = {one for one in after if after[one] not in ("folder", before.get(one))}
    said = [one.replace("<id>", "shibei-14fyp") for one in mentioned(verb, "Writes")]
    beside = [f"{one.rpartition('/')[0]}/" for one in said if not one.endswith("/")]
    allowed = said if verb in ("convert", "figures", "translate") else [*said, *beside]
    assert [one for one in sorted(written) if not covered(one, allowed)] == []
