"""Runs the console command `planbook`, with one verb for each module of `commands`."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Collection
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from planbook import __version__
from planbook.characters import printable
from planbook.problems import Problems, Unwritable

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

VERBS = (
    "take", "new", "repair", "convert", "check", "export", "figures", "translate", "books", "site",
    "verify",
)  # fmt: skip
DEBUG = "PLANBOOK_DEBUG"
"""An environment variable; if it is set, a fault in planbook itself shows its traceback."""
WRONG, OWN_FAULT, INTERRUPTED, PIPE_CLOSED = 1, 70, 130, 141


class Parser(argparse.ArgumentParser):
    """Raises an error if its help cannot be written; argparse ignores that."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        (file or sys.stderr).write(message)


def module_of(verb: str) -> ModuleType:
    """The module of a verb, loaded when it is asked for: all of them take half a second."""
    return import_module(f"planbook.commands.{verb}")


def parser(words: Collection[str]) -> argparse.ArgumentParser:
    """The parser of the verbs among the words, or of all verbs if there are none, as for help."""
    top = Parser(prog="planbook", description="Turn a Chinese plan into a site.")
    top.add_argument("--version", action="version", version=__version__)
    top.add_argument("--root", type=Path, default=Path(), help="the project's folder")
    verbs = top.add_subparsers(dest="verb", required=True)
    for name in [one for one in VERBS if one in words] or VERBS:
        module = module_of(name)
        verb = verbs.add_parser(
            name,
            help=module.HELP,
            description=module.DESCRIPTION,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(verb)
    return top


def main(words: list[str] | None = None) -> int:
    """Run the command line: 0 if all is well, 1 if the input has problems, 2 for wrong usage."""
    speak_any_language()
    try:
        code = obeyed(words)
    except Problems as found:
        return reported(found)
    except KeyboardInterrupt:
        say("interrupted; no file was left half-written")
        return INTERRUPTED
    except BrokenPipeError:
        silence(sys.stdout)
        return PIPE_CLOSED
    except OSError as error:
        silence(sys.stdout)
        where = error.filename or "the output"
        say(f"{where}: {error.strerror}; no file was left half-written")
        return WRONG
    except Exception as error:  # noqa: BLE001 - the last net: no traceback for any input
        say(own_fault(error))
        return OWN_FAULT
    return code


def obeyed(words: list[str] | None) -> int:
    """Do what the command line says and flush the output; returns the exit code."""
    try:
        words = sys.argv[1:] if words is None else words
        arguments = parser(words).parse_args(words)
        code: int = module_of(arguments.verb).command(arguments.root, arguments)
    finally:
        sys.stdout.flush()  # also after --help, which ends the run
    return code


def speak_any_language() -> None:
    """Let a terminal that cannot show Chinese show escapes instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def reported(found: Problems) -> int:
    """Report each problem; returns the exit code."""
    count = len(found.problems)
    outcome = "" if isinstance(found, Unwritable) else "; nothing was written"
    if found.questions:
        outcome += "; `planbook repair --accept 1 2b` writes the answers with these numbers"
    say(f"{found}\n{count} problem{'s' if count > 1 else ''}{outcome}")
    return WRONG


def say(text: str) -> None:
    """Write to standard error, if it accepts anything."""
    try:
        print(printable(text), file=sys.stderr, flush=True)
    except OSError:
        silence(sys.stderr)


def silence(stream: object) -> None:
    """Discard further output: Python flushes when it exits, and would complain."""
    if isinstance(stream, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def own_fault(error: Exception) -> str:
    """The message for an unexpected error: its kind and its place, without a traceback."""
    if os.environ.get(DEBUG):
        return traceback.format_exc()
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"a fault in planbook itself ({type(error).__name__}, {Path(place.filename).name}:"
        f"{place.lineno}); no file was left half-written\n"
        f"  remedy: run it again with {DEBUG}=1 and report its output, with the file that causes it"
    )
