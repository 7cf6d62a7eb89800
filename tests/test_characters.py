"""Characters that no text may carry: named with their line, or repaired by a counted rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planbook.characters import QUOTES, forbidden, named, printable
from planbook.cli import main
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.sources import FILES, read_sources
from planbook.store import read_files
from planbook.structure.parse import parse
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.decode import decode
from planbook.text.mechanical import OWN
from planbook.text.repair import Repairs, repair
from planbook.text.strangers import WINGDINGS
from planbook.translation.memory import FILE as MEMORY_FILE
from projects import PLAN, tiny_project

NAMED = {
    "\x01": "U+0001", "\x0e": "U+000E", "\x1c": "U+001C", "\x1f": "U+001F", "\x7f": "U+007F",
    "\x80": "U+0080", "\x85": "U+0085", "\x9f": "U+009F", "\u061c": "U+061C", "\u180e": "U+180E",
    "\u2028": "U+2028", "\u2029": "U+2029", "\u202a": "U+202A", "\u202e": "U+202E",
    "\u2066": "U+2066", "\u2069": "U+2069", "\u206a": "U+206A", "\u3164": "U+3164",
    "\ue3c5": "U+E3C5", "\uf8ff": "U+F8FF", "\ufdd0": "U+FDD0", "\ufff9": "U+FFF9",
    "\ufffe": "U+FFFE", "\uffff": "U+FFFF", "\U0001ffff": "U+1FFFF", "\U000e0001": "U+E0001",
    "\U000f0001": "U+F0001", "\U0010fffd": "U+10FFFD", "⺅": "U+2E85", "⿰": "U+2FF0", "㇀": "U+31C0", "ー": "U+30FC", "М2": "U+041C",
    "(cid:3451)": "（cid:3451）", "（CID：12）": "（CID：12）",
}  # fmt: skip
INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe00\ufe0f\U000e0100"
RADICALS = {
    "加强⾦融⽀持": "加强金融支持",
    "⼆": "二",
    "⻓期": "长期",
    "⼾籍": "户籍",
    "\uf9dc": "隆",
    "⻋⻔⻢": "车门马",
    "ニ是人ロ，八ハ项；ロコ": "二是人口，八八项；ロコ",
    "结束｡": "结束。",
    "结束﹔二﹑供水﹐": "结束；二、供水，",
}


def complaint(project: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["--root", str(project), "convert"]) == 1
    said = capsys.readouterr().err
    assert "nothing was written" in said
    assert not (project / "docs").exists()
    return said


@pytest.mark.parametrize("strange", NAMED, ids=[f"{ord(one[0]):x}" for one in NAMED])
def test_a_strange_character_of_the_plan_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], strange: str
) -> None:
    root = tiny_project(tmp_path, PLAN.replace("各项", f"各{strange}项"))
    said = complaint(root, capsys)
    assert f"{PLAN_FILE}:6: has {NAMED[strange]}" in said
    assert "source/repairs.toml" in said
    assert "\x1b" not in said
    assert not list(forbidden(said))


def test_what_is_named_can_be_declared(tmp_path: Path) -> None:
    """The source is never edited: a declared repair takes the character out."""
    root = tiny_project(tmp_path, PLAN.replace("各项", "各\u202e项"))
    declared = (
        '[mechanical]\n[[repair]]\nkind = "typo"\nline = 6\nbefore = "各\\u202e项"\nafter = "各项"\n'
        'why = { zh = "控制符", en = "A control character." }\n'
    )
    (root / "source/repairs.toml").write_text(declared, "utf-8")
    assert main(["--root", str(root), "convert"]) == 0
    pages = [path.read_text("utf-8") for path in (root / "docs").rglob("*.md")]
    assert [page for page in pages if list(forbidden(page))] == []
    assert any("U+202E" in page or "\\\\u202e" in page for page in pages), (
        "the correction is listed"
    )


@pytest.mark.parametrize("strange", INVISIBLE, ids=[f"{ord(one):x}" for one in INVISIBLE])
def test_what_is_not_seen_leaves_by_a_counted_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], strange: str
) -> None:
    root = tiny_project(tmp_path, PLAN.replace("各项", f"各{strange}项"))
    said = complaint(root, capsys)
    assert (
        f"[mechanical] invisible: 1 edits were made, but 0 are recorded: {named(strange)} in line 6"
        in said
    )
    (root / "source/repairs.toml").write_text("[mechanical]\ninvisible = 1\n", "utf-8")
    assert main(["--root", str(root), "convert"]) == 0
    assert "做好各项主要任务。" in (root / "docs/zh/plan/ch1/s2.md").read_text("utf-8")


@pytest.mark.parametrize(("before", "after"), RADICALS.items())
def test_radicals_become_characters(before: str, after: str) -> None:
    source = decode(PLAN.replace("各项", before).encode())
    repaired = repair(source, Repairs((), None))
    assert after in repaired.text
    assert repaired.journal.counts()["radical"] == sum(
        a != b for a, b in zip(before, after, strict=True)
    )
    assert repaired.journal.undo(repaired.text) == source.text


def test_a_heading_with_a_radical_is_a_heading(tmp_path: Path) -> None:
    root = tiny_project(tmp_path, PLAN.replace("二、主要", "⼆、主要"))
    (root / "source/repairs.toml").write_text("[mechanical]\nradical = 1\n", "utf-8")
    outline = Conversion(read_sources(read_files(root, FILES))).outline
    assert [one.title.text for one in outline.chapters[0].children] == ["发展目标", "主要任务"]


def test_every_radical_has_one_character() -> None:
    assert len(OWN) == 55
    assert all(len(one) == 1 and 0x4E00 <= ord(one) <= 0x9FFF for one in OWN.values())


@pytest.mark.parametrize("file", [one for one in FILES if one != PLAN_FILE])
@pytest.mark.parametrize(
    "strange", ["\x1b", "\x7f", "\x9b", "\u202e", "\u200b", "\u2028", "\ue000", "\ufffe"]
)
def test_a_strange_character_of_ours_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, strange: str
) -> None:
    """Trojan source: what a reviewer sees would not be what is there."""
    root = tiny_project(tmp_path)
    path = root / file
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n# {strange}\n", "utf-8")
    line = text.count("\n") + 2
    assert f"{file}:{line}: has {named(strange)}" in complaint(root, capsys)


def test_the_english_is_held_to_the_same(tmp_path: Path, capsys: Any) -> None:
    root = tiny_project(tmp_path)
    entry = '\nmsgid "做好各项主要任务。"\nmsgstr "Do\u200b it."\n'
    with (root / MEMORY_FILE).open("a", encoding="utf-8") as memory:
        memory.write(entry)
    assert f"{MEMORY_FILE}:6: has U+200B (zero width space)" in complaint(root, capsys)


def test_escapes_are_shown_and_nothing_else_is_changed() -> None:
    assert printable("a\x1b[31m中\u202e\n\t😀\x9b") == "a\\x1b[31m中\\u202e\n\t😀\\x9b"


def test_a_file_full_of_them_is_named_in_a_few_lines() -> None:
    many = "".join(f"{chr(0xE000 + at)}和" for at in range(60))
    with pytest.raises(Problems) as found:
        parse(repair(decode(PLAN.replace("加强", many).encode()), Repairs((), None)), ())
    assert len(found.value.problems) == 21


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("做实\x93一网统管\x94。", "做实“一网统管”。"),
        ("\x91四好\x92农村路。", "‘四好’农村路。"),
        ("发展\x97\x97开放。", "发展——开放。"),
        ("2021\x962025年。", "2021–2025年。"),
        ("\uf06c实施工程。", "●实施工程。"),
        ("\u3000\u3000\uf0b7 实施工程。", "• 实施工程。"),
        ("\uf0d8实施\uf0d8工程。", "➢实施\uf0d8工程。"),
    ],
)
def test_a_character_in_the_code_of_another_font_or_system_is_repaired(
    before: str, after: str
) -> None:
    """What Windows means by a code is certain; so is a bullet of a symbol font before a line."""
    source = decode(PLAN.replace("做好各项主要任务。", before).encode())
    repaired = repair(source, Repairs((), None))
    assert after in [one.strip() for one in repaired.text.split("\n")]
    assert repaired.journal.undo(repaired.text) == source.text
    changed = sum(one not in after for one in before if one in QUOTES or one in WINGDINGS)
    assert repaired.journal.counts()["code"] == (changed or 1)


@pytest.mark.parametrize(
    ("strange", "answer", "expected"),
    [
        ("做好\ue3c5各项任务。抓好\ue3c5各项任务。", "1", "做好各项任务。抓好各项任务。"),
        ("做好\uf06c\uf06c各\uf06c项任务。", "1", "做好●●各●项任务。"),
        ("做好\uf06c\uf06c各\uf06c项任务。", "1b", "做好各项任务。"),
        ("做好(cid:12)(cid:12)项任务。", "1", "做好□□项任务。"),
        ("降低РМ2.5浓度，控制РМ10。", "1", "降低PM2.5浓度，控制PM10。"),
        ("新ー年，下ー步。", "1", "新一年，下一步。"),
        ("新ー年，下ー步。", "1b", "新—年，下—步。"),
        ("\ue000\ue000\ue000", "1", ""),
    ],
)
def test_one_answer_settles_a_strange_character_in_all_its_places(
    tmp_path: Path, strange: str, answer: str, expected: str
) -> None:
    root = tiny_project(tmp_path, PLAN.replace("做好各项主要任务。", f"做好任务。\n{strange}"))
    repairs = root / "source/repairs.toml"
    repairs.write_text("", "utf-8")
    main(["--root", str(root), "repair", "--accept", answer])
    source = read_sources(read_files(root, FILES))
    repaired = repair(decode(source.raw), source.repairs)
    assert not [one for one in repaired.questions if "no text may carry" in one.found]
    assert expected in repaired.text.split("\n")
