"""Drafts one unit with one engine: protect, cut, ask with a deadline and retries, join, accept or reject."""

import random
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from threading import Thread

from planbook.characters import printable
from planbook.checks.form import HAN, service_message
from planbook.checks.kit import Kit, bare
from planbook.drafts.engine import Engine, Keys, Request, Segment
from planbook.drafts.protect import Refused, chunks, english, faults, outsized, protect, talks
from planbook.drafts.transport import Failure, Lasting, Passing
from planbook.problems import quote

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


# --- one unit


SHOWN = 3
SAID = 200
"""Maximum characters of a service's text that are shown."""


class Unusable(Exception):  # noqa: N818 - the engine did answer
    """No answer of an engine was acceptable; the text gives the reason."""


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts units with an engine."""

    engine: Engine
    caller: Caller
    kit: Kit
    keys: Keys
    answered: dict[str, str] = field(default_factory=dict)
    """The Chinese that each answer was first given to, by answer without punctuation."""

    def draft(self, unit: Segment) -> str:
        """English without any fault. Raises `Unusable`, or what the caller raises.

        A rejected answer is followed by one more request: without placeholders, which some engines
        lose, or, if there are none, with the reasons.
        """
        if not HAN.search(unit.source):
            return unit.source  # 5.2%: there is nothing to translate
        refused: Refused | None = None
        for protecting in (self.engine.placeholders, False):
            ask = self.ask_protected if protecting else self.ask
            answer = ask(unit.source, unit, refused)
            reasons = (*self.repeated(unit.source, answer), *self.reasons(unit.source, answer))
            if not reasons:
                return answer
            refused = Refused(answer, reasons)
        raise Unusable(summary(reasons))

    def ask_protected(self, text: str, unit: Segment, refused: Refused | None) -> str:
        """The answer with the terms' English filled in; empty if a placeholder came back wrong."""
        protected = protect(text, self.kit.hits(text))
        return english(self.ask(protected.text, unit, refused), protected.pieces) or ""

    def ask(self, text: str, unit: Segment, refused: Refused | None) -> str:
        """The answer to a text of any length, in as many calls as needed."""
        terms = {one.term.id: one.term for one in self.kit.hits(unit.source)}
        parts = chunks(text, self.engine.limit)
        requests = (Request(part, unit, tuple(terms.values()), refused) for part in parts)
        answers = (self.caller.call(partial(self.translate, one)) for one in requests)
        return re.sub(r"[^\S\n]+", " ", " ".join(answers)).strip()

    def translate(self, request: Request) -> str:
        """The engine's answer, if it has a likely length and is not a service's message.

        Otherwise raises a `Failure` whose text can be shown.
        """
        try:
            answer = self.engine.translate(request)
        except Failure as failure:
            failure.args = (self.shown(str(failure)),)
            raise
        if fault := outsized(request.text, answer):
            raise Passing(fault)
        if service_message(request.text, answer) and not talks(answer):
            raise Passing(f"a message instead of a translation: {quote(self.shown(answer))}")
        return answer

    def repeated(self, source: str, answer: str) -> Iterator[str]:
        """A fault if the answer was also given to another text: a message is the same for all."""
        first = self.answered.setdefault(bare(answer), source) if bare(answer) else source
        if bare(first) != bare(source):
            yield f"it is also the answer to {quote(first)}"

    def reasons(self, source: str, answer: str) -> tuple[str, ...]:
        """The reasons why the answer cannot be stored, plainest first; empty if it can."""
        if self.keys.scrub(answer) != answer:
            return ("it repeats the key",)
        return tuple(map(self.shown, faults(source, answer, self.kit)))

    def shown(self, text: str) -> str:
        """A service's text in a form safe for a terminal: one short line, no controls, no key."""
        line = " ".join(printable(self.keys.scrub(text)).split())
        return line if len(line) <= SAID else f"{line[:SAID]}…"


def summary(reasons: tuple[str, ...]) -> str:
    """One reason of each kind, the first few; a wrong answer to a long sentence has dozens."""
    kinds = {reason.partition(" ")[0]: reason for reason in reversed(reasons)}
    shown = list(reversed(kinds.values()))[:SHOWN]
    more = len(reasons) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")
