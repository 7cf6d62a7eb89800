"""Finds the notes of the original among the lines, and the places in the text that refer to them.

Raised digits always belong to a note. ① and [1] may as well number a list; they belong to notes where
the text before has the same marks after its words.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize, numeric

from planbook.text import grammar

MOST = 0.6
"""From this share on, lines with marks that the text has before them are notes."""
CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿"
BRACKETED = r"\[\d{1,2}\] | ［\d{1,2}］ | 【\d{1,2}】 | 〔\d{1,2}〕"
NUMBERED = re.compile(rf"(?: [{CIRCLED}] | {BRACKETED} ) [ ]? (?= \S )", re.VERBOSE)
"""Begins a note, or an item of a list."""
IN_TEXT = re.compile(
    rf"""(?<= [\w”’）》」』】％%] ) [{CIRCLED}]      # 强度①下降
       | (?<= [。！？，；] ) [{CIRCLED}]+ $           # 强度下降。①
       | (?<= \S ) (?<! \D[\]］] ) (?: {BRACKETED} ) (?! \w{{0,6}} 号 )   # 任务[1], but not 国发〔25〕3号""",
    re.VERBOSE,
)
LISTED = re.compile(rf"[：；、，][{CIRCLED}](?=\S)")
"""What numbers the items of a list inside a sentence: 包括：①…；②…."""
SQUARED = re.compile(
    rf"(?: (?<= [平立]方 [米里尺] ) | (?<= [平立]方 [公千] [米里] ) ) {grammar.EXPONENT}",
    re.VERBOSE,
)
"""The mark of a note after 平方公里, or an exponent too much."""
TEN = re.compile(r"(?<!\d)10$")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
TRAILING_BACKWARDS = re.compile(
    rf"(?: [{CIRCLED}{grammar.RAISED}] | \]\d{{1,2}}\[ | ］\d{{1,2}}［ | 】\d{{1,2}}【 | 〕\d{{1,2}}〔 )*",
    re.VERBOSE,
)
"""Marks at the end of a title, matched backwards: forwards, the search would start over at every mark."""


def key_of(mark: str) -> str:
    """A mark as it is compared: [1] and ［1］ are the same."""
    bare = mark.strip()
    return normalize("NFKC", bare) if bare[:1] == "［" else bare


def number_of(mark: str) -> int:
    """The number of a mark in any form: ①, ¹², ［3］, 12．, [iv]."""
    bare = mark.strip("[]［］【】〔〕（）. ．、")
    if bare and all(char in ROMAN for char in bare):
        values = [ROMAN[char] for char in bare]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    if len(bare) == 1:
        return int(numeric(bare, 0))
    digits = normalize("NFKC", bare)
    return int(digits) if digits.isdecimal() else 0


def style_of(mark: str) -> str:
    """What marks of one series have in common: brackets, circles, raised digits."""
    key = key_of(mark)
    return key[0] if key[0] in "[【〔" else "¹" if key[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹" else "①"


def is_bracketed(mark: str) -> bool:
    return mark[0] in "[［【〔"


def unmarked(title: str) -> str:
    """A title without the marks of notes at its end, as the contents have it."""
    marks = TRAILING_BACKWARDS.match(title[::-1])
    return title[: len(title) - marks.end()] if marks else title


def marks_in(text: str) -> Iterator[re.Match[str]]:
    """The circled and bracketed marks of notes in a text, as far as their places show them."""
    is_list = bool(LISTED.search(text))
    yield from (one for one in IN_TEXT.finditer(text) if is_bracketed(one[0]) or not is_list)


def all_marks_in(text: str) -> Iterator[tuple[int, str]]:
    """The marks in a text in any form, but for exponents of units (km²), in their order."""
    found = (*grammar.NOTE_MARK.finditer(text), *SQUARED.finditer(text), *marks_in(text))
    yield from sorted((one.start(), one[0]) for one in found)


def may_be_exponent(text: str, at: int, mark: str) -> bool:
    """True for a mark after a 10, and for one after 平方公里, which needs no exponent."""
    is_after = TEN.search(text[max(0, at - 3) : at]) or SQUARED.match(text, at)
    return not is_bracketed(mark) and bool(is_after)


def notes_of(lines: Sequence[str], is_text: Sequence[bool]) -> Mapping[int, str]:
    """The marks with which the notes among the lines begin, by index."""
    found = {
        index: raised["mark"]
        for index, line in enumerate(lines)
        if is_text[index] and (raised := grammar.FOOTNOTE.match(line))
    }
    runs = list(runs_of(lines, is_text))
    places = places_of(lines) if runs else {}
    last: dict[str, int] = {}
    for run in runs:
        referred = 0
        for index, mark in run.items():
            key = key_of(mark)
            own = places.get(key, ())
            at = bisect_left(own, index)
            referred += bool(at and own[at - 1] > last.get(key, -1))
            last[key] = index
        if referred >= MOST * len(run):
            found |= run
    return found


def runs_of(lines: Sequence[str], is_text: Sequence[bool]) -> Iterator[dict[int, str]]:
    """The lines that begin with marks whose numbers follow each other, under one heading."""
    run: dict[int, str] = {}
    for index, line in enumerate(lines):
        found = NUMBERED.match(line) if is_text[index] else None
        if run and (grammar.mark_of(line) or (found and not follows(run, found[0]))):
            yield run
            run = {}
        if found:
            run[index] = found[0]
    if run:
        yield run


def follows(run: dict[int, str], mark: str) -> bool:
    last = next(reversed(run.values()))
    return style_of(last) == style_of(mark) and number_of(mark) == number_of(last) + 1


def places_of(lines: Sequence[str]) -> Mapping[str, list[int]]:
    """The lines that have a mark after their words, by mark."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        for found in marks_in(line):
            places.setdefault(key_of(found[0]), []).append(index)
    return places
