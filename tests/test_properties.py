"""Properties: a damaged plan comes back as it was, or the place of the damage is named.

What is never allowed is another outline in silence. Which damages are left out because
no program can see them, `damage` says at its head.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from damage import structural, surface, wrapped
from planbook.numerals import chinese_numeral, number_of
from planbook.problems import Problems
from planbook.structure.blocks import split_sentences
from planbook.structure.model import Outline
from planbook.structure.parse import parse
from planbook.text.decode import decode
from planbook.text.journal import Edit, Journal, Pass
from planbook.text.repair import Repairs, repair
from plans import Plan, Row, plans, signature, told

pytestmark = pytest.mark.slow  # hundreds of plans

EXAMPLES = 150


def converted(raw: bytes) -> Outline:
    source = decode(raw)
    repaired = repair(source, Repairs((), None))
    assert repaired.journal.undo(repaired.text) == source.text
    return parse(repaired, ())


def clean(plan: Plan) -> Outline:
    return converted("\n".join(plan.lines()).encode())


def near(found: Problems, spots: list[tuple[int, int]]) -> bool:
    """True if some problem names lines within or next to a damaged spot."""
    return any(
        one.line and one.line <= last + 1 and max(one.line, one.last_line) >= first - 1
        for one in found.problems
        for first, last in spots
    )


def differing(found: list[tuple[str, Row]], wanted: list[tuple[str, Row]]) -> list[Any]:
    """The rows in which two outlines differ, for a message that can be read."""
    pairs = zip_longest(found, wanted)
    return [(one, other) for one, other in pairs if one != other][:3]


@settings(max_examples=EXAMPLES)
@given(plans())
def test_a_clean_plan_is_read_as_it_was_made(plan: Plan) -> None:
    found = [(mark, text) for _, (_, mark, text) in signature(clean(plan))]
    assert found == told(plan)


@settings(max_examples=2 * EXAMPLES)
@given(st.data(), plans())
def test_damage_is_mended_or_named(data: st.DataObject, plan: Plan) -> None:
    damaged = data.draw(structural(plan))
    raw = data.draw(surface(damaged.lines))
    wanted = signature(clean(plan))
    try:
        found = signature(converted(raw))
    except Problems as problems:
        note(str(problems))
        assert near(problems, damaged.spots)
    else:
        assert differing(found, wanted) == []


@settings(max_examples=EXAMPLES)
@given(st.data(), plans())
def test_damage_that_leaves_the_lines_is_always_mended(data: st.DataObject, plan: Plan) -> None:
    """Folded marks, stray and missing blanks, CRLF, BOM, encodings: no excuse for a message."""
    raw = data.draw(surface(plan.lines()))
    assert differing(signature(converted(raw)), signature(clean(plan))) == []


@settings(max_examples=EXAMPLES)
@given(st.data(), plans(), st.integers(16, 44), st.sampled_from([0.5, 1.0]))
def test_a_wrapped_text_is_mended_or_reported(
    data: st.DataObject, plan: Plan, width: int, narrow: float
) -> None:
    """Broken at a width, as on paper, or at a number of characters, as by a program."""
    raw = data.draw(surface(wrapped(plan.lines(), width, narrow)))
    try:
        found = signature(converted(raw))
    except Problems as problems:
        assert all(one.line for one in problems.problems)
    else:
        assert differing(found, signature(clean(plan))) == []


@st.composite
def passes(draw: st.DrawFn) -> tuple[str, Journal]:
    """A text with passes of edits that fit it."""
    text = start = draw(st.text("甲乙丙 ,\n", max_size=30))
    made = []
    for _ in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        edits = [Edit("x", a, text[a:b], draw(st.text("丁 。", max_size=3))) for a, b in pairs]
        made.append(Pass.of(edits))
        text = made[-1].apply(text)
    return start, Journal(tuple(made))


@given(passes())
def test_undoing_what_was_applied_changes_nothing(case: tuple[str, Journal]) -> None:
    start, journal = case
    text = start
    for one in journal.passes:
        text = one.apply(text)
    assert journal.undo(text) == start
    assert all(0 <= journal.trace(at) <= len(start) for at in range(len(text) + 1))


@settings(max_examples=500)
@given(st.text("甲乙。！？；，（）“”《》「」’", max_size=40))
def test_sentences_join_to_the_text(text: str) -> None:
    sentences = split_sentences(text)
    assert "".join(sentences) == text
    assert all(sentences)


def test_numerals_read_back() -> None:
    assert [number_of(chinese_numeral(n)) for n in range(1, 100)] == list(range(1, 100))
    assert [number_of(str(n)) for n in range(1, 1000)] == list(range(1, 1000))
    assert [chinese_numeral(n) for n in (1, 10, 11, 20, 99)] == [
        "一",
        "十",
        "十一",
        "二十",
        "九十九",
    ]
