"""What readers do in Firefox. Its tasks are in `lighthouse/firefox.mjs`, where the driver is."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from conftest import program

SCRIPT = Path(__file__).parent / "lighthouse" / "firefox.mjs"
TASKS = re.findall(r'^  "(.+)": \[[A-Z]+, ', SCRIPT.read_text("utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def faults(node: str, address: str, site: Path) -> dict[str, list[str]]:
    """What went wrong, by task."""
    firefox = program("firefox-esr", "firefox")
    command = [node, str(SCRIPT), firefox, address, f"{site.as_uri()}/"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("task", TASKS)
def test_firefox(task: str, faults: dict[str, list[str]]) -> None:
    assert faults[task] == []


def test_every_task_was_attempted(faults: dict[str, list[str]]) -> None:
    assert len(faults) == len(TASKS) >= 10
