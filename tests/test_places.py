"""Places: what the schematic shows stands on the plan, in words too, legible in every language."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag

import msgspec
import pytest
from playwright.sync_api import Browser, Page

from axe import violations
from building import FOLDERS
from planbook.addresses import anchor_of
from planbook.cli import main
from planbook.locales import LOCALES, Locale
from planbook.pages.sectors import places_page
from planbook.pictures.charts import glance
from planbook.pictures.maps import schematic
from planbook.pictures.svg import width_of, wrapped
from planbook.pipeline import Conversion
from planbook.search.documents import sections
from planbook.sources import Sources
from planbook.statements.ground import Ground
from planbook.statements.places import FILE, Glance, Places, place_faults
from planbook.words import WORDS
from test_access import Look, looking
from waiting import until

# Texts of the pictures that lie on each other, or beyond the edge.
CROWDED = """() => [...document.querySelectorAll("svg.pb-picture")].flatMap((svg) => {
  const {width, height} = svg.viewBox.baseVal;
  const texts = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBBox()]);
  const out = texts.filter(([, b]) => b.x < 0 || b.y < 0 || b.x + b.width > width || b.y + b.height > height);
  const on = texts.flatMap(([name, a], at) => texts.slice(at + 1).filter(([, b]) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
  ).map(([other]) => `${name} on ${other}`));
  return [...out.map(([name]) => `${name} beyond the edge`), ...on];
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll("svg.pb-picture text")].map((one) =>
  parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a))"""


@pytest.fixture(scope="session")
def places(sources: Sources) -> Places:
    return sources.places


# --- what is declared


def test_all_that_is_declared_stands_on_the_plan(places: Places, ground: Ground) -> None:
    assert [str(one) for one in place_faults(places, ground)] == []
    assert len(places.element) > 40


FAULTS = {
    "another passage": ('at = ["3.1.0.1.1"]', 'at = ["2.3.1.1.1"]', "dagang: no passage names 大港"),
    "another area in a label": ("大港区域 4.2", "大港区域 4.7", "port-core, name: no passage has the number 4.7"),
    "an id twice": ('id = "dagang"', 'id = "lehaifang"', "lehaifang appears twice"),
    "no map": ("[map]\n", "[map]\n#", "missing required field `title`"),
    "no place": ('position = "text"', 'position = "none"', "has the position text or known, every"),
    "no size": ("area = 14\n", "", "every element of the part areas must have an area"),
    "a spot that is nowhere": (
        "points = [[62, 35]]", "points = []", "locator: a spot needs 1 point, not 0",
    ),
    "half a zone": ("[[580, 478], [126, 66]]", "[[580, 478]]", "a zone needs 2 points, not 1"),
    "two spots in one": ("points = [[262, 586]]", "points = [[262, 586], [1, 1]]", "a spot needs 1 point, not 2"),
    "a goal that is nowhere": ('"1.6.0.5.1"]', '"1.6.0.55.1"]', "the plan has no 1.6.0.55.1"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_what_does_not_stand_on_the_plan_stops_the_run(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    before, after, message = FAULTS[name]
    path = project / FILE
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    assert main(["--root", str(project), "convert"]) == 1
    said = capsys.readouterr().err
    assert message in said
    assert FILE in said


def test_a_plan_without_places_has_no_page(conversion: Conversion) -> None:
    assert list(places_page(Places(), conversion.readings["en"])) == []
    assert "en/places.md" in conversion.pages


# --- the pictures


@pytest.mark.parametrize("locale", LOCALES)
def test_picture_and_list_show_the_same(
    conversion: Conversion, places: Places, locale: Locale
) -> None:
    page = conversion.pages[f"{locale}/places.md"]
    pictures = "".join(re.findall(r"<figure.*</figure>", page))
    labels = [
        unescape(one) for one in re.findall(r'<a href="[^"]+" aria-label="([^"]+)"', pictures)
    ]
    titles = [one.title(locale) for one in places.element]
    assert sorted(re.split(r"（规划| \(plan", one)[0] for one in labels) == sorted(titles)
    assert re.findall(r"\{: #place-(.+) \}", page) == [
        one.id for part in ("map", "areas", "base", "clusters", "beside") for one in places.of(part)
    ]
    for one in places.element:
        said = page.split(f"{{: #{one.anchor} }}")[0].rsplit("\n- ", 1)[1]
        assert one.statement.of(locale)[:12] in said
        assert f"#{anchor_of(one.statement.at[0])})" in said


def test_the_search_finds_what_is_said_and_not_the_labels(conversion: Conversion) -> None:
    page = conversion.pages["en/places.md"]
    said = re.sub(r"<figure.*</figure>", "", page)
    assert page.count("Yanjiashan") > said.count("Yanjiashan")
    assert list(sections("places.html", page)) == list(sections("places.html", said))


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_link_of_a_picture_leads_to_its_passage(site: Path, locale: str) -> None:
    folder = site / FOLDERS[locale]
    html = (folder / "places.html").read_text("utf-8")
    hrefs = re.findall(r'<a href="([^"]+)" aria-label', html)
    assert len(hrefs) > 40
    for href in hrefs:
        path, anchor = urldefrag(href)
        assert f'id="{anchor}"' in (folder / path).read_text("utf-8"), href


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [360, 1280])
def test_labels_are_legible(browser: Browser, address: str, locale: str, width: int) -> None:
    with looking(browser, Look(locale, "light", width)) as page:
        page.goto(f"{address}{FOLDERS[locale]}places.html")
        assert page.evaluate(CROWDED) == []
        assert page.evaluate(SMALLEST) >= 11
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_is_for_everybody(browser: Browser, address: str, locale: str) -> None:
    with looking(browser, Look(locale, "light", 360)) as page:
        page.goto(f"{address}{FOLDERS[locale]}places.html")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        until(page, "() => document.body.dataset.mdColorScheme === 'slate'")
        assert violations(page) == []


def test_a_picture_moves_and_its_links_are_reached_by_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}en/places.html")
    region = page.locator(".pb-scroll").first
    region.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    until(page, "() => document.querySelector('.pb-scroll').scrollLeft > 0")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Jiaozhou Bay (plan, 6.3.1.2)"
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/ch6/s3.html#p-6-3-1-2")


def test_without_javascript_the_page_is_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}places.html")
    assert page.locator("svg.pb-picture:visible").count() == 2
    assert page.locator("li[id^='place-']:visible").count() > 40
    context.close()


# --- the plan at a glance


@pytest.mark.parametrize("locale", LOCALES)
def test_the_glance_has_every_chapter_and_section(
    browser: Browser, conversion: Conversion, places: Places, locale: Locale
) -> None:
    drawn = glance(conversion.readings[locale], "guide.md", places.glance).svg
    hrefs = re.findall(r'<a href="([^"]+)"', drawn)
    for division in conversion.outline.divisions():
        expected = division.level != "subsection"
        assert any(one.endswith(f"#{division.anchor}") for one in hrefs) == expected
    for one in places.glance.aim:
        assert f'aria-label="{one.of(locale)}"' in drawn
    page = browser.new_page()
    page.set_content(f"<style>svg {{ width: 780px; font-family: sans-serif }}</style>{drawn}")
    assert page.evaluate(CROWDED) == []
    page.close()


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_locator_is_legible_and_says_that_it_is_ours(
    browser: Browser, address: str, locale: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}{FOLDERS[locale]}guide.html")
    drawn = page.locator("#locator")
    assert drawn.get_attribute("role") == "img"
    page.evaluate("document.querySelectorAll('svg:not(#locator)').forEach(one => one.remove())")
    assert page.evaluate(CROWDED) == []
    assert page.evaluate(SMALLEST) >= 11
    own = {"zh": "由本站依一般常识绘制", "en": "Drawn by us", "zh-Hant": "由本站依一般常識繪製"}[
        locale
    ]
    assert own in page.locator(".pb-locator figcaption").inner_text()
    assert own in (drawn.locator("desc").text_content() or "")
    context.close()


def test_without_a_declaration_the_glance_is_the_outline(conversion: Conversion) -> None:
    bare = glance(conversion.readings["en"], "guide.md", Glance())
    assert f">{WORDS['en'].glance.objective}<" not in bare.svg
    whole = glance(conversion.readings["en"], "guide.md", conversion.sources.places.glance)
    assert f">{WORDS['en'].glance.objective}<" in whole.svg


# Text, width in sizes of the type, the lines expected.
WRAPPED = [
    ("one two three", 8 * 0.56, ["one two", "three"]),
    ("新航运，新贸易", 3, ["新航", "运，新", "贸易"]),
    ("打造RCEP基地", 4, ["打造", "RCEP基", "地"]),
]


@pytest.mark.parametrize(("text", "width", "expected"), WRAPPED)
def test_lines_are_cut_where_a_reader_expects_it(
    text: str, width: float, expected: list[str]
) -> None:
    rows = wrapped(text, width * 10, 10)
    assert rows == expected
    assert all(width_of(row, 10) <= width * 10 for row in rows)


def test_same_places_same_picture(places: Places, conversion: Conversion) -> None:
    again = msgspec.convert(msgspec.to_builtins(places), Places)
    for reading in conversion.readings.values():
        first, second = (schematic(one, reading, "places.md") for one in (places, again))
        assert first == second
