"""Any text stays text in every output: PDF, EPUB, SVG, TMX, TBX, CSV, JavaScript.

The types of fields would reject some of the texts. The tests go around them, since each output must
be safe by itself.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pikepdf
import pytest
from msgspec import structs

from planbook.books.downloads import Download, lists
from planbook.books.epub.book import as_epub
from planbook.books.epub.model import ebook_of
from planbook.books.epub.package import cover_png
from planbook.books.pdf.book import typeset
from planbook.books.pdf.content import balanced, book_of
from planbook.books.sheet import Fonts
from planbook.export.terms import as_csv, as_tbx, as_tmx, cell
from planbook.links.resolve import link
from planbook.links.terms import Term
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.numerals import chinese_numeral
from planbook.pictures import svg
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.reading.model import Reading
from planbook.reading.read import read
from planbook.sources import FILES, Sources, read_sources
from planbook.statements.tie import Tied, tie
from planbook.store import read_files
from planbook.structure.model import Division, Outline
from planbook.translation.join import join
from planbook.translation.memory import Entry, Memory, key
from projects import DESCRIPTION, tiny_project
from test_books import read_blocks

PAYLOADS = (
    "<script>a()</script>", "</script><script>", '"><img src=x onerror=a()>', "' onload='a()", "]]>", "<![CDATA[x]]>",
    "<!--", "-->", "--", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///x'>]>&e;", "&#x0;", "&#0;",
    "&amp;", "&lt;b&gt;", "&", "&e", "</text></svg>", "<svg/onload=a()>", "<a href='x'>", "<p", "p>", "1 < 2 > 0",
    '#eval("1")', "#panic()", '#import "x.typ"', '#include "/etc/passwd"', "#sys.inputs", "#let x = 1", "$x^2$", "$",
    "\\", "\\u{41}", "{", "}", "{}", "[", "]", "[#1]", "*strong*", "_emph_", "`raw`", "= heading", "- item", "+ item",
    "/ term: x", "@label", "<label>", "~", "---", "...", "//comment", "/* comment", "*/", "https://evil.example/x",
    "javascript:a()", "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "＝1＋2", "a;=1", "%00", "%s", "{0}", "{number}",
    "${x}", "$title", "{{7*7}}", "e\u0301", "\u0301x", "x" * 300, "长" * 300, "한국어", "½", "Ⅷ", '"', "'", "“”",
)  # fmt: skip
"""Quotation marks, ends of elements, commands of Typst, formulas, letters of other scripts …"""
COMMON = " ".join(one for one in PAYLOADS if len(one) < 100)


@dataclass(frozen=True)
class Edition:
    """A plan with a chapter for each payload, which stands in its title, text, English, and notes."""

    tied: Tied
    readings: Mapping[Locale, Reading]
    sources: Sources


def hostile(folder: Path, payloads: Sequence[str]) -> Edition:
    marks = (chinese_numeral(number) for number in range(1, len(payloads) + 1))
    plan = "".join(f"第{mark}章 标题{mark}\n段落{mark}。\n" for mark in marks)
    sources = read_sources(read_files(tiny_project(folder, plan), FILES))
    outline: Outline = Conversion(sources).outline
    chapters = map(with_payload, outline.chapters, payloads)
    outline = replace(outline, chapters=tuple(chapters))
    terms = tuple(term(number, one) for number, one in enumerate(payloads))
    edition = join(outline, Memory("", dict(entries(outline, payloads)), {}, ()))
    sources = replace(
        sources, terms=terms, memory=edition.memory, description=described(sources.description)
    )
    linked = link(edition, terms, (), {})
    tied = tie(linked, sources.targets, sources.sectors, sources.places, sources.guide)
    return Edition(
        tied, {one: read(linked, (), one, sources.description) for one in LOCALES}, sources
    )


def with_payload(chapter: Division, payload: str) -> Division:
    (paragraph,) = chapter.paragraphs
    (sentence,) = paragraph.sentences
    changed = replace(paragraph, sentences=(replace(sentence, text=f"甲{payload}乙。"),))
    title = replace(chapter.title, text=f"题{payload}目")
    return replace(chapter, title=title, paragraphs=(changed,))


def entries(outline: Outline, payloads: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    for chapter, payload in zip(outline.chapters, payloads, strict=True):
        for one in (chapter.title, chapter.paragraphs[0].sentences[0]):
            said = {"state": "reviewed", "provenance": payload, "note": payload}
            yield key(one.text), Entry(one.text, f"A {payload} b.", **said)


def term(number: int, payload: str) -> Term:
    forms = {"also_zh": (f"丙{payload}",), "admitted": (payload,), "forbidden": (payload,)}
    return Term(
        f"t{number}", f"甲{payload}乙", f"A {payload} b", "term", "confirmed", payload, payload,
        authority=payload, **forms,
    )  # fmt: skip


def described(description: structs.Struct) -> structs.Struct:
    said = Bilingual(f"名{COMMON}", f"N {COMMON}")
    names = ("title", "name", "place", "summary", "issuer", "period", "provenance", "ended")
    return structs.replace(
        description, known=(said,), unknown=(said,), **dict.fromkeys(names, said)
    )


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return hostile(tmp_path_factory.mktemp("hostile"), PAYLOADS)


# --- PDF


@pytest.mark.parametrize(("kind", "form"), [("zh", "甲{}乙。"), ("en", "A {} b.")])
def test_a_pdf_shows_any_text_as_text(kind: str, form: str, edition: Edition, fonts: Fonts) -> None:
    pdf = typeset(book_of(kind, edition.tied, edition.readings, edition.sources), fonts)
    blocks = read_blocks(pikepdf.open(BytesIO(pdf)))
    said = "".join("".join(block.text.split()) for block in blocks)
    # Two units that differ in width alone are one, and have one English.
    texts = [edition.tied.linked.edition.memory.entry(f"甲{one}乙。").shown for one in PAYLOADS]
    wanted = texts if kind == "en" else [form.format(one) for one in PAYLOADS]
    assert not [one for one in wanted if "".join(one.split()) not in said]


# --- EPUB and pictures


def epub_of(edition: Edition, cover: bytes) -> bytes:
    sources = edition.sources
    book = ebook_of("zh-en", edition.readings, sources)
    return as_epub(book, edition.tied, cover)


def test_an_epub_shows_any_text_as_text(edition: Edition) -> None:
    raw = epub_of(edition, b"")
    with ZipFile(BytesIO(raw)) as whole:
        for number, payload in enumerate(PAYLOADS, 1):
            page = ET.fromstring(whole.read(f"EPUB/ch{number}.xhtml"))
            assert f"甲{payload}乙。" in "".join(page.itertext())
            assert not [one for one in page.iter() if one.tag.endswith(("script", "img"))]
            assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")]


def test_epubcheck_finds_nothing_in_any_text(
    tmp_path: Path, fonts: Fonts, epubcheck: Callable[[Path], list[str]]
) -> None:
    edition = hostile(tmp_path / "plan", [COMMON])
    book = ebook_of("zh-en", edition.readings, edition.sources)
    raw = epub_of(edition, cover_png(book, fonts))
    (tmp_path / "book.epub").write_bytes(raw)
    assert epubcheck(tmp_path / "book.epub") == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_picture_shows_any_text_as_text(payload: str) -> None:
    inside = [svg.link(payload, payload, svg.text(0, 0, payload), svg.lines(0, 0, [payload], 9))]
    drawn = ET.fromstring(svg.picture("x", (9, 9), payload, payload, inside).svg)
    assert [text for one in drawn.iter() if (text := one.text)] == [payload] * 4
    link = next(one for one in drawn.iter() if one.tag.endswith("}a"))
    assert (link.get("href"), link.get("aria-label")) == (payload, payload)


# --- TMX, TBX


def test_tmx_and_tbx_read_back_as_they_were(edition: Edition) -> None:
    memory = edition.sources.memory
    tmx = ET.fromstring(as_tmx(memory))
    found = {tuple(seg.text for seg in unit.iter("seg")) for unit in tmx.iter("tu")}
    assert found == {(one.source, one.target) for one in memory.entries.values()}
    tbx = ET.fromstring(as_tbx(edition.sources.terms, COMMON))
    forms = [one.text for one in tbx.iter("term")]
    assert {form for one in edition.sources.terms for form in one.forms("zh")} <= set(forms)


def test_a_unit_without_a_place_has_no_number() -> None:
    unplaced = Memory("", {"甲": Entry("甲", "A")}, {}, ())
    (unit,) = ET.fromstring(as_tmx(unplaced)).iter("tu")
    assert unit.get("tuid") is None


@pytest.mark.parametrize("char", "\x00\x01\x0b\x1f\ufffe\uffff\ud800")
def test_what_xml_cannot_hold_is_named(char: str) -> None:
    wrong = {"甲": Entry("甲", f"A{char}")}
    name = re.escape(f"U+{ord(char):04X}")
    with pytest.raises(Problems, match=name):
        as_tmx(Memory("", wrong, {}, ()))
    with pytest.raises(Problems, match=name):
        svg.text(0, 0, char)
    with pytest.raises(Problems, match=name):
        svg.link(char, "")


# --- CSV


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (-3.5, "-35E-1"),
        (-12, "-12"),
        ("-3.5", "'-3.5"),
        ("=1+1", "'=1+1"),
        ("＝1", "'＝1"),
        ("－1", "'－1"),
        ("﹢1", "'﹢1"),
        ("  =1", "'  =1"),
        ("\u3000\ufeff@x", "'\u3000\ufeff@x"),
        ("\x00+1", "'\x00+1"),
        ("\tx", "'\tx"),
        ("a\n=1", "a\n'=1"),
        ("a;=1", "a;'=1"),
        (("a", "=b"), "a;' =b"),
        ("1-2 = 3", "1-2 = 3"),
        ("1,000", "'1,000"),
        ("", ""),
    ],
)
def test_a_cell_computes_nothing(value: str | float | tuple[str, ...], expected: str) -> None:
    assert cell(value) == expected


def test_a_table_reads_back_as_it_was(edition: Edition) -> None:
    text = as_csv(edition.sources.terms, {}).removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    for row, one in zip(rows, edition.sources.terms, strict=True):
        found = dict(zip(head, row, strict=True))
        assert found["definition_zh"] == cell(one.definition_zh)
        assert found["definition_zh"].replace("'", "") == one.definition_zh.replace("'", "")


# --- scripts


def test_a_list_of_downloads_is_a_harmless_script() -> None:
    name = "</script>\u2028<!--"
    made = lists([Download(name, 1, "0", 0)], structs.replace(DESCRIPTION, id=name))
    found = made["downloads/manifest.js"].decode()
    assert not re.search("[<\u2028]", found)
    assert json.loads(found.removeprefix("planbookDownloads(").removesuffix(");\n"))["id"] == name


# --- length


@pytest.mark.parametrize(
    "text", ["长" * 10_000, "长期发展规划" * 1_700, "x" * 10_000, "x " * 5_000]
)
def test_a_long_name_is_broken_in_no_time(text: str) -> None:
    assert "".join(balanced(text, 9)).split() == text.split()
