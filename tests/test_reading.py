"""Reading as readers do it: two languages side by side, every paragraph citable, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from planbook.pipeline import Conversion
from planbook.reading.passages import passages_of
from planbook.site.parallel import LANGUAGES, with_parallel
from planbook.words import WORDS
from waiting import until

FOLDERS = {"zh": "", "en": "en/", "zh-Hant": "zh-Hant/"}
SECTION = "plan/ch2/s1.html"
ROW = "#p-2-1-3-1"
TITLE = "0.0.0.2"
"""The plan's title: a paragraph of the text, a heading of the page."""
Shown = Callable[[Page], tuple[bool, bool]]


def shown(page: Page) -> tuple[bool, bool]:
    """Whether the page's own paragraph, and the other language's, can be seen."""
    row = page.locator(f".pb-row:has(> {ROW})")
    return row.locator(ROW).is_visible(), row.locator(".pb-other").is_visible()


# --- the page


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_paragraph_has_its_number_and_its_counterpart(
    site: Path, locale: str, conversion: Conversion
) -> None:
    own = "en" if locale == "en" else "zh"
    other = "zh" if own == "en" else "en"
    found = 0
    for passage in passages_of(conversion.readings):
        if passage.is_heading or passage.reference == TITLE:
            continue
        file = site / FOLDERS[locale] / page_file(passage.reference)
        html = file.read_text("utf-8")
        (row,) = re.findall(
            rf'<div class="pb-row"><a class="pb-ref" href="#{passage.anchor}"'
            rf"[^>]*>{re.escape(passage.reference)}</a>(.*?)</div>",
            html,
            re.DOTALL,
        )
        counterpart = row.partition('class="pb-other"')[2]
        assert f'lang="{LANGUAGES[other]}"' in counterpart
        texts = re.findall(r'<span class="s" data-s="[^"]+">(.*?)</span>', counterpart)
        plain = (unescape(re.sub(r"</?strong>", "", text)) for text in texts)
        assert tuple(plain) == passage.lines[other]
        assert row.count(f'data-s="{passage.reference}.') == 2 * len(texts)
        found += 1
    assert found == 146


def page_file(reference: str) -> str:
    chapter, section, *_ = reference.split(".")
    if chapter == "0":
        return "plan/index.html"
    return f"plan/ch{chapter}/{'index' if section == '0' else 's' + section}.html"


def test_rows_add_to_a_page_and_take_nothing_away(conversion: Conversion) -> None:
    passages = {one.anchor: one for one in passages_of(conversion.readings)}
    html = '<h2 id="s-2-1-3">（三）船舶管理</h2>\n<p id="p-2-1-3-1">一。\n二。\n三。\n四。</p>\n<p>末</p>'
    made = with_parallel(html, passages, "zh", WORDS["zh"])
    plain = re.sub(r'<(p|span|a) class="pb-(?:other|ref)".*?</\1>', "", made, flags=re.DOTALL)
    plain = re.sub(r'<div class="pb-row">|</div>', "", plain)
    plain = re.sub(r'<span class="(?:s|pb-own)"[^>]*>(.*?)</span>', r"\1", plain)
    assert plain == html.replace("。\n", "。")
    assert made.count("data-s=") == 4 + len(passages["p-2-1-3-1"].lines["en"])


# --- views


@pytest.mark.parametrize("locale", FOLDERS)
def test_three_views_by_button(page: Page, address: str, locale: str) -> None:
    page.goto(f"{address}{FOLDERS[locale]}{SECTION}")
    own, other = ("en", "zh") if locale == "en" else ("zh", "en")
    assert shown(page) == (True, False)
    page.click('.pb-views [data-view="both"]')
    assert shown(page) == (True, True)
    assert "view=both" in page.url
    page.click(f'.pb-views [data-view="{other}"]')
    assert shown(page) == (False, True)
    page.click(f'.pb-views [data-view="{own}"]')
    assert shown(page) == (True, False)
    assert page.locator('.pb-views [aria-pressed="true"]').get_attribute("data-view") == own


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_view_is_kept_across_pages_and_languages(
    page: Page, site: Path, address: str, scheme: str
) -> None:
    base = address if scheme == "http" else f"{site.as_uri()}/"
    page.goto(f"{base}{SECTION}?view=both")
    assert shown(page) == (True, True)
    page.click('.pb-languages a[hreflang="en"]')
    page.wait_for_url(f"{base}en/{SECTION}**")
    assert shown(page) == (True, True)
    page.goto(f"{base}en/plan/ch3/s2.html")
    assert page.locator(".pb-other").first.is_visible()


def test_who_reads_the_other_language_goes_on_reading_it(page: Page, address: str) -> None:
    page.goto(f"{address}{SECTION}?view=en")
    page.click('.pb-languages a[hreflang="en"]')
    page.wait_for_url(f"{address}en/{SECTION}**")
    assert shown(page) == (True, False)


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (390, False)])
def test_columns_at_a_desk_and_one_below_the_other_on_a_phone(
    browser: Browser, address: str, width: int, *, beside: bool
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}?view=both")
    english = page.locator(ROW).bounding_box()
    chinese = page.locator(f".pb-row:has(> {ROW}) .pb-other").bounding_box()
    assert english
    assert chinese
    if beside:
        assert chinese["x"] + chinese["width"] <= english["x"]
        assert abs(chinese["y"] - english["y"]) < 2
        assert 0.5 < chinese["width"] / english["width"] < 0.7
    else:
        assert chinese["y"] >= english["y"] + english["height"]
    context.close()


def test_pointing_at_a_sentence_marks_its_counterpart(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}?view=both")
    page.locator(f'{ROW} [data-s="2.1.3.1.2"]').hover()
    marked = page.locator(".pb-marked")
    assert marked.count() == 2
    assert marked.evaluate_all("all => all.map(one => one.dataset.s)") == ["2.1.3.1.2"] * 2


def test_without_javascript_a_page_reads_in_its_own_language(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}?view=both")
    assert shown(page) == (True, False)
    assert page.locator(".pb-views").is_hidden()
    page.click(f".pb-row:has(> {ROW}) .pb-ref")
    assert page.url.endswith(ROW)
    context.close()


# --- a paragraph's menu


@pytest.fixture
def menu(browser: Browser, address: str) -> Iterator[Page]:
    """The menu of paragraph 2.1.3.1 of the English page, open, with a clipboard."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}")
    page.click(f".pb-row:has(> {ROW}) .pb-ref")
    assert page.locator(".pb-menu").is_visible()
    yield page
    context.close()


def copied(page: Page, name: str) -> str:
    page.click(f'.pb-menu [data-name="{name}"]')
    until(page, "() => document.querySelector('.pb-said').textContent === 'Copied'")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_link_is_copied(menu: Page, address: str) -> None:
    assert copied(menu, "link") == f"{address}en/{SECTION}{ROW}"


def test_a_quotation_has_both_languages_whole(menu: Page, conversion: Conversion) -> None:
    quoted = copied(menu, "quotation")
    (passage,) = [p for p in passages_of(conversion.readings) if p.reference == "2.1.3.1"]
    chinese, english, source, _ = quoted.split("\n")
    assert chinese == "".join(passage.lines["zh"])
    assert english == " ".join(passage.lines["en"])
    assert "2.1.3.1" in source
    assert "unofficial" in source


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        (
            "gbt",
            r"青岛市市北区国民经济与社会发展.+：2\.1\.3\.1\[EB/OL\]\.\[\d{4}-\d\d-\d\d\]\.http.+\.",
        ),
        (
            "chicago",
            r"Outline of the 14th .+, para\. 2\.1\.3\.1, unofficial .+, accessed \w+ \d+, \d{4}, http.+\.",
        ),
        (
            "bibtex",
            r"@misc\{shibei-14fyp-2\.1\.3\.1,\n  title = \{\{Outline .+\n  url = \{http.+\n.+\n\}",
        ),
    ],
)
def test_citations(menu: Page, name: str, pattern: str) -> None:
    assert re.fullmatch(pattern, copied(menu, name), re.DOTALL)


def test_the_original_shows_where_it_is_asked_for(menu: Page) -> None:
    menu.click('.pb-menu [data-name="other"]')
    assert shown(menu) == (True, True)
    assert menu.locator(".pb-other:visible").count() == 1


def test_the_menu_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}")
    number = page.locator(f".pb-row:has(> {ROW}) .pb-ref")
    number.focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.dataset.name"
    assert page.evaluate(focused) == "link"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "quotation"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "other"
    page.keyboard.press("Escape")
    assert page.locator(".pb-menu").is_hidden()
    assert number.evaluate("one => one === document.activeElement")


def test_nobody_is_sent_to_a_repository_that_is_not_there(menu: Page) -> None:
    assert menu.locator('.pb-menu [data-name="suggest"]').count() == 0


def test_a_link_to_a_paragraph_marks_it_on_arrival(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}{ROW}")
    row = page.locator(f".pb-row:has(> {ROW})")
    other = page.locator(".pb-row:has(> #p-2-1-1-1)")
    background = "one => getComputedStyle(one).backgroundColor"
    assert row.evaluate(background) != other.evaluate(background)
    assert row.evaluate("one => one.getBoundingClientRect().top") < 400
