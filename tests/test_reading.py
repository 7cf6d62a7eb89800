"""Reading as readers do it: two languages side by side, and where one is, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from building import FOLDERS
from planbook.locales import TAGS
from planbook.pipeline import Conversion
from planbook.reading.read import passages_of
from planbook.site.parallel import status, with_parallel
from planbook.words import WORDS, words_for
from waiting import until

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
        counterpart = row.partition('class="pb-other')[2]
        assert f'lang="{TAGS[other]}"' in counterpart
        texts = re.findall(r'<span class="s" data-s="[^"]+">(.*?)</span>', counterpart)
        plain = (unescape(re.sub(r"</?strong>", "", text)) for text in texts)
        assert tuple(plain) == passage.lines[other]
        assert row.count(f'data-s="{passage.anchor}-') == len(texts)
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
    assert made.count("data-s=") == len(passages["p-2-1-3-1"].lines["en"])
    assert made.count('id="p-2-1-3-1-') == 4


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


@pytest.mark.parametrize("path", [SECTION, "plan/index.html"])
def test_the_link_of_every_heading_is_on_the_screen(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}?view=both")
    ends = "all => all.map(one => one.getBoundingClientRect().right)"
    found = page.locator(".headerlink").evaluate_all(ends)
    assert found
    assert max(found) <= 1280


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
    english = page.locator(f"{ROW}-1").bounding_box()
    chinese = page.locator(f'[data-s="{ROW[1:]}-1"]').bounding_box()
    assert english
    assert chinese
    if beside:
        assert chinese["x"] + chinese["width"] <= english["x"]
        assert abs(chinese["y"] - english["y"]) < 8
        assert 0.5 < chinese["width"] / english["width"] < 0.7
    else:
        assert chinese["y"] >= english["y"] + english["height"]
    context.close()


def test_pointing_at_a_sentence_marks_its_counterpart(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}?view=both")
    page.locator("#p-2-1-3-1-2").hover()
    marked = page.locator(".pb-marked")
    assert marked.count() == 2
    names = marked.evaluate_all("all => all.map(one => one.id || one.dataset.s)")
    assert names == ["p-2-1-3-1-2"] * 2


def test_without_javascript_a_page_reads_in_its_own_language(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}?view=both")
    assert shown(page) == (True, False)
    assert page.locator(".pb-views").is_hidden()
    assert page.locator(".pb-goto").is_hidden()
    assert "unofficial translation" in page.locator(".pb-bar").inner_text()
    page.click(f".pb-row:has(> {ROW}) .pb-ref")
    assert page.url.endswith(ROW)
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


def on_screen(page: Page, name: str) -> bool:
    """Whether a passage, in whichever language it shows, is in sight below the reading bar."""
    return bool(
        page.evaluate(
            """name => [...document.querySelectorAll(`[id="${name}"], [data-s="${name}"]`)]
            .some((one) => {
              const bar = document.querySelector(".pb-bar").getBoundingClientRect().bottom;
              const {top, bottom, height} = one.getBoundingClientRect();
              return height > 0 && bottom > bar && top < innerHeight;
            })""",
            name,
        )
    )


READ = "p-2-1-2-1-2"
"""A sentence in the middle of a page."""


@pytest.mark.parametrize(("start", "goal"), [("en", "zh"), ("zh", "en"), ("zh-Hant", "en")])
def test_a_change_of_language_keeps_what_is_on_a_phone(
    phone: Page, address: str, start: str, goal: str
) -> None:
    """In the middle of a page, without a hash in the address."""
    phone.goto(f"{address}{FOLDERS[start]}{SECTION}")
    phone.evaluate("name => document.getElementById(name).scrollIntoView()", READ)
    phone.tap(f'.pb-languages a[hreflang="{goal}"]')
    phone.wait_for_url(f"{address}{FOLDERS[goal]}{SECTION}#{READ}")
    until(phone, "() => document.readyState === 'complete'")
    assert on_screen(phone, READ)


def test_a_change_of_language_follows_who_has_left_the_passage_of_the_address(
    phone: Page, address: str
) -> None:
    phone.goto(f"{address}en/{SECTION}#p-2-1-1-1")
    phone.evaluate("name => document.getElementById(name).scrollIntoView()", READ)
    phone.tap('.pb-languages a[hreflang="zh"]')
    phone.wait_for_url(f"{address}{SECTION}#{READ}")
    phone.goto(f"{address}en/{SECTION}")
    phone.tap('.pb-languages a[hreflang="zh"]')  # from the top to the top
    phone.wait_for_url(f"{address}{SECTION}")


@pytest.mark.parametrize(
    ("path", "name"),
    [("guide.html", "q-metro"), ("figures.html", "f-60"), ("about.html", "source")],
)
def test_a_change_of_language_keeps_the_place_outside_the_plan(
    phone: Page, address: str, path: str, name: str
) -> None:
    """Also between two entries: the one above is being read."""
    phone.goto(f"{address}en/{path}")
    named = phone.locator(f"[id='{name}']").or_(phone.locator(".md-content h2[id]").nth(1)).first
    name = named.get_attribute("id") or ""
    named.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 60)")
    phone.tap('.pb-languages a[hreflang="zh"]')
    phone.wait_for_url(f"{address}{path}#{name}")
    phone.goto(f"{address}en/guide.html")
    phone.evaluate(
        """() => {
          const next = document.getElementById("q-industrial-internet").getBoundingClientRect();
          scrollTo(0, next.top + scrollY - innerHeight + 60);
        }"""
    )
    phone.tap('.pb-languages a[hreflang="zh"]')
    phone.wait_for_url(f"{address}guide.html#q-cruise")


def test_a_change_of_language_among_the_notes_goes_to_the_sentence_of_one(
    phone: Page, address: str
) -> None:
    phone.goto(f"{address}en/{SECTION}")
    phone.evaluate("document.getElementById('fn:t-2-1-3-1-3').scrollIntoView()")
    phone.tap('.pb-languages a[hreflang="zh"]')
    phone.wait_for_url(re.compile(r"/plan/ch2/s1\.html#p-2-1-[13]-1-\d$"))
    assert on_screen(phone, phone.url.partition("#")[2])


TOP = """name => [...document.querySelectorAll(`[id="${name}"], [data-s="${name}"]`)]
    .find((one) => one.getClientRects().length).getBoundingClientRect().top"""


@pytest.mark.parametrize("start", ["#p-2-3-3-1", ""])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_change_of_view_keeps_the_sentence_where_it_is(
    browser: Browser, address: str, width: int, start: str
) -> None:
    """In all orders of views; the paragraph is longer than the screen of a phone."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(f"{address}en/plan/ch2/s3.html?view=en{start}")
    name = "p-2-3-3-1-1" if start else "p-2-3-3-1-3"
    if not start:
        page.evaluate("name => document.getElementById(name).scrollIntoView()", name)
    before = page.evaluate(TOP, name)
    for view in ("zh", "en", "both", "zh", "both", "en"):
        page.click(f'.pb-views [data-view="{view}"]')
        page.wait_for_timeout(100)  # what the browser itself would still move
        assert page.evaluate(TOP, name) == pytest.approx(before, abs=16), view
        assert on_screen(page, name)
    context.close()


def test_a_link_to_a_sentence_marks_it_in_both_languages(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/{SECTION}?view=both{ROW}-3")
    marked = phone.locator(".pb-marked").evaluate_all(
        "all => all.map(one => one.dataset.s ?? one.id)"
    )
    assert marked == [f"{ROW[1:]}-3"] * 2


def test_on_a_phone_each_sentence_is_followed_by_its_counterpart(phone: Page, address: str) -> None:
    phone.goto(f"{address}en/{SECTION}?view=both")
    tops = [
        phone.locator(name).bounding_box()["y"]  # type: ignore[index]
        for one in (1, 2, 3)
        for name in (f"{ROW}-{one}", f'[data-s="{ROW[1:]}-{one}"]')
    ]
    assert tops == sorted(tops)


# --- the reading bar

STATUS = {
    "zh": ("市北区“十四五”规划", "第二章", "规划期2021—2025年 · 非官方发布"),
    "en": (
        "Shibei District 14th Five-Year Plan",
        "Chapter 2",
        "planned 2021–2025 · unofficial translation",
    ),
    "zh-Hant": ("市北區「十四五」規劃", "第二章", "規劃期2021—2025年 · 非官方發佈"),
}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("locale", FOLDERS)
def test_a_link_to_a_passage_shows_what_it_is_part_of(
    browser: Browser, address: str, locale: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(f"{address}{FOLDERS[locale]}{SECTION}#p-2-1-3-1-3")
    bar = page.locator(".pb-bar")
    said = page.locator(".md-header__topic").first.inner_text() + bar.inner_text()
    for one in STATUS[locale]:
        assert one in said
    box = bar.bounding_box()
    assert box
    assert box["y"] < 60
    assert box["height"] < 80
    assert on_screen(page, "p-2-1-3-1-3")
    page.goto(f"{address}{FOLDERS[locale]}{SECTION}#p-2-1-2-1")
    heading = page.locator("#s-2-1-2").bounding_box()
    box = bar.bounding_box()
    assert heading
    assert box
    assert heading["y"] >= box["y"] + box["height"]  # not cut by the bar
    assert on_screen(page, "p-2-1-2-1")
    context.close()


def test_the_bar_leads_to_what_it_names(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}")
    links = page.locator(".pb-bar a").evaluate_all("all => all.map(one => one.href)")
    plan = f"{address}en/plan/"
    assert links == [
        f"{plan}index.html",
        f"{plan}ch2/index.html",
        f"{plan}ch2/s1.html",
        f"{address}en/translation.html",
    ]


@pytest.mark.parametrize("locale", FOLDERS)
def test_a_narrow_bar_says_number_and_section(phone: Page, address: str, locale: str) -> None:
    """And the header names the plan, wherever the page is."""
    phone.goto(f"{address}{FOLDERS[locale]}plan/ch2/s3.html#p-2-3-3-1")
    where = phone.locator(".pb-where a")
    chapter, section = where.nth(1).bounding_box(), where.nth(2).bounding_box()
    assert chapter
    assert section
    assert chapter["width"] < 80
    assert section["width"] > 140
    title = phone.locator(".md-header__title")
    assert len(title.locator(".md-ellipsis:visible").all()) == 1
    fits = "one => one.scrollWidth <= one.clientWidth + 1 && one.offsetHeight <= 48"
    assert title.locator(".md-ellipsis").first.evaluate(fits)


@pytest.mark.parametrize(
    ("page_of", "name"),
    [("ch7/s1", "p-7-1-3-4"), ("ch3/s2", "p-3-2-0-1"), ("ch2/s3", "p-2-3-3-1-1")],
)
def test_a_number_is_in_sight_where_a_link_leads(
    phone: Page, address: str, page_of: str, name: str
) -> None:
    """From outside, by its number, and on the same page; and no heading is cut by the bar."""
    paragraph = "-".join(name.split("-")[:5])
    steps = (
        lambda: phone.goto(f"{address}en/plan/{page_of}.html?view=en#{name}"),
        lambda: phone.fill(".pb-goto input", name) or phone.keyboard.press("Enter"),
        lambda: phone.evaluate("name => { location.hash = ''; location.hash = name }", name),
    )
    for step in steps:
        step()
        until(phone, "() => document.readyState === 'complete'")
        phone.wait_for_timeout(200)
        bar, number, heading = phone.evaluate(
            """name => {
              const row = document.getElementById(name).closest(".pb-row");
              return [document.querySelector(".pb-bar"), row.firstElementChild, row.previousElementSibling]
                .map((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom]);
            }""",
            paragraph,
        )
        assert bar[1] <= number[0] < 400
        assert heading[0] >= bar[1] or heading[1] <= bar[1] + 1
        phone.evaluate("scrollTo(0, 900)")


def test_the_contents_mark_what_is_on_the_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}en/plan/ch2/s3.html#p-2-3-3-1")
    marked = page.locator(".md-sidebar--secondary .md-nav__link--active")
    expect(marked).to_have_text(re.compile("Fintech"))
    context.close()


@pytest.mark.parametrize(("begins", "ends"), [(2021, 2025), (2026, 2030)])
def test_the_years_are_those_of_the_description(
    conversion: Conversion, begins: int, ends: int
) -> None:
    other = replace(conversion.sources.description, begins=begins, ends=ends)
    expected = f"planned {begins}–{ends} · unofficial translation"
    assert status(other, "en", words_for("plan")["en"]) == expected


@pytest.mark.parametrize("view", ["en", "both", "zh"])
def test_a_link_to_a_sentence_marks_it_on_arrival(page: Page, address: str, view: str) -> None:
    page.goto(f"{address}en/{SECTION}?view={view}#p-2-1-3-1-2")
    until(page, "() => document.readyState === 'complete'")
    assert on_screen(page, "p-2-1-3-1-2")
    if view == "zh":
        assert page.locator(".pb-marked:visible").get_attribute("data-s") == "p-2-1-3-1-2"
    else:
        background = "one => getComputedStyle(one).backgroundColor"
        sentences = page.locator("#p-2-1-3-1-2, #p-2-1-3-1-3").evaluate_all(
            "all => all.map(one => getComputedStyle(one).backgroundColor)"
        )
        assert sentences[0] != sentences[1], background


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_sentence_has_the_same_address_in_every_language(
    site: Path, locale: str, conversion: Conversion
) -> None:
    """And without scripts it leads there: it is the id of the sentence."""
    for passage in passages_of(conversion.readings):
        if passage.is_heading or passage.reference == TITLE:
            continue
        html = (site / FOLDERS[locale] / page_file(passage.reference)).read_text("utf-8")
        found = re.findall(rf'<span class="s" id="{passage.anchor}-(\d+)">', html)
        assert found == [str(number) for number in range(1, len(passage.lines["zh"]) + 1)]


def test_a_link_to_a_paragraph_marks_it_on_arrival(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}{ROW}")
    row = page.locator(f".pb-row:has(> {ROW})")
    other = page.locator(".pb-row:has(> #p-2-1-1-1)")
    background = "one => getComputedStyle(one).backgroundColor"
    assert row.evaluate(background) != other.evaluate(background)
    assert row.evaluate("one => one.getBoundingClientRect().top") < 400
