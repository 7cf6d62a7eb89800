"""The store keeps to the project: nothing outside is read, written, or removed; one command at a time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planbook import store
from planbook.cli import main
from planbook.problems import Problems
from planbook.sources import DESCRIPTION_FILE, FILES
from planbook.store import LIMIT_BYTES, STAGING, Changes, compare, inside, locked, read_files, write
from planbook.text.decode import FILE as PLAN_FILE
from planbook.translation.memory import FILE as MEMORY_FILE
from projects import PLAN, picture, tiny_project

SCRIPTS = Path(__file__).parent.parent / "scripts"
OUTSIDE = [
    "..", "../x", "../../x", "a/../../x", "a/..", "/x", "/tmp/x", "//x", "", ".", "a\\..\\b", "x\0y",
    "./../x", "a/b/../../../x",
]  # fmt: skip


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny project with its pages."""
    root = tiny_project(tmp_path_factory.mktemp("converted"))
    assert main(["--root", str(root), "convert"]) == 0
    return root


@pytest.fixture
def home(converted: Path, tmp_path: Path) -> Path:
    """A copy of it, and beside it a folder that is none of its business."""
    other = tmp_path / "other"
    (other / "zh").mkdir(parents=True)
    for name in ("kept.md", "zh/kept.md"):
        (other / name).write_text("kept", "utf-8")
    return shutil.copytree(converted, tmp_path / "project")


def other(home: Path) -> dict[str, str]:
    return picture(home.parent / "other")


def refused(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command says that has to refuse, and has to leave everything as it was."""
    capsys.readouterr()
    before, there = picture(home), other(home)
    assert main(["--root", str(home), *words]) == 1
    said = capsys.readouterr().err
    assert "remedy: " in said
    assert "Traceback" not in said
    assert picture(home) == before
    assert other(home) == there
    return said


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_path_leads_out(home: Path, name: str) -> None:
    before, there = picture(home), other(home)
    for act in (
        lambda: inside(home, name),
        lambda: read_files(home, [name]),
        lambda: write(home, {name: b"x"}, Changes((name,))),
        lambda: write(home, {}, Changes((), (name,))),
        lambda: compare(home, {name: b"x"}, ()),
    ):
        with pytest.raises(Problems):
            act()
    assert picture(home) == before
    assert other(home) == there


OWN_FOLDERS = [".planbook", ".git", "docs/zh", "source", "docs"]


@pytest.mark.parametrize("to", [*OWN_FOLDERS, *(one for one in OUTSIDE if "\0" not in one)])
@pytest.mark.parametrize("verb", [["export"], ["books"], ["books", "--only", "zh"]])
def test_no_option_leads_out(
    home: Path, capsys: pytest.CaptureFixture[str], verb: list[str], to: str
) -> None:
    refused(home, capsys, *verb, "--to", to)


@pytest.mark.parametrize("field", ["id", "site_url", "repo_url"])
def test_no_field_leads_out(home: Path, capsys: pytest.CaptureFixture[str], field: str) -> None:
    path = home / DESCRIPTION_FILE
    lines = path.read_text("utf-8").splitlines()
    changed = [f'{field} = "../../x"' if one.startswith(f"{field} =") else one for one in lines]
    path.write_text("\n".join(changed), "utf-8")
    for verb in (["convert"], ["export"], ["books", "--only", "zh"]):
        assert f"{DESCRIPTION_FILE}: {field}: '../../x'" in refused(home, capsys, *verb)


def replaced_by_link(path: Path, target: Path) -> None:
    path.rename(path.with_name(f"{path.name}-before"))
    path.symlink_to(target)


LINKS = [
    "docs",
    "docs/zh",
    "docs/en/plan",
    "docs/zh/index.md",
    "docs/nav.json",
    "source",
    PLAN_FILE,
    MEMORY_FILE,
]


@pytest.mark.parametrize("name", LINKS)
def test_no_link_is_followed(home: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """`docs/zh` as a link once let `convert` empty the folder behind it."""
    target = home.parent / "other" / ("kept.md" if (home / name).is_file() else ".")
    replaced_by_link(home / name, target)
    assert f"{name}: is a symbolic link" in refused(home, capsys, "convert")


def test_a_link_inside_an_owned_folder_is_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "docs/zh/away").symlink_to(home.parent / "other")
    assert "docs/zh/away: is a symbolic link" in refused(home, capsys, "convert")


def test_a_dead_link_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "docs/zh/index.md").unlink()
    (home / "docs/zh/index.md").symlink_to(home / "nowhere")
    assert "docs/zh/index.md: is a symbolic link" in refused(home, capsys, "convert")


def test_a_link_in_place_of_the_staging_folder_is_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "docs/zh/index.md").write_text("changed", "utf-8")
    (home / STAGING).symlink_to(home.parent / "other")
    assert f"{STAGING}: is a symbolic link" in refused(home, capsys, "convert")


def test_the_root_itself_may_be_a_link(home: Path) -> None:
    """Where a project lies is the reader's business."""
    link = home.parent / "链接 with blank"
    link.symlink_to(home)
    assert main(["--root", str(link), "convert", "--check"]) == 0


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)


def unreadable(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\xff")


@pytest.mark.parametrize("kind", [pipe, folder, device, huge, unreadable])
@pytest.mark.parametrize("name", FILES)
def test_a_source_of_another_kind_is_named(
    home: Path, capsys: pytest.CaptureFixture[str], name: str, kind: Callable[[Path], None]
) -> None:
    """A pipe hung for ever, a folder ended in a traceback."""
    (home / name).unlink()
    kind(home / name)
    said = ""
    before, there = set(picture_names(home)), other(home)
    start = time.monotonic()
    assert main(["--root", str(home), "convert"]) == 1
    said = capsys.readouterr().err
    assert name in said
    assert time.monotonic() - start < 5
    assert set(picture_names(home)) == before
    assert other(home) == there


def picture_names(home: Path) -> list[str]:
    return [path.relative_to(home).as_posix() for path in home.rglob("*")]


def test_a_page_of_another_kind_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "docs/zh/index.md").unlink()
    (home / "docs/zh/index.md").mkdir()
    assert "docs/zh/index.md: cannot be written" in refused(home, capsys, "convert")


def test_what_a_killed_run_left_is_cleaned(home: Path) -> None:
    left = home / STAGING / "abc"
    left.mkdir(parents=True)
    (left / "0").write_text("half", "utf-8")
    (left / "away").symlink_to(home.parent / "other")
    there = other(home)
    (home / "docs/zh/index.md").write_text("changed", "utf-8")
    assert main(["--root", str(home), "convert"]) == 0
    assert not (home / STAGING).exists()
    assert other(home) == there


# --- two hands at once


def test_the_second_comer_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with locked(home):
        for verb in (["convert"], ["check"], ["export"], ["convert", "--check"]):
            assert "another planbook command is running" in refused(home, capsys, *verb)


def test_readers_do_not_wait_for_each_other(home: Path) -> None:
    with locked(home, alone=False):
        assert main(["--root", str(home), "convert", "--check"]) == 0


def test_who_is_patient_gets_in(home: Path) -> None:
    taken, left = threading.Event(), threading.Event()

    def hold() -> None:
        with locked(home):
            taken.set()
            time.sleep(0.3)
        left.set()

    threading.Thread(target=hold).start()
    assert taken.wait(5)
    with locked(home, patience=5):
        assert left.wait(1)


SLOW = """
import sys, time
from pathlib import Path
from planbook import store
from planbook.cli import main
real = store.save
def slowly(path, made):
    time.sleep(0.02)
    real(path, made)
store.save = slowly
sys.exit(main(["--root", sys.argv[1], *sys.argv[2:]]))
"""


@pytest.mark.slow
def test_two_at_once_with_slow_writes_mix_nothing(home: Path) -> None:
    """Both wrote into one staging folder: CSV landed in pages, and each said that all is whole."""
    plan = home / PLAN_FILE
    plan.write_text(PLAN.replace("总则", "新的总则"), "utf-8")
    environment = os.environ | {"PYTHONPATH": str(SCRIPTS)}
    commands = [
        ["convert"],
        ["export", "--to", "site/data"],
        ["convert"],
        ["export", "--to", "out"],
    ]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", SLOW, str(home), *words],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for words in commands
    ]  # fmt: skip
    ends = [(one.wait(60), *one.communicate()) for one in runs]
    assert all(code == 0 or "another planbook command is running" in err for code, _, err in ends)
    assert any(code == 0 for code, _, _ in ends)
    for words in commands:
        assert main(["--root", str(home), *words]) == 0
    assert main(["--root", str(home), "convert", "--check"]) == 0
    assert not (home / STAGING).exists()
    for name in ("terms.csv", "terms.tbx", "plan.json"):
        assert (home / "site/data" / name).read_bytes() == (home / "out" / name).read_bytes()


def test_each_run_has_a_folder_of_its_own(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the file system has no locks."""
    seen: list[Path] = []
    real = store.save
    monkeypatch.setattr(
        store, "save", lambda path, made: (seen.append(path.parent), real(path, made))
    )
    for number in range(2):
        (home / "docs/zh/index.md").write_text(f"changed {number}", "utf-8")
        assert main(["--root", str(home), "convert"]) == 0
    assert len(set(seen)) == 2
