"""Calls an engine with a deadline, a minimum interval, and retries."""

import random
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread

from planbook.drafts.transport import Failure, Lasting, Passing

LONGEST = 120.0
"""Seconds; a service that asks for a longer wait ends the run."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits on how long and how often an engine is asked; times in seconds."""

    deadline: float = 60.0
    """Limit for one call."""
    attempts: int = 4
    """Maximum calls for one text."""
    pause: float = 1.0
    """Wait before the first retry; doubled before each further one."""
    interval: float = 0.0
    """Minimum time from the beginning of one call to that of the next."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance; tests supply their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    """From 0 to 1."""


def back_off(patience: Patience, attempt: int, chance: float) -> float:
    """Seconds to wait after this attempt, counted from 1: at least half of the doubled pause.

    The rest is random, so that not all rejected clients return at the same moment.
    """
    return min(LONGEST, patience.pause * 2.0 ** (attempt - 1)) * (0.5 + chance / 2)


class Caller:
    """Makes the calls of one run."""

    def __init__(
        self, patience: Patience, tell: Callable[[str], None], clock: Clock | None = None
    ) -> None:
        self.patience = patience
        self.tell = tell
        """Receives messages for the person who waits."""
        self.clock = clock or Clock()
        self.next_start = self.clock.now()

    def call(self, ask: Callable[[], str]) -> str:
        """Result of `ask`. Raises the last `Passing` failure, or any other `Failure` at once."""
        attempt = 1
        while True:
            self.clock.sleep(max(0.0, self.next_start - self.clock.now()))
            self.next_start = self.clock.now() + self.patience.interval
            try:
                return within(self.patience.deadline, ask)
            except Passing as failure:
                if attempt == self.patience.attempts:
                    raise
                self.wait(failure, attempt)
                attempt += 1

    def wait(self, failure: Passing, attempt: int) -> None:
        if failure.retry_after > LONGEST:
            found = f"{failure}; it asks to wait {failure.retry_after:.0f} s"
            raise Lasting(found, "quota") from failure
        pause = max(failure.retry_after, back_off(self.patience, attempt, self.clock.chance()))
        self.tell(f"{failure}; trying again in {pause:.1f} s")
        self.clock.sleep(pause)


def within(deadline: float, ask: Callable[[], str]) -> str:
    """The result of `ask`. Raises `Passing` after `deadline` seconds, or for an unexpected error.

    A socket timeout alone would not do: a service that sends a byte per second never exceeds it.
    The thread is left behind; as a daemon it does not outlive the program.
    """
    future: Future[str] = Future()

    def run() -> None:
        try:
            future.set_result(ask())
        except Exception as error:  # noqa: BLE001 - goes on to the caller
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        return future.result(deadline)
    except Failure:
        raise
    except TimeoutError:
        raise Passing(f"no answer within {deadline:g} s") from None
    except Exception as error:  # noqa: BLE001 - libraries let through whatever happens to them
        # Not the error's own text: it may hold the address with the key.
        raise Passing(f"an answer that cannot be read ({type(error).__name__})") from None
