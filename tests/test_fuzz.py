"""A seeded fuzzer over every file of `source/`: nothing that anybody hands in does harm.

Each run damages one or two files of a small project in which every file says something, and
runs the commands on it. Whatever the damage: no traceback, nothing outside the project,
nothing half written, no English lost, no script on a page, and outputs that are well-formed.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tomllib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import markdown
import pytest
import yaml

from planbook.characters import forbidden
from planbook.cli import main
from planbook.problems import Problems
from planbook.sources import FILES, utf8
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import Memory, parse_memory
from projects import picture, rich_project

RUNS, SEEDS = 25, range(16)
PAYLOADS = [
    "<script>window.hit=1</script>", '"><img src=x onerror=window.hit=1>', "</title><script>hit()</script>",
    "<meta http-equiv=refresh content=0;url=//x ", "<style x=", "<!--", "<plaintext", "<svg/onload=hit()>",
    "javascript:hit()", "[x](javascript:hit())", "![x](x){onerror=hit()}", "{: onclick=hit() }", "{#x onclick=hit()}",
    "{{ 7*7 }}", "{% include 'x' %}", "${x}", "$title", "`x`", "```", "~~~", "    code", "# heading", "- list",
    "| a | b |", "[^1]: note", "[^1]", "[x]: http://x", "http://x.y", "www.x.y", "a@b.c", "***", "---", "===",
    "!!! note", "???", ":::", "&lt;script&gt;", "&#x0;", "&#0;", "&amp;", "]]>", "<![CDATA[", "<?xml ?>", "<!DOCTYPE x>",
    "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "＝1", "../../x", "/etc/passwd", "..\\x", "file:///x", "%2e%2e%2f",
    "\\", "\\\\", "\\n", '"', "'", '"""', "'''", "}", "{", "[", "]", "(", ")", "\t", "\n", "\r", "\0", "\x1b[2J",
    "\x7f", "\x85", "\x9b", "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffe", "\ue000", "\ufffd", "⾦", "(cid:1)",
    "一、", "（一）", "第三章 多", "1.", "2025年", "5万", "-0.8‰", "表1", "专栏1", "附件", "目录", "——", "—83—", "　",
    "nan", "inf", "1e999", "true", "[]", "{}", "0x10", "9" * 60, "A" * 3000, "长" * 3000, "🀄", "é", "e\u0301",
    "<<<<<<< HEAD", 'msgctxt "x"', 'msgid_plural "x"', 'msgstr[0] "x"', '#~ msgid "甲"', "#, fuzzy", '#| msgid "x"',
    "# note: x", "[[term]]", "[[figure]]", "[units]", 'id = "index"', 'id = "__config"', 'zh = ""', 'at = ["9.9"]',
]  # fmt: skip

Damage = Callable[[str, Random], str]


def insert(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(PAYLOADS) + text[at:]


def into_a_value(text: str, chance: Random) -> str:
    """A payload inside quotation marks, as TOML and PO write it."""
    places = [found.start() + 1 for found in re.finditer(r'"[^"\n]*"', text)]
    if not places:
        return insert(text, chance)
    at = chance.choice(places)
    payload = json.dumps(chance.choice(PAYLOADS), ensure_ascii=chance.random() < 0.5)[1:-1]
    return text[:at] + payload + text[at:]


def instead_of_a_value(text: str, chance: Random) -> str:
    found = list(re.finditer(r"= (.+)$", text, re.MULTILINE))
    if not found:
        return insert(text, chance)
    one = chance.choice(found)
    value = chance.choice(
        [json.dumps(chance.choice(PAYLOADS)), "nan", "-1", "0", "[]", "{}", "1.5", '""', "true"]
    )
    return text[: one.start(1)] + value + text[one.end(1) :]


def without(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice([1, 1, 5, 40]) :]


def doubled_lines(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    end = at + chance.randint(1, 6)
    return "\n".join([*lines[:end], *lines[at:end], *lines[end:]])


def swapped_lines(text: str, chance: Random) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def cut_short(text: str, chance: Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


DAMAGES: tuple[Damage, ...] = (
    insert, *[into_a_value] * 7, instead_of_a_value, without, doubled_lines, swapped_lines,
    cut_short,
)  # fmt: skip


def damage(project: Path, chance: Random) -> None:
    """Damage one or two files, at times in their bytes."""
    for name in chance.sample(FILES, chance.choice([1, 1, 2])):
        path = project / name
        text = path.read_text("utf-8")
        for _ in range(chance.choice([1, 1, 1, 3])):
            text = chance.choice(DAMAGES)(text, chance)
        raw = bytearray(text.encode("utf-8", "surrogatepass"))
        if raw and chance.random() < 0.05:
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        path.write_bytes(bytes(raw))


def english(memory: Memory) -> set[str]:
    every = (*memory.entries.values(), *memory.obsolete)
    return {text for one in every for text in (one.target, one.note) if text}


def english_there(project: Path) -> set[str]:
    """All English that the file has; nothing if it cannot be read."""
    try:
        return english(parse_memory(utf8((project / MEMORY_FILE).read_bytes(), MEMORY_FILE)))
    except Problems:
        return set()


class Markup(HTMLParser):
    """What a page of Markdown would hand to a browser beside text."""

    ALLOWED = frozenset(
        re.findall(
            r"\w+",
            """a b br circle code dd defs details desc div dl dt em ellipse figcaption figure g
            h1 h2 h3 h4 h5 h6 hr i li line mark ol p path pattern polygon polyline rect section
            small span strong style sub summary sup svg table tbody td text th thead title tr
            tspan ul use marker lineargradient stop clippath""",
        )
    )

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.ALLOWED:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or address.startswith(("javascript:", "data:", "vbscript:")):
                self.found.append(f"{name}={value}")
            if name == "style" or (name == "id" and (value or "").startswith("__")):
                self.found.append(f"{name}={value}")


EXTENSIONS = ["admonition", "attr_list", "footnotes", "tables", "toc"]


def assert_page(path: Path) -> None:
    """Front matter that is what was put there, and no markup but the edition's own."""
    text = path.read_text("utf-8")
    assert not [one for one in forbidden(text) if not one[1].startswith("U+FFFD")]
    _, head, body = text.split("---\n", 2)
    meta = yaml.safe_load(head)
    assert isinstance(meta["title"], str)
    assert isinstance(meta["description"], str)
    found = Markup()
    found.feed(markdown.markdown(body, extensions=EXTENSIONS))
    assert found.found == []


def assert_outputs(project: Path) -> None:
    """Every file for other programs is well-formed, and no cell of a table computes."""
    out = project / "site/data"
    for name in ("plan.tmx", "terms.tbx"):
        ET.fromstring((out / name).read_text("utf-8"))
    for name in ("plan.json", "targets.json", "targets.schema.json"):
        json.loads((out / name).read_text("utf-8"))
    for name in ("terms.csv", "targets.csv"):
        rows = list(csv.reader(io.StringIO((out / name).read_text("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) <= 1
        computing = [
            c for row in rows for c in row if re.match(r"\s*[=+@＝＋＠]|\s*[-－](?![\d.])", c)
        ]
        assert computing == []
    nav = json.loads((project / "docs/nav.json").read_text("utf-8"))
    assert set(nav["languages"]) == {"zh", "en"}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich_project(tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="module")
def sound(rich: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the undamaged project, which need no second look."""
    root = shutil.copytree(rich, tmp_path_factory.mktemp("sound") / "project")
    assert main(["--root", str(root), "convert"]) == 0
    return picture(root)


def test_the_undamaged_project_is_sound(rich: Path, tmp_path: Path) -> None:
    root = shutil.copytree(rich, tmp_path / "project")
    for verb in ("convert", "check", "export"):
        assert main(["--root", str(root), verb]) == 0
    assert_outputs(root)
    for page in (root / "docs").rglob("*.md"):
        assert_page(page)
    assert all(
        tomllib.loads((root / name).read_text("utf-8")) is not None
        for name in FILES
        if name.endswith(".toml")
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_no_input_does_harm(
    rich: Path,
    sound: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    seed: int,
) -> None:
    for number in range(RUNS):
        root = shutil.copytree(rich, tmp_path / str(number) / "project")
        try_once(root, sound, Random(f"{seed} {number}"), capsys)


def try_once(root: Path, sound: dict[str, str], chance: Random, capsys: Any) -> None:
    place = root.parent
    (place / "other").mkdir()
    (place / "other/kept").write_text("kept", "utf-8")
    damage(root, chance)
    before, there = picture(root), english_there(root)
    code = main(["--root", str(root), "convert"])
    said = capsys.readouterr()
    assert code in (0, 1), said.err
    assert not re.search(
        r"Traceback|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said.err + said.out
    )
    assert {one.name for one in place.iterdir()} == {"project", "other"}
    assert {one.name for one in root.iterdir()} <= {"source", "docs"}
    if code == 1:
        assert "remedy: " in said.err
        assert picture(root) == before
        return
    assert there <= english_there(root)
    assert main(["--root", str(root), "convert", "--check"]) == 0
    for name, content in picture(root).items():
        if name.endswith(".md") and sound.get(name) != content:
            assert_page(root / name)
    assert main(["--root", str(root), "check"]) in (0, 1)
    assert main(["--root", str(root), "export"]) == 0
    assert_outputs(root)
    assert main(["--root", str(root), "export", "--to", "again"]) == 0
    assert picture(root / "again") == picture(root / "site/data")
