"""The PDFs: what they declare, what they say, where their links lead, and what stops them."""

from __future__ import annotations

import argparse
import errno
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec import structs

from planbook.books.downloads import PDFS
from planbook.books.pdf.book import Book, typeset
from planbook.books.pdf.content import NAME_WIDTH, balanced, book_of
from planbook.books.sheet import Fonts
from planbook.commands import books
from planbook.locales import Locale
from planbook.pipeline import Conversion
from planbook.problems import Problems, Unwritable
from planbook.reading.model import Reading
from planbook.reading.read import passages_of
from planbook.sources import FILES, Sources, read_sources
from planbook.store import read_files
from planbook.text.script import to_traditional
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.words import BOTH
from printed import Line, characters, lines_of
from projects import picture, tiny_project

BLOCKS = {"P", "H1", "H2", "H3", "H4", "Note", "FENote", "LI"}
SKIPPED = re.compile(r"\d*")
"""The number of a note, which stands in a link."""

# --- reading a PDF back by its tags


@dataclass(frozen=True)
class Block:
    """A tagged paragraph or heading."""

    tag: str
    lang: str
    """The language of most of it."""
    text: str
    pieces: tuple[tuple[str, str], ...]

    def spoken(self, locale: Locale) -> str:
        """What of it is in a language, without blanks."""
        own = "".join(text for text, lang in self.pieces if lang.startswith(locale))
        return plain(own).replace(" ", "")


class Content:
    """The marked content of a page: by number, the text and own language of each piece."""

    def __init__(self, page: Any) -> None:
        found = page.Resources.get("/Font", {}).items()
        self.fonts = {name: characters(font) for name, font in found}
        self.font: dict[bytes, str] = {}
        self.texts: dict[int, list[str]] = {}
        self.langs: dict[int, str] = {}
        self.open: list[tuple[int, bool]] = []
        """Number of each piece that is open, -1 for none, and whether its text is replaced."""
        for instruction in pikepdf.parse_content_stream(page):
            self.take(list(instruction.operands), str(instruction.operator))

    def take(self, operands: list[Any], operator: str) -> None:
        match operator:
            case "BDC":
                self.begin(operands[1] if isinstance(operands[1], pikepdf.Dictionary) else {})
            case "BMC":
                self.open.append((-1, False))
            case "EMC":
                self.open.pop()
            case "Tf":
                self.font = self.fonts[str(operands[0])]
            case "Tj":
                self.show(operands)
            case "TJ":
                self.show(operands[0])

    def begin(self, properties: Any) -> None:
        outer = self.open[-1][0] if self.open else -1
        number = int(properties.get("/MCID", outer))
        instead = properties.get("/ActualText")
        if "/Lang" in properties:
            self.langs[number] = str(properties["/Lang"])
        if instead is not None:
            self.texts.setdefault(number, []).append(str(instead))
        self.open.append((number, instead is not None))

    def show(self, parts: Any) -> None:
        number, is_replaced = self.open[-1] if self.open else (-1, False)
        if number >= 0 and not is_replaced:
            raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            text = "".join(self.font[raw[i : i + 2]] for i in range(0, len(raw), 2))
            self.texts.setdefault(number, []).append(text)

    def piece(self, number: int, lang: str) -> tuple[str, str]:
        return "".join(self.texts.get(number, ())), self.langs.get(number, lang)


class Tree:
    """All tagged paragraphs and headings in reading order, each with its language."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.contents = {page.objgen: Content(page) for page in pdf.pages}
        self.blocks: list[Block] = []
        for _ in self.walk(pdf.Root.StructTreeRoot.K, None, str(pdf.Root.Lang)):
            pass

    def walk(self, node: Any, page: Any, lang: str) -> Iterator[tuple[str, str]]:
        """Text and language of each piece below the node; blocks are kept apart."""
        if isinstance(node, pikepdf.Array):
            for one in node:
                yield from self.walk(one, page, lang)
        elif not isinstance(node, pikepdf.Dictionary):
            yield self.contents[page.objgen].piece(int(node), lang)
        elif "/MCID" in node:
            yield self.contents[node.get("/Pg", page).objgen].piece(int(node.MCID), lang)
        elif node.get("/Type") != "/OBJR":
            below = self.walk(
                node.get("/K", []), node.get("/Pg", page), str(node.get("/Lang", lang))
            )
            yield from self.element(str(node.get("/S", "/"))[1:], below)

    def element(self, tag: str, below: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        place = len(self.blocks)
        pieces = tuple(below)
        text = "".join(text for text, _ in pieces)
        if tag in BLOCKS:
            lang = longest(pieces) if pieces else ""
            self.blocks.insert(place, Block(tag, lang, plain(text), pieces))
        elif tag != "Link" or not SKIPPED.fullmatch(text.strip()):
            yield from pieces


def read_blocks(pdf: pikepdf.Pdf) -> list[Block]:
    return Tree(pdf).blocks


def longest(pieces: tuple[tuple[str, str], ...]) -> str:
    return max(pieces, key=lambda piece: len(piece[0]))[1]


def plain(text: str) -> str:
    """Without the hyphens and breaks of lines; blanks of Chinese are not told from none."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


# --- the books


@dataclass(frozen=True)
class Made:
    """A book with its PDF, read back."""

    book: Book
    raw: bytes
    pdf: pikepdf.Pdf
    blocks: list[Block]

    @cached_property
    def pages(self) -> list[list[Line]]:
        """The lines of each page."""
        return [lines_of(page) for page in self.pdf.pages]


@pytest.fixture(scope="module")
def made(site: Path, conversion: Conversion, sources: Sources) -> Callable[[str], Made]:
    """The books of the site."""

    @cache
    def make(kind: str) -> Made:
        book = book_of(kind, conversion.tied, conversion.readings, sources)
        raw = (site / f"downloads/{sources.description.id}.{kind}.pdf").read_bytes()
        pdf = pikepdf.open(BytesIO(raw))
        return Made(book, raw, pdf, read_blocks(pdf))

    return make


Convert = Callable[[str], str]


@pytest.fixture
def convert(kind: str, sources: Sources) -> Convert:
    """Writes Chinese as this kind of book does."""
    return to_traditional(sources.phrases).convert if kind == "zh-Hant" else str


def set_(chinese: str) -> str:
    """A text as books set it: the hyphen of a range is a dash."""
    return re.sub(r"(?<![\d.-])(\d+)-(?=\d+(?![\d-]))", r"\1—", chinese)


def expected_blocks(
    kind: str, readings: Mapping[Locale, Reading], convert: Convert
) -> list[dict[Locale, str]]:
    """The text of every heading and paragraph by language, from the edition itself."""
    expected: list[dict[Locale, str]] = []
    for one in passages_of(readings):
        lines = {"zh": set_(convert("".join(one.lines["zh"]))), "en": " ".join(one.lines["en"])}
        texts = {locale: plain(lines[locale]).replace(" ", "") for locale in PDFS[kind]}
        if one.is_heading:
            expected.append(texts)
        else:
            for number, (locale, text) in enumerate(texts.items()):
                expected.append({locale: ("" if number else one.reference) + text})
    return expected


@pytest.mark.parametrize("kind", PDFS)
def test_text_taken_back_out_is_the_plan(
    kind: str, made: Callable[[str], Made], conversion: Conversion, convert: Convert
) -> None:
    """Every heading and paragraph, or pair of paragraphs, in reading order, in its language."""
    expected = expected_blocks(kind, conversion.readings, convert)
    texts = {"".join(one.values()) for one in expected}
    every = [one for one in made(kind).blocks if one.text.replace(" ", "") in texts]
    # The cover has the title too, without its reference.
    start = next(at for at, one in enumerate(every) if one.text.startswith("0.0.0.1"))
    body = every[start:]
    assert [b.text.replace(" ", "") for b in body] == ["".join(one.values()) for one in expected]
    for block, one in zip(body, expected, strict=True):
        assert {locale: block.spoken(locale) for locale in one} == one


def test_blanks_of_english_are_kept(made: Callable[[str], Made], conversion: Conversion) -> None:
    texts = {block.text for block in made("en").blocks}
    for one in passages_of(conversion.readings):
        reference = "" if one.is_heading else one.reference
        assert plain(reference + " ".join(one.lines["en"])) in texts


@pytest.mark.parametrize("kind", PDFS)
def test_standards_and_their_conditions(kind: str, made: Callable[[str], Made]) -> None:
    one = made(kind)
    root = one.pdf.Root
    with one.pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == one.book.title
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert (
        str(root.Lang) == {"zh": "zh-CN", "en": "en-US", "zh-en": "zh-CN", "zh-Hant": "zh-TW"}[kind]
    )
    tagged = {"en": {"en-US"}, "zh": {"zh-CN"}, "zh-Hant": {"zh-TW"}, "zh-en": {"zh-CN", "en-US"}}
    assert tagged[kind] <= {block.lang for block in one.blocks}
    assert all(
        page.get("/StructParents") is not None or "/Annots" not in page for page in one.pdf.pages
    )
    for annotation in links_of(one.pdf):
        assert annotation.Contents is not None
    for font in fonts_of(one.pdf):
        descendant = font.DescendantFonts[0]
        assert (
            "/FontFile3" in descendant.FontDescriptor or "/FontFile2" in descendant.FontDescriptor
        )
        assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont)), "a subset"


@pytest.mark.parametrize("kind", PDFS)
def test_bookmarks_are_the_outline(
    kind: str, made: Callable[[str], Made], conversion: Conversion, convert: Convert
) -> None:
    one = made(kind)
    with one.pdf.open_outline() as outline:
        shown = list(flat(outline.root, 1))
    words = one.book.words
    own = {"　".join(words[n]) for n in ("imprint", "contents", "pictures", "glossary", "index")}
    groups = {"　".join(group.title) for group in one.book.index}
    plan = [(depth, title) for depth, title in shown if title not in own | groups]
    levels = {"chapter": 1, "section": 2, "subsection": 3}
    by_anchor = {p.anchor: p for p in passages_of(conversion.readings) if p.is_heading}
    expected = []
    for division in conversion.linked.edition.outline.divisions():
        lines = by_anchor[division.anchor].lines
        titles = [convert(lines["zh"][0]) if l == "zh" else lines["en"][0] for l in PDFS[kind]]  # noqa: E741
        expected.append((levels[division.level], "　".join(titles)))
    assert plan == expected
    assert own <= {title for _, title in shown}


@pytest.mark.parametrize("kind", PDFS)
def test_every_internal_link_resolves(kind: str, made: Callable[[str], Made]) -> None:
    one = made(kind)
    pages = {page.objgen for page in one.pdf.pages}
    names = {name for name, _ in named(one.pdf.Root.Names.Dests)}
    links = 0
    for annotation in links_of(one.pdf):
        target = annotation.get("/Dest")
        if isinstance(target, pikepdf.Array):
            assert target[0].objgen in pages
        else:
            assert str(target) in names
        links += 1
    assert links > 500


@pytest.mark.parametrize("kind", PDFS)
def test_page_labels_are_the_printed_numbers(kind: str, made: Callable[[str], Made]) -> None:
    pdf = made(kind).pdf
    assert [page.label for page in pdf.pages] == [str(n) for n in range(1, len(pdf.pages) + 1)]
    assert {tuple(map(round, map(float, page.MediaBox))) for page in pdf.pages} == {
        (0, 0, 595, 842)
    }


def test_numbers_of_paragraphs_lead_to_the_web(
    conversion: Conversion, sources: Sources, fonts: Fonts, made: Callable[[str], Made]
) -> None:
    assert not list(addresses(made("zh").pdf)), "no address is known, so none is invented"
    there = replace(
        sources,
        description=structs.replace(sources.description, site_url="https://plan.example/x/"),
    )
    for kind, folder in (("zh-Hant", "zh-Hant/"), ("en", "en/")):
        book = book_of(kind, conversion.tied, conversion.readings, there)
        found = set(addresses(pikepdf.open(BytesIO(typeset(book, fonts)))))
        assert f"https://plan.example/x/{folder}plan/ch2/s1.html#p-2-1-3-1" in found
        paragraphs = {p.anchor for p in passages_of(conversion.readings) if not p.is_heading}
        assert {address.partition("#")[2] for address in found if "#" in address} == paragraphs


@pytest.mark.parametrize("kind", PDFS)
def test_what_is_missing_and_doubtful_is_said(
    kind: str, made: Callable[[str], Made], sources: Sources, convert: Convert
) -> None:
    said = "\n".join(block.text for block in made(kind).blocks).replace(" ", "")
    for locale in PDFS[kind]:
        texts = [one.notice.of(locale) for one in sources.missing]
        texts += [one.note.of(locale) for one in sources.notes]
        for text in texts:
            assert (convert(text) if locale == "zh" else text).replace(" ", "") in said


def test_glossary_and_index_name_pages_that_use_the_term(made: Callable[[str], Made]) -> None:
    """The pages behind an entry are those of the places where its term begins."""
    one = made("zh")
    texts = [re.sub(r"\s", "", page_text(page)) for page in one.pdf.pages]
    names = {entry.id: entry.names for group in one.book.index for entry in group.entries}
    for term in ("jiaozhou-bay", "textile-valley"):
        name, english = names[term]
        heading = name + english.replace(" ", "")
        found = next(m for t in texts if (m := re.search(rf"{re.escape(heading)}([\d,]+)", t)))
        pages = {int(number) for number in found[1].split(",")}
        body = {n for n, text in enumerate(texts, 1) if name in text.replace(heading, "")}
        assert pages
        assert pages <= body | {n - 1 for n in body}


def test_same_input_same_bytes(made: Callable[[str], Made], fonts: Fonts) -> None:
    """Another process has set the books of the site."""
    for kind in ("zh", "zh-en"):
        assert typeset(made(kind).book, fonts) == made(kind).raw


# --- how the pages look

MILLIMETER = 72 / 25.4
TEXT = {"zh": 10.5, "en": 11.6, "zh-Hant": 10.5}
"""The size of the text."""
HAN = re.compile(r"[\u3400-\u9fff]")


def text_lines(one: Made) -> Iterator[tuple[int, list[Line]]]:
    """The lines of the text of each page, from the first chapter to the last, with its number."""
    places = {name: one.pdf.pages.index(to[0]) for name, to in named(one.pdf.Root.Names.Dests)}
    for at in range(places["s-1-0-0"] + 1, places["pictures"]):
        yield at + 1, [line for line in one.pages[at] if line.size == TEXT[one.book.kind]]


@pytest.mark.parametrize("kind", TEXT)
def test_lines_are_as_wide_as_the_page(kind: str, made: Callable[[str], Made]) -> None:
    """A line that another one of its paragraph follows ends at the margin, but in a caption."""
    leading = 15.6 if kind == "en" else 18
    captions = "".join(
        run.text
        for row in made(kind).book.blocks
        for run in (row.texts[0].runs if row.kind == "caption" else ())
    ).replace(" ", "")
    for number, lines in text_lines(made(kind)):
        left, right = (27, 172) if number % 2 else (38, 183)
        for line, after in pairwise(lines):
            follows = abs(after.left - left * MILLIMETER) < 1
            follows = follows and abs(line.base - after.base - leading) < 1
            if follows and line.text not in captions:
                assert line.right > right * MILLIMETER - 4, (number, line.text)


@pytest.mark.parametrize("kind", PDFS)
def test_no_word_is_divided(kind: str, made: Callable[[str], Made]) -> None:
    """A line ends with a hyphen only where the word has one."""
    one = made(kind)
    known = "".join(block.text for block in one.blocks).replace(" ", "")
    for lines in one.pages:
        for line in lines:
            if end := re.search(r"[a-z]{2,}-$", line.text):
                assert end[0] in known, line.text
            assert "\u00ad" not in line.text


@pytest.mark.parametrize("kind", TEXT)
def test_a_note_is_on_the_page_of_its_mark(kind: str, made: Callable[[str], Made]) -> None:
    """Of two notes to one line, Typst may put the second on the next page; nothing else is late."""
    one, marks = made(kind), 0
    for page in one.pdf.pages:
        bases = [float(link.Rect[1]) for link in page.get("/Annots", []) if is_mark(link)]
        for link in page.get("/Annots", []):
            if is_mark(link) and bases.count(float(link.Rect[1])) == 1:
                assert link.Dest[0].objgen == page.objgen, str(link.Contents)
        marks += len(bases)
    assert marks > (200 if kind == "en" else 8)


@pytest.mark.parametrize("kind", ["en", "zh-en"])
def test_a_heading_without_text_keeps_its_notes(
    kind: str, made: Callable[[str], Made], fonts: Fonts
) -> None:
    book = made(kind).book
    row = next(row for row in book.blocks if row.depth == 1 and row.texts[-1].notes)
    short = structs.replace(book, blocks=(row,), glossary=(), index=(), plates=())
    said = "".join(
        block.text for block in read_blocks(pikepdf.open(BytesIO(typeset(short, fonts))))
    )
    words = "".join(run.text for run in row.texts[-1].notes[0].runs)
    assert words.replace(" ", "") in said.replace(" ", "")


def is_mark(link: Any) -> bool:
    return bool(re.fullmatch(r"(Footnote|脚注|註腳) \d+", str(link.get("/Contents"))))


@pytest.mark.parametrize("kind", ["zh", "zh-en", "zh-Hant"])
def test_no_line_holds_one_chinese_character(kind: str, made: Callable[[str], Made]) -> None:
    one = made(kind)
    pictures = dict(named(one.pdf.Root.Names.Dests))["pictures"][0]
    for number, lines in enumerate(one.pages):
        if number < 2 or one.pdf.pages[number].objgen == pictures.objgen:
            continue
        for line in lines:
            assert not re.fullmatch(rf"{HAN.pattern}[^\w]*[\d,]*", line.text), line.text


@pytest.mark.parametrize("kind", PDFS)
def test_chinese_names_are_not_broken(kind: str, made: Callable[[str], Made]) -> None:
    one = made(kind)
    start = dict(named(one.pdf.Root.Names.Dests))["glossary"][0]
    back = one.pages[one.pdf.pages.index(start) :]
    lines = [line.text for page in back for line in page]
    for group in (*one.book.glossary, *one.book.index):
        for entry in group.entries:
            for name in filter(HAN.search, entry.names):
                assert any(name.replace(" ", "") in line for line in lines), name


@pytest.mark.parametrize("kind", PDFS)
def test_a_chapter_opens_a_page(kind: str, made: Callable[[str], Made]) -> None:
    one = made(kind)
    for name, (page, _, _, height, *_) in named(one.pdf.Root.Names.Dests):
        if re.fullmatch(r"s-([2-9]|\d\d)-0-0", name):
            assert float(height) > 740, name
            # Its own title is enough: the page has no other above it.
            first = one.pages[one.pdf.pages.index(page)][0]
            assert first.text.isdigit()


@pytest.mark.parametrize("kind", PDFS)
def test_the_page_on_the_edition_is_one(kind: str, made: Callable[[str], Made]) -> None:
    one = made(kind)
    places = dict(named(one.pdf.Root.Names.Dests))
    first, second = (one.pdf.pages.index(places[name][0]) for name in ("imprint", "contents"))
    assert second == first + 1


@pytest.mark.parametrize("kind", PDFS)
def test_no_page_of_the_back_is_nearly_empty(kind: str, made: Callable[[str], Made]) -> None:
    one = made(kind)
    start = dict(named(one.pdf.Root.Names.Dests))["glossary"][0]
    for lines in one.pages[one.pdf.pages.index(start) : -1]:
        assert min(line.base for line in lines) < 421, "less than half a page"


def test_english_pictures_have_english_quotation_marks(made: Callable[[str], Made]) -> None:
    one = made("en")
    places = dict(named(one.pdf.Root.Names.Dests))
    start, end = (one.pdf.pages.index(places[name][0]) for name in ("pictures", "glossary"))
    marks = [
        mark for lines in one.pages[start:end] for line in lines for mark in line.glyphs
        if mark.text in "“”‘’"
    ]  # fmt: skip
    assert len(marks) > 3
    assert all(mark.right - mark.left < 0.6 * mark.size for mark in marks)


@pytest.mark.parametrize("kind", PDFS)
def test_the_edition_has_one_name(kind: str, made: Callable[[str], Made], convert: Convert) -> None:
    one = made(kind)
    said = "\n".join(block.text for block in one.blocks)
    for locale in PDFS[kind]:
        name = convert(BOTH.editions[kind].of(locale))
        assert name in said
        assert name[:1].lower() + name[1:] in said
        assert convert(BOTH.book.signs.of(locale)) in said
        assert len(re.findall("nofficial|非官方", said)) >= 3
    assert not re.search(r"english|chinese|Translator’s note:|译者注：", said)


def command(root: Path, **words: Any) -> int:
    defaults = {"to": "out", "only": None, "fonts": None}
    return books.command(root, argparse.Namespace(**{**defaults, **words}))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tiny_project(tmp_path / "project")


@pytest.mark.usefixtures("fonts")
def test_missing_font_is_named(project: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    before = picture(project)
    with pytest.raises(Problems, match=r"Noto Serif CJK SC in weight 400.*\n.*fonts-noto-cjk"):
        command(project, only=["zh"], fonts=[str(tmp_path / "empty")])
    assert picture(project) == before


def test_traditional_is_left_out_without_its_fonts(fonts: Fonts) -> None:
    faces = {(name, weight) for name, weight in fonts.faces if " TC" not in name}
    assert tuple(books.wanted(Fonts((), frozenset(faces)), english=True)) == ("zh", "en", "zh-en")


@pytest.mark.usefixtures("fonts")
def test_missing_glyph_is_named(tmp_path: Path) -> None:
    root = tiny_project(
        tmp_path, "第一章 总则\n本章说明\U00012345目标。\n第二章 保障\n加强保障。\n"
    )
    with pytest.raises(Problems, match="\U00012345"):
        command(root, only=["zh"])
    assert not (root / "out").exists()


@pytest.mark.usefixtures("fonts")
def test_no_right_to_write(project: Path) -> None:
    (project / "out").write_text("in the way")
    with pytest.raises(Unwritable, match=r"out/shibei-14fyp.zh.pdf: cannot be written"):
        command(project, only=["zh"])
    assert (project / "out").read_text() == "in the way"
    assert not list(project.glob(".planbook*"))


@pytest.mark.usefixtures("fonts")
def test_full_disk_leaves_the_old_book(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = project / "out/shibei-14fyp.zh.pdf"
    old.parent.mkdir()
    old.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unwritable, match="No space left on device"):
        command(project, only=["zh"])
    assert old.read_bytes() == b"old"
    assert not list(project.glob(".planbook*"))


LONG_WORD = "x" * 400
LONG_PARAGRAPH = "加强组织保障，" * 900 + "结束。"


@pytest.mark.parametrize("kind", ["zh", "en", "zh-en"])
def test_extremes_make_good_pages(kind: str, tmp_path: Path, fonts: Fonts) -> None:
    """A word without end, a paragraph of many pages, and English that is missing or empty."""
    plan = f"第一章 总则\n前{LONG_WORD}后。\n一、目标\n{LONG_PARAGRAPH}\n二、任务\n做好任务。\n第二章 保障\n加强保障。\n"
    root = tiny_project(tmp_path, plan)
    with (root / MEMORY_FILE).open("a", encoding="utf-8") as memory:
        memory.write(
            f'\n# state: translated\nmsgid "前{LONG_WORD}后。"\nmsgstr "A {LONG_WORD} b."\n'
        )
        memory.write('\n# state: draft\nmsgid "做好任务。"\nmsgstr "Do the tasks."\n')
    sources = read_sources(read_files(root, FILES))
    made = Conversion(sources)
    pdf = pikepdf.open(BytesIO(typeset(book_of(kind, made.tied, made.readings, sources), fonts)))
    blocks = read_blocks(pdf)
    said = "".join(block.text for block in blocks).replace(" ", "")
    assert LONG_WORD in said
    assert plain(LONG_PARAGRAPH).replace(" ", "") in said
    if kind != "zh":
        assert "NotyetinEnglish." in said
        assert "adraft,madebymachineortakenfromanotheredition,thathasnotbeenrevised" in said
        assert {"zh-CN", "en-US"} <= {block.lang for block in blocks}
    for page in pdf.pages:
        assert all(right <= 595 - 36 for right in right_ends(page)), "text leaves the page"


@pytest.mark.parametrize(
    "front", ["本纲要说明目标。", "（草案）\n本纲要说明目标。", "某区人民政府\n本纲要说明目标。"]
)  # fmt: skip
def test_what_follows_the_title_does_not_run_into_it(
    front: str, tmp_path: Path, fonts: Fonts
) -> None:
    title = "江州市临江区国民经济和社会发展第十五个五年规划纲要"
    root = tiny_project(tmp_path, f"{title}\n{front}\n第一章 总则\n本章说明任务。\n")
    made = Conversion(read_sources(read_files(root, FILES)))
    book = book_of("zh", made.tied, made.readings, made.sources)
    pages = [lines_of(page) for page in pikepdf.open(BytesIO(typeset(book, fonts))).pages]
    lines = next(page for page in pages if any("本章说明任务" in one.text for one in page))
    chinese = [one for one in lines if re.search("[一-鿿]", one.text)]  # no numbers of the margin
    assert len(chinese) > 4
    near = [one.text for one, other in pairwise(chinese) if one.base - other.base < other.size]
    assert near == []


BOX = "专栏1 产业工程\n1.机械工程。支持机械改造。\n2.材料工程。建设中试基地。\n"
FIGURE = "表1 主要指标\n指标\t2025年\t2030年\n产值\t60\t80\n"


@pytest.mark.parametrize("below", [BOX, FIGURE])
@pytest.mark.parametrize("kind", ["zh", "en", "zh-en"])
def test_what_follows_a_caption_does_not_run_into_it(
    kind: str, below: str, tmp_path: Path, fonts: Fonts
) -> None:
    plan = f"第一章 总则\n本章说明任务。\n{below}"
    sources = read_sources(read_files(tiny_project(tmp_path, plan), FILES))
    made = Conversion(replace(sources, repairs=replace(sources.repairs, counts=None)))
    book = book_of(kind, made.tied, made.readings, made.sources)
    pages = [lines_of(page) for page in pikepdf.open(BytesIO(typeset(book, fonts))).pages]
    lines = next(page for page in pages if any("本章说明任务" in one.text for one in page))
    chinese = [one for one in lines if re.search("[一-鿿]", one.text)]
    rows = {round(one.base): one for one in chinese}
    inked = [rows[base] for base in sorted(rows, reverse=True)]
    assert len(inked) > 3
    near = [one.text for one, other in pairwise(inked) if one.base - other.base < other.size]
    assert near == []


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("海宁县“十五五”规划", ("海宁县", "“十五五”规划")),
        ("江州市临江区“十四五”规划", ("江州市临江区", "“十四五”规划")),
    ],
)
def test_the_number_of_the_plan_is_not_broken_on_the_cover(
    name: str, lines: tuple[str, ...]
) -> None:
    assert balanced(name, NAME_WIDTH) == lines


@pytest.mark.parametrize("part", ["", "第一篇 开局\n"])
def test_a_heading_before_the_first_chapter_is_on_its_level(
    part: str, tmp_path: Path, fonts: Fonts
) -> None:
    plan = f"临江区规划纲要\n前言\n本纲要说明目标。\n{part}第一章 总则\n一、目标\n（一）工业\n1.机械\n生产机床。\n2.化工\n生产材料。\n"
    made = Conversion(read_sources(read_files(tiny_project(tmp_path, plan), FILES)))
    book = book_of("zh", made.tied, made.readings, made.sources)
    pdf = pikepdf.open(BytesIO(typeset(book, fonts)))
    with pdf.open_outline() as outline:
        tops = [one.title for one in outline.root]
    assert "前言" in tops
    assert tops.index("前言") + 1 == tops.index(part.strip() or "第一章 总则")


# --- small readers


def links_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        yield from page.get("/Annots", [])


def addresses(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in links_of(pdf):
        if "/A" in one and "/URI" in one.A:
            yield str(one.A.URI)


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        yield from page.Resources.get("/Font", {}).values()


def flat(items: list[Any], depth: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield depth, item.title
        yield from flat(item.children, depth + 1)


def named(node: Any) -> Iterator[tuple[str, Any]]:
    """Name and place of every named destination."""
    names = node.get("/Names", [])
    yield from ((str(names[at]), names[at + 1]) for at in range(0, len(names), 2))
    for kid in node.get("/Kids", []):
        yield from named(kid)


def page_text(page: Any) -> str:
    return "".join(one for texts in Content(page).texts.values() for one in texts)


def right_ends(page: Any) -> Iterator[float]:
    """Where the lines of a page begin: nothing may begin beyond its right margin."""
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) == "cm":
            yield float(list(instruction.operands)[4])
