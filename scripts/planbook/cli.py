"""The console command `planbook`: one verb a module of `commands`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from planbook import __version__
from planbook.commands import books, check, convert, export, translate
from planbook.problems import Problems, Unwritable

VERBS = {
    "convert": convert,
    "check": check,
    "export": export,
    "translate": translate,
    "books": books,
}


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="planbook", description="Turn a Chinese plan into a site.")
    top.add_argument("--version", action="version", version=__version__)
    top.add_argument("--root", type=Path, default=Path(), help="the project's folder")
    verbs = top.add_subparsers(dest="verb", required=True)
    for name, module in VERBS.items():
        verb = verbs.add_parser(
            name,
            help=module.HELP,
            description=module.DESCRIPTION,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(verb)
    return top


def main(words: list[str] | None = None) -> int:
    """Run the command line; 0 if all is well, 1 if the input has problems, 2 for wrong usage."""
    arguments = parser().parse_args(words)
    try:
        code: int = VERBS[arguments.verb].command(arguments.root, arguments)
        return code
    except Problems as found:
        print(found, file=sys.stderr)
        count = len(found.problems)
        outcome = "" if isinstance(found, Unwritable) else "; nothing was written"
        print(f"{count} problem{'s' if count > 1 else ''}{outcome}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; every file is whole", file=sys.stderr)
        return 130
