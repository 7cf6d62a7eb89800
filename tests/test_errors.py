"""Whatever is wrong with the input: one clear message, exit code 1, nothing written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from opencc import OpenCC

from planbook.cli import main
from planbook.sources import DESCRIPTION_FILE, FILES
from planbook.store import LIMIT_BYTES
from projects import PLAN, picture, tiny_project

PLAN_FILE = "source/plan.zh.txt"
RAW = (Path(__file__).parent.parent / PLAN_FILE).read_bytes()
TEXT = RAW.decode()
JAPANESE = "第一章 総則\nこの計画は、地域の発展をめざすものである。\n" * 20


def complaint(project: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What a run that must fail says; checks that it touches nothing."""
    page = project / "docs/zh/index.md"
    page.parent.mkdir(parents=True)
    page.write_text("an older page", "utf-8")
    before = picture(project)
    assert main(["--root", str(project), "convert"]) == 1
    assert picture(project) == before
    said = capsys.readouterr()
    assert said.out == ""
    assert "nothing was written" in said.err
    assert re.search(r"^  remedy: \S", said.err, re.MULTILINE)
    return said.err


# Name of the case, the bytes in place of the plan's text, and what the message must say.
FOREIGN: list[tuple[str, bytes, list[str]]] = [
    ("empty", b"", ["empty"]),
    ("blank", b"\xef\xbb\xbf \r\n\n", ["empty"]),
    ("pdf", b"%PDF-1.7\n" + RAW, ["PDF", "pdftotext"]),
    ("docx", b"PK\x03\x04\x14\x00" + bytes(range(256)), ["DOCX", "plain text"]),
    ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), ["Word", "plain text"]),
    ("rtf", b"{\\rtf1\\ansi", ["RTF", "plain text"]),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(99), ["picture", "text recognition"]),
    ("jpeg", b"\xff\xd8\xff\xe0" + bytes(99), ["picture"]),
    ("gzip", b"\x1f\x8b\x08" + bytes(99), ["compressed", "unpack"]),
    ("other binary", bytes(range(256)) * 9, ["not UTF-8"]),
    ("NUL", TEXT.replace("创新", "\0", 1).encode(), ["NUL"]),
    (
        "damaged Big5",
        OpenCC("s2tw").convert(TEXT).encode("big5") + b"\xff",
        ["not UTF-8", "Big5 either"],
    ),
    ("Shift-JIS", JAPANESE.encode("shift_jis"), ["SHIFT-JIS", "iconv -f SHIFT-JIS"]),
    ("truncated UTF-8", RAW[: RAW.index("远景".encode()) + 2], [f"{PLAN_FILE}:2:", "not UTF-8"]),
    (
        "truncated, with BOM",
        b"\xef\xbb\xbf" + RAW[: RAW.index("远景".encode()) + 2],
        ["begins as UTF-8", "cut off"],
    ),
    ("truncated UTF-16", TEXT.encode("utf-16")[:-1], ["begins as UTF-16", "cut off"]),
    ("UTF-8 read as Latin-1", RAW.decode("latin-1").encode(), ["mojibake", "UTF-8 was read as"]),
    ("UTF-8 read as GBK", RAW.decode("gb18030", "ignore").encode(), ["mojibake", "as GB18030"]),
    (
        "GBK read as Latin-1",
        TEXT.encode("gb18030").decode("latin-1").encode(),
        ["mojibake", "GB18030 was read as"],
    ),
    ("U+FFFD", TEXT.replace("总书记", "总\ufffd记", 1).encode(), [f"{PLAN_FILE}:6:", "U+FFFD"]),
    ("over the limit", b"\n" * (LIMIT_BYTES + 1) + RAW, ["limit", f"{LIMIT_BYTES:,}"]),
]


@pytest.mark.parametrize(("raw", "parts"), [c[1:] for c in FOREIGN], ids=[c[0] for c in FOREIGN])
def test_what_is_no_plain_chinese_text(
    project: Path, capsys: pytest.CaptureFixture[str], raw: bytes, parts: list[str]
) -> None:
    (project / PLAN_FILE).write_bytes(raw)
    said = complaint(project, capsys)
    assert PLAN_FILE in said
    assert [part for part in parts if part not in said] == []


# Name, what is changed in the tiny plan, and what the message must say.
STRUCTURE: list[tuple[str, str, str, list[str]]] = [
    ("no headings", "第一章 总则", "", ["no headings at all"]),
    ("gap", "二、主要", "三、主要", [":3-5:", "out of order", "expected: number 二"]),
    ("repeat", "二、主要", "一、主要", [":3-5:", "out of order", "expected: number 二"]),
    ("first is not one", "一、发展", "二、发展", [":1-3:", "out of order", "expected: number 一"]),
    ("gap of chapters", "第二章", "第三章", [":1-7:", "out of order", "expected: number 二"]),
    ("lost heading", "一、发展目标\n", "", [":1-4:", "out of order", "expected: number 一"]),
    ("glued", "任务\n做好", "任务做好", [":5:", "runs into its body", "二、主要任务做好", "split"]),
    ("no title", "一、发展目标", "一、", [":3:", "has no title", "join"]),
    ("no body", "做好各项主要任务。\n", "", [":5:", "has no text under it", "missing"]),
    ("broken line", "到本期末，", "到本期\n末，", [":4-5:", "ends inside a sentence", "join"]),
    (
        "lone numbers",
        "加强",
        "1.\n加快建设。\n2.\n加大投入。\n3.\n加强",
        ["hold nothing but a number", 'lone = "omit"'],
    ),
    (
        "no marks",
        "加强",
        "甲项\n1.建设\n加快建设。\n乙项\n1.投入\n加大投入。\n加强",
        ["may be headings", "begins anew"],
    ),
    ("lost table", "加强", "表1指标\n加强", [":8:", "no table", "missing"]),
]


@pytest.mark.parametrize(
    ("before", "after", "parts"), [c[1:] for c in STRUCTURE], ids=[c[0] for c in STRUCTURE]
)
def test_damaged_structure(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    before: str,
    after: str,
    parts: list[str],
) -> None:
    assert before in PLAN
    plan = PLAN.replace(before, after, 1) if after or "\n" in before else "没有标题的一段文字。\n"
    said = complaint(tiny_project(tmp_path, plan), capsys)
    assert PLAN_FILE in said
    assert [part for part in parts if part not in said] == []


def test_wrong_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    swapped = PLAN.replace("一、发", "〇").replace("二、主", "一、主").replace("〇", "二、发")
    said = complaint(tiny_project(tmp_path, swapped), capsys)
    assert f"{PLAN_FILE}:1-3:" in said
    assert "「二、发展目标」 is out of order after 「第一章 总则」" in said


def test_all_problems_are_reported_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One run, all faults: nobody wants to find them one at a time."""
    plan = PLAN.replace("二、", "三、").replace("第二章", "第四章")
    said = complaint(tiny_project(tmp_path, plan), capsys)
    assert said.count("out of order") == 2
    assert "2 problems" in said


Change = Callable[[str], str]


def replacing(before: str, after: str) -> Change:
    def change(text: str) -> str:
        assert before in text
        return text.replace(before, after, 1)

    return change


def adding(text: str) -> Change:
    return lambda before: f"{before}\n{text}\n"


def without_split(text: str) -> str:
    """The repairs without the one of line 86."""
    return re.sub(r"\[\[repair\]\]\nkind = \"split\"\nline = 86\n(?:\S[^\n]*\n)+", "", text)


UNNEEDED = '[[repair]]\nkind = "paragraph"\nline = 6\nbefore = "全区上下"\nwhy = {zh="a", en="b"}'
TWICE = '\nmsgid "一"\nmsgstr "One"\n\nmsgid "一 "\nmsgstr "1"\n'
REPAIRS, TERMS, MEMORY = "source/repairs.toml", "source/terms.toml", "source/plan.en.po"
# Name, file and change, and what the message must say.
DECLARED: list[tuple[str, str, Change, list[str]]] = [
    ("undeclared run-in heading", REPAIRS, without_split, [f"{PLAN_FILE}:86:", "runs into its"]),
    ("no match", REPAIRS, replacing("历史辉辉煌", "历史辉辉辉"), ["line 195", "matches nothing"]),
    ("two matches", REPAIRS, replacing('"历史辉辉煌"', '"，"'), ["line 195", "times"]),
    ("wrong line", REPAIRS, replacing("line = 195", "line = 5"), ["line 5", "is in line 195"]),
    ("no such line", REPAIRS, replacing("line = 195", "line = 999"), ["line 999", "281 lines"]),
    ("not needed", REPAIRS, adding(UNNEEDED), ["paragraph of line 6", "not needed"]),
    ("wrong count", REPAIRS, replacing("space = 611", "space = 610"), ["space = 611", "610"]),
    ("unknown rule", REPAIRS, replacing("space = 611", "spice = 611"), ["'spice'", "full-width"]),
    ("unknown kind", REPAIRS, replacing('"split"\nline', '"slip"\nline'), ["slip", "repair"]),
    ("unknown key", REPAIRS, replacing("line = 163", "lime = 163"), ["lime", "repair"]),
    ("wrong type", REPAIRS, replacing("line = 163", 'line = "163"'), ["int", "repair"]),
    ("broken TOML", REPAIRS, adding("[[repair"), ["not valid TOML", "line"]),
    ("broken terms", TERMS, adding("term = ["), ["not valid TOML", "line"]),
    ("unknown term key", TERMS, replacing('type = "brand"', 'kind = "brand"'), ["kind"]),
    ("term twice", TERMS, replacing('"haier-cosmoplat"', '"cahec"'), ["'cahec'", "twice"]),
    ("unknown key of the plan", "source/plan.toml", replacing("issuer =", "isuer ="), ["isuer"]),
    ("broken PO", MEMORY, adding("msgid 一\nmsgstr"), ["not a valid PO file"]),
    ("PO entry twice", MEMORY, adding(TWICE), [f"{MEMORY}:", "twice"]),
    ("unknown state", MEMORY, replacing("# state: reviewed", "# state: done"), ["'done'"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "change", "parts"), [c[1:] for c in DECLARED], ids=[c[0] for c in DECLARED]
)
def test_wrong_declarations(
    project: Path, capsys: pytest.CaptureFixture[str], file: str, change: Change, parts: list[str]
) -> None:
    path = project / file
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    said = complaint(project, capsys)
    assert file in said or PLAN_FILE in said
    assert [part for part in parts if part not in said] == []


@pytest.mark.parametrize("file", FILES)
def test_a_missing_source_file(
    project: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    (project / file).unlink()
    said = complaint(project, capsys)
    fault = (
        "is no project: there is no" if file == DESCRIPTION_FILE else f"{file}: cannot be read: No"
    )
    assert fault in said
    assert "--root" in said


@pytest.mark.parametrize(
    "verb",
    [
        ["repair"], ["repair", "--accept", "all"], ["repair", "--list", "space"], ["convert"],
        ["convert", "--check"], ["check"], ["export"], ["figures", "--propose"],
        ["translate", "--dry-run"], ["books"], ["site"], ["verify"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["source", ".."])
def test_no_project_is_one_message_that_says_where_one_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: list[str], folder: str
) -> None:
    edition = tiny_project(tmp_path / "edition")
    inside = edition.joinpath(folder).resolve()
    assert main(["--root", str(inside), *verb]) == 1
    said = capsys.readouterr().err
    assert f"{inside}: is no project: there is no source/plan.toml" in said
    assert f"run it in {edition};" in said
    assert "1 problem; nothing was written" in said


@pytest.mark.parametrize("file", [one for one in FILES if one != PLAN_FILE])
def test_a_declaration_in_another_encoding(
    project: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    text = (project / file).read_text("utf-8")
    (project / file).write_bytes(text.encode("gb18030"))
    said = complaint(project, capsys)
    assert file in said
    assert "save the file as UTF-8" in said


def test_all_missing_files_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = [file for file in FILES if file != DESCRIPTION_FILE]
    for file in gone:
        (project / file).unlink()
    said = complaint(project, capsys)
    assert [file for file in gone if file not in said] == []
