"""Finds how the lines of a text end: at which margins, or how wide; and if full stops are lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from statistics import median

from planbook.characters import width
from planbook.text import grammar
from planbook.text.lines import Line, is_phrase
from planbook.text.words import cuts_word

# A text counts as broken throughout if it has at least this many open lines …
WRAPPED_LINES = 5
# … or this many, all of them exactly at a margin that no line is beyond, …
FEWEST = 3
# … which is no narrower than this: headings of one length, such as pairs of phrases, are shorter.
NARROWEST = 14
# … of which this share ends within the margin's tolerance (in Han widths).
WRAPPED_SHARE = 0.8
MARGIN_TOLERANCE = 2.5
# A text without such a margin is ragged if its open lines have this share of their usual width.
RAGGED_LEAST = 0.7
# Maximum share of lines that go far beyond a margin: of a table, or of a page that is broken later.
BEYOND_SHARE = 0.1
# A margin is exact if, for this share of the lines, the next word has no room.
EXACT = 0.95
# With fewer full stops than one in so many characters, a text has lost them.
STOPS = 500
# … and so it has if this share of the paragraphs above headings have none, and so many at least.
LOST, LOST_SHARE = 3, 0.08
# … unless this share of them cut a word.
CUT_SHARE = 0.2
UNIT = re.compile(r"[“‘（《〔【]*(?:[!-~]+|.)[，。、；：！？）》〕】”’％]*")
"""What a program does not break at the beginning of a line: a number or a character, with its marks."""


@dataclass(frozen=True, slots=True)
class Margin:
    """A margin at which the lines of a text end, by one measure."""

    of: Callable[[str], float]
    """The measure of a line."""
    end: float
    is_exact: bool
    """True if a line is short of it only where the next word has no room."""

    def is_reached(self, line: Line) -> bool:
        return abs(self.of(line.shown) - self.end) <= MARGIN_TOLERANCE

    def is_filled(self, line: Line, following: Line) -> bool:
        """True if what follows would not have fitted on the line."""
        unit = UNIT.match(following.shown.lstrip())
        return self.of(line.shown) + (self.of(unit[0]) if unit else 0) > self.end

    def is_full(self, line: Line, following: Line) -> bool:
        """True if either is so, as far as the margin is exact."""
        return self.is_reached(line) or (self.is_exact and self.is_filled(line, following))


def right_margins(ends: list[tuple[Line, Line]], bodies: list[Line]) -> tuple[Margin, ...]:
    """The margins at which the text is broken throughout; none if it is not.

    A page breaks its lines at a width, a program often at a number of characters.
    """
    found = (right_margin(measure, ends, bodies) for measure in (width, len))
    return tuple(one for one in found if one)


def right_margin(
    measure: Callable[[str], float], ends: list[tuple[Line, Line]], bodies: list[Line]
) -> Margin | None:
    """The margin at which most of the open lines end, if there are enough and few lines are longer."""
    if len(ends) < FEWEST:
        return None
    middle = median(measure(one.shown) for one, _ in ends)
    found = Margin(measure, middle, is_exact=False)
    near = sum(found.is_reached(one) for one, _ in ends)
    beyond = sum(measure(one.shown) > middle + MARGIN_TOLERANCE for one in bodies)
    if near < WRAPPED_SHARE * len(ends) or beyond > BEYOND_SHARE * len(bodies):
        return None
    filled = sum(found.is_filled(one, following) for one, following in ends)
    is_exact = filled >= EXACT * len(ends)
    are_all = is_exact and near == len(ends) and not beyond
    is_sure = len(ends) >= WRAPPED_LINES or (are_all and middle >= NARROWEST)
    return replace(found, is_exact=is_exact) if is_sure else None


def ragged_width(ends: list[tuple[Line, Line]], bodies: list[Line]) -> float:
    """The usual width of an open line, if most have about that width and few lines are longer."""
    if len(ends) < WRAPPED_LINES:
        return 0.0
    middle = median(width(one.shown) for one, _ in ends)
    near = sum(RAGGED_LEAST <= width(one.shown) / middle <= 1 / RAGGED_LEAST for one, _ in ends)
    beyond = sum(width(one.shown) > middle / RAGGED_LEAST for one in bodies)
    is_one = near >= WRAPPED_SHARE * len(ends) and beyond <= BEYOND_SHARE * len(bodies)
    return middle if is_one else 0.0


def has_stops(lines: list[Line], margins: Collection[Margin] = ()) -> bool:
    """False for a text that has lost its full stops, or many at the ends of its paragraphs.

    Such an end is above a number, or on a line that is not full.
    """
    texts = [one.text for one in lines]
    are_few = STOPS * sum(one.count("。") for one in texts) <= sum(map(len, texts))

    def is_full(line: Line, following: Line) -> bool:
        return any(one.is_full(line, following) for one in margins)

    ends = [
        (one, after)
        for above, one, after in zip(lines, lines[1:], lines[2:], strict=False)
        if one.is_body
        and not grammar.TASKED.match(one.text)
        and (after.mark or (margins and not is_full(one, after)))
        and (not is_phrase(one) or (above.is_body and above.is_open and is_full(above, one)))
    ]
    lost = [(one, after) for one, after in ends if one.is_open]
    are_lost = len(lost) >= max(LOST, LOST_SHARE * len(ends))
    return not (are_few or (are_lost and not are_cut(lost)))


def are_cut(ends: list[tuple[Line, Line]]) -> bool:
    """True if so many of these ends cut a word that they are none of paragraphs."""
    return sum(cuts_word(one.text, after.text) for one, after in ends) >= CUT_SHARE * len(ends)
