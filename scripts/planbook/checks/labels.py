"""Where the labels of the Chinese stand in the English: 10KV as 10 kV, LIVEHOUSE as live-house."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST = 40
"""Characters by which two labels are told apart. Those of plans have at most ten."""
START = re.compile(r"(?<![A-Za-z\d])[A-Za-z\d]")
BETWEEN = re.compile(r"[\s-]")
"""English may have one of these between any two characters of a label."""


def labels_in(text: str, labels: Iterable[str]) -> Iterator[tuple[str, slice]]:
    """Each label with each of its places in an English text; case makes no difference."""
    wanted: dict[str, list[str]] = {}
    for label in dict.fromkeys(labels):
        wanted.setdefault(bare(label)[:LONGEST], []).append(label)
    lengths = {len(one) for one in wanted}
    for found in START.finditer(text) if wanted else ():
        at = found.start()
        ahead = bare(text[at : at + 2 * LONGEST])
        for label in (one for length in lengths for one in wanted.get(ahead[:length], ())):
            if end := end_of(label[:LONGEST], text, at):
                yield label, slice(at, end)


def bare(text: str) -> str:
    return BETWEEN.sub("", text).lower()


def end_of(label: str, text: str, at: int) -> int:
    """Where the label that begins there ends; 0 if it does not stand there."""
    for number, char in enumerate(label.lower()):
        if number and text[at : at + 1].lower() != char and BETWEEN.match(text, at):
            at += 1
        if text[at : at + 1].lower() != char:
            return 0
        at += 1
    return 0 if text[at : at + 1].isdecimal() else at
