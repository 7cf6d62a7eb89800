"""Reads and checks everything under `source/`, the only input of a run."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import TypeVar, cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from planbook import base
from planbook.characters import forbidden
from planbook.checks.rules import FILE as WAIVERS_FILE
from planbook.checks.rules import Waiver
from planbook.description import FILE as DESCRIPTION_FILE
from planbook.description import Description
from planbook.fields import Count, Path, misfits
from planbook.links.pinyin import FILE as READINGS_FILE
from planbook.links.pinyin import parse_readings
from planbook.links.resolve import EditorsNote
from planbook.links.terms import FILE as TERMS_FILE
from planbook.links.terms import Term, faults, general_terms
from planbook.problems import Problem, Problems, quote, raise_any, stop
from planbook.statements.guide import FILE as GUIDE_FILE
from planbook.statements.guide import Guide
from planbook.statements.places import FILE as PLACES_FILE
from planbook.statements.places import Places
from planbook.statements.sectors import FILE as SECTORS_FILE
from planbook.statements.sectors import Sectors
from planbook.statements.targets import FILE as TARGETS_FILE
from planbook.statements.targets import Targets
from planbook.structure.parse import Missing
from planbook.structure.styles import FILE as ACCOUNT_FILE
from planbook.structure.styles import Account, Original, Style, original_of
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.declared import Family, Repair, TextReading
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.decode import endless_lines
from planbook.text.repair import Repairs, Rule
from planbook.text.script import parse_phrases
from planbook.text.traditional import own_phrases
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import Memory, parse_memory

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
OPTIONAL = (ACCOUNT_FILE,)
"""Files that a project may lack."""
SHOWN = 20
"""Maximum forbidden characters reported for one file."""
MOST = 200
"""Maximum faults reported for one file at once."""
LONGEST_ROW = 10_000
"""Maximum characters of a line of TOML: a key of many parts takes ever longer to read."""
ENTRY = re.compile(r"[ \t]*\[\[[ \t]*([\w-]+)[ \t]*\]\]")
TEXT = re.compile(r"(?m)^[ \t]*(?P<header>\[[ \t]*text[ \t]*\])")
QUOTED = 200
WORD = re.compile(r"[^\W\d_](?:['’-]?[^\W_])*")
T = TypeVar("T")
S = TypeVar("S", bound=Struct)
Prepare = Callable[[dict[str, object]], dict[str, object]]
"""Changes a table before it is read."""


class Declarations(Struct, frozen=True, forbid_unknown_fields=True):
    """`repairs.toml`."""

    mechanical: Mapping[Rule, Count] | None = None
    """Omitted: not recorded yet."""
    repair: tuple[Repair, ...] = ()
    family: tuple[Family, ...] = ()
    text: TextReading | None = None
    style: tuple[Style, ...] = ()
    missing: tuple[Missing, ...] = ()
    note: tuple[EditorsNote, ...] = ()


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
    original: Original
    missing: tuple[Missing, ...]
    notes: tuple[EditorsNote, ...]
    terms: tuple[Term, ...]
    memory: Memory
    phrases: Mapping[str, str]
    """Traditional forms that take precedence over OpenCC's, by Simplified phrase."""
    waivers: tuple[Waiver, ...]
    words: tuple[str, ...]
    """Correct English words that no dictionary has."""
    pinyin: Mapping[str, str]
    """Pinyin that takes precedence over the dictionary's, by Chinese phrase."""
    targets: Targets
    sectors: Sectors
    places: Places
    guide: Guide


class Reader:
    """Reads one file after another and collects the problems of all."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.problems: list[Problem] = []

    def toml(self, file: str, kind: type[T], prepare: Prepare = dict) -> T:
        return self.kept(file, lambda: toml(self.files[file], file, kind, prepare))

    def text(self, file: str, parse: Callable[[str], T]) -> T:
        """A file of lines; `parse` raises `ValueError` with a line for each fault, `line 3: …`."""
        return self.kept(file, lambda: parse(utf8(self.files[file], file)))

    def kept(self, file: str, read: Callable[[], T]) -> T:
        """The result of `read`. After a fault it is unusable: `problems` must be raised."""
        try:
            return read()
        except Problems as found:
            self.problems += found.problems
        except ValueError as error:
            remedy = "correct that line; the file's header explains the lines"
            self.problems += (Problem(file, one, remedy) for one in str(error).splitlines())
        return cast("T", None)


def read_sources(files: Mapping[str, bytes]) -> Sources:
    """The sources from the content of `FILES`. Raises `Problems` with every fault in any file."""
    read = Reader(files)
    description = read.toml(DESCRIPTION_FILE, Description)
    declarations = read.kept(REPAIRS_FILE, lambda: declarations_of(files[REPAIRS_FILE]))
    terms = read.toml(TERMS_FILE, Termbase, base.completed)
    memory = read.text(MEMORY_FILE, parse_memory)
    general = parse_phrases(base.lines("traditional.txt"))
    phrases = read.text(PHRASES_FILE, parse_phrases)
    waivers = read.toml(WAIVERS_FILE, Waivers)
    words = read.text(WORDS_FILE, parse_words)
    readings = read.text(READINGS_FILE, parse_readings)
    targets = read.toml(TARGETS_FILE, Targets)
    sectors = read.toml(SECTORS_FILE, Sectors)
    places = read.toml(PLACES_FILE, Places)
    guide = read.toml(GUIDE_FILE, Guide)
    account = read.toml(ACCOUNT_FILE, Account) if ACCOUNT_FILE in files else Account()
    raise_any(read.problems)
    raise_any(faults(terms.term))
    return Sources(
        raw=files[PLAN_FILE],
        description=description,
        repairs=Repairs(
            declarations.repair, declarations.mechanical, declarations.family, declarations.text
        ),
        original=original_of(account, declarations.style),
        missing=declarations.missing,
        notes=declarations.note,
        terms=(*terms.term, *general_terms(terms.term, files[PLAN_FILE])),
        memory=memory,
        phrases=general | own_phrases(files[PLAN_FILE], general) | phrases,
        waivers=waivers.waiver,
        words=(*words, *parse_words(base.lines("words.txt"))),
        pinyin=parse_readings(base.lines("pinyin.txt")) | readings,
        targets=targets,
        sectors=sectors,
        places=places,
        guide=guide,
    )


def toml(raw: bytes, file: str, kind: type[T], prepare: Prepare = dict) -> T:
    """A TOML file as the given structure. Raises `Problems` with every field that does not fit."""
    text = utf8(raw, file)
    raise_any(endless_lines(text, file, LONGEST_ROW))
    try:
        table = prepare(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        line = re.search(r"\(at line (\d+), column \d+\)$", reason)
        found, at = f"not valid TOML: {reason[:QUOTED]}", int(line[1]) if line else 0
        raise stop(file, found, "correct that line", line=at) from error
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        lines = entry_lines_of(text)
        faults = (misfit(file, lines, *one) for one in misfits(table, kind))
        raise Problems(islice(faults, MOST)) from error


def declarations_of(raw: bytes) -> Declarations:
    """The content of `repairs.toml`, each entry with the line on which it begins."""
    found = toml(raw, REPAIRS_FILE, Declarations)
    text = utf8(raw, REPAIRS_FILE)
    lines = entry_lines_of(text)

    def placed(name: str, entries: tuple[S, ...]) -> tuple[S, ...]:
        starts = chain(lines.get(name, ()), repeat(0))
        return tuple(replace(one, at=line) for one, line in zip(entries, starts, strict=False))

    header = TEXT.search(text)
    at = text.count("\n", 0, header.start("header")) + 1 if header else 0
    lists = {
        name: placed(name, getattr(found, name))
        for name in ("repair", "family", "missing", "style")
    }
    return replace(found, text=replace(found.text, at=at) if found.text else None, **lists)


def entry_lines_of(text: str) -> dict[str, list[int]]:
    """The lines on which the entries of each list begin, by the list's name."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := ENTRY.match(line):
            found.setdefault(header[1], []).append(number)
    return found


def misfit(file: str, lines: Mapping[str, list[int]], path: Path, found: str) -> Problem:
    """A field that does not fit, with the line on which its entry begins."""
    entry, line, rest = "", 0, path
    if len(path) > 1 and isinstance(path[1], int):
        entry, rest = f"{path[0]} {path[1] + 1}", path[2:]
        starts = lines.get(str(path[0]), [])
        line = starts[path[1]] if path[1] < len(starts) else 0
    field = ".".join(str(one + 1) if isinstance(one, int) else one for one in rest)
    place = ", ".join(filter(None, (entry, field)))
    remedy = "correct it; the file's header explains each field"
    return Problem(file, f"{place or 'the file'}: {found}", remedy, line=line)


def parse_words(text: str) -> tuple[str, ...]:
    """The words of a list, one per line; lines that begin with # are comments."""
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1)]
    found = [(number, line) for number, line in lines if line and not line.startswith("#")]
    if strange := [one for one in found if not WORD.fullmatch(one[1])]:
        raise ValueError("\n".join(f"line {n}: {quote(line)} is not a word" for n, line in strange))
    return tuple(line for _, line in found)


def utf8(raw: bytes, file: str) -> str:
    """The text of a source file, with LF line ends and without a byte order mark.

    Raises `Problems`: not UTF-8, an overlong line, or characters that no text may carry.
    """
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise stop(file, f"byte {error.start} is not UTF-8", "save the file as UTF-8") from error
    raise_any(unfit(text, file))
    return text


def unfit(text: str, file: str) -> Iterator[Problem]:
    """Lines that are too long, and the first few characters that no text may carry."""
    yield from endless_lines(text, file)
    for at, name in islice(forbidden(text), SHOWN):
        found = f"has {name}, which no text may carry"
        yield Problem(file, found, "take it out", line=text.count("\n", 0, at) + 1)
