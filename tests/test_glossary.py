"""Terms, their entries and cards; related sections; the plan's references to itself; pinyin."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from building import FOLDERS
from planbook import base
from planbook.addresses import entry_page
from planbook.cli import main
from planbook.links.pinyin import FILE, bare, parse_readings, spell
from planbook.links.references import Known
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Finder, Term, faults, occurs
from planbook.locales import LOCALES, Locale
from planbook.pages.glossary import first_sentence
from planbook.pages.render import sections_of
from planbook.pipeline import Conversion
from planbook.reading.concordance import MOST, around, concordance, related
from planbook.site.html import named_notes
from planbook.sources import Sources
from planbook.structure.model import Outline
from planbook.text.script import to_traditional
from planbook.words import WORDS, converted

ROOT = Path(__file__).parent.parent
SECTION = "plan/ch2/s1.html"
TERM = '.md-content a[href*="#t-costa-cruises"]'
CARD = ".pb-card:not([hidden])"


# --- terms in words


def of(form: str) -> Term:
    """A term with this Chinese form."""
    return Term(
        id="x", zh=form, en="x", type="term", confidence="descriptive",
        definition_zh="", definition_en="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "places"),
    [
        ("产能", "提高粮食综合生产能力，化解过剩产能。", [15]),
        ("康养", "健康养老和康养产业。", [5]),
        ("市场", "城市场馆要对市场开放。", [6]),
        ("产业", "产业链、生产业务、工业产业。", [0, 11]),
        ("大学", "大学生和大学。", [0, 4]),
        ("平安城市", "建设和平安城市。", [3]),
        ("1+N", "“1+N”政策体系。", [1]),
    ],
)
def test_a_term_is_no_part_of_two_other_words(form: str, text: str, places: list[int]) -> None:
    """Where a longer word begins or ends with the term, it is the term."""
    found = Finder([of(form)], "zh").find(text, text)
    assert [one.start for one in found] == places


def test_a_general_term_is_there_only_as_a_word() -> None:
    assert occurs("产能", "综合生产能力" * 9 + "与产能")
    assert occurs("产能", "产能")
    assert not occurs("产能", "提高综合生产能力。" * 3)
    assert not occurs("产能", "")


def test_every_general_term_is_whole() -> None:
    """Its English rests on an authority or says that it is ours; each language explains it."""
    terms = tuple(msgspec.convert(table, Term) for table in base.terms().values())
    assert list(faults(terms)) == []
    assert [one.id for one in terms if not (one.definition_zh and one.definition_en)] == []
    unfounded = [one.id for one in terms if bool(one.authority) != (one.confidence == "confirmed")]
    assert unfounded == []
    wrong = [one.id for one in terms if set(one.forms("en")) & set(one.forbidden)]
    assert wrong == []


# --- the concordance


def test_every_passage_of_a_term_is_in_its_concordance_in_order(
    linked: LinkedEdition, outline: Outline
) -> None:
    order = {s.reference.rsplit(".", 1)[0] if s.reference.count(".") > 2 else s.reference: number
             for number, s in enumerate(outline.sentences())}  # fmt: skip
    found = concordance(linked)
    for term in linked.terms:
        places = [context.reference for context in found.get(term.id, ())]
        paragraphs = [place for place in places if place.count(".") == 3]
        assert tuple(dict.fromkeys(paragraphs)) == linked.passages.get(term.id, ()), term.zh
        assert all(order[first] <= order[second] for first, second in pairwise(places)), term.zh


@pytest.mark.parametrize(
    "name", ["闫家山", "新金桥5号", "瞪羚企业", "蚌埠路", "网格党支部", "橡胶谷"]
)
def test_a_word_of_the_text_is_found_wherever_it_stands(
    linked: LinkedEdition, outline: Outline, name: str
) -> None:
    """Counted here by looking for the word itself; none of these is a part of a longer term."""
    term = next(term for term in linked.terms if term.zh == name)
    expected = [s.reference for s in outline.sentences() if name in s.text]
    contexts = concordance(linked)[term.id]
    assert [context.reference for context in contexts] == [e.rsplit(".", 1)[0] for e in expected]


def test_every_line_has_its_term_and_is_a_part_of_its_sentence(
    linked: LinkedEdition, outline: Outline
) -> None:
    texts: dict[str, list[str]] = {}
    for sentence in outline.sentences():
        place = sentence.reference
        place = place.rsplit(".", 1)[0] if place.count(".") > 3 else place
        texts.setdefault(place, []).append(sentence.text)
    terms = {term.id: term for term in linked.terms}
    without_english = 0
    for name, contexts in concordance(linked).items():
        for context in contexts:
            there = [linked.edition.memory.target(text) for text in texts[context.reference]]
            assert context.en is not None
            assert context.zh.term in terms[name].forms("zh")
            assert any(context.zh.text().strip("…") in text for text in texts[context.reference])
            assert any(context.en.text().strip("…") in text for text in there)
            without_english += not context.en.term
    assert without_english < 20


# Text with the term in [ ], its language, the line expected.
LINES: list[tuple[Locale, str, str]] = [
    ("zh", "支持[青岛港]发展。", "支持[青岛港]发展。"),
    ("zh", f"{'甲' * 30}，{'乙' * 10}[台东]商圈，{'丙' * 40}。", f"…{'乙' * 10}[台东]商圈，…"),
    ("zh", f"一，{'甲' * 50}[台东]{'乙' * 50}。丙。", f"…{'甲' * 50}[台东]{'乙' * 50}。…"),
    ("en", "It supports [Qingdao Port].", "It supports [Qingdao Port]."),
    ("en", f"{'word ' * 20}in [Taidong]{' word' * 30}", f"…{'word ' * 11}in [Taidong]{' word' * 16}…"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "text", "expected"), LINES)
def test_a_line_is_cut_between_words(locale: Locale, text: str, expected: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    line = around(text.replace("[", "").replace("]", ""), start, end, locale)
    assert f"{line.before}[{line.term}]{line.after}" == expected


# --- the entries


@pytest.mark.parametrize("locale", LOCALES)
def test_every_term_has_one_entry_and_one_line_in_the_index(
    conversion: Conversion, linked: LinkedEdition, locale: Locale
) -> None:
    index = conversion.pages[f"{locale}/glossary.md"]
    found = concordance(linked)
    for term in linked.terms:
        page = conversion.pages[f"{locale}/{entry_page(term)}"]
        assert index.count(f"{{: #{term.anchor} ") == 1
        assert index.count(f"]({entry_page(term)}#{term.anchor})") == 1
        heading = f" {{#{term.anchor}}}\n"
        assert page.count(heading) == 1
        entry = page.split(heading)[1].split("\n### ")[0].split("\n## ")[0]
        assert entry.count("](../plan/") == len(found.get(term.id, ()))


def test_an_entry_says_what_is_known(site: Path) -> None:
    for locale, expected in {
        "zh": ["Taidong", "Táidōng", "不用", "Taitung", "英文已核实", "4.4.3.1"],
        "en": ["台东", "Táidōng", "Not used", "Taitung", "English confirmed", "4.4.3.1"],
        "zh-Hant": ["Taidong", "Táidōng", "不用", "Taitung", "英文已核實", "4.4.3.1"],
    }.items():
        html = (site / FOLDERS[locale] / "glossary" / "place.html").read_text("utf-8")
        entry = html.split('id="t-taidong"')[1].split("<h3")[0]
        assert [part for part in expected if part not in unescape(entry)] == []


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_glossary_is_light(site: Path, locale: str) -> None:
    folder = site / FOLDERS[locale]
    pages = [folder / "glossary.html", *(folder / "glossary").glob("*.html")]
    weights = {page.name: len(gzip.compress(page.read_bytes())) for page in pages}
    assert len(weights) == 17
    assert {name: weight for name, weight in weights.items() if weight > 50_000} == {}
    assert len(gzip.compress((folder / "terms.js").read_bytes())) < 60_000


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_address_of_a_term_leads_to_its_line(
    page: Page, site: Path, linked: LinkedEdition, locale: str
) -> None:
    page.goto(f"{site.as_uri()}/{FOLDERS[locale]}glossary.html#t-qingdao-port")
    assert page.locator("li:target").is_visible()
    ids = page.locator("li[id^='t-']").evaluate_all("rows => rows.map(row => row.id)")
    assert sorted(ids) == sorted(term.anchor for term in linked.terms)
    page.click("li:target a")
    page.wait_for_url("**/glossary/organisation.html#t-qingdao-port")
    assert page.locator("h3:target").is_visible()


# --- related sections

# Passages by term, and what the sections are related by. Of 20 sections, a term of more than
# two says nothing.
SECTIONS = [f"1.{number}" for number in range(1, 21)]
RELATED: list[tuple[str, dict[str, list[str]], dict[str, list[tuple[str, list[str]]]]]] = [
    (
        "two shared terms",
        {"port": ["1.1.0.1", "1.2.0.1"], "ferry": ["1.1.0.2", "1.2.0.1"]},
        {"1.1": [("1.2", ["ferry", "port"])], "1.2": [("1.1", ["ferry", "port"])]},
    ),
    ("one is not enough", {"port": ["1.1.0.1", "1.2.0.1"]}, {}),
    (
        "what everybody says counts for nothing",
        {"city": [f"{s}.0.1" for s in SECTIONS], "port": ["1.1.0.1", "1.2.0.1"]},
        {},
    ),
    (
        "the opening of a chapter is no section",
        {"port": ["1.0.0.1", "1.2.0.1"], "ferry": ["1.0.0.1", "1.2.0.1"]},
        {},
    ),
    (
        "at most four terms are named",
        {name: ["1.1.0.1", "1.2.0.1"] for name in "abcdef"},
        {"1.1": [("1.2", list("abcd"))], "1.2": [("1.1", list("abcd"))]},
    ),
]


@pytest.mark.parametrize(
    ("passages", "expected"), [c[1:] for c in RELATED], ids=[c[0] for c in RELATED]
)
def test_sections_are_related_by_what_few_others_say(
    passages: dict[str, list[str]], expected: dict[str, list[tuple[str, list[str]]]]
) -> None:
    found = related(passages, SECTIONS)
    named = {one: [(r.reference, list(r.terms)) for r in others] for one, others in found.items()}
    assert named == expected


def test_the_closest_five_sections_are_named() -> None:
    pairs = [(a, b) for a in "abcdef" for b in "xy"]
    passages = {a + b: ["1.1.0.1", f"1.{'abcdef'.index(a) + 2}.0.1"] for a, b in pairs}
    passages["more"] = ["1.1.0.1", "1.7.0.1"]
    assert [one.reference for one in related(passages, SECTIONS)["1.1"]] == [
        "1.7", "1.2", "1.3", "1.4", "1.5",
    ]  # fmt: skip


def test_the_plans_sections_are_related_by_names_not_by_common_words(
    linked: LinkedEdition, outline: Outline
) -> None:
    found = related(linked.passages, sections_of(outline))
    reasons = {term for others in found.values() for one in others for term in one.terms}
    common = {"shibei-district", "qingdao", "high-quality-development", "14th-five-year-plan"}
    assert not reasons & common
    assert all(len(others) <= MOST for others in found.values())
    assert "2.3" in [one.reference for one in found["2.1"]]
    assert "2.1" in [one.reference for one in found["2.3"]]
    assert "9.4" not in found  # on supervision: shares nothing of its own with any other
    # Nearly all relations are seen from both sides.
    sides = {(one, other.reference) for one, others in found.items() for other in others}
    assert sum((b, a) in sides for a, b in sides) > 0.75 * len(sides)


def test_a_section_names_its_relations_in_every_language(page: Page, site: Path) -> None:
    for locale, title in {
        "zh": "相关各节",
        "en": "Related sections",
        "zh-Hant": "相關各節",
    }.items():
        page.goto(f"{site.as_uri()}/{FOLDERS[locale]}{SECTION}")
        related_list = page.locator(f".list-title:text-is('{title}') + ul")
        assert related_list.locator("li").count() == 4
        first = related_list.locator("li").first.locator("a")
        assert (first.first.get_attribute("href") or "").endswith("s3.html")
        assert 2 <= first.count() - 1 <= 4


# --- references of the plan to itself

# Where, the words, what they name.
MENTIONS: list[tuple[Locale, str, str, str]] = [
    ("zh", "3.0.0.1.1", "一核引领", "3.1"),
    ("zh", "3.0.0.1.1", "辐射四方", "3.4"),
    ("en", "3.0.0.1.1", "port-city linkage", "3.2"),
    ("zh", "2.0.0.1.1", "新航运", "2.1"),
    ("zh", "2.0.0.1.1", "医养健康", "2.5.2"),
    ("en", "2.0.0.1.1", "ship management", "2.1.3"),
    ("zh", "1.3.0.1.1", "全力培育新型产业发展体系", "2"),
    ("zh", "5.0.0.1.1", "强化创新人才培育和集聚", "5.1"),  # the heading has 与 for 和
    ("en", "7.0.0.1.1", "a high-quality education service system", "7.1"),  # no “Building”
]


@pytest.mark.parametrize(("locale", "place", "words", "target"), MENTIONS)
def test_an_opening_that_names_its_sections_links_them(
    linked: LinkedEdition, outline: Outline, locale: Locale, place: str, words: str, target: str
) -> None:
    sentence = next(s for s in outline.sentences() if s.reference == place)
    memory = linked.edition.memory
    text = sentence.text if locale == "zh" else memory.target(sentence.text)
    named = {text[m.start : m.end]: m.target for m in linked.mentions[locale][place]}
    assert named[words] == target


def test_words_that_only_look_like_headings_link_nothing(linked: LinkedEdition) -> None:
    """人工智能 is a heading of chapter 2, and in chapter 6 just a word."""
    places = {sentence.rsplit(".", 2)[0] for sentence in linked.mentions["zh"]}
    assert places == {"1.3.0", *(f"{chapter}.0.0" for chapter in (2, 3, 4, 5, 6, 7, 9))}


NUMBERED: list[tuple[Locale, str, list[str]]] = [
    ("zh", "详见第三章和表2。", ["第三章", "表2"]),
    ("zh", "按照第十二章的要求。", []),  # there is none
    ("zh", "人大代表2名，列表2次。", []),
    ("zh", "见附表2、一览表2、图表2，统计报表2张。", []),
    ("zh", "依照《城乡规划法》第三章，如下表2所示。", ["表2"]),
    ("en", "See Chapter 3 and Table 2.", ["Chapter 3", "Table 2"]),
    ("en", "The third chapter.", []),
]


@pytest.mark.parametrize(("locale", "text", "expected"), NUMBERED)
def test_chapters_and_tables_are_named_by_number(
    linked: LinkedEdition, locale: Locale, text: str, expected: list[str]
) -> None:
    outline, memory = linked.edition.outline, linked.edition.memory
    known = Known(outline, locale, {s.text: memory.target(s.text) for s in outline.sentences()})
    assert [text[m.start : m.end] for m in known.named(text, "9", opens=False)] == expected


@pytest.mark.parametrize("locale", FOLDERS)
def test_a_named_section_leads_back(page: Page, site: Path, locale: str) -> None:
    page.goto(f"{site.as_uri()}/{FOLDERS[locale]}plan/ch3/index.html")
    page.click("#p-3-0-0-1 a[href='s3.html#s-3-3-0']")
    page.wait_for_url("**/ch3/s3.html#s-3-3-0")
    page.click(".list-title + ul a[href='index.html#p-3-0-0-1']")
    page.wait_for_url("**/ch3/index.html#p-3-0-0-1")


# --- pinyin

READINGS: list[tuple[str, str]] = [
    ("bengbu-road", "Bèngbù Lù"),
    ("changsha-road", "Chángshā Lù"),
    ("lehaifang", "Lèhǎifāng"),
    ("yanjiashan", "Yánjiāshān"),
    ("yangtze-river-delta", "Cháng Sānjiǎo"),
    ("xinduxin", "Xīndūxīn"),
    ("haibo-river", "Hǎibó Hé"),
    ("taidong", "Táidōng"),
    ("xi-jinping-thought", "Xí Jìnpíng xīn shídài Zhōngguó tèsè shèhuì zhǔyì sīxiǎng"),
    ("belt-and-road-initiative", "Yī Dài Yī Lù"),
    ("high-quality-development", "gāozhìliàng fāzhǎn"),
    ("supply-side-structural-reform", "gōngjǐcè jiégòuxìng gǎigé"),
    ("community-corrections", "shèqū jiǎozhèng"),
    ("new-golden-bridge-v", "Xīnjīnqiáo 5 Hào"),
]


@pytest.mark.parametrize(("name", "expected"), READINGS)
def test_readings(linked: LinkedEdition, name: str, expected: str) -> None:
    assert linked.pinyin[name] == expected


SPELLED: list[tuple[str, bool, str]] = [
    ("长安", False, "cháng’ān"),
    ("重庆银行", True, "Chóngqìng Yínháng"),
    ("文化和旅游", True, "Wénhuà hé Lǚyóu"),
    ("M2创意园", True, "M2 Chuàngyì Yuán"),
    ("1+N", False, ""),
]


@pytest.mark.parametrize(("text", "is_name", "expected"), SPELLED)
def test_spelling(text: str, is_name: bool, expected: str) -> None:  # noqa: FBT001
    assert spell(text, {}, name=is_name) == expected


def test_every_reading_is_made_of_letters_and_has_its_tones(linked: LinkedEdition) -> None:
    for term in linked.terms:
        reading = linked.pinyin[term.id]
        assert (
            bare(reading)
            .replace(" ", "")
            .replace("'", "")
            .replace("-", "")
            .replace("+", "")
            .isascii()
        ), term.zh
        assert not re.search(r"[\u4e00-\u9fff]", reading)


def test_every_own_reading_is_used(sources: Sources) -> None:
    everything = "\n".join(term.zh for term in sources.terms)
    own = parse_readings((ROOT / FILE).read_text("utf-8"))
    assert [phrase for phrase in own if phrase not in everything] == []


@pytest.mark.parametrize("line", ["蚌埠 Bèngbù", "Bengbu\tBèngbù", "蚌埠\t", "蚌埠\ta\n蚌埠\tb"])
def test_a_malformed_list_of_readings_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"line \d"):
        parse_readings(f"# {FILE}\n{line}\n")


def test_the_run_stops_at_a_malformed_list_of_readings(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / FILE).write_text("蚌埠 Bèngbù\n", "utf-8")
    assert main(["--root", str(project), "convert"]) == 1
    said = capsys.readouterr()
    assert (
        f"{FILE}: line 1: 「蚌埠 Bèngbù」 is not: Chinese phrase, tab, reading"
        in said.out + said.err
    )


# --- cards

FIRST_SENTENCES: list[tuple[Locale, str, str]] = [
    ("zh", "青岛的港口。也指公司。", "青岛的港口。"),
    ("zh", "没有句号", "没有句号"),
    ("en", "A port of Qingdao. It is large.", "A port of Qingdao."),
    ("en", "Run by Port Co., Ltd. and others. It is large.", "Run by Port Co., Ltd. and others."),
    ("en", "The V.Group and the U.S. Navy use it. So.", "The V.Group and the U.S. Navy use it."),
    ("en", "The plan's “area.” It grew 2.5 percent.", "The plan's “area.”"),
]


@pytest.mark.parametrize(("locale", "text", "expected"), FIRST_SENTENCES)
def test_first_sentence(locale: Locale, text: str, expected: str) -> None:
    assert first_sentence(text, locale) == expected


# What the card of 歌诗达 says.
SAID = {
    "zh": ["歌诗达", "Gēshīdá", "Costa Cruises", "邮轮公司", "英文已核实", "查看词条"],
    "en": ["Costa Cruises", "Gēshīdá", "歌诗达", "An Italian cruise company", "Full entry"],
    "zh-Hant": ["歌詩達", "Gēshīdá", "Costa Cruises", "郵輪公司", "英文已核實", "查看詞條"],
}


def is_told(page: Page, locale: str) -> None:
    """The card is open, says what it should, and belongs to its term."""
    said = page.locator(CARD).inner_text()
    assert [part for part in SAID[locale] if part not in said] == []
    assert page.locator(TERM).get_attribute("aria-expanded") == "true"
    assert page.locator(TERM).get_attribute("aria-describedby") == "pb-card"
    assert page.locator(CARD).get_attribute("role") == "dialog"


@pytest.mark.parametrize(
    ("scheme", "locale"), [("http", "zh"), *(("file", locale) for locale in FOLDERS)]
)
def test_a_card_on_hover(page: Page, site: Path, address: str, scheme: str, locale: str) -> None:
    base = address if scheme == "http" else f"{site.as_uri()}/"
    lists: list[str] = []
    page.on("request", lambda r: lists.append(r.url) if r.url.endswith("terms.js") else None)
    page.goto(f"{base}{FOLDERS[locale]}{SECTION}", wait_until="networkidle")
    assert lists == []  # not before the first card
    page.hover(TERM)
    page.wait_for_selector(CARD)
    is_told(page, locale)
    page.hover(f"{CARD} a")  # the way into the card does not close it
    page.wait_for_timeout(400)
    assert page.locator(CARD).is_visible()
    page.hover("h1")
    page.wait_for_selector(CARD, state="detached")
    page.hover('.md-content a[href*="#t-royal-caribbean"]')
    page.wait_for_selector(CARD)
    assert lists == [f"{base}{FOLDERS[locale]}terms.js"]
    page.click(f"{CARD} a")
    page.wait_for_url(f"{base}{FOLDERS[locale]}glossary/organisation.html#t-royal-caribbean")


@pytest.mark.parametrize("locale", FOLDERS)
def test_a_card_by_keyboard(page: Page, site: Path, locale: str) -> None:
    page.goto(f"{site.as_uri()}/{FOLDERS[locale]}{SECTION}")
    page.locator('.md-content a[href*="#t-industrial-chain"]').focus()
    page.keyboard.press("Tab")
    page.wait_for_selector(CARD)
    is_told(page, locale)
    page.focus(f"{CARD} a")
    assert page.locator(CARD).is_visible()
    page.keyboard.press("Escape")  # closes, and gives the focus back
    page.wait_for_selector(CARD, state="detached")
    expect(page.locator(TERM)).to_be_focused()
    assert page.locator(TERM).get_attribute("aria-expanded") is None
    page.keyboard.press("Tab")  # no trap: on to the next term
    page.wait_for_selector(CARD)
    assert "Royal Caribbean" in page.locator(CARD).inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/organisation.html#t-royal-caribbean")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("locale", FOLDERS)
def test_the_first_tap_opens_the_card_which_has_the_link(
    phone: Page, site: Path, locale: str
) -> None:
    start = f"{site.as_uri()}/{FOLDERS[locale]}{SECTION}"
    phone.goto(start)
    phone.tap(TERM)
    phone.wait_for_selector(CARD)
    is_told(phone, locale)
    assert phone.url == start
    box = phone.locator(CARD).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    phone.tap("h1")  # a tap elsewhere closes it
    phone.wait_for_selector(CARD, state="detached")
    phone.tap(TERM)
    phone.wait_for_selector(CARD)
    phone.tap(f"{CARD} a")
    phone.wait_for_url("**/glossary/organisation.html#t-costa-cruises")


def test_without_the_list_a_term_is_a_link(browser: Browser, address: str) -> None:
    context = browser.new_context(has_touch=True)
    page = context.new_page()
    page.route("**/terms.js", lambda route: route.abort())
    page.goto(f"{address}{SECTION}")
    page.tap(TERM)
    page.wait_for_url("**/glossary/organisation.html#t-costa-cruises")
    context.close()


def test_a_list_that_was_lost_is_asked_for_again(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/terms.js", lambda route: route.abort(), times=1)
    page.goto(f"{address}{SECTION}")
    with page.expect_event("requestfailed"):
        page.hover(TERM)
    page.hover("h1")
    page.hover(TERM)
    page.wait_for_selector(CARD)
    context.close()


def test_keys_that_compose_do_not_act_on_the_list(page: Page, address: str) -> None:
    """An input method takes ArrowDown and Escape for its own list."""
    page.goto(f"{address}glossary.html")
    box = page.locator(".pb-filter input")
    box.fill("xin")
    for key in ("ArrowDown", "Escape"):
        for composing in ({"isComposing": True}, {"keyCode": 229}):
            box.dispatch_event("keydown", {"key": key, **composing})
    expect(box).to_be_focused()
    expect(box).to_have_value("xin")
    box.press("Escape")
    expect(box).to_have_value("")


def test_without_javascript_the_whole_glossary_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/{SECTION}")
    page.click(TERM)
    assert page.url.endswith("en/glossary/organisation.html#t-costa-cruises")
    page.goto(f"{address}en/glossary.html")
    assert page.locator("li[id^='t-']").count() == 634
    assert page.locator(".pb-filter").count() == 0
    page.click(".glossary-types a:has-text('Places')")
    assert page.url.endswith("en/glossary/place.html")
    context.close()


# --- the filter

# By language: what is typed, and an entry that is left.
FILTERED = {
    "zh": [
        ("蚌埠", "蚌埠路"),
        ("bengbu", "蚌埠路"),
        ("qingdao gang", "青岛港"),
        ("Bèngbù Lù", "蚌埠路"),
        ("costa", "歌诗达"),
    ],
    "en": [
        ("歌诗达", "Costa Cruises"),
        ("geshida", "Costa Cruises"),
        ("belt and", "Belt and Road Initiative (BRI)"),
    ],
    "zh-Hant": [("歌詩達", "歌詩達")],
}


@pytest.mark.parametrize("locale", FILTERED)
def test_the_index_is_filtered_by_keyboard(page: Page, site: Path, locale: str) -> None:
    page.goto(f"{site.as_uri()}/{FOLDERS[locale]}glossary.html")
    rows = page.locator("li[id^='t-']:visible")
    for typed, name in FILTERED[locale]:
        page.locator(".pb-filter input").focus()
        page.keyboard.type(typed)
        assert name in rows.locator("a").all_text_contents()
        assert rows.count() < 10
        headings = page.locator(".md-content h2:visible")
        assert 0 < headings.count() <= rows.count()
        assert page.locator(".pb-filter [role=status]").inner_text() == f"{rows.count()} / 634"
        page.keyboard.press("Enter")
        expect(rows.first.locator("a")).to_be_focused()
        page.locator(".pb-filter input").focus()
        page.keyboard.press("Escape")
        assert rows.count() == 634


def test_the_index_is_filtered_by_type(page: Page, site: Path, sources: Sources) -> None:
    page.goto(f"{site.as_uri()}/en/glossary.html")
    page.select_option(".pb-filter select", label="Zones and parks")
    zones = sum(term.type == "zone" for term in sources.terms)
    assert page.locator("li[id^='t-']:visible").count() == zones
    page.fill(".pb-filter input", "no such thing")
    assert page.locator(".pb-filter [role=status]").inner_text() == "No matching term"


# --- notes

NOTES = (
    '<sup id="fnref:a"><a class="footnote-ref" href="#fn:a">1</a></sup>'
    '<div class="footnote"><a class="footnote-backref" href="#fnref:a"'
    ' title="Jump back to footnote 1 in the text">&#8617;</a></div>'
)


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        ("zh", ["注释", "注释1", "回到正文中注释1处"]),
        ("en", ["Notes", "Note 1", "Back to note 1 in the text"]),
        ("zh-Hant", ["註釋", "註釋1", "回到正文中註釋1處"]),
    ],
)
def test_notes_are_named_in_the_pages_language(
    locale: str, names: list[str], sources: Sources
) -> None:
    convert = to_traditional(sources.phrases).convert
    words = {**WORDS, "zh-Hant": converted(WORDS["zh"], convert)}[locale]
    html = named_notes(NOTES, words.notes)
    assert [name for name in names if f'aria-label="{name}"' not in html] == []


@pytest.mark.parametrize("locale", FOLDERS)
def test_no_note_of_the_site_is_unnamed(site: Path, locale: str) -> None:
    notes = 0
    for path in (site / FOLDERS[locale] / "plan").rglob("*.html"):
        html = path.read_text("utf-8")
        notes += html.count('role="doc-backlink"')
        assert "Jump back" not in html
        assert html.count('footnote-ref"') == html.count('role="doc-noteref"')
    assert notes >= 13


def test_a_note_and_the_way_back(browser: Browser, site: Path) -> None:
    """Without scripts; with them, the note opens where it stands."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/en/plan/ch3/index.html")
    page.click("#p-3-0-0-1 [role=doc-noteref][aria-label='Note 1']")
    assert page.locator("li:target").is_visible()
    page.click("[role=doc-backlink][aria-label='Back to note 1 in the text']")
    page.wait_for_url("**#fnref:*")
    context.close()
