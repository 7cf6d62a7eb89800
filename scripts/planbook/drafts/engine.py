"""Defines engines and the units that they get, and keeps their keys out of all messages and files."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html.entities import html5

from planbook.drafts.protect import Limit, Refused
from planbook.drafts.transport import Transport
from planbook.links.terms import Term
from planbook.structure.model import Paragraph, Place, UnitKind
from planbook.translation.memory import Entry, Memory, key, put
from planbook.translation.sync import Edition

HIDDEN = "[key]"
SHORTEST = 4
"""Minimum characters of a secret; hiding shorter values would only garble messages."""
BREAK = r"(?:\s|\\[nrt]){0,40}"
"""Text that may come between any two characters of a key: long lines are broken."""


class Keys:
    """The secrets of a run."""

    def __init__(self, values: Iterable[str]) -> None:
        found = {form for value in values for form in forms("".join(value.split()))}
        longest_first = sorted(found, key=lambda one: (-len(one), one))
        self.pattern = re.compile("|".join(longest_first) or r"(?!)", re.IGNORECASE)

    def scrub(self, text: str) -> str:
        """The text with `HIDDEN` in place of every key, in whatever form."""
        return self.pattern.sub(HIDDEN, text)


def forms(key: str) -> Iterator[str]:
    """Patterns of a key: plain or with escapes, in hexadecimal, and in Base64."""
    if len(key) >= SHORTEST:
        yield BREAK.join(map(spelled, key))
        yield BREAK.join(key.encode().hex())
        for text in in_base64(key.encode()):
            yield BREAK.join(one if one.isalnum() else EITHER[one] for one in text)


def in_base64(key: bytes) -> Iterator[str]:
    """A key in Base64, also within a longer text, for each alignment of the key's first byte.

    Three bytes make four characters; the key determines those at its ends only in part.
    """
    for before in range(3):
        encoded = b64encode(bytes(before) + key).decode()
        yield encoded[-(-before * 8 // 6) : (before + len(key)) * 8 // 6]


@cache
def spelled(char: str) -> str:
    """A pattern for all the ways in which services write a character."""
    number, digits = ord(char), f"{ord(char):x}"
    names = [name for name, value in html5.items() if value == char and name[-1] == ";"]
    entities = "|".join([f"#0*{number};?", f"#x0*{digits};?", *names])
    return (
        rf"(?:\\{{0,3}}{re.escape(char)}"  # - and \-
        rf"|%(?:25)*{number:02x}"  # %2D and %252D
        rf"|\\{{1,3}}(?:u|x|u{{)0*{digits}}}?"  # \u002D, \x2D and \u{{2D}}
        rf"|&(?:amp;)*(?:{entities}))"  # &#45;, &#x2D; and &hyphen;
    )


EITHER = {"+": rf"(?:{spelled('+')}|-)", "/": rf"(?:{spelled('/')}|_)"}
"""The characters of Base64, or of its form for addresses."""


# --- units


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit without finished English, with what an engine may need to know about it."""

    reference: str
    """Its first place: `2.1.3.2.1`; for a heading, `2.1.3`."""
    kind: UnitKind
    entry: Entry
    context: str
    """The whole paragraph; for a heading, the first paragraph under it."""

    @property
    def source(self) -> str:
        return self.entry.source


def unfinished(edition: Edition, chapter: str = "") -> tuple[Segment, ...]:
    """Units that are empty or fuzzy, each once, in text order.

    `chapter` is the number of one chapter, `0` for the text before the first; empty for all.
    """
    found: dict[str, Segment] = {}
    for one in edition.outline.places():
        name, reference = key(one.sentence.text), one.sentence.reference
        entry = edition.memory.entries[name]
        if entry.is_unfinished and chapter in ("", reference.partition(".")[0]):
            found.setdefault(name, Segment(reference, one.kind, entry, context_of(one)))
    return tuple(found.values())


def texts_of(edition: Edition, chapter: str = "") -> tuple[str, ...]:
    """Every unit of a chapter, or of the plan, once and in text order, finished or not."""
    found: dict[str, str] = {}
    for one in edition.outline.units():
        if chapter in ("", one.reference.partition(".")[0]):
            found.setdefault(key(one.text), one.text)
    return tuple(found.values())


def context_of(place: Place) -> str:
    """The whole paragraph; for a heading, the first paragraph below it."""
    block = place.block
    shown = [block] if isinstance(block, Paragraph) else list(block.paragraphs[:1])
    mark = block.mark if isinstance(block, Paragraph) else ""
    return mark + "".join(one.text for paragraph in shown for one in paragraph.sentences)


def with_draft(memory: Memory, unit: Segment, english: str, provenance: str) -> Memory:
    """The memory with a draft for the unit; unchanged if the unit has been finished meanwhile."""
    return put(memory, Entry(unit.source, english, state="draft", provenance=provenance))


# --- engines


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
