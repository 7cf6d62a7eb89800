"""The search against Material's own, in one run: size, time to the first answer, right answers.

Material's own search gets the same pages, each language as a site of its own, as its
documentation advises; the Traditional one with the text in Traditional characters. An
answer is right if a page of the query's sections is among the first three. Asked are the gold
set, and the concept set: readers' own words, none of them the plan's.
"""

from __future__ import annotations

import csv
import gzip
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from planbook.text.script import to_traditional

ROOT = Path(__file__).parent.parent
FOLDERS = {"zh": "", "en": "en/", "zh-Hant": "zh-Hant/"}
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
SETS = ("queries", "concepts")
STOCK = """
site_name: stock
use_directory_urls: false
theme: {{ name: material, language: {theme}, font: false }}
plugins: [search]
markdown_extensions: [admonition, attr_list, footnotes, tables]
"""
# Gives the milliseconds from the last key to the first result, and the pages of the first three.
ASK = """query => new Promise(resolve => {
  const box = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  const type = text => { box.value = text; box.dispatchEvent(new Event("keyup")); };
  type("");
  setTimeout(() => {
    const started = performance.now();
    const done = () => {
      watch.disconnect();
      const items = [...list.querySelectorAll("li:not(:has(li))")].slice(0, 3);
      const urls = items.map(item => item.querySelector("a").href.split(/[?#]/)[0]);
      setTimeout(() => resolve([performance.now() - started, urls]));
    };
    const watch = new MutationObserver(() => list.children.length && done());
    watch.observe(list, { childList: true });
    setTimeout(() => { watch.disconnect(); resolve([performance.now() - started, []]); }, 1500);
    type(query);
  }, 60);
})"""


@dataclass(frozen=True, slots=True)
class Result:
    """One search on the queries of one language."""

    kilobytes: float
    """What the first use of the search loads, gzip."""
    milliseconds: float
    """Median time to the first answer, once the index is in."""
    slowest: float
    right: int
    asked: int


def report(site: Path) -> list[str]:
    """Lines for `make bench`. `site` is the built site."""
    lines = [
        f"search                      right in top 3   first answer, ms   loaded, kB gzip   (site: {site.name})"
    ]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for locale in FOLDERS:
            other = Path(folder) / locale
            build_stock(other, locale)
            index = [other / "site/search/search_index.json"]
            worker = (other / "site/assets/javascripts/workers").glob("search.*.min.js")
            files = [*index, *worker]
            for name in SETS:
                asked = queries(name, locale)
                ours = measured(browser, site, locale, own_files(site, locale), asked)
                stock = measured(browser, other / "site", "zh", files, asked)
                lines += [
                    line(f"{locale} {name} planbook", ours, stock),
                    line(f"{locale} {name} Material", stock, stock),
                ]
    return lines


def line(name: str, one: Result, base: Result) -> str:
    return (
        f"  {name:<26}{one.right:>3} of {one.asked:<3}"
        f"   {one.milliseconds:>6.1f} ({one.milliseconds / base.milliseconds:.2f}x,"
        f" slowest {one.slowest:.0f})   {one.kilobytes:>6.0f} ({one.kilobytes / base.kilobytes:.2f}x)"
    )


def own_files(site: Path, locale: str) -> list[Path]:
    return [site / "assets/search/worker.js", site / FOLDERS[locale] / "search/index.js"]


def measured(
    browser: Browser, site: Path, locale: str, files: list[Path], asked: list[dict[str, str]]
) -> Result:
    """Ask the queries in the site's search box."""
    times, right = [], 0
    with served(site) as address:
        page = browser.new_page()
        base = f"{address}{FOLDERS[locale]}"
        page.goto(f"{base}plan/ch2/s1.html", wait_until="networkidle")
        page.locator(".md-search__input").click()
        page.wait_for_timeout(3000)  # the index is in
        for row in asked:
            took, urls = page.evaluate(ASK, row["query"])
            times.append(took)
            right += any(f"{base}{page_of(one)}" in urls for one in row["section"].split())
        page.close()
    size = sum(len(gzip.compress(path.read_bytes())) for path in files) / 1000
    return Result(size, statistics.median(times), max(times), right, len(asked))


def page_of(section: str) -> str:
    chapter, number, *_ = (*section.split("."), "")
    return f"plan/ch{chapter}/s{number}.html" if number else f"plan/ch{chapter}/index.html"


def queries(name: str, locale: str) -> list[dict[str, str]]:
    with (ROOT / f"tests/data/{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["locale"] == locale]


def build_stock(folder: Path, locale: str) -> None:
    """The pages of one language under Material as it comes."""
    convert: Callable[[str], str] = to_traditional({}).convert if locale == "zh-Hant" else str
    source = ROOT / "docs" / ("en" if locale == "en" else "zh")
    for path in source.rglob("*.md"):
        target = folder / "docs" / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(convert(path.read_text("utf-8")), "utf-8")
    (folder / "mkdocs.yml").write_text(STOCK.format(theme=locale), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@contextmanager
def served(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...  # noqa: ANN401

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def chromium() -> Iterator[Browser]:
    program = next(path for path in CHROMIUM if Path(path).exists())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


if __name__ == "__main__":
    print("\n".join(report(Path(sys.argv[1]))))
