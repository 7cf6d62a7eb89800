"""What a reader loads: bytes over the wire, requests, and styles that were left out rightly."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import material
import pytest
from playwright.sync_api import Browser, CDPSession, Page, Route

from building import FOLDERS
from hosting import running
from planbook.site.assets import pruned, slim_page, slim_script, slim_style, words_of

MOST_BYTES = 70_000
SECTIONS = ("plan/ch1/s1.html", "plan/ch2/s1.html", "plan/ch7/s1.html", "figures/pictures.html")
LONG = {"figures.html": 75_000, "names/index.html": 75_000, "glossary.html": 75_000}
"""Each of these lists stands on one page, so that its filter finds everything without a request."""
MOST_REQUESTS = 8
STOCK = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"


class Zipped(SimpleHTTPRequestHandler):
    """A host that compresses what it sends, as all do."""

    def log_message(self, *_: Any) -> None: ...

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def zipped(site: Path) -> Iterator[str]:
    with running(partial(Zipped, directory=str(site))) as address:
        yield address


@pytest.fixture(scope="module")
def uncached(chromium: Browser) -> Iterator[tuple[Page, CDPSession]]:
    """A page without a cache, and what goes over its wire."""
    context = chromium.new_context()
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield page, wire
    context.close()


@pytest.mark.parametrize("folder", FOLDERS.values())
@pytest.mark.parametrize("section", [*SECTIONS, *LONG])
def test_a_first_page_is_light(
    uncached: tuple[Page, CDPSession], zipped: str, folder: str, section: str
) -> None:
    """Headers count, as they go over the wire too."""
    page, wire = uncached
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on(
        "Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]})
    )
    wire.on(
        "Network.loadingFinished",
        lambda e: sizes.update({names[e["requestId"]]: e["encodedDataLength"]}),
    )
    page.goto(zipped + folder + section, wait_until="networkidle")
    loaded = "\n".join(f"{size:7} {url}" for url, size in sizes.items())
    print(loaded)  # shown with -rP, or when the test fails
    asked = [url for url in names.values() if not url.startswith("data:")]
    assert len(asked) <= MOST_REQUESTS, loaded
    assert sum(sizes.values()) <= LONG.get(section, MOST_BYTES), loaded
    assert not [url for url in names.values() if "index.js" in url]


# Where everything stands and how it looks, marks before and after included.
LOOKS = """() => [...document.querySelectorAll("body, body *")].map((one) => {
  const {x, y, width, height} = one.getBoundingClientRect();
  const look = ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part || null);
    return ["display", "visibility", "opacity", "color", "backgroundColor", "font", "content",
      "maskImage", "border", "outline", "boxShadow", "transform", "zIndex"].map((name) => style[name]);
  });
  return `${one.tagName}.${one.className} ${[x, y, width, height]} ${look.join()}`;
})"""


def as_stock(route: Route) -> None:
    """Both sheets of the theme, which the site joins."""
    sheets = (sorted(STOCK.glob(f"{name}.*.css")) for name in ("main", "palette"))
    body = "\n".join(one.read_text("utf-8") for (one,) in sheets)
    route.fulfill(body=body, content_type="text/css")


def looks(page: Page, address: str) -> list[list[str]]:
    """A page as it is, then with an open search."""
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(300)  # the sidebars are measured
    found = [page.evaluate(LOOKS)]
    page.keyboard.press("/")
    page.keyboard.type("2025")
    page.locator(".md-search-result__link").first.wait_for()
    page.wait_for_timeout(300)  # the rest of the answers
    return [*found, page.evaluate(LOOKS)]


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("index.html", 390),
        ("en/plan/ch1/s6.html", 390),
        ("en/about.html", 1000),
        ("zh-Hant/404.html", 1000),
        ("plan/ch1/s6.html", 1280),
    ],
)
def test_nothing_looks_other_than_with_the_whole_theme(
    browser: Browser, address: str, path: str, width: int
) -> None:
    both = []
    for route in (None, as_stock):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            color_scheme="dark" if width == 1000 else "light",
        )
        page = context.new_page()
        if route:
            page.route("**/stylesheets/*.css", route)
        both.append(looks(page, address + path))
        context.close()
    for ours, stock in zip(*both, strict=True):
        assert ours == stock


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".on{a:b}.off{a:b}", ".on{a:b}"),
        (".on,.off,.on .off{a:b}", ".on{a:b}"),
        (".on:not(.off){a:b}", ".on:not(.off){a:b}"),
        (":is(.on,.off)>a:hover{a:b}", ":is(.on,.off)>a:hover{a:b}"),
        (".made{a:b}", ".made{a:b}"),
        ('[data-x="y"]{a:b}[data-x=z]{a:b}', '[data-x="y"]{a:b}'),
        ("@media print{.off{a:b}}", ""),
        ("@media print{.on{a:b}.off{a:b}}", "@media print{.on{a:b}}"),
        ("@page{a:b}@font-face{a:b}", "@page{a:b}@font-face{a:b}"),
        ('@charset "x";.on{a:b}', '@charset "x";.on{a:b}'),
        (".on{--x:url('{;}');--y:1;a:var(--y)}", ".on{--y:1;a:var(--y)}"),
        (".on{--x:var(--y);--y:1}", ""),
        (":root{--z:1}", ":root{--z:1}"),
        (".text{a:b}", ""),
    ],
)
def test_styles_that_match_nothing_go(css: str, expected: str) -> None:
    pages = ["<p class='on' data-x=\"y\" title='text'>text <a href=#>"]
    assert pruned(css, words_of(pages, ["e.className='made'"]), ["a{b:var(--z)}"]) == expected


@pytest.mark.parametrize(
    ("slim", "text", "expected"),
    [
        (slim_page, "<p>\n\n   a\n  b</p>", "<p>\na\nb</p>"),
        (slim_page, "<pre>\n\n   a</pre>", "<pre>\n\n   a</pre>"),
        (slim_script, "// why\na();\n\n  // and\n  b('//c');\n", "a();\nb('//c');\n"),
        (slim_script, "a(); // why\nb('c // d');\n", "a();\nb('c // d');\n"),
        (slim_script, "a(`\n  // b`);\n", "a(`\n  // b`);\n"),
        (slim_style, "/* why */\na, b { c: d; e: 'f , g'; }\n", "a,b{c:d;e:'f , g';}"),
    ],
)
def test_only_what_writers_need_goes(slim: Any, text: str, expected: str) -> None:
    assert slim(text) == expected
