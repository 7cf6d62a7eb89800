"""One unit with one engine: protect, cut, ask, put together, and accept or refuse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from planbook.checks.form import HAN
from planbook.checks.kit import Kit
from planbook.checks.pair import critical
from planbook.checks.rules import BY_CODE
from planbook.checks.units import Unit as Pair
from planbook.engines.call import Caller
from planbook.engines.engine import Engine, Passing, Request
from planbook.engines.keys import Keys
from planbook.problems import quote
from planbook.translation.accept import Refused, objections, service_message
from planbook.translation.chunks import chunks
from planbook.translation.protect import english, protect
from planbook.translation.work import Unit

ALSO = tuple(BY_CODE[code] for code in ("T01", "T02", "M04"))
"""Rules that a draft has to pass besides the critical ones: terms, and a likely length."""

SHOWN = 3


class Unusable(Exception):  # noqa: N818 - the engine did answer
    """No answer of an engine could be accepted; the text says why."""


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts units with an engine."""

    engine: Engine
    caller: Caller
    kit: Kit
    keys: Keys

    def draft(self, unit: Unit) -> str:
        """English that nothing is wrong with. Raises `Unusable`, or what the caller raises.

        A refused answer is followed by one more request: without placeholders, which some
        engines lose, or, where there are none, with the reasons.
        """
        if not HAN.search(unit.source):
            return unit.source  # 5.2%: there is nothing to translate
        refused: Refused | None = None
        for attempt in (self.with_placeholders, self.as_it_stands):
            answer = attempt(unit, refused)
            reasons = self.reasons(unit.source, answer)
            if not reasons:
                return answer
            refused = Refused(answer, reasons)
        raise Unusable(summary(reasons))

    def with_placeholders(self, unit: Unit, refused: Refused | None) -> str:
        """The answer with the terms' English put in; empty if a placeholder came back wrong."""
        if not self.engine.placeholders:
            return self.as_it_stands(unit, refused)
        protected = protect(unit.source, self.kit.hits(unit.source))
        return english(self.ask(protected.text, unit, refused), protected.pieces) or ""

    def as_it_stands(self, unit: Unit, refused: Refused | None) -> str:
        return self.ask(unit.source, unit, refused)

    def ask(self, text: str, unit: Unit, refused: Refused | None) -> str:
        """The answer to a text of any length, on however many calls."""
        terms = {one.term.id: one.term for one in self.kit.hits(unit.source)}
        parts = chunks(text, self.engine.limit)
        requests = (Request(part, unit, tuple(terms.values()), refused) for part in parts)
        answers = (self.caller.call(partial(self.translate, one)) for one in requests)
        return re.sub(r"[^\S\n]+", " ", " ".join(answers)).strip()

    def translate(self, request: Request) -> str:
        """The engine's answer. Raises `Passing` for a service's message in its place."""
        answer = self.engine.translate(request)
        if service_message(answer):
            raise Passing(f"a message instead of a translation: {quote(answer)}")
        return answer

    def reasons(self, source: str, answer: str) -> tuple[str, ...]:
        """Why the answer cannot be stored, the plainest reasons first; empty if it can."""
        pair = Pair(source, answer)
        repeats = ("it repeats the key",) if self.keys.scrub(answer) != answer else ()
        others = (f"{rule.code} {found}" for rule in ALSO for found in rule.judge(pair, self.kit))
        broken = sorted((*critical(source, answer, self.kit.terms), *others))
        return (*repeats, *objections(source, answer), *broken)


def summary(reasons: tuple[str, ...]) -> str:
    """One reason of each kind, the first few; a wrong answer to a long sentence has dozens."""
    kinds = {reason.partition(" ")[0]: reason for reason in reversed(reasons)}
    shown = list(reversed(kinds.values()))[:SHOWN]
    more = len(reasons) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")
