"""Models how the original shows the lines of a text, and reads the headings that only this shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from msgspec import Struct, field, structs

from planbook.characters import printable
from planbook.fields import Count, LineNumber
from planbook.locales import Bilingual
from planbook.structure.levels import DEEPEST, LOWEST, ranks_of
from planbook.structure.node import Line, is_above_table
from planbook.text.declared import AT
from planbook.text.grammar import BULLETS, DATE, Family, Mark, is_heading_form, is_open
from planbook.text.same import bare, is_among
from planbook.text.script import to_simplified
from planbook.text.unnumbered import ADDRESS, FEWEST, SESSION, may_head

FILE = "source/taken.toml"
WITH_PARAGRAPHS = ("DOCX document", "HTML page", "web archive (MHTML)", "Markdown text")
NEVER = re.compile(r"(?!)")
COMPARED = 8
"""Characters by which a recorded line is known again."""
FRONT = 10
"""Lines in front of a text without numbers."""
MOST = 20
"""Maximum looks that are told apart, the most frequent ones."""
TITLE = 45
"""Maximum characters of a line that is a heading by its style alone."""
FIELD = re.compile(r"[\u4e00-\u9fff]{0,8}(?:单位|部门|领导|时限|时间|电话|[责系头]人)：")
"""Begins a line that says who does something, or until when: 牵头单位：县文体局."""
SIGN = re.compile(rf"[{BULLETS}【［]")
Any = TypeVar("Any", bound=Hashable)


class Shown(Struct, frozen=True):
    """A line that the original shows as a heading."""

    line: LineNumber
    level: Count
    """From 1; 0 for a line that is only emphasized."""
    text: str
    face: str = ""
    """How it is set otherwise than the text is: 黑体 bold, centered."""


class Lead(Struct, frozen=True):
    """The beginning of a line that the original emphasizes, and not the rest."""

    line: LineNumber
    text: str


class Table(Struct, frozen=True):
    """What the original marks as the heads of a table."""

    line: LineNumber
    """The first row of the table."""
    rows: Count
    columns: Count


class Account(Struct, frozen=True):
    """`taken.toml`, as far as it is read."""

    kind: str = ""
    headings: tuple[Shown, ...] = ()
    leads: tuple[Lead, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()


class Style(Struct, frozen=True, forbid_unknown_fields=True):
    """A style of the original that does not always show a heading."""

    level: Count
    why: Bilingual
    at: Count = field(default=0, name=AT)


@dataclass(frozen=True, slots=True)
class Original:
    """What is known of how the original shows its lines."""

    shown: tuple[Shown, ...] = ()
    declared: tuple[Style, ...] = ()
    doubts: tuple[str, ...] = ()
    """What a person should look at in it, such as pages that are pictures."""
    kind: str = ""
    """What the file is, as `planbook take` calls it; of several, what each is."""
    leads: tuple[Lead, ...] = ()
    tables: tuple[Table, ...] = ()

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of the lines that it shows as headings."""
        return frozenset(one.line for one in self.shown)

    def without(self, lines: Collection[int]) -> Original:
        """The same but for these lines, of which something else is asked."""
        return replace(self, shown=tuple(one for one in self.shown if one.line not in lines))

    @property
    def has_paragraphs(self) -> bool:
        """True if it says where its paragraphs end, so that each line of the text is one."""
        return all(one in WITH_PARAGRAPHS for one in self.kind.split(" + "))


def original_of(account: Account, declared: tuple[Style, ...] = ()) -> Original:
    doubts = map(printable, account.warnings)
    return Original(
        account.headings, declared, (*doubts,), account.kind, account.leads, account.tables
    )


def is_same(one: Shown, line: Line) -> bool:
    said = (one.text, to_simplified(one.text))  # a text is always read in Simplified characters
    known = tuple(bare(text).removesuffix("。")[:COMPARED] for text in said)
    return bare(line.text).startswith(known)


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is shown."""

    level: int
    face: str
    sign: str
    """The sign with which it begins: ● 主要成就, 【主要成就】."""
    is_upper: bool = False
    """True if it is right above a line that is shown alike, and so likely above its like."""

    @classmethod
    def of(cls, one: Shown) -> Look:
        sign = SIGN.match(one.text)
        return cls(one.level, one.face, sign[0] if sign else "")


def ordered(
    looks: Mapping[int, Any],
    ranks: Mapping[Any, float],
    opened: Iterable[tuple[Any, Any]] = (),
) -> list[Any]:
    """The looks of several lines, by the line: above others are those right above them, or first.

    Of some, the rank is known; `opened` are other looks one above another.
    """
    counts = Counter(looks.values())
    usual = {look for look, _ in counts.most_common(MOST)}
    pairs = Counter((look, looks.get(at + 1)) for at, look in looks.items()) | Counter(opened)

    def is_above(one: Any, look: Any) -> bool:
        if one in ranks and look in ranks:
            return ranks[one] < ranks[look]
        return pairs[one, look] > pairs[look, one]

    above = {
        look: {one for one in usual if is_above(one, look)} for look in counts if look in usual
    }
    for _ in usual:
        above = {look: own.union(*(above[one] for one in own)) for look, own in above.items()}
    return sorted(above, key=lambda look: len(above[look]))


# --- headings that their style alone shows


def styled(lines: list[Line], original: Original, title: str) -> list[Line]:
    """The lines, with an empty mark for each heading that only its style in the original shows."""
    return numbered(lines, ranked(lines, original, title))


def ranked(lines: list[Line], original: Original, title: str) -> dict[int, float]:
    """The ranks of those that only their style in the original shows as headings.

    Where such a heading would be beside a numbered one, which has its number, it stays text. If that
    is so of any that is only emphasized, or if one of a look is above another, nothing tells their levels.
    """
    shown = {one.line: one for one in original.shown}
    looks = looks_in(lines, shown, title)
    levels = by_look(shown, looks)
    ranks = ranks_of(lines, {number: one.level for number, one in levels.items()})
    found = {at: ranks[levels[lines[at].number].level] for at in looks}
    found = without_front(lines, found, title, levels)
    has_upper = any(looks[at].is_upper and not looks[at].level for at in found)
    found = {
        at: rank
        for at, rank in found.items()
        if has_text(lines, at, rank, found) and not heads_table(lines, at, levels)
    }
    made = beside_none(lines, found)
    lower = sum(is_below(lines, at, rank) for at, rank in made.items())
    is_open = has_upper or lower >= FEWEST or not all(looks[at].level for at in found.keys() - made)
    return {at: rank for at, rank in made.items() if looks[at].level or not is_open}


def is_below(lines: list[Line], at: int, rank: float) -> bool:
    """True for a line right below a numbered heading that would be lower than it: 1.农业 above 粮食."""
    mark = (above := lines[at - 1]).mark
    return bool(mark and mark.family.rank > rank and is_heading_form(above.text[len(mark.text) :]))


def looks_in(lines: list[Line], levels: Mapping[int, Shown], title: str) -> dict[int, Look]:
    """How the lines look that may be headings without a number."""
    found = {
        at: Look.of(levels[line.number])
        for at, line in enumerate(lines)
        if is_shown(line, levels) and not is_title(lines, at, title)
    }
    return {at: replace(own, is_upper=found.get(at + 1) == own) for at, own in found.items()}


def by_look(levels: Mapping[int, Shown], looks: Mapping[int, Look]) -> dict[int, Shown]:
    """The lines of the original, with a level for each look of those that are only emphasized."""
    own = {at: replace(look, is_upper=False) for at, look in looks.items() if not look.level}
    counts = Counter(own.values())
    own = {at: look for at, look in own.items() if counts[look] > 1}
    places = {look: DEEPEST + 1 + place for place, look in enumerate(ordered(own, {}))}
    return {
        number: one if one.level else structs.replace(one, level=places.get(Look.of(one), 0))
        for number, one in levels.items()
    }


def without_front(
    lines: list[Line], ranks: Mapping[int, float], title: str, levels: Mapping[int, Shown]
) -> dict[int, float]:
    """Those that are not titles in front of the first numbered heading.

    What is before it is a heading if it has the style of one, or if several lines are emphasized
    alike there, or some after it; but what is above the title of the document is a cover, or the
    notice with which it was issued, and what is above an address says who speaks: 市长 李明.
    """
    first = next((at for at, one in enumerate(lines) if one.mark), 0)
    own = max((at for at in range(first) if is_title(lines, at, title)), default=-1)
    own = max(own, end_of_opening(lines[: first or FRONT]))
    counts = Counter(rank for at, rank in ranks.items() if at > own)
    return {
        at: rank
        for at, rank in ranks.items()
        if at > own
        and (at >= first or counts[rank] > 1 or levels[lines[at].number].level <= DEEPEST)
    }


def end_of_opening(front: list[Line]) -> int:
    """The index of the last line that says where a report was given and by whom, or to whom it speaks.

    Below a paragraph, a dash begins an item (——公园12个), and 各部门要做到： a list.
    """
    end, in_text = -1, False
    for at, line in enumerate(front):
        is_address = ADDRESS.match(line.text) and not in_text
        is_said = 0 <= end == at - 1 or (SESSION.match(line.text) and not in_text)
        if (is_said and is_open(line.text)) or is_address:
            end = at
        in_text = in_text or not (is_open(line.text) or is_address)
    return end


def is_shown(line: Line, levels: Mapping[int, Shown]) -> bool:
    """True for a line without a number that the original shows as a heading."""
    one = levels.get(line.number)
    may_be = one and is_same(one, line) and not FIELD.match(line.text)
    return bool(may_be and may_head(line, TITLE, signed=True))


def unstopped(line: Line) -> Line:
    """A line without its full stop: a heading such as 一是聚焦产业升级。 is a sentence."""
    return replace(line, text=line.text.removesuffix("。"))


def is_title(lines: list[Line], at: int, title: str) -> bool:
    """True for a line of the title of the document."""
    around = [one.text for one in lines[max(0, at - 2) : at + 3]]
    return bare(lines[at].text) in bare(title) and is_among(around, title)


def has_text(lines: list[Line], at: int, rank: float, ranks: Mapping[int, float]) -> bool:
    """True if a line has text below it, or headings that are lower than it is; no date, as a name has."""
    if at + 1 == len(lines) or DATE.match(lines[at + 1].text):
        return False
    mark = lines[at + 1].mark
    return ranks.get(at + 1, mark.family.rank if mark else DEEPEST) > rank


def heads_table(lines: list[Line], at: int, levels: Mapping[int, Shown]) -> bool:
    """True for a line that is only emphasized, or centered, above a table: its title."""
    own = levels[lines[at].number]
    is_centered = own.level > DEEPEST and own.face.endswith("centered")
    return (not own.level or is_centered) and is_above_table(lines, at)


def beside_none(lines: list[Line], ranks: Mapping[int, float]) -> dict[int, float]:
    """Those headings without a number that have no numbered one beside them."""
    stack: list[tuple[float, int]] = [(-1.0, -1)]
    children: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        rank = ranks.get(at, line.mark.family.rank if line.mark else None)
        if rank is None or rank > LOWEST:
            continue
        while stack[-1][0] >= rank:
            stack.pop()
        children.setdefault(stack[-1][1], []).append(at)
        stack.append((rank, at))
    mixed = [own for own in children.values() if not all(at in ranks for at in own)]
    gone = {at for own in mixed for at in own}
    return {at: rank for at, rank in ranks.items() if at not in gone}


def numbered(lines: list[Line], ranks: Mapping[int, float]) -> list[Line]:
    """The lines with the marks of those headings: without text; the tree gives them their numbers."""
    marks = {
        at: Mark(Family(f"style {rank}", rank, NEVER, ""), 0, "") for at, rank in ranks.items()
    }
    return [replace(one, mark=marks.get(at, one.mark)) for at, one in enumerate(lines)]
