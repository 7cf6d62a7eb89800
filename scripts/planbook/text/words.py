"""Cuts Chinese text into words, with the dictionary of `jieba`, and reads lists of synonyms."""

import re
from dataclasses import dataclass
from itertools import accumulate

from planbook.characters import CHINESE

CONTEXT = 6
"""Characters on either side of a line end that tell whether it cuts a word."""


def words_of(text: str) -> list[str]:
    """The words of a text; joined, they are the text."""
    import rjieba  # noqa: PLC0415 - it reads its dictionary, which takes a tenth of a second

    return rjieba.cut(text, hmm=False)


def is_word(text: str) -> bool:
    """Whether the dictionary has a text as one word."""
    import rjieba  # noqa: PLC0415

    return rjieba.has_word(text)


def borders_of(text: str) -> frozenset[int]:
    """The places in a text where a word begins or ends."""
    return frozenset(accumulate(map(len, words_of(text)), initial=0))


def cuts_word(before: str, after: str) -> bool:
    """True if the end of a line cuts a word in two: 服务民 / 生; not 工程 / 建设, nor 园区丁 / 丁建成."""
    end, beginning = before[-CONTEXT:], after[:CONTEXT]
    borders = borders_of(end + beginning)
    if len(end) in borders:
        return False
    left = end[max(at for at in borders if at < len(end)) :]
    right = beginning[: min(at for at in borders if at > len(end)) - len(end)]
    return left != right and not all(len(one) > 1 and is_word(one) for one in (left, right))


# --- synonyms


PARTS = re.compile("[,、]")
LONGEST = 60
"""Maximum characters of an expression."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Whoever types one of `asked` also finds `wanted`, the first of them first."""

    wanted: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def is_chinese(self) -> bool:
        return bool(CHINESE.search("".join(self.wanted)))


def parse_synonyms(text: str) -> tuple[Synonyms, ...]:
    """One group a line, `metro, rail transit: subway, tube`; # begins a comment.

    Raises `ValueError`, with a line for each that is malformed or says the same twice.
    """
    found: list[Synonyms] = []
    faults: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        sides = [tuple(part.strip() for part in PARTS.split(side)) for side in line.split(":")]
        expressions = [one for side in sides for one in side]
        if len(sides) != 2 or not all(expressions):
            faults.append(f"line {number}: is not: words of the text, colon, words of readers")
        elif twice := {one for one in expressions if expressions.count(one) > 1}:
            faults.append(f"line {number}: {', '.join(sorted(twice))} appears twice")
        elif any(len(one) > LONGEST for one in expressions):
            faults.append(f"line {number}: an expression of more than {LONGEST} characters")
        else:
            found.append(Synonyms(*sides))
    if faults:
        raise ValueError("\n".join(faults))
    return tuple(found)
