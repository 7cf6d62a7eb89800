"""Reads the first lines of a text, before its headings."""

import re
from collections.abc import Iterator
from itertools import islice

from planbook.text.same import bare

FRONT = 200
"""The lines before which a plan's title and issuer are looked for."""
GAP = re.compile(r"\u3000{2,}|[ \u00a0]{3,}|\t")
"""Between two pieces of text that share a line."""
NUMBERED = r"^\d{1,2}(?:[.．]\d{1,2})*[.．、]?(?=[\u4e00-\u9fff])(?![年月日])"
"""The number of a heading in Arabic digits: 3保障措施, 2.1突破核心技术."""
HEADING = re.compile(
    rf"第.{{1,4}}[篇章节部条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|目录$|{NUMBERED}"
)
"""The first line that is surely below the title."""

ANNEXES = re.compile("附件(?:：|$)")
"""Above a letter's list of annexes, or before its first entry."""


def front(text: str) -> list[str]:
    """The first lines of a text that are not blank, as bare text."""
    return list(islice(solid(text), FRONT))


def solid(text: str) -> Iterator[str]:
    """The pieces of a text, each on a line of its own or after a gap, as bare text."""
    return filter(None, (bare(one) for line in text.splitlines() for one in pieces(line)))


def pieces(line: str) -> list[str]:
    """The pieces of a line; gaps between all its characters part none: 规　　划　　纲　　要."""
    found = GAP.split(line.strip())
    return [line] if max(map(len, found)) <= 1 else found


def above_headings(text: str) -> list[str]:
    """The first lines up to a heading; the numbers of a list of annexes are those of none."""
    lines = front(text)
    annex = 0
    for at, one in enumerate(lines):
        annex = 1 if ANNEXES.match(one) else annex
        if annex and re.match(rf"(?:附件：)?{annex}[.．、]", one):
            annex += 1
        elif HEADING.match(one):
            return lines[:at]
    return lines
