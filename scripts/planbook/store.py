"""Reads, writes, and locks the project's files, and finds what the package ships for every site."""

import errno
import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from planbook.problems import Problem, Problems, Unwritable, raise_any, stop

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "theme"
HOME = SHIPPED if SHIPPED.is_dir() else PACKAGE.parent.parent
FRAME = HOME / "mkdocs.yml"
"""The configuration that every site inherits."""
OVERRIDES = HOME / "overrides"
ASSETS = HOME / "docs" / "assets"
STYLE = HOME / "STYLE.md"
"""The rules for the English, which a chat model is given."""
HOOKS = PACKAGE / "site" / "hooks.py"


def assets_of(project: Path) -> tuple[Path, ...]:
    """The folders of assets of a project; a file of a later one replaces that of an earlier one."""
    return tuple(dict.fromkeys((ASSETS, project / "docs" / "assets")))


# --- the project's files


POLL = 0.05
"""Seconds between two attempts."""
LIMIT_BYTES = 32 * 1024 * 1024
"""Maximum bytes of one file. A plan's text has some 100,000 bytes, its translation a megabyte."""
STAGING = ".planbook"
"""Folder of finished contents that await their rename; gone after every run."""
NO_LINKS = "put the file or folder itself there; nothing outside the project is read or changed"


@contextmanager
def locked(folder: Path, *, alone: bool = True, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock of a folder: `alone` to write there, otherwise to read.

    Waits up to `patience` seconds. Raises `Problems` if another command holds the lock, or if the
    folder cannot be opened.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (OSError, ValueError) as error:
        remedy = "run planbook in the project's folder, or name it with --root"
        raise stop(
            str(folder), f"cannot be opened: {getattr(error, 'strerror', error)}", remedy
        ) from error
    try:
        take(handle, folder, fcntl.LOCK_EX if alone else fcntl.LOCK_SH, patience)
        yield
    finally:
        os.close(handle)


def take(handle: int, folder: Path, kind: int, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                found = "another planbook command is running in this folder"
                remedy = "wait until it has finished, then run this one again"
                raise stop(str(folder), found, remedy) from None
            time.sleep(POLL)
        except OSError as error:
            # Some network file systems have no locks; there, a second command goes unnoticed.
            if error.errno in (errno.ENOTSUP, errno.ENOLCK, errno.ENOSYS, errno.EBADF):
                return
            raise
        else:
            return


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference between the existing files and those that should exist."""

    written: tuple[str, ...]
    """Paths that are new or whose content changes."""
    removed: tuple[str, ...] = ()
    """Paths that nothing makes any more."""

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


def inside(root: Path, name: str) -> Path:
    """The path of `name` below `root`. Raises `Problems` if it leads outside or through a link."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\0" in name or "\\" in name:
        raise stop(name or "''", "is not a path below the project's folder", "name one that is")
    for number in range(1, len(parts) + 1):
        path = root.joinpath(*parts[:number])
        if path.is_symlink():
            raise stop("/".join(parts[:number]), "is a symbolic link", NO_LINKS)
    return path


def outlet(root: Path, name: str) -> None:
    """Raise `Problems` unless files may be put into this folder: not among sources or pages."""
    inside(root, name)
    if name.startswith(".") or PurePosixPath(name).parts[0] in ("source", "docs"):
        remedy = "name another folder, such as site/downloads"
        raise stop(f"--to {name}", "is not a folder for the output of a command", remedy)


def refuse_without(root: Path, name: str) -> None:
    """Raise `Problems` unless the folder is a project, which has this file; say where one is."""
    if inside(root, name).exists():
        return
    here = root.resolve()
    near = [one for one in here.parents if (one / name).is_file()]
    near += [one.parents[name.count("/")] for one in sorted(here.glob(f"*/{name}"))]
    way = (
        f"run it in {near[0]}" if near else "run it in the folder of one, or name that with --root"
    )
    found = f"is no project: there is no {name}"
    raise stop(str(here), found, f"{way}; `planbook new` begins a project")


def read_files(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The content of the named files. Raises `Problems` for those that cannot be read."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            found[name] = read_file(root, name)
        except Problems as unreadable:
            problems += unreadable.problems
    raise_any(problems)
    return found


def read_file(root: Path, name: str, limit: int = LIMIT_BYTES) -> bytes:
    """The content of a regular file of at most `limit` bytes."""
    try:
        return content(inside(root, name), limit)
    except OSError as error:
        remedy = "run planbook in the project's folder, or name it with --root"
        raise stop(name, f"cannot be read: {error.strerror}", remedy) from error
    except ValueError as error:
        raise stop(name, str(error), "put the intended file there") from error


def read_given(path: Path, limit: int = LIMIT_BYTES) -> bytes:
    """The content of a file that a person names, wherever it is. Raises `Problems`."""
    try:
        return content(path, limit, links=0)
    except IsADirectoryError as error:
        raise stop(str(path), "is a folder", "name the file in it") from error
    except OSError as error:
        remedy = "check its name; it is looked for from the folder that you are in"
        raise stop(str(path), f"cannot be read: {error.strerror}", remedy) from error
    except ValueError as error:
        raise stop(str(path), str(error), "name the file itself") from error


def content(path: Path, limit: int = LIMIT_BYTES, links: int = os.O_NOFOLLOW) -> bytes:
    """The bytes of a regular file. Raises `OSError`, or `ValueError` for anything else there."""
    # Without waiting: opening a pipe would hang until something writes to it.
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | links), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ValueError("is not a regular file")
        found = file.read(limit + 1)
    if len(found) > limit:
        raise ValueError(f"has more than {limit:,} bytes, the limit for one file")
    return found


def compare(root: Path, files: Mapping[str, bytes], owned: Iterable[str] = ()) -> Changes:
    """The changes that `write` would make. `owned` are folders with only generated files."""
    present = {name for folder in owned for name in files_below(root, folder)}
    differing = (name for name, made in files.items() if differs(inside(root, name), made))
    return Changes(tuple(sorted(differing)), tuple(sorted(present - set(files))))


def files_below(root: Path, folder: str) -> Iterator[str]:
    """The path of every file below a folder of `root`. Raises `Problems` for a link."""
    for place, folders, files in os.walk(inside(root, folder)):
        for name in (*folders, *files):
            path = (Path(place) / name).relative_to(root).as_posix()
            if inside(root, path) and name in files:
                yield path


def differs(path: Path, made: bytes) -> bool:
    try:
        return content(path) != made
    except (OSError, ValueError):
        return True


def write(root: Path, files: Mapping[str, bytes], changes: Changes | None = None) -> None:
    """Make the changes, or write all files that differ, if none are given.

    First, every new content is written in full; then files are renamed, and others removed.
    A full disk is noticed before the first file is touched. The caller holds the lock of `root`.
    Raises `Problems` that name the file.
    """
    changes = compare(root, files) if changes is None else changes
    paths = {name: inside(root, name) for name in (*changes.written, *changes.removed)}
    name = next(iter(paths), STAGING)
    try:
        with staging(root) as folder:
            for number, name in enumerate(changes.written):
                save(folder / str(number), files[name])
            for number, name in enumerate(changes.written):
                paths[name].parent.mkdir(parents=True, exist_ok=True)
                (folder / str(number)).replace(inside(root, name))
            for name in changes.removed:
                paths[name].unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(name, error) from error


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """A new folder for this run alone. Anything else there was left by a killed run."""
    above = inside(root, STAGING)
    try:
        clear(above)
        above.mkdir()
        yield Path(tempfile.mkdtemp(dir=above))
    finally:
        with suppress(OSError):
            clear(above)


def clear(path: Path) -> None:
    """Remove a file, or a folder with everything in it; links in it are removed, not followed."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def save(path: Path, made: bytes) -> None:
    """Write the file through to the disk, so that a rename never exposes an empty one."""
    with path.open("wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())


def unwritable(name: str, error: OSError) -> Unwritable:
    remedy = (
        "free some space, or give yourself permission to write there; then run the same"
        " command again: no file was left half-written"
    )
    return Unwritable([Problem(name, f"cannot be written: {error.strerror}", remedy)])
