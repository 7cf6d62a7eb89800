"""Finds headings without a number above series that begin anew, or as declared, and their levels."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf

from planbook.problems import Problem, quote
from planbook.structure.documents import joined
from planbook.structure.levels import ABOVE, leveled, rank_of
from planbook.structure.node import Line, Readings, is_above_table, next_marks
from planbook.structure.styles import (
    Look,
    Original,
    has_text,
    heads_table,
    is_title,
    looks_in,
    numbered,
    ordered,
    unstopped,
    without_front,
)
from planbook.text import answers
from planbook.text.declared import Repair
from planbook.text.decode import FILE
from planbook.text.grammar import HEADING_LIMIT, UNNUMBERED, Mark, is_heading_form, is_marked
from planbook.text.same import LINES
from planbook.text.unnumbered import FEWEST, headings_above, is_whole, may_head, possible

BRIEF = re.compile("[^，。！？；：…]{1,29}。")
"""A short sentence that may be a heading: 生态底色更加亮丽。"""
FEWEST_SENTENCES, LEAST_SHARE, LONG = 4, 1 / 12, 40
"""How many of them make a question, and which share of the lines; the minimum characters of the
paragraphs around them."""


def marked(
    lines: list[Line], readings: Readings, original: Original, title: str
) -> tuple[list[Line], list[Problem], set[int]]:
    """The lines, with an empty mark for each such heading; the questions about those not declared.

    The numbers of the lines that these are about come last. Where the original shows headings by
    their style, a line that it does not show is likely none.
    """
    every, lines = lines, without_series(lines)
    ranks = emphasized(lines, original, title)
    above = headings_above(lines, title)
    if len(ranks.keys() & above) < FEWEST:
        ranks = {at: mark.family.rank - ABOVE for at, mark in above.items()} | ranks
    others = {
        at
        for at in possible(lines, title)
        if lines[at].number not in original.lines and not is_above_table(lines, at)
    }
    briefs = brief(lines)
    shown = {at for at, line in enumerate(lines) if line.number in original.lines}
    declared = declared_in(lines, readings, briefs | shown, title)

    def is_open(at: int) -> bool:
        return at not in declared and not readings.has("paragraph", lines[at])

    seconds = second_lines(every, original, title)
    rests = {at: is_likely for at, is_likely in seconds.items() if is_open(at)}
    places = sorted({*ranks, *others, *briefs} - rests.keys())
    may_be = [at for at in places if is_open(at) and not every[at].mark]
    reasons = {
        at: SERIES if at in above else SHOWN if at in ranks else ALONE if at in others else SENTENCE
        for at in may_be
    }
    are_styled = any(one.mark and one.number in original.lines for one in lines)
    likely = [at for at in may_be if (at in ranks if are_styled else reasons[at] != SENTENCE)]
    made = leveled(lines, ranks, likely, declared)
    problems = [question(lines, {at: reasons.pop(at) for at in likely}, made)] if likely else []
    if reasons:
        levels = leveled(lines, ranks, may_be, declared)
        asked_last = unlikely(lines, reasons, levels)
        problems += [replace(asked, answers=asked.answers[::-1]) for asked in asked_last]
    for is_likely in (True, False):
        if own := [at for at in sorted(rests) if rests[at] == is_likely]:
            asked = of_one_heading(every, own, leveled(lines, ranks, own, declared))
            problems.append(asked if is_likely else joined_last(asked))
    ranked = numbered(every, {at: rank for at, (rank, _) in made.items()})
    return ranked, problems, {lines[at].number for at in (*may_be, *rests)}


def joined_last(asked: Problem) -> Problem:
    """The question, whose first answer joins lines, with that one after the others."""
    join, *more = asked.answers
    return replace(asked, answers=(*more, join))


def declared_in(
    lines: list[Line], readings: Readings, stopped: Collection[int], title: str
) -> dict[int, Repair]:
    """The lines without a mark that are declared to be headings, but for those of the title.

    Only where sentences may be headings, they may have their full stops.
    """
    may_be = (
        at
        for at, line in enumerate(lines)
        if may_head(unstopped(line) if at in stopped else line, HEADING_LIMIT, signed=True)
        or (not line.mark and UNNUMBERED.match(line.text))
    )
    found = (
        (at, readings.of("heading", lines[at])) for at in may_be if not is_title(lines, at, title)
    )
    return {at: one for at, one in found if one}


def brief(lines: Sequence[Line]) -> set[int]:
    """The indices of short sentences, each above a long paragraph, if there are some."""
    found = {
        at
        for at, (above, line, below) in enumerate(zip(lines, lines[1:], lines[2:], strict=False), 1)
        if BRIEF.fullmatch(line.text)
        and is_whole(line)
        and not is_marked(line.text)
        and (above.mark or is_long(above))
        and is_long(below)
    }
    return found if len(found) >= max(FEWEST_SENTENCES, LEAST_SHARE * len(lines)) else set()


def is_long(line: Line) -> bool:
    """True for a whole paragraph of some length."""
    return is_whole(line) and len(line.text) >= LONG


# --- that the original shows


def emphasized(lines: list[Line], original: Original, title: str) -> dict[int, float]:
    """The ranks of lines that it shows as headings, by their look and the numbered lines around them.

    None parts a series that is below it.
    """
    levels = {one.line: one for one in original.shown}
    marks = {at: line.mark for at, line in enumerate(lines) if line.mark}
    shown = looks_in(list(map(unstopped, lines)), levels, title)
    own: dict[Look | str, float] = {one.family.name: one.family.rank for one in marks.values()}
    looks: dict[int, Look | str] = {at: one.family.name for at, one in marks.items()}
    order = ordered(looks | shown, own, opened(lines, shown))
    known = {place: own[look] for place, look in enumerate(order) if look in own}
    places = {look: rank_of(place, known, range(len(order))) for place, look in enumerate(order)}
    ranks = {at: places[look] for at, look in shown.items() if look in places}
    ranks = without_front(lines, ranks, title, levels)
    following = next_marks(lines)
    found = {
        at: rank
        for at, rank in ranks.items()
        if has_text(lines, at, rank, ranks)
        and not heads_table(lines, at, levels)
        and not ((mark := following[at]) and mark.number > 1 and mark.family.rank > rank)
    }
    return found if len(found) >= FEWEST else {}


def opened(lines: Sequence[Line], shown: Mapping[int, Look]) -> Iterator[tuple[Look, str]]:
    """The look of each such line with the family whose first number is the next heading below it."""
    above: Look | None = None
    for at, line in enumerate(lines):
        if above and line.mark and line.mark.number == 1:
            yield above, line.mark.family.name
        above = None if line.mark else shown.get(at, above)


def second_lines(lines: list[Line], original: Original, title: str) -> dict[int, bool]:
    """The indices of lines that may be the rest of the heading above: 二、构建高水平 / 公共服务体系.

    They are shown like it, as no other line below it is. Each with whether no other line without a
    number is shown so anywhere, which would likely be a heading of its own.
    """
    levels = {one.line: one for one in original.shown} if original.has_paragraphs else {}
    looks = {at: plain(look) for at, look in looks_in(lines, levels, title).items()}
    found: dict[int, Look] = {}
    for at, look in looks.items():
        mark = lines[at - 1].mark if at else None
        own = levels.get(lines[at - 1].number) if mark else None
        if not (mark and own and is_heading_form(lines[at - 1].text[len(mark.text) :])):
            continue
        rest = [one for one in under(lines, at - 1, mark.family.rank) if looks.get(one) == look]
        is_run = len(rest) < LINES and rest == [*range(at, at + len(rest))]
        if look == plain(Look.of(own)) and is_run and not heads_table(lines, rest[-1], levels):
            found |= dict.fromkeys(rest, look)
    others = {look for at, look in looks.items() if at not in found}
    return {at: look not in others for at, look in found.items()}


def plain(look: Look) -> Look:
    return replace(look, is_upper=False)


def under(lines: Sequence[Line], at: int, rank: float) -> Iterator[int]:
    """The indices of the lines below this one up to the next number of this rank or above it."""
    for below in range(at + 1, len(lines)):
        if (mark := lines[below].mark) and mark.family.rank <= rank:
            return
        yield below


def without_series(lines: Sequence[Line]) -> list[Line]:
    """The lines; paragraphs whose numbers go on over headings as ones without their numbers."""
    on = going_on(one.mark for one in lines if one.mark)
    made = list(lines)
    for at, one in enumerate(lines):
        text = one.text[len(one.mark.text) :] if one.mark and one.mark.family.name in on else ""
        if text and not is_heading_form(text):
            made[at] = replace(one, text=text, mark=None)
    return made


def going_on(marks: Iterable[Mark]) -> set[str]:
    """The families whose numbers go on over a heading above them, and never begin again."""
    found, again = set[str](), set[str]()
    above: dict[str, float] = {}
    for mark in marks:
        own = mark.family.name
        if mark.number > 1 and above.get(own, inf) < mark.family.rank:
            found.add(own)
        if mark.number == 1 and own in above:
            again.add(own)
        above = {one: min(rank, mark.family.rank) for one, rank in above.items()} | {own: inf}
    return found - again


SERIES, SHOWN, ALONE, SENTENCE = "unmarked", "shown", "heading", "sentence"
WHERE = {
    SERIES: "above a series of numbered lines that begins anew",
    SHOWN: "shown like headings in the original",
    ALONE: "between paragraphs",
    SENTENCE: "each above a long paragraph",
}
"""What such lines have in common, by the reasons of the answers."""


def unlikely(
    lines: Sequence[Line], reasons: Mapping[int, str], levels: Mapping[int, tuple[float, int]]
) -> Iterator[Problem]:
    """The questions about what is likely text: about sentences, and about other lines."""
    for is_sentence in (False, True):
        own = {at: why for at, why in reasons.items() if (why == SENTENCE) == is_sentence}
        if own:
            yield question(lines, own, levels)


def question(
    lines: Sequence[Line], reasons: Mapping[int, str], levels: Mapping[int, tuple[float, int]]
) -> Problem:
    """The question about all possible headings in these places, with the reasons for which they may be."""
    own = [lines[at] for at in reasons]
    first, last = own[0], own[-1]
    where = ", or ".join(said for one, said in WHERE.items() if one in reasons.values())
    said = f"{len(own)} lines such as {quote(first.text)} may be headings: they are"
    said = said if len(own) > 1 else f"{quote(first.text)} may be a heading: it is"
    heading = (
        answers.reading("heading", line.number, line.text, reasons[at], level=levels[at][1])
        for at, line in zip(reasons, own, strict=True)
    )
    form = "short" if any(one.text.endswith("。") for one in own) else "short, without a full stop"
    form = "short sentences" if SENTENCE in reasons.values() else form
    paragraph = (answers.reading("paragraph", one.number, one.text) for one in own)
    return Problem(
        FILE,
        f"{said} {form}, and {where}",
        'declare each in source/repairs.toml: kind = "heading" makes it one of its `level` (change it'
        ' where it is wrong; 1 is the highest), "paragraph" leaves it as text, and "join" joins it to'
        " the next line",
        line=first.number,
        last_line=last.number,
        answers=("\n\n".join(heading), "\n\n".join(paragraph)),
    )


def of_one_heading(
    lines: Sequence[Line], rests: Sequence[int], levels: Mapping[int, tuple[float, int]]
) -> Problem:
    """The question whether the headings above these lines go on in them."""
    pairs = [(lines[at - 1], lines[at]) for at in rests]
    asked = question(lines, dict.fromkeys(rests, SHOWN), levels)
    above, line = pairs[0]
    said = f"{len(pairs)} lines such as " if len(pairs) > 1 else ""
    return replace(
        asked,
        found=f"{said}{quote(above.text)} may go on in the next line, {quote(line.text)}, which the"
        " original shows alike",
        answers=("\n\n".join(joined(*pair) for pair in pairs), *asked.answers),
    )
