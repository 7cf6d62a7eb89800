"""Tells headings by their typeface: official documents set them in 黑体, 楷体, and the text in 仿宋."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from planbook.intake.form import Block, Line, bare
from planbook.text.grammar import CAPTION, is_heading_form, mended
from planbook.text.unnumbered import is_remark

HAN = re.compile("[\u4e00-\u9fff]")
FEWEST = 2
"""Lines that make a typeface one of headings; a title or an issuer has one of its own."""
KINDS = {
    "小标宋": "小标宋|大标宋|XiaoBiaoSong", "仿宋": "仿宋|Fang ?Song", "黑体": "黑|Hei", "楷体": "楷|Kai",
    "宋体": "宋|SimSun|Song|Ming", "隶书": "隶|LiSu",
}  # fmt: skip
"""The typefaces by parts of the names of their fonts: 楷体_GB2312, STKaiti, 方正黑体_GBK."""


def face_of(font: str) -> str:
    """The typeface of a font that is named first in a list of them; empty if it is none of these."""
    first = font.split(",", maxsplit=1)[0]
    return next((one for one, part in KINDS.items() if re.search(part, first, re.IGNORECASE)), "")


def common(faces: Iterable[tuple[str, str]]) -> str:
    """The typeface of all Chinese text of a line, given in pieces with their faces; empty if they differ."""
    found = {face for text, face in faces if HAN.search(text)}
    return found.pop() if len(found) == 1 else ""


def emphasized(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with each short line emphasized that is in a typeface of headings."""
    blocks = list(blocks)
    lines = [one for one in blocks if isinstance(one, Line)]
    counts: Counter[str] = Counter()
    for one in lines:
        counts[one.face] += len(one.text)
    usual = counts.most_common(1)[0][0] if counts else ""
    titles = Counter(look(one) for one in lines if one.face not in ("", usual) and is_title(one))
    own = {name for name, count in titles.items() if count >= FEWEST}
    yield from (shown(one, own) if isinstance(one, Line) else one for one in blocks)


def look(line: Line) -> str:
    """The typeface of a line, and whether it is bold as well."""
    return f"{line.face} bold" if line.strong else line.face


def shown(line: Line, looks: Collection[str]) -> Line:
    """The line, with its look if that is one of headings."""
    is_own = look(line) in looks and is_title(line)
    return replace(line, face=look(line) if is_own else "", strong=line.strong or is_own)


def is_title(line: Line) -> bool:
    """True for a short line that is neither a sentence nor a caption, date, or remark."""
    text = mended(bare(line.text))
    is_other = CAPTION.match(text) or is_remark(text)
    return is_heading_form(text) and not is_other
