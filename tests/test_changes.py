"""Laws 2 and 8 on the real text: what happens when a source or a declaration changes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from planbook.locales import Bilingual
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.sources import Sources
from planbook.structure.model import Outline
from planbook.text.declared import Repair
from planbook.translation.join import join
from planbook.translation.memory import Memory, format_memory, key, parse_memory

ROOT = Path(__file__).parent.parent
NUMBERS = range(6)
"""Indices of the declared repairs; their number is checked below."""


def edited(sources: Sources, before: str, after: str) -> Memory:
    """The memory after a change of the source text, once through its file."""
    text = sources.raw.decode()
    assert text.count(before) == 1
    uncounted = replace(sources.repairs, counts=None)
    changed = replace(sources, raw=text.replace(before, after).encode(), repairs=uncounted)
    memory = Conversion(changed).edition.memory
    return parse_memory(format_memory(memory, "test"))


def test_an_added_sentence_leaves_all_translations(sources: Sources) -> None:
    """Law 8: keyed by place, one new sentence would upset hundreds."""
    added = "这里新增一句说明。"
    memory = edited(sources, "夯实“稳”的基础", f"{added}夯实“稳”的基础")
    assert set(memory.entries) - set(sources.memory.entries) == {key(added)}
    assert memory.entries[key(added)].status == "untranslated"
    assert {k: e for k, e in memory.entries.items() if k != key(added)} == dict(
        sources.memory.entries
    )
    assert memory.obsolete == sources.memory.obsolete


def test_a_changed_sentence_keeps_its_english_as_fuzzy(sources: Sources) -> None:
    """Law 8: the translator starts from the old English, and no reader takes it for the new."""
    memory = edited(sources, "综合考虑各方面因素", "统筹考虑各方面因素")
    (new,) = set(memory.entries) - set(sources.memory.entries)
    (old,) = set(sources.memory.entries) - set(memory.entries)
    before, after = sources.memory.entries[old], memory.entries[new]
    assert before.published
    assert after.fuzzy
    assert after.target == before.target
    assert after.previous == before.source
    assert memory.target(after.source) == ""
    assert {k: e for k, e in memory.entries.items() if k != new} == {
        k: e for k, e in sources.memory.entries.items() if k != old
    }


def test_a_removed_sentence_stays_in_the_memory(sources: Sources, outline: Outline) -> None:
    """No English is ever lost: put back, the sentence has its translation again."""
    gone = next(p for p in outline.paragraphs() if p.reference == "1.6.0.2").sentences[1]
    memory = edited(sources, gone.text.replace("，", ","), "此处另有安排。")
    assert memory.target(gone.text) == ""
    back = join(outline, memory).memory
    assert back.entries[key(gone.text)] == sources.memory.entries[key(gone.text)]


def pages_that_change(conversion: Conversion, changed: Sources) -> set[str]:
    before, after = conversion.pages, Conversion(changed).pages
    assert before.keys() == after.keys()
    return {name for name in before if before[name] != after[name]}


@pytest.mark.slow
def test_a_corrected_sentence_reaches_its_page_and_the_entries_that_quote_it(
    sources: Sources, conversion: Conversion
) -> None:
    (name,) = [name for name in sources.memory.entries if "邮轮产业运营平台" in name]
    better = replace(sources.memory.entries[name], target="A better sentence.")
    memory = replace(sources.memory, entries={**sources.memory.entries, name: better})
    changed = replace(sources, memory=memory)
    quoting = {"en/glossary/term-2.md", "zh/glossary/term-2.md"}  # under 产业链
    assert pages_that_change(conversion, changed) == {"en/plan/ch2/s1.md"} | quoting


@pytest.mark.slow
def test_a_corrected_heading_reaches_every_list_of_headings(
    sources: Sources, conversion: Conversion
) -> None:
    (name,) = [name for name in sources.memory.entries if name == "邮轮产业"]
    better = replace(sources.memory.entries[name], target="The cruise business")
    memory = replace(sources.memory, entries={**sources.memory.entries, name: better})
    changed = replace(sources, memory=memory)
    listing = {name for name, text in conversion.pages.items() if "Cruise industry" in text}
    assert {"en/plan/ch2/s1.md", "en/plan/index.md", "en/sectors/cruise.md"} <= listing
    assert pages_that_change(conversion, changed) == listing


@pytest.mark.slow
def test_a_corrected_definition_reaches_the_glossary_alone(
    sources: Sources, conversion: Conversion
) -> None:
    changed = with_term(sources, "gazelle-enterprise", definition_en="A better definition.")
    entries = {"en/glossary/term-2.md", "zh/glossary/term-2.md"}  # it stands in both languages
    assert pages_that_change(conversion, changed) == entries | {"en/terms.js"}


@pytest.mark.slow
def test_a_corrected_name_reaches_the_glossary_and_every_page_that_links_it(
    sources: Sources, conversion: Conversion
) -> None:
    old = next(term for term in sources.terms if term.id == "gazelle-enterprise")
    changed = with_term(sources, old.id, en="gazelle firm", admitted=(old.en, *old.admitted))
    linking = {name for name, text in conversion.pages.items() if f"#{old.anchor} " in text}
    glossary = {f"{locale}/{name}" for locale in ("zh", "en") for name in GLOSSARY_OF_GAZELLE}
    expected = glossary | {one for one in linking if "zh/" in one}
    assert linking
    assert pages_that_change(conversion, changed) == expected


GLOSSARY_OF_GAZELLE = ("glossary.md", "glossary/term-2.md", "terms.js")


def with_term(sources: Sources, name: str, **changes: Any) -> Sources:
    terms = tuple(
        msgspec.structs.replace(term, **changes) if term.id == name else term
        for term in sources.terms
    )
    return replace(sources, terms=terms)


def test_joining_twice_changes_nothing(conversion: Conversion, outline: Outline) -> None:
    memory = conversion.edition.memory
    assert join(outline, memory).memory == memory
    assert list(join(outline, memory).memory.entries) == list(memory.entries)


def with_repairs(sources: Sources, repairs: tuple[Repair, ...]) -> Sources:
    return replace(sources, repairs=replace(sources.repairs, repairs=repairs))


def said(sources: Sources) -> str:
    """What the run over these sources complains of."""
    with pytest.raises(Problems) as found:
        assert Conversion(sources).pages
    return str(found.value)


def one_changed(sources: Sources, index: int, **fields: Any) -> Sources:
    repairs = list(sources.repairs.repairs)
    repairs[index] = msgspec.structs.replace(repairs[index], **fields)
    return with_repairs(sources, tuple(repairs))


def name_of(repair: Repair) -> str:
    return f"{repair.kind} of line {repair.line}"


def test_the_declared_repairs_are_all_tried_below(sources: Sources) -> None:
    assert len(sources.repairs.repairs) == len(NUMBERS)


@pytest.mark.parametrize("index", NUMBERS)
def test_every_repair_is_needed(sources: Sources, repaired: Any, index: int) -> None:
    """Without a split the text is no outline; without a typo's repair the text is another."""
    gone = sources.repairs.repairs[index]
    rest = tuple(one for one in sources.repairs.repairs if one != gone)
    if gone.kind == "typo":
        text = Conversion(with_repairs(sources, rest)).repaired.text
        assert text.count("\n") == repaired.text.count("\n")
        assert (gone.after in text, gone.after in repaired.text) == (False, True)
    else:
        assert f"source/plan.zh.txt:{gone.line}" in said(with_repairs(sources, rest))


@pytest.mark.parametrize("index", NUMBERS)
def test_a_doubled_repair_is_named(sources: Sources, index: int) -> None:
    repairs = sources.repairs.repairs
    assert name_of(repairs[index]) in said(with_repairs(sources, (*repairs, repairs[index])))


@pytest.mark.parametrize("index", NUMBERS)
@pytest.mark.parametrize("shift", [-1, 1, 1000, -1000])
def test_a_repair_with_a_wrong_line_is_named(sources: Sources, index: int, shift: int) -> None:
    wrong = one_changed(sources, index, line=sources.repairs.repairs[index].line + shift)
    assert name_of(wrong.repairs.repairs[index]) in said(wrong)


@pytest.mark.parametrize("index", NUMBERS)
def test_a_repair_with_a_wrong_quote_is_named(sources: Sources, index: int) -> None:
    one = sources.repairs.repairs[index]
    wrong = one_changed(sources, index, before=one.before + "无", after=one.after + "无")
    message = said(wrong)
    assert name_of(one) in message
    assert "matches nothing" in message


@pytest.mark.parametrize("index", NUMBERS)
def test_a_repair_that_fits_twice_is_named(sources: Sources, index: int) -> None:
    one = sources.repairs.repairs[index]
    message = said(one_changed(sources, index, before="，", after="。"))
    assert name_of(one) in message
    assert "times" in message


@pytest.mark.parametrize("field", ["missing", "notes"])
def test_a_gap_or_note_at_the_wrong_place_is_named(sources: Sources, field: str) -> None:
    first, *others = getattr(sources, field)
    change: dict[str, Any] = {field: (msgspec.structs.replace(first, line=5000), *others)}
    moved = replace(sources, **change)
    assert "line 5000" in said(moved)


def test_a_gap_must_be_declared(sources: Sources) -> None:
    assert "source/plan.zh.txt:46" in said(replace(sources, missing=()))
    assert "表1" in said(replace(sources, missing=sources.missing[:1]))


def test_a_typo_in_a_line_that_goes_on_is_listed_at_its_paragraph(sources: Sources) -> None:
    """Line 275 continues the paragraph of line 274; its correction has that paragraph's place."""
    why = Bilingual("测试", "test")
    typo = Repair("typo", 275, "接的规划体系", why, "接之规划体系")
    repairs = replace(sources.repairs, repairs=(*sources.repairs.repairs, typo))
    about = Conversion(replace(sources, repairs=repairs)).pages["en/about.md"]
    row = re.sub(r"</?span[^>]*>", "", about).splitlines()
    assert any(
        "[9.2.0.1](plan/ch9/s2.md#p-9-2-0-1) | 接的规划体系 | 接之规划体系" in one for one in row
    )
