"""Parts the plan from the letter with which it was issued, and from documents below it."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from math import inf

from planbook.problems import Problem, named, quote
from planbook.structure.annexes import list_from
from planbook.structure.node import Line, Readings
from planbook.text import answers, grammar, same
from planbook.text.decode import FILE
from planbook.text.layout import Role
from planbook.text.unnumbered import ADDRESS, is_of, may_head

TITLE = 45
"""Maximum characters of the title of another document."""
DOCUMENT = re.compile(
    r"(?: 规划 | 计划 | 纲要 | 方案 | 意见 | 通知 | 报告 | 总结 | 要点 | 措施 | 办法 | 规定 | 细则 | 条例 | 决定"
    r" | 说明 | 讲话 | 公告 | 通告 | 批复 | 预案 | 制度 | 指南 ) (?: （[^（）]*） )? $",
    re.VERBOSE,
)
"""The end of such a title: 临江市养老服务实施方案（试行）."""
ABOUT, PLACE, LONG = "关于", 2, 12
"""What has such a title and not that of a part (2026年工作计划): its subject, characters of a place, its
length."""
LOWEST = inf
"""Below the rank of any heading."""
SHOWN = 5
"""Maximum titles that a message names."""


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


# --- documents below the plan


def without_further(
    lines: list[Line], title: str, readings: Readings
) -> tuple[list[Line], list[Problem]]:
    """The lines of the plan without the documents below it; the question about these."""
    kinds = ("heading", "paragraph")
    found = [
        at for at in titles(lines, title) if not any(readings.has(k, lines[at]) for k in kinds)
    ]
    if not found:
        return lines, []
    start = start_of(lines, found[0])
    return lines[:start], [further([lines[at] for at in found], lines[start], lines[-1])]


def start_of(lines: list[Line], at: int) -> int:
    """The index of the line with which a title begins that ends in the line at this index."""
    start = at
    while start and at - start < same.LINES - 1 and may_head(lines[start - 1], TITLE):
        start -= 1
    return start


def titles(lines: list[Line], title: str) -> Iterator[int]:
    """The indices of lines that read like titles of documents, and below which headings begin anew.

    Below the date of a signature, or above those whom it addresses, it needs no headings.
    """
    found, top = 0, LOWEST
    for at, line in enumerate(lines):
        if line.mark and line.mark.number:
            rank = line.mark.family.rank
            if found and rank <= top:
                yield from [found] if line.mark.number == 1 else []
                found = 0
            top = min(top, rank)
        elif top < LOWEST and is_document(lines, at, title):
            below = at + 1 + bool(grammar.DOCUMENT_NUMBER.match(lines[at + 1].text))
            is_letter = below < len(lines) and ADDRESS.match(lines[below].text)
            is_sure = ends(lines, start_of(lines, at)) or is_letter
            yield from [at] if is_sure else []
            found = 0 if is_sure else at


def is_document(lines: list[Line], at: int, title: str) -> bool:
    """True for a line that reads like the title of another document, and not of an annex or a part.

    It names its place, as the title of the plan does, or its subject, or is too long for a part.
    """
    start = start_of(lines, at)
    text = "".join(one.text for one in lines[start : at + 1])
    is_annex = any(grammar.APPENDIX.match(one.text) for one in lines[max(0, start - 1) : at])
    if not DOCUMENT.search(text) or is_annex or is_of(lines[at], title) or at + 1 == len(lines):
        return False
    names = text.startswith(same.bare(title)[:PLACE]) or ABOUT in text or len(text) >= LONG
    return may_head(lines[at], TITLE) and names


def ends(lines: list[Line], at: int) -> bool:
    """True if the line above is the date of a signature."""
    return bool(grammar.DATE.match(lines[at - 1].text))


def further(titles: list[Line], first: Line, last: Line) -> Problem:
    """The question about documents with these titles, from the first line to the last one."""
    several = f"{len(titles)} documents begin" if len(titles) > 1 else "another document begins"
    span = {"last": last.number} if last.number > first.number else {}
    heading = (answers.reading("heading", one.number, one.text) for one in titles)
    paragraph = (answers.reading("paragraph", one.number, one.text) for one in titles)
    return Problem(
        FILE,
        f"{several} below the plan: {named([quote(one.text) for one in titles], SHOWN)}",
        'declare in source/repairs.toml kind = "omit" if it is not part of the plan; "heading" makes its'
        ' title a heading above its own, and "paragraph" leaves it as text',
        line=first.number,
        last_line=last.number,
        answers=(
            answers.reading("omit", first.number, first.text, "omit_document", **span),
            "\n\n".join(heading),
            "\n\n".join(paragraph),
        ),
    )


def outside(problems: Iterable[Problem], further: Collection[Problem]) -> Iterator[Problem]:
    """The problems, without those about lines of further documents."""
    spans = [(one.line, one.last_line) for one in further]
    for one in problems:
        is_inside = any(first <= one.line <= last for first, last in spans)
        if one in further or one.file != FILE or not is_inside:
            yield one
