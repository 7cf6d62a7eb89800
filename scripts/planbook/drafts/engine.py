"""Defines engines, their requests, and their failures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from planbook.drafts.accept import Refused
from planbook.drafts.protect import Limit
from planbook.drafts.work import Segment
from planbook.links.terms import Term


@dataclass(frozen=True, slots=True)
class Request:
    """A request to an engine; most engines use only the text."""

    text: str
    """Chinese within the engine's limit: the unit or part of it, with or without placeholders."""
    unit: Segment
    terms: tuple[Term, ...]
    """The terms in the unit."""
    refused: Refused | None = None
    """The engine's own answer to the same request, if it was rejected."""


class Engine(Protocol):
    """A service that translates."""

    @property
    def limit(self) -> Limit:
        """The most Chinese that one call takes."""

    @property
    def placeholders(self) -> bool:
        """True if terms and numbers should be sent as placeholders."""

    def translate(self, request: Request) -> str:
        """The English, or whatever the service returned instead. Raises a `Failure`."""


class Failure(Exception):  # noqa: N818 - what went wrong is said by its subclasses
    """A call without an answer; its text says what happened, without any address or key."""


class Passing(Failure):
    """A failure that may soon be over: no connection, too many requests, a broken answer."""

    def __init__(self, found: str, retry_after: float = 0.0) -> None:
        super().__init__(found)
        self.retry_after = retry_after
        """Seconds that the service asks to wait; 0 if it does not say."""


class Rejected(Failure):
    """The service's refusal of this text, however often it is asked."""


Cause = Literal["key", "quota", "address"]


class Lasting(Failure):
    """A failure that lasts until someone acts on it: the run ends."""

    def __init__(self, found: str, cause: Cause) -> None:
        super().__init__(found)
        self.cause: Cause = cause
