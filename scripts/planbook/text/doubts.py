"""Asks about what nothing decides: ends of lines, and headings that have run into other text."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from enum import Enum

from planbook.characters import squeezed
from planbook.problems import Problem, quote
from planbook.text import answers, grammar
from planbook.text.declared import Repair, by_line, reading_of
from planbook.text.decode import FILE
from planbook.text.evidence import Evidence
from planbook.text.gaps import OFFICE
from planbook.text.journal import Edit
from planbook.text.layout import INNER, Role, layout_of
from planbook.text.lines import Line, is_apart, is_boxed, is_phrase, is_point
from planbook.text.unnumbered import SESSION, may_head

# So many short lines without a full stop, one after the other, may be a list …
LISTED = 4
# … and so few in a box, or after a colon, or names of offices that sign.
LISTED_APART = 2
# The names of persons below a title, or that sign: 王明, 李 红.
PERSON = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
    "(?: ?[\u4e00-\u9fff]){1,2}$"
)
# Characters that a message quotes from the end of a line.
QUOTED_TAIL = 20
# Characters that a declared join quotes on either side.
QUOTED_JOIN = 12
TORN = re.compile(
    rf"""\d (?: 年 \n \d{{1,2}} 月 | 月 \n \d{{1,2}} 日 | 日 \n 起 )                    # 自2026年 / 5月1日起
      | \d \n (?: [年月日%％‰] | {grammar.UNIT} | [万亿个户人家项次所座条处] )   # 2014 / 年11月15日
      | ^ [年月日] (?: \d .* )? \n                                       # 年11月15日 / 前
      | \n [\d.]+ $                                                     # 投资 / 1.5""",
    re.VERBOSE,
)
"""Two lines that are parts of a date or an amount."""


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
    HALF = "reads like half of a heading or numbered sentence, and may continue in the next line"
    FULL = "ends a sentence at the right margin: the paragraph may end or continue"
    INSIDE = "ends a sentence at the right margin, and the paragraph may continue or end"
    CLAUSE = "ends a clause at the right margin: the sentence may continue, or be a list"


OPEN = (Verdict.OPEN, Verdict.OWN, Verdict.LAST)
JOINED = {
    Verdict.BROKEN: "line-break", Verdict.LABEL: "label", Verdict.OPEN: "join",
    Verdict.BARE: "join", Verdict.HALF: "join", Verdict.INSIDE: "join",
    Verdict.CLAUSE: "join",
}  # fmt: skip
"""The rules under which lines are joined; `join` is the answer that is proposed."""

REMEDIES = {
    Verdict.OPEN: 'declare kind = "join" if they belong together, or "paragraph" or "heading" if not',
    Verdict.OWN: 'declare kind = "paragraph" if it is right, "join" if a sentence was torn apart, or'
    ' "heading" if it is one',
    Verdict.APART: 'declare kind = "paragraph" if it is one, or "join"',
    Verdict.BARE: 'declare kind = "join" with the line that holds its title',
    Verdict.LIST: 'declare kind = "paragraph" up to the last of them if each is one, or joins; if they'
    ' are what is left of a table, kind = "omit", and what is lost ([[missing]])',
    Verdict.LAST: 'declare what is lost ([[missing]]), or kind = "paragraph" if nothing is, or'
    ' "heading" if it is one',
    Verdict.HEADING: 'declare kind = "heading" if it is complete, or "join"',
    Verdict.HALF: 'declare kind = "join" if it continues in the next line, or "heading" if not',
    Verdict.FULL: 'declare kind = "paragraph" if it ends here, or "join"',
    Verdict.INSIDE: 'declare kind = "join" if it continues, or "paragraph" if it ends here',
    Verdict.CLAUSE: 'declare kind = "join" if it continues, or "paragraph" if it ends here',
}
ANSWERS = {
    Verdict.OPEN: ("join", "paragraph", "omit"),
    Verdict.OWN: ("paragraph", "join", "omit"),
    Verdict.APART: ("paragraph", "join", "omit"),
    Verdict.BARE: ("join",),
    Verdict.LIST: ("paragraph",),
    Verdict.LAST: ("paragraph", "omit"),
    Verdict.HEADING: ("heading", "join"),
    Verdict.HALF: ("join", "heading"),
    Verdict.FULL: ("paragraph", "join"),
    Verdict.INSIDE: ("join", "paragraph"),
    Verdict.CLAUSE: ("join", "paragraph"),
}


def lists(
    found: Iterable[tuple[int, Verdict]], lines: list[Line], evidence: Evidence
) -> Iterator[tuple[int, Verdict, int]]:
    """The verdicts, each with the last line for which it holds: one for all lines of a list."""
    run: list[tuple[int, Verdict]] = []
    for index, own in found:
        verdict = own
        is_last = own is Verdict.LAST
        is_free = not evidence.margins or is_last or OFFICE.match(lines[index].text)
        is_short = own in OPEN and bool(is_free) and is_phrase(lines[index])
        is_short = is_short and not any(
            is_torn(lines[index], one) for one in lines[index + 1 : index + 2]
        )
        if is_short and not is_last and is_apart(lines, index):
            verdict = Verdict.APART
        goes_on = run and all(is_point(lines, one) for one in range(run[-1][0] + 1, index))
        goes_on = goes_on and is_person(lines[run[-1][0]]) == is_person(lines[index])
        if run and not (is_short and goes_on):
            yield from closed(run, lines)
            run = []
        if is_short:
            run.append((index, verdict))
        else:
            yield index, verdict, index
    yield from closed(run, lines)


def closed(run: list[tuple[int, Verdict]], lines: list[Line]) -> Iterator[tuple[int, Verdict, int]]:
    """A run of short lines as one list, if there are enough of them."""
    are_signed = all(OFFICE.match(lines[at].text) or is_person(lines[at]) for at, _ in run)
    are_apart = are_signed or any(verdict is Verdict.APART for _, verdict in run)
    are_last = all(verdict is Verdict.LAST for _, verdict in run)
    if len(run) >= (LISTED_APART if are_apart else LISTED - are_last):
        yield run[0][0], Verdict.LIST, run[-1][0]
    else:
        yield from ((index, verdict, index) for index, verdict in run)


def is_person(line: Line) -> bool:
    return bool(PERSON.match(line.text))


def undecided(
    found: tuple[int, Verdict, int],
    text: str,
    lines: list[Line],
    number_of: Callable[[int], int],
    *,
    may_be_rest: bool,
) -> Problem:
    """The question about a line, or a run of them; a short line outside a box may be a heading, too.

    Or it `may_be_rest` of the heading above.
    """
    index, verdict, last = found
    line, following = lines[index], lines[last + 1] if last + 1 < len(lines) else None
    tail = f"…{line.text[-QUOTED_TAIL:]}" if len(line.text) > QUOTED_TAIL else line.text
    number, beyond = number_of(line.start), lines[last] if last > index else following
    below = number_of(beyond.start) if beyond else 0
    more = {"last": below} if verdict is Verdict.LIST else {}
    then = f"; the next begins {quote(following.text)}" if following else ""
    headings = lines[index - 1 : index] if verdict in OPEN and may_be_rest else []
    kinds = kinds_of(verdict, lines, index, following)
    return Problem(
        FILE,
        f"{quote(tail)} {verdict.value}{then}",
        f"{REMEDIES[verdict]}, in source/repairs.toml",
        line=number,
        last_line=below,
        answers=(
            *(answer(kind, text, line, following, number, **more) for kind in kinds),
            *(answer("join", text, above, line, number_of(above.start)) for above in headings),
        ),
    )


def kinds_of(
    verdict: Verdict, lines: list[Line], index: int, following: Line | None
) -> tuple[str, ...]:
    """The answers to the question about a line, the likeliest first."""
    line = lines[index]
    may_be = may_be_title(verdict, line) and not is_boxed(lines, index)
    kinds = (*ANSWERS[verdict], "heading") if may_be else ANSWERS[verdict]
    if verdict is Verdict.HEADING and is_beside_title(line):
        kinds = ("paragraph", "join")
    if may_be and following and is_in_series(lines[index - 1], following):
        kinds = ("heading", *ANSWERS[verdict])
    if verdict is Verdict.LAST and following and not following.mark:
        kinds = ("join", *kinds) if is_torn(line, following) else (*kinds, "join")
    return kinds


def is_in_series(above: Line, following: Line) -> bool:
    """True for what is between a whole sentence, or a heading, and a numbered one that is not the first."""
    is_whole = above.is_heading or above.text.endswith(("。", "！", "？"))
    is_sentence = bool(following.mark and following.mark.number > 1) and not is_phrase(following)
    return is_whole and is_sentence


def is_torn(line: Line, following: Line) -> bool:
    """True if a line is a part of a date or an amount that goes on: 2014 / 年11月15日 / 前."""
    return bool(TORN.search(f"{line.text}\n{following.text}")) and not following.is_structural


def is_beside_title(line: Line) -> bool:
    """True for a line below a title that is none: （…第五次会议通过）, ——2026年1月20日在…会议上."""
    return bool(SESSION.match(line.text) or grammar.BRACKETED.fullmatch(line.text))


def may_be_title(verdict: Verdict, line: Line) -> bool:
    """True for a short line of its own without a mark or a clause, and with no blank, as between cells."""
    return verdict in OPEN and is_phrase(line) and " " not in line.text and may_head(line)


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


# --- headings in other text


QUOTED = 8
"""Characters that an answer quotes on either side of a cut."""


def hidden_headings(
    text: str, number_of: Callable[[int], int], readings: Collection[Repair]
) -> tuple[list[Edit], list[Problem], set[Repair]]:
    """The breaks before and after such headings, the questions about them, the readings needed.

    The breaks that are asked for are among the edits, as if they had been declared.
    """
    lines: list[tuple[str, int]] = []
    start = 0
    for raw in text.split("\n"):
        if plain := raw.strip(" \f"):
            lines.append((plain, start + raw.index(plain)))
        start += len(raw) + 1
    layout = layout_of(tuple(plain for plain, _ in lines))
    entries = frozenset(layout.entries)
    declared = by_line(readings)
    edits: list[Edit] = []
    problems: list[Problem] = []
    used: set[Repair] = set()
    for (line, at), role in zip(lines, layout.roles, strict=True):
        if role is not Role.TEXT or squeezed(line) in entries:
            continue
        proven = set(proven_cuts(line, entries))
        edits += (Edit("heading", at + cut, "", "\n") for cut in proven)
        for cut in possible_cuts(line):
            if cut in proven:
                continue
            if reading := reading_of(line, number_of(at), declared):
                used.add(reading)
                continue
            edits.append(Edit("split", at + cut, "", "\n"))
            problems.append(question(line, cut, number_of(at)))
    return edits, problems, used


def proven_cuts(line: str, entries: Collection[str]) -> Iterator[int]:
    """Offsets in the line where an entry of the contents begins or ends."""
    starts = [0, *(found.start() for found in INNER.finditer(line) if found.start())]
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        piece = line[start:end]
        length = whole(piece, entries) if grammar.mark_of(piece) else 0
        if length and start:
            yield start
        if length and (end < len(line) or goes_on_as_text(piece, length)):
            yield start + length


def goes_on_as_text(piece: str, length: int) -> bool:
    """True if what follows an entry is no more of the heading, which the contents may shorten."""
    mark = grammar.mark_of(piece)
    title = piece[len(mark.text) :].rstrip() if mark else ""
    return length < len(piece.rstrip()) and not grammar.is_heading_form(title)


def whole(piece: str, entries: Collection[str]) -> int:
    """The length of the longest entry with which the piece begins; 0 if there is none."""
    longest = seen = 0
    solid = ""
    for at, char in enumerate(piece[: 2 * grammar.HEADING_LIMIT], 1):
        solid += char.strip()
        if char.strip() and len(solid) > seen and solid in entries:
            longest = at
        seen = len(solid)
    return longest


def possible_cuts(line: str) -> Iterator[int]:
    """Offsets of marks that may begin a heading at the end of a paragraph, or of another heading."""
    is_heading = bool((mark := grammar.mark_of(line)) and mark.family.rank <= grammar.TITLED)
    for found in INNER.finditer(line):
        at = found.start()
        rest = line[at:]
        mark = grammar.mark_of(rest)
        if at and mark and grammar.is_heading_form(rest[len(mark.text) :]):
            before = line[:at].rstrip()
            if before.endswith(("。", "！", "？")) or (
                is_heading and grammar.is_heading_form(before)
            ):
                yield at


def question(line: str, cut: int, number: int) -> Problem:
    before = line[max(0, cut - QUOTED) : cut + QUOTED]
    after = f"{line[max(0, cut - QUOTED) : cut]}\n{line[cut : cut + QUOTED]}"
    return Problem(
        FILE,
        f"{quote(line[cut:])} reads like a heading, but is inside a line",
        'declare in source/repairs.toml a kind = "split", or kind = "paragraph" if it is none',
        line=number,
        answers=(
            answers.repair("split", number, before, "split", after=after),
            answers.repair("paragraph", number, answers.beginning(line), "paragraph"),
        ),
    )
