"""Reads the indents of a text: those that begin paragraphs, blank lines for them, and hanging ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from planbook.text import grammar
from planbook.text.layout import Role
from planbook.text.lines import CLAUSE, Line, begins_new, is_phrase, signs
from planbook.text.widths import FEWEST, WRAPPED_LINES, Margin, has_stops, right_margins
from planbook.text.words import cuts_word

# Indents mean something if this share of the lines has them.
INDENTED_SHARE = 0.02
# Nearly all, as paragraphs that begin with an indent, or below a blank line.
ALWAYS = 0.9
# Blank lines part paragraphs if no more than this share of open lines is above one …
INSIDE = 0.1
BETWEEN = 0.05  # … or, in a text without full stops, from this share on, but not nearly all.
# Maximum width of a hanging indent, in Han characters: that of 第二十一条　.
WIDEST_HANGING = 6.5
# Paragraphs without one are the rule if they are this share of the lines under one.
SOME = 0.1


@dataclass(frozen=True, slots=True)
class Hanging:
    """How far the lines of paragraphs are from the left whose first line is less far than the others."""

    margins: tuple[Margin, ...]
    indents: frozenset[float]
    """The indents of lines that go on for sure."""
    starts: frozenset[float]
    """Those with which paragraphs begin that have no number."""
    first: float | None
    """The usual one of these in a text in which lists alone hang; otherwise none."""

    @classmethod
    def of(cls, lines: list[Line]) -> Hanging | None:
        """None if too few lines show it; one is enough where other paragraphs show the margin."""
        pairs = [
            one
            for one in open_ends(lines, are_set_off=False, are_headings=True)
            if not is_phrase(one[0])
        ]
        deep = [one for one in pairs if one[1].is_indented and is_under(*one)]
        bodies = [one for one in lines if one.role is Role.TEXT]
        margins = right_margins(pairs, bodies) if deep else ()
        full = [one for one in deep if any(margin.is_reached(one[0]) for margin in margins)]
        firsts = Counter(one.indent for one, rest in pairs if rest.indent < one.indent)
        first = max(firsts, key=lambda one: firsts[one], default=0.0)
        is_mixed = firsts[first] >= max(FEWEST, SOME * len(full))
        full = [one for one in full if not is_mixed or one[1].indent > first]
        found = cls(margins, frozenset(one.indent for _, one in full), frozenset(), first)
        found = replace(found, starts=found.starts_in(lines), first=first if is_mixed else None)
        return found if len(full) >= (1 if is_mixed else FEWEST) else None

    def starts_in(self, lines: list[Line]) -> frozenset[float]:
        return frozenset(
            line.indent
            for above, line in pairwise(lines)
            if not (line.is_structural or (above.is_open and not above.is_heading))
            and not self.is_full(above, line)
        )

    def is_full(self, above: Line, line: Line) -> bool:
        exact = [one for one in self.margins if one.is_exact]
        if exact:
            return any(one.is_filled(above, line) for one in exact)
        return any(one.is_reached(above) for one in self.margins)

    def goes_on(self, above: Line, line: Line) -> bool:
        """True if a line is under the hanging indent of a paragraph, in which the line above it is."""
        is_text = above.role is line.role is Role.TEXT and not begins_new(line, above)
        is_apart = grammar.DATE.match(line.text) or grammar.BRACKETED.fullmatch(above.text)
        if is_apart or not (is_text and is_under(above, line) and line.indent > (self.first or 0)):
            return False
        if self.is_full(above, line):
            own = self.indents if above.is_open else self.indents - self.starts
            return line.indent in own
        return above.is_open and (above.text.endswith("，") or cuts_word(above.text, line.text))

    def read(self, above: Line, line: Line) -> Line:
        """The line with what its indent says; that of a text with indents says what it always does."""
        if self.goes_on(above, line):
            return replace(line, hangs=True, is_indented=False)
        if self.first is not None:
            return line
        is_after = not self.is_full(above, line) or (bool(above.mark) and not above.hangs)
        begins = line.indent < above.indent or is_after
        return replace(line, is_indented=begins, may_begin=not begins)


def is_under(above: Line, line: Line) -> bool:
    """True for a line that is no nearer to the left, and no title or signature far from it."""
    return above.indent <= line.indent <= above.indent + WIDEST_HANGING


def as_begun(lines: list[Line]) -> list[Line]:
    """The lines, with what begins paragraphs in the whole text read as an indent, and nothing else."""
    own = [replace(one, shown=" " * int(2 * one.indent) + one.text) for one in lines]
    found = Hanging.of(own)
    return [*hung(own, found)] if found else set_off(lines)


def hung(lines: list[Line], found: Hanging) -> Iterator[Line]:
    """The lines, each with what its indent says below the line above it."""
    above = lines[0]
    yield above
    for line in lines[1:]:
        above = found.read(above, line)
        yield above


def set_off(lines: list[Line]) -> list[Line]:
    """The lines, with a blank line above read as an indent where blank lines part the paragraphs."""
    bodies = [one for one in lines if one.role is Role.TEXT and one.is_body]
    indents, gaps = sum(one.is_indented for one in bodies), sum(one.is_after_blank for one in lines)
    if not indents < INDENTED_SHARE * len(bodies) <= gaps:
        return lines
    ends = list(open_ends(lines, are_set_off=False))
    share = sum(following.is_after_blank for _, following in ends) / max(1, len(ends))
    are_parted = share <= INSIDE if has_stops(lines) else BETWEEN <= share <= 1 - INSIDE
    marked = [one for one in lines[1:] if one.mark]
    above = sum(one.is_after_blank for one in marked)
    are_above = len(ends) > 1 and len(marked) >= WRAPPED_LINES and above >= ALWAYS * len(marked)
    are_parted = are_parted and (len(ends) >= WRAPPED_LINES or are_above)
    if not are_parted:
        return lines
    return [replace(one, is_indented=one.is_after_blank, may_begin=one.after_page) for one in lines]


def open_ends(
    lines: list[Line], *, are_set_off: bool, are_headings: bool = False
) -> Iterator[tuple[Line, Line]]:
    """The lines that end inside a sentence, each with the line that may continue it.

    Titles before the first heading and signatures do not count, and what reads like a heading only
    if it is asked for.
    """
    in_body = False
    for index, (line, following) in enumerate(pairwise(lines)):
        in_body = in_body or bool(line.mark)
        is_front = not in_body and is_phrase(line)
        is_title = is_front and not CLAUSE.search(following.text.removesuffix("："))
        is_text = line.is_body or bool(line.mark and (are_headings or not line.is_heading))
        is_end = line.is_open and is_text and not (is_title or signs(lines, index))
        is_new = following.after_page or following.is_structural
        if is_end and not is_new and not (are_set_off and following.is_indented):
            yield line, following
