"""Typesets a sheet in a separate process, which frees all its memory and can be ended.

As a program, it reads a sheet from its input and writes Typst's result, or the problems, to its
output.
"""

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore

import msgspec

from planbook.books.fonts import Fonts, find_fonts
from planbook.books.sheet import Sheet, compiled
from planbook.problems import Problem, Problems, stop

SECONDS = 300.0
"""Time limit; the fullest volume takes some twenty seconds."""
BYTES = 1_000_000_000
"""Memory limit. The fullest volume takes two thirds of it."""
ALONE = 560_000
"""Sheets of more bytes are set alone. Two smaller ones may be set at once."""
REMEDY = "look in its text for an endless word or paragraph"

TURN, PLACES = Lock(), Semaphore(2)


@contextmanager
def place(size: int) -> Iterator[None]:
    """A place to set a sheet of this size, limited so that concurrent sheets have enough memory."""
    wanted = 2 if size > ALONE else 1
    with TURN:
        for _ in range(wanted):
            PLACES.acquire()
    try:
        yield
    finally:
        PLACES.release(wanted)


def pressed(sheet: Sheet, fonts: Fonts, *, seconds: float = SECONDS, memory: int = BYTES) -> bytes:
    """Typst's result for the sheet. Raises `Problems`: Typst's, or a limit that was exceeded."""
    # -P: import no module from the folder in which the command happens to run.
    command = [sys.executable, "-P", "-m", __name__, str(memory), *fonts.folders]
    content = msgspec.json.encode(sheet)
    try:
        with place(len(content)):
            run = subprocess.run(  # noqa: S603 - this program itself
                command, input=content, capture_output=True, timeout=seconds, check=False
            )
    except subprocess.TimeoutExpired as error:
        found = f"could not be typeset within {seconds:g} seconds"
        raise stop(sheet.name, found, REMEDY) from error
    if run.returncode == 0:
        return run.stdout
    if run.returncode == 1 and run.stdout:
        raise Problems(msgspec.json.decode(run.stdout, type=list[Problem]))
    *_, last = run.stderr.decode(errors="replace").splitlines() or [f"signal {-run.returncode}"]
    found = f"could not be typeset within {memory:,} bytes of memory ({last})"
    raise stop(sheet.name, found, REMEDY)


def main(memory: str, *folders: str) -> int:
    """Set the sheet from the input; returns the exit code."""
    # An interruption ends it at once, instead of when Typst returns.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    limit(int(memory))
    sheet = msgspec.json.decode(sys.stdin.buffer.read(), type=Sheet)
    try:
        sys.stdout.buffer.write(compiled(sheet, find_fonts(folders)))
    except Problems as found:
        sys.stdout.buffer.write(msgspec.json.encode(found.problems))
        return 1
    return 0


def limit(memory: int) -> None:
    """End this process if it would take more memory; a lower limit is kept."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    own = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (own, most))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
