"""Reads the indents of a text: those that begin paragraphs, blank lines for them, and hanging ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from planbook.text import grammar
from planbook.text.blanks import INDENT, INDENTED, LONG, is_row, tabbed
from planbook.text.blanks import solid_lines as lines_of
from planbook.text.gaps import FIELD
from planbook.text.grammar import COMMAS, ORDER, mended
from planbook.text.journal import Edit
from planbook.text.layout import Role
from planbook.text.lines import CLAUSE, Line, begins_new, is_phrase, signs
from planbook.text.widths import FEWEST, WRAPPED_LINES, Margin, has_stops, right_margins
from planbook.text.words import cuts_word

NEAR = 80
"""Characters that are read on either side of an indent."""
SENTENCE = re.compile(r"[，。；：！？]")
LABELED = 200
"""Maximum characters of a label with what it names."""
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
        is_whole = grammar.TASK.match(line.text) or grammar.MEMBER.fullmatch(line.text)
        is_other = is_title or signs(lines, index) or is_whole
        is_end = line.is_open and is_text and not is_other
        is_new = following.after_page or following.is_structural
        if is_end and not is_new and not (are_set_off and following.is_indented):
            yield line, following


# --- inside a line


def indents(text: str) -> Iterator[Edit]:
    """`indent`: a paragraph that begins inside a line, after two wide blanks, gets its own line."""
    usual = bool(INDENTED.search(text))
    begun = 0
    lines = lines_of(text)
    rows = [lines[index].span() for index in sorted(tabbed([one[0] for one in lines]))]
    for found in INDENT.finditer(text):
        start = found.start()
        if (at := bisect_right(rows, (start,))) and start < rows[at - 1][1]:
            continue
        while text[start - 1 : start] in ("\f", "\u00a0"):
            start -= 1
        before = text[max(begun, start - NEAR) : start].rpartition("\n")[2].strip()
        after = text[found.end() : found.end() + NEAR].partition("\n")[0].strip()
        is_row_there = len(before) < 2 or len(after) < 2 or is_row(line_around(text, start))
        if is_row_there or is_inside(before, after):
            continue
        if grammar.PRINTED.match(after) and not SENTENCE.search(before):
            continue
        mark = grammar.mark_of(mended(before))
        is_wide = len(found[0]) > 2 and mark is not None and not mark.family.may_lead
        is_new = usual and not is_wide
        if (is_new or begins_paragraph(before, after)) and not parts_labels(text, found):
            yield Edit("indent", start, "", "\n")
            begun = found.end()


def is_inside(before: str, after: str) -> bool:
    """True for blanks inside a sentence, as a slip leaves them: 构建协同发展，推动　　数字化转型，…."""
    if before.endswith(COMMAS):
        return True
    if grammar.is_marked(mended(after)) or ORDER.match(after) or FIELD.match(after):
        return False
    if not grammar.is_open(before):
        return before.endswith("；") and "；" in before[:-1]
    piece = INDENT.split(after, maxsplit=1)[0]
    is_running = bool(CLAUSE.search(before)) and not is_titled(before)
    is_cut = cuts_word(before, after) or after.startswith("（")
    return (is_running or is_cut) and bool(SENTENCE.search(piece))


def is_titled(before: str) -> bool:
    """True for a heading: （一）坚持创新驱动，构建产业体系."""
    plain = mended(before)
    mark = grammar.mark_of(plain)
    return bool(mark and grammar.is_heading_form(plain.removeprefix(mark.text)))


def parts_labels(text: str, gap: re.Match[str]) -> bool:
    """True for a gap between two labels with what they name: 牵头单位：县文体局　　责任单位：县财政局."""
    before = text[max(0, gap.start() - LABELED) : gap.start()].rpartition("\n")[2].strip()
    is_label = FIELD.match(before) and FIELD.match(text, gap.end())
    return bool(is_label) and grammar.is_open(before)


def begins_paragraph(before: str, after: str) -> bool:
    """True if the piece after the blanks is a paragraph, and not the second half of a title.

    In a text whose paragraphs begin with two wide blanks, every such piece is one, but after more in a heading.
    """
    after = INDENT.split(after, maxsplit=1)[0]
    return bool(
        not grammar.is_open(before)
        or grammar.is_marked(mended(after))
        or SENTENCE.search(after)
        or len(after) > LONG
    )


def line_around(text: str, at: int) -> str:
    """The line at an offset, as far as it is near."""
    before = text[max(0, at - NEAR) : at].rpartition("\n")[2]
    return before + text[at : at + NEAR].partition("\n")[0]
