"""Runs `planbook site`: makes pages, site, data files, and books in one run."""

import argparse
import gc
import os
from pathlib import Path
from types import ModuleType

from planbook.commands import books, convert, export
from planbook.store import FRAME, HOOKS

HELP = "make the pages, the site, its data files, and its books in one run"
DESCRIPTION = """\
Reads   source/; mkdocs.yml, overrides/, docs/assets/; the Noto CJK fonts.
Writes  what `convert`, `export`, and `books` write, and all of site/.

A warning of the build is an error. The same sources give the same bytes.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: there are no options."""


def command(root: Path, arguments: argparse.Namespace) -> int:
    del arguments
    return run(convert, root) or build(root) or run(export, root) or run(books, root)


def run(verb: ModuleType, root: Path) -> int:
    """Run a command with its defaults; returns the exit code."""
    parser = argparse.ArgumentParser()
    verb.add_arguments(parser)
    code: int = verb.command(root, parser.parse_args([]))
    return code


def build(root: Path) -> int:
    """Build the site with MkDocs. If a strict build fails, MkDocs' exception ends the run."""
    # Loaded here, so that no other command waits for MkDocs.
    from mkdocs.__main__ import cli as mkdocs  # noqa: PLC0415

    from planbook.site.build import released  # noqa: PLC0415

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ |= {"PLANBOOK_FRAME": str(FRAME), "PLANBOOK_HOOKS": str(HOOKS)}
    config = str(root / "mkdocs.yml")
    with released():
        mkdocs(["build", "--strict", "--quiet", "--config-file", config], standalone_mode=False)
    gc.enable()  # a build goes without
    return 0
