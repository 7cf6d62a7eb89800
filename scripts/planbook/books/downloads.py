"""Makes the downloads: books, an archive of the site, and lists with size, pages, and checksum."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from planbook.addresses import BUILT, DATA
from planbook.books.sheet import page_count
from planbook.description import Description
from planbook.problems import Problems, stop
from planbook.store import read_file, read_files

DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that the format knows; an archive has no date of its own."""
UNIX = 3
READABLE = 0o100644 << 16
"""A plain file, -rw-r--r--, whatever its mode on the disk."""
FOLDER = "downloads/"
"""Below the site."""
MANIFEST = "manifest.json"
SCRIPT = "manifest.js"
"""The manifest as a function call: a page from `file://` can load only scripts."""
SUMS = "SHA256SUMS"
OWN = (MANIFEST, SCRIPT, SUMS)


def downloads(
    root: Path, site: str, books: Mapping[str, bytes], about: Description
) -> dict[str, bytes]:
    """All files to be written below the built site: `books` by name, offline archive, and lists.

    Reads the site, a folder of `root`, with the files that `planbook export` put there.
    """
    made = {f"{FOLDER}{name}": content for name, content in books.items()}
    return made | finished(site_files(root, site) | made, about)


def site_files(root: Path, site: str) -> dict[str, bytes]:
    """The files that the build and the export made, by their path below the site.

    Raises `Problems` if the site is not built, or differs from its list.
    """
    try:
        listed = read_file(root, f"{site}/{BUILT}").decode().splitlines()
    except Problems as error:
        found = f"has no {BUILT}: the site is not built, and the offline archive needs it"
        raise stop(site, found, "run `make site`, which builds it first") from error
    there = [name for name in DATA if (root / site / name).exists()]
    files = read_files(root, [f"{site}/{name}" for name in (*listed, *there)])
    return {name.removeprefix(f"{site}/"): content for name, content in files.items()}


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
    """True for the offline archive, from this run or an earlier one."""
    return name.startswith("downloads/") and name.endswith(".zip")


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download."""

    name: str
    size: int
    """In bytes."""
    sha256: str
    pages: int
    """Pages of a PDF; 0 for other files."""


def finished(site: Mapping[str, bytes], about: Description) -> dict[str, bytes]:
    """The offline archive and the lists of downloads, to be written below the site.

    `site` is everything in the built site by path, with the books in `downloads/`. The archive
    contains the books and a list that leaves out the archive, since its contents cannot include
    its checksum.
    """
    rest = {name: data for name, data in site.items() if not is_own(name) and not is_list(name)}
    books = {
        name.removeprefix(FOLDER): data
        for name, data in sorted(rest.items())
        if name.startswith(FOLDER)
    }
    inside = lists(map(described, books.items()), about)
    name, whole = f"{about.id}-offline.zip", offline_zip(rest | inside, about.id)
    every = {**books, name: whole}
    return {f"{FOLDER}{name}": whole} | lists(map(described, every.items()), about)


def is_list(name: str) -> bool:
    return name.removeprefix(FOLDER) in OWN and name.startswith(FOLDER)


def described(file: tuple[str, bytes]) -> Download:
    name, data = file
    pages = page_count(data) if name.endswith(".pdf") else 0
    return Download(name, len(data), sha256(data).hexdigest(), pages)


def lists(downloads: Iterable[Download], about: Description) -> dict[str, bytes]:
    """`manifest.json`, the same as a script, and `SHA256SUMS` for `sha256sum --check`."""
    found = tuple(downloads)
    content = {
        "id": about.id,
        "version": about.version,
        "date": about.released.isoformat(),
        "files": {one.name: facts(one) for one in found},
    }
    whole = json.dumps(content, ensure_ascii=False, indent=1)
    sums = "".join(f"{one.sha256}  {one.name}\n" for one in found)
    texts = {MANIFEST: f"{whole}\n", SCRIPT: f"planbookDownloads({quiet(whole)});\n", SUMS: sums}
    return {f"{FOLDER}{name}": text.encode() for name, text in texts.items()}


def quiet(written: str) -> str:
    """JSON that is safe in any script: nothing in it ends a line, a string, or an element."""
    return re.sub("[<\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", written)


def facts(download: Download) -> dict[str, int | str]:
    pages = {"pages": download.pages} if download.pages else {}
    return {"size": download.size, **pages, "sha256": download.sha256}
