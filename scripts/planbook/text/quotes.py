"""Makes Chinese quotation marks of straight ones, and asks about those that have no counterpart."""

import re
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise

from planbook.characters import CHINESE
from planbook.problems import Problem, named, quote
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import is_open
from planbook.text.journal import Edit

MARK = re.compile('["“”]')
INCHES = re.compile(r'[\d′\'°]"')
"""24", 118°20'30": no quotation mark if none is open."""
SINGLE = re.compile(r"(?<![A-Za-z])'[^'\n]+'(?![A-Za-z])")
NO_BEGINNING = re.compile(r"\s*(?:[，。；：！？、）》,.;:!?)]|$)")
"""Nothing quoted begins like this."""
NEAR = 3
"""Lines over which a quotation goes in a text with broken lines."""
AROUND = 8
"""Characters beside a mark that an answer quotes."""
SHOWN = 5
"""Maximum lines that a message names."""


def quotes(text: str) -> Iterator[Edit]:
    """`quote`: straight quotation marks that are pairs become Chinese ones."""
    for found in filter(is_chinese, SINGLE.finditer(text)):
        yield Edit("quote", found.start(), "'", "‘")
        yield Edit("quote", found.end() - 1, "'", "’")
    lines = [one for one in re.finditer(r"[^\n]+", text) if '"' in one[0]]
    at = 0
    while at < len(lines):
        first, *others = lines[at : at + 2]
        own, both = pairs(first[0]), None
        if own is None and others and goes_on(text, first, others[0]):
            both = pairs(text[first.start() : others[0].end()])
        for offset, sign in own or both or ():
            yield Edit("quote", first.start() + offset, '"', sign)
        at += 2 if both else 1


def is_chinese(quotation: re.Match[str]) -> bool:
    return bool(CHINESE.search(quotation[0]))


def goes_on(text: str, first: re.Match[str], after: re.Match[str]) -> bool:
    """True if a quotation may go on from a line into one below it, inside a sentence."""
    is_broken = is_open(first[0].rstrip()) and not first[0].rstrip().endswith(".")
    return is_broken and text.count("\n", first.end(), after.start()) <= NEAR


def pairs(text: str) -> list[tuple[int, str]] | None:
    """The offset of each straight mark, with the mark that it becomes; None unless all are pairs."""
    made: list[tuple[int, str]] = []
    is_inside = False
    for found in MARK.finditer(text):
        at = found.start()
        if found[0] == '"' and not is_inside and INCHES.match(text, at - 1):
            continue
        opens = found[0] == "“" or (found[0] == '"' and not is_inside)
        if opens == is_inside or (opens and NO_BEGINNING.match(text, at + 1)):
            return None
        is_inside = opens
        if found[0] == '"':
            made.append((at, "“" if opens else "”"))
    return None if is_inside else made


def unpaired(text: str, number_of: Callable[[int], int]) -> Iterator[Problem]:
    """One question about all straight marks that are left. `number_of` gives the line of an offset."""
    lines = [one for one in re.finditer(r"[^\n]+", text) if '"' in one[0] and not pairs(one[0])]
    lines = [one for one in lines if guessed(one[0]) != one[0]]
    if not lines:
        return
    numbers = [number_of(one.start()) for one in lines]
    found = [f"{quote(one[0])} in line {at}" for one, at in zip(lines, numbers, strict=True)]
    yield Problem(
        FILE,
        f"has straight quotation marks without a counterpart: {named(found, SHOWN, '; ')}",
        'declare the right ones in source/repairs.toml, kind = "typo", with any that is lost',
        line=numbers[0],
        last_line=numbers[-1],
        answers=("\n\n".join(answer(one[0], at) for one, at in zip(lines, numbers, strict=True)),),
    )


def answer(line: str, number: int) -> str:
    """The entry that gives a line the marks that are likeliest."""
    start = max(0, line.index('"') - AROUND)
    end = line.rindex('"') + AROUND
    right = guessed(line)[start:end]
    return answers.repair("typo", number, line[start:end], "quote", after=right)


def guessed(line: str) -> str:
    """The line with each straight mark as what is before and after it makes likeliest."""
    lone = without_pair(line)
    made, is_inside = list(line), False
    for found in MARK.finditer(line):
        at = found.start()
        if found[0] == '"' and (is_inside or not INCHES.match(line, at - 1)):
            opens = not NO_BEGINNING.match(line, at + 1) and (at == lone or not is_inside)
            made[at] = "“" if opens else "”"
        is_inside = made[at] == "“" and at != lone
    return "".join(made)


def without_pair(line: str) -> int:
    """Where the mark is whose counterpart is lost: without it, the others quote the least."""
    marks = [one.start() for one in MARK.finditer(line)]
    if len(marks) % 2 == 0:
        return -1
    lengths = [end - start for start, end in pairwise(marks)]
    before, after = (accumulate(lengths[at::2], initial=0) for at in (0, 1))
    # What is quoted after a mark is all that could be, less what is before it.
    quoted = [a - b for a, b in zip(before, after, strict=True)]
    return marks[2 * quoted.index(min(quoted))]
