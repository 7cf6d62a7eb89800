"""The heading grammar of Chinese official documents, case by case: see test_grammar.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from planbook.problems import Problems
from planbook.structure.model import Division, Outline, Paragraph
from planbook.structure.parse import parse
from planbook.text.decode import Text
from planbook.text.repair import Repairs, repair

CASES = Path(__file__).with_suffix(".md")
INDENT = {"chapter": "", "section": "  ", "subsection": "    "}


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    expected: str


def cases() -> Iterator[Case]:
    """Title, then input and expected outline, each closed by a line with nothing but a dot."""
    body = CASES.read_text("utf-8").partition("\n---\n")[2]
    for found in re.finditer(
        r"^(\S[^\n]*)\n\.\n(.*?)\n\.\n(.*?)\n\.$", body, re.MULTILINE | re.DOTALL
    ):
        yield Case(*found.groups())


def shown(outline: Outline) -> str:
    """The outline as the cases write it: one line a heading or paragraph."""
    return "\n".join(map(row, outline.blocks()))


def row(block: object) -> str:
    if isinstance(block, Paragraph):
        if block.kind == "table":
            texts = [one.text or "(empty)" for one in block.sentences]
            text = f"{block.columns} columns: {' | '.join(texts)}"
        else:
            text = block.mark + " / ".join(one.text for one in block.sentences)
        lead = ", lead" if block.has_lead else ""
        return f"{block.reference} ({block.kind}{lead}) {text}"
    if isinstance(block, Division):
        return f"{block.reference} {block.level}: [{block.mark}] {block.title.text}"
    return f"part: [{block.mark}] {block.title.text}"  # type: ignore[attr-defined]


def outcome(text: str) -> str:
    """The outline of the text, or what is wrong with it, the remedies left out."""
    source = Text(text.replace("⏎", "\n").replace("␌", "\f"), "utf-8", b"", "\n", traditional=False)
    try:
        repaired = repair(source, Repairs((), None))
        return shown(parse(repaired, ()))
    except Problems as problems:
        return "\n".join(
            f"! {one.line}{f'-{one.last_line}' if one.last_line > one.line else ''} {one.found}"
            for one in problems.problems
        )


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.title)
def test_case(case: Case) -> None:
    assert outcome(case.text) == case.expected


def test_all_cases_are_read() -> None:
    """A case with a forgotten dot would be skipped in silence."""
    dots = re.findall(r"^\.$", CASES.read_text("utf-8"), re.MULTILINE)
    titles = [case.title for case in cases()]
    assert len(dots) == 3 * len(titles)
    assert len(set(titles)) == len(titles) >= 30
