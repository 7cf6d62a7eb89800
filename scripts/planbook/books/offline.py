"""The downloads of the built site: the books, the site itself in one file, and the lists of both."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planbook.books.manifest import FOLDER, finished
from planbook.books.release import Release
from planbook.problems import stop

START = "index.html"


def downloads(
    site: Path, books: Mapping[str, bytes], plan: str, release: Release
) -> dict[str, bytes]:
    """All files to be written below the built site: `books`, by their names, and what lists them.

    Reads the site. Books that stand there from an earlier run stay in the archive and in the lists.
    """
    made = {f"{FOLDER}{name}": data for name, data in books.items()}
    return made | finished(site_files(site) | made, plan, release)


def site_files(site: Path) -> dict[str, bytes]:
    """Everything in the built site by its path below it. Raises `Problems` if there is no site."""
    if not (site / START).is_file():
        found = f"there is no {START}: the site is not built, and without it no offline archive"
        raise stop(str(site), found, "run `make site`, which builds it first")
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    try:
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}
    except OSError as error:
        found = f"cannot be read: {error.strerror}"
        raise stop(str(error.filename), found, "build the site again") from error
