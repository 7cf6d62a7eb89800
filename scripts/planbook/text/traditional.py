"""Finds the words that a Traditional text writes otherwise than a conversion back would.

A text in Traditional characters is read in Simplified ones. Pages in Traditional characters are
converted from these, and must show the source's own again: 余小姐 and not 餘小姐, 台灣 and not 臺灣.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise

from planbook.characters import HAN
from planbook.problems import Problems
from planbook.text.decode import decode
from planbook.text.script import opencc, to_simplified, to_traditional
from planbook.text.words import words_of

ROUNDS = 4
"""A phrase that is found may part the text around it anew, so that others are needed."""
WORDS = 5
"""Maximum words of a phrase."""
MOST = 2_000
"""Maximum phrases: a text needs a few hundred, and each is sought in the whole text."""
HABIT = 4
"""In so many contexts, a character shows that the text writes it in this form everywhere."""
RUN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Own:
    """The Traditional lines of a text."""

    text: str
    folded: str
    """The same in Simplified characters, one for one."""
    forms: dict[str, str | None] = field(default_factory=dict)
    """What is known of its phrases."""

    def of(self, phrase: str) -> str | None:
        """The phrase as the text always writes it; None if in several ways."""
        if phrase not in self.forms:
            starts = (one.start() for one in re.finditer(f"(?={phrase})", self.folded))
            found = {self.text[at : at + len(phrase)] for at in starts}
            self.forms[phrase] = found.pop() if len(found) == 1 else None
        return self.forms[phrase]

    def has_habit(self, phrase: str) -> bool:
        """True unless the phrase is a character that is Simplified as well, and rare in the text.

        Such a one (台, 余) may be in a name, which says nothing of the same character elsewhere.
        """
        if len(phrase) > 1 or self.of(phrase) != phrase:
            return True
        beside = re.findall(f"(?s)(.)(?={phrase}(.))", self.folded)
        return len(set(beside)) >= HABIT


def own_phrases(raw: bytes, known: Mapping[str, str]) -> dict[str, str]:
    """The phrases, Simplified to Traditional, that a conversion needs besides those `known`.

    With them, it gives the Traditional lines of the text back, but for what the text writes in
    several ways in the same words.
    """
    try:
        own = traditional_lines(decode(raw).own)
    except Problems:  # which the stage `decode` reports
        return {}
    found: dict[str, str] = {}
    for _ in range(ROUNDS):
        made = to_traditional({**known, **found}).convert(own.folded)
        more = dict(islice(dict.fromkeys(missed(own, made)), MOST))
        if not more.keys() - found.keys():
            break
        found |= more
    return found


def traditional_lines(text: str) -> Own:
    """The lines without more Simplified characters than Traditional ones."""
    lines = [(one, to_simplified(one)) for one in text.split("\n")]
    kept = [one for one in lines if is_kept(*one)]
    return Own("\n".join(own for own, _ in kept), "\n".join(folded for _, folded in kept))


def is_kept(own: str, folded: str) -> bool:
    """True for such a line, given its Simplified form. What Taiwan or Hong Kong keeps is neither."""
    made: list[str] = [opencc(one).convert(folded) for one in ("s2tw", "s2hk")]
    differing = simplified = 0
    for a, b, *forms in zip(own, folded, *made, strict=True):
        differing += a != b
        simplified += a == b not in forms
    return differing >= simplified


def missed(own: Own, made: str) -> Iterator[tuple[str, str]]:
    """A phrase around each character that the conversion did not make as the text has it."""
    for run in RUN.finditer(own.folded):
        start, end = run.span()
        if own.text[start:end] == made[start:end]:
            continue
        words = list(pairwise(accumulate(map(len, words_of(run[0])), initial=start)))
        for index, (a, b) in enumerate(words):
            if own.text[a:b] != made[a:b] and (phrase := shortest(own, words, index)):
                yield phrase


def shortest(own: Own, words: list[tuple[int, int]], index: int) -> tuple[str, str] | None:
    """The fewest words around the one with this index that the text writes in one way only."""
    for size in range(1, WORDS + 1):
        for first in range(index, index - size, -1):
            if first < 0 or first + size > len(words):
                continue
            start, end = words[first][0], words[first + size - 1][1]
            phrase, form = own.folded[start:end], own.text[start:end]
            if own.of(phrase) == form and own.has_habit(phrase):
                return phrase, form
    return None
