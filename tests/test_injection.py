"""Texts stay texts on the built site: no text runs, and a script that is slipped in is dead."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pytest
from mkdocs.exceptions import PluginError
from playwright.sync_api import Browser, ConsoleMessage, Page

from building import FOLDERS, start_build
from hostile import ATTACK, COUNTED, QUOTED_ATTACK, hostile_project
from hosting import hosted
from planbook.site.build import converter, made, refuse_links
from planbook.site.policy import inline_scripts
from projects import tiny_project
from waiting import until

KINDS = (
    "index.html", "guide.html", "plan/index.html", "plan/ch1/index.html", "plan/ch1/s1.html",
    "plan/ch2/index.html", "sectors/index.html", "sectors/port.html", "figures.html",
    "figures/pictures.html", "names/index.html", "names/institution-2.html", "places.html",
    "glossary.html", "glossary/institution.html", "translation.html",
    "about.html", "404.html",
)  # fmt: skip
WATCH = """window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));"""


@dataclass(frozen=True)
class Sites:
    """The same site of hostile and of harmless texts."""

    hostile: Path
    harmless: Path


@pytest.fixture(scope="module")
def sites(build: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Sites:
    folders = {name: tmp_path_factory.mktemp(name) for name in ("hostile", "harmless")}
    projects = [hostile_project(at, hostile=name == "hostile") for name, at in folders.items()]
    return Sites(*map(build, projects))


@pytest.fixture(scope="module")
def served(sites: Sites) -> Iterator[str]:
    with hosted(sites.hostile) as address:
        yield address


@dataclass
class Seen:
    """A page of the browser, and what may not happen on it."""

    page: Page
    strange: list[str]


@pytest.fixture
def seen(browser: Browser) -> Iterator[Seen]:
    context = browser.new_context(locale="en-US")
    page, strange = context.new_page(), []
    page.on("dialog", lambda dialog: (strange.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda said: strange.append(said.text) if is_strange(said) else None)
    page.on("pageerror", lambda error: strange.append(str(error)))
    context.on("request", lambda one: strange.append(one.url) if "evil" in one.url else None)
    yield Seen(page, strange)
    hit = page.evaluate("window.hit")
    context.close()
    assert hit is None
    assert strange == []


def is_strange(said: ConsoleMessage) -> bool:
    """An error, but not that a page for missing addresses has looked for its site in vain."""
    is_lost = bool(said.page) and said.page.url.endswith("/404.html")
    return said.type == "error" and not (is_lost and "status of 404" in said.text)


# --- no text runs


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes, its comments and declarations."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"<![{data}")


def test_hostile_texts_make_the_same_elements_as_harmless_ones(sites: Sites) -> None:
    pages = {path.relative_to(sites.hostile) for path in sites.hostile.rglob("*.html")}
    assert {Path(folder + kind) for folder in FOLDERS.values() for kind in KINDS} <= pages
    for page in pages:
        hostile, harmless = (
            Tags((site / page).read_text("utf-8")).found for site in (sites.hostile, sites.harmless)
        )
        assert hostile == harmless, page


@pytest.mark.parametrize(
    ("folder", "kinds"), [("en/", KINDS), ("", KINDS[::2]), ("zh-Hant/", KINDS[1::2])]
)
def test_no_text_runs(seen: Seen, served: str, folder: str, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        seen.page.goto(served + folder + kind)
        assert seen.page.evaluate("window.hit") is None, kind
        assert seen.page.url == served + folder + kind
        assert seen.strange == [], kind


def flat(text: str) -> str:
    return " ".join(text.split())


def test_names_and_titles_are_shown_as_they_are(seen: Seen, served: str) -> None:
    page, name, title = (
        seen.page,
        flat(f"name {ATTACK}{COUNTED}"),
        f"1. The platform {QUOTED_ATTACK}",
    )
    page.goto(f"{served}en/plan/ch1/s1.html")
    assert page.title() == f"{title} - {name}"
    meta = "document.querySelector('meta[property=\"og:title\"]').content"
    assert page.evaluate(meta) == title
    for place, text in {
        ".md-header__topic >> nth=0": name,
        ".md-header__topic >> nth=1": title,
        ".md-nav__link--active >> nth=-1": title,
        ".md-footer__link--next .md-ellipsis": f"2. The platform {QUOTED_ATTACK}",
        ".md-content h1 .pb-own": f"{title}1",  # a note
        "#p-1-1-1-1 a[title] >> nth=0": f"platform {QUOTED_ATTACK}",
    }.items():
        assert flat(page.locator(place).text_content() or "") == text, place
    data = page.evaluate("document.querySelector('[type=\"application/ld+json\"]').textContent")
    assert json.loads(data)["name"] == title
    page.goto(f"{served}en/index.html")
    assert flat(page.locator(".md-content h1").text_content() or "").startswith(name)


def test_what_scripts_show_is_text(seen: Seen, served: str) -> None:
    """The card of a term, the card of a paragraph, and the answers of the search."""
    page = seen.page
    page.goto(f"{served}en/plan/ch1/s1.html")
    page.hover("#p-1-1-1-1 a[href*='#t-term-0']")
    page.wait_for_selector(".pb-card:visible")
    card = page.locator("#pb-card")
    assert f"Platform {QUOTED_ATTACK}" in flat(card.text_content() or "")
    assert card.locator("script, img, svg, iframe, meta, style, base").count() == 0
    page.click("#p-1-1-1-1 >> xpath=.. >> .pb-ref")
    page.wait_for_selector(".pb-passage:visible")
    for query in (
        "platform",
        "平台",
        "definition",
        "<script>",
        '"><img src=x onerror=window.hit=true>',
    ):
        page.fill(".md-search__input", "")
        page.click(".md-search__input")
        page.keyboard.type(query)
        page.wait_for_timeout(300)
    found = page.locator(".md-search-result")
    page.fill(".md-search__input", "platform")
    page.wait_for_selector(".md-search-result__link")
    assert "<script>window.hit=true</script>" in (found.text_content() or "")
    assert found.locator("script, img, iframe, meta, style, base").count() == 0


def test_addresses_are_no_markup_and_no_error(seen: Seen, served: str) -> None:
    for query in (
        "?h=%3Cimg+src=x+onerror=window.hit=true%3E#%E0%A4%A",
        "?h=platform&view=%22%3E%3Cscript%3E#javascript:window.hit=true",
        "?q=%3Cimg+src=x+onerror=window.hit=true%3E#__search",
    ):
        seen.page.goto(f"{served}en/plan/ch1/s1.html{query}")
        assert seen.page.evaluate("window.hit") is None
    seen.page.goto(f"{served}404.html")


def test_files_for_machines_hold_one_line_a_text(sites: Sites) -> None:
    links = re.findall(r"(?<!\\)\]\(([^)]+)\)", (sites.hostile / "llms.txt").read_text("utf-8"))
    pages = [link for link in links if not link.startswith("data/")]
    assert len(pages) > 20
    assert all((sites.hostile / link).is_file() for link in pages)
    hostile, harmless = (
        len((site / "llms.txt").read_text("utf-8").splitlines())
        for site in (sites.hostile, sites.harmless)
    )
    assert hostile == harmless


@pytest.mark.parametrize("name", ["", "worker"])
def test_a_search_from_disk_works_whatever_its_window_is_called(
    seen: Seen, sites: Sites, name: str
) -> None:
    seen.page.add_init_script(f"if (window === top) window.name = {name!r}")
    seen.page.goto((sites.hostile / "en/index.html").as_uri())
    seen.page.click(".md-search__input")
    seen.page.keyboard.type("platform")
    seen.page.wait_for_selector(".md-search-result__link")


# --- a script that is slipped in


def test_a_broken_escape_fails_the_build_and_its_script_is_dead(
    browser: Browser, sites: Sites, tmp_path: Path
) -> None:
    project = tmp_path / "broken"
    shutil.copytree(sites.hostile.parent, project, symlinks=True, ignore=partial(left_out, "site"))
    item = project / "overrides/partials/nav-item.html"
    broken = item.read_text("utf-8").replace(
        "{{ nav_item.title }}</span>", "{{ nav_item.title | safe }}</span>"
    )
    item.write_text(broken, "utf-8")
    running = start_build(project)
    output, _ = running.communicate(timeout=120)
    assert running.returncode != 0
    assert "plan/ch1/s1.html: an inline script" in output
    assert "'window.hit=true'" in output
    assert "Traceback" not in output
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.goto((project / "site/plan/ch1/s1.html").as_uri())
    until(page, "() => broken.includes('script-src-elem')")
    assert page.evaluate("window.hit") is None
    page.close()


def left_out(name: str, _folder: str, names: list[str]) -> list[str]:
    return [name] if name in names else []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>a</script>", ["a"]),
        ("<SCRIPT >a</SCRIPT\n>", ["<SCRIPT >a"]),
        ("<script/>a</script >", ["<script/>a"]),
        ("<script\fx>a</script/>", ["<script\fx>a"]),
        ("<script>a", ["a"]),
        ("<script>a<script>b</script>", ["a<script>b"]),
        ("<!-- <script>a</script> -->", ["a"]),
        ("<script>a='</scripts>'</script>", ["a='</scripts>'"]),
        ('<script title=\'src="x">\'>a</script>', ['<script title=\'src="x">\'>a']),
        ('<script src="x"y>a</script>', ['<script src="x"y>a']),
        ('<script src="//evil.invalid/x.js"></script>', ['<script src="//evil.invalid/x.js">']),
        ('<script src="data:,a"></script>', ['<script src="data:,a">']),
        ("<script type=module>a</script>", ["<script type=module>a"]),
        ('<script type="text/javascript" type="application/json">a</script>',
         ['<script type="text/javascript" type="application/json">a']),
        ('<script type="application/ld+json">a</script><script src="x">a</script>', []),
        ("<scripts>a</scripts> <script-x>a</script-x> < script>a</script>", []),
    ],
)  # fmt: skip
def test_every_way_to_write_a_script_is_found(html: str, expected: list[str]) -> None:
    assert list(inline_scripts(html)) == expected


KNOWN = "known()"
PIECES = (
    "<script", "<SCRIPT", ">", "/", " ", "\n", "</script>", "</script", "</SCRIPT >", KNOWN, "evil()",
    "<!--", "-->", "<!", "]]>", "<svg>", "</svg>", "<title>", "</title>", "<textarea>", "<style>",
    "</style>", "<template>", "<select>", "x=", '"', "'", "src=y", "type=application/json",
    "type=module", "<p", "&lt;", "<![CDATA[",
)  # fmt: skip
RUNNING = """pages => pages.map((html) => [...new DOMParser().parseFromString(html, "text/html").scripts]
  .concat(...[...new DOMParser().parseFromString(html, "text/html").querySelectorAll("svg script")])
  .filter((one) => !one.hasAttribute("src") && !/^\\s*application\\/json\\s*$/i.test(one.getAttribute("type") ?? ""))
  .map((one) => one.textContent).filter(Boolean))"""


def soup(random: Random) -> Iterator[str]:
    """Pieces around a script that is whole, but for what stands before it and in it."""
    for count, text in ((9, "<script"), (2, ">"), (4, "evil()"), (3, "</script>")):
        yield from random.choices(PIECES, k=random.randint(0, count))
        yield text


def test_no_script_of_a_browser_is_overlooked(browser: Browser) -> None:
    """Whatever Chromium would run of a soup of pieces, something that is not known is found in it."""
    random = Random(14)
    soups = ["".join(soup(random)) for _ in range(4000)]
    page = browser.new_page()
    running = page.evaluate(RUNNING, soups)
    page.close()
    strange = 0
    for html, scripts in zip(soups, running, strict=True):
        if set(scripts) - {KNOWN}:
            strange += 1
            assert set(inline_scripts(html)) - {KNOWN}, (html, scripts)
    assert strange > 500


@pytest.mark.parametrize(
    "piece", ["<script ", "<script>", "<script/><!--", "<script a='", "</script", "<script>&", "<script\n"]
)  # fmt: skip
def test_finding_scripts_takes_time_in_proportion(piece: str) -> None:
    start = time.monotonic()
    list(inline_scripts(piece * (1_000_000 // len(piece))))
    assert time.monotonic() - start < 5


# --- what else a build refuses


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("source/traditional.txt", "台\t<script>\n"),
        ("source/traditional.txt", '"\t台\n'),
        ("source/plan.toml", "id = 1\n"),
    ],
)
def test_sources_that_do_not_fit_end_a_build_with_a_message(
    tmp_path: Path, name: str, content: str
) -> None:
    """Even if `planbook convert`, which says the same, was not run."""
    (tiny_project(tmp_path) / name).write_text(content, "utf-8")
    with pytest.raises(PluginError, match=name):
        converter(tmp_path)


def spoiled(project: Path, name: str) -> None:
    """The project with one thing that leads out of it."""
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    path = project / name
    if path.is_dir():
        path.rmdir()
    if name.endswith("pipe"):
        os.mkfifo(path)
    else:
        path.symlink_to(elsewhere / "kept" if path.suffix else elsewhere)


@pytest.mark.parametrize(
    "name", ["docs", "site", "overrides", "docs/zh/x.txt", "docs/zh/x", "docs/.x", "docs/pipe", "site/en"]
)  # fmt: skip
def test_a_build_follows_no_link(tmp_path: Path, name: str) -> None:
    project = tmp_path / "project"
    for folder in ("docs", "site", "overrides", *(["docs/zh"] if "/zh/" in name else [])):
        (project / folder).mkdir(parents=True)
    folders = [str(project / one) for one in ("docs", "overrides", "site")]
    refuse_links(*folders, None)
    spoiled(project, name)
    with pytest.raises(PluginError, match=re.escape(str(project / name))):
        refuse_links(*folders)


def test_a_site_that_is_a_link_is_not_emptied(sites: Sites, tmp_path: Path) -> None:
    (tmp_path / "kept").touch()
    target = tmp_path / "link"
    target.symlink_to(tmp_path, target_is_directory=True)
    running = start_build(sites.hostile.parent, "--site-dir", str(target))
    output, _ = running.communicate(timeout=120)
    assert running.returncode == 1
    assert "link: a symbolic link" in output
    assert "Traceback" not in output
    assert (tmp_path / "kept").is_file()


def test_the_list_names_what_the_build_made(sites: Sites, tmp_path: Path) -> None:
    listed = (sites.hostile / "files.txt").read_text("utf-8").splitlines()
    files = {path.relative_to(sites.hostile) for path in sites.hostile.rglob("*") if path.is_file()}
    assert {Path(name) for name in listed} == files - {Path("files.txt")}
    assert listed == sorted(listed)
    for name in ("index.html", ".env", ".git/config", "a/.b", "a/c", "files.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "a/link").symlink_to(tmp_path / ".env")
    assert made(tmp_path) == ["a/c", "index.html"]
