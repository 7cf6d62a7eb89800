"""Finds headings without a number: by their style, above series that begin anew, or as declared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from planbook.problems import Problem, quote
from planbook.structure.node import Line, Readings
from planbook.structure.styles import Original, Shown, is_same
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import DATE, HEADING_LIMIT, UNNUMBERED, Family, Mark
from planbook.text.layout import Role
from planbook.text.same import bare, is_among
from planbook.text.unnumbered import headings_above, may_head

NEVER = re.compile(r"(?!)")
DEEPEST = 9
"""The deepest level of a style; lines that are only emphasized are below it."""
TOP, LOWEST = 2.0, 5.4
"""The ranks between which headings without a number are, unless they are below 1.: from a chapter to
above a box."""
STEP = 0.3
"""The rank of a level below the one above it, less than from 一、 to （一）."""
ABOVE = 0.1
"""How far a heading is above the series below it: nearer than any other family."""
FEWEST = 2
"""Headings above series that begin anew."""
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
        if has_text(lines, at, rank, found) and not heads_table(lines, at, levels)
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
    return bool(one and is_same(one, line) and may_head(line, TITLE))


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


# --- headings that are declared, or asked about


def marked(
    lines: list[Line], readings: Readings, original: Original, title: str
) -> tuple[list[Line], list[Problem]]:
    """The lines, with an empty mark for each such heading; the questions about those not declared."""
    found = {
        at: rank
        for at, rank in possible(lines, original, title).items()
        if not readings.has("paragraph", lines[at])
    }
    declared = {at for at in range(len(lines)) if is_declared(lines, at, readings, title)}
    problems = list(asked(lines, found, declared))
    for at in sorted(declared - found.keys()):
        found[at] = rank_at(lines, at, found)
    return numbered(lines, found), problems


def possible(lines: list[Line], original: Original, title: str) -> dict[int, float]:
    """The ranks of lines that head a series, and of others that the original shows like them."""
    levels = {one.line: one for one in original.shown}
    above = headings_above(lines, title)
    shown = {at for at in above if is_shown(lines[at], levels)}
    ranks = {at: above[at].family.rank - ABOVE for at in shown or above}
    if len(ranks) < FEWEST:
        return {}
    looks = {look_of(levels[lines[at].number]): ranks[at] for at in shown}
    for at in range(min(ranks), len(lines)):
        rank = looks.get(look_of(levels[lines[at].number])) if is_shown(lines[at], levels) else None
        if rank is not None and is_free(lines, at) and has_text(lines, at, rank, ranks):
            ranks.setdefault(at, rank)
    return ranks


def look_of(shown: Shown) -> tuple[int, str]:
    return shown.level, shown.face


def is_free(lines: Sequence[Line], at: int) -> bool:
    """True unless the series above a line goes on below it."""
    following = first_mark(lines, range(at + 1, len(lines)))
    return following is None or following.number == 1


def first_mark(lines: Sequence[Line], places: Iterable[int]) -> Mark | None:
    """The mark of the first of these lines that has one."""
    return next((mark for at in places if (mark := lines[at].mark)), None)


def is_declared(lines: list[Line], at: int, readings: Readings, title: str) -> bool:
    """True for a line without a mark that is declared to be a heading, but for those of the title."""
    line = lines[at]
    may_be = may_head(line, HEADING_LIMIT) or bool(UNNUMBERED.match(line.text))
    is_other = not may_be or is_title(lines, at, title)
    return not is_other and readings.has("heading", line)


def rank_at(lines: Sequence[Line], at: int, ranks: Mapping[int, float]) -> float:
    """The rank of a heading.

    It is above a series that begins below it, below one that goes on over it, or else beside its
    neighbors.
    """
    following = first_mark(lines, range(at + 1, len(lines)))
    if following and following.number == 1:
        return following.family.rank - ABOVE
    before = first_mark(lines, range(at - 1, -1, -1))
    if before and following and is_next(following, before):
        return before.family.rank + STEP
    if ranks:
        return ranks[min(ranks, key=lambda one: abs(one - at))]
    beside = following or before
    return beside.family.rank if beside else TOP


def is_next(mark: Mark, before: Mark) -> bool:
    return (mark.family, mark.number) == (before.family, before.number + 1)


def asked(
    lines: Sequence[Line], ranks: Mapping[int, float], declared: Collection[int]
) -> Iterator[Problem]:
    """One question for all possible headings of a rank that are not declared."""
    for rank in sorted(set(ranks.values())):
        if own := [lines[at] for at in sorted(ranks) if ranks[at] == rank and at not in declared]:
            yield question(own)


def question(own: Sequence[Line]) -> Problem:
    first, last = own[0], own[-1]
    heading = [answers.reading("heading", one.number, one.text, "unmarked") for one in own]
    paragraph = [answers.reading("paragraph", one.number, one.text) for one in own]
    return Problem(
        FILE,
        f"{len(own)} lines such as {quote(first.text)} may be headings: they are short, end without a"
        " full stop, and a series of numbered lines begins anew below them",
        'declare each in source/repairs.toml: kind = "heading" makes it one of the level above the'
        ' series, "paragraph" leaves it as text',
        line=first.number,
        last_line=last.number,
        answers=("\n\n".join(heading), "\n\n".join(paragraph)),
    )
