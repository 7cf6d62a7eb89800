"""The stage `repair`: source text to repaired text, with the journal between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from planbook.problems import Problem, raise_any
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.declared import Repair, declared_edits
from planbook.text.decode import Text
from planbook.text.journal import Journal, Pass
from planbook.text.linebreak import broken_lines
from planbook.text.mechanical import form_feed, half_width, page_mark, stray_space

MECHANICAL = ("full-width", "space", "line-break", "page-mark", "form-feed")


@dataclass(frozen=True, slots=True)
class Repairs:
    """The content of `repairs.toml` that changes the text or its reading."""

    repairs: tuple[Repair, ...]
    counts: Mapping[str, int] | None
    """Edits by mechanical rule, as committed; None accepts any number (new texts, tests)."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text and how it came about."""

    source: Text
    text: str
    journal: Journal
    readings: frozenset[Repair]
    """Declarations that the parser has to follow; it needs every one of them."""

    def line_numbers(self) -> Callable[[int], int]:
        """The function from an offset in `text` to its line in the source, counted from 1."""
        return line_numbers(self.source.text, self.journal)


def line_numbers(source: str, journal: Journal) -> Callable[[int], int]:
    newlines = [at for at, char in enumerate(source) if char == "\n"]
    return lambda offset: bisect_left(newlines, journal.trace(offset)) + 1


def repair(source: Text, repairs: Repairs) -> Repaired:
    """Mend the text. Law: `journal.undo(text) == source.text`.

    Raises `Problems`: a declared repair that does not match exactly once, a line end that
    nothing decides, or counts that differ from the committed ones.
    """
    first = Pass.of([*half_width(source.text), *stray_space(source.text)])
    text = first.apply(source.text)
    edits, problems = declared_edits(text, repairs.repairs)
    raise_any(problems)
    second = Pass.of(edits)
    text = second.apply(text)
    readings = frozenset(one for one in repairs.repairs if one.is_reading)
    number_of = line_numbers(source.text, Journal((first, second)))
    edits, problems, used = broken_lines(text, number_of, readings)
    raise_any(problems)
    # In one pass: once its line is joined to others, a page mark is not alone on a line.
    third = Pass.of([*edits, *page_mark(text), *form_feed(text)])
    journal = Journal((first, second, third))
    raise_any(held(journal.counts(), repairs.counts))
    return Repaired(source, third.apply(text), journal, readings - used)


def held(found: Mapping[str, int], committed: Mapping[str, int] | None) -> Iterator[Problem]:
    """Problems where the mechanical rules made more or fewer edits than committed."""
    for rule in MECHANICAL if committed is not None else ():
        now, then = found.get(rule, 0), (committed or {}).get(rule, 0)
        if now != then:
            yield Problem(
                REPAIRS_FILE,
                f"[mechanical] {rule}: {now} edits are made, {then} are committed",
                f"look at what changed, then write: {rule} = {now}",
            )
