"""The command line under unusual conditions: closed pipes, full disks, locales, odd names, no home."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planbook.cli import OWN_FAULT, PIPE_CLOSED, main
from planbook.commands import check
from projects import PLAN, tiny_project

pytestmark = pytest.mark.slow  # each starts the program anew

SCRIPTS = Path(__file__).parent.parent / "scripts"
VERBS = (
    ["convert"],
    ["check"],
    ["check", "--rules"],
    ["export"],
    ["--help"],
    ["convert", "--help"],
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose path has blanks, Chinese, quotes and signs that shells read."""
    folder = tmp_path_factory.mktemp("a") / "规划 项目 'x' \"y\" $HOME & #1"
    folder.mkdir()
    return tiny_project(folder)


def run(root: Path, *words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS), **more.pop("env", {})}
    command = [sys.executable, "-m", "planbook", "--root", str(root), *words]
    return subprocess.run(
        command, env=environment, text=True, check=False, timeout=60,
        errors="replace", **({"capture_output": True} | more),
    )  # fmt: skip


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_a_closed_pipe_is_no_fault(root: Path, words: list[str]) -> None:
    """`planbook check | head`: the reader has had enough."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = run(root, *words, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert ran.stderr == ""
    assert ran.returncode == PIPE_CLOSED


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_a_full_device_is_said(root: Path, words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        ran = run(root, *words, capture_output=False, stdout=full, stderr=subprocess.PIPE)
        assert ran.returncode == 1
        assert "No space left on device" in ran.stderr
        assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [VERBS[0], VERBS[-1]], ids=" ".join)
def test_where_nothing_can_be_said_a_run_still_fails(root: Path, words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        assert run(root, *words, capture_output=False, stdout=full, stderr=full).returncode == 1


LOCALES = (
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1:strict"},
    {"PYTHONIOENCODING": "gb18030"},
    {"LC_ALL": "xx_YY.ISO-8859-15"},
)


@pytest.mark.parametrize("locale", LOCALES, ids=[" ".join(one.values()) for one in LOCALES])
def test_no_locale_ends_a_run(root: Path, tmp_path: Path, locale: dict[str, str]) -> None:
    assert run(root, "convert", env=locale).returncode == 0
    pages = root / "docs/zh/index.md"
    there = pages.read_bytes()
    broken = tiny_project(tmp_path, PLAN.replace("二、", "三、"))
    ran = run(broken, "convert", env=locale)
    assert ran.returncode == 1
    assert "out of order" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert main(["--root", str(root), "convert", "--check"]) == 0
    assert pages.read_bytes() == there, "a locale makes no difference to what is written"


def test_no_home_is_needed(root: Path, tmp_path: Path) -> None:
    bare = dict.fromkeys(("HOME", "USER", "LOGNAME", "TMPDIR", "XDG_CACHE_HOME"), "")
    assert run(root, "convert", env=bare).returncode == 0
    nowhere = {"HOME": str(tmp_path / "none"), "TMPDIR": str(tmp_path / "none")}
    assert run(root, "convert", env=nowhere).returncode == 0


def test_nothing_is_written_outside_the_project(root: Path, tmp_path: Path) -> None:
    """A cache in a folder that everybody may write is somebody else's input."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    for words in (["convert"], ["check"], ["export"]):
        assert run(root, *words, env={"TMPDIR": str(temporary)}).returncode in (0, 1)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [[], ["nothing"], ["--root"], ["convert", "--chek"], ["books", "--only", "x"], ["check", "--format", "x"],
     ["convert", "\x1b[31m"], ["translate", "--limit", "0"], ["translate", "--limit", "9" * 5000],
     ["translate", "--deadline", "nan"], ["translate", "--chapter", "x"],
     ["new", "x", "--from", "y", "--ordinal", "-5"], ["new", "x", "--from", "y", "--ordinal", "50"]],
    ids=lambda words: " ".join(words)[:40].encode("unicode_escape").decode(),
)  # fmt: skip
def test_wrong_usage_is_said_shortly(
    root: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(root), *words])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "usage: planbook" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "error", [RecursionError("deep"), KeyError("x"), MemoryError(), ValueError("\x1b[31m")]
)
def test_a_fault_of_its_own_is_said_in_two_lines(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    def fails(*_: object) -> int:
        raise error

    monkeypatch.setattr(check, "command", fails)
    assert main(["--root", str(root), "check"]) == OWN_FAULT
    said = capsys.readouterr().err
    assert said.count("\n") == 2
    assert type(error).__name__ in said
    assert "test_cli.py:" in said
    assert "PLANBOOK_DEBUG=1" in said


@pytest.mark.parametrize(
    "place", [lambda root: root / "none", lambda root: root / "source/plan.toml"]
)
def test_a_root_that_is_none_is_named(
    root: Path, capsys: pytest.CaptureFixture[str], place: Callable[[Path], Path]
) -> None:
    for verb in ("convert", "check", "export", "books"):
        assert main(["--root", str(place(root)), verb]) == 1
        assert "cannot be opened" in capsys.readouterr().err


def test_convert_says_which_lines_are_in_no_passage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = ["一、发展基础", "二、总体要求", "三、主要任务", "四、保障措施"]
    body = "".join(f"{one}\n加快发展各项事业，提高人民生活水平。\n" for one in heads)
    root = tiny_project(tmp_path, "某区发展规划\n" + "\n".join(heads) + "\n" + body)
    assert main(["--root", str(root), "convert"]) == 0
    said = "left out  the contents in the text: 4 lines, 「一、发展基础」 to 「四、保障措施」"
    assert said in capsys.readouterr().out.splitlines()
