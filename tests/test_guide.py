"""The guide for investors: what it says stands on the plan, and everybody can read it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as changed
from playwright.sync_api import Browser, expect

from axe import violations
from building import FOLDERS
from planbook.addresses import GUIDE, anchor_of
from planbook.figures import english
from planbook.locales import LOCALES, Locale
from planbook.pages.front import downloads_page
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.sources import FILES, Sources, read_sources
from planbook.statements.ground import Converted, Ground
from planbook.statements.guide import Guide, Question, Remark, Verb, guide_faults, guide_units
from planbook.store import read_files
from projects import tied_anew, tiny_project

YEARS = {2020, 2021, 2025, 2035}
"""Years since 2020: the end of the period before, the plan's own period, and its horizon."""
OUTCOME = re.compile(
    r"\b(?:has|have|had)(?: \w+)? (?:been|built|achieved|completed|become|opened|grown|reached)\b"
    r"|\b(?:was|were) (?:built|achieved|completed|opened|met)\b|已经(?!签约|结束)|已建成|已完成|已实现"
)
CONTACT = re.compile(
    r"[\w.]+@[\w.]+|https?://|www\.|\+86|\b0\d{2,3}-\d{7,8}\b|\b1[3-9]\d{9}\b|\d+°|\d+′"
)


@pytest.fixture(scope="session")
def guide(sources: Sources) -> Guide:
    return sources.guide


# --- what it says


def test_the_guide_is_whole(guide: Guide, ground: Ground) -> None:
    assert not list(guide_faults(guide, ground))
    assert len(guide.fact) == 8
    assert len(guide.question) >= 10
    assert {"cruise", "port-area", "high-tech", "industrial-internet", "land", "trade", "talent",
            "schools", "metro", "relief", "record", "offices", "who"} <= {one.id for one in guide.question}  # fmt: skip
    # In the order in which an investor decides; every question stands in one of them.
    assert [one.id for one in guide.section][:8] == [
        "where", "plans", "wants", "names", "offers", "admits", "record", "ask",
    ]  # fmt: skip
    assert {one.section for one in guide.question} >= {"wants", "offers", "admits", "record", "ask"}


def test_a_question_leads_on_only_to_what_its_answers_do_not_cite(
    conversion: Conversion, guide: Guide
) -> None:
    tracks = {one.at for one in conversion.sources.sectors.sector}  # these have pages of their own
    for question in guide.question:
        cited = {".".join(at.split(".")[:3]) for one in question.answer for at in one.at}
        known = {re.sub(r"(?:\.0)+$", "", heading) for heading in cited} - tracks
        assert not known & set(question.more), question.id
    for locale in LOCALES:
        assert not re.search(
            r"^\W*\w+[:：]\s*$", conversion.pages[f"{locale}/guide.md"], re.MULTILINE
        )


@pytest.mark.parametrize("locale", LOCALES)
def test_its_contents_list_every_section_and_question(
    conversion: Conversion, guide: Guide, locale: Locale
) -> None:
    page = conversion.pages[f"{locale}/guide.md"]
    contents = page.partition("{: .list-title }")[2].partition("\n## ")[0]
    listed = re.findall(r"\[.+?\]\(#(.+?)\)", contents)
    assert listed == re.findall(r"^##+ .*\{#(\S+)\}", page, re.MULTILINE)
    assert set(listed) == {one.id for one in guide.section} | {one.anchor for one in guide.question}


@pytest.mark.parametrize("locale", LOCALES)
def test_it_names_every_track_on_a_line_with_its_passage(
    conversion: Conversion, sources: Sources, locale: Locale
) -> None:
    page = conversion.pages[f"{locale}/guide.md"]
    for sector in sources.sectors.sector:
        (line,) = re.findall(
            rf"^- \*\*\[.+\]\(sectors/{sector.id}\.md\)\*\*.*$", page, re.MULTILINE
        )
        assert sector.aim.of(locale) in unescape(line)
        assert f"#{anchor_of(sector.aim.at[0])})" in line


def test_what_it_and_the_sectors_leave_open_is_said_of_the_text(sources: Sources) -> None:
    """Never of the plan: part of it is missing. STYLE.md, S46."""
    sectors = sources.sectors
    assert all(one.open for one in sectors.sector)
    remarks = [one.open for one in sources.guide.question if one.open]
    remarks += [*sectors.open, *(open_ for one in sectors.sector for open_ in one.open)]
    for one in remarks:
        assert "文本" in one.zh, one.zh
        assert "text at hand" in one.en, one.en


def with_answer(guide: Guide, **words: Any) -> Guide:
    """The guide with the first answer of its question on cruises changed."""
    first = cruise(guide)
    answer = changed(first.answer[0], **words)
    return with_question(guide, answer=(answer, *first.answer[1:]))


def cruise(guide: Guide) -> Question:
    return next(one for one in guide.question if one.id == "cruise")


def with_question(guide: Guide, **words: Any) -> Guide:
    questions = (changed(one, **words) if one == cruise(guide) else one for one in guide.question)
    return changed(guide, question=tuple(questions))


def with_conversion(guide: Guide, **words: Any) -> Guide:
    """The guide with its conversion into hectares changed."""

    def other(question: Question) -> Question:
        answers = (changed(one, **words) if one.converted else one for one in question.answer)
        return changed(question, answer=tuple(answers))

    return changed(guide, question=tuple(map(other, guide.question)))


HECTARES = "本站换算：大港区域421公顷，邮轮港区1400公顷，市北全域6585公顷。"
FAULTS: dict[str, tuple[Callable[[Guide], Guide], str]] = {
    "a number": (
        lambda g: with_answer(g, zh=cruise(g).answer[0].zh + "共3家。"),
        "cruise: no passage has the number 3",
    ),
    "a conversion": (
        lambda g: with_conversion(
            g, zh=HECTARES, converted=Converted("hectare", (Decimal(421), Decimal(1400), Decimal(6585)))
        ),
        "421 is not a number from its passages converted to hectare",
    ),
    "a conversion in silence": (
        lambda g: with_conversion(g, en="420 hectares, 1,400 hectares, and 6,585 hectares."),
        "it does not say that the conversion is ours (换算, conversion)",
    ),
    "no conversion": (lambda g: with_conversion(g, converted=None), "no passage has the number 420"),
    "a key": (
        lambda g: with_question(g, key=changed(cruise(g).key, en=("MSC Cruises",))),
        "cruise: its text has no “MSC Cruises”",
    ),
    "an address": (lambda g: with_question(g, id="land"), "q-land appears twice"),
    "a section": (
        lambda g: with_question(g, section="nowhere"),
        "cruise: there is no section nowhere",
    ),
    "a heading": (lambda g: with_question(g, more=("2.9.9",)), "cruise: the plan has no 2.9.9"),
    "a remark": (
        lambda g: changed(
            g, section=(changed(g.section[0], remark=(Remark("一", "One.", ("1.6.9.9",)),)), *g.section[1:])
        ),
        "where: the plan has no 1.6.9.9",
    ),
    "a verb": (
        lambda g: changed(g, verb=(Verb(("确保",), "ensure", g.verb[0].strength, "2.1.1.1.1"),)),
        "确保: 2.1.1.1.1 does not use any of these verbs",
    ),
    "a target": (lambda g: changed(g, target=("9.9.9.9.9",)), "target: the plan has no 9.9.9.9.9"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_run(
    fault: str, guide: Guide, ground: Ground, conversion: Conversion
) -> None:
    make, message = FAULTS[fault]
    bad = make(guide)
    found = [one for one in guide_faults(bad, ground) if message in one.found]
    assert found, [one.found for one in guide_faults(bad, ground)]
    assert found[0].file == "source/guide.toml"
    assert found[0].remedy
    with pytest.raises(Problems, match=re.escape(message)):
        assert tied_anew(conversion, guide=bad).tied


def test_no_outcome_no_contact_and_no_money_but_the_plans(
    guide: Guide, ground: Ground, conversion: Conversion
) -> None:
    units = list(guide_units(guide, ground))
    said = "\n".join(f"{one.source}\n{one.target}" for one in units)
    assert not OUTCOME.search(said)
    assert not CONTACT.search(said)
    assert {int(year) for year in re.findall(r"\b20[23]\d\b", said)} <= YEARS
    memory = conversion.edition.memory
    plan = "\n".join(memory.target(one.source) for one in memory.entries.values())

    def money(text: str) -> set[Decimal]:
        return {english(one)[0].value for one in re.findall(r"RMB [\d,.]+(?: [mb]illion)?", text)}

    found = money("\n".join(one.target for one in units))
    assert found == {Decimal("96.218e9"), Decimal("2.32e9"), Decimal("100e6")}
    assert found <= money(plan)


def test_a_plan_without_guide_has_no_trace_of_one(tmp_path: Path) -> None:
    root = tiny_project(tmp_path)
    there = read_sources(read_files(root, FILES))
    made = Conversion(there)
    assert not [path for path in made.pages if path.endswith(GUIDE)]
    assert "guide.md" not in "\n".join(made.pages.values())
    for locale in ("zh", "en"):
        assert "brief" not in made.pages[f"{locale}/downloads.md"]


def test_the_briefs_are_among_the_downloads(conversion: Conversion) -> None:
    for reading in conversion.readings.values():
        page = downloads_page(reading, conversion.tied)
        assert page.count("shibei-14fyp.brief.en.pdf") == page.count(".brief.zh.pdf") == 1


# --- how it is built


class Ids(HTMLParser):
    """The anchors of a page, and the links of its content."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: Any) -> None:
        self.ids |= {value for name, value in attrs if name == "id"}


def test_the_same_anchors_in_every_language(site: Path, guide: Guide) -> None:
    own = {locale: (site / folder / "guide.html").read_text() for locale, folder in FOLDERS.items()}
    wanted = {one.anchor for one in guide.question} | {one.id for one in guide.section}
    for text in own.values():
        assert wanted <= Ids(text).ids
    assert 'href="plan/ch2/s1.html?view=both#p-2-1-3-1"' in own["en"]
    assert "產業" in own["zh-Hant"]


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_home_page_has_a_door(site: Path, locale: str) -> None:
    home = (site / FOLDERS[locale] / "index.html").read_text()
    assert re.search(r'class="door guide-door">\s*<a href="guide.html">', home)
    if locale == "en":  # for who reads only English it is the first
        assert home.index("guide-door") < home.index('href="plan/index.html" title')


@pytest.mark.parametrize(("locale", "scheme", "width"), [("en", "light", 1280), ("zh", "dark", 390), ("en", "dark", 390)])  # fmt: skip
def test_axe_finds_nothing(
    browser: Browser, address: str, locale: str, scheme: Any, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{address}{FOLDERS[locale]}guide.html")
    assert violations(page) == []
    context.close()


SEEN = """(one) => {
  const { width, height } = one.getBoundingClientRect();
  return width * height > 0 && one.checkVisibility({ visibilityProperty: true });
}"""
BEYOND = f"""(all, most) => all.filter({SEEN}).filter((one) => {{
  const {{ left, right }} = one.getBoundingClientRect();
  return left < 0 || right > most;
}}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("locale", FOLDERS)
def test_it_reads_on_a_small_phone_without_scripts(
    browser: Browser, address: str, guide: Guide, locale: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    for name in ("guide.html", "index.html"):
        page.goto(f"{address}{FOLDERS[locale]}{name}")
        assert page.locator(".md-content__inner > *").evaluate_all(BEYOND, 320) == []
    page.goto(f"{address}{FOLDERS[locale]}guide.html")
    assert page.locator("h3[id^='q-']").count() == len(guide.question)
    answers = page.locator("h3[id^='q-'] + p")
    assert answers.evaluate_all(f"all => all.map({SEEN})") == [True] * answers.count()
    context.close()


# --- what an investor does with it


@pytest.mark.parametrize("width", [360, 1280])
def test_fintech_and_what_it_leaves_open_in_three_clicks(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, locale="en")
    page = context.new_page()
    page.goto(f"{address}en/index.html")
    page.locator(".guide-door a").click()
    page.locator(".md-content").get_by_role("link", name="Fintech", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Fintech")
    page.locator(".md-content").get_by_role("link", name="What the text leaves open").first.click()
    expect(page.locator("#open")).to_be_in_viewport()
    expect(page.locator("#open + ul")).to_be_in_viewport()
    expect(page.locator("#open + ul")).to_contain_text("how many financial institutions")
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_size_of_the_port_in_two_clicks(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, locale="en")
    page = context.new_page()
    page.goto(f"{address}en/index.html")
    page.locator(".guide-door a").click()
    page.get_by_role("link", name="How large is the port area?").click()
    answer = page.locator("#q-port-area + p")
    expect(answer).to_be_in_viewport()
    expect(answer).to_contain_text("4.2 square kilometers for the Dagang area")
    expect(answer).to_contain_text("420 hectares")
    context.close()


def test_both_languages_are_a_click_away_from_how_to_check(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(f"{address}en/guide.html#official")
    page.get_by_role("link", name="paragraph 2.1.3.1 in both languages").click()
    expect(page.locator("#p-2-1-3-1")).to_be_in_viewport()
    expect(page.get_by_text("支持山东海运、远洋华林").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("locale", FOLDERS)
def test_it_is_light(site: Path, locale: str) -> None:
    """What is the page's own; what all pages share is measured in test_weight."""
    packed = gzip.compress((site / FOLDERS[locale] / "guide.html").read_bytes(), 6, mtime=0)
    assert len(packed) <= 24_000
