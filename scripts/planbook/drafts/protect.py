"""Prepares an engine's input: placeholders for what must not be translated, pieces within limits.

The engine is sent `[X0X]`, a meaningless word that translators pass through, and the English is put
in when the answer comes back. Dates, ordinals, ranges, and numbers with 余 or 多 stay in the text:
an engine must see them to word them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote_plus

from planbook.figures import plain, scaled
from planbook.links.find import Occurrence, apart

MARK = re.compile(r"[\[［【]\s*[Xx]\s*([0-9]{1,6})\s*[Xx]\s*[\]］】]")
"""A placeholder as it may come back: with blanks, in full-width brackets, in lower case."""
TOKEN = re.compile(
    r"""
    (?<![0-9A-Za-z.+第])
    (?: (?P<figure> (?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15}) (?:\.[0-9]{1,9})? )  # 1,962.18
        (?P<scale> [万亿]? ) (?P<money> 元? )         # 亿元
      | (?P<label> [0-9A-Za-z]+ (?:[.+-][0-9A-Za-z]+){0,8} )   # PM2.5, B2B, 5G, 1+N
    )
    (?![0-9A-Za-z.+]|[余多几成十百千万亿年月日届])      # 20余万, 3千, 2025年, 5月
    """,
    re.VERBOSE,
)
"""A number or a label; only labels with a digit are protected."""
RANGE_BEFORE = re.compile(r"[0-9][万亿元%]*\s*[-—–~～至到、]\s*$")
RANGE_AFTER = re.compile(r"\s*[-—–~～至到、]\s*[0-9]")
RANGE = 20
"""Characters before a number in which the first one of a range is sought."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The content of one placeholder."""

    start: int
    end: int
    """Its place in the text, [start, end)."""
    source: str
    english: str


@dataclass(frozen=True, slots=True)
class Protected:
    """A text whose pieces are replaced by placeholders, numbered from 0."""

    text: str
    pieces: tuple[Piece, ...]


def protect(text: str, terms: Iterable[Occurrence]) -> Protected:
    """The text with placeholders. Law: with the source of each piece put back, it is `text`."""
    # What looks like a placeholder stands for itself.
    lookalikes = (Piece(*mark.span(), mark[0], mark[0]) for mark in MARK.finditer(text))
    named = (Piece(o.start, o.end, text[o.start : o.end], o.term.en) for o in terms)
    chosen = apart((*lookalikes, *named, *tokens(text)))
    made, at = [], 0
    for number, one in enumerate(chosen):
        made += [text[at : one.start], f"[X{number}X]"]
        at = one.end
    return Protected("".join((*made, text[at:])), tuple(chosen))


def english(answer: str, pieces: Sequence[Piece]) -> str | None:
    """The answer with the English of every piece; None if a placeholder is lost or doubled."""
    if sorted(int(mark[1]) for mark in MARK.finditer(answer)) != list(range(len(pieces))):
        return None
    # Chinese has no blanks around a term, and engines do not always add them.
    spaced = re.sub(rf"(?<=[\w\])])({MARK.pattern})", r" \1", answer)
    spaced = re.sub(rf"({MARK.pattern})(?=(?!s\b)\w)", r"\1 ", spaced)
    filled = MARK.sub(lambda mark: pieces[int(mark[1])].english, spaced)
    return filled[:1].upper() + filled[1:] if MARK.match(answer) else filled


def tokens(text: str) -> Iterator[Piece]:
    """Numbers and labels, with English that says exactly the same."""
    for token in TOKEN.finditer(text):
        if token["figure"] and not in_range(text, token):
            yield Piece(*token.span(), token[0], quantity(token))
        elif token["label"] and any(map(str.isdigit, token["label"])):
            yield Piece(*token.span(), token[0], token["label"])


def in_range(text: str, token: re.Match[str]) -> bool:
    """True if another number belongs to this one: in 3-5万 the 3 is 30,000."""
    before = text[max(0, token.start() - RANGE) : token.start()]
    return bool(RANGE_BEFORE.search(before) or RANGE_AFTER.match(text, token.end()))


def quantity(token: re.Match[str]) -> str:
    """962.18亿元 as `RMB 96.218 billion`; a number without 万 or 亿 unchanged."""
    value = scaled(token["figure"], token["scale"])
    money = "RMB " if token["money"] else ""
    if not token["scale"]:
        return money + token["figure"]
    for word, size in (("billion", 10**9), ("million", 10**6)):
        if value >= size:
            return f"{money}{plain(value / size)} {word}"
    return money + plain(value)


def ending_in(marks: str) -> re.Pattern[str]:
    """Matches one piece after another, each up to and including one of `marks`."""
    return re.compile(rf"[^{marks}]*[{marks}]|[^{marks}]+")


PIECES = (
    ending_in("。！？"),
    ending_in("；;"),
    ending_in("，：,:"),
    ending_in("、 "),
    # Between characters, but not inside a placeholder, a word, or a number.
    re.compile(rf"{MARK.pattern}|[A-Za-z0-9.]+|.", re.DOTALL),
    re.compile(r".", re.DOTALL),
)
"""The pieces into which a text may be cut, best first."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that one call takes."""

    size: int
    measure: Literal["characters", "bytes", "encoded"] = "characters"
    """`encoded` counts a text as in an address: nine for a Chinese character."""

    def of(self, text: str) -> int:
        """The share of the limit that the text takes up."""
        if self.measure == "encoded":
            return len(quote_plus(text))
        return len(text.encode()) if self.measure == "bytes" else len(text)


def chunks(text: str, limit: Limit) -> list[str]:
    """The text in pieces within the limit, cut at the best places that allow it.

    Law: joined, they are `text`, and each is within the limit if every single character is.
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
    """The text cut by `PIECES[level]`, and more finely where a piece is still too long."""
    if level == len(PIECES) or limit.of(text) <= limit.size:
        yield text
    else:
        for piece in PIECES[level].finditer(text):
            yield from pieces(piece[0], limit, level + 1)
