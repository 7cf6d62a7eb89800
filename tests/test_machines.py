"""What programs read: heads, sitemap, llms.txt, policy, 404 pages; and the offer of a language."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from posixpath import relpath
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import material
import pytest
from playwright.sync_api import Browser, Page

from building import FOLDERS
from conftest import ADDRESS
from hosting import Host, running
from planbook.locales import shortened
from planbook.site.finish import plain, robots, sitemap
from planbook.site.head import LIMITS, as_script
from planbook.site.policy import BASES, hash_of, inline_scripts, known_scripts, policy
from waiting import until

ROOT = Path(__file__).parent.parent
TAGS = {"zh-Hans", "en", "zh-Hant", "x-default"}
KINDS = ("index.html", "plan/index.html", "plan/ch2/index.html", "plan/ch2/s1.html",
         "glossary.html", "translation.html", "about.html")  # fmt: skip
THEME = (str(ROOT / "overrides"), str(Path(material.__file__).parent / "templates"))


class Head(HTMLParser):
    """What machines read of a page, all of it before its body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.canonical: list[str] = []
        self.alternates: dict[str, str] = {}
        self.meta: dict[str, str] = {}
        self.data: list[Any] = []
        self.is_data = False
        self.feed(html.partition("<body")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        if tag == "link" and have["rel"] == "canonical":
            self.canonical.append(have["href"])
        if tag == "link" and "alternate" in have["rel"].split():
            self.alternates[have["hreflang"]] = have["href"]
        if tag == "meta":
            self.meta[have.get("name") or have.get("property", "")] = have.get("content", "")
        self.is_data = have.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.is_data and data.strip():
            self.data.append(json.loads(data))


def head(path: Path) -> Head:
    return Head(path.read_text("utf-8"))


# --- heads


@pytest.mark.parametrize("folder", FOLDERS.values())
@pytest.mark.parametrize("kind", KINDS)
def test_a_site_without_address_invents_none(site: Path, folder: str, kind: str) -> None:
    path = site / folder / kind
    found = head(path)
    assert found.alternates.keys() == TAGS
    assert all((path.parent / link).resolve().is_file() for link in found.alternates.values())
    assert not found.canonical
    assert not {"og:url", "og:image"} & found.meta.keys()
    assert "http" not in re.sub("https://(schema|creativecommons).org", "", json.dumps(found.data))
    assert len(found.meta["description"]) > 5
    assert found.meta["og:title"]


@pytest.mark.parametrize("folder", FOLDERS.values())
@pytest.mark.parametrize("kind", KINDS)
def test_a_site_with_address_names_every_page_by_it(
    addressed: Path, folder: str, kind: str
) -> None:
    found = head(addressed / folder / kind)
    assert found.canonical == [ADDRESS + re.sub(r"index\.html$", "", folder + kind)]
    assert found.meta["og:url"] == found.canonical[0]
    assert found.canonical[0] in found.alternates.values()
    for link in found.alternates.values():
        path = addressed / link.removeprefix(ADDRESS)
        there = head(path / "index.html" if path.is_dir() else path)
        assert there.alternates == found.alternates
    png = (addressed / found.meta["og:image"].removeprefix(ADDRESS)).read_bytes()
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_every_page_of_the_plan_says_what_it_is_part_and_translation_of(site: Path) -> None:
    for folder in FOLDERS.values():
        pages = sorted((site / folder / "plan").rglob("*.html"))
        assert len(pages) == 1 + 9 + 38
        for path in pages:
            (data,) = head(path).data
            assert (path.parent / data["@id"]).resolve() == path
            link = {"": "workTranslation", "en/": "translationOfWork", "zh-Hant/": "isBasedOn"}[
                folder
            ]
            assert (path.parent / data[link]["@id"]).resolve().is_file()
            assert ("license" in data) == (folder == "en/")
            assert "datePublished" not in data
            assert "publisher" not in data
    (data,) = head(site / "en/plan/ch2/s1.html").data
    assert data["isPartOf"]["position"] == 2
    assert data["isPartOf"]["isPartOf"]["name"].startswith("Outline of the 14th Five-Year Plan")


def test_data_cannot_end_its_script() -> None:
    name = "</script><script>alert(1)</script> & <!-- ]]>"
    text = as_script({"name": name})
    assert not set("<>&") & set(text)
    assert json.loads(text)["name"] == name


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("R&D and more.", "en", "R&D and more."),
        ("word " * 40, "en", "word " * 30 + "word…"),
        ("字" * 79 + "，" + "字" * 9, "zh", "字" * 79 + "…"),
    ],
)
def test_a_description_is_the_beginning_of_the_text(text: str, locale: str, expected: str) -> None:
    assert shortened(text, LIMITS[locale], locale) == expected


# --- files


def test_the_sitemap_has_every_page_in_every_language(addressed: Path) -> None:
    space = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    urls = ET.parse(addressed / "sitemap.xml").getroot().findall("s:url", space)
    versions = {
        url.findtext("s:loc", "", space): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", space)
        }
        for url in urls
    }
    pages = [path for path in addressed.rglob("*.html") if path.name != "404.html"]
    assert versions.keys() == {head(path).canonical[0] for path in pages}
    assert len(versions) == len(urls) == len(pages)
    assert all(links == versions[link] for links in versions.values() for link in links.values())
    assert all(links.keys() == TAGS for links in versions.values())
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (addressed / "robots.txt").read_text("utf-8")


def test_without_address_there_is_no_sitemap(site: Path) -> None:
    assert not list(site.glob("sitemap*"))
    assert "Sitemap" not in (site / "robots.txt").read_text("utf-8")


def test_every_link_of_llms_txt_resolves_and_all_data_is_named(site: Path, addressed: Path) -> None:
    links = set(re.findall(r"\]\(([^)]+)\)", (site / "llms.txt").read_text("utf-8")))
    assert not [link for link in links if not (site / link).is_file()]
    plan = {path.relative_to(site).as_posix() for path in site.glob("**/plan/**/*.html")}
    assert {path for path in plan if not path.startswith("zh-Hant")} <= links
    data = {f"data/{path.name}" for path in (site / "data").iterdir()}
    assert {link for link in links if link.startswith("data/")} == data
    assert f"]({ADDRESS}en/plan/ch2/s1.html)" in (addressed / "llms.txt").read_text("utf-8")


def test_addresses_stay_one_address_each() -> None:
    url = "https://plan.example/?a=1&b=<c>'\"\nDisallow: /"
    (found,) = ET.fromstring(sitemap(["x.html"], url))
    assert found[0].text == f"{url}x.html"
    assert found[1].attrib["href"] == f"{url}x.html"
    assert "\nDisallow" not in robots(url)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R&D, 50%, a (b)", "R&D, 50%, a (b)"),
        ("a](javascript:b)", r"a\](javascript:b)"),
        ("a\\](b)\n# c", r"a\\\](b) # c"),
        ("<script>`*_&lt;", r"\<script\>\`\*\_\&lt;"),
    ],
)
def test_a_text_of_llms_txt_makes_no_link(text: str, expected: str) -> None:
    assert plain(text) == expected


# --- policy


def scripts_of(path: Path) -> set[str]:
    return set(map(hash_of, inline_scripts(path.read_text("utf-8"))))


def test_every_page_obeys_its_own_policy(site: Path) -> None:
    risky = re.compile(r"<[^>]+\s(?:style|on[a-z]+)=\"|<style|javascript:")
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        base = "." if path.name == "404.html" else relpath(site, path.parent)
        assert scripts_of(path) <= known_scripts(THEME, base), path
        expected = policy(scripts_of(path))
        meta = f'<meta http-equiv="Content-Security-Policy" content="{expected}">'
        assert html.index(meta) < html.index("<script"), path
        assert not risky.search(html), path
    assert "unsafe" not in expected


def test_the_headers_allow_the_known_scripts_and_no_other(site: Path, addressed: Path) -> None:
    known = {one for base in BASES for one in known_scripts(THEME, base)}
    for folder in (site, addressed):
        rule = re.search(r"script-src ([^;]*);", (folder / "_headers").read_text("utf-8"))
        assert rule
        assert rule[1].split() == ["'self'", *sorted(known)]
        assert scripts_of(folder / "404.html") <= known_scripts(THEME, ".")


class Hosted(Host):
    """A host that reads `_headers` and serves the root's 404.html for a missing address."""

    def end_headers(self) -> None:
        for line in (Path(self.directory) / "_headers").read_text("utf-8").splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            self.send_header(name, value)
        super().end_headers()


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    with running(partial(Hosted, directory=str(site))) as address:
        yield address


WATCH = """window.broken = [];
document.addEventListener("securitypolicyviolation",
  (event) => broken.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));"""
INJECT = """() => {
  const script = document.createElement("script");
  script.textContent = "window.injected = true";
  document.body.append(script);
  document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="window.injected = true">');
}"""


@pytest.mark.parametrize("folder", FOLDERS.values())
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_no_page_breaks_the_policy_and_nothing_injected_runs(
    browser: Browser, hosted: str, site: Path, scheme: str, folder: str
) -> None:
    """Each page in each language, and from a host as well as from a disk."""
    half = (list(FOLDERS.values()).index(folder) + (scheme == "file")) % 2
    kinds = KINDS[half::2]
    base = hosted if scheme == "http" else f"{site.as_uri()}/"
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    for kind in kinds:
        page.goto(base + folder + kind)
        if kind == kinds[-1]:
            page.keyboard.press("/")
            page.keyboard.type("2035")
            page.wait_for_selector(".md-search-result__link")
        assert page.evaluate("broken") == [], kind
    page.evaluate(INJECT)
    until(page, "() => broken.length >= 2")
    assert page.evaluate("window.injected") is None
    context.close()


# --- missing pages


@pytest.mark.parametrize(
    ("address", "languages"),
    [
        ("nothing.html", ["zh", "en", "zh-Hant"]),
        ("constructor/nothing.html", ["zh", "en", "zh-Hant"]),
        ("plan/ch99/s1.html", ["zh"]),
        ("en/nothing/at/all.html", ["en"]),
        ("zh-Hant/plan/ch99/s1.html", ["zh-Hant"]),
        ("en/404.html", ["en"]),
        ("zh-Hant/404.html", ["zh-Hant"]),
    ],
)
def test_a_missing_page_speaks_the_language_of_its_address(
    browser: Browser, hosted: str, address: str, languages: list[str]
) -> None:
    assert missing(browser, hosted, address, languages, "index.html").startswith(hosted)


def missing(browser: Browser, root: str, address: str, languages: list[str], target: str) -> str:
    """What a missing page answers to a search, once its styles, texts, and links are all there."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(root + address)
    shown = page.locator(".pb-lost:visible")
    assert shown.evaluate_all("all => all.map(one => one.lang)") == languages
    current = page.locator(".pb-languages [aria-current]")
    assert current.evaluate_all("all => all.map(one => one.lang)") == languages[:1]
    styled = "getComputedStyle(document.querySelector('.md-header')).position"
    assert page.evaluate(styled) == "sticky"
    page.keyboard.press("/")
    page.keyboard.type("2035")
    page.wait_for_selector(".md-search-result__link")
    folder = FOLDERS[languages[0]] if len(languages) == 1 else ""
    answers = page.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")
    assert all(answer.startswith(f"{root}{folder}") for answer in answers)
    page.keyboard.press("Escape")
    page.click(f".pb-lost:visible a[href$='{target}'] >> nth=0")
    page.wait_for_url(f"{root}{folder}{target}")
    context.close()
    return str(answers[0])


def test_a_missing_page_below_a_folder_finds_its_files(addressed: Path) -> None:
    html = (addressed / "en/404.html").read_text("utf-8")
    base, *links = re.findall(r'(?:src|href)="([^"#]+)"', html)
    assert links
    for link in links:
        path = urljoin(urljoin(f"{ADDRESS}en/any/depth.html", base), link).removeprefix(ADDRESS)
        assert (addressed / path).is_file(), link


class Below(Hosted):
    """The same host with the site below a path, and another site at its root."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix("/pages/plan") if path.startswith("/pages/plan/") else "/none"
        return super().translate_path(inside)


@pytest.fixture(scope="module")
def host_of_two(site: Path) -> Iterator[str]:
    with running(partial(Below, directory=str(site))) as address:
        yield address


@pytest.mark.parametrize(
    ("address", "languages"),
    [
        ("nothing.html", ["zh", "en", "zh-Hant"]),
        ("en/plan/ch99/s1.html", ["en"]),
        ("zh-Hant/a/b/c/d.html", ["zh-Hant"]),
        ("plan/ch9/'\"<b>.html", ["zh"]),
    ],
)
def test_a_missing_page_finds_its_site_below_a_path_that_it_was_not_told(
    browser: Browser, host_of_two: str, address: str, languages: list[str]
) -> None:
    root = f"{host_of_two}pages/plan/"
    assert missing(browser, root, address, languages, "plan/index.html").startswith(root)


# --- the offer of another language


@pytest.mark.parametrize(
    ("folder", "languages", "offer"),
    [
        ("", ["en-GB"], "en"),
        ("", ["zh-CN", "en"], None),
        ("", ["zh-TW"], "zh-Hant"),
        ("", ["zh-Hant-HK", "en"], "zh-Hant"),
        ("", ["fr-FR", "en-US"], "en"),
        ("", ["fr-FR"], None),
        ("en/", ["zh-CN"], "zh"),
        ("en/", ["zh"], "zh"),
        ("en/", ["en"], None),
        ("zh-Hant/", ["zh-Hans-SG"], "zh"),
    ],
)
def test_another_language_is_offered_to_who_prefers_it(
    page: Page, address: str, folder: str, languages: list[str], offer: str | None
) -> None:
    said = f"Object.defineProperty(navigator, 'languages', {{value: {json.dumps(languages)}}})"
    page.add_init_script(said)
    page.goto(f"{address}{folder}plan/ch2/s1.html#p-2-1-3-1")
    bar = page.locator(".pb-suggest")
    assert bar.count() == (offer is not None)
    if offer:
        assert bar.get_attribute("lang") == offer
        bar.locator("a").click()
        page.wait_for_url(f"{address}{FOLDERS[offer]}plan/ch2/s1.html#p-2-1-3-1")
        assert bar.count() == 0


def test_the_offer_shifts_nothing_and_does_not_come_back(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en-US", viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries())"
        " shift += one.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{address}about.html", wait_until="networkidle")
    assert page.locator(".pb-suggest").is_visible()
    assert page.evaluate("shift") < 0.01
    page.emulate_media(media="print")
    assert not page.locator(".pb-suggest").is_visible()
    page.emulate_media(media="screen")
    page.click(".pb-suggest button")
    page.goto(f"{address}plan/ch2/s2.html")
    assert page.locator(".pb-suggest").count() == 0
    context.close()
