"""Drafts one unit with one engine: protect, cut, ask, join, and accept or reject."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from planbook.characters import printable
from planbook.checks.form import HAN
from planbook.checks.kit import Kit, bare
from planbook.checks.messages import service_message
from planbook.drafts.accept import Refused, faults, outsized, talks
from planbook.drafts.call import Caller
from planbook.drafts.engine import Engine, Request
from planbook.drafts.keys import Keys
from planbook.drafts.protect import chunks, english, protect
from planbook.drafts.transport import Failure, Passing
from planbook.drafts.work import Segment
from planbook.problems import quote

SHOWN = 3
SAID = 200
"""Maximum characters of a service's text that are shown."""


class Unusable(Exception):  # noqa: N818 - the engine did answer
    """No answer of an engine was acceptable; the text gives the reason."""


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts units with an engine."""

    engine: Engine
    caller: Caller
    kit: Kit
    keys: Keys
    answered: dict[str, str] = field(default_factory=dict)
    """The Chinese that each answer was first given to, by answer without punctuation."""

    def draft(self, unit: Segment) -> str:
        """English without any fault. Raises `Unusable`, or what the caller raises.

        A rejected answer is followed by one more request: without placeholders, which some engines
        lose, or, if there are none, with the reasons.
        """
        if not HAN.search(unit.source):
            return unit.source  # 5.2%: there is nothing to translate
        refused: Refused | None = None
        for protecting in (self.engine.placeholders, False):
            ask = self.ask_protected if protecting else self.ask
            answer = ask(unit.source, unit, refused)
            reasons = (*self.repeated(unit.source, answer), *self.reasons(unit.source, answer))
            if not reasons:
                return answer
            refused = Refused(answer, reasons)
        raise Unusable(summary(reasons))

    def ask_protected(self, text: str, unit: Segment, refused: Refused | None) -> str:
        """The answer with the terms' English filled in; empty if a placeholder came back wrong."""
        protected = protect(text, self.kit.hits(text))
        return english(self.ask(protected.text, unit, refused), protected.pieces) or ""

    def ask(self, text: str, unit: Segment, refused: Refused | None) -> str:
        """The answer to a text of any length, in as many calls as needed."""
        terms = {one.term.id: one.term for one in self.kit.hits(unit.source)}
        parts = chunks(text, self.engine.limit)
        requests = (Request(part, unit, tuple(terms.values()), refused) for part in parts)
        answers = (self.caller.call(partial(self.translate, one)) for one in requests)
        return re.sub(r"[^\S\n]+", " ", " ".join(answers)).strip()

    def translate(self, request: Request) -> str:
        """The engine's answer, if it has a likely length and is not a service's message.

        Otherwise raises a `Failure` whose text can be shown.
        """
        try:
            answer = self.engine.translate(request)
        except Failure as failure:
            failure.args = (self.shown(str(failure)),)
            raise
        if fault := outsized(request.text, answer):
            raise Passing(fault)
        if service_message(request.text, answer) and not talks(answer):
            raise Passing(f"a message instead of a translation: {quote(self.shown(answer))}")
        return answer

    def repeated(self, source: str, answer: str) -> Iterator[str]:
        """A fault if the answer was also given to another text: a message is the same for all."""
        first = self.answered.setdefault(bare(answer), source) if bare(answer) else source
        if bare(first) != bare(source):
            yield f"it is also the answer to {quote(first)}"

    def reasons(self, source: str, answer: str) -> tuple[str, ...]:
        """The reasons why the answer cannot be stored, plainest first; empty if it can."""
        if self.keys.scrub(answer) != answer:
            return ("it repeats the key",)
        return tuple(map(self.shown, faults(source, answer, self.kit)))

    def shown(self, text: str) -> str:
        """A service's text in a form safe for a terminal: one short line, no controls, no key."""
        line = " ".join(printable(self.keys.scrub(text)).split())
        return line if len(line) <= SAID else f"{line[:SAID]}…"


def summary(reasons: tuple[str, ...]) -> str:
    """One reason of each kind, the first few; a wrong answer to a long sentence has dozens."""
    kinds = {reason.partition(" ")[0]: reason for reason in reversed(reasons)}
    shown = list(reversed(kinds.values()))[:SHOWN]
    more = len(reasons) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")
