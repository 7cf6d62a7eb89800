"""Finds characters that no text may carry: repaired where it is certain what they mean, else asked about."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from planbook.characters import CLASS, QUOTES, named
from planbook.problems import Problem, quote
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.journal import Edit

WINGDINGS = {
    "\uf06c": "●", "\uf06e": "■", "\uf06f": "□", "\uf071": "□", "\uf075": "◆", "\uf076": "❖", "\uf077": "◆",
    "\uf09f": "•", "\uf0a7": "▪", "\uf0a8": "□", "\uf0ab": "★", "\uf0b7": "•", "\uf0d8": "➢", "\uf0fc": "✓",
}  # fmt: skip
"""Bullets of symbol fonts, under the codes that Word gives them."""
BULLET = re.compile(
    rf"^[\f\t \u00a0\u2003\u3000]*(?P<sign>[{''.join(WINGDINGS)}])(?=.)", re.MULTILINE
)
CODED = re.compile(f"[{''.join(QUOTES)}]")
STRANGE = re.compile(
    rf"""[{CLASS}\u2e80-\u2fff\u31c0-\u31ef]     # controls, private use, radicals, strokes
      | [（(] \s? cid \s? [:：] \s? \d+ \s? [)）]  # (cid:3451): a glyph without a character
      | (?<![\u30a0-\u30ff]) ー                   # taken for 一 or a dash
      | [\u0400-\u04ff]+ (?=[A-Za-z0-9]) | (?<=[A-Za-z0-9]) [\u0400-\u04ff]+  # РМ2.5 in Cyrillic
    """,
    re.VERBOSE | re.IGNORECASE,
)
BREAK = re.compile(rf"\n|{STRANGE.pattern}", STRANGE.flags)
KEPT = "\n\t\f"
SHOWN = 20
"""Maximum characters about which a run asks."""
CONTEXT = 4
"""Characters that an answer quotes on either side of one, or more if that is not unique."""
LATIN = str.maketrans("АВЕЗКМНОРСТУХаеорсух", "ABE3KMHOPCTYXaeopcyx")
"""What Cyrillic letters beside Latin ones were taken for."""
KANA = "ー"
ILLEGIBLE = "□"
"""Stands for a glyph without a character, as in editions of old texts."""


@dataclass(slots=True)
class Piece:
    """A piece of a line with one such character, once or several times."""

    start: int
    end: int = 0
    places: list[re.Match[str]] = field(default_factory=list)


def codes(text: str) -> Iterator[Edit]:
    """`code`: a quotation mark in the code of Windows, or a bullet in that of a symbol font, is one."""
    for found in CODED.finditer(text):
        yield Edit("code", found.start(), found[0], QUOTES[found[0]])
    for found in BULLET.finditer(text):
        yield Edit("code", found.start("sign"), found["sign"], WINGDINGS[found["sign"]])


def strangers(text: str, number_of: Callable[[int], int]) -> Iterator[Problem]:
    """One question for each unrepaired character. `number_of` gives the line of an offset."""
    found = [one[0] for one in STRANGE.finditer(text) if one[0] not in KEPT]
    counts = Counter(found)
    for char, count in islice(counts.items(), SHOWN):
        yield question(text, char, count, number_of)
    if len(counts) > SHOWN:
        said = f"has {len(counts) - SHOWN} more such characters"
        yield Problem(FILE, said, "get the text again from a better copy, if there is one")


def question(text: str, char: str, count: int, number_of: Callable[[int], int]) -> Problem:
    """The question what a character means, with an answer for all its places."""
    pieces = list(pieces_with(text, char))
    at = pieces[0].places[0].start()
    name = named(char) if len(char) == 1 else char
    times = f" {count} times" if count > 1 else ""
    return Problem(
        FILE,
        f"has {name}, which no text may carry{times}: {quote(text[max(0, at - 8) : at + 12])}",
        'declare the right text in source/repairs.toml, kind = "typo"; in `before`, write such a'
        r" character as \uXXXX",
        line=number_of(at),
        answers=tuple(
            "\n\n".join(typo(text, one, number_of, meaning) for one in pieces)
            for meaning in (*meanings(char), "")
        ),
    )


def pieces_with(text: str, char: str) -> Iterator[Piece]:
    """The pieces of lines, up to any other such character, that have this one."""
    piece = Piece(0)
    for one in BREAK.finditer(text):
        if one[0] == char:
            piece.places.append(one)
            continue
        if piece.places:
            piece.end = one.start()
            yield piece
        piece = Piece(one.end())
    if piece.places:
        piece.end = len(text)
        yield piece


def meanings(char: str) -> tuple[str, ...]:
    """What a character may mean, the likeliest first."""
    if char[0] in "（(":
        return (ILLEGIBLE,)
    if char == KANA:
        return "一", "—"
    latin = char.translate(LATIN)
    return (WINGDINGS[char],) if char in WINGDINGS else (latin,) if latin.isascii() else ()


def typo(text: str, piece: Piece, number_of: Callable[[int], int], meaning: str) -> str:
    """The entry for one piece, which quotes as much of its line as is unique there."""
    start = piece.places[0].start()
    first, last = next(unique(text, piece, source_line(text, start, number_of)))
    cuts = [first, *(at for one in piece.places for at in one.span()), last]
    after = meaning.join(text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    why = "stranger" if meaning else "omit_stranger"
    return answers.repair("typo", number_of(start), text[first:last], why, after=after)


def unique(text: str, piece: Piece, line: str) -> Iterator[tuple[int, int]]:
    """The spans in the piece around its places that occur once in their line; at last, all of it."""
    start, end = piece.places[0].start(), piece.places[-1].end()
    for width in range(CONTEXT, piece.end - piece.start):
        span = max(piece.start, start - width), min(piece.end, end + width)
        if line.count(text[slice(*span)]) == 1:
            yield span
    yield piece.start, piece.end


def source_line(text: str, at: int, number_of: Callable[[int], int]) -> str:
    """The line of the source with this offset, which may have become several."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    while start and number_of(start - 1) == number_of(at):
        start = text.rfind("\n", 0, start - 1) + 1
    return text[start : end if end >= 0 else len(text)]
