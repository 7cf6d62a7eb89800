"""Holds the verbs of the command line, one module for each.

`command` carries a verb out for the project below a folder, and returns the exit code; `HELP`,
`DESCRIPTION`, and `add_arguments` describe it.
"""

import argparse


def add_outlet(parser: argparse.ArgumentParser, default: str) -> None:
    """Add the option that says where a command writes."""
    said = f"where to write, below the project's folder (default: {default})"
    parser.add_argument("--to", default=default, metavar="FOLDER", help=said)
