"""Parts the plan from the letter with which it was issued, to which it is an annex."""

from collections.abc import Callable, Iterator
from itertools import islice

from planbook.problems import Problem, quote
from planbook.structure.annexes import list_from
from planbook.structure.node import Line, Readings
from planbook.text import answers, grammar, same
from planbook.text.decode import FILE
from planbook.text.layout import Role


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
    """
    first = next(ends_of(lines, title), 0) if title else 0
    listed = set(lists(lines))
    marked = (at for at in range(first, len(lines)) if lines[at].mark and at not in listed)
    heading = next(marked, 0) if first else 0
    return max(ends_of(lines[:heading], title), default=0)


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
    """The question about another annex, with headings of its own, in front of the plan."""
    listed, starts = set(lists(front)), list(labels(front))
    marked = [at for at, one in enumerate(front) if one.mark and at not in listed]
    headings = [at for at in marked if at > min(starts, default=at)]
    for start in islice((at for at in reversed(starts) if headings and at < headings[0]), 1):
        if not readings.has("paragraph", front[start]):
            yield other(front[start], front[plan_at(front, title, headings[-1]) - 1])


def plan_at(front: list[Line], title: str, below: int) -> int:
    """The index of the label or the title of the plan, below another annex."""
    own = same.bare(title)
    starts = [
        *labels(front),
        *(at for at, one in enumerate(front) if same.bare(one.text) in own),
    ]
    return min((at for at in starts if at > below), default=len(front))


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
