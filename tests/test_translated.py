"""Pages that a browser translates, as Chrome and Edge do: another language, and texts in <font>."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import faultless
from waiting import until

SECTION = "en/plan/ch2/s1.html?view=both"
TRANSLATE = """() => {
  const root = document.documentElement;
  root.lang = "fr";
  root.classList.add("translated-ltr");
  const left = (node) => node.parentElement.closest(
    "[translate=no], .notranslate, font, script, style, textarea, code");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walk.nextNode()) if (walk.currentNode.data.trim() && !left(walk.currentNode))
    texts.push(walk.currentNode);
  for (const text of texts) {
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    outer.dir = inner.dir = "auto";
    outer.style.verticalAlign = inner.style.verticalAlign = "inherit";
    inner.textContent = text.data.replace(/[A-Za-z]+/g, "mot");
    text.replaceWith(outer);
    outer.append(inner);
  }
}"""
COLUMNS = """() => {
  const row = document.querySelector("#p-2-1-3-1").closest(".pb-row");
  return [...row.querySelectorAll(":scope > p")].map((one) => Math.round(one.getBoundingClientRect().left));
}"""


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    with faultless(browser, permissions=["clipboard-read", "clipboard-write"]) as found:
        yield found


@pytest.fixture
def translated(reader: Page, address: str) -> Page:
    reader.goto(f"{address}{SECTION}", wait_until="load")
    return reader


def test_the_columns_stay_and_the_chinese_and_names_are_untouched(translated: Page) -> None:
    page = translated
    before = page.evaluate(COLUMNS)
    others = page.locator(".pb-other").all_inner_texts()
    page.evaluate(TRANSLATE)
    assert page.evaluate(COLUMNS) == before
    assert len(set(before)) == 2
    assert page.locator(".pb-other").all_inner_texts() == others
    assert page.locator("#p-2-1-3-1 font").count() > 0


def test_card_copies_and_the_way_to_a_number_still_work(translated: Page) -> None:
    page = translated
    page.evaluate(TRANSLATE)
    page.locator(".pb-row:has(> #p-2-1-3-1) .pb-ref").click()
    card = page.locator(".pb-passage")
    expect(card.locator(".pb-card-name strong")).to_have_text("2.1.3.1")
    expect(card.locator('[data-name="link"]')).to_have_text("Link")
    page.evaluate(TRANSLATE)
    assert card.locator(".pb-card-other font").count() == 0  # it is there to compare with
    card.locator('[data-name="link"]').click()
    until(page, "() => document.querySelector('.pb-said').textContent")
    assert page.evaluate("navigator.clipboard.readText()").endswith("#p-2-1-3-1")
    card.locator('[data-name="1"]').click()
    expect(card.locator(".pb-card-name strong")).to_have_text("2.1.3.1.1")
    page.keyboard.press("Escape")
    page.locator(".pb-goto input").fill("2.1.2.1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/ch2/s1.html*#p-2-1-2-1")


@pytest.mark.parametrize("path", [SECTION, "en/plan/ch4/s3.html"])
@pytest.mark.parametrize("ending", ["1", "1-2"], ids=["a paragraph", "a sentence"])
def test_a_card_copies_the_words_of_the_edition(
    reader: Page, address: str, path: str, ending: str
) -> None:
    page = reader
    copies = []
    for translate in ("() => 0", TRANSLATE):
        page.goto(f"{address}{path}", wait_until="load")
        page.evaluate(translate)
        name = page.locator(f".pb-row > p[id$='-{ending[0]}']:has([id$='-2'])").first.get_attribute(
            "id"
        )
        if ending == "1":
            page.locator(f".pb-row:has(> #{name}) .pb-ref").click()
        else:
            page.evaluate("name => document.getElementById(name).click()", f"{name}-2")
        for button in ("both", "own"):
            page.locator(f'.pb-passage [data-name="{button}"]').click()
            until(page, "() => document.querySelector('.pb-said').textContent")
            copies.append(page.evaluate("navigator.clipboard.readText()"))
    assert copies[:2] == copies[2:]


def test_the_search_and_the_views_still_work(translated: Page) -> None:
    page = translated
    page.evaluate(TRANSLATE)
    page.locator(".pb-bar button[data-view='en']").click()
    assert page.locator("#p-2-1-3-1").is_visible()
    assert not page.locator(".pb-row:has(> #p-2-1-3-1) .pb-other").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("cruise")
    answer = page.locator(".md-search-result__link").first
    expect(answer).to_be_visible()
    assert "/en/" in str(answer.evaluate("one => one.href"))


@pytest.mark.parametrize("path", ["en/names/index.html", "en/glossary.html", "en/figures.html"])
def test_lists_keep_their_names_and_are_filtered(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}", wait_until="load")
    kept = page.locator("[translate=no]").all_inner_texts()
    page.evaluate(TRANSLATE)
    assert page.locator("[translate=no]").all_inner_texts() == kept
    page.locator(".pb-filter input").fill("no such thing")
    expect(page.locator(".pb-filter [role=status]")).to_contain_text("No ")
