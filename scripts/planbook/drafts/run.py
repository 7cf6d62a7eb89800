"""The run: unit after unit, each stored as soon as it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from planbook.drafts.draft import Drafter, Unusable
from planbook.drafts.engine import Cause, Failure, Lasting
from planbook.drafts.progress import Progress
from planbook.drafts.work import Unit
from planbook.problems import Problem, Problems

FAILURES = 3
"""Units in a row without an answer, after which the service is taken to be out of order."""
WAIT = "wait until the service takes texts again, or take another --engine"
ADDRESS = "check --url and --model, or the variables that stand for them"
CONNECTION = "check the connection, and whether the service is at work"
AGAIN = "; then run the same command again: what was accepted is stored and is not sent twice"


@dataclass(slots=True)
class Outcome:
    """What became of a run."""

    drafted: list[Unit] = field(default_factory=list)
    skipped: list[tuple[Unit, str]] = field(default_factory=list)
    """Units without an acceptable answer, with the reason; they stay as they were."""
    stopped: tuple[Problem, ...] = ()
    """Why the run ended before its last unit."""


def run(
    units: Iterable[Unit],
    drafter: Drafter,
    store: Callable[[Unit, str], bool],
    progress: Progress,
    service: tuple[str, tuple[str, ...]],
) -> Outcome:
    """Draft the units and store them.

    `store` says whether the unit still lacked English. `service` is the engine's name and
    the variables of its keys, for messages.
    """
    outcome, failures = Outcome(), 0
    for unit in units:
        try:
            stored = store(unit, drafter.draft(unit))
        except Lasting as failure:
            remedy = remedy_of(failure.cause, service[1])
            outcome.stopped = (Problem(service[0], str(failure), remedy + AGAIN),)
            break
        except Problems as unstored:
            outcome.stopped = unstored.problems
            break
        except (Failure, Unusable) as failure:
            outcome.skipped.append((unit, str(failure)))
            failures = failures + 1 if isinstance(failure, Failure) else 0
            progress.advance(f"{unit.reference} skipped")
            if failures == FAILURES:
                found = f"{FAILURES} units in a row without an answer; the last time: {failure}"
                outcome.stopped = (Problem(service[0], found, CONNECTION + AGAIN),)
                break
        else:
            failures = 0
            if stored:
                outcome.drafted.append(unit)
            progress.advance(f"{unit.reference} {'stored' if stored else 'has English by now'}")
    return outcome


def remedy_of(cause: Cause, variables: tuple[str, ...]) -> str:
    """What to do about a lasting failure. A service without keys that refuses has had enough."""
    if cause == "address":
        return ADDRESS
    return (
        f"put a valid key into {' and '.join(variables)}" if cause == "key" and variables else WAIT
    )
