"""The brief: two pages that say what the sources say, and what stops it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec import structs

from planbook.addresses import passages
from planbook.books.pdf.brief import BRIEFS, Brief, brief_of, terse, typeset_brief
from planbook.books.sheet import Fonts
from planbook.commands import books
from planbook.figures.money import with_dollars
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.sources import Sources
from planbook.statements.guide import Guide
from planbook.words import words_for
from projects import DESCRIPTION, picture
from test_books import addresses, characters, page_text, read_blocks

Made = tuple[Brief, bytes, Any]


@pytest.fixture(scope="module")
def made(conversion: Conversion, fonts: Fonts) -> Callable[[str], Made]:
    @cache
    def make(kind: str) -> Made:
        brief = brief_of(kind, conversion.tied, conversion.readings)
        raw = typeset_brief(brief, fonts)
        return brief, raw, pikepdf.open(BytesIO(raw))

    return make


def solid(text: str) -> str:
    """Without blanks and without the hyphens of lines."""
    return re.sub(r"[\s\u00ad]", "", text)


def said(pdf: Any) -> str:
    return "".join(solid(page_text(page)) for page in pdf.pages)


@pytest.mark.parametrize("kind", BRIEFS)
def test_two_pages_that_keep_the_standards(kind: str, made: Callable[[str], Made]) -> None:
    brief, _, pdf = made(kind)
    assert [tuple(map(round, map(float, page.MediaBox))) for page in pdf.pages] == [
        (0, 0, 595, 842)
    ] * 2
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == brief.title
        # It is not taken for the plan's text by anybody who finds the file.
        title, subject = {
            "brief.en": ("Investor brief", "not its full text"),
            "brief.zh": ("投资者简报", "不是规划全文"),
        }[kind]
        assert title in metadata["dc:title"]
        assert subject in metadata["dc:description"]
    assert str(pdf.Root.Lang) == {"brief.en": "en-US", "brief.zh": "zh-CN"}[kind]
    heads = [block.text for block in read_blocks(pdf) if block.tag == "H2"]
    assert len(heads) == 7


@pytest.mark.parametrize("kind", BRIEFS)
def test_it_says_what_the_sources_say(
    kind: str, made: Callable[[str], Made], sources: Sources, conversion: Conversion
) -> None:
    """The place, every fact, track, target, silence with its passages; how official; which version."""
    locale, text = BRIEFS[kind], said(made(kind)[2])
    guide, about = sources.guide, sources.description
    words = words_for("plan")[locale].brief
    wanted = [about.title.of(locale), words.standing, words.how_to_check]
    wanted += [
        part
        for one in guide.fact
        for part in (with_dollars(one.of(locale), about.rate, locale), *passages(one.at))
    ]
    wanted += [
        part for one in guide.silence for part in (one.missing.of(locale), one.source.of(locale))
    ]
    wanted += [part for one in sources.sectors.sector for part in (one.at, one.aim.of(locale))]
    (where,) = (one for one in guide.section if "place" in one.shows)
    wanted += [one.of(locale) for one in (*where.remark, *where.plan)]
    outline, memory = conversion.edition.outline, conversion.edition.memory
    titles = {one.reference: one.title.text for one in outline.divisions()}
    for sector in sources.sectors.sector:
        title = titles[sector.at]
        wanted.append(title if locale == "zh" else memory.target(title))
    targets = [one for one in sources.targets.figure if one.at in guide.target]
    wanted += [one.measures.of(locale) for one in targets if one.kind == "target"]
    missed = [one for one in wanted if solid(one) not in text]
    assert not missed
    assert len(sources.sectors.sector) == 17
    for page in made(kind)[2].pages:
        assert ("Unofficial." if locale == "en" else "非官方文件。") in raw_text(page)
        assert DESCRIPTION.version in raw_text(page)
    assert {"en": "ended in 2025", "zh": "已于2025年结束"}[locale].replace(" ", "") in text


def raw_text(page: Any) -> str:
    """All text of a page, its foot too."""
    fonts = {name: characters(font) for name, font in page.Resources.Font.items()}
    font, text = {}, ""
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = list(instruction.operands), str(instruction.operator)
        if operator == "Tf":
            font = fonts[str(operands[0])]
        elif operator in ("Tj", "TJ"):
            parts = operands if operator == "Tj" else operands[0]
            raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            text += "".join(font[raw[i : i + 2]] for i in range(0, len(raw), 2))
    return text


def test_only_figures_of_one_thing_are_compared(made: Callable[[str], Made]) -> None:
    """What the plan reports stands behind what it wants and its year, with its time."""
    mark = " (2025; when planned: "
    found = [one for one in made("brief.en")[0].targets if mark in one.text]
    what = "Children in public kindergartens, share of all kindergarten children"
    assert [(one.head, one.text) for one in found] == [("at least 60%", f"{what}{mark}only 39%)")]


def test_a_track_names_its_companies_first_and_says_how_many_more(
    made: Callable[[str], Made],
) -> None:
    for kind, first, more in (
        ("brief.en", "Costa Cruises; Royal Caribbean; Shanghai Blue Dream", "; and 5 more"),
        ("brief.zh", "歌诗达、皇家加勒比、上海蓝梦", "，另有5个"),
    ):
        cruise = made(kind)[0].tracks[0]
        assert cruise.names == first + more
        assert all(one.names for one in made(kind)[0].tracks)


def test_a_target_has_the_year_that_the_text_gives(made: Callable[[str], Made]) -> None:
    for kind, year in (("brief.en", " (2025)"), ("brief.zh", "（2025年）")):
        targets = {one.at[0].text: one.text.endswith(year) for one in made(kind)[0].targets}
        assert targets["5.1.4.1"]
        assert not targets["7.1.3.4"]


def test_no_organization_of_states_stands_among_the_companies(made: Callable[[str], Made]) -> None:
    trade = next(one for one in made("brief.en")[0].tracks if "Sinotrans" in one.names)
    assert trade.names.startswith("Sinotrans")


def test_no_word_is_cut_at_the_end_of_a_line(made: Callable[[str], Made]) -> None:
    assert not [page for page in made("brief.en")[2].pages if "\u00ad" in page_text(page)]


def test_money_is_given_in_dollars_too_and_the_rate_is_said(made: Callable[[str], Made]) -> None:
    text = said(made("brief.en")[2])
    assert "RMB96.218billion[aboutUSD14billion]" in text
    assert solid(made("brief.en")[0].money) in text


@pytest.mark.parametrize("kind", BRIEFS)
def test_the_place_is_drawn(kind: str, made: Callable[[str], Made]) -> None:
    brief, _, pdf = made(kind)
    assert brief.locator
    told = [
        str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
    ]
    assert told == [brief.locator.alternative]


def test_it_leads_to_the_web_only_where_the_site_is_known(
    made: Callable[[str], Made], conversion: Conversion, sources: Sources, fonts: Fonts
) -> None:
    assert not list(addresses(made("brief.en")[2]))
    about = structs.replace(sources.description, site_url="https://plan.example/x/")
    readings = {key: replace(one, description=about) for key, one in conversion.readings.items()}
    for kind, folder in (("brief.en", "en/"), ("brief.zh", "")):
        raw = typeset_brief(brief_of(kind, conversion.tied, readings), fonts)
        found = set(addresses(pikepdf.open(BytesIO(raw))))
        assert f"https://plan.example/x/{folder}" in found
        assert f"https://plan.example/x/{folder}plan/ch5/s3.html#p-5-3-3-1" in found
        assert f"https://plan.example/x/{folder}sectors/fintech.html" in found


def test_same_input_same_bytes(made: Callable[[str], Made], fonts: Fonts) -> None:
    brief, raw, _ = made("brief.en")
    assert typeset_brief(brief, fonts) == raw


def test_a_third_page_is_an_error_that_names_the_book(
    made: Callable[[str], Made], fonts: Fonts
) -> None:
    brief = made("brief.en")[0]
    long = structs.replace(brief, facts=brief.facts * 3)
    with pytest.raises(Problems, match=r"the book brief\.en: has \d pages, not 2"):
        typeset_brief(long, fonts)


def test_missing_font_is_named(made: Callable[[str], Made]) -> None:
    with pytest.raises(
        Problems, match=r"brief\.zh: needs the font Noto Serif CJK SC.*\n.*noto-cjk"
    ):
        typeset_brief(made("brief.zh")[0], Fonts((), frozenset()))


@pytest.mark.usefixtures("fonts")
def test_the_command_makes_it(project: Path) -> None:
    before = picture(project)
    words = argparse.Namespace(to="out", only=["brief.en"], fonts=None)
    assert books.command(project, words) == 0
    assert set(picture(project)) - set(before) == {"out", "out/shibei-14fyp.brief.en.pdf"}


@pytest.mark.usefixtures("fonts")
def test_without_guide_there_is_none(
    sources: Sources, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chosen: list[str] = []

    def none(kinds: tuple[str, ...], *_: Any) -> list[tuple[str, bytes]]:
        chosen.extend(kinds)
        raise Problems([])

    monkeypatch.setattr(books, "pdfs", none)
    for guide, there in ((sources.guide, True), (Guide(), False)):
        chosen.clear()
        made = Conversion(replace(sources, guide=guide))
        monkeypatch.setattr(books, "conversion_of", lambda _, made=made: made)
        with pytest.raises(Problems):
            books.command(tmp_path, argparse.Namespace(to="out", only=None, fonts=None))
        assert (set(BRIEFS) <= set(chosen)) is there
        assert "en" in chosen


@pytest.mark.parametrize(
    ("figure", "what", "expected"),
    [
        ("3,000 valid invention patents", "Valid invention patents", "3,000"),
        ("250,000 square meters", "Area of repairs", "250,000 square meters"),
        ("at least 85%", "Employment rate", "at least 85%"),
        ("7个教育集团", "成立的教育集团", "7个"),
        ("1.5万人", "扶持创业的人数", "1.5万人"),
    ],
)
def test_a_figure_does_not_repeat_what_it_counts(figure: str, what: str, expected: str) -> None:
    assert terse(figure, what) == expected
