"""Each question of the guide is answered from the English home page: by clicks, and by a search."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from playwright.sync_api import Page

from planbook.addresses import anchor_of, page_of, passages
from planbook.checks.kit import stems
from planbook.sources import Sources
from planbook.statements.guide import Question
from test_search import ask, open_search
from test_search import passages as found_passages

MOST_CLICKS = 3
HOME = "en/index.html"
VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "col"))
# What a reader would type, by question.
QUERIES: Mapping[str, str] = {
    "cruise": "cruise companies",
    "port-area": "square kilometer cruise port area",
    "thousand-mu": "industry zone thousand mu",
    "high-tech": "high and new technology enterprises 2025",
    "industrial-internet": "industrial internet platforms",
    "land": "land space demolition",
    "trade": "B2B direct exports pilot",
    "port-renewal": "relocation of the old port area",
    "rcep": "RCEP pilot base five centers",
    "foreign-investment": "foreign investment",
    "talent": "chief service officers for talent",
    "schools": "international schools",
    "risks": "fiscal deficits interest on debt",
    "metro": "Metro Line 5",
    "relief": "no penalty for a first violation",
    "record": "target of a GDP met one year ahead of schedule",
    "offices": "follow-up visits approval bureau",
    "who": "annual implementation plans performance appraisal",
}


class Reader(HTMLParser):
    """A page's links, and the text of each element that has an anchor."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.texts: dict[str, str] = {}
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = dict(attrs)
        if tag == "a" and "hreflang" not in found:
            self.links.add(found.get("href") or "")
        if tag not in VOID:
            self.open.append(found.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self.open):
            self.texts[name] = self.texts.get(name, "") + data


@cache
def read(site: Path, page: str) -> Reader:
    return Reader((site / page).read_text("utf-8"))


@cache
def clicks(site: Path) -> Mapping[str, int]:
    """How many clicks each English page is away from the home page."""
    away = {HOME: 0}
    waiting = deque([HOME])
    while waiting:
        page = waiting.popleft()
        for link in read(site, page).links:
            path = re.split(r"[?#]", link)[0]
            if not path.endswith(".html") or "//" in path:
                continue
            target = normpath(join(dirname(page), path))
            if target.startswith("en/") and target not in away and (site / target).is_file():
                away[target] = away[page] + 1
                waiting.append(target)
    return away


def questions(sources: Sources) -> tuple[Question, ...]:
    return sources.guide.question


def places(question: Question) -> list[str]:
    """The paragraphs and headings that answer it."""
    return passages(at for answer in question.answer for at in answer.at)


def words(key: str) -> set[str]:
    """What of a key's words carries its sense: numbers, and words that are not small."""
    return {word for word in stems(key).split() if word.isdigit() or len(word) > 3} - {
        "more",
        "than",
    }


def test_every_question_has_a_query(sources: Sources) -> None:
    assert set(QUERIES) == {one.id for one in questions(sources)}
    assert len(QUERIES) >= 10


def test_every_answer_is_few_clicks_away(site: Path, sources: Sources) -> None:
    """A page with the passage, not farther than three clicks; and the key words stand there."""
    missed = []
    for question in questions(sources):
        said = ""
        for place in places(question):
            page = f"en/{page_of(place)[:-2]}html"
            away = clicks(site).get(page, 99)
            text = read(site, page).texts.get(anchor_of(place), "")
            if away > MOST_CLICKS or not text:
                missed.append(f"{question.id}: {place}, {away} clicks, {text[:40]!r}")
            said += f" {text}"
        missed += [
            f"{question.id}: {key!r} is not at {places(question)}"
            for key in question.key.en
            if not words(key) <= set(stems(said).split())
        ]
    assert not missed, "\n".join(missed)


def test_the_guide_itself_leads_there(site: Path, sources: Sources) -> None:
    """Home, guide, passage: two clicks, with the guide's own links."""
    assert clicks(site)["en/guide.html"] == 1
    links = read(site, "en/guide.html").links
    for question in questions(sources):
        for place in places(question):
            assert f"{page_of(place)[:-2]}html#{anchor_of(place)}" in links


def test_every_answer_is_found_by_one_search(page: Page, address: str, sources: Sources) -> None:
    """One of its passages is among the first three that the search offers."""
    missed = []
    open_search(page, address, "en")
    for question in questions(sources):
        ask(page, QUERIES[question.id])
        wanted = {anchor_of(place) for place in places(question)}
        if not wanted & set(found := found_passages(page)):
            missed.append(f"{question.id}: {found}, not {sorted(wanted)}")
    assert not missed, "\n".join(missed)


def test_asked_as_it_stands_the_guide_answers(page: Page, address: str, sources: Sources) -> None:
    """The question itself, typed into the search, has its place in the guide among the first five."""
    missed = []
    open_search(page, address, "en")
    for question in questions(sources):
        ask(page, question.ask.en)
        links = page.locator(".md-search-result__item > a").evaluate_all(
            "links => links.slice(0, 5).map(link => link.hash.slice(1))"
        )
        if question.anchor not in links:
            missed.append(f"{question.ask.en}: {links}")
    assert not missed, "\n".join(missed)
