"""Joins the files of one document into one text, in their order: its halves, its text and its tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, takewhile

from planbook.begin.take import oddities, take
from planbook.intake.form import File, Left, Taken, pressed
from planbook.problems import Problem, quote, raise_any
from planbook.text.grammar import is_marked, mended
from planbook.text.same import bare
from planbook.text.script import is_simplified, is_traditional

AGAIN = "titles that a file repeats from the first one"
FRONT = 10
"""Lines before the first heading that another file may repeat."""
HALF = re.compile(r"（?[上中下续一二三四五六七八九十]?[篇部册]?）?$")
"""The end of a title that says which of the files it is of: 规划纲要（下）, 规划纲要下篇."""


def taken_together(files: Iterable[tuple[str, bytes]]) -> tuple[File, ...]:
    """The files of a document, by name and content, in their order.

    Raises `Problems` for files that do not fit together.
    """
    found = [File(name, raw, take(raw, name)) for name, raw in files]
    raise_any((*twice(found), *mixed(found)))
    if len(found) == 1:
        return tuple(found)
    first, *parts = (as_part(one.taken) for one in found)
    head = set(head_of(first))
    parts = [first, *(without(one, head) for one in parts)]
    return tuple(placed(replace(one, taken=part) for one, part in zip(found, parts, strict=True)))


def twice(files: Sequence[File]) -> Iterator[Problem]:
    """The files that are another one over again, or have its text."""
    for one, other in combinations(files, 2):
        if one.raw == other.raw:
            yield Problem(other.name, f"is the same file as {one.name}", "give each file once")
        elif pressed(one.taken.text) == pressed(other.taken.text):
            found = f"has the same text as {one.name}"
            yield Problem(other.name, found, "give only one of the two")


def mixed(files: Sequence[File]) -> Iterator[Problem]:
    """The files in Simplified characters beside one in Traditional ones."""
    other = next((one for one in files if is_traditional(one.taken.text)), None)
    for one in files if other else ():
        if other and one is not other and is_simplified(one.taken.text):
            found = f"is in Simplified characters, and {other.name} in Traditional ones"
            yield Problem(one.name, found, "get all files in the same characters")


# --- a part of the document


def head_of(first: Taken) -> Iterator[str]:
    """What is above the first heading of a file, such as its title and who issued it."""
    lines = (one.strip() for one in first.text.splitlines()[:FRONT])
    above = takewhile(lambda one: not is_marked(mended(one)), lines)
    return (named(one) for one in above if named(one))


def named(line: str) -> str:
    """A title without what tells the files apart."""
    return HALF.sub("", bare(line))


def without(found: Taken, head: Collection[str]) -> Taken:
    """A file without the title that it repeats; that belongs to the whole document."""
    lines = found.text.splitlines(keepends=True)
    repeats = (bool(one.strip()) and named(one) in {*head, ""} for one in lines)
    count = sum(takewhile(bool, repeats))
    if not 0 < count < len(lines):
        return found
    left = (*found.left, *(Left(AGAIN, one) for one in lines[:count]))
    return replace(moved(found, -count), text="".join(lines[count:]), left=left)


def moved(found: Taken, by: int) -> Taken:
    """The file with what is known of its lines so many lines further down; none is above the first."""
    headings = (replace(one, line=one.line + by) for one in found.headings if one.line > -by)
    leads = (replace(one, line=one.line + by) for one in found.leads if one.line > -by)
    tables = (replace(one, line=one.line + by) for one in found.tables if one.line > -by)
    return replace(found, headings=tuple(headings), leads=tuple(leads), tables=tuple(tables))


def as_part(found: Taken) -> Taken:
    """A file without doubts that a whole document would raise, and a part need not."""
    odd = set(oddities(found))
    return replace(found, warnings=tuple(one for one in found.warnings if one not in odd))


def placed(files: Iterable[File]) -> Iterator[File]:
    """The files with their places in the whole text: a blank line parts a table from one above it."""
    line, is_below_table = 1, False
    for one in files:
        rows = ["\t" in row for row in one.taken.text.split("\n")[:-1]]
        line += is_below_table and rows[0]
        yield replace(one, line=line)
        line, is_below_table = line + len(rows), rows[-1]


# --- the whole


def joined(files: Sequence[File]) -> Taken:
    """The text of all files, one below the other, with what is known of it.

    Where texts have pages, each file begins one. What is said of the publication is what the first
    file says.
    """
    if len(files) == 1:
        return files[0].taken
    parts = [moved(one.taken, one.line - 1) for one in files]
    has_pages = any("\f" in one.text for one in parts)
    text = ""
    for one in files:
        is_page = text and has_pages and not one.taken.text.startswith("\f")
        text += "\n" * (one.line - 1 - text.count("\n")) + "\f" * bool(is_page) + one.taken.text
    headings = tuple(head for one in parts for head in one.headings)
    whole = Taken(" + ".join(dict.fromkeys(one.kind for one in parts)), text, headings)
    said = (f"{one.name}: {doubt}" for one in files for doubt in one.taken.warnings)
    return replace(
        whole,
        left=tuple(left for one in parts for left in one.left),
        warnings=(*said, *seams(files), *oddities(whole)),
        numbers=tuple(number for one in parts for number in one.numbers),
        leads=tuple(lead for one in parts for lead in one.leads),
        tables=tuple(table for one in parts for table in one.tables),
        provenance=parts[0].provenance,
    )


def seams(files: Sequence[File]) -> Iterator[str]:
    """Where a file goes on with no heading, in the midst of what the one before it ends with."""
    for above, one in pairwise(files):
        first = one.taken.text.lstrip("\f").partition("\n")[0].strip()
        is_shown = any(head.line == 1 for head in one.taken.headings)
        if not (is_shown or is_marked(mended(first))):
            yield f"{one.name} begins with {quote(first)}: see if that goes on where {above.name} ends"
