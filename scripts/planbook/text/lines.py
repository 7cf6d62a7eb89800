"""Reads the lines of a text with what shows where they end: page marks, indents, margins, contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from unicodedata import east_asian_width

from planbook.text import grammar
from planbook.text.grammar import Mark
from planbook.text.layout import Layout, Role, layout_of
from planbook.text.tables import SHORT

# A text counts as broken throughout if it has at least this many open lines …
WRAPPED_LINES = 5
# … of which this share ends within the margin's tolerance (in Han widths).
WRAPPED_SHARE = 0.8
MARGIN_TOLERANCE = 2.5
# Maximum share of lines that go far beyond a margin: of a table, or of a page that is broken later.
BEYOND_SHARE = 0.1
# Indents mean something if this share of the lines has them …
INDENTED_SHARE = 0.05
# … and so does the lack of one, if nearly all paragraphs have them.
UNINDENTED_SHARE = 0.5
# All paragraphs count as indented if this share of them is.
ALWAYS = 0.9
# Before the first heading, a line of up to this length without a full stop is a title.
TITLE_LIMIT = 45
# Maximum lines into which a heading is broken.
PIECES = 4
# Maximum lines above a line among which its box or colon is looked for.
BOX_LINES = 100
# Rank of the lowest family that ends a box for sure.
ABOVE_BOXES = 4
HAN = re.compile("[\u4e00-\u9fff]")
# What neither a name has nor a title before the first heading.
CLAUSE = re.compile(r"[，。；：]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds more than blanks and page marks."""

    text: str
    """Its text without page marks, form feeds, and outer blanks."""
    start: int
    end: int
    """Offset just after its last character, page marks included."""
    after_page: bool
    """True if a page mark or form feed is between it and the line before."""
    is_indented: bool
    """True if the source begins it with the two wide blanks of a paragraph."""
    role: Role
    mark: Mark | None
    is_note: bool
    """True if it begins a note of the original."""
    is_structural: bool
    is_open: bool
    """True if it ends inside a sentence."""

    @property
    def is_bare(self) -> bool:
        """True for a mark without a title."""
        return bool(self.mark and self.text == self.mark.text.strip())

    @property
    def is_bare_title(self) -> bool:
        """True for such a mark that begins no sentence: 第一章."""
        return bool(self.is_bare and self.mark and self.mark.family.rank <= grammar.TITLED)

    @property
    def is_heading(self) -> bool:
        return bool(
            (self.mark and grammar.is_heading_form(self.text[len(self.mark.text) :]))
            or grammar.UNNUMBERED.match(self.text)
        )

    @property
    def is_bullet(self) -> bool:
        return bool(grammar.BULLET.match(self.text))

    @property
    def is_body(self) -> bool:
        """True for a line of a paragraph, bullet, or note, but not for a heading, a caption, or a row."""
        return not self.is_structural or self.is_note or self.is_bullet


def solid_lines(
    text: str, marks: Collection[tuple[int, int]], is_indented: Callable[[int], bool]
) -> tuple[list[Line], Layout]:
    """The lines of the text, except those with nothing but page marks (given by their spans)."""
    starts, spans, page = [], iter(sorted(marks)), False
    mark = next(spans, None)
    start = 0
    raws: list[tuple[str, int, int, bool]] = []
    for raw in text.split("\n"):
        bare, at = "", start
        while mark and mark[0] <= start + len(raw):
            bare += text[at : mark[0]] + "\f"
            at = mark[1]
            mark = next(spans, None)
        bare = (bare + text[at : start + len(raw)]).strip(" ")
        page = page or bare.startswith("\f")
        if bare.strip("\f \t"):
            raws.append(
                (bare.replace("\f", "").strip(" "), start, start + len(raw.rstrip(" ")), page)
            )
            starts.append(start + len(raw) - len(raw.lstrip(" \f")))
            page = bare.endswith("\f")
        start += len(raw) + 1
    layout = layout_of(tuple(one[0] for one in raws))
    lines = [
        Line(
            content.strip(), begin, end, after, is_indented(solid), role, found, bool(note),
            is_structural=role is not Role.TEXT or bool(found or note) or grammar.is_marked(content),
            is_open=grammar.is_open(content),
        )
        for (content, begin, end, after), solid, role, found, note
        in zip(raws, starts, layout.roles, layout.marks, layout.notes, strict=True)
    ]  # fmt: skip
    return lines, layout


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the whole text says about the ends of its lines."""

    margins: Margins
    indented: float
    """The share of lines of paragraphs that begin with an indent."""
    always_indented: bool
    """True if every paragraph begins with an indent, so that a line without one goes on."""
    entries: frozenset[str]
    """The headings that the contents list, and the title of the document."""
    are_whole: bool
    """True if each line is a paragraph of the original, which is not broken at a margin either."""

    @classmethod
    def of(cls, lines: list[Line], layout: Layout, title: str, *, are_whole: bool) -> Evidence:
        bodies = [one for one in lines if one.role is Role.TEXT and one.is_body]
        indented = sum(one.is_indented for one in bodies) / max(1, len(bodies))
        known = frozenset(filter(None, (*layout.entries, grammar.squeezed(title))))
        margins = right_margins(lines)
        starts = [one.is_indented for one in sure_starts(lines, margins)]
        always = len(starts) >= WRAPPED_LINES and sum(starts) >= ALWAYS * len(starts)
        return cls(margins, indented, always, known, are_whole and not margins)

    def listed(self, lines: list[Line], index: int) -> int:
        """The number of lines from this one on that make up a known heading or title; 0 if none."""
        if not self.entries or not may_be_title(lines[index]):
            return 0
        own = ""
        for count, line in enumerate(lines[index : index + PIECES], 1):
            own += grammar.squeezed(line.text)
            if own in self.entries:
                return count
        return 0


def sure_starts(lines: list[Line], margins: Margins) -> Iterator[Line]:
    """The lines that begin a paragraph for sure: after a heading, or after a short last line."""
    for before, line in pairwise(lines):
        is_end = not before.is_open and not reaches(before, margins) and before.role is Role.TEXT
        if line.role is Role.TEXT and line.is_body and (before.is_heading or is_end):
            yield line


def may_be_title(line: Line) -> bool:
    """True for a short line that does not end a sentence."""
    return len(line.text) <= TITLE_LIMIT and not line.text.endswith(("。", "！", "？"))


BOXES = ("专栏", "專欄")


def label_of(line: Line) -> re.Match[str] | None:
    """The label of an annex or a figure; its title may be on the lines that follow."""
    annex = grammar.APPENDIX.match(line.text)
    figure = grammar.CAPTION.match(line.text)
    found = annex or (figure if figure and figure["kind"].endswith("图") else None)
    return found if line.role is Role.TEXT else None


def is_untitled(line: Line) -> bool:
    """True for such a label, or that of a box, without a title on its own line."""
    box = grammar.CAPTION.match(line.text)
    found = label_of(line) or (box if box and box["kind"] in BOXES else None)
    return bool(found and not found["title"].strip())


Margins = Mapping[Callable[[str], float], float]
"""The margins at which the lines of the text end, by measure."""


def reaches(line: Line, margins: Margins) -> bool:
    """True if the line ends at the margin, by its width or by its number of characters."""
    return any(abs(of(line.text) - margin) <= MARGIN_TOLERANCE for of, margin in margins.items())


def is_phrase(line: Line) -> bool:
    """True for a short line without a clause: a name or a title."""
    return len(line.text) <= SHORT and not CLAUSE.search(line.text)


def is_point(lines: list[Line], index: int) -> bool:
    """True for a bullet of a list whose points have no full stop, or for a lone one that is a phrase."""
    beside = [one for one in lines[max(0, index - 1) : index + 2] if one.is_bullet]
    is_usual = any(one.is_open for one in beside if one is not lines[index])
    is_lone = len(beside) == 1 and is_phrase(lines[index]) and bool(HAN.search(lines[index].text))
    return lines[index].is_bullet and (is_usual or is_lone)


def is_apart(lines: list[Line], index: int) -> bool:
    """True if the line is in a box, among short lines after a colon, or the last of such bullets."""
    if is_point(lines, index) and lines[index - 1].is_bullet:
        return True
    above = reversed(lines[max(0, index - BOX_LINES) : index])
    other = (one for one in above if one.is_structural or not (one.is_open and is_phrase(one)))
    before = next(other, None)
    return bool(before and before.text.endswith("：")) or is_boxed(lines, index)


def is_boxed(lines: list[Line], index: int) -> bool:
    """True if a caption is nearer above the line than a heading that cannot be in its box."""
    for line in reversed(lines[max(0, index - BOX_LINES) : index]):
        if grammar.CAPTION.match(line.text):
            return not label_of(line)
        if line.mark and line.mark.family.rank <= ABOVE_BOXES:
            return False
    return False


def right_margins(lines: list[Line]) -> Margins:
    """The margins at which the text is broken throughout; none if it is not.

    A page breaks its lines at a width, a program often at a number of characters.
    """
    found = {measure: right_margin(lines, measure) for measure in (width, len)}
    return {measure: margin for measure, margin in found.items() if margin is not None}


def right_margin(lines: list[Line], measure: Callable[[str], float]) -> float | None:
    """The margin at which most of the open lines end, if there are enough and few lines are longer."""
    ends = [
        measure(a.text)
        for a, b in pairwise(lines)
        if a.is_open and a.is_body and not (b.after_page or b.is_structural)
    ]
    if len(ends) < WRAPPED_LINES:
        return None
    middle = median(ends)
    near = sum(abs(one - middle) <= MARGIN_TOLERANCE for one in ends)
    bodies = [measure(one.text) for one in lines if one.role is Role.TEXT and one.is_body]
    beyond = sum(one > middle + MARGIN_TOLERANCE for one in bodies)
    is_one = near >= WRAPPED_SHARE * len(ends) and beyond <= BEYOND_SHARE * len(bodies)
    return middle if is_one else None


def width(text: str) -> float:
    """Width of the text in Han characters; a narrow character counts as half."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
