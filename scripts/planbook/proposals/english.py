"""Finds a figure in the English of its sentence."""

import re
from decimal import Decimal

from planbook.figures import SAID, amount, english
from planbook.proposals.model import Proposed
from planbook.statements.records import numeral_texts

BEFORE = re.compile(r"(?:RMB )?$")
BEHIND = re.compile(r"%|[ -]percent(?:age points?)?\b|")


def values_of(one: Proposed) -> tuple[Decimal, ...]:
    """The numbers of its Chinese: one, or several for a range or a rate."""
    values = map(amount, numeral_texts(one.zh))
    return tuple(value for value in values if value is not None)


def english_of(one: Proposed, text: str, earlier: int) -> str:
    """The figure as the English writes it, in digits or as a word; empty if it is not there.

    `earlier` figures of the sentence have the same numbers.
    """
    wanted, written = values_of(one), english(text)
    there = tuple(found.value for found in written)
    places = [at for at in range(len(there)) if there[at : at + len(wanted)] == wanted]
    if earlier >= len(places):
        return in_words(one.value, text) if len(wanted) == 1 else ""
    first = written[places[earlier]].start
    last = written[places[earlier] + len(wanted) - 1].end
    start, end = BEFORE.search(text[:first]), BEHIND.match(text, last)
    return text[start.start() if start else first : end.end() if end else last]


def in_words(value: Decimal, text: str) -> str:
    """The word for a small number: three, both; empty if the text has none."""
    words = "|".join(SAID.get(value, "").split())
    found = re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) if words else None
    return found[0] if found else ""
