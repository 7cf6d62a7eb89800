"""Finds the ranks and levels of headings without a number, from the numbered lines around them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import inf

from planbook.structure.node import Line, next_marks
from planbook.text.declared import Repair
from planbook.text.grammar import Mark, is_heading_form

DEEPEST = 9
"""The deepest level of a style; lines that are only emphasized are below it."""
TOP, LOWEST = 2.0, 5.4
"""The ranks between which headings without a number are, unless they are below 1.: from a chapter to
above a box."""
STEP = 0.3
"""The rank of a level below the one above it, less than from 一、 to （一）."""
ABOVE = 0.1
"""How far a heading is above the series below it: nearer than any other family."""


def leveled(
    lines: Sequence[Line],
    known: Mapping[int, float],
    places: Collection[int],
    declared: Mapping[int, Repair],
) -> dict[int, tuple[float, int]]:
    """The rank and the level of the headings in these places, and of those declared.

    The rank of some is `known`, and the level of others declared.
    """
    levels = {at: one.level for at, one in declared.items() if one.level}
    free = {at: known.get(at, 0.0) for at in (*places, *declared) if at not in levels}
    ranks = placed(lines, free)
    made: dict[int, tuple[float, int]] = {}
    stack: list[float] = []
    usual: dict[int, float] = {}
    for at, (line, following) in enumerate(zip(lines, next_marks(lines), strict=True)):
        own = line.mark.family.rank if line.mark else ranks.get(at)
        rank = rank_at(levels[at], stack, usual, following) if at in levels else own
        if rank is None:
            continue
        while stack and stack[-1] >= rank:
            stack.pop()
        stack.append(rank)
        usual[len(stack)] = rank
        if not line.mark:
            made[at] = rank, len(stack)
    return made


def rank_at(
    level: int, stack: Sequence[float], usual: Mapping[int, float], following: Mark | None
) -> float:
    """The rank of a heading on this level, below those in the stack, as on this level is usual.

    It holds a series that begins below it.
    """
    above = [-1.0, *stack][min(level - 1, len(stack))]
    begins = following is not None and following.number == 1 and following.family.rank > above
    below = following.family.rank if following and begins else inf
    open_one = stack[level - 1 : level] or [usual.get(level, TOP)]
    if above < open_one[0] < below:
        return open_one[0]
    return max(below - ABOVE, (above + below) / 2) if begins else above + STEP


def placed(lines: Sequence[Line], places: Mapping[int, float]) -> dict[int, float]:
    """The ranks of the headings in these places, some of which are known."""
    ranks: dict[int, float] = {}
    before, beside, last, below = None, 0.0, 0.0, dict[int, int]()
    for at in sorted(places, reverse=True):
        below[at] = below.get(at + 1, -1) + 1
    for at, (line, following) in enumerate(zip(lines, next_marks(lines), strict=True)):
        if mark := line.mark:
            before = mark if is_heading_form(line.text[len(mark.text) :]) else before
            beside = beside if mark.family.rank > beside else 0.0
        elif at in places:
            beside = last = places[at] or rank_of_one(before, following, beside, last)
            # 发展基础, right above 主要成就
            ranks[at] = last if places[at] else last - ABOVE * below[at]
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


# --- by the styles of the original


def ranks_of(lines: list[Line], levels: Mapping[int, int]) -> dict[int, float]:
    """The rank of each level of the original: that of its numbered lines, or one between its neighbors'.

    `levels` has the levels of its headings by the numbers of their lines.
    """
    known: dict[int, Counter[float]] = {}
    for line in lines:
        if line.mark and line.number in levels:
            known.setdefault(depth(levels[line.number]), Counter())[line.mark.family.rank] += 1
    own = {level: ranks.most_common(1)[0][0] for level, ranks in known.items()}
    used = sorted({*map(depth, levels.values())})
    return {level: rank_of(depth(level), own, used) for level in {*levels.values()}}


def rank_of(level: int, own: Mapping[int, float], used: Sequence[int]) -> float:
    """The rank of a level that is used, by its own numbered lines or else by those of its neighbors."""
    if level in own:
        return own[level]
    if above := [one for one in own if one < level]:
        steps = sum(max(above) < one <= level for one in used)
        rank = own[max(above)] + STEP * steps
        return min(rank, LOWEST) if own[max(above)] < LOWEST else rank
    if below := [one for one in own if one > level]:
        return min(own[min(below)], LOWEST + STEP) - STEP * sum(
            level <= one < min(below) for one in used
        )
    return TOP + STEP * used.index(level)


def depth(level: int) -> int:
    return level or DEEPEST + 1
