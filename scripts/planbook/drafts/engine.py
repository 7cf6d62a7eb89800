"""Defines engines, what they are asked, and what a run gives them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planbook.drafts.accept import Refused
from planbook.drafts.protect import Limit
from planbook.drafts.transport import Transport
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


@dataclass(frozen=True, slots=True)
class Engine:
    """A service that translates."""

    translate: Callable[[Request], str]
    """Gives the English, or whatever the service returned instead. Raises a `Failure`."""
    limit: Limit
    """The most Chinese that one call takes."""
    placeholders: bool = True
    """True if terms and numbers should be sent as placeholders."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that a run gives its engine."""

    transport: Transport
    limit: Limit
    values: Mapping[str, str]
    """By variable; empty if not set."""
    style: str = ""
    """The rules of the English, for an engine that can follow them."""
