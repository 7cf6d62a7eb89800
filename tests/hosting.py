"""A server for a built site that sends what a host would send: text packed with gzip."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PACKED = frozenset({".html", ".css", ".js", ".mjs", ".json", ".svg", ".txt", ".xml"})
"""What hosts pack; pictures and fonts are packed already."""


@cache
def packed(path: Path) -> bytes:
    """The file's content as sent: packed if it is text."""
    content = path.read_bytes()
    return gzip.compress(content, 6, mtime=0) if path.suffix in PACKED else content


class Host(SimpleHTTPRequestHandler):
    """A host that answers with the site's own page where something is missing."""

    def log_message(self, *_: Any) -> None: ...

    def send_error(self, code: int, *_: Any) -> None:
        missing = Path(self.directory) / "404.html"
        body = missing.read_bytes() if missing.is_file() else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Handler(SimpleHTTPRequestHandler):
    """GET of files; `/x` may mean `/x.html`, and a folder its `index.html`."""

    protocol_version = "HTTP/1.1"  # one connection for several requests, as browsers expect

    def log_message(self, *_: Any) -> None: ...

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        candidates = (path, path / "index.html", path.with_name(f"{path.name}.html"))
        found = next((one for one in candidates if one.is_file()), None)
        if not found:
            self.send_error(404)
            return
        content = packed(found)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(found)))
        if found.suffix in PACKED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def running(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[str]:
    """Serve on a free port of this machine; gives the address, ending in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve the folder on a free port of this machine; gives the address, ending in a slash.

    The folder may be filled after the server has started, but files must not change once asked for.
    """
    with running(partial(Handler, directory=str(folder))) as address:
        yield address


class Shared(Host):
    """A host of several sites, each below its path, and each with its own page for what is missing."""

    sites: Mapping[str, Path]

    def site(self) -> tuple[str, Path]:
        here = ((path, folder) for path, folder in self.sites.items() if self.path.startswith(path))
        return next(here, ("/", Path("/nothing")))

    def translate_path(self, path: str) -> str:
        below, self.directory = self.site()
        return super().translate_path("/" + path.removeprefix(below))


@contextmanager
def shared(sites: Mapping[str, Path]) -> Iterator[str]:
    """Serve each site below its path; gives the address of the host, without a slash at its end."""
    handler = type("Host", (Shared,), {"sites": sites})
    with running(handler) as address:
        yield address.removesuffix("/")
