"""The frame around every page, by our own scripts: scheme, menu, header, contents, keys, search box."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from building import FOLDERS
from waiting import until

SECTION = "plan/ch1/s1.html"
"""The longest section of the text."""
PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


def scroll(page: Page, to: int) -> None:
    """Scroll, and wait until the page has noticed."""
    page.evaluate("top => scrollTo({top, behavior: 'instant'})", to)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 60)))")


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"] + box["height"]


# --- light and dark

SCHEME = "() => document.body.dataset.mdColorScheme"
KEY = "new URL('{}', location).pathname + '.__palette'"


def switch(page: Page) -> None:
    page.click(".md-option + label:not([hidden])")


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_scheme_that_was_chosen_stays(opened: Any, address: str, system: str) -> None:
    page = opened(color_scheme=system)
    page.goto(f"{address}index.html")
    own, other = ("default", "slate") if system == "light" else ("slate", "default")
    assert page.evaluate(SCHEME) == own
    switch(page)
    assert page.evaluate(SCHEME) == other
    for path in ("index.html", f"en/{SECTION}", "zh-Hant/404.html"):
        page.goto(address + path)
        assert page.evaluate(SCHEME) == other, path
    switch(page)
    page.goto(f"{address}en/about.html")
    assert page.evaluate(SCHEME) == own
    assert page.locator(".md-option + label:visible").count() == 1


def test_who_has_not_chosen_follows_the_system(opened: Any, address: str) -> None:
    page = opened(color_scheme="light")
    page.goto(f"{address}en/about.html")
    for system, scheme in (("dark", "slate"), ("light", "default"), ("dark", "slate")):
        page.emulate_media(color_scheme=system)
        until(page, f"() => ({SCHEME})() === '{scheme}'")
    page.goto(f"{address}en/{SECTION}")
    switch(page)
    page.emulate_media(color_scheme="light")
    switch(page)
    page.emulate_media(color_scheme="light")
    page.wait_for_timeout(100)
    assert page.evaluate(SCHEME) == "slate"


@pytest.mark.parametrize(
    ("stored", "scheme"),
    [
        # As the theme's script stores it.
        (
            '{"index":1,"color":{"media":"(x)","scheme":"slate","primary":"a","accent":"b"}}',
            "slate",
        ),
        ("null", "default"),
        ("{", "default"),
        ('"slate"', "default"),
        ('{"color":{"scheme":"none"}}', "default"),
        ('{"color":null}', "default"),
    ],
)
def test_whatever_is_stored_there_is_a_scheme(
    opened: Any, address: str, stored: str, scheme: str
) -> None:
    page = opened(color_scheme="light")
    page.goto(f"{address}en/about.html")
    page.evaluate(f"stored => localStorage.setItem({KEY.format('..')}, stored)", stored)
    page.goto(f"{address}en/{SECTION}")
    assert page.evaluate(SCHEME) == scheme
    switch(page)
    other = "default" if scheme == "slate" else "slate"
    assert page.evaluate(SCHEME) == other
    kept = json.loads(page.evaluate(f"localStorage.getItem({KEY.format('../../..')})"))
    assert kept["color"]["scheme"] == other


def test_a_browser_that_keeps_nothing_can_still_switch(opened: Any, address: str) -> None:
    page = opened(color_scheme="light")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    page.goto(f"{address}en/about.html")
    for scheme in ("slate", "default"):
        switch(page)
        assert page.evaluate(SCHEME) == scheme


def test_the_browsers_own_bars_have_the_color_of_the_header(opened: Any, address: str) -> None:
    page = opened(color_scheme="light")
    page.goto(f"{address}en/about.html")
    seen = set()
    for _ in range(2):
        shown = page.locator(".md-header").evaluate("one => getComputedStyle(one).backgroundColor")
        assert page.locator("meta[name=theme-color]").get_attribute("content") == shown
        seen.add(shown)
        switch(page)
    assert len(seen) == 2


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_switch_shows_its_focus_in_every_scheme(opened: Any, address: str, system: str) -> None:
    page = opened(color_scheme=system, **DESK)
    page.goto(f"{address}en/about.html")
    while not page.evaluate("document.activeElement.matches('.md-option')"):
        page.keyboard.press("Tab")
    for key in ("Enter", " ", "Enter"):
        label = page.locator(".md-option:focus-visible + label")
        expect(label).to_be_visible()
        before = page.evaluate(SCHEME)
        page.keyboard.press(key)
        assert page.evaluate(SCHEME) != before


@pytest.mark.parametrize("width", [360, 800])
def test_answers_do_not_widen_a_small_screen(opened: Any, address: str, width: int) -> None:
    """A phone lays a page out as wide as the widest thing on it, also if that is cut off."""
    page = opened(viewport={"width": width, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(f"{address}en/{SECTION}")
    page.tap(".md-header__button[for=__search]")
    page.keyboard.type("port")
    page.wait_for_selector(".md-search-result__link")
    assert page.evaluate("innerWidth") == width


# --- the menu of a small screen


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_menu_opens_and_closes_by_touch(opened: Any, address: str, folder: str) -> None:
    page = opened(**PHONE)
    page.goto(address + folder + SECTION)
    menu = page.locator(".md-sidebar--primary")
    expect(menu).not_to_be_in_viewport()
    page.tap(".md-header__button[for=__drawer]")
    expect(menu).to_be_in_viewport()
    page.touchscreen.tap(340, 500)
    expect(menu).not_to_be_in_viewport()
    expect(page.locator(".md-header__button[for=__drawer]")).to_have_attribute(
        "aria-expanded", "false"
    )


def test_a_link_of_the_menu_leads_on_and_back_is_without_it(opened: Any, address: str) -> None:
    page = opened(**PHONE)
    page.goto(f"{address}en/{SECTION}")
    page.tap(".md-header__button[for=__drawer]")
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="2. ").tap()
    page.wait_for_url("**/ch1/s2.html")
    page.go_back()
    expect(page.locator(".md-sidebar--primary")).not_to_be_in_viewport()


@pytest.mark.parametrize("by", ["touch", "keyboard"])
def test_the_contents_in_the_menu_lead_to_their_titles(opened: Any, address: str, by: str) -> None:
    page = opened(**PHONE)
    page.goto(f"{address}en/{SECTION}")
    page.focus(".md-header__button[for=__drawer]")
    page.keyboard.press("Enter")
    page.check("#__toc", force=True)
    link = page.locator(".md-sidebar--primary [data-md-component=toc] a").nth(1)
    if by == "touch":
        link.tap()
    else:
        link.focus()
        page.keyboard.press("Enter")
    expect(page.locator(".md-sidebar--primary")).not_to_be_in_viewport()
    goal = page.evaluate("location.hash")
    expect(page.locator(goal)).to_be_in_viewport()
    assert top(page, goal) >= bottom(page, ".pb-bar") - 1


def test_a_part_of_the_menu_folds_by_keyboard(opened: Any, address: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/{SECTION}")
    link = page.locator(".md-sidebar--primary a[href='s2.html']")
    expect(link).to_be_visible()
    page.locator(".md-nav__toggle:checked").last.focus()
    for is_open in (False, True):
        page.keyboard.press(" ")
        expect(link).to_be_visible(visible=is_open)


@pytest.mark.parametrize("opener", ["__drawer", "__search"])
def test_the_page_behind_does_not_move(opened: Any, address: str, opener: str) -> None:
    page = opened(**PHONE)
    page.goto(f"{address}en/{SECTION}")
    scroll(page, 900)
    page.tap(f".md-header__button[for={opener}]")
    page.mouse.move(300, 500)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == 900
    page.keyboard.press("Escape")
    page.mouse.wheel(0, 600)
    until(page, "() => scrollY > 900")


# --- what follows the reader down the page

ACTIVE = ".md-sidebar--secondary .md-nav__link--active"


def test_the_contents_follow_the_reader(opened: Any, address: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/{SECTION}")
    assert page.locator(ACTIVE).count() == 0
    links = page.locator(".md-sidebar--secondary [data-md-component=toc] a")
    goals = links.evaluate_all("all => all.map((one) => one.hash)")
    assert len(goals) > 2
    for goal in (*goals, goals[0]):
        page.click(f".md-sidebar--secondary a[href='{goal}']")
        expect(page.locator(ACTIVE)).to_have_attribute("href", goal)
        assert page.locator("[data-md-component=toc] [aria-current]:visible").count() == 1
        assert page.locator(f"{ACTIVE}[aria-current=location]").count() == 1
        assert top(page, goal) >= bottom(page, ".pb-bar") - 1
    scroll(page, 0)
    expect(page.locator(ACTIVE)).to_have_count(0)
    scroll(page, 99_999)
    expect(page.locator(ACTIVE)).to_have_attribute("href", goals[-1])


@pytest.mark.parametrize("height", [420, 720, 1000])
@pytest.mark.parametrize("width", [360, 1000, 1280])
def test_the_page_stays_where_the_reader_has_scrolled_it(
    opened: Any, address: str, width: int, height: int
) -> None:
    """Only the sidebars move by themselves."""
    page = opened(viewport={"width": width, "height": height})
    page.goto(f"{address}en/{SECTION}")
    for at in (300, 900, 1500, 1400, 600):
        scroll(page, at)
        assert page.evaluate("scrollY") == at
    page.goto(f"{address}en/{SECTION}#s-1-1-3")
    page.wait_for_timeout(150)
    assert 0 <= top(page, "#s-1-1-3") - bottom(page, ".pb-bar") < 60


def test_a_title_that_is_filtered_away_is_not_being_read(opened: Any, address: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/glossary.html")
    page.fill(".pb-filter input", "bank")
    scroll(page, 60)
    shown = page.locator(ACTIVE).evaluate_all(
        "all => all.map((one) => document.querySelector(one.hash).checkVisibility())"
    )
    assert False not in shown


@pytest.mark.parametrize("path", [f"en/{SECTION}", "en/about.html"])
def test_sidebars_fit_between_header_and_footer(opened: Any, address: str, path: str) -> None:
    page = opened(**DESK)
    page.goto(address + path)
    for at in (0, 700, 99_999):
        scroll(page, at)
        for name in ("primary", "secondary"):
            inside = f".md-sidebar--{name} .md-sidebar__scrollwrap"
            assert top(page, inside) >= bottom(page, ".md-header") - 2
            assert bottom(page, inside) <= min(800, top(page, ".md-footer")) + 1
            assert bottom(page, inside) - top(page, inside) > 200


def test_the_menu_shows_the_page_that_is_open(opened: Any, address: str) -> None:
    page = opened(viewport={"width": 1280, "height": 420})
    page.goto(f"{address}en/plan/ch9/s2.html")
    expect(page.locator(".md-sidebar--primary a[href='s2.html']")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("options", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["en/about.html", f"en/{SECTION}"])
def test_the_header_takes_the_title_of_the_page(
    opened: Any, address: str, path: str, options: dict[str, Any]
) -> None:
    page = opened(**options)
    page.goto(address + path)
    title = page.locator(".md-header__title")
    taken = "md-header__title--active"
    assert taken not in str(title.get_attribute("class"))
    scroll(page, 600)
    assert taken in str(title.get_attribute("class"))
    scroll(page, 0)
    assert taken not in str(title.get_attribute("class"))


def test_the_way_back_to_the_top(opened: Any, address: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/{SECTION}")
    back = page.locator(".md-top")
    expect(back).to_be_hidden()
    scroll(page, 900)
    expect(back).to_be_hidden()
    scroll(page, 800)
    expect(back).to_be_visible()
    scroll(page, 850)
    expect(back).to_be_hidden()
    page.click(".md-sidebar--secondary li:first-child a")  # upward, but there is what was asked for
    page.wait_for_timeout(150)
    expect(back).to_be_hidden()
    scroll(page, 1000)
    scroll(page, 900)
    back.click()
    until(page, "() => scrollY === 0")
    expect(back).to_be_hidden()


@pytest.mark.parametrize("options", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "path",
    [f"en/{SECTION}#s-1-1-3", "plan/ch2/s1.html#p-2-1-3-1", "en/about.html#corrections",
     "en/guide.html#q-rcep", "zh-Hant/figures.html#f-3-2-0-1-1-1", "glossary/term-1.html#t-blockchain"],
)  # fmt: skip
def test_an_address_arrives_below_the_header(
    opened: Any, address: str, path: str, options: dict[str, Any]
) -> None:
    page = opened(**options)
    page.goto(address + path)
    goal = page.locator(f"[id='{path.partition('#')[2]}']")
    over = ".pb-bar" if page.locator(".pb-bar").count() else ".md-header"
    expect(goal).to_be_in_viewport()
    assert goal.evaluate("one => one.getBoundingClientRect().top") >= bottom(page, over) - 1


# --- keys


def test_n_and_p_lead_to_the_next_page_and_back(opened: Any, address: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/plan/ch1/s2.html")
    for key, goal in (("n", "s3"), (".", "s4"), ("p", "s3"), (",", "s2")):
        page.keyboard.press(key)
        page.wait_for_url(f"**/{goal}.html")
    page.focus(".pb-goto input")
    page.keyboard.type("np/.")
    assert page.locator(".pb-goto input").input_value() == "np/."
    page.keyboard.press("Control+n")
    assert page.url.endswith("/s2.html")


@pytest.mark.parametrize(("key", "options"), [("/", PHONE), ("s", DESK), ("f", PHONE)])
def test_a_key_opens_the_search_and_escape_closes_it(
    opened: Any, address: str, key: str, options: dict[str, Any]
) -> None:
    page = opened(**options)
    page.goto(f"{address}en/about.html")
    box, output = page.locator(".md-search__input"), page.locator(".md-search__output")
    expect(output).to_be_hidden()
    page.keyboard.press(key)
    expect(box).to_be_focused()
    expect(output).to_be_visible()
    assert box.input_value() == ""
    page.keyboard.type("port n")
    assert box.input_value() == "port n"
    page.keyboard.press("Escape")
    expect(output).to_be_hidden()
    expect(box).not_to_be_focused()
    page.keyboard.press(key)  # what was asked before can be typed over
    page.keyboard.type("bay")
    assert box.input_value() == "bay"


# --- the search box


def asked(page: Page, query: str) -> Any:
    page.keyboard.press("/")
    page.keyboard.type(query)
    links = page.locator(".md-search-result__item > a")
    expect(links.first).to_be_visible()
    return links


FOCUSED = "() => document.activeElement.textContent.trim()"


def test_arrows_lead_through_the_answers_and_letters_back_to_the_box(
    opened: Any, address: str
) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/about.html")
    links, box = asked(page, "port"), page.locator(".md-search__input")
    texts = [one.strip() for one in links.all_text_contents()]
    page.keyboard.press("ArrowUp")
    last = page.evaluate(FOCUSED)
    page.keyboard.press("ArrowDown")
    expect(box).to_be_focused()
    for at in (0, 1):
        page.keyboard.press("ArrowDown")
        assert page.evaluate(FOCUSED) == texts[at]
    assert last not in texts[:2]
    page.keyboard.press("Shift")
    assert page.evaluate(FOCUSED) == texts[1]
    page.keyboard.type("s")
    expect(box).to_be_focused()
    assert box.input_value() == "ports"


def test_answers_that_are_folded_up_are_passed_over_until_they_unfold(
    opened: Any, address: str
) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/about.html")
    asked(page, "development")
    folded = page.locator(".md-search-result__more").first
    expect(folded).to_be_attached()
    summary = folded.locator("summary")
    for _ in range(60):
        page.keyboard.press("ArrowDown")
        if summary.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press(" ")
    page.keyboard.press("ArrowDown")
    assert folded.locator("a").first.evaluate("one => one === document.activeElement")


@pytest.mark.parametrize("leave", ["Tab", "Escape", "overlay"])
def test_the_search_closes_when_it_is_left(opened: Any, address: str, leave: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/about.html?q=port")
    expect(page.locator(".md-search__input")).to_have_value("port")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    if leave == "overlay":
        page.mouse.click(200, 700)
    else:
        page.keyboard.press(leave)
    expect(page.locator(".md-search__output")).to_be_hidden()
    assert page.url == f"{address}en/about.html"
    expect(page.locator(".md-search__input")).not_to_be_focused()


def test_an_emptied_box_says_what_can_be_typed(opened: Any, address: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/about.html")
    hint = "Type"
    asked(page, "port")
    page.click(".md-search__form [type=reset]")
    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator(".md-search-result__link")).to_have_count(0)
    expect(page.locator(".md-search-result__meta")).to_contain_text(hint)


@pytest.mark.parametrize("options", [PHONE, DESK], ids=["phone", "desk"])
def test_an_answer_on_the_same_page_is_arrived_at(
    opened: Any, address: str, options: dict[str, Any]
) -> None:
    page = opened(**options)
    page.goto(f"{address}en/plan/ch2/s1.html?h=ship+management#p-2-1-1-1")
    links = asked(page, "ship management")
    page.wait_for_timeout(500)  # longer than the theme took to hold the page fast
    assert "/en/plan/ch2/s1.html?h=ship+management#p-2-1-3-1" in str(
        links.first.get_attribute("href")
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**#p-2-1-3-1")
    expect(page.locator(".md-search__output")).to_be_hidden()
    page.wait_for_timeout(300)
    expect(page.locator("#p-2-1-3-1")).to_be_in_viewport()
    assert top(page, "#p-2-1-3-1") >= bottom(page, ".pb-bar") - 1


# --- smaller things


def test_what_is_cut_short_is_said_in_full_to_who_points_at_it(opened: Any, address: str) -> None:
    page = opened(viewport={"width": 700, "height": 800})
    page.goto(f"{address}en/plan/ch1/s2.html")
    link = page.locator(".md-footer__link--next")
    assert link.get_attribute("title") is None
    link.locator(".md-ellipsis").evaluate("one => { one.style.width = '3rem'; }")
    link.locator(".md-ellipsis").hover()
    title = link.locator(".md-ellipsis").text_content()
    assert link.get_attribute("title") == str(title).strip()


def test_paper_has_what_the_screen_folds_up(opened: Any, address: str) -> None:
    page = opened(**DESK)
    page.goto(f"{address}en/figures/pictures.html")
    table = page.locator("details table").first
    expect(table).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(table).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(table).to_be_hidden()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_wide_table_moves_in_a_frame_without_a_script(
    browser: Browser, address: str, folder: str
) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{folder}translation.html")
    frames = page.locator(".md-typeset__scrollwrap:has(table)")
    assert frames.count() == page.locator("table").count() > 0
    frames.first.focus()  # arrow keys move it
    expect(frames.first).to_be_focused()
    table = {"": "表格", "en/": "Table"}[folder]
    expect(frames.first).to_have_accessible_name(re.compile(table))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_map_of_a_phone_opens_on_the_district(opened: Any, address: str, folder: str) -> None:
    page = opened(**PHONE)
    page.goto(f"{address}{folder}places.html")
    seen = page.locator(".pb-scroll:has(#places-map)").bounding_box()
    place = page.locator("#places-map polygon.pic-ground").bounding_box()
    assert seen
    assert place
    beside = place["x"] - seen["x"], seen["x"] + seen["width"] - place["x"] - place["width"]
    assert abs(beside[0] - beside[1]) < 2


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_the_standing_of_a_page_leads_to_what_explains_it(
    opened: Any, address: str, folder: str
) -> None:
    page = opened(**DESK)
    for path in ("sectors/cruise.html", "guide.html"):
        page.goto(address + folder + path)
        page.click(".pb-standing a")
        page.wait_for_url(f"{address}{folder}translation.html")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_path_in_the_bar_names_the_section(opened: Any, address: str, folder: str) -> None:
    page = opened(**DESK)
    for path in ("plan/ch2/s1.html", "plan/ch7/s1.html"):
        page.goto(address + folder + path)
        shown = page.locator(".pb-where a:last-child").evaluate(
            "one => one.clientWidth / one.scrollWidth"
        )
        assert shown > 0.85


def test_nothing_of_the_themes_scripts_is_in_the_site(site: Path) -> None:
    assert not (site / "assets" / "javascripts").exists()
    assert not list(site.rglob("*.map"))
    assert not list(site.rglob("*lunr*"))
    page = (site / "en" / SECTION).read_text("utf-8")
    assert "__config" not in page
    assert "sourceMappingURL" not in page


# --- what could not be loaded is asked for again


def failing_once(page: Page, pattern: str) -> list[str]:
    """Have the first request for this fail; gives the list of all that are made."""
    requests: list[str] = []

    def handle(route: Route) -> None:
        requests.append(route.request.url)
        if len(requests) > 1:
            route.continue_()
        else:
            route.abort()

    page.route(pattern, handle)
    return requests


@pytest.mark.parametrize("file", ["card.js", "card.css"])
def test_a_card_that_could_not_be_had_is_asked_for_again(
    opened: Any, address: str, file: str
) -> None:
    page = opened(**DESK)
    requests = failing_once(page, f"**/{file}")
    page.goto(f"{address}en/{SECTION}")
    number = page.locator(".pb-ref").first
    number.click()
    until(page, "() => location.hash !== ''")
    assert page.locator(".pb-passage").count() == 0
    number.click()
    expect(page.locator(".pb-passage")).to_be_visible()
    assert len(requests) == 2


def test_a_filter_asks_again_for_the_characters_it_could_not_have(
    opened: Any, address: str
) -> None:
    page = opened(**DESK)
    requests = failing_once(page, "**/folding.js")
    page.goto(f"{address}glossary.html")
    box, rows = page.locator(".pb-filter input"), page.locator("li[id^='t-']:visible")
    for found in (0, 1):
        box.blur()
        box.focus()
        box.fill("區塊鏈")
        expect(rows).to_have_count(found)
    assert len(requests) == 2
    box.blur()
    box.focus()
    page.wait_for_timeout(200)
    assert len(requests) == 2
