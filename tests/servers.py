"""Translation services on 127.0.0.1 that answer as a test tells them, well or badly.

`Service` speaks as LibreTranslate, a chat model, DeepL, Google, MyMemory, Microsoft and Baidu
do, told apart by the path. It counts what it is asked. `Wire` speaks no protocol: it sends
the bytes that it is given.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Reply:
    """What the service does instead of translating."""

    status: int = 200
    body: str | None = None
    """Instead of the protocol's JSON with `english` in it."""
    english: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    stall: float = 0.0
    """Seconds of silence before the answer."""
    cut_at: int | None = None
    """Close the connection after so many bytes of the body."""
    trickle: float = 0.0
    """Seconds between the bytes of the body."""


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    text: str
    query: dict[str, list[str]]
    body: Any
    headers: dict[str, str]


Script = Callable[[str, int], str | Reply]
"""From the text asked for, and how often it has been asked, to its English or to a fault."""


class Service:
    """The service, running while the context lasts."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[Asked] = []
        self.lock = threading.Lock()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.http.shutdown()
        self.http.server_close()

    @property
    def texts(self) -> list[str]:
        """What was asked for, in order."""
        return [one.text for one in self.asked]

    def reply(self, asked: Asked) -> Reply:
        with self.lock:
            self.asked.append(asked)
            count = self.texts.count(asked.text)
        said = self.script(asked.text, count)
        return Reply(english=said) if isinstance(said, str) else said


def text_of(path: str, query: dict[str, list[str]], body: Any) -> str:
    """The Chinese in a request, in whichever protocol."""
    if path.endswith("/chat/completions"):
        return str(body["messages"][1]["content"].rpartition(":\n")[2])
    if path.endswith("/v2/translate"):
        return str(body["text"][0])
    if isinstance(body, list):
        return str(body[0]["text"])
    return str((body or {"q": query["q"][0]})["q"])


def read_body(raw: bytes, kind: str) -> Any:
    """The body of a request: JSON, or a form as one value a field."""
    if not raw:
        return None
    if kind == "application/x-www-form-urlencoded":
        return {name: values[0] for name, values in parse_qs(raw.decode()).items()}
    return json.loads(raw)


def wrapped(path: str, english: str) -> str:
    """The English as the protocol of the path returns it."""
    shapes: dict[str, Any] = {
        "/translate": {"translatedText": english},
        "/chat/completions": {
            "choices": [{"message": {"content": english}, "finish_reason": "stop"}]
        },
        "/v2/translate": {"translations": [{"text": english}]},
        "/get": {"responseData": {"translatedText": english}, "matches": []},
        "/microsoft": [{"translations": [{"text": english, "to": "en"}]}],
        "/baidu": {"trans_result": [{"dst": english}]},
    }
    if path == "/m":
        return f'<html><div class="result-container">{english}</div></html>'
    return json.dumps(shapes[path])


def handler_of(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.respond(None)

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.respond(read_body(raw, self.headers.get("Content-Type", "")))

        def respond(self, body: Any) -> None:
            parts = urlsplit(self.path)
            query = parse_qs(parts.query)
            text = text_of(parts.path, query, body)
            asked = Asked(parts.path, text, query, body, dict(self.headers))
            reply = service.reply(asked)
            time.sleep(reply.stall)
            said = wrapped(parts.path, reply.english) if reply.body is None else reply.body
            with suppress(OSError):  # the client may have given up
                self.send(reply, said.encode())

        def send(self, reply: Reply, raw: bytes) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            if not reply.trickle:
                self.wfile.write(raw[: reply.cut_at])
                return
            for byte in raw:
                self.wfile.write(bytes([byte]))
                time.sleep(reply.trickle)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    return Handler


class Wire:
    """Sends to every request these bytes, and closes the connection."""

    def __init__(self, sent: Callable[[], Iterable[bytes]]) -> None:
        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                length = 0
                while (line := self.rfile.readline()).strip():
                    name, _, value = line.partition(b":")
                    length = int(value) if name.lower() == b"content-length" else length
                self.rfile.read(length)
                with suppress(OSError):  # the client may have given up
                    for piece in sent():
                        self.wfile.write(piece)

        self.tcp = ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.tcp.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.tcp.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.tcp.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.tcp.shutdown()
        self.tcp.socket.close()
