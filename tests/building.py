"""Sites that tests build: each once, by one worker for all."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from planbook.cli import main
from planbook.sources import DESCRIPTION_FILE, FILES

ROOT = Path(__file__).parent.parent
FOLDERS = {"zh": "", "en": "en/", "zh-Hant": "zh-Hant/"}
"""Where the pages of each language are in a site."""
COMMAND = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")


def copy_project(folder: Path) -> None:
    """Put all into the folder that a build of this project's site needs.

    A build at the project itself could meet the project's lock, which other tests hold.
    """
    for name in ("docs", "overrides", "source"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / "scripts").symlink_to(ROOT / "scripts")


def copy_sources(folder: Path) -> Path:
    """Put all into the folder that a conversion needs."""
    for name in FILES:
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    return folder


def give_address(folder: Path, address: str) -> None:
    """Let the copy of the project know where its site stands."""
    description = folder / DESCRIPTION_FILE
    text = description.read_text("utf-8")
    assert 'site_url = ""' in text
    description.write_text(text.replace('site_url = ""', f'site_url = "{address}"'), "utf-8")
    assert main(["--root", str(folder), "convert"]) == 0


def start_build(folder: Path, *more: str) -> subprocess.Popen[str]:
    """Begin to build the site of a project; its output is kept."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    pipe = subprocess.PIPE
    command = [*COMMAND, *more]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True
    )


def built(folder: Path) -> Path:
    """The site of a project, built strictly: a warning fails the build."""
    running = start_build(folder)
    output, _ = running.communicate(timeout=240)
    assert running.returncode == 0, output
    assert "WARNING" not in output
    return folder / "site"


def fingerprint() -> str:
    """A hash over all that a site of this project is made of."""
    sink = hashlib.sha256(sys.version.encode())
    files = [ROOT / name for name in ("mkdocs.yml", "requirements.txt", "tests/building.py")]
    for folder in ("docs", "examples", "overrides", "scripts/planbook", "source"):
        files += (one for one in sorted((ROOT / folder).rglob("*")) if one.is_file())
    for path in files:
        if path.suffix != ".pyc":
            sink.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return sink.hexdigest()[:16]


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder below `build/` that the first test to need it fills, for all workers and later runs.

    It is made anew when anything has changed of what it is made of.
    """
    place = ROOT / "build" / "tests"
    place.mkdir(parents=True, exist_ok=True)
    folder = place / f"{name}-{fingerprint()}"
    full = folder / ".full"
    with (place / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not full.exists():
            for old in place.glob(f"{name}-*"):
                shutil.rmtree(old)
            folder.mkdir()
            make(folder)
            full.touch()
    return folder
