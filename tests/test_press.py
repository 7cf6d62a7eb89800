"""How books are set: in processes that can be ended, and in volumes that have memory enough."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec import structs

from planbook.books.pdf import book as bound
from planbook.books.pdf.book import ROOM, Book, Column, Piece, Row, size, texts_of, typeset, volumes
from planbook.books.pdf.content import book_of
from planbook.books.sheet import BYTES, Fonts, pressed, sheet_of
from planbook.commands import books
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.sources import Sources


@pytest.fixture(scope="module")
def made(conversion: Conversion, sources: Sources) -> Callable[[str], Book]:
    @cache
    def make(kind: str) -> Book:
        return book_of(kind, conversion.tied, conversion.readings, sources)

    return make


def endless(book: Book, text: str) -> Book:
    """A book of one paragraph."""
    block = Row("body", (Column("zh", (Piece(text),)),), "p-1-1-1-1", "1.1.1.1")
    return structs.replace(book, blocks=(block,), glossary=(), index=(), plates=())


# --- limits


def test_a_book_that_takes_too_long_is_ended(made: Callable[[str], Book], fonts: Fonts) -> None:
    sheet = sheet_of("book", endless(made("zh"), "加强组织保障，" * 100_000))
    started = time.monotonic()
    with pytest.raises(Problems, match="the book zh: could not be typeset within 2 seconds"):
        pressed(sheet, fonts, seconds=2)
    assert time.monotonic() - started < 4


def test_a_book_that_takes_too_much_memory_is_ended(
    made: Callable[[str], Book], fonts: Fonts
) -> None:
    with pytest.raises(
        Problems, match="the book zh: could not be typeset within 150,000,000 bytes"
    ):
        pressed(sheet_of("book", made("zh")), fonts, memory=150_000_000)


def test_no_module_of_the_folder_is_run(
    made: Callable[[str], Book], fonts: Fonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("msgspec", "typst", "planbook"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert typeset(endless(made("zh"), "总则。"), fonts).startswith(b"%PDF")


def filled(blocks: tuple[Row, ...], room: int) -> Iterator[Row]:
    """The blocks, and copies of them with other anchors, as far as there is room."""
    yield from blocks
    left = room - size(blocks)
    for number, one in enumerate(blocks[2:]):
        copy = structs.replace(apart(one), anchor=f"{one.anchor}-{number}")
        if (left := left - size((copy,))) < 0:
            return
        yield copy


def apart(block: Row) -> Row:
    """The block without its notes, whose labels stand once in a book."""
    texts = (
        structs.replace(text, runs=tuple(run for run in text.runs if not run.note), notes=())
        for text in block.texts
    )
    return structs.replace(block, texts=tuple(texts))


def test_the_fullest_volume_has_memory_enough(made: Callable[[str], Book], fonts: Fonts) -> None:
    """The kind that takes most, as much of it as one volume holds; `pressed` keeps the limit."""
    book = made("zh-en")
    full = structs.replace(book, blocks=tuple(filled(book.blocks, ROOM)))
    assert 0.98 * ROOM < size(full.blocks) <= ROOM
    assert pressed(sheet_of("book", full), fonts, memory=BYTES * 3 // 4).startswith(b"%PDF")


# --- volumes


@pytest.mark.parametrize("kind", ["zh", "en", "zh-en"])
def test_the_plan_is_one_volume(kind: str, made: Callable[[str], Book]) -> None:
    assert volumes(made(kind)) == (made(kind),)


@pytest.fixture(params=[250_000, 40_000, 9_000])
def cut(
    request: pytest.FixtureRequest, made: Callable[[str], Book], monkeypatch: pytest.MonkeyPatch
) -> tuple[Book, ...]:
    """The plan in volumes of chapters, of sections, and of subsections."""
    monkeypatch.setattr(bound, "ROOM", request.param)
    monkeypatch.setattr(bound, "PIECE", request.param // 4)
    return volumes(made("zh-en"))


def test_volumes_hold_the_whole_book_in_its_order(
    cut: tuple[Book, ...], made: Callable[[str], Book]
) -> None:
    assert len(cut) > 1
    anchors = [one.anchor for volume in cut for one in volume.blocks if not one.depth]
    assert anchors == [one.anchor for one in made("zh-en").blocks if not one.depth]
    headings = [one.anchor for volume in cut for one in volume.blocks if one.depth]
    assert list(dict.fromkeys(headings)) == [
        one.anchor for one in made("zh-en").blocks if one.depth
    ]
    assert [volume.kind for volume in cut] == [
        "zh-en",
        *(f"zh-en.{number}" for number in range(2, len(cut) + 1)),
    ]
    assert all(f"Volume {n} of {len(cut)}" in one.title for n, one in enumerate(cut, 1))


def test_a_volume_can_be_read_alone(cut: tuple[Book, ...]) -> None:
    """No link leads out of it, no level of headings is skipped, and its terms are its own."""
    for volume in cut:
        anchors = {one.anchor for one in volume.blocks}
        runs = [run for one in volume.blocks for text in texts_of(one) for run in text.runs]
        assert {run.to for run in runs if run.to} <= anchors
        depths = [0, *(one.depth for one in volume.blocks if one.depth)]
        assert all(below <= above + 1 for above, below in pairwise(depths))
        entries = {one.id for group in (*volume.glossary, *volume.index) for one in group.entries}
        assert entries == {run.term for run in runs if run.term}
    assert [bool(volume.plates) for volume in cut] == [False] * (len(cut) - 1) + [True]


def test_a_volume_of_the_middle_is_set(
    made: Callable[[str], Book], fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bound, "ROOM", 20_000)
    monkeypatch.setattr(bound, "PIECE", 5_000)
    found = volumes(made("zh"))
    inner = next(one for one in found[1:-1] if one.blocks[1].depth == 2)
    assert typeset(inner, fonts).startswith(b"%PDF")


def test_volumes_are_numbered_and_come_in_order(
    conversion: Conversion, fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bound, "ROOM", 100_000)
    monkeypatch.setattr(books, "typeset", lambda book, _: book.kind.encode())
    made = dict(books.pdfs(("zh", "en"), conversion, fonts))
    numbers = {kind: [one for one in made if one.split(".")[0] == kind] for kind in ("zh", "en")}
    assert list(made) == [*numbers["zh"], *numbers["en"]]
    for kind, names in numbers.items():
        assert names == [kind, *(f"{kind}.{number}" for number in range(2, len(names) + 1))]
        assert len(names) > 1
    assert all(content.decode() == name for name, content in made.items())
