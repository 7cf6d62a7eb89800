"""Defines engines and what they are sent, calls them, and keeps their keys out of messages and files."""

import random
import re
import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from html.entities import html5
from threading import Thread

from planbook.drafts.protect import Limit, Refused
from planbook.drafts.transport import Failure, Lasting, Passing, Transport
from planbook.links.terms import Term
from planbook.structure.model import Paragraph, Place, UnitKind, chapter_of
from planbook.translation.join import Edition
from planbook.translation.memory import Entry, key

HIDDEN = "[key]"
SHORTEST = 4
"""Minimum characters of a secret; hiding shorter values would only garble messages."""
BREAK = r"(?:\s|\\[nrt]){0,40}"
"""Text that may come between any two characters of a key: long lines are broken."""


class Keys:
    """The secrets of a run."""

    def __init__(self, values: Iterable[str]) -> None:
        found = {form for value in values for form in forms("".join(value.split()))}
        longest_first = sorted(found, key=lambda one: (-len(one), one))
        self.pattern = re.compile("|".join(longest_first) or r"(?!)", re.IGNORECASE)

    def scrub(self, text: str) -> str:
        """The text with `HIDDEN` in place of every key, in whatever form."""
        return self.pattern.sub(HIDDEN, text)


def forms(key: str) -> Iterator[str]:
    """Patterns of a key: plain or with escapes, in hexadecimal, and in Base64."""
    if len(key) >= SHORTEST:
        yield BREAK.join(map(spelled, key))
        yield BREAK.join(key.encode().hex())
        for text in in_base64(key.encode()):
            yield BREAK.join(one if one.isalnum() else EITHER[one] for one in text)


def in_base64(key: bytes) -> Iterator[str]:
    """A key in Base64, also within a longer text, for each alignment of the key's first byte.

    Three bytes make four characters; the key determines those at its ends only in part.
    """
    for before in range(3):
        encoded = b64encode(bytes(before) + key).decode()
        yield encoded[-(-before * 8 // 6) : (before + len(key)) * 8 // 6]


@cache
def spelled(char: str) -> str:
    """A pattern for all the ways in which services write a character."""
    number, digits = ord(char), f"{ord(char):x}"
    names = [name for name, value in html5.items() if value == char and name[-1] == ";"]
    entities = "|".join([f"#0*{number};?", f"#x0*{digits};?", *names])
    return (
        rf"(?:\\{{0,3}}{re.escape(char)}"  # - and \-
        rf"|%(?:25)*{number:02x}"  # %2D and %252D
        rf"|\\{{1,3}}(?:u|x|u{{)0*{digits}}}?"  # \u002D, \x2D and \u{{2D}}
        rf"|&(?:amp;)*(?:{entities}))"  # &#45;, &#x2D; and &hyphen;
    )


EITHER = {"+": rf"(?:{spelled('+')}|-)", "/": rf"(?:{spelled('/')}|_)"}
"""The characters of Base64, or of its form for addresses."""


# --- units


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit without finished English, with what an engine may need to know about it."""

    reference: str
    """Its first place: `2.1.3.2.1`; for a heading, `2.1.3`."""
    kind: UnitKind
    entry: Entry
    context: str
    """The whole paragraph; for a heading, the first paragraph under it."""

    @property
    def source(self) -> str:
        return self.entry.source


def unfinished(edition: Edition, chapter: str = "") -> tuple[Segment, ...]:
    """Units that are empty or fuzzy, each once, in text order.

    `chapter` is the number of one chapter, `0` for the text before the first; empty for all.
    """
    found: dict[str, Segment] = {}
    for one in edition.outline.places():
        name, reference = key(one.sentence.text), one.sentence.reference
        entry = edition.memory.entries[name]
        if entry.is_unfinished and chapter in ("", chapter_of(reference)):
            found.setdefault(name, Segment(reference, one.kind, entry, context_of(one)))
    return tuple(found.values())


def texts_of(edition: Edition, chapter: str = "") -> tuple[str, ...]:
    """Every unit of a chapter, or of the plan, once and in text order, finished or not."""
    found: dict[str, str] = {}
    for one in edition.outline.units():
        if chapter in ("", chapter_of(one.reference)):
            found.setdefault(key(one.text), one.text)
    return tuple(found.values())


def context_of(place: Place) -> str:
    """The whole paragraph; for a heading, the first paragraph below it."""
    block = place.block
    shown = [block] if isinstance(block, Paragraph) else list(block.paragraphs[:1])
    mark = block.mark if isinstance(block, Paragraph) else ""
    return mark + "".join(one.text for paragraph in shown for one in paragraph.sentences)


# --- engines


@dataclass(frozen=True, slots=True)
class Request:
    """A request to an engine; most engines use only the text."""

    text: str
    """Chinese within the engine's limit: the unit or part of it, with or without placeholders."""
    unit: Segment
    terms: tuple[Term, ...]
    """The terms in the unit."""
    refused: Refused | None = None
    """The engine's own answer to the same request, if it was rejected."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A service that translates."""

    translate: Callable[[Request], str]
    """Gives the English, or whatever the service returned instead. Raises a `Failure`."""
    limit: Limit
    """The most Chinese that one call takes."""
    placeholders: bool = True
    """True if terms and numbers should be sent as placeholders."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that a run gives its engine."""

    transport: Transport
    limit: Limit
    values: Mapping[str, str]
    """By variable; empty if not set."""
    style: str = ""
    """The rules of the English, for an engine that can follow them."""


# --- calls


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
