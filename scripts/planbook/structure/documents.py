"""Finds other documents in the file of the plan, by their titles and what is around these."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from planbook.problems import Problem, named, quote
from planbook.structure.node import Line
from planbook.text import answers, grammar, same
from planbook.text.decode import FILE
from planbook.text.unnumbered import (
    ADDRESS,
    ANY_DOCUMENT,
    OFFICE,
    is_about,
    is_of,
    may_name,
    names_document,
    speaks,
)

BELOW = 4
"""Maximum lines between the title of a document and those whom it addresses."""
LOWEST = inf
"""Below the rank of any heading."""
QUOTED = 12
"""Characters that an answer quotes on either side of a line end."""
SHOWN = 5
"""Maximum titles that a message names."""


@dataclass(frozen=True, slots=True)
class Document:
    """Another document of the same file."""

    head: tuple[Line, ...]
    """The lines of its title."""
    last: Line

    @property
    def first(self) -> Line:
        return self.head[0]

    @property
    def title(self) -> Line:
        """The line in which its title ends."""
        return self.head[-1]

    @property
    def name(self) -> str:
        return "".join(one.text for one in self.head)


def further(lines: list[Line], title: str) -> list[Document]:
    """The documents below the plan, each up to the next one, or to where the plan goes on."""
    found = list(titles(lines, title))
    starts = [*(start_of(lines, at, title) for at in found), len(lines)]
    again = resumed(lines, starts[0])
    ends = (again if start < again < end else end for start, end in pairwise(starts))
    return [
        Document(tuple(lines[start : at + 1]), lines[end - 1])
        for at, start, end in zip(found, starts, ends, strict=False)
    ]


def resumed(lines: list[Line], start: int) -> int:
    """The index of the heading with which the plan goes on below a document; their number if it does not."""
    marks = [(at, one.mark) for at, one in enumerate(lines) if one.mark and one.mark.number]
    before = [mark for at, mark in marks if at < start]
    top = min((mark.family.rank for mark in before), default=0.0)
    upper = [mark.number for mark in before if mark.family.rank == top]
    for at, mark in marks:
        if at >= start and mark.family.rank <= top:
            is_next = mark.family.rank == top and mark.number == upper[-1] + 1
            return at if is_next else len(lines)
    return len(lines)


def start_of(lines: list[Line], at: int, title: str) -> int:
    """The index of the line with which a title begins that ends in the line at this index."""
    start = at
    while at - start < same.LINES - 1 and start and is_half(lines[start - 1], lines[start], title):
        start -= 1
    return start


def is_half(line: Line, following: Line, title: str) -> bool:
    """True for a line with which a title may begin: not for a whole one, as a list of plans has."""
    is_whole = ANY_DOCUMENT.search(line.text) and not following.text.startswith("的")
    return may_name(line) and not is_of(line, title) and not is_whole


def titles(lines: list[Line], title: str) -> Iterator[int]:
    """The indices of lines that read like titles of documents, and below which headings begin anew.

    It needs no headings if something else shows what it is, such as a style above all others. Lower
    headings count only if those of the plan do not go on below them, and not in an annex.
    """
    found, lower, in_annex = 0, list[int](), False
    top = upper = LOWEST
    for at, line in enumerate(lines):
        in_annex = in_annex or bool(grammar.APPENDIX.match(line.text))
        if line.mark and line.mark.number:
            is_first, rank = line.mark.number == 1, line.mark.family.rank
            if rank <= top:
                yield from (*lower, *([found] if found else ())) if is_first else ()
                lower = []
            elif (
                found and is_first and not in_annex and speaks(title_to(lines, found, title), title)
            ):
                lower.append(found)
            found, top = 0, min(top, rank)
        elif upper < LOWEST and is_document(lines, at, title):
            is_above = line.mark and line.mark.family.rank < upper
            is_sure = is_above or shows_document(lines, at, title)
            yield from (*lower, at) if is_sure else ()
            found, lower = (0, []) if is_sure else (at, lower)
        upper = min(upper, line.mark.family.rank) if line.mark else upper
    yield from lower


def is_document(lines: list[Line], at: int, title: str) -> bool:
    """True for a line in which the title of another document ends, and not of an annex or a part."""
    start = start_of(lines, at, title)
    before = lines[max(0, start - 1) : at]
    is_annex = any(grammar.APPENDIX.match(one.text) for one in before)
    beside = lines[max(0, start - 1) : start] + lines[at + 1 : at + 2]
    is_listed = any(names_document(one, "", title) for one in beside)
    is_other = is_annex or is_listed or is_of(lines[at], title) or at + 1 == len(lines)
    held = "".join(one.text for one in lines[start:at])
    return not is_other and names_document(lines[at], held, title)


def title_to(lines: list[Line], at: int, title: str) -> str:
    """The title of a document that ends in the line at this index."""
    return "".join(one.text for one in lines[start_of(lines, at, title) : at + 1])


def shows_document(lines: list[Line], at: int, title: str) -> bool:
    """True for a title that names the plan, is below the date of a signature, or begins a letter."""
    is_dated = bool(grammar.DATE.match(lines[start_of(lines, at, title) - 1].text))
    return is_dated or is_about(title_to(lines, at, title), title) or is_letter(lines, at)


def is_letter(lines: list[Line], at: int) -> bool:
    """True if a number, who adopted it, or an address is below a title, perhaps below a name."""
    for line in lines[at + 1 : at + 1 + BELOW]:
        if any(one.match(line.text) for one in (grammar.DOCUMENT_NUMBER, grammar.ADOPTED, ADDRESS)):
            return True
        if not (OFFICE.search(line.text) or line.text.startswith(("（", "——"))):
            return False
    return False


def question(found: Sequence[Document], where: str, kinds: Collection[str]) -> Problem:
    """The question about documents in front of the plan, or below it."""
    several = f"{len(found)} documents are" if len(found) > 1 else "another document is"
    said = [f"{quote(one.name)} in line {one.first.number}" for one in found]
    keep = 'makes its title a heading above its own, and "paragraph" leaves it as text'
    heading = (
        f'; "heading" {keep}' if "heading" in kinds else ', or "paragraph" to leave it as text'
    )
    return Problem(
        FILE,
        f"{several} {where} the plan: {named(said, SHOWN)}",
        f'declare in source/repairs.toml kind = "omit" if it is not part of the plan{heading}',
        line=found[0].first.number,
        last_line=found[-1].last.number,
        answers=(
            "\n\n".join(map(omitted, found)),
            *("\n\n".join(read_as(kind, one) for one in found) for kind in kinds),
        ),
    )


def omitted(found: Document) -> str:
    first, last = found.first, found.last.number
    span = {"last": last} if last > first.number else {}
    return answers.reading("omit", first.number, first.text, "omit_document", **span)


def read_as(kind: str, found: Document) -> str:
    """The answer that keeps a document; a title that is a heading is one line."""
    joins = (joined(*pair) for pair in pairwise(found.head)) if kind == "heading" else ()
    own = found.first if kind == "heading" else found.title
    return "\n\n".join((*joins, answers.reading(kind, own.number, own.text)))


def joined(line: Line, following: Line) -> str:
    pieces = [(line.number, line.text[-QUOTED:]), (following.number, following.text[:QUOTED])]
    return answers.join(pieces, "join_title")
