"""One book, from its content as JSON to a PDF: a process of its own, as the other printers are.

It imports what sets a book and nothing else, so that what is timed is that alone.
"""

import sys
from pathlib import Path

import msgspec

from planbook.books.pdf.book import Book
from planbook.books.sheet import compiled, find_fonts, sheet_of

content, output = map(Path, sys.argv[1:])
book = msgspec.json.decode(content.read_bytes(), type=Book)
output.write_bytes(compiled(sheet_of("book", book), find_fonts()))
