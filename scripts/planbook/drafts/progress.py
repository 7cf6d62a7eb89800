"""How far a run has come, for people: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from shutil import get_terminal_size
from typing import Self, TextIO

from planbook.characters import printable

WIDTH = 24
CLEAR = "\r\x1b[2K"


def bar(done: int, total: int) -> str:
    filled = WIDTH * done // total
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}]"


def time_left(done: int, total: int, elapsed: float) -> str:
    """By the mean of what is done; `elapsed` in seconds."""
    if not done:
        return "time left unknown"
    minutes, seconds = divmod(round(elapsed / done * (total - done)), 60)
    return f"{minutes} min {seconds:02} s left"


class Progress:
    """Shows the state of a run on a stream, which is no part of its result."""

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
        """One unit more is settled."""
        self.done += 1
        self.show(what)

    def show(self, what: str) -> None:
        """Say what is going on."""
        left = time_left(self.done, self.total, time.monotonic() - self.start)
        line = printable(self.scrub(f"{self.done} of {self.total}, {left}; {what}"))
        if self.on_terminal:
            # A line that wraps could not be cleared.
            line = f"{bar(self.done, self.total)} {line}"[: get_terminal_size().columns - 1]
            self.stream.write(CLEAR + line)
        else:
            self.stream.write(line + "\n")
        self.stream.flush()
