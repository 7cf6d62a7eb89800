"""Laws 1 to 8 on the whole real text, and the exact counts of the plan."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from page_laws import anchor_faults, read_pages, text_faults
from planbook.addresses import page_of
from planbook.commands import verify
from planbook.commands.convert import outputs
from planbook.laws import (
    Pages,
    all_words,
    joined_once,
    leading_links,
    owned_once,
    same_anchors,
    undone,
)
from planbook.locales import LOCALES
from planbook.pipeline import Conversion
from planbook.sources import Sources
from planbook.store import LIMIT_BYTES
from planbook.structure.model import Outline
from planbook.text.repair import Repaired

ROOT = Path(__file__).parent.parent
EDITS = {
    "full-width": 1555, "space": 611, "split": 4, "page-mark": 2, "typo": 2, "line-break": 1,
}  # fmt: skip
LEVELS = {"1": "chapter", "2": "section", "3": "subsection"}


def facts(*levels: str) -> list[dict[str, str]]:
    """Rows of the outline as a person read it from the text."""
    with (ROOT / "tests/data/outline.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row["level"] in levels]


def test_undoing_the_journal_gives_the_source(repaired: Repaired) -> None:
    """Law 1: otherwise nobody could tell what the edition changed."""
    raw = (ROOT / "source/plan.zh.txt").read_bytes()
    assert list(undone(repaired, raw)) == []
    assert list(undone(replace(repaired, text=repaired.text[:-2]), raw)) != []
    assert list(undone(repaired, raw + b" ")) != []


def test_the_journal_has_exactly_the_known_edits(repaired: Repaired) -> None:
    """Law 2: one edit more or fewer is a word changed without anybody's decision."""
    assert repaired.journal.counts() == EDITS
    assert sum(EDITS.values()) == 2175


def test_counts_of_the_outline(outline: Outline) -> None:
    levels = Counter(division.level for division in outline.divisions())
    assert levels == {"chapter": 9, "section": 38, "subsection": 88}
    kinds = Counter(paragraph.kind for paragraph in outline.paragraphs())
    assert kinds == {"front": 2, "body": 140, "bullet": 4, "caption": 1}
    leads = [p for p in outline.paragraphs() if p.has_lead]
    assert Counter(p.kind for p in leads) == {"body": 27, "bullet": 4}
    assert {mark.number: mark.reference for mark in outline.page_marks} == {
        83: "9.2.0.1",
        84: "9.4.0.1",
    }


def test_the_outline_is_the_one_a_person_read(outline: Outline) -> None:
    """A heading taken for text, or text for a heading, would move every address behind it."""
    found = [(d.level, d.mark.strip(), d.title.text, str(d.line)) for d in outline.divisions()]
    wanted = [
        (LEVELS[r["level"]], r["number"], r["title"], r["line"]) for r in facts("1", "2", "3")
    ]
    assert len(wanted) == 135
    assert found == wanted


def test_leads_bullets_and_captions_are_those_a_person_read(outline: Outline) -> None:
    found = [
        ("lead" if p.kind == "body" else p.kind, p.sentences[0].text.rstrip("。"), str(p.line))
        for p in outline.paragraphs()
        if p.has_lead or p.kind == "caption"
    ]
    wanted = [(row["number"], row["title"].rstrip("。"), row["line"]) for row in facts("4", "9")]
    assert found == wanted


def test_every_solid_character_belongs_to_exactly_one_node(
    repaired: Repaired, outline: Outline
) -> None:
    """Law 1: a character outside every node is lost on the pages, one in two stands there twice."""
    assert list(owned_once(repaired, outline)) == []
    first, *others = outline.chapters
    assert list(owned_once(repaired, replace(outline, chapters=tuple(others)))) != []
    twice = replace(outline, chapters=(first, first, *others))
    assert list(owned_once(repaired, twice)) != []


def test_the_committed_pages_have_the_words_of_the_source() -> None:
    """Law 1, from the files that readers get, with a reader of Markdown that is not ours."""
    source = (ROOT / "source/plan.zh.txt").read_text("utf-8")
    assert text_faults(read_pages(ROOT / "docs/zh/plan"), source) == []


def test_the_committed_pages_have_the_same_anchors() -> None:
    """Law 6: the language switch keeps the place."""
    zh, en = (read_pages(ROOT / "docs" / locale / "plan") for locale in LOCALES)
    assert len(zh) == 48
    assert anchor_faults(zh, en) == []


def digest(conversion: Conversion) -> str:
    """A hash over everything that a run would write."""
    sink = hashlib.sha256()
    for path, content in outputs(conversion).items():
        sink.update(f"{path}\0".encode() + content + b"\0")
    return sink.hexdigest()


def test_two_runs_give_the_same_bytes(sources: Sources, conversion: Conversion) -> None:
    """Law 7."""
    assert digest(Conversion(sources)) == digest(conversion)


PROGRAM = """
from pathlib import Path
from planbook.pipeline import Conversion
from planbook.sources import FILES, read_sources
from planbook.store import read_files
from test_laws import digest
sources = read_sources(read_files(Path(), FILES))
print(digest(Conversion(sources)))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4294967295", "LC_ALL": "C.UTF-8", "TZ": "America/St_Johns"},
    ],
)
def test_surroundings_change_nothing(surroundings: dict[str, str], conversion: Conversion) -> None:
    """Law 7: hash order, locale and time zone are not input."""
    path = os.pathsep.join((str(ROOT / "scripts"), str(ROOT / "tests")))
    environment = os.environ | surroundings | {"PYTHONPATH": path}
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert ran.stdout.decode().strip() == digest(conversion)


def test_the_memory_reads_back_as_written(sources: Sources, conversion: Conversion) -> None:
    """Law 8."""
    edition, memory = conversion.edition, sources.memory
    assert list(joined_once(edition, memory, sources.description.id)) == []
    short = replace(memory, entries=dict(list(memory.entries.items())[1:]))
    assert list(joined_once(edition, short, sources.description.id)) != []


def page_of_block(outline: Outline) -> dict[str, str]:
    return {one.reference: f"zh/{page_of(one.reference)}" for one in outline.blocks()}


def test_every_word_is_on_its_page(conversion: Conversion) -> None:
    """Laws 1 and 14, as `planbook verify` states them for any edition."""
    pages, outline = conversion.pages, conversion.outline
    assert list(all_words(pages, outline, page_of_block(outline))) == []


def damaged(pages: Pages, name: str, before: str, after: str) -> Pages:
    assert before in pages[name]
    return {**pages, name: pages[name].replace(before, after)}


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("zh/plan/ch2/s1.md", "船舶管理", ""),
        ("zh/plan/ch2/s1.md", "航运", "空运"),
        ("zh/plan/ch9/index.md", "第九章", "第八章"),
    ],
)
def test_a_changed_word_is_found(
    conversion: Conversion, name: str, before: str, after: str
) -> None:
    outline = conversion.outline
    pages = damaged(conversion.pages, name, before, after)
    assert list(all_words(pages, outline, page_of_block(outline))) != []


def test_every_link_leads_somewhere(conversion: Conversion) -> None:
    assert list(leading_links(conversion.pages)) == []
    pages = damaged(conversion.pages, "en/index.md", "(plan/index.md", "(plan/nowhere.md")
    assert list(leading_links(pages)) != []
    lost = damaged(conversion.pages, "zh/plan/ch2/s1.md", "#p-2-1-3-1", "#p-2-1-3-9")
    assert list(leading_links(lost)) != []


def test_every_language_has_the_same_anchors(conversion: Conversion) -> None:
    assert list(same_anchors(conversion.pages)) == []
    pages = damaged(conversion.pages, "en/plan/ch2/s1.md", "#p-2-1-3-1", "#p-2-1-3-9")
    assert list(same_anchors(pages)) != []


def test_a_book_is_compared_with_its_checksum_whatever_its_size(tmp_path: Path) -> None:
    """A long plan's site in one file has more bytes than any source may have."""
    folder = tmp_path / "site/downloads"
    folder.mkdir(parents=True)
    book = folder / "plan-offline.zip"
    with book.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    digest = hashlib.sha256(book.read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  {book.name}\n", "utf-8")
    assert list(verify.damaged(tmp_path)) == []
    book.write_bytes(b"other")
    (problem,) = verify.damaged(tmp_path)
    assert problem.file == "site/downloads/plan-offline.zip"
    assert "is not what was made" in problem.found
