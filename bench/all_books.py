"""All books of the plan so many times over, in a process that is measured from outside."""

import sys
from pathlib import Path

from bench import enlarged

from planbook.books.epub.book import as_epub
from planbook.books.epub.front import cover_png
from planbook.books.fonts import find_fonts
from planbook.books.pdf.book import KINDS
from planbook.books.release import RELEASE
from planbook.commands.books import pdfs
from planbook.pipeline import Conversion
from planbook.sources import FILES, read_sources
from planbook.store import read_files

raw = read_files(Path(__file__).parent.parent, FILES)
sources = enlarged(read_sources(raw), int(sys.argv[1]))
whole, fonts = Conversion(sources), find_fonts()
made = dict(pdfs(tuple(KINDS), whole, fonts))
cover = cover_png(sources.description, fonts)
made["epub"] = as_epub(whole.tied, whole.readings, sources, RELEASE, cover)
