"""Runs the stage `repair`: source text to repaired text, with the journal between them."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from planbook.characters import named as name_of
from planbook.problems import Problem, named, raise_any
from planbook.text import answers, blanks, indents, mechanical, quotes, signs, strangers
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.declared import Family, Repair, TextReading, declared_edits
from planbook.text.decode import Text
from planbook.text.doubts import hidden_headings
from planbook.text.heads import numbered_heads, running_heads
from planbook.text.journal import Edit, Journal, Pass
from planbook.text.linebreak import Decided, Known, line_ends

Rule = Literal[
    "indent", "column", "gap", "heading", "label",
    "code", "radical", "invisible", "tab", "half-width", "full-width", "quote", "space", "line-break", "page-mark",
    "running-head",
    "form-feed",
]  # fmt: skip
MECHANICAL: tuple[Rule, ...] = get_args(Rule)
OF_CHARACTERS: frozenset[Rule] = frozenset(("code", "radical", "invisible", "tab"))
"""The rules that change characters by which they are known in a message."""
SHOWN = 5
"""Maximum places of a rule's edits that a message names."""
NO_ENDS = str.maketrans("", "", "\n\f")
MOST_BLANKS = 80
"""Maximum blanks that are read before a line."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """The content of `repairs.toml` that changes the text or its reading."""

    repairs: tuple[Repair, ...]
    counts: Mapping[Rule, int] | None
    """Edits by mechanical rule, as committed; None accepts any number (new texts, tests)."""
    families: tuple[Family, ...] = ()
    text: TextReading | None = None

    def __bool__(self) -> bool:
        """True if anything was repaired, as far as it is recorded."""
        return bool(self.repairs or any((self.counts or {}).values()))


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text and its history."""

    source: Text
    text: str
    journal: Journal
    readings: frozenset[Repair]
    """Declarations of what lines are, which the parser may need too."""
    used: frozenset[Repair]
    """Those that the repair needed; the parser must need all others."""
    families: tuple[Family, ...] = ()
    used_families: frozenset[Family] = frozenset()
    """The families that the repair needed, or assumes."""
    declared: tuple[Repair, ...] = ()
    """All declared repairs."""
    questions: tuple[Problem, ...] = ()
    """What the text leaves open; the repaired text assumes the first answer to each."""


def line_numbers(source: str, journal: Journal) -> Callable[[int], int]:
    """The function from an offset in the repaired text to its line in the source, from 1."""
    newlines = [one.start() for one in re.finditer("\n", source)]
    return lambda offset: bisect_left(newlines, journal.trace(offset)) + 1


def repair(
    source: Text,
    repairs: Repairs,
    title: str = "",
    shown: Collection[int] = (),
    *,
    are_whole: bool = False,
) -> Repaired:
    """Repair the text. Law: `journal.undo(text) == source.text`.

    `title` is what `plan.toml` calls the document: it may be on several lines. `shown` are the lines
    that the original shows as headings; `are_whole` says that each line is a paragraph of it.

    Raises `Problems` for declared repairs that do not match exactly once. What is to be decided, and
    counts that differ from the committed ones, are questions of the result: the parser adds its own,
    so that one run asks everything.
    """
    text, history = cleaned(source.text)
    text, history, joins = corrected(text, history, source.text, repairs.repairs)
    readings = frozenset(one for one in repairs.repairs if one.is_reading)
    number_of = line_numbers(source.text, history)
    questions = [*strangers.strangers(text, number_of), *quotes.unpaired(text, number_of)]
    edits, asked, seen = hidden_headings(text, number_of, readings)
    text, history = edited(text, history, edits)
    joins = [history.passes[-1].carry(one) for one in joins]
    known = Known(
        joined={at for start, end in spans_of(joins) for at in range(start, end)},
        shown=shown_in(source.text, history),
        text=repairs.text,
        title=title,
        headings=shown,
        are_whole=are_whole,
        families=repairs.families,
    )
    last = last_edits(text, source.text, history, readings, known)
    text, history = edited(text, history, [*joins, *last.edits])
    questions += [*asked, *last.problems, *held(history, source.text, repairs.counts)]
    lone = frozenset(last.families)
    return Repaired(
        source,
        text,
        history,
        readings,
        frozenset(last.used | seen),
        (*repairs.families, *(one for one in last.families if one not in repairs.families)),
        lone,
        repairs.repairs,
        tuple(questions),
    )


def cleaned(source: str) -> tuple[str, Journal]:
    """The text after the mechanical repairs of characters and blanks, and their journal."""
    text, history = edited(source, Journal(()), made(MEANING, source))
    rows = list(blanks.cells(text, tabs_of(source, history)))
    text, history = edited(text, history, rows)
    text, history = edited(text, history, made(CHARACTERS, text))
    inside = set(blanks.blanks_in_cells(text, tabs_of(source, history)))
    marks = [*signs.full_width(text), *quotes.quotes(text), *mechanical.stray_space(text, inside)]
    return edited(text, history, marks)


def corrected(
    text: str, history: Journal, source: str, repairs: Collection[Repair]
) -> tuple[str, Journal, list[Edit]]:
    """The text after the declared repairs, except for the joins, which the last pass makes."""
    edits, problems = declared_edits(text, repairs, line_numbers(source, history))
    raise_any(problems)
    joins = [piece for one in edits if one.rule == "join" for piece in breaks_of(one)]
    text, history = edited(text, history, [one for one in edits if one.rule != "join"])
    return text, history, [history.passes[-1].carry(one) for one in joins]


def last_edits(
    text: str, source: str, history: Journal, readings: Collection[Repair], known: Known
) -> Decided:
    """What becomes of line ends, page marks, running heads, and form feeds.

    All in one pass: once its line is joined to others, a page mark is no longer alone on a line.
    """
    pages = [*mechanical.page_mark(text), *numbered_heads(text)]
    heads = Decided()
    if pages or not known.are_whole:  # otherwise form feeds are the author's own page breaks
        number_of = line_numbers(source, history)
        heads = running_heads(text, spans_of(pages), number_of, readings, known.title)
    marks = spans_of([*pages, *heads.edits])
    known = replace(known, marks=marks, kept={one.line for one in heads.used})
    ends = line_ends(text, line_numbers(source, history), readings, known)
    edits = [*ends.edits, *pages, *heads.edits, *mechanical.form_feed(text)]
    problems = [*heads.problems, *ends.problems]
    return Decided(edits, problems, heads.used | ends.used, families=ends.families)


MEANING = (indents.indents, blanks.columns)
CHARACTERS = (
    strangers.codes, mechanical.radicals, mechanical.invisible, mechanical.tabs, signs.half_width,
)  # fmt: skip
"""The mechanical rules before and after `blanks.cells`; each pass works on the text of the one before."""


def made(rules: Collection[Callable[[str], Iterator[Edit]]], text: str) -> list[Edit]:
    return [edit for rule in rules for edit in rule(text)]


def edited(text: str, history: Journal, edits: list[Edit]) -> tuple[str, Journal]:
    """The text after one more pass, and the journal with it."""
    made = Pass.of(edits)
    return made.apply(text), Journal((*history.passes, made))


def spans_of(edits: Collection[Edit]) -> list[tuple[int, int]]:
    return [(one.start, one.start + len(one.before)) for one in edits]


def breaks_of(join: Edit) -> Iterator[Edit]:
    """A declared join as edits of line ends alone: page marks between them have rules of their own."""
    if join.before.translate(NO_ENDS) != join.after:
        yield join
        return
    for found in re.finditer("\n", join.before):
        yield Edit(join.rule, join.start + found.start(), "\n", "")


def shown_in(source: str, history: Journal) -> Callable[[int, int], str]:
    """The function from a span inside a line to what the source has there, and the blanks before it."""

    def shown(start: int, end: int) -> str:
        first, last = history.trace(start), history.trace(end - 1) + 1
        before = source[max(0, first - MOST_BLANKS) : first].rpartition("\n")[2]
        return before[len(before.rstrip()) :].lstrip("\f") + source[first:last]

    return shown


def tabs_of(source: str, history: Journal) -> Callable[[int], bool]:
    """The function from the offset of a tab to whether the source has it."""
    return lambda at: source[history.trace(at)] == "\t"


def held(journal: Journal, source: str, committed: Mapping[Rule, int] | None) -> Iterator[Problem]:
    """Problems where the mechanical rules made more or fewer edits than committed."""
    found = journal.counts()
    for rule in MECHANICAL if committed is not None else ():
        now, then = found.get(rule, 0), (committed or {}).get(rule, 0)
        if now != then:
            yield Problem(
                REPAIRS_FILE,
                f"[mechanical] {rule}: {now} edits were made, but {then} are recorded"
                + places(rule, journal, source),
                f"review what changed, then write: {rule} = {now}",
                answers=(answers.count(rule, now),),
            )


def places(rule: Rule, journal: Journal, source: str) -> str:
    """The first places where a rule changed a character, for a message; otherwise empty."""
    edits = edits_by(rule, journal, source) if rule in OF_CHARACTERS else ()
    found = [f"{name_of(edit.before)} in line {line}" for line, edit, _ in edits]
    return f": {named(found, SHOWN)}" if found else ""


def edits_by(rule: str, journal: Journal, source: str) -> Iterator[tuple[int, Edit, str]]:
    """The edits of a rule, each with its line in the source and the text that its pass received."""
    text = source
    for number, one in enumerate(journal.passes):
        line_of = line_numbers(source, Journal(journal.passes[:number]))
        yield from ((line_of(edit.start), edit, text) for edit in one.edits if edit.rule == rule)
        text = one.apply(text)
