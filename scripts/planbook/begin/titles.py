"""Finds the title of a plan among the first lines of its text."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from planbook.begin.front import (
    CENTRAL,
    NUMBERED,
    above_headings,
    front,
    names_place,
    place_of,
    solid,
)
from planbook.begin.identity import BODY, GOALS, LONGEST, NOTICE
from planbook.begin.places import ABOUT, ORDINAL
from planbook.structure import letters
from planbook.structure.documents import Document, further
from planbook.structure.parse import solid_lines
from planbook.text import answers
from planbook.text.decode import Text
from planbook.text.gaps import seamed
from planbook.text.grammar import APPENDIX, is_open
from planbook.text.layout import Role
from planbook.text.repair import Repairs, cleaned, line_numbers, repair
from planbook.text.same import LINES, bare, is_among
from planbook.text.unnumbered import ANY_DOCUMENT, DOCUMENT

PLAN = re.compile(rf"{ORDINAL.pattern}.*(?:规划|计划|纲要)(?:（[^（）]*）)?$")
"""The end of a plan's title: 第十五个五年规划纲要, “十五五”规划（草案）."""
SERIES = re.compile(rf"{ORDINAL.pattern}(?:时期)?(?:[省市区县]级|重点|一般)*专项规划$")
"""What a cover says of the series that a plan is of: 临江市“十五五”市级专项规划."""
ISSUING = re.compile("的通知.")
"""The notice with which a plan is issued, and the plan's own title after it."""
LETTERHEAD = re.compile("文件$")
"""The head of an official document: 临江县人民政府文件."""
SENTENCE = re.compile(
    rf"[。；！？]|，.*，|[，：]$|^现[将予就]|以下简称|召开|举行|出台|解读.|^附件[\d一二三四五六七八九十]*$|^第.{{1,4}}[篇章节条]|^[一二三四五六七八九十]+、|{NUMBERED}|\d$"
    r"|^[\d〇○零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,2}月"
)
"""What a title never has: the end of a sentence, several clauses, what news say, a label or mark, a page number, a date."""
LINE = re.compile(r"\S[^\n\f]*")
"""What a line has."""
PAIRS = ("《》", "“”", "（）")
QUOTED = re.compile("《([^《》]{1,90})》")
LETTERS = "通知|通报|公告|通告|批复|函"
REST = re.compile(f"的(?:{LETTERS}|意见|决定|决议|报告)|（以下简称.*")
"""The rest of a title that is cut before it."""
LETTER = re.compile(f"的(?:{LETTERS})$")
"""The title of a letter that is the document itself: 临江县人民政府关于加强河道采砂管理的通知."""
PLANNING = re.compile("(?:规划|计划|施政|工作|任务).*(?:思路|清单|重点|任务|目标|安排|分工|指标)$")
"""That of a document of another kind, if it names its place: 临江县2025年重点工作任务清单."""
NAMED = re.compile(r"^(?:\d{4}年?)?《[^《》]*(?:规划|计划|纲要|方案|报告)》$")
"""One that is quoted as a whole: 2026年《施政报告》."""
KINDS = (DOCUMENT, PLANNING, NOTICE, LETTER, NAMED)
"""The likeliest first."""
PROSE = re.compile("[。；]|^(?!.*关于).*，")
"""What a line of a paragraph has, and a line of a title hardly ever."""
FULL = 0.8
"""Of the usual width of a whole line, what one has that goes on in the next."""


def titles(text: str) -> Iterator[str]:
    """What reads like a five-year plan's title: lines, runs of lines, what opens a sentence, annexes."""
    first = front(text)
    inside = set(going_on(first))
    lines = list(rejoined([one for at, one in enumerate(first) if at not in inside]))
    for end in range(1, len(lines) + 1):
        runs = (lines[end - count : end] for count in range(1, min(LINES, end) + 1))
        yield from ("".join(run) for run in runs if is_title("".join(run), *run))
    yield from filter(is_title, (line.partition("，")[0] for line in lines))
    yield from filter(is_title, (one["title"] for one in map(APPENDIX.match, lines) if one))


def is_title(title: str, *lines: str) -> bool:
    """True for a plan's title with its place, on these lines."""
    is_other = any(map(SENTENCE.search, (title, *lines))) or ISSUING.search(title)
    if len(title) > LONGEST or is_other or SERIES.search(title) or is_torn(title):
        return False
    found = PLAN.search(title)
    return bool(found and found.start() and place_of(title, "")[1])


def is_torn(title: str) -> bool:
    """True for a piece of a broken line, with half a pair of marks: 现将《临江县旅游业发展规划."""
    return any(title.count(one[0]) != title.count(one[1]) for one in PAIRS)


def possible(text: str, shown: Collection[str] = ()) -> list[str]:
    """Lines that may be the title of another document; a title on several lines is one of them.

    A notice is one where the document that it issues has no title of its own. `shown` are lines that
    the original shows as headings: those below each other are one title.
    """
    lines, own = list(rejoined(front(text))), frozenset(map(bare, shown))
    quoted, inside = dict(in_quotes(lines)), set(going_on(lines))
    found: dict[re.Pattern[str], list[str]] = {one: [] for one in KINDS}
    for at, line in enumerate(lines):
        label = APPENDIX.match(line)
        name = label["title"] if label else line
        is_short = len(name) <= LONGEST and not SENTENCE.search(name) and at not in inside
        for kind in (one for one in KINDS if is_short and one.search(GOALS.sub("", name))):
            found[kind].append(quoted.get(at) or (name if label else grown(lines, at, own)))
    found[PLANNING] = [*filter(names_place, found[PLANNING])]
    found[LETTER] = [one for one in found[LETTER] if ABOUT in one]
    whole = ([one for one in found[kind] if not is_torn(one)] for kind in KINDS)
    return [*dict.fromkeys(next(filter(None, whole), []))]


def going_on(lines: Sequence[str]) -> Iterator[int]:
    """The lines that go on with a sentence of the line above, in a text that is broken at a margin."""
    widths = [sum(2 - one.isascii() for one in line) for line in lines]
    is_inside, margin = False, FULL * (sorted(widths)[3 * len(widths) // 4] if widths else 0)
    for at, (line, width) in enumerate(zip(lines, widths, strict=True)):
        if is_inside:
            yield at
        is_prose = is_inside or PROSE.search(line) is not None
        is_inside = is_prose and width >= margin and is_open(line)


def rejoined(lines: list[str]) -> Iterator[str]:
    """The lines, each with the rest of a title that is below it: 关于印发…实施方案 / 的通知."""
    for line, following in pairwise((*lines, "")):
        if not REST.fullmatch(line):
            yield line + following if REST.fullmatch(following) else line


def in_quotes(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines that make, together, a name that the text quotes: that of the plan in its letter."""
    names = set(QUOTED.findall("".join(lines)))
    for start in range(len(lines)):
        for end in range(start + 2, start + LINES + 1):
            if (whole := "".join(lines[start:end])) in names:
                yield from ((at, whole) for at in range(start, end))


def grown(lines: list[str], at: int, shown: Collection[str]) -> str:
    """The line with those before it that make one title, if it does not name its place itself."""
    best = whole = lines[at]
    is_shown, may_speak = lines[at] in shown, lines[at].startswith(ABOUT)
    for above in reversed(lines[max(0, at - LINES + 1) : at]):
        ends = (SENTENCE, LETTERHEAD) if is_torn(above) else (SENTENCE, LETTERHEAD, *KINDS)
        is_other = any(one.search(above) for one in ends)
        speaks = may_speak and bool(BODY.match(above) or CENTRAL.match(above))
        if is_other or (names_place(whole) and not speaks):
            break
        whole, may_speak = above + whole, speaks or above.startswith(ABOUT)
        is_shown = is_shown and above in shown
        if len(whole) <= LONGEST and (is_shown or names_place(whole)):
            best = whole
    return best


def only_title(text: str, shown: Collection[str] = ()) -> str:
    """The title of another document, if one line alone above the first heading may be it.

    Of two, the one that names its place, if the other is its end: 2026年临江县政府工作报告.
    """
    found = possible("\n".join(above_headings(text)), shown)
    if all(map(NOTICE.search, found)):  # The contents may be above what the notice issues.
        named = set(QUOTED.findall("".join(front(text))))
        found = [one for one in possible(text, shown) if one in named] or found
    whole = max(found, key=len, default="")
    is_one = len(found) == 1 or names_place(whole)
    return whole if is_one and all(map(whole.endswith, found)) else ""


def has_title(text: str, title: str) -> bool:
    """True if the text has the title, as the conversion will look for it."""
    return is_among(list(solid(text)), title)


def on_lines(text: str, title: str) -> Iterator[str]:
    """The repairs that make one line of each title on several.

    Two bodies that speak in it stay on their lines.
    """
    plain, history = cleaned(text)
    number_at, wanted = line_numbers(text, history), bare(title)
    found = [one for one in LINE.finditer(plain) if bare(one[0]) and bare(one[0]) in wanted]
    for at, first in enumerate(found):
        for last in found[at + 1 : at + LINES]:
            if last.end() - first.start() > 2 * LONGEST:
                break
            whole = plain[first.start() : last.end()]
            pieces = [one.strip() for one in whole.split("\n") if one.strip()]
            are_bodies = any(is_body(*pair) for pair in pairwise(pieces))
            if bare(whole) == wanted and "\f" not in whole and not are_bodies:
                line, after = number_at(first.start()), seamed(pieces)
                yield answers.repair("join", line, whole, "join_title", after=after)


def is_body(line: str, following: str) -> bool:
    """True for a body that does not speak alone: 中共临江县委 / 临江县人民政府关于…."""
    return bool(BODY.fullmatch(bare(line))) and not following.startswith(ABOUT)


# --- other documents of the same file


def others(read: Text, title: str, *, are_whole: bool) -> list[Document]:
    """The other documents, in front of the one with this title and below it.

    `are_whole` says that each line is a paragraph of the original. Only a text with a line that may
    be the title of one is repaired, to know its headings.
    """
    may_be = (one for one in solid(read.text) if one not in title)
    if not any(map(ANY_DOCUMENT.search, may_be)):
        return []
    lines, _ = solid_lines(repair(read, Repairs((), None), title, are_whole=are_whole))
    text = [one for one in lines if one.role is not Role.CONTENTS]
    head, plan = letters.parted(text, list, title)
    return [*letters.above(head, title), *further(plan, title)]


def rivals(found: Iterable[Document], title: str) -> list[Document]:
    """Those that may be the plan as well as the one with this title."""
    is_plan = is_title(title)
    may_be = [one for one in found if bare(one.name) != bare(title)]
    plans = [one for one in may_be if is_title(bare(one.name))]
    return plans if is_plan or plans else [one for one in may_be if DOCUMENT.search(bare(one.name))]


def without(text: str, found: Iterable[Document]) -> str:
    """The text with the lines of these documents empty."""
    gone = {at for one in found for at in range(one.first.number, one.last.number + 1)}
    return "\n".join("" if at in gone else one for at, one in enumerate(text.split("\n"), 1))
