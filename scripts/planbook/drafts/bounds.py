"""Bounds on a response: so many bytes and so many seconds, whatever the service sends."""

from __future__ import annotations

import io
import time
import zlib
from functools import partial
from http.client import HTTPResponse
from socket import socket
from typing import Any

from requests.adapters import HTTPAdapter

from planbook.drafts.engine import Passing

MOST = 1 << 20
"""Bytes that a response may have with its headers, and its body once it is unpacked."""
TOO_MUCH = f"an answer of more than {MOST >> 20} MiB"
PLAIN, PACKED = ("", "identity"), ("gzip", "deflate")
"""Values of Content-Encoding."""


class Meter(io.RawIOBase):
    """What a socket receives, up to `MOST` bytes, and up to the moment `ends` of the clock.

    Everything is read through it: status, headers, sizes of chunks, and body. So none of
    them can be endless, and a thread that was left behind ends too.
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
    """Sends requests, each on a connection of its own that is metered until `ends`."""

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

    A gigabyte of zeros comes in a megabyte: no more is unpacked than `MOST`.
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
        raise Passing("a packed answer that is not whole")
    return found
