"""The laws must bite: a page with one fault in it may not pass them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from page_laws import anchor_faults, blocks, raw_blocks, read_pages, text_faults

ROOT = Path(__file__).parent.parent
ZH = read_pages(ROOT / "docs/zh/plan")
EN = read_pages(ROOT / "docs/en/plan")
SOURCE = (ROOT / "source/plan.zh.txt").read_text("utf-8")
NAMES = list(ZH)
# Sentences without links and notes: a deletion then never hits the syntax around them.
SENTENCES = [
    (name, line) for name in NAMES for raw in raw_blocks(ZH[name])
    for line in raw.splitlines()[:-1]
    if "\n{: #p-" in raw and not set("[\\&") & set(line) and ZH[name].count(line) == 1
]  # fmt: skip


def mutated(name: str, page: str) -> dict[str, str]:
    return {one: page if one == name else text for one, text in ZH.items()}


def test_the_untouched_pages_pass() -> None:
    """Without this, the tests below would pass with laws that always fail."""
    assert text_faults(ZH, SOURCE) == []
    assert anchor_faults(ZH, EN) == []
    assert len(SENTENCES) > 100


@settings(max_examples=40)
@given(st.data())
def test_a_deleted_character_is_found(data: st.DataObject) -> None:
    name, raw = data.draw(st.sampled_from(SENTENCES))
    solid = [i for i, char in enumerate(raw) if not char.isspace() and char != "*"]
    at = data.draw(st.sampled_from(solid))
    page = ZH[name].replace(raw, raw[:at] + raw[at + 1 :])
    assert text_faults(mutated(name, page), SOURCE)


@settings(max_examples=20)
@given(st.data())
def test_an_added_character_is_found(data: st.DataObject) -> None:
    name, raw = data.draw(st.sampled_from(SENTENCES))
    at = data.draw(st.integers(1, len(raw) - 1))
    page = ZH[name].replace(raw, raw[:at] + data.draw(st.sampled_from("的a1，")) + raw[at:])
    assert text_faults(mutated(name, page), SOURCE)


@settings(max_examples=30)
@given(st.data())
def test_swapped_paragraphs_are_found(data: st.DataObject) -> None:
    """Their texts alone, under the other's anchor, or whole with their anchors."""
    several = [name for name in NAMES if sum("\n{: #p-" in b for b in raw_blocks(ZH[name])) > 1]
    name = data.draw(st.sampled_from(several))
    found = [raw for raw in raw_blocks(ZH[name]) if "\n{: #p-" in raw]
    first, second = data.draw(st.lists(st.sampled_from(found), min_size=2, max_size=2, unique=True))
    if data.draw(st.booleans()):
        (a, tail), (b, end) = (raw.rsplit("\n", 1) for raw in (first, second))
        new_first, new_second = f"{b}\n{tail}", f"{a}\n{end}"
    else:
        new_first, new_second = second, first
    page = ZH[name].replace(first, "\0").replace(second, new_second).replace("\0", new_first)
    assert text_faults(mutated(name, page), SOURCE)


@pytest.mark.parametrize("name", NAMES[::7])
def test_a_lost_or_exchanged_page_is_found(name: str) -> None:
    lost = {one: text for one, text in ZH.items() if one != name}
    assert text_faults(lost, SOURCE)
    assert anchor_faults(lost, EN)
    other = NAMES[NAMES.index(name) - 1]
    exchanged = ZH | {name: ZH[other], other: ZH[name]}
    assert text_faults(exchanged, SOURCE)
    assert anchor_faults(exchanged, EN)


@pytest.mark.parametrize("name", NAMES[::7])
def test_a_changed_anchor_is_found(name: str) -> None:
    anchor = list(blocks(ZH[name]))[-1].anchor
    assert anchor_faults(mutated(name, ZH[name].replace(anchor, f"{anchor}9")), EN)


@pytest.mark.parametrize("stray", ["一段没有锚点的文字。", "## 多出的标题", "- 多出的一条"])
def test_a_stray_block_is_found(stray: str) -> None:
    name = NAMES[3]
    assert text_faults(mutated(name, f"{ZH[name]}\n{stray}\n"), SOURCE)
