"""`take` and `new`: a document in several files becomes one text, in the order in which they are given."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from documents import docx, p
from planbook.begin.together import joined, taken_together
from planbook.cli import main
from planbook.problems import Problems
from planbook.sources import DESCRIPTION_FILE
from planbook.structure.styles import FILE as SIDECAR
from planbook.structure.styles import Original
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.script import to_traditional

TITLE = "临江区国民经济和社会发展第十五个五年规划纲要"
HEAD = '<w:outlineLvl w:val="0"/>'
FIRST = docx(
    p(TITLE) + p("第一章 发展环境", HEAD) + p("过去五年，全区经济总量由320亿元增加到455亿元。")
)
SECOND = docx(p("第二章 重点任务", HEAD) + p("建设三个产业园，引进企业120家。"))
ANNEX = "附件：重点项目表\n序号\t项目\t投资\n1\t江心大桥\t12\n"
SIMPLIFIED = "第三章 保障措施\n加强组织领导，完善实施机制。\n"


def taken(*files: tuple[str, bytes]) -> tuple[str, tuple[tuple[int, str], ...]]:
    whole = joined(taken_together(files))
    return whole.text, tuple((one.line, one.text) for one in whole.headings)


def test_the_files_follow_each_other_with_their_headings() -> None:
    files = ("上篇.docx", FIRST), ("下篇.docx", SECOND), ("附件.txt", ANNEX.encode())
    text, headings = taken(*files)
    assert text.splitlines() == [
        TITLE, "第一章 发展环境", "过去五年，全区经济总量由320亿元增加到455亿元。",
        "第二章 重点任务", "建设三个产业园，引进企业120家。",
        "附件：重点项目表", "序号\t项目\t投资", "1\t江心大桥\t12",
    ]  # fmt: skip
    assert headings == ((2, "第一章 发展环境"), (4, "第二章 重点任务"))


def test_the_emphasized_beginnings_of_lines_follow_their_files() -> None:
    first = f"# {TITLE}\n\n（一）**加快发展。**全区经济总量由320亿元增加到455亿元。\n"
    second = f"# {TITLE}\n\n**（二）改善民生。**新建学校三所，改造医院两家。\n"
    whole = joined(taken_together([("上.md", first.encode()), ("下.md", second.encode())]))
    assert [(one.line, one.text) for one in whole.leads] == [
        (3, "（一）加快发展。"), (5, "（二）改善民生。"),
    ]  # fmt: skip


def test_the_marked_heads_of_tables_follow_their_files() -> None:
    title = f"<h1>{TITLE}</h1>"
    rows = "".join(f"<tr><th>{one}<td>{one}</tr>" for one in "甲乙丙")
    pages = (
        f"<html><body>{title}<h2>{name}</h2><p>{'全区经济总量增加。' * 20}</p><table>{rows}</table></body></html>"
        for name in ("第一章 环境", "第二章 任务")
    )
    whole = joined(taken_together([(f"{n}.html", one.encode()) for n, one in enumerate(pages)]))
    lines = whole.text.splitlines()
    assert [(lines[one.line - 1], one.rows) for one in whole.tables] == [("甲\t甲", 0)] * 2
    assert whole.tables[0].line < whole.tables[1].line


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("甲\t1\n", "乙\t2\n", "甲\t1\n\n乙\t2\n"),
        ("甲。\n", "乙\t2\n", "甲。\n乙\t2\n"),
        ("甲。\n\f乙。\n", "丙。\n", "甲。\n\f乙。\n\f丙。\n"),
        ("甲\t1\n", "\f乙\t2\n", "甲\t1\n\n\f乙\t2\n"),
    ],
    ids=["a table below a table", "a table below text", "pages", "a table on a page"],
)
def test_what_is_between_two_files(first: str, second: str, text: str) -> None:
    def told(text: str) -> str:
        """So much text that it is Chinese."""
        return text.replace("甲", "甲项目建设投资").replace("乙", "乙项目").replace("丙", "丙项目")

    assert taken(("1.txt", told(first).encode()), ("2.txt", told(second).encode()))[0] == told(text)


HALVES = "　　建设三个产业园，引进企业120家，推动产业联动发展。\n"


@pytest.mark.parametrize(
    ("head", "again"),
    [
        (f"{TITLE}\n", f"{TITLE}\n"),
        (f"{TITLE}（上）\n", f"{TITLE}（下）\n"),
        (f"{TITLE}上篇\n", f"{TITLE}下篇\n"),
        (f"{TITLE}\n（上篇）\n", f"{TITLE}\n（下篇）\n"),
        (f"{TITLE}\n（上篇）\n", "（下篇）\n"),
        (f"临江区人民政府\n{TITLE}\n2026年3月\n", f"临江区人民政府\n{TITLE}（续）\n"),
    ],
)
def test_a_title_that_comes_again_is_left_out(head: str, again: str) -> None:
    first, second = f"{head}第一章 环境\n{HALVES}", f"{again}第二章 任务\n{HALVES}"
    whole = joined(taken_together([("1.txt", first.encode()), ("2.txt", second.encode())]))
    assert whole.text == f"{first}第二章 任务\n{HALVES}"
    assert [f"{one.text}" for one in whole.left] == again.splitlines(keepends=True)
    assert whole.warnings == ()


def test_a_file_that_goes_on_in_the_midst_of_a_text_is_to_be_looked_at() -> None:
    first = f"{TITLE}\n第一章 环境\n{HALVES}"
    rest = "加强保障。\n第二章 任务\n　　扩大开放。\n"
    whole = joined(taken_together([("1.txt", first.encode()), ("2.txt", rest.encode())]))
    assert whole.warnings == (
        "2.txt begins with 「加强保障。」: see if that goes on where 1.txt ends",
    )


def test_each_line_is_a_paragraph_only_where_every_file_says_so() -> None:
    word, html = "DOCX document", "HTML page"
    assert Original(kind=f"{word} + {html}").has_paragraphs
    assert not Original(kind=f"{word} + plain text").has_paragraphs


def converted(text: str) -> str:
    return to_traditional({}).convert(text)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([("a.docx", FIRST), ("b.docx", FIRST)], "b.docx: is the same file as a.docx"),
        (
            [("a.docx", SECOND), ("b.txt", "第二章 重点任务\n建设三个产业园，引进企业120家。\n".encode())],
            "b.txt: has the same text as a.docx",
        ),
        (
            [("a.txt", converted(SIMPLIFIED * 2).encode()), ("b.txt", SIMPLIFIED.encode())],
            "b.txt: is in Simplified characters, and a.txt in Traditional ones",
        ),
        (
            [("a.txt", SIMPLIFIED.encode()), ("b.txt", converted(SIMPLIFIED).encode())],
            "a.txt: is in Simplified characters, and b.txt in Traditional ones",
        ),
    ],
)  # fmt: skip
def test_files_that_do_not_fit_are_refused(files: list[tuple[str, bytes]], message: str) -> None:
    with pytest.raises(Problems) as problems:
        taken_together(files)
    assert [f"{one.file}: {one.found}" for one in problems.value.problems] == [message]


def test_a_few_words_are_of_either_script() -> None:
    few = "表1　人口\n年\t人\n2025\t300\n"
    assert (
        len(taken_together([("a.txt", converted(SIMPLIFIED).encode()), ("b.txt", few.encode())]))
        == 2
    )


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    made = {"上篇.docx": FIRST, "下篇.docx": SECOND, "附件.txt": ANNEX.encode()}
    for name, raw in made.items():
        (tmp_path / name).write_bytes(raw)
    return [str(tmp_path / name) for name in made]


def test_each_file_is_recorded_and_reported(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path), "take", *files]) == 0
    account = tomllib.loads((tmp_path / SIDECAR).read_text("utf-8"))
    assert account["kind"] == "DOCX document + plain text"
    assert [(one["file"], one["kind"], one["line"]) for one in account["files"]] == [
        ("上篇.docx", "DOCX document", 1),
        ("下篇.docx", "DOCX document", 4),
        ("附件.txt", "plain text", 6),
    ]
    hashes = [hashlib.sha256(Path(one).read_bytes()).hexdigest() for one in files]
    assert [one["sha256"] for one in account["files"]] == hashes
    said = capsys.readouterr().out
    assert "took      下篇.docx: DOCX document" in said
    assert "source/plan.zh.txt from line 4: 2 lines" in said
    assert "in all    source/plan.zh.txt: 8 lines from 3 files" in said
    assert "it may not be the whole document" not in said


def test_a_project_begins_from_several_files(files: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    given = [word for one in files for word in ("--from", one)]
    assert main(["new", str(folder), *given]) == 0
    assert (folder / PLAN_FILE).read_text("utf-8").startswith(f"{TITLE}\n第一章")
    said = (folder / DESCRIPTION_FILE).read_text("utf-8")
    assert "was taken from the files “上篇.docx” (SHA-256: " in said
    assert "依次取自文件“上篇.docx”（SHA-256：" in said
    assert main(["--root", str(folder), "convert"]) == 0
    assert "江心大桥" in "".join(
        one.read_text("utf-8") for one in (folder / "docs/zh").rglob("*.md")
    )


def test_every_address_is_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    addresses = ["https://a.example/1.html", "https://a.example/2.html"]
    assert main(["--root", str(tmp_path), "take", *addresses]) == 1
    assert capsys.readouterr().err.count("is an address") == 2
