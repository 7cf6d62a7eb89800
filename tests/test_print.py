"""On paper, and before the first paint: what a page looks like where no script has its turn."""

from __future__ import annotations

import io

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from building import FOLDERS
from projects import DESCRIPTION
from waiting import until

SECTION = "plan/ch2/s1.html"
LOOK = "one => getComputedStyle(one)"


def pages_of(page: Page) -> int:
    """How many sheets of A4 it takes."""
    with pikepdf.open(io.BytesIO(page.pdf(format="A4"))) as book:
        return len(book.pages)


def seen(page: Page, selector: str) -> bool:
    return page.locator(selector).first.is_visible()


@pytest.mark.parametrize("locale", FOLDERS)
def test_a_page_on_paper_says_what_it_is_and_has_no_buttons(
    page: Page, address: str, locale: str
) -> None:
    page.goto(f"{address}{FOLDERS[locale]}{SECTION}?view=both")
    page.emulate_media(media="print")
    assert seen(page, ".pb-where")
    assert seen(page, ".pb-status")
    for control in (".pb-views", ".pb-goto", ".md-header", ".headerlink", ".footnote-backref"):
        assert not seen(page, control) if page.locator(control).count() else True, control
    bar = page.locator(".pb-bar").evaluate(f"one => ({LOOK})(one).position")
    assert bar == "static"


@pytest.mark.parametrize("locale", FOLDERS)
def test_a_page_on_paper_ends_with_the_edition(page: Page, address: str, locale: str) -> None:
    page.goto(f"{address}{FOLDERS[locale]}{SECTION}")
    last = page.locator(".md-content article > p").last
    assert last.is_hidden()
    page.emulate_media(media="print")
    day = DESCRIPTION.day.of("en" if locale == "en" else "zh")
    for said in ("2025", DESCRIPTION.version, day):
        assert said in last.inner_text()
    if locale == "en":
        color = page.locator("#p-2-1-1-1").evaluate(f"one => ({LOOK})(one).color")
        expect(page.locator("p .footnote-ref").first).to_have_css("color", color)


@pytest.mark.parametrize("path", ["en/sectors/cruise.html", "figures.html", "zh-Hant/guide.html"])
def test_every_other_page_says_what_it_is_about_too(page: Page, address: str, path: str) -> None:
    """On the screen below the site's name, on paper with it."""
    page.goto(address + path)
    name = page.locator(".md-header__topic").first.inner_text().strip()
    standing = page.locator(".pb-standing")
    assert "2021" in standing.inner_text()
    assert name not in standing.inner_text()
    page.emulate_media(media="print")
    assert standing.inner_text().startswith(name)


def test_both_languages_are_columns_on_paper(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}?view=both")
    both = pages_of(page)
    page.set_viewport_size({"width": 718, "height": 1000})  # what a sheet is wide
    page.emulate_media(media="print")
    row = page.locator(".pb-row:has(> #p-2-1-3-1)")
    english = row.locator("#p-2-1-3-1").bounding_box()
    chinese = row.locator(".pb-other").bounding_box()
    assert english
    assert chinese
    assert chinese["x"] + chinese["width"] <= english["x"]
    assert both <= 4


def test_a_title_stays_with_its_text(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}")
    page.emulate_media(media="print")
    kept = page.locator(".md-content :is(h1, h2, .pb-ref)").evaluate_all(
        f"all => all.map((one) => ({LOOK})(one).breakAfter)"
    )
    assert set(kept) == {"avoid-page"}


def test_dark_is_printed_light(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}")
    scheme = "document.body.dataset.mdColorScheme"
    assert page.evaluate(scheme) == "slate"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(scheme) == "default"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(scheme) == "slate"
    context.close()


@pytest.mark.parametrize("path", ["en/index.html", f"en/{SECTION}", "404.html"])
def test_dark_has_no_white_flash(browser: Browser, address: str, path: str) -> None:
    """Before any script file has come, and for who comes for the first time."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.route("**/planbook.js", lambda route: route.abort())
    page.goto(address + path)
    color = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in color[4:-1].split(", ")) < 60, color
    assert (
        page.evaluate("document.querySelector('meta[name=color-scheme]').content") == "light dark"
    )
    context.close()


def test_who_has_chosen_light_gets_light(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}en/index.html")
    while not page.evaluate("document.activeElement.matches('.md-option')"):
        page.keyboard.press("Tab")
    for expected in ("default", "slate", "default"):
        page.keyboard.press(" ")
        until(page, "wanted => document.body.dataset.mdColorScheme === wanted", expected)
    page.route("**/planbook.js", lambda route: route.abort())
    page.goto(f"{address}en/{SECTION}")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    context.close()


def test_the_scheme_needs_no_storage(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    page.goto(f"{address}en/{SECTION}?view=both")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.click('.pb-views [data-view="zh"]')
    assert page.locator("#p-2-1-3-1").is_hidden()
    assert errors == []
    context.close()


def test_forced_colors_keep_arrows_and_the_current_page(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}")
    arrow = page.locator(".md-nav__icon").first.evaluate(
        "one => [getComputedStyle(one, '::after').backgroundColor, getComputedStyle(document.body).backgroundColor]"
    )
    assert arrow[0] != arrow[1]
    lines = "all => all.map(one => getComputedStyle(one).borderBottomStyle)"
    current = page.locator(".md-nav--primary .md-nav__link--active:visible").evaluate_all(lines)
    assert "solid" in current
    assert page.locator(".pb-languages [aria-current]").evaluate_all(lines) == ["solid"]
    context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_fingers_meet_what_they_aim_at(browser: Browser, address: str, width: int) -> None:
    """Numbers and switches are at least 40 px high where the pointer is a finger."""
    context = browser.new_context(
        viewport={"width": width, "height": 700}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}")
    small = page.locator(
        ".pb-languages a:visible, .pb-views button, .pb-goto input, .pb-ref"
    ).evaluate_all(
        """all => all.map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
        .filter(([, {width, height}]) => width < 38 || height < 38)
        .map(([name, {width, height}]) => `${name} ${width} ${height}`)"""
    )
    assert small == []
    context.close()


def test_the_skip_link_leads_to_the_bar(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.pb-bar') !== null")


def test_nothing_that_a_page_prints_is_lost_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}")
    page.emulate_media(media="print")
    assert seen(page, ".pb-status")
    assert seen(page, ".footnote")
    context.close()
