"""The e-books: valid, whole, each in its languages, the same bytes every time."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from locale import LC_ALL, setlocale
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import pytest
from playwright.sync_api import Browser

from axe import violations
from planbook.books.downloads import EBOOKS, archive
from planbook.books.epub import book as epub
from planbook.books.epub.book import as_epub
from planbook.books.epub.model import ebook_of
from planbook.books.epub.package import cover_png, cut
from planbook.books.sheet import Fonts, find_fonts
from planbook.links.resolve import LinkedEdition
from planbook.pictures.svg import Picture
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.reading.model import JOINTS
from planbook.sources import FILES, Sources, read_sources
from planbook.store import read_files
from planbook.structure.model import Outline
from planbook.text.script import to_traditional
from planbook.translation.memory import Memory
from projects import DESCRIPTION, tiny_project

ROOT = Path(__file__).parent.parent
HTML = "{http://www.w3.org/1999/xhtml}"
KIND = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Unpacked:
    """An e-book: its files in order, its pages as trees."""

    raw: bytes
    names: tuple[str, ...]
    files: dict[str, bytes]
    pages: dict[str, ET.Element]

    @classmethod
    def of(cls, raw: bytes) -> Unpacked:
        with ZipFile(BytesIO(raw)) as whole:
            names = tuple(whole.namelist())
            files = {name.removeprefix("EPUB/"): whole.read(name) for name in names}
        pages = {n: ET.fromstring(data) for n, data in files.items() if n.endswith(".xhtml")}
        return cls(raw, names, files, pages)

    @property
    def spine(self) -> list[str]:
        package = ET.fromstring(self.files["package.opf"])
        by_id = {one.get("id"): one.get("href", "") for one in package.iterfind(".//o:item", OPF)}
        return [by_id[one.get("idref")] for one in package.iterfind(".//o:itemref", OPF)]

    def elements(self, name: str = "*") -> Iterator[ET.Element]:
        for page in self.spine:
            yield from self.pages[page].iter(HTML + name)


def written(made: Conversion, cover: bytes, kind: str = "zh-en") -> bytes:
    """The e-book of a plan."""
    book = ebook_of(kind, made.readings, made.sources)
    return as_epub(book, made.tied, cover)


@pytest.fixture(scope="module")
def covers(conversion: Conversion, sources: Sources, fonts: Fonts) -> Callable[[str], bytes]:
    @cache
    def make(kind: str) -> bytes:
        book = ebook_of(kind, conversion.readings, sources)
        return cover_png(book, fonts)

    return make


@pytest.fixture(scope="module")
def cover(covers: Callable[[str], bytes]) -> bytes:
    return covers("zh-en")


@pytest.fixture(scope="module")
def books(conversion: Conversion, covers: Callable[[str], bytes]) -> Callable[[str], Unpacked]:
    @cache
    def make(kind: str) -> Unpacked:
        return Unpacked.of(written(conversion, covers(kind), kind))

    return make


@pytest.fixture(scope="module")
def book(books: Callable[[str], Unpacked]) -> Unpacked:
    """The one in both languages."""
    return books("zh-en")


@pytest.fixture
def checked(tmp_path: Path, epubcheck: Callable[[Path], list[str]]) -> Callable[[bytes], list[str]]:
    """What epubcheck has to say: its errors and warnings."""

    def check(raw: bytes) -> list[str]:
        path = tmp_path / "book.epub"
        path.write_bytes(raw)
        return epubcheck(path)

    return check


def has_class(element: ET.Element, name: str) -> bool:
    return name in (element.get("class") or "").split()


def said(element: ET.Element | None) -> str:
    """The text of an element without its footnote marks."""
    if element is None:
        return ""
    if element.tag == HTML + "sup":
        return element.tail or ""
    return (element.text or "") + "".join(
        said(child) if child.tag == HTML + "sup" else said(child) + (child.tail or "")
        for child in element
    )


def version(block: ET.Element, locale: str) -> str:
    return said(next((one for one in block if has_class(one, locale)), None))


# --- the archive


def test_the_archive_is_an_epub_with_fixed_dates(book: Unpacked) -> None:
    with ZipFile(BytesIO(book.raw)) as whole:
        first, *rest = whole.infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert book.raw[30:58] == b"mimetypeapplication/epub+zip"
    assert {one.date_time for one in (first, *rest)} == {(1980, 1, 1, 0, 0, 0)}
    assert rest[0].filename == "META-INF/container.xml"


@pytest.mark.parametrize("kind", EBOOKS)
def test_the_same_sources_give_the_same_bytes(
    kind: str,
    site: Path,
    conversion: Conversion,
    sources: Sources,
    covers: Callable[[str], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As in another process, with another hash seed, time zone and language: that of the site."""
    name = sources.description.id if kind == "zh-en" else f"{sources.description.id}.{kind}"
    usual = setlocale(LC_ALL)
    try:
        monkeypatch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        setlocale(LC_ALL, "C")
        raw = written(conversion, covers(kind), kind)
    finally:
        setlocale(LC_ALL, usual)
        monkeypatch.undo()
        time.tzset()
    assert raw == (site / f"downloads/{name}.epub").read_bytes()


# --- epubcheck


@pytest.mark.parametrize("kind", EBOOKS)
def test_epubcheck_finds_nothing(
    kind: str, books: Callable[[str], Unpacked], checked: Callable[[bytes], list[str]]
) -> None:
    assert checked(books(kind).raw) == []


def broken(book: Unpacked, file: str, before: bytes, after: bytes) -> bytes:
    """The book with one thing replaced everywhere in a file."""
    assert before in book.files[file]
    files = {**book.files, file: book.files[file].replace(before, after)}
    return archive(zip(book.names, files.values(), strict=True), stored="mimetype")


def test_epubcheck_rejects_a_broken_copy(
    book: Unpacked, checked: Callable[[bytes], list[str]]
) -> None:
    """An anchor is gone to which the contents lead."""
    found = checked(broken(book, "ch2.xhtml", b'id="s-2-1-0"', b'id="s-2-1-9"'))
    assert any("RSC-012" in one for one in found)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("ch1.xhtml", b"</p>", b""),
        ("nav.xhtml", b'epub:type="toc"', b'epub:type="lot"'),
        ("package.opf", b"dcterms:modified", b"dcterms:created"),
    ],
)
def test_epubcheck_rejects_a_broken_copy_of_a_small_book(
    tmp_path: Path,
    cover: bytes,
    checked: Callable[[bytes], list[str]],
    file: str,
    before: bytes,
    after: bytes,
) -> None:
    sources = read_sources(read_files(tiny_project(tmp_path), FILES))
    small = Unpacked.of(written(Conversion(sources), cover))
    assert checked(broken(small, file, before, after))


# --- the text


def test_every_paragraph_stands_in_chinese_then_in_english(
    book: Unpacked, outline: Outline, conversion: Conversion
) -> None:
    memory = conversion.edition.memory
    blocks = [one for one in book.elements("div") if has_class(one, "pair")]
    by_id = {one.get("id"): one for one in blocks}
    paragraphs = [one for one in outline.paragraphs() if one.anchor != "p-0-0-0-2"]
    assert [one.get("id") for one in blocks] == [one.anchor for one in paragraphs]
    for one in paragraphs:
        block = by_id[one.anchor]
        assert [child.get("class") for child in block] == ["ref", "zh", "en"]
        assert said(block[0]) == one.reference
        chinese = one.mark + "".join(s.text for s in one.sentences)
        assert hyphened(version(block, "zh")) == hyphened(chinese)
        english = " ".join(memory.target(s.text) for s in one.sentences)
        assert version(block, "en").removeprefix("— ") == english


def test_headings_stand_in_both_languages(
    book: Unpacked, outline: Outline, conversion: Conversion
) -> None:
    sections = {one.get("id"): one for one in book.elements("section")}
    levels = {"chapter": "h1", "section": "h2", "subsection": "h3"}
    for one in outline.divisions():
        heading = sections[one.anchor][0]
        assert heading.tag == HTML + levels[one.level]
        assert version(heading, "zh") == one.mark + one.title.text
        assert version(heading, "en").endswith(conversion.edition.memory.target(one.title.text))
    title = next(one for one in book.elements("h1") if one.get("id") == "p-0-0-0-2")
    assert "纲要" in version(title, "zh")
    assert "Outline" in version(title, "en")


def test_every_passage_names_its_language(book: Unpacked) -> None:
    def wrong(element: ET.Element, lang: str) -> Iterator[str]:
        lang = element.get(LANG, lang)
        assert element.get("lang", lang) == lang
        if lang == "en" and HAN.search(element.text or ""):
            yield element.text or ""
        for child in element:
            yield from wrong(child, lang)
            if lang == "en" and HAN.search(child.tail or ""):
                yield child.tail or ""

    found = [text for page in book.pages.values() for text in wrong(page, "")]
    assert found == []
    texts = [one for one in book.elements() if has_class(one, "en") or has_class(one, "zh")]
    tags = {"zh": "zh-Hans", "en": "en"}
    assert all(one.get(LANG) == tags[(one.get("class") or "").split()[0]] for one in texts)


def test_the_missing_table_is_declared_in_both_languages(book: Unpacked) -> None:
    notices = [one for one in book.elements("aside") if has_class(one, "missing")]
    assert len(notices) == 2
    assert all(one.get(KIND) == "notice" and len(one) == 2 for one in notices)
    assert not list(book.elements("table"))


def test_the_book_has_the_notes_of_the_pages(book: Unpacked, conversion: Conversion) -> None:
    pages = conversion.pages.items()
    defined = sum(text.count("\n[^") for name, text in pages if "/plan/" in name)
    assert sum(one.get(KIND) == "footnote" for one in book.elements("aside")) == defined


def test_notes_open_and_lead_back(book: Unpacked) -> None:
    count = 0
    for page in book.spine:
        tree = book.pages[page]
        marks = [one for one in tree.iter() if one.get(KIND) == "noteref"]
        notes = {one.get("id"): one for one in tree.iter() if one.get(KIND) == "footnote"}
        assert not re.search(r"</a></sup>\s*<sup><a", book.files[page].decode())
        assert [one.get("href") for one in marks] == [f"#{key}" for key in notes]
        for mark in marks:
            assert mark.get("role") == "doc-noteref"
            note = notes[(mark.get("href") or "")[1:]]
            assert note.get("role") == "doc-footnote"
            back = next(note.iter(HTML + "a"))
            assert (back.get("role"), back.get("href")) == ("doc-backlink", f"#{mark.get('id')}")
            assert back.text == mark.text
        count += len(notes)
    assert count > 200


def test_every_link_resolves(book: Unpacked) -> None:
    ids = {name: {one.get("id") for one in page.iter()} for name, page in book.pages.items()}
    assert all(count == 1 for page in book.pages.values() for key, count in
               Counter(one.get("id") for one in page.iter() if one.get("id")).items())  # fmt: skip
    for name, page in book.pages.items():
        for one in page.iter(HTML + "a"):
            file, _, anchor = (one.get("href") or "").partition("#")
            assert (file or name) in book.pages, one.get("href")
            assert not anchor or anchor in ids[file or name], one.get("href")


def test_paragraph_numbers_lead_to_the_site_once_it_has_an_address(
    sources: Sources, cover: bytes
) -> None:
    description = sources.description
    assert not description.site_url
    known = type(description)(**{
        **{field: getattr(description, field) for field in description.__struct_fields__},
        "site_url": "https://plan.example/",
    })  # fmt: skip
    moved = replace(sources, description=known)
    for kind, folder in {"zh-en": "", "en": "en/", "zh-Hant": "zh-Hant/"}.items():
        found = Unpacked.of(written(Conversion(moved), cover, kind))
        block = next(one for one in found.elements("div") if one.get("id") == "p-2-1-3-1")
        link = next(block.iter(HTML + "a"))
        assert link.get("href") == f"https://plan.example/{folder}plan/ch2/s1.html#p-2-1-3-1"


# --- contents, glossary, metadata


def test_the_contents_are_the_outline_in_both_languages(book: Unpacked, outline: Outline) -> None:
    toc = next(one for one in book.elements("nav") if one.get(KIND) == "toc")
    entries = {one.get("href"): one for one in toc.iter(HTML + "a")}
    for one in outline.divisions():
        found = entries[f"ch{one.reference.split('.')[0]}.xhtml#{one.anchor}"]
        assert version(found, "zh") == one.mark + one.title.text
        assert version(found, "en")
    kinds = [one.get(KIND) for one in book.elements("a") if one.get(KIND)]
    assert {"cover", "titlepage", "toc", "bodymatter", "glossary"} <= set(kinds)
    order = [book.spine.index((href or "").partition("#")[0]) for href in entries]
    assert order == sorted(order)
    assert book.files["toc.ncx"].count(b"<navPoint") == len(list(toc.iter(HTML + "li")))


def test_the_glossary_has_every_term_and_where_it_stands(
    book: Unpacked, conversion: Conversion, sources: Sources
) -> None:
    terms = {one.get("id"): one for one in book.elements("dt")}
    assert set(terms) == {term.anchor for term in sources.terms}
    uses = sum(
        len(list(one.iter(HTML + "a"))) for one in book.elements("p") if has_class(one, "uses")
    )
    assert uses == sum(map(len, conversion.linked.passages.values()))
    listed = list(book.pages["terms-en.xhtml"].iter(HTML + "a"))
    assert len(listed) == len(terms)
    linked = [one for one in book.elements("a") if has_class(one, "term")]
    assert len(linked) == sum(
        len(found) for by_sentence in conversion.linked.links.values() for found in by_sentence.values()
    ) - untitled(conversion.linked)  # fmt: skip


def test_only_the_words_of_a_picture_are_converted(
    conversion: Conversion, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What draws may look like a range in years, and a quotation may run over two lines."""
    before = '<path d="M 3-5 7"/><a aria-label="3-5年"><text>“规</text><text>划”3-5年</text></a>'
    picture = Picture(before, "图", "")
    monkeypatch.setattr(epub, "rows", lambda *_: [[(picture, "2-3年")]])
    book = ebook_of("zh-Hant", conversion.readings, sources)
    ((_, page),) = epub.picture_pages(book, conversion.tied)
    after = '<path d="M 3-5 7"/><a aria-label="3—5年"><text>「規</text><text>劃」3—5年</text></a>'
    assert after in page
    assert "<figcaption>2—3年</figcaption>" in page


def untitled(linked: LinkedEdition) -> int:
    """Links that the book's own title would have; a title has none."""
    return sum(len(linked.links[one].get("0.0.0.2.1", ())) for one in linked.links)


def test_the_metadata_says_what_is_known_and_nothing_else(book: Unpacked, sources: Sources) -> None:
    package = ET.fromstring(book.files["package.opf"])
    every = [one.text for one in package.iterfind(".//dc:language", OPF)]
    assert every == ["zh-Hans", "en"]
    titles = {one.get(LANG): one.text for one in package.iterfind(".//dc:title", OPF)}
    assert titles == {"zh-Hans": sources.description.title.zh, "en": sources.description.title.en}
    for invented in ("publisher", "creator", "date"):
        assert package.find(f".//dc:{invented}", OPF) is None
    meta = {one.get("property"): one.text for one in package.iterfind(".//o:meta", OPF)}
    assert meta["dcterms:modified"] == f"{DESCRIPTION.released}T00:00:00Z"
    assert meta["schema:accessModeSufficient"] == "textual"
    assert meta["schema:accessibilityHazard"] == "none"
    spine = package.find(".//o:spine", OPF)
    assert spine is not None
    assert spine.get("page-progression-direction") == "ltr"
    cover = next(book.pages["cover.xhtml"].iter(HTML + "img"))
    assert sources.description.title.en in (cover.get("alt") or "")


def test_the_day_of_a_published_version_is_that_of_the_changelog() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heading = re.search(rf"^## \[{re.escape(DESCRIPTION.version)}\] - (\S+)", changes, re.MULTILINE)
    assert heading
    assert heading[1] in ("Unreleased", DESCRIPTION.released.isoformat())


def test_no_font_is_embedded(book: Unpacked) -> None:
    assert not [name for name in book.names if name.endswith((".ttf", ".otf", ".woff", ".woff2"))]
    assert b"@font-face" not in book.files["book.css"]


# --- one language


ONE = [kind for kind, locales in EBOOKS.items() if len(locales) == 1]


@pytest.mark.parametrize("kind", ONE)
def test_a_book_in_one_language_has_the_same_anchors(
    kind: str, books: Callable[[str], Unpacked], book: Unpacked
) -> None:
    """So an address within one book is one within every other."""

    def anchors(book: Unpacked) -> list[tuple[str, str | None]]:
        ids = ((n, one.get("id") or "") for n in book.spine for one in book.pages[n].iter())
        return [(name, key) for name, key in ids if re.match(r"[ps]-\d", key)]

    assert anchors(books(kind)) == anchors(book)


@pytest.mark.parametrize("kind", [*ONE, "zh-Hant-en"])
def test_a_book_has_all_of_its_text(
    kind: str, books: Callable[[str], Unpacked], conversion: Conversion, sources: Sources
) -> None:
    """Only the hyphen of a range is set otherwise, and Traditional is converted."""
    traditional = to_traditional(sources.phrases).convert
    blocks = [one for one in books(kind).elements("div") if has_class(one, "pair")]
    assert len(blocks) == 146
    for locale in EBOOKS[kind]:
        convert = traditional if (locale, kind[:7]) == ("zh", "zh-Hant") else str
        anchors = {one.anchor: one for one in conversion.readings[locale].blocks.values()}
        for one in blocks:
            block = anchors[one.get("id") or ""]
            text = block.mark + JOINTS[locale].join(same.text for same in block.sentences)
            assert hyphened(version(one, locale)) == hyphened(convert(text))


def hyphened(text: str) -> str:
    """The text with the hyphens that ranges have in the plan, and dashes in Chinese books."""
    return re.sub(r"(?<=\d)—(?=\d)", "-", text)


@pytest.mark.parametrize("kind", EBOOKS)
def test_ranges_have_one_dash_in_each_language(kind: str, books: Callable[[str], Unpacked]) -> None:
    texts = [said(one) for one in books(kind).elements() if one.get(LANG)]
    wrong = {"zh": rf"(?<![\w.-])\d+[-–～~]\d+(?=[{HAN.pattern[1:-1]}])", "en": r"\d[—～~]\d"}
    for locale in EBOOKS[kind]:
        own = (t for t in texts if bool(HAN.search(t)) == (locale == "zh"))
        assert not [found for text in own for found in re.findall(wrong[locale], text)]


@pytest.mark.parametrize(
    ("kind", "tags", "words"),
    [
        ("zh", ["zh-Hans"], ("非官方中文本", "术语表 B")),
        ("en", ["en"], ("Unofficial English edition", "Glossary B")),
        ("zh-Hant", ["zh-Hant"], ("非官方中文繁體本", "術語表 B")),
    ],
)
def test_a_book_in_one_language_says_so(
    kind: str, tags: list[str], words: tuple[str, ...], books: Callable[[str], Unpacked]
) -> None:
    book = books(kind)
    package = ET.fromstring(book.files["package.opf"])
    assert [one.text for one in package.iterfind(".//dc:language", OPF)] == tags
    assert [one.get(LANG) for one in package.iterfind(".//dc:title", OPF)] == tags
    assert {page.get(LANG) for page in book.pages.values()} == set(tags)
    meta = [one for one in package.iterfind(".//o:meta", OPF) if one.get(LANG)]
    assert [one.get("property") for one in meta] == ["schema:accessibilitySummary"]
    text = "".join("".join(page.itertext()) for page in book.pages.values())
    for word in words:
        assert word in text
    others = {"zh": "非官方中英", "en": "非官方", "zh-Hant": "非官方中英"}
    assert others[kind] not in text
    assert "terms-en.xhtml" not in book.spine
    entries = [one for one in book.elements("dt") if len(list(one.iter(HTML + "dfn"))) == 1]
    assert len(entries) == 634


def test_beside_english_the_chinese_may_be_traditional(books: Callable[[str], Unpacked]) -> None:
    book = books("zh-Hant-en")
    package = ET.fromstring(book.files["package.opf"])
    assert [one.text for one in package.iterfind(".//dc:language", OPF)] == ["zh-Hant", "en"]
    tags = {one.get(LANG) for page in book.pages.values() for one in page.iter()}
    assert tags == {None, "zh-Hant", "en", "zh-Latn"}  # pinyin
    text = "".join("".join(page.itertext()) for page in book.pages.values())
    assert "非官方中英對照繁體本" in text
    assert "Unofficial edition in Traditional Chinese and English" in text


@pytest.mark.parametrize("kind", EBOOKS)
def test_quotation_marks_and_apostrophes_are_curly(
    kind: str, books: Callable[[str], Unpacked]
) -> None:
    texts = (text for page in books(kind).pages.values() for text in page.itertext())
    assert not [text for text in texts if "'" in text or '"' in text]


def test_each_book_has_its_own_identifier(books: Callable[[str], Unpacked]) -> None:
    packages = [ET.fromstring(books(kind).files["package.opf"]) for kind in EBOOKS]
    found = [one.findtext(".//dc:identifier", namespaces=OPF) for one in packages]
    assert len(set(found)) == len(EBOOKS)
    assert [cover for kind in EBOOKS if (cover := books(kind).files["cover.png"])]
    assert len({books(kind).files["cover.png"] for kind in EBOOKS}) == len(EBOOKS)


# --- other plans, and what is missing


def test_a_plan_without_english_and_terms_is_a_good_book(
    tmp_path: Path, cover: bytes, checked: Callable[[bytes], list[str]]
) -> None:
    plan = (
        "某区发展规划\n第一部分 总论\n统领全篇。\n第一章 总则\n本章<说明>目标&任务。\n"
        "表1主要指标\n指标\t目标\n产值\t100\n"
        f"一、{'长' * 30}\n{'不可断开Wort' * 300}。\n二、任务\n——一是做好。\n"
        "第二章 保障\n加强保障。\n附件1：重点项目\n建设园区。\n"
    )
    sources = read_sources(read_files(tiny_project(tmp_path, plan), FILES))
    found = Unpacked.of(written(Conversion(sources), cover))
    assert checked(found.raw) == []
    blocks = [one for one in found.elements("div") if has_class(one, "pair")]
    lacking = [one for one in blocks if any(has_class(part, "pending") for part in one)]
    # Once for each page that the site has: chapter, sections, annex.
    assert [one.get("id") for one in lacking] == [
        "p-1-0-0-1",
        "p-1-1-0-1",
        "p-1-2-0-1",
        "p-a1-0-0-1",
    ]
    assert "本章<说明>目标&任务。" in {version(one, "zh") for one in blocks}
    english = Unpacked.of(written(Conversion(sources), cover, "en"))
    assert checked(english.raw) == []
    pending = [one for one in english.elements("p") if has_class(one, "pending")]
    assert len(pending) == len(lacking)
    shown = [one for one in english.elements("span") if one.get(LANG) == "zh-Hans"]
    assert "本章<说明>目标&任务。" in map(said, shown)


def test_a_draft_is_marked_and_old_english_is_not_shown(sources: Sources, cover: bytes) -> None:
    first, second, *rest = sources.memory.entries.items()
    changed = dict([*rest])
    chosen = [key for key, entry in changed.items() if entry.source.endswith("。")][:2]
    changed[chosen[0]] = replace(changed[chosen[0]], state="draft")
    changed[chosen[1]] = replace(changed[chosen[1]], fuzzy=True)
    entries = {first[0]: first[1], second[0]: second[1], **changed}
    memory = Memory(sources.memory.header, entries, sources.memory.places, ())
    other = replace(sources, memory=memory)
    found = Unpacked.of(written(Conversion(other), cover))
    drafts = [said(one) for one in found.elements("span") if has_class(one, "draft")]
    assert drafts == [changed[chosen[0]].target]
    texts = "".join(said(one) for one in found.elements("p") if has_class(one, "en"))
    assert changed[chosen[1]].target not in texts


def test_a_missing_font_stops_the_book_with_its_name(
    conversion: Conversion, sources: Sources
) -> None:
    for kind, font in {"en": "SC", "zh-Hant": "TC"}.items():
        book = ebook_of(kind, conversion.readings, sources)
        with pytest.raises(Problems, match=f"needs the font Noto Serif CJK {font}"):
            cover_png(book, find_fonts(()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市北区“十四五”规划", ["市北区", "“十四五”规划"]),
        ("市北区规划", ["市北区规划"]),
        ("一个名字很长的行政区", list("一个名字很长的行政区")),
    ],
)
def test_the_name_on_the_cover_breaks_before_its_quotation(name: str, expected: list[str]) -> None:
    assert cut(name) == expected


# --- on a phone

JUSTIFIED_HEADINGS = """[...document.querySelectorAll("h1, h1 *, h2, h2 *, h3, h3 *")]
    .filter((one) => getComputedStyle(one).textAlign === "justify").map((one) => one.textContent)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_read_on_a_phone(
    browser: Browser, book: Unpacked, tmp_path: Path, scheme: Any
) -> None:
    """Nothing scrolls sideways, and text stands out from its ground, quiet text too.

    axe looks for what keeps the blind or weak-sighted from reading, by the rules for the web.
    """
    with ZipFile(BytesIO(book.raw)) as whole:
        whole.extractall(tmp_path)
    context = browser.new_context(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    for name in ("title", "imprint", "nav", "ch1", "ch7", "ch9", "glossary-a", "terms-en"):
        page.goto((tmp_path / "EPUB" / f"{name}.xhtml").as_uri())
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), name
        color = page.evaluate("getComputedStyle(document.body).color")
        assert color == ("rgb(0, 0, 0)" if scheme == "light" else "rgb(255, 255, 255)")
        assert page.evaluate(JUSTIFIED_HEADINGS) == [], name
        if name in ("title", "imprint", "ch9", "glossary-a"):
            assert violations(page, runOnly=["wcag2a", "wcag2aa", "wcag21aa"]) == [], name
    context.close()
