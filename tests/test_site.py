"""The built site in a real browser: laws 6 and 11, and what only a browser shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from building import FOLDERS
from waiting import until

ROOT = Path(__file__).parent.parent
KINDS = ("index.html", "plan/index.html", "plan/ch2/index.html", "plan/ch1/s6.html",
         "plan/ch7/s1.html", "glossary.html", "glossary/place.html", "translation.html", "downloads.html", "about.html")  # fmt: skip


def paragraphs(site: Path, locale: str) -> dict[str, list[str]]:
    """The anchors of headings and paragraphs by page."""
    folder = site / FOLDERS[locale] / "plan"
    found = {}
    for path in sorted(folder.rglob("*.html")):
        anchors = re.findall(r'id="([sp]-[^"]+)"', path.read_text("utf-8"))
        found[path.relative_to(folder).as_posix()] = anchors
    return found


def test_every_locale_has_the_same_pages_and_anchors(site: Path) -> None:
    chinese = paragraphs(site, "zh")
    anchors = [one for page in chinese.values() for one in page if one.startswith("p-")]
    assert sum(one.count("-") == 4 for one in anchors) == 147
    assert sum(one.count("-") == 5 for one in anchors) == 476  # of sentences
    assert len(chinese) == 1 + 9 + 38
    assert paragraphs(site, "en") == chinese
    assert paragraphs(site, "zh-Hant") == chinese


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_no_request_leaves_the_site(page: Page, address: str, locale: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for kind in KINDS:
        page.goto(address + FOLDERS[locale] + kind, wait_until="networkidle")
        assert address + FOLDERS[locale] + kind in requests
    assert not [url for url in requests if not url.startswith(address)]


def test_no_file_of_the_site_names_another_host_to_load(site: Path) -> None:
    """What a browser would fetch by itself: scripts, styles, pictures, fonts."""
    loading = re.compile(r'<(?:script|img|iframe|source)[^>]+src="(https?:)?//|url\((https?:)?//')
    files = [*site.rglob("*.html"), *site.rglob("*.css")]
    assert not [path.name for path in files if loading.search(path.read_text("utf-8"))]


# From Chinese, a way that takes every step from one language to another, or to itself, once.
WAY = ("zh", "en", "en", "zh-Hant", "zh-Hant", "zh", "zh-Hant", "en", "zh")


@pytest.mark.parametrize(("scheme", "way"), [("http", WAY), ("file", ("en", "zh-Hant", "zh"))])
def test_switching_language_keeps_page_and_passage(
    page: Page, site: Path, address: str, scheme: str, way: tuple[str, ...]
) -> None:
    base = address if scheme == "http" else f"{site.as_uri()}/"
    page.goto(f"{base}plan/ch2/s1.html#p-2-1-3-1")
    for goal in way:
        page.click(f'.pb-languages a[hreflang="{goal}"]')
        page.wait_for_url(f"{base}{FOLDERS[goal]}plan/ch2/s1.html#p-2-1-3-1")
        assert page.locator("#p-2-1-3-1").is_visible()
        assert page.locator("html").get_attribute("lang") == goal


@pytest.mark.parametrize("start", FOLDERS)
def test_home_pages_lead_to_each_other(page: Page, site: Path, start: str) -> None:
    page.goto(f"{site.as_uri()}/{FOLDERS[start]}index.html")
    for goal, folder in FOLDERS.items():
        page.click(f'.pb-languages a[hreflang="{goal}"]')
        page.wait_for_url(f"{site.as_uri()}/{folder}index.html")


@pytest.mark.parametrize(
    ("locale", "query", "goal"),
    [
        ("zh", "船舶管理", "plan/ch2/s1.html"),
        ("zh-Hant", "船舶管理", "zh-Hant/plan/ch2/s1.html"),
        ("en", "ship management", "en/plan/ch2/s1.html"),
    ],
)
def test_search_stays_in_its_language(
    page: Page, address: str, locale: str, query: str, goal: str
) -> None:
    """From a disk, too: see the tests of the offline copy."""
    page.goto(f"{address}{FOLDERS[locale]}index.html")
    page.click(".md-search__input")
    page.keyboard.type(query, delay=20)
    leading = """goal => [...document.querySelectorAll(".md-search-result__link")]
        .slice(0, 5).some(link => link.href.startsWith(goal))"""
    until(page, leading, f"{address}{goal}")
    links = page.locator(".md-search-result__link").evaluate_all("links => links.map(a => a.href)")
    assert all(link.startswith(f"{address}{FOLDERS[locale]}") for link in links)


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_internal_link_and_anchor_resolves(site: Path, locale: str) -> None:
    ids: dict[Path, set[str]] = {}

    def anchors(path: Path) -> set[str]:
        if path not in ids:
            ids[path] = set(re.findall(r'id="([^"]+)"', path.read_text("utf-8")))
        return ids[path]

    broken = []
    pages = [
        site / FOLDERS[locale] / "index.html",
        *(site / FOLDERS[locale]).glob("plan/**/*.html"),
    ]
    for folder in ("glossary", "sectors", "names", "figures"):
        pages += (site / FOLDERS[locale]).glob(f"{folder}/*.html")
    for path in [*pages, *(site / FOLDERS[locale]).glob("*.html")]:
        for href in re.findall(r'<a[^>]+href="([^"]+)"', path.read_text("utf-8")):
            if href.startswith(("http:", "https:", "javascript:")) or path.name == "404.html":
                continue
            file, _, anchor = re.sub(r"\?[^#]*", "", href).partition("#")
            target = (path.parent / file).resolve() if file else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (anchor and anchor not in anchors(target)):
                broken.append(f"{path.relative_to(site)}: {href}")
    assert not broken


def test_chinese_sentences_are_joined_without_a_space(page: Page, address: str) -> None:
    page.goto(f"{address}plan/ch1/s5.html")
    text = page.locator("#p-1-5-0-1").inner_text()
    assert "中坚力量。城区竞争力" in text


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_missing_table_is_declared_in_every_language(
    page: Page, address: str, locale: str
) -> None:
    page.goto(f"{address}{FOLDERS[locale]}plan/ch1/s6.html")
    assert page.locator(".admonition.warning").count() == 2
    assert page.locator("table").count() == 0


def test_reading_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}plan/ch2/s1.html")
    page.click('.pb-languages a[hreflang="en"]')
    assert page.url == f"{address}en/plan/ch2/s1.html"
    assert "cruise" in page.locator("#p-2-1-1-1").inner_text()
    context.close()


def test_latin_letters_on_chinese_pages_have_a_true_bold(site: Path) -> None:
    """A face of one weight alone would be made bold by smearing it."""
    css = (site / "assets/planbook.css").read_text("utf-8")
    faces = [
        (match["family"], match["weight"], "Bold" in match["src"])
        for match in re.finditer(
            r'@font-face\s*{font-family:"(?P<family>[^"]+)";src:(?P<src>[^;]+);'
            r"font-weight:(?P<weight>[\d ]+)",
            css,
        )
    ]
    assert sorted(faces) == [
        (family, weight, weight == "501 1000")
        for family in ("PB Latin Sans", "PB Latin Serif")
        for weight in ("1 500", "501 1000")
    ]


def test_the_cover_leaves_half_the_screen_to_what_follows(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}en/index.html")
    box = page.locator("h1.cover").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 400
    context.close()
