"""篇 above chapters that count on: on pages, in the navigation, and in e-books."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from posixpath import basename
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader

from planbook.books.epub.book import as_epub
from planbook.books.epub.model import ebook_of
from planbook.export.plan import as_json
from planbook.pipeline import Conversion
from planbook.reading.read import passages_of
from planbook.site.parallel import trail, with_parallel
from planbook.sources import FILES, read_sources
from planbook.store import read_files
from planbook.translation.join import coverage
from planbook.words import WORDS
from projects import ROOT, tiny_project

TEXT = """\
某区规划纲要
第一篇 兴业
本篇说明产业。
第一章 工业
第一节 机械
做强机械。
第二章 农业
种植粮食。
第二篇 惠民
第三章 教育
办好学校。
附件：项目名单
修桥铺路。
"""


def made(folder: Path, text: str = TEXT) -> Conversion:
    return Conversion(read_sources(read_files(tiny_project(folder, text), FILES)))


def test_the_contents_and_the_navigation_show_parts_above_chapters(tmp_path: Path) -> None:
    pages = made(tmp_path).pages
    headings = re.findall(r"^#{2,} \[(.*?)\]", pages["zh/plan/index.md"], re.MULTILINE)
    assert headings == [
        "第一篇 兴业", "第一章 工业", "第二章 农业", "第二篇 惠民", "第三章 教育", "附件：项目名单",
    ]  # fmt: skip
    nav = json.loads(pages["nav.json"])["languages"]["zh"]["nav"]
    plan = next(entry["规划全文"] for entry in nav if "规划全文" in entry)
    names = [next(iter(one)) for one in plan[1:]]
    assert names == ["第一篇 兴业", "第二篇 惠民", "附件：项目名单"]
    assert [next(iter(one)) for one in plan[1]["第一篇 兴业"]] == ["第一章 工业", "第二章 农业"]


def test_the_home_page_lists_the_chapters_under_their_parts(tmp_path: Path) -> None:
    home = made(tmp_path).pages["zh/index.md"].partition("{#chapters}")[2]
    listed = re.findall(r"(?m)^( *)- \[?([^\]\n]+)", home)
    assert [(len(indent) // 4, title) for indent, title in listed] == [
        (0, "第一篇 兴业"), (1, "第一章 工业"), (1, "第二章 农业"), (0, "第二篇 惠民"), (1, "第三章 教育"),
        (0, "附件：项目名单"),
    ]  # fmt: skip


def test_the_coverage_names_an_annex(tmp_path: Path) -> None:
    pages = made(tmp_path).pages
    for page, name in (
        ("zh/translation.md", "附件：项目名单"),
        ("en/translation.md", '<span lang="zh">附件：项目名单</span>'),
    ):
        assert f"| {name} | 2 | 2 |" in pages[page]
        assert "| a1 |" not in pages[page]


def test_programs_and_both_views_have_the_titles_of_parts(tmp_path: Path) -> None:
    conversion = made(tmp_path)
    data = json.loads(as_json(conversion.readings))
    part = next(one for one in data["passages"] if one["reference"] == "0.3")
    assert (part["kind"], part["zh"], part["page"]) == (
        "heading", ["第二篇 惠民"], "plan/ch3/index.html",
    )  # fmt: skip
    assert f"#{part['anchor']}" in conversion.pages["zh/plan/ch3/index.md"]
    by_anchor = {one.anchor: one for one in passages_of(conversion.readings)}
    html = f'<p class="part" id="{part["anchor"]}"><strong>Part 2</strong></p>'
    shown = with_parallel(html, by_anchor, "en", WORDS["en"])
    assert re.search(r'<span class="pb-other" lang="zh-Hans"[^>]*>第二篇 惠民</span></p>$', shown)


def test_the_path_of_a_page_names_its_part(tmp_path: Path) -> None:
    reading = made(tmp_path).readings["zh"]
    paths = {
        one: [
            re.sub(r".*?href=.(.*?).>|<.*?>", r"\1 ", each).split() for each in trail(reading, one)
        ]
        for one in ("1.1", "3", "a1")
    }
    assert paths["1.1"][1:] == [
        ["index.html#s-0-1-0", "第一篇", "兴业"], ["index.html", "第一章", "工业"], ["s1.html", "第一节", "机械"],
    ]  # fmt: skip
    assert paths["3"][1:] == [
        ["#s-0-3-0", "第二篇", "惠民"],
        ["index.html", "第三章", "教育"],
    ]
    assert len(paths["a1"]) == 2


def test_the_contents_of_an_e_book_lead_to_parts(tmp_path: Path) -> None:
    conversion = made(tmp_path)
    book = ebook_of("zh", conversion.readings, conversion.sources)
    raw = as_epub(book, conversion.tied, b"")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if "html" in name}
    contents = next(text for name, text in texts.items() if "nav" in name)
    for title in ("第一篇 兴业", "第二篇 惠民"):
        found = re.search(rf'href="([^"#]+)#([^"]+)"[^>]*>(?:<[^>]+>)*{title}', contents)
        assert found, title
        target = next(text for name, text in texts.items() if name.endswith(found[1]))
        assert f'id="{found[2]}"' in target


def test_an_e_book_leads_to_the_text_of_a_part(tmp_path: Path) -> None:
    """So the glossary does, which names the passages with a term."""
    conversion = made(tmp_path, TEXT.replace("说明产业", "推进乡村振兴"))
    book = ebook_of("zh", conversion.readings, conversion.sources)
    with zipfile.ZipFile(io.BytesIO(as_epub(book, conversion.tied, b""))) as archive:
        texts = {
            name: archive.read(f"EPUB/{name}").decode()
            for name in map(basename, archive.namelist())
            if "xhtml" in name
        }
    links = {
        link for text in texts.values() for link in re.findall(r'href="([^"#]+)#([^"]+)"', text)
    }
    assert ("ch1.xhtml", "p-0-1-0-1") in links
    assert [link for link in links if f'id="{link[1]}"' not in texts[link[0]]] == []


FIGURES = """
[units]
person = { zh = "人", en = "people" }
school = { zh = "所", en = "schools" }

[[figure]]
at = "0.0.0.2.1"
zh = "300人"
value = 300
unit = "person"
measures = { zh = "人口" }
kind = "standing"
theme = "housing"

[[figure]]
at = "0.3.0.1.1"
zh = "5所"
value = 5
unit = "school"
measures = { zh = "学校" }
kind = "target"
theme = "education"
"""


def test_figures_before_the_chapters_are_listed_where_they_are(tmp_path: Path) -> None:
    """Those of a part's own text under its first chapter, and those of the front under none."""
    text = TEXT.replace("规划纲要\n", "规划纲要\n全区人口300人。\n").replace(
        "惠民\n", "惠民\n新建学校5所。\n"
    )
    folder = tiny_project(tmp_path, text)
    (folder / "source/targets.toml").write_text(FIGURES, "utf-8")
    conversion = Conversion(read_sources(read_files(folder, FILES)))
    page = conversion.pages["zh/figures.md"]
    assert re.findall(r"^## (.*?) \{#(.*?)\}", page, re.MULTILINE) == [
        ("卷首", "chapter-0"), ("第三章 教育", "chapter-3"),
    ]  # fmt: skip
    found = {one.chapter: one.total for one in coverage(conversion.edition)}
    assert found == {"0": 2, "1": 5, "2": 2, "3": 4, "a1": 2}


def test_the_menu_shows_every_chapter_of_a_part() -> None:
    """A section leaves its first page to its own name; a part begins with a chapter instead."""
    environment = Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True)
    environment.filters["url"] = str
    template = environment.get_template("partials/nav-item.html")
    first = entry(
        "第一章", entry("第一章", url="ch1/index.html"), entry("第一节", url="ch1/s1.html")
    )
    part = entry("第一篇", first, entry("第二章", url="ch2/index.html"))
    other = entry("第二篇", entry("第三章", url="ch3/index.html"), active=False)
    menu = template.make_module({"page": None, "lang": SimpleNamespace(t=str)}).render
    found = re.findall(
        r'href="([^"]+)".*?md-ellipsis">([^<]+)',
        menu(entry("全文", part, other), "n", 1, None),
        re.DOTALL,
    )
    assert found == [
        ("ch1/index.html", "全文"),
        ("ch1/index.html", "第一篇"),
        ("ch1/index.html", "第一章"),
        ("ch1/s1.html", "第一节"),
        ("ch2/index.html", "第二章"),
        ("ch3/index.html", "第二篇"),
    ]


def entry(
    title: str, *children: SimpleNamespace, url: str = "", active: bool = True
) -> SimpleNamespace:
    return SimpleNamespace(title=title, children=list(children), url=url, active=active)


def test_parts_without_a_number_have_headings_and_pages(tmp_path: Path) -> None:
    text = TEXT.replace("第一篇", "前言\n本规划自公布之日起施行。\n第一篇", 1).replace(
        "附件：", "结语\n宏图已经绘就。\n附件："
    )
    root = tiny_project(tmp_path, text)
    pages = Conversion(read_sources(read_files(root, FILES))).pages
    assert re.search(r"^## 前言", pages["zh/plan/index.md"], re.MULTILINE)
    assert re.search(r"^# 结语", pages["zh/plan/a1/index.md"], re.MULTILINE)
    assert "宏图已经绘就。" in pages["zh/plan/a1/index.md"]
