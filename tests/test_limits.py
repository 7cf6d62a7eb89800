"""Limits of time: every rule on text is linear, and a changed text finds its English at once."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from inspect import signature
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from rapidfuzz import fuzz, process

from drafts import restored
from planbook import figures
from planbook.checks.form import service_message
from planbook.checks.kit import Kit, Unit
from planbook.checks.rules import RULES
from planbook.cli import main
from planbook.drafts.protect import Limit, chunks, objections, protect
from planbook.links.pinyin import spell
from planbook.links.terms import Finder, Term
from planbook.locales import shortened
from planbook.numerals import chinese_numeral
from planbook.pages import glossary
from planbook.pages import markdown as md
from planbook.problems import Problems
from planbook.search import documents
from planbook.site import assets, html, policy
from planbook.sources import Sources
from planbook.structure import blocks as paragraphs
from planbook.structure.parse import parse
from planbook.text import (
    blanks,
    doubts,
    footnotes,
    gaps,
    grammar,
    indents,
    layout,
    linebreak,
    mechanical,
    quotes,
    same,
    signs,
    strangers,
    traditional,
)
from planbook.text.decode import decode
from planbook.text.journal import Edit, Pass
from planbook.text.repair import Repairs, repair
from planbook.translation.join import FUZZY_CUTOFF, Spares, join
from planbook.translation.memory import Entry, Memory, key
from planbook.translation.po import strange_lines, written
from planbook.words import WORDS
from projects import PLAN, tiny_project

pytestmark = pytest.mark.slow  # texts of 64,000 characters

LETTERS = [
    *"ax1 中第一，。、：；“”（）《》…·—-.,:;!?\"'<>&#*_`~|[]{}()\\/=+@%$\t\n\f",
    "第一", "一、", "（一）", "1.", "1,", "— 8", "——", "第1页", "目录\n", "表1", "a:", "ab://", "www", "www.", "<p ",
    "<p>", "<table>", "<script", "<!--", "</", "<a b", "](", "**", "{: ", "&#", "不", "万", "5万", "2025年", "an ", "a.", "A. ", "已",
    'msgid "', '\\"', "\\n", "/*", "//", "{}", "a{", "``", "aa-", "1-", "[X0X]", "“中”", "（中）", "中a", "中.", "中 .", "1.1.中", "'中", '中"', "１．", "1 million", "ab cd",
    "①", "¹", "[1]", "中①", "中[1]",
    "第一章 总则\n", "1.做好。\n", "①说明。\n", "做好¹。\n¹说明。\n", "甲 乙 1\n", "甲\t1\n", "文\n— 8 —\n",
]  # fmt: skip
SIZES = (500, 2_000, 16_000, 64_000)
"""Every letter is measured in texts of the first two sizes, the suspicious ones in larger ones too."""
SLOWEST, GROWING = 2, 3
"""How many letters are suspicious: those that take longest, and those that grow most."""
FACTOR = 2.0
"""How much slower per character the larger text may be: of four times the size, a square takes 4."""
QUICK, SLOW = 0.02, 0.05
"""Seconds below which a measurement is mostly chance, and those from which on no larger text is needed.

What takes more than `FACTOR` times `QUICK` is told from a square.
"""
AGAIN = 3
"""Measurements of what seems too slow at first."""


def swallowing(function: Callable[[str], object]) -> Callable[[str], object]:
    """The function as a run calls it, which ends with the problems that it finds."""

    def call(text: str) -> object:
        try:
            return function(text)
        except (Problems, ValueError):
            return None

    return call


def every(function: Callable[[str], Any]) -> Callable[[str], object]:
    return lambda text: sum(1 for _ in function(text))


def journalled(text: str) -> None:
    one = Pass.of(Edit("x", at, text[at], "") for at in range(0, len(text), 2))
    assert one.undo(one.apply(text)) == text


TEXT: dict[str, Callable[[str], object]] = {
    **{
        f"grammar {name}": getattr(grammar, name)
        for name in ("mark_of", "is_open", "is_row", "entry_of")
    },
    "same bare": same.bare,
    "contents": lambda text: layout.contents_range(["目录", "第一章 总则", *text.split("\n")]),
    "layout": lambda text: layout.layout_of(("第一章 总则", "表1 指标", *text.split("\n"))),
    "tabs": every(mechanical.stray_tabs),
    "indents": every(indents.indents),
    "columns": every(blanks.columns),
    "gaps": every(gaps.between_words),
    "hidden headings": lambda text: doubts.hidden_headings(text, lambda _: 1, ()),
    "grammar page marks": every(grammar.PAGE_MARK.finditer),
    "sentences": paragraphs.split_sentences,
    "lead": paragraphs.has_lead,
    "marks of notes": every(footnotes.marks_in),
    "titles without marks": lambda text: footnotes.unmarked(f"{text}中"),
    "lines": lambda text: linebreak.broken_lines(text, lambda _: 1, (), linebreak.Known()),
    "full width": every(signs.full_width),
    "half width": every(signs.half_width),
    "English": every(signs.blanks_in_english),
    "quotes": every(quotes.quotes),
    "lone quotes": every(lambda text: quotes.unpaired(text, lambda _: 1)),
    "traditional lines": traditional.traditional_lines,
    "spaces": every(mechanical.stray_space),
    "page marks": every(mechanical.page_mark),
    "radicals": every(mechanical.radicals),
    "strangers": every(lambda text: strangers.strangers(text, lambda _: 1)),
    "journal": journalled,
    "decode": lambda text: decode(text.encode()),
    "decode gb18030": lambda text: decode(text.encode("gb18030", "replace")),
    "decode nothing known": lambda text: decode(b"\xff" + text.encode()),
    "markdown": md.escape,
    "markdown link": lambda text: md.link(text, "x", text),
    "markdown block": lambda text: md.block([text]),
    "front matter": lambda text: md.front_matter({"a": text}),
    "card zh": lambda text: glossary.first_sentence(text, "zh"),
    "card en": lambda text: glossary.first_sentence(text, "en"),
    "figures zh": figures.chinese,
    "figures en": figures.english,
    "key": key,
    "chunks": lambda text: chunks(text, Limit(500, "encoded")),
    "protect": lambda text: restored(protect(text, ())),
    "message": lambda text: service_message("中", text),
    "objections": every(lambda text: objections("中", text)),
    "po lines": every(lambda text: strange_lines(text, "x")),
    "po texts": every(written),
    "page": assets.slim_page,
    "script": assets.slim_script,
    "style": assets.slim_style,
    "pruned": lambda text: assets.pruned(text, frozenset("ab"), [text]),
    "notes": lambda text: html.named_notes(text, WORDS["zh"].notes),
    "tables": lambda text: html.with_scrolling_tables(text, "x"),
    "typography": lambda text: html.join_chinese_lines(text, chinese=True),
    "description": lambda text: shortened(text, 155, "en"),
    "scripts": every(policy.inline_scripts),
    "sections": every(lambda text: documents.sections("x", text)),
}
TERMS = ("find zh", "find en", "pinyin", *(f"rule {rule.code}" for rule in RULES))


@cache
def kit(terms: tuple[Term, ...]) -> Kit:
    return Kit(terms)


def with_terms(name: str, terms: tuple[Term, ...]) -> Callable[[str], object]:
    """What needs the termbase; a rule judges the text as Chinese and as English."""
    if name == "pinyin":
        return lambda text: spell(text, {"海泊河": "Hǎibó Hé"})
    if name.startswith("find"):
        finder = Finder(terms, "zh" if name == "find zh" else "en")
        return every(lambda text: finder.find(text, text))
    rule = next(one for one in RULES if name.endswith(one.code))
    return every(lambda text: rule.judge(Unit(text, text), kit(terms)))


READ_ONCE = ("opencc", "by_words", "own_phrases")
"""What keeps tables that are the same for any text."""


def caches() -> Iterator[Any]:
    """Every function and method of planbook that keeps its results by its arguments."""
    loaded = [module for name, module in sys.modules.items() if name.startswith("planbook")]
    for module in loaded:
        owners = [one for one in vars(module).values() if isinstance(one, type)]
        for kept in (one for owner in (module, *owners) for one in vars(owner).values()):
            is_own = hasattr(kept, "cache_clear") and kept.__module__.startswith("planbook")
            is_table = is_own and kept.__name__ in READ_ONCE
            if is_own and not is_table and signature(kept.__wrapped__).parameters:
                yield kept


KEEPING = {id(one): one for one in caches()}.values()
"""Of these, nothing may be left from an earlier measurement."""


def seconds(function: Callable[[str], object], text: str, times: int = 1) -> float:
    """The quickest of some measurements: whatever else the machine does only slows it down."""
    return min(measured(function, text) for _ in range(times))


def measured(function: Callable[[str], object], text: str) -> float:
    for one in KEEPING:
        one.cache_clear()
    swallowing(function)("中文。Words here.")  # what is made once
    gc.disable()  # its passes over many objects are not the function's
    start = time.process_time()
    swallowing(function)(text)
    took = time.process_time() - start
    gc.enable()
    return took


def held(function: Callable[[str], object], small: str, large: str) -> float:
    """The large text takes hardly more per character than the small one. Gives its seconds."""
    share = len(large) / len(small)
    for times in (1, AGAIN):
        first, second = (seconds(function, text, times) for text in (small, large))
        found = second / share / max(first, QUICK / share)
        if found <= FACTOR:
            return second
    pytest.fail(f"{large[:12]!r}: {found:.1f} times slower per character, {second:.2f} s")


def suspicious(function: Callable[[str], object]) -> set[str]:
    """The letters of which texts take longest, and those of which they grow most beyond their size."""
    first, second, *_ = SIZES
    small, large = (
        {one: seconds(function, one * (size // len(one))) for one in LETTERS}
        for size in (first, second)
    )
    slowest = sorted(LETTERS, key=lambda one: large[one])[-SLOWEST:]
    beyond = {one: large[one] - small[one] * second / first for one in LETTERS}
    return {*slowest, *sorted(LETTERS, key=lambda one: beyond[one])[-GROWING:]}


def all_held(function: Callable[[str], object]) -> None:
    for one in suspicious(function):
        texts = (one * (size // len(one)) for size in SIZES[1:])
        for small, large in pairwise(texts):
            if held(function, small, large) > SLOW:
                break


@pytest.mark.parametrize("name", TEXT)
def test_a_rule_on_text_is_linear(name: str) -> None:
    all_held(TEXT[name])


@pytest.mark.parametrize("name", TERMS)
def test_a_rule_with_terms_is_linear(name: str, sources: Sources) -> None:
    all_held(with_terms(name, sources.terms))


# --- whole texts

EXTREMES: dict[str, Callable[[int], str]] = {
    "short lines": lambda size: "第一章 总则\n" + "加强组织保障。\n" * (size // 8),
    "headings": lambda size: "".join(
        f"第{chinese_numeral(n)}章 总则\n一、目标\n说明目标。\n二、任务\n做好任务。\n"
        for n in range(1, min(900, size // 30))
    ),
    "long paragraphs": lambda size: (
        "第一章 总则\n" + ("加强组织保障，" * (size // 28) + "结束。\n") * 4
    ),
    "lines of their own": lambda size: (
        "第一章 总则\n" + "".join(f"完成第{n}项任务。\n" for n in range(size // 11))
    ),
    "open lines": lambda size: "第一章 总则\n" + "加强组织保障\n" * (size // 7),
    "table": lambda size: "第一章 总则\n表1 指标\n" + "甲\t乙\t1\n" * (size // 6),
    "blanks": lambda size: (
        "第一章 总则\n表1 指标\n指标 2025年 2030年 属性\n"
        + "甲 乙 丙 1 2 3\n丁 1 2 约束性\n" * (size // 21)
    ),
    "short rows": lambda size: (
        "第一章 总则\n表1 指标\n" + "甲\t1\t2\n乙\n丙\t1\t2\t3\t4\t5\t6\t7\n" * (size // 23)
    ),
    "series": lambda size: "第一章 总则\n" + "任务一：甲\n①乙。\n20.5丙。\n" * (size // 17),
    "items": lambda size: (
        "第一章 总则\n"
        + "".join(f"{'任务：' * (not n)}\n{n + 1}.做好。\n" for n in range(50)) * (size // 350)
    ),
    "out of order": lambda size: "第一章 总则\n" + "（三）做好\n说明目标。\n" * (size // 12),
    "notes": lambda size: (
        "第一章 总则\n" + "".join(f"做好{n}¹。\n¹说明{n}。\n" for n in range(size // 14))
    ),
    "marks": lambda size: "第一章 总则\n" + "做好①工作[1]。\n①说明。\n" * (size // 16),
    "tables": lambda size: (
        "第一章 总则\n" + "".join(f"表{n} 指标\n甲\t乙\n1\t2\n" for n in range(1, size // 14))
    ),
    "heads of tables": lambda size: "第一章 总则\n" + "指标\n单位\n加强。\n" * (size // 10),
    "cells": lambda size: "第一章 总则\n表1 指标\n" + "甲\n乙\n3\n" * (size // 6),
    "pages": lambda size: (
        "第一章 总则\n"
        + "".join(f"做好工\n某市规划\n— {n} —\n作。\n" for n in range(1, size // 18))
    ),
    "contents": lambda size: (
        "目录\n"
        + "".join(f"{chinese_numeral(n)}、目标{n}……{n}\n" for n in range(1, size // 34))
        + "第一章 总则\n"
        + "".join(f"{chinese_numeral(n)}、目标{n}\n做好。\n" for n in range(1, size // 34))
    ),
}


def outlined(text: str) -> object:
    return parse(repair(decode(text.encode()), Repairs((), None)), ())


@pytest.mark.parametrize("name", EXTREMES)
def test_a_whole_text_is_read_in_linear_time(name: str) -> None:
    held(outlined, *(EXTREMES[name](size) for size in (5_000, 40_000)))


@pytest.mark.parametrize("name", EXTREMES)
def test_no_extreme_ends_in_a_traceback(tmp_path: Path, name: str) -> None:
    assert main(["--root", str(tiny_project(tmp_path, EXTREMES[name](3_000))), "convert"]) in (0, 1)


def test_a_line_without_end_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = PLAN.replace("做好", "做" * 100_001)
    assert main(["--root", str(tiny_project(tmp_path, plan)), "convert"]) == 1
    assert "plan.zh.txt:6: a line of 100,0" in capsys.readouterr().err


# --- the memory

Make = Callable[[int], Iterator[str]]


def alike(count: int) -> Iterator[str]:
    return (
        f"完成第{number}项任务，加强组织保障，推进各项工作落实到位。" for number in range(count)
    )


def strange(count: int) -> Iterator[str]:
    chance = Random(7)
    return ("".join(chr(chance.randrange(0x4E00, 0x9FFF)) for _ in range(64)) for _ in range(count))


def changed(text: str, chance: Random, share: float) -> str:
    """The text with so many of its characters deleted, replaced or doubled."""
    made = []
    for char in text:
        fate = chance.random() / share if share else 9
        made.append(
            "" if fate < 1 / 3 else chr(chance.randrange(0x4E00, 0x9FFF)) if fate < 2 / 3
            else char * 2 if fate < 1 else char
        )  # fmt: skip
    return "".join(made)


@pytest.mark.parametrize("make", [alike, strange])
@pytest.mark.parametrize("share", [0.15, 1.0])
def test_a_wholly_changed_text_finds_its_english_at_once(make: Make, share: float) -> None:
    chance = Random(3)
    spares = Spares(Entry(text, "English.") for text in make(10_000))
    new = [changed(text, chance, share) for text in make(10_000)]
    start = time.process_time()
    for text in new:
        spares.take_similar(text)
    assert time.process_time() - start < 3


def test_the_choice_is_that_of_comparing_all(sources: Sources) -> None:
    glossary = [one for one in sources.memory.entries.values() if one.target]
    chance, same, found = Random(11), 0, 0
    names = [key(one.source) for one in glossary]
    for entry in glossary:
        text = changed(entry.source, chance, chance.random() * 0.25)
        best = process.extractOne(key(text), names, scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF)
        if best:
            found += 1
            taken = Spares(glossary).take_similar(text) if found % 4 == 0 else None
            same += found % 4 != 0 or taken is glossary[best[2]]
    assert found > 400
    assert same >= 0.99 * found


def test_no_spare_entry_is_lost() -> None:
    twins = (Entry("甲", "A"), Entry("甲", "B", note="n"), Entry("乙", "", note="alone"))
    outline = parse(repair(decode(PLAN.encode()), Repairs((), None)), ())
    memory = Memory("", {}, {}, twins)
    first = join(outline, memory).memory
    assert set(first.obsolete) == set(twins)
    assert join(outline, first).memory == replace(first, places=first.places)
