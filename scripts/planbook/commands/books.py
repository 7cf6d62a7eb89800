"""`planbook books`: the plan as PDFs and e-book, and the whole site in one file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from planbook.books.brief import BRIEFS, brief_of
from planbook.books.brief_pdf import typeset_brief
from planbook.books.epub import as_epub
from planbook.books.epub_cover import cover_png
from planbook.books.files import replace
from planbook.books.fonts import FOLDERS, Fonts, find_fonts, lacking
from planbook.books.offline import downloads
from planbook.books.pdf import KINDS, book_of
from planbook.books.release import RELEASE
from planbook.books.typeset import typeset
from planbook.investor.tie import Tied
from planbook.pipeline import run
from planbook.sources import FILES, PHRASES_FILE, Sources, read_sources
from planbook.store import read_files
from planbook.text.script import parse_phrases

HELP = "make PDFs, an e-book, and the offline site"
DESCRIPTION = """\
Reads   source/; the fonts of Noto CJK (Debian: fonts-noto-cjk).
Writes  site/downloads/<id>.zh.pdf        in Chinese
        site/downloads/<id>.en.pdf        in English
        site/downloads/<id>.zh-en.pdf     side by side
        site/downloads/<id>.zh-Hant.pdf   in Traditional characters, if their fonts are there
        site/downloads/<id>.brief.en.pdf  two pages for investors, if there is a guide;
        site/downloads/<id>.brief.zh.pdf  in English and in Chinese
        site/downloads/<id>.epub          both languages, paragraph by paragraph
        site/downloads/<id>-offline.zip   the whole site with the books
        site/downloads/manifest.json, manifest.js, SHA256SUMS

Run it after the site was built: building empties site/. Same sources, same bytes.
A missing font or glyph is named, and then nothing is written.
"""
OPTIONAL = ("zh-Hant",)
"""Books that are left out where their fonts are missing, unless asked for by name."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        default="site/downloads",
        metavar="FOLDER",
        help="where to write, below the project's folder (default: site/downloads)",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=(*KINDS, *BRIEFS),
        help="make this book; may be given more than once (default: all)",
    )
    parser.add_argument(
        "--fonts",
        action="append",
        metavar="FOLDER",
        help="where fonts lie; may be given more than once (default: where Debian has them)",
    )


def command(root: Path, arguments: argparse.Namespace) -> int:
    """Write the books below `root`; returns the exit code."""
    raw = read_files(root, FILES)
    sources = read_sources(raw)
    phrases = parse_phrases(raw[PHRASES_FILE].decode("utf-8"))
    fonts = find_fonts(arguments.fonts or FOLDERS)
    briefs = () if sources.guide.is_empty else tuple(BRIEFS)
    chosen = tuple(dict.fromkeys(arguments.only or (*wanted(fonts), *briefs)))
    tied = run(sources, "tie").tied
    plan, site = sources.description.id, root / Path(arguments.to).parent
    made = {f"{plan}.{kind}.pdf": pdf for kind, pdf in pdfs(chosen, tied, sources, phrases, fonts)}
    if arguments.only:
        files = {f"{Path(arguments.to).name}/{name}": pdf for name, pdf in made.items()}
    else:
        cover = cover_png(sources.description, fonts)
        made[f"{plan}.epub"] = as_epub(tied, sources, RELEASE, cover)
        files = downloads(site, made, plan, RELEASE)
    replace(site, files)
    for name, content in files.items():
        print(f"{name}  {len(content) / 1e6:.1f} MB")
    return 0


def wanted(fonts: Fonts) -> Iterator[str]:
    """All books, but those that may be left out and have no fonts here."""
    for kind in KINDS:
        if kind in OPTIONAL and lacking(fonts, "Noto Serif CJK TC", "Noto Sans CJK TC"):
            print(f"left out: {kind}.pdf, for its fonts (Noto CJK TC) are not here")
        else:
            yield kind


def pdfs(
    kinds: tuple[str, ...],
    tied: Tied,
    sources: Sources,
    phrases: Mapping[str, str],
    fonts: Fonts,
) -> Iterator[tuple[str, bytes]]:
    """Each of the books in its turn."""
    for kind in kinds:
        if kind in BRIEFS:
            brief = brief_of(kind, tied, sources.description, RELEASE)
            yield kind, typeset_brief(brief, fonts)
        else:
            yield kind, typeset(book_of(kind, tied, sources, RELEASE, phrases), fonts)
