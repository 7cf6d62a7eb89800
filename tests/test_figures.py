"""The pages of the figures as readers use them: the table, its filter, and the charts."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace as altered
from playwright.sync_api import Browser, Locator, Page, expect

from axe import violations
from building import FOLDERS
from planbook.addresses import anchor_of, page_of
from planbook.locales import LOCALES, Locale, Translatable
from planbook.pictures import charts
from planbook.pipeline import Conversion
from planbook.sources import Sources
from planbook.statements.targets import THEMES, Target
from planbook.words import WORDS, words_for
from waiting import until

ROW = 'li[id^="f-"]'
DRAWN = {"pairs": charts.pairs_chart, "spans": charts.spans_chart}


@pytest.fixture(scope="session")
def targets(conversion: Conversion) -> list[Target]:
    return [one.target for one in conversion.tied.account.entries]


def shown(page: Page) -> Locator:
    return page.locator(f"{ROW}:visible")


def status(page: Page) -> Locator:
    return page.locator(".pb-filter [role=status]")


# --- the table


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_figure_stands_there_once_and_leads_to_its_passage(
    site: Path, locale: str, conversion: Conversion
) -> None:
    folder = site / FOLDERS[locale]
    html = (folder / "figures.html").read_text("utf-8")
    anchors = re.findall(r"<li[^>]* id=\"?(f-[\w-]+)", html)
    assert anchors == [one.anchor for one in conversion.tied.account.entries]
    passages = dict.fromkeys(re.findall(r'href="(plan/[^"#]+)#([sp]-[\w-]+)"', html))
    assert len(passages) > 50
    for path, anchor in passages:
        assert f'id="{anchor}"' in (folder / path).read_text("utf-8"), anchor


@pytest.mark.parametrize("locale", LOCALES)
def test_a_row_has_all_that_is_known_of_its_figure(
    site: Path, locale: Locale, conversion: Conversion
) -> None:
    html = (site / FOLDERS[locale] / "figures.html").read_text("utf-8")
    rows = re.findall(r"<li[^>]* id=\"?f-.*?</li>", html, re.DOTALL)
    for entry, row in zip(conversion.tied.account.entries, rows, strict=True):
        one, said = entry.target, unescape(re.sub(r"<[^>]+>", "", row))
        place = page_of(one.at).removesuffix("md") + f"html#{anchor_of(one.at)}"
        facts = [one.zh, one.en, one.measures.zh, one.measures.en, WORDS[locale].kinds[one.kind]]
        facts += [WORDS[locale].themes[one.theme], *([str(one.year)] if one.year else [])]
        facts += [one.body.of(locale)] if one.body else []
        assert [fact for fact in facts if fact not in said] == [], entry.anchor
        assert place in row


def test_without_javascript_the_whole_table_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/figures.html#f-7-1-1-1-3-1")
    assert page.locator(ROW).count() == shown(page).count() > 200
    assert page.locator(".pb-filter").count() == 0
    assert page.locator("li:target").inner_text().startswith("at least 20,000 school places")
    context.close()


# --- the filter

# Language, what is typed, what one of the rows left says.
TYPED = [
    ("en", "gross domestic", "RMB 96.218 billion"),
    ("en", "生产总值", "RMB 96.218 billion"),
    ("zh", "school places", "2万个以上"),
    ("zh", "學位", "2万个以上"),
    ("zh-Hant", "学位", "2萬個以上"),
]


@pytest.mark.parametrize(("locale", "typed", "found"), TYPED)
def test_figures_are_found_as_one_types(
    page: Page, address: str, locale: str, typed: str, found: str
) -> None:
    page.goto(f"{address}{FOLDERS[locale]}figures.html")
    page.locator(".pb-filter input").focus()
    page.keyboard.type(typed)
    expect(shown(page).filter(has_text=found)).to_have_count(1)
    assert shown(page).count() < 12
    assert status(page).inner_text().startswith(f"{shown(page).count()} / ")
    page.keyboard.press("Enter")
    expect(shown(page).first.locator("a")).to_be_focused()


@pytest.mark.parametrize("typed", ["歌诗达", "歌詩達"])
@pytest.mark.parametrize("locale", ["zh", "zh-Hant"])
def test_the_glossary_is_found_in_either_script(
    page: Page, site: Path, locale: str, typed: str
) -> None:
    page.goto(f"{site.as_uri()}/{FOLDERS[locale]}glossary.html")
    page.locator(".pb-filter input").focus()
    page.keyboard.type(typed)
    expect(page.locator("li[id='t-costa-cruises']:visible")).to_have_count(1)
    assert page.locator("li[id^='t-']:visible").count() < 5


def test_theme_kind_and_chapter_by_keyboard(
    page: Page, address: str, targets: list[Target]
) -> None:
    page.goto(f"{address}en/figures.html")
    page.locator(".pb-filter input").focus()
    for name in ("Education", "Target", "Chapter 7"):
        page.keyboard.press("Tab")
        page.keyboard.type(name)
    wanted = [
        one for one in targets if (one.theme, one.kind, one.at[0]) == ("education", "target", "7")
    ]
    expect(status(page)).to_have_text(f"{len(wanted)} / {len(targets)}")
    assert shown(page).count() == len(wanted)
    assert page.locator(".md-content h2:visible").count() == 1


def test_figures_are_ordered_by_value_within_a_unit(page: Page, address: str) -> None:
    page.goto(f"{address}en/figures.html")
    before = page.locator(ROW).evaluate_all("all => all.map(one => one.id)")
    page.select_option(".pb-filter label:has-text('Order') select", "value")
    groups = page.evaluate(
        "[...document.querySelectorAll('.md-content h2')].filter(one => one.offsetParent).map(one =>"
        " [one.textContent, [...one.nextElementSibling.children].map(row =>"
        " [row.dataset.unit, Number(row.dataset.value)])])"
    )
    assert len(groups) > 20
    for title, rows in groups:
        assert {unit for unit, _ in rows} == {title}
        values = [value for _, value in rows]
        assert values == sorted(values, reverse=True)
    page.select_option(".pb-filter label:has-text('Order') select", "theme")
    assert page.locator(".md-content h2:visible").count() == len(THEMES)
    page.select_option(".pb-filter label:has-text('Order') select", "")
    assert page.locator(ROW).evaluate_all("all => all.map(one => one.id)") == before


def test_a_link_to_a_figure_that_was_filtered_away(page: Page, address: str) -> None:
    page.goto(f"{address}en/figures.html")
    page.fill(".pb-filter input", "no such thing")
    expect(status(page)).to_have_text("No matching figure")
    page.evaluate("location.hash = '#f-7-1-1-1-3-1'")
    expect(page.locator("#f-7-1-1-1-3-1")).to_be_in_viewport()
    assert page.locator(".pb-filter input").input_value() == ""


# --- charts


@pytest.mark.parametrize("locale", LOCALES)
def test_the_charts_have_what_the_plan_says(
    targets: list[Target], conversion: Conversion, locale: Locale
) -> None:
    reading = conversion.readings[locale]
    spans, pairs = charts.spans(targets), charts.pairs(targets)
    drawn = {name: draw(targets, reading).svg for name, draw in DRAWN.items()}
    assert drawn == {name: draw(iter(targets), reading).svg for name, draw in DRAWN.items()}
    # A bar is as long as its part of the longest, and a range begins at its first figure.
    bars = re.findall(r'class="pic-accent"[^>]* x="([\d.]+)" width="([\d.]+)"', drawn["spans"])
    year = charts.TRACK / max(float(one.upper or one.value) for one in spans)
    assert len(bars) == len(spans) >= 5
    for one, (start, length) in zip(spans, bars, strict=True):
        begins, ends = (one.value, one.upper) if one.upper else (0, one.value)
        assert float(start) == pytest.approx(year * float(begins), abs=0.1)
        assert float(length) == pytest.approx(year * float(ends - begins), abs=0.1)
        assert one.of(locale) in drawn["spans"]
    for pair in pairs:
        for one in (pair.there, pair.aim):
            assert one.of(locale) in drawn["pairs"]
    assert all(pair.aim.year for pair in pairs)
    # Both periods are named.
    assert words_for("plan")[locale].charts.there in drawn["pairs"]
    assert "2025" in drawn["pairs"]


@pytest.mark.parametrize("unit", ["accident", "percent"])
@pytest.mark.parametrize(
    ("there", "aim", "widths"),
    [("0", "0", ("0", "0")), ("-3", "5", ("0", None)), ("120", "150", ("288", "360"))],
)
def test_a_bar_fits_its_track_whatever_the_value(
    conversion: Conversion, there: str, aim: str, widths: tuple[str | None, ...], unit: str
) -> None:
    """重大事故0起 may be both what there is and what is aimed at; a share may grow beyond 100%."""
    figures = [
        Target(
            at="1.1.0.1.1", zh=value, value=Decimal(value), unit=unit, measures=Translatable("事故"),
            kind=kind, theme="governance", series="accidents", year=2030,
        )
        for value, kind in ((there, "result"), (aim, "target"))
    ]  # fmt: skip
    drawn = re.findall(
        r'class="pic-(?:soft|accent)"[^>]* width="(-?[\d.]+)"',
        charts.pairs_chart(figures, conversion.readings["zh"]).svg,
    )
    assert all(0 <= float(one) <= 360 for one in drawn)
    for one, wanted in zip(drawn, widths, strict=True):
        assert wanted is None or float(one) == float(wanted)


def test_a_period_of_no_years_has_no_bar(conversion: Conversion, targets: list[Target]) -> None:
    none = altered(charts.spans(targets)[0], value=Decimal(0), upper=None)
    assert 'width="0.0"' in charts.spans_chart([none], conversion.readings["zh"]).svg


def test_shares_of_different_wholes_are_not_drawn(
    conversion: Conversion, targets: list[Target]
) -> None:
    page = conversion.pages["en/figures/pictures.md"]
    shares = charts.shares(targets)
    assert all(one.kind == "target" and 0 < one.value <= 100 for one in shares)
    rows = page.partition("{#shares}")[2].count("<tr><td>")
    assert rows == len(shares) >= 25
    assert page.count("<svg") == 2


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_number_of_a_chart_is_in_its_table_with_a_link(
    site: Path, locale: str, targets: list[Target]
) -> None:
    folder = site / FOLDERS[locale]
    html = (folder / "figures/pictures.html").read_text("utf-8")
    figures = (folder / "figures.html").read_text("utf-8")
    links = re.findall(r'href="\.\./figures\.html#(f-[\w-]+)"', html)
    listed = len(charts.shares(targets)) + len(charts.spans(targets))
    assert len(links) == listed + 2 * len(charts.pairs(targets)) >= 30
    assert [one for one in links if not re.search(rf'id="?{one}\b', figures)] == []
    assert html.count("<details") == len(DRAWN)


@pytest.mark.parametrize("path", ["figures.html", "figures/pictures.html"])
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_on_a_phone_nothing_is_wider_than_the_screen(
    browser: Browser, address: str, locale: str, path: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}{FOLDERS[locale]}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for picture in page.locator("svg.pb-picture").all():
        box = picture.bounding_box()
        assert box
        assert box["width"] <= 360
        # No text runs out of the picture, and none is smaller than eleven pixels.
        widest, smallest = picture.evaluate(
            "one => { const all = [...one.querySelectorAll('text')], frame = one.getBoundingClientRect();"
            " const scale = frame.width / one.viewBox.baseVal.width;"
            " return [Math.max(...all.map(text => text.getBoundingClientRect().right - frame.right)),"
            " Math.min(...all.map(text => parseFloat(getComputedStyle(text).fontSize) * scale))] }"
        )
        assert widest <= 0.5
        assert smallest >= 11
    context.close()


@pytest.mark.parametrize("path", ["figures.html", "figures/pictures.html"])
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(color_scheme="light", locale="en", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}en/{path}")
    for summary in page.locator("details summary").all():
        summary.click()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    until(page, "() => document.body.dataset.mdColorScheme === 'slate'")
    assert violations(page) == []
    context.close()


def test_the_page_says_that_targets_are_no_results(site: Path, sources: Sources) -> None:
    for locale in LOCALES:
        html = unescape((site / FOLDERS[locale] / "figures.html").read_text("utf-8"))
        assert sources.description.ended.of(locale) in html.replace(
            "\n", " " if locale == "en" else ""
        )
