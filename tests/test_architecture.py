"""ARCHITECTURE.md lists the modules as they are."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_list_of_modules_is_up_to_date() -> None:
    listed: Callable[[str], str] = runpy.run_path(str(ROOT / "scripts/modules.py"))["listed"]
    document = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert listed(document) == document, "run `python scripts/modules.py` and commit"
