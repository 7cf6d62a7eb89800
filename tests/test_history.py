"""Going back: the reader finds again what was asked for, and what is open closes first."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from building import FOLDERS
from waiting import until

SECTION = "plan/ch2/s1.html"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
SEARCH, MENU = ".md-header__button[for=__search]", ".md-header__button[for=__drawer]"
BOX, OUTPUT = ".md-search__input", ".md-search__output"
ANSWERS = ".md-search-result__link"


def ask(page: Page, query: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(query)
    expect(page.locator(ANSWERS).first).to_be_attached()


def begin(page: Page, address: str) -> None:
    """Where the reader comes from: any page does, and this one has next to nothing to load."""
    page.goto(f"{address}robots.txt")


def back_to_the_start(page: Page) -> None:
    """Go back once; nothing is left between this page and the one where the reader began."""
    page.go_back()
    page.wait_for_url("**/robots.txt")


# --- back to the answers


IN_ENGLISH, IN_CHINESE = ("en", "ship management"), ("zh-Hant", "學校")


# Each page with either screen and in either language.
@pytest.mark.parametrize(
    ("start", "options", "asked"),
    [
        ("about.html", PHONE, IN_ENGLISH),
        ("about.html", DESK, IN_CHINESE),
        (SECTION, PHONE, IN_CHINESE),
        (SECTION, DESK, IN_ENGLISH),
        ("glossary.html", PHONE, IN_ENGLISH),
        ("glossary.html", DESK, IN_CHINESE),
    ],
)
def test_back_from_an_answer_are_the_answers(
    opened: Any, address: str, start: str, options: dict[str, Any], asked: tuple[str, str]
) -> None:
    locale, query = asked
    page = opened(**options)
    begin(page, address)
    page.goto(f"{address}{FOLDERS[locale]}{start}")
    ask(page, query)
    answers = page.locator(ANSWERS).evaluate_all("all => all.map((one) => one.href)")
    page.locator(ANSWERS).nth(1).click()
    page.wait_for_url(answers[1])
    expect(page.locator(OUTPUT)).to_be_hidden()
    page.go_back()
    expect(page.locator(BOX)).to_have_value(query)
    expect(page.locator(OUTPUT)).to_be_visible()
    expect(page.locator(ANSWERS).nth(1)).to_be_focused()
    assert page.locator(ANSWERS).evaluate_all("all => all.map((one) => one.href)") == answers
    page.keyboard.press("Escape")
    page.wait_for_url(f"{address}{FOLDERS[locale]}{start}")
    expect(page.locator(OUTPUT)).to_be_hidden()
    page.wait_for_timeout(100)
    back_to_the_start(page)


def test_back_from_an_answer_that_was_folded_up(opened: Any, address: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/about.html")
    ask(page, "development")
    more = page.locator(".md-search-result__more").first
    more.locator("summary").click()
    link = more.locator("a").nth(3)
    goal = link.get_attribute("href")
    link.click()
    page.wait_for_url(str(goal))
    page.go_back()
    expect(page.locator(f"{ANSWERS}:focus")).to_have_attribute("href", str(goal))
    expect(page.locator(f"{ANSWERS}:focus")).to_be_in_viewport()


def test_an_answer_in_a_new_tab_leaves_the_page_as_it_is(opened: Any, address: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/about.html")
    ask(page, "port")
    with page.context.expect_page():
        page.locator(ANSWERS).first.click(modifiers=["ControlOrMeta"])
    expect(page.locator(OUTPUT)).to_be_visible()
    assert page.url == f"{address}en/about.html"


# --- back to a list


@pytest.mark.parametrize(
    ("path", "query", "choices"),
    [
        ("en/glossary.html", "port", ["organisation"]),
        ("en/names/index.html", "qingdao", ["place"]),
        ("glossary.html", "區塊鏈", []),
        ("en/figures.html", "school", ["", "", "f-7"]),
        ("en/figures.html", "", ["", "", "", "value"]),
    ],
)
def test_back_at_a_list_is_what_was_asked_for(
    opened: Any, address: str, path: str, query: str, choices: list[str]
) -> None:
    page = opened(**DESK)
    page.goto(address + path)
    page.fill(".pb-filter input", query)
    for at, value in enumerate(choices):
        page.locator(".pb-filter select").nth(at).select_option(value)
    rows = page.locator(
        ".md-content li[id^='t-'], .md-content li[id^='n-'], .md-content li[id^='f-']"
    )
    visible = rows.locator("visible=true")
    until(page, "() => document.querySelector('.pb-filter [role=status]').textContent")
    before = visible.evaluate_all("all => all.map((one) => one.id)")
    assert before
    visible.first.locator("a").first.click()
    page.wait_for_url(lambda url: path not in url)
    for act in (page.go_back, page.reload):
        act()
        expect(page.locator(".pb-filter input")).to_have_value(query)
        for at, value in enumerate(choices):
            expect(page.locator(".pb-filter select").nth(at)).to_have_value(value)
        expect(visible).to_have_count(len(before))
        assert visible.evaluate_all("all => all.map((one) => one.id)") == before


# --- back from what covers a small screen

COVERS = {"menu": (MENU, ".md-sidebar--primary"), "search": (SEARCH, ".md-search__form")}


@pytest.mark.parametrize("name", COVERS)
@pytest.mark.parametrize("path", [f"en/{SECTION}#p-2-1-3-1", "about.html"])
def test_back_closes_what_covers_a_phone(opened: Any, address: str, name: str, path: str) -> None:
    opener, cover = COVERS[name]
    page = opened(**PHONE)
    begin(page, address)
    page.goto(address + path)
    for _ in range(2):
        page.tap(opener)
        expect(page.locator(cover)).to_be_in_viewport()
        page.go_back()
        expect(page.locator(cover)).not_to_be_in_viewport()
        assert page.url == address + path
    page.go_forward()
    page.go_back()
    assert page.url == address + path
    back_to_the_start(page)


@pytest.mark.parametrize("name", COVERS)
def test_what_is_closed_is_not_gone_back_to(opened: Any, address: str, name: str) -> None:
    opener, cover = COVERS[name]
    page = opened(**PHONE)
    begin(page, address)
    page.goto(f"{address}en/about.html")
    page.tap(opener)
    expect(page.locator(cover)).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(cover)).not_to_be_in_viewport()
    until(page, "() => !history.state?.cover")
    back_to_the_start(page)


def test_what_is_closed_and_opened_again_at_once_is_closed_by_going_back(
    opened: Any, address: str
) -> None:
    """The entry that the first one leaves is still being left when the second opens."""
    page = opened(**PHONE)
    begin(page, address)
    page.goto(f"{address}en/about.html")
    shown = page.locator(".md-search__output")
    page.keyboard.press("s")
    expect(shown).to_be_visible()
    toggle = "document.querySelector('#__search')"
    page.evaluate(f"() => {{ {toggle}.click(); setTimeout(() => {toggle}.click()); }}")
    page.wait_for_timeout(200)
    expect(shown).to_be_visible()
    page.go_back()
    expect(shown).to_be_hidden()
    back_to_the_start(page)


def test_a_link_of_the_menu_to_where_the_reader_is_closes_it(opened: Any, address: str) -> None:
    page = opened(**PHONE)
    begin(page, address)
    page.goto(f"{address}en/{SECTION}#s-2-1-2")
    page.tap(MENU)
    page.check("#__toc", force=True)
    page.locator(".md-sidebar--primary [data-md-component=toc] a[href='#s-2-1-2']").click()
    expect(page.locator(".md-sidebar--primary")).not_to_be_in_viewport()
    assert page.url == f"{address}en/{SECTION}#s-2-1-2"
    page.wait_for_timeout(200)
    back_to_the_start(page)


@pytest.mark.parametrize("name", COVERS)
def test_at_a_desk_going_back_leaves_the_page(opened: Any, address: str, name: str) -> None:
    page = opened(**DESK)
    begin(page, address)
    page.goto(f"{address}en/about.html")
    page.evaluate(
        f"document.getElementById('{'__search' if name == 'search' else '__drawer'}').click()"
    )
    back_to_the_start(page)


SENTENCES = [f"#p-2-1-3-1-{number}" for number in (1, 2)]


def tap(page: Page, name: str) -> None:
    """Tap a sentence, wherever no link covers it."""
    page.locator(name).evaluate("one => { one.scrollIntoView(); one.click(); }")
    until(page, "name => document.querySelector('.pb-passage') && location.hash === name", name)


def test_back_closes_the_card_on_a_phone(opened: Any, address: str) -> None:
    page = opened(**PHONE)
    begin(page, address)
    page.goto(f"{address}en/{SECTION}")
    for name in SENTENCES:  # the second while the first is open
        tap(page, name)
    page.go_back()
    expect(page.locator(".pb-passage")).to_have_count(0)
    assert page.url == f"{address}en/{SECTION}"
    page.go_forward()
    page.go_back()
    back_to_the_start(page)


@pytest.mark.parametrize("by", ["its button", "Escape", "a tap elsewhere", "a second tap"])
def test_a_card_that_is_closed_leaves_the_page_where_it_is(
    opened: Any, address: str, by: str
) -> None:
    page = opened(**PHONE)
    begin(page, address)
    page.goto(f"{address}en/{SECTION}")
    tap(page, SENTENCES[0])
    page.evaluate("scrollBy({top: 120, behavior: 'instant'})")
    before = page.evaluate("scrollY")
    if by == "its button":
        page.locator('.pb-passage [data-name="close"]').tap()
    elif by == "Escape":
        page.keyboard.press("Escape")
    elif by == "a second tap":
        page.locator(SENTENCES[0]).evaluate("one => one.click()")
    else:
        page.evaluate("document.querySelector('h1').click()")
    expect(page.locator(".pb-passage")).to_have_count(0)
    until(page, "() => !history.state?.cover")
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == before
    back_to_the_start(page)


LINKS = {
    "the other language": (".pb-languages a[hreflang=zh]", "plan/ch2/s1.html#p-2-1-3-1-1"),
    "the next page": ("a.md-footer__link--next", "en/plan/ch2/s2.html"),
    "the glossary": (".md-content a[href*='#t-']", "en/glossary/*#t-*"),
    "the same page": ("a.md-skip", "en/plan/ch2/s1.html#pb-bar"),
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_that_is_followed_from_an_open_card_leads_on_and_back(
    opened: Any, address: str, link: str
) -> None:
    selector, goal = LINKS[link]
    page = opened(**PHONE)
    begin(page, address)
    page.goto(f"{address}en/{SECTION}")
    tap(page, SENTENCES[0])
    before = page.evaluate("scrollY")
    page.evaluate("selector => document.querySelector(selector).click()", selector)
    page.wait_for_url(address + goal)
    page.wait_for_timeout(100)
    page.go_back()
    page.wait_for_url(f"{address}en/{SECTION}")
    until(page, "before => Math.abs(scrollY - before) < 50", before)
    page.wait_for_timeout(100)
    back_to_the_start(page)


def test_back_from_a_link_of_the_menu_is_where_the_page_was(opened: Any, address: str) -> None:
    page = opened(**PHONE)
    page.goto(f"{address}en/{SECTION}")
    page.evaluate("scrollTo({top: 1500, behavior: 'instant'})")
    page.tap(MENU)
    page.evaluate("document.querySelector('.md-sidebar--primary a[href$=\"guide.html\"]').click()")
    page.wait_for_url("**/guide.html")
    page.go_back()
    page.wait_for_url(f"{address}en/{SECTION}")
    until(page, "() => Math.abs(scrollY - 1500) < 50")


@pytest.mark.parametrize("name", ["menu", "search", "card"])
def test_a_page_that_is_loaded_anew_is_left_by_going_back_once(
    opened: Any, address: str, name: str
) -> None:
    page = opened(**PHONE)
    begin(page, address)
    page.goto(f"{address}en/{SECTION}")
    if name == "card":
        tap(page, SENTENCES[0])
    else:
        page.tap(COVERS[name][0])
    until(page, "() => history.state?.cover")
    page.reload()
    until(page, "() => !history.state?.cover")
    back_to_the_start(page)


def test_a_link_that_takes_the_focus_out_of_a_card_leaves_nothing_to_go_back_to(
    opened: Any, address: str
) -> None:
    page = opened(**PHONE)
    begin(page, address)
    page.goto(f"{address}en/{SECTION}")
    tap(page, SENTENCES[0])
    link = page.locator(".md-content a[href*='#t-']").last
    link.focus()
    expect(page.locator(".pb-passage")).to_have_count(0)
    until(page, "() => !history.state?.cover")
    expect(link).to_be_focused()
    back_to_the_start(page)


@pytest.mark.parametrize("view", ["both", "zh"])
def test_a_view_that_is_chosen_over_an_open_card_stays_in_the_address(
    opened: Any, address: str, view: str
) -> None:
    page = opened(**PHONE)
    page.goto(f"{address}en/{SECTION}?view=en")
    tap(page, SENTENCES[0])
    page.locator(f".pb-views [data-view={view}]").tap()
    until(page, "() => !history.state?.cover")
    assert page.url == f"{address}en/{SECTION}?view={view}"
