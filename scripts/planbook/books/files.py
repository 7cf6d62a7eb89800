"""Writes finished books: all of them in full beside their places, and only then the renames."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from planbook.store import STAGING, save, unwritable


def replace(root: Path, books: Mapping[str, bytes]) -> None:
    """Put each content in its place below `root`; every file is whole, old or new.

    Raises `Unwritable` that names the file.
    """
    staging = root / f"{STAGING}-books"
    shutil.rmtree(staging, ignore_errors=True)
    name = ""
    try:
        for number, name in enumerate(books):
            save(staging / str(number), books[name])
        for number, name in enumerate(books):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / str(number)).replace(root / name)
    except OSError as error:
        raise unwritable(name, error) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
