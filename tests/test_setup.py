"""What the setup says on a machine where it may not, or cannot, install packages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).parent.parent / "scripts/setup.sh"
TOOLS = ("bash", "cat", "dirname", "env", "grep", "id", "sed")
WANTED = (
    "python3-venv",
    "chromium",
    "firefox-esr",
    "gettext",
    "default-jre-headless",
    "nodejs npm",
)


def fake(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The programs of a machine with a Python that cannot make environments."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in TOOLS:
        (programs / name).symlink_to(shutil.which(name) or "")
    fake(programs, "python3", "exit 1")
    (tmp_path / "scripts").mkdir()
    shutil.copy(SETUP, tmp_path / "scripts")
    return tmp_path


def refusal(machine: Path) -> str:
    """All that a setup of the tests says before it gives up."""
    command = ["bash", str(machine / "scripts/setup.sh"), "test", "python3"]
    path = {"PATH": str(machine / "bin")}
    ran = subprocess.run(command, env=path, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert not ran.stdout
    return ran.stderr


def test_another_system_is_told_everything_in_one_message(machine: Path) -> None:
    said = refusal(machine)
    assert [one for one in WANTED if one not in said] == []
    assert "CONTRIBUTING.md" in said
    assert "sudo" not in said
    assert not (machine / ".venv").exists()


def test_who_is_not_root_is_told_one_command(machine: Path) -> None:
    fake(machine / "bin", "apt-get", "exit 1")
    fake(machine / "bin", "dpkg-query", "exit 1")
    fake(machine / "bin", "id", "echo 1000")
    first, second = refusal(machine).splitlines()
    assert "only root" in first
    assert second.split()[:3] == ["sudo", "apt-get", "install"]
    for one in (*WANTED, "fonts-noto-cjk", "chromium-headless-shell"):
        assert f" {one}" in second
