"""A plan reads the same from every form: the same addresses, the same passages, the same tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest

from forms import Block, blocks, copied, page, printed, rows, word, written
from planbook.books.sheet import Fonts
from planbook.cli import main
from planbook.pipeline import Conversion, conversion_of
from planbook.problems import Problems
from planbook.structure.model import Outline
from projects import PLAN, ROOT, tiny_project

FORMS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "indented.txt": copied,
    "flush.txt": partial(copied, indent=""),
    "spaced.txt": partial(copied, indent="", end="\n\n"),
    "wrapped.txt": partial(copied, width=38),
    "plain.html": partial(page, heading="<p>　　{}</p>"),
    "bold.html": partial(page, heading="<p>　　<strong>{}</strong></p>"),
    "headings.html": partial(page, heading="<h{1}>{0}</h{1}>"),
    "styles.docx": partial(word, heading="style"),
    "bold.docx": partial(word, heading="bold"),
    "plain.docx": partial(word, heading="plain"),
}
ROUNDS = 3
pytestmark = pytest.mark.slow  # each reads a whole plan
Passages: TypeAlias = list[tuple[str, str, list[list[str]]]]


@pytest.fixture(params=["this edition", "the example"])
def plan(request: pytest.FixtureRequest, conversion: Conversion) -> Outline:
    is_own = request.param == "this edition"
    return conversion.outline if is_own else conversion_of(ROOT / "examples" / "linjiang").outline


def passages(outline: Outline) -> Passages:
    """Every passage, without blanks: a PDF has none between Han characters."""
    found = ((one.reference, written(one), rows(one)) for one in outline.blocks())
    return [(reference, "".join(text.split()), table) for reference, text, table in found]


def read_again(raw: bytes, folder: Path) -> Passages:
    """What a new project has of a file, after the first answer to every question."""
    file = folder / "plan"
    file.write_bytes(raw)
    root = folder / "edition"
    assert main(["new", str(root), "--from", str(file)]) == 0
    for _ in range(ROUNDS):
        try:
            return passages(conversion_of(root).outline)
        except Problems:
            assert main(["--root", str(root), "repair", "--accept", "all"]) == 0
    raise AssertionError((root / "source" / "repairs.toml").read_text("utf-8"))


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_reads_the_same_from_every_form(form: str, plan: Outline, tmp_path: Path) -> None:
    assert read_again(FORMS[form](blocks(plan)), tmp_path) == passages(plan)


def test_a_plan_reads_the_same_in_print(plan: Outline, fonts: Fonts, tmp_path: Path) -> None:
    assert read_again(printed(blocks(plan), fonts.loaded), tmp_path) == passages(plan)


def test_a_blank_parts_a_mark_from_its_title_whether_or_not_the_file_has_one(
    tmp_path: Path,
) -> None:
    project = tiny_project(tmp_path, PLAN.replace("章 ", "章"))
    blocks = conversion_of(project).readings["zh"].blocks.values()
    marks = [one.mark for one in blocks if one.kind in ("chapter", "section")]
    assert marks == ["第一章 ", "一、", "二、", "第二章 "]
