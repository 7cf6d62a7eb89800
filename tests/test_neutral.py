"""Text stays text: nothing in a plan turns by accident into Markdown, HTML or YAML."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.utils.meta import get_data

from page_laws import solid
from planbook.pages.markdown import admonition, block, escape, footnote, heading, link, page, quoted
from planbook.pipeline import Conversion
from planbook.sources import FILES, read_sources
from planbook.store import read_files
from projects import PLAN, tiny_project

ROOT = Path(__file__).parent.parent
EXTENSIONS = ["admonition", "attr_list", "footnotes", "tables", "toc"]
PLAIN = "planbook.site.html:Plain"
"""Leaves out what no page has. Here all of Markdown is tried."""

MARKUP = [
    "*a* **b**", "_b_ __c__", "1. 一步", "1) 一步", "# 标题", "- 列表", "+ 列表", "* 列表",
    "> 引文", "[名](http://a.b)", "![图](u.png)", "[名][a]", "<b>粗</b>", "<script>alert(1)</script>",
    "<!-- 注 -->", "&amp; &lt; &#42;", "{: .c #i }", "{#anchor}", "~~删~~ H~2~O", "==标== ^上^",
    "|甲|乙|", "| --- |", "!!! note", "??? note", "[^1]", "[^1]: 注", "反斜线\\*与\\\\", "http://a.b/c",
    "www.a.b", "a@b.cn", ":smile:", "$x$ $$y$$", "`代码` ```", "---", "===", "***", ": 定义", "%% 注",
    "*[ABCD]: 词", "[x]: http://a", "[TOC]", "<http://a.b>", "$title ${name}", "{{ page }} {% if %}",
]  # fmt: skip


class Reader(HTMLParser):
    """The elements and the text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.values |= {name: value or "" for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"<!-- {data}")


def rendered(markdown: str) -> Reader:
    reader = Reader()
    reader.feed(Markdown(extensions=EXTENSIONS).convert(markdown))
    reader.close()
    return reader


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_extensions_are_those_of_the_site() -> None:
    """With another list, the tests below would prove nothing about the site."""
    part = (ROOT / "mkdocs.yml").read_text("utf-8").partition("markdown_extensions:\n")[2]
    names = re.findall(r"^  - ([\w.]+(?::\w+)?):?$", part.partition("\n\n")[0], re.MULTILINE)
    assert sorted(names) == sorted([*EXTENSIONS, PLAIN])


KINDS = (
    "index.md", "plan/index.md", "plan/ch1/index.md", "plan/ch2/s1.md", "guide.md", "sectors/index.md",
    "sectors/ship-management.md", "figures.md", "figures/pictures.md", "names/index.md", "names/zone.md",
    "places.md", "glossary.md", "glossary/honour.md", "about.md", "translation.md", "downloads.md",
)  # fmt: skip
"""The pages of each kind; all the pages of a kind are written by the same functions."""


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_has_markdown_that_the_site_leaves_out(kind: str) -> None:
    found = sorted((ROOT / "docs/en").glob(kind))[:1]
    assert found
    body, _ = get_data(found[0].read_text("utf-8"))
    whole, plain = (Markdown(extensions=[*EXTENSIONS, *more]) for more in ([], [PLAIN]))
    assert plain.convert(body) == whole.convert(body)


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("form", ["{}", "见{}。", "甲、{}"])
def test_markup_stays_text(text: str, form: str) -> None:
    text = form.format(text)
    found = rendered(block([escape("第一句。"), escape(text)], anchor="p-1"))
    assert found.tags == ["p"]
    assert flat(found.text) == flat(f"第一句。\n{text}")
    alone = rendered(block([escape(text)]))
    assert alone.tags == ["p"]
    assert flat(alone.text) == flat(text)


ALPHABET = st.sampled_from("甲。1aZ *_`#+-.!?[](){}<>&\"'\\|~^=:/%$@;,0w")


@settings(max_examples=400)
@given(st.text(ALPHABET, min_size=1, max_size=30).filter(str.strip))
@example("1.")
@example("-")
@example("=")
@example("&#42;")
@example("\\")
def test_any_text_stays_text(text: str) -> None:
    found = rendered(block([escape(text)], anchor="p-1"))
    assert found.tags == ["p"]
    assert flat(found.text) == flat(text)


@settings(max_examples=200)
@given(st.text(ALPHABET, min_size=1, max_size=20).filter(str.strip))
def test_any_heading_and_link_stay_text(text: str) -> None:
    found = rendered(heading(2, f"一、{text}", "s-1"))
    assert found.tags == ["h2"]
    assert flat(found.text) == flat(f"一、{text}")
    linked = rendered(f"见{escape(text.strip())}{link(text.strip(), 'x.md', text)}。")
    assert linked.tags == ["p", "a"]
    assert flat(linked.text) == flat(f"见{text.strip()}{text.strip()}。")
    # Python-Markdown takes single quotes around a whole title for the title's own.
    assert flat(linked.values["title"].strip("'")) == flat(text.strip().strip("'"))


@settings(max_examples=200)
@given(st.text(ALPHABET, min_size=1, max_size=20))
@example('" onclick="x')
@example("} # {")
def test_any_value_of_an_attribute_stays_one(text: str) -> None:
    for markdown in (
        f"- 甲\n    {{: #i data-x={quoted(text)} data-y=1 }}",
        f"见<a href={quoted(text)} data-x={quoted(text)} data-y=1>甲</a>。",
    ):
        found = rendered(markdown)
        assert flat(found.values["data-x"]) == flat(text)
        assert found.values["data-y"] == "1"
        assert flat(found.text) in {"甲", "见甲。"}
    notice = rendered(admonition("note", f"甲{text}", text.strip() or "乙"))
    assert notice.tags == ["div", "p", "p"]


@settings(max_examples=300)
@given(st.text(max_size=20))
@example("\x7f\x85\x9f\u2028\u2029\ufeff\ufffe\uffff")
@example('"\n---\n# x: {{ y }}')
def test_any_text_stays_a_value_of_the_front_matter(text: str) -> None:
    """As MkDocs reads it, whatever YAML thinks of the characters."""
    body, meta = get_data(page({"title": text, "hide": ["toc"]}, ["甲"]))
    assert meta == {"title": text, "hide": ["toc"]}
    assert body.strip() == "甲"


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_a_plan_reaches_the_page_as_text(tmp_path: Path, markup: str) -> None:
    """Through the whole conversion: in a sentence, at the start of one, and in a heading."""
    plan = PLAN.replace("到本期末，", f"甲{markup}乙。{markup}到本期末，")
    if not set("!?:;") & set(markup):  # these never stand in a heading
        plan = plan.replace("主要任务\n", f"主要{markup}任务\n")
    sources = read_sources(read_files(tiny_project(tmp_path, plan), FILES))
    # How many marks and blanks the repair mends is not the subject here.
    sources = replace(sources, repairs=replace(sources.repairs, counts=None))
    pages = Conversion(sources).pages
    found = [page_html(pages[f"zh/plan/ch1/s{number}.md"]) for number in (1, 2)]
    assert [one.tags for one in found] == [["h1", "p"], ["h1", "p"]]
    assert solid("".join(one.text for one in found)) == solid("".join(plan.split("\n")[2:6]))
    contents = page_html(pages["zh/plan/index.md"])
    assert set(contents.tags) == {"h2", "a", "ul", "li"}
    assert solid(plan.split("\n")[4]) in solid(contents.text)


def page_html(page: str) -> Reader:
    return rendered(page.split("\n---\n", 1)[1])


def test_the_notes_of_a_page_stand_at_its_end() -> None:
    """A text with the place marker of the notes once deleted its own paragraph."""
    text = escape("前///Footnotes Go Here///后")
    made = page({}, [block([f"{text}[^a]"], anchor="p-1"), footnote("a", "note", "en")])
    html = Markdown(extensions=["attr_list", "footnotes"]).convert(made.split("---\n", 2)[2])
    assert '<p id="p-1">' in html
    assert "前///Footnotes Go Here///后" in unescape(html)
    assert html.index('id="p-1"') < html.index('class="footnote"')
