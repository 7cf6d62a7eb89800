"""Reports what a run found wrong, and what to do about it.

A `Problem` says where it is, what was found, what was expected, and the remedy. Every stage
collects the problems it sees and raises them together as `Problems`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from textwrap import indent

from planbook.characters import printable

QUOTE_LENGTH = 40
LETTERS = ("", "b", "c", "d", "e", "f")
FAULT = "report it with the text: planbook itself is wrong"
"""The remedy where a law is broken that no source can break."""


def quote(text: str) -> str:
    """The beginning of `text` in corner brackets, shortened to `QUOTE_LENGTH` characters."""
    flat = " ".join(text[: 10 * QUOTE_LENGTH].split())
    return f"「{printable(flat[:QUOTE_LENGTH])}{'…' if len(flat) > QUOTE_LENGTH else ''}」"


def named(texts: Sequence[str], most: int, joint: str = ", ") -> str:
    """The first texts, and the number of others: `a, b and 3 more`; joined by `; `, `a; b; and 3 more`."""
    more = len(texts) - most
    shown = joint.join(texts[:most])
    return f"{shown}{joint.lstrip(',')}and {more} more" if more > 0 else shown


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stops a run."""

    file: str
    """Path of the file as the maintainer names it, e.g., `source/plan.zh.txt`."""
    found: str
    """The text or fault that was found."""
    remedy: str
    """The way to correct it, as an instruction."""
    line: int = 0
    """First line concerned, counted from 1; 0 for the whole file."""
    last_line: int = 0
    """Last line concerned; 0 if it is `line`."""
    expected: str = ""
    """The text or state that was expected instead, if known."""
    answers: tuple[str, ...] = ()
    """Entries for `source/repairs.toml` that would settle it, the likeliest first.

    The rest of the run assumes the first one; as a result, one run asks everything.
    """

    def __str__(self) -> str:
        lines = f"{self.line}-{self.last_line}" if self.last_line > self.line else f"{self.line}"
        place = f"{self.file}:{lines}" if self.line else self.file
        expected = f"\n  expected: {self.expected}" if self.expected else ""
        return f"{place}: {self.found}{expected}\n  remedy: {self.remedy}"

    def asked(self, number: int) -> str:
        """The problem as a question with this number: 7, with the answers 7, 7b, 7c."""
        said = [str(self)]
        for letter, answer in zip(LETTERS, self.answers, strict=False):
            said.append(f"  answer {number}{letter}:\n{indent(answer, '    ')}")
        return "\n".join(said)


class Problems(Exception):  # noqa: N818 - it holds many
    """All problems of one stage; they end the run, and nothing is written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        numbers = count(1)
        super().__init__(
            "\n".join(
                one.asked(next(numbers)) if one.answers else str(one) for one in self.problems
            )
        )

    @property
    def questions(self) -> list[Problem]:
        """The problems that an answer settles; a question's number is its place here, from 1."""
        return [one for one in self.problems if one.answers]


class Unwritable(Problems):
    """The input was right, but some or all of the result could not be written."""


def stop(file: str, found: str, remedy: str, **more: str | int) -> Problems:
    """`Problems` with a single problem, to raise where going on makes no sense."""
    return Problems([Problem(file, found, remedy, **more)])  # type: ignore[arg-type]


def raise_any(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise Problems(found)
