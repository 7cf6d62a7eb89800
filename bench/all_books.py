"""All books of the plan so many times over, in a process that is measured from outside."""

import sys
from pathlib import Path

from bench import enlarged

from planbook.books.downloads import EBOOKS, PDFS
from planbook.books.sheet import find_fonts
from planbook.commands.books import epubs, pdfs
from planbook.pipeline import Conversion
from planbook.sources import FILES, read_sources
from planbook.store import read_files

raw = read_files(Path(__file__).parent.parent, FILES)
sources = enlarged(read_sources(raw), int(sys.argv[1]))
whole, fonts = Conversion(sources), find_fonts()
made = dict(pdfs(tuple(PDFS), whole, fonts))
made |= dict(epubs(tuple(EBOOKS), whole, fonts))
