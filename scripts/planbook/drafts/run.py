"""Runs the drafting: unit after unit, each stored as soon as it is accepted."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from shutil import get_terminal_size
from typing import Self, TextIO

from planbook.characters import printable
from planbook.drafts.draft import Drafter, Unusable
from planbook.drafts.engine import Segment
from planbook.drafts.transport import Cause, Failure, Lasting
from planbook.problems import Problem, Problems

WIDTH = 24
CLEAR = "\r\x1b[2K"
FAILURES = 3
"""Units in a row without an answer after which the service is considered out of order."""
WAIT = "wait until the service accepts texts again, or use another --engine"
ADDRESS = "check --url and --model, or the variables that replace them"
CONNECTION = "check the connection, and whether the service is running"
AGAIN = "; then run the same command again: what was accepted is stored and is not sent again"


def bar(done: int, total: int) -> str:
    filled = WIDTH * done // total
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}]"


def time_left(done: int, total: int, elapsed: float) -> str:
    """Estimated from the mean so far; `elapsed` in seconds."""
    if not done:
        return "time left unknown"
    minutes, seconds = divmod(round(elapsed / done * (total - done)), 60)
    return f"{minutes} min {seconds:02} s left"


class Progress:
    """Shows the state of a run on a stream, which is not part of its result."""

    def __init__(self, total: int, stream: TextIO, scrub: Callable[[str], str]) -> None:
        self.total, self.stream, self.scrub = total, stream, scrub
        self.done, self.start = 0, time.monotonic()
        self.on_terminal = stream.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.on_terminal:
            self.stream.write(CLEAR)
            self.stream.flush()

    def advance(self, what: str) -> None:
        """Count one more unit as settled."""
        self.done += 1
        self.show(what)

    def show(self, what: str) -> None:
        """Show what is going on."""
        left = time_left(self.done, self.total, time.monotonic() - self.start)
        line = printable(self.scrub(f"{self.done} of {self.total}, {left}; {what}"))
        if self.on_terminal:
            # A line that wraps could not be cleared.
            line = f"{bar(self.done, self.total)} {line}"[: get_terminal_size().columns - 1]
            self.stream.write(CLEAR + line)
        else:
            self.stream.write(line + "\n")
        self.stream.flush()


@dataclass(slots=True)
class Outcome:
    """The result of a run."""

    drafted: list[Segment] = field(default_factory=list)
    skipped: list[tuple[Segment, str]] = field(default_factory=list)
    """Units without an acceptable answer, with the reason; they stay unchanged."""
    stopped: tuple[Problem, ...] = ()
    """The reason why the run ended before its last unit."""


def run(
    units: Iterable[Segment],
    drafter: Drafter,
    store: Callable[[Segment, str], bool],
    progress: Progress,
    service: tuple[str, tuple[str, ...]],
) -> Outcome:
    """Draft the units and store them.

    `store` returns whether the unit still lacked English. `service` is the engine's name and the
    variables of its keys, for messages.
    """
    outcome, failures = Outcome(), 0
    for unit in units:
        try:
            stored = store(unit, drafter.draft(unit))
        except Lasting as failure:
            remedy = remedy_of(failure.cause, service[1])
            outcome.stopped = (Problem(service[0], str(failure), remedy + AGAIN),)
            break
        except Problems as unstored:
            outcome.stopped = unstored.problems
            break
        except (Failure, Unusable) as failure:
            outcome.skipped.append((unit, str(failure)))
            failures = failures + 1 if isinstance(failure, Failure) else 0
            progress.advance(f"{unit.reference} skipped")
            if failures == FAILURES:
                found = f"{FAILURES} units in a row without an answer; the last failure: {failure}"
                outcome.stopped = (Problem(service[0], found, CONNECTION + AGAIN),)
                break
        else:
            failures = 0
            if stored:
                outcome.drafted.append(unit)
            progress.advance(f"{unit.reference} {'stored' if stored else 'already has English'}")
    return outcome


def remedy_of(cause: Cause, variables: tuple[str, ...]) -> str:
    """The remedy for a lasting failure. If a service without keys refuses, its quota is used up."""
    if cause == "address":
        return ADDRESS
    return f"set {' and '.join(variables)} to a valid key" if cause == "key" and variables else WAIT
