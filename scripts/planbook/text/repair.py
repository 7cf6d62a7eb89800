"""Runs the stage `repair`: source text to repaired text, with the journal between them."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from planbook.characters import named
from planbook.problems import Problem, raise_any
from planbook.text import mechanical
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.declared import Repair, declared_edits
from planbook.text.decode import Text
from planbook.text.journal import Journal, Pass
from planbook.text.linebreak import broken_lines

Rule = Literal[
    "radical", "invisible", "tab", "full-width", "space", "line-break", "page-mark", "form-feed"
]
MECHANICAL: tuple[Rule, ...] = get_args(Rule)
SHOWN = 5
"""Maximum places of a rule's edits that a message names."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """The content of `repairs.toml` that changes the text or its reading."""

    repairs: tuple[Repair, ...]
    counts: Mapping[Rule, int] | None
    """Edits by mechanical rule, as committed; None accepts any number (new texts, tests)."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text and its history."""

    source: Text
    text: str
    journal: Journal
    readings: frozenset[Repair]
    """Declarations for the parser, which must need every one of them."""


def line_numbers(source: str, journal: Journal) -> Callable[[int], int]:
    """The function from an offset in the repaired text to its line in the source, from 1."""
    newlines = [at for at, char in enumerate(source) if char == "\n"]
    return lambda offset: bisect_left(newlines, journal.trace(offset)) + 1


def repair(source: Text, repairs: Repairs) -> Repaired:
    """Repair the text. Law: `journal.undo(text) == source.text`.

    Raises `Problems`: a declared repair that does not match exactly once, a line end that nothing
    decides, or counts that differ from the committed ones.
    """
    characters = Pass.of(
        [
            *mechanical.radicals(source.text),
            *mechanical.invisible(source.text),
            *mechanical.tabs(source.text),
        ]
    )
    text = characters.apply(source.text)
    marks = Pass.of([*mechanical.half_width(text), *mechanical.stray_space(text)])
    text = marks.apply(text)
    edits, problems = declared_edits(text, repairs.repairs)
    raise_any(problems)
    declared = Pass.of(edits)
    text = declared.apply(text)
    readings = frozenset(one for one in repairs.repairs if one.is_reading)
    number_of = line_numbers(source.text, Journal((characters, marks, declared)))
    raise_any(mechanical.strangers(text.replace("\f", " "), number_of))
    edits, problems, used = broken_lines(text, number_of, readings)
    raise_any(problems)
    # In one pass: once its line is joined to others, a page mark is no longer alone on a line.
    lines = Pass.of([*edits, *mechanical.page_mark(text), *mechanical.form_feed(text)])
    journal = Journal((characters, marks, declared, lines))
    raise_any(held(journal, source.text, repairs.counts))
    return Repaired(source, lines.apply(text), journal, readings - used)


def held(journal: Journal, source: str, committed: Mapping[Rule, int] | None) -> Iterator[Problem]:
    """Problems where the mechanical rules made more or fewer edits than committed."""
    found = journal.counts()
    for rule in MECHANICAL if committed is not None else ():
        now, then = found.get(rule, 0), (committed or {}).get(rule, 0)
        if now != then:
            yield Problem(
                REPAIRS_FILE,
                f"[mechanical] {rule}: {now} edits were made, but {then} are recorded"
                + places(rule, journal.passes[0], source),
                f"review what changed, then write: {rule} = {now}",
            )


def places(rule: Rule, characters: Pass, source: str) -> str:
    """The first places edited by a rule of the first pass, for a message; otherwise empty."""
    found = [one for one in characters.edits if one.rule == rule]
    named_ones = (
        f"{named(one.before)} in line {source.count(chr(10), 0, one.start) + 1}"
        for one in found[:SHOWN]
    )
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return f": {', '.join(named_ones)}{more}" if found else ""
