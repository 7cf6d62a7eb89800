"""Laws 1 to 8 on the whole real text, and the exact counts of the plan."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from laws import anchor_faults, read_pages, text_faults
from planbook.locales import LOCALES
from planbook.pipeline import Conversion
from planbook.sources import Sources
from planbook.structure.model import Outline, Paragraph
from planbook.text.decode import encode
from planbook.text.repair import Repaired
from planbook.translation.memory import format_memory, parse_memory

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
    assert repaired.journal.undo(repaired.text) == repaired.source.text
    assert encode(repaired.source) == (ROOT / "source/plan.zh.txt").read_bytes()


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


def pieces(outline: Outline) -> Iterator[tuple[int, str]]:
    """Offset and text of every mark, title and sentence."""
    for block in outline.blocks():
        yield block.start, block.mark
        sentences = block.sentences if isinstance(block, Paragraph) else (block.title,)
        yield from ((one.start, one.text) for one in sentences)


def test_every_solid_character_belongs_to_exactly_one_node(
    repaired: Repaired, outline: Outline
) -> None:
    """Law 1: a character outside every node is lost on the pages, one in two stands there twice."""
    owners = [0] * len(repaired.text)
    for start, text in pieces(outline):
        assert repaired.text[start : start + len(text)] == text
        for at in range(start, start + len(text)):
            owners[at] += 1
    solid = [at for at, char in enumerate(repaired.text) if not char.isspace()]
    assert [repaired.text[at] for at in solid if owners[at] != 1] == []
    assert max(owners) == 1


def test_the_committed_pages_have_the_words_of_the_source() -> None:
    """Law 1, from the files that readers get, with a reader of Markdown that is not ours."""
    source = (ROOT / "source/plan.zh.txt").read_text("utf-8")
    assert text_faults(read_pages(ROOT / "docs/zh/plan"), source) == []


def test_the_committed_pages_have_the_same_anchors() -> None:
    """Law 6: the language switch keeps the place."""
    zh, en = (read_pages(ROOT / "docs" / locale / "plan") for locale in LOCALES)
    assert len(zh) == 48
    assert anchor_faults(zh, en) == []


def digest(conversion: Conversion, sources: Sources) -> str:
    """A hash over everything that a run would write."""
    sink = hashlib.sha256()
    for path, text in conversion.pages.items():
        sink.update(f"{path}\0{text}\0".encode())
    sink.update(format_memory(conversion.edition.memory, sources.description.id).encode())
    return sink.hexdigest()


def test_two_runs_give_the_same_bytes(sources: Sources, conversion: Conversion) -> None:
    """Law 7."""
    assert digest(Conversion(sources), sources) == digest(conversion, sources)


PROGRAM = """
from pathlib import Path
from planbook.pipeline import Conversion
from planbook.sources import FILES, read_sources
from planbook.store import read_files
from test_laws import digest
sources = read_sources(read_files(Path(), FILES))
print(digest(Conversion(sources), sources))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4294967295", "LC_ALL": "C.UTF-8", "TZ": "America/St_Johns"},
    ],
)
def test_surroundings_change_nothing(
    surroundings: dict[str, str], sources: Sources, conversion: Conversion
) -> None:
    """Law 7: hash order, locale and time zone are not input."""
    path = os.pathsep.join((str(ROOT / "scripts"), str(ROOT / "tests")))
    environment = os.environ | surroundings | {"PYTHONPATH": path}
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert ran.stdout.decode().strip() == digest(conversion, sources)


def test_the_memory_reads_back_as_written(sources: Sources, conversion: Conversion) -> None:
    for memory in (sources.memory, conversion.edition.memory):
        text = format_memory(memory, sources.description.id)
        assert parse_memory(text) == memory
        assert format_memory(parse_memory(text), sources.description.id) == text
