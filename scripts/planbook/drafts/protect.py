"""Prepares an engine's input, with placeholders and within limits, and judges the English that comes back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote_plus

from planbook.characters import FORBIDDEN
from planbook.checks.kit import Kit, Unit
from planbook.checks.rules import BY_CODE, critical
from planbook.figures import plain, scaled
from planbook.links.terms import Occurrence, apart
from planbook.locales import capitalized

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
    # Text that looks like a placeholder is protected by one.
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
    return capitalized(filled) if MARK.match(answer) else filled


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


PER_CHARACTER, BESIDES = 20, 200
"""Maximum characters of English for each one of Chinese, and for any text in addition."""
WORD = re.compile(r"\w{60}")
"""Longer than any word; programs that cut words into syllables take long over it."""
FOREIGN = re.compile(
    r"[\u0250-\u036f\u0400-\u1dff\u2c00-\u2dff\ua000-\ud7ff\ufb00-\ufdff\ufe20-\ufe2f"
    r"\ufe70-\ufefe\U00010000-\U0010ffff]"
)
"""Characters foreign to English: alphabets besides Latin and Greek, combining marks, pictures."""
EXPLANATIONS = re.compile(
    r"^(?:sure|certainly|of course|okay)\b[,!.: ]"
    r"|^here(?:'s| is| are)\b"
    r"|^(?:the )?(?:english |translated )?(?:translation|text|sentence|english)(?: is)?\s*:"
    r"|^(?:i'm |i am )?sorry\b|^unfortunately\b|\bas an ai (?:language )?(?:model|assistant)\b"
    r"|(?:^|[.,;:!?] )I(?:'m|'ve| am| can(?:not|'t)?| will| won't| have| apologi[sz]e)\b"
    r"|\b(?:translator's )?notes?\s*:",
    re.IGNORECASE,
)
"""Ways in which a chat engine talks about its task; no sentence of a plan is like them."""

ALSO = tuple(BY_CODE[code] for code in ("T01", "T02", "M04"))
"""Rules that a draft must pass besides the critical ones: terms, and a likely length."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that cannot be accepted."""

    answer: str
    reasons: tuple[str, ...]


def talks(answer: str) -> bool:
    """True if a model talks about its task; if told so, it may do better."""
    return bool(EXPLANATIONS.search(answer))


def outsized(source: str, answer: str) -> str:
    """The reason why `answer` is far too long for the English of `source`; empty if it is not.

    Ask this before anything else looks at the answer: all rules are quick on what it lets pass.
    """
    if len(answer) > PER_CHARACTER * len(source) + BESIDES:
        return f"an answer of {len(answer):,} characters to a text of {len(source):,}"
    return "an answer with a word of 60 letters or more" if WORD.search(answer) else ""


def objections(source: str, answer: str) -> Iterator[str]:
    """The faults in the form of `answer` as the English of `source`."""
    if "\n" in answer:
        yield "it has several lines"
    if FORBIDDEN.search(answer) or not answer.replace("\n", "").isprintable():
        yield "it has control characters"
    if any(char not in source for char in FOREIGN.findall(answer)):
        yield "it has letters that English does not have"
    if MARK.search(answer) and not MARK.search(source):
        yield "a placeholder is left over"
    if talks(answer):
        yield "it talks about the task"
    if answer.startswith(('"', "“")) and answer.endswith(('"', "”")) and source[0] not in "“《":
        yield "it is in quotation marks"


def faults(source: str, answer: str, kit: Kit) -> Iterator[str]:
    """The reasons why `answer` may not be stored as a draft of `source`, plainest first."""
    unit = Unit(source, answer)
    others = (f"{rule.code} {found}" for rule in ALSO for found in rule.judge(unit, kit))
    yield from objections(source, answer)
    yield from sorted((*critical(source, answer, kit), *others))
