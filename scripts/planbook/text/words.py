"""Cuts Chinese text into words, with the dictionary of `jieba`."""

from itertools import accumulate


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
