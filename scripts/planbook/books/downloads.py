"""Lists the books, and makes the downloads: books, an archive of the site, and lists with checksums."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from planbook.addresses import BUILT, DATA
from planbook.books.sheet import page_count
from planbook.description import Description
from planbook.locales import Bilingual, Locale
from planbook.pictures import charts
from planbook.pictures.maps import schematic, structure
from planbook.pictures.svg import Picture
from planbook.problems import Problems, stop
from planbook.reading.model import Reading
from planbook.reading.read import read
from planbook.sources import Sources
from planbook.statements.tie import Tied
from planbook.store import read_file, read_files
from planbook.text.script import to_traditional

PDFS: Mapping[str, tuple[Locale, ...]] = {
    "zh": ("zh",),
    "en": ("en",),
    "zh-en": ("zh", "en"),
    "zh-Hant": ("zh",),
}
"""The PDFs with their languages. The first one of a parallel book has the narrow column."""
EBOOKS: Mapping[str, tuple[Locale, ...]] = {**PDFS, "zh-Hant-en": ("zh", "en")}
"""The e-books with their languages."""
BILINGUAL = "zh-en"
SITE_PATHS = {"zh": "", "en": "en/", "zh-en": "", "zh-Hant": "zh-Hant/", "zh-Hant-en": "zh-Hant/"}
"""Of the site's pages in the first language of a book."""
RANGE = re.compile(r"(?<![A-Za-z\d.-])(\d[\d.]*)-(?=\d[\d.]*(?![A-Za-z\d-]))")
"""The hyphen in 3-5年. A date has two, and a code has letters."""


def is_traditional(kind: str) -> bool:
    return kind.startswith("zh-Hant")


def script_of(kind: str) -> str:
    """The end of the names of the fonts that have a book's Chinese characters."""
    return "TC" if is_traditional(kind) else "SC"


def site_of(kind: str, url: str) -> str:
    """Address of the site's pages in a book's first language; empty if the site has none."""
    return f"{url.rstrip('/')}/{SITE_PATHS[kind]}" if url else ""


def readings_of(
    kind: str, readings: Mapping[Locale, Reading], sources: Sources
) -> Mapping[Locale, Reading]:
    """The readings of a book, in the order of its languages; Chinese in its characters.

    A range in Chinese gets a dash, one of the two marks that GB/T 15835—2011 has for it, as in the
    edition's own words.
    """
    linked = readings["zh"].linked
    convert = to_traditional(sources.phrases).convert if is_traditional(kind) else str

    def set_(text: str) -> str:
        return RANGE.sub(r"\1—", convert(text))

    return {
        one: read(linked, sources.missing, one, sources.description, set_)
        if one == "zh"
        else readings[one]
        for one in EBOOKS[kind]
    }


def within(name: Bilingual) -> Bilingual:
    """A name as it is written within a sentence."""
    return Bilingual(zh=name.zh, en=name.en[:1].lower() + name.en[1:])


def date_of(about: Description) -> tuple[int, int, int]:
    """The day of the release, as Typst takes it."""
    return about.released.year, about.released.month, about.released.day


# --- their pictures


Row = tuple[tuple[Picture, str], ...]
"""Pictures side by side, each with its caption. One without a caption continues the last one."""


def rows(tied: Tied, reading: Reading) -> Iterator[Row]:
    """The schematic, the elements that have no place on it, and the charts."""
    places, targets, words = tied.places, tied.targets.figure, reading.words
    if places.map:
        yield ((schematic(places, reading, ""), words.places.caption),)
        yield ((structure(places, reading, ""), words.places.areas_caption),)
    if charts.pairs(targets):
        yield ((charts.pairs_chart(targets, reading), words.charts.pairs_meaning),)
    if charts.spans(targets):
        yield ((charts.spans_chart(targets, reading), words.charts.spans_meaning),)


# --- the downloads


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
