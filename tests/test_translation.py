"""The published English against its Chinese: no Han, every number, one line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planbook.pages import markdown as md
from planbook.pages.wording import WORDING
from planbook.pipeline import run
from planbook.sources import Sources
from planbook.translation.memory import Entry, parse_memory

ROOT = Path(__file__).parent.parent
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
CHINESE = re.compile(r"(?P<figure>\d+(?:\.\d+)?)[余多]?(?P<unit>[亿万]?)")
ENGLISH = re.compile(
    r"(?<![A-Za-z\d.,])(?P<figure>\d[\d,]*(?:\.\d+)?)(?:\s(?P<unit>billion|million))?"
)
SCALE = {"": 1, "万": 10**4, "亿": 10**8, "million": 10**6, "billion": 10**9}
# Numbers that the Chinese writes in characters: periods, congresses, 亿元, 每千人, 百个.
SPELLED = {"十三五": 13, "十四五": 14, "第十四个五年": 14, "十九大": 19, "十九届": 19,
           "破亿元": 10**8, "每千": 1000, "百个": 100, "壹号": 1}  # fmt: skip
# Labels with a digit that English writes otherwise: New Golden Bridge V, B2B, IPv6, M2.
LABELS = re.compile(r"新金桥5号|B2B|IPV6|M2")


def numbers(pattern: re.Pattern[str], text: str) -> Counter[Decimal]:
    figures = ((m["figure"].replace(",", ""), m["unit"] or "") for m in pattern.finditer(text))
    return Counter(Decimal(figure) * SCALE[unit] for figure, unit in figures)


def published() -> list[Entry]:
    memory = parse_memory((ROOT / "source/plan.en.po").read_text("utf-8"))
    return [entry for entry in memory.entries.values() if entry.published]


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return published()


def test_headings_leads_and_two_chapters_are_finished(entries: list[Entry]) -> None:
    assert len(entries) >= 307
    assert {entry.state for entry in entries} == {"reviewed"}


def test_no_han_is_left_in_the_english(entries: list[Entry]) -> None:
    assert not [entry.target for entry in entries if HAN.search(entry.target)]


@pytest.mark.parametrize("change", [{"fuzzy": True}, {"state": "draft"}])
def test_unfinished_english_stands_on_no_page(sources: Sources, change: dict[str, Any]) -> None:
    """A reader must not meet a machine draft, or the English of another sentence, as finished."""
    name, entry = next((k, e) for k, e in sources.memory.entries.items() if "邮轮产业运营平台" in k)
    entries = {**sources.memory.entries, name: replace(entry, **change)}
    memory = replace(sources.memory, entries=entries)
    page = run(replace(sources, memory=memory)).pages["en/plan/ch2/s1.md"]
    assert entry.target[:40] not in page
    assert "邮轮产业运营平台" in page
    assert md.escape(WORDING["en"].partly_translated) in page


def lost_numbers(entry: Entry) -> tuple[Counter[Decimal], Counter[Decimal]]:
    """Numbers of the Chinese that the English lacks, and those that it has too many."""
    chinese = numbers(CHINESE, LABELS.sub("", entry.source))
    english = numbers(ENGLISH, re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", entry.target))
    spelled = {Decimal(value) for word, value in SPELLED.items() if word in entry.source}
    surplus = Counter({n: c for n, c in (english - chinese).items() if n not in spelled})
    return chinese - english, surplus


def test_every_number_is_carried_over_exactly(entries: list[Entry]) -> None:
    found = [(entry.source, lost_numbers(entry)) for entry in entries]
    assert not [one for one in found if one[1] != (Counter(), Counter())]


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("GDP reached RMB 96.218 billion.", True),
        ("GDP reached RMB 96.281 billion.", False),
        ("GDP reached RMB 96.218 million.", False),
        ("GDP reached a high level.", False),
        ("GDP reached RMB 96.218 billion in 3 years.", False),
    ],
)
def test_a_wrong_number_is_found(target: str, *, right: bool) -> None:
    entry = Entry("全区生产总值达到962.18亿元。", target)
    assert (lost_numbers(entry) == (Counter(), Counter())) is right
