"""Records every change between the source text and the repaired text, reversibly.

The repair runs in passes. Each pass changes its input at some places (`Edit`s, in order, not
overlapping) and hands the result to the next. Law: `undo(apply(text))` is `text`, and every place
of the repaired text can be traced to its source line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Edit:
    """One change, at an offset of the text that its pass received."""

    rule: str
    """Name of the rule that made it, e.g., `full-width`; edits are counted by rule."""
    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Pass:
    """Edits made together, sorted by offset."""

    edits: tuple[Edit, ...]
    # Offsets of the edits in the output, and the cumulative gains in length: for tracing back.
    starts: tuple[int, ...] = field(repr=False)
    gains: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> Pass:
        ordered = tuple(sorted(edits, key=lambda edit: edit.start))
        gained = accumulate((len(e.after) - len(e.before) for e in ordered), initial=0)
        gains = tuple(gained)
        starts = tuple(e.start + g for e, g in zip(ordered, gains, strict=False))
        return cls(ordered, starts, gains)

    def apply(self, text: str) -> str:
        """The text with the edits made; raises ValueError if one does not fit."""
        return replaced(text, ((e.start, e.before, e.after) for e in self.edits))

    def undo(self, text: str) -> str:
        """The inverse of `apply`."""
        forward = zip(self.starts, self.edits, strict=True)
        return replaced(text, ((start, e.after, e.before) for start, e in forward))

    def carry(self, edit: Edit) -> Edit:
        """An edit of the input, as an edit of the output; the two must not overlap."""
        index = bisect_left(self.edits, edit.start, key=lambda one: one.start)
        return replace(edit, start=edit.start + self.gains[index])

    def trace(self, offset: int) -> int:
        """The offset in the input of the character at `offset` in the output."""
        index = bisect_right(self.starts, offset)
        if not index:
            return offset
        edit, start = self.edits[index - 1], self.starts[index - 1]
        if offset < start + len(edit.after):
            return min(edit.start + offset - start, edit.start + len(edit.before))
        return offset - self.gains[index]


def replaced(text: str, changes: Iterable[tuple[int, str, str]]) -> str:
    """The text with each (offset, before, after) replaced; offsets refer to `text`."""
    pieces: list[str] = []
    at = 0
    for start, before, after in changes:
        if start < at or text[start : start + len(before)] != before:
            raise ValueError(f"edit at {start} does not fit: expected {before!r}")
        pieces += (text[at:start], after)
        at = start + len(before)
    return "".join((*pieces, text[at:]))


@dataclass(frozen=True, slots=True)
class Journal:
    """All passes, in the order in which they ran."""

    passes: tuple[Pass, ...]

    def undo(self, repaired: str) -> str:
        """The original source text, character for character."""
        for one in reversed(self.passes):
            repaired = one.undo(repaired)
        return repaired

    def trace(self, offset: int) -> int:
        """The offset in the source text of the character at `offset` in the repaired text."""
        for one in reversed(self.passes):
            offset = one.trace(offset)
        return offset

    def counts(self) -> dict[str, int]:
        """Number of edits by rule; rules without edits are left out."""
        return dict(Counter(edit.rule for one in self.passes for edit in one.edits))
