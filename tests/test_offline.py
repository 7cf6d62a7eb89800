"""The whole site in one file, used from disk without a network; and the list of downloads."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import typst
from playwright.sync_api import Browser, Page

from building import FOLDERS
from conftest import faultless
from planbook.addresses import BUILT
from planbook.books.downloads import downloads, finished, offline_zip, site_files
from planbook.books.sheet import Fonts, page_count
from planbook.commands.books import epubs
from planbook.pipeline import Conversion
from planbook.problems import Problems
from projects import DESCRIPTION
from waiting import until

PLAN = "shibei-14fyp"
BOOKS = (
    "zh.pdf",
    "en.pdf",
    "zh-en.pdf",
    "zh-Hant.pdf",
    "brief.zh.pdf",
    "brief.en.pdf",
    "epub",
    "zh.epub",
    "en.epub",
    "zh-Hant.epub",
    "zh-Hant-en.epub",
)


def small_pdf(pages: int, standard: str = "1.7") -> bytes:
    options: dict[str, Any] = {"format": "pdf", "pdf_standards": [standard], "timestamp": 0}
    options["ignore_system_fonts"] = True  # looking for them takes longer than setting the text
    head = '#set document(title: "x")\n#set text(lang: "en")\n#set page(width: 5cm, height: 5cm)\n'
    text = head + "#pagebreak()".join(["x "] * pages)
    made: bytes = typst.compile(text.encode(), **options)
    return made


@pytest.fixture(scope="module")
def whole(site: Path, conversion: Conversion, fonts: Fonts) -> dict[str, bytes]:
    """The built site with books; where the build made none, small ones stand in for most."""
    books = {f"downloads/{PLAN}.{kind}": small_pdf(3) for kind in BOOKS}
    for end, book in epubs(("zh-en",), conversion, fonts):
        books[f"downloads/{PLAN}{end}"] = book
    later = {f"downloads/{one.name}": one.read_bytes() for one in (site / "downloads").iterdir()}
    return books | site_files(site.parent, site.name) | later


@pytest.fixture(scope="module")
def made(whole: dict[str, bytes]) -> dict[str, bytes]:
    return finished(whole, DESCRIPTION)


@pytest.fixture(scope="module")
def unpacked(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    with ZipFile(BytesIO(made[f"downloads/{PLAN}-offline.zip"])) as archive:
        archive.extractall(folder)
    assert [one.name for one in folder.iterdir()] == [PLAN]
    return folder / PLAN


# --- the archive


def test_the_archive_is_one_folder_with_everything_but_itself(
    whole: dict[str, bytes], made: dict[str, bytes]
) -> None:
    with ZipFile(BytesIO(made[f"downloads/{PLAN}-offline.zip"])) as archive:
        entries = archive.infolist()
        inside = {one.filename.removeprefix(f"{PLAN}/"): archive.read(one) for one in entries}
    names = [one.filename for one in entries]
    assert names == sorted(names)
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.external_attr >> 16 for one in entries} == {0o100644}
    lists = {"downloads/manifest.json", "downloads/manifest.js", "downloads/SHA256SUMS"}
    kept = {name for name in whole if not name.endswith(".zip")}
    assert set(inside) == kept | lists
    assert all(inside[name] == whole[name] for name in kept - lists)
    assert "index.html" in inside


def test_the_same_site_gives_the_same_bytes_also_over_an_earlier_run(
    whole: dict[str, bytes], made: dict[str, bytes]
) -> None:
    turned = dict(reversed([*whole.items(), *made.items()]))
    assert finished(turned, DESCRIPTION) == made


def test_an_archive_takes_no_archive_of_itself() -> None:
    site = {"index.html": b"x", "downloads/a.zip": b"y", "data/b.zip": b"z"}
    with ZipFile(BytesIO(offline_zip(site, "plan"))) as archive:
        assert archive.namelist() == ["plan/data/b.zip", "plan/index.html"]


def test_without_a_site_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(Problems, match=r"(?s)the site is not built.*make site"):
        site_files(tmp_path, "site")


def test_only_what_the_build_made_is_packed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / "data").mkdir()
    for name in ("index.html", ".env", ".git/config", "notes.txt", "data/plan.json", "data/x"):
        (site / name).write_text(name)
    (site / BUILT).write_text("index.html\n")
    made = downloads(tmp_path, "site", {"a.pdf": b"%PDF"}, DESCRIPTION)
    with ZipFile(BytesIO(made[f"downloads/{PLAN}-offline.zip"])) as archive:
        inside = {name.removeprefix(f"{PLAN}/") for name in archive.namelist()}
    lists = {"downloads/manifest.json", "downloads/manifest.js", "downloads/SHA256SUMS"}
    assert inside == {"index.html", "data/plan.json", "downloads/a.pdf"} | lists


# --- the lists


def test_the_lists_are_true(
    whole: dict[str, bytes], made: dict[str, bytes], tmp_path: Path
) -> None:
    books = {
        name.removeprefix("downloads/"): data
        for name, data in (whole | made).items()
        if name.startswith("downloads/") and name.endswith((".pdf", ".epub", ".zip"))
    }
    manifest = json.loads(made["downloads/manifest.json"])
    assert manifest["date"] == DESCRIPTION.released.isoformat()
    assert set(manifest["files"]) == set(books)
    for name, facts in manifest["files"].items():
        assert facts["size"] == len(books[name])
        assert facts["sha256"] == hashlib.sha256(books[name]).hexdigest()
        assert bool(facts.get("pages")) == name.endswith(".pdf")
        (tmp_path / name).write_bytes(books[name])
    (tmp_path / "SHA256SUMS").write_bytes(made["downloads/SHA256SUMS"])
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True)
    script = made["downloads/manifest.js"].decode()
    assert json.loads(script.removeprefix("planbookDownloads(").removesuffix(");\n")) == manifest


@pytest.mark.parametrize("standard", ["1.4", "1.7", "2.0", "a-2a"])
@pytest.mark.parametrize("pages", [1, 3, 40])
def test_the_pages_of_a_pdf_are_counted(pages: int, standard: str) -> None:
    assert page_count(small_pdf(pages, standard)) == pages


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF at all"])
def test_what_is_no_pdf_has_no_pages(data: bytes) -> None:
    assert page_count(data) == 0


# --- in a browser, from disk, without a network


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page without a network; console errors and requests beyond the disk fail the test."""
    beyond: list[str] = []
    with faultless(browser, offline=True) as found:
        found.on(
            "request",
            lambda r: beyond.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None,
        )  # fmt: skip
        yield found
    assert not beyond


def opened(page: Page, path: Path, query: str = "") -> Page:
    page.goto(path.as_uri() + query)
    return page


def test_the_start_page_leads_to_all_languages(offline: Page, unpacked: Path) -> None:
    page = opened(offline, unpacked / "index.html")
    for locale, folder in FOLDERS.items():
        page.click(f'.pb-languages a[hreflang="{locale}"]')
        page.wait_for_url(f"{unpacked.as_uri()}/{folder}index.html")
        assert page.locator("html").get_attribute("lang") == locale


@pytest.mark.parametrize(
    ("locale", "query"), [("zh", "船舶管理"), ("zh-Hant", "船舶管理"), ("en", "ship management")]
)
def test_search_answers(offline: Page, unpacked: Path, locale: str, query: str) -> None:
    page = opened(offline, unpacked / FOLDERS[locale] / "index.html")
    page.click(".md-search__input")
    page.keyboard.type(query, delay=20)
    goal = f"{unpacked.as_uri()}/{FOLDERS[locale]}plan/ch2/s1.html"
    leading = """goal => [...document.querySelectorAll(".md-search-result__link")]
        .slice(0, 5).some(link => link.href.startsWith(goal))"""
    until(page, leading, goal)
    links = page.locator(".md-search-result__link").evaluate_all("links => links.map(a => a.href)")
    own = f"{unpacked.as_uri()}/{FOLDERS[locale]}"
    assert all(link.startswith(own) for link in links)


STORAGES = {
    "refused": "{get() { throw new DOMException('denied', 'SecurityError'); }}",
    "null": "{value: null}",
    "absent": "{value: undefined}",
    "full": "{value: {getItem: () => null, setItem() { throw new Error('quota'); }}}",
}


@pytest.mark.parametrize("storage", STORAGES)
def test_nothing_needs_storage(offline: Page, unpacked: Path, storage: str) -> None:
    page = offline
    for name in ("localStorage", "sessionStorage"):
        page.add_init_script(f"Object.defineProperty(window, '{name}', {STORAGES[storage]})")
    page.goto((unpacked / "en/plan/ch2/s1.html").as_uri())
    page.click('.pb-views [data-view="both"]')
    assert page.evaluate("document.documentElement.dataset.view") == "both"
    page.keyboard.press("/")
    page.keyboard.type("cruise")
    page.wait_for_selector(".md-search-result__link")


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_both_languages_stand_side_by_side(offline: Page, unpacked: Path, locale: str) -> None:
    path = unpacked / FOLDERS[locale] / "plan" / "ch2" / "s1.html"
    page = opened(offline, path, "?view=both#p-2-1-3-1")
    assert page.locator("#p-2-1-3-1").is_visible()
    row = page.locator(".pb-row", has=page.locator("#p-2-1-3-1"))
    assert row.locator(".pb-other").is_visible()
    assert page.locator("html").get_attribute("data-view") == "both"


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_term_leads_to_the_glossary(offline: Page, unpacked: Path, locale: str) -> None:
    page = opened(offline, unpacked / FOLDERS[locale] / "plan" / "ch2" / "s1.html")
    term = page.locator('.md-content a[href*="#t-"]').first
    href = term.evaluate("a => a.href")
    page.goto(href)
    entry = page.locator(f"#{href.partition('#')[2]}")
    assert entry.is_visible()


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_page_of_downloads_says_what_there_is(
    offline: Page, unpacked: Path, whole: dict[str, bytes], locale: str
) -> None:
    page = opened(offline, unpacked / FOLDERS[locale] / "downloads.html")
    page.wait_for_selector(".pb-download-facts")
    assert page.locator("a.download").count() == len(BOOKS)
    shown = page.locator(".md-content").inner_text()
    for kind in BOOKS:
        size = len(whole[f"downloads/{PLAN}.{kind}"])
        assert (f"{-(-size // 1000)} kB" if size < 1e6 else f"{size / 1e6:.1f} MB") in shown
    words = {"zh": "页", "en": "pages", "zh-Hant": "頁"}[locale]
    pdfs = [whole[f"downloads/{PLAN}.{kind}"] for kind in BOOKS if kind.endswith("pdf")]
    for data in pdfs:
        assert f"{page_count(data)} {words}" in shown
    hrefs = [link.get_attribute("href") or "" for link in page.locator("a.download").all()]
    places = {end: n for n, href in enumerate(hrefs) for end in BOOKS if href.endswith(f"p.{end}")}
    for kind in ("pdf", "epub"):
        assert places[f"{locale}.{kind}"] == min(places[f"{one}.{kind}"] for one in FOLDERS)
    # The archive is not in itself, and says so instead of leading nowhere.
    assert page.locator(".pb-download-absent").count() == 1


def test_a_book_can_be_taken_from_the_page(offline: Page, unpacked: Path) -> None:
    page = opened(offline, unpacked / "en" / "downloads.html")
    page.wait_for_selector(".pb-download-facts")
    with page.expect_download() as waiting:
        page.click(f'a.download[href$="{PLAN}.epub"]')
    taken = Path(waiting.value.path())
    assert taken.read_bytes() == (unpacked / "downloads" / f"{PLAN}.epub").read_bytes()


def test_every_download_is_there_for_readers_without_javascript(
    browser: Browser, whole: dict[str, bytes], made: dict[str, bytes], unpacked: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    there = {*whole, *made}
    for folder in FOLDERS.values():
        page.goto((unpacked / folder / "downloads.html").as_uri())
        links = page.locator(".md-content a[href*='downloads/']")
        hrefs = links.evaluate_all("links => links.map(a => a.href)")
        found = {href.removeprefix(f"{unpacked.as_uri()}/") for href in hrefs}
        assert len(found) == len(BOOKS) + 3  # the archive, the checksums, the manifest
        assert found <= there
    context.close()
