"""All books of the plan so many times over, in a process that is measured from outside."""

import sys
from pathlib import Path

from bench import enlarged

from planbook.books.epub.book import as_epub
from planbook.books.epub.cover import cover_png
from planbook.books.fonts import find_fonts
from planbook.books.pdf.book import KINDS
from planbook.books.release import RELEASE
from planbook.commands.books import pdfs
from planbook.pipeline import run
from planbook.sources import FILES, PHRASES_FILE, read_sources
from planbook.store import read_files
from planbook.text.script import parse_phrases

raw = read_files(Path(__file__).parent.parent, FILES)
sources = enlarged(read_sources(raw), int(sys.argv[1]))
phrases = parse_phrases(raw[PHRASES_FILE].decode("utf-8"))
tied, fonts = run(sources, "tie").tied, find_fonts()
made = dict(pdfs(tuple(KINDS), tied, sources, phrases, fonts))
made["epub"] = as_epub(tied, sources, RELEASE, cover_png(sources.description, fonts))
