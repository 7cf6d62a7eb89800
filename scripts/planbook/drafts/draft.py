"""Drafts units with one engine, each stored as soon as its answer is accepted, and shows the progress."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from shutil import get_terminal_size
from typing import Self, TextIO

from planbook.characters import printable
from planbook.checks.form import HAN, service_message
from planbook.checks.kit import Kit, bare
from planbook.drafts.engine import Caller, Engine, Keys, Request, Segment
from planbook.drafts.protect import Refused, chunks, english, faults, outsized, protect, talks
from planbook.drafts.transport import Cause, Failure, Lasting, Passing
from planbook.problems import Problem, Problems, quote

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


# --- all units


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
