"""Reading without a mouse, without good eyes, on a small screen: every kind of page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from axe import violations
from building import FOLDERS
from waiting import until

STRICT = {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}}
"""Rules that axe leaves out by itself. The second finds fault with labels of pictures, whose
lines it reads without the blanks between them."""

SECTION = "plan/ch1/s6.html"
SOME = ("index.html", "plan/ch2/index.html", "glossary.html", "translation.html", "404.html")
OTHERS = (
    "plan/index.html",
    SECTION,
    "glossary/place.html",
    "about.html",
    "sectors/index.html",
    "sectors/cruise.html",
)
KINDS = SOME + OTHERS


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader sees the site."""

    locale: str
    scheme: Literal["light", "dark"]
    width: int
    kinds: tuple[str, ...] = ()
    """The pages to look at so."""


# Every kind of page in English and in Chinese, in light and dark, on phone and desk. A page in
# Traditional characters is the Simplified one but for its characters: see below.
LOOKS = (
    Look("zh", "light", 1280, SOME),
    Look("en", "dark", 390, SOME),
    Look("zh", "dark", 390, OTHERS),
    Look("en", "light", 1280, OTHERS),
    Look("zh-Hant", "dark", 1280, ("404.html",)),
)
OPENED = (LOOKS[1], LOOKS[3], LOOKS[4], Look("zh-Hant", "light", 390))
"""Here, pages in Traditional characters stand for those in Chinese."""
LOCALES = ("zh", "en")
"""Those whose pages are not laid out as another's."""


@contextmanager
def looking(browser: Browser, look: Look, *, scale: float = 1) -> Iterator[Page]:
    """A page without motion, in the reader's own language."""
    context = browser.new_context(
        viewport={"width": look.width, "height": 800},
        color_scheme=look.scheme,
        reduced_motion="reduce",
        locale={"zh": "zh-CN", "en": "en", "zh-Hant": "zh-TW"}[look.locale],
        has_touch=look.width < 600,
        device_scale_factor=scale,
    )
    yield context.new_page()
    context.close()


def named(look: Look) -> str:
    return f"{look.locale}-{look.scheme}-{look.width}"


@pytest.mark.parametrize("look", LOOKS, ids=named)
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, address: str, look: Look) -> None:
    with looking(browser, look) as page:
        for kind in look.kinds:
            page.goto(address + FOLDERS[look.locale] + kind)
            assert violations(page, rules=STRICT) == [], kind


class Laid(HTMLParser):
    """What a page is laid out by: its elements, and how long its texts are."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.found: list[object] = []
        self.shown = True
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shown = tag != "script"
        told = {name: None if name in SAID else value for name, value in attrs}
        told.pop("aria-current", None)  # of the languages
        self.found.append((tag, told))

    def handle_endtag(self, tag: str) -> None:
        self.shown = True
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        if self.shown and (text := data.strip()):
            self.found.append(len(text) * (text not in THEMES_OWN))


SAID = frozenset(
    ["aria-label", "content", "data-unit", "href", "lang", "placeholder", "src", "title"]
)
"""Attributes that say words and addresses."""
THEMES_OWN = ("导航栏", "導航", "回到页面顶部", "回到頂部")
"""Words of the theme, which has its own for Traditional characters."""


def test_a_page_in_traditional_characters_is_laid_out_as_the_simplified_one(site: Path) -> None:
    """So what fits and can be used in one does in the other."""
    pages = [path.relative_to(site) for path in (site / "zh-Hant").rglob("*.html")]
    compared = [one.relative_to("zh-Hant") for one in pages if one.name != "404.html"]
    assert len(compared) > 100
    for one in compared:
        assert Laid(site / one).found == Laid(site / "zh-Hant" / one).found, one


@pytest.mark.parametrize("look", OPENED, ids=named)
def test_axe_finds_nothing_in_what_opens(browser: Browser, address: str, look: Look) -> None:
    with looking(browser, look) as page:
        page.goto(address + FOLDERS[look.locale] + SECTION)
        for name, open_it in OPEN.items():
            if name == "menu" and look.width >= 1220:
                continue
            open_it(page)
            assert violations(page, rules=STRICT) == [], name
            page.keyboard.press("Escape")
            until(page, CLOSED)


CLOSED = """() => !document.querySelector(".pb-passage, .pb-card:not([hidden])") &&
  [...document.querySelectorAll("#__drawer, #__search")].every(({checked}) => !checked)"""


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("2025")
    page.locator(".md-search-result__link").first.wait_for()


def open_menu(page: Page) -> None:
    page.focus(".md-header__button[for=__drawer]")
    page.keyboard.press("Enter")
    page.locator(".md-nav--primary").wait_for()


def open_views(page: Page) -> None:
    page.click('.pb-views [data-view="both"]')
    page.locator(".pb-row > .pb-other").first.wait_for()


def open_paragraph(page: Page) -> None:
    page.focus(".pb-ref")
    page.keyboard.press("Enter")
    page.locator(".pb-passage").wait_for()


def open_note(page: Page) -> None:
    if "/en/" in page.url:  # the notes of this page are the translator's
        page.locator(".footnote-ref").first.click()
        page.locator(".pb-passage").wait_for()


def open_card(page: Page) -> None:
    page.locator(".md-content a[href*='#t-']").first.focus()
    page.locator(".pb-card:not([hidden])").wait_for()


def offer_language(page: Page) -> None:
    """In the reader's other language: the bar that offers it."""
    other = "plan/ch1/s6.html" if "/en/" in page.url else "en/plan/ch1/s6.html"
    page.goto(page.url.replace("/zh-Hant/", "/").replace("/en/", "/").replace(SECTION, other))
    page.locator(".pb-suggest").wait_for()


# What stays open comes last.
OPEN = {
    "search": open_search,
    "menu": open_menu,
    "card of a paragraph": open_paragraph,
    "card of a note": open_note,
    "card of a term": open_card,
    "both languages": open_views,
    "offer of a language": offer_language,
}


# --- by keyboard

# What has the focus: its own text, or where the eye looks for it, whether that can be seen
# there, and whether something marks it.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  let seen = one;
  if (one.matches(".md-option")) seen = one.nextElementSibling;
  if (one.matches(".md-nav__toggle"))
    seen = [...one.labels].find((label) => label.checkVisibility({visibilityProperty: true}));
  const name = one.outerHTML.replace(/\\s+/g, " ").slice(0, 120);
  if (!seen) return {name, hidden: true};
  const {x, y, width, height} = [...seen.getClientRects()].find((r) => r.width) ?? seen.getBoundingClientRect();
  const there = document.elementFromPoint(x + width / 2, y + height / 2);
  const outlined = ({outlineStyle, outlineWidth}) => outlineStyle !== "none" && parseFloat(outlineWidth) > 1;
  // A card whose only content is a link is marked as a whole.
  const marked = [seen, seen.parentElement].some((part) => outlined(getComputedStyle(part)));
  const hidden = !there || !(seen.contains(there) || there.contains(seen)) || !seen.checkVisibility({opacityProperty: true});
  return {name, hidden, unmarked: !marked};
}"""


def walk(page: Page) -> list[dict[str, object]]:
    """Everything that Tab reaches, in order."""
    found = []
    for _ in range(400):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        found.append(focus)
    return found


@pytest.mark.parametrize("width", [390, 1000, 1280])
@pytest.mark.parametrize("kind", ["index.html", "plan/ch2/s1.html", "404.html"])
def test_tab_reaches_everything_and_its_focus_is_seen(
    browser: Browser, address: str, kind: str, width: int
) -> None:
    with looking(browser, Look("en", "light", width)) as page:
        page.goto(f"{address}en/{kind}")
        page.evaluate(
            "() => addEventListener('focusin', ({target}) => { target.dataset.reached = ''; })"
        )
        steps = walk(page)
        missed = page.evaluate(MISSED)
    assert [one["name"] for one in steps if one["hidden"] or one["unmarked"]] == []
    assert missed == []
    assert 6 < len(steps) < 400


# Links and buttons that Tab has not reached.
MISSED = """() => [...document.querySelectorAll("a[href], button, input")]
    .filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .filter((one) => !("reached" in one.dataset) && one.tabIndex >= 0 && one.type !== "radio")
    .map((one) => one.outerHTML.slice(0, 120))"""


def test_the_menu_works_by_keyboard(browser: Browser, address: str) -> None:
    with looking(browser, Look("en", "light", 390)) as page:
        page.goto(f"{address}en/plan/ch2/s1.html")
        button = page.locator(".md-header__button[for=__drawer]")
        button.focus()
        page.keyboard.press(" ")
        assert button.get_attribute("aria-expanded") == "true"
        inside = "() => document.activeElement.closest('.md-sidebar--primary') !== null"
        assert page.evaluate(inside)
        page.keyboard.press("Escape")
        until(page, "() => document.activeElement.matches('[for=__drawer]')")
        assert button.get_attribute("aria-expanded") == "false"
        page.keyboard.press("Enter")
        for _ in range(40):  # out of the menu, which then closes
            page.keyboard.press("Tab")
            if not page.evaluate(inside):
                break
        assert button.get_attribute("aria-expanded") == "false"


# --- motion and room


def test_who_wants_no_motion_gets_none(browser: Browser, address: str) -> None:
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return [style.transitionDuration, style.animationDuration].some(
        (times) => times.split(",").some((time) => parseFloat(time) > 0.001)) ||
        style.scrollBehavior === "smooth";
    }).map((one) => one.className)"""
    with looking(browser, Look("en", "light", 390)) as page:
        page.goto(f"{address}en/{SECTION}")
        assert page.evaluate(moving) == []


WIDTHS = (320, 390, 640, 1280)
"""The smallest phone, a phone, a desk at 200 %, a desk."""


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_cut_off_or_scrolls_sideways(
    browser: Browser, address: str, locale: str
) -> None:
    both = []
    with looking(browser, Look(locale, "light", 320), scale=2) as page:
        for kind in (*KINDS, "plan/ch7/s1.html", "downloads.html"):
            page.set_viewport_size({"width": 320, "height": 800})
            page.goto(address + FOLDERS[locale] + kind)
            fits(page, kind, WIDTHS)
            if page.locator(".pb-views").count():
                both.append(kind)
        for kind in both:
            page.goto(address + FOLDERS[locale] + kind)
            open_views(page)
            fits(page, f"{kind} in both languages", (320, 640))


def fits(page: Page, name: str, widths: tuple[int, ...]) -> None:
    """It does not scroll sideways; for an instant after a change of width, it may."""
    held = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        until(page, f"() => {held} /* {name}, {width} px */")


LARGE = """() => {
    const {style} = document.documentElement;
    style.fontSize = `${2 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px`;
}"""
OUTSIDE = """all => all.filter((one) => {
    const {left, right} = one.getBoundingClientRect();
    return left < 0 || right > innerWidth;
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("locale", LOCALES)
def test_letters_of_twice_the_size_fit(browser: Browser, address: str, locale: str) -> None:
    with looking(browser, Look(locale, "light", 320)) as page:
        for kind in (*SOME, SECTION, "names/index.html", "sectors/cruise.html"):
            page.goto(address + FOLDERS[locale] + kind)
            page.evaluate(LARGE)
            for width in (768, 360, 320):
                fits(page, f"{kind} at 200 %", (width,))
                controls = page.locator(
                    ":is(.md-header, .pb-bar, .pb-suggest) :is(a, button, input):not(.md-search *)"
                )
                assert controls.locator("visible=true").evaluate_all(OUTSIDE) == [], (kind, width)


def test_a_header_that_fills_the_screen_does_not_stay(browser: Browser, address: str) -> None:
    scrolled = """() => {
        scrollTo(0, 1500);
        return [...document.querySelectorAll(".md-header, .pb-bar")]
            .map((one) => one.getBoundingClientRect().bottom > 0);
    }"""
    with looking(browser, Look("en", "light", 360)) as page:
        page.goto(f"{address}en/{SECTION}")
        assert page.evaluate(scrolled) == [True, True]
        page.evaluate(LARGE)
        assert page.evaluate(scrolled) == [False, False]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", [SECTION, "about.html"])
def test_the_title_in_the_header_can_be_read(
    browser: Browser, address: str, locale: str, kind: str
) -> None:
    with looking(browser, Look(locale, "light", 480)) as page:
        page.goto(address + FOLDERS[locale] + kind)
        title = page.locator(".md-header__topic .md-ellipsis").first
        for width in (480, 360, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert title.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 14
            assert title.evaluate("one => one.clientWidth") >= 90, width
            assert page.locator(".md-header").evaluate("one => one.offsetHeight") < 60, width
