"""Built sites in a real browser: weight and paint of a page, and what their searches answer."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Late

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Other hosts are not found, at once: intercepting requests would slow all of them."""

SECTION = re.compile(r"/plan/ch(?P<chapter>\d+)/s(?P<section>\d+)")
LOADS = 5
# A phone on a slow mobile network, as Lighthouse has it.
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER_CPU = 4
FIRST = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
LARGEST = """new Promise(found => new PerformanceObserver(list => found(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true }))"""
SETTLED = 0.3
"""Seconds without change after which a list of results counts as complete."""
PATIENCE = 2.0
"""Seconds after which a search that shows nothing counts as having found nothing."""

Ask = Callable[[Page, str, str], list[str]]
"""Page, the address of the language's home page, query: the addresses found, best first."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a page costs on a first visit, until the network is idle."""

    bytes: int
    requests: int
    elsewhere: int
    """Requests to other hosts, among them."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Milliseconds, the median of several loads."""

    first: float
    largest: float


@contextmanager
def browser() -> Iterator[Browser]:
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    if not program:
        raise FileNotFoundError("no chromium: run `make bench`, which installs it")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", ALONE]
        found = playwright.chromium.launch(executable_path=program, args=flags)
        yield found
        found.close()


@contextmanager
def fresh_page(found: Browser, width: int = 390) -> Iterator[Page]:
    """A page with nothing stored, by default on a phone's screen."""
    context = found.new_context(viewport={"width": width, "height": 844})
    yield context.new_page()
    context.close()


def weigh(found: Browser, address: str, path: str) -> Weight:
    urls: dict[str, str] = {}
    sizes: dict[str, float] = {}
    with fresh_page(found) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.requestWillBeSent",
            lambda event: urls.update({event["requestId"]: event["request"]["url"]}),
        )
        session.on(
            "Network.loadingFinished",
            lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
        )
        page.goto(address + path, wait_until="networkidle")
        page.wait_for_timeout(500)
    asked = [url for url in urls.values() if url.startswith("http")]
    elsewhere = [url for url in asked if not url.startswith(address)]
    return Weight(round(sum(sizes.values())), len(asked), len(elsewhere))


def paints(found: Browser, pages: dict[str, tuple[str, str]]) -> dict[str, Paint]:
    """By name, how soon its page (address of the site, path) is painted.

    The sites take turns, so that a moment in which the machine is busy strikes all of them.
    """
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    for _ in range(LOADS):
        for name, (address, path) in pages.items():
            times[name].append(painted(found, address, path))
    return {
        name: Paint(*(statistics.median(kind) for kind in zip(*loads, strict=True)))
        for name, loads in times.items()
    }


def painted(found: Browser, address: str, path: str) -> tuple[float, float]:
    """First and largest paint of one load, in milliseconds."""
    with fresh_page(found) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        page.goto(address + path, wait_until="networkidle", timeout=60_000)
        return page.evaluate(FIRST), page.evaluate(LARGEST)


def settled(page: Page, selector: str) -> list[str]:
    """The links of a list of results, once it has come to rest."""
    started = changed = time.monotonic()
    last: list[str] = []
    while True:
        now = page.locator(selector).evaluate_all("links => links.map(link => link.href)")
        moment = time.monotonic()
        if now != last:
            last, changed = now, moment
        if (last and moment - changed > SETTLED) or moment - started > PATIENCE:
            return last
        page.wait_for_timeout(50)


def type_query(page: Page, field: str, results: str, query: str) -> list[str]:
    """Empty the field, see the old results go, type the query.

    Some searches hear keys alone, so that a key is pressed after each change.
    """
    page.fill(field, "")
    page.press(field, "End")
    for _ in range(20):
        if not page.locator(results).count():
            break
        page.wait_for_timeout(50)
    page.fill(field, query)
    page.press(field, "End")
    return settled(page, results)


def ask_material(page: Page, home: str, query: str) -> list[str]:
    if not page.url.startswith(home):
        page.goto(f"{home}index.html")
    page.locator(".md-search__input").evaluate("field => field.focus()")
    return type_query(page, ".md-search__input", ".md-search-result__link", query)


def ask_vitepress(page: Page, home: str, query: str) -> list[str]:
    field = "#localsearch-input"
    if not page.url.startswith(home) or not page.locator(field).count():
        page.goto(home, wait_until="networkidle")
        page.wait_for_timeout(1000)  # the button does nothing until the page has come to life
        page.locator("#local-search button").first.click()
    return type_query(page, field, ".VPLocalSearchBox a.result", query)


def ask_docusaurus(page: Page, home: str, query: str) -> list[str]:
    """On the page of all results: the list under the field shows the same, without addresses."""
    if not page.url.startswith(f"{home}search"):
        page.goto(f"{home}search", wait_until="networkidle")
    return type_query(page, "input[name=q]", "article h2 a", query)


def found_sections(links: list[str]) -> list[str]:
    """The sections (`2.1`) of the first three pages that the results name, best first.

    By page, since some searches list a page once and some once for every heading in it.
    A page that is no section takes a place as well.
    """
    pages = list(dict.fromkeys(link.partition("#")[0].partition("?")[0] for link in links))[:3]
    matches = [SECTION.search(page) for page in pages]
    return [f"{found['chapter']}.{found['section']}" for found in matches if found]


def right_answers(
    found: Browser, homes: dict[str, str], ask: Ask, queries: list[tuple[str, str, set[str]]]
) -> dict[str, int]:
    """By locale of the query, how many had a right section in the first three pages.

    `queries`: locale, text, right sections. `homes`: where a locale's search is.
    """
    right = dict.fromkeys((locale for locale, _, _ in queries), 0)
    for locale in right:
        home = homes[locale]
        with fresh_page(found, width=1280) as page:
            for text, sections in ((t, s) for where, t, s in queries if where == locale):
                links = patiently(partial(ask, page, home, text), page)
                right[locale] += bool(sections & set(found_sections(links)))
    return right


def patiently(ask: Callable[[], list[str]], page: Page) -> list[str]:
    """Ask once more, from an empty page, if the search did not open on a busy machine."""
    try:
        return ask()
    except Late:
        page.goto("about:blank")
        return ask()
