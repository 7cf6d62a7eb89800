"""Cut a text into pieces that an engine takes in one call.

Engines count differently: in characters, in bytes, or by what the text takes in an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote_plus

from planbook.drafts.protect import MARK


def ending_in(marks: str) -> re.Pattern[str]:
    """Matches one piece after the other, each up to and including one of `marks`."""
    return re.compile(rf"[^{marks}]*[{marks}]|[^{marks}]+")


PIECES = (
    ending_in("。！？"),
    ending_in("；;"),
    ending_in("，：,:"),
    ending_in("、 "),
    # Between characters, but not inside a placeholder, a word or a number.
    re.compile(rf"{MARK.pattern}|[A-Za-z0-9.]+|.", re.DOTALL),
    re.compile(r".", re.DOTALL),
)
"""What a text may be cut into, the best pieces first."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that one call takes."""

    size: int
    measure: Literal["characters", "bytes", "encoded"] = "characters"
    """`encoded` counts a text as it stands in an address: nine for a Chinese character."""

    def of(self, text: str) -> int:
        """What the text takes up of the limit."""
        if self.measure == "encoded":
            return len(quote_plus(text))
        return len(text.encode()) if self.measure == "bytes" else len(text)


def chunks(text: str, limit: Limit) -> list[str]:
    """The text in pieces within the limit, cut at the best places that allow it.

    Law: joined they are `text`, and each is within the limit if every single character is.
    """
    found: list[str] = []
    left = -1
    for piece in pieces(text, limit):
        left -= limit.of(piece)
        if left >= 0:
            found[-1] += piece
        else:
            found.append(piece)
            left = limit.size - limit.of(piece)
    return found


def pieces(text: str, limit: Limit, level: int = 0) -> Iterator[str]:
    """The text cut as `PIECES[level]` says, and finer where a piece is still too long."""
    if level == len(PIECES) or limit.of(text) <= limit.size:
        yield text
    else:
        for piece in PIECES[level].finditer(text):
            yield from pieces(piece[0], limit, level + 1)
