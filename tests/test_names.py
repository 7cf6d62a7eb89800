"""The directory of names: every mention, companions seen from both sides, a list to filter."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import violations
from building import FOLDERS
from hosting import packed
from planbook.addresses import NAMED, name_anchor, name_page, passages
from planbook.links.resolve import LinkedEdition
from planbook.locales import LOCALES, Locale
from planbook.pages.names import MOST, Name, names_of
from planbook.pipeline import Conversion
from planbook.structure.model import Outline
from test_access import Look, looking


@pytest.fixture(scope="session")
def names(linked: LinkedEdition) -> tuple[Name, ...]:
    return names_of(linked)


def entry_of(conversion: Conversion, name: Name, locale: Locale) -> str:
    """The Markdown of a name's entry."""
    page = conversion.pages[f"{locale}/{name_page(name.term)}"]
    (_, after) = page.split(f" {{#{name_anchor(name.term)} translate=no}}\n")
    return after.split("\n### ")[0].split("\n## ")[0]


# --- what the plan has


def test_every_name_of_the_termbase_is_there_with_every_mention(
    names: tuple[Name, ...], linked: LinkedEdition
) -> None:
    assert {one.term for one in names} == {one for one in linked.terms if one.type in NAMED.types}
    headings = {one.reference: one.title.reference for one in linked.edition.outline.divisions()}
    for one in names:
        paragraphs = tuple(place for place in one.mentions if place.count(".") == 3)
        assert paragraphs == linked.passages.get(one.term.id, ()), one.term.zh
        titles = {
            place
            for place in headings
            if any(found.term is one.term for found in linked.found["zh"][place])
        }
        assert set(one.mentions) - set(paragraphs) == titles, one.term.zh


def test_companions_see_each_other_in_sentences_that_have_both(
    names: tuple[Name, ...], outline: Outline
) -> None:
    texts = {one.reference: one.text for one in outline.sentences()}
    seen = {(a.term.id, b.term.id): b.sentences for a in names for b in a.companions}
    assert len(seen) > 1000
    for (first, second), sentences in seen.items():
        assert seen[second, first] == sentences
        assert first != second
    by_id = {one.term.id: one.term for one in names}
    for (first, second), sentences in seen.items():
        for sentence in sentences:
            for term in (by_id[first], by_id[second]):
                assert any(form in texts[sentence] for form in term.forms("zh"))
    for one in names:
        counts = [len(companion.sentences) for companion in one.companions]
        assert all(a >= b for a, b in pairwise(counts)), one.term.zh


def test_a_name_that_never_stands_alone_says_in_which_it_stands(
    names: tuple[Name, ...], conversion: Conversion
) -> None:
    silent = {one.term.id: one for one in names if not one.mentions}
    assert {name: [term.id for term in one.within] for name, one in silent.items()} == {
        "qingdao-hill": ["qingdao-hill-wwi-site"],
        "taidong-3rd-road": ["taidong-pedestrian-street"],
    }
    entry = entry_of(conversion, silent["qingdao-hill"], "en")
    assert "only as part of longer names: [Qingdao Hill World War I site](../glossary/" in entry
    assert "../plan/" not in entry
    assert "in longer names only" in conversion.pages["en/names/index.md"]


# --- the pages


@pytest.mark.parametrize("locale", LOCALES)
def test_an_entry_links_every_mention_and_the_closest_companions(
    conversion: Conversion, names: tuple[Name, ...], locale: Locale
) -> None:
    index = conversion.pages[f"{locale}/names/index.md"]
    for one in names:
        anchor = name_anchor(one.term)
        assert index.count(f"{{: #{anchor} .{one.term.type} translate=no }}") == 1
        assert index.count(f"#{anchor})") == 1
        entry = entry_of(conversion, one, locale)
        assert one.term.definition(locale)[:10] in entry.replace("\\", "")
        assert entry.count("](../glossary/") == 1 + len(one.within)
        assert entry.count(f"#{one.term.anchor})") == 1
        plan, *beside = re.split(r"\*\*\n\{: \.name-list \}\n", entry)[1:] or [""]
        assert re.findall(r"\[([\da.]+)\]\(\.\./plan/", plan) == sorted_by_heading(one.mentions)
        for companion in one.companions[:MOST]:
            assert f"#{name_anchor(companion.term)})" in beside[0]
            assert all(f"[{p}](../plan/" in beside[0] for p in passages(companion.sentences))


def sorted_by_heading(mentions: tuple[str, ...]) -> list[str]:
    """As the page has them: those of a heading together, headings by their first mention."""

    def heading(place: str) -> str:
        return re.sub(r"(\.0)+$", "", ".".join(place.split(".")[:3]))

    order = list(dict.fromkeys(map(heading, mentions)))
    return sorted(mentions, key=lambda place: order.index(heading(place)))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_nobody_confirmed_is_marked(
    conversion: Conversion, names: tuple[Name, ...], locale: Locale
) -> None:
    mark = "<mark>英文未经核实</mark>" if locale == "zh" else "<mark>English unconfirmed</mark>"
    for one in names:
        doubtful = one.term.confidence == "unconfirmed"
        assert (mark in entry_of(conversion, one, locale)) == doubtful


def test_the_directory_does_not_drown_the_search(site: Path) -> None:
    index = (site / "en" / "search" / "index.js").read_text("utf-8")
    assert "places.html" in index
    assert "names/" not in index


# --- the built site


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_link_of_the_directory_leads_somewhere(
    site: Path, names: tuple[Name, ...], locale: str
) -> None:
    folder = site / FOLDERS[locale] / "names"
    anchors: dict[Path, set[str]] = {}

    def has(path: Path, anchor: str) -> bool:
        if path not in anchors:
            anchors[path] = set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8")))
        return anchor in anchors[path]

    found = 0
    for page in folder.glob("*.html"):
        html = page.read_text("utf-8").split("<article")[1].split("</article>")[0]
        for href in re.findall(r'href="([^"#]*#(?:[nps]-|t-)[^"]+)"', html):
            path, _, anchor = href.partition("#")
            assert has((folder / path).resolve() if path else page, anchor), (page.name, href)
            found += 1
    assert found > 3000
    assert {name_anchor(one.term) for one in names} <= anchors.setdefault(
        folder / "index.html",
        set(re.findall(r'\bid="([^"]+)"', (folder / "index.html").read_text("utf-8"))),
    )


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_directory_is_light(site: Path, locale: str) -> None:
    pages = (site / FOLDERS[locale] / "names").glob("*.html")
    weights = {page.name: len(packed(page)) for page in pages}
    assert len(weights) == 11
    assert weights.pop("index.html") < 25_000
    assert {name: weight for name, weight in weights.items() if weight > 20_000} == {}


FILTERED = [
    ("zh", "gedashi", 0, ""),
    ("zh", "geshida", 1, "歌诗达"),
    ("zh", "Qīngdǎo Gǎng", 2, "青岛港"),
    ("en", "歌诗达", 1, "Costa Cruises"),
    ("en", "rubber val", 1, "Rubber Valley"),
    ("zh-Hant", "橡膠谷", 1, "橡膠谷"),
    ("zh-Hant", "橡胶谷", 1, "橡膠谷"),
]


@pytest.mark.parametrize(("locale", "typed", "count", "name"), FILTERED)
def test_the_directory_is_filtered_by_keyboard(
    page: Page, site: Path, locale: str, typed: str, count: int, name: str
) -> None:
    page.goto(f"{site.as_uri()}/{FOLDERS[locale]}names/index.html")
    page.locator(".pb-filter input").focus()
    page.keyboard.type(typed)
    rows = page.locator("li[id^='n-']:visible")
    expect(rows).to_have_count(count)
    if count:
        assert name in rows.locator("a").all_text_contents()
        page.keyboard.press("Enter")
        expect(rows.first.locator("a")).to_be_focused()
        page.locator(".pb-filter input").focus()
    page.keyboard.press("Escape")
    expect(rows).to_have_count(316)


def test_the_directory_is_filtered_by_type_and_not_by_what_is_said_of_names(
    page: Page, site: Path, names: tuple[Name, ...]
) -> None:
    page.goto(f"{site.as_uri()}/en/names/index.html")
    rows = page.locator("li[id^='n-']:visible")
    page.select_option(".pb-filter select", label="Projects")
    expect(rows).to_have_count(sum(one.term.type == "project" for one in names))
    page.fill(".pb-filter input", "unconfirmed")
    expect(rows).to_have_count(0)


def test_without_javascript_the_directory_is_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/names/index.html")
    assert page.locator("li[id^='n-']:visible").count() == 316
    page.click("li#n-rubber-valley a")
    assert page.url.endswith("en/names/zone.html#n-rubber-valley")
    assert page.locator("h3:target").is_visible()
    context.close()


LOOKS = (Look("zh", "dark", 360), Look("en", "light", 1280))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.locale}-{look.scheme}")
def test_the_directory_is_for_everybody(browser: Browser, address: str, look: Look) -> None:
    with looking(browser, look) as page:
        for kind in ("index", "zone", "organisation-1"):
            page.goto(f"{address}{FOLDERS[look.locale]}names/{kind}.html")
            assert violations(page) == [], kind
            assert page.evaluate("document.documentElement.scrollWidth") <= look.width
