"""Parts the plan from the letter with which it was issued, and from other documents of its file."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice, pairwise

from planbook.problems import Problem, quote
from planbook.structure.annexes import list_from
from planbook.structure.documents import (
    Document,
    further,
    is_document,
    question,
    start_of,
    title_to,
)
from planbook.structure.levels import ABOVE, TOP
from planbook.structure.node import Line, Readings
from planbook.structure.styles import numbered
from planbook.text import answers, grammar, same
from planbook.text.decode import FILE
from planbook.text.layout import Role
from planbook.text.unnumbered import is_of

ISSUING = re.compile(r"(?:通知|决议|决定|批复|公告|通告|的函)(?:（[^（）]*）)?$")
"""The end of the title of what issues or adopts a plan …"""
ISSUED = re.compile("印发|发布|公布|下发|批准|同意|转发")
"""… and what it says there, unless it names the plan."""


def parted(
    lines: list[Line], styled: Callable[[list[Line]], list[Line]], title: str
) -> tuple[list[Line], list[Line]]:
    """The lines up to the title of the plan, and those below it.

    `styled` adds the marks of headings that only their style shows; a title in the letter is none.
    """
    found = styled(lines)
    start = opening(found, title)
    return found[:start], styled(lines[start:]) if start else found


def opening(lines: list[Line], title: str) -> int:
    """The index after the title of the plan where a letter may be above it; 0 if nothing shows it.

    It is the last one above the first heading: a cover has the title too, and the letter lists it.
    Headings below the title of another document are its own, if that of the plan comes again. Where
    only styles show headings, there may be none below: that of the letter is its title.
    """
    listed = set(lists(lines))
    marked = [at for at, one in enumerate(lines) if one.mark and at not in listed]
    start = 0
    for end in ends_of(lines, title) if title else ():
        heading = next(iter(marked[(at := bisect_left(marked, start)) : at + 1]), len(lines))
        is_last = start and heading < end
        if is_last and not any(is_document(lines, at, title) for at in range(start, heading)):
            break
        start = end
    are_numbered = any(one.mark and one.mark.number for one in lines)
    return start if marked and (not are_numbered or start <= marked[-1]) else 0


def ends_of(lines: list[Line], title: str) -> Iterator[int]:
    """The indices after those lines that are the title, or its last piece."""
    texts = [one.text for one in lines]
    for end in range(1, len(lines) + 1):
        start = max(0, end - same.LINES)
        if same.is_among(texts[start:end], title) and not same.is_among(
            texts[start : end - 1], title
        ):
            yield end


def labels(lines: list[Line]) -> Iterator[int]:
    """The indices of the lines that begin with the label of an annex."""
    for at, line in enumerate(lines):
        if line.role is Role.TEXT and grammar.APPENDIX.match(line.text):
            yield at


def lists(lines: list[Line]) -> Iterator[int]:
    """The indices of the lines that list annexes: 附件：1.…, and below it 2.…."""
    for start in labels(lines):
        yield from list_from(lines, start, len(lines))


def others(front: list[Line], title: str, readings: Readings) -> Iterator[Problem]:
    """The questions about other annexes and documents in front of the plan."""
    listed, starts = set(lists(front)), list(labels(front))
    marked = [at for at, one in enumerate(front) if one.mark and at not in listed]
    headings = [at for at in marked if at > min(starts, default=at)]
    for start in islice((at for at in reversed(starts) if headings and at < headings[0]), 1):
        if not readings.has("paragraph", front[start]):
            yield other(front[start], front[title_at(front, title) - 1])
    found = [one for one in above(front, title) if not readings.has("paragraph", one.title)]
    if found:
        yield question(found, "in front of", ("paragraph",))


def title_at(front: list[Line], title: str) -> int:
    """The index of the title of the plan at the end of what is in front, or of the label above it."""
    own = {*labels(front), *(at for at, one in enumerate(front) if is_of(one, title))}
    return next((at + 1 for at in range(len(front) - 1, -1, -1) if at not in own), 0)


def above(front: list[Line], title: str) -> Iterator[Document]:
    """The documents in front of the plan, but for the letter that issues it, or who adopted it."""
    end = title_at(front, title)
    found = [at for at in range(end) if is_document(front, at, title)]
    starts = [*(start_of(front, at, title) for at in found), end]
    for at, (start, after) in zip(found, pairwise(starts), strict=True):
        own = front[at + 1 : after]
        is_text = any(one.mark or not grammar.is_open(one.text) for one in own)
        if is_text and not issues(title_to(front, at, title), own, title):
            yield Document(tuple(front[start : at + 1]), front[after - 1])


def issues(text: str, own: list[Line], title: str) -> bool:
    """True for the title of a letter about the plan, or of any other without headings of its own."""
    is_its = ISSUED.search(text) or same.bare(title) in same.bare(text)
    return bool(ISSUING.search(text)) and bool(is_its or not any(one.mark for one in own))


def other(first: Line, last: Line) -> Problem:
    return Problem(
        FILE,
        f"{quote(first.text)}, in front of the plan, is an annex with headings of its own",
        'declare in source/repairs.toml kind = "omit" if it is not part of the plan, or "paragraph" if'
        " its lines are text in front of it",
        line=first.number,
        last_line=last.number,
        answers=(
            answers.reading("omit", first.number, first.text, "omit_annex", last=last.number),
            answers.reading("paragraph", first.number, first.text),
        ),
    )


# --- documents below the plan


def without_further(
    lines: list[Line], title: str, readings: Readings
) -> tuple[list[Line], list[Problem]]:
    """The lines of the plan without the documents below it; the question about these.

    Those that are kept have a heading above all others.
    """
    found = further(lines, title)
    heads = {one.title for one in found if readings.has("heading", one.title)}
    asked = [
        one for one in found if one.title not in heads and not readings.has("paragraph", one.title)
    ]
    top = min((one.mark.family.rank for one in lines if one.mark), default=TOP) - ABOVE
    ranks = {at: top for at, one in enumerate(lines) if one in heads}
    starts = [one.first.start for one in asked]
    nearest = (bisect_right(starts, one.start) for one in lines)
    kept = [
        one
        for one, at in zip(numbered(lines, ranks), nearest, strict=True)
        if not at or one.start > asked[at - 1].last.start
    ]
    return kept, [question(asked, "below", ("heading", "paragraph"))] if asked else []


def outside(problems: Iterable[Problem], further: Collection[Problem]) -> Iterator[Problem]:
    """The problems, without those about lines of further documents."""
    spans = [(one.line, one.last_line) for one in further]
    for one in problems:
        is_inside = any(first <= one.line <= last for first, last in spans)
        if one in further or one.file != FILE or not is_inside:
            yield one
