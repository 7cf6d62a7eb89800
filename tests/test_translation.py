"""The English as readers meet it: finished, marked, or absent, and the same in every export."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from translate.storage.tbx import tbxfile
from translate.storage.tmx import tmxfile

from planbook.cli import main
from planbook.commands.export import exports
from planbook.export.terms import COLUMNS
from planbook.pages import markdown as md
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.sources import Sources
from planbook.structure.model import Outline
from planbook.translation.memory import Entry, Memory, parse_memory
from planbook.words import WORDS

PASSAGE = "邮轮产业运营平台"
PAGE = "en/plan/ch2/s1.md"


@pytest.fixture(scope="module")
def entries(sources: Sources) -> list[Entry]:
    return list(sources.memory.entries.values())


def test_every_unit_is_translated_and_read_twice(entries: list[Entry]) -> None:
    assert len(entries) == 612
    assert {entry.status for entry in entries} == {"reviewed"}
    assert all(entry.provenance for entry in entries)


def test_foreign_readers_find_notes(entries: list[Entry]) -> None:
    assert sum(bool(entry.note) for entry in entries) >= 200


def changed(sources: Sources, where: str, change: Callable[[Entry], Entry]) -> Sources:
    """The sources with another entry for the one unit whose Chinese contains `where`."""
    (name,) = [name for name in sources.memory.entries if where in name]
    entries = {**sources.memory.entries, name: change(sources.memory.entries[name])}
    return replace(sources, memory=replace(sources.memory, entries=entries))


def english(memory: Memory, where: str) -> str:
    return next(entry.target for name, entry in memory.entries.items() if where in name)


def test_english_of_another_sentence_stands_on_no_page(sources: Sources) -> None:
    pages = Conversion(changed(sources, PASSAGE, lambda one: replace(one, fuzzy=True))).pages
    assert english(sources.memory, PASSAGE)[:40] not in pages[PAGE]
    assert PASSAGE in pages[PAGE]
    assert md.escape(WORDS["en"].plan.partly_translated) in pages[PAGE]


def test_a_passage_without_english_stands_in_chinese_under_a_notice(sources: Sources) -> None:
    gone = changed(sources, "健全以发展规划为统领", lambda one: replace(one, target=""))
    gone = changed(gone, "将各类规划纳入统一管理", lambda one: replace(one, target=""))
    page = Conversion(gone).pages["en/plan/ch9/s2.md"]
    before, _, _ = page.partition("{: #p-9-2-0-1 lang=zh }")
    assert md.escape(WORDS["en"].plan.untranslated) in before
    assert "统一衔接的规划体系" in before


def test_a_machine_draft_stands_only_with_its_mark(sources: Sources) -> None:
    pages = Conversion(changed(sources, PASSAGE, lambda one: replace(one, state="draft"))).pages
    (line,) = [line for line in pages[PAGE].splitlines() if "operating platform for" in line]
    assert line.startswith('<span class="draft">')
    assert line.rstrip().rpartition("</span>")[0]
    assert md.escape(WORDS["en"].plan.drafted) in pages[PAGE]
    assert PASSAGE not in pages[PAGE]
    assert WORDS["en"].states.draft in pages["en/translation.md"]


def test_who_approved_what_is_shown(sources: Sources, conversion: Conversion) -> None:
    def approve(one: Entry) -> Entry:
        return replace(one, state="approved", reviewer="Li Hua, 2027-03-01")

    assert "Reviewed" not in conversion.pages["en/translation.md"]
    pages = Conversion(changed(sources, PASSAGE, approve)).pages
    shown = "Reviewed against the Chinese by Li Hua, 2027-03-01 (sentences and titles: 1)."
    assert md.escape(shown) in pages["en/translation.md"]
    assert "Reviewed by a person" in pages["en/translation.md"]
    assert "由Li Hua, 2027-03-01对照中文审校" in pages["zh/translation.md"].replace("\\", "")


@pytest.mark.parametrize(
    "comments",
    [
        "# state: approved",
        "# reviewer: Li Hua, 2027-03-01\n# state: reviewed",
        "# reviewer: Li Hua\n# state: approved",
        "# reviewer: 2027-03-01\n# state: approved",
    ],
)
def test_an_approval_has_a_name_and_a_day(comments: str) -> None:
    head = 'msgid ""\nmsgstr ""\n\n'
    with pytest.raises(Problems, match="reviewer: NAME, YEAR-MONTH-DAY"):
        parse_memory(f'{head}{comments}\nmsgid "甲"\nmsgstr "A"\n')


def test_a_drafted_title_says_so_wherever_it_stands(sources: Sources) -> None:
    title = "深化国际经济合作"
    (name,) = [n for n, entry in sources.memory.entries.items() if entry.source == title]
    drafts = {**sources.memory.entries, name: replace(sources.memory.entries[name], state="draft")}
    pages = Conversion(replace(sources, memory=replace(sources.memory, entries=drafts))).pages
    marked = "Deepening international economic cooperation [draft]"
    assert marked in pages["nav.json"]
    assert md.escape(marked) in pages["en/plan/ch4/s3.md"]


def test_nothing_is_marked_as_draft_today(conversion: Conversion) -> None:
    assert not [path for path, text in conversion.pages.items() if 'class="draft"' in text]


def test_translation_tools_read_the_memory(files: dict[str, str], sources: Sources) -> None:
    store = tmxfile(sourcelanguage="zh-CN", targetlanguage="en-US")
    store.parse(files["plan.tmx"].encode())
    read = {unit.source: unit.target for unit in store.units}
    assert read == {entry.source: entry.target for entry in sources.memory.entries.values()}


def test_translation_tools_read_the_termbase(files: dict[str, str], sources: Sources) -> None:
    store = tbxfile(sourcelanguage="zh-CN", targetlanguage="en-US")
    store.parse(files["terms.tbx"].encode())
    assert [(unit.source, unit.target) for unit in store.units] == [
        (term.zh, term.en) for term in sources.terms
    ]
    deprecated = files["terms.tbx"].count("deprecatedTerm-admn-sts")
    assert deprecated == sum(len(term.forbidden) for term in sources.terms) > 0


def test_spreadsheets_read_the_terms(files: dict[str, str], sources: Sources) -> None:
    text = files["terms.csv"]
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["en"] for row in rows] == [term.en for term in sources.terms]
    computed = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection
    assert not [cell for row in rows for cell in row.values() if cell.startswith(computed)]


def test_the_plan_as_data_has_every_paragraph(files: dict[str, str], outline: Outline) -> None:
    plan = json.loads(files["plan.json"])
    paragraphs = {one["reference"]: one for one in plan["passages"] if one["kind"] == "paragraph"}
    assert list(paragraphs) == [one.reference for one in outline.paragraphs()]
    for one in outline.paragraphs():
        assert one.mark + "".join(s.text for s in one.sentences) == "".join(
            paragraphs[one.reference]["zh"]
        )
    assert all(len(one["zh"]) == len(one["en"]) for one in plan["passages"])
    assert all(text for one in plan["passages"] for text in one["en"])


def test_an_export_leaves_out_what_is_not_finished(sources: Sources) -> None:
    text = exports(Conversion(changed(sources, PASSAGE, lambda one: replace(one, state="draft"))))[
        "plan.tmx"
    ]
    assert PASSAGE not in text


def test_exports_are_written_below_the_site(project: Path) -> None:
    assert main(["--root", str(project), "export"]) == 0
    written = sorted(path.name for path in (project / "site/data").iterdir())
    figures = [f"targets.{ending}" for ending in ("csv", "json", "jsonld", "schema.json")]
    plan = ["plan.en.akn.xml", "plan.json", "plan.tmx", "plan.zh.akn.xml"]
    assert written == [
        "datapackage.json",
        *plan,
        *figures,
        "terms.csv",
        "terms.jsonld",
        "terms.tbx",
    ]
