"""The same text in another encoding, line end or script is the same plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from opencc import OpenCC

from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.sources import Sources
from planbook.structure.model import Outline
from planbook.text.decode import decode, encode
from planbook.text.script import to_simplified

RAW = (Path(__file__).parent.parent / "source/plan.zh.txt").read_bytes()
TEXT = RAW.decode()

COPIES: dict[str, tuple[bytes, str]] = {
    "UTF-8": (RAW, "utf-8"),
    "UTF-8 with BOM": (TEXT.encode("utf-8-sig"), "utf-8"),
    "GB18030": (TEXT.encode("gb18030"), "gb18030"),
    "GBK": (TEXT.encode("gbk"), "gb18030"),
    "UTF-16 LE with BOM": (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
    "UTF-16 BE with BOM": (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
    "UTF-16 LE": (TEXT.encode("utf-16-le"), "utf-16-le"),
    "UTF-16 BE": (TEXT.encode("utf-16-be"), "utf-16-be"),
    "CRLF": (RAW.replace(b"\n", b"\r\n"), "utf-8"),
    "CR": (RAW.replace(b"\n", b"\r"), "utf-8"),
    "CRLF, GB18030": (TEXT.replace("\n", "\r\n").encode("gb18030"), "gb18030"),
    "CRLF, UTF-16 with BOM": (
        b"\xff\xfe" + TEXT.replace("\n", "\r\n").encode("utf-16-le"),
        "utf-16-le",
    ),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_gives_the_same_outline(name: str, sources: Sources, outline: Outline) -> None:
    """Titles, marks, paragraphs, references, offsets and lines: the whole outline."""
    copy, encoding = COPIES[name]
    made = Conversion(replace(sources, raw=copy))
    assert made.outline == outline
    assert made.text.encoding == encoding


@pytest.mark.parametrize("name", COPIES)
def test_decoding_can_be_undone(name: str) -> None:
    """Law 1 down to the bytes, whatever the encoding."""
    copy, _ = COPIES[name]
    assert encode(decode(copy)) == copy


def big5(text: str) -> bytes:
    """The text in Big5 as in Hong Kong, which has other forms of five characters."""
    return text.translate(str.maketrans("僞爲藴税悦", "偽為蘊稅悅")).encode("big5hkscs")


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
@pytest.mark.parametrize(
    "encoded",
    [str.encode, lambda text: text.encode("gb18030"), big5],
    ids=["UTF-8", "GB18030", "Big5"],
)
def test_a_traditional_copy_gives_the_same_outline(
    config: str, encoded: Callable[[str], bytes], sources: Sources, outline: Outline
) -> None:
    """A reader in Taiwan or Hong Kong who feeds the text back gets the same plan."""
    copy = OpenCC(config).convert(TEXT)
    assert copy != TEXT
    made = Conversion(replace(sources, raw=encoded(copy)))
    assert made.text.traditional
    assert differing(made.outline, outline) == []
    assert made.outline == outline


def differing(one: Outline, other: Outline) -> list[tuple[str, str]]:
    """The sentences that differ, for a message that can be read."""
    pairs = zip(one.sentences(), other.sentences(), strict=True)
    return [(a.text, b.text) for a, b in pairs if a.text != b.text]


def test_mixed_line_ends_are_kept_in_the_journal(sources: Sources, outline: Outline) -> None:
    """A stray CR is a blank that extraction left; the lines stay where they are."""
    mixed = replace(
        sources,
        raw=RAW.replace(b"\n", b"\r\n", 100),
        repairs=replace(sources.repairs, counts=None),
    )
    made = Conversion(mixed)
    assert made.outline == outline
    assert made.repaired.journal.undo(made.repaired.text).encode() == mixed.raw


def test_plain_simplified_text_is_not_taken_for_traditional() -> None:
    assert not decode(RAW).traditional


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("臨江區發展規劃\n第一章 總則\n到2030年，新建學校10～20所，人民生活顯著改善。\n", "cp950"),
        ("臨江區發展規劃\n第一章 總則\n到2030年，羣衆生活顯著改善，裏程增加。\n", "big5hkscs"),
        ("臨江區發展規劃\n第一章 總則\n到2030年，羣眾生活顯著改善。\n", "gb18030"),
    ],
)
def test_big5_is_known_by_its_characters(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.encoding == encoding
    assert found.text == to_simplified(text)


def test_a_text_that_is_cut_in_a_character_is_refused() -> None:
    with pytest.raises(Problems, match="UTF-16"):
        decode(COPIES["UTF-16 LE with BOM"][0][:-1])
