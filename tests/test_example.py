"""The second edition, in `examples/linjiang`: built once, and looked at in every language."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from building import made_once
from hosting import shared
from planbook.books.sheet import Fonts
from projects import ROOT
from waiting import until

EXAMPLE = ROOT / "examples" / "linjiang"
PAGES = ("index", "about", "translation", "downloads", "glossary", "plan/ch1/s4", "plan/ch3/s1")
LOCALES = ("", "en/", "zh-Hant/")
STRANGE = re.compile("市北|青岛|青島|山东|山東|Shibei|Qingdao|Shandong", re.IGNORECASE)
TEXTS = {".html", ".js", ".json", ".txt", ".csv", ".xml", ".jsonld", ".tbx", ".tmx", ".css"}


@pytest.fixture(scope="module")
def example(fonts: Fonts) -> Path:
    """Its site with all its files."""
    assert fonts.folders, "no fonts for the books: run `make test`, which installs them"

    def make(folder: Path) -> None:
        shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
        command = [sys.executable, "-m", "planbook", "--root", str(folder), "site"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr

    return made_once("example", make) / "site"


def test_nothing_of_another_edition_is_in_it(example: Path) -> None:
    files = [path for path in example.rglob("*") if path.suffix in TEXTS]
    assert len(files) > 130
    found = {path.name: STRANGE.findall(path.read_text("utf-8")) for path in files}
    assert {name: words for name, words in found.items() if words} == {}
    assert list(example.rglob("share-*.png")) == []


@pytest.mark.parametrize("locale", LOCALES[:2])
def test_every_page_says_that_it_is_invented_and_fits_its_screen(
    page: Page, example: Path, locale: str
) -> None:
    said = {"": "虚构", "en/": "invented"}[locale]
    for name in PAGES:
        page.goto(f"file://{example}/{locale}{name}.html")
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert said in page.inner_text("body"), (name, width)
            until(page, f"() => document.documentElement.scrollWidth <= {width} /* {name} */")


def test_every_page_in_traditional_characters_says_that_it_is_invented(example: Path) -> None:
    for name in PAGES:
        body = (example / f"zh-Hant/{name}.html").read_text("utf-8").partition("<body")[2]
        assert "虛構" in body, name


def test_a_page_shows_how_far_its_english_has_come(page: Page, example: Path) -> None:
    page.goto(f"file://{example}/en/plan/ch1/s4.html")
    table = page.locator("table").first.inner_text()
    assert "Gross regional product" in table
    assert "Binding" in table
    page.goto(f"file://{example}/en/plan/ch3/s1.html")
    text = page.inner_text("main")
    assert "draft" in text
    assert "Not yet fully in English" in text or "Not yet in English" in text


# --- a table in both languages

TABLE = "plan/ch1/s4"
CELL = "1.4.0.3.7"


@pytest.fixture
def table(browser: Browser, example: Path) -> Iterator[Page]:
    """The English page with the table of indicators."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"file://{example}/en/{TABLE}.html")
    yield page
    context.close()


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("en", ["Gross regional product", "RMB 100 million", "455", "650", "Anticipatory"]),
        ("both", ["Gross regional product\n地区生产总值", "RMB 100 million\n亿元", "455", "650",
                  "Anticipatory\n预期性"]),
        ("zh", ["地区生产总值", "亿元", "455", "650", "预期性"]),
    ],
)  # fmt: skip
def test_a_table_is_read_in_either_language_or_both(
    table: Page, view: str, expected: list[str]
) -> None:
    table.click(f'.pb-views [data-view="{view}"]')
    row = table.locator("tbody tr").first.locator("td")
    assert [one.inner_text().strip() for one in row.all()] == expected


def test_a_cell_has_its_address_and_its_card(table: Page) -> None:
    table.fill(".pb-goto input", CELL)
    table.press(".pb-goto input", "Enter")
    cell = table.locator("#p-1-4-0-3-7")
    expect(cell).to_be_in_viewport()
    cell.click()
    expect(table.locator(".pb-card-name strong")).to_have_text(CELL)
    expect(table.locator(".pb-card-other")).to_have_text("亿元")
    table.locator("#p-1-4-0-3-8").click()
    expect(table.locator(".pb-card-other")).to_have_text("455")


def test_a_table_is_copied_as_lines_of_cells(table: Page) -> None:
    table.locator('.pb-ref[href="#p-1-4-0-3"]').click()
    for name, first in (("own", "Indicator\tUnit\t2025"), ("other", "指标\t单位\t2025年")):
        table.click(f'.pb-card [data-name="{name}"]')
        expect(table.locator(".pb-said")).not_to_be_empty()
        copied = str(table.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")
        lines = copied.split("\n")
        assert lines[0].startswith(first)
        assert [line.count("\t") for line in lines[:6]] == [4] * 6


@pytest.mark.parametrize("book", ["zh", "en", "zh-en", "zh-Hant"])
def test_in_a_book_a_table_begins_on_the_page_of_its_caption(example: Path, book: str) -> None:
    document = PdfDocument(example / f"downloads/linjiang-15fyp.{book}.pdf")
    texts = [page.get_textpage().get_text_range().replace(" ", "") for page in document]
    caption, first = ("Table1.Main", "Indicator") if book == "en" else ("表1主要", "地")
    (page,) = (text for text in texts if caption in text)
    assert first in page.partition(caption)[2]


# --- two editions on one host, neither of which knows its address; the second is at depth 3

FIRST, SECOND = "/plan/", "/plans/of/linjiang/"
VISIT = ("plan/ch1/s4.html", "zh-Hant/glossary.html", "en/")


@pytest.fixture(scope="module")
def host(site: Path, example: Path) -> Iterator[str]:
    with shared({SECOND: example, FIRST: site}) as address:
        yield address


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage)")  # type: ignore[no-any-return]


def test_a_reader_of_two_editions_has_two_sets_of_settings(browser: Browser, host: str) -> None:
    context = browser.new_context(locale="en", color_scheme="light")
    page = context.new_page()
    page.goto(f"{host}{FIRST}en/plan/ch1/s1.html?view=both")
    page.locator(".pb-bar button[data-view='both']").click()
    page.locator(
        "[data-md-component=palette] label:visible, .md-header__option label:visible"
    ).first.click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert kept(page)
    assert [one for one in kept(page) if not one.startswith(FIRST)] == []
    page.goto(f"{host}{SECOND}en/plan/ch1/s4.html")
    assert page.evaluate("document.documentElement.dataset.view") == "own"
    assert page.evaluate("document.body.dataset.mdColorScheme") != "slate"
    page.locator(".pb-bar button[data-view='both']").click()
    page.goto(f"{host}{FIRST}en/plan/ch1/s1.html")
    assert page.evaluate("document.documentElement.dataset.view") == "both"
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    context.close()


@pytest.mark.parametrize("below", [FIRST, SECOND])
def test_an_edition_asks_and_leads_nowhere_but_below_its_path(
    browser: Browser, host: str, below: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda one: asked.append(f"{one.status}") if one.status >= 400 else None)
    for path in VISIT:
        page.goto(f"{host}{below}{path}")
        links = page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
        outside = {
            one for one in links if one.startswith(host) and not one.startswith(host + below)
        }
        assert outside == set(), path
        page.keyboard.press("/")
        page.keyboard.type("2025")
        answer = page.locator(".md-search-result__link").first
        expect(answer).to_be_visible()
        assert str(answer.evaluate("one => one.href")).startswith(host + below)
        page.keyboard.press("Escape")
    assert [one for one in asked if not urlsplit(one).path.startswith(below)] == []
    context.close()


@pytest.mark.parametrize(
    ("below", "path", "target"),
    [
        (FIRST, "plan/ch99/s1.html", "plan/index.html"),
        (SECOND, "nothing.html", "plan/index.html"),
        (SECOND, "en/a/b/c.html", "en/plan/index.html"),
        (SECOND, "zh-Hant/plan/ch1/none", "zh-Hant/plan/index.html"),
    ],
)
def test_a_missing_page_of_either_edition_leads_back_into_it(
    browser: Browser, host: str, below: str, path: str, target: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{host}{below}{path}")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    )
    page.click(".pb-lost:visible a[href$='plan/index.html'] >> nth=0")
    page.wait_for_url(f"{host}{below}{target}")
    context.close()


@pytest.mark.parametrize(("below", "said"), [(FIRST, "Shibei"), (SECOND, "Linjiang")])
def test_paper_names_the_edition_that_it_is_of(
    browser: Browser, host: str, below: str, said: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{host}{below}en/plan/ch1/s4.html")
    page.emulate_media(media="print")
    assert said in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
