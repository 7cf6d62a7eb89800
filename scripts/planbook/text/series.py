"""Finds the marks that are known by their series, and not by themselves: 1.1, ①, 任务一, 20.5G.

A line that begins with 1.1 may begin with an amount, and one with A. with a name. Only with its
neighbors 1.2 or B. is it a mark.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planbook.numerals import ROMANS, STEMS, number_of
from planbook.text import grammar
from planbook.text.grammar import Family, Mark, family

BELOW = 0.25
"""How much the rank of such a series is below that of the heading under which it begins."""
BOX = 5.5
"""Rank of a caption, whose box holds such series too."""
FEWEST = 2
"""Marks that make a series."""
GAP = 5
"""Maximum step between two numbers of a series; the missing ones are asked for."""
COUNTED = ("章", "节", "一、", "1.", "1")
"""The families whose headings may be counted by the first number of 1.1."""
ALONE = ("章", "节", "1")
"""Those under which a lone 1.1 may be a heading: below 一、 it is more often an amount."""
ARABIC = "1."
BARE = family(
    "1",
    5.9,
    rf"(?P<number> \d{{1,2}} ) (?: [ ] (?= \d ) | [ ]? (?= [\u4e00-\u9fff“] ) (?! {grammar.UNIT} ) )",
    "1 总则",
)
"""Such a number is a mark where decimals count by it: 1.1."""
SPACED = family("一", 0, r"(?P<number> NUMERAL ) [ ] (?= [^，。；：！？]{2,30} $ )", "一 自然条件")
"""A numeral parted by a blank alone, from a title and from nothing else."""
ORDINAL = family(
    "第一，", 0, r"第 (?P<number> NUMERAL ) [，,：:、]", "第一，扩大内需", may_lead=True
)
"""Such a word begins a paragraph, unless its series goes on over another: 第一，, 1., 2., 第二，."""
ARTICLE = next(one for one in grammar.FAMILIES if one.name == "条")
UNSPACED = re.compile(rf"第(?P<number>{grammar.NUMERAL}|\d{{1,3}})[条條]")
RUN_ON = re.compile(r"(?P<number>\d{1,3})[.．](?=\d)")
"""The mark of a heading that begins with a digit, without the blank between them: 20.5G网络."""
FIRST_NOTE = re.compile(rf"{grammar.NOTE.pattern} \s* 1 \s* [.．、]", re.VERBOSE)
LABELED = "专题 | 任务 | 工程 | 行动 | 板块 | 专项 | 举措 | 重点任务"
"""What is numbered with its own name: 任务一：, 专题二."""
NO_CLASS = "(?! [ ]? [类類级級期型区區线線号號] )"
"""A Roman numeral numbers no heading, but a class, before these: II类水质, Ⅰ级."""
# Each series is one step below the heading under which it begins.
FAMILIES = (
    family("任务一", 0, rf"(?: {LABELED} ) (?P<number> NUMERAL | \d{{1,2}} ) [：:、 ]?", "任务一：扩大内需"),
    family("Ⅰ", 0, rf"(?P<number> [Ⅰ-Ⅻ] ) {NO_CLASS} [.．、 ]?", "Ⅰ.总则"),
    family("I.", 0, rf"(?P<number> [IVX]{{1,5}} ) {NO_CLASS} (?: [.．、] (?! [A-Za-z\d] ) | [ ]? (?= [\u4e00-\u9fff“] ) )",
           "I.总则"),
    family("（I）", 0, r"[(（] (?P<number> [IVX]{1,5} | [Ⅰ-Ⅻ] ) [)）]", "（I）总则"),
    family("01", 0, r"(?P<number> 0 [1-9] | 1 \d ) (?! [\d.．:：年月日] ) [ 、]?", "01 建设园区"),
    family("1）", 0, r"(?P<number> \d{1,2} ) [)）]", "1）新建学校", may_lead=True),
    family("一）", 0, r"(?P<number> NUMERAL ) [)）]", "一）总体要求", may_lead=True),
    family("甲、", 0, rf"(?P<number> [{STEMS}] ) [.．、]", "甲、总体要求", may_lead=True),
    family("1，", 0, r"(?P<number> \d{1,2} ) [，,] (?! \d )", "1，新建学校", may_lead=True),
    family("A.", 0, r"(?P<number> [A-ZＡ-Ｚ] ) [.．、] (?! [A-Za-z\d] )", "A.新建学校", may_lead=True),
    family("a）", 0, r"(?P<number> [A-Za-z] ) [)）]", "a）新建学校", may_lead=True),
    family("（a）", 0, r"[(（] (?P<number> [A-Za-z] ) [)）]", "（a）新建学校", may_lead=True),
    family("①", 0, r"(?P<number> [①-⑳] )", "①新建学校", may_lead=True),
    family("第一阶段", 0, r"第 (?P<number> NUMERAL ) (?: 阶段 | 步 | 个问题 ) (?: [：:、] [ ]? | [ ] | (?= （ ) )",
           "第一阶段：宣传发动", may_lead=True),
    SPACED, ORDINAL,
)  # fmt: skip
ROMAN = replace(FAMILIES[1], rank=4)
"""Names a group like 一、."""
LETTERED = FAMILIES[2:4]
"""Those with Roman numerals in letters."""
LETTERS = ("Ⅰ", "I.", "（I）", "甲、", "A.")
"""The families whose marks no title goes on with on its second line."""


def marks_of(lines: Sequence[str], is_text: Sequence[bool]) -> list[Mark | None]:
    """The marks of all lines: their own, and those that a series shows."""
    texts = [line if own else "" for line, own in zip(lines, is_text, strict=True)]
    for index in numbered_notes(lines):
        texts[index] = ""
    found = [grammar.mark_of(text) for text in texts]
    for read in run_on, articles, bare, decimals, subdecimals, others:
        for index, mark in read(texts, found).items():
            found[index] = mark
    return found


def family_of(mark: str) -> str:
    """The name of the family to which a mark belongs; the mark itself if there is none."""
    if found := grammar.mark_of(mark):
        return found.family.name
    known = (grammar.SUBDECIMAL, grammar.DECIMAL, *FAMILIES)
    lines = f"{mark} ", f"{mark}总则"
    named = (one.name for one in known if any(map(one.pattern.match, lines)))
    if re.fullmatch(grammar.NUMERAL, mark):
        return SPACED.name
    return next(named, BARE.name if mark.isdecimal() else mark)


def may_be_marked(line: str) -> bool:
    """True if a line begins like a heading, or with a letter as those of a series do: I 总则, 甲、总则."""
    lettered = (one for one in FAMILIES if one.name in LETTERS)
    return grammar.is_marked(line) or any(one.pattern.match(line) for one in lettered)


def group_of(line: str) -> Mark | None:
    """The mark of a line that may name a group of rows in a table."""
    if found := grammar.mark_of(line):
        return found
    roman = ROMAN.pattern.match(line)
    return Mark(ROMAN, number_of(roman["number"]), roman[0]) if roman else None


def numbered_notes(lines: Sequence[str]) -> Iterator[int]:
    """Indices of the second and further notes on a table; the first follows 注： on its line."""
    expected = 0
    for index, line in enumerate(lines):
        mark = grammar.mark_of(line)
        if FIRST_NOTE.match(line):
            expected = 2
        elif mark and mark.family.name == ARABIC and mark.number == expected:
            expected += 1
            yield index
        else:
            expected = 0


def articles(lines: Sequence[str], marks: Sequence[Mark | None]) -> Mapping[int, Mark]:
    """The marks of articles without a blank (第一条为了保障供水), if these count from 1, by index."""
    if any(mark and mark.family is ARTICLE for mark in marks):
        return {}
    begun = ((index, UNSPACED.match(line)) for index, line in enumerate(lines))
    made = {at: Mark(ARTICLE, number_of(one["number"]), one[0]) for at, one in begun if one}
    numbers = [one.number for one in made.values()]
    is_series = len(numbers) > FEWEST and numbers == [*range(1, len(numbers) + 1)]
    return made if is_series else {}


def run_on(lines: Sequence[str], marks: Sequence[Mark | None]) -> Mapping[int, Mark]:
    """The marks 20. before a digit, between 19. and 21. of the same series, by index."""
    made: dict[int, Mark] = {}
    pending: dict[int, Mark] = {}
    own = next(one for one in grammar.FAMILIES if one.name == ARABIC)
    number = 0
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        expected = number + len(pending) + 1
        if mark and mark.family.rank <= own.rank:
            is_next = mark.family is own and mark.number == expected
            made |= pending if is_next else {}
            number, pending = mark.number if mark.family is own else 0, {}
        elif number and (found := RUN_ON.match(line)) and int(found["number"]) == expected:
            pending[index] = Mark(own, expected, found[0])
    return made


def bare(lines: Sequence[str], marks: Sequence[Mark | None]) -> Mapping[int, Mark]:
    """The marks 1, 2 … without a point, by index, if below at least one of them is 1.1."""
    made: dict[int, Mark] = {}
    counted = False
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        found = None if mark else BARE.pattern.match(line)
        number = number_of(found["number"]) if found else 0
        if found and number == len(made) + 1 and grammar.is_heading_form(line[found.end() :]):
            made[index] = Mark(BARE, number, found[0])
        elif first := grammar.DECIMAL.pattern.match(line):
            counted = counted or (number_of(first["outer"]), first["number"]) == (len(made), "1")
    return made if counted and len(made) >= FEWEST else {}


def decimals(lines: Sequence[str], marks: Sequence[Mark | None]) -> Mapping[int, Mark]:
    """The marks 1.1, 1.2 … under a heading with the number 1, by index."""
    return dotted(grammar.DECIMAL, COUNTED, lines, marks)


def subdecimals(lines: Sequence[str], marks: Sequence[Mark | None]) -> Mapping[int, Mark]:
    """The marks 1.1.1, 1.1.2 … under a heading 1.1, by index."""
    return dotted(grammar.SUBDECIMAL, (grammar.DECIMAL.name,), lines, marks)


def dotted(
    own: Family, above: Sequence[str], lines: Sequence[str], marks: Sequence[Mark | None]
) -> Mapping[int, Mark]:
    """The marks of a family that repeat the number of the heading above them, by index.

    A lone one counts if others are series, or right below a heading that it repeats.
    """
    runs: list[dict[int, Mark]] = [{}]
    outer, is_sure = "", False
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if mark and mark.family.rank < own.rank:
            outer = dotted_number(mark) if mark.family.name in above else ""
            runs.append({})
        elif outer and (found := own.pattern.match(line)):
            number = number_of(found["number"])
            if plain(found["outer"]) == outer and number == len(runs[-1]) + 1:
                runs[-1][index] = Mark(own, number, found[0])
                is_title = grammar.is_heading_form(line[found.end() :])
                is_sure = is_sure or (is_title and is_beside(lines, marks, index, found[0]))
    if not is_sure and all(len(run) < FEWEST for run in runs):
        return {}
    return {index: mark for run in runs for index, mark in run.items()}


def is_beside(lines: Sequence[str], marks: Sequence[Mark | None], index: int, own: str) -> bool:
    """True if the line above is a heading that counts no amounts, or the one below counts by the mark."""
    above, below = marks[index - 1], "".join(lines[index + 1 : index + 2])
    is_below = bool(above and above.family.name in (*ALONE, grammar.DECIMAL.name))
    number = own.rstrip(" .．")
    return is_below or below.startswith((f"{number}.1", f"{number}．1"))


def dotted_number(mark: Mark) -> str:
    """The number of a heading as the marks below it repeat it."""
    return plain(mark.text) if mark.family is grammar.DECIMAL else str(mark.number)


def plain(number: str) -> str:
    """A number with its parts as they are compared: 01．2 is 1.2."""
    return ".".join(str(int(part)) for part in re.findall(r"\d+", number))


@dataclass(slots=True)
class Run:
    """A series while it is read."""

    above: float
    """Rank of the heading under which it began."""
    marks: dict[int, Mark] = field(default_factory=dict)
    number: int = 0
    """The last of its numbers."""

    def goes_on(self, number: int) -> bool:
        """True if a mark with this number is of the series, although some before it may be lost."""
        return 0 < number - self.number <= GAP


def others(lines: Sequence[str], marks: Sequence[Mark | None]) -> Mapping[int, Mark]:
    """The marks of families that count only in series from 1 on, by index.

    Those that begin first are above the others. A lone heading counts if others are series.
    """
    found, made = list(marks), dict[int, Mark]()
    firsts = {own.name: first_of(own, lines) for own in FAMILIES}
    present = [own for own in FAMILIES if firsts[own.name] < len(lines)]
    for own in sorted(present, key=lambda one: firsts[one.name]):
        runs = runs_of(own, lines, found)
        if own is ORDINAL:
            runs = [one for one in runs if goes_over(one, lines, found)]
        proven = [run.marks for run in runs if len(run.marks) >= FEWEST]
        for one in [run.marks for run in runs] if proven and not own.may_lead else proven:
            made |= one
        for index, mark in made.items():
            found[index] = mark
    return made


def goes_over(run: Run, lines: Sequence[str], marks: Sequence[Mark | None]) -> bool:
    """True if another series begins inside the run."""
    between = range(min(run.marks), max(run.marks))
    return any(begins_series(lines[at], marks[at]) for at in between if at not in run.marks)


def begins_series(line: str, mark: Mark | None) -> bool:
    if mark:
        return mark.number == 1
    found = ((own, own.pattern.match(line)) for own in FAMILIES if own is not ORDINAL)
    return any(value(own, one["number"]) == 1 for own, one in found if one)


def first_of(own: Family, lines: Sequence[str]) -> int:
    return next((index for index, one in enumerate(lines) if own.pattern.match(one)), len(lines))


def runs_of(own: Family, lines: Sequence[str], marks: Sequence[Mark | None]) -> list[Run]:
    """The series of a family: each ends where a heading of the rank above it begins."""
    runs: list[Run] = []
    is_open, above = False, 0.0
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if mark or (grammar.APPENDIX.match(line) and not grammar.CAPTION.match(line)):
            above = mark.family.rank if mark else 0.0
            is_open = is_open and above > runs[-1].above
        elif found := own.pattern.match(line):
            number = value(own, found["number"])
            if number == 1:
                runs.append(Run(above))
                is_open = True
            if is_open and runs[-1].goes_on(number):
                ranked = replace(own, rank=runs[-1].above + BELOW)
                runs[-1].marks[index] = Mark(ranked, number, found[0])
                runs[-1].number = number
        elif grammar.CAPTION.match(line):
            above = max(above, BOX)
    return runs


def value(own: Family, numeral: str) -> int:
    return ROMANS.get(numeral) or number_of(numeral) if own in LETTERED else number_of(numeral)
