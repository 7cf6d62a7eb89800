"""Everything under `source/`, read and checked; the only input of a run."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from msgspec import Struct

from planbook.checks.waivers import FILE as WAIVERS_FILE
from planbook.checks.waivers import Waiver
from planbook.investor.guide import FILE as GUIDE_FILE
from planbook.investor.guide import Guide
from planbook.investor.places import FILE as PLACES_FILE
from planbook.investor.places import Places
from planbook.investor.sectors import FILE as SECTORS_FILE
from planbook.investor.sectors import Sectors
from planbook.investor.targets import FILE as TARGETS_FILE
from planbook.investor.targets import Targets
from planbook.links.pinyin import FILE as READINGS_FILE
from planbook.links.pinyin import parse_readings
from planbook.links.resolve import Note
from planbook.links.terms import FILE as TERMS_FILE
from planbook.links.terms import Term, faults
from planbook.locales import Bilingual
from planbook.problems import raise_any, stop
from planbook.structure.parse import Missing
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.declared import Repair
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.repair import MECHANICAL, Repairs
from planbook.text.script import parse_phrases
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import Memory, parse_memory

DESCRIPTION_FILE = "source/plan.toml"
PHRASES_FILE = "source/traditional.txt"
WORDS_FILE = "source/words.txt"
FILES = (
    PLAN_FILE,
    DESCRIPTION_FILE,
    REPAIRS_FILE,
    TERMS_FILE,
    MEMORY_FILE,
    PHRASES_FILE,
    WAIVERS_FILE,
    WORDS_FILE,
    READINGS_FILE,
    TARGETS_FILE,
    SECTORS_FILE,
    PLACES_FILE,
    GUIDE_FILE,
)
T = TypeVar("T")


class Description(Struct, frozen=True, forbid_unknown_fields=True):
    """`plan.toml`: what the plan is, and what is known of this edition."""

    id: str
    """Short name in file names and data, e.g. `shibei-14fyp`."""
    title: Bilingual
    """The document's own title."""
    name: Bilingual
    """The short name used as the site's title."""
    summary: Bilingual
    """One sentence for the home page and for search engines."""
    issuer: Bilingual
    period: Bilingual
    provenance: Bilingual
    ended: Bilingual
    """That the plan's period is over, and what its pages therefore are; or that it runs."""
    known: tuple[Bilingual, ...]
    unknown: tuple[Bilingual, ...]
    site_url: str = ""
    repo_url: str = ""


class Declarations(Struct, frozen=True, forbid_unknown_fields=True):
    """`repairs.toml`."""

    mechanical: Mapping[str, int]
    repair: tuple[Repair, ...] = ()
    missing: tuple[Missing, ...] = ()
    note: tuple[Note, ...] = ()


class Termbase(Struct, frozen=True, forbid_unknown_fields=True):
    """`terms.toml`."""

    term: tuple[Term, ...] = ()


class Waivers(Struct, frozen=True, forbid_unknown_fields=True):
    """`waivers.toml`."""

    waiver: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources of one plan."""

    raw: bytes
    """The plan's text, as published."""
    description: Description
    repairs: Repairs
    missing: tuple[Missing, ...]
    notes: tuple[Note, ...]
    terms: tuple[Term, ...]
    memory: Memory
    waivers: tuple[Waiver, ...]
    words: tuple[str, ...]
    """English words that are right though no dictionary has them."""
    readings: Mapping[str, str]
    """Pinyin that stands before the dictionary's, by Chinese phrase."""
    targets: Targets
    sectors: Sectors
    places: Places
    guide: Guide


def read_sources(files: Mapping[str, bytes]) -> Sources:
    """The sources from the content of `FILES`. Raises `Problems` for what does not fit."""
    declarations = toml(files[REPAIRS_FILE], REPAIRS_FILE, Declarations)
    if unknown := set(declarations.mechanical) - set(MECHANICAL):
        known = ", ".join(MECHANICAL)
        raise stop(REPAIRS_FILE, f"[mechanical] has no rule {unknown.pop()!r}", f"use {known}")
    terms = toml(files[TERMS_FILE], TERMS_FILE, Termbase).term
    raise_any(faults(terms))
    check_phrases(utf8(files[PHRASES_FILE], PHRASES_FILE))
    return Sources(
        raw=files[PLAN_FILE],
        description=toml(files[DESCRIPTION_FILE], DESCRIPTION_FILE, Description),
        repairs=Repairs(declarations.repair, declarations.mechanical),
        missing=declarations.missing,
        notes=declarations.note,
        terms=terms,
        memory=parse_memory(utf8(files[MEMORY_FILE], MEMORY_FILE)),
        waivers=toml(files[WAIVERS_FILE], WAIVERS_FILE, Waivers).waiver,
        words=parse_words(utf8(files[WORDS_FILE], WORDS_FILE)),
        readings=checked_readings(utf8(files[READINGS_FILE], READINGS_FILE)),
        targets=toml(files[TARGETS_FILE], TARGETS_FILE, Targets),
        sectors=toml(files[SECTORS_FILE], SECTORS_FILE, Sectors),
        places=toml(files[PLACES_FILE], PLACES_FILE, Places),
        guide=toml(files[GUIDE_FILE], GUIDE_FILE, Guide),
    )


def toml(raw: bytes, file: str, kind: type[T]) -> T:
    """A TOML file as the given structure; keys it does not know are refused."""
    try:
        return msgspec.convert(tomllib.loads(utf8(raw, file)), kind)
    except tomllib.TOMLDecodeError as error:
        raise stop(file, f"no valid TOML: {error}", "mend that line") from error
    except msgspec.ValidationError as error:
        remedy = "mend the entry; the file's header says how one looks (entries count from 0)"
        raise stop(file, str(error), remedy) from error


def parse_words(text: str) -> tuple[str, ...]:
    """The words of a list, one a line; lines that begin with # are comments."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def check_phrases(text: str) -> None:
    """Refuse a malformed list of phrases here, before the site's hook reads it."""
    try:
        parse_phrases(text)
    except ValueError as error:
        raise stop(PHRASES_FILE, str(error), "mend that line") from error


def checked_readings(text: str) -> dict[str, str]:
    try:
        return parse_readings(text)
    except ValueError as error:
        raise stop(READINGS_FILE, str(error), "mend that line") from error


def utf8(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise stop(file, f"byte {error.start} is not UTF-8", "save the file as UTF-8") from error
