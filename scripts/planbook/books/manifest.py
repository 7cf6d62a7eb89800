"""What there is to download: size, pages and checksum of each file, for readers and programs."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from planbook.books.release import Release
from planbook.books.zip import is_own, offline_zip

FOLDER = "downloads/"
"""Below the site."""
MANIFEST = "manifest.json"
SCRIPT = "manifest.js"
"""The manifest again, as a call of a function: a page from `file://` can load a script only."""
SUMS = "SHA256SUMS"
OWN = (MANIFEST, SCRIPT, SUMS)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
COUNT = re.compile(rb"/Type\s*/Pages\b(?:(?!endobj).)*?/Count\s+(\d+)"
                   rb"|/Count\s+(\d+)(?:(?!endobj|/Type).)*?/Type\s*/Pages\b", re.DOTALL)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Download:
    """A file to download."""

    name: str
    size: int
    """In bytes."""
    sha256: str
    pages: int
    """Of a PDF; 0 for what has no pages."""


def finished(site: Mapping[str, bytes], plan: str, release: Release) -> dict[str, bytes]:
    """The offline archive and the lists of downloads, to be written below the site.

    `site` is everything in the built site, with the books in `downloads/`, by its path;
    `plan` is the plan's id. The archive has the books and a list without the archive: what
    is in it cannot know its checksum.
    """
    rest = {name: data for name, data in site.items() if not is_own(name) and not is_list(name)}
    books = {
        name.removeprefix(FOLDER): data
        for name, data in sorted(rest.items())
        if name.startswith(FOLDER)
    }
    inside = lists(map(described, books.items()), plan, release)
    whole = offline_zip(rest | inside, plan)
    books[f"{plan}-offline.zip"] = whole
    return {
        f"{FOLDER}{plan}-offline.zip": whole,
        **lists(map(described, books.items()), plan, release),
    }


def is_list(name: str) -> bool:
    return name.removeprefix(FOLDER) in OWN and name.startswith(FOLDER)


def described(file: tuple[str, bytes]) -> Download:
    name, data = file
    pages = page_count(data) if name.endswith(".pdf") else 0
    return Download(name, len(data), sha256(data).hexdigest(), pages)


def lists(downloads: Iterable[Download], plan: str, release: Release) -> dict[str, bytes]:
    """`manifest.json`, the same as a script, and `SHA256SUMS` as `sha256sum --check` reads it."""
    found = tuple(downloads)
    content = {
        "id": plan,
        "version": release.version,
        "date": release.day.isoformat(),
        "files": {one.name: facts(one) for one in found},
    }
    whole = json.dumps(content, ensure_ascii=False, indent=1)
    sums = "".join(f"{one.sha256}  {one.name}\n" for one in found)
    texts = {MANIFEST: f"{whole}\n", SCRIPT: f"planbookDownloads({quiet(whole)});\n", SUMS: sums}
    return {f"{FOLDER}{name}": text.encode() for name, text in texts.items()}


def quiet(written: str) -> str:
    """JSON that can stand in any script: nothing in it ends a line, a string or an element."""
    return re.sub("[<\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", written)


def facts(download: Download) -> dict[str, int | str]:
    pages = {"pages": download.pages} if download.pages else {}
    return {"size": download.size, **pages, "sha256": download.sha256}


def page_count(pdf: bytes) -> int:
    """Pages of a PDF: the highest count in its page tree; 0 if none is found.

    The tree may stand in compressed streams of objects.
    """
    parts = [pdf, *unpacked(pdf)]
    counts = (int(found[1] or found[2]) for part in parts for found in COUNT.finditer(part))
    return max(counts, default=0)


def unpacked(pdf: bytes) -> Iterable[bytes]:
    for found in STREAM.finditer(pdf):
        with suppress(zlib.error):
            content = zlib.decompress(found[1])
            if b"/Pages" in content:
                yield content
