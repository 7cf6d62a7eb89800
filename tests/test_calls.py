"""Calls of engines: retries and deadlines, keys kept secret, settings, and the progress bar."""

from __future__ import annotations

import json
import re
import time
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import quote

import pytest

from drafts import ENGLISH
from planbook.drafts.draft import Drafter, Progress, bar, remedy_of, time_left
from planbook.drafts.engine import HIDDEN, LONGEST, Caller, Clock, Keys, Patience, back_off, within
from planbook.drafts.offers import OFFERS, settle
from planbook.drafts.transport import Failure, Lasting, Passing, Rejected, seconds
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
    assert told[1] == "b; trying again in 30.0 s"


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
    [
        ("", 0),
        ("7", 7),
        ("0.5", 0.5),
        ("-3", 0),
        ("soon", 0),
        ("nan", 0),
        ("-inf", 0),
        ("9" * 9999, float("inf")),
        ("Mon, 01 Jan 99999 00:00:00 GMT", 0),
        ("7, 8", 0),
        ("Mon, 01 Jan 2024 00:00:00 +9999999999999999999999", 0),
    ],
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
        ("key", ("A_KEY", "AN_ID"), "set A_KEY and AN_ID to a valid key"),
        ("key", (), "wait until the service accepts texts again"),
        ("quota", ("A_KEY",), "wait until the service accepts texts again"),
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


def spellings(key: str) -> dict[str, str]:
    """A key in the forms in which services, proxies and their logs give it back."""
    raw = key.encode()
    found = {
        "capitals": key.upper(),
        "in an address": quote(key, safe=""),
        "every character in an address": "".join(f"%{byte:02x}" for byte in raw),
        "twice in an address": quote(quote(key, safe=""), safe=""),
        "JSON": json.dumps(key).replace("/", "\\/"),
        "JSON, every character": "".join(f"\\u{byte:04X}" for byte in raw),
        "HTML": escape(key),
        "HTML, by name": key.replace(":", "&colon;").replace("/", "&sol;").replace("+", "&plus;"),
        "HTML, decimal": "".join(f"&#{byte};" for byte in raw),
        "HTML, hexadecimal": "".join(f"&#x{byte:04X};" for byte in raw),
        "HTML in HTML": "".join(f"&amp;#{byte};" for byte in raw),
        "bytes": "".join(f"\\x{byte:02x}" for byte in raw),
        "hexadecimal": raw.hex(),
        "hexadecimal with blanks": raw.hex(" ").upper(),
        "on two lines": f"{key[:5]}\r\n    {key[5:]}",
        "on two lines of JSON": f"{key[:5]}\\n{key[5:]}",
    }
    for before in ("", "u:", "me:"):
        packed = b64encode(f"{before}{key}:x".encode()).decode()
        found[f"Base64 behind {before}"] = packed
        found[f"Base64 for addresses behind {before}"] = packed.translate({43: "-", 47: "_"})
        found[f"Base64 in an address behind {before}"] = quote(packed, safe="")
        found[f"Base64 in JSON behind {before}"] = packed.replace("/", "\\/")
        found[f"Base64 on lines behind {before}"] = "\n".join(re.findall(".{1,6}", packed))
    return found


@pytest.mark.parametrize("key", [KEY, "sk-Ab_9~z", "0123456789abcdef:fx", "a?b>c~d/e+f"])
def test_every_form_of_a_key_is_taken_out(key: str) -> None:
    keys = Keys([key])
    for form, said in spellings(key).items():
        scrubbed = keys.scrub(f"<<{said}>>")
        assert HIDDEN in scrubbed, form
        # Of Base64, the characters at the ends belong to what stands around the key as well.
        assert len(scrubbed) <= len(HIDDEN) + 4 + 16, form


def test_a_short_value_is_no_key_and_hides_nothing() -> None:
    said = "The abc of YWJj is 616263."
    assert Keys(["abc"]).scrub(said) == said


@pytest.mark.parametrize("text", ["s", "s ", "%25", "&amp;", "\\", "sk-geheim:7/9+", "s\\n"])
def test_taking_keys_out_is_quick(text: str) -> None:
    start = time.monotonic()
    Keys([KEY]).scrub(text * (200_000 // len(text)))
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a\x1b]0;b\x07c\x9b2J\x7f", r"a\x1b]0;b\x07c\x9b2J\x7f"),
        ("a\u202eb\u2028c\r\n d\u200b", r"a\u202eb\u2028c\r d\u200b"),
        ("y" * 999, "y" * 200 + "…"),
        (f"{'y' * 195} {KEY}", "y" * 195 + " [key…"),
    ],
)
def test_what_a_service_says_can_be_shown(said: str, shown: str) -> None:
    unused: Any = None
    assert Drafter(unused, unused, unused, Keys([KEY])).shown(said) == shown


@pytest.mark.parametrize(
    ("name", "environment", "options", "parts"),
    [
        ("deepl", {}, {}, ["DEEPL_API_KEY is not set", "set the environment variable DEEPL_"]),
        ("baidu", {}, {}, ["BAIDU_APPID is not set", "BAIDU_APPKEY is not set"]),
        ("libre", {}, {}, ["LIBRE_URL is not set", "or give --url"]),
        ("chat", {"CHAT_URL": "http://a"}, {}, ["CHAT_MODEL is not set", "or give --model"]),
        ("libre", {}, {"--url": "127.0.0.1:5000"}, ["--url is not the address", "http://"]),
        ("libre", {}, {"--url": "http://[1"}, ["--url is not the address"]),
        ("google", {}, {"--url": "http://a"}, ["--url does not apply", "leave --url out"]),
        ("libre", {}, {"--url": "http://a", "--model": "m"}, ["--model does not apply"]),
        ("deepl", {"DEEPL_API_KEY": "“geheim”"}, {}, ["DEEPL_API_KEY: contains characters"]),
        ("deepl", {"DEEPL_API_KEY": "geheim\nX: y"}, {}, ["DEEPL_API_KEY: contains line breaks"]),
        ("deepl", {"DEEPL_API_KEY": "geheim" * 999}, {}, ["DEEPL_API_KEY: is longer than 2,000"]),
        ("libre", {"LIBRE_URL": "http://a/\x1b[2J"}, {}, ["LIBRE_URL: contains line breaks"]),
        ("libre", {}, {"--url": "http://a\u202eb"}, ["--url: contains line breaks"]),
        ("libre", {}, {"--url": "http://me:geheim@a"}, ["--url is not the address", "passwords"]),
        ("libre", {}, {"--url": "http://geheim@a"}, ["--url is not the address", "passwords"]),
        ("libre", {}, {"--url": "http://a/?key=geheim"}, ["--url is not the address", "?, and #"]),
        ("libre", {}, {"--url": "http://a/#geheim"}, ["--url is not the address"]),
        ("libre", {}, {"--url": "http://a:99999"}, ["--url is not the address"]),
        ("libre", {}, {"--url": "http://a b"}, ["--url is not the address"]),
        ("libre", {}, {"--url": "file:///etc/passwd"}, ["--url is not the address"]),
        ("chat", {"CHAT_MODEL": "m\r\nX: y"}, {"--url": "http://a"}, ["CHAT_MODEL: contains line"]),
        ("chat", {"CHAT_MODEL": "\udcff"}, {"--url": "http://a"}, ["CHAT_MODEL: contains line"]),
        (
            "microsoft",
            {"MICROSOFT_API_KEY": "\x00", "MICROSOFT_REGION": "\x9bx"},
            {},
            ["MICROSOFT_API_KEY: contains", "MICROSOFT_REGION: contains"],
        ),
    ],
)
def test_what_an_engine_needs_is_said(
    name: str, environment: dict[str, str], options: dict[str, str], parts: list[str]
) -> None:
    with pytest.raises(Problems) as found:
        settle(name, environment, options)
    assert [part for part in parts if part not in str(found.value)] == []
    assert "geheim" not in str(found.value)


@pytest.mark.parametrize("model", ["通义千问-7B", "модель", "org/m-1:free", "m 1"])
def test_a_model_may_have_any_name(model: str) -> None:
    for environment, options in (({"CHAT_MODEL": model}, {}), ({}, {"--model": model})):
        values = settle("chat", environment, {**options, "--url": "http://127.0.0.1/v1"})
        assert values["CHAT_MODEL"] == model


def test_a_region_is_no_secret() -> None:
    """`global` is one: as a key, it would be taken out of every sentence about the world."""
    assert OFFERS["microsoft"].secrets == ("MICROSOFT_API_KEY",)


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
        progress.show("\x9bA\r\u202e")
        progress.show(f"waiting, {KEY}; " + "long " * 30)
    assert ("\n" in stream.written) is not terminal
    assert ("\r" in stream.written) is terminal
    assert "1 of 2" in stream.written
    assert KEY not in stream.written
    assert r"; \x9bA\r" in stream.written
    assert "\x9b" not in stream.written
    if terminal:
        lines = stream.written.split("\r\x1b[2K")
        assert max(map(len, lines)) < 60
        assert lines[-1] == ""
