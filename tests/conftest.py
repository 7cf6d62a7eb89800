"""What all tests share: the real sources, a full run over them, and how hypothesis runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from playwright.sync_api import Browser, Page, sync_playwright

from planbook.cli import main
from planbook.pipeline import Conversion
from planbook.sources import FILES, Sources, read_sources
from planbook.store import read_files
from planbook.structure.model import Outline
from planbook.text.repair import Repaired

ROOT = Path(__file__).parent.parent
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")

# The same examples in every run: a failure in CI is a failure on every machine.
settings.register_profile(
    "planbook",
    derandomize=True,
    deadline=None,
    max_examples=100,
    # Shrinking a plan of many lines takes minutes; a failing one is readable as it is.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("planbook")


@pytest.fixture(scope="session")
def sources() -> Sources:
    """The real sources, as committed."""
    return read_sources(read_files(ROOT, FILES))


@pytest.fixture(scope="session")
def conversion(sources: Sources) -> Conversion:
    """A full run over the real sources."""
    return Conversion(sources)


@pytest.fixture(scope="session")
def repaired(conversion: Conversion) -> Repaired:
    result: Repaired = conversion.repaired
    return result


@pytest.fixture(scope="session")
def outline(conversion: Conversion) -> Outline:
    result: Outline = conversion.outline
    return result


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with the real sources and no pages."""
    for name in FILES:
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    return tmp_path


@pytest.fixture(scope="session")
def site() -> Path:
    """The site, built strictly: a warning fails the build.

    `make test` has built it, and names it in PLANBOOK_SITE; by hand, it is built here.
    """
    if made := os.environ.get("PLANBOOK_SITE"):
        return Path(made).resolve()
    folder = ROOT / "build" / f"site-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    below = folder.relative_to(ROOT).as_posix()
    assert main(["--root", str(ROOT), "export", "--to", f"{below}/data"]) == 0
    assert main(["--root", str(ROOT), "books", "--to", f"{below}/downloads"]) == 0
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    assert program, "no chromium: run `make test`, which installs it or says how"
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        found = playwright.chromium.launch(executable_path=program, args=flags)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test on any console error."""
    context = browser.new_context()
    found = context.new_page()
    errors: list[str] = []
    found.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    found.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    context.close()
    assert not errors
