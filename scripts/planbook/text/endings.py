"""Says what the end of a line can mean, and asks about those that nothing decides."""

from collections.abc import Iterable, Iterator
from enum import Enum

from planbook.problems import Problem, quote
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.lines import Evidence, Line, is_apart, is_phrase, is_point

# So many short lines without a full stop, one after the other, may be a list …
LISTED = 4
# … and so few in a box, or after a colon.
LISTED_APART = 2
# Characters that a message quotes from the end of a line.
QUOTED_TAIL = 20
# Characters that a declared join quotes on either side.
QUOTED_JOIN = 12


class Verdict(Enum):
    """The possible meanings of a line's end that does not plainly end a heading or paragraph."""

    BROKEN = "continues in the next line: repaired"
    LABEL = "is a label, and the next line its title: repaired"
    OPEN = "ends inside a sentence, and nothing proves that the next line continues it"
    OWN = "ends inside a sentence, but is a paragraph of its own in the original"
    APART = "is short, in a box or after a colon, and may be a line of its own"
    BARE = "has no title, which may be the next line"
    LIST = "begins several lines without a full stop, which may be a list"
    LAST = "ends inside a sentence, and no paragraph follows"
    HEADING = "a heading that may continue in the next line"
    FULL = "ends a sentence at the right margin: the paragraph may end or continue"


OPEN = (Verdict.OPEN, Verdict.OWN, Verdict.LAST)
JOINED = {Verdict.BROKEN: "line-break", Verdict.OPEN: "join", Verdict.BARE: "join"}
"""The rules under which lines are joined; `join` is the answer that is proposed."""

REMEDIES = {
    Verdict.OPEN: 'declare kind = "join" if they belong together, or "paragraph" if not',
    Verdict.OWN: 'declare kind = "paragraph" if it is right, or "join" if a sentence was torn apart',
    Verdict.APART: 'declare kind = "paragraph" if it is one, or "join"',
    Verdict.BARE: 'declare kind = "join" with the line that holds its title',
    Verdict.LIST: 'declare kind = "paragraph" up to the last of them if each is one, or joins',
    Verdict.LAST: 'declare what is lost ([[missing]]), or kind = "paragraph" if nothing is',
    Verdict.HEADING: 'declare kind = "heading" if it is complete, or "join"',
    Verdict.FULL: 'declare kind = "paragraph" if it ends here, or "join"',
}
ANSWERS = {
    Verdict.OPEN: ("join", "paragraph", "omit"),
    Verdict.OWN: ("paragraph", "join", "omit"),
    Verdict.APART: ("paragraph", "join", "omit"),
    Verdict.BARE: ("join",),
    Verdict.LIST: ("paragraph",),
    Verdict.LAST: ("paragraph", "omit"),
    Verdict.HEADING: ("heading", "join"),
    Verdict.FULL: ("paragraph", "join"),
}


def lists(
    found: Iterable[tuple[int, Verdict]], lines: list[Line], evidence: Evidence
) -> Iterator[tuple[int, Verdict, int]]:
    """The verdicts, each with the last line for which it holds: one for all lines of a list."""
    run: list[tuple[int, Verdict]] = []
    for index, own in found:
        verdict = own
        is_short = own in OPEN and not evidence.margins
        is_short = is_short and is_phrase(lines[index])
        if is_short and own is not Verdict.LAST and is_apart(lines, index):
            verdict = Verdict.APART
        goes_on = run and all(is_point(lines, one) for one in range(run[-1][0] + 1, index))
        if run and not (is_short and goes_on):
            yield from closed(run)
            run = []
        if is_short:
            run.append((index, verdict))
        else:
            yield index, verdict, index
    yield from closed(run)


def closed(run: list[tuple[int, Verdict]]) -> Iterator[tuple[int, Verdict, int]]:
    """A run of short lines as one list, if there are enough of them."""
    are_apart = any(verdict is Verdict.APART for _, verdict in run)
    if len(run) >= (LISTED_APART if are_apart else LISTED):
        yield run[0][0], Verdict.LIST, run[-1][0]
    else:
        yield from ((index, verdict, index) for index, verdict in run)


def undecided(
    verdict: Verdict,
    text: str,
    line: Line,
    following: Line | None,
    numbers: tuple[int, int],
) -> Problem:
    tail = f"…{line.text[-QUOTED_TAIL:]}" if len(line.text) > QUOTED_TAIL else line.text
    more = {"last": numbers[1]} if verdict is Verdict.LIST else {}
    then = f"; the next begins {quote(following.text)}" if following else ""
    return Problem(
        FILE,
        f"{quote(tail)} {verdict.value}{then}",
        f"{REMEDIES[verdict]}, in source/repairs.toml",
        line=numbers[0],
        last_line=numbers[1],
        answers=tuple(
            answer(kind, text, line, following, numbers[0], **more) for kind in ANSWERS[verdict]
        ),
    )


def answer(
    kind: str, text: str, line: Line, following: Line | None, number: int, **more: int
) -> str:
    if kind != "join" or following is None:
        return answers.repair(kind, number, answers.beginning(line.text), kind, **more)
    tail = text[max(line.start, line.end - QUOTED_JOIN) : line.end].lstrip()
    head = following.text[:QUOTED_JOIN]
    gap = text[line.end : following.start]
    before = f"{tail}{gap}{head}"
    after = f"{tail}{gap}{head}".replace("\n", "").replace("\f", "")
    return answers.repair("join", number, before, "join", after=after)
