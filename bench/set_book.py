"""One book, from its content as JSON to a PDF: a process of its own, as the other printers are.

It imports what sets a book and nothing else, so that what is timed is that alone.
"""

import sys
from pathlib import Path

import msgspec

from planbook.books.fonts import find_fonts
from planbook.books.pdf_book import Book
from planbook.books.typeset import typeset

content, output = map(Path, sys.argv[1:])
output.write_bytes(typeset(msgspec.json.decode(content.read_bytes(), type=Book), find_fonts()))
