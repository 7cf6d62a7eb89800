"""Finds running heads and feet in a text: lines that come again beside its page marks.

Of a heading that comes again on the pages of its chapter, and of the title, one is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import groupby, pairwise

from planbook.characters import squeezed, width
from planbook.problems import Problem, quote
from planbook.text import answers, grammar
from planbook.text.declared import Repair, by_line, reading_of
from planbook.text.decode import FILE
from planbook.text.grammar import BULLETS, COMMAS
from planbook.text.journal import Edit
from planbook.text.layout import Role
from planbook.text.linebreak import Decided
from planbook.text.lines import ABOVE_BOXES, CLAUSE, Line, is_phrase, may_be_title, solid_lines
from planbook.text.same import is_among

HEIGHT = 3
"""Maximum lines of a running head."""
SURE = 3
"""Pages with the same head, from which on nothing is asked …"""
MOST = 0.4
"""… if they are this share of the pages from the first to the last of them: every other page."""
LINES, CHARACTERS = 5, 40
"""Minimum lines of a page, or characters of one with whole paragraphs; less is parted by no page mark."""
FEW = 4
"""Maximum pages of a text in which a head may be on one of them alone …"""
MUCH = 0.7
"""… and maximum length of such a head, as a share of that of the line above it."""
UNNUMBERED = 2
"""Rank of 前言 and the like."""
PARTED = 2
"""Sentences that such a line parts at least, in a text without page marks."""
APART = 4
"""Minimum lines between two heads."""
BESIDE_MARKS = "beside a page mark", "beside page marks"
BETWEEN_HALVES = "inside a sentence", "inside sentences"
SHORTEST = 5
"""Characters of a head that has the number of its page: with fewer, it is a label (工程1)."""
LONGEST = 80
"""Maximum characters of such a line."""
STEP = 3
"""Maximum difference of the numbers of two pages that follow each other."""
BESIDE = r"[\s|｜·•\-－–—/]*"
PAGED = re.compile(
    rf"""^ (?: {BESIDE} (?P<first> \d{{1,4}} ) {BESIDE} (?P<after> [^\d\s].* )
        | (?P<before> .*?\D ) {BESIDE} 第? \s? (?P<last> \d{{1,4}} ) (?: \s? 页 (?: \W* 共 \s? \d+ \s? 页 )? )? {BESIDE} ) $""",
    re.VERBOSE,
)
"""A head with the number of its page: 12 某县规划, 某县规划 | 12, 某县规划 第12页."""


DRESSED = re.compile(r"第 ?\d+ ?页")
"""The number of a page in such a head that is no other's: 某县规划 第12页."""


def numbered_heads(text: str) -> Iterator[Edit]:
    """`running-head`: a phrase that comes again with one number after the other, inside sentences."""
    lines = [one for one in re.finditer(r"[^\n\f]+", text) if one[0].strip()]
    found: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        solid = line[0].strip()
        may_be_head = len(solid) <= LONGEST and not grammar.PAGE_MARK.search(solid)
        paged = PAGED.match(solid) if may_be_head else None
        head = squeezed((paged["after"] or paged["before"] or "").strip("第")) if paged else ""
        if paged and len(head) >= SHORTEST and not CLAUSE.search(head):
            found.setdefault(head, []).append((at, int(paged["first"] or paged["last"])))
    for pages in found.values():
        if len(pages) > 1 and are_pages([one[0] for one in lines], pages):
            yield from (
                Edit("running-head", lines[at].start(), lines[at][0], "") for at, _ in pages
            )


def are_pages(lines: list[str], pages: list[tuple[int, int]]) -> bool:
    """True if the numbers of these lines follow each other, and say 第1页 or are inside sentences."""
    follow = all(
        are_apart(lines, at, later) and 0 < after - number <= STEP
        for (at, number), (later, after) in pairwise(pages)
    )
    inside = sum(bool(at) and grammar.is_open(lines[at - 1].strip()) for at, _ in pages)
    are_labels = any(grammar.is_marked(lines[at].lstrip(f"{BULLETS} ")) for at, _ in pages)
    are_sure = all(DRESSED.search(lines[at]) for at, _ in pages)
    are_inside = len(pages) >= SURE and inside >= MOST * len(pages)
    return follow and not are_labels and (are_sure or are_inside)


def are_apart(lines: list[str], head: int, later: int) -> bool:
    """True if the lines between two heads may be those of a page."""
    return later - head > APART or sum(map(len, lines[head + 1 : later])) >= CHARACTERS


def running_heads(
    text: str,
    marks: Collection[tuple[int, int]],
    number_of: Callable[[int], int],
    readings: Collection[Repair],
    title: str,
) -> Decided:
    """The running heads to remove, and the question about others; `marks` are spans of page marks.

    What is asked about is among the edits, as if it had been declared. Without the first line of a
    head, its second is beside the mark: so the text is read once for each.
    """
    decided, declared = Decided(), by_line(readings)
    spans, certain = [*marks], grammar.sure_page_marks(text)
    are_dressed = all(at in certain or not text[at:end].strip().isdigit() for at, end in marks)
    has_pages = bool(marks) or "\f" in text
    asked: list[Line] = []
    for _ in range(HEIGHT if has_pages else 1):
        lines = solid_lines(text, spans)[0]
        found = heads(lines, title, are_dressed=are_dressed) if has_pages else []
        for line, is_sure in found or between_halves(lines, title):
            start = text.find(line.text, line.start, line.end)
            if start < 0:  # a page mark is inside the line
                continue
            if reading := reading_of(line.text, number_of(start), declared):
                decided.used.add(reading)
                continue
            asked += [] if is_sure else [line]
            rule = "running-head" if is_sure else "omit"
            decided.edits.append(Edit(rule, start, line.text, ""))
            spans.append((start, start + len(line.text)))
    places = BESIDE_MARKS if has_pages else BETWEEN_HALVES
    decided.problems.extend(question(asked, number_of, places) if asked else ())
    return decided


def heads(lines: list[Line], title: str, *, are_dressed: bool) -> list[tuple[Line, bool]]:
    """The running heads and feet among the lines, each with whether it is one for sure.

    Bare numbers beside few lines may be the cells of a table: only `are_dressed` says that none are.
    """
    tops = [at for at, line in enumerate(lines) if line.after_page or not at]
    characters = sum(len(one.text) for one in lines if one.role is Role.TEXT)
    is_long = len(lines) >= LINES * len(tops)
    if not lines or not (is_long or characters >= CHARACTERS * len(tops)):
        return []
    feet = [*(at - 1 for at in tops[1:]), len(lines) - 1]
    found = dict.fromkeys(doubled(lines, {*tops, *feet}), True)
    for places in (tops, feet):
        for pages, is_sure in repeated(lines, places):
            own = [places[page] for page in pages]
            kept = own[: is_title(lines, own, title)]
            found |= {at: is_sure for at in own if at not in kept}
        lone = places if len(places) <= FEW else ()
        found |= {at: False for at in lone if at not in found and parts_sentence(lines, at)}
    are_sure = is_long or are_dressed
    return [(lines[at], is_sure and are_sure) for at, is_sure in sorted(found.items())]


def doubled(lines: list[Line], places: Collection[int]) -> Iterator[int]:
    """Headings at these places that their text has as well, with no other of their rank between."""
    headings = {at: rank_of(one) for at, one in enumerate(lines) if is_heading(one)}
    for rank in sorted(set(headings.values())):
        own = [at for at in headings if headings[at] <= rank]
        for _, same in groupby(own, key=lambda at: squeezed(lines[at].text)):
            every = list(same)
            kept = next((at for at in every if at not in places), every[0])
            for at in every:
                if at in places and at != kept:
                    del headings[at]
                    yield at


def is_heading(line: Line) -> bool:
    return line.role is Role.TEXT and line.is_heading and rank_of(line) <= ABOVE_BOXES


def rank_of(line: Line) -> float:
    return line.mark.family.rank if line.mark else UNNUMBERED


def repeated(lines: list[Line], places: list[int]) -> list[tuple[list[int], bool]]:
    """The pages on which one line comes again at these places, for each; and whether it is a head."""
    first = squeezed(lines[0].text)
    texts = {at: squeezed(lines[at].text) for at in places}
    keys = {own for at, own in texts.items() if own == first or may_be_head(lines, at)}
    found: dict[str, list[int]] = {}
    for page, at in enumerate(places):
        if (key := texts[at]) in keys and "\t" not in lines[at].text:
            found.setdefault(key, []).append(page)
    counts = {key: len(pages) for key, pages in found.items()}
    near = {key: len(own) >= MOST * (own[-1] - own[0] + 1) for key, own in found.items()}
    is_usual = any(near[key] and counts[key] >= SURE for key in found)
    return [
        (pages, near[key] and (is_usual or counts[key] >= SURE))
        for key, pages in found.items()
        if counts[key] >= SURE or (near[key] and counts[key] > 1)
    ]


def may_be_head(lines: list[Line], at: int) -> bool:
    """True for a phrase or two that begin nothing, and are not the caption of a table."""
    line, following = lines[at], lines[at + 1 : at + 2]
    is_part = line.text.endswith(COMMAS) or CLAUSE.search(line.text.replace("，", "", 1))
    may_be = line.is_open and may_be_title(line) and not is_part
    begins_none = line.role is Role.TEXT and not line.is_structural
    is_other = grammar.DATE.match(line.text) or grammar.NOTE.match(line.text)
    opens = any(one.role is not Role.TEXT or grammar.NOTE.match(one.text) for one in following)
    return may_be and begins_none and not is_other and not opens


def parts_sentence(lines: list[Line], at: int) -> bool:
    """True for a phrase that is much shorter than the line above it, between the halves of a sentence."""
    is_inside = 0 < at < len(lines) - 1 and not CLAUSE.search(lines[at].text)
    if not (is_inside and may_be_head(lines, at)):
        return False
    above, line, rest = lines[at - 1 : at + 2]
    return not above.is_structural and is_within(above, line, rest)


def between_halves(lines: list[Line], title: str) -> Iterator[tuple[Line, bool]]:
    """The lines that come again in a text without page marks, and mostly part a sentence."""
    counts = Counter(one.text for one in lines)
    found: dict[str, list[int]] = {}
    for at, line in enumerate(lines[1:-1], 1):
        is_often = counts[line.text] >= SURE and not CLAUSE.search(line.text)
        if is_often and may_be_head(lines, at):
            found.setdefault(line.text, []).append(at)
    for own in found.values():
        inside = sum(is_within(*lines[at - 1 : at + 2]) for at in own)
        are_far = all(later - at > APART for at, later in pairwise(own))
        if are_far and inside >= max(PARTED, MOST * len(own)):
            yield from ((lines[at], False) for at in own[is_title(lines, own, title) :])


def is_within(above: Line, line: Line, rest: Line) -> bool:
    """True for a line between the halves of a sentence, which may have a number, and is longer."""
    begins = rest.is_structural or rest.is_indented
    are_halves = above.is_open and not (begins or is_phrase(above) or is_phrase(rest))
    return are_halves and width(line.text) <= MUCH * width(above.text)


def is_title(lines: list[Line], places: Collection[int], title: str) -> bool:
    """True if the lines are the title of the document, or of it, and no others are."""
    if not title or squeezed(lines[min(places)].text) not in squeezed(title):
        return False
    return not is_among([one.text for at, one in enumerate(lines) if at not in places], title)


def question(
    found: list[Line], number_of: Callable[[int], int], places: tuple[str, str]
) -> Iterator[Problem]:
    """The one question about lines that may be running heads."""
    placed = sorted((number_of(line.start), line.text) for line in found)
    first, text = placed[0]
    said, heads = f"{quote(text)} is {places[0]}", "a running head"
    if len(placed) > 1:
        said = f"{len(placed)} lines such as {quote(text)} are {places[1]}"
        heads = "running heads"
    yield Problem(
        FILE,
        f"{said}: {heads}, or text that is at the edge of a page by chance",
        'declare in source/repairs.toml, for each, kind = "omit", or "paragraph" if it is text',
        line=first,
        last_line=placed[-1][0],
        answers=tuple(
            "\n\n".join(
                answers.repair(kind, line, answers.beginning(own), kind) for line, own in placed
            )
            for kind in ("omit", "paragraph")
        ),
    )
