"""Joins lines that were broken inside a sentence, by the mechanical repair `line-break`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain, pairwise

from planbook.locales import Bilingual
from planbook.problems import Problem, named
from planbook.text import answers, grammar
from planbook.text.declared import Family, Repair, TextReading, Way, by_line, misplaced, reading_of
from planbook.text.decode import FILE
from planbook.text.doubts import JOINED, OPEN, Verdict, lists, may_be_title, undecided
from planbook.text.ends import verdicts
from planbook.text.evidence import Evidence
from planbook.text.gaps import parts_latin
from planbook.text.indents import as_begun
from planbook.text.journal import Edit
from planbook.text.judges import is_torn_at
from planbook.text.lines import Line, cuts, is_phrase, solid_lines
from planbook.text.lone import Lone, lone_marks
from planbook.text.unnumbered import headings_above, lonely, names_document, possible

# So many lines that leave the same open are one question about the text.
SEVERAL = 5
# Maximum problems reported at once: if every line of a text is open, a longer list does not help.
ENOUGH = 1_000
# Maximum lines that a message names.
NAMED = 5
CLAUSED = re.compile(r"[，、\d]")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a text besides its characters."""

    marks: Collection[tuple[int, int]] = ()
    """The spans of its page marks, and of running heads."""
    kept: Collection[int] = ()
    """The source lines of what looks like a running head, and is declared to be text."""
    joined: Collection[int] = ()
    """The line ends that are declared to be broken."""
    shown: Callable[[int, int], str] | None = None
    """Gives what the source has in a span, with the blanks before it."""
    text: TextReading | None = None
    """The declaration of how all lines are read that end inside a sentence."""
    title: str = ""
    """The title of the document."""
    headings: Collection[int] = ()
    """The lines of the source that the original shows as headings."""
    are_whole: bool = False
    """True if each line is a paragraph of the original."""
    families: Collection[Family] = ()
    """How lines with marks of one family are declared to be read."""


class Shared(Enum):
    """What many lines of a text that is broken throughout may leave open."""

    RAGGED = (
        "lines end inside a sentence, at about the same width but at no margin: each goes on in the"
        " next line, or is a paragraph"
    )
    OPEN = "lines end inside a sentence, at no margin: each goes on in the next, or is a paragraph"
    FULL = "full lines end a sentence: the paragraph may end there, or go on"
    HEADINGS = "headings fill their lines: those go on that read like half of one"


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the line ends."""

    edits: list[Edit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: set[Repair] = field(default_factory=set)
    """The readings that were needed."""
    families: list[Family] = field(default_factory=list)
    """The readings of families that were needed, or that are assumed."""
    shared: dict[Shared, list[int]] = field(default_factory=dict)
    """The source lines that a declaration about the text decides."""
    evidence: Evidence | None = None
    """What the text shows about the ends of its lines."""

    def lone(
        self, marks: Iterable[Lone], text: str, families: Collection[Family]
    ) -> tuple[set[int], set[int]]:
        """Add what becomes of marks alone on their lines, but of accidents, which are asked about one by one.

        Gives where these lines begin, and those below them that are no headings.
        """
        alone, items = set[int](), set[int]()
        for one in marks:
            reading = one.read_as(families)
            if reading is None and not one.is_way:
                continue
            if reading is None:
                reading = one.ways()[0]
                self.problems.append(one.question())
            self.families.append(reading)
            self.edits.extend(one.edits(text, reading))
            alone |= {line.start for line in one.lines}
            items |= {line.start for line in one.following if reading.reads != "heading"}
        return alone, items


RAGGED = (Verdict.OPEN, Verdict.HALF)
HEADINGS = (Verdict.HEADING, Verdict.HALF)
FULL = (Verdict.FULL, Verdict.INSIDE, Verdict.CLAUSE)
"""The verdicts that one declaration about the text decides, if it is broken throughout."""
SETTLED = (Verdict.BROKEN, Verdict.LABEL)
"""Those that leave nothing to ask."""


def line_ends(
    text: str, number_of: Callable[[int], int], readings: Collection[Repair], known: Known
) -> Decided:
    """What becomes of the line ends; one question for all that a text leaves open throughout."""
    ends = broken_lines(text, number_of, readings, known)
    has_stops = bool(ends.evidence and ends.evidence.has_stops)
    if known.text and has_stops and not ends.shared:
        found = "[text]: sentences end with full stops, and the lines are not ragged"
        ends.problems.append(misplaced(found, "remove it", known.text))
    ways = () if known.text else ways_of(ends, has_stops=has_stops)
    if not ways:
        return ends
    asked = without_stops(ends, ways, text.count("。")) if not has_stops else throughout(ends, ways)
    known = replace(known, text=TextReading(ways[0], Bilingual("", "")))
    ends = broken_lines(text, number_of, readings, known)
    ends.problems.insert(0, asked)
    return ends


def ways_of(ends: Decided, *, has_stops: bool) -> tuple[Way, ...]:
    """The ways in which all lines may be read, the likeliest first; none if there is little to read."""
    if not has_stops:
        is_ragged = Shared.RAGGED in ends.shared
        ways: tuple[Way, ...] = ("broken", "sentences") if is_ragged else ("sentences",)
        return ways if len(ends.problems) >= SEVERAL else ()
    if max(map(len, ends.shared.values()), default=0) < SEVERAL:
        return ()
    goes_on = ends.evidence and ends.evidence.goes_on
    full: tuple[Way, ...] = ("flowing", "broken") if goes_on else ("broken", "flowing")
    found: tuple[Way, ...] = full if Shared.FULL in ends.shared else ("broken",)
    is_open = not {Shared.RAGGED, Shared.OPEN}.isdisjoint(ends.shared)
    return (*found, "sentences") if is_open else found


def without_stops(ends: Decided, ways: tuple[Way, ...], stops: int) -> Problem:
    """The question about a text whose sentences have no full stops, or have lost many of them."""
    which = "many paragraphs end without a" if stops else "no sentence ends with a"
    found = f"{which} full stop; {len(ends.problems)} lines end without any"
    if ends.evidence and ends.evidence.is_broken:
        found += ": a full one goes on in the next, and any other is the last of its paragraph"
        found += f", such as line {named([str(one.line) for one in ends.problems], NAMED, ', ')}"
    remedy = "get a better copy, or declare in source/repairs.toml that each line is a sentence"
    if Shared.RAGGED in ends.shared:
        remedy += ', or, with [text] lines = "broken", that full ones go on'
    return Problem(FILE, found, remedy, answers=entries(ways))


def throughout(ends: Decided, ways: tuple[Way, ...]) -> Problem:
    """The question about a text that is broken throughout: at no margin, or where sentences end."""
    lines = sorted(chain.from_iterable(ends.shared.values()))
    return Problem(
        FILE,
        "; ".join(f"{len(its)} {one.value}" for one in Shared if (its := ends.shared.get(one))),
        'declare in source/repairs.toml [text] lines = "broken" if lines go on that end inside a'
        ' sentence, "flowing" if full ones do that end one, too, or "sentences" if each line is a'
        " paragraph; an entry for a single line comes before it",
        line=lines[0],
        last_line=lines[-1],
        answers=entries(ways),
    )


def entries(ways: tuple[Way, ...]) -> tuple[str, ...]:
    return tuple(answers.entry("[text]", one, lines=one) for one in ways)


def broken_lines(
    text: str,
    number_of: Callable[[int], int],
    readings: Collection[Repair],
    known: Known | None = None,
) -> Decided:
    """The line breaks to remove, and the places to be declared.

    `number_of` gives the source line of an offset. Where the answer is proposed to be a join, it is
    among the edits, as if it had been declared.
    """
    known = known or Known()
    declared = by_line(readings)
    plain, layout = solid_lines(text, known.marks, known.shown)
    lines = as_begun(plain)
    by_blanks = lines is not plain and not any(one.hangs for one in lines)
    evidence = Evidence.of(
        lines, layout, known.title, are_whole=known.are_whole, by_blanks=by_blanks
    )
    decided = Decided(evidence=evidence)
    marks = lone_marks(lines, is_settled(text, known, number_of, declared), number_of)
    alone, items = decided.lone(marks, text, known.families)
    under = () if evidence.is_broken else lonely(lines, known.title)
    single = {lines[at].start: lines[at - 1 : at + 2] for at in under}
    tails = frozenset(at for at, around in single.items() if is_rest_of(*around))
    joined = frozenset(
        one.start
        for one, rest in pairwise(lines if known.joined else ())
        if not set(joined_to(text, one, rest)).isdisjoint(known.joined)
    )
    evidence = replace(evidence, items=frozenset(items), tails=tails, joined=joined)
    is_broken = known.text is not None and known.text.lines != "sentences"
    find = headings_above if is_broken else possible  # a short line is rather half of a sentence
    above = ((lines[at], lines[at + 1]) for at in find(lines, known.title))
    whole = {
        one.start for one, rest in above if not is_cut(one, rest, evidence)
    } - single.keys() | alone
    for index, found, last in lists(verdicts(lines, evidence), lines, evidence):
        line, following = lines[index], lines[last + 1] if last + 1 < len(lines) else None
        goes_on = following and number_of(following.start) not in known.kept
        gap = joined_to(text, line, following) if following and goes_on else []
        number = number_of(line.start)
        reading = reading_of(line.text, number, declared)
        is_joined = found is not Verdict.LABEL and not set(gap).isdisjoint(known.joined)
        common = shared(found, line, evidence)
        if common and (common is Shared.RAGGED or not (reading or is_joined)):
            decided.shared.setdefault(common, []).append(number)
        verdict = read_as(known.text, found, common, evidence)
        is_whole = found not in (Verdict.BARE, Verdict.LABEL) and is_shown(line, number, known)
        is_above = following and following.start in whole and not line.is_open
        if not verdict or is_whole or line.start in whole or is_above:
            continue
        if reading and settles(reading, verdict, line, known.title):
            decided.used.add(reading)
        elif not is_joined:
            decided.edits.extend(joins(text, verdict, gap))
            if verdict not in SETTLED:
                one = (index, verdict, last)
                is_rest = line.start in single and not (following and is_torn_at(line, following))
                asked = undecided(one, text, lines, number_of, may_be_rest=is_rest)
                decided.problems.append(asked)
        if len(decided.problems) == ENOUGH:
            break
    return decided


def is_rest_of(above: Line, line: Line, below: Line) -> bool:
    """True for the rest of the heading above, and not the beginning of the paragraph below: 公共 / 服务体系.

    A word is cut, or it is no longer than the heading, and without clauses and numbers.
    """
    is_short = len(line.text) <= len(above.text) and not CLAUSED.search(line.text)
    return is_torn_at(above, line) or (is_short and not is_torn_at(line, below))


def is_cut(line: Line, rest: Line, evidence: Evidence) -> bool:
    """True if a line that may be a heading goes on in the next one."""
    is_inside = evidence.is_flush(rest) and not rest.is_structural
    is_full = is_inside or evidence.fills(line, rest)
    return is_full or cuts(line, rest) or is_torn_at(line, rest)


def settles(reading: Repair, verdict: Verdict, line: Line, title: str) -> bool:
    """True if a reading decides the end of a line: only what has a mark can be an item."""
    is_title = may_be_title(verdict, line) or names_document(line, "", title)
    if reading.kind == "paragraph" or (reading.kind == "heading" and is_title):
        return True
    may_be_other = line.is_structural or verdict in (Verdict.HEADING, Verdict.HALF)
    return may_be_other and verdict is not Verdict.LABEL


def is_settled(
    text: str, known: Known, number_of: Callable[[int], int], declared: dict[int, list[Repair]]
) -> Callable[[Line, Line], bool]:
    """Whether it is declared for a line itself if it goes on in the next one."""

    def judge(line: Line, following: Line) -> bool:
        own = reading_of(line.text, number_of(line.start), declared)
        return bool(own or set(joined_to(text, line, following)) & set(known.joined))

    return judge


def shared(verdict: Verdict, line: Line, evidence: Evidence) -> Shared | None:
    """What other lines have in common with one, so that the text decides its verdict."""
    if (evidence.is_broken or evidence.always_indented) and verdict in FULL:
        return Shared.FULL
    if evidence.ragged and verdict in RAGGED:
        return Shared.RAGGED
    if evidence.is_broken and verdict in HEADINGS:
        return Shared.HEADINGS
    is_sentence = verdict is Verdict.OPEN and evidence.has_stops and not is_phrase(line)
    return Shared.OPEN if is_sentence and not evidence.margins else None


def read_as(
    text: TextReading | None, verdict: Verdict, common: Shared | None, evidence: Evidence
) -> Verdict | None:
    """What a declaration about all lines makes of a verdict; None if the line is whole."""
    if text is None:
        is_last = verdict is Verdict.INSIDE and not evidence.goes_on
        return Verdict.FULL if is_last else verdict
    likely = JOINED if text.lines == "flowing" else {**JOINED, Verdict.INSIDE: ""}
    if common and text.lines != "sentences":
        return Verdict.BROKEN if likely.get(verdict) else None
    if verdict is Verdict.INSIDE and evidence.goes_on and not evidence.has_stops:
        return Verdict.BROKEN
    is_open = not evidence.has_stops and verdict in (*OPEN, Verdict.LIST)
    return None if is_open or (common and verdict is not Verdict.HALF) else verdict


def joins(text: str, verdict: Verdict, gap: list[int]) -> Iterator[Edit]:
    """The edits that join two lines; a blank parts a label from its title, and two Latin words."""
    for at in gap if verdict in JOINED else ():
        is_label = verdict is Verdict.LABEL and at == gap[0]
        is_parted = is_label or (at == gap[-1] and parts_latin(text, gap[0], at + 1))
        yield Edit(JOINED[verdict], at, "\n", " " if is_parted else "")


def is_shown(line: Line, number: int, known: Known) -> bool:
    """True for a line without a number that the original shows as a heading: it is whole."""
    return number in known.headings and not line.mark and grammar.is_heading_form(line.text)


def joined_to(text: str, line: Line, following: Line) -> list[int]:
    """Offsets of the line ends between two lines."""
    return [at for at in range(line.end, following.start) if text[at] == "\n"]
