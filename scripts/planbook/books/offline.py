"""The downloads of the built site: the books, the site itself in one file, and the lists of both."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planbook.books.manifest import FOLDER, finished
from planbook.books.release import Release
from planbook.problems import Problems, stop
from planbook.site.machines import DATA
from planbook.store import read_file, read_files

LIST = "files.txt"
"""What the build made: one path a line. Whatever else lies in the site's folder is not packed."""


def downloads(
    root: Path, site: str, books: Mapping[str, bytes], plan: str, release: Release
) -> dict[str, bytes]:
    """All files to be written below the built site: `books`, by their names, and what lists them.

    Reads the site, a folder of `root`, with the files that `planbook export` puts there.
    """
    made = {f"{FOLDER}{name}": content for name, content in books.items()}
    return made | finished(site_files(root, site) | made, plan, release)


def site_files(root: Path, site: str) -> dict[str, bytes]:
    """The files that the build and the export made, by their path below the site.

    Raises `Problems` if the site is not built, or not as the list says.
    """
    try:
        listed = read_file(root, f"{site}/{LIST}").decode().splitlines()
    except Problems as error:
        found = f"there is no {LIST}: the site is not built, and without it no offline archive"
        raise stop(site, found, "run `make site`, which builds it first") from error
    there = [name for name in DATA if (root / site / name).exists()]
    files = read_files(root, [f"{site}/{name}" for name in (*listed, *there)])
    return {name.removeprefix(f"{site}/"): content for name, content in files.items()}
