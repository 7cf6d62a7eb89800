"""Engines as attackers: whatever they send, a run ends in time, and no key is shown or English lost."""

from __future__ import annotations

import gzip
import json
import re
import threading
import time
import tracemalloc
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import repeat
from pathlib import Path

import pytest

from drafts import KEY, MEMORY, without_settings
from planbook.cli import main
from planbook.drafts.engine import within
from planbook.drafts.transport import MOST, Passing, Transport, unpacked
from planbook.pipeline import Conversion
from planbook.sources import FILES, read_sources
from planbook.store import read_files
from planbook.translation.memory import Entry, format_memory, key, parse_memory
from projects import tiny_project
from servers import Wire

GOOD = {
    "本章说明目标和任务。": "This chapter explains the aims and tasks.",
    "发展目标": "Development aims",
}
"""What is to be drafted, with English that would be accepted."""
SOURCE, ENGLISH = next(iter(GOOD.items()))
DONE = Entry(
    "加强组织保障。", "It will strengthen “the organization”.", state="reviewed", note="A note."
)
OLD = Entry("旧句。", "An old sentence.", state="reviewed")
HEAD = b"HTTP/1.1 200 OK\r\n"
Sent = Callable[[], Iterable[bytes]]


def http(
    body: bytes | str = b"", *headers: str, status: str = "200 OK", measured: bool = True
) -> Sent:
    """A response in whole."""
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    length = [f"Content-Length: {len(raw)}"] if measured else []
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, *length, "", ""])
    return lambda: [head.encode("latin-1"), raw]


def raw(*sent: bytes) -> Sent:
    return lambda: sent


def said(english: object, *headers: str) -> Sent:
    """LibreTranslate's answer, in ASCII."""
    return http(json.dumps({"translatedText": english}), *headers)


def endless(start: bytes, piece: bytes, pause: float = 0.0) -> Sent:
    def sent() -> Iterator[bytes]:
        yield start
        for one in repeat(piece):
            time.sleep(pause)
            yield one

    return sent


@cache
def bomb(wbits: int, megabytes: int = 32) -> bytes:
    """A few kilobytes that unpack to megabytes."""
    packer = zlib.compressobj(9, wbits=wbits)
    return b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(megabytes)), packer.flush()])


WHOLE = json.dumps({"translatedText": ENGLISH}).encode()
PACKED = gzip.compress(WHOLE)
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
SECRET = b64encode(f"me:{KEY}".encode()).decode()
ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\x7f\u202e\u2028\r"

SLOW: dict[str, Sent] = {
    "silence": endless(b"", b"", 0.05),
    "a header now and then": endless(HEAD, b"X-A: b\r\n", 0.05),
    "a letter of a header now and then": endless(HEAD + b"X-A: ", b"b", 0.05),
    "a blank now and then": endless(HEAD + b"\r\n", b" ", 0.05),
    "a chunk now and then": endless(CHUNKED, b"1\r\n \r\n", 0.05),
    "a packed byte now and then": endless(HEAD + b"Content-Encoding: gzip\r\n\r\n", b"\x1f", 0.05),
}
ENDLESS: dict[str, Sent] = {
    "body": endless(HEAD + b"\r\n", b" " * 65536),
    "header": endless(HEAD + b"X-A: ", b"b" * 65536),
    "headers": endless(HEAD, b"X-A: b\r\n" * 999),
    "status": endless(b"HTTP/1.1 200 ", b"O" * 65536),
    "interim responses": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 999),
    "size of a chunk": endless(CHUNKED, b"1" * 65536),
    "chunk": endless(CHUNKED + b"7fffffffffffffff\r\n", b" " * 65536),
    "chunks": endless(CHUNKED, b"8\r\n        \r\n" * 999),
    "trailers": endless(CHUNKED + b"0\r\n", b"X-A: b\r\n" * 999),
}
PACKINGS: dict[str, Sent] = {
    "gzip": http(PACKED, "Content-Encoding: GZIP"),
    "gzip bomb": http(bomb(31), "Content-Encoding: gzip"),
    "deflate bomb": http(bomb(15), "Content-Encoding: deflate"),
    "gzip bomb with a refusal": http(bomb(31), "Content-Encoding: gzip", status="401 No"),
    "gzip bomb with a redirection": http(
        bomb(31), "Content-Encoding: gzip", "Location: /x", status="302 Found"
    ),
    "gzip in gzip": http(gzip.compress(PACKED), "Content-Encoding: gzip, gzip"),
    "gzip twice said": http(PACKED, "Content-Encoding: gzip", "Content-Encoding: gzip"),
    "gzip without its end": http(PACKED[:-9], "Content-Encoding: gzip"),
    "gzip and more": http(PACKED + PACKED, "Content-Encoding: gzip"),
    "gzip that is none": http(WHOLE, "Content-Encoding: gzip"),
    "no gzip that is one": http(PACKED),
    "an unknown packing": http(PACKED, f"Content-Encoding: {ESCAPES.encode().hex()}{KEY}"),
    "br": http(PACKED, "Content-Encoding: br"),
    "zstd": http(PACKED, "Content-Encoding: zstd"),
}
LENGTHS: dict[str, Sent] = {
    "too long a length": raw(HEAD + b"Content-Length: 999\r\n\r\n" + WHOLE),
    "too short a length": raw(HEAD + b"Content-Length: 9\r\n\r\n" + WHOLE),
    "a negative length": raw(HEAD + b"Content-Length: -9\r\n\r\n" + WHOLE),
    "two lengths": raw(HEAD + b"Content-Length: 9\r\nContent-Length: 8\r\n\r\n" + WHOLE),
    "a length in words": raw(HEAD + b"Content-Length: ten\r\n\r\n" + WHOLE),
    "no length": http(WHOLE, measured=False),
    "a chunk without its end": raw(CHUNKED + b"fff\r\n" + WHOLE),
    "a chunk of negative size": raw(CHUNKED + b"-9\r\n" + WHOLE),
    "a chunk of no size": raw(CHUNKED + b"zz\r\n" + WHOLE),
    "chunks and a length": http(WHOLE, "Transfer-Encoding: chunked"),
    "nothing at all": raw(),
    "no response": raw(b"\x00\xff" * 99),
    "only a status": raw(HEAD),
    "another version": raw(b"HTTP/9.9 200 OK\r\n\r\n" + WHOLE),
    "another protocol": raw(f"220 mail {KEY} ESMTP\r\n".encode()),
    "a header with NUL": raw(HEAD + b"X\x00: \x00\r\nX-A b\r\n: c\r\n\r\n" + WHOLE),
    "folded headers": raw(HEAD + b"X: a\r\n" + b" b\r\n" * 80 + b"\r\n" + WHOLE),
    "cookies": http(WHOLE, *[f"Set-Cookie: a{n}=b;{'x=y;' * 99}" for n in range(90)]),
}
STATUSES: dict[str, Sent] = {
    **{
        f"status {status}": http(WHOLE, "Location: file:///etc/passwd", status=status)
        for status in ("101 Up", "103 Hints", "204 Empty", "206 Part", "226 IM", "300 Choose",
                       "304 Same", "307 Go", "418 Tea", "599 Late", "999 Odd")
    },
    **{
        f"Retry-After {wait[:9]!r}": http("busy", f"Retry-After: {wait}", status="429 Busy")
        for wait in ("9" * 400, "-5", "NaN", "inf", "1e999", "Fri, 31 Dec 9999 23:59:59 GMT",
                     "Mon, 01 Jan 0001 00:00:00 +2359", "0\x00", KEY, "{" * 60000)
    },
    "two Retry-After": http("busy", "Retry-After: 1", "Retry-After: 99999", status="503 Busy"),
    "the key": http(f"no such key {KEY}", status="500 No"),
    "the key in Base64": http(f"Authorization: Basic {SECRET}", status="500 No"),
    **{
        f"the key again and again behind {before}": http("x" * before + KEY * 9999, status="500 No")
        for before in (0, 5, 10)
    },
    "the key between tags": http(f"<p>{KEY[:6]}<br>\n{KEY[6:]}", status="500 No"),
    "the key in a redirection": http("", f"Location: /?k={KEY}", status="302 Go"),
    "escapes": http(ESCAPES, status="500 No"),
    "escapes in the status": http("", status="500 \x1b[2J"),
    "a page of tags": http("<" * (1 << 19), status="500 No"),
}  # fmt: skip
BODIES: dict[str, Sent] = {
    "a byte order mark": http(b"\xef\xbb\xbf" + WHOLE),
    "UTF-16": http(WHOLE.decode().encode("utf-16"), "Content-Type: application/json; charset=utf-16"),
    "Latin-1": http(b'{"translatedText": "\xe9\xe9"}'),
    "a charset that is none": http(WHOLE, "Content-Type: application/json; charset=punycode"),
    "another content type": http(WHOLE, "Content-Type: image/png"),
    "two content types": http(WHOLE, "Content-Type: text/html", f"Content-Type: {KEY}"),
    "no JSON": http("<html>Sign in</html>"),
    "an empty body": http(""),
    "NUL": http(b"\x00" * 999),
    "nested lists": http("[" * 100_000),
    "nested objects": http('{"translatedText":' * 50_000),
    "a long number": http("9" * 100_000),
    "no number": http("NaN"),
    "a key twice": http('{"translatedText": "x", "translatedText": 1}'),
    "half a character": http('{"translatedText": "\\ud800"}'),
    "half a character, raw": http('{"translatedText": "\ud800"}'),
    "a page of tags": http("<" * 1_000_000),
    **{
        f"answer {number}": said(answer)
        for number, answer in enumerate((
            5, 1.5, True, None, [], [ENGLISH], {"a": 1}, "", " ", "\x00", "\x00" * 200, ESCAPES,
            f"{ENGLISH}\x1b[2J", f"{ENGLISH}\n\n# state: reviewed", f"{ENGLISH}\u202e", "\u3164",
            f"{ENGLISH}\ufffd", f"{ENGLISH} \U0001f600", f'{ENGLISH}"\nmsgid "', f"{ENGLISH}\\",
            f"{ENGLISH} <plaintext", f"{ENGLISH} [x](javascript:alert(1))", f"{ENGLISH} &#60;b",
            f"{ENGLISH} {KEY}", f"{ENGLISH} {SECRET}", "<" * 300, "<" * 500_000, "y" * 300_000,
            "[X" * 150, f"[X{'9' * 5000}X]", f"&#{'9' * 5000};", "1," * 150, "市" * 100,
            "Старый город", "e" + "\u0301" * 90, "You exceeded your current quota.",
            "400. That's an error.", '{"error": "busy"}', "null", "Too Many Requests",
        ))
    },
}  # fmt: skip
ALL = {
    f"{kind}: {name}": sent
    for kind, cases in (
        ("endless", ENDLESS), ("packing", PACKINGS), ("length", LENGTHS),
        ("status", STATUSES), ("body", BODIES),
    )
    for name, sent in cases.items()
}  # fmt: skip


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A memory in which all is reviewed but for `GOOD`, and an obsolete entry stands."""
    root = tiny_project(tmp_path_factory.mktemp("hostile"))
    sources = read_sources(read_files(root, FILES))
    joined = Conversion(sources).edition.memory
    entries = {
        name: replace(DONE, source=entry.source) for name, entry in joined.entries.items()
    } | {key(source): Entry(source) for source in GOOD}
    changed = replace(joined, entries=entries, obsolete=(OLD,))
    return format_memory(changed, sources.description.id)


@pytest.fixture
def project(tmp_path: Path, before: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    without_settings(monkeypatch)
    monkeypatch.setenv("LIBRE_API_KEY", KEY)
    root = tiny_project(tmp_path)
    (root / MEMORY).write_text(before, "utf-8")
    return root


def attacked(project: Path, url: str, deadline: str) -> int:
    words = ["--engine", "libre", "--url", url, "--deadline", deadline]
    fast = ["--attempts", "2", "--pause", "0.01"]
    return main(["--root", str(project), "translate", *words, *fast])


def kept(text: str) -> list[str]:
    """The lines of a memory that a run must not touch."""
    chosen = {f'msgid "{source}"' for source in GOOD}
    blocks = [one for one in text.split("\n\n") if not chosen & set(one.splitlines())]
    return [line for one in blocks for line in one.splitlines()]


def unharmed(project: Path, before: str, shown: str) -> None:
    """What holds after any attack."""
    after = (project / MEMORY).read_text("utf-8")
    assert kept(after) == kept(before)
    for source in GOOD:
        entry = parse_memory(after).entries[key(source)]
        assert entry == Entry(source) or (entry.target, entry.state) == (ENGLISH, "draft")
    files = "".join(one.read_text("utf-8") for one in project.rglob("*") if one.is_file())
    hidden = re.compile(f"geheim|{re.escape(SECRET[8:16])}|{KEY.encode().hex()}", re.IGNORECASE)
    assert not hidden.search(shown + files)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]", shown)
    assert "Traceback" not in shown
    assert max(map(len, shown.splitlines())) < 500


@pytest.mark.parametrize("sent", ALL.values(), ids=ALL)
def test_no_answer_does_harm(
    project: Path, before: str, capfd: pytest.CaptureFixture[str], sent: Sent
) -> None:
    with Wire(sent) as service:
        assert attacked(project, service.url, "5") in {0, 1}
    said = capfd.readouterr()
    unharmed(project, before, said.out + said.err)


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_no_answer_outlasts_its_deadline(
    project: Path, before: str, capfd: pytest.CaptureFixture[str], sent: Sent
) -> None:
    start = time.monotonic()
    with Wire(sent) as service:
        assert attacked(project, service.url, "0.1") == 1
    assert time.monotonic() - start < 4 * 0.1 + 1
    said = capfd.readouterr()
    assert "no answer within 0.1 s" in said.err
    unharmed(project, before, said.out + said.err)


@pytest.mark.parametrize("sent", [*SLOW.values(), *ENDLESS.values()], ids=[*SLOW, *ENDLESS])
def test_a_call_that_was_given_up_ends_soon(monkeypatch: pytest.MonkeyPatch, sent: Sent) -> None:
    """It is left behind with its thread, and must not go on receiving."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    left: list[threading.Thread] = []

    def ask() -> str:
        left.append(threading.current_thread())
        return Transport(0.2).get(service.url).text

    with Wire(sent) as service:
        with pytest.raises(Passing):
            within(0.2, ask)
        left[0].join(1)
        assert not left[0].is_alive()


def test_a_byte_at_the_last_moment_buys_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def sent() -> Iterator[bytes]:
        for pause in (0.9, 9):
            time.sleep(pause)
            yield b"H"

    with Wire(sent) as service:
        start = time.monotonic()
        with pytest.raises(Passing, match="no answer within 1 s"):
            Transport(1).get(service.url)
        assert time.monotonic() - start < 1.6


@pytest.mark.parametrize("wbits", [15, 31])
def test_a_bomb_takes_no_memory(wbits: int) -> None:
    packed = bomb(wbits, 64)
    tracemalloc.start()
    with pytest.raises(Passing, match="more than 1 MiB"):
        unpacked(packed, "gzip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * MOST
