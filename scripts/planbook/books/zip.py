"""Zip archives that are the same, byte for byte, whenever the same files are put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that the format knows; an archive has no date of its own."""
UNIX = 3
READABLE = 0o100644 << 16
"""A plain file, -rw-r--r--, whatever it is on the disk."""


def archive(files: Iterable[tuple[str, bytes]], *, stored: str = "") -> bytes:
    """The files in the given order; the one named `stored` is not compressed."""
    target = BytesIO()
    with ZipFile(target, "w") as whole:
        for name, content in files:
            entry = ZipInfo(name, DAY)
            entry.create_system = UNIX
            entry.external_attr = READABLE
            entry.compress_type = ZIP_STORED if name == stored else ZIP_DEFLATED
            whole.writestr(entry, content, compresslevel=9)
    return target.getvalue()


def offline_zip(site: Mapping[str, bytes], folder: str) -> bytes:
    """The whole site in one folder, without archives of itself."""
    kept = sorted(name for name in site if not is_own(name))
    return archive((f"{folder}/{name}", site[name]) for name in kept)


def is_own(name: str) -> bool:
    """True for the offline archive, of this run or of an earlier one."""
    return name.startswith("downloads/") and name.endswith(".zip")
