"""Makes HTTP requests: one response within limits, or a `Failure` that says what happened."""

import io
import re
import time
import zlib
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPResponse
from socket import socket
from typing import Any, Literal
from urllib.parse import urlsplit

import requests
from requests import Response
from requests.adapters import HTTPAdapter
from requests.utils import default_headers
from urllib3 import exceptions as urllib3

MOST = 1 << 20
"""Maximum bytes of a response with its headers, and of its unpacked body."""
TOO_MUCH = f"an answer of more than {MOST >> 20} MiB"
PLAIN, PACKED = ("", "identity"), ("gzip", "deflate")
"""Values of Content-Encoding."""
Cause = Literal["key", "quota", "address"]
PASSING = {408, 425, 429}
"""Statuses that may be over soon, besides all from 500 on."""
LASTING: Mapping[int, Cause] = {
    401: "key", 403: "key", 404: "address", 405: "address", 407: "address",
    402: "quota",
    456: "quota",  # DeepL: the month's characters are used up
}  # fmt: skip
STEP = 1 << 16
"""Bytes of a body that are read at once."""
EXCERPT = 1 << 17
"""Characters of a refusal that are read: far more than are shown, since a cut key could not be hidden."""


class Failure(Exception):  # noqa: N818 - what went wrong is said by its subclasses
    """A call without an answer; its text says what happened, without any address or key."""


class Passing(Failure):
    """A failure that may soon be over: no connection, too many requests, a broken answer."""

    def __init__(self, found: str, retry_after: float = 0.0) -> None:
        super().__init__(found)
        self.retry_after = retry_after
        """Seconds that the service asks to wait; 0 if it does not say."""


class Rejected(Failure):
    """The service's refusal of this text, however often it is asked."""


class Lasting(Failure):
    """A failure that lasts until someone acts on it: the run ends."""

    def __init__(self, found: str, cause: Cause) -> None:
        super().__init__(found)
        self.cause: Cause = cause


class Meter(io.RawIOBase):
    """Limits what a socket receives to `MOST` bytes, and to the moment `ends` of the clock.

    Everything is read through it: status, headers, chunk sizes, and body. As a result, none of them
    can be endless, and a thread that was left behind also ends.
    """

    def __init__(self, received: io.RawIOBase, connected: socket, ends: float) -> None:
        self.received, self.connected, self.ends = received, connected, ends
        self.total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:  # noqa: ANN401 - as its base says
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.connected.settimeout(left)
        count: int | None = self.received.readinto(buffer)
        self.total += count or 0
        if self.total > MOST:
            raise Passing(TOO_MUCH)
        return count

    def close(self) -> None:
        self.received.close()
        super().close()


class Answer(HTTPResponse):
    """A response that is read through a meter."""

    def __init__(self, connected: socket, *more: Any, ends: float, **named: Any) -> None:  # noqa: ANN401
        super().__init__(connected, *more, **named)
        self.fp = io.BufferedReader(Meter(self.fp.detach(), connected, ends))


class Adapter(HTTPAdapter):
    """Sends requests, each on its own connection, which is metered until `ends`."""

    def __init__(self, ends: float) -> None:
        super().__init__()
        self.answer = partial(Answer, ends=ends)

    def get_connection_with_tls_context(self, *more: Any, **named: Any) -> Any:  # noqa: ANN401
        pool = super().get_connection_with_tls_context(*more, **named)
        usual: Any = pool.ConnectionCls

        def connection(**options: Any) -> Any:  # noqa: ANN401 - as urllib3 makes it
            made = usual(**options)
            made.response_class = self.answer
            return made

        pool.ConnectionCls = connection  # type: ignore[assignment]
        return pool


def unpacked(body: bytes, packing: str) -> bytes:
    """The body without its packing, which is the value of Content-Encoding.

    A gigabyte of zeros fits in a megabyte: at most `MOST` bytes are unpacked.
    """
    if packing in PLAIN:
        return body
    if packing not in PACKED:
        raise Passing(f"an answer packed as {packing}")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # either of the two
    try:
        found = unpacker.decompress(body, MOST + 1)
    except zlib.error:
        raise Passing("an answer that cannot be unpacked") from None
    if len(found) > MOST:
        raise Passing(TOO_MUCH)
    if not unpacker.eof or unpacker.unused_data:
        raise Passing("an incomplete packed answer")
    return found


class Transport:
    """A substitute for `requests`, with a time limit for each whole call.

    deep-translator sets no time limit, and loses the status, Retry-After, and the address's
    secrecy; its modules are therefore given this instead of `requests`.
    """

    exceptions = requests.exceptions

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline

    def get(self, url: str, **more: Any) -> Response:  # noqa: ANN401 - as requests.get
        return self.send("GET", url, **more)

    def post(self, url: str, **more: Any) -> Response:  # noqa: ANN401 - as requests.post
        return self.send("POST", url, **more)

    def send(self, method: str, url: str, **more: Any) -> Response:  # noqa: ANN401
        """Raises a `Failure` unless the service answered with success, and in UTF-8."""
        try:
            response, body = exchange(method, url, time.monotonic() + self.deadline, **more)
        except (requests.Timeout, urllib3.TimeoutError):
            raise Passing(f"no answer within {self.deadline:g} s") from None
        except (requests.RequestException, urllib3.HTTPError) as error:
            raise Passing(connection(url, error)) from None
        packing = response.headers.get("Content-Encoding", "").lower()
        if response.status_code != requests.codes.ok:
            raise failure_of(response, excerpt(body, packing))
        try:
            text = unpacked(body, packing).decode()
        except UnicodeDecodeError:
            raise Passing("an answer that is not UTF-8") from None
        response.raw, response.encoding = io.BytesIO(self.wanted(text).encode()), "utf-8"
        return response

    def wanted(self, text: str) -> str:
        """The part of an answer's text that is passed on."""
        return text


def exchange(
    method: str,
    url: str,
    ends: float,
    *,
    headers: Mapping[str, str] | None = None,
    proxies: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - as requests.request
) -> tuple[Response, bytes]:
    """A response and its raw body, before the moment `ends` of the clock.

    Nothing is sent by a session of `requests`: it would add a password from ~/.netrc, and follow a
    redirect with the key. Proxies are those of the environment.
    """
    own = {**default_headers(), "Accept-Encoding": "gzip, deflate", **(headers or {})}
    asked = requests.Request(method, url, headers=own, **more).prepare()
    settings = requests.Session().merge_environment_settings(
        url, dict(proxies or {}), stream=True, verify=None, cert=None
    )
    with closing(Adapter(ends)) as adapter:
        response = adapter.send(asked, timeout=ends - time.monotonic(), **settings)
        with response.raw as raw:
            return response, b"".join(raw.stream(STEP, decode_content=False))


def connection(url: str, error: Exception) -> str:
    """The reason why there was no response, without the address's path, which may hold a key."""
    reason = re.search(r"\[Errno -?\d+\] ([\w ]+)", str(error))
    name = reason[1] if reason else type(error).__name__
    return f"no complete answer from {urlsplit(url).hostname} ({name})"


def failure_of(response: Response, words: str) -> Failure:
    """The failure for a status other than success; `words` are the service's own."""
    status = response.status_code
    found = f"{urlsplit(response.url).hostname} answered {status}" + (words and f": {words}")
    if status == 429 and "insufficient_quota" in words:
        return Lasting(found, "quota")
    if status in LASTING or 300 <= status < 400:
        return Lasting(found, LASTING.get(status, "address"))
    if status in PASSING or not 400 <= status < 500:
        return Passing(found, seconds(response.headers.get("Retry-After", "")))
    return Rejected(found)


def excerpt(body: bytes, packing: str) -> str:
    """The service's words about its refusal, on one line; of HTML, only the words."""
    text = ""
    with suppress(Passing):
        text = unpacked(body, packing).decode(errors="replace")[:EXCERPT]
    return " ".join(re.sub(r"<[^<>]*>", " ", text).split())


def seconds(value: str) -> float:
    """The wait in seconds that a Retry-After header asks for, in seconds or as a date."""
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0.0
