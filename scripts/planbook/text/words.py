"""Cuts Chinese text into words, with the dictionary of `jieba`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache

import jieba


@cache
def dictionary() -> jieba.Tokenizer:
    """The dictionary of Chinese words; loading takes half a second, so only when used.

    It is read anew: jieba would keep and trust a copy in a folder that anyone may write to.
    """
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def words_of(text: str) -> Iterator[str]:
    """The words of a text; joined, they are the text."""
    yield from dictionary().cut(text, HMM=False)
