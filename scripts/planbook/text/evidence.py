"""Reads what a whole text shows about the ends of its lines: margins, indents, blank lines, contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from planbook.characters import squeezed, width
from planbook.text import grammar, same
from planbook.text.indents import ALWAYS, INDENTED_SHARE, open_ends
from planbook.text.layout import Layout, Role
from planbook.text.lines import (
    Line,
    label_of,
)
from planbook.text.unnumbered import boxed
from planbook.text.widths import (
    NARROWEST,
    RAGGED_LEAST,
    WRAPPED_LINES,
    Margin,
    has_stops,
    ragged_width,
    right_margins,
)

# The lack of an indent means something if this share of the lines has one.
UNINDENTED_SHARE = 0.5
# Maximum characters of a line in a text whose lines are broken.
WIDEST = 60
LONGEST_TITLE = 90
# In a wider text than this, a heading hardly fills its line.
NARROW = 20
# From this rank on, families of marks may number sentences: （一）.
LOW = 5
# So many sentences in a series, and no other line, show that an open one among them goes on.
ALONE = 2
# … or this share of open lines in a family.
FEW_OPEN = 0.3
# Maximum lines into which a heading is broken.
PIECES = 4
SENTENCE = re.compile(r"[。！？；]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the whole text says about the ends of its lines."""

    margins: tuple[Margin, ...]
    ragged: float
    """The usual width of a line in a text that is broken throughout, but at no margin; otherwise 0."""
    indented: float
    """The share of lines of paragraphs that begin with an indent."""
    entries: frozenset[str]
    """The headings that the contents list, and the title of the document."""
    are_whole: bool
    """True if each line is a paragraph of the original, which is not broken at a margin either."""
    by_blanks: bool = False
    """True if blank lines are read as indents."""
    always_indented: bool = False
    """True if every paragraph begins with an indent, so that a line without one goes on."""
    sentences: frozenset[str] = frozenset()
    """The families of marks that number sentences, and not headings …"""
    likely: frozenset[str] = frozenset()
    """… and those that probably do."""
    is_ordered: bool = False
    """True if such words begin paragraphs."""
    goes_on: bool = False
    """True if a sentence that ends at the margin is more likely inside a paragraph than its last."""
    title: str = ""
    """The title of the document."""
    outnumbered: frozenset[int] = frozenset()
    """Where lines begin that read like headings among numbered sentences, unless a margin tells."""
    open_alone: frozenset[int] = frozenset()
    """Where lines begin that are open, unlike the sentences in their series or family."""
    tails: frozenset[int] = frozenset()
    """Where lines begin that may be headings, or the rest of the one above: no other is beside them."""
    joined: frozenset[int] = frozenset()
    """Where lines begin that are declared to go on in the next."""
    items: frozenset[int] = frozenset()
    """Where paragraphs begin whose number is alone on the line above, and which are no headings."""
    boxed: frozenset[int] = frozenset()
    """Where lines in boxes begin, which have no indents."""
    has_stops: bool = True
    """False if sentences have no full stops, so that a paragraph ends where its last line is short."""

    @classmethod
    def of(
        cls, lines: list[Line], layout: Layout, title: str, *, are_whole: bool, by_blanks: bool
    ) -> Evidence:
        bodies = [one for one in lines if one.role is Role.TEXT and one.is_body]
        indented = sum(one.is_indented for one in bodies) / max(1, len(bodies))
        are_set_off = indented >= INDENTED_SHARE
        inside = zip(lines, boxed(lines), strict=True)
        own = frozenset(one.start for one, is_inside in inside if is_inside)
        form = cls((), 0.0, indented, frozenset(), are_whole, by_blanks, boxed=own)
        ends = list(open_ends(lines, are_set_off=are_set_off))
        margins, longer = right_margins(ends, bodies), longer_half(ends)
        if not margins:
            numbered = list(open_ends(lines, are_set_off=True, are_headings=True))
            exactly = right_margins(numbered, bodies)
            margins = tuple(one for one in exactly if one.is_exact and one.end >= NARROWEST)
        exact = tuple(one for one in right_margins(longer, bodies) if one.is_exact)
        are_ended = has_stops(lines, margins or exact)
        if not (are_ended or are_set_off):
            margins, ends = exact, longer
        known = frozenset(filter(None, (*layout.entries, squeezed(title))))
        ragged = 0.0 if margins else ragged_width(ends, bodies)
        form = replace(form, are_whole=are_whole and not margins)
        found = replace(form, margins=margins, ragged=ragged, entries=known, has_stops=are_ended)
        starts = list(sure_starts(lines, found))
        marked = sum(one.is_indented and bool(one.mark) for one in lines)
        sure, likely = families_of(lines, found)
        return replace(
            found,
            always_indented=are_indented(starts, marked),
            sentences=sure,
            likely=likely,
            is_ordered=any(grammar.ORDER.match(one.text) for one in starts),
            goes_on=is_long(lines, found),
            title=title,
            open_alone=frozenset(open_alone(lines)),
            outnumbered=frozenset(() if found.is_broken or found.are_whole else outnumbered(lines)),
        )

    def listed(self, lines: list[Line], index: int) -> int:
        """The number of lines from this one on that make up a known heading or title; 0 if none."""
        if not self.entries or len(lines[index].text) > LONGEST_TITLE:
            return 0
        own = ""
        for count, line in enumerate(lines[index : index + PIECES], 1):
            own += squeezed(line.text)
            if own in self.entries:
                return count
        return 0

    def begins_title(self, lines: list[Line], index: int) -> bool:
        """True if the title of the document begins with this line, below 附件 or on its own."""
        texts = [one.text for one in lines[index : index + same.LINES]]
        is_first = bool(texts) and same.bare(self.title).startswith(same.bare(texts[0]))
        return bool(self.title) and is_first and same.is_among(texts, self.title)

    def reaches(self, line: Line) -> bool:
        """True if the line ends where broken lines do: at a margin, or at about their usual width."""
        if self.ragged:
            return width(line.shown) >= RAGGED_LEAST * self.ragged
        return any(one.is_reached(line) for one in self.margins)

    def fills(self, line: Line, following: Line) -> bool:
        """The same, if it is exact: no room was left on the line for what follows."""
        exact = [one for one in self.margins if one.is_exact]
        if not exact:
            return self.reaches(line)
        return any(one.is_filled(line, following) for one in exact)

    @property
    def is_broken(self) -> bool:
        """True if the text is broken throughout."""
        return bool(self.margins or self.ragged)

    def begins(self, line: Line) -> bool:
        """True if the line begins a paragraph by its indent."""
        return line.is_indented and (self.always_indented or self.indented >= INDENTED_SHARE)

    def is_flush(self, line: Line) -> bool:
        """True if the line lacks the indent that all paragraphs have, as far as that is known, or hangs."""
        lacks_one = self.always_indented and not (line.is_indented or line.may_begin)
        return line.hangs or lacks_one

    def goes_on_after(self, line: Line) -> bool:
        """True if an open line goes on because of the kind of the text, wherever it ends.

        The next has no indent where all have, or it has half the width, and last lines full stops.
        """
        lacks_indent = self.always_indented or self.indented > UNINDENTED_SHARE
        longest = max((one.end for one in self.margins if self.has_stops), default=0.0)
        return lacks_indent or bool(longest and width(line.text) >= longest / 2)


def sure_starts(lines: list[Line], evidence: Evidence) -> Iterator[Line]:
    """The lines that begin a paragraph for sure: after a heading, or after a short last line.

    Not those in a box, nor the flush ones below a label or an indented heading, which may go on in them.
    """
    half = evidence.ragged / 2  # in a ragged text, other lines than the last ones are short, too
    for before, line in pairwise(lines):
        is_short = width(before.text) < half if half else not evidence.reaches(before)
        goes_on = bool(label_of(before)) or (before.is_indented and before.is_open)
        is_whole = not before.is_open or before.is_heading
        may_go_on = goes_on or bool(grammar.BRACKETED.fullmatch(line.text))
        is_end = is_short and is_whole and (line.is_indented or not may_go_on)
        are_text = line.role is before.role is Role.TEXT and not line.after_page
        if are_text and line.is_body and is_end and line.start not in evidence.boxed:
            yield line


def are_indented(starts: list[Line], marked: int) -> bool:
    """True if paragraphs begin with an indent, as far as they show it, and numbered ones do."""
    count = sum(one.is_indented for one in starts)
    return count + marked >= WRAPPED_LINES and count >= ALWAYS * len(starts)


def families_of(lines: list[Line], evidence: Evidence) -> tuple[frozenset[str], frozenset[str]]:
    """The families of marks that number sentences rather than headings: for sure, and more likely.

    A line that reaches the margin is likelier a sentence, since few headings are as long, and no
    five of them.
    """
    full, whole, short = Counter[str](), Counter[str](), Counter[str]()
    for line in lines:
        if line.role is Role.TEXT and line.mark and line.mark.family.rank >= grammar.TITLED:
            kind = full if evidence.reaches(line) else short if line.is_heading else whole
            kind[line.mark.family.name] += 1
    is_wide = any(one.end > NARROW for one in evidence.margins)
    all_full = {one for one in full if is_wide and full[one] >= WRAPPED_LINES and not short[one]}
    sure = {one for one in whole if whole[one] > short[one]} | all_full
    return frozenset(sure), frozenset(
        one for one in full + whole if (full + whole)[one] > short[one]
    )


def is_long(lines: list[Line], evidence: Evidence) -> bool:
    """True if more sentences should end at the margin inside paragraphs than at their ends.

    Of the lines inside a paragraph, as many end a sentence as characters do; of the last lines, as
    many reach the margin as it is wide.
    """
    bodies = [one for one in lines if one.role is Role.TEXT and (one.is_body or not one.is_heading)]
    last = sum(not (one.is_open or evidence.reaches(one)) for one in bodies)
    inside = sum(one.is_open and evidence.reaches(one) for one in bodies)
    text = "".join(one.text for one in bodies)
    stops = len(SENTENCE.findall(text)) / max(1, len(text))
    width_of = max((one.end for one in evidence.margins), default=1.0)
    return inside * stops > last / width_of


def longer_half(ends: list[tuple[Line, Line]]) -> list[tuple[Line, Line]]:
    """Those of the open lines that are no last lines of paragraphs, which have no full stops either.

    None if they are too few to show that full stops are lost.
    """
    middle = median(width(one.text) for one, _ in ends) if ends else 0.0
    longer = [one for one in ends if width(one[0].text) >= middle]
    return longer if len(longer) >= WRAPPED_LINES else []


def outnumbered(lines: list[Line]) -> Iterator[int]:
    """Where lines in the form of headings begin, in series at least half of which are sentences.

    Of others, those of several clauses that are as long as any line, and so likely broken.
    """
    longest = max((len(one.text) for one in lines if one.role is Role.TEXT), default=0)
    for series in all_series(lines):
        headings = [one for one in series if one.is_heading]
        are_few = 2 * len(headings) <= len(series)
        for one in headings:
            is_low = one.mark is not None and one.mark.family.rank > grammar.TITLED
            is_full = len(one.text) >= longest - 1 and "，" in one.text
            if are_few or (is_low and is_full and longest <= WIDEST):
                yield one.start


def open_alone(lines: list[Line]) -> Iterator[int]:
    """Where the lines begin that are open, unlike all others of a series, or most of a family.

    In a series whose others end in ；, they are all such: （一）…；（二）….
    """
    families: dict[float, list[Line]] = {}
    for series in all_series(lines):
        rank = max(one.mark.family.rank for one in series if one.mark)
        if rank < LOW:
            continue
        families.setdefault(rank, []).extend(series)
        found = [one for one in series if one.is_open]
        sentences = [one for one in series if not one.is_open and "，" in one.text]
        are_clauses = any(one.text.endswith("；") for one in series)
        if are_clauses or (len(found) == 1 and len(sentences) >= ALONE):
            yield from (one.start for one in found)
    for family in families.values():
        found = [one for one in family if one.is_open]
        if len(found) <= FEW_OPEN * len(family):
            yield from (one.start for one in found)


def all_series(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines with marks of one family, between higher marks."""
    found: dict[float, list[Line]] = {}
    for line in lines:
        if line.mark and line.role is Role.TEXT:
            rank, is_first = line.mark.family.rank, line.mark.number == 1
            yield from (found.pop(own) for own in [*found] if own > rank or own == rank * is_first)
            found.setdefault(rank, []).append(line)
    yield from found.values()
