"""Files: the only module that reads and writes the project's.

A file is replaced by renaming a finished one over it: killed at any moment, every
file is whole, old or new.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from planbook.problems import Problem, Unwritable, raise_any


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between the files that are there and those that should be."""

    written: tuple[str, ...]
    """Paths that are new or have another content."""
    removed: tuple[str, ...]
    """Paths that nothing makes any more."""

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


def read_files(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The content of the named files. Raises `Problems` for those that cannot be read."""
    found: dict[str, bytes] = {}
    problems = []
    for name in names:
        try:
            found[name] = (root / name).read_bytes()
        except OSError as error:
            remedy = "run planbook in the project's folder, or name it with --root"
            problems.append(Problem(name, f"cannot be read: {error.strerror}", remedy))
    raise_any(problems)
    return found


def compare(root: Path, files: Mapping[str, str], owned: Iterable[str]) -> Changes:
    """What `write` would change. `owned` are the folders that hold nothing but generated files."""
    present = {
        path.relative_to(root).as_posix()
        for folder in owned
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    differing = (name for name, text in files.items() if content(root / name) != text.encode())
    return Changes(tuple(sorted(differing)), tuple(sorted(present - set(files))))


def content(path: Path) -> bytes | None:
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return None


STAGING = ".planbook"
"""Folder of the finished contents that wait for their rename; gone after every run."""


def write(root: Path, files: Mapping[str, str], changes: Changes) -> None:
    """Make the changes: first every new content in full, then the renames, then the removals.

    A full disk is met before the first file is touched. Raises `Problems` that name the file.
    """
    staging = root / STAGING
    # What a run that was killed left behind.
    shutil.rmtree(staging, ignore_errors=True)
    name = ""
    try:
        for number, name in enumerate(changes.written):
            save(staging / str(number), files[name].encode())
        for number, name in enumerate(changes.written):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / str(number)).replace(root / name)
        for name in changes.removed:
            (root / name).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(name, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def save(path: Path, data: bytes) -> None:
    """Write the file and see it onto the disk, so that a rename never shows an empty one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def unwritable(name: str, error: OSError) -> Unwritable:
    remedy = (
        "make room, or give yourself the right to write there; then run the same command"
        " again: every file is whole, old or new"
    )
    return Unwritable([Problem(name, f"cannot be written: {error.strerror}", remedy)])
