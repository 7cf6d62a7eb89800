"""What all tests share: the real sources, a full run over them, and how hypothesis runs."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, settings
from playwright.sync_api import Browser, Page, expect, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from browsing import Pool
from building import built, copy_project, copy_sources, give_address, made_once
from drafts import Book, emptied, make_book, without_settings
from epubs import checking
from hosting import running
from planbook import sources as sources_module
from planbook.books.sheet import Fonts, find_fonts
from planbook.cli import main
from planbook.commands import translate
from planbook.commands.export import exports
from planbook.links.resolve import LinkedEdition
from planbook.pipeline import Conversion
from planbook.sources import FILES, Sources, read_sources
from planbook.statements.ground import Ground, ground_of
from planbook.store import read_files
from planbook.structure.model import Outline
from planbook.text.repair import Repaired
from waiting import DEADLINE

# In the background of a shell, a run would ignore interrupts, and so would the programs it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

MEMORY = "/dev/shm"
"""Where Linux keeps files in memory."""


def is_roomy() -> bool:
    """Whether all files that tests and their browsers make and throw away can be kept in memory."""
    try:
        there = os.statvfs(MEMORY)
    except OSError:
        return False
    return there.f_bavail * there.f_frsize > 4 << 30 and not there.f_flag & os.ST_NOEXEC


if "TMPDIR" not in os.environ and is_roomy():
    os.environ["TMPDIR"] = tempfile.tempdir = MEMORY

ROOT = Path(__file__).parent.parent
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ADDRESS = "http://plan.example/shibei/"
"""Of the site that knows its address."""

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

# No test pulls the plug, so none has to wait until a disk has what it was given.
os.fsync = lambda _: None

# Playwright itself gives up after five seconds, too soon where the machine has other work.
expect.set_options(timeout=1000 * DEADLINE)


# Most tests read the real sources, of which they have changed one file or none.
for module, name in (
    (sources_module, "toml"),
    (sources_module, "parse_memory"),
    (translate, "parse_memory"),
):
    setattr(module, name, lru_cache(64)(getattr(module, name)))


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


@pytest.fixture(scope="session")
def linked(conversion: Conversion) -> LinkedEdition:
    result: LinkedEdition = conversion.linked
    return result


@pytest.fixture(scope="session")
def ground(linked: LinkedEdition) -> Ground:
    return ground_of(linked)


@pytest.fixture(scope="session")
def files(conversion: Conversion) -> dict[str, str]:
    """The data files, by name."""
    return exports(conversion)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with the real sources and no pages."""
    return copy_sources(tmp_path)


@pytest.fixture(scope="session")
def book(sources: Sources) -> Book:
    return make_book(sources)


@pytest.fixture
def bare(project: Path, book: Book, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real project with `UNITS` units without finished English."""
    without_settings(monkeypatch)
    return emptied(project, book)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays for the whole run, and look less often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


# --- what costs time or another program. Whatever uses one of these is no test of `make quick`.

HEAVY = frozenset({"build", "chromium", "epubcheck", "fonts", "msgfmt", "node"})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--quick", action="store_true", help="leave out the tests that are marked heavy or slow"
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test as heavy by the fixtures that it uses, also through other fixtures."""
    if isinstance(item, pytest.Function) and HEAVY & set(item.fixturenames):
        item.add_marker(pytest.mark.heavy)


class Sharing(LoadScopeScheduling):
    """Which worker runs what: tests that share what their file has made stay together.

    So do files that share epubcheck, which takes seconds to start, and the cases of a test, which
    are told to a worker at once. All others go to whichever worker is free. (xdist's own
    `loadgroup` needs a field of tests that pytest 9 does not have.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.partition("::")[0]) or nodeid.partition("[")[0]


@cache
def group_of(file: str) -> str | None:
    """What the tests of this file share, if anything is made once for all of them."""
    text = (ROOT / file).read_text("utf-8")
    if "epubcheck: " in text:
        return "epubcheck"
    return file if 'scope="module"' in text else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    return Sharing(config, log)


def is_quick(test: pytest.Item) -> bool:
    return not any(map(test.get_closest_marker, ("heavy", "slow")))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("quick"):
        config.hook.pytest_deselected(items=[one for one in items if not is_quick(one)])
        items[:] = filter(is_quick, items)
    elif hasattr(config, "workerinput"):
        items.sort(key=is_quick)  # so that no worker waits at the end for another's long test


def program(*names: str) -> str:
    """Where the first of these programs is that the machine has."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"no {names[0]}: run `make test`, which installs it or says how"
    return found


@pytest.fixture(scope="session")
def epubcheck() -> Iterator[Callable[[Path], list[str]]]:
    program("java")
    with checking() as check:
        yield check


@pytest.fixture(scope="session")
def msgfmt() -> str:
    return program("msgfmt")


@pytest.fixture(scope="session")
def node() -> str:
    return program("node")


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    """The fonts of the books."""
    return find_fonts()


@pytest.fixture(scope="session")
def build() -> Callable[[Path], Path]:
    """Builds the site of a project, and gives its folder."""
    return built


@pytest.fixture(scope="session")
def site(build: Callable[[Path], Path], fonts: Fonts) -> Path:
    """The site with all its files.

    `make test` has built it, and names it in PLANBOOK_SITE; by hand, it is built here.
    """
    assert fonts.folders, "no fonts for the books: run `make test`, which installs them"

    def make(project: Path) -> None:
        copy_project(project)
        build(project)
        assert main(["--root", str(project), "export"]) == 0
        assert main(["--root", str(project), "books"]) == 0

    if made := os.environ.get("PLANBOOK_SITE"):
        return Path(made).resolve()
    return made_once("plain", make) / "site"


@pytest.fixture(scope="session")
def addressed(build: Callable[[Path], Path]) -> Path:
    """The site, without books, of a project that knows its address."""

    def make(project: Path) -> None:
        copy_project(project)
        give_address(project, ADDRESS)
        build(project)

    return made_once("addressed", make) / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "max-age=3600")
            super().end_headers()

    with running(partial(Quiet, directory=str(site))) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = program(*CHROMIUM)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        # A new page of the site needs no new process, and what is drawn, none of its own.
        flags += ["--process-per-site", "--renderer-process-limit=1", "--in-process-gpu"]
        flags.append("--disable-software-rasterizer")
        # Threads that compile and collect ahead cost more than they save where no core is idle.
        flags.append("--js-flags=--single-threaded")
        found = playwright.chromium.launch(executable_path=path, args=flags)
        yield found
        found.close()


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    """The browser, whose contexts start with a warm cache."""
    return cast("Browser", Pool(chromium))


@pytest.fixture
def opened(browser: Browser) -> Iterator[Any]:
    """Opens pages in contexts with given options; an error on one of them fails the test."""
    contexts, errors = [], list[str]()

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{"reduced_motion": "reduce"} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for one in contexts:
        one.close()
    assert errors == []


@contextmanager
def faultless(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page that fails its test on any console error."""
    context = browser.new_context(**options)
    found = context.new_page()
    errors: list[str] = []
    found.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    found.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    context.close()
    assert not errors


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with faultless(browser) as found:
        yield found
