"""Finds headings without a number: by their style, above series that begin anew, or as declared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from msgspec import structs

from planbook.problems import Problem, quote
from planbook.structure.node import Line, Readings
from planbook.structure.styles import Original, Shown, is_same, ordered
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import DATE, HEADING_LIMIT, UNNUMBERED, Family, Mark, is_heading_form
from planbook.text.layout import Role
from planbook.text.same import bare, is_among
from planbook.text.unnumbered import FEWEST, headings_above, may_head, possible

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
    found = without_front(lines, found, title, levels)
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


def without_front(
    lines: list[Line], ranks: Mapping[int, float], title: str, levels: Mapping[int, Shown]
) -> dict[int, float]:
    """Those that are not titles in front of the first numbered heading.

    What is before it is a heading if it has the style of one, or if several lines are emphasized
    alike there, or some after it; but what is above the title of the document is a cover, or the
    notice with which it was issued.
    """
    first = next((at for at, one in enumerate(lines) if one.mark), 0)
    own = max((at for at in range(first) if is_title(lines, at, title)), default=-1)
    counts = Counter(rank for at, rank in ranks.items() if at > own)
    return {
        at: rank
        for at, rank in ranks.items()
        if at >= first
        or (at > own and (counts[rank] > 1 or levels[lines[at].number].level <= DEEPEST))
    }


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
    """The lines, with an empty mark for each such heading; the questions about those not declared.

    Where the original shows headings by their style, a line that it does not show is likely none.
    """
    above = above_series(lines, original, title)
    alone = {at for at in possible(lines, title) if lines[at].number not in original.lines}
    declared = {at for at in range(len(lines)) if is_declared(lines, at, readings, title)}
    may_be = {*above, *alone} - declared
    may_be -= {at for at in may_be if readings.has("paragraph", lines[at])}
    are_styled = any(one.mark and one.number in original.lines for one in lines)
    likely = sorted(may_be & above.keys() if are_styled else may_be)
    problems = [question(lines, likely, above)] if likely else []
    if unlikely := sorted(may_be.difference(likely)):
        asked = question(lines, unlikely, above)
        problems.append(replace(asked, answers=asked.answers[::-1]))
    ranks = {at: above.get(at, 0.0) for at in (*likely, *declared)}
    return numbered(lines, placed(lines, ranks)), problems


def above_series(lines: list[Line], original: Original, title: str) -> dict[int, float]:
    """The ranks of lines that head a series, and of others that the original shows like them."""
    levels = {one.line: one for one in original.shown}
    above = headings_above(lines, title)
    shown = {at for at in above if is_shown(lines[at], levels)}
    own = shown if len(shown) >= FEWEST else above
    ranks = {at: above[at].family.rank - ABOVE for at in own}
    look = {number: (one.level, one.face) for number, one in levels.items()}
    looks = {look[lines[at].number]: ranks[at] for at in shown}
    following = next_marks(lines)
    for at in range(min(ranks, default=len(lines)), len(lines)):
        rank = looks.get(look[lines[at].number]) if is_shown(lines[at], levels) else None
        is_free = not (mark := following[at]) or mark.number == 1
        if rank is not None and is_free and has_text(lines, at, rank, ranks):
            ranks.setdefault(at, rank)
    return ranks


def next_marks(lines: Sequence[Line]) -> list[Mark | None]:
    """For each line, the first mark below it."""
    made: list[Mark | None] = []
    mark = None
    for line in reversed(lines):
        made.append(mark)
        mark = line.mark or mark
    return made[::-1]


def is_declared(lines: list[Line], at: int, readings: Readings, title: str) -> bool:
    """True for a line without a mark that is declared to be a heading, but for those of the title."""
    line = lines[at]
    may_be = may_head(line, HEADING_LIMIT) or bool(UNNUMBERED.match(line.text))
    is_other = not may_be or is_title(lines, at, title)
    return not is_other and readings.has("heading", line)


def placed(lines: Sequence[Line], places: Mapping[int, float]) -> dict[int, float]:
    """The ranks of the headings in these places, some of which are known."""
    ranks: dict[int, float] = {}
    before, beside, last, upper = None, 0.0, 0.0, 0.0
    for at, (line, following) in enumerate(zip(lines, next_marks(lines), strict=True)):
        if mark := line.mark:
            before = mark if is_heading_form(line.text[len(mark.text) :]) else before
            beside, upper = (one if mark.family.rank > one else 0.0 for one in (beside, upper))
        elif at in places:
            last = places[at] or rank_of_one(before, following, beside, last)
            if at + 1 in places:  # 发展基础, right above 主要成就
                last = upper = upper or last - STEP
            elif upper and last == upper:
                last += STEP
            beside = ranks[at] = last
    return ranks


def rank_of_one(before: Mark | None, following: Mark | None, beside: float, last: float) -> float:
    """The rank of a heading between numbered ones, `beside` another, or after the `last` one.

    It is above a series that begins below it, and below one that goes on over it.
    """
    number, below = (following.number, following.family.rank) if following else (0, TOP)
    if beside and (number <= 1 or below <= beside):
        return beside
    is_inside = before is not None and (number > 1 or before.family.rank < below)
    if number == 1 and not is_inside:
        return below - ABOVE
    if before and number and is_inside:
        return before.family.rank + STEP
    return last or (below if following or not before else before.family.rank)


SERIES, ALONE = "unmarked", "heading"
WHERE = {
    SERIES: "above a series of numbered lines that begins anew",
    ALONE: "between paragraphs",
}
"""What such lines have in common, by the reasons of the answers."""


def question(lines: Sequence[Line], places: Sequence[int], above: Collection[int]) -> Problem:
    """The question about all possible headings in these places, some of them above a series."""
    own = {lines[at]: SERIES if at in above else ALONE for at in places}
    first, last = lines[places[0]], lines[places[-1]]
    where = ", or ".join(WHERE[one] for one in WHERE if one in own.values())
    said = f"{len(own)} lines such as {quote(first.text)} may be headings: they are"
    said = said if len(own) > 1 else f"{quote(first.text)} may be a heading: it is"
    heading = (answers.reading("heading", one.number, one.text, own[one]) for one in own)
    paragraph = (answers.reading("paragraph", one.number, one.text) for one in own)
    return Problem(
        FILE,
        f"{said} short, without a full stop, and {where}",
        'declare each in source/repairs.toml: kind = "heading" makes it one of the level above the'
        ' series, or beside the others, "paragraph" leaves it as text, and "join" joins it to the next'
        " line",
        line=first.number,
        last_line=last.number,
        answers=("\n\n".join(heading), "\n\n".join(paragraph)),
    )
