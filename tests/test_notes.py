"""Notes of the original: units of their own, tied to where the text refers to them, and never lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest

from planbook.addresses import page_of as address
from planbook.books.epub.book import as_epub
from planbook.books.epub.model import ebook_of
from planbook.books.epub.package import cover_png
from planbook.books.pdf.book import typeset
from planbook.books.pdf.content import book_of
from planbook.books.sheet import Fonts
from planbook.cli import main
from planbook.export.plan import as_json
from planbook.laws import all_words, owned_once
from planbook.locales import LOCALES
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.search.documents import passages
from planbook.sources import FILES, read_sources
from planbook.store import read_files
from planbook.text.answers import accepted
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.translation.memory import FILE as MEMORY_FILE
from printed import lines_of
from projects import tiny_project

PLAN = """\
第一章 总则
到本期末，强度¹下降25²。占地300平方米²。
　　¹按2025年口径
　　²不含港区。
表1 指标
名称¹\t值
人口\t12
　　¹年末数。
第二章 保障
加强保障[i]。
　　[i]见《办法》。
"""
ENGLISH = {
    "到本期末，强度下降25。": "By the end of the period, the intensity will fall by 25.",
    "按2025年口径": "As defined in 2025.",
}
ZH = """\
到本期末，强度[¹](#p-1-0-0-2 "原注¹")下降25[²](#p-1-0-0-3 "原注²")。
占地300平方米²。
{: #p-1-0-0-1 }

<small>[¹](#p-1-0-0-1 "1.0.0.1.1")按2025年口径</small>
{: #p-1-0-0-2 }
"""
EN = """\
By the end of the period, the intensity will fall by 25.[¹](#p-1-0-0-2 "Note ¹ of the original"),[²](#p-1-0-0-3 "Note ² of the original")
<span lang="zh">占地300平方米²。</span>
{: #p-1-0-0-1 }

<small>[¹](#p-1-0-0-1 "1.0.0.1.1")As defined in 2025.</small>
{: #p-1-0-0-2 }
"""

TITLES = """\
第一篇 总则①
第一章 形势②
第一节 环境③
　　推进“五个中心”2建设，打造一带1。
①总则自批准之日起实行。
②形势按年末数。
③环境见第二篇。
第二篇 保障
第二章 组织
加强组织。
附件 名词解释
1.一带：指沿江经济带。
2.五个中心：指经济等五个中心。
"""
"""Marks in headings of all levels, and numbers that are glued to the terms of an annex."""

LEADING = 15
"""Less than the distance of two lines."""


def project(folder: Path, plan: str) -> Path:
    """A project with this plan, whose indents are recorded as edits."""
    root = tiny_project(folder, plan)
    blanks = plan.count("\u3000") + len(re.findall(r"^表\d ", plan, re.MULTILINE))
    (root / REPAIRS_FILE).write_text(f"[mechanical]\nspace = {blanks}\n", "utf-8")
    return root


def run(root: Path) -> Conversion:
    return Conversion(read_sources(read_files(root, FILES)))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("notes"), PLAN)
    with (root / MEMORY_FILE).open("a", encoding="utf-8") as memory:
        for zh, en in ENGLISH.items():
            memory.write(f'\n# state: translated\nmsgid "{zh}"\nmsgstr "{en}"\n')
    return root


@pytest.fixture(scope="module")
def made(root: Path) -> Conversion:
    return run(root)


def test_a_note_is_linked_both_ways_on_the_pages(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(root), "convert"]) == 0, capsys.readouterr().err
    chinese, english = (
        (root / "docs" / one / "plan/ch1/index.md").read_text("utf-8") for one in LOCALES
    )
    assert ZH in chinese
    assert EN in english
    assert '| 名称[¹](#p-1-0-0-6 "原注¹") {: #p-1-0-0-5 } | 值 |' in chinese


def test_no_unit_and_no_word_to_search_for_has_a_mark(made: Conversion) -> None:
    units = [one.text for one in made.outline.units()]
    assert {*ENGLISH, "名称", "年末数。", "加强保障。", "见《办法》。"} <= {*units}
    found = {one.reference: one for one in passages(made.readings)}
    assert found["1.0.0.1"].zh == "到本期末，强度下降25。占地300平方米²。"
    assert found["1.0.0.1"].en.startswith(
        "By the end of the period, the intensity will fall by 25. "
    )


def test_every_mark_belongs_to_one_node(made: Conversion) -> None:
    assert list(owned_once(made.repaired, made.outline)) == []
    written = "".join(one.written for one in made.outline.sentences())
    assert [written.count(mark) for mark in ("¹", "²", "[i]")] == [2, 2, 1]


def test_the_data_say_what_a_note_explains(made: Conversion) -> None:
    content = json.loads(as_json(made.readings))
    found = {one["reference"]: one for one in content["passages"]}
    assert found["1.0.0.2"]["zh"] == ["¹按2025年口径"]
    notes = {key: one["note_on"] for key, one in found.items() if "note_on" in one}
    assert notes == {
        "1.0.0.2": "1.0.0.1.1", "1.0.0.3": "1.0.0.1.1", "1.0.0.6": "1.0.0.5.1", "2.0.0.2": "2.0.0.1.1",
    }  # fmt: skip


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("titles"), TITLES)
    answer = '[[family]]\nmark = "1."\nreads = "item"\nline = 1\nwhy = { zh = "甲", en = "A" }\n'
    file = root / REPAIRS_FILE
    file.write_text(accepted(file.read_text("utf-8"), ["[mechanical]\nspace = 2", answer]), "utf-8")
    return root


def test_marks_in_headings_are_links_there_and_nowhere_else(
    titled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(titled), "convert"]) == 0, capsys.readouterr().err
    chapter, section, contents = (
        (titled / "docs/zh/plan" / one).read_text("utf-8")
        for one in ("ch1/index.md", "ch1/s1.md", "index.md")
    )
    assert '**第一篇 总则[①](s1.md#p-1-1-0-2 "原注①")**' in chapter
    assert '# 第一章 形势[②](s1.md#p-1-1-0-3 "原注②") {#s-1-0-0 ' in chapter
    assert '# 第一节 环境[③](#p-1-1-0-4 "原注③") {#s-1-1-0 ' in section
    assert "- [第一节 环境](ch1/s1.md)" in contents
    assert "①" not in contents
    assert 'title: "第一章 形势"' in chapter
    assert '<small>[②](index.md#s-1-0-0 "1 形势")形势按年末数。</small>' in section
    made = run(titled)
    assert list(owned_once(made.repaired, made.outline)) == []
    pages = {
        str(p.relative_to(titled / "docs")): p.read_text("utf-8")
        for p in (titled / "docs/zh").rglob("*.md")
    }
    page_of = {one.reference: f"zh/{address(one.reference)}" for one in made.outline.blocks()}
    assert list(all_words(pages, made.outline, page_of)) == []


def test_a_number_that_an_annex_explains_is_raised_and_leads_there(titled: Path) -> None:
    found = {one.reference: one for one in run(titled).outline.sentences()}
    assert found["1.1.0.1.1"].text == "推进“五个中心”建设，打造一带。"
    assert main(["--root", str(titled), "convert"]) == 0
    section, annex = (
        (titled / "docs/zh/plan" / one).read_text("utf-8") for one in ("ch1/s1.md", "a1/index.md")
    )
    assert '推进“五个中心”<sup>[2](../a1/index.md#p-a1-0-0-2 "a1.0.0.2")</sup>建设' in section
    assert '[1.](../ch1/s1.md#p-1-1-0-1 "1.1.0.1.1")一带：' in annex


@pytest.mark.parametrize(
    ("kind", "text", "note"),
    [
        ("zh", "到本期末", "¹按2025年口径"), ("en", "Bytheend", "¹Asdefinedin2025."),
        ("zh-en", "到本期末", "¹按2025年口径"), ("zh-Hant", "到本期末", "¹按2025年口徑"),
    ],
)  # fmt: skip
def test_a_pdf_links_mark_and_note(
    kind: str, text: str, note: str, made: Conversion, fonts: Fonts
) -> None:
    raw = typeset(book_of(kind, made.tied, made.readings, made.sources), fonts)
    pages = pikepdf.open(BytesIO(raw)).pages
    led = [to for page in pages for mark, to in led_to(page) if mark == "¹"]
    assert any(one.startswith(note) for one in led)
    assert any(one.startswith(text) for one in led)


def led_to(page: Any) -> Iterator[tuple[str, str]]:
    """The text of each link within a page, with each line, in any column, that it leads to."""
    lines = lines_of(page)
    for link in page.get("/Annots", []):
        target = link.get("/Dest")
        if not isinstance(target, pikepdf.Array) or target[0].objgen != page.objgen:
            continue
        left, low, right, high = map(float, link.Rect)
        glyphs = [glyph for line in lines for glyph in line.glyphs if low < glyph.base < high]
        said = "".join(one.text for one in glyphs if left - 1 < one.left and one.right < right + 1)
        below = (one for one in lines if 0 < float(target[3]) - one.base < LEADING)
        yield from ((said, one.text.replace(" ", "")) for one in below)


@pytest.mark.parametrize("kind", ["zh", "zh-en"])
def test_an_ebook_links_mark_and_note(
    kind: str,
    made: Conversion,
    fonts: Fonts,
    epubcheck: Callable[[Path], list[str]],
    tmp_path: Path,
) -> None:
    book = ebook_of(kind, made.readings, made.sources)
    cover = cover_png(book, fonts)
    raw = as_epub(book, made.tied, cover)
    (tmp_path / "book.epub").write_bytes(raw)
    assert epubcheck(tmp_path / "book.epub") == []
    page = ZipFile(BytesIO(raw)).read("EPUB/ch1.xhtml").decode()
    assert '强度<a href="ch1.xhtml#p-1-0-0-2" class="passage">¹</a>下降25' in page
    assert '<small><a href="ch1.xhtml#p-1-0-0-1" class="passage">¹</a>按2025年口径</small>' in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("强度¹下降。", ["「¹」 in 「强度¹下降。」 has no note"]),
        ("强度下降。\n　　¹口径。", ["the note 「¹」"]),
        ("强度¹下降。\n　　²口径。", ["「¹」 in 「强度¹下降。」 has no note", "the note 「²」"]),
        ("占地300千米²。\n　　²口径。", ["the note 「²」, unless 「占地300千米²」 does"]),
        (
            "全长5268公里¹，占地300平方公里²，其中20km²为林地，12km⁴和9米¹²。",
            ["「¹」 in", "「⁴」 in", "「¹²」 in"],
        ),
        ("全长5268公里¹，占地30平方公里²，其中20km²为林地。\n　　¹口径。\n　　²口径。", []),
        ("强度①下降，产值②增加。\n　　①口径。\n乙。", ["「②」 in"]),
        ("任务［1］。", ["「［1］」 in 「任务［1］。」 has no note"]),
        ("任务包括：①建园区；②修道路。执行国发〔25〕3号文。", []),
        ("占地300千米²，约10⁴亩，密度10⁻³。", []),
        ("选项[x]有效。", []),
        ("甲项[i]增加。\n乙项[i]增加。\n　　[i]口径。", []),
        ("甲[i]和乙[ii]。\n　　[i]口径。", ["「[ii]」 in"]),
        ("增加25¹。", ["「¹」 in 「增加25¹。」 has no note"]),
    ],
)
def test_what_has_no_counterpart_is_asked(text: str, found: list[str], tmp_path: Path) -> None:
    """The answers offered settle it, and the pages then say what is lost."""
    root = project(tmp_path, f"第一章 总则\n{text}\n")
    if not found:
        assert run(root).outline
        return
    with pytest.raises(Problems) as asked:
        _ = run(root).outline
    problems = asked.value.problems
    assert len(problems) == len(found)
    assert all(part in one.found for part, one in zip(found, problems, strict=True))
    file = root / REPAIRS_FILE
    answers = [one.answers[0] for one in problems]
    file.write_text(accepted(file.read_text("utf-8"), answers), "utf-8")
    assert main(["--root", str(root), "convert"]) == 0
    page = (root / "docs/zh/plan/ch1/index.md").read_text("utf-8")
    assert page.count("所据文本此处有注释") == len(found)
