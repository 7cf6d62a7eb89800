"""Time, keys, settings and progress: what surrounds every call of an engine."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from drafts import ENGLISH
from planbook.engines.call import LONGEST, Caller, Clock, Patience, back_off, within
from planbook.engines.engine import Failure, Lasting, Passing, Rejected
from planbook.engines.keys import HIDDEN, Keys
from planbook.engines.offers import settle
from planbook.engines.progress import Progress, bar, time_left
from planbook.engines.run import remedy_of
from planbook.engines.transport import seconds
from planbook.problems import Problems

KEY = "sk-geheim:7/9+x"


class Sleeper:
    """A clock that stands still but for the sleeps."""

    def __init__(self, chance: float = 0.5) -> None:
        self.time, self.slept = 0.0, [0.0]
        self.clock = Clock(lambda: self.time, self.sleep, lambda: chance)

    def sleep(self, length: float) -> None:
        self.time += length
        self.slept.append(length)

    @property
    def pauses(self) -> list[float]:
        return [round(one, 3) for one in self.slept if one]


def failing(*failures: Exception) -> Callable[[], str]:
    """Raises one after the other, then gives the English."""
    left = list(failures)

    def ask() -> str:
        if left:
            raise left.pop(0)
        return ENGLISH

    return ask


def test_pauses_double_and_have_a_bound() -> None:
    patience = Patience(pause=1)
    assert [back_off(patience, n, 1) for n in (1, 2, 3, 4)] == [1, 2, 4, 8]
    assert [back_off(patience, n, 0) for n in (1, 2, 3, 4)] == [0.5, 1, 2, 4]
    assert back_off(patience, 40, 1) == LONGEST


def test_what_passes_is_tried_again() -> None:
    sleeper = Sleeper()
    told: list[str] = []
    caller = Caller(Patience(attempts=4), told.append, sleeper.clock)
    ask = failing(Passing("a"), Passing("b", retry_after=30), ValueError("c"))
    assert caller.call(ask) == ENGLISH
    assert sleeper.pauses == [0.75, 30, 3]
    assert told[1] == "b; again in 30.0 s"


def test_attempts_have_a_bound() -> None:
    caller = Caller(Patience(attempts=3), lambda _: None, Sleeper().clock)
    asks: list[int] = []

    def ask() -> str:
        asks.append(1)
        raise Passing("again")

    with pytest.raises(Passing, match="again"):
        caller.call(ask)
    assert len(asks) == 3


@pytest.mark.parametrize("failure", [Lasting("x", "key"), Rejected("x")])
def test_what_lasts_is_not_tried_again(failure: Failure) -> None:
    sleeper = Sleeper()
    with pytest.raises(type(failure)):
        Caller(Patience(), lambda _: None, sleeper.clock).call(failing(failure))
    assert sleeper.pauses == []


def test_a_wait_of_hours_ends_the_run() -> None:
    caller = Caller(Patience(), lambda _: None, Sleeper().clock)
    with pytest.raises(Lasting, match="wait 3600 s"):
        caller.call(failing(Passing("busy", retry_after=3600)))


def test_calls_keep_their_distance() -> None:
    sleeper = Sleeper()
    caller = Caller(Patience(interval=2), lambda _: None, sleeper.clock)
    for _ in range(3):
        caller.call(lambda: ENGLISH)
    assert sleeper.pauses == [2, 2]


def test_no_call_outlasts_its_deadline() -> None:
    def sleeps() -> str:
        time.sleep(1)
        return ENGLISH

    start = time.monotonic()
    with pytest.raises(Passing, match=r"within 0\.05 s"):
        within(0.05, sleeps)
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize(
    ("header", "wait"),
    [("", 0), ("7", 7), ("0.5", 0.5), ("-3", 0), ("soon", 0), ("nan", 0)],
)
def test_retry_after_in_seconds(header: str, wait: float) -> None:
    assert seconds(header) == wait


@pytest.mark.parametrize(("hours", "wait"), [(1, 3600), (-1, 0)])
def test_retry_after_as_a_date(hours: int, wait: float) -> None:
    moment = datetime.now(UTC) + timedelta(hours=hours)
    header = format_datetime(moment, usegmt=True)
    assert wait - 30 < seconds(header) <= wait


@pytest.mark.parametrize(
    ("cause", "variables", "remedy"),
    [
        ("key", ("A_KEY", "AN_ID"), "put a valid key into A_KEY and AN_ID"),
        ("key", (), "wait until the service takes texts again"),
        ("quota", ("A_KEY",), "wait until the service takes texts again"),
        ("address", ("A_KEY",), "check --url and --model"),
    ],
)
def test_the_remedy_fits_the_cause(cause: Any, variables: tuple[str, ...], remedy: str) -> None:
    assert remedy_of(cause, variables).startswith(remedy)


@pytest.mark.parametrize(
    ("said", "scrubbed"),
    [
        (f"Invalid key {KEY}.", f"Invalid key {HIDDEN}."),
        ("/t?q=a&api_key=sk-geheim%3A7%2F9%2Bx&s=1", f"/t?q=a&api_key={HIDDEN}&s=1"),
        ("key=sk-geheim%3a7/9%2bx", f"key={HIDDEN}"),
        ("all is well", "all is well"),
    ],
)
def test_keys_are_taken_out_of_messages(said: str, scrubbed: str) -> None:
    assert Keys([KEY, "", "a"]).scrub(said) == scrubbed


@pytest.mark.parametrize(
    ("name", "environment", "options", "parts"),
    [
        ("deepl", {}, {}, ["DEEPL_API_KEY is not set", "set the environment variable DEEPL_"]),
        ("baidu", {}, {}, ["BAIDU_APPID is not set", "BAIDU_APPKEY is not set"]),
        ("libre", {}, {}, ["LIBRE_URL is not set", "or give --url"]),
        ("chat", {"CHAT_URL": "http://a"}, {}, ["CHAT_MODEL is not set", "or give --model"]),
        ("libre", {}, {"--url": "127.0.0.1:5000"}, ["--url is no address", "http://"]),
        ("libre", {}, {"--url": "http://[1"}, ["--url is no address"]),
        ("google", {}, {"--url": "http://a"}, ["--url is of no use", "leave --url out"]),
        ("libre", {}, {"--url": "http://a", "--model": "m"}, ["--model is of no use"]),
        ("deepl", {"DEEPL_API_KEY": "“geheim”"}, {}, ["DEEPL_API_KEY: holds characters"]),
    ],
)
def test_what_an_engine_needs_is_said(
    name: str, environment: dict[str, str], options: dict[str, str], parts: list[str]
) -> None:
    with pytest.raises(Problems) as found:
        settle(name, environment, options)
    assert [part for part in parts if part not in str(found.value)] == []
    assert "geheim" not in str(found.value)


def test_a_bar_and_the_time_left() -> None:
    assert bar(0, 7) == "[........................]"
    assert bar(6, 12) == "[############............]"
    assert bar(7, 7) == "[########################]"
    assert time_left(0, 10, 5) == "time left unknown"
    assert time_left(2, 10, 30) == "2 min 00 s left"
    assert time_left(9, 10, 63) == "0 min 07 s left"


class Terminal:
    def __init__(self, *, terminal: bool) -> None:
        self.written, self.terminal = "", terminal

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None:
        """Nothing is held back."""


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_on_a_terminal_is_one_line(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    stream: Any = Terminal(terminal=terminal)
    with Progress(2, stream, Keys([KEY]).scrub) as progress:
        progress.advance("2.1.3 stored")
        progress.show(f"waiting, {KEY}; " + "long " * 30)
    assert ("\n" in stream.written) is not terminal
    assert ("\r" in stream.written) is terminal
    assert "1 of 2" in stream.written
    assert KEY not in stream.written
    if terminal:
        lines = stream.written.split("\r\x1b[2K")
        assert max(map(len, lines)) < 60
        assert lines[-1] == ""
