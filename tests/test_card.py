"""The sentence as the unit: its card, what is copied from it, notes, and the way to a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from building import FOLDERS
from conftest import ADDRESS
from planbook.pipeline import Conversion
from planbook.reading.read import passages_of
from projects import DESCRIPTION
from waiting import until

SECTION = "plan/ch2/s1.html"
ROW, SENTENCE = "#p-2-1-3-1", "#p-2-1-3-1-4"
CARD = ".pb-passage"
NUMBER = f".pb-row:has(> {ROW}) .pb-ref"


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page with a clipboard that fails its test on any error."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


def tap(page: Page, name: str) -> None:
    """Select a sentence where it ends, which no link of this one covers."""
    page.locator(name).evaluate(
        """one => {
          one.scrollIntoView({block: "center"});
          const {right, bottom} = [...one.getClientRects()].at(-1);
          document.elementFromPoint(right - 12, bottom - 6).click();
        }"""
    )
    page.wait_for_selector(CARD)


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")


def copied(page: Page, name: str) -> str:
    page.click(f'{CARD} [data-name="{name}"]')
    until(page, "() => document.querySelector('.pb-said').textContent === 'Copied'")
    return clipboard(page)


@pytest.fixture
def lines(conversion: Conversion) -> dict[str, str]:
    """The last sentence of paragraph 2.1.3.1 by language."""
    (found,) = [one for one in passages_of(conversion.readings) if one.reference == "2.1.3.1"]
    return {locale: texts[3] for locale, texts in found.lines.items()}


# --- what readers came for


def test_a_doubtful_sentence_is_checked_from_a_shared_link_in_one_tap(
    browser: Browser, address: str, lines: dict[str, str]
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}{SENTENCE}")
    until(page, "() => document.readyState === 'complete'")
    box = page.locator(SENTENCE).evaluate(
        "one => { const {left, top} = [...one.getClientRects()].at(-1); return [left, top]; }"
    )
    page.touchscreen.tap(box[0] + 10, box[1] + 8)
    page.wait_for_selector(CARD)
    assert page.locator(f"{CARD} .pb-card-other").inner_text() == lines["zh"]
    card, sentence = page.locator(CARD).bounding_box(), page.locator(SENTENCE).bounding_box()
    assert card
    assert sentence
    assert card["y"] + card["height"] <= 740
    assert sentence["y"] + sentence["height"] <= card["y"] + 1  # both are in sight
    context.close()


@pytest.mark.parametrize(
    ("locale", "view", "shown"),
    [
        ("en", "en", "zh"),
        ("en", "zh", "en"),
        ("en", "both", "zh"),
        ("zh", "zh", "en"),
        ("zh", "en", "zh"),
        ("zh-Hant", "zh", "en"),
    ],
)
def test_a_card_shows_the_language_that_the_page_does_not(
    reader: Page, address: str, lines: dict[str, str], locale: str, view: str, shown: str
) -> None:
    reader.goto(f"{address}{FOLDERS[locale]}{SECTION}?view={view}")
    reader.evaluate(
        """name => [document.getElementById(name), document.querySelector(`[data-s=${name}]`)]
        .find((one) => one.getClientRects().length).click()""",
        SENTENCE.removeprefix("#"),
    )
    text = reader.locator(f"{CARD} .pb-card-other")
    expect(text).to_have_text(lines[shown])
    assert str(text.get_attribute("lang")).startswith(shown)


def test_a_sentence_is_cited_in_two(reader: Page, address: str) -> None:
    reader.goto(f"{address}en/{SECTION}")
    tap(reader, SENTENCE)
    assert re.fullmatch(
        r"Outline of the 14th .+, 2021–2025, para\. 2\.1\.3\.1\.4, unofficial translation, "
        rf"version {re.escape(DESCRIPTION.version)}, {DESCRIPTION.day.en}, "
        rf"accessed \w+ \d+, \d{{4}}, {re.escape(address)}en/{SECTION}{SENTENCE}\.",
        copied(reader, "chicago"),
    )


CONTENTS, CHAPTER = "plan/index.html", "plan/ch7/index.html"


@pytest.mark.parametrize(
    ("start", "typed", "goal"),
    [
        (CONTENTS, "7.1.3.4", "plan/ch7/s1.html#p-7-1-3-4"),
        (CHAPTER, "2.3.3", "plan/ch2/s3.html#s-2-3-3"),
        (SECTION, "p-2-3-3-1", "plan/ch2/s3.html#p-2-3-3-1"),
        (CONTENTS, "para. 2.3.3.1.1", "plan/ch2/s3.html#p-2-3-3-1-1"),
        (SECTION, "２．０．０．１", "plan/ch2/index.html#p-2-0-0-1"),
        (CHAPTER, "2", "plan/ch2/index.html#s-2-0-0"),
        (CONTENTS, "第二章", "plan/ch2/index.html#s-2-0-0"),
        (CHAPTER, "chapter 2 section 3", "plan/ch2/s3.html#s-2-3-0"),
        (CHAPTER, "2.1.3.1", f"{SECTION}{ROW}"),
        (SECTION, "2.1.3.1", f"{SECTION}{ROW}"),
    ],
)
def test_a_number_leads_to_its_passage(
    page: Page, address: str, start: str, typed: str, goal: str
) -> None:
    page.goto(f"{address}en/{start}")
    page.fill(".pb-goto input", typed)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}en/{goal}")
    until(page, "() => document.readyState === 'complete'")
    top = page.locator(f"[id='{goal.partition('#')[2]}']").evaluate(
        "one => one.getBoundingClientRect().top"
    )
    assert 80 < top < 400


@pytest.mark.parametrize("typed", ["2.3.9", "2.1.3.1.5", "12", "cruise"])
def test_a_number_that_the_plan_does_not_have(page: Page, site: Path, typed: str) -> None:
    """From a disk, too."""
    page.goto(f"{site.as_uri()}/en/{SECTION}")
    page.fill(".pb-goto input", typed)
    page.keyboard.press("Enter")
    expect(page.locator(".pb-goto output")).to_have_text(f"There is no {typed}.")
    assert page.url.endswith(SECTION)


def test_that_it_does_not_is_said_until_the_reader_goes_elsewhere(page: Page, address: str) -> None:
    page.goto(f"{address}en/{SECTION}")
    said = page.locator(".pb-goto output")
    for act in (
        lambda: page.evaluate("location.hash = 'p-2-1-1-1'"),
        lambda: page.click("#s-2-1-2"),
    ):
        page.fill(".pb-goto input", "9.9.9.9")
        page.keyboard.press("Enter")
        expect(said).to_have_text("There is no 9.9.9.9.")
        act()
        expect(said).to_be_empty()


# --- the card


@pytest.mark.parametrize("locale", FOLDERS)
def test_both_languages_are_copied_the_readers_own_first(
    reader: Page, address: str, locale: str, lines: dict[str, str]
) -> None:
    reader.goto(f"{address}{FOLDERS[locale]}{SECTION}")
    tap(reader, SENTENCE)
    reader.click(f'{CARD} [data-name="both"]')
    until(reader, "() => document.querySelector('.pb-said').textContent")
    first, second, source, link = clipboard(reader).split("\n")
    if locale == "en":
        assert (first, second) == (lines["en"], lines["zh"])
    else:
        assert second == lines["en"]
        assert (first == lines["zh"]) == (locale == "zh")
    title = {"zh": "《青岛市市北区", "en": "Outline of the 14th", "zh-Hant": "《青島市市北區"}
    assert source.startswith(title[locale])
    assert "2.1.3.1.4" in source
    assert re.search(r"2021[–—]2025", source)
    assert link == f"{address}{FOLDERS[locale]}{SECTION}{SENTENCE}"


def test_one_language_is_copied_without_its_notes(
    reader: Page, address: str, lines: dict[str, str]
) -> None:
    reader.goto(f"{address}en/{SECTION}?view=both")
    tap(reader, SENTENCE)
    assert copied(reader, "own").split("\n")[0] == lines["en"]
    assert copied(reader, "other").split("\n")[0] == lines["zh"]
    assert copied(reader, "link") == f"{address}en/{SECTION}{SENTENCE}"


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        (
            "gbt",
            r"青岛市.+（2021—2025年）：2\.1\.3\.1\[EB/OL\]\.非官方发布，第.+版\(\d{4}-\d\d-\d\d\)\[\d{4}-\d\d-\d\d\]\.http.+\.",
        ),
        (
            "chicago",
            r"Outline of the 14th .+, para\. 2\.1\.3\.1, unofficial .+, accessed \w+ \d+, \d{4}, http.+\.",
        ),
        (
            "bibtex",
            (
                r"@misc\{shibei-14fyp-2\.1\.3\.1,\n  title = \{\{Outline .+\n"
                rf"  year = \{{{DESCRIPTION.released.year}\}},\n  date = \{{{DESCRIPTION.released}\}},\n  note = .+\n"
                r"  url = \{http.+\n  urldate = \{\d{4}-\d\d-\d\d\}\n\}"
            ),
        ),
    ],
)
def test_citations_of_a_paragraph(reader: Page, address: str, name: str, pattern: str) -> None:
    reader.goto(f"{address}en/{SECTION}")
    reader.click(NUMBER)
    assert re.fullmatch(pattern, copied(reader, name), re.DOTALL)


def test_traditional_readers_cite_in_their_characters(reader: Page, address: str) -> None:
    reader.goto(f"{address}zh-Hant/{SECTION}")
    reader.click(NUMBER)
    reader.click(f'{CARD} [data-name="gbt"]')
    until(reader, "() => document.querySelector('.pb-said').textContent")
    assert clipboard(reader).startswith("青島市市北區國民經濟")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_copy_on_a_disk_is_cited_by_the_declared_address(
    reader: Page, addressed: Path, folder: str
) -> None:
    reader.add_init_script(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied = text; }}})"
    )
    reader.goto(f"{(addressed / folder / SECTION).as_uri()}?view=both")
    reader.click(NUMBER)
    for name in ("link", "gbt", "chicago", "bibtex", "own"):
        reader.click(f'{CARD} [data-name="{name}"]')
        said = reader.evaluate("window.copied")
        assert f"{ADDRESS}{folder}{SECTION}#p-2-1-3-1" in said, name
        assert "file:" not in said


@pytest.mark.parametrize("folder", ["en/", "zh-Hant/"])
def test_a_copy_on_a_disk_without_a_declared_address_is_cited_without_one(
    reader: Page, site: Path, folder: str
) -> None:
    reader.add_init_script(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied = text; }}})"
    )
    reader.goto(f"{(site / folder / SECTION).as_uri()}?view=both")
    reader.click(NUMBER)
    reader.wait_for_selector(CARD)
    assert reader.locator(f'{CARD} [data-name="link"]').count() == 0
    endings = {
        "gbt": r"\(\d{4}-\d\d-\d\d\)\[\d{4}-\d\d-\d\d\]\.",
        "chicago": r", accessed \w+ \d+, \d{4}\.",
        "bibtex": r"\},\n  urldate = \{\d{4}-\d\d-\d\d\}\n\}",
        "own": r"\n.*2\.1\.3\.1\b.*[)）]",
        "both": r"\n.*\n.*2\.1\.3\.1\b.*[)）]",
    }
    for name, ending in endings.items():
        reader.click(f'{CARD} [data-name="{name}"]')
        said = reader.evaluate("window.copied")
        assert re.search(rf"{ending}\Z", said), (name, said)
        assert "file:" not in said
        assert "url =" not in said


def test_the_card_by_keyboard(reader: Page, address: str) -> None:
    reader.goto(f"{address}en/{SECTION}")
    number = reader.locator(NUMBER)
    number.focus()
    reader.keyboard.press("Enter")
    card = reader.locator(CARD)
    expect(card).to_be_focused()
    assert number.get_attribute("aria-expanded") == "true"
    expect(card.locator("strong")).to_have_text("2.1.3.1")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")  # the next: the first sentence
    expect(card.locator("strong")).to_have_text("2.1.3.1.1")
    assert reader.url.endswith(f"{ROW}-1")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")  # back to the last sentence of the paragraph before
    expect(card.locator("strong")).to_have_text("2.1.2.1.3")
    reader.keyboard.press("Escape")
    assert card.count() == 0
    expect(reader.locator("#p-2-1-2-1-3")).to_be_focused()
    number.focus()
    reader.keyboard.press(" ")
    expect(card).to_be_focused()
    reader.keyboard.press("Escape")
    expect(number).to_be_focused()
    assert number.get_attribute("aria-expanded") == "false"


def test_who_selects_text_opens_no_card(reader: Page, address: str) -> None:
    reader.goto(f"{address}en/{SECTION}")
    box = reader.locator("#p-2-1-1-1-1").bounding_box()
    assert box
    reader.mouse.move(box["x"] + 150, box["y"] + 10)
    reader.mouse.down()
    reader.mouse.move(box["x"] + 300, box["y"] + 40, steps=4)
    reader.mouse.up()
    reader.wait_for_timeout(200)
    assert reader.evaluate("getSelection().toString().length") > 20
    assert reader.locator(CARD).count() == 0


def test_a_second_tap_and_a_tap_elsewhere_close_it(reader: Page, address: str) -> None:
    reader.goto(f"{address}en/{SECTION}")
    reader.click(NUMBER)
    reader.wait_for_selector(CARD)
    reader.click(NUMBER)
    assert reader.locator(CARD).count() == 0
    reader.click(NUMBER)
    reader.wait_for_selector(CARD)
    reader.click("h1", position={"x": 5, "y": 5})
    assert reader.locator(CARD).count() == 0


def test_back_and_forward_with_an_open_card(reader: Page, address: str) -> None:
    start = f"{address}en/{SECTION}"
    reader.goto(f"{address}en/plan/index.html")
    reader.goto(start)
    reader.click(NUMBER)
    reader.wait_for_selector(CARD)
    reader.go_back()
    reader.wait_for_url(f"{address}en/plan/index.html")
    reader.go_forward()
    reader.wait_for_url(f"{start}{ROW}")
    assert reader.locator(CARD).count() == 0
    reader.click(NUMBER)
    reader.wait_for_selector(CARD)


def test_a_note_opens_where_it_stands(reader: Page, address: str) -> None:
    reader.goto(f"{address}en/{SECTION}")
    mark = reader.locator(f"{ROW} .footnote-ref").first
    before = reader.evaluate("scrollY")
    mark.scroll_into_view_if_needed()
    mark.click()
    card = reader.locator(CARD)
    card.wait_for()
    assert "pinyin for names that the text gives only in short form" in card.inner_text()
    assert card.get_attribute("aria-label") == "Note 4"
    assert card.locator(".footnote-backref").count() == 0
    assert reader.evaluate("scrollY") - before < 1500
    assert "#fn" not in reader.url
    reader.keyboard.press("Escape")
    expect(mark).to_be_focused()


def test_without_the_script_of_the_card_links_lead_where_they_say(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/card.js", lambda route: route.abort())
    page.goto(f"{address}en/{SECTION}")
    page.click(f"{ROW} .footnote-ref >> nth=0")
    page.wait_for_url("**#fn:t-2-1-3-1-1")
    page.click(NUMBER)
    page.wait_for_url(f"**{ROW}")
    context.close()


def test_nothing_of_the_card_is_loaded_before_it_is_asked_for(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}en/{SECTION}", wait_until="networkidle")
    assert not [url for url in asked if url.endswith("card.js")]


def test_nobody_is_sent_to_a_repository_that_is_not_there(reader: Page, address: str) -> None:
    reader.goto(f"{address}en/{SECTION}")
    reader.click(NUMBER)
    reader.wait_for_selector(CARD)
    assert reader.locator(f'{CARD} [data-name="suggest"]').count() == 0


def with_repository(page: Page, repository: str) -> Page:
    """A page of an edition with a repository; its host does not answer."""

    def declared(route: Route) -> None:
        text = route.fetch().text().replace('"repoUrl":""', f'"repoUrl":"{repository}"')
        route.fulfill(body=text, content_type="text/javascript")

    page.context.route(f"{repository}/**", lambda route: route.fulfill(body=""))
    page.route("**/card.js", declared)
    return page


@pytest.fixture
def suggesting(reader: Page) -> Page:
    return with_repository(reader, "https://github.com/plan/r")


def suggested(page: Page) -> str:
    """The address that the card's button opens."""
    with page.context.expect_page() as opened:
        page.click(f'{CARD} [data-name="suggest"]')
    return opened.value.url


def test_a_better_translation_is_suggested_where_there_is_a_repository(
    suggesting: Page, address: str, lines: dict[str, str]
) -> None:
    suggesting.goto(f"{address}en/{SECTION}")
    tap(suggesting, SENTENCE)
    assert parse_qs(urlsplit(suggested(suggesting)).query) == {
        "template": ["wrong-translation.yml"],
        "reference": ["2.1.3.1.4"],
        "chinese": [lines["zh"]],
        "english": [lines["en"]],
    }


def test_no_suggestion_is_too_long_for_an_address(suggesting: Page, address: str) -> None:
    suggesting.goto(f"{address}en/plan/ch1/s1.html")
    suggesting.click(".pb-row:has(> #p-1-1-4-1) .pb-ref")
    suggesting.wait_for_selector(CARD)
    assert 4000 < len(suggested(suggesting)) < 8000


@pytest.mark.parametrize(
    ("repository", "path", "title", "body"),
    [
        ("https://gitlab.com/g/plan", "/-/issues/new", "issue[title]", "issue[description]"),
        (
            "https://gitlab.plan.example/g/h/plan",
            "/-/issues/new",
            "issue[title]",
            "issue[description]",
        ),
        ("https://gitee.com/g/plan", "/issues/new", "issue[title]", "issue[description]"),
        ("https://codeberg.org/g/plan", "/issues/new", "title", "body"),
    ],
)
def test_every_host_is_asked_in_its_own_form(
    reader: Page,
    address: str,
    lines: dict[str, str],
    repository: str,
    path: str,
    title: str,
    body: str,
) -> None:
    with_repository(reader, repository).goto(f"{address}en/{SECTION}")
    tap(reader, SENTENCE)
    there = urlsplit(suggested(reader))
    assert there.geturl().startswith(f"{repository}{path}?")
    query = parse_qs(there.query)
    assert query[title] == ["2.1.3.1.4: Suggest a better translation"]
    assert lines["zh"] in query[body][0]
    assert lines["en"] in query[body][0]
    assert "#p-2-1-3-1-4" in query[body][0]


def test_a_letter_is_short_enough_for_mail_programs(reader: Page, address: str) -> None:
    with_repository(reader, "mailto:plan@plan.example").goto(f"{address}en/plan/ch1/s1.html")
    reader.evaluate("window.open = (there, where) => { window.opened = [there, where]; }")
    reader.click(".pb-row:has(> #p-1-1-4-1) .pb-ref")
    reader.click(f'{CARD} [data-name="suggest"]')
    there, where = reader.evaluate("window.opened")
    assert there.startswith("mailto:plan@plan.example?subject=1.1.4.1%3A%20")
    assert len(there) < 2000
    assert "+" not in there
    assert where == "_self"


# --- what is copied by hand


@pytest.mark.parametrize("view", ["en", "both"])
def test_what_is_copied_by_hand_is_the_text_alone(
    reader: Page, address: str, view: str, conversion: Conversion
) -> None:
    reader.goto(f"{address}en/{SECTION}?view={view}")
    reader.click("h1", position={"x": 5, "y": 5})
    reader.keyboard.press("Control+a")
    reader.keyboard.press("Control+c")
    text = clipboard(reader)
    for passage in passages_of(conversion.readings):
        if passage.reference.startswith("2.1.") and not passage.is_heading:
            assert " ".join(passage.lines["en"]) in text
            assert (("".join(passage.lines["zh"])) in text) == (view == "both")
            assert not re.search(rf"^{re.escape(passage.reference)}$", text, re.MULTILINE)
    assert "(1) Cruise industry\n" in text
    assert "#" not in text
    for furniture in ("Chinese only", "中/EN", "Go to"):
        assert furniture not in text
