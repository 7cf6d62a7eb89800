"""Measures the manner of the English: how its sentences begin, and how long they are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planbook.checks.kit import SENTENCE_END
from planbook.checks.units import Unit

BEGINNING = 3
"""Words that count as the beginning of a sentence that says what will be done."""
SHOWN = 12
"""Beginnings that the statistics list, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Counts over the sentences of running text."""

    sentences: int
    words: int
    beginnings: Counter[str]
    """Sentences that begin with a subject and `will`, by this beginning: `It will`."""


def manner_of(units: Iterable[Unit]) -> Manner:
    """The manner of all sentences that are not titles or leads."""
    texts = (one.target for one in units if one.kind == "sentence")
    sentences = [one for text in texts for one in SENTENCE_END.split(text) if one]
    found = filter(None, map(beginning, sentences))
    return Manner(len(sentences), sum(len(one.split()) for one in sentences), Counter(found))


def beginning(sentence: str) -> str:
    """The first words up to `will`; empty if it is not among them."""
    words = sentence.split()[: BEGINNING + 1]
    return " ".join(words[: words.index("will") + 1]) if "will" in words else ""


def for_people(manner: Manner) -> str:
    """A line for the sentences, and one for each frequent beginning."""
    length = manner.words / max(1, manner.sentences)
    lines = [f"{manner.sentences:,} sentences, {manner.words:,} words, {length:.1f} a sentence"]
    for name, count in manner.beginnings.most_common(SHOWN):
        lines.append(f"  {count / manner.sentences:6.1%}  {name} …")
    return "\n".join(lines)
