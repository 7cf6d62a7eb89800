"""The search: what it finds, in a real browser, and the pure parts that its index is made of."""

from __future__ import annotations

import csv
import gzip
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from Stemmer import Stemmer

from building import FOLDERS
from planbook.links.terms import Term
from planbook.pipeline import Conversion
from planbook.search.documents import answers, sections
from planbook.search.words import (
    divided,
    folding,
    general,
    real_words,
    regional,
    rows,
    single_words,
    sounds,
)
from planbook.sources import Sources
from planbook.text.script import to_traditional
from planbook.text.words import Synonyms, parse_synonyms

ROOT = Path(__file__).parent.parent
RIGHT_CONCEPTS = 0.95
"""Share of the concept set that must be right."""
INDEX = 240_000
"""Bytes that an index may have, gzip."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the gold set."""

    locale: str
    query: str
    sections: tuple[str, ...]
    """References under which the passage stands: any of them is right."""

    def is_answered_by(self, anchors: list[str]) -> bool:
        wanted = [f"p-{one.replace('.', '-')}-" for one in self.sections]
        return any(f"{anchor}-".startswith(start) for anchor in anchors for start in wanted)


def queries(name: str) -> list[Query]:
    with (ROOT / "tests/data" / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Query(row["locale"], row["query"], tuple(row["section"].split())) for row in rows]


GOLD = queries("queries.tsv")
CONCEPTS = queries("concepts.tsv")
"""Readers' own words, not the plan's, each part collected without looking at the synonyms."""


def open_search(page: Page, base: str, locale: str) -> Locator:
    page.goto(f"{base}{FOLDERS[locale]}plan/ch2/s1.html")
    box = page.locator(".md-search__input")
    box.click()
    return box


@pytest.fixture(scope="module")
def open_pages(browser: Browser, address: str) -> Iterator[dict[str, tuple[Page, list[str]]]]:
    """By locale, a page with an open search for all tests that only ask, and its errors."""
    context = browser.new_context()
    found = {}
    for locale in FOLDERS:
        page, errors = context.new_page(), list[str]()
        page.on("console", lambda m, e=errors: e.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error, e=errors: e.append(str(error)))
        open_search(page, address, locale)
        found[locale] = page, errors
    yield found
    context.close()


@pytest.fixture
def asking(open_pages: dict[str, tuple[Page, list[str]]], locale: str) -> Iterator[Page]:
    """The page with an open search in the test's language, with its box empty."""
    page, errors = open_pages[locale]
    box = page.locator(".md-search__input")
    box.click()
    box.fill("")
    yield page
    assert not errors


def ask(page: Page, query: str) -> None:
    """Type a query into the open search and wait for its results."""
    box = page.locator(".md-search__input")
    box.fill("")
    expect(page.locator(".md-search-result__item")).to_have_count(0)
    box.fill(query)
    expect(page.locator(".md-search-result__link").first).to_be_attached()


def passages(page: Page) -> list[str]:
    """The anchors of the first three passages in sight, in their order."""
    links = page.locator(".md-search-result__item > a").evaluate_all(
        "links => links.map(link => link.hash.slice(1))"
    )
    return first_passages(links)


def first_passages(anchors: list[str]) -> list[str]:
    return [anchor for anchor in anchors if anchor.startswith("p-")][:3]


ANSWERS = """async (queries) => {
  const box = document.querySelector(".md-search__input");
  const links = () => [...document.querySelectorAll(".md-search-result__item > a")];
  const enter = async (query, isThere) => {
    box.value = query;
    box.dispatchEvent(new InputEvent("input"));
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const found = [];
  for (const query of queries) {
    await enter("", () => !document.querySelector(".md-search-result__item"));
    await enter(query, () => document.querySelector(".md-search-result__link"));
    found.push(links().map(({hash}) => hash.slice(1)));
  }
  return found;
}"""
"""What the open search shows for each of many queries: as `ask`, but within the page."""


def wrong(page: Page, asked: list[Query]) -> list[str]:
    """The queries whose passage is not among the first three, with what is there."""
    missed = []
    shown = page.evaluate(ANSWERS, [one.query for one in asked])
    for one, anchors in zip(asked, shown, strict=True):
        if not one.is_answered_by(found := first_passages(anchors)):
            missed.append(f"{one.locale} {one.query}: {found}, not {one.sections}")
    return missed


def test_the_gold_set_is_what_it_should_be(conversion: Conversion) -> None:
    """At least 40 Chinese, 20 Traditional and 30 English queries, all with sections of the plan."""
    outline = conversion.edition.outline
    counts = {locale: sum(one.locale == locale for one in GOLD) for locale in FOLDERS}
    assert counts["zh"] >= 40 and counts["zh-Hant"] >= 20 and counts["en"] >= 30  # noqa: PT018
    known = {one.reference for one in outline.divisions()}
    asked = (*GOLD, *CONCEPTS)
    assert not [one for one in asked for section in one.sections if section not in known]
    assert len(CONCEPTS) >= 250


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_right_passage_is_among_the_first_three(cores: dict[str, Page], locale: str) -> None:
    """What the box shows of it is asked for below, from a disk."""
    found = {one: asked(cores[locale], one.query)[:3] for one in GOLD if one.locale == locale}
    missed = [
        f"{one.query}: {anchors}, not {one.sections}"
        for one, anchors in found.items()
        if not one.is_answered_by(anchors)
    ]
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("locale", FOLDERS)
def test_search_works_from_disk(page: Page, site: Path, locale: str) -> None:
    some = [one for one in (*GOLD, *CONCEPTS) if one.locale == locale][::9]
    open_search(page, f"{site.as_uri()}/", locale)
    missed = wrong(page, some)
    assert len(missed) <= 1, "\n".join(missed)


@pytest.mark.parametrize("locale", FOLDERS)
def test_nothing_of_the_search_is_loaded_before_it_is_used(
    page: Page, address: str, locale: str
) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(address)))
    page.goto(f"{address}{FOLDERS[locale]}plan/ch2/s1.html")
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if "search" in url] == []
    requests.clear()
    page.locator(".md-search__input").click()
    ask(page, "RCEP")
    assert requests == ["assets/search/worker.js", f"{FOLDERS[locale]}search/index.js"]


# Typed as a reader would, and what must stand in the first result.
@pytest.mark.parametrize(
    ("locale", "query", "anchor", "mark", "in_other"),
    [
        ("zh", "船舶管理", "p-2-1-3-1", "船舶管理", 0),
        ("zh", "船舶管裡", "p-2-1-3-1", "船舶管理", 0),
        ("zh", "ship management", "p-2-1-3-1", "Ship Management", 1),
        ("zh", "shang hai lan meng", "p-2-1-1-1", "上海蓝梦", 0),
        ("zh", "Royal Carribean", "p-2-1-1-1", "Royal Caribbean", 1),
        ("zh-Hant", "分級診療", "p-7-3-2-1", "分級診療", 0),
        ("zh-Hant", "分级诊疗", "p-7-3-2-1", "分級診療", 0),
        ("en", "分級診療", "p-7-3-2-1", "分级诊疗", 1),
        ("en", "reclaiming water", "p-6-3-1-2", "reclaimed water", 0),
        ("en", "48.5万", "p-1-1-4-1", "485,000", 0),
        ("en", "13423", "p-1-1-4-1", "13,423", 0),
        ("en", "RMB 96.218 billion", "p-1-1-1-1", "RMB 96.218 billion", 0),
    ],
)
def test_what_is_found_is_marked_and_says_in_which_language(
    asking: Page, query: str, anchor: str, mark: str, in_other: int
) -> None:
    ask(asking, query)
    first = asking.locator(".md-search-result__link[href*='#p-']").first
    assert str(first.get_attribute("href")).endswith(f"#{anchor}")
    assert mark in first.locator("mark").all_inner_texts()
    assert first.locator(".pb-other-language").count() == in_other


NOTHING = {"en": "Nothing found for", "zh": "没有找到", "zh-Hant": "沒有找到"}


@pytest.mark.parametrize(
    ("locale", "query", "like"),
    [
        ("en", "nucleic acid", False),
        ("en", "kindling", True),
        ("en", "zanzibar", False),
        ("en", "沖繩", False),
        ("en", "qwertyuiop", False),
        ("en", "、", False),
        ("zh", "冲绳岛", False),
        ("zh-Hant", "郵差", True),
    ],
)
def test_what_the_plan_does_not_have_is_not_found_and_leads_on(
    asking: Page,
    locale: str,
    query: str,
    like: bool,  # noqa: FBT001
) -> None:
    asking.locator(".md-search__input").fill(query)
    expect(asking.locator(".md-search-result__meta")).to_contain_text(NOTHING[locale])
    expect(asking.get_by_role("status")).to_contain_text(query)
    links = asking.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")
    pages = [link for link in links if "?q=" not in link]
    assert [link.rpartition("/")[2] for link in pages] == [
        "index.html", "guide.html", "index.html", "glossary.html",
    ]  # fmt: skip
    assert all(f"/{FOLDERS[locale]}plan/" in link for link in pages[:1])
    assert (len(links) > len(pages)) == like


@pytest.mark.parametrize("locale", ["en"])
def test_a_word_that_looks_like_it_is_searched_for(page: Page, address: str, locale: str) -> None:
    open_search(page, address, locale)
    ask(page, "kindling")
    word = page.locator(".md-search-result__link[href*='?q=']").first
    said = word.inner_text()
    word.click()
    expect(page.locator(".md-search__input")).to_have_value(said)
    expect(page.locator(".md-search-result__link[href*='#p-']").first).to_be_attached()


@pytest.mark.parametrize(
    ("locale", "query", "entry"),
    [
        ("zh", "区块链", "t-blockchain"),
        ("zh", "blockchain", "t-blockchain"),
        ("zh", "qu kuai lian", "t-blockchain"),
        ("zh-Hant", "區塊鏈", "t-blockchain"),
        ("en", "Blockchain", "t-blockchain"),
        ("en", "区块链", "t-blockchain"),
    ],
)
def test_a_term_has_its_glossary_entry_on_top(asking: Page, query: str, entry: str) -> None:
    ask(asking, query)
    first = asking.locator(".md-search-result__item").first
    assert str(first.locator("a").get_attribute("href")).endswith(f"#{entry}")
    assert passages(asking) == ["p-2-4-3-1"]


@pytest.mark.parametrize(
    ("locale", "query"), [("zh", "邮轮"), ("zh-Hant", "郵輪"), ("en", "cruise")]
)
def test_a_sector_is_found_once_behind_passages(asking: Page, query: str) -> None:
    ask(asking, query)
    finds = asking.locator('.md-search-result__item > a[href*="sectors/cruise"]')
    assert finds.count() == 1
    assert str(finds.get_attribute("href")).endswith("#sector")
    assert len(passages(asking)) == 3
    titles = asking.locator(".pb-group > h2").all_inner_texts()
    passage, sector = (
        asking.locator(f".pb-group:has(a[href*='{one}'])") for one in ("#p-", "#sector")
    )
    groups = [one.locator("h2").first.inner_text() for one in (passage, sector)]
    assert titles.index(groups[0]) < titles.index(groups[1])


@pytest.fixture(scope="module")
def cores(browser: Browser, site: Path) -> Iterator[dict[str, Page]]:
    """The search itself, without its box: by locale, a page in which `search` is asked."""
    context = browser.new_context()
    pages = {}
    for locale, folder in FOLDERS.items():
        pages[locale] = page = context.new_page()
        page.add_script_tag(path=site / "assets/search/worker.js")
        page.add_script_tag(path=site / folder / "search/index.js")
        page.evaluate("self.search = new PlanbookSearch.Search(PlanbookIndex), 0")
    yield pages
    context.close()


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_term_is_found_with_its_entry_on_top(
    cores: dict[str, Page], sources: Sources, locale: str
) -> None:
    convert = to_traditional({}).convert if locale == "zh-Hant" else str

    def form(term: Term) -> str:
        return term.en if locale == "en" else convert(term.zh)

    asked = [(form(term), term.anchor) for term in sources.terms]
    assert len(asked) == 634
    fault = cores[locale].evaluate(
        """asked => asked.filter(([query, anchor]) => {
            const groups = Object.fromEntries(search.groups(query).map((one) => [one.kind, one.items]));
            const tops = (groups.named ?? []).map(({ location }) => location.split("#")[1]);
            return !tops.includes(anchor) || !groups.passages?.length;
        })""",
        asked,
    )
    assert not fault


def test_words_have_the_stems_of_porter(cores: dict[str, Page], conversion: Conversion) -> None:
    """Against Snowball's implementation, over all words of the English."""
    memory = conversion.edition.memory
    text = " ".join(memory.target(one.source) for one in memory.entries.values())
    words = sorted(set(re.findall(r"[a-z]{3,}", text.casefold())))
    stemmer = Stemmer("porter")
    ours = cores["en"].evaluate("words => words.map(PlanbookSearch.porter)", words)
    assert len(words) > 2500
    assert ours == [stemmer.stemWord(word) for word in words]


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("neighbourhood", "neighborhoods"),
        ("organisations", "organization"),
        ("centres", "center"),
        ("programme", "programs"),
        ("refuelling", "refueling"),
        ("supervises", "supervision"),
    ],
)
def test_spellings_and_endings_make_no_difference(
    cores: dict[str, Page], one: str, another: str
) -> None:
    first, second = cores["en"].evaluate("words => words.map(PlanbookSearch.stem)", [one, another])
    assert first == second


def test_what_is_typed_while_the_index_loads_is_answered(page: Page, address: str) -> None:
    def slow(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    page.route("**/search/index.js", slow)
    open_search(page, address, "en")
    page.keyboard.type("ship management", delay=60)
    expect(page.locator(".md-search-result__link").first).to_have_attribute(
        "href", re.compile(r"h=ship\+management.*#p-2-1-3-1$")
    )


def test_enter_before_the_index_is_there_opens_the_first_answer(page: Page, address: str) -> None:
    def slow(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    page.route("**/search/index.js", slow)
    open_search(page, address, "en")
    page.keyboard.type("ship management")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"#p-2-1-3-1$"))


def test_a_query_that_is_pasted_is_answered(page: Page, address: str) -> None:
    open_search(page, address, "zh")
    ask(page, "加氢站")
    page.locator(".md-search__input").evaluate(
        "box => { box.value = '殡葬'; box.dispatchEvent(new InputEvent('input')); }"
    )
    link = page.locator(".md-search-result__link[href*='#p-']").first
    expect(link).to_have_attribute("href", re.compile("#p-7-5-5-1$"))


@pytest.mark.parametrize(
    ("locale", "query", "keys", "goal", "marked"),
    [
        ("zh", "962.18", ["Enter"], "plan/ch1/s1.html", ["962.18"]),
        (
            "zh-Hant",
            "區塊鏈 溯源",
            ["Enter"],
            "plan/ch2/s4.html",
            ["區塊鏈", "區塊鏈", "溯源", "區塊鏈"],
        ),
        (
            "en",
            "legal aid for people",
            ["ArrowDown", "Enter"],
            "plan/ch8/s2.html",
            None,
        ),
    ],
)
def test_the_keyboard_leads_to_the_marked_passage(
    page: Page, address: str, locale: str, query: str, keys: list[str], goal: str, marked: Any
) -> None:
    open_search(page, address, locale)
    ask(page, query)
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_url(re.compile(f"/{re.escape(FOLDERS[locale] + goal)}.*#p-"))
    marks = page.locator(".md-content mark.pb-found")
    expect(marks.first).to_be_visible()
    if marked:
        assert marks.all_inner_texts() == marked


FOUND = ".md-content mark.pb-found"


def test_a_picture_keeps_its_labels_when_its_page_is_marked(page: Page, address: str) -> None:
    labels = page.locator(".md-content svg text")
    page.goto(f"{address}en/places.html")
    before = labels.evaluate_all("all => all.map((one) => one.getBBox().width)")
    assert before
    page.goto(f"{address}en/places.html?h=district+port+bay")
    assert labels.evaluate_all("all => all.map((one) => one.getBBox().width)") == before
    assert page.locator("svg mark").count() == 0
    assert page.locator(FOUND).count() > 0


def test_the_page_of_places_is_found_at_its_heading(conversion: Conversion) -> None:
    found = answers(conversion.sources, conversion.readings["en"])
    assert not [one for one in found if not one.anchor]


@pytest.mark.parametrize("query", ["%20", "", "++"])
def test_blanks_mark_nothing(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}en/plan/ch2/s1.html?h={query}")
    assert page.locator("mark").count() == 0


def test_many_matches_are_marked_up_to_a_limit_and_at_once(page: Page, address: str) -> None:
    # Not the inner text, which leaves out the letters that are not laid out yet.
    page.set_default_timeout(10_000)
    page.goto(f"{address}en/glossary.html?h=e+a+i+o+t+n+s")
    text = page.locator(".md-content__inner").text_content()
    assert page.locator(FOUND).count() == 200
    page.goto(f"{address}en/glossary.html")
    assert page.locator(".md-content__inner").text_content() == text


def test_a_match_across_links_is_marked_in_each_piece(page: Page, address: str) -> None:
    """Here twice, and both ends in the same text."""
    text = '<p id="x">one <a href="#x">two</a> three one <b>two</b> three</p>'

    def with_text(route: Route) -> None:
        body = re.sub(
            r"(?s)(<article[^>]*>).*</article>", rf"\1{text}</article>", route.fetch().text()
        )
        route.fulfill(content_type="text/html", body=body)

    page.route("**/about.html*", with_text)
    page.goto(f"{address}en/about.html?h=ne+two+th")
    expect(page.locator("mark")).to_have_text(["ne ", "two", " th", "ne ", "two", " th"])
    assert page.locator("#x").inner_text() == "one two three one two three"


@pytest.mark.parametrize(
    ("at", "words", "inside", "outside"),
    [
        ("en/guide.html#q-rcep", "RCEP", "#q-rcep + *", "#q-port-renewal ~ *"),
        ("en/sectors/artificial-intelligence.html#sector", "Zhongguancun", "#wants ~ ul", "h1"),
    ],
)
def test_of_a_heading_its_section_is_marked(
    page: Page, address: str, at: str, words: str, inside: str, outside: str
) -> None:
    path, _, anchor = at.partition("#")
    page.goto(f"{address}{path}?h={words}#{anchor}")
    assert page.locator(f"{inside} >> mark.pb-found").count() > 0
    assert page.locator(f":is({outside}) mark.pb-found").count() == 0


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_nothing_of_the_themes_own_search_is_asked_for(
    page: Page, site: Path, address: str, scheme: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    open_search(page, address if scheme == "http" else f"{site.as_uri()}/", "en")
    ask(page, "cruise")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_load_state("networkidle")
    assert [one for one in asked if one.endswith("/search/index.js")]
    assert not [one for one in asked if "search_index" in one or "workers/" in one]
    assert not list(site.rglob("search_index*"))


def test_folding_has_every_variant_of_what_matters_and_nothing_else() -> None:
    variants, plain = folding(["头发发展，里程，台"])
    table = dict(zip(variants, plain, strict=True))
    assert {one: table[one] for one in "頭髮發裡裏臺颱"} == {
        "頭": "头", "髮": "发", "發": "发", "裡": "里", "裏": "里", "臺": "台", "颱": "台",
    }  # fmt: skip
    assert "龍" not in table
    assert list(variants) == sorted(variants)


def test_sounds_follow_the_word_and_own_readings() -> None:
    usual, special = sounds(["银行", "行动", "行人", "绿色", "海泊河"], {"海泊河": "Hǎibó Hé"})
    assert usual["行"] == "xing"
    assert special == {"银行": ["yin", "hang"]}
    assert usual["绿"] == "lu"
    assert usual["泊"] == "bo"


@pytest.mark.parametrize(
    ("letters", "phrase", "syllables"),
    [
        ("xinduxin", "新都心", ["xin", "du", "xin"]),
        ("xian", "西安", ["xi", "an"]),
        ("xian", "线", ["xian"]),
        ("nothing", "新都心", []),
    ],
)
def test_letters_are_divided_by_character(letters: str, phrase: str, syllables: list[str]) -> None:
    assert divided(letters, phrase) == syllables


def test_other_pages_are_cut_at_their_headings() -> None:
    page = "---\ntitle: t\n---\n\n# About {#about}\n\nOne **bold** [link](x.html).\n\n## Terms {#terms}\n\n- two\n\n| a | b |\n| --- | --- |\n| c | d |\n"
    found = [(one.anchor, one.page_title, one.title, one.text) for one in sections("a.html", page)]
    assert found == [
        ("about", "About", "About", "One bold link ."),
        ("terms", "About", "Terms", "two a b c d"),
    ]


BY_NUMBER = {
    "2.3.3": "p-2-3-3-1",
    "7.1.3.4": "p-7-1-3-4",
    "7.1.3.4.5": "p-7-1-3-4",
    "７．１．３．４": "p-7-1-3-4",
    "7–1–3–4": "p-7-1-3-4",
    "7。1。3。4": "p-7-1-3-4",
    "p-2-3-3-1": "p-2-3-3-1",
    " s-2-3-3 ": "p-2-3-3-1",
}


@pytest.mark.parametrize("locale", FOLDERS)
def test_a_number_leads_to_its_passage(asking: Page, locale: str) -> None:  # noqa: ARG001
    shown = asking.evaluate(ANSWERS, list(BY_NUMBER))
    first = [next(iter(first_passages(anchors)), None) for anchors in shown]
    assert dict(zip(BY_NUMBER, first, strict=True)) == BY_NUMBER


SECTION_2_3 = ["p-2-3-1-1", "p-2-3-2-1", "p-2-3-3-1", "p-2-3-4-1"]


@pytest.mark.parametrize("locale", FOLDERS)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("2.3.3", ["p-2-3-3-1"]),
        ("2.3.3.", ["p-2-3-3-1"]),
        ("§2.3.3", ["p-2-3-3-1"]),
        ("2-3-3", ["p-2-3-3-1"]),
        ("para. 2.3.3", ["p-2-3-3-1"]),
        ("第2.3.3条", ["p-2-3-3-1"]),
        ("#p-2-3-3-1", ["p-2-3-3-1"]),
        ("https://plan.example/en/plan/ch2/s3.html#p-2-3-3-1-2", ["p-2-3-3-1"]),
        ("7.1.3.4.5", ["p-7-1-3-4"]),
        ("第二章第三节（三）", ["p-2-3-3-1"]),
        ("第二章第三節", SECTION_2_3),
        ("第2章 三、", SECTION_2_3),
        ("Chapter 2, Section 3", SECTION_2_3),
        ("section 2.3", SECTION_2_3),
        ("ch2/s3", SECTION_2_3),
        ("2.3", SECTION_2_3),
        ("2.3.9", []),
        ("chapter 12", []),
        ("Table 2", ["p-1-6-0-7"]),
        ("表2", ["p-1-6-0-7"]),
        ("表二", ["p-1-6-0-7"]),
    ],
)
def test_a_number_leads_nowhere_else(
    cores: dict[str, Page], locale: str, query: str, found: list[str]
) -> None:
    """Not to what has one of its digits."""
    assert asked(cores[locale], query) == found


def test_a_number_may_also_be_said_in_the_text(cores: dict[str, Page]) -> None:
    """2.5 is the number of a section, and PM2.5 a term."""
    kinds = cores["en"].evaluate("search.groups('2.5').map(({kind}) => kind)")
    assert kinds == ["passages", "pages", "terms"]


@pytest.mark.parametrize(
    ("text", "number", "alone"),
    [
        ("7.1.3.4", "7.1.3.4", True),
        (" Ｐ－７－１－３－４ ", "7.1.3.4", True),
        ("A1.2.0.1", "a1.2.0.1", True),
        ("Ａ１．２", "a1.2", True),
        ("p-a1-2-0-1", "a1.2.0.1", True),
        ("para. 7.1.3.4", "7.1.3.4", True),
        ("para7.1.3.4", "7.1.3.4", False),
        ("13.4 billion", "13.4", False),
        ("chapter 7", "7.0", True),
        ("ch. 7 § 1", "7.1", True),
        ("Chapter 7 Section 1 (3)", "7.1.3", True),
        ("chapters of 7 books", "7", False),
        ("第十二章第二十节", "12.20", True),
        ("第七章的内容", "", False),
        ("7", "7", True),
        ("none", "", False),
    ],
)
def test_a_number_is_read_however_it_is_written(
    cores: dict[str, Page],
    text: str,
    number: str,
    alone: bool,  # noqa: FBT001
) -> None:
    """By one function, for the search and for the field of the reading bar."""
    read = cores["en"].evaluate("text => planbookNumber(text)", text)
    assert read == {"number": number, "isAlone": alone}


def test_a_figure_that_looks_like_a_number_is_still_found(
    open_pages: dict[str, tuple[Page, list[str]]],
) -> None:
    page, _ = open_pages["en"]
    page.locator(".md-search__input").click()
    ask(page, "13.4")
    assert passages(page)[0] == "p-1-1-4-1"


# --- the reader's own words


def asked(core: Page, query: str) -> list[str]:
    """The passages that answer a query, in their order."""
    return core.evaluate(
        """query => (search.groups(query).find(({ kind }) => kind === "passages")?.items ?? [])
            .map(({ location }) => location.split("#")[1])""",
        query,
    )


def test_concepts_lead_to_their_section(cores: dict[str, Page]) -> None:
    """At least 95% in the first three, and none to nothing."""
    found = {one: asked(cores[one.locale], one.query) for one in CONCEPTS}
    assert not [one.query for one, anchors in found.items() if not anchors]
    missed = [
        f"{one.locale} {one.query}: {anchors[:3]}, not {one.sections}"
        for one, anchors in found.items()
        if not one.is_answered_by(anchors[:3])
    ]
    assert len(missed) <= (1 - RIGHT_CONCEPTS) * len(CONCEPTS), "\n".join(missed)


@pytest.mark.parametrize(
    ("locale", "query", "first"),
    [
        ("en", "FDI", "p-4-0-0-1"),
        ("en", "IPO", "p-5-3-2-1"),
        ("en", "M&A", "p-4-3-1-1"),
        ("en", "SMEs", "p-5-3-3-1"),
        ("en", "HQ", "p-1-1-2-1"),
        ("en", "start-ups", "p-5-1-3-1"),
        ("en", "car park", "p-6-2-2-2"),
        ("en", "tax breaks", "p-8-2-1-1"),
        ("en", "retirement homes", "p-7-5-2-1"),
        ("en", "cosmetic surgery", "p-2-5-2-1"),
        ("en", "harbour", "p-2-1-3-1"),
        ("en", "nearest GP", "p-7-3-2-1"),
        ("en", "GPS", "p-2-4-2-1"),
        ("en", "spin offs", "p-2-5-2-1"),
        ("en", "recruiters", "p-5-1-2-1"),
        ("en", "zoning", "p-9-2-0-1"),
        ("en", "face recognition at the door", "p-8-3-3-1"),
        ("zh", "墓地", "p-7-5-5-1"),
        ("zh", "猎头", "p-5-1-2-1"),
        ("zh", "机房", "p-2-4-3-1"),
        ("zh", "反腐", "p-9-1-0-1"),
        ("zh", "养老院", "p-7-5-2-1"),
        ("zh", "外国人学校", "p-7-1-3-4"),
        ("zh", "打车", "p-6-3-2-1"),
        ("zh", "诈骗团伙", "p-8-2-1-1"),
        ("zh", "没爹没哥哥", "p-7-5-4-1"),
        ("zh", "专栏", "p-1-6-0-7"),
        ("zh-Hant", "捷運", "p-3-2-0-1"),
        ("zh-Hant", "軟體", "p-2-4-1-1"),
        ("zh-Hant", "墓園", "p-7-5-5-1"),
    ],
)
def test_synonyms_lead_to_the_plans_words(
    cores: dict[str, Page], locale: str, query: str, first: str
) -> None:
    assert first in asked(cores[locale], query)[:2]


@pytest.mark.parametrize("query", ["資訊", "網路", "專案", "公共資料", "智慧財產權"])
def test_words_of_taiwan_are_those_of_the_plan(cores: dict[str, Page], query: str) -> None:
    assert asked(cores["zh-Hant"], query)


MARKED = """query => search.groups(query).flatMap(({ items }) => items).flatMap(({ text }) =>
    [...text.matchAll(/<mark>(.*?)<\\/mark>/g)].map(([, one]) => one.toLowerCase()))"""


@pytest.mark.parametrize(
    ("query", "never"),
    [
        ("hiring", "hiking"),
        ("startups", "status"),
        ("retirement", "requirement"),
        ("career", "care"),
    ],
)
def test_a_word_is_not_taken_for_another(cores: dict[str, Page], query: str, never: str) -> None:
    marked = cores["en"].evaluate(MARKED, query)
    assert marked
    assert not [one for one in marked if never in one.split()]


def test_exact_words_come_before_other_forms_before_synonyms(cores: dict[str, Page]) -> None:
    """Of *parking*: the paragraphs with that word, then those with *park* and *parks*."""
    shown = cores["en"].evaluate(
        """() => search.hits("parking", []).filter(({ doc, hit }) => doc.reference && hit.language === "en")
            .map(({ doc, hit }) => doc.fields.flatMap(({ en }, at) =>
                hit.ranges[at].map(([a, b]) => en.slice(a, b).toLowerCase())))"""
    )
    exact = ["parking" in words for words in shown]
    assert any(exact)
    assert not all(exact)
    assert exact == sorted(exact, reverse=True)
    tiers = cores["en"].evaluate(
        'search.hits("schools", []).filter(({ hit }) => hit.language === "en" && hit.phrase)'
        ".map(({ doc, hit }) => doc.reference && Math.floor(hit.tier)).filter(Number.isInteger)"
    )
    assert tiers == sorted(tiers)
    assert {0, 1} <= set(tiers)


@pytest.mark.parametrize("locale", FOLDERS)
def test_results_are_words_and_not_markup(cores: dict[str, Page], locale: str) -> None:
    """No entity of ours within a text, no heading without words, no furniture of a page."""
    core = cores[locale]
    for query in ("R&D", "cruise", "邮轮", "医疗", "tax", "download"):
        html = core.evaluate("query => search.show(query, 'https://a.example/').html", query)
        core.evaluate("html => { document.body.innerHTML = html }", html)
        said = core.locator("body").text_content() or ""
        assert not re.search(r"&\w+;|\]\(|\{:|#sector", said)
        assert not re.search("See also|All sectors|另见|全部产业", said)
        titles = core.locator("h2, h3").all_text_contents()
        assert titles
        assert all(one.strip() for one in titles)
    core.evaluate("document.body.innerHTML = ''")


def test_a_passage_says_where_it_stands(asking_english: Page) -> None:
    ask(asking_english, "ship management")
    passage = asking_english.locator(".md-search-result__link[href*='#p-2-1-3-1']")
    above = passage.locator(".pb-above").inner_text()
    assert above.startswith("Chapter 2. ")
    assert " › 1. Focusing" in above


@pytest.fixture
def asking_english(open_pages: dict[str, tuple[Page, list[str]]]) -> Page:
    page, _ = open_pages["en"]
    page.locator(".md-search__input").click()
    return page


ENTER = "{key: 'Enter', bubbles: true, cancelable: true, keyCode: 229, isComposing: %s}"
BEGIN, END = "composition('compositionstart')", "composition('compositionend')"
COMPOSED = {
    "Chromium": [BEGIN, f"key({ENTER % 'true'})", END],
    "Firefox": [BEGIN, f"key({ENTER % 'true'})", END, "key({key: 'Process', bubbles: true})"],
    "Safari": [BEGIN, END, f"key({ENTER % 'false'})"],
}


@pytest.mark.parametrize("order", COMPOSED)
def test_enter_that_ends_a_composition_opens_nothing(page: Page, address: str, order: str) -> None:
    open_search(page, address, "en")
    page.locator(".md-search__input").fill("cruise")
    expect(page.locator(".md-search-result__link").first).to_be_attached()
    here = page.url
    page.locator(".md-search__input").evaluate(
        "box => { const composition ="
        " (name) => box.dispatchEvent(new CompositionEvent(name, {bubbles: true}));"
        " const key = (options) => box.dispatchEvent(new KeyboardEvent('keydown', options)); "
        + "; ".join(COMPOSED[order])
        + " }"
    )
    page.wait_for_timeout(200)
    assert page.url == here
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/**#*")


def test_an_index_that_cannot_be_had_is_asked_for_again(page: Page, address: str) -> None:
    tries = 0

    def fails_at_first(route: Route) -> None:
        nonlocal tries
        tries += 1
        if tries < 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/search/index.js", fails_at_first)
    open_search(page, address, "en")
    page.locator(".md-search__input").fill("cruise")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    expect(page.locator(".md-search-result__link").first).to_be_attached(timeout=15_000)
    assert tries == 2


def test_what_cannot_be_had_is_not_asked_for_without_end(page: Page, address: str) -> None:
    """By itself five times more; then at the reader's next key."""
    tries: list[str] = []

    def fails(route: Route) -> None:
        tries.append(route.request.url)
        route.abort()

    page.clock.install()
    page.route("**/search/index.js", fails)
    open_search(page, address, "en")
    for _ in range(9):
        page.wait_for_timeout(200)
        page.clock.fast_forward(100_000)
    assert len(tries) == 6
    page.unroute("**/search/index.js")
    page.locator(".md-search__input").press_sequentially("cruise")
    expect(page.locator(".md-search-result__link").first).to_be_attached()


def test_what_stands_in_for_a_worker_hears_nothing_once_it_is_ended(page: Page, site: Path) -> None:
    open_search(page, f"{site.as_uri()}/", "en")
    ask(page, "cruise")
    heard = page.evaluate(
        """() => {
            let heard = 0;
            const worker = new Worker("none.js");
            worker.onmessage = () => heard++;
            const [hidden] = [...document.querySelectorAll("iframe")].slice(-1);
            const said = (source) => dispatchEvent(new MessageEvent("message", { source }));
            said(hidden.contentWindow);
            worker.terminate();
            said(null);
            return heard;
        }"""
    )
    assert heard == 1


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_index_is_light_and_the_answer_fast(
    site: Path, cores: dict[str, Page], locale: str
) -> None:
    index = (site / FOLDERS[locale] / "search/index.js").read_bytes()
    assert len(gzip.compress(index, 9, mtime=0)) <= INDEX
    took = cores[locale].evaluate(
        """queries => queries.map((query) => {
            const start = performance.now();
            search.show(query, "https://a.example/");
            return performance.now() - start;
        }).sort((a, b) => a - b)""",
        [one.query for one in GOLD if one.locale == locale],
    )
    assert took[len(took) // 2] < 20


def test_business_words_do_not_lead_to_nothing(cores: dict[str, Page]) -> None:
    """Words of trade and office that have a sense in a district's plan."""
    words = (ROOT / "tests/data/business.txt").read_text("utf-8").split()
    assert len(words) >= 1500
    empty = cores["en"].evaluate(
        "words => words.filter((word) => !search.groups(word).length)", words
    )
    assert not empty, " ".join(empty)


def test_marks_stand_where_the_words_do(cores: dict[str, Page]) -> None:
    """Also behind characters that are longer or shorter when compared."""
    found = cores["en"].evaluate(
        """texts => texts.map((text) => [
        ...PlanbookSearch.numbers(text), ...PlanbookSearch.words(text, true),
    ].map(({ range }) => text.slice(...range)))""",
        ["总面积100㎡，投资20亿元……共3000人", "cafe\u0301 Ångström ﬁne port"],
    )
    assert {"100", "20亿", "3000"} <= set(found[0])
    assert found[1][-1] == "port"
    assert "cafe\u0301" in {*found[1], found[1][0] + "\u0301"}


@pytest.mark.parametrize("query", ["$&", "$`zzxq", "{}"])
def test_a_query_is_said_as_it_was_typed(cores: dict[str, Page], query: str) -> None:
    assert query in cores["en"].evaluate(
        "query => search.show(query, 'https://plan.example/').meta", query
    )


def test_a_pasted_page_is_answered_at_once(cores: dict[str, Page]) -> None:
    pasted = "".join(chr(0x4E00 + number * 7 % 5000) for number in range(20_000))
    started = time.perf_counter()
    shown = cores["zh"].evaluate("query => search.show(query, 'https://plan.example/')", pasted)
    assert time.perf_counter() - started < 2
    assert len(shown["meta"]) < 300


# --- what the index knows of words


def test_synonyms_are_read_line_by_line() -> None:
    assert parse_synonyms("# words\n\nmetro, rail: subway, tube\n地铁: 捷运、轻轨\n") == (
        Synonyms(("metro", "rail"), ("subway", "tube")),
        Synonyms(("地铁",), ("捷运", "轻轨")),
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("metro", "line 1: is not: words of the text, colon, words of readers"),
        ("metro: ", "line 1: is not: words of the text, colon, words of readers"),
        ("metro: subway: tube", "line 1: is not: words of the text, colon, words of readers"),
        ("metro: subway, metro", "line 1: metro appears twice"),
        (f"metro: {'x' * 61}", "line 1: an expression of more than 60 characters"),
    ],
)
def test_a_malformed_line_of_synonyms_is_named(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_synonyms(line)


def test_synonyms_lead_to_words_of_the_text_alone() -> None:
    """What the text lacks is asked for; what then leads nowhere is left out."""
    synonyms = parse_synonyms(
        "metro, tramway: subway\ncanal: ditch\n地铁、渡船: 捷运\n运河: 水沟\n"
    )
    texts = {"en": "The metro lines.", "zh": "地铁线"}
    assert rows(synonyms, texts) == {"en": ["metro:tramway,subway"], "zh": ["地铁:渡船,捷运"]}


def test_general_synonyms_are_well_formed_and_twofold() -> None:
    found = general()
    assert sum(one.is_chinese for one in found) > 200
    assert sum(not one.is_chinese for one in found) > 300


def test_of_the_other_language_the_first_single_words_are_kept() -> None:
    rows = ["metro:tube,light rail,mrt,subway,tram", "bus:take the bus", "地铁:地下铁,捷运"]
    assert single_words(rows) == ["metro:tube,mrt,subway", "地铁:捷运"]


def test_taiwan_has_its_own_words() -> None:
    found = {one.wanted: one.asked for one in regional("软件和网络，信息")}
    assert found == {("软件",): ("软体",), ("网络",): ("网路",), ("信息",): ("资讯",)}


def test_real_words_are_no_slips() -> None:
    found = real_words("requirement, status, hiking", parse_synonyms("hiking: rambler"))
    assert {"retirement", "states"} <= set(found)
    assert not {"requirements", "cat", "ramblers"} & set(found)
