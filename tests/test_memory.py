"""`planbook translate --memory`: the English of another edition, from PO or TMX."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drafts import term, without_settings
from planbook.checks.kit import Kit
from planbook.cli import main
from planbook.drafts.recall import Foreign, entry_of, matches, parse_foreign
from planbook.export.terms import as_tmx
from planbook.pipeline import Conversion
from planbook.sources import FILES, read_sources
from planbook.store import LIMIT_BYTES, read_files
from planbook.text.script import to_traditional
from planbook.translation.memory import Entry, Memory, format_memory, key, parse_memory
from projects import picture, tiny_project
from servers import Service

MEMORY = "source/plan.en.po"
PLAN = """\
第一章 总则
本章说明目标和任务。
一、发展目标
到2030年，建成港区面积14平方公里，新增就业5万人。
二、主要任务
做好各项主要任务，加强海铁联运。
第二章 保障
加强组织保障，健全推进机制。
"""
PAIRS = {
    "总则": "General provisions",
    "本章说明目标和任务。": "This chapter sets out objectives and tasks.",
    "发展目标": "Development objectives",
    "到2025年，建成港区面积14平方公里，新增就业5万人。": (
        "By 2025, a port area of 14 square kilometers will be completed, adding 50,000 jobs."
    ),
    "加强组织保障，健全推进机制。": "Organization will be strengthened and mechanisms improved.",
    "与本规划无关的一句话。": "A sentence that has nothing to do with this plan.",
}
"""What the other edition has: four equal texts and one with another year."""
EQUAL = {zh: en for zh, en in PAIRS.items() if zh in PLAN}
CHANGED = "到2030年，建成港区面积14平方公里，新增就业5万人。"


def po(pairs: dict[str, str], **more: str) -> bytes:
    entries = {
        key(zh): Entry(zh, en, state="reviewed", note="Of that plan.") for zh, en in pairs.items()
    }
    memory = Memory("", entries, {}, (), metadata=more)
    return format_memory(memory, "old-plan").encode()


def tmx(pairs: dict[str, str]) -> bytes:
    """As `planbook export` writes it."""
    return as_tmx(parse_memory(po(pairs).decode())).encode()


def project(tmp_path: Path, plan: str = PLAN) -> Path:
    root = tiny_project(tmp_path / "project", plan)
    assert main(["--root", str(root), "convert"]) == 0
    return root


def recall(root: Path, raw: bytes, *words: str, name: str = "old.po") -> int:
    file = root.parent / name
    file.write_bytes(raw)
    return main(["--root", str(root), "translate", "--memory", str(file), *words])


def memory(root: Path) -> Memory:
    return parse_memory((root / MEMORY).read_text("utf-8"))


@pytest.mark.parametrize(("made", "origin"), [(po, "old-plan"), (tmx, "old.po")], ids=["PO", "TMX"])
def test_equal_texts_come_in_as_drafts_and_similar_ones_as_fuzzy(
    made: Callable[[dict[str, str]], bytes],
    origin: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = project(tmp_path)
    assert recall(root, made(PAIRS)) == 0
    assert f"recalled 4 units as drafts and 1 as fuzzy, from {origin}" in capsys.readouterr().out
    entries = memory(root).entries
    for zh, en in EQUAL.items():
        found = entries[key(zh)]
        assert (found.status, found.target, found.note) == ("draft", en, "")
        assert found.provenance == f"from memory {origin}"
    changed = entries[key(CHANGED)]
    assert (changed.status, changed.target) == ("fuzzy", PAIRS[changed.previous])
    assert changed.previous == CHANGED.replace("2030", "2025")
    assert changed.provenance == f"from memory {origin}, 92% alike: 「2025」→「2030」"
    left = {one.source for one in entries.values() if one.status == "untranslated"}
    assert left == {"主要任务", "做好各项主要任务，加强海铁联运。", "保障"}
    # Again: nothing to do. And a conversion finds nothing to change.
    written = (root / MEMORY).read_bytes()
    assert recall(root, made(PAIRS)) == 0
    assert main(["--root", str(root), "convert"]) == 0
    assert (root / MEMORY).read_bytes() == written


def test_what_comes_in_is_never_shown_unmarked(tmp_path: Path) -> None:
    root = project(tmp_path)
    assert recall(root, po(PAIRS)) == 0
    pages = Conversion(read_sources(read_files(root, FILES))).pages
    english = pages["en/plan/ch1/index.md"]
    assert '<span class="draft">This chapter sets out objectives and tasks.</span>' in english
    assert "General provisions [draft]" in english
    assert not [path for path, page in pages.items() if "By 2025" in page]


def test_finished_english_stays_and_a_draft_replaces_only_fuzzy(tmp_path: Path) -> None:
    root = project(tmp_path)
    mine = memory(root)
    own = {
        "总则": Entry("总则", "General", state="translated"),
        "本章说明目标和任务。": Entry(
            "本章说明目标和任务。", "The objectives.", fuzzy=True, previous="本章说明目标。"
        ),
        CHANGED: Entry(CHANGED, "By 2030, a port.", fuzzy=True, previous="到2030年，建成港区。"),
        "发展目标": Entry("发展目标", "Aims", state="draft", provenance="machine draft by X"),
    }
    changed = replace(mine, entries={**mine.entries, **{key(k): v for k, v in own.items()}})
    (root / MEMORY).write_text(format_memory(changed, "new-plan"), "utf-8")
    assert recall(root, po(PAIRS)) == 0
    after = memory(root)
    for zh in ("总则", CHANGED, "发展目标"):
        assert after.entries[key(zh)] == own[zh]
    assert after.entries[key("本章说明目标和任务。")].status == "draft"
    # What was written for the earlier text is kept.
    assert [(one.source, one.target) for one in after.obsolete] == [
        ("本章说明目标。", "The objectives.")
    ]


DOUBTS: list[tuple[str, list[tuple[str, str]], str, str]] = [
    ("two translations", [("发展目标", "Aims"), ("发展目标", "Goals"), ("发展 目标", "Aims")],
     "发展目标", "which also has “Goals”"),
    ("another number", [("建设14个港区。", "15 port areas will be built.")],
     "建设14个港区。", "N01 a number is missing or changed: 14 = 14 is not in the English"),
    ("another term", [("建设邮轮母港。", "A mother port will be built.")],
     "建设邮轮母港。", "T01"),
    ("half of it", [("做好各项工作，加强组织保障，健全推进机制。", "做好 work")],
     "做好各项工作，加强组织保障，健全推进机制。", "F01"),
    ("another number and word", [("建设14个港区。", "14 port areas will be built.")],
     "建设15个老港区。", "% alike: 「14」→「15」; 「」→「老」"),
    ("another term in a similar text", [("加快建设邮轮母港和空港。", "Ports will be built.")],
     "加快建设邮轮码头和空港。", "% alike: 「邮轮母港」→「邮轮码头」"),
    ("more changes than can be told", [("甲一乙二丙三丁四戊五己加快建设港区和产业园区", "Areas")],
     "子一丑二寅三卯四辰五巳加快建设港区和产业园区", "「丁」→「卯」; and 2 more"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("pairs", "text", "said"), [c[1:] for c in DOUBTS], ids=[c[0] for c in DOUBTS]
)
def test_what_is_doubtful_is_fuzzy_and_says_why(
    pairs: list[tuple[str, str]], text: str, said: str
) -> None:
    kit = Kit([term("邮轮母港", "cruise home port"), term("邮轮码头", "cruise terminal")])
    foreign = Foreign("old", tuple(Entry(zh, en) for zh, en in pairs), Counter())
    (found,) = matches([text], foreign)
    entry = entry_of(found, "old", kit)
    assert entry.status == "fuzzy"
    assert entry.target == pairs[0][1]
    assert said in entry.provenance
    assert entry.provenance.startswith("from memory old, ")


@pytest.mark.parametrize("made", [po, tmx])
def test_a_memory_in_traditional_characters(
    made: Callable[[dict[str, str]], bytes], tmp_path: Path
) -> None:
    converter = to_traditional({})
    pairs = {converter.convert(zh): en for zh, en in PAIRS.items()}
    assert not EQUAL.keys() <= pairs.keys()
    root = project(tmp_path)
    assert recall(root, made(pairs)) == 0
    entries = memory(root).entries
    assert {zh: entries[key(zh)].target for zh in EQUAL} == EQUAL
    assert entries[key(CHANGED)].previous == CHANGED.replace("2030", "2025")


TRADOS = """<?xml version="1.0" encoding="utf-16"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="EN-US" datatype="rtf"/><body>
<tu><prop type="x">y</prop><tuv xml:lang="EN-US"><seg><ut>{\\b </ut>Development <hi>objec<ph x="1"/>tives</hi>
<bpt i="1">&lt;b&gt;<sub>foot</sub></bpt><ept i="1">&lt;/b&gt;</ept></seg></tuv>
<tuv xml:lang="ZH-CN"><seg>发展<it pos="begin">&lt;i&gt;</it>目标</seg></tuv></tu></body></tmx>"""
OMEGAT = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.1"><header srclang="ZH"/><body><tu><tuv lang="ZH"><seg>发展目标</seg></tuv>
<tuv lang="EN"><seg>Development objectives</seg></tuv><tuv lang="DE"><seg>Ziele</seg></tuv></tu>
<tu><tuv lang="ZH"><seg>总则</seg></tuv></tu></body></tmx>"""
NAMESPACE = OMEGAT.replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" ')


@pytest.mark.parametrize(
    "raw",
    [TRADOS.encode("utf-16"), OMEGAT.encode(), NAMESPACE.encode("utf-8-sig"),
     OMEGAT.replace("\n", "\r\n").encode()],
    ids=["inline codes, UTF-16", "TMX 1.1", "namespace, BOM", "CRLF"],
)  # fmt: skip
def test_tmx_of_other_programs(raw: bytes) -> None:
    found = parse_foreign(raw, "folder/old.tmx")
    assert found.name == "old.tmx"
    assert [(one.source, one.target) for one in found.entries] == [
        ("发展目标", "Development objectives")
    ]
    assert found.left_out == ({} if raw[:2] == b"\xff\xfe" else {"in one language only": 1})


def test_only_finished_english_of_an_edition_counts() -> None:
    entries = (
        Entry("甲。", "A.", state="approved", reviewer="Li Hua, 2027-03-01"),
        Entry("乙。", "B.", state="draft"),
        Entry("丙。", "C.", fuzzy=True, previous="丁。"),
        Entry("戊。"),
    )
    gone = (Entry("己。", "F."),)
    other = Memory("", {key(one.source): one for one in entries}, {}, gone)
    found = parse_foreign(format_memory(other, "old-plan").encode(), "plan.en.po")
    assert [one.source for one in found.entries] == ["甲。", "己。"]
    assert found.left_out == {"draft": 1, "fuzzy": 1}


def test_a_dry_run_says_what_is_covered_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    capsys.readouterr()
    before = picture(root)
    assert recall(root, po(PAIRS), "--dry-run") == 0
    assert picture(root) == before
    said = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert said == [
        "memory old-plan: 6 pairs",
        "exact 4 units 50.0% 30 characters 37.5%",
        "95–99% 0 units 0.0% 0 characters 0.0%",
        "85–94% 1 units 12.5% 28 characters 35.0%",
        "70–84% 0 units 0.0% 0 characters 0.0%",
        "none 3 units 37.5% 22 characters 27.5%",
        "all 8 units 100.0% 80 characters 100.0%",
        "terms in 0 units 0.0% 0 characters 0.0%",
        "nothing was sent or written",
    ]
    assert recall(root, po(PAIRS), "--dry-run", "--chapter", "2") == 0
    assert "all              2 units" in capsys.readouterr().out


def test_an_engine_gets_what_the_memory_did_not_fill(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_settings(monkeypatch)
    answers = {
        "主要任务": "Main tasks",
        "保障": "Safeguards",
        "做好各项主要任务，加强海铁联运。": "All tasks will be done, and rail-sea transport strengthened.",
    }
    root = project(tmp_path)
    with Service(lambda text, _count: answers[text]) as service:
        engine = ("--engine", "libre", "--url", service.url)
        assert recall(root, po(PAIRS), *engine, "--dry-run") == 0
        assert "units       3 (3 empty, 0 fuzzy)" in capsys.readouterr().out
        assert recall(root, po(PAIRS), *engine) == 0
        assert sorted(service.texts) == sorted(answers)
    found = memory(root).entries
    assert found[key(CHANGED)].status == "fuzzy"
    assert {found[key(zh)].provenance for zh in answers} == {"machine draft by LibreTranslate"}


def deep() -> bytes:
    nested = "<hi>" * 100_000 + "</hi>" * 100_000
    return OMEGAT.replace("发展目标", f"发展{nested}目标").encode()


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
ERRORS: list[tuple[str, bytes, list[str]]] = [
    ("empty", b"", ["is neither a PO nor a TMX file"]),
    ("text", "到2030年。".encode(), ["is neither a PO nor a TMX file", "plan.en.po of an edition"]),
    ("database", b"SQLite format 3\0\xff\xfe", ["is no text in UTF-8 or UTF-16"]),
    ("another XML", b"<martif/>", ["is XML, but no TMX: its root is 「martif」"]),
    ("cut off", OMEGAT[:200].encode(), ["old.po:3: is not well-formed XML", "export it again"]),
    ("entities", OMEGAT.replace("<tmx", f"{BOMB}<tmx").encode(), ["declares XML entities"]),
    ("entities, UTF-16", TRADOS.replace("<tmx", f"{BOMB}<tmx").encode("utf-16"), ["XML entities"]),
    ("an entity from elsewhere", OMEGAT.replace("发展", "&x;").encode(), ["not well-formed XML"]),
    ("nested", deep(), ["is nested too deeply"]),
    ("wrong languages", OMEGAT.replace("EN", "FR").encode(), ["no pairs of Chinese and English",
                                                              "「de, fr, zh」"]),
    ("no units", b"<tmx/>", ["no pairs of Chinese and English", "「none」"]),
    ("languages mixed up", OMEGAT.replace("发展目标", "Ziele").encode(),
     ["has no Chinese with finished English"]),
    ("damaged PO", po(PAIRS) + b'msgid "x\nmsgstr "\nmsgid "y\n', ["old.po:", "not a valid PO"]),
    ("plurals", po(PAIRS) + b'\nmsgid "x"\nmsgid_plural "y"\nmsgstr[0] "z"\n', ["unsupported"]),
    ("German PO", po(PAIRS).replace(b"Language: en", b"Language: de"), ["its language is 「de」"]),
    ("PO without English", po(dict.fromkeys(PAIRS, "")), ["no Chinese with finished English"]),
    ("huge", b"\n" * (LIMIT_BYTES + 1), ["has more than", f"{LIMIT_BYTES:,}"]),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "parts"), [c[1:] for c in ERRORS], ids=[c[0] for c in ERRORS])
def test_a_bad_file_has_one_message_and_changes_nothing(
    raw: bytes, parts: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    capsys.readouterr()
    before = picture(root)
    assert recall(root, raw) == 1
    assert picture(root) == before
    said = capsys.readouterr()
    assert said.out == ""
    assert "1 problem; nothing was written" in said.err
    assert said.err.count("remedy: ") == 1
    assert [part for part in parts if part not in said.err] == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("nowhere.po", "cannot be read: No such file"),
        (".", "is a folder"),
        ("/dev/null", "is not a regular file"),
    ],
)
def test_a_file_that_cannot_be_read(
    name: str, found: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    assert main(["--root", str(root), "translate", "--memory", str(root / name)]) == 1
    assert f"{root / name}: {found}" in capsys.readouterr().err


def test_no_name_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty variable in a shell must not lead to an engine."""
    root = project(tmp_path)
    assert main(["--root", str(root), "translate", "--memory", ""]) == 1
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a\nb  c", "a\u202eb", "long " * 99])
def test_a_strange_name_does_no_harm(name: str, tmp_path: Path) -> None:
    root = project(tmp_path)
    assert recall(root, tmx(PAIRS), name=f"{name[:200]}.tmx") == 0
    lines = {one.provenance for one in memory(root).entries.values() if one.provenance}
    assert all(one.startswith("from memory ") and len(one) < 200 for one in lines)
    assert main(["--root", str(root), "convert"]) == 0


def test_texts_that_no_memory_can_hold_are_left_out(tmp_path: Path) -> None:
    pairs = {"发展\u202e目标": "Aims", "总则": "General", "保障": "x" * 30_000, "a": "b"}
    body = "".join(
        f'<tu><tuv lang="zh"><seg>{zh}</seg></tuv><tuv lang="en"><seg>{en}</seg></tuv></tu>'
        for zh, en in pairs.items()
    )
    raw = f"<tmx><body>{body}</body></tmx>".encode()
    found = parse_foreign(raw, "old.tmx")
    assert [one.source for one in found.entries] == ["总则"]
    assert found.left_out == {
        "with characters that no text may carry": 1, "far too long": 1, "without Chinese": 1,
    }  # fmt: skip
    root = project(tmp_path)
    assert recall(root, raw) == 0
    assert main(["--root", str(root), "convert"]) == 0
