"""ARCHITECTURE.md lists the present modules, and every program that the documents name exists."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_the_list_of_modules_is_up_to_date() -> None:
    listed: Callable[[str], str] = runpy.run_path(str(ROOT / "scripts/modules.py"))["listed"]
    document = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert listed(document) == document, "run `python scripts/modules.py` and commit"


DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "STYLE.md")
FILE = re.compile(r"`(?:[\w./-]*/)?([\w-]+\.(?:py|d\.ts))`")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_program_that_is_named_is_there(document: str) -> None:
    folders = (ROOT / "scripts", ROOT / "tests", ROOT / "bench")
    known = {path.name for folder in folders for path in folder.rglob("*") if path.is_file()}
    named = FILE.findall((ROOT / document).read_text("utf-8"))
    assert [one for one in named if one not in known] == []
