"""Files: the same bytes twice, `convert --check`, and no half-written file, whatever happens."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planbook.cli import main
from planbook.sources import DESCRIPTION_FILE
from planbook.store import STAGING
from projects import picture, wide_project

pytestmark = pytest.mark.slow  # whole projects, time and again

SCRIPTS = Path(__file__).parent.parent / "scripts"
HOME = "docs/zh/index.md"


def convert(project: Path, *words: str) -> int:
    return main(["--root", str(project), "convert", *words])


def rename_plan(project: Path) -> None:
    """Change the plan's name, which stands on every page."""
    path = project / DESCRIPTION_FILE
    path.write_text(path.read_text("utf-8").replace("市北区“十四五”规划", "某区规划"), "utf-8")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its pages, of which tests get copies."""
    project = wide_project(tmp_path_factory.mktemp("original"))
    assert convert(project) == 0
    return project


@pytest.fixture
def converted(original: Path, tmp_path: Path) -> Path:
    """A project with its pages."""
    return shutil.copytree(original, tmp_path / "project")


def test_converting_twice_gives_the_same_bytes(converted: Path) -> None:
    before = picture(converted)
    times = {path: path.stat().st_mtime_ns for path in converted.rglob("*.md")}
    assert convert(converted) == 0
    assert picture(converted) == before
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert convert(converted, "--check") == 0


def hand_edit(project: Path) -> str:
    page = project / HOME
    page.write_text(page.read_text("utf-8") + "改\n", "utf-8")
    return HOME


def add_stray(project: Path) -> str:
    (project / "docs/en/plan/stray.md").write_text("stray", "utf-8")
    return "docs/en/plan/stray.md"


def delete(project: Path) -> str:
    (project / "docs/en/plan/ch2/s1.md").unlink()
    return "docs/en/plan/ch2/s1.md"


def edit_navigation(project: Path) -> str:
    (project / "docs/nav.json").write_text("{}", "utf-8")
    return "docs/nav.json"


def disorder_memory(project: Path) -> str:
    path = project / "source/plan.en.po"
    path.write_text(path.read_text("utf-8") + '\nmsgid "多余"\nmsgstr "surplus"\n', "utf-8")
    return "source/plan.en.po"


@pytest.mark.parametrize("change", [hand_edit, add_stray, delete, edit_navigation, disorder_memory])
def test_check_finds_what_differs_and_writes_nothing(
    converted: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], str]
) -> None:
    """Else a correction made in a page would be lost at the next run, without a word."""
    whole = picture(converted)
    name = change(converted)
    before = picture(converted)
    assert convert(converted, "--check") == 1
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if line.startswith(f"{name}: ")]
    assert "remedy: correct source/" in said
    assert picture(converted) == before
    assert convert(converted) == 0
    assert convert(converted, "--check") == 0
    assert {k: v for k, v in picture(converted).items() if k.startswith("docs")} == {
        k: v for k, v in whole.items() if k.startswith("docs")
    }


def is_between(project: Path, old: dict[str, str], new: dict[str, str]) -> bool:
    """True if every file is whole, old or new, and no other file is left."""
    return all(v in (old.get(name), new.get(name)) for name, v in picture(project).items())


@pytest.fixture(scope="module")
def pictures(original: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The project before and after a change of all its pages."""
    project = shutil.copytree(original, tmp_path_factory.mktemp("renamed") / "project")
    old = picture(project)
    rename_plan(project)
    assert convert(project) == 0
    return [old, picture(project)]


@pytest.fixture
def renamed(
    converted: Path, pictures: list[dict[str, str]]
) -> tuple[Path, dict[str, str], dict[str, str]]:
    """A project whose pages will all change, with pictures before and after."""
    old, new = pictures
    rename_plan(converted)
    return converted, old, new


@pytest.mark.parametrize("count", [0, 1, 7, 20, 45])
@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_interrupted_at_any_step_every_file_is_whole(
    renamed: tuple[Path, dict[str, str], dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    count: int,
    call: str,
) -> None:
    project, old, new = renamed
    stray = add_stray(project)
    old = old | {stray: picture(project)[stray]}
    place: Any = os if call == "fsync" else Path
    real, left = getattr(place, call), count

    def fails(*arguments: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(place, call, fails)
        assert convert(project) == 130
    assert "no file was left half-written" in capsys.readouterr().err
    assert is_between(project, old, new)
    assert not (project / STAGING).exists()
    assert convert(project) == 0
    assert picture(project) == new


@pytest.mark.parametrize("phase", ["staged", "renamed"])
@pytest.mark.parametrize("count", [0, 5, 20, 40])
def test_killed_at_any_moment_every_file_is_whole(
    renamed: tuple[Path, dict[str, str], dict[str, str]], phase: str, count: int
) -> None:
    """SIGKILL leaves no time to tidy up; a file half written would be served to readers."""
    project, old, new = renamed
    changing = sorted(name for name in old if name.endswith(".md") and old[name] != new[name])
    # Files are staged and renamed in order: after this one, the next ones are under way.
    watched = project / changing[count]
    before, staged = watched.read_bytes(), f"{STAGING}/*/{count}"
    environment = os.environ | {"PYTHONPATH": str(SCRIPTS)}
    command = [sys.executable, "-m", "planbook", "--root", str(project), "convert"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None and watched.read_bytes() == before:
            if phase == "staged" and any(project.glob(staged)):
                break
            time.sleep(0.001)  # the run needs the core more
        running.send_signal(signal.SIGKILL)
    assert phase == "staged" or watched.read_bytes() != before
    found = {name: v for name, v in picture(project).items() if not name.startswith(STAGING)}
    assert set(found) == set(new)
    assert all(value in (old.get(name), new.get(name)) for name, value in found.items())
    assert convert(project) == 0
    assert picture(project) == new


def files_of(project: Path) -> dict[str, str]:
    return {name: value for name, value in picture(project).items() if value != "folder"}


@pytest.mark.parametrize("call", ["replace", "mkdir"])
def test_a_read_only_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], call: str
) -> None:
    project = wide_project(tmp_path)

    def fails(*_arguments: Any, **_more: Any) -> Any:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    before = files_of(project)
    with monkeypatch.context() as patch:
        patch.setattr(Path, call, fails)
        assert convert(project) == 1
    said = capsys.readouterr().err
    assert "docs/en/about.md: cannot be written: Read-only file system" in said
    assert "remedy: free some space, or give yourself permission to write there" in said
    assert files_of(project) == before


def limited() -> None:
    """Let this process write no file of more than a kilobyte."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))


def limited_run(project: Path) -> str:
    """What a run says that cannot write its larger files."""
    environment = os.environ | {"PYTHONPATH": str(SCRIPTS)}
    command = [sys.executable, "-B", "-m", "planbook", "--root", str(project), "convert"]
    ran = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, preexec_fn=limited
    )
    assert ran.returncode == 1
    return ran.stderr


def test_a_failing_write_leaves_no_trace(converted: Path) -> None:
    """The disk refuses in the middle of a file: the old one stays, no temporary one is left."""
    old = picture(converted)
    rename_plan(converted)
    said = limited_run(converted)
    assert "docs/nav.json: cannot be written: File too large" in said
    assert "Traceback" not in said
    found = picture(converted)
    assert set(found) == set(old)
    assert [n for n in found if found[n] != old[n]] == [DESCRIPTION_FILE]


def test_a_run_that_stopped_half_way_does_not_deny_it(
    converted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rename_plan(converted)
    before = picture(converted)
    real, left = Path.replace, 5

    def fails(*arguments: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "docs/zh/index.md")
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails)
        assert convert(converted) == 1
    assert picture(converted) != before
    assert "nothing was written" not in capsys.readouterr().err
