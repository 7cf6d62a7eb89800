"""Runs `planbook books`: makes PDFs, e-books, and the whole site in one file."""

import argparse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from planbook.books.downloads import BILINGUAL, EBOOKS, FOLDER, PDFS, downloads, is_traditional
from planbook.books.epub.book import as_epub
from planbook.books.epub.model import ebook_of
from planbook.books.epub.package import cover_png
from planbook.books.pdf.book import typeset, volumes
from planbook.books.pdf.brief import BRIEFS, brief_of, typeset_brief
from planbook.books.pdf.content import book_of
from planbook.books.sheet import FOLDERS, Fonts, Print, find_fonts, lacking
from planbook.commands import add_outlet
from planbook.pipeline import Conversion, conversion_of
from planbook.problems import stop
from planbook.store import locked, outlet, write

HELP = "make PDFs, e-books, and the offline site"
DESCRIPTION = """\
Reads   source/; the Noto CJK fonts (Debian: fonts-noto-cjk).
Writes  site/downloads/<id>.zh.pdf        in Chinese
        site/downloads/<id>.en.pdf        in English
        site/downloads/<id>.zh-en.pdf     side by side
        site/downloads/<id>.zh-Hant.pdf   in Traditional characters, if its fonts are installed
        site/downloads/<id>.brief.en.pdf  two pages for investors, if there is a guide;
        site/downloads/<id>.brief.zh.pdf  in English and in Chinese
        site/downloads/<id>.epub          both languages, paragraph by paragraph
        site/downloads/<id>.zh.epub       in Chinese; likewise .en.epub, .zh-Hant.epub, and
                                          .zh-Hant-en.epub
        site/downloads/<id>-offline.zip   the whole site, with the books
        site/downloads/manifest.json, manifest.js, SHA256SUMS

Run it after the site is built: building empties site/. The same sources give the same bytes.
A very long book is split into volumes: <id>.zh-en.pdf, <id>.zh-en.2.pdf, and so on.
If a font or glyph is missing, it is named, and nothing is written.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_outlet(parser, "site/downloads")
    parser.add_argument(
        "--only",
        action="append",
        choices=(*PDFS, *BRIEFS),
        help="make this book; may be given more than once (default: all)",
    )
    parser.add_argument(
        "--fonts",
        action="append",
        metavar="FOLDER",
        help="where to find fonts; may be given more than once (default: Debian's folders)",
    )


def command(root: Path, arguments: argparse.Namespace) -> int:
    with locked(root):
        return make(root, arguments)


def make(root: Path, arguments: argparse.Namespace) -> int:
    outlet(root, arguments.to)
    conversion = conversion_of(root)
    sources = conversion.sources
    fonts = find_fonts(arguments.fonts or FOLDERS)
    briefs = () if sources.guide.is_empty else tuple(BRIEFS)
    english = conversion.readings["en"].standing.shown
    there = () if arguments.only else tuple(wanted(fonts, english=bool(english)))
    printed = (*(kind for kind in there if kind in PDFS), *briefs)
    chosen = tuple(dict.fromkeys(arguments.only or printed))
    plan, to = sources.description.id, arguments.to
    made = {f"{plan}.{kind}.pdf": pdf for kind, pdf in pdfs(chosen, conversion, fonts)}
    if arguments.only:
        files = {f"{to}/{name}": pdf for name, pdf in made.items()}
    else:
        made |= {f"{plan}{end}": book for end, book in epubs(there, conversion, fonts)}
        site = site_of(to)
        found = downloads(root, site, made, sources.description)
        files = {f"{site}/{name}": content for name, content in found.items()}
    write(root, files)
    for name, content in files.items():
        print(f"{name}  {len(content) / 1e6:.1f} MB")
    return 0


def site_of(to: str) -> str:
    """The folder of the site whose downloads are in `to`. Raises `Problems` if `to` is not one."""
    site, _, name = to.rpartition("/")
    if not site or name != FOLDER.rstrip("/"):
        remedy = "name the downloads folder of a built site, or make single books with --only"
        raise stop(f"--to {to}", "is not the downloads folder of a site", remedy)
    return site


def wanted(fonts: Fonts, *, english: bool) -> Iterator[str]:
    """All books but Traditional ones whose fonts are missing, and English ones without English."""
    for kind, languages in EBOOKS.items():
        if "en" in languages and not english:
            print(f"left out: {kind}, because nothing is in English yet")
        elif is_traditional(kind) and lacking(fonts, "Noto Serif CJK TC", "Noto Sans CJK TC"):
            print(f"left out: {kind}, because its fonts (Noto CJK TC) are not installed")
        else:
            yield kind


def pdfs(
    kinds: tuple[str, ...], conversion: Conversion, fonts: Fonts
) -> Iterator[tuple[str, bytes]]:
    """Each book's PDF. While some are typeset, the next ones are prepared."""
    with ThreadPoolExecutor(max_workers=2) as press:
        contents = contents_of(kinds, conversion)
        waiting = [(one.kind, press.submit(set_, one, fonts)) for one, set_ in contents]
        try:
            yield from ((kind, one.result()) for kind, one in waiting)
        finally:
            press.shutdown(cancel_futures=True)


def epubs(
    kinds: tuple[str, ...], conversion: Conversion, fonts: Fonts
) -> Iterator[tuple[str, bytes]]:
    """Each e-book with the end of its name; the bilingual one has no language there."""
    for kind in kinds:
        book = ebook_of(kind, conversion.readings, conversion.sources)
        end = ".epub" if kind == BILINGUAL else f".{kind}.epub"
        yield end, as_epub(book, conversion.tied, cover_png(book, fonts))


def contents_of(
    kinds: tuple[str, ...], conversion: Conversion
) -> Iterator[tuple[Print, Callable[[Any, Fonts], bytes]]]:
    """Each book's content and the function that typesets it; a very long book in volumes."""
    sources, tied, readings = conversion.sources, conversion.tied, conversion.readings
    for kind in kinds:
        if kind in BRIEFS:
            yield brief_of(kind, tied, readings), typeset_brief
        else:
            for book in volumes(book_of(kind, tied, readings, sources)):
                yield book, typeset
