"""Files: the only module that reads and writes the project's.

A file is replaced by renaming a finished one over it: killed at any moment, every
file is whole, old or new.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from planbook.problems import Problem, Problems, raise_any, stop


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


def write(root: Path, files: Mapping[str, str], changes: Changes) -> None:
    """Make the changes: first all new contents, each in one step, then the removals."""
    try:
        for name in changes.written:
            replace(root / name, files[name].encode())
        for name in changes.removed:
            (root / name).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(error) from error


def unwritable(error: OSError) -> Problems:
    remedy = "make room, or give yourself the right to write there; then run the same command again"
    return stop(str(error.filename), f"cannot be written: {error.strerror}", remedy)


def replace(path: Path, data: bytes) -> None:
    """Give the file a new content in one step; a failure leaves the old one untouched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".planbook-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files private; a page is for everybody to read.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
