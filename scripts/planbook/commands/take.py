"""Runs `planbook take`: makes the source text from a file as a government published it."""

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from planbook import __version__
from planbook.begin.together import joined, taken_together
from planbook.intake.form import File
from planbook.intake.report import as_toml_of, for_people_of
from planbook.problems import Problem, raise_any, stop
from planbook.store import compare, inside, locked, read_given, write
from planbook.structure.styles import FILE as SIDECAR
from planbook.text.decode import FILE

LIMIT = 200 * 1024 * 1024
"""Maximum bytes of a file. PDFs with maps and photographs have some 100 MB."""

HELP = "make the source text from a file as published: PDF, DOCX, HTML, MHTML, Markdown, or text"
DESCRIPTION = """\
Reads   FILE, wherever it is, and nothing else; never the network. Its content decides what it
        is: PDF with a text layer, DOCX, a saved HTML page or web archive (MHTML), Markdown, or
        plain text (UTF-8, UTF-16, GB18030, Big5).
Writes  source/plan.zh.txt and source/taken.toml: the text in one plain form, and what it was made
        from, when and by whom that was published if it says so, and what was left out. With
        --to NAME.txt, it writes that file and NAME.taken.toml instead.

If the document comes in several files, such as its halves, or its text and its tables, give them
all, in the order in which they are read: they become one text.

In the text, a line is a paragraph, a heading, or a row of a table; tabs separate cells, two
U+3000 are an indent, and a form feed begins a page. A note is an indented line after the
paragraph that refers to it, and begins with the same raised digits. Prints what was left out, with
every number of a table that is not in the text. An existing file is kept, unless --replace is given.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="the file as published, or several, in their order"
    )
    parser.add_argument(
        "--to",
        default=FILE,
        metavar="FILE",
        help=f"where to write, a .txt file below the project's folder (default: {FILE})",
    )
    parser.add_argument("--replace", action="store_true", help="write over existing files")


def command(root: Path, arguments: argparse.Namespace) -> int:
    target = arguments.to
    sidecar = SIDECAR if target == FILE else f"{target.removesuffix('.txt')}.taken.toml"
    refuse(root, arguments.files, target)
    given = read_all(map(Path, arguments.files))
    taken = joined(given)
    toml = as_toml_of(given, taken, target, __version__)
    files = {target: taken.text.encode(), sidecar: toml.encode()}
    with locked(root):
        changes = compare(root, files)
        if not arguments.replace:
            raise_any(
                Problem(
                    name,
                    "is there already, with another content",
                    "give --replace to write over it, or name another file with --to",
                )
                for name in changes.written
                if inside(root, name).exists()
            )
        write(root, files, changes)
    print(for_people_of(given, taken, target))
    return 0


def read_all(paths: Iterable[Path]) -> tuple[File, ...]:
    """The files of one document, read and taken in."""
    return taken_together((one.name, read_given(one, LIMIT)) for one in paths)


def refuse(root: Path, files: Iterable[str], target: str) -> None:
    """Raise for a file that is an address, and for a place where no text belongs."""
    remedy = "open the address in a browser, save the page or file, and take that"
    raise_any(
        Problem(one, "is an address, and nothing is fetched from the network", remedy)
        for one in files
        if re.match(r"(?:https?|ftp|file)://", one, re.IGNORECASE)
    )
    inside(root, target)
    if not target.endswith(".txt"):
        raise stop(f"--to {target}", "is not the name of a text file", "name one that ends in .txt")
