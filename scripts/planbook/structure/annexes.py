"""Parts annexes and closing parts (结语) from the plan. A list of annexes above a signature is text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product, takewhile

from planbook.characters import squeezed
from planbook.problems import Problem, quote
from planbook.structure.node import Line, Readings, next_marks
from planbook.text import answers, grammar
from planbook.text.decode import FILE
from planbook.text.layout import Role
from planbook.text.tables import SHORT
from planbook.text.unnumbered import may_head

Annex = tuple[Line, list[Line]]
"""The first line of an annex or a closing part, and the others."""
LISTED = re.compile(r"(?:^|(?<=\D))\d{1,2}[.．、]")
"""Before each annex of a list: 1．重点项目表2．名词解释."""
TABLE = "附表"
"""Labels an annex, or a table within the plan."""
QUOTED = 12
"""Characters that an answer quotes on either side of a line end."""
LEAST = 4
"""Two titles are alike if one contains the other and has so many characters."""


def split(lines: list[Line], readings: Readings) -> tuple[list[Line], list[Annex]]:
    """The lines of the plan itself, and its annexes and closing parts."""
    starts = [
        index
        for index, line in enumerate(lines)
        if (is_annex(lines, index) or is_ending(lines, index))
        and not readings.has("paragraph", line)
    ]
    real: list[int] = []
    listed: set[int] = set()
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        own = list(list_from(lines, start, end))
        later = [lines[index].text for index in starts if index > start]
        is_text = is_list([lines[index].text for index in own], later, lines[own[-1] + 1 : end])
        if is_text and grammar.APPENDIX.match(lines[start].text):
            listed.update(own)
        else:
            real.append(start)
    lines = [replace(one, mark=None) if at in listed else one for at, one in enumerate(lines)]
    spans = zip(real, [*real[1:], len(lines)], strict=False)
    annexes = [(lines[start], lines[start + 1 : end]) for start, end in spans]
    return lines[: real[0]] if real else lines, annexes


def is_list(own: list[str], later: list[str], rest: list[Line]) -> bool:
    """True for titles that come again as those of annexes, are above a signature, or count on."""
    entries, others = ([one for text in texts for one in named_in(text)] for texts in (own, later))
    counts_on = len(own) > 1 and not rest
    return counts_on or any(alike(*pair) for pair in product(entries, others)) or is_signed(rest)


def list_from(lines: list[Line], start: int, end: int) -> Iterator[int]:
    """The label of an annex, and the lines after it that go on as a list: 2．名词解释."""
    yield start
    number = len(named_in(lines[start].text)) + 1
    for index in range(start + 1, end):
        mark = lines[index].mark
        is_next = mark and mark.number == number and LISTED.match(lines[index].text)
        if not is_next or len(lines[index].text) > SHORT:
            return
        yield index
        number += 1


Named = tuple[str, str]
"""The number of an annex, if its label has one, and its title without blanks."""


def named_in(text: str) -> list[Named]:
    """The annexes that a line names."""
    label = grammar.APPENDIX.match(text)
    pieces = LISTED.split(label["title"] if label else text)
    own = (label["number"] or "") if label else ""
    return [(own, one) for one in map(squeezed, pieces) if one]


def alike(one: Named, other: Named) -> bool:
    """True for the same annex: one title has the other in it, and the numbers do not differ."""
    (number, title), (another, name) = one, other
    if number and another and number != another:
        return False
    shorter, longer = sorted((title, name), key=len)
    return title == name or (len(shorter) >= LEAST and shorter in longer)


def is_signed(lines: list[Line]) -> bool:
    """True if nothing but a signature with its date, remarks, and an imprint follows."""
    return all(map(is_remark, lines)) and any(grammar.DATE.match(line.text) for line in lines)


def is_annex(lines: list[Line], index: int) -> bool:
    """True for the label of an annex: 附件1; 附表1 only at the end, above nothing but a table.

    It may be 附表 alone, above the first of them.
    """
    label = grammar.APPENDIX.match(lines[index].text)
    if lines[index].role is not Role.TEXT or not label:
        return False
    is_sure = label["kind"] != TABLE or LISTED.match(label["title"])
    below = next(iter(lines[index + 1 : index + 2]), None)
    is_upper = not (label["number"] or label["title"]) and below and is_first(below)
    start = index + 2 if is_upper else index + 1
    return bool(is_sure) or (is_table(lines[start:]) and is_after_plan(lines, index))


def is_first(line: Line) -> bool:
    """True for the label of the first annex, or of the only one: 附表1, 附表：重点项目表."""
    label = grammar.APPENDIX.match(line.text)
    return bool(label and (label["number"] or label["title"]))


def is_table(lines: list[Line]) -> bool:
    """True for a table up to the next annex, with nothing beside it but titles, notes, and remarks."""
    own = list(takewhile(lambda one: not grammar.APPENDIX.match(one.text), lines))
    texts = [one for one in own if one.role is Role.TEXT]
    beside = (one for one in texts if not (one.note or grammar.NOTE.match(one.text)))
    return len(texts) < len(own) and all(not one.mark and is_remark(one) for one in beside)


def is_remark(line: Line) -> bool:
    """True for a short line without a full stop, a remark in brackets, or an imprint."""
    may_be = grammar.is_open(line.text) or grammar.BRACKETED.fullmatch(line.text)
    is_short = bool(may_be) and len(line.text) <= SHORT
    return line.role is Role.TEXT and (is_short or bool(grammar.IMPRINT.match(line.text)))


def is_ending(lines: list[Line], index: int) -> bool:
    """True for a title such as 结语 or 名词解释 after which the headings do not count on."""
    line = lines[index]
    is_title = line.role is Role.TEXT and grammar.ENDING.match(line.text)
    return bool(is_title) and is_after_plan(lines, index)


def is_after_plan(lines: list[Line], index: int) -> bool:
    """True if the headings above a line do not count on below it."""
    ranks = [one.mark.family.rank for one in lines[:index] if one.mark]
    following = (one.mark for one in lines[index:] if one.mark and ranks)
    top = next((mark for mark in following if mark.family.rank <= min(ranks)), None)
    return bool(ranks) and (top is None or top.number == 1)


def misplaced(body: list[Line], readings: Readings) -> Iterator[Problem]:
    """Titles without a number that are neither before the numbered headings nor after them."""
    first = next((index for index, line in enumerate(body) if line.mark), len(body))
    for line in body[first:]:
        is_title = line.role is Role.TEXT and grammar.UNNUMBERED.match(line.text)
        if is_title and not readings.has("paragraph", line):
            yield Problem(
                FILE,
                f"{quote(line.text)} reads like the title of a part without a number, but is among"
                " the numbered headings",
                'declare in source/repairs.toml kind = "paragraph" if it is a line of its own there,'
                " or a typo that gives it the number it has lost",
                line=line.number,
                answers=(answers.reading("paragraph", line.number, line.text),),
            )


def broken_titles(
    lines: list[Line], readings: Readings, source: Sequence[str]
) -> Iterator[Problem]:
    """The questions about lines that may be the second ones of the titles of annexes.

    If the first mark below has no number, the line may be such a heading, too.
    """
    marks = next_marks(lines)
    for at, label in enumerate(lines):
        found = grammar.APPENDIX.match(label.text) if label.role is Role.TEXT else None
        start = at + 1 if found and found["title"] else at + 2
        if not found or start + 1 >= len(lines):
            continue
        title, line, after = lines[start - 1], lines[start], lines[start + 1]
        is_end = grammar.DATE.match(after.text) or grammar.APPENDIX.match(after.text)
        is_again = squeezed(line.text) == squeezed(found["title"])
        is_title = (title is label or may_head(title)) and not is_again
        if not is_title or not may_head(line) or is_end or may_head(after):
            continue
        if not readings.has("paragraph", line):
            asked = broken_title(label, title, line, source)
            is_first = (mark := marks[start]) is not None and not mark.number
            yield replace(asked, answers=asked.answers[::-1]) if is_first else asked


def broken_title(label: Line, title: Line, line: Line, source: Sequence[str]) -> Problem:
    """The question about a line below a title, which is on the line of its label, or below it."""
    found = grammar.APPENDIX.match(title.text)
    own: list[str] = [found["title"][-QUOTED:].strip()] if found else [label.text, title.text]
    head = line.text[:QUOTED]
    rows = [at for at in range(label.number - 1, line.number) if source[at].strip()]
    rows = rows[-len(own) - 1 :]
    pieces = [(at + 1, text) for at, text in zip(rows, (*own, head), strict=True)]
    return Problem(
        FILE,
        f"{quote(line.text)} may be the second line of the title {quote(title.text)}",
        'declare in source/repairs.toml kind = "join" if it is, "paragraph" or "heading" if not',
        line=rows[0] + 1,
        last_line=line.number,
        answers=(
            answers.join(pieces, "join_title", after=f"{' '.join(own)}{head}"),
            answers.reading("paragraph", line.number, line.text),
            answers.reading("heading", line.number, line.text),
        ),
    )
