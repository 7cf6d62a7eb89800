"""Tells headings by how they are set: larger than the text, in 黑体 or 楷体 where it is in 仿宋, centered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar

from planbook.intake.form import BLANK, STOP, Block, Grid, Line, bare
from planbook.text.grammar import (
    CAPTION,
    DECIMAL,
    NUMERAL,
    SUBDECIMAL,
    is_heading_form,
    is_note,
    mark_of,
    mended,
)
from planbook.text.series import FAMILIES
from planbook.text.unnumbered import is_remark

Any = TypeVar("Any", bound=Hashable)
HAN = re.compile("[\u4e00-\u9fff]")
MARK = re.compile(rf"\s*第?[（(]?{NUMERAL}[)）]?[、.．章节条]?\s*")
"""A number in characters, which may look otherwise than its title does."""
BY_SERIES = (DECIMAL, SUBDECIMAL, *FAMILIES)
OF_HEADINGS = ("黑体", "楷体")
BEFORE = 8
"""Maximum characters of the number before what is emphasized."""
AFTER = re.compile(r"[^\u4e00-\u9fff。？！”’）》」』]+$")
"""What is after the last character or stop: digits of what follows."""
GOES_ON = (
    *"，。、；：？！）》”是的和与及等将使指",
    "有利",
    "有助",
    "有着",
    "为主",
    "在于",
    "以及",
    "以上",
    "以来",
)
"""No text under a title begins so: （一）坚持创新 and 是第一动力."""
LARGER = 1.1
"""The size of a heading, at least, against that of the text."""
FEWEST = 2
"""Lines that make a typeface one of headings; a title or an issuer has one of its own."""
KINDS = {
    "小标宋": "小标宋|大标宋|XiaoBiaoSong", "仿宋": "仿宋|Fang ?Song", "黑体": "黑|Hei", "楷体": "楷|Kai",
    "宋体": "宋|SimSun|Song|Ming", "隶书": "隶|LiSu",
}  # fmt: skip
"""The typefaces by parts of the names of their fonts: 楷体_GB2312, STKaiti, 方正黑体_GBK."""


@cache  # asked for each letter of a PDF
def face_of(font: str) -> str:
    """The typeface of a font that is named first in a list of them; empty if it is none of these."""
    first = font.split(",", maxsplit=1)[0]
    return next((one for one, part in KINDS.items() if re.search(part, first, re.IGNORECASE)), "")


def common(faces: Iterable[tuple[str, str]]) -> str:
    """The typeface of all Chinese text of a line, given in pieces with their faces; empty if they differ."""
    return shared(faces) or ""


def shared(pieces: Iterable[tuple[str, Any]]) -> Any | None:
    """What all pieces with Chinese text have, such as a size; None if they differ."""
    found = {own for text, own in pieces if HAN.search(text)}
    return found.pop() if len(found) == 1 else None


def leading(pieces: Iterable[tuple[str, tuple[bool, str]]]) -> str:
    """What alone is emphasized at the beginning of a line; empty without any.

    The line is given in pieces, with whether each is bold and its typeface.
    """
    found, own = "", None
    for text, looks in pieces:
        if HAN.search(text) and not (own is None and MARK.fullmatch(text)):
            own = own or looks
            if not (own[0] or own[1] in OF_HEADINGS):
                return ""
            if looks != own:
                return AFTER.sub("", found)
        found += text if own else ""
    return ""


def lead_of(line: Line) -> str:
    """The same, with the number before it."""
    if not line.lead:
        return ""
    text, lead = bare(line.text), bare(line.lead)
    at = text.find(lead) if lead else BEFORE
    return text[: at + len(lead)] if 0 <= at < BEFORE else ""


def title_of(line: Line) -> str:
    """The title at the beginning of a line that its looks, and a number or a blank, part from its text."""
    title = run_in(line)
    rest = bare(line.text)[len(title) :]
    is_parted = rest[:1] in BLANK and not rest.lstrip(BLANK).startswith(GOES_ON)
    return title if is_parted or end_of_mark(mended(title)) else ""


def run_in(line: Line) -> str:
    """The same, if only its looks do: <b>建设成效</b>全县建成."""
    if not (lead := lead_of(line)):
        return ""
    plain, rest = mended(lead), bare(line.text)[len(lead) :]
    has_title = is_heading_form(plain[end_of_mark(plain) :])
    return lead if has_title and STOP.search(rest) and not rest.startswith(GOES_ON) else ""


def end_of_mark(line: str) -> int:
    """Where the number of a line ends; 0 without one."""
    if mark := mark_of(line):
        return len(mark.text)
    return max(
        (one.end() for family in BY_SERIES if (one := family.pattern.match(line))), default=0
    )


def titled(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with each such title a line of its own."""
    for block in blocks:
        if isinstance(block, Line) and (title := title_of(block)):
            rest = bare(block.text)[len(title) :]
            yield replace(block, text=title, strong=True, lead="")
            yield replace(block, text=rest, lead="", opens_page=False)
        else:
            yield block


def emphasized(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with each short line emphasized that is set as headings are."""
    blocks = list(blocks)
    lines = [one for one in blocks if isinstance(one, Line)]
    usual = usual_of((one.text, one.face) for one in lines) or ""
    titles = Counter(look(one, usual) for one in lines if is_title(one))
    own = {name for name, count in titles.items() if name and count >= FEWEST}
    yield from (shown(one, own, usual) if isinstance(one, Line) else one for one in blocks)


def usual_of(pieces: Iterable[tuple[str, Any]]) -> Any | None:
    """What most of a text has, which is given in pieces; None without any."""
    counts: Counter[Any] = Counter()
    for text, own in pieces:
        counts[own] += len(text)
    return counts.most_common(1)[0][0] if counts else None


def look(line: Line, usual: str) -> str:
    """How a line is set otherwise than the text is: 黑体 bold, 楷体, centered."""
    face = line.face if line.face != usual else ""
    return " ".join(
        filter(None, (face, "bold" * bool(face and line.strong), "centered" * line.centered))
    )


def shown(line: Line, looks: Collection[str], usual: str) -> Line:
    """The line, with its look if that is one of headings."""
    own = look(line, usual)
    is_own = own in looks and is_title(line)
    return replace(line, face=own if is_own else "", strong=line.strong or is_own)


def leveled(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with each short line that is larger than the text shown as a heading.

    Where no style shows headings, it has a level by its size; beside these, it is emphasized. What is
    above a table is the title of that.
    """
    lines = [one for one in blocks if isinstance(one, Line)]
    usual = usual_of((one.text, one.size) for one in lines)
    if not usual:
        return [*blocks]
    larger = sorted({one.size for one in lines if one.size > LARGER * usual}, reverse=True)
    has_levels = sum(bool(one.level) for one in lines) >= FEWEST

    def headed(line: Line) -> Line:
        if has_levels:
            return replace(line, strong=True)
        return replace(line, level=line.level or larger.index(line.size) + 1, indented=False)

    return [
        headed(one)
        if isinstance(one, Line) and one.size in larger and is_title(one) and not heads_grid
        else one
        for one, heads_grid in zip(blocks, above_grids(blocks), strict=True)
    ]


def above_grids(blocks: Sequence[Block]) -> list[bool]:
    """Whether each block is above a table, perhaps with notes on it between: 单位：亿元."""
    made, is_above = [], False
    for one in reversed(blocks):
        made.append(is_above)
        is_above = isinstance(one, Grid) or (is_above and is_note(one.text))
    return made[::-1]


def is_title(line: Line) -> bool:
    """True for a short line that is neither a sentence nor a caption, date, or remark.

    A title with a number may have a full stop if it is set in 黑体 or 楷体: （一）发展成就。
    """
    text = mended(bare(line.text))
    may_stop = line.face in OF_HEADINGS and end_of_mark(text)
    text = text.removesuffix("。") if may_stop else text
    is_other = CAPTION.match(text) or is_remark(text)
    return is_heading_form(text) and not is_other
