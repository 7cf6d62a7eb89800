"""Documents that are no plans: everything that readers see calls them what they are."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from zipfile import ZipFile

import msgspec
import pytest
from pypdf import PdfReader

from building import made_once
from planbook.begin.identity import document_of, identity_of
from planbook.books.downloads import EBOOKS, PDFS
from planbook.books.epub.book import as_epub, chapter_pages
from planbook.books.epub.model import ebook_of
from planbook.books.pdf.content import book_of
from planbook.books.sheet import Fonts
from planbook.checks.kit import Kit, Unit
from planbook.checks.rules import BY_CODE
from planbook.cli import main
from planbook.commands.export import exports
from planbook.description import Description, Document
from planbook.locales import LOCALES
from planbook.pictures.charts import glance
from planbook.pipeline import conversion_of
from planbook.site.finish import llms
from planbook.sources import DESCRIPTION_FILE
from planbook.statements.places import Glance
from planbook.words import words_for

REPORT = """\
政府工作报告
——2026年1月20日在江州市第十八届人民代表大会第五次会议上
各位代表：
现在，我代表市人民政府，向大会报告工作。
一、2025年工作回顾
过去一年，全市经济运行平稳。地区生产总值达到1200亿元，增长5.5%。
（一）产业发展提质
新增企业300家。
二、2026年工作安排
地区生产总值增长5%左右。
（一）推动产业升级
实施重点项目50个。
"""
OPINIONS = """\
临江县人民政府关于加快养老服务发展的实施意见
（2024—2027年）
为加快养老服务发展，提出以下意见。
一、总体要求
到2027年，建成社区养老服务站40个。
二、重点任务
（一）完善设施
新增护理床位500张。
"""
OTHERS: dict[Document, str] = {"report": REPORT, "opinions": OPINIONS}
FILES = re.compile(
    r"plan\.(?:zh|en)\.(?:txt|po|akn\.xml)|plan\.(?:toml|json|tmx|css|js)|\bplan/|plan-glance|\bis-plan\b"
)
"""Names of files and folders, which are the same for every document."""
CALLED = re.compile(r"\b[Pp]lan(?:s|ned)?\b|规划|規劃")
SHOWN = re.compile(r'>([^<]+)<|(?:title|alt|aria-label|content|placeholder|data-\w+)="([^"]+)"')
"""What a page shows or says, in its markup."""


def new(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "text.txt"
    file.write_text(text, "utf-8")
    assert main(["new", str(folder / "edition"), "--from", str(file)]) == 0
    return folder / "edition"


def misnamed(text: str) -> list[str]:
    """Where a text calls the document a plan."""
    bare = FILES.sub("", text)
    return [bare[max(0, one.start() - 30) : one.end() + 30] for one in CALLED.finditer(bare)]


@pytest.mark.parametrize(
    ("title", "document"),
    [
        ("江州市临江区国民经济和社会发展第十五个五年规划纲要", "plan"),
        ("临江县旅游业发展规划（2024—2028年）", "plan"),
        ("临江县人民政府关于印发《临江县旅游业发展规划》的通知", "plan"),
        ("临江县养老服务三年行动计划（2024—2026年）", "action-plan"),
        ("江州市国民经济和社会发展第十个五年计划", "plan"),
        ("江州市“十五”计划", "plan"),
        ("临江县数字经济发展行动方案（试行）", "program"),
        ("江州市政府工作报告", "report"),
        ("关于临江县“十四五”规划实施情况的报告", "report"),
        ("临江县人民政府关于加快养老服务发展的实施意见", "opinions"),
        ("江州市户外广告管理办法", "measures"),
        ("中共江州市委关于全面深化改革的决定", "decision"),
        ("关于促进临江县民营经济发展的若干措施", "document"),
        ("中共江州市委关于制定江州市“十五五”规划的建议", "recommendations"),
        ("屏东县政府101年度施政计划目标与重点及衡量指标", "action-plan"),
        ("临江县人民政府关于做好规划编制工作的通知", "document"),
    ],
)
def test_the_title_says_what_kind_of_document_it_is(title: str, document: Document) -> None:
    assert document_of(title) == document


def test_a_report_on_a_plan_has_not_its_period() -> None:
    title = "关于临江县“十四五”规划实施情况的报告"
    found = identity_of(f"{title}\n一、情况\n", title)
    assert (found.ordinal, found.begins, found.ends) == (0, 0, 0)


def test_what_the_title_does_not_say_is_marked_as_a_guess(tmp_path: Path) -> None:
    text = OPINIONS.replace("实施意见", "若干措施").replace("以下意见", "以下措施")
    for number, (one, guessed) in enumerate(((OPINIONS, False), (text, True))):
        made = new(tmp_path / str(number), one) / DESCRIPTION_FILE
        plan = msgspec.convert(tomllib.loads(made.read_text("utf-8")), Description)
        assert ("document" in plan.guessed) is guessed


@pytest.mark.parametrize("document", get_args(Document))
def test_no_word_calls_another_document_a_plan(document: Document) -> None:
    if document in ("plan", "action-plan"):
        return
    for said in words_for(document).values():
        texts = (text for subject in said.subjects.values() for text in subject.values())
        assert [found for one in texts for found in misnamed(one)] == []


@pytest.mark.parametrize("document", OTHERS)
def test_nothing_made_of_another_document_calls_it_a_plan(
    document: Document, tmp_path: Path
) -> None:
    """Pages, data, e-books, the content of PDFs, and what a person gets to read in the project."""
    folder = new(tmp_path, OTHERS[document])
    conversion = conversion_of(folder)
    assert conversion.sources.description.document == document
    texts = {**conversion.pages, **exports(conversion)}
    texts["README.md"] = (folder / "README.md").read_text("utf-8")
    for kind in EBOOKS:
        book = ebook_of(kind, conversion.readings, conversion.sources)
        file = tmp_path / f"{kind}.epub"
        file.write_bytes(as_epub(book, conversion.tied, b""))
        texts |= dict(chapters(file))
    for kind in PDFS:
        pdf = book_of(kind, conversion.tied, conversion.readings, conversion.sources)
        texts[kind] = msgspec.json.encode(pdf).decode()
    assert {name: found for name, text in texts.items() if (found := misnamed(text))} == {}


def chapters(file: Path) -> Iterator[tuple[str, str]]:
    """The text of every page of an e-book."""
    with ZipFile(file) as whole:
        for name in whole.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx")):
                yield f"{file.name} {name}", whole.read(name).decode()


@pytest.mark.parametrize(
    ("document", "en", "zh"),
    [
        (
            "report",
            ("The report is for 2026.", '"The report"'),
            ("报告所标年份为2026年。", "报告为官方文件"),
        ),
        (
            "opinions",
            ("The document is for 2024–2027.", '"The opinions"', "The original is an official"),
            ("意见所标年份为2024—2027年。", "意见为官方文件"),
        ),
    ],
)
def test_it_is_called_what_it_is(
    document: Document, en: tuple[str, ...], zh: tuple[str, ...], tmp_path: Path
) -> None:
    pages = conversion_of(new(tmp_path, OTHERS[document])).pages
    for locale, wanted in (("en", en), ("zh", zh)):
        said = pages[f"{locale}/about.md"] + json.dumps(
            json.loads(pages["nav.json"])["languages"][locale], ensure_ascii=False
        )
        assert [one for one in wanted if one not in said] == []


ARTICLES = """\
临江县供水管理办法
第一条　为了保障供水，制定本办法。
第二条　供水企业应当安全供水。
第三条　本办法自2026年1月1日起施行。
附件
水质指标
指标见国家标准。
"""


def test_a_text_of_articles_has_articles_and_no_chapters(tmp_path: Path) -> None:
    root = new(tmp_path, ARTICLES)
    assert main(["--root", str(root), "convert"]) == 0
    pages = [root / "docs" / one for one in ("zh/index.md", "en/index.md", "en/translation.md")]
    zh, en, table = (one.read_text("utf-8") for one in pages)
    assert "全文三条。" in zh
    assert "## 各条 " in zh
    assert "Three articles in Chinese." in en
    assert "## Articles " in en
    assert "| Article |" in table
    assert not re.search("三章|各章|[Cc]hapters ", zh + en)
    assert "- [第二条](plan/ch2/index.md) 供水企业应当安全供水。" in zh
    assert '- [第二条](plan/ch2/index.md) <span lang="zh">供水企业应当安全供水。</span>' in en
    contents = (root / "docs/zh/plan/index.md").read_text("utf-8")
    assert "- [第三条](ch3/index.md) 本办法自2026年1月1日起施行。" in contents


NAMING = """\
临江县供水管理办法
第一条　为了保障供水，制定本办法。
第二条　违反本办法第一条、第三条和《水法》第一条、水法第三条规定的，责令改正。依照第三章处罚。
第三条　本办法自2026年1月1日起施行。
"""


def test_the_first_sentence_of_an_article_heads_nothing(tmp_path: Path) -> None:
    text = "临江县供水办法\n第一章　总则\n第一条　供水应当安全。县水利局负责监督。\n第二条　用户应当节水。违者受罚。\n"
    made = conversion_of(new(tmp_path, text))
    assert [one.has_lead for one in made.outline.paragraphs()] == [False, False, False]


@pytest.mark.parametrize("text", [NAMING, NAMING.replace("第一条　为", "第一章　总则\n第一条　为")])
def test_an_article_that_the_text_names_is_linked(tmp_path: Path, text: str) -> None:
    reading = conversion_of(new(tmp_path, text)).readings["zh"]
    named = [(run.text, run.passage) for one in reading.naming for run in one.runs if run.passage]
    first, third = ("1.0.0.1", "1.0.0.3") if "章　" in text else ("1", "3")
    assert named == [("第一条", first), ("第三条", third)]


def test_articles_open_no_page_of_a_book(tmp_path: Path) -> None:
    made = conversion_of(new(tmp_path, ARTICLES))
    pdf = book_of("zh", made.tied, made.readings, made.sources)
    headings = [(one.kind, one.reference) for one in pdf.blocks if one.depth]
    assert headings == [("article", "1"), ("article", "2"), ("article", "3"), ("chapter", "a1")]
    assert "条.节.目.段" in str(pdf.imprint)
    ebook = ebook_of("zh", made.readings, made.sources)
    pages = dict(chapter_pages(ebook))
    assert list(pages) == ["ch1.xhtml", "a1.xhtml"]
    assert pages["ch1.xhtml"].count('class="article"') == 3
    assert "doc-chapter" in pages["a1.xhtml"]


def test_a_site_says_how_to_cite_an_article(tmp_path: Path) -> None:
    made = conversion_of(new(tmp_path, ARTICLES))
    said = llms(made, {one: {"nav": []} for one in LOCALES}, "")
    assert "8.0.0.2 is article 8, paragraph 2" in said
    assert "8.0.0.2即第八条第2段" in said
    assert not re.search("第二章|chapter", said)
    drawn = glance(made.readings["zh"], "guide.md", Glance())
    assert "供水企业应当安全供水。" in drawn.svg
    assert "各章" not in drawn.svg


def test_nothing_is_denied_of_the_whole_document(tmp_path: Path) -> None:
    plan = conversion_of(new(tmp_path, REPORT)).sources.description
    denied = Unit("报告没有外资数额。", "The report has no amounts.", file="source/guide.toml")
    found = tuple(BY_CODE["M06"].judge(denied, Kit((), plan=plan)))
    assert found == ("“没有” is said of the report", "“has no” is said of the report")


@pytest.fixture(scope="module", params=OTHERS)
def site(request: pytest.FixtureRequest, fonts: Fonts) -> Path:
    """The site of another document, with its books."""
    assert fonts.folders, "no fonts for the books: run `make test`, which installs them"

    def make(folder: Path) -> None:
        edition = new(folder, OTHERS[request.param])
        command = [sys.executable, "-m", "planbook", "--root", str(edition), "site"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr

    return made_once(f"kind-{request.param}", make) / "edition/site"


def test_no_page_of_its_site_calls_it_a_plan(site: Path) -> None:
    pages = [*site.rglob("*.html"), *site.rglob("*.txt"), *site.rglob("*.svg")]
    assert len(pages) > 30
    found = {path.name: misnamed(" ".join(shown(path))) for path in pages}
    assert {name: where for name, where in found.items() if where} == {}


def shown(page: Path) -> Iterator[str]:
    text = page.read_text("utf-8")
    if page.suffix != ".html":
        yield text
    for inside, said in SHOWN.findall(
        re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)
    ):
        yield inside or said


def test_no_book_of_its_site_calls_it_a_plan(site: Path) -> None:
    for path in (site / "downloads").glob("*.pdf"):
        pdf = PdfReader(path)
        text = "".join(page.extract_text() for page in pdf.pages) + str(pdf.metadata)
        assert misnamed(text.replace("\n", "")) == [], path.name
    for path in (site / "downloads").glob("*.epub"):
        assert [found for _, text in chapters(path) for found in misnamed(text)] == []
