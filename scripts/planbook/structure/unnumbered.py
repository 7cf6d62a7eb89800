"""Finds headings without a number by their style in the original."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from planbook.structure.node import Line
from planbook.structure.styles import Original, Shown, is_same
from planbook.text.grammar import DATE, Family, Mark, is_heading_form, is_marked
from planbook.text.layout import Role
from planbook.text.restarts import is_remark
from planbook.text.same import bare, is_among

NEVER = re.compile(r"(?!)")
DEEPEST = 9
"""The deepest level of a style; lines that are only emphasized are below it."""
TOP, LOWEST = 2.0, 5.4
"""The ranks between which headings without a number are, unless they are below 1.: from a chapter to
above a box."""
STEP = 0.3
"""The rank of a level below the one above it, less than from 一、 to （一）."""
TITLE = 45
"""Maximum characters of a line that is a heading by its style alone."""


def styled(lines: list[Line], original: Original, title: str) -> list[Line]:
    """The lines, with an empty mark for each heading that only its style in the original shows."""
    return numbered(lines, ranked(lines, original, title))


def ranked(lines: list[Line], original: Original, title: str) -> dict[int, float]:
    """The ranks of those that only their style in the original shows as headings.

    Where such a heading would be beside a numbered one, which has its number, it stays text.
    """
    levels = by_face(lines, {one.line: one for one in original.shown}, title)
    ranks = ranks_of(lines, levels)
    found = {
        at: ranks[levels[line.number].level]
        for at, line in enumerate(lines)
        if is_shown(line, levels) and not is_title(lines, at, title)
    }
    found = without_front(lines, found, title)
    found = {
        at: rank
        for at, rank in found.items()
        if has_text(lines, at, found) and not heads_table(lines, at, levels)
    }
    return beside_none(lines, found)


def by_face(lines: list[Line], levels: dict[int, Shown], title: str) -> dict[int, Shown]:
    """The lines of the original, with a level for each typeface of those that are only emphasized."""
    own = {
        at: levels[line.number].face
        for at, line in enumerate(lines)
        if is_shown(line, levels)
        and not levels[line.number].level
        and not is_title(lines, at, title)
    }
    places = {face: DEEPEST + 1 + place for place, face in enumerate(ordered(own))}
    return {
        number: one if one.level else structs.replace(one, level=places.get(one.face, 0))
        for number, one in levels.items()
    }


def ordered(faces: Mapping[int, str]) -> list[str]:
    """The typefaces of several lines, by the line: above others are those right above them, or first."""
    counts = Counter(faces.values())
    pairs = [(face, faces[at + 1]) for at, face in faces.items() if faces.get(at + 1, face) != face]
    above, below = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    several = [face for face, count in counts.items() if count > 1]
    return sorted(several, key=lambda face: below[face] - above[face])


def without_front(lines: list[Line], ranks: Mapping[int, float], title: str) -> dict[int, float]:
    """Those that are not titles in front of the first numbered heading.

    What is before it and above it in rank is a heading if lines after it have the same style; but
    what is above the title of the document is a cover, or the notice with which it was issued.
    """
    first, mark = next(((at, one.mark) for at, one in enumerate(lines) if one.mark), (0, None))
    later = {rank for at, rank in ranks.items() if at > first and mark and rank < mark.family.rank}
    own = max((at for at in range(first) if is_title(lines, at, title)), default=-1)
    return {at: rank for at, rank in ranks.items() if at >= first or (at > own and rank in later)}


def is_shown(line: Line, levels: Mapping[int, Shown]) -> bool:
    """True for a line without a number that the original shows as a heading."""
    one = levels.get(line.number)
    if one is None or line.mark or line.role is not Role.TEXT or is_marked(line.text):
        return False
    if is_remark(line.text):
        return False
    return is_same(one, line) and len(line.text) <= TITLE and is_heading_form(line.text)


def is_title(lines: list[Line], at: int, title: str) -> bool:
    """True for a line of the title of the document."""
    around = [one.text for one in lines[max(0, at - 2) : at + 3]]
    return bare(lines[at].text) in bare(title) and is_among(around, title)


def has_text(lines: list[Line], at: int, ranks: Mapping[int, float]) -> bool:
    """True if a line has text below it, or headings that are lower than it is; no date, as a name has."""
    if at + 1 == len(lines) or DATE.match(lines[at + 1].text):
        return False
    mark = lines[at + 1].mark
    below = ranks.get(at + 1, mark.family.rank if mark else DEEPEST)
    return below > ranks[at]


def heads_table(lines: list[Line], at: int, levels: Mapping[int, Shown]) -> bool:
    """True for a line that is only emphasized, right above a table: its title, without a number."""
    is_above = at + 1 < len(lines) and lines[at + 1].role is not Role.TEXT
    return is_above and not levels[lines[at].number].level


def ranks_of(lines: list[Line], levels: Mapping[int, Shown]) -> dict[int, float]:
    """The rank of each level of the original: that of its numbered lines, or one between its neighbors'."""
    known: dict[int, Counter[float]] = {}
    for line in lines:
        if line.mark and (one := levels.get(line.number)):
            known.setdefault(depth(one.level), Counter())[line.mark.family.rank] += 1
    own = {level: ranks.most_common(1)[0][0] for level, ranks in known.items()}
    used = sorted({depth(one.level) for one in levels.values()})
    return {one.level: rank_of(depth(one.level), own, used) for one in levels.values()}


def rank_of(level: int, own: Mapping[int, float], used: Sequence[int]) -> float:
    """The rank of a level that is used, by its own numbered lines or else by those of its neighbors."""
    if level in own:
        return own[level]
    if above := [one for one in own if one < level]:
        steps = sum(max(above) < one <= level for one in used)
        rank = own[max(above)] + STEP * steps
        return min(rank, LOWEST) if own[max(above)] < LOWEST else rank
    if below := [one for one in own if one > level]:
        return own[min(below)] - STEP * sum(level <= one < min(below) for one in used)
    return TOP + STEP * used.index(level)


def depth(level: int) -> int:
    return level or DEEPEST + 1


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
    made = list(lines)
    for at, rank in ranks.items():
        made[at] = replace(lines[at], mark=Mark(Family(f"style {rank}", rank, NEVER, ""), 0, ""))
    return made
